"""The cursor that the rules of the grammar share, and the loop that runs them.

A rule is a generator: it yields a `Level` or another rule where it needs the value of an inner
expression, and returns its own. The loop keeps the waiting rules in a list, so that the depth of a
text is bounded by `Limits.nesting` and never by Python's stack.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, NoReturn, TypeAlias

from gradcli.codes import Code
from gradcli.codes.notes import NoteCode
from gradcli.errors import Source, Span
from gradcli.field.expression import Comparison, Condition, Node
from gradcli.language.lex.build import Builder
from gradcli.language.lex.latex import is_latex
from gradcli.language.lex.limits import Limits, refuse
from gradcli.language.lex.patterns import has_signs_of_code
from gradcli.language.lex.token import END, Token
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.late import pattern


@dataclass(frozen=True, slots=True)
class Several:
    """Values side by side in brackets: (x, y). Not an expression; a condition may compare two."""

    items: tuple[Node | Condition, ...]
    span: Span


Value: TypeAlias = Node | Condition | Several
NoFactor: TypeAlias = Condition | Several
"""What cannot be multiplied."""


_SIDES: Final = pattern(r"\\(?:left|right)(?![A-Za-z])\s*\.?")

# After so many notes a reader has stopped reading them.
_NOTES: Final = 40


class Level(IntEnum):
    """How tightly a rule binds; each takes what binds at least as tightly as itself."""

    CONDITIONAL = 0
    OR = 1
    AND = 2
    RELATION = 3
    SUM = 4
    PRODUCT = 5
    BARE = 6
    POWER = 7
    ATOM = 8


# In Python 3.11 it takes ten times as long to reach a member through its class.
CONDITIONAL, OR, AND, RELATION, SUM, PRODUCT, BARE, POWER, ATOM = Level

Rule: TypeAlias = Generator["Level | Rule", Value, Value]


@dataclass(slots=True)
class Parser:
    """Tokens, a place among them, and what the rules leave behind. Local to one reading."""

    source: Source
    tokens: list[Token]
    limits: Limits
    builder: Builder
    notes: list[Note] = field(default_factory=list)
    position: int = 0
    # The brackets that are open here, innermost last.
    open: list[Token] = field(default_factory=list)
    # Whether the text has a sign that only programs have, once it was asked for.
    known_code: bool | None = None
    # The places of every `if` with an `else`, once they were asked for.
    answered: frozenset[int] | None = None

    @property
    def is_latex(self) -> bool:
        """Whether the text is written in LaTeX."""
        return is_latex(self.source.text)

    @property
    def is_code(self) -> bool:
        """Whether the text has a sign that only programs have."""
        if self.known_code is None:
            self.known_code = has_signs_of_code(self.source.text)
        return self.known_code

    @property
    def next(self) -> Token:
        """The token that is read next."""
        return self.tokens[self.position]

    @property
    def previous(self) -> Token:
        """The token that was read last."""
        return self.tokens[self.position - 1]

    def take(self) -> Token:
        """Read the next token."""
        token = self.tokens[self.position]
        self.position += 1
        return token

    def accept(self, kind: str, text: str | None = None) -> Token | None:
        """Read the next token if it is of this kind (and text)."""
        token = self.tokens[self.position]
        if token.kind == kind and (text is None or token.text == text):
            self.position += 1
            return token
        return None

    def since(self, start: int) -> Span:
        """The span from an offset to the end of what was read."""
        return Span(start, self.tokens[self.position - 1].span.end)

    def typed(self, span: Span) -> str:
        """A stretch of the text as given, shortened for a message."""
        return self.between(span.start, span.end)

    def between(self, start: int, end: int) -> str:
        """What is typed between two places."""
        if end - start > 400:
            words = f"{self.source.text[start : start + 200]} {self.source.text[end - 200 : end]}"
        else:
            words = self.source.text[start:end]
        # Of \\left( and \\right) one alone may be in the stretch.
        words = " ".join(_SIDES.sub("", words).split())
        return words if len(words) <= 40 else f"{words[:18]}...{words[-18:]}"

    def note(self, code: NoteCode, span: Span, **parts: object) -> None:
        """Say how something was read; `typed` is what stands there."""
        if len(self.notes) >= _NOTES:
            return
        said = say.note(code, span, **{"typed": self.typed(span), **parts})
        if all(said.message != note.message for note in self.notes):
            self.notes.append(said)

    def fail(
        self,
        code: Code,
        span: Span | None,
        form: str = "",
        advice: str | None = None,
        /,
        **parts: object,
    ) -> NoReturn:
        """Refuse the text here."""
        raise say.failure(code, span, self.source, form, advice, **parts)

    def as_node(self, value: Value) -> Node:
        """The value, which must be an expression and not a condition or a list."""
        if isinstance(value, Several):
            self.fail("several-expressions", value.span)
        if isinstance(value, Condition):
            self.fail("condition-for-expression", value.span)
        return value

    def as_condition(self, value: Value, start: int) -> Condition:
        """The value that was read from the offset `start` on, which must be a condition."""
        if isinstance(value, Condition):
            return value
        if isinstance(value, Several) and isinstance(value.items[-1], Comparison):
            return self.of_each(value.items, value.items[-1], value.span)
        return self.fail("condition-expected", self.since(start))

    def of_each(self, items: Sequence[Node | Condition], last: Comparison, span: Span) -> Condition:
        """(x, y > 0): what is said of the last holds of each."""
        links = [
            self.builder.comparison(self.as_node(each), last.relation, last.right, span)
            for each in items[:-1]
        ]
        return self.builder.every([*links, last], span)


def run(parser: Parser, first: Rule, expression: Callable[[Parser, Level], Rule]) -> Value:
    """The value of a rule, with `expression` as the rule that a yielded level stands for."""
    waiting = [first]
    value: Value | None = None
    limit = parser.limits.nesting
    while waiting:
        try:
            wanted = next(waiting[-1]) if value is None else waiting[-1].send(value)
        except StopIteration as done:
            value = done.value
            waiting.pop()
            continue
        value = None
        waiting.append(expression(parser, wanted) if isinstance(wanted, Level) else wanted)
        # Between two expressions there are three rules at most: a call, its arguments, a bracket.
        if len(waiting) > limit * 4:
            refuse(
                "nested-too-deep",
                parser.next.span if parser.next.kind != END else None,
                parser.source,
                limit=limit,
            )
    assert value is not None
    return value
