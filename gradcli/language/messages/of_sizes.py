"""What is said of a whole text, and of what is too large in it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.codes import Code
from gradcli.errors import Forms, Words

SIZES: Final[Mapping[Code, Words | Forms]] = MappingProxyType(
    {
        "answer-number-too-long": (
            "a number in the answer has more than {limit:,} digits",
            "use smaller numbers",
        ),
        "argument-too-large": ("the argument of {function} is too large", None),
        "constant-exponent-too-large": ("this exponent is too large", "use a smaller one"),
        "degree-of-root-too-large": (
            "the degree of the root is larger than {limit:,}",
            "use a smaller one",
        ),
        "equation-for-function": (
            "this is an equation, and a function was expected",
            "write the side that is the function, or name the function: f(x, y) = x^2 y",
        ),
        "exponent-too-large": ("the exponent is larger than {limit:,}", "use a smaller one"),
        "factorial-too-large": (
            "the argument of a factorial may be {limit:,} at most",
            "use a smaller one",
        ),
        "name-on-both-sides": (
            "{function} stands on both sides, so this is an equation and not a function",
            "solve it for one name, as in z = x^2 y",
        ),
        "number-too-long": ("this number has more than {limit:,} digits", "use a smaller one"),
        "part-named-like-a-variable": (
            "{name} is the name of a variable",
            "give the part a name that is not used for anything else",
        ),
        "point-behind-the-formula": (
            "a point stands behind the formula",
            "give it with --at {point}",
        ),
        "power-of-a-sum-too-large": (
            "the power of a sum may be {limit:,} at most",
            "use a smaller one",
        ),
        "powers-multiply-too-high": (
            "the powers here multiply to an exponent above {limit:,}",
            "use a smaller exponent",
        ),
        "printed-alike": (
            "{name} and {twin} would be printed alike",
            "write one of them in both places if one is meant, or take another letter",
        ),
        "recursive-definition": (
            "{function} stands in its own formula",
            "write what {function} is in terms of its variables",
        ),
        "roots-nested-too-deep": (
            "roots inside one another come to one of a degree above 2^{limit}",
            "use fewer roots",
        ),
        "too-many-sums": (
            "a text may have {limit:,} sums and products at most",
            "write fewer, or their terms",
        ),
        "too-many-terms": (
            "a sum or a product may have {limit:,} terms at most",
            "use fewer terms",
        ),
    }
)
