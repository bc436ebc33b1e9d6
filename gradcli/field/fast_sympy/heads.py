"""Which function an expression of SymPy is a value of, told by its name; and such a value made.

To ask whether a form is `isinstance(form, sympy.exp)` would load SymPy's functions, of which a
polynomial has none (see `gradcli.field.fast_sympy.core_first`). In the plain way they are asked by
their classes, and are loaded for it.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import sympy

from gradcli.field.fast_sympy.plain import IS_PLAIN
from gradcli.field.functions import of_families
from gradcli.field.functions.record import Family

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sympy import Basic, Expr

ASKED_FOR: Final = (
    *(record.sympy for record in of_families(*Family) if record.sympy),
    *("exp", "log", "erf", "atan2", "factorial"),
    *("Abs", "sign", "Max", "Min", "floor", "ceiling", "Heaviside"),
)
"""Names under which SymPy publishes functions, and by which gradcli asks for them."""


def names_by_class() -> Mapping[type[Basic], str]:
    """The functions that are asked for, and the name of each; loads them all."""
    return {getattr(sympy, name): name for name in ASKED_FOR}


_BY_CLASS: Final = MappingProxyType(names_by_class() if IS_PLAIN else {})


def head(form: Basic) -> str:
    """SymPy's name of the form's outermost operation: `exp`, `Abs`, `Max`, `Add`, `Symbol`."""
    kind = type(form)
    return _BY_CLASS.get(kind, kind.__name__) if IS_PLAIN else kind.__name__


def is_exponential(form: Basic) -> bool:
    """Whether the form is a power of e, be it one that SymPy left unevaluated."""
    return head(form) == "exp" or bool(form.is_Pow and form.args[0] is sympy.E)


def as_it_stands(function: type[Expr], argument: Expr) -> Expr:
    """A function of one argument that folds nothing, made as SymPy makes it in the end."""
    made = sympy.Expr.__new__(function, argument)
    made.nargs = _set_of(function._nargs)
    return made


@lru_cache
def _set_of(numbers: tuple[int, ...] | int) -> Basic:
    """How many arguments a function takes, as SymPy tells it of each of its values."""
    return sympy.FiniteSet(*(numbers if isinstance(numbers, tuple) else (numbers,)))
