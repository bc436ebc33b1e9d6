"""Letters for the laws: none that the reader's own function uses already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from sympy import Expr

from gradcli.field.expression import Node, natural_order
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import dataclass
from gradcli.frozen import field as field_of_class

# d and e have a meaning of their own; f, g are names of functions; i, j, o, l read as other signs;
# t is how far somebody walks, and h a nudge; q is not raised where eˢ is.
FOR_FUNCTIONS: Final = tuple("uvwprszyxabq")
FOR_CONSTANTS: Final = tuple("cknmabpq")
FOR_EXPONENTS: Final = tuple("nmkpqrabc")
FOR_BASES: Final = tuple("abckmnpq")

# Of the letters of a law those that stand still; all others are functions.
_STILL: Final = MappingProxyType({"c": FOR_CONSTANTS, "n": FOR_EXPONENTS, "a": FOR_BASES})

Part: TypeAlias = Node | Expr
"""What a letter of a law stands for: a part as it was typed, or a constant."""


@dataclass(frozen=True, slots=True)
class Letters:
    """What is taken already, and the choice of the first that is free."""

    taken: frozenset[str]

    @classmethod
    def beside(cls, field: ScalarField) -> Letters:
        """All letters but those of the field: its name, its variables, the names of its parts."""
        return cls(frozenset((field.function, *field.letters, *field.names)))

    def pick(self, wanted: Iterable[str]) -> str:
        """The first of `wanted` that is free; when all are taken, the first with an index.

        A letter that has indices already, u_1, gets no others.
        """
        pool = tuple(wanted)
        for letter in pool:
            if letter not in self.taken:
                return letter
        indexed = {name.partition("_")[0] for name in self.taken if "_" in name}
        stem = next((letter for letter in pool if letter not in indexed), pool[0])
        index = 1
        while f"{stem}{index}" in self.taken:
            index += 1
        return f"{stem}{index}"

    def several(self, wanted: Iterable[str], count: int) -> tuple[str, ...]:
        """Different free letters, `count` of them."""
        pool = tuple(wanted)
        letters = self
        picked: list[str] = []
        for _ in range(count):
            picked.append(letters.pick(pool))
            letters = letters.without(picked[-1])
        return tuple(picked)

    def without(self, *names: str) -> Letters:
        """The letters that are left when these are taken too."""
        return Letters(self.taken | frozenset(names))


@dataclass(frozen=True, slots=True, eq=False)
class PartNames:
    """One letter for one part within a derivation: given at its first use, and to no other part."""

    free: Letters
    _given: dict[Part, str] = field_of_class(default_factory=dict)

    def of(self, part: Part, wanted: Iterable[str] = FOR_FUNCTIONS) -> str:
        """The letter of the part: the one that it has, else the first of `wanted` that is free."""
        known = self._given.get(part)
        if known is None:
            known = self._given[part] = self.free.without(*self._given.values()).pick(wanted)
        return known

    def in_place_of(self, parts: Mapping[str, Part]) -> dict[str, str]:
        """For each letter of a law that of its part: the law's own if it is free, else the next."""
        names: dict[str, str] = {}
        functions = 0
        for letter in sorted(parts, key=natural_order):
            pool = _STILL.get(letter, FOR_FUNCTIONS)
            # The first function has its own letter before others; those after it take the next.
            begins = letter in pool and (letter in _STILL or not functions)
            names[letter] = self.of(parts[letter], (letter, *pool) if begins else pool)
            functions += letter not in _STILL
        return names
