"""Pictures as JSON."""
