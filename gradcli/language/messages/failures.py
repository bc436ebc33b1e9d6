"""The sentences of every failure to read a text, and what to do about each.

A sentence is whole: its parts have names, and where a word in it would depend on a part, each form
has a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.codes import Code
from gradcli.errors import Forms, Words
from gradcli.language.messages.of_lex import LEX
from gradcli.language.messages.of_names import NAMES
from gradcli.language.messages.of_parse import PARSE
from gradcli.language.messages.of_sizes import SIZES
from gradcli.language.messages.of_vectors import VECTORS

FAILURES: Final[Mapping[Code, Words | Forms]] = MappingProxyType(
    {**LEX, **NAMES, **PARSE, **VECTORS, **SIZES}
)

ADVICE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "arguments-at-least": "write {typed}(x, y)",
        "arguments-at-most": "write {typed}(x, 2)",
        "arguments-atan2": "write atan2(y, x)",
        "arguments-root": "write root(x, 3)",
        "arguments-pow": "write x^2",
        "arguments-one": "write {typed}(x)",
        "arguments-ln": "write log(x, 2) for another base",
        "declare-all": "declare the names: --vars {names}",
        "declare-all-or-product": "declare the names: --vars {names}, or write {product} for a "
        "product",
        "derivative-worked-out": "work it out, and write the formula that it comes to",
        "differential-left-out": "leave the differentials out: write the factors before them, "
        "with commas between several",
        "did-you-mean": "did you mean {meant}?",
        "did-you-mean-or-product": "did you mean {meant}? Else write {product}*(...) for a product",
        "formula-alone": "give the formula alone, and a point with --at",
        "normal-of-a-curve": "a normal of the curve g(x, y) = c is the gradient of g: give g "
        "alone, without = c, and a point with --at",
        "space-before-argument": "leave a space before the argument",
        "sign-between-factors": "put * or a space between the factors",
        "declare-them": "declare them as well: {names}",
        "decimal-point": "if the comma is a decimal comma, write a point: {written}",
    }
)
"""What to do where that is known better than the usual advice of the code says."""
