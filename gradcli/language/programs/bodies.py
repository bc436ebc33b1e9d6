"""From the body of a function in a program to one formula: parts with names, and pieces.

An assignment is a part with a name (`let`); a name that is assigned again is another part. What
an `if` returns are the pieces of a piecewise function, and so is a name that its branches assign.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from gradcli.errors import Source, Span
from gradcli.language.lex.latex import is_latex
from gradcli.language.lex.limits import Limits, refuse
from gradcli.language.lex.page import DECORATOR
from gradcli.language.lex.token import END, Token, behind_bracket, full_name, split
from gradcli.language.lex.vocabulary import CONSTANT_SPELLINGS, FUNCTION_SPELLINGS, WORDS
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.programs.statements import (
    Assign,
    Expression,
    If,
    Return,
    Statement,
    Statements,
    Tokens,
    names_in,
)
from gradcli.language.programs.styles import OPENINGS, Style
from gradcli.late import pattern

# What stands before a function: lines of imports, decorators and prompts, the class that it is in.
_BEFORE_A_FUNCTION: Final = pattern(
    r"(?:\s*(?:(?:import|from|using|library)\b|class\s+\w+[^\n]*:|```"
    rf"|{DECORATOR})[^\n]*\n)*\s*"
    r"(?:(?:>>>|In \[\d+\]:|(?:const|let|var)\b)\s*)?"
)
# How many conditions may follow one another.
_DEEPEST: Final = 60
_TAKEN: Final = frozenset({*CONSTANT_SPELLINGS, *FUNCTION_SPELLINGS, *WORDS, "let"})


def without_program(
    tokens: list[Token], source: Source, limits: Limits
) -> tuple[list[Token], list[Note]]:
    """The tokens of a program as those of one formula, and what is said of it; others as they are.

    Raises:
        GradcliError: SYNTAX for a statement that is no part of a formula, LIMIT for a program whose
            branches come to too many signs.
    """
    text = source.text
    before = _BEFORE_A_FUNCTION.match(text)
    begin = before.end() if before else 0
    style = next((style for begins, style in OPENINGS if begins.match(text, begin)), None)
    if style is None and tokens[0].kind == "@" and tokens[1].kind == "name":
        # A decorator that may make another function of this one.
        raise say.failure("statement-without-effect", tokens[0].span.to(tokens[1].span), source)
    if style is None:
        return (tokens if is_latex(text) else _of_lines(tokens, source, limits)), []
    start = next((i for i, token in enumerate(tokens) if token.span.start >= begin), 0)
    function, parameters, defaults, at = _header(tokens, start, style)
    if not at:
        return tokens, []
    if style is Style.ENDS and tokens[-2].text == "end":  # f(x) = begin x^2 end
        tokens = [*tokens[:-2], Token("row", "", tokens[-2].span), *tokens[-2:]]
    reader = Statements(tokens, source, limits, style, at)
    value_name = tokens[start + 1] if style is Style.ENDS and _has_output(tokens, start) else None
    if style is Style.INDENTED:
        statements = list(reader.block())
    else:
        statements = reader.until({"}"}, {"end", "endfunction"})
    rest = [token for token in tokens[reader.at :] if token.kind not in ("}", ";", "row", END)]
    if rest and not (style is Style.ENDS and rest[0].text.startswith("end") and len(rest) < 3):
        reader.fail("text-behind-a-program", rest[0], typed=reader.typed(rest[0]))
    if style is Style.BRACES:
        reader.close("}")
    body = _Body(source, limits, names_in(tokens), own=full_name(function))
    for name, default in defaults:
        body.lets.append((name, default))
    known = {full_name(token): full_name(token) for token in parameters}
    body.ends_with_value = style is Style.ENDS or "<-" in text or "return" not in text
    value = body.value(statements, known, value_name)
    if value is None or (style is Style.INDENTED and not any(map(_has_return, statements))):
        raise say.failure("nothing-returned", tokens[start].span, source)
    notes = [
        say.note("value-of-the-header", name.span, name=full_name(name)) for name, _ in defaults
    ]
    return [*body.written(), *_signature(function, parameters), *value, tokens[-1]], notes


def _signature(function: Token, parameters: Sequence[Token]) -> Iterator[Token]:
    """f(x, y) :="""
    place = function.span
    if parameters:
        yield function
        yield Token("(", "(", place)
        for index, token in enumerate(parameters):
            if index:
                yield Token(",", ",", place)
            yield token
        yield Token(")", ")", place)
        yield Token(":=", ":=", place)


def _has_output(tokens: Sequence[Token], start: int) -> bool:
    """function y = f(x) of MATLAB, whose value is what y is at the end."""
    return tokens[start].text == "function" and tokens[start + 2].text == "="


def _header(
    tokens: Sequence[Token], start: int, style: Style
) -> tuple[Token, list[Token], list[tuple[Token, Tokens]], int]:
    """The function, its parameters, those that have values, and where its body begins."""
    opening = next((i for i, t in enumerate(tokens) if t.kind == "(" and i > start), 0)
    function = tokens[opening - 1]
    if style is Style.BRACES and (function.text == "function" or function.kind == "relation"):
        function = tokens[start]  # f <- function(x) {, f = (x) => {
    at = behind_bracket(tokens, opening)
    parts = split(tokens[opening + 1 : at - 1])
    parameters: list[Token] = []
    defaults: list[tuple[Token, Tokens]] = []
    if parts[0] and parts[0][0].text == "self":
        parts = parts[1:]  # of a class, whose values are no numbers here
    for part in parts:
        if not part or part[0].kind == "*":
            continue  # the sign before the parameters that are given by name
        sign = next((i for i, token in enumerate(part) if token.text == "="), None)
        ends = next((i for i, token in enumerate(part) if token.kind == ":"), sign)
        # In C the type stands before the name.
        name = part[-1] if style is Style.BRACES and sign is None else part[0]
        if ends is not None and ends:
            name = part[ends - 1]
        if name.kind != "name":
            return function, [], [], 0
        if sign is not None and sign + 1 < len(part):
            defaults.append((name, tuple(part[sign + 1 :])))
        else:
            parameters.append(name)
    if style is Style.INDENTED:
        while tokens[at].kind not in (":", END):
            at += 1
    at += style is Style.BRACES and tokens[at].kind == "->"
    if style in (Style.INDENTED, Style.BRACES):
        at += tokens[at].kind in (":", "{")
    if tokens[at + 1 : at + 2] and tokens[at + 1].text == "begin":
        at += 2
    return function, parameters, defaults, at


def _of_lines(tokens: list[Token], source: Source, limits: Limits) -> list[Token]:
    """Assignments one below the other, of which the last is the function; else the tokens."""
    text = source.text
    if "=" not in text or not ("\n" in text.strip() or ";" in text) or tokens[0].text == "let":
        return tokens
    if len(tokens) < 6 or tokens[0].kind != "name" or "{" in text:
        return tokens
    from gradcli.errors import GradcliError  # noqa: PLC0415

    try:
        statements = Statements(tokens, source, limits, Style.LINES).until(set(), set())
    except GradcliError:
        return tokens  # it is no program, and what it is the grammar says
    if not _is_program(statements):
        return tokens
    *parts, last = statements
    body = _Body(source, limits, names_in(tokens))
    known: dict[str, str] = {}
    for each in parts:
        assert isinstance(each, Assign)
        body.assign(each, known)
    if isinstance(last, Assign):
        head = [
            last.name,
            Token("relation", "=", Span(last.name.span.start, last.name.span.start + 1)),
        ]
        return [*body.written(), *head, *body.renamed(last.value, known), tokens[-1]]
    assert isinstance(last, Return | Expression)
    return [*body.written(), *body.renamed(last.value, known), tokens[-1]]


def _is_program(statements: Sequence[Statement]) -> bool:
    """Whether each name is assigned before the last line, and used behind it."""
    if len(statements) < 2 or isinstance(statements[-1], If):
        return False
    used: set[str] = set()
    for place, statement in enumerate(reversed(statements)):
        if place:
            if not isinstance(statement, Assign):
                return False
            if statement.sign and full_name(statement.name) not in _assigned_in(
                statements[:-place]
            ):
                return False
            is_point = len(statement.value) == 1 and statement.value[0].kind == "number"
            if full_name(statement.name) not in used or (
                is_point and len(statement.name.text) == 1
            ):
                return False
        if isinstance(statement, Assign | Return | Expression):
            used |= names_in(statement.value)
    last = statements[-1]
    return not (isinstance(last, Assign) and last.sign)


def _assigned_in(statements: Sequence[Statement]) -> set[str]:
    return {full_name(each.name) for each in statements if isinstance(each, Assign)}


@dataclasses.dataclass(slots=True)
class _Body:
    """The parts of a formula while it is made; every name that was used, and the function's own."""

    source: Source
    limits: Limits
    used: frozenset[str]
    own: str = ""
    lets: list[tuple[Token, Tokens]] = dataclasses.field(default_factory=list)
    count: int = 0
    depth: int = 0
    ends_with_value: bool = True

    def written(self) -> Iterator[Token]:
        """let name = value; for each part."""
        for name, value in self.lets:
            place = name.span
            yield Token("name", "let", place)
            yield name
            yield Token("relation", "=", place)
            yield from value
            yield Token(";", ";", place)

    def renamed(self, tokens: Sequence[Token], known: Mapping[str, str]) -> Tokens:
        """The tokens with each name as it is called at this place."""
        self.count += len(tokens)
        if self.count > self.limits.tokens:
            raise say.failure(
                "too-many-tokens", tokens[0].span, self.source, limit=self.limits.tokens
            )
        return tuple(
            replace(token, text=known[full_name(token)], subscript="", whole=True)
            if token.kind == "name"
            and known.get(full_name(token), full_name(token)) != full_name(token)
            else token
            for token in tokens
        )

    def name_for(self, token: Token, known: dict[str, str]) -> Token:
        """The name of a part: its own, or another where that is taken."""
        name = full_name(token)
        taken = {full_name(each) for each, _ in self.lets} | known.keys() | _TAKEN | {self.own}
        number = 1
        chosen = name
        while chosen in taken or (chosen != name and chosen in self.used):
            number += 1
            chosen = f"{name}_v{number}"
        known[name] = chosen
        if chosen == name:
            return token
        return replace(token, text=chosen, subscript="", whole=True)

    def assign(self, statement: Assign, known: dict[str, str]) -> None:
        """A part for an assignment."""
        value = self.renamed(statement.value, known)
        if statement.sign:
            place = statement.sign.span
            before = self.renamed([statement.name], known)
            value = (
                *before,
                statement.sign,
                Token("(", "(", place),
                *value,
                Token(")", ")", place),
            )
        self.lets.append((self.name_for(statement.name, known), value))

    def value(
        self, statements: Sequence[Statement], known: dict[str, str], output: Token | None
    ) -> Tokens | None:
        """What a body comes to; None where it does not say."""
        for place, statement in enumerate(statements):
            is_last = place == len(statements) - 1
            match statement:
                case Return(value):
                    if _is_list(value):
                        raise say.failure("several-values", value[0].span, self.source)
                    return self.renamed(value, known)
                case Expression(value):
                    if is_last and output is None and self.ends_with_value:
                        return self.renamed(value, known)
                    raise say.failure("statement-without-effect", value[0].span, self.source)
                case Assign():
                    self.assign(statement, known)
                    if is_last and output is None and self.ends_with_value:
                        return self.renamed([statement.name], known)
                case If() if _returns(statement) or (is_last and output is None):
                    rest = statements[place + 1 :]
                    return self.pieces(statement, rest, known, output)
                case If():
                    self.merge(statement, known)
        return None if output is None else self.renamed([output], known)

    def pieces(
        self,
        statement: If,
        rest: Sequence[Statement],
        known: dict[str, str],
        output: Token | None,
    ) -> Tokens | None:
        """What each branch returns, with its condition; what follows where it returns nothing."""
        self.depth += 1
        if self.depth > _DEEPEST:
            refuse("nested-too-deep", statement.word.span, self.source, limit=_DEEPEST)
        branches: list[tuple[Tokens, Tokens]] = []
        blocks = list(statement.branches)
        if blocks[-1][0]:
            blocks.append(((), ()))
        for condition, block in blocks:
            asked = self.renamed(condition, known) if condition else ()
            value = self.value((*block, *rest), dict(known), output)
            if value is None:
                return None
            branches.append((asked, value))
        self.depth -= 1
        return _piecewise(branches, statement.word.span)

    def merge(self, statement: If, known: dict[str, str]) -> None:
        """A part for each name that the branches assign: its value in each of them."""
        inside: list[tuple[Tokens, dict[str, str]]] = []
        blocks = list(statement.branches)
        if blocks[-1][0]:
            blocks.append(((), ()))
        changed: dict[str, Token] = {}
        for condition, block in blocks:
            asked = self.renamed(condition, known) if condition else ()
            own = dict(known)
            for each in block:
                match each:
                    case Assign():
                        self.assign(each, own)
                        changed[full_name(each.name)] = each.name
                    case If():
                        self.merge(each, own)
                        changed.update(_assigned(each))
                    case Return() | Expression():
                        raise say.failure(
                            "statement-without-effect", each.value[0].span, self.source
                        )
            inside.append((asked, own))
        for name, token in changed.items():
            if any(name not in own for _, own in inside):
                raise say.failure("name-in-one-branch", token.span, self.source, name=name)
            branches = [(asked, self.renamed([token], own)) for asked, own in inside]
            value = _piecewise(branches, statement.word.span)
            self.lets.append((self.name_for(token, known), value))


def _is_list(tokens: Sequence[Token]) -> bool:
    """Whether what is returned is several values: a, b or (a, b)."""
    if tokens[0].kind in ("(", "[") and behind_bracket(tokens, 0) == len(tokens):
        tokens = tokens[1:-1]
    return len(split(tokens)) > 1


def _has_return(statement: Statement) -> bool:
    return isinstance(statement, Return) or (isinstance(statement, If) and _returns(statement))


def _returns(statement: If) -> bool:
    return any(_has_return(each) for _, block in statement.branches for each in block)


def _assigned(statement: If) -> Iterator[tuple[str, Token]]:
    for _, block in statement.branches:
        for each in block:
            if isinstance(each, Assign):
                yield full_name(each.name), each.name
            elif isinstance(each, If):
                yield from _assigned(each)


def _piecewise(branches: Sequence[tuple[Tokens, Tokens]], place: Span) -> Tokens:
    """{(value) if condition, ..., (value) otherwise} as tokens."""
    made = [Token("{", "{", place)]
    for condition, value in branches:
        if len(made) > 1:
            made.append(Token(",", ",", place))
        made += [Token("(", "(", place), *value, Token(")", ")", place)]
        made += [Token("name", "if", place, spaced=True)] if condition else []
        made += condition or [Token("name", "otherwise", place, spaced=True)]
    return (*made, Token("}", "}", place))
