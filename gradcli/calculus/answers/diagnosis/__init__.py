"""What went wrong in an answer: the one known mistake that explains it, or nothing."""
