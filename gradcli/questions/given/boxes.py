"""A closed box as it is given: x=-2:2, y=0:pi."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gradcli.codes import Code
from gradcli.errors import GradcliError, Source, Span
from gradcli.field.expression import Node
from gradcli.language.answers.labels import outside
from gradcli.language.lex.limits import Limits
from gradcli.language.vectors.points import read_point
from gradcli.late import pattern
from gradcli.questions.given.described import described
from gradcli.questions.messages import failure, wrong_type

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.calculus.extrema.region import Sides

_SEPARATOR = pattern(r"[,;]")


def box_text(given: str | Mapping[Any, Sequence[Any]] | None) -> str | None:
    """A box of a Python program as the text that is read: {"x": (-2, 2)} as x=-2:2.

    Raises:
        GradcliError: USAGE for what is no box.
    """
    if given is None or isinstance(given, str):
        return given
    from gradcli.questions.given.values import value_text

    if not isinstance(given, Mapping):
        raise wrong_type("argument-of-another-type", "box", given=described(given))
    sides = []
    for name, bounds in given.items():
        if isinstance(bounds, str) or not isinstance(bounds, Sequence) or len(bounds) != 2:
            raise wrong_type("argument-of-another-type", "box", given=described(given))
        sides.append(f"{name}={':'.join(value_text(each, 'bound') for each in bounds)}")
    return ", ".join(sides)


def box_names(text: str) -> tuple[str, ...]:
    """What stands before the equals signs of a box; "" where a pair of bounds has no name."""
    return tuple(item.rpartition("=")[0] for _, item in _items(text))


def _items(text: str) -> Iterator[tuple[Span, str]]:
    """What the commas separate that stand in no brackets: a bound may be max(pi, 3)."""
    start = 0
    for sign in outside(text, _SEPARATOR):
        yield Span(start, sign.start()), text[start : sign.start()]
        start = sign.end()
    yield Span(start, len(text)), text[start:]


def read_box(
    text: str,
    names: Sequence[str],
    limits: Limits,
    option: str = "--in",
    code: Code = "box-not-understood",
) -> tuple[tuple[Node, Node], ...]:
    """Two bounds for each of the names, in their order: of variables, or of the axes of a window.

    Raises:
        GradcliError: the text is not understood (`code`), or leaves a name out.
    """
    source = Source(option, text)

    def failed(span: Span) -> GradcliError:
        example = ",".join(f"{name}=-2:2" for name in names)
        form = "box" if code == "box-not-understood" else ""
        return failure(code, span, source, form, given=text, example=example)

    def constant(bound: str) -> Node:
        (node,) = read_point(bound, ("x",), name=option, limits=limits).nodes
        return node

    bounds: dict[str, tuple[Node, Node]] = {}
    for span, item in _items(text):
        name, sign, rest = item.rpartition("=")
        low, colon, high = rest.partition(":")
        called = name.strip() if sign else _next(names, bounds)
        if not colon or called not in names or called in bounds:
            raise failed(span)
        bounds[called] = (constant(low), constant(high))
    if set(bounds) != set(names):
        raise failed(Span(0, len(text)))
    return tuple(bounds[name] for name in names)


def _next(names: Sequence[str], bounds: Mapping[str, object]) -> str:
    return next((name for name in names if name not in bounds), "")


def sides_of(bounds: Sequence[tuple[Node, Node]], text: str) -> Sides:
    """The bounds as the calculus takes them.

    Raises:
        RefusedError: one of them is no real number.
        GradcliError: a lower bound is not below the upper one.
    """
    from gradcli.calculus.domain.domain import require_real
    from gradcli.calculus.numbers.constants import Sign, compare
    from gradcli.field.to_sympy import ToSympy

    source = Source("--in", text)
    require_real([node for pair in bounds for node in pair], source)
    form = ToSympy()
    sides = tuple((form(low), form(high)) for low, high in bounds)
    if not all(compare(low, high) is Sign.NEGATIVE for low, high in sides):
        raise failure("box-empty", Span(0, len(text)), source)
    return sides
