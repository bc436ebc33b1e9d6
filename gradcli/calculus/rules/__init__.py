"""The rules of differentiation, which of them is chosen, and what is built of them."""
