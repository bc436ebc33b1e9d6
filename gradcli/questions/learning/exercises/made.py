"""Exercises of a topic and a level: each with a clean answer, and no two of them alike."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain, islice, product, zip_longest
from math import hypot, isclose
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from gradcli.errors import GradcliError
from gradcli.field.expression import Negative, Node, Number, Product, Sum, Variable
from gradcli.frozen import dataclass
from gradcli.language.reading import Reading, read_expression
from gradcli.language.writing import write
from gradcli.late import pattern
from gradcli.questions.asking import Question
from gradcli.questions.function import Function, field_of
from gradcli.questions.kinds.directional import Directional
from gradcli.questions.kinds.gradient import Gradient
from gradcli.questions.kinds.hessian import Hessian
from gradcli.questions.kinds.partial import Partial
from gradcli.questions.kinds.steepest import Steepest
from gradcli.questions.learning.exercises.apart import tells_apart
from gradcli.questions.learning.exercises.draws import Draws
from gradcli.questions.learning.exercises.further import further_shapes_of
from gradcli.questions.learning.exercises.likeness import likeness
from gradcli.questions.learning.exercises.shapes import Shape, Topic, shapes_of

# The mathematics is loaded when the first exercise is made.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.calculus.rules.gradient import Partial as Worked
    from gradcli.field.scalar_field import ScalarField

_PLACE: Final = pattern(r"\{([abcnm])\}")
_ONE: Final = pattern(r"(?<![\w.])1(?=[a-z])")
_NUMBERS: Final = MappingProxyType(
    {"a": (2, 3, 4, 5), "b": (2, 3, 4, 5), "c": (1, 2, 3, 4, 5), "n": (2, 3, 4), "m": (2, 3)}
)
# What every exercise of a topic needs at least: sin 3x, x e^x, x/(x + 1), 3x^2 y.
_LEAST: Final = MappingProxyType({Topic.CHAIN: 3.0, Topic.PRODUCT: 3.0, Topic.QUOTIENT: 3.5})
_LEAST_OF_OTHERS: Final = 1.0
_NEEDED: Final = MappingProxyType(
    {Topic.CHAIN: "chain", Topic.PRODUCT: "product", Topic.QUOTIENT: "quotient"}
)
# How many parts an answer may have, by level.
_LONGEST: Final = (10, 14, 20, 28, 40)
_LARGEST: Final = 60
_COORDINATES: Final = (1, 2, 0, -1, 3, -2, 4)
_TRIES: Final = 3
_DIRECTIONS: Final = ((3, 4), (4, 3), (-3, 4), (4, -3), (-4, 3), (3, -4), (5, 12), (6, 8), (-5, 12))
_RATES: Final = ("1/10", "1/2", "1/4")
_NEAR: Final = 1e-9

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question of a topic and a level, the rules that it needs, and what it is made of."""

    topic: Topic
    level: int
    expr: str
    needs: tuple[str, ...]
    wrt: str | None = None
    at: tuple[int, ...] | None = None
    w: tuple[int, ...] | None = None
    rate: str | None = None

    @property
    def command(self) -> str:
        """The command that answers it."""
        return _COMMANDS.get(self.topic, "partial")

    def line(self) -> dict[str, Any]:
        """The question as a line of a batch."""
        line: dict[str, Any] = {"command": self.command, "expr": self.expr}
        if self.wrt is not None:
            line["wrt"] = self.wrt
        if self.at is not None:
            line["from" if self.rate else "at"] = list(self.at)
        if self.w is not None:
            line["w"] = list(self.w)
        if self.rate is not None:
            line |= {"rate": self.rate, "iterations": 1}
        return line

    def question(self) -> Question:
        """The question of which it asks the answer; of a step of descent, that of the gradient."""
        # As it is read, so that a page has no need to say how.
        function = Function(write(read_expression(self.expr).tree))
        at = None if self.at is None else ",".join(map(str, self.at))
        match self.command:
            case "dir":
                assert self.w is not None
                return Directional(function, at, ",".join(map(str, self.w)))
            case "steepest":
                return Steepest(function, at)
            case "hessian":
                return Hessian(function, at)
            case "grad" | "descend":
                return Gradient(function, at)
        return Partial(function, None if self.wrt is None else (self.wrt,))


_COMMANDS: Final = MappingProxyType(
    {
        Topic.GRADIENT: "grad",
        Topic.DIRECTIONAL: "dir",
        Topic.STEEPEST: "steepest",
        Topic.HESSIAN: "hessian",
        Topic.DESCENT: "descend",
    }
)


class _Source:
    """The exercises of a topic and a level, in the order of a seed; no two are alike."""

    __slots__ = ("_draws", "_later", "_level", "_seen", "_topic")

    def __init__(self, topic: Topic, level: int, seed: int) -> None:
        self._topic = topic
        self._level = level
        self._draws = Draws(seed).apart(f"{topic} {level}")
        self._seen: set[str] = set()
        self._later: list[tuple[Shape, Draws, int]] = []

    def at_once(self) -> Iterator[Exercise]:
        """Those of shapes that are of the level with their first numbers: most are, or never."""
        first = _short_first(shapes_of(self._topic), self._level, self._draws)
        for shape in chain(first, _behind(self._topic, self._level, self._draws)):
            own = self._draws.apart(shape.text)
            tries = _TRIES if self._topic in _AT_POINTS else 1
            left = yield from self._of(shape, own, tries)
            if left:
                self._later.append((shape, own, left))

    def later(self) -> Iterator[Exercise]:
        """The others, once the first have come to their end."""
        for shape, own, tries in self._later:
            left = tries
            while left:
                left = yield from self._of(shape, own, left)

    def _of(self, shape: Shape, draws: Draws, tries: int) -> Generator[Exercise, None, int]:
        """The exercise of a shape, if one of so many tries gives one; how many are left.

        They are left off at the first whose rules do not suit.
        """
        for tried in range(1, tries + 1):
            reading = read_expression(_with_numbers(shape.text, draws))
            if likeness(reading.tree) in self._seen:
                return 0
            suited = _suited(self._topic, self._level, reading, draws)
            if suited is None:
                return tries - tried
            made = _made(self._topic, self._level, reading, suited, draws)
            if made is None:
                continue
            # Two terms may have come in.
            alike = likeness(read_expression(made.expr).tree)
            if alike not in self._seen:
                self._seen.add(alike)
                yield made
                return 0
        return 0


def exercises(topic: Topic, level: int, seed: int) -> Iterator[Exercise]:
    """All exercises of a topic and a level, in the order of a seed, outer and inner in turn."""
    source = _Source(topic, level, seed)
    return chain(source.at_once(), source.later())


def _behind(topic: Topic, level: int, draws: Draws) -> Iterator[Shape]:
    """What comes when the first shapes are used up: made only then."""
    yield from _short_first(further_shapes_of(topic), level, draws)


def mixed(level: int, seed: int) -> Iterator[Exercise]:
    """Exercises of all topics in turn."""
    topics = Draws(seed).shuffled(tuple(Topic))
    sources = [_Source(topic, level, seed) for topic in topics]
    at_once = _in_turn([each.at_once() for each in sources])
    return chain(at_once, _in_turn([each.later() for each in sources]))


def some(topic: Topic | None, level: int, seed: int, count: int) -> list[Exercise]:
    """So many exercises, or all that there are."""
    found = mixed(level, seed) if topic is None else exercises(topic, level, seed)
    return list(islice(found, count))


def _with_numbers(text: str, draws: Draws) -> str:
    """The shape with numbers in its places; 1x is x."""
    filled = _PLACE.sub(lambda found: str(draws.one_of(_NUMBERS[found[1]])), text)
    return _ONE.sub("", filled)


_AT_POINTS: Final = frozenset({Topic.DIRECTIONAL, Topic.STEEPEST, Topic.HESSIAN, Topic.DESCENT})


def _short_first(shapes: Sequence[Shape], level: int, draws: Draws) -> Iterator[Shape]:
    """The shapes in a drawn order; at the lower levels short ones first, among which most are."""
    bound = _SHORT.get(level)
    if bound is None:
        return _balanced(shapes, draws)
    short = [each for each in shapes if len(_PLACE.sub("2", each.text)) <= bound]
    known = {each.text for each in short}
    long = [each for each in shapes if each.text not in known]
    return chain(_balanced(short, draws), _balanced(long, draws))


_SHORT: Final = MappingProxyType({1: 14, 2: 17})


def _balanced(shapes: Sequence[Shape], draws: Draws) -> Iterator[Shape]:
    """Outer functions in turn, and of each the inner ones in turn."""
    by_outer: dict[str, dict[str, list[Shape]]] = {}
    for shape in draws.shuffled(shapes):
        by_outer.setdefault(shape.outer, {}).setdefault(shape.inner, []).append(shape)
    return _in_turn([_in_turn(list(each.values())) for each in by_outer.values()])


def _in_turn(rows: Sequence[Iterable[Item]]) -> Iterator[Item]:
    """One of each, then a second one of each, until all are given."""
    nothing = object()
    for each in chain.from_iterable(zip_longest(*rows, fillvalue=nothing)):
        if each is not nothing:
            yield each  # type: ignore[misc]  # it is an item


@dataclass(frozen=True, slots=True, eq=False)
class _Suited:
    """A function that is of a topic and a level: by which variables, and the rules it needs."""

    field: ScalarField
    names: tuple[str, ...]
    needs: tuple[str, ...]


def _suited(topic: Topic, level: int, reading: Reading, draws: Draws) -> _Suited | None:
    """The function, if its derivation is of this topic and level."""
    from gradcli.calculus.rules.gradient import Shared
    from gradcli.questions.learning.exercises.difficulty import (
        OF_CHAINS,
        OF_PRODUCTS,
        OF_SEVERAL,
        level_of,
        rules_needed,
    )

    field = field_of(reading)
    names = reading.variables
    if topic in _AT_POINTS and len(names) != len(_LETTERS):
        return None
    if topic not in _COMMANDS:
        names = (draws.one_of(names) if topic is Topic.PARTIAL else names[0],)
    shared = Shared.of_field(field)
    needed = [
        list(rules_needed(shared.differentiation.derive(shared.tree, each))) for each in names
    ]
    if topic in _NEEDED and _NEEDED[topic] not in needed[0]:
        return None
    least = _LEAST.get(topic, _LEAST_OF_OTHERS)
    steps = OF_SEVERAL
    if topic in _NEEDED:
        steps = OF_CHAINS if topic is Topic.CHAIN else OF_PRODUCTS
    levels = [level_of(each, least, steps) for each in needed]
    if None in levels or max(each for each in levels if each is not None) != level:
        return None
    return _Suited(field, names, tuple(dict.fromkeys(chain.from_iterable(needed))))


def _made(
    topic: Topic, level: int, reading: Reading, suited: _Suited, draws: Draws
) -> Exercise | None:
    """The exercise of a function of this topic and level, if its answer is clean."""
    from gradcli.calculus.check.verification import verify
    from gradcli.calculus.rules.gradient import partial
    from gradcli.field.size import size

    if topic is Topic.STEEPEST:
        lengthened = _with_whole_length(reading, draws)
        still = None if lengthened is None else _suited(topic, level, lengthened, draws)
        if lengthened is None or still is None:
            return None
        reading, suited = lengthened, still
    field = suited.field
    worked = [partial(field, name) for name in suited.names]
    if any(each.derivative == 0 for each in worked):
        return None
    if any(size(each.derivative) > _LONGEST[level - 1] for each in worked):
        return None
    if not tells_apart(topic, worked):
        return None
    # What has real values nowhere, sqrt(ln(sin x)), is seen here.
    if not verify(field, [(each.variable, each.written) for each in worked]).passed:
        return None
    wrt = suited.names[0] if topic not in _COMMANDS and len(reading.variables) > 1 else None
    made = Exercise(topic, level, reading.source.text, suited.needs, wrt)
    if topic not in _COMMANDS or (topic is Topic.HESSIAN and level <= _SYMBOLIC):
        return made
    if topic is Topic.GRADIENT and (len(suited.names) != len(_LETTERS) or draws.below(2)):
        return made
    return _at_a_point(made, field, worked, draws)


_SYMBOLIC: Final = 2


def _at_a_point(
    made: Exercise, field: ScalarField, worked: Sequence[Worked], draws: Draws
) -> Exercise | None:
    """The same at a point where the answer is clean, if one is found."""
    from gradcli.questions.numeric import numeric_gradient

    slope = numeric_gradient(made.expr)
    for place in draws.shuffled(tuple(product(_COORDINATES, repeat=2))):
        try:
            near = tuple(slope(*place))
        except (GradcliError, ArithmeticError, ValueError):
            continue
        if not _is_clean(near, made.topic) or not _is_exact(field, worked, place, near):
            continue
        if made.topic is Topic.HESSIAN and not _has_clean_curvatures(worked, field, place):
            continue
        w = draws.one_of(_DIRECTIONS) if made.topic is Topic.DIRECTIONAL else None
        rate = draws.one_of(_RATES) if made.topic is Topic.DESCENT else None
        return Exercise(made.topic, made.level, made.expr, made.needs, None, place, w, rate)
    return None


def _with_whole_length(reading: Reading, draws: Draws) -> Reading | None:
    """The function with two terms more, so that its gradient has a whole length at some point."""
    from gradcli.questions.numeric import numeric_gradient

    slope = numeric_gradient(reading.source.text)
    for place in draws.shuffled(tuple(product(_COORDINATES, repeat=2))):
        try:
            near = tuple(slope(*place))
        except (GradcliError, ArithmeticError, ValueError):
            continue
        if all(isclose(each, round(each), abs_tol=_NEAR) and abs(each) < _LARGEST for each in near):
            wanted = draws.one_of(_DIRECTIONS)
            missing = [goal - round(each) for goal, each in zip(wanted, near, strict=True)]
            if not any(missing) or max(map(abs, missing)) > _LARGEST_TERM:
                continue
            if any(
                name in _linear(reading.tree)
                for name, each in zip(reading.variables, missing, strict=True)
                if each
            ):
                return None
            terms = [
                f" {'-' if each < 0 else '+'} {abs(each)}{name}"
                for each, name in zip(missing, reading.variables, strict=True)
                if each
            ]
            return read_expression(_ONE.sub("", reading.source.text + "".join(terms)))
    return None


def _linear(tree: Node) -> frozenset[str]:
    """The variables that are terms of a sum by themselves, or with a number before them."""
    found: set[str] = set()
    for term in tree.terms if isinstance(tree, Sum) else (tree,):
        bare = term.operand if isinstance(term, Negative) else term
        factors = bare.factors if isinstance(bare, Product) else (bare,)
        moving = [each for each in factors if not isinstance(each, Number)]
        if len(moving) == 1 and isinstance(moving[0], Variable):
            found.add(moving[0].name)
    return frozenset(found)


_LETTERS: Final = ("x", "y")
_LARGEST_TERM: Final = 12


def _is_clean(slopes: Sequence[float], topic: Topic) -> bool:
    """Whole numbers, not too large and none of them 0; of a steepest direction a whole length."""
    whole = all(isclose(each, round(each), abs_tol=_NEAR) for each in slopes)
    if not whole or not all(0 < abs(round(each)) <= _LARGEST for each in slopes):
        return False
    # Where the components are equal, no mistake that swaps them shows.
    if len({round(each) for each in slopes}) < len(slopes):
        return False
    length = hypot(*slopes)
    return topic is not Topic.STEEPEST or isclose(length, round(length), abs_tol=_NEAR)


def _is_exact(
    field: ScalarField, worked: Sequence[Worked], place: Sequence[int], near: Sequence[float]
) -> bool:
    """Whether the slopes are the whole numbers that they are near to."""
    known = [_value(each, field, place) for each in worked]
    return known == [round(each) for each in near]


def _has_clean_curvatures(
    worked: Sequence[Worked], field: ScalarField, place: Sequence[int]
) -> bool:
    from gradcli.calculus.rules.gradient import partial

    for each in worked:
        for name in field.variables:
            value = _value(partial(each.as_field(), name), field, place)
            if not value.is_Integer or abs(value) > _LARGEST:
                return False
    return True


def _value(worked: Worked, field: ScalarField, place: Sequence[int]) -> Any:
    """The exact value of a partial at a point."""
    from gradcli.calculus.rules.gradient import coordinates
    from gradcli.field.scalar_field import Point
    from gradcli.field.to_sympy import ToSympy

    point = Point.of_trees(tuple(Number(Fraction(each)) for each in place))
    return ToSympy(coordinates(field, point))(worked.written)
