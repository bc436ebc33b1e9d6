"""Points and directions, in the notations of books, of Python, of MATLAB and of LaTeX.

2,3   (2, 3)   <3, 5>   [3 5]   (2|3)   x=2, y=3   {x: 2, y: 3}   (x, y) = (2, 3)   P(2, 3)
3i + 5j   1/sqrt(2) (1, 1)   \\langle 3, 5\\rangle   \\begin{pmatrix}3\\\\5\\end{pmatrix}
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final, NoReturn

from gradcli.errors import NO_SOURCE, GradcliError, Kind, Source, Span
from gradcli.field.expression import Node, Number, Power, Sum
from gradcli.frozen import dataclass, replace
from gradcli.language.lex.characters import GREEK_NAMES
from gradcli.language.lex.limits import Limits
from gradcli.language.lex.token import END, Token
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.vectors import coordinates
from gradcli.language.vectors.constants import about, read_constant
from gradcli.language.vectors.typeset import tokens_of
from gradcli.language.vectors.vector_spec import VectorSpec, counted
from gradcli.language.vectors.vector_wrapping import Unwrapped, inside
from gradcli.language.vectors.vectors import ZERO, Vector

# Not in (1,2), which is a point by itself.
# What few points need is loaded where they need it: each room opened takes half a millisecond.
# ruff: noqa: PLC0415

_WORD: Final = rf"(?i:angle|axis)|{coordinates.OF_COMPASS}"
_OF_AXES: Final = frozenset({"axis", "axes", "increasing", "decreasing"})
_DECIMAL_COMMA: Final = r"(?!(?<=\()\d+,\d+\))(?<![\w.])(\d+),(\d+)(?![\d.])"


@dataclass(frozen=True, slots=True)
class Coordinates:
    """The coordinates of a point or the components of a direction, in the order of the variables.

    They are constant trees; `notes` say how the text was read where it could be read otherwise.
    `source` is the text that the spans of the trees point into. `let` are values of constants that
    stand among the coordinates, `is_named` says whether these came with their names.
    """

    nodes: Vector
    notes: tuple[Note, ...]
    source: Source = NO_SOURCE
    let: Mapping[str, Node] = MappingProxyType({})
    is_named: bool = True


def read_point(
    text: str,
    variables: Sequence[str],
    *,
    name: str = "--at",
    limits: Limits = Limits(),  # noqa: B008  frozen
    held: Sequence[str] = (),
) -> Coordinates:
    """A point: a value for each of the variables, and with its name for any of the `held` names.

    Raises:
        GradcliError: DIMENSION for the wrong number of coordinates, NAME for a name in one,
            SYNTAX or LIMIT as `read_expression`.
    """
    source = Source(name, text)
    return _read(VectorSpec(source, tuple(variables), limits, "point", "coordinate", tuple(held)))


def read_direction(
    text: str,
    variables: Sequence[str],
    *,
    name: str = "--w",
    limits: Limits = Limits(),  # noqa: B008  frozen
) -> Coordinates:
    """A direction: a component along each of the variables.

    Raises:
        GradcliError: as `read_point`.
    """
    return _read(VectorSpec(Source(name, text), tuple(variables), limits, "direction", "component"))


def _read(asked: VectorSpec) -> Coordinates:
    reader = _Reader(asked)
    try:
        nodes = reader.read()
    except GradcliError as error:
        # 1,2,3 for two variables is one number too many; 1,2,3,4 may be two decimals.
        halved = asked.source.text.count(",") == 2 * len(asked.variables) - 1
        may_be_decimal = error.kind is Kind.SYNTAX or (error.kind is Kind.DIMENSION and halved)
        if may_be_decimal and _is_read_with_points(asked):
            written = _with_points(asked.source.text)
            error.help = say.advice("decimal-point", written=" ".join(written.split()))
        raise
    notes = about(asked.source, reader.notes)
    return Coordinates(nodes, notes, asked.source, reader.let, reader.is_named)


def _is_read_with_points(asked: VectorSpec) -> bool:
    """Whether 0,5; 2 would be a point if it were 0.5; 2."""
    text = _with_points(asked.source.text)
    if text == asked.source.text:
        return False
    try:
        _Reader(replace(asked, source=replace(asked.source, text=text))).read()
    except GradcliError:
        return False
    return True


def _with_points(text: str) -> str:
    return re.sub(_DECIMAL_COMMA, r"\1.\2", text)


@dataclasses.dataclass(slots=True)
class _Reader:
    """One text while it is read."""

    asked: VectorSpec
    notes: list[Note] = dataclasses.field(default_factory=list)
    let: dict[str, Node] = dataclasses.field(default_factory=dict)
    is_named: bool = False

    def read(self) -> Vector:
        asked = self.asked
        if asked.what == "direction" and re.search(_WORD, asked.source.text):
            self.check_turn()
        given = tokens_of(asked.source, asked.limits)[:-1]
        self.check_matrix(given)
        left = inside(list(coordinates.in_rows(given)), asked)
        self.notes.extend(left.notes)
        nodes = self.vector(left)
        if asked.what == "direction" and any(token.text == "unit" for token in given):
            self.check_length(nodes)
        self.is_named = self.is_named or bool(left.order)
        values = dict(zip(left.order or asked.variables, nodes, strict=True))
        return tuple(values[name] for name in asked.variables)

    def vector(self, left: Unwrapped) -> Vector:
        tokens = list(left.tokens)
        if not tokens:
            asked = self.asked
            asked.fail("empty-text", None, "vector", text=asked.source.name, example=asked.example)
        if len(tokens) == 1 and tokens[0].text.lower() == "origin":
            self.is_named = True
            return (ZERO,) * len(self.asked.variables)
        self.check_axis(tokens)
        groups = coordinates.groups_of(tokens)
        separators = coordinates.places(tokens, groups, coordinates.SEPARATORS)
        outside = [t for t, depth in zip(tokens, groups.depths, strict=True) if depth == 0]
        if any(map(coordinates.is_sign_of_equality, outside)):
            return self.pairs(
                coordinates.split(tokens, separators)
                if separators
                else coordinates.split_at_gaps(tokens)
            )
        if not separators:
            from gradcli.language.vectors.combinations import combination

            combined = combination(tokens, self.asked, self.components)
            if combined is not None:
                nodes, notes = combined
                self.notes.extend(notes)
                return nodes
        return self.components(tokens, left.opening, left.label)

    def pairs(self, items: Sequence[list[Token]]) -> Vector:
        """x=2, y=3 in any order; x=y=1."""
        asked = self.asked
        self.is_named = True
        found: dict[str, Node] = {}
        for item in items:
            names, value = _named(item)
            if not names:
                where = item[0].span.to(item[-1].span) if item else asked.whole
                asked.fail("coordinate-without-name", where, example=self.by_name)
            node = self.constant(value)
            for token in names:
                name = asked.variable(token)
                if name not in (*asked.variables, *asked.held):
                    asked.unknown_name(name, token.span)
                if name in found:
                    asked.fail("variable-given-twice", token.span, variable=name)
                found[name] = node
        missing = [name for name in asked.variables if name not in found]
        if missing:
            asked.fail(
                "coordinate-not-given",
                asked.whole,
                variables=" and ".join(missing),
                example=asked.example,
            )
        self.let.update((name, node) for name, node in found.items() if name in asked.held)
        return tuple(found[name] for name in asked.variables)

    def components(self, tokens: Sequence[Token], opening: str, label: str = "") -> Vector:
        """A list of components, each in its place."""
        asked = self.asked
        items = self.items(tokens, opening)
        nodes = tuple(map(self.constant, items))
        if len(nodes) == len(asked.variables):
            if label[:1].islower() and len(nodes) == 1:  # P = 3 is the name of a point
                asked.unknown_name(label, asked.whole)
            return nodes
        if len(nodes) == 1:
            from gradcli.language.vectors.angles import is_angle

            is_turn = is_angle(items[0]) or label in GREEK_NAMES or label == "angle"
            if is_turn and asked.what == "direction":
                self.refuse_angle(items[0])
            if label:
                asked.unknown_name(label, asked.whole)
        return asked.wrong_count(len(nodes))

    def items(self, tokens: Sequence[Token], opening: str) -> list[list[Token]]:
        groups = coordinates.groups_of(tokens)
        separators = coordinates.places(tokens, groups, coordinates.SEPARATORS)
        if not separators:
            bars = coordinates.places(tokens, groups, frozenset({"|"}))
            if len(self.asked.variables) == 1:
                return [list(tokens)]
            # (2|3) as in German schools, where |x| has a bar at an end.
            if opening == "(" and bars and bars[0] > 0 and bars[-1] < len(tokens) - 1:
                return coordinates.split(tokens, bars)
            return coordinates.split_at_gaps(tokens)
        items = coordinates.split(tokens, separators)
        self.check_rows(items, [tokens[place] for place in separators], opening)
        for item, place in zip(items, [*separators, separators[-1]], strict=True):
            if not item:
                asked = self.asked
                asked.fail("coordinate-missing", tokens[place].span, example=asked.example)
        return items

    def constant(self, item: Sequence[Token]) -> Node:
        """One component."""
        asked = self.asked
        without, unit = list(item), ""
        if len(item) > 1:
            from gradcli.language.vectors.angles import unit_of

            without, unit = unit_of(item)
        stop = item[-1].span.end if item else len(asked.source.text)
        closing = Token(END, "", Span(stop, stop))
        tree, notes = read_constant([*without, closing], asked.source, asked.limits, asked.part)
        self.notes.extend(notes)
        if not unit:
            return tree
        from gradcli.language.vectors.angles import with_unit

        return with_unit(tree, unit)

    # -- what is said of others --

    @property
    def by_name(self) -> str:
        asked = self.asked
        pairs = zip(asked.variables, asked.example.split(","), strict=False)
        return ", ".join(f"{name} = {number}" for name, number in pairs)

    def check_matrix(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.kind == "begin" and token.text == "vmatrix":
                self.asked.fail("determinant-for-vector", token.span)

    def check_rows(
        self, items: Sequence[list[Token]], separators: Sequence[Token], opening: str
    ) -> None:
        """Where ; separates, a comma is a decimal comma, unless they are the rows of a matrix."""
        asked = self.asked
        if len({token.kind for token in separators}) < 2:
            return
        is_matrix = all(token.text in ("&", "\\\\") for token in separators)
        if is_matrix or (opening == "[" and len(items) == len(asked.variables)):
            self.notes.append(say.note("rows-in-turn", asked.whole))
            return
        typed = asked.source.text
        written = _with_points(typed)
        asked.fail(
            "comma-and-semicolon",
            next(token.span for token in separators if token.kind == ","),
            "" if written == typed else "written",
            written=" ".join(written.split()),
        )

    def check_length(self, nodes: Vector) -> None:
        """The unit vector (3, 5) is none: is (3, 5) meant, or the unit vector along it?"""
        from gradcli.language.enclosures import enclosure

        squares = Sum(tuple(Power(node, Number(Fraction(2))) for node in nodes))
        found = enclosure(squares, {}, lambda _: math.inf)
        if found is None or not math.isclose(found[0], 1) or not math.isclose(found[1], 1):
            self.asked.fail("length-not-one", self.asked.whole)

    def check_axis(self, tokens: Sequence[Token]) -> None:
        """x-axis: which way along it, and as numbers?"""
        asked = self.asked
        words = {token.text.lower() for token in tokens}
        named = [name for name in map(asked.variable, tokens) if name in asked.variables]
        is_axis = not words.isdisjoint({"axis", "axes", "increasing", "decreasing"}) or (
            "direction" in words and named
        )
        if not is_axis:
            return
        one = "1" if words.isdisjoint({"negative", "decreasing"}) else "-1"
        ones = [one if [name] == named[:1] else "0" for name in asked.variables]
        asked.fail(
            "axis-for-vector",
            tokens[0].span.to(tokens[-1].span),
            "along" if named and asked.what == "direction" else "",
            along=",".join(ones),
            example=asked.example,
        )

    def check_turn(self) -> None:
        """30° with the x-axis, north of east: what --angle is for."""
        from gradcli.language.vectors.angles import turn_in

        asked = self.asked
        angle = turn_in(asked.source.text)
        if angle:
            is_compass = re.search(coordinates.OF_COMPASS, asked.source.text) is not None
            count = len(asked.variables)
            form = "axis" if angle == "?" else "compass" if is_compass else "two"
            form = form if count == 2 else "more"
            more = {"count": counted(count), "example": asked.example}
            asked.fail("angle-for-direction", asked.whole, form, angle=angle, **more)

    def refuse_angle(self, item: Sequence[Token]) -> NoReturn:
        asked = self.asked
        count = len(asked.variables)
        asked.fail(
            "angle-for-direction",
            asked.whole,
            "two" if count == 2 else "more",
            angle="".join(asked.typed(item).split()),
            count=counted(count),
            example=asked.example,
        )


def _named(item: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The names at the beginning of x = y = 1, and the value."""
    names: list[Token] = []
    rest = list(item)
    while len(rest) > 2 and rest[0].kind == "name" and coordinates.is_sign_of_equality(rest[1]):
        names.append(rest[0])
        rest = rest[2:]
    return names, rest
