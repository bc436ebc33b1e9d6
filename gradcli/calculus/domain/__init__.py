"""Where a function is defined and where it is smooth, and the verdicts on a point."""
