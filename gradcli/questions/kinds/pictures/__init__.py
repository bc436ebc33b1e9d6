"""Questions whose answer is looked at."""
