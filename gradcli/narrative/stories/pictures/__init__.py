"""Pictures with their legends and their text alternatives."""
