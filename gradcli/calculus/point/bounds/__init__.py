"""Bounds with their numbers on what the partials leave over, found as one does by hand."""
