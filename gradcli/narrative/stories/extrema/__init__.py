"""The stories of critical points and of extreme values."""
