"""Extreme values where g <= c: points inside and those of Lagrange's condition, compared."""

from __future__ import annotations

import sympy
from sympy import Expr

from gradcli.calculus.answers.extrema.critical import CriticalAnswer, is_below, names_for, search
from gradcli.calculus.answers.extrema.lagrange import LagrangeAnswer, answer_lagrange
from gradcli.calculus.answers.extrema.region import Competitor, Extremes, compared, value_at
from gradcli.calculus.answers.extrema.strata import lies_in, strata
from gradcli.calculus.check.verification import Check
from gradcli.calculus.extrema.along import Along
from gradcli.calculus.extrema.constraint import around, is_bounded, some_point
from gradcli.calculus.extrema.enclosed import apart
from gradcli.calculus.extrema.region import is_continuous
from gradcli.calculus.rules.gradient import Gradient
from gradcli.calculus.rules.hessian import hessian
from gradcli.field.expression import Node
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class RegionAnswer:
    """The critical points in a region, and the points of Lagrange's condition on its edge.

    `bounded` says that the region is seen to be bounded, `continuous` that f is seen to be
    continuous on it. `proved` says that the extremes are among what was compared; then a region of
    which nothing is compared is empty, for on another one f would have a least value.
    """

    inner: CriticalAnswer
    edge: LagrangeAnswer
    bounded: bool
    continuous: bool
    proved: bool
    extremes: Extremes

    @property
    def field(self) -> ScalarField:
        """The function that was asked about."""
        return self.inner.field

    @property
    def gradient(self) -> Gradient:
        """Its gradient."""
        return self.inner.gradient

    @property
    def check(self) -> Check:
        """What came of checking both gradients."""
        return self.inner.check

    @property
    def is_empty(self) -> bool:
        """Whether it is proved that no point lies in the region."""
        return self.proved and not self.extremes.competitors

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""
        return self.inner.verified and self.edge.verified

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""
        return self.edge.formulas

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """The coordinates of the critical points in the region."""
        return self.inner.values(unit=unit)

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """The same as `values`, as graphs."""
        return self.inner.trees(unit=unit)

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What each of the values is, as a name: x_1, y_1, x_2, y_2."""
        return self.inner.names(unit=unit)


def answer_region(field: ScalarField, level: ScalarField) -> RegionAnswer:
    """The critical points where `level` <= 0, and the extreme values there.

    Raises:
        RefusedError: a derivation fails its check, or there are too many second partials.
    """
    edge = answer_lagrange(field, (level,))
    whole, g = edge.gradient, sympy.expand(level.expression)
    sides = around(g, field.symbols)
    found = search(whole, hessian(whole), sides, g)
    inner = CriticalAnswer(
        field,
        whole,
        edge.check,
        found.found,
        found.points,
        found.families,
        found.complete,
        around=sides,
    )
    bounded = is_bounded(g, field.symbols)
    continuous = is_continuous(field, found.found.pieces, sides)
    proved = bounded and continuous and inner.complete is True and edge.complete is True
    made: list[Competitor] = []
    for point in found.points:
        if point.value is None:
            proved = False
        else:
            made.append(Competitor(point.place, point.value, None))
    seams: list[Along] = []
    for part in (each.part for each in found.families):
        if part.differentiable is False and (part.value is None or part.value.free_symbols):
            seams.append(part)
            continue
        at = some_point(part.family, field.symbols)
        if at is None or part.value is None or part.value.free_symbols:
            proved = False
        else:
            made.append(Competitor(at, part.value, None, part.family))
    if seams:
        more, is_known = _on_seams(whole, g)
        proved = proved and is_known
        made.extend(each for each in more if all(apart(each.place, one.place) for one in made))
    for other in edge.extremes.competitors:
        if all(apart(other.place, each.place) for each in made):
            made.append(other)
    proved = proved and edge.known
    extremes = compared(made, (), proved=proved)
    return RegionAnswer(inner, edge, bounded, continuous, proved, extremes)


def _on_seams(whole: Gradient, level: Expr) -> tuple[list[Competitor], bool]:
    """Where f may be extreme among the points at which its pieces meet, and whether all is known.

    Its value varies there, and it is no critical point's: only these are compared.
    """
    field = whole.field
    found = strata(whole, (), names_for(field))
    made: list[Competitor] = []
    is_known = all(each.solved.complete is True for each in found)
    for each in found:
        if not each.seams:
            continue
        if each.solved.families:
            is_known = False
        for place in each.solved.places:
            lies, below = lies_in(place, each), is_below(place, level, field)
            if lies is False or below is False:
                continue
            value = value_at(field, place)
            if lies is None or below is None or value is None:
                is_known = False
            else:
                made.append(Competitor(place, value, None))
    return made, is_known
