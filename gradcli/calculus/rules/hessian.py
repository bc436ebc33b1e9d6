"""The matrix of second partial derivatives, each worked from a first one.

H[i][j] is d/dx_j (d f/dx_i). Where the second partials are continuous the order of the two does not
matter (Clairaut; Stewart, Calculus, 14.3), and the second derivative of f along v is v H v.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sympy
from sympy import Expr

from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.calculus.rules.gradient import Gradient, Partial, all_known, gradient
from gradcli.field.fast_sympy.sympy_build import HALF, difference, power, product, quotient, total
from gradcli.frozen import dataclass

MOST_VARIABLES: Final = 30
"""Of more variables there are too many second partials for a page: 900 of them."""

_LARGEST_DETERMINANT: Final = 8
_LARGEST_CHARACTERISTIC: Final = 6


@dataclass(frozen=True, slots=True, eq=False)
class Hessian:
    """`rows[i][j]` is the partial by the j-th variable of the i-th partial of `field`."""

    rows: tuple[Sequence[Partial], ...]

    @property
    def formulas(self) -> tuple[tuple[Expr, ...], ...]:
        """The second partials as SymPy expressions, n rows of n."""
        return tuple(tuple(each.derivative for each in row) for row in self.rows)

    @property
    def in_variables(self) -> tuple[tuple[Expr, ...], ...] | None:
        """The same in the variables alone; None where one of them speaks of named parts.

        A name may be another part in each row: those of two rows are not to be put together.
        """
        rows: list[tuple[Expr, ...]] = []
        for row in self.rows:
            known = all_known(each.in_variables for each in row)
            if known is None:
                return None
            rows.append(known)
        return tuple(rows)


def hessian(whole: Gradient) -> Hessian:
    """Each partial of the gradient differentiated by each variable."""
    return Hessian(tuple(gradient(first.as_field()).partials for first in whole.partials))


Matrix = Sequence[Sequence[Expr]]


def determinant(matrix: Matrix) -> Expr | None:
    """The determinant of a square matrix of numbers or formulas; None where it is too large."""
    if len(matrix) > _LARGEST_DETERMINANT:
        return None
    return sympy.expand(sympy.Matrix([list(row) for row in matrix]).det(method="berkowitz"))


def eigenvalues(matrix: Matrix) -> tuple[Expr, ...]:
    """The eigenvalues of a symmetric matrix of numbers, each as often as it counts, largest first.

    Empty where they have no short exact form: of more than two variables they are given where the
    characteristic polynomial has rational coefficients and splits into factors of degree two.
    """
    size = len(matrix)
    if size == 1:
        return (matrix[0][0],)
    if size == 2:
        return _of_two(matrix)
    if size > _LARGEST_CHARACTERISTIC or not all(
        each.is_Rational for row in matrix for each in row
    ):
        return ()
    polynomial = sympy.Matrix([list(row) for row in matrix]).charpoly()
    found: list[Expr] = []
    for poly, count in polynomial.factor_list()[1]:
        if poly.degree() > 2:
            return ()
        found.extend(zeros_of_degree_two(poly) * count)
    return _descending(found)


def _of_two(matrix: Matrix) -> tuple[Expr, ...]:
    """(a + d)/2 and beside it the root of ((a - d)/2)^2 + b^2."""
    (a, b), (_, d) = matrix
    middle = product(HALF, total(a, d))
    aside = product(HALF, difference(a, d))
    radius = power(sympy.expand(total(product(aside, aside), product(b, b))), HALF)
    return (sympy.expand(total(middle, radius)), sympy.expand(difference(middle, radius)))


def zeros_of_degree_two(poly: sympy.Poly) -> list[Expr]:
    """The two real zeros of a quadratic, or the one of a line."""
    if poly.degree() == 1:
        a, b = poly.all_coeffs()
        return [quotient(-b, a)]
    a, b, c = poly.all_coeffs()
    radius = power(b**2 - 4 * a * c, HALF)
    return [sympy.expand(quotient(total(-b, sign * radius), 2 * a)) for sign in (1, -1)]


def _descending(found: list[Expr]) -> tuple[Expr, ...]:
    """Largest first; empty where two could not be compared."""
    ordered: list[Expr] = []
    for each in found:
        place = 0
        for other in ordered:
            match sign_of(difference(each, other)):
                case Sign.UNDECIDED:
                    return ()
                case Sign.NEGATIVE | Sign.ZERO:
                    place += 1
                case Sign.POSITIVE:
                    break
        ordered.insert(place, each)
    return tuple(ordered)
