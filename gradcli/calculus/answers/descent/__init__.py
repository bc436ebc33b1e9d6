"""The answers about descents: of a function, and of a loss over the rows of a table."""
