"""The question of a descent: what it takes, and what its JSON has."""
