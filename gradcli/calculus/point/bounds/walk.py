"""The walk over a formula that bounds it, inequality by inequality."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import Final, TypeVar

import sympy
from sympy import Add, Expr, Integer, Mul, Symbol

from gradcli.calculus.numbers.constants import Sign, decided_float, sign_of
from gradcli.calculus.point.bounds.below import Below, below
from gradcli.calculus.point.bounds.boxes import at_most, by_second_partials, is_smooth
from gradcli.calculus.point.bounds.cases import NOTHING_KNOWN, Known, cases_of, known_of
from gradcli.calculus.point.bounds.facts import (
    LOGARITHMS,
    SERIES,
    Fact,
    FactKind,
    Series,
    in_table,
)
from gradcli.calculus.point.bounds.terms import (
    Powers,
    Terms,
    UnboundedError,
    added,
    greatest,
    has_poles,
    least_degree,
    multiplied,
)
from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import HALF, ONE, ZERO, power, product, total
from gradcli.field.forms import parts_of_forms
from gradcli.field.functions import FUNCTIONS, in_sympy
from gradcli.field.functions.record import Growth

Found = TypeVar("Found")

_WITHIN_ONE: Final = in_sympy(each for each in FUNCTIONS.values() if each.growth is Growth.BOUNDED)
_HIGHEST: Final = 4  # powers of bounds that are multiplied out
_HIGHEST_EXPANDED: Final = 8  # powers of sums of letters
_LONGEST_SERIES: Final = 3
_NO_SERIES: Final = (Series((ONE,), 0, ONE),)
_FLAT: Final = (2, 1, 4, 24)  # e^-u <= j!/u^j for these j
STRENGTHS: Final = range(max(len(LOGARITHMS), len(_FLAT)))
"""How slow the powers are that logarithms and exponentials are held against."""


class Work:
    """The walk, the inequalities that it used, and the steps for which they hold."""

    def __init__(self, steps: tuple[Symbol, ...], strength: int) -> None:
        self.steps = steps
        self.square = total(*(power(h, Integer(2)) for h in steps))
        self.facts: list[Fact] = []
        self.within: Expr | None = None
        self.known: Known = NOTHING_KNOWN
        self.logarithm = LOGARITHMS[min(strength, len(LOGARITHMS) - 1)]
        self.flat = _FLAT[min(strength, len(_FLAT) - 1)]

    def bound(self, form: Expr) -> Terms:
        """At least the size of the form."""
        if form.is_number:
            return self._number(form)
        if form.is_Symbol:
            if form not in self.steps:
                raise UnboundedError  # a constant of which no value is known
            return {(*(ONE if h == form else ZERO for h in self.steps), ZERO): ONE}
        if form.is_Add:
            return self._sum(form)
        if form.is_Mul or form.is_Pow:
            return self._or_in_a_box(form, lambda: self._product(Mul.make_args(form)))
        if isinstance(form, sympy.Piecewise):
            return self._cases(form, ZERO)
        return self._or_in_a_box(form, lambda: self._call(form))

    def only_within(self, length: Expr) -> None:
        """Only steps no longer than this are spoken of."""
        self.within = length if self.within is None or length < self.within else self.within

    def monomial(self, powers: Powers) -> Expr:
        """The product of these powers of the |h_i|, and of |h| last."""
        sizes = (*map(sympy.Abs, self.steps), power(self.square, HALF))
        return product(*(power(size, each) for size, each in zip(sizes, powers, strict=True)))

    @property
    def _constant(self) -> Powers:
        return (ZERO,) * (len(self.steps) + 1)

    def _attempt(self, tried: Callable[[], Found]) -> Found | None:
        """What is tried; where it fails, nothing is left of it."""
        facts, within, known = tuple(self.facts), self.within, self.known
        try:
            return tried()
        except UnboundedError:
            self.facts, self.within, self.known = list(facts), within, known
            return None

    def _or_in_a_box(self, form: Expr, rule: Callable[[], Terms]) -> Terms:
        """By the rule; where it gives nothing, the largest size close to the point."""
        found = self._attempt(rule)
        if found is not None:
            return found
        box = at_most(form, self.steps) if form.free_symbols <= set(self.steps) else None
        if box is None:
            raise UnboundedError
        most, side = box
        self.facts.append(Fact(FactKind.AT_MOST, sympy.Abs(form), most))
        self.only_within(side)
        return self._number(most)

    def _number(self, number: Expr) -> Terms:
        sign = sign_of(number)
        if sign is Sign.ZERO:
            return {}
        if sign is Sign.UNDECIDED:
            raise UnboundedError
        return {self._constant: number if sign is Sign.POSITIVE else -number}

    def _holds_within(self, terms: Terms, limit: Expr) -> None:
        """Short enough steps are taken that the bound is at most the limit."""
        if not terms:
            return
        degree = least_degree(terms)
        share = total(*terms.values()) / limit
        most = decided_float(share)
        if has_poles(terms) or degree <= 0 or most is None:
            raise UnboundedError
        root = max(1.0, most) ** (1 / float(degree))
        parts = Integer(max(1, round(root)))
        if sign_of(power(parts, degree) - share) not in (Sign.POSITIVE, Sign.ZERO):
            parts = Integer(ceil(root * (1 + 1e-9)))
        self.only_within(ONE / parts)

    def _cases(self, pieces: sympy.Piecewise, others: Expr) -> Terms:
        found: list[Terms] = []
        before = self.known
        for value, (_, condition) in zip(cases_of(pieces, others), pieces.args, strict=True):
            self.known = known_of(condition)
            terms, used = self.known.without_poles(self.bound(value), self.steps)
            for small, large, exponent in used:
                by = power(sympy.Abs(large), exponent)
                self.facts.append(Fact(FactKind.IN_CASE, sympy.Abs(small), by))
            found.append(terms)
        self.known = before
        return greatest(found)

    def _call(self, form: Expr) -> Terms:
        name, (inner, *others) = head(form), form.args
        if name in ("Abs", "RealRoot", "HeldRoot"):
            root = self.bound(inner)
            return root if name == "Abs" else self._raised(root, ONE / others[0])
        if name in ("floor", "ceiling"):
            self.facts.append(Fact(FactKind.WHOLE_PART, "ceil" if name == "ceiling" else name))
            return added([self.bound(inner), self._number(ONE)])
        if name == "log":
            near_one = self._attempt(lambda: self._nearly(form, 0))
            return self._logarithm(inner) if near_one is None else near_one[1]
        if name == "exp":
            return self._flat(-inner)
        if SERIES.get(name, _NO_SERIES)[0].first == ():
            # |tan u| <= 2 |u|
            return self._nearly(form, 0)[1]
        if name in ("Max", "Min"):
            return greatest([self.bound(each) for each in form.args])
        if name == "atan2":
            self.facts.append(Fact(FactKind.AT_MOST, sympy.Abs(form), sympy.pi))
            return self._number(sympy.pi)
        if name not in _WITHIN_ONE and name != "atan":
            raise UnboundedError
        if name in ("sin", "tanh", "atan"):
            near = self._attempt(lambda: self._that_vanishes(inner))
            if near is not None:
                self.facts.append(Fact(FactKind.NO_MORE_THAN_ITSELF, name))
                return near
        if name == "atan":
            self.facts.append(Fact(FactKind.ANGLE, name))
            return self._number(sympy.pi / 2)
        self.facts.append(Fact(FactKind.WITHIN_ONE, name))
        return self._number(ONE)

    def _that_vanishes(self, form: Expr) -> Terms:
        terms = self.bound(form)
        if not terms or not all(min(powers) >= 0 and any(powers) for powers in terms):
            raise UnboundedError
        return terms

    def _logarithm(self, inner: Expr) -> Terms:
        """|ln(h^2 k)| <= 2 |ln|h|| + |ln|k||, with |ln s| <= 1/sqrt(s) for s no larger than 1."""
        share, times = self.logarithm
        found: list[Terms] = []
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
                raise UnboundedError
            if not exponent.is_Rational:
                raise UnboundedError
            powers = tuple(-share if i == place else ZERO for i in range(len(self.steps) + 1))
            found.append({powers: times * abs(exponent)})
        self.facts.append(Fact(FactKind.LOGARITHM, "log", share))
        self.only_within(ONE)
        return added(found)

    def _flat(self, u: Expr) -> Terms:
        """e^-u <= j!/u^j where u = n/s^m is positive: it is at most j! s^(m j)/n^j."""
        number, rest = u.as_coeff_Mul()
        base, exponent = rest.args if rest.is_Pow else (rest, ONE)
        if not (exponent.is_Integer and exponent < 0) or sign_of(number) is Sign.ZERO:
            raise UnboundedError
        inside = sympy.expand(base)
        if exponent % 2 == 1:
            # 1/(1 - r^2) in a case with r^2 < 1; n and s may both be below 0.
            sign = 1 if number > 0 else -1
            if (sign * inside) not in self.known.positive and not self._is_even(sign * inside):
                raise UnboundedError
        elif not number > 0:
            raise UnboundedError
        count = Integer(self.flat)
        factor = sympy.factorial(count) / abs(number) ** count
        self.facts.append(Fact(FactKind.EXPONENTIAL, "exp", count))
        return multiplied(self._number(factor), self._raised(self.bound(inside), -exponent * count))

    def _is_even(self, form: Expr) -> bool:
        return bool(below(form, self.steps, self.square).terms)

    def _sum(self, form: Expr) -> Terms:
        if form == self.square:
            return {(*self._constant[1:], Integer(2)): ONE}
        pieces = [term for term in form.args if isinstance(term, sympy.Piecewise)]
        if len(pieces) == 1:
            others = total(*(term for term in form.args if term is not pieces[0]))
            return self._cases(pieces[0], others)
        if form.is_polynomial(*self.steps):
            if any(part.is_Pow and part.exp > _HIGHEST_EXPANDED for part in parts_of_forms([form])):
                raise UnboundedError
            form = sympy.expand(form)
            if not form.is_Add:
                return self.bound(form)
            return added(map(self.bound, form.args))
        best: tuple[Terms, list[Fact], Expr | None] | None = None
        facts, within = self.facts, self.within
        for tried in self._ways(form):
            self.facts, self.within = list(facts), within
            found = self._attempt(tried)
            if found is None:
                continue
            if best is None or _is_smaller(found, best[0]):
                best = found, self.facts, self.within
            if not found:
                break
        if best is None:
            self.facts, self.within = facts, within
            raise UnboundedError
        found, self.facts, self.within = best
        return found

    def _ways(self, form: Expr) -> Iterator[Callable[[], Terms]]:
        """Term by term; with the first terms of series, ever more of them; by Taylor's formula."""
        terms = [part for term in form.args for part in Add.make_args(_apart(term))]
        yield lambda: added(map(self.bound, terms))
        for length in range(_LONGEST_SERIES):
            yield lambda length=length: self._by_series(terms, length)  # type: ignore[misc]
        yield lambda: self._by_taylor(form.args)

    def _by_series(self, terms: Sequence[Expr], length: int) -> Terms:
        left: list[Expr] = []
        found: list[Terms] = []
        for term in terms:
            number, rest = term.as_coeff_Mul()
            rest, beside = self._monomial_beside(rest)
            nearly = self._attempt(lambda rest=rest: self._nearly(rest, length))  # type: ignore[misc]
            if nearly is None:
                left.append(term)
                continue
            first, high = nearly
            left.append(first * (term / rest))
            size = {self._constant: abs(number)}
            found.append(multiplied(multiplied(high, {beside: ONE}), size))
        if not found:
            raise UnboundedError
        # Of the first terms most cancel with the others.
        gathered = sympy.expand(total(*left))
        return added([*found, *map(self.bound, Add.make_args(gathered))])

    def _nearly(self, form: Expr, length: int) -> tuple[Expr, Terms]:
        """The first terms of sin u, u -> 0, and the bound of what follows them."""
        known = in_table(form)
        if known is None:
            raise UnboundedError
        name, u = known
        near = self._that_vanishes(u)
        series = SERIES[name][min(length, len(SERIES[name]) - 1)]
        if series.within is not None:
            self._holds_within(near, series.within)
        first = series.of(u)
        self.facts.append(Fact(FactKind.SERIES, form - first, series.rest(u)))
        rest = self._raised(near, Integer(series.order))
        return first, multiplied(rest, self._number(series.share))

    def _by_taylor(self, terms: Sequence[Expr]) -> Terms:
        """The smooth terms as one, which is 0 at the point as its first partials are."""
        own = [term for term in terms if is_smooth(term) and at_most(term, self.steps)]
        smooth = total(*own)
        box = by_second_partials(smooth, self.steps)
        if box is None:
            raise UnboundedError
        found, side = box
        self.only_within(side)
        by = total(*(product(number, self.monomial(powers)) for powers, number in found.items()))
        self.facts.append(Fact(FactKind.TAYLOR, sympy.Abs(smooth), by))
        return added([found, *(self.bound(term) for term in terms if term not in own)])

    def _monomial_beside(self, form: Expr) -> tuple[Expr, Powers]:
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

    def _product(self, factors: Sequence[Expr]) -> Terms:
        above: Terms = {self._constant: ONE}
        denominators: list[tuple[Expr, Expr]] = []
        for base, exponent in self._with_logarithms(factors):
            if not exponent.is_Rational:
                above = multiplied(above, self._lower_power(base, exponent))
            elif exponent < 0:
                denominators.append((base, -exponent))
            else:
                above = multiplied(above, self._raised(self.bound(base), exponent))
        for base, exponent in denominators:
            above = self._divided(above, base, exponent)
        return above

    def _with_logarithms(self, factors: Sequence[Expr]) -> Iterator[tuple[Expr, Expr]]:
        """The factors as powers; u^2 ln u as u^(3/2), since |ln u| <= 1/sqrt(u) for 0 < u <= 1."""
        # Numbers by themselves: 2 and sqrt(2) are powers of one base, as other factors never are.
        numbers = product(*(factor for factor in factors if factor.is_number))
        if numbers != 1:
            yield numbers, ONE
        rest = [factor for factor in factors if not factor.is_number]
        powers = dict(factor.args if factor.is_Pow else (factor, ONE) for factor in rest)
        share, times = self.logarithm
        for base, exponent in tuple(powers.items()):
            u = base.args[0] if head(base) == "log" else ONE
            if u not in powers or u == self.square or not (u.is_Add and exponent == 1):
                continue
            if not (powers[u].is_Rational and powers[u] > share):
                continue
            self._holds_within(self.bound(u), ONE)
            self.facts.append(Fact(FactKind.LOGARITHM, "log", share))
            del powers[base]
            powers[u] -= share
            yield times, ONE
        yield from powers.items()

    def _lower_power(self, base: Expr, exponent: Expr) -> Terms:
        """|k|^(3 + sin(1/h)) <= k^2 where |k| <= 1: the exponent is at least 3 - 1."""
        number, rest = exponent.as_coeff_Add()
        if not number.is_Rational:
            raise UnboundedError
        swing = self.bound(rest)
        least = number - total(*swing.values())
        if any(any(powers) for powers in swing) or not least > 0:
            raise UnboundedError
        near = self.bound(base)
        self._holds_within(near, ONE)
        self.facts.append(Fact(FactKind.LOWER_POWER, power(base, exponent), power(base, least)))
        return self._raised(near, least)

    def _raised(self, terms: Terms, exponent: Expr) -> Terms:
        if not terms:
            return terms
        if len(terms) == 1:
            ((powers, number),) = terms.items()
            return {tuple(each * exponent for each in powers): power(number, exponent)}
        if not (exponent.is_Integer and exponent <= _HIGHEST):
            # Of a sum as a whole: it is at most C |h|^p.
            least = least_degree(terms)
            if least < 0 or has_poles(terms):
                raise UnboundedError
            if len({total(*powers) for powers in terms}) > 1:
                self.only_within(ONE)
            length = (*self._constant[1:], least * exponent)
            return {length: power(total(*terms.values()), exponent)}
        whole = terms
        for _ in range(int(exponent) - 1):
            whole = multiplied(whole, terms)
        return whole

    def _divided(self, above: Terms, base: Expr, exponent: Expr) -> Terms:
        """Each term over a power of a sum of terms that are not negative, or of one letter."""
        if base.is_number:
            return multiplied(above, self._number(power(base, -exponent)))
        letter = base.args[0] if head(base) == "Abs" else base
        if letter in self.steps:
            place = self.steps.index(letter)
            less = tuple(-exponent if i == place else ZERO for i in range(len(self.steps) + 1))
            return multiplied(above, {less: ONE})
        if head(base) == "log" and base.args[0] == self.square:
            # Where |h| <= 1/2, ln(h^2 + k^2) is at most -ln 4.
            self.facts.append(Fact(FactKind.AT_MOST, sympy.Abs(1 / base), ONE))
            self.only_within(HALF)
            return above
        at_least = below(base, self.steps, self.square)
        if not at_least.terms:
            # Where it is away from 0: no smaller than a number close to the point.
            whole = power(base, -exponent)
            return multiplied(above, self._or_in_a_box(whole, _nothing))
        return added(self._over(term, at_least, exponent) for term in above.items())

    def _over(self, term: tuple[Powers, Expr], at_least: Below, exponent: Expr) -> Terms:
        powers, number = term
        found = at_least.best_share(powers, exponent)
        if found is None:
            raise UnboundedError
        if at_least.terms_as_given != at_least.base:
            self.facts.append(Fact(FactKind.DEFINITE, at_least.terms_as_given, at_least.base))
        self.facts.extend(Fact(kind, of(self.monomial), by) for kind, of, by in found.facts)
        return {found.left: number * found.factor}


def _nothing() -> Terms:
    raise UnboundedError


def _is_smaller(one: Terms, other: Terms) -> bool:
    """Whether one bound is of a higher power of |h| than another, or has no poles."""
    if not one or not other:
        return bool(other)
    return (not has_poles(one), least_degree(one)) > (not has_poles(other), least_degree(other))


def _apart(term: Expr) -> Expr:
    """(e^u - 1)/h as e^u/h - 1/h."""
    sums = [factor for factor in Mul.make_args(term) if factor.is_Add]
    if len(sums) != 1 or not any(head(each) in SERIES for each in sums[0].args):
        return term
    return total(*(term / sums[0] * each for each in sums[0].args))
