"""Answers that are drawn: graphs, pictures, and what of a function a picture shows."""
