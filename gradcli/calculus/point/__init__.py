"""What is true of a function at one point: differentiability, critical points, convexity."""
