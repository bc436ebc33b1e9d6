"""Whether two formulas have values at the same points, told by what their operations ask for.

A formula has a value where all its operations have one. Where two formulas ask for the same, in
whatever order and however often, nobody has to look for a point at which only one has a value.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TypeAlias

from sympy import Expr

from gradcli.field.expression import (
    Call,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    postorder,
)
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.record import Requirement, Zeros
from gradcli.field.to_sympy import ToSympy

_Asked: TypeAlias = tuple[str, Expr]
_NOT_ZERO, _NOT_NEGATIVE, _POSITIVE = (
    str(Requirement.NOT_ZERO),
    str(Requirement.NOT_NEGATIVE),
    str(Requirement.POSITIVE),
)


def have_one_domain(one: Node, other: Node, canonical: ToSympy) -> bool:
    """Whether two formulas are seen to have values at the same points; False where they are not."""
    asked = _asked_by(one, canonical)
    return asked is not None and asked == _asked_by(other, canonical)


def _asked_by(tree: Node, canonical: ToSympy) -> set[_Asked] | None:
    """What all operations of a formula ask for; None where that depends on the case."""
    asked: set[_Asked] = set()
    for node in postorder(tree):
        if isinstance(node, Piecewise):
            return None
        asked.update(_asked_at(node, canonical))
    for what, form in list(asked):
        if what == _NOT_NEGATIVE and _neither_sign(form) in asked:
            asked.add((_POSITIVE, form))
    for what, form in list(asked):
        if what == _POSITIVE:
            asked -= {(_NOT_NEGATIVE, form), _neither_sign(form)}
    return asked


def _asked_at(node: Node, canonical: ToSympy) -> Iterator[_Asked]:
    """What one operation asks of its arguments."""
    match node:
        case Quotient(_, below):
            yield from _not_zero(below, canonical)
        case Power(_, Number(Fraction(denominator=1) as exponent)):
            if exponent <= 0:
                yield from _not_zero(node.base, canonical)
        case Power(base, exponent):
            form = canonical(base)
            if form.is_number and form.is_positive:
                return
            # By the exponent too: x^(1/2) has a value at 0, and x^y may have none there.
            yield f"power {canonical(exponent)}", form
        case Call(function, (argument,)):
            domain = FUNCTIONS[function].domain
            if domain is None:
                yield function, canonical(argument)
            elif domain.requirement is not Requirement.NONE:
                yield str(domain.requirement), canonical(argument)
        case Call(function, arguments):
            yield function, canonical(Product(arguments))
            yield from ((f"{function} {i}", canonical(each)) for i, each in enumerate(arguments))


def _not_zero(node: Node, canonical: ToSympy) -> Iterator[_Asked]:
    """That a product is not 0: none of its factors is."""
    match node:
        case Negative(operand) | Power(operand, Number()):
            yield from _not_zero(operand, canonical)
        case Product(factors):
            for factor in factors:
                yield from _not_zero(factor, canonical)
        case Quotient(above, _):
            yield from _not_zero(above, canonical)
        case Call("sqrt", (radicand,)):
            yield from _not_zero(radicand, canonical)
        case Call(function, (_,)) if FUNCTIONS[function].zeros is Zeros.NEVER:
            return
        case Number(value) if value:
            return
        case _:
            yield _neither_sign(canonical(node))


def _neither_sign(form: Expr) -> _Asked:
    """That a form is not 0, or what is the same, its opposite."""
    return _NOT_ZERO, -form if form.could_extract_minus_sign() else form
