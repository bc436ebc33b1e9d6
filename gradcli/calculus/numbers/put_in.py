"""What stands at a place, put into a form: where that has no value it is nan, and nothing fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import sympy
from sympy import Basic, Expr, postorder_traversal
from sympy.core.relational import Relational

_INFINITE: Final = frozenset({sympy.oo, -sympy.oo, sympy.zoo, sympy.nan})


def put_in(form: Expr, at: Mapping[Any, Basic]) -> Expr:
    """A form with what stands at a place put in for its letters; nan where it has no value there.

    What is made of a part without one has none, but for a function by cases. Of a max or min it is
    asked first: SymPy compares nothing with nan, nor with a number that is not real, such as
    arccos 2.
    """
    known: dict[Basic, Basic] = dict(at)
    for part in postorder_traversal(form):
        if part in known or not part.args:
            continue
        args = [known.get(each, each) for each in part.args]
        compares = isinstance(part, sympy.Max | sympy.Min | Relational)
        lacks = not _INFINITE.isdisjoint(args) or (
            compares and any(each.is_extended_real is False for each in args)
        )
        if lacks and isinstance(part, Relational):
            return sympy.nan
        if lacks and isinstance(part, Expr) and not part.is_Piecewise:
            known[part] = sympy.nan
        elif any(one is not other for one, other in zip(args, part.args, strict=True)):
            known[part] = part.func(*args)
    return known.get(form, form)
