"""From SymPy's form back to a tree, as a book would write it.

The order of writing is decided here, once, for every format: numbers before letters, powers
falling from left to right (`5x^2 + 6xy`), functions behind (`2x cos y`), what has a negative
rational exponent below the line, the derivative of a named part at the end (`cos(u) du/dx`), and
no leading minus where a term could go first (`1 - x`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

import sympy
from sympy import Expr
from sympy.core.relational import Relational
from sympy.logic.boolalg import ITE, And, Boolean, Not, Or, to_nnf

from gradcli.field import expression as ex
from gradcli.field.fast_sympy.heads import head, is_exponential
from gradcli.field.fast_sympy.sympy_build import UNREAL, quotient
from gradcli.field.functions import FUNCTIONS
from gradcli.field.intermediates import as_slope
from gradcli.frozen import dataclass

if TYPE_CHECKING:
    from sympy.functions.elementary.piecewise import ExprCondPair

# By SymPy's name of the function, or ours where it has none.
_CALLS: Final = MappingProxyType({record.sympy or name: name for name, record in FUNCTIONS.items()})
_UNKNOWN_TO_SYMPY: Final = frozenset(
    name for name, record in FUNCTIONS.items() if record.sympy is None
)

_Relation = Literal["<", "<=", ">", ">=", "=", "!="]
_RELATIONS: Final[MappingProxyType[type[Relational], _Relation]] = MappingProxyType(
    {
        sympy.StrictLessThan: "<",
        sympy.LessThan: "<=",
        sympy.StrictGreaterThan: ">",
        sympy.GreaterThan: ">=",
        sympy.Equality: "=",
        sympy.Unequality: "!=",
    }
)

_LARGEST_DENOMINATOR: Final = 10_000

ONE: Final = ex.Number(Fraction(1))


class UnrealError(ArithmeticError):
    """The expression is no exact real formula: it holds nan, an infinity, the unit I or a float."""


class NotWritableError(LookupError):
    """No row says how SymPy's head is written: a defect, never a fact about the function."""


# What SymPy makes of imaginary numbers, of infinities and of rounded numbers beside these.
_UNREAL_HEADS: Final = frozenset({"re", "im", "arg", "conjugate", "AccumulationBounds", "Float"})


@dataclass(frozen=True, slots=True)
class OrderOfSum:
    """How somebody writes a sum: the place of each term, its number aside.

    `opens_with_minus` says whether the first term is a negative one: if not, then no other sum in
    this order begins with a minus. `typed` has the terms with their numbers, in that order.
    """

    places: Mapping[Expr, int]
    opens_with_minus: bool
    typed: Sequence[Expr] = ()

    @classmethod
    def of(cls, terms: Sequence[Expr]) -> OrderOfSum:
        """The order of these terms."""
        places: dict[Expr, int] = {}
        for term in terms:
            places.setdefault(_without_number(term), len(places))
        return cls(places, bool(terms) and _is_negative(terms[0]), terms)

    def sorted(self, terms: Sequence[Expr]) -> list[Expr] | None:
        """Terms in this order; None where it says nothing of one of them."""
        places = [self.places.get(_without_number(term)) for term in terms]
        known = [place for place in places if place is not None]
        if len(known) < len(places):
            return None
        in_order = [term for _, term in sorted(zip(known, terms, strict=True), key=itemgetter(0))]
        all_negative = all(map(_is_negative, in_order))
        if _is_negative(in_order[0]) and not (self.opens_with_minus or all_negative):
            return None
        return in_order

    def times(self, terms: Sequence[Expr]) -> Expr | None:
        """The whole number, not 1 or -1, by which these terms are those that were typed.

        Of 2w x + 2b, where w x + b was typed, it is 2.
        """
        places = [self.places.get(_without_number(term)) for term in terms]
        if None in places or not len(terms) == len(self.places) == len(self.typed):
            return None
        first, *others = {
            quotient(term, self.typed[place])
            for term, place in zip(terms, places, strict=True)
            if place is not None
        }
        return None if others or not first.is_Integer or abs(int(first)) < 2 else first


def _without_number(term: Expr) -> Expr:
    if term.is_Rational:
        return sympy.S.One
    return term.as_coeff_Mul()[1]


def _is_negative(term: Expr) -> bool:
    return bool(term.is_Rational and term.p < 0) or bool(
        term.is_Mul and term.args[0].is_Rational and term.args[0].p < 0
    )


class Known:
    """What several expressions share, whose trees are made one after the other.

    A factor has the same place in every product: of a thousand products of a thousand factors each
    factor is looked at once.
    """

    __slots__ = ("places", "written")

    def __init__(self) -> None:
        self.written: dict[Expr, ex.Node] = {}
        self.places: dict[Expr, _Place] = {}


def from_sympy(
    expression: Expr, order: Sequence[OrderOfSum] = (), known: Known | None = None
) -> ex.Node:
    """The tree of a real SymPy expression; `order` is that of the sums which it may hold.

    `known` is what the trees of other expressions of the same order share with it.

    Raises `UnrealError` for what is not a real, finite formula, `NotWritableError` for a head that
    the language has no word for.
    """
    known = known or Known()
    if expression.is_Add:
        for typed in order:
            if (ratio := typed.times(expression.args)) is not None:
                inner = ex.Sum(tuple(from_sympy(term, order, known) for term in typed.typed))
                return _multiple(ratio, inner)
    written, places = known.written, known.places
    # The same loop as `postorder`, over SymPy's nodes: depth costs no Python frames.
    stack: list[tuple[Expr, bool]] = [(expression, False)]
    while stack:
        node, ready = stack.pop()
        if node in written:
            continue
        if ready:
            written[node] = _write(node, written, places, order)
            continue
        stack.append((node, True))
        stack.extend((part, False) for part in _parts(node) if part not in written)
    return written[expression]


def _multiple(ratio: Expr, inner: ex.Node) -> ex.Node:
    whole = ex.Product((ex.Number(Fraction(abs(int(ratio)))), inner))
    return ex.Negative(whole) if int(ratio) < 0 else whole


def condition_from_sympy(condition: Boolean) -> ex.Condition:
    """The tree of a SymPy condition: a relation, or several joined by `and` and `or`."""
    written = {part: from_sympy(part) for part in _compared(condition)}
    return _condition(condition, written)


def _parts(node: Expr) -> Iterable[Expr]:
    """What `_write` will look up: the operands, and in conditions what is compared."""
    if node.is_Piecewise:
        for value, condition in node.args:
            yield value
            yield from _compared(condition)
    elif node.is_Mul:
        # A factor such as x**(-2) is written from its base; both are wanted.
        for factor in node.args:
            yield factor
            if factor.is_Pow:
                yield factor.base
    else:
        yield from node.args


def _compared(condition: Boolean) -> Iterable[Expr]:
    condition = _by_and_and_or(condition)
    if isinstance(condition, Relational):
        yield from condition.args
    elif isinstance(condition, (And, Or)):
        for part in condition.args:
            yield from _compared(part)
    elif isinstance(condition, Not):
        yield from _compared(to_nnf(condition, simplify=False))


def _write(
    node: Expr,
    written: dict[Expr, ex.Node],
    places: dict[Expr, _Place],
    order: Sequence[OrderOfSum],
) -> ex.Node:
    if node.is_Symbol:
        return ex.Variable(node.name)
    if node.is_Rational:
        return _rational(node)
    if node.is_Add:
        return _sum(node, written, order)
    if node.is_Mul:
        return _product(node, written, places)
    if node.is_Pow:
        return _power(node, written)
    if node is sympy.E:
        return ex.Constant("e")
    if node is sympy.pi:
        return ex.Constant("pi")
    name = _CALLS.get(head(node))
    if name is not None:
        return ex.Call(name, tuple(written[argument] for argument in _arguments(node)))
    if head(node) == "RealRoot":
        radicand, degree = node.args
        if degree == 3:
            return ex.Call("cbrt", (written[radicand],))
        return ex.Call("root", (written[radicand], written[degree]))
    if head(node) == "HeldRoot":
        return _rational_power(written[node.args[0]], node.args[1])
    if node.is_Piecewise:
        return ex.Piecewise(tuple(_branch(branch, written) for branch in node.args))
    if node in UNREAL or head(node) in _UNREAL_HEADS:
        raise UnrealError(node)
    raise NotWritableError(head(node))


def _rational(number: Expr) -> ex.Node:
    size: ex.Node = ex.Number(Fraction(abs(number.p)))
    if number.q != 1:
        size = ex.Quotient(size, ex.Number(Fraction(number.q)))
    return ex.Negative(size) if number.p < 0 else size


def _power(node: Expr, written: dict[Expr, ex.Node]) -> ex.Node:
    base, exponent = node.args
    if exponent.is_Rational and exponent.p < 0:
        return ex.Quotient(ONE, _rational_power(written[base], -exponent))
    if exponent.is_Rational:
        return _rational_power(written[base], exponent)
    return ex.Power(written[base], written[exponent])


def _rational_power(base: ex.Node, exponent: Expr) -> ex.Node:
    if exponent == 1:
        return base
    if exponent == sympy.Rational(1, 2):
        return ex.Call("sqrt", (base,))
    return ex.Power(base, _rational(exponent))


# Where a factor stands in a product.
_CONSTANT, _LETTER, _RAISED, _NAMED, _SUM, _EXPONENTIAL, _FUNCTION, _SLOPE = range(8)


_Place = tuple[int, tuple[tuple[int, int | str], ...]]


def _factor_place(factor: Expr) -> _Place:
    base = factor.base if factor.is_Pow else factor
    if base.is_Symbol:
        kind = _LETTER if as_slope(base.name) is None else _SLOPE
        if kind is _LETTER and _is_raised(factor):
            # x z y^(z - 1): what stands behind a raised letter is easily read as raised too.
            kind = _RAISED
        return (kind, ex.natural_order(base.name))
    if factor.is_number:
        return (_CONSTANT, () if head(base) in _UNKNOWN_TO_SYMPY else ((0, 0),))
    if base.is_Add or base.is_Mul:
        return (_SUM, ())
    if head(base) in _UNKNOWN_TO_SYMPY:
        # s(1 - s), as people write the slope of the logistic function.
        return (_NAMED, ())
    if is_exponential(base):
        return (_EXPONENTIAL, ())
    return (_FUNCTION, ())


def _product(node: Expr, written: dict[Expr, ex.Node], places: dict[Expr, _Place]) -> ex.Node:
    coefficient, rest = node.as_coeff_mul()
    above: list[ex.Node] = []
    below: list[ex.Node] = []
    if abs(coefficient.p) != 1:
        above.append(ex.Number(Fraction(abs(coefficient.p))))
    if coefficient.q != 1:
        below.append(ex.Number(Fraction(coefficient.q)))
    for factor in rest:
        if factor not in places:
            places[factor] = _factor_place(factor)
    raised = {factor: _opposite(written[factor.exp]) for factor in rest if _is_raised(factor)}
    # Beside a^x the power b^(-x) is divided by, as in a^x/b^x; alone 2^(-x) stays as it is.
    among_others = None in raised.values() or any(
        is_exponential(factor) and _opposite(written[factor.args[-1]]) is None
        for factor in (rest if raised else ())
    )
    for factor in sorted(rest, key=places.__getitem__):
        exponent = factor.exp if factor.is_Pow else None
        turned = raised.get(factor) if among_others else None
        if exponent is not None and exponent.is_Rational and exponent.p < 0:
            below.append(_rational_power(written[factor.base], -exponent))
        elif turned is not None:
            below.append(ex.Power(written[factor.base], turned))
        else:
            above.append(written[factor])
    size = _times(above)
    if below:
        size = ex.Quotient(size, _times(below))
    return ex.Negative(size) if coefficient.p < 0 else size


def _is_raised(factor: Expr) -> bool:
    """Whether a factor is a power with letters in the exponent, and none of e."""
    return bool(factor.is_Pow and not is_exponential(factor) and not factor.exp.is_number)


def _opposite(exponent: ex.Node) -> ex.Node | None:
    """x + 1 of an exponent -x - 1; None where not all of it is negative."""
    match exponent:
        case ex.Negative(operand):
            return operand
        case ex.Sum(terms):
            turned = [term.operand for term in terms if isinstance(term, ex.Negative)]
            return ex.Sum(tuple(turned)) if len(turned) == len(terms) else None
    return None


def _times(factors: list[ex.Node]) -> ex.Node:
    if not factors:
        return ONE
    return factors[0] if len(factors) == 1 else ex.Product(tuple(factors))


_LAST: Final = ((2, ""),)  # behind every variable's natural order
_MonomialKey = tuple[tuple[tuple[tuple[int, int | str], ...], Fraction], ...]


def _term_place(term: Expr) -> tuple[int, _MonomialKey]:
    """Polynomial terms by falling powers, then the others, numbers last."""
    powers: list[tuple[tuple[tuple[int, int | str], ...], Fraction]] = []
    kind = 2
    for factor in term.args if term.is_Mul else (term,):
        base, exponent = factor.args if factor.is_Pow else (factor, sympy.S.One)
        if base.is_Symbol and exponent.is_Rational:
            powers.append((ex.natural_order(base.name), -Fraction(exponent.p, exponent.q)))
            kind = min(kind, 1) if kind != 2 else 0
        elif not factor.is_number:
            kind = 1
    powers.sort()
    return (kind, (*powers, (_LAST, Fraction(0))))


def _over_one_denominator(node: Expr) -> ex.Node | None:
    """(1 + √5)/2 for 1/2 + √5/2: a number with roots of whole numbers over its denominator.

    None for any other sum, and where there is no denominator, or a long one.
    """
    below = 1
    for term in node.args:
        factor, root = term.as_coeff_Mul()
        if root is not sympy.S.One and not _is_root(root):
            return None
        if not factor.is_Rational:
            return None
        below = math.lcm(below, factor.q)
    if not 1 < below <= _LARGEST_DENOMINATOR:
        return None
    above = sympy.Add(*(term * below for term in node.args))
    negative = all(map(_is_negative, node.args))
    quotient = ex.Quotient(from_sympy(-above if negative else above), ex.Number(Fraction(below)))
    return ex.Negative(quotient) if negative else quotient


def _is_root(factor: Expr) -> bool:
    return bool(factor.is_Pow and factor.base.is_Integer and factor.exp is sympy.S.Half)


def _sum(node: Expr, written: dict[Expr, ex.Node], order: Sequence[OrderOfSum]) -> ex.Node:
    number = _over_one_denominator(node)
    if number is not None:
        return number
    for known in order:
        in_order = known.sorted(node.args)
        if in_order is not None:
            return ex.Sum(tuple(written[term] for term in in_order))
    terms = [written[term] for term in sorted(node.args, key=_term_place)]
    if (
        len(terms) == 2
        and isinstance(terms[0], ex.Negative)
        and not isinstance(terms[1], ex.Negative)
    ):
        terms.reverse()
    return ex.Sum(tuple(terms))


def _arguments(node: Expr) -> tuple[Expr, ...]:
    if head(node) in ("Max", "Min"):
        # SymPy keeps their arguments in a set, whose order is not one of writing.
        return tuple(sorted(node.args, key=_term_place))
    if head(node) == "Heaviside":
        # The second is its value at 0.
        return tuple(node.args[:1])
    return tuple(node.args)


def _branch(branch: ExprCondPair, written: dict[Expr, ex.Node]) -> ex.Branch:
    value, condition = branch.args
    if condition == sympy.true:
        return ex.Branch(written[value], None)
    return ex.Branch(written[value], _condition(condition, written))


def _by_and_and_or(condition: Boolean) -> Boolean:
    """`a if c else b`, which SymPy makes of a comparison with a piecewise function, by and, or."""
    if not isinstance(condition, ITE):
        return condition
    chosen, then, otherwise = condition.args
    return Or(And(chosen, then), And(sympy.Not(chosen), otherwise))


def _condition(condition: Boolean, written: dict[Expr, ex.Node]) -> ex.Condition:
    condition = _by_and_and_or(condition)
    if isinstance(condition, Relational):
        return ex.Comparison(
            written[condition.lhs], _RELATIONS[type(condition)], written[condition.rhs]
        )
    if isinstance(condition, And):
        return ex.Every(tuple(_condition(part, written) for part in condition.args))
    if isinstance(condition, Or):
        return ex.Some(tuple(_condition(part, written) for part in condition.args))
    if isinstance(condition, Not):
        # What is left out of a piecewise form that has no value somewhere: not (a and b).
        return _condition(to_nnf(condition, simplify=False), written)
    raise NotWritableError(head(condition))
