"""What f is on its seams: where pieces meet, and where f ends.

A bend may stand in another: of ||x| - y| the outer one is at x - y = 0 for x > 0 alone, where the
inner one is x. So a seam is looked at between each two pieces that meet there, where the other
conditions of both hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

import sympy
from sympy import Expr, Symbol

from gradcli.calculus.extrema.conditions import conditioned, plain, value_on
from gradcli.calculus.extrema.found import Enclosed, Family, Place, Where
from gradcli.calculus.extrema.pieces.bends import OPPOSITE
from gradcli.calculus.extrema.pieces.pieces import Piece, Pieces
from gradcli.calculus.extrema.solve import NOTHING_KNOWN, Names, at_zeros, solve
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.rules.gradient import gradient
from gradcli.field.fast_sympy.sympy_build import UNREAL
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import dataclass, replace


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
class Unfolded:
    """A seam with choices put in, and the pieces beside it: of |x| - y also x - y, for x > 0."""

    formulas: tuple[Expr, ...]
    ends: bool
    bends: frozenset[int]
    beside: tuple[Piece, ...]


def unfolded(parts: Pieces) -> Iterable[Unfolded]:
    """The seams with the choices put in, those that are 0 at the same points as one."""
    found: dict[frozenset[Expr], Unfolded] = {}
    for seam in parts.seams:
        for piece in parts.choices:
            if not piece.rests_on(seam):
                continue
            formulas = tuple(sympy.expand(piece.unfolded(each)) for each in seam.trees)
            if not all(each.free_symbols for each in formulas):
                continue
            key = frozenset(plain(each)[0] for each in formulas)
            known = found.get(key)
            if known is None:
                found[key] = Unfolded(formulas, seam.ends, frozenset(seam.bends), (piece,))
                continue
            beside = known.beside if piece in known.beside else (*known.beside, piece)
            found[key] = Unfolded(
                known.formulas, known.ends and seam.ends, known.bends.union(seam.bends), beside
            )
    return found.values()


def on_seam(
    field: ScalarField, family: Family, seam: Unfolded, parts: Pieces, names: Names
) -> Iterator[Rough | FamilyOf | Place]:
    """Whether f is differentiable on a family of points of a seam.

    At a regular point of the seam f has no gradient where it ends, and where the gradients of the
    pieces that meet differ. What is left over are points for the definition.
    """
    variables = field.symbols
    kept = conditioned(family, parts.needs, variables)
    if not kept:
        return
    (whole,) = kept
    if any(piece.where is None for piece in parts.choices):
        # Where the pieces are is not told.
        yield Rough(whole, None)
        return
    beside = [
        each
        for piece in seam.beside
        for each in conditioned(whole, _others(piece, seam), variables)
    ]
    if len(seam.formulas) > 1 or seam.ends:
        for part in _joined([(each, ()) for each in beside]):
            yield from _ends_of(part.family)
            if seam.ends and len(seam.formulas) == 1:
                yield from _irregular(part.family, seam, (), variables, names)
            else:
                yield Rough(part.family, None)
        return
    meetings = list(_meetings(seam, parts))
    if not meetings:
        # One piece on both sides, as of max(x^2, 0) at x = 0: its conditions leave the seam out.
        own = parts.choices[0].field
        if len(parts.choices) == 1 and sympy.expand(own.expression - field.expression) == 0:
            for found in _smooth(whole, seam, parts.choices[0], variables, names):
                yield replace(found, on_seam=False) if isinstance(found, FamilyOf) else found
        else:
            for part in _joined([(each, ()) for each in beside]):
                yield Rough(part.family, None)
        return
    bent: list[tuple[Family, Sequence[Sequence[Expr]]]] = []
    for one, other, between in meetings:
        for active in conditioned(whole, between, variables):
            jump = _jump(one, other, variables)
            flipped = (
                place
                for place, (here, there) in enumerate(zip(one.choice, other.choice, strict=True))
                if here is not None and there is not None and here != there
            )
            apart = _own_value(variables, seam.bends.union(flipped), parts, (one, other), active)
            if apart is None:
                yield Rough(active, None)
            elif apart != 0:
                bent.append((active, ((apart,),)))
            elif _vanishes(jump, family, variables):
                yield from _ends_of(active)
                yield from _smooth(active, seam, one, variables, names)
            else:
                bent.append((active, (jump,)))
    for part in _joined(bent):
        yield from _ends_of(part.family)
        yield from _irregular(part.family, seam, part.jumps, variables, names)


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A part of a family, and by how much the pieces differ that meet there."""

    family: Family
    jumps: Sequence[Sequence[Expr]]


def _joined(parts: Sequence[tuple[Family, Sequence[Sequence[Expr]]]]) -> list[_Part]:
    """The parts of a family, two as one that only the sign of a formula tells apart.

    Where that formula is 0 the pieces of both have their limits: none has lost its bend there.
    """
    left: dict[frozenset[tuple[Expr, str]], _Part] = {}
    for family, jumps in parts:
        part = _Part(family, jumps)
        while True:
            key = _conditions_of(part.family)
            if key in left:
                other, own = left.pop(key), key
            else:
                found = next(
                    ((each, key - {c}) for c in key if (each := _turned(key, c)) in left), None
                )
                if found is None:
                    break
                other, own = left.pop(found[0]), found[1]
            where = tuple(w for w in part.family.where if (w.formula, w.relation) in own)
            made = dict.fromkeys((*part.jumps, *other.jumps))
            part = _Part(replace(part.family, where=where), tuple(made))
        left[key] = part
    return list(left.values())


def _conditions_of(family: Family) -> frozenset[tuple[Expr, str]]:
    return frozenset((each.formula, each.relation) for each in family.where)


def _turned(
    key: frozenset[tuple[Expr, str]], condition: tuple[Expr, str]
) -> frozenset[tuple[Expr, str]] | None:
    """The same conditions, but for this one, which is turned round."""
    formula, relation = condition
    if relation not in ("<", ">"):
        return None
    return (key - {condition}) | {(formula, OPPOSITE[relation])}


def _others(piece: Piece, seam: Unfolded, side: int = 0) -> tuple[Where, ...]:
    """The conditions of a piece, without those that compare what is equal on the seam.

    One that is 0 on the seam too is told beside it: where x > 0, x(y - 1) > 0 is y - 1 > 0. One
    that fails on a thin set alone, as y^2 > 0 does, has nothing to say of what is beside it.
    """
    own = {plain(each)[0] for each in seam.formulas}
    others = [
        each
        for each in piece.where or ()
        if plain(each.formula)[0] not in own and not _is_thin(each)
    ]
    if side == 0:
        return tuple(others)
    (zero,) = own
    return tuple(_beside(each, zero, side) for each in others)


def _is_thin(where: Where) -> bool:
    return bool(
        (where.relation == ">" and where.formula.is_nonnegative)
        or (where.relation == "<" and where.formula.is_nonpositive)
    )


def _beside(where: Where, zero: Expr, side: int) -> Where:
    """A condition on that side of the zeros of a formula, without the factor that is 0 there."""
    letters = sorted(zero.free_symbols | where.formula.free_symbols, key=str)
    formula, relation = where.formula, where.relation
    if not (zero.is_polynomial(*letters) and formula.is_polynomial(*letters)):
        return where
    while not formula.is_number:
        quotient, rest = sympy.div(formula, zero, *letters)
        if rest != 0:
            break
        formula = quotient
        relation = OPPOSITE.get(relation, relation) if side < 0 else relation
    return where if formula is where.formula else Where(formula, relation)


def _sides(piece: Piece, seam: Unfolded) -> tuple[int, ...]:
    """The sides of a seam, 1 and -1, on which a piece may be: none if it is not beside it."""
    ((zero, _),) = (plain(each) for each in seam.formulas)
    touches = False
    for each in piece.where or ():
        own, sign = plain(each.formula)
        if own == zero and each.relation in ("<", ">"):
            return (sign if each.relation == ">" else -sign,)
        touches = touches or _beside(each, zero, 1) is not each
    return (1, -1) if touches else ()


def _meetings(seam: Unfolded, parts: Pieces) -> Iterator[tuple[Piece, Piece, tuple[Where, ...]]]:
    """The pieces that meet on a seam, and the other conditions of both."""
    halves = [(piece, side) for piece in parts.choices for side in _sides(piece, seam)]
    for (one, here), (other, there) in combinations(halves, 2):
        if here != there and one is not other:
            yield one, other, (*_others(one, seam, here), *_others(other, seam, there))


def _ends_of(family: Family) -> Iterator[Place]:
    """The points where a condition of a family ends, where these are told."""
    for each in family.where:
        if each.relation in ("<", ">"):
            yield from at_zeros(family, each.formula) or ()


def _irregular(
    family: Family,
    seam: Unfolded,
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
    family: Family, seam: Unfolded, piece: Piece, variables: Sequence[Symbol], names: Names
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


def _own_value(
    symbols: Sequence[Symbol],
    bends: frozenset[int],
    parts: Pieces,
    pieces: tuple[Piece, Piece],
    family: Family,
) -> Expr | None:
    """f on a part of a seam where two pieces meet, less what the first of these comes to there.

    sign(x)^2 is 0 at 0, and 1 beside. Of the `bends` whose options change there none is put in:
    |sign(x)| has another one, too. None where that is not told, 0 where nothing jumps.
    """
    if not parts.jump(bends):
        return sympy.Integer(0)
    if any(each in symbols for each in family.parameters):
        return None
    forms = parts.with_bends(*pieces, bends), pieces[0].field.expression
    here, beside = (value_on(each, family, symbols) for each in forms)
    # Solved for beside the seam's own formula, it has to be one in the variables.
    of = {c: v for v, c in zip(symbols, family.at, strict=True) if c in family.parameters}
    difference = sympy.expand(here - beside).xreplace(of)
    is_told = difference.free_symbols <= {*symbols}
    return difference if is_told and not difference.has(*UNREAL, sympy.Piecewise) else None


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


def _jump(one: Piece, other: Piece, variables: Sequence[Symbol]) -> tuple[Expr, ...]:
    """The value and the slopes of one piece less those of the other."""
    difference = one.field.expression - other.field.expression
    return (difference, *(sympy.expand(difference.diff(v)) for v in variables))
