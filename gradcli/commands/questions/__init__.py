"""The commands that answer a question about a function."""
