"""Checks that know nothing of the rules: dual numbers, and numbers behind a verdict."""
