"""Pictures, and what they claim."""
