"""Answers to exercises, as learners write them: one formula, a vector, a matrix, an equation."""
