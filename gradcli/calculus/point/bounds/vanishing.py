"""What is left over, over |h|, where a factor in one letter tends to 0, however slowly: h/ln|k|.

That bounds f where it has a value; that it has one at every point nearby is seen by itself.
"""

from __future__ import annotations

from fractions import Fraction

import sympy
from sympy import Expr, Integer, Mul, Symbol

from gradcli.calculus.cells.cells import cells
from gradcli.calculus.domain.domain import (
    FaultError,
    TooLargeError,
    UnsureError,
    evaluate_exactly,
)
from gradcli.calculus.domain.verdict import Finite, Infinite
from gradcli.calculus.limits.limits import Neighbourhood
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.point.bounds.cases import cases_of
from gradcli.calculus.point.bounds.squeeze import squeezed
from gradcli.calculus.point.in_cells import limit_on
from gradcli.field import expression as ex
from gradcli.field.fast_sympy.sympy_build import HALF, ZERO, power, product, total
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.record import Requirement
from gradcli.field.substitution import with_values
from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Vanishing:
    """What is left over, over |h|, is at most `bound`, and that tends to 0.

    `factors` are what is multiplied by a component of the step, each in one letter, with limit 0.
    """

    bound: Expr
    factors: tuple[tuple[Symbol, Expr], ...]


def vanishing(rest: Expr, steps: tuple[Symbol, ...]) -> Vanishing | None:
    """The same where one component of the step stands before what tends to 0: h/ln|k|.

    However slowly it does: no power of |h| bounds it. None where the formula has other terms.
    """
    factors: dict[tuple[Symbol, Expr], None] = {}
    others: dict[Expr, None] = {}
    for case in _all_cases(rest):
        found = _with_small_factors(case, steps)
        if found is None:
            return None
        small, other = found
        factors.update(dict.fromkeys(small))
        if other != 0:
            others[other] = None
    if not factors:
        return None
    sizes = [sympy.Abs(w) for _, w in factors]
    for other in others:
        by_hand = squeezed(other, steps)
        if by_hand is None or by_hand.within is not None:
            return None
        length = power(total(*(power(h, Integer(2)) for h in steps)), HALF)
        sizes.append(product(by_hand.constant, power(length, by_hand.exponent - 1)))
    return Vanishing(total(*dict.fromkeys(sizes)), tuple(factors))


def _all_cases(rest: Expr) -> list[Expr]:
    pieces = [term for term in sympy.Add.make_args(rest) if isinstance(term, sympy.Piecewise)]
    if len(pieces) != 1:
        return [rest]
    others = total(*(term for term in sympy.Add.make_args(rest) if term is not pieces[0]))
    return [case for case in cases_of(pieces[0], others) if case != 0]


def _with_small_factors(
    form: Expr, steps: tuple[Symbol, ...]
) -> tuple[list[tuple[Symbol, Expr]], Expr] | None:
    """The factors by a component each, in one letter and with the limit 0, and the other terms."""
    small: list[tuple[Symbol, Expr]] = []
    left = list(sympy.Add.make_args(form))
    for h in steps:
        for k in steps:
            own = [term for term in left if _is_times(term, h, k)]
            factor = total(*(term / h for term in own))
            if factor != 0 and factor.free_symbols == {k} and _tends_to_0(factor, k):
                small.append((k, factor))
                left = [term for term in left if term not in own]
    return small, total(*left)


def _is_times(term: Expr, h: Symbol, k: Symbol) -> bool:
    """Whether a term is h times a form in k alone; or h itself, times a number."""
    factor = term / h
    return h in Mul.make_args(term) and factor.free_symbols <= {k}


def _tends_to_0(factor: Expr, letter: Symbol) -> bool:
    """Whether it does from both sides, and is 0 where the letter is, if it has a value there."""
    try:
        near = Neighbourhood(from_sympy(factor), (letter.name,), (ZERO,))
        there = evaluate_exactly(near.tree, {letter.name: ZERO})
    except FaultError:
        pass
    except (UnrealError, UnsureError, TooLargeError):
        return False
    else:
        if is_zero(there.value) is not True:
            return False
    limits = (limit_on(near, (Integer(sense),), (1,)).limit for sense in (1, -1))
    return all(isinstance(each, Finite) and is_zero(each.value) is True for each in limits)


def has_values_around(near: Neighbourhood) -> bool:
    """Whether f is seen to have a value at every point nearby, given that it has on the axes.

    Of ln|y| that is seen from both sides of the line y = 0, on which it has none; on that line, or
    plane, f is looked at by itself.
    """
    letters: set[str] = set()
    for node in ex.postorder(near.tree):
        if isinstance(node, ex.Piecewise):
            if node.branches[-1].condition is not None and not _is_covered(node, near):
                return False
            continue
        partly = _asking(node)
        if partly is None:
            continue
        own = ex.variables_of(partly)
        if len(own) != 1 or not _has_values_beside(partly, near, *own):
            return False
        letters |= own
    return len(near.variables) == 2 or all(_has_values_on(letter, near) for letter in letters)


def _asking(node: ex.Node) -> ex.Node | None:
    """What has no value for some arguments, without what is multiplied by it; None where it has."""
    match node:
        case ex.Quotient(_, below):
            return ex.Quotient(ex.Number(Fraction(1)), below)
        case ex.Power(_, ex.Number(exponent)) if exponent.denominator == 1:
            return None
        case ex.Power():
            return node
        case ex.Call(function):
            domain = FUNCTIONS[function].domain
            return None if domain is not None and domain.requirement is Requirement.NONE else node
    return None


def _has_values_beside(node: ex.Node, near: Neighbourhood, letter: str) -> bool:
    line = Neighbourhood(node, (letter,), (near.point[near.variables.index(letter)],))
    limits = (limit_on(line, (Integer(sense),), (1,)).limit for sense in (1, -1))
    return all(isinstance(each, Finite | Infinite) for each in limits)


def _has_values_on(letter: str, near: Neighbourhood) -> bool:
    """Whether f has values where the letter is what it is at the point."""
    at = near.point[near.variables.index(letter)]
    others = [place for place, name in enumerate(near.variables) if name != letter]
    return _is_defined(
        Neighbourhood(
            with_values(near.tree, {letter: from_sympy(at)}),
            tuple(near.variables[place] for place in others),
            tuple(near.point[place] for place in others),
        )
    )


def _is_covered(node: ex.Piecewise, near: Neighbourhood) -> bool:
    """Whether one of the cases holds at every point nearby."""
    blank = ex.Piecewise(
        tuple(ex.Branch(ex.Number(Fraction(0)), branch.condition) for branch in node.branches)
    )
    return _is_defined(Neighbourhood(blank, near.variables, near.point))


def _is_defined(near: Neighbourhood) -> bool:
    found = cells(near)
    return found is not None and all(cell.is_defined for cell in found)
