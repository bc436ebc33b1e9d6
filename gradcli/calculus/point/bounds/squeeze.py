"""A bound on what the partials leave over, found as one does by hand: with its constant.

|h^4 k/(h^4 + k^2)| <= h^2/2, since 2 h^2 |k| <= h^4 + k^2. Each rule is an inequality that holds
for all steps, or for all that are no longer than a number that is told; where no rule applies,
nothing is said. It is of a formula: whether f is that formula all around, `proof` looks at.
"""

from __future__ import annotations

import sympy
from sympy import Expr, Mul, Symbol

from gradcli.calculus.point.bounds.facts import Fact
from gradcli.calculus.point.bounds.terms import UnboundedError, has_poles, least_degree
from gradcli.calculus.point.bounds.walk import STRENGTHS, Work
from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import ONE, product, total
from gradcli.field.forms import parts_of_forms
from gradcli.frozen import dataclass, replace


@dataclass(frozen=True, slots=True, eq=False)
class Squeezed:
    """`bound` is at least what is left over, and at most `constant` |h|^`exponent`.

    So it is for steps no longer than `within`; None says for all. Each stands beside a power of
    1/|ln |h|^2| where there is one; then the exponent may be 1.
    """

    bound: Expr
    constant: Expr
    exponent: Expr
    facts: tuple[Fact, ...]
    within: Expr | None
    beside: Expr = ONE


def squeezed(rest: Expr, steps: tuple[Symbol, ...]) -> Squeezed | None:
    """A bound on a formula in the components of a step; None where no rule gives one."""
    is_plain = not any(head(part) in ("log", "exp") for part in parts_of_forms([rest]))
    for strength in STRENGTHS[: 1 if is_plain else None]:
        found = _squeezed(rest, Work(steps, strength))
        if found is not None and found.exponent > 1:
            return found
    if is_plain:
        return None
    work = Work(steps, 0)
    inverse = [
        factor
        for factor in Mul.make_args(rest)
        if factor.is_Pow and factor.exp.is_negative and factor.base == sympy.log(work.square)
    ]
    beside = product(*inverse)
    found = _squeezed(rest / beside, work) if inverse else None
    if found is None or found.exponent < 1:
        return None
    return replace(found, beside=sympy.Abs(beside))


def _squeezed(rest: Expr, work: Work) -> Squeezed | None:
    try:
        terms = work.bound(rest)
    except UnboundedError:
        return None
    if not terms or has_poles(terms):
        return None
    if len({total(*powers) for powers in terms}) > 1:
        work.only_within(ONE)
    bound = total(*(product(number, work.monomial(powers)) for powers, number in terms.items()))
    facts = tuple(dict.fromkeys(work.facts))
    return Squeezed(bound, total(*terms.values()), least_degree(terms), facts, work.within)
