"""All places that may be critical points of a function: piece by piece, and the seams."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

import sympy
from sympy import Expr, Integer, Rational, Symbol

from gradcli.calculus.extrema.conditions import conditioned
from gradcli.calculus.extrema.found import Apart, Family, Place, Solved, Where, Worked
from gradcli.calculus.extrema.newton import Bounds, swept, system_of, system_of_equations
from gradcli.calculus.extrema.pieces.pieces import Piece, Pieces, pieces
from gradcli.calculus.extrema.pieces.seams import FamilyOf, Rough, on_seam, unfolded
from gradcli.calculus.extrema.solve import NOTHING_KNOWN, Names, solve, solve_for_all
from gradcli.calculus.numbers.constants import Sign, is_zero, sign_of
from gradcli.calculus.rules.gradient import Gradient, gradient
from gradcli.field.fast_sympy.sympy_build import UNREAL
from gradcli.field.from_sympy import from_sympy
from gradcli.field.to_sympy import symbol
from gradcli.frozen import dataclass, replace

_GRID: Final = (*map(Integer, (0, 1, -1, 3, -3)), Rational(1, 2), Rational(-1, 2))
_SAMPLES: Final = (Integer(0), Rational(1, 3), Integer(-2))


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Everything that may be a critical point.

    `equations` say what was solved, piece by piece. `complete` says that no other point can be
    one; False that another is one, None where neither is known.
    """

    pieces: Pieces
    solved: tuple[tuple[Piece, Solved], ...]
    places: tuple[tuple[Place, Piece | None], ...]
    families: tuple[FamilyOf, ...]
    rough: tuple[Rough, ...]
    complete: bool | None


def candidates(whole: Gradient, names: Names, box: Bounds | None = None) -> Candidates:
    """Solve the gradient of each piece, and find the seams.

    Where the equations are not solved, a box is swept: the one that is given, else one around 0,
    beyond which nothing is known then.
    """
    field = whole.field
    variables = field.symbols
    parts = pieces(field)
    solved: list[tuple[Piece, Solved]] = []
    places: list[tuple[Place, Piece | None]] = []
    families: list[FamilyOf] = []
    rough: list[Rough] = []
    complete = parts.known
    for piece in parts.choices if parts.known else ():
        own = whole if piece.field is field else gradient(piece.field)
        slopes = own.components
        found = _solved(own, names)
        if found.complete is not True:
            found = _searched(found, own, (*(piece.where or ()), *parts.needs), box)
            if found.complete is not True:
                found = replace(found, apart=tuple(_told_apart(slopes, variables, names)))
        solved.append((piece, found))
        complete &= found.complete is True
        places.extend((each, piece) for each in found.places)
        places.extend((each, piece) for one in found.apart for each in one.places)
        for family in (*found.families, *(each for one in found.apart for each in one.families)):
            kept = _kept(family, piece, parts.needs, slopes, variables)
            if kept is None:
                complete = False
            else:
                families.extend(FamilyOf(each, piece.field) for each in kept)
    for seam in unfolded(parts) if parts.known else ():
        found = solve(seam.formulas, variables, names)
        complete &= found.complete is True
        places.extend((each, None) for each in found.places)
        for family in found.families:
            for each in on_seam(field, family, seam, parts, names):
                match each:
                    case Rough():
                        rough.append(each)
                        complete &= each.differentiable is not None
                    case FamilyOf():
                        families.append(each)
                    case _:
                        places.append((each, None))
    is_more = any(found.complete is False for _, found in solved)
    known = False if is_more else complete or None
    return Candidates(parts, tuple(solved), tuple(places), tuple(families), tuple(rough), known)


def _told_apart(
    slopes: Sequence[Expr], variables: Sequence[Symbol], names: Names
) -> Iterator[Apart]:
    """Zeros where a slope has a value of its own, as that of sinc u has at u = 0.

    Equations with such a slope are not solved, and around u = 0 its bounds tell nothing.
    """
    own: dict[Expr, dict[Expr, Expr]] = {}
    for slope in slopes:
        for each in slope.atoms(sympy.Piecewise):
            (_, apart), *others = each.args
            if isinstance(apart, sympy.Ne) and len(others) == 1 and others[0][1] is sympy.true:
                own.setdefault(apart.lhs - apart.rhs, {})[each] = others[0][0]
    for together in (*([u] for u in own), *([list(own)] if len(own) > 1 else [])):
        values = {each: value for u in together for each, value in own[u].items()}
        equations = [*together, *(slope.xreplace(values) for slope in slopes)]
        found = solve(equations, variables, names)
        if found.places or found.families:
            yield Apart(tuple(together), found.places, found.families)


def _solved(whole: Gradient, names: Names) -> Solved:
    """The equations solved, for all values of constants that have none."""
    field = whole.field
    slopes = whole.in_variables
    if slopes is None:
        return NOTHING_KNOWN  # so large that its derivatives are told in named parts
    held = [symbol(name) for name in field.held]
    if any(each.has(*held) for each in slopes) if held else False:
        return solve_for_all(slopes, field.symbols, held) or NOTHING_KNOWN
    return solve(slopes, field.symbols, names)


def _searched(
    found: Solved, own: Gradient, conditions: Sequence[Where], box: Bounds | None
) -> Solved:
    """With the zeros in a box of what was not solved: all the equations, or some of the cases."""
    if own.field.held:
        return NOTHING_KNOWN
    where = [(from_sympy(each.formula), each.relation) for each in conditions]
    if not found.cases:
        return swept(system_of(own, where), own.in_variables, box)
    solved = [each.equations for each in found.cases if each.is_solved]
    worked: list[Worked] = []
    for case in found.cases:
        if case.is_solved:
            worked.append(case)
            continue
        system = system_of_equations(own.field.symbols, case.equations, where)
        if system is None:
            also = tuple(map(from_sympy, case.equations))
            system = replace(system_of(own, where), also=also)
        search = swept(system, case.equations, box, solved)
        told = search if search.swept else None
        worked.append(replace(case, places=search.places, search=told))
    known = [each.search.complete if each.search else None for each in worked if not each.is_solved]
    complete = False if False in known else None if None in known else True
    return Solved(tuple(worked), complete)


def _kept(
    family: Family,
    piece: Piece,
    needs: Sequence[Where],
    slopes: Sequence[Expr],
    variables: Sequence[Symbol],
) -> list[Family] | None:
    """The family where the piece is f; nothing where it is not; None where that is not known."""
    if piece.where is None or not is_verified(family, slopes, variables):
        return None
    if not _is_somewhere(family, variables):
        return None
    return conditioned(family, (*piece.where, *needs), variables)


def _is_somewhere(family: Family, variables: Sequence[Symbol]) -> bool:
    """Whether an equation between the variables is seen to have solutions: it changes its sign."""
    if len(family.where) != 1:
        return True
    (where,) = family.where
    own = [v for v in variables if v in family.parameters]
    if where.relation != "=" or not own or not where.formula.free_symbols <= set(own):
        return True
    signs = {
        sign_of(where.formula.xreplace(dict(zip(own, at, strict=True))))
        for at in product(_GRID, repeat=len(own))
    }
    return {Sign.POSITIVE, Sign.NEGATIVE} <= signs


def is_verified(family: Family, slopes: Sequence[Expr], variables: Sequence[Symbol]) -> bool:
    """Whether the slopes are 0 at some of its points, exactly."""
    if any(symbol in variables for symbol in family.parameters):
        return True
    looked_at = False
    for values in list(product(_SAMPLES, repeat=len(family.parameters)))[:9]:
        at = {
            symbol: Integer(int(value * 3)) if symbol in family.integers else value
            for symbol, value in zip(family.parameters, values, strict=True)
        }
        here = {v: each.xreplace(at) for v, each in zip(variables, family.at, strict=True)}
        values_here = [slope.xreplace(here) for slope in slopes]
        if any(each.has(*UNREAL) for each in values_here):
            continue
        looked_at = True
        if not all(is_zero(each) for each in values_here):
            return False
    return looked_at
