"""The closed table of the functions and constants that the language knows: one record a function.

A function is written down in one of the files beside this one, and nowhere else: what it is called
and how it is printed, SymPy's name for it, what it is made of, where it is smooth, its derivative
(`gradcli.field.functions.record` says what a record holds). The `name` is the canonical one: it is
what `-q` and JSON print, and it is Python's where Python has one, so that an answer can be pasted
into NumPy or SymPy.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from types import MappingProxyType
from typing import Final

from gradcli.field.functions.algebra import IncompleteError
from gradcli.field.functions.circular import ANGLE_OF_A_POINT, CIRCULAR
from gradcli.field.functions.elementary import OTHERS, ROOTS_AND_LOGARITHMS
from gradcli.field.functions.hyperbolic import HYPERBOLIC
from gradcli.field.functions.learning import FORMULAS, LEARNING
from gradcli.field.functions.record import Family, Function, Shorthand
from gradcli.field.functions.tables import check_definitions


def by_name(records: Iterable[Function]) -> MappingProxyType[str, Function]:
    """The records by their canonical names, no name and no spelling given twice."""
    table: dict[str, Function] = {}
    spellings: set[str] = set()
    for record in records:
        for spelling in (record.name, *record.aliases, *record.foreign):
            if spelling in spellings:
                raise IncompleteError(f"{spelling} is the name of two functions")
            spellings.add(spelling)
        table[record.name] = record
    check_definitions(table)
    return MappingProxyType(table)


FUNCTIONS: Final[MappingProxyType[str, Function]] = by_name(
    (
        *ROOTS_AND_LOGARITHMS,
        *chain.from_iterable(
            chain.from_iterable(zip(CIRCULAR, HYPERBOLIC, strict=True)),
        ),
        ANGLE_OF_A_POINT,
        *OTHERS,
        *LEARNING,
    )
)


def of_families(*families: Family) -> tuple[Function, ...]:
    """The functions of these families, in the order of the table."""
    return tuple(record for record in FUNCTIONS.values() if record.family in families)


def in_sympy(records: Iterable[Function]) -> frozenset[str]:
    """SymPy's names of those functions that it has."""
    return frozenset(record.sympy for record in records if record.sympy is not None)


# Each spelling that is accepted for a function, canonical names included.
SPELLINGS: Final[MappingProxyType[str, str]] = MappingProxyType(
    {
        spelling: function.name
        for function in FUNCTIONS.values()
        for spelling in (function.name, *function.aliases)
    }
)

# What is read as a formula, by each of its names.
SHORTHANDS: Final[MappingProxyType[str, Shorthand]] = MappingProxyType(
    {
        spelling: shorthand
        for shorthand in FORMULAS
        for spelling in (shorthand.name, *shorthand.aliases)
    }
)

CONSTANTS: Final = frozenset({"e", "pi"})
