"""Critical points and extreme values as JSON."""
