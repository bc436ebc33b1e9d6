"""Which function an expression of SymPy is a value of, told by its name.

To ask whether a form is `isinstance(form, sympy.exp)` would load SymPy's functions, of which a
polynomial has none (see `gradcli.field.fast_sympy.core_first`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sympy

if TYPE_CHECKING:
    from sympy import Basic


def head(form: Basic) -> str:
    """SymPy's name of the form's outermost operation: `exp`, `Abs`, `Max`, `Add`, `Symbol`."""
    return type(form).__name__


def is_exponential(form: Basic) -> bool:
    """Whether the form is a power of e, be it one that SymPy left unevaluated."""
    return head(form) == "exp" or bool(form.is_Pow and form.args[0] is sympy.E)
