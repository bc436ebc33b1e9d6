"""How much each rule weighs: what is practised, and how hard it is, are told by it."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

_WEIGHTS: Final = MappingProxyType(
    {
        "constant": 0.0,
        "identity": 0.0,
        "constant_multiple": 0.5,
        "sum": 0.5,
        "power": 1.0,
        "sin": 1.0,
        "cos": 1.0,
        "exponential": 1.0,
        "logarithm": 1.0,
        "sqrt": 1.5,
        "rewrite": 1.0,
        "chain": 2.0,
        "product": 2.0,
        "reciprocal": 2.0,
        "quotient": 3.0,
    }
)
_OTHER: Final = 1.5


def weight_of(rule: str) -> float:
    """The weight of a rule, by its stable name."""
    return _WEIGHTS.get(rule, _OTHER)
