"""The sentences of every failure to read a text, and what to do about it.

A sentence is whole: its parts have names, and where a word in it would depend on another, each case
has a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.codes import Code
from gradcli.errors import Forms, Words

FAILURES: Final[Mapping[Code, Words | Forms]] = MappingProxyType(
    {
        "accent-over-several-letters": (
            "\\{command} marks one letter, and something else stands after it",
            "write it over one letter, as in \\{command}{{x}}, or name the whole",
        ),
        "ellipsis": ("dots leave terms unsaid", "write every term"),
        "environment-name-missing": (
            "\\{command} needs the name of an environment",
            "\\{command}{{cases}}",
        ),
        "lone-backslash": ("a backslash stands alone at the end", None),
        "lone-decimal-point": ("a point stands here without a number", None),
        "subscript-without-name": (
            "a subscript belongs to a name, and none stands before it",
            None,
        ),
        "text-too-long": ("the text is {length:,} characters long; the limit is {limit:,}", None),
        "too-many-tokens": ("the text has more than {limit:,} signs and names", None),
    }
)
