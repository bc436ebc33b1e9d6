"""Ideals of polynomials with rational coefficients: Groebner bases, and counting real solutions.

A basis is worked out by Buchberger's algorithm with the criteria of his second paper (1979), within
a budget; where that is used up nothing is known. Of a system with finitely many complex solutions
the quotient ring Q[x]/I is a vector space, in which multiplication by a variable is a matrix: its
minimal polynomial has the coordinates among its roots, and the number of different real solutions
is the signature of the trace form (Hermite; Cox, Little, O'Shea, Using Algebraic Geometry, 2.5).
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any, Final

import sympy
from sympy import Poly
from sympy.polys.orderings import grevlex
from sympy.polys.rings import PolyElement, PolyRing

from gradcli.frozen import dataclass

_MOST_REDUCTIONS: Final = 400
_MOST_ELEMENTS: Final = 60
_MOST_TERMS: Final = 400
_LONGEST_NUMBER: Final = 2_000  # bits
MOST_SOLUTIONS: Final = 36
"""The largest dimension of a quotient ring that is worked in."""


class TooHardError(ArithmeticError):
    """The system is larger than what is worked on."""


def ring_of(names: Sequence[sympy.Symbol]) -> PolyRing:
    """Polynomials in these letters over the rationals, ordered by degree."""
    return PolyRing(tuple(names), sympy.QQ, grevlex)


def groebner(polynomials: Sequence[PolyElement]) -> list[PolyElement]:
    """A reduced Groebner basis of the ideal; [1] where there is no complex solution.

    Raises:
        TooHardError: it takes more steps, terms or digits than are allowed.
    """
    basis: list[PolyElement] = []
    pairs = _Pairs()
    for each in sorted(polynomials, key=lambda p: p.ring.order(p.LM)):
        rest = each.rem(basis) if basis else each
        if rest:
            basis.append(rest.monic())
            pairs.enter(rest.LM, rest.ring)
    budget = _MOST_REDUCTIONS
    while pairs.waiting:
        i, j = pairs.smallest()
        if pairs.is_needless(i, j):
            continue
        budget -= 1
        if budget < 0:
            raise TooHardError
        rest = _s_polynomial(basis[i], basis[j]).rem(basis)
        if not rest:
            continue
        if rest.is_ground:
            return [rest.ring.one]
        _check(rest)
        basis.append(rest.monic())
        pairs.enter(rest.LM, rest.ring)
        if len(basis) > _MOST_ELEMENTS:
            raise TooHardError
    return _reduced(basis)


class _Pairs:
    """Which two elements of a basis are still to be reduced, by the least multiple of their heads.

    The heads, leading monomials, are kept: a polynomial looks through all its terms for its own.
    """

    __slots__ = ("_heads", "_queue", "waiting")

    def __init__(self) -> None:
        self._heads: list[tuple[int, ...]] = []
        self._queue: list[tuple[Any, tuple[int, int]]] = []
        self.waiting: set[tuple[int, int]] = set()

    def enter(self, head: tuple[int, ...], ring: PolyRing) -> None:
        """One element more, which makes a pair with each that is there."""
        new = len(self._heads)
        for place, other in enumerate(self._heads):
            heapq.heappush(self._queue, (ring.order(_lcm(other, head)), (place, new)))
            self.waiting.add((place, new))
        self._heads.append(head)

    def smallest(self) -> tuple[int, int]:
        """The pair with the least multiple, which then waits no longer."""
        _, pair = heapq.heappop(self._queue)
        self.waiting.remove(pair)
        return pair

    def is_needless(self, i: int, j: int) -> bool:
        """Buchberger's criteria: coprime heads, or a third one between that has been used."""
        one, other = self._heads[i], self._heads[j]
        if all(a == 0 or b == 0 for a, b in zip(one, other, strict=True)):
            return True
        lcm = _lcm(one, other)
        for k, head in enumerate(self._heads):
            if k in (i, j) or not all(a <= b for a, b in zip(head, lcm, strict=True)):
                continue
            between = (min(i, k), max(i, k)), (min(j, k), max(j, k))
            if self.waiting.isdisjoint(between):
                return True
        return False


def _lcm(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(max, one, other))


def _s_polynomial(one: PolyElement, other: PolyElement) -> PolyElement:
    lcm = _lcm(one.LM, other.LM)
    left = tuple(a - b for a, b in zip(lcm, one.LM, strict=True))
    right = tuple(a - b for a, b in zip(lcm, other.LM, strict=True))
    return one.mul_monom(left) - other.mul_monom(right)


def _check(polynomial: PolyElement) -> None:
    if len(polynomial) > _MOST_TERMS or any(
        max(int(c.numerator).bit_length(), int(c.denominator).bit_length()) > _LONGEST_NUMBER
        for c in polynomial.coeffs()
    ):
        raise TooHardError


def _reduced(basis: Sequence[PolyElement]) -> list[PolyElement]:
    kept: list[PolyElement] = []
    for place, each in enumerate(basis):
        others = (*kept, *basis[place + 1 :])
        if not any(all(a <= b for a, b in zip(o.LM, each.LM, strict=True)) for o in others):
            kept.append(each)
    made: list[PolyElement] = []
    for place, each in enumerate(kept):
        rest = [*kept[:place], *kept[place + 1 :]]
        made.append((each.rem(rest) if rest else each).monic())
    return sorted(made, key=lambda p: p.ring.order(p.LM))


def is_finite(basis: Sequence[PolyElement], places: Sequence[int]) -> bool:
    """Whether each of the letters at these places has a power among the leading terms."""
    alone = {
        next(i for i, e in enumerate(each.LM) if e)
        for each in basis
        if sum(1 for e in each.LM if e) == 1
    }
    return set(places) <= alone


@dataclass(frozen=True, slots=True, eq=False)
class Quotient:
    """Q[x]/I of a system with finitely many solutions.

    `monomials` is its basis, `times` the matrix of multiplication by each letter, whose columns
    are the products of the basis with it.
    """

    ring: PolyRing
    basis: tuple[PolyElement, ...]
    monomials: tuple[tuple[int, ...], ...]
    times: tuple[list[list[Fraction]], ...]

    @classmethod
    def of(cls, basis: Sequence[PolyElement]) -> Quotient:
        """The quotient by the ideal of a Groebner basis in which every letter is bound.

        Raises:
            TooHardError: it has too many dimensions.
        """
        ring = basis[0].ring
        heads = [each.LM for each in basis]
        bounds = [
            next(h[i] for h in heads if h[i] and sum(1 for e in h if e) == 1)
            for i in range(ring.ngens)
        ]
        count = 1
        for bound in bounds:
            count *= bound
        if count > 40 * MOST_SOLUTIONS:
            raise TooHardError
        monomials = [
            each
            for each in product(*(range(bound) for bound in bounds))
            if not any(all(a <= b for a, b in zip(h, each, strict=True)) for h in heads)
        ]
        if len(monomials) > MOST_SOLUTIONS:
            raise TooHardError
        monomials.sort(key=ring.order)
        place = {monomial: i for i, monomial in enumerate(monomials)}
        times: list[list[list[Fraction]]] = []
        for letter in range(ring.ngens):
            columns: list[list[Fraction]] = []
            for monomial in monomials:
                raised = tuple(e + int(i == letter) for i, e in enumerate(monomial))
                column = [Fraction(0)] * len(monomials)
                if raised in place:
                    column[place[raised]] = Fraction(1)
                else:
                    rest = ring.from_dict({raised: ring.domain.one}).rem(list(basis))
                    for each, coefficient in rest.terms():
                        column[place[each]] = _fraction(coefficient)
                columns.append(column)
            times.append([list(row) for row in zip(*columns, strict=True)])
        return cls(ring, tuple(basis), tuple(monomials), tuple(times))

    def eliminant(self, letter: int) -> Poly:
        """The polynomial of least degree in one letter that is in the ideal."""
        size = len(self.monomials)
        vector = [Fraction(int(i == 0)) for i in range(size)]
        rows: list[tuple[list[Fraction], list[Fraction]]] = []
        made: list[list[Fraction]] = []
        for degree in range(size + 1):
            made.append(vector)
            rest, recipe = list(vector), [Fraction(int(i == degree)) for i in range(size + 1)]
            for row, how in rows:
                lead = next(i for i, v in enumerate(row) if v)
                if rest[lead]:
                    factor = rest[lead] / row[lead]
                    rest = [a - factor * b for a, b in zip(rest, row, strict=True)]
                    recipe = [a - factor * b for a, b in zip(recipe, how, strict=True)]
            if not any(rest):
                symbol = self.ring.symbols[letter]
                terms = {(i,): _rational(c) for i, c in enumerate(recipe) if c}
                return Poly(terms, symbol, domain=sympy.QQ)
            rows.append((rest, recipe))
            vector = _apply(self.times[letter], vector)
        raise AssertionError(letter)

    def count_real(self) -> int:
        """How many different real solutions there are: the signature of the trace form."""
        size = len(self.monomials)
        columns = self._products()
        traces = [sum((m[k][k] for k in range(size)), Fraction(0)) for m in columns]
        form = [[Fraction(0)] * size for _ in range(size)]
        for i in range(size):
            for j in range(i, size):
                # The product of the i-th and the j-th element, in the basis.
                entries = [columns[i][k][j] for k in range(size)]
                value = sum((c * t for c, t in zip(entries, traces, strict=True)), Fraction(0))
                form[i][j] = form[j][i] = value
        return signature(form)

    def _products(self) -> list[list[list[Fraction]]]:
        """The matrix of multiplication by each monomial of the basis."""
        size = len(self.monomials)
        one = [[Fraction(int(i == j)) for j in range(size)] for i in range(size)]
        known: dict[tuple[int, ...], list[list[Fraction]]] = {self.monomials[0]: one}
        for monomial in self.monomials[1:]:
            # What divides a monomial of the basis is in it, and comes before.
            letter = next(k for k, exponent in enumerate(monomial) if exponent)
            below = tuple(e - int(k == letter) for k, e in enumerate(monomial))
            known[monomial] = _matrix_product(self.times[letter], known[below])
        return [known[monomial] for monomial in self.monomials]


def _apply(matrix: Sequence[Sequence[Fraction]], vector: Sequence[Fraction]) -> list[Fraction]:
    used = [(k, value) for k, value in enumerate(vector) if value]
    made: list[Fraction] = []
    for row in matrix:
        total = Fraction(0)
        for k, value in used:
            if row[k]:
                total += row[k] * value
        made.append(total)
    return made


def _matrix_product(
    left: Sequence[Sequence[Fraction]], right: Sequence[Sequence[Fraction]]
) -> list[list[Fraction]]:
    columns = [_apply(left, column) for column in zip(*right, strict=True)]
    return [list(row) for row in zip(*columns, strict=True)]


def signature(form: Sequence[Sequence[Fraction]]) -> int:
    """Positive less negative squares of a symmetric form (Sylvester's law of inertia)."""
    rows = [list(row) for row in form]
    found = 0
    while rows:
        size = len(rows)
        pivot = next((i for i in range(size) if rows[i][i]), None)
        if pivot is None:
            pair = next(
                ((i, j) for i in range(size) for j in range(i + 1, size) if rows[i][j]), None
            )
            if pair is None:
                return found
            # With e_i + e_j in place of e_i the diagonal entry is 2 a_ij.
            i, j = pair
            rows[i] = [a + b for a, b in zip(rows[i], rows[j], strict=True)]
            for row in rows:
                row[i] += row[j]
            pivot = i
        lead = rows[pivot][pivot]
        found += 1 if lead > 0 else -1
        kept = [k for k in range(size) if k != pivot]
        rows = [[rows[i][j] - rows[i][pivot] * rows[pivot][j] / lead for j in kept] for i in kept]
    return found


def _fraction(number: Any) -> Fraction:
    return Fraction(int(number.numerator), int(number.denominator))


def _rational(number: Fraction) -> Any:
    return sympy.QQ(number.numerator, number.denominator)
