"""A loss over the rows of a table: which rows stand on an edge, and what the sums come to."""
