"""A look at a form, to see which identities can apply at all, and the walk that applies one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import sympy
from sympy import Expr

from gradcli.field.fast_sympy.heads import head, is_exponential
from gradcli.field.fast_sympy.sympy_build import ONE, apply, power, product, total
from gradcli.field.size import LARGEST
from gradcli.frozen import dataclass

# What SymPy keeps in a set or in cases is left as it is: there the form is not read as one formula.
_CLOSED: Final = frozenset({"Max", "Min", "Piecewise"})


@dataclass(frozen=True, slots=True)
class Look:
    """What occurs in a form.

    `functions` by their names, `squared` those of them that are raised to a power in a sum,
    whether a power has an `exponent` that is no number or several powers of e stand in a product,
    whether a square root is taken of a sum.
    """

    size: int
    functions: frozenset[str]
    squared: frozenset[str]
    exponent: bool
    radicand: bool

    @property
    def is_small(self) -> bool:
        """Whether the form is of a size that is read, and worth the work."""
        return self.size <= LARGEST


def look(form: Expr) -> Look:
    """What occurs in a form, as far as it is not too large to be cleaned up."""
    size = 0
    functions: set[str] = set()
    squared: set[str] = set()
    exponent = radicand = False
    stack = [form]
    while stack and size <= LARGEST:
        part = stack.pop()
        size += 1
        args = part.args
        if not args:
            continue
        if part.is_Pow:
            base, raised = args
            if not raised.is_Rational:
                exponent = True
            elif base.is_Add and raised.q == 2:
                radicand = True
        elif part.is_Add:
            for term in args:
                for factor in term.args if term.is_Mul else (term,):
                    if factor.is_Pow and factor.args[0].is_Function:
                        squared.add(head(factor.args[0]))
        elif part.is_Mul:
            exponent = exponent or sum(map(is_exponential, args)) > 1
        elif part.is_Function:
            functions.add(head(part))
        stack.extend(args)
    return Look(size, frozenset(functions), frozenset(squared), exponent, radicand)


def everywhere(form: Expr, change: Callable[[Expr], Expr], *, under_roots: bool = True) -> Expr:
    """The form with each part replaced by what `change` makes of it, from the inside out.

    Without what stands under a root, if `under_roots` says so: whether the root of a new radicand
    folds is a long search of SymPy's.
    """
    seen: set[Expr] = set()
    # Only what is another form than before: equal parts need not be one object.
    made: dict[Expr, Expr] = {}
    stack = [form]
    while stack:
        part = stack[-1]
        if part in seen:
            stack.pop()
            continue
        args = part.args
        is_root = part.is_Pow and args[1].is_Rational and not args[1].is_Integer
        if not args or head(part) in _CLOSED or (is_root and not under_roots):
            seen.add(part)
            continue
        missing = [inner for inner in args if inner not in seen]
        if missing:
            stack.extend(missing)
            continue
        seen.add(part)
        is_same = made.keys().isdisjoint(args)
        new = part if is_same else _remade(part, [made.get(each, each) for each in args])
        new = change(new)
        if new is not part:
            made[part] = new
    return made.get(form, form)


def _remade(part: Expr, inner: list[Expr]) -> Expr:
    if part.is_Add:
        return total(*inner)
    if part.is_Mul:
        return product(*inner)
    if part.is_Pow:
        return power(*inner)
    if head(part) == "exp":
        return apply(sympy.exp, inner[0])
    return part.func(*inner)


def number_and_factors(term: Expr) -> tuple[Expr, tuple[Expr, ...]]:
    """The number before a term, and its other factors.

    SymPy's own `as_coeff_mul` asks of the first factor whether it is negative.
    """
    if term.is_Rational:
        return term, ()
    if not term.is_Mul:
        return ONE, (term,)
    first, *others = term.args
    return (first, tuple(others)) if first.is_Rational else (ONE, term.args)
