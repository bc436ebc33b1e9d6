"""A neighbourhood cut into cells, in each of which a function is one formula without cases."""
