"""Numbers drawn from a seed: the same ones on every machine and with every Python.

SplitMix64 (Steele, Lea, Flood 2014). What `random` draws for a seed may change between versions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

_MASK: Final = (1 << 64) - 1
_STEP: Final = 0x9E3779B97F4A7C15
_FIRST: Final = 0xBF58476D1CE4E5B9
_SECOND: Final = 0x94D049BB133111EB

Item = TypeVar("Item")


class Draws:
    """A sequence of draws: each goes on from the one before."""

    __slots__ = ("_state",)

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def _next(self) -> int:
        self._state = (self._state + _STEP) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * _FIRST) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * _SECOND) & _MASK
        return mixed ^ (mixed >> 31)

    def below(self, bound: int) -> int:
        """A whole number from 0 to bound - 1, each equally likely."""
        rest = (_MASK + 1) % bound
        while (drawn := self._next()) > _MASK - rest:
            pass
        return drawn % bound

    def one_of(self, items: Sequence[Item]) -> Item:
        """One of them."""
        return items[self.below(len(items))]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """All of them in another order."""
        order = list(items)
        for last in range(len(order) - 1, 0, -1):
            place = self.below(last + 1)
            order[last], order[place] = order[place], order[last]
        return order

    def apart(self, name: str) -> Draws:
        """Draws for what has this name alone, whatever else is drawn."""
        state = self._state
        for sign in name.encode():
            state = (state * 31 + sign + 1) & _MASK
        return Draws(state)
