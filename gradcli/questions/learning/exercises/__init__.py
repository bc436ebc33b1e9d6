"""Exercises: made from a seed, with answers that come out clean."""
