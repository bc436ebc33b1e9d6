"""What a value is, for deciding about it and for saying it."""

from __future__ import annotations

import sys
from typing import Final, TypeGuard

from gradcli.questions.given.types import OfSymPy

# Characters of a value that stands in a sentence.
_LONGEST: Final = 40


def is_of_sympy(value: object) -> TypeGuard[OfSymPy]:
    """Whether a value is SymPy's; where SymPy is not loaded, none is."""
    core = sys.modules.get("sympy.core.basic")
    return core is not None and isinstance(value, core.Basic)


def described(value: object) -> str:
    """A value in a message: short, on one line."""
    if value is None:
        return "None"
    kind = type(value).__name__
    if isinstance(value, str):
        return repr(value) if len(value) <= _LONGEST else f"a text of {len(value):,} characters"
    try:
        text = " ".join(repr(value).split())
    except ValueError:  # Python itself writes no number of more than 4,300 digits
        return f"a value of type {kind}"
    return f"{text} ({kind})" if len(text) <= _LONGEST else f"a value of type {kind}"
