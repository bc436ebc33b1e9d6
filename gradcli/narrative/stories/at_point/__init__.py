"""What stories say of a point: small nudges, and the second-derivative test."""
