"""What gradcli does in the place of SymPy, for speed alone."""
