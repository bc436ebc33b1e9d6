"""Conditions that hold on open regions though they do not look it: `x <= |x|`, `floor(x) = 0`.

Where both sides of a comparison are analytic, they are equal everywhere or on a set without
interior (the identity theorem; Krantz and Parks, A Primer of Real Analytic Functions, 1.2). With
|u|, max, sign, steps and pieces among them it is not so: `max(0, u)` is 0 on half of the line. So
space is cut into the cells on which each of these is one analytic formula, and a comparison is
told cell by cell. What cannot be cut so (acos(cos x) = x) is tried at a few points: where the two
sides are equal at one of them, the condition is kept as it was written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import sympy
from sympy import Expr
from sympy.core.relational import Relational
from sympy.logic.boolalg import And, Boolean, Or, to_nnf

from gradcli.calculus.numbers.constants import sign_of
from gradcli.calculus.numbers.numeric import (
    FLOATS,
    OutsideRealsError,
    context_of,
    evaluate,
    multiprecision,
)
from gradcli.field.comparing import is_unreal
from gradcli.field.fast_sympy.heads import head
from gradcli.field.forms import objects_of_forms, parts_of_forms
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.field.functions import FUNCTIONS, in_sympy
from gradcli.field.functions.record import Stepwise
from gradcli.field.size import LARGEST, size
from gradcli.frozen import dataclass

Cells = list[tuple[Boolean, Expr]]

_MOST_CELLS: Final = 32
_MOST_PARTS: Final = 8
_JUMPING: Final = in_sympy(each for each in FUNCTIONS.values() if each.jumps)
_BENT: Final = _JUMPING | {"Abs", "Max", "Min", "Piecewise"}
_STEPS: Final = in_sympy(each for each in FUNCTIONS.values() if isinstance(each.image, Stepwise))
_POINTS: Final = 14
_DIGITS: Final = 60


@dataclass(frozen=True, slots=True)
class _Truth:
    """Whether a relation holds where left - right is below, at, or above 0."""

    below: bool
    at: bool
    above: bool


_TRUTHS: Final[Mapping[type[Relational], _Truth]] = MappingProxyType(
    {
        sympy.StrictLessThan: _Truth(below=True, at=False, above=False),
        sympy.LessThan: _Truth(below=True, at=True, above=False),
        sympy.StrictGreaterThan: _Truth(below=False, at=False, above=True),
        sympy.GreaterThan: _Truth(below=False, at=True, above=True),
        sympy.Equality: _Truth(below=False, at=True, above=False),
        sympy.Unequality: _Truth(below=True, at=False, above=True),
    }
)


def resolved(condition: Boolean, *, always: bool = False) -> Boolean:
    """The same condition, told cell by cell where it would lose a region when it is opened.

    With `always`, wherever it can be told so.
    """
    if isinstance(condition, And | Or):
        return condition.func(*(resolved(part, always=always) for part in condition.args))
    if not isinstance(condition, Relational) or type(condition) not in _TRUTHS:
        return condition
    if condition.lhs.is_Symbol and condition.rhs.is_Rational:
        return condition
    whole = (condition.lhs, condition.rhs)
    if sum(map(size, whole)) > LARGEST:
        return condition
    names = {head(part) for part in parts_of_forms(whole)}
    if names.isdisjoint(_BENT):
        told = _settled(condition, _difference(*whole))
    else:
        told = _of_a_step(condition)
        if told is None:
            told = _by_cells(condition, always=always or not names.isdisjoint(_JUMPING))
    return condition if told is None else told


def ties(left: Expr, right: Expr) -> bool:
    """Whether two competitors may be equal on an open region."""
    at_most = sympy.LessThan(left, right, evaluate=False)
    return resolved(at_most) is not at_most or is_seen_to_vanish(at_most)


def cells_at(form: Expr, numbers: Collection[Expr]) -> Cells:
    """The cells of a form, if on one of them it is one of these numbers: max(u, 0) is 0.

    Empty where it is not cut into cells, or is none of the numbers on any of them.
    """
    names = {head(part) for part in parts_of_forms([form])}
    if names.isdisjoint(_BENT) or size(form) > LARGEST:
        return []
    cells = [(cell, sympy.expand(value)) for cell, value in _cells(form) or ()]
    return cells if any(value in numbers for _, value in cells) else []


def _by_cells(condition: Relational, *, always: bool) -> Boolean | None:
    sides = _cells(sympy.Tuple(condition.lhs, condition.rhs))
    if sides is None or any(is_unreal(side) for _, pair in sides for side in pair):
        # Where a side has no value, as sqrt(sign(y)) for y < 0, the condition is neither true nor
        # false, which no cell can say.
        return None
    differences = [_difference(*pair) for _, pair in sides]
    if not always and all(difference != 0 for difference in differences):
        return None
    parts: list[Boolean] = []
    for (cell, pair), difference in zip(sides, differences, strict=True):
        truth = _settled(condition, difference)
        if truth is None:
            truth = type(condition)(*pair, evaluate=False)
        parts.append(sympy.And(cell, truth))
    return simplified(sympy.Or(*parts))


def _difference(left: Expr, right: Expr) -> Expr:
    return sympy.expand(left - right)


def _settled(condition: Relational, difference: Expr) -> Boolean | None:
    """The truth of a comparison of sides that differ by a constant, or None."""
    if difference.free_symbols:
        return None
    truth, sign = _TRUTHS[type(condition)], sign_of(difference).value
    if sign is None:
        return None
    return sympy.S.true if (truth.below, truth.at, truth.above)[sign + 1] else sympy.S.false


def simplified(condition: Boolean) -> Boolean:
    """A condition with what its comparisons of the same two sides say together said once.

    `x < y and x > y` is false, `x < y or x = y` is `x <= y`; `x > -x` is `x > 0`.
    """
    if isinstance(condition, Relational):
        return _plain(condition)
    if not isinstance(condition, And | Or):
        return condition
    parts = [simplified(part) for part in condition.args]
    both = isinstance(condition, And)
    by_sides: dict[Expr, list[tuple[Relational, frozenset[int]]]] = {}
    others: list[Boolean] = []
    for part in parts:
        if isinstance(part, Relational) and type(part) in _SIGNS:
            sides, signs = _signs_of(part)
            by_sides.setdefault(sides, []).append((part, signs))
        else:
            others.append(part)
    for sides, told in by_sides.items():
        (first, signs), *more = told
        if not more:
            others.append(first)
            continue
        for _, another in more:
            signs = signs & another if both else signs | another
        match = [part for part, own in told if own == signs]
        others.append(match[0] if match else _plain(_of_sides(sides, signs)))
    return condition.func(*others)


def _unfolded(relation: type[Relational]) -> Callable[[Expr, Expr], Boolean]:
    return lambda left, right: relation(left, right, evaluate=False)


_SIGNS: Final[Mapping[type[Relational], frozenset[int]]] = MappingProxyType(
    {
        relation: frozenset(
            sign for sign, holds in ((-1, truth.below), (0, truth.at), (1, truth.above)) if holds
        )
        for relation, truth in _TRUTHS.items()
    }
)
_RELATION_OF: Final[Mapping[frozenset[int], Callable[[Expr, Expr], Boolean]]] = MappingProxyType(
    {
        frozenset(): lambda _, __: sympy.S.false,
        frozenset((-1, 0, 1)): lambda _, __: sympy.S.true,
        **{signs: _unfolded(relation) for relation, signs in _SIGNS.items()},
    }
)


def _of_sides(sides: Expr, signs: frozenset[int]) -> Boolean:
    """`x < y` of x - y and below 0."""
    right = [term for term in sides.args if term.could_extract_minus_sign()] if sides.is_Add else []
    less = sympy.Add(*right)
    return _RELATION_OF[signs](sides - less, -less)


def is_same(one: Boolean, other: Boolean) -> bool:
    """Whether two conditions are seen to say the same."""
    if isinstance(one, Relational) and isinstance(other, Relational):
        return _signs_of(one) == _signs_of(other)
    return bool(one == other)


def _signs_of(relation: Relational) -> tuple[Expr, frozenset[int]]:
    """left - right up to a positive factor and its sign, and the signs with which it holds."""
    number, rest = _difference(relation.lhs, relation.rhs).as_coeff_Mul()
    if rest.is_Add:
        content, rest = rest.primitive()
        number *= content
    signs = _SIGNS[type(relation)]
    if rest.could_extract_minus_sign():
        number, rest = -number, -rest
    return rest, frozenset(-sign for sign in signs) if number < 0 else signs


def _plain(relation: Relational) -> Boolean:
    """`x > 0` for `x > -x`; a comparison that is not one of a letter with a number stays."""
    if type(relation) not in _SIGNS or relation.lhs.is_Symbol:
        return relation
    sides, signs = _signs_of(relation)
    letters = sides.free_symbols
    if len(letters) != 1:
        return relation
    (letter,) = letters
    if sides.is_Pow and sides.base == letter and sides.exp.is_Integer and sides.exp > 0:
        if sides.exp % 2 == 0:
            signs = frozenset(sign for sign in (-1, 0, 1) if abs(sign) in signs)
        return _RELATION_OF[signs](letter, sympy.S.Zero)
    if not sides.is_polynomial(letter) or sympy.degree(sides, letter) != 1:
        return relation
    slope = sides.coeff(letter)
    bound = -(sides - slope * letter) / slope
    if not (slope.is_Rational and bound.is_Rational):
        return relation
    if slope < 0:
        signs = frozenset(-sign for sign in signs)
    return _RELATION_OF[signs](letter, bound)


def _cells(form: Expr) -> Cells | None:
    """The cells that a form is cut into, and what it is on each; None for too many of them."""
    waiting: Cells = [(sympy.S.true, form)]
    done: Cells = []
    while waiting:
        cell, inside = waiting.pop()
        bent = next(_bent_parts(inside), None)
        if bent is None:
            done.append((cell, inside))
            continue
        if head(bent) not in _CUTS or len(bent.args) > _MOST_PARTS:
            return None
        cuts = _CUTS[head(bent)](bent)
        if len(done) + len(waiting) + len(cuts) > _MOST_CELLS:
            return None
        for where, value in cuts:
            both = simplified(sympy.And(cell, where))
            if both != sympy.false:
                waiting.append((both, inside.xreplace({bent: value})))
    return done


def _bent_parts(form: Expr) -> Iterator[Expr]:
    """The pieces of a form, and then its bent parts in which nothing else is bent."""
    bent = [part for part in parts_of_forms([form]) if head(part) in _BENT]
    # What the conditions of pieces are made of is told with the cell.
    yield from (part for part in bent if part.is_Piecewise)
    for part in bent:
        inner = parts_of_forms(part.args)
        if not any(other in inner for other in bent):
            yield part


def _by_sign(*values: Callable[[Expr], Expr]) -> Callable[[Expr], Cells]:
    """Cut by the sign of the argument: below 0, from 0 on (or at 0, and above)."""

    def cut(part: Expr) -> Cells:
        u = part.args[0]
        below, *others = [value(u) for value in values]
        cells: Cells = [(sympy.StrictLessThan(u, 0, evaluate=False), below)]
        if len(others) == 1:
            return [*cells, (sympy.GreaterThan(u, 0, evaluate=False), others[0])]
        return [
            *cells,
            (sympy.Eq(u, 0, evaluate=False), others[0]),
            (sympy.StrictGreaterThan(u, 0, evaluate=False), others[1]),
        ]

    return cut


def _extremum(beats: type[Relational], draws: type[Relational]) -> Callable[[Expr], Cells]:
    def cut(part: Expr) -> Cells:
        among = part.args
        return [
            (
                sympy.And(
                    *(beats(one, other, evaluate=False) for other in among[:place]),
                    *(draws(one, other, evaluate=False) for other in among[place + 1 :]),
                ),
                one,
            )
            for place, one in enumerate(among)
        ]

    return cut


def _pieces(part: Expr) -> Cells:
    cells: Cells = []
    before: list[Boolean] = []
    for value, condition in part.args:
        told = resolved(condition, always=True)
        cells.append((sympy.And(told, *before), value))
        before.append(to_nnf(sympy.Not(told), simplify=False))
    return cells


_CUTS: Final[Mapping[str, Callable[[Expr], Cells]]] = MappingProxyType(
    {
        "Abs": _by_sign(lambda u: -u, lambda u: u),
        "Heaviside": _by_sign(lambda _: sympy.S.Zero, lambda _: sympy.S.One),
        "sign": _by_sign(
            lambda _: sympy.S.NegativeOne, lambda _: sympy.S.Zero, lambda _: sympy.S.One
        ),
        "Max": _extremum(sympy.StrictGreaterThan, sympy.GreaterThan),
        "Min": _extremum(sympy.StrictLessThan, sympy.LessThan),
        "Piecewise": _pieces,
    }
)


def _of_a_step(condition: Relational) -> Boolean | None:
    """`a floor(u) + b` against 0, as bounds on u: floor(u) <= c means u < floor(c) + 1."""
    form = sympy.expand(condition.lhs - condition.rhs)
    steps = [part for part in parts_of_forms([form]) if head(part) in _STEPS]
    if len(steps) != 1:
        return None
    (step,) = steps
    slope = form.coeff(step)
    rest = form - slope * step
    if not slope.is_Rational or slope == 0 or not sympy.expand(rest).is_Rational:
        return None
    bound, truth = -sympy.expand(rest) / slope, _TRUTHS[type(condition)]
    if slope < 0:
        truth = _Truth(truth.above, truth.at, truth.below)
    below, above = sympy.ceiling(bound), sympy.floor(bound) + 1
    holds: list[Boolean] = []
    if truth.below:
        holds.append(_under(step, below))
    if truth.at and below == bound:
        holds.append(sympy.And(sympy.Not(_under(step, below)), _under(step, above)))
    if truth.above:
        holds.append(sympy.Not(_under(step, above)))
    return sympy.Or(*holds)


def _under(step: Expr, whole: Expr) -> Boolean:
    """Where a step function is below a whole number; of round(u) the seams are of no account."""
    u = step.args[0]
    match head(step):
        case "floor":
            return sympy.StrictLessThan(u, whole)
        case "ceiling":
            return sympy.LessThan(u, whole - 1)
        case _:
            return sympy.StrictLessThan(u, whole - sympy.Rational(1, 2))


def is_meant_inside(formulas: Iterable[Expr]) -> bool:
    """Whether a derivative has a condition that was kept as it was written, and means its inside.

    All others are open: they hold in a neighbourhood of each point at which they hold.
    """
    return any(
        part.is_Relational and isinstance(part, sympy.Equality | sympy.GreaterThan | sympy.LessThan)
        for part in objects_of_forms(formulas)
    )


def is_seen_to_vanish(condition: Relational) -> bool:
    """Whether a comparison's sides are equal at one of a few points: then their order is open."""
    if condition.lhs.is_Symbol and condition.rhs.is_Rational:
        return False
    difference = condition.lhs - condition.rhs
    if difference.is_polynomial() or size(difference) > LARGEST:
        return bool(_difference(condition.lhs, condition.rhs) == 0)
    try:
        tree = from_sympy(difference)
    except UnrealError:
        return False
    names = sorted(letter.name for letter in difference.free_symbols)
    # Steps are equal on small regions, which are met more rarely.
    stepped = any(head(part) in _STEPS for part in parts_of_forms([difference]))
    for at in _points(names, _POINTS * (4 if stepped else 1)):
        try:
            near: float = evaluate(tree, {name: float(x) for name, x in at.items()}, FLOATS)
            if abs(near) < 1e-9:
                context = context_of(_DIGITS)
                exact = {name: context.mpf(x.numerator) / x.denominator for name, x in at.items()}
                if abs(evaluate(tree, exact, multiprecision(_DIGITS))) < 1e-45:
                    return True
        except (OutsideRealsError, OverflowError):
            continue
    return False


def _points(names: list[str], count: int) -> Iterator[dict[str, Fraction]]:
    """Points of all kinds, always the same ones: from within the unit cube, and further out."""
    state = 1
    for turn in range(count):
        at = {}
        for name in names:
            state = (1103515245 * state + 12345) % 2**31
            at[name] = Fraction(state - 2**30, 2**29) * (1, 3, Fraction(1, 2), 10)[turn % 4]
        yield at
