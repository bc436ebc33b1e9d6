"""What a value is, for deciding about it and for saying it."""

from __future__ import annotations

import sys
from typing import TypeGuard

from gradcli.questions.given.types import OfSymPy


def is_of_sympy(value: object) -> TypeGuard[OfSymPy]:
    """Whether a value is SymPy's; where SymPy is not loaded, none is."""
    core = sys.modules.get("sympy.core.basic")
    return core is not None and isinstance(value, core.Basic)


def described(value: object) -> str:
    """A value in a message: short, on one line."""
    if value is None:
        return "None"
    text = " ".join(repr(value).split())
    kind = type(value).__name__
    return f"{text} ({kind})" if len(text) <= 40 else f"a value of type {kind}"
