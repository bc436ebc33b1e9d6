"""The library: the same answers that the commands print, as objects.

    >>> import gradcli
    >>> answer = gradcli.gradient("x^2 y", at="2,3")
    >>> answer.lines()
    ('12', '4')

SymPy is loaded when the first text has been read without a complaint, not before: a mistake is
answered at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from gradcli.errors import GradcliError, Kind, Source, Span
from gradcli.field.expression import Call, Negative, Sum, postorder, variables_of
from gradcli.frozen import dataclass, replace
from gradcli.language.lex.limits import Limits
from gradcli.language.lex.notes import Note
from gradcli.language.names.name_lists import names_to_differentiate_by
from gradcli.language.reading import Reading, read_expression
from gradcli.language.vectors.points import Coordinates, read_direction, read_point

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.calculus.answers import Answer, Derived
    from gradcli.calculus.rules.gradient import Partial
    from gradcli.field.scalar_field import Direction, Point, ScalarField
    from gradcli.narrative.document import Document

DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """An answer, and every form in which it can be read.

    `answer` holds what was computed (see `gradcli.calculus.answers`); `notes` say how the text
    was read where it could have been read otherwise; `error` is what the mathematics said no to
    (the gradient does not exist there, it is zero), or None.
    """

    answer: Answer
    notes: tuple[Note, ...]
    error: GradcliError | None

    @property
    def warning(self) -> Note | None:
        """What must be known of an answer that nothing confirms, or None."""
        from gradcli.narrative.warning import warning_of

        found = warning_of(self.answer)
        if found is None:
            return None
        message, advice = found
        return Note(message, Span(0, len(self.answer.field.source.text)), advice)

    def document(self, steps: str = "full", digits: int = 6) -> Document:
        """The answer in words and formulas; `steps` is `none`, `brief` or `full`.

        `digits` is the number of significant digits of the decimals beside exact numbers.
        """
        from gradcli.narrative.steps import Detail
        from gradcli.narrative.stories import story
        from gradcli.narrative.stories.common import Telling

        with _refusals(self.answer.field):
            return story(self.answer, Telling(Detail(steps), digits))

    def lines(self, *, unit: bool = False) -> tuple[str, ...]:
        """The answer alone, one value a string, in the input language, exact.

        For a directional derivative the rate along w as given; with `unit` the rate per unit of
        distance.
        """
        from gradcli.calculus.answers import trees_of
        from gradcli.language.writing import write

        declared = frozenset(self.answer.field.variables)
        with _refusals(self.answer.field):
            return tuple(write(tree, declared) for tree in trees_of(self.answer, unit=unit))

    def values(self, *, unit: bool = False) -> tuple[Any, ...]:
        """The same as SymPy expressions: at the point where there is one, else formulas."""
        from gradcli.calculus.answers import trees_of, values_of
        from gradcli.field.to_sympy import ToSympy

        with _refusals(self.answer.field):
            values = values_of(self.answer, unit=unit)
            own = set(self.answer.field.symbols)
            if all(value.free_symbols <= own for value in values):
                return values
            # A formula that speaks of named parts is of no use without them.
            canonical = ToSympy()
            return tuple(canonical(tree) for tree in trees_of(self.answer, unit=unit))

    def json(self, *, steps: str = "full") -> dict[str, Any]:
        """The object that `--format json` prints (see `gradcli schema`)."""
        from gradcli.render.failure import failure
        from gradcli.render.json import success

        warned = () if self.warning is None else (self.warning,)
        notes = tuple(note.message for note in (*self.notes, *warned))
        with _refusals(self.answer.field):
            body = success(self.answer, with_steps=steps != "none", notes=notes)
        if self.error is None:
            return body
        # At a critical point there is no steepest direction, and a gradient all the same.
        return {"differentiable": False} | body | failure(self.error)

    def text(self, format: str = "plain", *, steps: str = "full", width: int = 80) -> str:  # noqa: A002  the option's name
        """The answer in any format of the command line but JSON."""
        from gradcli.render.page.document import Format, render

        return render(self.document(steps), Format(format), width=width)

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        from gradcli.render.page.html import html_fragment

        return html_fragment(self.document())

    def _repr_latex_(self) -> str:
        from gradcli.narrative.stories.headline import headline
        from gradcli.render.page.latexdocument import displayed

        with _refusals(self.answer.field):
            return displayed(headline(self.answer))


class Watcher(Protocol):
    """Who wants to know how far an answer is: a page that is written as it comes."""

    def read(self, reading: Reading) -> None:
        """The text was understood as this."""

    def derived(self, partial: Partial, place: int) -> None:
        """The partial by the variable in this place, from 1, was derived and checked."""


def _derived(watcher: Watcher | None) -> Derived | None:
    return None if watcher is None else watcher.derived


@contextmanager
def _refusals(field: ScalarField | None = None) -> Iterator[None]:
    """What the mathematics refuses, in words; any other failure inside is left as it is."""
    try:
        yield
    except GradcliError:
        raise
    except RecursionError as error:
        raise too_deep() from error
    except Exception as error:
        from gradcli.narrative.refusals import in_words

        refusal = in_words(error, field)
        if refusal is None:
            raise
        raise refusal from error


def too_deep() -> GradcliError:
    """The refusal of an expression on which Python's stack ends."""
    return GradcliError(
        Kind.LIMIT,
        "the expression is nested more deeply than can be worked on",
        help="in Python, allow more with sys.setrecursionlimit; the command gradcli does",
    )


def partial(
    expression: str,
    wrt: str | Sequence[str] | None = None,
    *,
    variables: Sequence[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """The partial derivative by `wrt`: one variable, or several to differentiate by in turn.

    Raises:
        GradcliError: the text is not understood, or `wrt` names no variable of the function.
    """
    reading = _read(expression, variables, limits)
    if wrt is None:
        if len(reading.variables) > 1:
            raise GradcliError(
                Kind.USAGE,
                f"say by which of {', '.join(reading.variables)} to differentiate",
                help=f"for example --wrt {reading.variables[0]}",
            )
        wrt = reading.variables
    typed = wrt.split(",") if isinstance(wrt, str) else tuple(wrt)
    names = names_to_differentiate_by(typed, reading.function, reading.variables, limits)
    field = _field(reading, watcher)
    from gradcli.calculus.answers import answer_partial

    with _refusals(field):
        return _result(answer_partial(field, names), reading)


def gradient(
    expression: str,
    at: str | None = None,
    *,
    variables: Sequence[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """The gradient, and its value at a point given as `2,3` or `x=2, y=3`.

    Raises:
        GradcliError: a text is not understood. A gradient that does not exist at the point is no
            exception but the `error` of the result, which also says what does exist.
    """
    reading = _read(expression, variables, limits)
    place = None if at is None else read_point(at, reading.variables, limits=limits)
    reading = _noting(reading, place)
    field = _field(reading, watcher)
    from gradcli.calculus.answers import answer_gradient

    with _refusals(field):
        return _result(answer_gradient(field, _point(place), _derived(watcher)), reading)


@dataclass(frozen=True, slots=True, eq=False)
class NumericGradient:
    """The gradient as a function of numbers: one float a variable in, one partial a variable out.

    One backward sweep over the graph of the function, at the cost of a few evaluations, however
    many variables there are. Floats, neither exact nor checked: for many points or many variables.
    """

    reading: Reading

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the arguments, in order."""
        return self.reading.variables

    def __call__(self, *point: float) -> tuple[float, ...]:
        """The partial derivatives at a point.

        Raises:
            GradcliError: DIMENSION for another number of coordinates; NOT_DIFFERENTIABLE where the
                function has no real value or no rate (a pole, a corner, a jump); LIMIT where a
                number on the way is too large for a float.
        """
        from gradcli.calculus.numbers.duals import OutsideError
        from gradcli.calculus.numbers.sweep import rates

        names = self.reading.variables
        if len(point) != len(names):
            raise GradcliError(
                Kind.DIMENSION,
                f"the function has {len(names)} variables, and the point has {len(point)}",
                help=f"give one number for each of {', '.join(names)}",
            )
        where = f"at {', '.join(f'{name} = {x:g}' for name, x in zip(names, point, strict=True))}"
        at = {name: float(x) for name, x in zip(names, point, strict=True)}
        if not all(map(math.isfinite, at.values())):
            raise GradcliError(Kind.USAGE, f"there is no point {where}", help="give finite numbers")
        try:
            _, found = rates(self.reading.tree, at)
            if not all(map(math.isfinite, found.values())):
                raise OverflowError
        except (OutsideError, ZeroDivisionError, ValueError) as error:
            raise GradcliError(
                Kind.NOT_DIFFERENTIABLE,
                f"{self.reading.function} has no gradient in numbers {where}",
                help="gradient() says what is true at the point, and why",
            ) from error
        except OverflowError as error:
            raise GradcliError(Kind.LIMIT, f"a number is too large for a float {where}") from error
        return tuple(found.get(name, 0.0) for name in names)


def numeric_gradient(
    expression: str,
    *,
    variables: Sequence[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> NumericGradient:
    """The gradient as a function of numbers, for many points or very many variables.

    Raises:
        GradcliError: the text is not understood.
    """
    return NumericGradient(_read(expression, variables, limits))


def directional(
    expression: str,
    w: str | None = None,
    at: str | None = None,
    *,
    toward: str | None = None,
    angle: str | None = None,
    variables: Sequence[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """The directional derivative along `w`, `toward` a point (from `at`), or at an `angle`.

    Raises:
        GradcliError: a text is not understood; not exactly one direction is given; `toward`
            without `at`; an angle for other than two variables; the zero direction.
    """
    reading = _read(expression, variables, limits)
    place = None if at is None else read_point(at, reading.variables, limits=limits)
    given = [each for each in (w, toward, angle) if each is not None]
    if len(given) != 1:
        raise GradcliError(
            Kind.USAGE,
            "a direction is needed" if not given else "more than one direction is given",
            help="give one of --w 3,5, --toward Q (with --at P) or --angle 60deg",
        )
    way, source = _direction(reading, place, w, toward, angle, limits)
    reading = _noting(reading, place, way)
    field = _field(reading, watcher)
    from gradcli.calculus.answers import answer_directional
    from gradcli.field.scalar_field import Direction

    with _refusals(field):
        direction = Direction.of_trees(way.nodes)
        _refuse_zero(direction, source)
        answer = answer_directional(field, direction, _point(place), _derived(watcher))
        return _result(answer, reading)


def steepest(
    expression: str,
    at: str | None = None,
    *,
    variables: Sequence[str] | None = None,
    limits: Limits = DEFAULT_LIMITS,
    watcher: Watcher | None = None,
) -> Result:
    """The direction of steepest ascent at a point, and why it is the best.

    Raises:
        GradcliError: a text is not understood. Where there is no such direction (the gradient is
            zero or does not exist) the result's `error` says so.
    """
    reading = _read(expression, variables, limits)
    if at is None:
        example = ",".join("1" for _ in reading.variables)
        raise GradcliError(
            Kind.USAGE,
            "the steepest direction differs from point to point, and no point is given",
            help=f"give one value a variable, for example --at {example}",
        )
    place = read_point(at, reading.variables, limits=limits)
    reading = _noting(reading, place)
    field = _field(reading, watcher)
    from gradcli.calculus.answers import answer_steepest

    with _refusals(field):
        point = _point(place)
        assert point is not None
        return _result(answer_steepest(field, point, _derived(watcher)), reading)


def _read(expression: str, variables: Sequence[str] | None, limits: Limits) -> Reading:
    reading = read_expression(expression, variables=variables, limits=limits)
    if not reading.variables:
        raise GradcliError(
            Kind.USAGE,
            "there is no variable in it to differentiate by",
            span=Span(0, len(expression)),
            source=reading.source,
            help="declare the variables with --vars x,y or write f(x, y) = ... before it",
        )
    _refuse_moving_factorial(reading)
    return reading


def _refuse_moving_factorial(reading: Reading) -> None:
    """n! is defined on the whole numbers alone, so it has no derivative by n."""
    for node in postorder(reading.tree):
        if isinstance(node, Call) and node.function == "factorial" and variables_of(node):
            raise GradcliError(
                Kind.NOT_DIFFERENTIABLE,
                "a factorial is defined for whole numbers alone, so it has no derivative",
                span=node.span,
                source=reading.source,
                help="a factorial of a constant, such as 5!, may stand in the function",
            )


def _field(reading: Reading, watcher: Watcher | None) -> ScalarField:
    """The field of a text that was understood; from here on SymPy is at work."""
    if watcher is not None:
        watcher.read(reading)
    from gradcli.calculus.domain.domain import constant_fault
    from gradcli.field.scalar_field import ScalarField
    from gradcli.narrative.point.verdicts import constant_complaint

    field = ScalarField.of_tree(
        reading.tree,
        function=reading.function,
        variables=reading.variables,
        source=reading.source,
        names=reading.names,
    )
    with _refusals(field):
        fault = constant_fault(field.tree)
    if fault is not None:
        raise constant_complaint(fault, field)
    return field


def _noting(reading: Reading, *read: Coordinates | None) -> Reading:
    """The reading, which then also says how the point and the direction were read."""
    notes = [note for each in read if each is not None for note in each.notes]
    return replace(reading, notes=(*reading.notes, *notes))


def _point(place: Coordinates | None) -> Point | None:
    if place is None:
        return None
    from gradcli.field.scalar_field import Point

    return Point.of_trees(place.nodes)


def _direction(
    reading: Reading,
    place: Coordinates | None,
    w: str | None,
    toward: str | None,
    angle: str | None,
    limits: Limits,
) -> tuple[Coordinates, Source]:
    """The components as trees, and the text that they come from."""
    if w is not None:
        return read_direction(w, reading.variables, limits=limits), Source("--w", w)
    if angle is not None:
        source = Source("--angle", angle)
        if len(reading.variables) != 2:
            raise GradcliError(
                Kind.DIMENSION,
                f"an angle gives a direction in two variables, and {reading.function} has "
                f"{len(reading.variables)}: {', '.join(reading.variables)}",
                span=Span(0, len(angle)),
                source=source,
                help="give the direction with --w, one component a variable",
            )
        from gradcli.language.vectors.angles import read_angle

        turn = read_angle(angle, limits=limits)
        components = (Call("cos", (turn.radians,)), Call("sin", (turn.radians,)))
        return Coordinates(components, turn.notes), source
    assert toward is not None
    if place is None:
        raise GradcliError(
            Kind.USAGE, "--toward Q goes from a point P to Q", help="give P with --at P"
        )
    goal = read_point(toward, reading.variables, name="--toward", limits=limits)
    ways = tuple(
        Sum((end, Negative(start))) for end, start in zip(goal.nodes, place.nodes, strict=True)
    )
    from gradcli.field.from_sympy import from_sympy
    from gradcli.field.to_sympy import ToSympy

    # The way from P to Q is shown worked out: (1, 1), not (3 - 2, 4 - 3).
    canonical = ToSympy()
    with _refusals():
        worked_out = tuple(from_sympy(canonical(way)) for way in ways)
    return Coordinates(worked_out, goal.notes), Source("--toward", toward)


def _refuse_zero(direction: Direction, source: Source) -> None:
    from gradcli.calculus.numbers.constants import is_zero

    if all(is_zero(component) is True for component in direction.components):
        raise GradcliError(
            Kind.ZERO_DIRECTION,
            "this direction has length 0, so it does not point anywhere",
            span=Span(0, len(source.text)),
            source=source,
            help="give a direction with at least one component that is not 0",
        )


def _result(answer: Answer, reading: Reading) -> Result:
    from gradcli.narrative.point.refusals import refusal

    return Result(answer, reading.notes, refusal(answer))
