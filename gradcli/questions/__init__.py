"""The questions: each a value that is asked in one way, from a shell, a batch or Python."""
