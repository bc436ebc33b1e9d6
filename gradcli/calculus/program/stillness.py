"""Whether a function is one and the same number on a whole box, for certain.

A program is worked out once with intervals in the place of numbers: a step that is not taken in the
box is a number there, of |u| and max(u, v) one argument is left where the box decides which. What
is left is compared as a linear form in the values that do vary, so that |x| - x is seen to be 0
where x > 0. Where anything stays open the answer is no: floats alone, in which tanh 20 is 1, prove
nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from gradcli.calculus.program.program import Operation, Program, Value, stands_still

Interval: TypeAlias = tuple[float, float]

_ONE: Final = -1  # the place of 1 in a linear form
_ONES: Final = frozenset({_ONE})
_WIDER: Final = 2e-14
_LEAST: Final = 1e-300
_FLAT: Final = frozenset(
    {
        Operation.ABS,
        Operation.MAX,
        Operation.SIGN,
        Operation.STEP,
        Operation.FLOOR,
        Operation.CHOICE,
    }
)


class _Found(NamedTuple):
    """The bounds of a value on the box, and the value as a sum of multiples of other values.

    Thousands are made, and a named tuple is made in a fraction of the time of a dataclass.
    """

    low: float
    high: float
    form: dict[int, float]


_Known: TypeAlias = _Found | bool | None
_Made: TypeAlias = Callable[[Value, Sequence[_Found]], _Known]


def may_stand_still(program: Program) -> bool:
    """Whether the function may be constant on a part of its domain and not on all of it."""
    return any(value.operation in _FLAT for value in program.values)


def has_steps_alone(program: Program) -> bool:
    """Whether the function is constant around each point at which it has a value and no jump."""
    still: set[int] = set()
    for value in program.values:
        if stands_still(value.operation, value.arguments, still):
            still.add(value.place)
    return program.result in still


def still_on(program: Program) -> Callable[[Sequence[Interval]], bool]:
    """Whether the function is proved to have one value on all of a box (an interval a variable)."""
    lines = [(value, _MADE.get(value.operation)) for value in program.values]

    def still(box: Sequence[Interval]) -> bool:
        known: list[_Known] = []
        for value, made in lines:
            known.append(_on_box(value, made, known, box))
        found = known[program.result]
        return isinstance(found, _Found) and found.form.keys() <= _ONES

    return still


def _on_box(
    value: Value, made: _Made | None, known: Sequence[_Known], box: Sequence[Interval]
) -> _Known:
    """What is known of one value; None where it may have none, or a truth value is open."""
    if value.guard is not None and known[value.guard] is False:
        return None
    if made is not None:
        parts = []
        for each in value.arguments:
            part = known[each]
            if not isinstance(part, _Found):
                return None
            parts.append(part)
        try:
            return made(value, parts)
        except (ArithmeticError, ValueError):
            return None
    match value.operation:
        case Operation.NUMBER:
            low = high = value.number
            if not value.number.is_integer():
                low, high = math.nextafter(low, -math.inf), math.nextafter(high, math.inf)
            return _Found(low, high, {_ONE: value.number} if value.number else {})
        case Operation.INPUT:
            low, high = box[int(value.number)]
            return _Found(low, high, {value.place: 1.0})
        case Operation.CHOICE:
            holds, chosen, other = (known[each] for each in value.arguments)
            return None if not isinstance(holds, bool) else chosen if holds else other
        case Operation.NOT:
            truth = known[value.arguments[0]]
            return not truth if isinstance(truth, bool) else None
        case Operation.AND | Operation.OR:
            truths = [known[each] for each in value.arguments]
            decisive = value.operation is Operation.OR
            if decisive in truths:
                return decisive
            return None if None in truths else not decisive
        case _:
            return None


_ZERO: Final = _Found(0.0, 0.0, {})


def _is_still(found: _Found) -> bool:
    return found.form.keys() <= _ONES


def _number(found: _Found) -> float | None:
    """The number that a form without a varying part is."""
    return found.form.get(_ONE, 0.0) if _is_still(found) else None


def _new(place: int, parts: Sequence[_Found], low: float, high: float) -> _Found:
    """A value that is a linear form in nothing but itself; one number where its parts are."""
    low, high = low - _WIDER * abs(low) - _LEAST, high + _WIDER * abs(high) + _LEAST
    if not (math.isfinite(low) and math.isfinite(high)):
        raise OverflowError
    if all(map(_is_still, parts)):
        return _Found(low, high, {_ONE: (low + high) / 2})
    return _Found(low, high, {place: 1.0})


def _scaled(found: _Found, by: float) -> _Found:
    ends = sorted((found.low * by, found.high * by))
    return _Found(ends[0], ends[1], {place: by * of for place, of in found.form.items()})


def _sum(parts: Sequence[_Found]) -> _Found:
    form: dict[int, float] = {}
    for part in parts:
        for place, of in part.form.items():
            form[place] = form.get(place, 0.0) + of
    size = _WIDER * sum(max(abs(part.low), abs(part.high)) for part in parts)
    low, high = sum(part.low for part in parts), sum(part.high for part in parts)
    kept = {place: of for place, of in form.items() if of}
    if kept.keys() <= _ONES:
        # What varies has cancelled.
        low = high = kept.get(_ONE, 0.0)
    if not (math.isfinite(low) and math.isfinite(high)):
        raise OverflowError
    return _Found(low - size, high + size, kept)


def _product(value: Value, parts: Sequence[_Found]) -> _Found:
    one, other = parts
    for number, rest in ((_number(one), other), (_number(other), one)):
        if number == 0:
            return _ZERO
        if number is not None:
            found = _scaled(rest, number)
            size = _WIDER * max(abs(found.low), abs(found.high))
            return _Found(found.low - size, found.high + size, found.form)
    ends = [a * b for a in (one.low, one.high) for b in (other.low, other.high)]
    return _new(value.place, parts, min(ends), max(ends))


def _quotient(value: Value, parts: Sequence[_Found]) -> _Found | None:
    above, below = parts
    if below.low <= 0 <= below.high:
        return None
    ratio = _ratio(above.form, below.form)
    if ratio is not None:
        size = _WIDER * abs(ratio)
        return _Found(ratio - size, ratio + size, {_ONE: ratio} if ratio else {})
    number = _number(below)
    if number:
        found = _scaled(above, 1 / number)
        size = _WIDER * max(abs(found.low), abs(found.high))
        return _Found(found.low - size, found.high + size, found.form)
    ends = [a / b for a in (above.low, above.high) for b in (below.low, below.high)]
    return _new(value.place, parts, min(ends), max(ends))


def _ratio(above: dict[int, float], below: dict[int, float]) -> float | None:
    """The number that one form is times the other, if it is one: x/|x| is -1 where x < 0."""
    if not above:
        return 0.0
    if above.keys() != below.keys():
        return None
    ratios = {of / below[place] for place, of in above.items()}
    return ratios.pop() if len(ratios) == 1 else None


def _greatest(value: Value, parts: Sequence[_Found]) -> _Found:
    """Of several the one that is nowhere below the others; else a value of its own."""
    best = max(parts, key=lambda each: each.low)
    if all(each is best or each.high <= best.low or each.form == best.form for each in parts):
        return best
    return _new(value.place, parts, best.low, max(each.high for each in parts))


def _size(value: Value, parts: Sequence[_Found]) -> _Found:
    (u,) = parts
    if u.low >= 0 or u.high <= 0:
        return u if u.low >= 0 else _scaled(u, -1.0)
    return _new(value.place, parts, 0.0, max(-u.low, u.high))


def _steps(step: Callable[[float], float]) -> _Made:
    """A function with steps: one number where no step is taken between the bounds."""

    def made(value: Value, parts: Sequence[_Found]) -> _Found:
        (u,) = parts
        low, high = step(u.low), step(u.high)
        if low == high:
            return _Found(low, high, {_ONE: low} if low else {})
        return _Found(low, high, {value.place: 1.0})

    return made


def _rising(function: Callable[[float], float]) -> _Made:
    return _bounded(lambda u: (function(u.low), function(u.high)))


def _bounded(bounds: Callable[..., Interval]) -> _Made:
    """A smooth operation, of which it is known from where to where it leads."""
    return lambda value, parts: _new(value.place, parts, *bounds(*parts))


def _to_the_power(value: Value, parts: Sequence[_Found]) -> _Found:
    return _new(value.place, parts, *_power(parts[0], int(value.number)))


def _less(value: Value, parts: Sequence[_Found]) -> bool | None:
    one, other = parts
    return True if one.high < other.low else False if one.low >= other.high else None


def _at_most(value: Value, parts: Sequence[_Found]) -> bool | None:
    one, other = parts
    return True if one.high <= other.low else False if one.low > other.high else None


def _differs(value: Value, parts: Sequence[_Found]) -> bool | None:
    one, other = parts
    return True if one.high < other.low or one.low > other.high else None


def _equals(value: Value, parts: Sequence[_Found]) -> bool | None:
    return False if _differs(value, parts) else None


def _zero_power(exponent: _Found) -> Interval:
    if exponent.low <= 0:
        raise ValueError
    return 0.0, 0.0


def _power(u: _Found, exponent: int) -> Interval:
    if exponent < 0 and u.low <= 0 <= u.high:
        raise ZeroDivisionError
    ends = sorted((u.low**exponent, u.high**exponent))
    if exponent % 2 == 0 and u.low < 0 < u.high:
        return 0.0, ends[1]
    return ends[0], ends[1]


def _wave(low: float, high: float) -> Interval:
    """The sine between two angles."""
    slack = 1e-12 * max(1.0, abs(low), abs(high))
    ends = sorted((math.sin(low), math.sin(high)))

    def meets(angle: float) -> bool:
        turn = math.ceil((low - slack - angle) / math.tau)
        return angle + turn * math.tau <= high + slack

    return (
        -1.0 if meets(-math.pi / 2) else ends[0] - slack,
        1.0 if meets(math.pi / 2) else ends[1] + slack,
    )


def _angle(y: _Found, x: _Found) -> Interval:
    """The angles of a box, which neither holds the origin nor meets the ray of the jump."""
    if x.low <= 0 and y.low <= 0 <= y.high:
        raise ValueError
    ends = [math.atan2(b, a) for a in (x.low, x.high) for b in (y.low, y.high)]
    return min(ends), max(ends)


_MADE: Final[Mapping[Operation, _Made]] = MappingProxyType(
    {
        Operation.NEGATIVE: lambda value, parts: _scaled(parts[0], -1.0),
        Operation.SUM: lambda value, parts: _sum(parts),
        Operation.PRODUCT: _product,
        Operation.QUOTIENT: _quotient,
        Operation.WHOLE_POWER: _to_the_power,
        Operation.EXP: _rising(math.exp),
        Operation.LOG: _rising(math.log),
        Operation.SQRT: _rising(math.sqrt),
        Operation.SIN: _bounded(lambda u: _wave(u.low, u.high)),
        Operation.COS: _bounded(lambda u: _wave(u.low + math.pi / 2, u.high + math.pi / 2)),
        Operation.TANH: _rising(math.tanh),
        Operation.ATAN2: _bounded(_angle),
        Operation.ERF: _rising(math.erf),
        Operation.ABS: _size,
        Operation.MAX: _greatest,
        Operation.ZERO_POWER: _bounded(_zero_power),
        Operation.SIGN: _steps(lambda end: float((end > 0) - (end < 0))),
        Operation.STEP: _steps(lambda end: float(end >= 0)),
        Operation.FLOOR: _steps(lambda end: float(math.floor(end))),
        Operation.LESS: _less,
        Operation.AT_MOST: _at_most,
        Operation.EQUAL: _equals,
        Operation.DIFFERENT: _differs,
    }
)
