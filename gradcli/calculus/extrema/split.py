"""Polynomial systems taken apart into cases, until each case is finite, explicit or a curve.

A product is 0 exactly where one of its factors is: so each equation that factors splits the system
in as many. What is seen to be nowhere 0 (a positive letter, 1 + x^2) ends a case or falls away, and
a sum of squares is 0 only where all of them are. The cases together have exactly the real solutions
of the system.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import product
from typing import Final, TypeAlias

import sympy
from sympy import Expr
from sympy.polys.rings import PolyElement

from gradcli.calculus.extrema.ideals import Quotient, TooHardError, groebner, is_finite, ring_of
from gradcli.calculus.extrema.roots import RealRoot, real_roots
from gradcli.frozen import dataclass

_MOST_CASES: Final = 120
_LARGEST_GRID: Final = 4_000
_WIDTHS: Final = (Fraction(1, 10**12), Fraction(1, 10**30), Fraction(1, 10**80))


@dataclass(frozen=True, slots=True, eq=False)
class Finite:
    """The letters at `places` have one of the `rows` of values; all others are free.

    `solutions` is how many complex solutions the case has, counted with multiplicity.
    """

    equations: tuple[Expr, ...]
    places: tuple[int, ...]
    rows: tuple[tuple[RealRoot, ...], ...]
    solutions: int


@dataclass(frozen=True, slots=True, eq=False)
class Explicit:
    """The letters at the places have these values, in terms of the free ones."""

    equations: tuple[Expr, ...]
    values: tuple[tuple[int, Expr], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Implicit:
    """Wherever these are all 0."""

    equations: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Unsolved:
    """These equations are more than what is worked on."""

    equations: tuple[Expr, ...]


Case: TypeAlias = Finite | Explicit | Implicit | Unsolved
_System: TypeAlias = tuple[PolyElement, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Ended:
    """A system that splits no further; `is_basis` says that its Groebner basis was found."""

    system: _System
    is_basis: bool


def cases(
    equations: Sequence[Expr], letters: Sequence[sympy.Symbol], positive: Sequence[bool]
) -> tuple[Case, ...]:
    """The cases of a system of polynomials in these letters, of which some are `positive`.

    Raises:
        TooHardError: the system splits into more cases than are worked on.
    """
    ring = ring_of(letters)
    start = [ring.from_expr(sympy.expand(each)) for each in equations]
    ended = list(_ended(start, positive))
    kept: list[_Ended] = []
    for place, each in enumerate(ended):
        others = [*kept, *ended[place + 1 :]]
        # What is part of a larger case is told there.
        if not any(other.is_basis and _lies_in(each.system, other.system) for other in others):
            kept.append(each)
    return tuple(_told(each, positive) for each in kept)


def _told(ended: _Ended, positive: Sequence[bool]) -> Case:
    if ended.is_basis:
        with suppress(TooHardError):
            return _case(ended.system, positive)
    return Unsolved(tuple(each.as_expr() for each in ended.system))


def _lies_in(case: _System, other: _System) -> bool:
    if not other:
        return True
    return bool(case) and all(not each.rem(list(case)) for each in other)


def _ended(start: Sequence[PolyElement], positive: Sequence[bool]) -> Iterator[_Ended]:
    """Each case as a Groebner basis of polynomials that do not factor, where it is found."""
    waiting: list[_System] = [tuple(start)]
    seen: set[frozenset[PolyElement]] = set()
    known: dict[PolyElement, list[PolyElement]] = {}
    while waiting:
        system = tuple(dict.fromkeys(each for each in waiting.pop() if each))
        key = frozenset(system)
        if key in seen:
            continue
        seen.add(key)
        if len(seen) > _MOST_CASES:
            raise TooHardError
        parts = _parted(system, positive, known)
        if parts is not None:
            waiting.extend(reversed(parts))
            continue
        try:
            basis = tuple(groebner(system)) if system else ()
        except TooHardError:
            yield _Ended(system, is_basis=False)
            continue
        if basis == system or frozenset(basis) == key:
            yield _Ended(basis, is_basis=True)
        else:
            waiting.append(basis)


def _parted(
    system: _System, positive: Sequence[bool], known: dict[PolyElement, list[PolyElement]]
) -> list[_System] | None:
    """The systems that this one splits into; None where each equation stands as it is.

    The factors that may be 0 are kept in `known`: cases share most of their equations.
    """
    for place, each in enumerate(system):
        others = (*system[:place], *system[place + 1 :])
        if each.is_ground:
            return []
        left = known.get(each)
        if left is None:
            factors = [base for base, _ in each.factor_list()[1]]
            left = [base.monic() for base in factors if not _never_zero(base, positive)]
            known[each] = left
        if len(left) != 1 or left[0] != each.monic():
            # What has the factor, too, is 0 with it.
            return [(base, *(other for other in others if other.rem([base]))) for base in left]
        together = _zero_together(each, positive)
        if together is not None:
            return [(*together, *others)]
        if each != each.monic():
            return [(each.monic(), *others)]
    return None


def _never_zero(polynomial: PolyElement, positive: Sequence[bool]) -> bool:
    used = [i for i, degree in enumerate(polynomial.degrees()) if degree > 0]
    if len(used) == 1 and positive[used[0]]:
        poly = polynomial.as_expr()
        letter = polynomial.ring.symbols[used[0]]
        roots = real_roots(sympy.Poly(poly, letter, domain=sympy.QQ))
        return all(root.within(_WIDTHS[0])[1] <= 0 for root in roots)
    if len(used) == 1:
        letter = polynomial.ring.symbols[used[0]]
        return int(sympy.Poly(polynomial.as_expr(), letter).count_roots()) == 0
    together = _zero_together(polynomial, positive)
    return together is not None and any(each.is_ground for each in together)


def is_nowhere_zero(form: Expr, letters: Sequence[sympy.Symbol]) -> bool:
    """Whether a polynomial with rational coefficients is seen to have no real zero."""
    anything = [False] * len(letters)
    return all(_never_zero(each, anything) for each in _factors(form, letters))


def has_one_sign(form: Expr, letters: Sequence[sympy.Symbol]) -> bool:
    """Whether a polynomial is seen to change its sign nowhere; it may be 0 at some places."""
    anything = [False] * len(letters)
    return all(
        _never_zero(each, anything) or _zero_together(each, anything) is not None
        for each in _factors(form, letters)
    )


def as_product(form: Expr, letters: Sequence[sympy.Symbol]) -> Expr | None:
    """A polynomial over the rationals as the product of its factors; None where it is none."""
    if not form.is_polynomial(*letters) or not form.free_symbols <= set(letters):
        return None
    if any(not each.is_Rational for each in form.atoms(sympy.Number, sympy.NumberSymbol)):
        return None
    content, factors = ring_of(letters).from_expr(form).factor_list()
    if len(factors) < 2:
        return None
    powers = [sympy.Pow(base.as_expr(), times) for base, times in factors]
    return sympy.Mul(sympy.Rational(content.numerator, content.denominator), *powers)


def _factors(form: Expr, letters: Sequence[sympy.Symbol]) -> list[PolyElement]:
    """The factors, each once."""
    return [base for base, _ in ring_of(letters).from_expr(form).factor_list()[1]]


def _zero_together(
    polynomial: PolyElement, positive: Sequence[bool]
) -> tuple[PolyElement, ...] | None:
    """Polynomials that are 0 together exactly where this sum of squares is; None where it is none.

    A constant other than 0 among them means: nowhere.
    """
    ring = polynomial.ring
    terms = polynomial.terms()
    senses = {coefficient > 0 for _, coefficient in terms}
    even = all(
        all(e % 2 == 0 or positive[i] for i, e in enumerate(monomial)) for monomial, _ in terms
    )
    if len(senses) == 1 and even:
        if (
            len(terms) == 1
            and sum(terms[0][0]) == 1
            and not any(positive[i] for i, e in enumerate(terms[0][0]) if e)
        ):
            return None
        made = []
        for monomial, _ in terms:
            root = ring.one
            for i, e in enumerate(monomial):
                if e and not positive[i]:
                    root *= ring.gens[i]
            made.append(root)
        return None if tuple(made) == (polynomial,) else tuple(made)
    return _zero_of_form(polynomial)


def _zero_of_form(polynomial: PolyElement) -> tuple[PolyElement, ...] | None:
    """Of a quadratic that is definite around its centre: the centre, or nothing."""
    ring = polynomial.ring
    used = [i for i, degree in enumerate(polynomial.degrees()) if degree > 0]
    if len(used) < 2 or max(map(sum, polynomial.monoms())) != 2:
        return None
    size = len(used)
    matrix = sympy.zeros(size, size)
    linear = sympy.zeros(size, 1)
    for monomial, c in polynomial.terms():
        value = sympy.Rational(int(c.numerator), int(c.denominator))
        inside = [used.index(i) for i, e in enumerate(monomial) for _ in range(e)]
        match inside:
            case [i, j]:
                matrix[i, j] += value / 2
                matrix[j, i] += value / 2
            case [i]:
                linear[i] += value
            case _:
                pass
    minors = [matrix[:k, :k].det() for k in range(1, size + 1)]
    if all(m > 0 for m in minors):
        sense = 1
    elif all(m * (-1) ** k > 0 for k, m in enumerate(minors, start=1)):
        sense = -1
    else:
        return None
    centre = -(2 * matrix).inv() * linear
    at = {ring.symbols[place]: centre[k] for k, place in enumerate(used)}
    least = sympy.expand(polynomial.as_expr()).subs(at) * sense
    if least < 0:
        return None
    if least > 0:
        return (ring.one,)
    return tuple(ring.gens[place] - ring.from_expr(centre[k]) for k, place in enumerate(used))


def _case(basis: _System, positive: Sequence[bool]) -> Case:
    if not basis:
        return Explicit((), ())
    ring = basis[0].ring
    equations = tuple(each.as_expr() for each in basis)
    used = [i for i in range(ring.ngens) if any(each.degrees()[i] > 0 for each in basis)]
    if is_finite(basis, used):
        return _finite(basis, used, positive)
    explicit = _explicit(basis, used)
    return Implicit(equations) if explicit is None else Explicit(equations, explicit)


def _finite(basis: _System, used: Sequence[int], positive: Sequence[bool]) -> Finite:
    whole = basis[0].ring
    ring = ring_of([whole.symbols[i] for i in used])
    inner = [
        ring.from_dict({tuple(m[i] for i in used): c for m, c in each.terms()}) for each in basis
    ]
    quotient = Quotient.of(sorted(inner, key=lambda p: ring.order(p.LM)))
    axes = [real_roots(quotient.eliminant(place)) for place in range(len(used))]
    count = 1
    for axis in axes:
        count *= len(axis)
    if count > _LARGEST_GRID:
        raise TooHardError
    rows = list(product(*axes))
    # Of one letter every real root of its polynomial is a solution.
    wanted = len(rows) if len(used) == 1 else quotient.count_real()
    for width in _WIDTHS:
        if len(rows) == wanted:
            break
        near = {root: root.within(width) for axis in axes for root in axis}
        bounds = [[near[root] for root in row] for row in rows]
        rows = [
            row
            for row, ends in zip(rows, bounds, strict=True)
            if all(_may_vanish(each, ends) for each in inner)
        ]
    if len(rows) != wanted:
        raise TooHardError
    rows = [
        row
        for row in rows
        if all(
            not positive[place] or root.within(_WIDTHS[1])[0] > 0
            for place, root in zip(used, row, strict=True)
        )
    ]
    return Finite(
        tuple(each.as_expr() for each in basis),
        tuple(used),
        tuple(rows),
        len(quotient.monomials),
    )


def _may_vanish(polynomial: PolyElement, ends: Sequence[tuple[Fraction, Fraction]]) -> bool:
    """Whether 0 lies between the bounds of the polynomial where the letters lie between theirs."""
    low = high = Fraction(0)
    for monomial, coefficient in polynomial.terms():
        c = Fraction(int(coefficient.numerator), int(coefficient.denominator))
        below = above = c
        for (one, two), exponent in zip(ends, monomial, strict=True):
            for _ in range(exponent):
                four = (below * one, below * two, above * one, above * two)
                below, above = min(four), max(four)
        low += below
        high += above
    return low <= 0 <= high


def _explicit(basis: _System, used: Sequence[int]) -> tuple[tuple[int, Expr], ...] | None:
    """Each equation solved for a letter that it is linear in, and that stands in no other."""
    ring = basis[0].ring
    values: dict[int, Expr] = {}
    for each in basis:
        for place in used:
            if place in values or each.degrees()[place] != 1:
                continue
            alone = all(other is each or other.degrees()[place] == 0 for other in basis)
            lead = each.diff(ring.gens[place])
            if alone and lead.is_ground:
                rest = each - lead * ring.gens[place]
                values[place] = (rest.as_expr() / -lead.as_expr()).expand()
                break
        else:
            return None
    bound = {ring.symbols[place] for place in values}
    if any(value.free_symbols & bound for value in values.values()):
        return None
    return tuple(sorted(values.items()))
