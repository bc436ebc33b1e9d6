"""SymPy's expressions that somebody else made: what they are, their tree, their symbols."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import Any, Final

import sympy
from sympy import Basic, Expr, Symbol
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.logic.boolalg import Boolean

from gradcli.field.expression import Node, natural_order
from gradcli.field.from_sympy import NotWritableError, UnrealError, from_sympy

# A float of SymPy has an exponent without bounds; this many bits make 4,000 digits.
_LARGEST_EXPONENT: Final = 13_500
# Beyond these neither SymPy nor Python has a shortest decimal for a double.
_LARGEST_OF_DOUBLES: Final = 1_000
_DOUBLE: Final = 53
_NOT_CARRIED_OUT: Final = (sympy.Derivative, sympy.Subs, ExprWithLimits)


class Sort(Enum):
    """What an object of SymPy is to somebody who asks for a function."""

    FORMULA = "formula"
    FUNCTION = "function"
    CONDITION = "condition"
    OTHER = "other"


class ForeignError(ValueError):
    """Something of SymPy has no place in a formula of real variables: `what`, and why.

    `why` is "unreal", "function" (no word for it), "step" (another value at 0) or "digits" for an
    expression; "other", "real", "whole" or "twice" for a symbol.
    """

    def __init__(self, why: str, what: object) -> None:
        super().__init__(why, what)
        self.why = why
        self.what = what


def sort_of(value: Basic) -> Sort:
    """What an object of SymPy is."""
    if isinstance(value, sympy.Lambda):
        return Sort.FUNCTION
    if isinstance(value, Expr):
        return Sort.FORMULA
    return Sort.CONDITION if isinstance(value, Boolean) else Sort.OTHER


def tree_of(expression: Expr) -> Node:
    """The tree of a formula, its floats at the decimals that they show.

    Raises `ForeignError` for what is no real formula.
    """
    order = _nodes(expression)
    for node in order:
        if isinstance(node, sympy.Heaviside) and node.args[1:] != (sympy.S.One,):
            raise ForeignError("step", node)
    try:
        return from_sympy(_with_exact_floats(order))
    except UnrealError as error:
        raise ForeignError("unreal", error.args[0]) from error
    except NotWritableError as error:
        waiting = [each for each in order if isinstance(each, _NOT_CARRIED_OUT)]
        raise ForeignError("function", waiting[-1] if waiting else error.args[0]) from error


def symbols_of(expression: Basic) -> tuple[Symbol, ...]:
    """The symbols in an expression, in natural order; each stands for a real number.

    Raises `ForeignError` for another.
    """
    found = [node for node in _nodes(expression) if isinstance(node, Symbol)]
    return real_symbols(sorted(found, key=lambda each: natural_order(each.name)))


def real_symbols(symbols: Iterable[Any]) -> tuple[Symbol, ...]:
    """The symbols, if they stand for real numbers and no two have one name.

    Raises `ForeignError` otherwise.
    """
    names: dict[str, Symbol] = {}
    for each in symbols:
        if not isinstance(each, Symbol):
            raise ForeignError("other", each)
        if False in (each.is_real, each.is_finite, each.is_commutative):
            raise ForeignError("real", each)
        if each.is_integer is not None or each.is_rational is not None:
            raise ForeignError("whole", each)
        if each.name in names:
            raise ForeignError("twice", each)
        names[each.name] = each
    return tuple(names.values())


def has_a_sign(each: Symbol) -> bool:
    """Whether SymPy leaves parts of a formula out for the sign of this symbol: |x| is x."""
    signs = (each.is_positive, each.is_negative, each.is_zero, each.is_nonnegative)
    return any(sign is not None for sign in (*signs, each.is_nonpositive))


def _nodes(expression: Basic) -> list[Basic]:
    """Each different part of an expression once, before what it is a part of.

    SymPy's own walks go through a part as often as it occurs, and take a frame for each level.
    """
    order: list[Basic] = []
    seen: set[Basic] = set()
    stack = [(expression, False)]
    while stack:
        node, ready = stack.pop()
        if ready:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((part, False) for part in node.args)
    return order


def _with_exact_floats(order: list[Basic]) -> Expr:
    """The last of the nodes, made again of parts without floats."""
    made: dict[Basic, Basic] = {}
    for node in order:
        if isinstance(node, sympy.Float):
            made[node] = _exact(node)
            continue
        parts = [made[part] for part in node.args]
        changed = any(part is not made[part] for part in node.args)
        made[node] = node.func(*parts) if changed else node
    return made[order[-1]]


def _exact(number: sympy.Float) -> Expr:
    """The decimal that a float shows: of an ordinary one, the shortest that is no other float."""
    *_, exponent, bits = number._mpf_
    size = abs(exponent + bits)
    if size > _LARGEST_EXPONENT:
        raise ForeignError("digits", number)
    is_double = number._prec == _DOUBLE and size < _LARGEST_OF_DOUBLES
    value = Fraction(repr(float(number)) if is_double else str(number))
    return sympy.Rational(value.numerator, value.denominator)
