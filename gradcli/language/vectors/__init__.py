"""Points, directions and angles."""
