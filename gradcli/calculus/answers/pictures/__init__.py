"""Answers that are looked at."""
