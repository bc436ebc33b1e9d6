"""All places that may be critical points of a function: piece by piece, and the seams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import Final, TypeAlias

import sympy
from sympy import Expr, Integer, Rational, Symbol

from gradcli.calculus.extrema.found import Apart, Enclosed, Family, Place, Solved, Where, Worked
from gradcli.calculus.extrema.newton import Bounds, swept, system_of, system_of_equations
from gradcli.calculus.extrema.pieces import Piece, Pieces, Seam, deep, pieces
from gradcli.calculus.extrema.solve import NOTHING_KNOWN, Names, at_zeros, solve, solve_for_all
from gradcli.calculus.extrema.split import is_nowhere_zero
from gradcli.calculus.numbers.constants import Sign, is_zero, sign_of
from gradcli.calculus.rules.gradient import Gradient, gradient
from gradcli.field.fast_sympy.sympy_build import UNREAL
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import ScalarField
from gradcli.field.to_sympy import symbol
from gradcli.frozen import dataclass, replace

_GRID: Final = (*map(Integer, (0, 1, -1, 3, -3)), Rational(1, 2), Rational(-1, 2))
_SAMPLES: Final = (Integer(0), Rational(1, 3), Integer(-2))


@dataclass(frozen=True, slots=True, eq=False)
class FamilyOf:
    """Points at which the gradient of `piece` is zero, which is f there.

    On a seam f is another piece on the other side, with the same value and gradient.
    """

    family: Family
    piece: ScalarField
    on_seam: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Rough:
    """Points of a seam. `differentiable` is False where f has no gradient at any of them."""

    family: Family
    differentiable: bool | None


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
    for seam in _each_once(parts) if parts.known else ():
        found = solve(seam.formulas, variables, names)
        complete &= found.complete is True
        places.extend((each, None) for each in found.places)
        for family in found.families:
            for each in _on_seam(field, family, seam, parts, names):
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


def unfolded(seam: Seam, parts: Pieces) -> Iterator[Seam]:
    """The seam with the choices put in: sqrt(|u|) ends where u = 0."""
    for piece in parts.choices:
        formulas = tuple(deep(each, piece.inner) for each in seam.formulas)
        inner = tuple(
            (place, piece.choice[place])
            # SymPy's form of max(x^2, 0) is the x^2 that is 0 where its options meet.
            for place in sorted(_inside(seam.formulas, parts) - {*seam.bends})
        )
        yield replace(seam, formulas=formulas, inner=inner)


def _inside(formulas: Sequence[Expr], parts: Pieces) -> set[int]:
    """The places of the bends in formulas, and of those in their options."""
    held = {each for formula in formulas for each in sympy.preorder_traversal(formula)}
    return {place for place, bend in enumerate(parts.bends) if bend in held}


def _each_once(parts: Pieces) -> Iterable[Seam]:
    """The seams with the choices put in."""
    seams = (each for seam in parts.seams for each in unfolded(seam, parts))
    return {(each.formulas, each.inner): each for each in seams}.values()


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


def conditioned(
    family: Family, conditions: Sequence[Where], variables: Sequence[Symbol]
) -> list[Family]:
    """The family with the conditions that do not hold of all its points; none if one fails."""
    on = dict(zip(variables, family.at, strict=True))
    left: list[Where] = []
    for each in conditions:
        formula = sympy.expand(each.formula.xreplace(on))
        for where in family.where:
            own = sorted(formula.free_symbols, key=str)
            tied = where.relation == "=" and not where.formula.free_symbols.isdisjoint(own)
            if tied and all(each.is_polynomial(*own) for each in (formula, where.formula)):
                formula = sympy.rem(formula, where.formula, *own)
        if (held := is_held(formula, each.relation)) is False:
            return []
        if held is None:
            left.append(_shortened(Where(formula, each.relation)))
    told = {(each.formula, each.relation): each for each in (*family.where, *left)}
    if any((each.formula, "<") in told and (each.formula, ">") in told for each in told.values()):
        return []
    return [replace(family, where=tuple(told.values()))]


def _shortened(where: Where) -> Where:
    """The same condition without what does not matter for it: 2 t^2 != 0 is t != 0."""
    own = sorted(where.formula.free_symbols, key=str)
    if not where.formula.is_polynomial(*own):
        return where
    poly = sympy.Poly(where.formula, *own)
    if not (poly.domain.is_ZZ or poly.domain.is_QQ):
        return where
    number, factors = sympy.factor_list(poly)
    if where.relation == "!=":
        return Where(sympy.Mul(*(base.as_expr() for base, _ in factors)), "!=")
    if where.relation == ">" and number > 0 and all(times % 2 == 0 for _, times in factors):
        return Where(sympy.Mul(*(base.as_expr() for base, _ in factors)), "!=")
    if number.is_Rational and abs(number) != 1:
        where = Where(sympy.expand(where.formula / abs(number)), where.relation)
    if sign_of(number) is Sign.NEGATIVE:
        turned = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
        formula = sympy.expand(-where.formula)
        return Where(formula, turned.get(where.relation, where.relation))
    return where


def is_held(formula: Expr, relation: str) -> bool | None:
    """Whether a formula in parameters is as it should be, for all their values or for none."""
    if formula.free_symbols:
        known = _one_sign(formula)
        return None if known is None else known.meets(relation)
    return sign_of(formula).meets(relation)


def _one_sign(formula: Expr) -> Sign | None:
    """The sign that a formula has whatever its letters are, if it is seen to have one."""
    if formula.is_positive:
        return Sign.POSITIVE
    if formula.is_negative:
        return Sign.NEGATIVE
    own = sorted(formula.free_symbols, key=str)
    if len(own) == 1 and formula.is_polynomial(*own):
        poly = sympy.Poly(formula, *own)
        if (poly.domain.is_ZZ or poly.domain.is_QQ) and int(poly.count_roots()) == 0:
            return Sign.POSITIVE if poly.eval(0) > 0 else Sign.NEGATIVE
    if len(own) > 1 and formula.is_polynomial(*own):
        domain = sympy.Poly(formula, *own).domain
        if (domain.is_ZZ or domain.is_QQ) and is_nowhere_zero(formula, own):
            return sign_of(formula.xreplace(dict.fromkeys(own, Integer(0))))
    return None


def _on_seam(
    field: ScalarField, family: Family, seam: Seam, parts: Pieces, names: Names
) -> Iterator[Rough | FamilyOf | Place]:
    """Whether f is differentiable on a family of points of a seam.

    At a regular point of the seam f has no gradient where it ends, and where the gradients of the
    pieces that meet differ. What is left over are points for the definition.
    """
    variables = field.symbols
    kept = conditioned(family, parts.needs, variables)
    if not kept:
        return
    inner = _conditions_inside(seam, parts)
    if inner is None:
        yield Rough(kept[0], None)
        return
    kept = conditioned(kept[0], inner, variables)
    if not kept:
        return
    yield from _ends_of(kept[0])
    if len(seam.formulas) > 1:
        yield Rough(kept[0], None)
        return
    if seam.ends:
        yield from _irregular(kept[0], seam, (), variables, names)
        return
    meetings = list(_meetings(seam, parts))
    if not meetings:
        # One piece on both sides, as of max(x^2, 0) at x = 0: its conditions leave the seam out.
        own = parts.choices[0].field
        if len(parts.choices) == 1 and sympy.expand(own.expression - field.expression) == 0:
            for each in _smooth(kept[0], seam, parts.choices[0], variables, names):
                yield replace(each, on_seam=False) if isinstance(each, FamilyOf) else each
        else:
            yield Rough(kept[0], None)
    for conditions, pairs in meetings:
        if conditions is None:
            yield Rough(kept[0], None)
            continue
        for active in conditioned(kept[0], conditions, variables):
            if any(each.relation in ("<", ">") for each in active.where):
                yield from _ends_of(active)
            jumps = [_jump(one, other, variables) for one, other in pairs]
            if all(_vanishes(jump, family, variables) for jump in jumps):
                yield from _smooth(active, seam, pairs[0][0], variables, names)
            else:
                yield from _irregular(active, seam, jumps, variables, names)


def _conditions_inside(seam: Seam, parts: Pieces) -> tuple[Where, ...] | None:
    """Under which conditions a seam is one, as of the bends inside; None where it is not told."""
    told: list[Where] = []
    piece = next(
        each for each in parts.choices if all(each.choice[k] == taken for k, taken in seam.inner)
    )
    for place, option in seam.inner:
        conditions = parts.options[place][option]
        if conditions is None:
            return None
        told.extend(replace(each, formula=deep(each.formula, piece.inner)) for each in conditions)
    return tuple(told)


def _ends_of(family: Family) -> Iterator[Place]:
    """The points where a condition of a family ends, where these are told."""
    for each in family.where:
        if each.relation in ("<", ">"):
            yield from at_zeros(family, each.formula) or ()


def _irregular(
    family: Family,
    seam: Seam,
    jumps: Sequence[Sequence[Expr]],
    variables: Sequence[Symbol],
    names: Names,
) -> Iterator[Rough | Place]:
    """The points without a gradient, and those of which the definition decides."""
    (formula,) = seam.formulas
    left_over: list[Place] = []
    for system in (tuple(formula.diff(v) for v in variables), *jumps):
        found = solve((formula, *system), variables, names)
        if found.complete is not True or found.families:
            yield Rough(family, None)
            return
        left_over.extend(found.places)
    whole = _without(family, left_over, variables)
    if whole is None:
        yield Rough(family, None)
        return
    yield Rough(whole, differentiable=False)
    yield from left_over


def _smooth(
    family: Family, seam: Seam, piece: Piece, variables: Sequence[Symbol], names: Names
) -> Iterator[Rough | FamilyOf | Place]:
    """Where the pieces join smoothly: the points of the seam at which the gradient is zero."""
    slopes = gradient(piece.field).in_variables
    solved = None if slopes is None else (*seam.formulas, *slopes)
    found = NOTHING_KNOWN if solved is None else solve(solved, variables, names)
    if found.complete is not True:
        yield Rough(family, None)
        return
    yield from found.places
    for each in found.families:
        for kept in conditioned(each, family.where, variables):
            yield FamilyOf(kept, piece.field, on_seam=True)


def _vanishes(jump: Sequence[Expr], family: Family, variables: Sequence[Symbol]) -> bool:
    on = dict(zip(variables, family.at, strict=True))
    return all(sympy.expand(each.xreplace(on)) == 0 for each in jump)


def _without(family: Family, places: Sequence[Place], variables: Sequence[Symbol]) -> Family | None:
    """The family without some of its points; None where that is not told."""
    apart: list[Expr] = []
    for place in places:
        exact = [each for each in place if not isinstance(each, Enclosed)]
        if len(exact) < len(place):
            return None
        if any(symbol in variables for symbol in family.parameters):
            squares = ((v - c) ** 2 for v, c in zip(variables, exact, strict=True))
            apart.append(sympy.Add(*squares))
            continue
        at = {p: c for p, c in zip(family.at, exact, strict=True) if p in family.parameters}
        if set(at) != set(family.parameters):
            return None
        if all(
            is_zero(form.xreplace(at) - c) is not False
            for form, c in zip(family.at, exact, strict=True)
        ):
            gaps = [parameter - c for parameter, c in at.items()]
            apart.append(gaps[0] if len(gaps) == 1 else sympy.Add(*(gap**2 for gap in gaps)))
    where = tuple(Where(each, "!=") for each in dict.fromkeys(apart))
    return replace(family, where=(*family.where, *where))


_Pairs: TypeAlias = list[tuple[Piece, Piece]]


def _meetings(seam: Seam, parts: Pieces) -> Iterator[tuple[tuple[Where, ...] | None, _Pairs]]:
    """The pieces that meet on a seam, and under which conditions they do."""
    bends = set(seam.bends)
    pairs: dict[tuple[tuple[int, ...], tuple[int, ...]], _Pairs] = {}
    for one, other in combinations(parts.choices, 2):
        apart = {k for k, (a, b) in enumerate(zip(one.choice, other.choice, strict=True)) if a != b}
        agrees = all(one.choice[k] == other.choice[k] == option for k, option in seam.inner)
        if apart and apart <= bends and agrees:
            mine = tuple(one.choice[k] for k in sorted(bends))
            yours = tuple(other.choice[k] for k in sorted(bends))
            pairs.setdefault((mine, yours), []).append((one, other))
    for (mine, yours), found in pairs.items():
        if all(len(parts.options[k]) == 2 for k in bends):
            yield (), found
            continue
        told = [
            parts.options[k][place]
            for taken in (mine, yours)
            for k, place in zip(sorted(bends), taken, strict=True)
        ]
        if any(each is None for each in told):
            yield None, found
            continue
        conditions = [one for each in told if each is not None for one in each]
        own = [each for each in conditions if not _is_of(each, seam)]
        if len(own) < len(conditions):
            yield tuple(own), found


def _is_of(where: Where, seam: Seam) -> bool:
    """Whether a condition compares what is equal on the seam."""
    return any(
        sympy.expand(where.formula - each) == 0 or sympy.expand(where.formula + each) == 0
        for each in seam.formulas
    )


def _jump(one: Piece, other: Piece, variables: Sequence[Symbol]) -> tuple[Expr, ...]:
    """The value and the slopes of one piece less those of the other."""
    difference = one.field.expression - other.field.expression
    return (difference, *(sympy.expand(difference.diff(v)) for v in variables))
