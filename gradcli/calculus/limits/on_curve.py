"""A function on a way to a point: one variable, the time t > 0, which comes to 0.

What holds on the way holds exactly: on (t, sin(t)^2) the difference y - sin(x)^2 is 0, whatever is
known of its expansion.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Final

import sympy
from sympy import Expr, Integer

from gradcli.calculus.limits.limits import Neighbourhood
from gradcli.calculus.numbers.orders import TIME
from gradcli.field import expression as ex
from gradcli.field.from_sympy import from_sympy
from gradcli.field.size import size
from gradcli.field.substitution import with_parts, with_values
from gradcli.field.to_sympy import ToSympy

Curve = tuple[Expr, ...]
"""The coordinates of a point at the time t > 0, which come to P for t -> 0."""

_ZERO: Final = ex.Number(Fraction(0))
_LARGEST: Final = 80  # nodes


def on_curve(near: Neighbourhood, curve: Curve) -> Neighbourhood:
    """The function of t that f is on the curve."""
    put = {name: from_sympy(at) for name, at in zip(near.variables, curve, strict=True)}
    return Neighbourhood(_with_zeros(with_values(near.tree, put)), (TIME.name,), (Integer(0),))


def _with_zeros(tree: ex.Node) -> ex.Node:
    """The tree with 0 for each difference in which all cancels."""
    canonical = ToSympy()
    done: dict[ex.Node, ex.Node] = {}
    for node in ex.postorder(tree):
        match node:
            case ex.Sum() if _is_zero(canonical(node)):
                done[node] = _ZERO
            case ex.Piecewise(branches):
                whole = with_parts(node, done)
                assert isinstance(whole, ex.Piecewise)
                done[node] = replace(
                    whole,
                    branches=tuple(
                        ex.Branch(new.value, _decided(new.condition, old.condition, canonical))
                        for new, old in zip(whole.branches, branches, strict=True)
                    ),
                )
            case _:
                done[node] = with_parts(node, done)
    return done[tree]


def _is_zero(form: Expr) -> bool:
    return form == 0 or (size(form) < _LARGEST and sympy.expand(form) == 0)


def _decided(
    new: ex.Condition | None, old: ex.Condition | None, canonical: ToSympy
) -> ex.Condition | None:
    """The condition, with 0 on both sides where these are equal."""
    if new is None or old is None:
        return None
    if isinstance(new, ex.Comparison):
        assert isinstance(old, ex.Comparison)
        if _is_zero(canonical(old.left) - canonical(old.right)):
            return ex.Comparison(_ZERO, new.relation, _ZERO)
        return new
    assert not isinstance(old, ex.Comparison)
    parts = zip(new.conditions, old.conditions, strict=True)
    decided = (_decided(one, other, canonical) for one, other in parts)
    return replace(new, conditions=tuple(part for part in decided if part is not None))
