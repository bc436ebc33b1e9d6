"""Points, directions and angles, in the notations of books, of Python and of LaTeX.

2,3   (2, 3)   <3, 5>   [3 5]   x=2, y=3   3i + 5j   (x, y) = (2, 3)   \\langle 3, 5\\rangle   60deg
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, NoReturn

from gradcli.errors import GradcliError, Kind, Source, Span
from gradcli.field.expression import (
    Constant,
    Negative,
    Node,
    Number,
    Product,
    Quotient,
    Sum,
    Variable,
    postorder,
    variables_of,
)
from gradcli.language.brackets import BRACKETS
from gradcli.language.coordinates import (
    BRACKET_PAIRS,
    UNIT_VECTORS,
    assigns,
    at_top,
    at_top_of_kind,
    coefficient,
    split_at_gaps,
    with_depth,
)
from gradcli.language.limits import Limits
from gradcli.language.names import as_declared, full_name
from gradcli.language.reading import parse_tokens
from gradcli.language.size import check_size
from gradcli.language.tokens import END, Token, tokenize
from gradcli.language.vocabulary import KNOWN_WORDS
from gradcli.language.writing import write

_DEGREES: Final = frozenset({"deg", "degs", "degree", "degrees"})
_RADIANS: Final = frozenset({"rad", "rads", "radian", "radians"})
_MOST_RADIANS: Final = 7
_COUNTS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def read_point(
    text: str,
    variables: Sequence[str],
    *,
    name: str = "--at",
    limits: Limits = Limits(),  # noqa: B008  frozen
) -> tuple[Node, ...]:
    """The coordinates of a point as constant trees, in the order of `variables`.

    Raises:
        GradcliError: DIMENSION for the wrong number of coordinates, NAME for a name in one,
            SYNTAX or LIMIT as `read_expression`.
    """
    return _Reader(Source(name, text), tuple(variables), limits, "point", "coordinate").read()


def read_direction(
    text: str,
    variables: Sequence[str],
    *,
    name: str = "--w",
    limits: Limits = Limits(),  # noqa: B008  frozen
) -> tuple[Node, ...]:
    """The components of a direction as constant trees, in the order of `variables`.

    Raises:
        GradcliError: as `read_point`.
    """
    return _Reader(Source(name, text), tuple(variables), limits, "direction", "component").read()


def read_angle(
    text: str,
    *,
    name: str = "--angle",
    limits: Limits = Limits(),  # noqa: B008  frozen
) -> Node:
    """An angle in radians: `60deg`, `60°`, `pi/3`, `1 rad`.

    Raises:
        GradcliError: SYNTAX, NAME or LIMIT.
    """
    source = Source(name, text)
    tokens = tokenize(source, limits)
    unit = full_name(tokens[-2]) if len(tokens) > 1 and tokens[-2].kind == "name" else ""
    if unit in _DEGREES or unit in _RADIANS:
        tokens = [*tokens[:-2], tokens[-1]]
    elif len(unit) > 2 and len(tokens) > 2 and tokens[-3].kind == "number":
        raise GradcliError(
            Kind.NAME,
            f"{unit} is not a unit of angles",
            span=tokens[-2].span,
            source=source,
            help="write deg or rad",
        )
    angle, _ = parse_tokens(tokens, None, source, limits)
    _check_constant(angle, source, "an angle", "such as 60deg or pi/3")
    check_size(angle, limits, source)
    if unit not in _DEGREES:
        _check_turns(angle, unit, source)
        return angle
    if isinstance(angle, Negative):
        return Negative(_in_radians(angle.operand))
    return _in_radians(angle)


def _in_radians(degrees: Node) -> Node:
    return Quotient(Product((degrees, Constant("pi"))), Number(Fraction(180)))


@dataclass(slots=True)
class _Reader:
    """One point or direction while it is read; `what` and `part` are the words for messages."""

    source: Source
    variables: tuple[str, ...]
    limits: Limits
    what: str
    part: str

    def read(self) -> tuple[Node, ...]:
        tokens = tokenize(self.source, self.limits, vectors=True)
        end = tokens[-1]
        items = self.items(tokens[:-1])
        if not any(items):
            self.fail(
                Kind.SYNTAX,
                f"{self.source.name} is empty",
                None,
                f"write one {self.part} for each variable: {self.example()}",
            )
        if all(len(item) > 2 and assigns(item) for item in items):
            return self.pairs(items, end)
        if len(items) == 1:
            vector = self.unit_vectors(items[0], end)
            if vector is not None:
                return vector
        if len(items) != len(self.variables):
            self.wrong_count(len(items))
        return tuple(self.constant(item, end) for item in items)

    def items(self, tokens: list[Token]) -> list[list[Token]]:
        """The tokens of each coordinate, without the brackets and the name around them."""
        self.check_brackets(tokens)
        tokens, spaced = self.unwrap(tokens)
        separators = {",", ";"}
        if not any(t.kind in separators for t in at_top(tokens)) and (
            spaced or len(self.variables) > 1
        ):
            return split_at_gaps(tokens)
        items: list[list[Token]] = [[]]
        for token, depth in with_depth(tokens):
            if depth == 0 and token.kind in separators:
                items.append([])
            else:
                items[-1].append(token)
        for item, separator in zip(items, [*at_top_of_kind(tokens, separators), None], strict=True):
            if not item and len(items) > 1:
                self.fail(
                    Kind.SYNTAX,
                    f"a {self.part} is missing beside this comma",
                    (separator or at_top_of_kind(tokens, separators)[-1]).span,
                    f"write one {self.part} for each variable: {self.example()}",
                )
        return items

    def check_brackets(self, tokens: list[Token]) -> None:
        """An open bracket would swallow the commas after it."""
        waiting: list[Token] = []
        for token in tokens:
            if token.kind in BRACKET_PAIRS:
                waiting.append(token)
            elif waiting and token.kind == BRACKET_PAIRS[waiting[-1].kind]:
                waiting.pop()
        if waiting:
            opening = waiting[-1]
            self.fail(
                Kind.SYNTAX,
                f"the {BRACKETS[opening.kind]} is never closed",
                opening.span,
                f"add {BRACKET_PAIRS[opening.kind]} at the end",
            )

    def unwrap(self, tokens: list[Token]) -> tuple[list[Token], bool]:
        """What stands in the brackets, and whether spaces alone may part the coordinates."""
        # P(2, 3), w = <3, 5>, (x, y) = (2, 3): the name says nothing that is not known.
        tokens = self.without_name(tokens)
        if not tokens:
            return tokens, False
        first, last = tokens[0], tokens[-1]
        if first.kind == "begin" and last.kind == "end":
            inside = tokens[1:-1]
            rows = [replace(t, kind=",") if t.kind in ("row", "&") else t for t in inside]
            return rows, False
        if first.kind == "relation" and first.text == "<":
            if not (last.kind == "relation" and last.text == ">"):
                self.fail(
                    Kind.SYNTAX, "the angle bracket is never closed", first.span, "add > at the end"
                )
            return tokens[1:-1], True
        closer = BRACKET_PAIRS.get(first.kind)
        if closer is None or last.kind != closer:
            return tokens, False
        depths = [depth for _, depth in with_depth(tokens[:-1])]
        if any(depth == 0 for depth in depths[1:]):
            return tokens, False
        return tokens[1:-1], True

    def without_name(self, tokens: list[Token]) -> list[Token]:
        if len(tokens) > 2 and tokens[0].kind == "name" and tokens[1].kind == "(":
            inside = at_top_of_kind(tokens[2:-1], {",", ";"})
            if inside and tokens[-1].kind == ")" and full_name(tokens[0])[:1].isupper():
                return tokens[1:]
        equals = [i for i, t in enumerate(tokens) if t.kind == "relation" and t.text == "="]
        if len(equals) != 1:
            return tokens
        before, after = tokens[: equals[0]], tokens[equals[0] + 1 :]
        if len(before) == 1 and before[0].kind == "name":
            if full_name(before[0]) in self.variables and len(self.variables) == 1:
                return tokens
            if full_name(before[0]) not in self.variables or (
                after and after[0].kind in ("(", "[", "relation")
            ):
                return after
            return tokens
        names = [full_name(t) for t in before if t.kind == "name"]
        if tuple(names) == self.variables and before[0].kind == "(":
            return after
        return tokens

    def pairs(self, items: list[list[Token]], end: Token) -> tuple[Node, ...]:
        """x=2, y=3 in any order."""
        found: dict[str, Node] = {}
        for item in items:
            name = as_declared(full_name(item[0]), self.variables)
            if name not in self.variables:
                self.fail(
                    Kind.NAME,
                    f"the name {name} is not one of the variables {', '.join(self.variables)}",
                    item[0].span,
                    None,
                )
            if name in found:
                self.fail(
                    Kind.SYNTAX, f"the variable {name} is given twice", item[0].span, "give it once"
                )
            found[name] = self.constant(item[2:], end)
        missing = [name for name in self.variables if name not in found]
        if missing:
            listed = " and ".join(missing)
            self.fail(
                Kind.DIMENSION,
                f"the {self.what} says nothing of {listed}",
                Span(0, len(self.source.text)),
                f"write one {self.part} for each variable: {self.example()}",
            )
        return tuple(found[name] for name in self.variables)

    def unit_vectors(self, item: list[Token], end: Token) -> tuple[Node, ...] | None:
        """3i + 5j, where i, j and k are the unit vectors along the axes."""
        names = [full_name(t) for t in item if t.kind == "name"]
        others = [name for name in names if not set(name) <= set(UNIT_VECTORS)]
        if len(others) == len(names) or any(name not in KNOWN_WORDS for name in others):
            return None
        tree, _ = parse_tokens([*item, end], UNIT_VECTORS, self.source, self.limits)
        found: dict[str, list[Node]] = {}
        for term in tree.terms if isinstance(tree, Sum) else (tree,):
            taken = coefficient(term)
            if taken is None:
                self.fail(
                    Kind.SYNTAX,
                    "each term must be a number times one of i, j and k",
                    term.span,
                    "write 3i + 5j, or 3, 5",
                )
            found.setdefault(taken[0], []).append(taken[1])
        for letter in found:
            if UNIT_VECTORS.index(letter) >= len(self.variables):
                self.wrong_count(UNIT_VECTORS.index(letter) + 1)
        if len(self.variables) > len(UNIT_VECTORS):
            self.wrong_count(len(UNIT_VECTORS))
        nodes: list[Node] = []
        for letter, _variable in zip(UNIT_VECTORS, self.variables, strict=False):
            parts = found.get(letter, [Number(Fraction(0))])
            nodes.append(parts[0] if len(parts) == 1 else Sum(tuple(parts)))
        for node in nodes:
            self.check(node)
        return tuple(nodes)

    def constant(self, item: list[Token], end: Token) -> Node:
        """One coordinate."""
        stop = item[-1].span.end if item else end.span.start
        closing = Token(END, "", Span(stop, stop))
        tree, _ = parse_tokens([*item, closing], None, self.source, self.limits)
        self.check(tree)
        return tree

    def check(self, tree: Node) -> None:
        _check_constant(tree, self.source, f"a {self.part}", "such as 2, 1/2 or sqrt(2)")
        check_size(tree, self.limits, self.source)

    def example(self) -> str:
        numbers = ("2", "3", "1", "5", "4")
        return ",".join(numbers[i % 5] for i in range(min(len(self.variables), 5)))

    def wrong_count(self, given: int) -> NoReturn:
        names = ", ".join(self.variables)
        count = len(self.variables)
        plural = "" if count == 1 else "s"
        self.fail(
            Kind.DIMENSION,
            f"the function has {_count(count)} variable{plural} ({names}), and the {self.what} "
            f"has {_count(given)} {self.part}{'' if given == 1 else 's'}",
            Span(0, len(self.source.text)),
            f"write one {self.part} for each variable: {self.example()}",
        )

    def fail(self, kind: Kind, message: str, span: Span | None, advice: str | None) -> NoReturn:
        raise GradcliError(kind, message, span=span, source=self.source, help=advice)


def _count(number: int) -> str:
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def _check_turns(angle: Node, unit: str, source: Source) -> None:
    """60 without a unit goes round nine times as radians: degrees were meant."""
    size = angle.operand if isinstance(angle, Negative) else angle
    if unit not in _RADIANS and isinstance(size, Number) and size.value > _MOST_RADIANS:
        written = write(angle)
        raise GradcliError(
            Kind.USAGE,
            f"an angle of {written} radians goes round more than once",
            span=Span(0, len(source.text)),
            source=source,
            help=f"write {written}deg for degrees, or {written} rad if radians are meant",
        )


def _check_constant(tree: Node, source: Source, what: str, such_as: str) -> None:
    names = variables_of(tree)
    for node in postorder(tree):
        if isinstance(node, Variable) and node.name in names:
            raise GradcliError(
                Kind.NAME,
                f"{what} must be a number, and {node.name} is a name",
                span=node.span,
                source=source,
                help=f"write a constant {such_as}",
            )
