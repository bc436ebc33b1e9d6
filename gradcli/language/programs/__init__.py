"""Bodies of functions as programs have them: assignments, conditions and what is returned."""
