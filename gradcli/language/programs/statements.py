"""The statements of a program: from tokens and the breaks of lines between them.

    statement = name {"," name} ("=" | ":=" | "<-" | ":") expression {"," expression}
              | "if" condition block {else-if condition block} ["else" block]
              | "return" expression | expression

A block is indented, stands in braces, or goes up to an `end`, as the style says.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final, NoReturn, TypeAlias

from gradcli.codes import SyntaxCode
from gradcli.errors import Source, Span
from gradcli.frozen import dataclass
from gradcli.language.lex.limits import Limits, refuse
from gradcli.language.lex.token import END, Token, behind_bracket, full_name, holds_several, split
from gradcli.language.messages import say
from gradcli.language.programs.styles import (
    ELSE_IF,
    ENDS_OF_BLOCKS,
    IMPORTS,
    LOOPS,
    OPERATIONS,
    STATEMENTS,
    TYPES,
    Style,
)

Tokens: TypeAlias = tuple[Token, ...]

_DEEPEST: Final = 16
# Braces hold statements, and are no brackets of a formula here.
_OPENING: Final = frozenset("([")
_CLOSING: Final = frozenset(")]")


@dataclass(frozen=True, slots=True)
class Assign:
    """name = expression; `sign` is that of +=, if one stands before the sign of equality."""

    name: Token
    value: Tokens
    sign: Token | None = None


@dataclass(frozen=True, slots=True)
class If:
    """if condition: block, and what else; the last condition is empty for `else`."""

    branches: tuple[tuple[Tokens, tuple[Statement, ...]], ...]
    word: Token


@dataclass(frozen=True, slots=True)
class Return:
    """return expression"""

    value: Tokens


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression by itself: the value, where it is the last statement."""

    value: Tokens


Statement: TypeAlias = "Assign | If | Return | Expression"


@dataclasses.dataclass(slots=True)
class Statements:
    """A place among the tokens of a program."""

    tokens: Sequence[Token]
    source: Source
    limits: Limits
    style: Style
    at: int = 0
    depth: int = 0

    @property
    def next(self) -> Token:
        """The token that is read next."""
        return self.tokens[self.at]

    def breaks(self, at: int) -> bool:
        """Whether a line ends before a token: not behind an operation or a backslash."""
        if at == 0 or at >= len(self.tokens):
            return True
        before, token = self.tokens[at - 1], self.tokens[at]
        between = self.source.text[before.span.end : token.span.start]
        if "\n" in between and token.kind == "name" and token.text in STATEMENTS:
            return True
        if "\n" not in between or "\\" in between or "..." in between:
            return False
        goes_on = before.kind in OPERATIONS and not _is_word(before)
        return not goes_on and token.kind not in ("*", "/", "^")

    def indent(self, at: int) -> int:
        """How far the line of a token is indented."""
        start = self.tokens[at].span.start
        line = self.source.text[self.source.text.rfind("\n", 0, start) + 1 : start]
        return len(line) if not line.strip() else len(line) - len(line.lstrip())

    def block(self) -> tuple[Statement, ...]:
        """What follows a condition: indented, in braces, up to an end, or one statement."""
        self.depth += 1
        if self.depth > _DEEPEST:
            refuse("nested-too-deep", self.next.span, self.source, limit=_DEEPEST)
        read: list[Statement] = []
        match self.style:
            case Style.BRACES if self.next.kind == "{":
                self.at += 1
                read = self.until({"}"}, frozenset())
                self.close("}")
            case Style.ENDS:
                read = self.until(set(), ENDS_OF_BLOCKS)
            case Style.INDENTED if self.breaks(self.at):
                indent = self.indent(self.at)
                while self.next.kind != END and self.indent(self.at) >= indent:
                    read.extend(self.line())
            case _:
                read = self.line()
        self.depth -= 1
        return tuple(read)

    def until(self, kinds: Collection[str], words: Collection[str]) -> list[Statement]:
        """The statements up to a token of some kinds, or one of some words."""
        read: list[Statement] = []
        while self.next.kind != END and self.next.kind not in kinds:
            if self.next.kind in (";", "row"):
                self.at += 1
                continue
            if self.next.kind == "name" and self.next.text in words:
                break
            read.extend(self.line())
        return read

    def close(self, kind: str) -> None:
        """Read the sign that closes a block."""
        if self.next.kind == kind:
            self.at += 1
        else:
            self.fail("block-not-closed", self.next)

    def line(self) -> list[Statement]:
        """The statements up to the end of a line, or of what stands before a semicolon."""
        while self.next.kind in (";", "row"):
            self.at += 1
        token = self.next
        if token.kind == "}" and self.style is not Style.BRACES:
            self.fail("statement-without-effect", token)
        if token.kind in (END, "}"):
            return []
        word = token.text if token.kind == "name" and not token.subscript else ""
        if word in IMPORTS:
            self.take_line()
            return []
        if word in LOOPS:
            self.fail("loop-in-a-program", token)
        if word == "if" and not holds_several(self.tokens, self.at + 1):
            return [self.condition()]
        if word == "return":
            self.at += 1
            return [Return(self.take_line())]
        while self.next.text in TYPES and self.tokens[self.at + 1].kind == "name":
            self.at += 1
        return self.assignment()

    def take_line(self, *, colon: bool = False) -> Tokens:
        """The tokens up to the end of the statement; up to its colon, where one ends it."""
        start, depth = self.at, 0
        while self.next.kind != END:
            token = self.next
            depth += (token.kind in _OPENING) - (token.kind in _CLOSING)
            if depth == 0 and token.kind == ":" and colon:
                break
            if depth == 0 and token.kind in (";", "row", "}") and not self.in_pieces(start):
                break
            if depth == 0 and self.at > start and self.breaks(self.at):
                break
            self.at += 1
        taken = tuple(token for token in self.tokens[start : self.at] if token.text != "\n")
        if not taken:
            before = self.tokens[max(0, start - 1)]
            self.fail("value-missing-in-a-program", before, typed=self.typed(before))
        return taken

    def in_pieces(self, start: int) -> bool:
        """Whether a brace that holds cases, and no block, is open since a place."""
        opened = [token.kind for token in self.tokens[start : self.at + 1] if token.kind in "{}"]
        return opened.count("{") > opened.count("}")

    def condition(self) -> If:
        """if, with all that belongs to it."""
        word = self.next
        branches: list[tuple[Tokens, tuple[Statement, ...]]] = []
        is_last = False
        while not is_last:
            is_else = self.next.text == "else"
            self.at += 1
            is_last = is_else and self.next.text != "if"
            if is_else and not is_last:
                self.at += 1
            branches.append((() if is_last else self.asked(), self.branch(is_last=is_last)))
            self.skip_ends_of_lines()
            if self.next.kind != "name" or self.next.text not in {*ELSE_IF, "else"}:
                break
            if self.style is Style.INDENTED and self.indent(self.at) != self.indent_of(word):
                break
        if self.style is Style.ENDS and self.next.text.startswith("end"):
            self.at += 1
        return If(tuple(branches), word)

    def branch(self, *, is_last: bool) -> tuple[Statement, ...]:
        """The block of a condition, or of `else`, whose colon stands before it in Python."""
        if is_last and self.next.kind == ":":
            self.at += 1
        return self.block()

    def indent_of(self, token: Token) -> int:
        """How far the line of a token is indented."""
        line = self.source.text.rfind("\n", 0, token.span.start) + 1
        before = self.source.text[line : token.span.start]
        return len(before) - len(before.lstrip()) if before.strip() else len(before)

    def skip_ends_of_lines(self) -> None:
        """Pass what only ends a line."""
        while self.next.kind in ("row", ";") and self.style is not Style.INDENTED:
            self.at += 1

    def asked(self) -> Tokens:
        """The condition: up to the colon in Python, in brackets in C, to the line's end else."""
        if self.style is Style.BRACES:
            start, self.at = self.at, behind_bracket(self.tokens, self.at)
            return tuple(self.tokens[start : self.at])
        taken = self.take_line(colon=True)
        if self.next.kind == ":":
            self.at += 1
        elif self.style is not Style.ENDS:
            self.fail("colon-missing-in-a-program", self.next)
        return taken

    def assignment(self) -> list[Statement]:
        """One assignment, or several in a tuple, or an expression."""
        line = list(self.take_line())
        place = _place_of_sign(line)
        is_header = self.style is Style.LINES and len(line) > 1 and line[1].kind == "("
        if line[-1].text in ("=", ":="):
            self.fail("value-missing-in-a-program", line[-1], typed=line[-1].text)
        if place is None or is_header:
            return [Expression(tuple(line))]
        sign = line[place - 1] if line[place - 1].kind in ("+", "-", "*", "/") else None
        names = split(_without_brackets(line[: place - 1 if sign else place]))
        length = 2 if (line[place].text, line[place + 1].kind) == ("<", "-") else 1
        values = split(_without_brackets(line[place + length :]))
        if len(values) == 1 and (more := _place_of_sign(values[0])) == 1:
            # a = b = x + y
            inner = Assign(values[0][0], tuple(values[0][more + 1 :]))
            return [inner, Assign(line[0], (values[0][0],), sign)]
        targets = [each[0] for each in names if each]
        is_named = all(
            each and each[0].kind == "name" and "[" not in self.typed(each[0]) for each in names
        )
        if not is_named or any(len(each) > 1 and each[1].kind != ":" for each in names):
            self.fail("assignment-to-a-part", line[0])
        if len(targets) > 1 and len(values) == 1 and len(values[0]) == 1:
            vector = values[0][0]
            values = [
                [replace(vector, subscript=str(index), span=vector.span)]
                for index in range(len(targets))
            ]
        if len(targets) != len(values) or not all(values):
            self.fail("several-values", line[0])
        return [
            Assign(target, tuple(value), sign)
            for target, value in zip(targets, values, strict=True)
        ]

    def typed(self, token: Token) -> str:
        """A token as it stands in the text."""
        return self.source.text[token.span.start : token.span.end]

    def fail(self, code: SyntaxCode, token: Token, **parts: object) -> NoReturn:
        """Refuse the program at a token."""
        span = token.span if token.kind != END else Span(token.span.start, token.span.start)
        raise say.failure(code, span, self.source, **parts)


def _without_brackets(tokens: list[Token]) -> list[Token]:
    """a, b of (a, b); (a + b)*(c, d) as it is."""
    is_list = holds_several(tokens, 0) and behind_bracket(tokens, 0) == len(tokens)
    return tokens[1:-1] if is_list else tokens


def _is_word(token: Token) -> bool:
    return token.kind == "name" and token.text in ("return", "else")


def _place_of_sign(line: Sequence[Token]) -> int | None:
    """Where the sign of an assignment stands: =, :=, <-, or the colon of Maxima."""
    depth = 0
    for place, token in enumerate(line[:-1]):
        depth += (token.kind in _OPENING) - (token.kind in _CLOSING)
        if depth or place == 0:
            continue
        if token.kind == ":=" or (token.text == "=" and len_of(token) == 1):
            return place
        if token.text == "<" and line[place + 1].kind == "-" and not line[place + 1].spaced:
            return place
    return 1 if len(line) > 2 and line[0].kind == "name" and line[1].kind == ":" else None


def len_of(token: Token) -> int:
    """How many characters a token has in the text."""
    return token.span.end - token.span.start


def names_in(tokens: Sequence[Token]) -> frozenset[str]:
    """The names among tokens, however they are used."""
    return frozenset(full_name(token) for token in tokens if token.kind == "name")
