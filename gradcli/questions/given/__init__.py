"""What Python programs hand over (numbers, tables, SymPy, functions), as texts to be read."""
