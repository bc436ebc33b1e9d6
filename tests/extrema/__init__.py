"""Critical points and extreme values."""
