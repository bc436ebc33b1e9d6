"""The words for what is true at a point."""
