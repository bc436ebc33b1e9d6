"""Tests of notation and of every drawer."""
