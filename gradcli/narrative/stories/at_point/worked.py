"""What a "no" rests on, worked: f on the way that shows it, as a formula and in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from sympy import Expr, Integer

from gradcli.calculus.domain import verdict as verdicts
from gradcli.calculus.point.quotients import OnTheWay, changes_apart, changes_per_step, on_the_way
from gradcli.field.fast_sympy.sympy_build import HALF, difference, power, product, quotient, total
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.to_sympy import symbol
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Box, Glyph, Role
from gradcli.narrative.document import Block, Equations, Line, Sentence, Table
from gradcli.narrative.letters import Letters
from gradcli.narrative.phrases import formula, sentence
from gradcli.narrative.point.one_sided import curve
from gradcli.narrative.point.verdicts import explain
from gradcli.narrative.stories.common import approximately, written_point

_STEPS: Final = ("h", "k", "s", "t")
_TIMES: Final = ("t", "s", "r", "q")
_FROM: Final = MappingProxyType({0: "", 1: " from above", -1: " from below"})


def explained(verdict: verdicts.Verdict, field: ScalarField, point: Point) -> tuple[Block, ...]:
    """The verdict in words, and what it rests on."""
    told = explain(verdict, field, point)
    match verdict:
        case (
            verdicts.Discontinuous() | verdicts.NotDifferentiable(reason=verdicts.PartialMissing())
        ):
            # The sentences that say no, what they rest on, and then what there is all the same.
            return (*told[:2], *_worked(verdict, field, point), *told[2:])
        case _:
            return (*told, *_worked(verdict, field, point))


def _worked(verdict: verdicts.Verdict, field: ScalarField, point: Point) -> tuple[Block, ...]:
    match verdict:
        case verdicts.Discontinuous(approach=approach) if len(field.variables) > 1:
            return _values(field, point, approach)
        case verdicts.NotDifferentiable(value, partials, _, verdicts.Curved(approach)):
            slopes = tuple(each.value for each in partials if isinstance(each, verdicts.Exists))
            return _left_over(field, point, approach, value, slopes)
        case verdicts.NotDifferentiable(value, partials, _, verdicts.NotLinear(direction, rate)):
            lines: list[Line] = []
            for name, each in zip(field.variables, partials, strict=True):
                if isinstance(each, verdicts.Exists):
                    lines.extend(_change_per_step(field, point, name, each, value))
            axes = (Equations(tuple(lines)),) if lines else ()
            return (*axes, *_rate(field, point, direction, rate, value))
        case verdicts.NotDifferentiable(value, partials, _, verdicts.PartialMissing()):
            for name, each in zip(field.variables, partials, strict=True):
                if isinstance(each, verdicts.OneSided):
                    lines = _change_per_step(field, point, name, each, value)
                    return (Equations(tuple(lines)),) if lines else ()
        case _:
            pass
    return ()


def _values(field: ScalarField, point: Point, approach: verdicts.Approach) -> tuple[Block, ...]:
    """f(t, t^2) = t^2 t^2/(t^4 + t^4) = 1/2."""
    way, t = _way(field, point, approach)
    found = on_the_way(field, way, t)
    if found is None:
        return ()
    at_it = nt.value_of(field.function, [formula(each) for each in way])
    lines = _put_in(at_it, found, t)
    lines.extend(_tends(found, approach.limit, t))
    return (Equations(tuple(lines)), *_table(found, t, sentence(at_it)))


def _left_over(
    field: ScalarField,
    point: Point,
    approach: verdicts.Approach,
    value: Expr,
    slopes: Sequence[Expr],
) -> tuple[Block, ...]:
    """(f(t, t^2) - f(P) - grad f . h)/|h| along a curve."""
    way, t = _way(field, point, approach)
    steps = tuple(
        difference(here, start) for here, start in zip(way, point.coordinates, strict=True)
    )
    length = power(total(*(power(step, Integer(2)) for step in steps)), HALF)
    dotted = [product(slope, step) for slope, step in zip(slopes, steps, strict=True)]

    def look(there: Expr) -> Expr:
        return quotient(difference(difference(there, value), total(*dotted)), length)

    found = on_the_way(field, way, t, look)
    if found is None:
        return ()
    at_it = nt.value_of(field.function, [formula(each) for each in way])
    linear = [
        nt.negative(nt.product_of([formula(slope), nt.as_factor(formula(step))]))
        for slope, step in zip(slopes, steps, strict=True)
        if slope != 0
    ]
    above = nt.sum_of([at_it, nt.negative(formula(value)), *linear])
    squares = nt.sum_of(
        [nt.power_of(nt.as_factor(formula(step)), nt.number(2)) for step in steps if step != 0]
    )
    lines = _put_in(at_it, found, t)
    looked_at = nt.fraction_of(above, nt.square_root(squares))
    lines.append(Line(looked_at, "=", formula(found.looked_at), sentence("left over / distance")))
    lines.extend(_tends(found, approach.limit, t))
    return (Equations(tuple(lines)), *_table(found, t, sentence("left over / distance")))


def _rate(
    field: ScalarField, point: Point, direction: tuple[Expr, ...], rate: verdicts.Side, value: Expr
) -> tuple[Block, ...]:
    """(f(P + t w) - f(P))/t along a direction."""
    letter = Letters.beside(field).pick(_TIMES)
    t = symbol(letter)
    way = tuple(
        total(start, product(w, t)) for start, w in zip(point.coordinates, direction, strict=True)
    )
    found = on_the_way(field, way, letter, lambda there: quotient(difference(there, value), t))
    if found is None:
        return ()
    at_it = nt.value_of(field.function, [formula(each) for each in way])
    per_time = nt.fraction_of(nt.sum_of([at_it, nt.negative(formula(value))]), nt.variable(letter))
    lines = _put_in(at_it, found, letter)
    lines.append(Line(per_time, "=", formula(found.looked_at)))
    lines.extend(_tends(found, rate, letter))
    return (Equations(tuple(lines)), *_table(found, letter, sentence(per_time)))


def _change_per_step(
    field: ScalarField,
    point: Point,
    name: str,
    partial: verdicts.Exists | verdicts.OneSided,
    value: Expr,
) -> list[Line]:
    """(f(P + h e_i) - f(P))/h to the right of the point and to the left of it."""
    letter = Letters.beside(field).pick(_STEPS)
    h = nt.variable(letter)
    coordinates = written_point(point)
    place = field.variables.index(name)
    coordinates[place] = nt.sum_of([coordinates[place], h])
    change = nt.sum_of([nt.value_of(field.function, coordinates), nt.negative(formula(value))])
    lines: list[Line] = []
    for step in changes_per_step(field, point, name, letter, value, Integer(0)):
        reason = sentence(
            "for small ", nt.relation(h, {0: "≠", 1: ">", -1: "<"}[step.sense], _ZERO)
        )
        lines.append(Line(nt.fraction_of(change, h), "=", formula(step.formula), reason))
        if not step.formula.free_symbols:
            continue
        if isinstance(partial, verdicts.OneSided) and step.sense == 0:
            known, apart = _apart(field, point, name, letter, partial)
            lines = [*known, *lines, *apart]
        match partial:
            case verdicts.Exists(slope):
                reason = sentence("as ", nt.relation(h, "→", _ZERO), _FROM[step.sense])
                lines.append(Line(None, "→", formula(slope), reason))
            case verdicts.OneSided(left, right):
                for sense, side in ((1, right), (-1, left)):
                    if step.sense in (0, sense):
                        lines.extend(_limit(side, h, _FROM[sense].strip()))
    return lines


def _apart(
    field: ScalarField, point: Point, name: str, letter: str, partial: verdicts.OneSided
) -> tuple[list[Line], list[Line]]:
    """Where the smooth terms tend, and the rough ones apart from them."""
    found = changes_apart(field, point, name, letter, partial)
    if found is None:
        return [], []
    start = written_point(point)[field.variables.index(name)]
    at_it = nt.relation(nt.variable(name), "=", start)
    reason = sentence("the derivative of ", nt.typeset(found.of), " at ", at_it)
    smooth = formula(found.smooth)
    known = Line(smooth, "→", formula(found.slope), reason)
    return [known], [Line(None, "=", nt.sum_of([formula(found.rough), smooth]))]


_ZERO: Final = nt.number(0)


def _way(
    field: ScalarField, point: Point, approach: verdicts.Approach
) -> tuple[tuple[Expr, ...], str]:
    named = curve(approach, field, point)
    way, letter = named["curve"], named["letter"]
    assert isinstance(way, tuple)
    return way, str(letter)


def _put_in(at_it: Box, found: OnTheWay, letter: str) -> list[Line]:
    """f at the points of the way: with their coordinates put in, and what that comes to."""
    short = formula(found.formula)
    reason = sentence("for small ", nt.relation(nt.variable(letter), ">", _ZERO))
    if found.put_in is None or (put_in := nt.typeset(found.put_in)) == short:
        return [Line(at_it, "=", short, reason)]
    return [Line(at_it, "=", put_in, reason), Line(None, "=", short)]


def _tends(found: OnTheWay, limit: verdicts.Side, letter: str) -> list[Line]:
    if not found.looked_at.free_symbols:
        return []
    return _limit(limit, nt.variable(letter), "from above")


def _limit(limit: verdicts.Side, letter: Box, way: str) -> list[Line]:
    reason = sentence("as ", nt.relation(letter, "→", _ZERO), f" {way}")
    match limit:
        case verdicts.Finite(value):
            return [Line(None, "→", formula(value), reason)]
        case verdicts.Infinite(positive):
            return [Line(None, "→", Glyph("+∞" if positive else "−∞", Role.NUMBER), reason)]
        case _:
            return []


def _table(found: OnTheWay, letter: str, header: Sentence) -> tuple[Block, ...]:
    """Numbers for t that shrinks."""
    if not found.rows:
        return ()
    rows = tuple(
        (sentence(approximately(time)), sentence(approximately(value, 6)))
        for time, value in found.rows
    )
    return (Table((sentence(nt.variable(letter)), header), rows),)
