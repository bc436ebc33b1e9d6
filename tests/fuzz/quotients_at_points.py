"""Random functions at corners, seams and poles, held against difference quotients in 500 digits.

By hand, with as many as one waits for:

    python -m tests.fuzz.quotients_at_points 20000 [SEED]

A function is drawn as a text for gradcli and, beside it, as a Python function of mpmath numbers,
which shares nothing with gradcli. Each claim of a verdict (a gradient, a one-sided slope, a limit,
that there is no value) is then looked at along rays and curves to the point. What gradcli does not
decide claims nothing.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from mpmath.ctx_mp import MPContext

import gradcli
from gradcli.calculus.domain.verdict import (
    Approach,
    Differentiable,
    Discontinuous,
    Exists,
    Finite,
    Infinite,
    NotDifferentiable,
    NotLinear,
    Nowhere,
    OneSided,
    OutsideDomain,
    Side,
    Smooth,
    Undecided,
    Undefined,
)
from gradcli.calculus.numbers.numeric import evaluate, multiprecision
from gradcli.calculus.point.differentiability import examine, rate_along
from gradcli.errors import GradcliError
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField
from gradcli.language.reading import read_expression

DIGITS: Final = 500
MP: Final = MPContext()
MP.dps = DIGITS
NUMBERS: Final = multiprecision(DIGITS)
# 2^-k far from P, near it, and very near: what is claimed has to hold in the end. Of binary numbers
# sums, products and squares are exact: y - x^2 is 0 on the parabola, and ln(x - y) on a line.
STEPS: Final = (100, 200, 300)
SMALL: Final = MP.mpf(10) ** -6
COORDINATES: Final = ("0", "0", "0", "1", "-1", "1/2", "2")


class NoValueError(ArithmeticError):
    """The function has no real value there."""


Formula = Callable[..., Any]


@dataclass(frozen=True)
class Drawn:
    """A function as it is typed, and as Python works it out."""

    text: str
    value: Formula


def require(condition: object) -> None:
    if not condition:
        raise NoValueError


def root(u: Any) -> Any:
    require(u >= 0)
    return MP.sqrt(u)


def cube_root(u: Any) -> Any:
    return MP.sign(u) * MP.cbrt(abs(u)) if u else u


def power(u: Any, exponent: Any) -> Any:
    require(u >= 0)
    return u**exponent if u else u


def logarithm(u: Any) -> Any:
    require(u > 0)
    return MP.log(u)


def whole_part(u: Any) -> Any:
    """floor(u); what is off a whole number by rounding alone is that number: x - (x - 1)."""
    nearest = MP.nint(u)
    return nearest if nearest and abs(u - nearest) < MP.mpf(10) ** (20 - DIGITS) else MP.floor(u)


def over(u: Any, v: Any) -> Any:
    require(v != 0)
    return u / v


def angle(u: Any, v: Any) -> Any:
    require(u != 0 or v != 0)
    return MP.atan2(u, v)


LEAVES: Final[tuple[tuple[str, Formula], ...]] = (
    ("x", lambda x, _: x),
    ("y", lambda _, y: y),
    ("(x - y)", lambda x, y: x - y),
    ("(x + y)", lambda x, y: x + y),
    ("(x y)", lambda x, y: x * y),
    ("(x^2)", lambda x, _: x * x),
    ("(y^2)", lambda _, y: y * y),
    ("(x^2 + y^2)", lambda x, y: x * x + y * y),
    ("(2x - 3y)", lambda x, y: 2 * x - 3 * y),
    ("(y - x^2)", lambda x, y: y - x * x),
    ("(x - 1)", lambda x, _: x - 1),
    ("1", lambda _, __: MP.mpf(1)),
    ("2", lambda _, __: MP.mpf(2)),
)

ONE: Final[tuple[tuple[str, Callable[[Any], Any]], ...]] = (
    ("|{}|", abs),
    ("sqrt(|{}|)", lambda u: MP.sqrt(abs(u))),
    ("sqrt({})", root),
    ("cbrt({})", cube_root),
    ("({})^2", lambda u: u * u),
    ("({})^3", lambda u: u * u * u),
    ("|{}|^(3/2)", lambda u: power(abs(u), MP.mpf(3) / 2)),
    ("({})^(3/2)", lambda u: power(u, MP.mpf(3) / 2)),
    ("sin({})", MP.sin),
    ("cos({})", MP.cos),
    ("exp({})", MP.exp),
    ("sinc({})", lambda u: MP.sin(u) / u if u else MP.mpf(1)),
    ("atan({})", MP.atan),
    ("ln({})", logarithm),
    ("ln(1 + ({})^2)", lambda u: MP.log(1 + u * u)),
    ("sign({})", MP.sign),
    ("step({})", lambda u: MP.mpf(u >= 0)),
    ("floor({})", whole_part),
    ("max({}, 0)", lambda u: max(u, MP.mpf(0))),
    ("min({}, 1)", lambda u: min(u, MP.mpf(1))),
    ("-({})", lambda u: -u),
)

TWO: Final[tuple[tuple[str, Callable[[Any, Any], Any]], ...]] = (
    ("({}) + ({})", lambda u, v: u + v),
    ("({}) - ({})", lambda u, v: u - v),
    ("({}) ({})", lambda u, v: u * v),
    ("({}) ({})", lambda u, v: u * v),
    ("({}) / ({})", over),
    ("max({}, {})", max),
    ("min({}, {})", min),
    ("atan2({}, {})", angle),
)


# Cases are worked out only where they count: each part is a function of the point.
def first_that_holds(u: Any, v: Any, w: Any, x: Any) -> Any:
    """Where neither condition holds there is no value."""
    if v() != w():
        return u()
    require(x == 0)
    return MP.mpf(0)


CASES: Final[tuple[tuple[str, Callable[..., Any]], ...]] = (
    ("{{{0} if {1} > 0, {2} otherwise}}", lambda u, v, w, _: u() if v() > 0 else w()),
    ("{{{0} if {1} >= 0, {2} otherwise}}", lambda u, v, w, _: u() if v() >= 0 else w()),
    ("{{{0} if {1} = 0, {2} otherwise}}", lambda u, v, w, _: u() if v() == 0 else w()),
    ("{{({0})/({1}) if {1} != 0, {2} otherwise}}", lambda u, v, w, _: u() / v() if v() else w()),
    ("{{{0} if {1} != {2}, 0 if x = 0}}", first_that_holds),
)


def draw_function(draw: random.Random, depth: int) -> Drawn:
    """A function of x and y."""
    if depth == 0 or draw.random() < 0.1:
        return Drawn(*draw.choice(LEAVES))
    kind = draw.random()
    if kind < 0.4:
        text, of = draw.choice(ONE)
        inner = draw_function(draw, depth - 1)
        return Drawn(text.format(inner.text), lambda x, y: of(inner.value(x, y)))
    if kind < 0.75:
        both, joined = draw.choice(TWO)
        left, right = draw_function(draw, depth - 1), draw_function(draw, depth - 1)
        return Drawn(
            both.format(left.text, right.text),
            lambda x, y: joined(left.value(x, y), right.value(x, y)),
        )
    parts = [draw_function(draw, depth - 1) for _ in range(3)]
    written, chosen = draw.choice(CASES)

    def value(x: Any, y: Any) -> Any:
        later = [partial(part.value, x, y) for part in parts]
        return chosen(*later, x)

    return Drawn(written.format(*(part.text for part in parts)), value)


def number(constant: Any) -> Any:
    """A constant that gradcli claims, as a number."""
    return MP.make_mpf(evaluate(from_sympy(constant), {}, multiprecision(DIGITS))._mpf_)


class Oracle:
    """f near a point, by numbers."""

    def __init__(self, drawn: Drawn, point: Sequence[Any]) -> None:
        self.drawn = drawn
        self.point = point

    def at(self, h: Sequence[Any]) -> Any:
        """f(P + h), or `NoValueError`."""
        value = self.drawn.value(*(x + step for x, step in zip(self.point, h, strict=True)))
        require(MP.isfinite(value))
        return value

    def along(self, direction: Sequence[Any], powers: Sequence[int] | None = None) -> list[Any]:
        """f on the curve (w_i t^p_i), t = 2^-100 and smaller; None where there is no value.

        Without powers it is a ray.
        """
        found: list[Any] = []
        powers = powers or (1,) * len(direction)
        for step in STEPS:
            t = MP.mpf(2) ** -step
            try:
                found.append(self.at([w * t**p for w, p in zip(direction, powers, strict=True)]))
            except NoValueError:
                found.append(None)
        return found

    def quotients(self, direction: Sequence[Any], value: Any) -> list[Any]:
        """(f(P + t w) - f(P)) / t for these t."""
        return [
            None if each is None else (each - value) * MP.mpf(2) ** step
            for each, step in zip(self.along(direction), STEPS, strict=True)
        ]


def near(one: Any, other: Any) -> bool:
    return bool(abs(one - other) <= SMALL * max(1, abs(one), abs(other)))


def denied_side(side: Side, quotients: Sequence[Any], sense: int = 1) -> str | None:
    """Why numbers deny that the quotients tend to `side`."""
    last = quotients[-1]
    match side:
        case Finite(value):
            if last is None:
                return "a limit where there is no value"
            return None if near(last * sense, number(value)) else f"{value} is not {last * sense}"
        case Infinite(positive):
            if last is None:
                return "growth where there is no value"
            grows = (last * sense > 0) == positive and abs(last) > abs(quotients[0]) > 1
            return None if grows else "no growth past every bound"
        case Nowhere():
            return None if quotients[-1] is None else "a value where none was said to be"
    return None


RAYS: Final = ((1, 0), (0, 1), (1, 1), (1, -1), (2, 3), (3, 2), (-2, 5), (7, -1), (1, 3), (5, 2))
CURVES: Final = (((1, 1), (1, 2)), ((1, -1), (1, 2)), ((1, 1), (2, 1)), ((-1, 1), (2, 1)))
Way = tuple[tuple[int, ...], tuple[int, ...]]


def both_ways(rays: Sequence[tuple[int, ...]]) -> list[Way]:
    """The rays and those opposite to them, as ways."""
    turned = [tuple(-entry for entry in ray) for ray in rays]
    return [(ray, (1,) * len(ray)) for ray in (*rays, *turned)]


WAYS: Final[tuple[Way, ...]] = (*both_ways(RAYS), *CURVES)


def denied_gradient(
    oracle: Oracle, gradient: Sequence[Any], value: Any, ways: Sequence[Way] = WAYS
) -> Iterator[str]:
    """Ways along which f(P + h) - f(P) - grad . h is not small against |h|."""
    slopes = [number(slope) for slope in gradient]
    for way, powers in ways:
        found = oracle.along(way, powers)[-1]
        if found is None:
            yield f"no value along {way} {powers}"
            continue
        t = MP.mpf(2) ** -STEPS[-1]
        h = [w * t**p for w, p in zip(way, powers, strict=True)]
        rest = found - value - sum(s * step for s, step in zip(slopes, h, strict=True))
        length = MP.sqrt(sum(step * step for step in h))
        if abs(rest) > SMALL * length * max(1, *map(abs, slopes)):
            yield f"along {way} {powers} the rest is {MP.nstr(rest / length, 6)} of |h|"


def contradictions(
    drawn: Drawn,
    at: tuple[str, ...],
    w: tuple[int, ...],
    judged: Counter[str],
    variables: tuple[str, ...] = ("x", "y"),
    ways: Sequence[Way] = WAYS,
) -> Iterator[str]:
    """What numbers say against the verdict at the point, and against the rate along w."""
    tree = read_expression(drawn.text, variables=variables).tree
    field = ScalarField.of_tree(tree, variables=variables)
    point = Point.of_trees(tuple(read_expression(entry, variables=()).tree for entry in at))
    oracle = Oracle(drawn, [number(entry) for entry in point.coordinates])
    direction = Direction((), tuple(Point.of_trees((whole(k),)).coordinates[0] for k in w))
    verdict = examine(field, point, asked=direction)
    judged[type(verdict).__name__] += 1
    try:
        value = oracle.at((0,) * len(variables))
    except NoValueError:
        if not isinstance(verdict, OutsideDomain | Undefined | Undecided):
            yield f"{type(verdict).__name__} where there is no value"
        return
    match verdict:
        case OutsideDomain() | Undefined():
            yield "no value was said to be, and it is there"
        case Smooth(claimed) | Differentiable(claimed):
            if not near(number(claimed), value):
                yield f"the value {claimed} is not {MP.nstr(value, 10)}"
            if isinstance(verdict, Differentiable):
                yield from denied_gradient(oracle, verdict.gradient, value, ways)
            else:
                slopes = gradcli.gradient(drawn.text, ",".join(at), variables=variables).values()
                yield from denied_gradient(oracle, slopes, value, ways)
        case NotDifferentiable() | Discontinuous():
            for place, rate in enumerate(verdict.partials):
                axis = tuple(int(i == place) for i in range(len(variables)))
                yield from denied_rate(oracle, axis, rate, value)
            if isinstance(verdict, Discontinuous):
                found = on_the_way(oracle, verdict.approach)
                denied = denied_side(verdict.approach.limit, found)
                if denied is not None:
                    yield f"on the way to the point: {denied}"
            elif isinstance(verdict.reason, NotLinear):
                ray = [number(c) for c in verdict.reason.direction]
                denied = denied_side(verdict.reason.rate, oracle.quotients(ray, value))
                if denied is not None:
                    yield f"along {ray}: {denied}"
    if not isinstance(verdict, OutsideDomain | Undefined):
        yield from denied_rate(oracle, w, rate_along(field, point, direction), value)


def on_the_way(oracle: Oracle, approach: Approach) -> list[Any]:
    """f along a way of gradcli's, t = 2^-100 and smaller."""
    if approach.curve is None:
        return oracle.along([number(c) for c in approach.coefficients], approach.powers)
    found: list[Any] = []
    for step in STEPS:
        t = MP.mpf(2) ** -step
        at = [MP.make_mpf(evaluate(from_sympy(c), {"t": t}, NUMBERS)._mpf_) for c in approach.curve]
        try:
            found.append(oracle.at([c - x for c, x in zip(at, oracle.point, strict=True)]))
        except NoValueError:
            found.append(None)
    return found


def whole(k: int) -> Any:
    return read_expression(str(k), variables=()).tree


def denied_rate(oracle: Oracle, way: Sequence[int], rate: Any, value: Any) -> Iterator[str]:
    right = oracle.quotients(way, value)
    left = oracle.quotients([-entry for entry in way], value)
    sides: list[tuple[Side, list[Any], int]]
    match rate:
        case Exists(slope):
            sides = [(Finite(slope), right, 1), (Finite(slope), left, -1)]
        case OneSided(on_left, on_right):
            sides = [(on_right, right, 1), (on_left, left, -1)]
        case _:
            sides = []
    for side, quotients, sense in sides:
        denied = denied_side(side, quotients, sense)
        if denied is not None:
            yield f"along {tuple(way)}: {denied}"


@dataclass(frozen=True)
class Asked:
    """A function at a point, with the reader's direction, and the ways along which it is judged."""

    drawn: Drawn
    at: tuple[str, ...]
    w: tuple[int, ...]
    variables: tuple[str, ...] = ("x", "y")
    ways: Sequence[Way] = WAYS


def judge(questions: Iterable[Asked]) -> tuple[Counter[str], list[str]]:
    """How the functions were judged, and what numbers say against it."""
    judged: Counter[str] = Counter()
    found: list[str] = []
    for each in questions:
        try:
            denied = list(
                contradictions(each.drawn, each.at, each.w, judged, each.variables, each.ways)
            )
        except GradcliError as error:
            judged[f"refused: {error.kind.value}"] += 1
            denied = ["a defect"] if error.kind.value == "internal" else []
        except (OverflowError, RecursionError):
            judged["too large for the oracle"] += 1
            continue
        found.extend(f"{each.drawn.text} at {','.join(each.at)}: {one}" for one in denied[:2])
    return judged, found


def questions(count: int, seed: int) -> Iterator[Asked]:
    """So many functions of two variables; of a seed always the same."""
    draw = random.Random(seed)
    for _ in range(count):
        drawn = draw_function(draw, 3)
        at = (draw.choice(COORDINATES), draw.choice(COORDINATES))
        yield Asked(drawn, at, draw.choice(RAYS))


def run(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """So many functions: how they were judged, and what numbers say against it."""
    return judge(questions(count, seed))


def report(of: Callable[[int, int], Iterator[Asked]]) -> None:
    """Print what was found of the functions that COUNT and SEED name."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    judged, found = judge(of(count, seed))
    print("\n".join(found))
    print(dict(judged), f"{len(found)} contradictions")


if __name__ == "__main__":
    report(questions)
