"""A function taken apart into smooth pieces, and what it is where these meet."""
