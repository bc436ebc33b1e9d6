"""The way out: an answer on a stream, on a page that is written as it comes, or in a file."""
