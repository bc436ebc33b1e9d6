"""From tokens to names: which letters are variables, functions, constants and parts."""
