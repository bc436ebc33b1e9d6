"""What was asked for, from words to values: options, arguments, and numbers in them."""
