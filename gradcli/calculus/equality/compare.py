"""Is one formula equal to another? Points where they differ, a proof by algebra, or many points.

A difference is proved: at a point with rational coordinates both values lie in intervals that do
not meet. Equality is proved by algebra (`gradcli.calculus.equality.identity`) where that succeeds;
where it does not, two formulas that agree at many points to many digits, on both sides of whatever
may make another formula of one (`seams`), are taken for equal, and it is said that this is no
proof. What has a value here and none there is compared where both have one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import chain, filterfalse, islice
from math import isfinite
from typing import Any, Final, TypeAlias

from sympy import Expr

from gradcli.calculus.domain.decide_jumps import decide_jumps
from gradcli.calculus.domain.nowhere import Nowhere
from gradcli.calculus.equality.domains import are_apart, have_one_domain
from gradcli.calculus.equality.identity import is_identity
from gradcli.calculus.equality.left_over import apart_exactly
from gradcli.calculus.equality.sample_points import sample, small_points
from gradcli.calculus.equality.seams import far_points, is_on_both_sides, points_beyond, seams_of
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.numbers.intervals import UndecidedError, intervals
from gradcli.calculus.numbers.numeric import (
    FLOATS,
    OutsideRealsError,
    context_of,
    evaluate,
    multiprecision,
)
from gradcli.field import expression as ex
from gradcli.field.substitution import with_parts
from gradcli.field.to_sympy import ToSympy
from gradcli.frozen import dataclass, replace
from gradcli.late import pattern


class DecidedBy(StrEnum):
    """What an equality or a difference rests on."""

    ALGEBRA = "algebra"
    INTERVALS = "intervals"
    NUMBERS = "numbers"


class Domain(StrEnum):
    """Where the given formula has values, beside the expected one."""

    NARROWER = "narrower"
    WIDER = "wider"
    OTHER = "other"


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """A point at which two formulas differ, and their values there.

    `exactly` has these values where the expected one is told by no formula.
    """

    at: Mapping[str, Fraction]
    expected: Any
    given: Any
    exactly: tuple[Expr, Expr] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Whether a given formula is equal to the expected one, where both have values.

    `equal` is None where that is undecided. `domain` says whether the given one has fewer values,
    or more, with a point `where` that shows it. `rounded` says that it holds within one unit of
    the last digit of its decimals; `valueless` that the given one has a value
    at no point, or at none with a neighbourhood: 1/0, ln(-x^2). They are `apart` where the given
    one has a value at no point at which the expected one has one, as at `where`.
    """

    equal: bool | None
    decided_by: DecidedBy | None = None
    differs: Difference | None = None
    domain: Domain | None = None
    where: Mapping[str, Fraction] | None = None
    rounded: bool = False
    valueless: bool = False
    apart: bool = False


_DIGITS: Final = 30
_MORE: Final = (40, 120)
_AGREE: Final = 1e-20
_AGREE_IN_MORE: Final = 1e-100
_POINTS: Final = 12
_ENOUGH: Final = 8
# Looked at in floats, where algebra has proved that both sides are equal.
_LOOKED_AT: Final = 16
_A_FEW: Final = 3
_AGREE_IN_FLOATS: Final = 2
_FLOATS_AGREE: Final = 1e-9
_NEAR: Final = Fraction(1, 1009)
_ORDINARY: Final = 1e6


LeaveOut: TypeAlias = Callable[[Mapping[str, Fraction]], bool]
"""Whether a point is not looked at."""


def nowhere(_: Mapping[str, Fraction]) -> bool:
    """Leave nothing out."""
    return False


def compare(
    expected: ex.Node,
    given: ex.Node,
    letters: Sequence[str],
    *,
    decimals: Mapping[ex.Node, int] | None = None,
    of: ex.Node | None = None,
    form: Expr | None = None,
    leave_out: LeaveOut = nowhere,
) -> Comparison:
    """Whether `given` is equal to `expected` as functions of the letters.

    `decimals` are the numbers of `given` that were typed as decimals, each with how many digits
    stand behind its point. `of` is the function whose derivative is expected: where it has no value
    the derivative has none, whatever its formula says. `form` is what is expected as SymPy's form,
    where that is known. Points that are to be left out are not looked at.
    """
    found = _compared(expected, given, letters, decimals, form, leave_out)
    has_fewer = found.equal and found.domain in (Domain.NARROWER, Domain.OTHER)
    if of is not None and (found.equal is None or has_fewer) and are_apart(of, given, ToSympy()):
        names = tuple(name for name in letters if name in ex.variables_of(of))
        where = next((at for at in sample(names) if has_one(of, at)), None)
        if where is not None:
            return Comparison(False, DecidedBy.ALGEBRA, where=where, apart=True)
    if of is None or found.where is None or found.domain is not Domain.NARROWER:
        return found
    if ex.variables_of(of) <= found.where.keys() and has_none(of, found.where):
        # The function itself has no value there, and so no derivative: x/x is that of x^2/x.
        return replace(found, domain=None, where=None)
    return found


def with_holes(
    found: Comparison, of: ex.Node, given: ex.Node, letters: Sequence[str]
) -> Comparison:
    """The comparison of a derivative that has values where its function has a hole: 1 of x^2/x."""
    if not found.equal or found.domain is not None:
        return found
    hole = next((at for at in small_points(of, letters) if _is_hole(of, given, at)), None)
    return found if hole is None else replace(found, domain=Domain.WIDER, where=hole)


def _is_hole(of: ex.Node, given: ex.Node, at: Mapping[str, Fraction]) -> bool:
    """Whether the function has values around a point and none there, where the given one has.

    That 1/x has values where ln x has none is no hole.
    """
    # At small whole numbers floats are exact, or so large that they may be none.
    seen = _float(of, at)
    if (seen is not None and abs(seen) < _ORDINARY) or _float(given, at) is None:
        return False
    if not (has_none(of, at) and has_one(given, at)):
        return False
    return all(
        has_one(of, {name: at[name] + step * place for place, name in enumerate(at, start=1)})
        for step in (_NEAR, -_NEAR)
    )


def _compared(
    expected: ex.Node,
    given: ex.Node,
    letters: Sequence[str],
    decimals: Mapping[ex.Node, int] | None,
    form: Expr | None,
    leave_out: LeaveOut,
) -> Comparison:
    """The same, by the two formulas alone."""
    names = tuple(
        name for name in letters if name in ex.variables_of(expected) | ex.variables_of(given)
    )
    if names and ex.are_written_alike(expected, given) and _has_a_value(given, names):
        return Comparison(True, DecidedBy.ALGEBRA)
    canonical = ToSympy()
    sides = decide_jumps(expected), decide_jumps(given)
    forms = canonical(expected) if form is None else form, canonical(given)
    is_one_form = forms[0] == forms[1]
    proved = bool(names) and (is_one_form or is_identity(*forms))
    quick = (
        _in_floats(sides, names, canonical, 1 if is_one_form else _A_FEW, leave_out)
        if proved
        else None
    )
    if quick is not None:
        return Comparison(True, DecidedBy.ALGEBRA, None, quick.domain, quick.where)
    found = _at_points(sides, filterfalse(leave_out, sample(names)))
    if names and found.agreed and not proved:
        found = _beyond(sides, names, found, leave_out)
    if found.differs is not None:
        if decimals and _within_digits(expected, given, names, decimals):
            return Comparison(True, DecidedBy.INTERVALS, rounded=True)
        return Comparison(False, found.by, found.differs)
    if found.agreed and not names and is_zero(ToSympy()(expected) - ToSympy()(given)):
        return Comparison(True, DecidedBy.ALGEBRA)
    few = _A_FEW if names else 1
    if found.agreed < few and given in Nowhere(given, canonical).blamed:
        if found.agreed:
            # As 2x + 0 sqrt(-x^2), which has a value at 0: that one point is equal says nothing.
            return Comparison(None)
        return Comparison(False, DecidedBy.ALGEBRA, valueless=True)
    if found.agreed and proved:
        return Comparison(True, DecidedBy.ALGEBRA, None, found.domain, found.where)
    if found.agreed >= _ENOUGH or (found.agreed and not names):
        apart = apart_exactly(forms, islice(filterfalse(leave_out, sample(names)), _A_FEW))
        if apart is not None:
            return Comparison(False, DecidedBy.ALGEBRA, Difference(apart[0], None, None, apart[1]))
        return Comparison(True, DecidedBy.NUMBERS, None, found.domain, found.where)
    if not found.agreed and are_apart(expected, given, canonical):
        where = next((at for at in sample(names) if has_one(expected, at)), None)
        if where is not None:
            return Comparison(False, DecidedBy.ALGEBRA, where=where, apart=True)
    return Comparison(None)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """What the points told: at how many both sides agree, or where they differ.

    It is unsure where they seem to differ, which is not proved.
    """

    agreed: int = 0
    differs: Difference | None = None
    by: DecidedBy | None = None
    domain: Domain | None = None
    where: Mapping[str, Fraction] | None = None
    is_unsure: bool = False


def _in_floats(
    sides: tuple[ex.Node, ex.Node],
    names: Sequence[str],
    canonical: ToSympy,
    enough: int,
    leave_out: LeaveOut,
) -> _Found | None:
    """Where two formulas have values that algebra has found equal; None where floats disagree.

    Algebra says that they are equal wherever both have values: the numbers say where that is. Where
    they ask for the same, `enough` points at which they are equal end the search.
    """
    found = _Found()
    everywhere = have_one_domain(*sides, canonical)
    for at in islice(filterfalse(leave_out, sample(names)), _LOOKED_AT):
        values = [_float(side, at) for side in sides]
        expected, given = values
        if expected is None or given is None:
            found = _with_domain(found, sides, at, values)
        elif abs(expected - given) > _FLOATS_AGREE * max(abs(expected), abs(given), _FLOATS_AGREE):
            return None
        else:
            found = replace(found, agreed=found.agreed + 1)
        if everywhere and found.agreed == enough:
            return found
    if found.agreed < _AGREE_IN_FLOATS:
        return None
    if everywhere:
        return replace(found, domain=None, where=None)
    base = next(sample(names))
    further = chain.from_iterable(far_points(name, base) for name in names)
    for beyond in filterfalse(leave_out, further):
        values = [_float(side, beyond) for side in sides]
        if None in values:
            found = _with_domain(found, sides, beyond, values)
    return found


def _beyond(
    sides: tuple[ex.Node, ex.Node], names: Sequence[str], found: _Found, leave_out: LeaveOut
) -> _Found:
    """The same with points on both sides of all seams; nothing agrees where a side has none."""
    seams = seams_of(sides)
    before = list(islice(filterfalse(leave_out, sample(names)), _POINTS))
    further = list(filterfalse(leave_out, points_beyond(seams, names, before[1:3])))
    there = _at_points(sides, further, len(further))
    if there.differs is not None or there.is_unsure:
        return there
    seen = [at for at in (*before, *further) if _is_known(sides, at)]
    if not all(is_on_both_sides(seam, seen) for seam in seams):
        return _Found()
    if there.domain is None:
        return found
    kinds = {there.domain, found.domain} - {None}
    domain = there.domain if len(kinds) == 1 else Domain.OTHER
    return replace(found, domain=domain, where=found.where or there.where)


def _with_domain(
    found: _Found, sides: tuple[ex.Node, ex.Node], at: Mapping[str, Fraction], values: Sequence[Any]
) -> _Found:
    """The same, with a point at which one formula has a value and the other surely has none."""
    missing = [each for each, value in zip(sides, values, strict=True) if value is None]
    if len(missing) != 1 or not has_none(missing[0], at):
        return found
    kind = Domain.NARROWER if values[1] is None else Domain.WIDER
    simpler = found.where is None or _is_simpler(at, found.where)
    return replace(
        found,
        domain=kind if found.domain in (None, kind) else Domain.OTHER,
        where=at if simpler else found.where,
    )


def has_none(side: ex.Node, at: Mapping[str, Fraction]) -> bool:
    """Whether it is proved that there is no value: what is too large or too small has one."""
    arithmetic = intervals(_DIGITS)
    try:
        evaluate(side, {name: arithmetic.of.number(each) for name, each in at.items()}, arithmetic)
    except OutsideRealsError:
        return True
    except (UndecidedError, OverflowError, ZeroDivisionError, ValueError):
        return False
    return False


def has_one(side: ex.Node, at: Mapping[str, Fraction]) -> bool:
    """Whether it is proved that there is a value."""
    arithmetic = intervals(_DIGITS)
    try:
        evaluate(side, {name: arithmetic.of.number(each) for name, each in at.items()}, arithmetic)
    except (UndecidedError, OutsideRealsError, OverflowError, ZeroDivisionError, ValueError):
        return False
    return True


def _has_a_value(side: ex.Node, names: Sequence[str]) -> bool:
    """Whether it is seen to have one, and not at one point alone."""
    values = (_float(side, at) for at in islice(sample(names), _LOOKED_AT))
    seen = (value for value in values if value is not None)
    return len(list(islice(seen, _AGREE_IN_FLOATS))) == _AGREE_IN_FLOATS


def _is_known(sides: tuple[ex.Node, ex.Node], at: Mapping[str, Fraction]) -> bool:
    """Whether each formula has a value that can be calculated there, or surely none."""
    return all(_value(side, at, _DIGITS) is not None or has_none(side, at) for side in sides)


def _float(side: ex.Node, at: Mapping[str, Fraction]) -> float | None:
    try:
        found = evaluate(side, {name: float(each) for name, each in at.items()}, FLOATS)
    except (OutsideRealsError, OverflowError, ZeroDivisionError, ValueError):
        return None
    return found if isfinite(found) else None


def _at_points(
    sides: tuple[ex.Node, ex.Node], points: Iterable[Mapping[str, Fraction]], most: int = _POINTS
) -> _Found:
    agreed = 0
    seen = _Found()
    for at in points:
        expected, given = (_value(side, at, _DIGITS) for side in sides)
        if expected is None or given is None:
            seen = _with_domain(seen, sides, at, (expected, given))
            continue
        if _is_near(expected, given) and (_is_near_in_more(sides, at) or not _is_proved(sides, at)):
            agreed += 1
        elif _is_proved(sides, at):
            return _Found(differs=Difference(at, expected, given), by=DecidedBy.INTERVALS)
        elif _vanishes(sides, at, abs(expected - given)):
            agreed += 1
        else:
            return _Found(is_unsure=True)
        if not at or agreed >= most:
            break
    return replace(seen, agreed=agreed)


def _is_simpler(one: Mapping[str, Fraction], other: Mapping[str, Fraction]) -> bool:
    return max(each.denominator for each in one.values()) < max(
        each.denominator for each in other.values()
    )


def _value(side: ex.Node, at: Mapping[str, Fraction], digits: int) -> Any:
    """The value, or None where there is none or it cannot be calculated."""
    number = multiprecision(digits).of.number
    try:
        found = evaluate(
            side, {name: number(each) for name, each in at.items()}, multiprecision(digits)
        )
    except (OutsideRealsError, OverflowError, ZeroDivisionError, ValueError):
        return None
    return found if context_of(digits).isfinite(found) else None


def _is_near(one: Any, other: Any) -> bool:
    return bool(abs(one - other) <= _AGREE * max(abs(one), abs(other), _AGREE))


def _is_near_in_more(sides: tuple[ex.Node, ex.Node], at: Mapping[str, Fraction]) -> bool:
    """Whether both agree in many digits too: beside 2x, x/10^25 is not seen in a few."""
    one, other = (_value(side, at, _MORE[-1]) for side in sides)
    if one is None or other is None:
        return False
    return bool(abs(one - other) <= _AGREE_IN_MORE * max(abs(one), abs(other), _AGREE_IN_MORE))


def _vanishes(sides: tuple[ex.Node, ex.Node], at: Mapping[str, Fraction], before: Any) -> bool:
    """Whether more digits make a difference smaller that is nothing but rounding."""
    one, other = (_value(side, at, _MORE[-1]) for side in sides)
    if one is None or other is None:
        return False
    return bool(abs(one - other) <= before * context_of(_MORE[-1]).mpf(10) ** -_DIGITS)


def _is_proved(sides: tuple[ex.Node, ex.Node], at: Mapping[str, Fraction]) -> bool:
    """Whether intervals around both values do not meet."""
    for digits in _MORE:
        arithmetic = intervals(digits)
        try:
            one, other = (
                evaluate(
                    side,
                    {name: arithmetic.of.number(each) for name, each in at.items()},
                    arithmetic,
                )
                for side in sides
            )
        except UndecidedError:
            continue
        except (OutsideRealsError, OverflowError, ZeroDivisionError):
            return False
        if arithmetic.holds(one, "!=", other) is True:
            return True
    return False


def _within_digits(
    expected: ex.Node, given: ex.Node, names: Sequence[str], decimals: Mapping[ex.Node, int]
) -> bool:
    """Whether the expected value lies within one unit of the last digit of each decimal."""
    arithmetic = intervals(_DIGITS)
    near = {f"decimal {place}": _around(*each) for place, each in enumerate(decimals.items())}
    inside = _replaced(given, dict(zip(decimals, map(ex.Variable, near), strict=True)))
    seen = 0
    for at in islice(sample(names), _POINTS):
        values = {name: arithmetic.of.number(each) for name, each in at.items()}
        try:
            wide = evaluate(inside, values | near, arithmetic)
            exact = evaluate(expected, values, arithmetic)
        except (UndecidedError, OutsideRealsError, OverflowError, ZeroDivisionError):
            continue
        if arithmetic.holds(wide, "!=", exact) is True:
            return False
        seen += 1
    return seen > 0


def _replaced(root: ex.Node, others: Mapping[ex.Node, ex.Node]) -> ex.Node:
    done: dict[ex.Node, ex.Node] = {}
    for node in ex.postorder(root):
        done[node] = others[node] if node in others else with_parts(node, done)
    return done[root]


def _around(node: ex.Node, places: int) -> Any:
    assert isinstance(node, ex.Number)
    arithmetic, unit = intervals(_DIGITS), Fraction(10) ** -places
    ends = (arithmetic.of.number(node.value - unit), arithmetic.of.number(node.value + unit))
    return arithmetic.merge(ends)


_DECIMAL: Final = pattern(r"\d*(?:\.|\{,\})(\d*)(?:[eE]([+-]?\d+))?")


def decimals_in(given: ex.Node, text: str) -> dict[ex.Node, int]:
    """The numbers of a tree that were typed as decimals, with how many digits behind the point."""
    found: dict[ex.Node, int] = {}
    for node in ex.postorder(given):
        if isinstance(node, ex.Number):
            typed = _DECIMAL.fullmatch(text[node.span.start : node.span.end].strip())
            if typed:
                found[node] = len(typed[1]) - int(typed[2] or 0)
    return found
