"""The answers on critical points and extreme values."""
