"""Exercises on a sheet: what is asked, and the key."""
