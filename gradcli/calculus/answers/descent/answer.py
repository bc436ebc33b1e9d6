"""A descent: the gradient worked, the path, and what is proved of it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

import sympy
from sympy import Expr, Rational

from gradcli.calculus.answers.at_point import AtPoint, at_point
from gradcli.calculus.answers.checked import checked_gradient
from gradcli.calculus.answers.over_rows import OverRows
from gradcli.calculus.check.verification import Check
from gradcli.calculus.descent.claims import (
    Claim,
    QuadraticClaim,
    bound_claim,
    hessian_of_quadratic,
    quadratic_claim,
)
from gradcli.calculus.descent.path import Ending, Method, Path, Plan, Real, Vector
from gradcli.calculus.descent.run import Pace, descend, no_pace
from gradcli.calculus.descent.surface import (
    ExactNumber,
    OfField,
    Surface,
    fraction_of,
    point_at,
    real_of,
)
from gradcli.calculus.domain.refusal import ConstantBeyondFloats, PointBeyondFloats, RefusedError
from gradcli.calculus.extrema.conditions import is_held
from gradcli.calculus.extrema.pieces.pieces import pieces
from gradcli.calculus.program.build import program_of
from gradcli.calculus.program.edges import has_edges
from gradcli.calculus.rules.gradient import Gradient
from gradcli.calculus.rules.hessian import MOST_VARIABLES, Hessian, hessian
from gradcli.field.expression import Negative, Node, Number, Power, Product
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.frozen import dataclass

if TYPE_CHECKING:
    from gradcli.calculus.answers.picture import Picture

_LEFT: Final = (Ending.DOMAIN, Ending.NOT_DIFFERENTIABLE)


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """What was asked beside the function: the start as it was typed, and the plan.

    `chosen` is the rate as it was given, None where it is found by backtracking.
    """

    start: Point
    plan: Plan
    chosen: ExactNumber | None

    @property
    def rate(self) -> Expr | None:
        """The rate as an exact constant."""
        return None if self.chosen is None else self.chosen.exact


@dataclass(frozen=True, slots=True, eq=False)
class DescendAnswer:
    """The path from the start, and why it ended.

    `there` is what is true of f at the last point, where the gradient is zero there and exact;
    `claim` what is proved of the whole. `asked` is the function as it was asked about, where
    `field` has values in the place of variables that are held. Of a loss, `rows` has its term and
    table; where it `is_closed`, the loss has a short formula, which is `field`, and else the
    gradient is that of one term.
    """

    asked: ScalarField
    field: ScalarField
    gradient: Gradient
    check: Check
    given: Given
    path: Path
    claim: Claim | None
    there: AtPoint | None
    agrees: bool | None
    rows: OverRows | None = None
    is_closed: bool = False

    @property
    def points(self) -> tuple[tuple[float, ...], ...]:
        """The points of the path in floats, in order, for whoever draws it."""
        return self.path.points

    @property
    def picture(self) -> Picture | None:
        """The path over the level curves or the graph, worked out when it is asked for."""
        from gradcli.calculus.answers.picture import picture_of_path  # noqa: PLC0415  few ask for it

        # Of a loss without a short formula there is only its term; and whoever has interrupted it
        # waits for what there is.
        if self.rows is not None and not self.is_closed:
            return None
        if self.path.ending is Ending.INTERRUPTED:
            return None
        return picture_of_path(self.field, self.points)

    @property
    def moving(self) -> ScalarField:
        """The function in which variables that are held have values; of a loss its term."""
        return self.field if self.rows is None else self.rows.field

    @property
    def held(self) -> dict[str, Node]:
        """The values of the variables that are held."""
        own = self.moving
        others = [name for name in self.asked.variables if name not in own.variables]
        return {name: own.let[name] for name in others if name in own.let}

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""
        return self.check.passed and (self.agrees is True or self.path.start.gradient is None)

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""
        return self.gradient.components

    @property
    def _last(self) -> Vector:
        last = self.path.last
        return last.at if last.value is not None else ()

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """The last point: exact where its numbers are, else decimals."""
        return tuple(map(as_expr, self._last))

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """The same, as they are typed."""
        return tuple(self.as_tree(each) for each in self._last)

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What each of the values is, as a name: that of the variable."""
        return self.field.variables if self._last else ()

    def as_tree(self, number: Real) -> Node:
        """A number of the path as it is typed: a quotient with --exact, else a decimal."""
        exact = fraction_of(number)
        if self.given.plan.fractions and isinstance(number, Fraction):
            return from_sympy(as_expr(exact))
        size = _size_tree(-number if number < 0 else number)
        return Negative(size) if exact < 0 else size


def _size_tree(number: Real) -> Node:
    """A number that is not negative: 0.25, 1.5*10^(-49) of a float that is very small or large."""
    mantissa, _, exponent = (
        repr(number).partition("e") if isinstance(number, float) else ("", "", "")
    )
    if not exponent:
        return Number(fraction_of(number))
    power = int(exponent)
    size = Number(Fraction(abs(power)))
    ten = Power(Number(Fraction(10)), Negative(size) if power < 0 else size)
    return Product((Number(Fraction(mantissa)), ten))


def as_expr(number: Real) -> Rational:
    """A number of a path as SymPy has it; a float at its shortest decimal."""
    exact = fraction_of(number)
    return Rational(exact.numerator, exact.denominator)


def answer_descend(
    field: ScalarField, given: Given, asked: ScalarField | None = None, pace: Pace = no_pace
) -> DescendAnswer:
    """The descent from a point; `asked` is the function with variables that `field` holds."""
    whole, check = checked_gradient(field)
    try:
        surface = OfField(whole)
    except OverflowError:
        raise RefusedError(ConstantBeyondFloats()) from None
    return descended(asked or field, whole, check, surface, given, pace)


def descended(
    asked: ScalarField,
    whole: Gradient,
    check: Check,
    surface: Surface,
    given: Given,
    pace: Pace,
) -> DescendAnswer:
    """The descent on a surface whose gradient, or that of one term, was worked and checked."""
    field, plan = whole.field, given.plan
    start = tuple(map(real_of, given.start.coordinates))
    if any(each is None for each in start):
        raise RefusedError(PointBeyondFloats())
    begin: Vector = tuple(each for each in start if each is not None)
    is_plain = plan.method is Method.PLAIN and given.rate is not None
    is_whole = isinstance(surface, OfField)
    matrix: Hessian | None = None
    claim: Claim | None = None
    few = len(field.variables) <= MOST_VARIABLES
    if is_plain and is_whole and few and not has_edges(program_of(field.tree, field.variables)):
        matrix = hessian(whole)
        claim = _quadratic(whole, matrix, given)
    diverges = claim is not None and claim.outcome == "diverges"
    path = descend(surface, begin, plan, pace, diverges=diverges)
    if isinstance(claim, QuadraticClaim) and path.ending in _LEFT:
        claim = None
    if claim is None and matrix is not None and path.ending is not Ending.INTERRUPTED:
        claim = bound_claim(whole, matrix, path, plan)
    if path.start.gradient is None or (path.steps == 0 and path.ending is Ending.ZERO_GRADIENT):
        claim = None
    there = None
    if path.ending is Ending.ZERO_GRADIENT and is_whole and not path.last.by_convention:
        there = at_point(whole, point_at(path.last.at))
    return DescendAnswer(asked, field, whole, check, given, path, claim, there, surface.agrees)


def _quadratic(whole: Gradient, matrix: Hessian, given: Given) -> QuadraticClaim | None:
    entries = hessian_of_quadratic(matrix)
    if entries is None or given.rate is None or not _is_smooth(whole.field):
        return None
    slopes = whole.at(given.start)
    return quadratic_claim(entries, given.start, slopes, given.rate, given.plan.sign)


def _is_smooth(field: ScalarField) -> bool:
    """Whether f as it was typed is seen to have a value and a gradient at every point.

    x^3/x is x^2 where it has a value; the steps may lead to 0, and there it has none.
    """
    parts = pieces(field)
    if not parts.known or len(parts.choices) > 1:
        return False
    never = (is_held(sympy.expand(each), "!=") for seam in parts.seams for each in seam.formulas)
    needs = (is_held(sympy.expand(each.formula), each.relation) for each in parts.needs)
    return all(never) and all(needs)
