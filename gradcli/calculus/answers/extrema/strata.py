"""Lagrange's condition of functions that are made of pieces, as |x| + |y|: on each, and on seams.

Around a point that is on no seam, f and the constraints are smooth pieces, and Lagrange's condition
is theirs. A point that is on some seams lies on a set of fewer dimensions, on which these are zero
like the constraints: f has a local extreme value there only where the gradients of the pieces of f
and of the constraints and those of the seams are dependent. So the points of all these sets
together are all that can be extreme, where f is continuous. Where there are as many equations as
variables, every solution is one. As many seams as leave a dimension are enough: a point on more of
them solves the equations of any that many; but a root that ends there is taken as the 0 that it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Final

import sympy
from sympy import Expr, Symbol

from gradcli.calculus.extrema.conditions import is_held, plain
from gradcli.calculus.extrema.constraint import dependent, stationary
from gradcli.calculus.extrema.enclosed import box_of, holds_in
from gradcli.calculus.extrema.found import Enclosed, Family, Place, Solved, Where
from gradcli.calculus.extrema.pieces.bends import OPPOSITE
from gradcli.calculus.extrema.pieces.pieces import Piece, Pieces, pieces
from gradcli.calculus.extrema.pieces.seams import unfolded
from gradcli.calculus.extrema.solve import NOTHING_KNOWN, Names, solve
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.rules.gradient import Gradient, gradient
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import dataclass

_MOST_PIECES: Final = 32
_MOST_SYSTEMS: Final = 120


@dataclass(frozen=True, slots=True, eq=False)
class Stratum:
    """A piece of f and one of each constraint, and what solves their equations on some seams.

    `where` are the conditions under which the pieces are f and the constraints; the `places` and
    the `families` are the solutions with which they hold. Without `seams` the equations are
    Lagrange's condition.
    """

    whole: Gradient
    normals: tuple[Gradient, ...]
    seams: tuple[Expr, ...]
    where: tuple[Where, ...]
    equations: tuple[Expr, ...]
    solved: Solved
    places: tuple[Place, ...] = ()
    families: tuple[Family, ...] = ()

    @property
    def levels(self) -> tuple[Expr, ...]:
        """The pieces of the constraints, each less its level."""
        return _levels(self.normals)

    @property
    def slopes(self) -> tuple[tuple[Expr, ...], ...] | None:
        """The partials of all pieces, first those of f; None where one is told in named parts."""
        rows = [each.in_variables for each in (self.whole, *self.normals)]
        known = tuple(each for each in rows if each is not None)
        return known if len(known) == len(rows) else None


def strata(whole: Gradient, normals: Sequence[Gradient], names: Names) -> tuple[Stratum, ...]:
    """The smooth pieces first, then the seams. Of what is not taken apart nothing is solved."""
    gradients = (whole, *normals)
    parts = [pieces(each.field) for each in gradients]
    together = [*_together(parts)] if all(each.known for each in parts) else []
    if not together or len(together) > _MOST_PIECES:
        equations = _equations(whole, normals, (), whole.field) or _levels(normals)
        return (Stratum(whole, tuple(normals), (), (), equations, NOTHING_KNOWN),)
    own = {id(each.field): each for each in gradients}
    found: list[Stratum] = []
    variables = whole.field.symbols
    for chosen in together:
        for piece in chosen:
            own.setdefault(id(piece.field), gradient(piece.field))
        f, *gs = (own[id(piece.field)] for piece in chosen)
        conditions = tuple(each for piece in chosen for each in piece.where or ())
        levels = _levels(gs)
        told = _equations(f, gs, (), whole.field)
        solved = NOTHING_KNOWN if told is None else stationary(told, levels, variables, names)
        found.append(Stratum(f, tuple(gs), (), conditions, told or levels, solved))
    return (*found, *_on_seams(tuple(found), parts, whole.field, names))


def _equations(
    f: Gradient, gs: Sequence[Gradient], seams: Sequence[Expr], field: ScalarField
) -> tuple[Expr, ...] | None:
    """None where the derivatives are told in named parts: these have no common letters."""
    first, normals = f.in_variables, [each.in_variables for each in gs]
    known = [each for each in normals if each is not None]
    if first is None or len(known) < len(normals):
        return None
    slopes = [[each.diff(v) for v in field.symbols] for each in seams]
    return dependent(first, [*known, *slopes], (*_levels(gs), *seams), field.symbols)


def _levels(gs: Sequence[Gradient]) -> tuple[Expr, ...]:
    """The constraints, each less its level."""
    return tuple(each.field.expression for each in gs)


def _together(parts: Sequence[Pieces]) -> Iterator[tuple[Piece, ...]]:
    """A choice of each function, where these do not contradict one another.

    Nothing at all where the conditions of one are not told.
    """
    several = [each for part in parts if len(part.choices) > 1 for each in part.choices]
    if any(each.where is None for each in several):
        return
    for chosen in product(*(part.choices for part in parts)):
        told = {
            (sympy.expand(each.formula), each.relation)
            for piece in chosen
            for each in piece.where or ()
        }
        if not any(
            (formula, OPPOSITE[relation]) in told or (sympy.expand(-formula), relation) in told
            for formula, relation in told
            if relation in ("<", ">")
        ):
            yield chosen


def _on_seams(
    smooth: Sequence[Stratum], parts: Sequence[Pieces], field: ScalarField, names: Names
) -> Iterator[Stratum]:
    """The equations on every seam, and on as many of them together as leave a dimension.

    With the first that is left unsolved for their number it ends: of forty seams there are 2^40
    choices.
    """
    seams: dict[frozenset[Expr], tuple[Expr, ...]] = {}
    for part in parts:
        for seam in unfolded(part):
            key = frozenset(plain(each)[0] for each in seam.formulas)
            seams.setdefault(key, seam.formulas)
    left = len(field.variables) - len(smooth[0].normals)
    ended = sum(seam.ends for part in parts for seam in part.seams)
    made = 0
    for count in range(1, max(left, 1, ended) + 1):
        for chosen in combinations(seams.values(), count):
            zero = tuple(dict.fromkeys(each for formulas in chosen for each in formulas))
            solved: dict[frozenset[Expr], Solved] = {}
            told: set[frozenset[object]] = set()
            for each in smooth:
                told_of = _equations(each.whole, each.normals, zero, field)
                equations = (*each.levels, *zero) if told_of is None else told_of
                where = tuple(_beside(each.where, zero))
                key = frozenset(equations)
                whole = frozenset((key, *((w.formula, w.relation) for w in where)))
                if whole in told:
                    continue
                told.add(whole)
                if key not in solved:
                    made += 1
                    is_left = made > _MOST_SYSTEMS or told_of is None
                    rootless = None if is_left else _without_roots(equations, zero)
                    solved[key] = (
                        NOTHING_KNOWN if rootless is None else solve(rootless, field.symbols, names)
                    )
                yield Stratum(each.whole, each.normals, zero, where, equations, solved[key])
                if made > _MOST_SYSTEMS or told_of is None:
                    return


def _without_roots(equations: Sequence[Expr], zero: Sequence[Expr]) -> tuple[Expr, ...] | None:
    """The equations with 0 for the roots of what is 0; None where something is divided by one."""
    plain: list[Expr] = []
    for each in map(sympy.expand, equations):
        roots = [
            power
            for power in each.atoms(sympy.Pow)
            if power.exp.is_Rational and not power.exp.is_Integer and _is_among(power.base, zero)
        ]
        if any(power.exp < 0 for power in roots):
            return None
        plain.append(each.xreplace(dict.fromkeys(roots, sympy.Integer(0))))
    return tuple(each for each in plain if each != 0)


def _is_among(formula: Expr, zero: Sequence[Expr]) -> bool:
    """Whether a formula is one of these, or its negative."""
    return any(sympy.expand(formula - s) == 0 or sympy.expand(formula + s) == 0 for s in zero)


_WEAK: Final = {"<": "<=", ">": ">="}


def _beside(where: Sequence[Where], zero: Sequence[Expr]) -> Iterator[Where]:
    """The conditions that are left where some formulas are zero: they hold up to their edge."""
    for each in where:
        if _is_among(each.formula, zero):
            continue
        yield Where(each.formula, _WEAK.get(each.relation, each.relation))


def lies_in(place: Place, stratum: Stratum) -> bool | None:
    """Whether the pieces are f and the constraints at a solution; None where that is not known."""
    names = stratum.whole.field.symbols
    if any(isinstance(each, Enclosed) for each in place):
        box = box_of([each.name for each in names], place)
        held = [holds_in(from_sympy(each.formula), each.relation, box) for each in stratum.where]
    else:
        at = dict(zip(names, place, strict=True))
        held = [is_held(each.formula.xreplace(at), each.relation) for each in stratum.where]
    return False if False in held else None if None in held else True


def lies_beside(at: Mapping[Symbol, Expr], stratum: Stratum) -> bool | None:
    """Whether the pieces count up to a point: it may be on the edge."""
    held = []
    for each in stratum.where:
        here = each.formula.xreplace(dict(at))
        held.append(is_zero(here) or is_held(here, each.relation))
    return False if False in held else None if None in held else True
