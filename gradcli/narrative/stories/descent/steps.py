"""The first steps of a descent, each as an equation with its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, assert_never

from gradcli.calculus.answers.descent.answer import DescendAnswer
from gradcli.calculus.descent.path import (
    FIRST_RATE,
    Method,
    Move,
    Real,
    Trial,
    Visit,
)
from gradcli.calculus.descent.run import WORKED
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Application, Box, Matrix, Subscript
from gradcli.narrative.phrases import sentence
from gradcli.narrative.stories.at_point.matrix import hessian_name
from gradcli.narrative.stories.common import Telling
from gradcli.narrative.stories.descent.numbers import Written

_DIGITS_OF_TRIALS: Final = 5
_ALIKE: Final = Fraction(1, 10)
"""A prediction that is off by less than this share is near what happened."""


def first_steps(answer: DescendAnswer, telling: Telling) -> tuple[doc.Block, ...]:
    """The rule of the method, and its first steps worked."""
    path = answer.path
    worked = [
        (place, each) for place, each in enumerate(path.visits[:WORKED]) if each.move is not None
    ]
    if not worked:
        return ()
    written = Written.of(answer, telling)
    count = len(worked)
    title = "The first step" if count == 1 else f"The first {_NUMBERS[count]} steps"
    blocks: list[doc.Block] = [doc.Heading(sentence(title), 2)]
    if telling.comments:
        blocks.append(doc.Paragraph(_how(answer, written)))
    blocks.append(doc.Equations(tuple(_rule(answer, written))))
    for place, visit in worked:
        assert visit.move is not None
        after = path.visits[place + 1] if place + 1 < len(path.visits) else None
        if visit.move.trials:
            blocks.append(_trials(written, place, visit.move.trials))
        blocks.append(doc.Equations(tuple(_step(answer, written, place, visit, visit.move, after))))
        if telling.comments and after is not None and visit.value is not None:
            method = answer.given.plan.method
            blocks.append(
                doc.Paragraph(_foreseen(written, method, place, visit, visit.move, after))
            )
    return tuple(blocks)


_NUMBERS: Final = {2: "two", 3: "three"}


def _how(answer: DescendAnswer, written: Written) -> doc.Sentence:
    plan = answer.given.plan
    against = "along" if plan.ascend else "against"
    slope = "gradient" if written.several else "derivative"
    eta = written.letter_of_rate
    rate: tuple[str | Box, ...]
    if answer.given.rate is None:
        rate = (
            "The rate ",
            eta,
            f" of each step is found by backtracking: {FIRST_RATE} is tried first, and "
            "halved until ",
            nt.variable(written.field.function),
            f" {'rises' if plan.ascend else 'falls'} by at least ",
            nt.number("0.0001"),
            " times what the slope predicts (Armijo's condition).",
        )
    else:
        rate = ("The rate ", eta, " is the same for every step.")
    slopes: tuple[str | Box, ...] = ()
    match plan.method:
        case Method.PLAIN:
            if written.several:
                size = nt.norm(written.slope())
                slopes = (
                    " The step is ",
                    nt.product_of([eta, size]),
                    " long. At its start ",
                    nt.variable(written.field.function),
                    f" {'rises' if plan.ascend else 'falls'} by ",
                    size,
                    " per unit of distance. If that stayed so, ",
                    nt.variable(written.field.function),
                    f" would {'rise' if plan.ascend else 'fall'} by ",
                    nt.product_of([eta, nt.power_of(size, nt.number(2))]),
                    " in the step.",
                )
                aim = (
                    "The gradient points the steepest way up, so each step goes "
                    f"{'along it' if plan.ascend else 'the opposite way'}, by "
                )
            else:
                side = "right" if plan.ascend else "left"
                aim = (
                    f"Where the derivative is positive, going right is up, so a step goes {side}, "
                    "by "
                )
                of = nt.prime(nt.function_name(written.field.function))
                return sentence(aim, eta, " times the derivative ", of, ". ", *rate)
            return sentence(aim, eta, f" times the {slope}.", *slopes, " ", *rate)
        case Method.MOMENTUM:
            return sentence(
                "Each step keeps 0.9 of the way of the step before, adds the ",
                f"{slope} to it, and goes {against} the sum. ",
                *rate,
            )
        case Method.NESTEROV:
            return sentence(
                "Momentum in the form of Nesterov, as PyTorch has it: 0.9 of the sum before is "
                f"kept, and the step goes {against} the {slope} and 0.9 of the new sum. ",
                *rate,
            )
        case Method.ADAM:
            return sentence(
                f"Adam: the running mean of the {slope}s (0.9 of it is kept at each step) is "
                "divided by the root of the running mean of their squares (0.999 of it is kept), "
                "component by component. Both means begin at 0, so each is divided by the sum of "
                "its weights. ",
                *rate,
            )
        case Method.NEWTON:
            second = "second derivatives" if written.several else "second derivative"
            return sentence(
                "Newton's step leads to where the ",
                f"{slope} would be zero if the {second} did not change. ",
                *rate,
            )
    assert_never(plan.method)


def _rule(answer: DescendAnswer, written: Written) -> list[doc.Line]:
    """P_(k+1) = P_k − η∇f(P_k)."""
    k = written.index
    next_one = nt.sum_of([nt.variable(k), nt.number(1)])
    plan = answer.given.plan
    lines: list[doc.Line] = []
    velocity, before = (
        _with(written, written.velocity, next_one),
        written.indexed(written.velocity, k),
    )
    keep = nt.number("0.9")
    match plan.method:
        case Method.PLAIN:
            way: Box = written.gradient(k)
        case Method.MOMENTUM:
            lines.append(
                doc.Line(
                    velocity, "=", nt.sum_of([nt.product_of([keep, before]), written.gradient(k)])
                )
            )
            way = velocity
        case Method.NESTEROV:
            lines.append(
                doc.Line(
                    velocity, "=", nt.sum_of([nt.product_of([keep, before]), written.gradient(k)])
                )
            )
            way = nt.sum_of([written.gradient(k), nt.product_of([keep, velocity])])
        case Method.ADAM:
            square = _with(written, written.square, next_one)
            lines.append(
                doc.Line(
                    velocity,
                    "=",
                    nt.sum_of(
                        [
                            nt.product_of([keep, before]),
                            nt.product_of([nt.number("0.1"), written.gradient(k)]),
                        ]
                    ),
                )
            )
            lines.append(
                doc.Line(
                    square,
                    "=",
                    nt.sum_of(
                        [
                            nt.product_of([nt.number("0.999"), written.indexed(written.square, k)]),
                            nt.product_of(
                                [nt.number("0.001"), nt.power_of(written.gradient(k), nt.number(2))]
                            ),
                        ]
                    ),
                    sentence("each component squared"),
                )
            )
            grown = nt.fraction_of(
                velocity, nt.sum_of([nt.number(1), nt.negative(_power("0.9", next_one))])
            )
            root = nt.square_root(
                nt.fraction_of(
                    square, nt.sum_of([nt.number(1), nt.negative(_power("0.999", next_one))])
                )
            )
            tiny = nt.power_of(nt.number(10), nt.number(-8))
            direction = written.indexed(written.way, k)
            lines.append(doc.Line(direction, "=", nt.fraction_of(grown, nt.sum_of([root, tiny]))))
            way = direction
        case Method.NEWTON:
            direction = written.indexed(written.way, k)
            lines.append(
                doc.Line(
                    nt.product_of([_hessian(written, k), direction]),
                    "=",
                    written.gradient(k),
                    sentence("solve for ", direction),
                )
            )
            way = direction
        case _:
            assert_never(plan.method)
    lines.append(doc.Line(_with(written, written.point, next_one), "=", _stepped(written, k, way)))
    return lines


def _power(base: str, exponent: Box) -> Box:
    return nt.power_of(nt.number(base), exponent)


def _with(written: Written, letter: str, index: Box) -> Box:
    return Subscript(nt.variable(letter), index)


def _hessian(written: Written, place: int | str) -> Box:
    return Application(hessian_name(written.field), written.at(place), fenced=True)


def _stepped(written: Written, place: int | str, way: Box) -> Box:
    """P_k − η way, or with a plus where f is to rise."""
    moved = nt.product_of([written.letter_of_rate, way])
    return nt.sum_of([written.at(place), moved if written.ascend else nt.negative(moved)])


def _step(
    answer: DescendAnswer,
    written: Written,
    place: int,
    visit: Visit,
    move: Move,
    after: Visit | None,
) -> list[doc.Line]:
    """P_1 = P_0 − η∇f(P_0) = (4, 1) − 0.1 · (6, 12) = (3.4, −0.2)."""
    method = answer.given.plan.method
    lines = _parts(written, method, place, visit, move)
    way: Box = _way(written, method, place)
    name = written.at(place + 1)
    with_numbers = nt.product_of(
        [written.real(move.rate), written.components(move.way)], dotted=True
    )
    numbers = nt.sum_of(
        [
            written.coordinates(visit.at),
            with_numbers if written.ascend else nt.negative(with_numbers),
        ]
    )
    given = written.sign(*visit.at, move.rate, *move.way)
    lines.append(doc.Line(name, "=", _stepped(written, place, way)))
    lines.append(doc.Line(None, given, numbers))
    if after is not None:
        sign = written.sign(*after.at) if given == "=" else "≈"
        lines.append(doc.Line(None, sign, written.coordinates(after.at)))
    return lines


def _way(written: Written, method: Method, place: int) -> Box:
    match method:
        case Method.PLAIN:
            return written.gradient(place)
        case Method.MOMENTUM:
            return written.indexed(written.velocity, place + 1)
        case Method.NESTEROV:
            velocity = written.indexed(written.velocity, place + 1)
            return nt.sum_of([written.gradient(place), nt.product_of([nt.number("0.9"), velocity])])
        case Method.ADAM | Method.NEWTON:
            return written.indexed(written.way, place)
    assert_never(method)


def _parts(
    written: Written, method: Method, place: int, visit: Visit, move: Move
) -> list[doc.Line]:
    """What the method makes of the gradient before it steps."""
    assert visit.gradient is not None
    gradient = doc.Line(
        written.gradient(place),
        written.sign(*visit.gradient),
        written.components(visit.gradient),
    )
    match method:
        case Method.PLAIN:
            return []
        case Method.MOMENTUM | Method.NESTEROV:
            (velocity,) = move.parts
            name = written.indexed(written.velocity, place + 1)
            return [gradient, _numbers(written, name, velocity)]
        case Method.ADAM:
            mean, square = move.parts
            return [
                gradient,
                _numbers(written, written.indexed(written.velocity, place + 1), mean),
                _numbers(written, written.indexed(written.square, place + 1), square),
                _numbers(written, written.indexed(written.way, place), move.way),
            ]
        case Method.NEWTON:
            rows = Matrix(tuple(tuple(written.real(each) for each in row) for row in move.parts))
            flat = [each for row in move.parts for each in row]
            entries = rows if written.several else written.real(flat[0])
            return [
                gradient,
                doc.Line(_hessian(written, place), written.sign(*flat), entries),
                _numbers(written, written.indexed(written.way, place), move.way),
            ]
    assert_never(method)


def _numbers(written: Written, name: Box, entries: Sequence[Real]) -> doc.Line:
    return doc.Line(name, written.sign(*entries), written.components(entries))


def _foreseen(
    written: Written, method: Method, place: int, visit: Visit, move: Move, after: Visit
) -> doc.Sentence:
    """What the slope predicts for the step, and what happened."""
    assert visit.gradient is not None
    assert visit.value is not None
    name = nt.variable(written.field.function)
    if after.value is None:
        return sentence("There ", name, " has no value.")
    slope = sum(
        (
            Fraction(one) * Fraction(other)
            for one, other in zip(visit.gradient, move.way, strict=True)
        ),
        start=Fraction(0),
    )
    change = Fraction(move.rate) * slope * (1 if written.ascend else -1)
    really = Fraction(after.value) - Fraction(visit.value)
    eta = written.letter_of_rate
    plain = move.way == visit.gradient
    form = (
        nt.product_of([eta, nt.power_of(written.size_of_gradient(place), nt.number(2))])
        if plain
        else nt.product_of([eta, nt.dot(written.gradient(place), _way(written, method, place))])
    )
    worked = nt.product_of(
        [written.real(move.rate), written.real(_kept(slope, visit))], dotted=True
    )
    size = abs(change)
    told = _change(change)
    return sentence(
        "The slope predicts that ",
        name,
        f" {told} by ",
        _chain(written, form, worked, _kept(size, visit), slope, move.rate),
        "; it ",
        *_happened(written, really, visit.value, after.value),
        *_verdict(change, really, name),
    )


def _kept(value: Fraction, visit: Visit) -> Real:
    """A number made of those of a step: exact where they are, or where it is beyond floats."""
    try:
        return value if visit.is_exact else float(value)
    except OverflowError:
        return value


def _chain(
    written: Written, form: Box, worked: Box, size: Real, slope: Fraction, rate: Real
) -> Box:
    sign = written.sign(size)
    between = "=" if written.is_exact(rate) and sign == "=" else "≈"
    return nt.relation(nt.relation(form, between, worked), sign, written.real(size))


def _change(change: Fraction) -> str:
    return "rises" if change > 0 else "falls"


def _happened(
    written: Written, really: Fraction, before: Real, after: Real
) -> tuple[str | Box, ...]:
    if really == 0:
        return ("does not change",)
    exact = isinstance(before, Fraction) and isinstance(after, Fraction)
    by = abs(really) if exact else float(abs(really))
    return (
        "rises" if really > 0 else "falls",
        " by ",
        written.real(by),
        ", from ",
        written.real(before),
        " to ",
        written.real(after),
    )


def _verdict(change: Fraction, really: Fraction, name: Box) -> tuple[str | Box, ...]:
    """How near the prediction is to what happened."""
    if change == 0:
        return (".",)
    if really * change < 0:
        return (": the slope changes too much over so long a step.",)
    if abs(really - change) <= _ALIKE * abs(change):
        return (", which is near.",)
    return (", since the slope changes on the way.",)


def _trials(written: Written, place: int, trials: Sequence[Trial]) -> doc.Table:
    """The rates that backtracking tried."""
    digits = min(written.telling.digits, _DIGITS_OF_TRIALS)
    rows = [
        (
            sentence(written.real(each.rate, digits)),
            sentence(written.coordinates(each.at, digits)),
            sentence("none") if each.value is None else sentence(written.real(each.value, digits)),
            sentence(written.real(each.bound, digits)),
            sentence("taken" if each.accepted else "halved"),
        )
        for each in trials
    ]
    name = nt.variable(written.field.function)
    header = (
        sentence("rate"),
        sentence("leads to"),
        sentence(name, " there"),
        sentence("at least" if written.ascend else "at most"),
        sentence("so it is"),
    )
    return doc.Table(
        header, tuple(rows), sentence("The rates that were tried from ", written.at(place), ":")
    )
