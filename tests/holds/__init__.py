"""That it holds: limits that nothing overruns, on inputs made to overrun them."""
