"""A bound on what the partials leave over, found as one does by hand: with its constant.

|h^4 k/(h^4 + k^2)| <= h^2/2, since 2 h^2 |k| <= h^4 + k^2. A bound is a sum of products of powers
of the |h_i| and of |h|, the length of the step, with numbers before them that are at least 0. Each
rule is an inequality that holds for all steps (no longer than 1, where powers of |h| are compared);
where no rule applies, nothing is said. The verdict does not rest on it: it says more of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import combinations_with_replacement
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import sympy
from sympy import Add, Expr, Integer, Mul, Symbol
from sympy.core.relational import Relational

from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import HALF, ONE, ZERO, power, product, total
from gradcli.field.forms import parts_of_forms
from gradcli.field.functions import FUNCTIONS, in_sympy
from gradcli.field.functions.record import Growth
from gradcli.frozen import dataclass

_WITHIN_ONE: Final = in_sympy(each for each in FUNCTIONS.values() if each.growth is Growth.BOUNDED)
_MOST_TERMS: Final = 8
_HIGHEST: Final = 4  # powers of bounds that are multiplied out
_HIGHEST_EXPANDED: Final = 8  # powers of sums of letters


class FactKind(StrEnum):
    """An inequality of everyday use."""

    WITHIN_ONE = "within-one"  # |sin u| <= 1
    ANGLE = "angle"  # |arctan u| <= pi/2
    NO_MORE_THAN_ITSELF = "no-more-than-itself"  # |sin u| <= |u|
    SINE = "sine"  # |sin u - u| <= |u|^3/6
    COSINE = "cosine"  # |cos u - 1| <= u^2/2
    EXPONENTIAL = "exponential"  # |e^u - 1 - u| <= u^2 where |u| <= 1
    PART = "part"  # u <= D, for a term u of a sum D of even powers
    MEANS = "means"  # 2 sqrt(u v) <= u + v <= D
    LOGARITHM = "logarithm"  # sqrt(s) |ln s| <= 1 where 0 < s <= 1
    WHOLE_PART = "whole-part"  # |floor u| <= |u| + 1


@dataclass(frozen=True, slots=True)
class Fact:
    """One inequality that was used: `of` is the function, its argument, or what is at most `by`."""

    kind: FactKind
    of: str | Expr
    by: Expr | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Squeezed:
    """`bound` is at least what is left over, and at most `constant` |h|^`exponent`.

    `short` says that this is so for steps no longer than 1.
    """

    bound: Expr
    constant: Expr
    exponent: Expr
    facts: tuple[Fact, ...]
    short: bool


# By the powers of the |h_i| and of |h|, the number before their product.
_Terms: TypeAlias = Mapping[tuple[Expr, ...], Expr]


class _UnboundedError(Exception):
    """No rule applies."""


def squeezed(rest: Expr, steps: tuple[Symbol, ...]) -> Squeezed | None:
    """A bound on a formula in the components of a step; None where no rule gives one."""
    work = _Work(steps)
    try:
        terms = work.bound(rest)
    except _UnboundedError:
        return None
    if not terms:
        return None
    # Below the line |h| is no more than what stands above it.
    if any(each < 0 for *powers, _ in terms for each in powers):
        return None
    degrees = {total(*powers) for powers in terms}
    exponent = min(degrees)
    if exponent <= 1:
        return None
    facts = tuple(dict.fromkeys(work.facts))
    short = (
        work.short or len(degrees) > 1 or any(fact.kind is FactKind.EXPONENTIAL for fact in facts)
    )
    bound = total(*(product(number, work.monomial(powers)) for powers, number in terms.items()))
    return Squeezed(bound, total(*terms.values()), exponent, facts, short)


class _Work:
    """The walk, and the inequalities that it used."""

    def __init__(self, steps: tuple[Symbol, ...]) -> None:
        self.steps = steps
        self.square = total(*(power(h, Integer(2)) for h in steps))
        self.facts: list[Fact] = []
        self.short = False

    def bound(self, form: Expr) -> _Terms:
        """At least the size of the form."""
        if form.is_number:
            return self._number(form)
        if form.is_Symbol:
            if form not in self.steps:
                raise _UnboundedError  # a constant of which no value is known
            return {(*(ONE if h == form else ZERO for h in self.steps), ZERO): ONE}
        if form.is_Add:
            return self._sum(form)
        if form.is_Mul:
            return self._product(Mul.make_args(form))
        if form.is_Pow:
            return self._product((form,))
        if isinstance(form, sympy.Piecewise):
            return _greatest([self.bound(value) for value in cases_of(form, ZERO)])
        return self._call(form)

    @property
    def _constant(self) -> tuple[Expr, ...]:
        return (ZERO,) * (len(self.steps) + 1)

    def monomial(self, powers: tuple[Expr, ...]) -> Expr:
        """The product of these powers of the |h_i|, and of |h| last."""
        sizes = (*map(sympy.Abs, self.steps), power(self.square, HALF))
        return product(*(power(size, each) for size, each in zip(sizes, powers, strict=True)))

    def _number(self, number: Expr) -> _Terms:
        sign = sign_of(number)
        if sign is Sign.ZERO:
            return {}
        if sign is Sign.UNDECIDED:
            raise _UnboundedError
        return {self._constant: number if sign is Sign.POSITIVE else -number}

    def _call(self, form: Expr) -> _Terms:
        name, (inner, *others) = head(form), form.args
        if name in ("Abs", "RealRoot", "HeldRoot"):
            root = self.bound(inner)
            return root if name == "Abs" else self._raised(root, ONE / others[0])
        if name in ("floor", "ceiling"):
            self.facts.append(Fact(FactKind.WHOLE_PART, "ceil" if name == "ceiling" else name))
            return _added([self.bound(inner), self._number(ONE)])
        if name == "log":
            return self._logarithm(inner)
        if name in ("Max", "Min"):
            return _greatest([self.bound(each) for each in form.args])
        if name not in _WITHIN_ONE and name != "atan":
            raise _UnboundedError
        if name in ("sin", "tanh", "atan"):
            before = len(self.facts)
            try:
                near = self.bound(inner)
            except _UnboundedError:
                near = {}
            if near and all(min(powers) >= 0 and any(powers) for powers in near):
                self.facts.append(Fact(FactKind.NO_MORE_THAN_ITSELF, name))
                return near
            del self.facts[before:]
        if name == "atan":
            self.facts.append(Fact(FactKind.ANGLE, name))
            return self._number(sympy.pi / 2)
        self.facts.append(Fact(FactKind.WITHIN_ONE, name))
        return self._number(ONE)

    def _logarithm(self, inner: Expr) -> _Terms:
        """|ln(h^2 k)| <= 2 |ln|h|| + |ln|k||, with |ln s| <= 1/sqrt(s) for s no larger than 1."""
        found: list[_Terms] = []
        for factor in Mul.make_args(inner):
            base, exponent = factor.args if factor.is_Pow else (factor, ONE)
            base = base.args[0] if head(base) == "Abs" else base
            if base == self.square:
                place, exponent = len(self.steps), 2 * exponent
            elif base in self.steps:
                place = self.steps.index(base)
            elif head(factor) == "Abs" and base.is_Mul:
                found.append(self._logarithm(base))
                continue
            else:
                raise _UnboundedError
            if not exponent.is_Rational:
                raise _UnboundedError
            powers = tuple(-HALF if i == place else ZERO for i in range(len(self.steps) + 1))
            found.append({powers: abs(exponent)})
        self.facts.append(Fact(FactKind.LOGARITHM, "log"))
        self.short = True
        return _added(found)

    def _sum(self, form: Expr) -> _Terms:
        if form == self.square:
            return {(*self._constant[1:], Integer(2)): ONE}
        pieces = [term for term in form.args if isinstance(term, sympy.Piecewise)]
        if len(pieces) == 1:
            others = total(*(term for term in form.args if term is not pieces[0]))
            return _greatest([self.bound(value) for value in cases_of(pieces[0], others)])
        if form.is_polynomial(*self.steps):
            if any(part.is_Pow and part.exp > _HIGHEST_EXPANDED for part in parts_of_forms([form])):
                raise _UnboundedError
            form = sympy.expand(form)
            if not form.is_Add:
                return self.bound(form)
        terms = [part for term in form.args for part in Add.make_args(_apart(term))]
        found: list[_Terms] = []
        for term in tuple(terms):
            number, rest = term.as_coeff_Mul()
            rest, powers_beside = self._monomial_beside(rest)
            if head(rest) not in _NEARLY or not rest.args:
                continue
            kind, order, share = _NEARLY[head(rest)]
            u = rest.exp if rest.is_Pow else rest.args[0]
            beside = term / (number * rest)
            taken = total(*_first_terms(kind, u)) * -number * beside
            first = Add.make_args(sympy.expand(taken))
            if all(each in terms for each in first):
                near = self.bound(u)
                if kind is FactKind.EXPONENTIAL and not _is_within_one(near):
                    raise _UnboundedError
                for each in (term, *first):
                    terms.remove(each)
                self.facts.append(Fact(kind, u))
                high = _multiplied(self._raised(near, Integer(order)), {powers_beside: ONE})
                found.append({powers: abs(number) * each / share for powers, each in high.items()})
        return _added([*found, *map(self.bound, terms)])

    def _monomial_beside(self, form: Expr) -> tuple[Expr, tuple[Expr, ...]]:
        """sin(u)/h as sin(u), and the powers of the components that stand beside it."""
        powers, others = dict.fromkeys(self.steps, ZERO), []
        for factor in Mul.make_args(form):
            base, exponent = factor.args if factor.is_Pow else (factor, ONE)
            if base in powers and exponent.is_Rational:
                powers[base] = exponent
            else:
                others.append(factor)
        if len(others) != 1:
            return form, self._constant
        return others[0], (*powers.values(), ZERO)

    def _product(self, factors: Sequence[Expr]) -> _Terms:
        above: _Terms = {self._constant: ONE}
        below: list[tuple[Expr, Expr]] = []
        for factor in factors:
            base, exponent = factor.args if factor.is_Pow else (factor, ONE)
            if not exponent.is_Rational:
                raise _UnboundedError
            if exponent < 0:
                below.append((base, -exponent))
            else:
                above = _multiplied(above, self._raised(self.bound(base), exponent))
        for base, exponent in below:
            above = self._divided(above, base, exponent)
        return above

    def _raised(self, terms: _Terms, exponent: Expr) -> _Terms:
        if not terms:
            return terms
        if len(terms) == 1:
            ((powers, number),) = terms.items()
            return {tuple(each * exponent for each in powers): power(number, exponent)}
        if not (exponent.is_Integer and exponent <= _HIGHEST):
            # Of a sum as a whole: it is at most C |h|^p.
            degrees = {total(*powers) for powers in terms}
            least = min(degrees)
            if least < 0 or any(each < 0 for powers in terms for each in powers):
                raise _UnboundedError
            self.short = self.short or len(degrees) > 1
            length = (*(ZERO for _ in next(iter(terms))[1:]), least * exponent)
            return {length: power(total(*terms.values()), exponent)}
        whole = terms
        for _ in range(int(exponent) - 1):
            whole = _multiplied(whole, terms)
        return whole

    def _divided(self, above: _Terms, base: Expr, exponent: Expr) -> _Terms:
        """Each term over a power of a sum of even powers, or of one letter."""
        if base.is_number:
            return _multiplied(above, self._number(power(base, -exponent)))
        if base in self.steps:
            place = self.steps.index(base)
            less = tuple(exponent if i == place else ZERO for i in range(len(self.steps) + 1))
            return {
                tuple(a - b for a, b in zip(powers, less, strict=True)): number
                for powers, number in above.items()
            }
        terms = self._even(base)
        found: list[_Terms] = []
        for powers, number in above.items():
            best: tuple[Expr, dict[tuple[Expr, ...], Expr], Fact] | None = None
            for one, other in combinations_with_replacement(terms, 2):
                weights = (ONE,) if one == other else (ONE, HALF, ZERO)
                for weight in weights:
                    taken = [
                        exponent * (weight * u + (1 - weight) * v)
                        for u, v in zip(one, other, strict=True)
                    ]
                    left = tuple(a - each for a, each in zip(powers, taken, strict=True))
                    if any(each < 0 for each in left):
                        continue
                    degree = total(*left)
                    if best is None or degree > best[0]:
                        best = (degree, *self._by(one, other, weight, left, number, base, exponent))
            if best is None:
                raise _UnboundedError
            self.facts.append(best[2])
            found.append(best[1])
        return _added(found)

    def _by(
        self,
        one: tuple[Expr, ...],
        other: tuple[Expr, ...],
        weight: Expr,
        left: tuple[Expr, ...],
        number: Expr,
        base: Expr,
        exponent: Expr,
    ) -> tuple[dict[tuple[Expr, ...], Expr], Fact]:
        """The term that is left, and why."""
        if weight is HALF:
            half = tuple((u + v) / 2 for u, v in zip(one, other, strict=True))
            fact = Fact(FactKind.MEANS, product(Integer(2), self.monomial(half)), base)
            return {left: number * power(HALF, exponent)}, fact
        whole = one if weight is ONE else other
        return {left: number}, Fact(FactKind.PART, self.monomial(whole), base)

    def _even(self, base: Expr) -> list[tuple[Expr, ...]]:
        """The terms of a sum of even powers, each with a number of at least 1 before it."""
        if not base.is_polynomial(*self.steps):
            raise _UnboundedError
        form = sympy.Poly(base, *self.steps)
        found: list[tuple[Expr, ...]] = []
        for powers, number in form.terms():
            if not (number.is_Rational and number >= 1 and all(each % 2 == 0 for each in powers)):
                raise _UnboundedError
            found.append((*map(Integer, powers), ZERO))
        return found


# Of a function less its first terms: the power that it is at most, over what.
_NEARLY: Final = MappingProxyType(
    {
        "sin": (FactKind.SINE, 3, 6),
        "cos": (FactKind.COSINE, 2, 2),
        "exp": (FactKind.EXPONENTIAL, 2, 1),
    }
)


def _apart(term: Expr) -> Expr:
    """(e^u - 1)/h as e^u/h - 1/h."""
    sums = [factor for factor in Mul.make_args(term) if factor.is_Add]
    if len(sums) != 1 or not any(head(each) in _NEARLY for each in sums[0].args):
        return term
    return total(*(term / sums[0] * each for each in sums[0].args))


def _first_terms(kind: FactKind, u: Expr) -> tuple[Expr, ...]:
    if kind is FactKind.SINE:
        return (u,)
    return (ONE,) if kind is FactKind.COSINE else (u, ONE)


def _is_within_one(terms: _Terms) -> bool:
    """Whether it is at most 1 of steps no longer than 1."""
    most = sign_of(total(*terms.values()) - 1)
    return min(each for powers in terms for each in powers) >= 0 and most is not Sign.POSITIVE


def cases_of(pieces: sympy.Piecewise, others: Expr) -> list[Expr]:
    """Each case with the other terms added; where one is for h = 0 or h = k alone, h is that."""
    found: list[Expr] = []
    put: dict[Expr, Expr] = {}
    for value, condition in pieces.args:
        own = {condition.lhs: condition.rhs} if _is_line(condition, sympy.Eq) else put
        found.append(total(value, others).xreplace(own))
        parts = condition.args if isinstance(condition, sympy.Or) else (condition,)
        if all(_is_line(each, sympy.Ne) for each in parts):
            put = {**put, **{each.lhs: each.rhs for each in parts}}
    return found


def _is_line(condition: Any, relation: type[Relational]) -> bool:
    if not isinstance(condition, relation) or not condition.lhs.is_Symbol:
        return False
    return bool(condition.rhs == 0 or condition.rhs.is_Symbol)


def _added(all_terms: Iterable[_Terms]) -> _Terms:
    found: dict[tuple[Expr, ...], Expr] = {}
    for terms in all_terms:
        for powers, number in terms.items():
            found[powers] = found.get(powers, ZERO) + number
    return _few(found)


def _greatest(all_terms: Iterable[_Terms]) -> _Terms:
    """At least each of several bounds."""
    found: dict[tuple[Expr, ...], Expr] = {}
    for terms in all_terms:
        for powers, number in terms.items():
            known = found.get(powers)
            if known is None or sign_of(number - known) is Sign.POSITIVE:
                found[powers] = number
    return _few(found)


def _multiplied(one: _Terms, other: _Terms) -> _Terms:
    return _added(
        {tuple(a + b for a, b in zip(u, v, strict=True)): number * times}
        for u, number in one.items()
        for v, times in other.items()
    )


def _few(terms: dict[tuple[Expr, ...], Expr]) -> _Terms:
    if len(terms) > _MOST_TERMS:
        raise _UnboundedError
    return terms
