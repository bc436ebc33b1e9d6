"""How fast gradcli is, side by side with SymPy: `python -m tests.benchmarks [--short]`."""
