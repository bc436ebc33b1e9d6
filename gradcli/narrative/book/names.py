"""The names of the laws, and what else they answer to; it loads nothing of the mathematics.

The engine's own classes say which laws there are (`gradcli.narrative.book.entries`); a name that is
missing here, or that no law has, is an error when the book is made.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from gradcli.field.functions import FUNCTIONS, SPELLINGS
from gradcli.language.lex.suggestions import nearest

STRUCTURE: Final = MappingProxyType(
    {
        "constant": ("constant rule",),
        "identity": ("variable",),
        "sum": ("sum rule", "difference"),
        "constant_multiple": ("constant multiple rule", "constant multiple", "multiple"),
        "product": ("product rule", "leibniz"),
        "quotient": ("quotient rule",),
        "reciprocal": ("reciprocal rule",),
        "power": ("power rule",),
        "exponential": ("exponential rule", "exp", "a^u", "e^u"),
        "logarithm": ("logarithm rule", "log", "ln"),
        "logarithm_of_size": ("ln|u|", "logarithm of an absolute value"),
        "root": ("root rule",),
        "chain": ("chain rule", "inner derivative"),
        "logarithmic": ("logarithmic differentiation", "u^v"),
        "atan2": ("arctan2", "polar angle"),
        "max": ("maximum",),
        "min": ("minimum",),
        "piecewise": ("piece by piece", "cases"),
        "rewrite": ("written another way", "rewriting"),
        "intermediate": ("named part", "let"),
    }
)
"""The laws that are no function's own, in the order of a chapter, and other names of each."""

OF_FUNCTIONS: Final = tuple(
    name
    for name, record in FUNCTIONS.items()
    if record.derivative is not None and name not in (*STRUCTURE, "exp", "log")
)
"""The functions with a law of their own, under whose names they stand."""

NAMES: Final = (*STRUCTURE, *OF_FUNCTIONS)
"""Every law by its stable name, in the order of the book."""

ALL: Final = "all"
"""In the place of a name: the whole book."""


def law_named(word: str) -> str | None:
    """The stable name of the law that a word names."""
    said = " ".join(word.lower().replace("_", " ").split())
    for name in NAMES:
        if said == name.replace("_", " ") or said in STRUCTURE.get(name, ()):
            return name
    spelt = SPELLINGS.get(word) or SPELLINGS.get(said)
    return spelt if spelt in OF_FUNCTIONS else None


def law_near(word: str) -> str | None:
    """The name that is nearest to a misspelt one."""
    also = [each for others in STRUCTURE.values() for each in others]
    return nearest(word.lower(), (*NAMES, *also, *SPELLINGS))
