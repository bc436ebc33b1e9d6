"""A file of questions as a sheet of exercises with its key."""
