"""What a function tends to on the way to a point, in words."""

from __future__ import annotations

from typing import assert_never

from sympy import Expr, Rational, Symbol

from gradcli.calculus.domain import verdict as verdicts
from gradcli.calculus.numbers.constants import decided_float
from gradcli.calculus.numbers.orders import TIME
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.narrative.document import Paragraph, Remark, Sentence, Tone, Words
from gradcli.narrative.letters import Letters
from gradcli.narrative.point.clauses import Clause, Part, as_sentence, clause


def is_from_the_left(direction: tuple[Expr, ...]) -> bool:
    """Whether a direction in one variable points to smaller numbers."""
    return bool(direction[0].is_negative)


def curve(approach: verdicts.Approach, field: ScalarField, point: Point) -> dict[str, Part]:
    """The way to the point, written out: `curve` (t, t^2), and its `letter` t."""
    letter = Letters.beside(field).pick(("t", "s", "r", "q"))
    t = Symbol(letter, real=True)
    if approach.curve is not None:
        put = {TIME: t}
        return {"curve": tuple(at.xreplace(put) for at in approach.curve), "letter": letter}
    along = tuple(
        start + c * t**power
        for start, c, power in zip(
            point.coordinates, approach.coefficients, approach.powers, strict=True
        )
    )
    return {"curve": along, "letter": letter}


def way(approach: verdicts.Approach, field: ScalarField, point: Point) -> Clause:
    """`along (t, t^2), t -> 0 from above`, alone in the cell of a table."""
    if len(approach.coefficients) > 1:
        return clause("along {curve}, {letter} -> 0 from above", **curve(approach, field, point))
    if is_from_the_left(approach.coefficients):
        return clause("coming from the left")
    return clause("coming from the right")


def on_the_way(approach: verdicts.Approach, field: ScalarField, point: Point) -> Clause:
    """What f does on the way, as a main clause with `it` for f."""
    if len(approach.coefficients) > 1:
        named = curve(approach, field, point)
        match approach.limit:
            case verdicts.Finite(limit):
                return clause(
                    "along {curve}, {letter} -> 0 from above, it tends to {limit}",
                    **named,
                    limit=limit,
                )
            case verdicts.Infinite(positive=True):
                return clause(
                    "along {curve}, {letter} -> 0 from above, it grows without bound", **named
                )
            case verdicts.Infinite():
                return clause(
                    "along {curve}, {letter} -> 0 from above, it falls without bound", **named
                )
            case verdicts.Nowhere():
                return clause("along {curve}, {letter} -> 0 from above, it is not defined", **named)
            case verdicts.Swinging():
                letter = str(named["letter"])
                return clause(
                    "along {curve}, {letter} -> 0 from above, it has no limit: {swing}",
                    **named,
                    swing=swing(approach.limit, letter),
                )
            case verdicts.Unknown():
                return clause(
                    "along {curve}, {letter} -> 0 from above, it has no limit that could be found",
                    **named,
                )
        assert_never(approach.limit)
    left = is_from_the_left(approach.coefficients)
    match approach.limit:
        case verdicts.Finite(limit) if left:
            return clause("coming from the left, it tends to {limit}", limit=limit)
        case verdicts.Finite(limit):
            return clause("coming from the right, it tends to {limit}", limit=limit)
        case verdicts.Infinite(positive=True) if left:
            return clause("coming from the left, it grows without bound")
        case verdicts.Infinite(positive=True):
            return clause("coming from the right, it grows without bound")
        case verdicts.Infinite() if left:
            return clause("coming from the left, it falls without bound")
        case verdicts.Infinite():
            return clause("coming from the right, it falls without bound")
        case verdicts.Swinging():
            start, x = point.coordinates[0], Symbol(field.variables[0], real=True)
            step = start - x if left else x - start
            said = swing(approach.limit, step)
            if left:
                return clause("coming from the left, it has no limit: {swing}", swing=said)
            return clause("coming from the right, it has no limit: {swing}", swing=said)
        case verdicts.Nowhere() if left:
            return clause("coming from the left, it is not defined")
        case verdicts.Nowhere():
            return clause("coming from the right, it is not defined")
        case verdicts.Unknown() if left:
            return clause("coming from the left, it has no limit that could be found")
        case verdicts.Unknown():
            return clause("coming from the right, it has no limit that could be found")
    assert_never(approach.limit)


def swing(side: verdicts.Swinging, time: str | Expr, *, from_below: bool = False) -> Clause:
    """What happens on two sequences, as a main clause with `it` for what swings.

    `time` takes the place of t: a letter, or a form; `from_below` says that it is negative there.
    """
    t = Symbol(time, real=True) if isinstance(time, str) else time
    wave = side.wave.xreplace({TIME: t})
    letter = Symbol("n" if Symbol("n", real=True) not in wave.free_symbols else "k", real=True)
    # ln t falls where 1/t grows: it comes past the angles below 0.
    turns = side.turn * letter * (-1 if _falls(side.wave, from_below=from_below) else 1)
    first, second = (
        _phase(phase.limit, wave, phase.angle + turns) for phase in (side.first, side.second)
    )
    return clause(
        "{first}, and {second}; such points, one for each large whole number {n}, come as close as "
        "one likes",
        first=first,
        second=second,
        n=letter,
    )


def _falls(wave: Expr, *, from_below: bool) -> bool:
    near = Rational(-1 if from_below else 1, 2**60)
    there = decided_float(wave.xreplace({TIME: near}))
    return there is not None and there < 0


def _phase(limit: verdicts.Side, wave: Expr, angle: Expr) -> Clause:
    named: dict[str, Part | Clause] = {"wave": wave, "angle": angle}
    match limit:
        case verdicts.Finite(value):
            return clause("where {wave} = {angle} it tends to {value}", **named, value=value)
        case verdicts.Infinite(positive=True):
            return clause("where {wave} = {angle} it grows without bound", **named)
        case verdicts.Infinite():
            return clause("where {wave} = {angle} it falls without bound", **named)
        case verdicts.Nowhere():
            return clause("where {wave} = {angle} it is not defined, however close", **named)
        case verdicts.Swinging() | verdicts.Unknown():
            # Only what is known on a sequence is a witness.
            raise AssertionError(limit)
    assert_never(limit)


def side_cell(side: verdicts.Side, nowhere: str) -> Sentence:
    """A limit as the cell of a table."""
    match side:
        case verdicts.Finite(value):
            return formula_of(value)
        case verdicts.Infinite(positive):
            return words("+∞" if positive else "−∞")
        case verdicts.Nowhere():
            return words(nowhere)
        case verdicts.Swinging():
            return words("no limit")
        case verdicts.Unknown():
            return words("not decided")
    assert_never(side)


def formula_of(value: Expr) -> Sentence:
    """A value alone, as the cell of a table."""
    return as_sentence(Clause((value,)))


def words(text: str) -> Sentence:
    """A sentence without formulas."""
    return (Words(text),)


def paragraph(template: str, **named: Part | Clause) -> Paragraph:
    """A paragraph of one clause."""
    return Paragraph(as_sentence(clause(template, **named)))


def refused(template: str, **named: Part | Clause) -> Remark:
    """What the mathematics says no to."""
    return Remark(Tone.REFUSED, as_sentence(clause(template, **named)))
