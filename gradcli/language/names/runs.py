"""Runs of letters: a word, a product of letters, or functions among letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final, NoReturn

from gradcli.errors import Source, Span
from gradcli.field.functions import SPELLINGS
from gradcli.frozen import dataclass
from gradcli.language.lex.characters import GREEK_NAMES
from gradcli.language.lex.suggestions import nearest
from gradcli.language.lex.token import Token, full_name
from gradcli.language.lex.vocabulary import (
    CONSTANT_SPELLINGS,
    FUNCTION_SPELLINGS,
    GLUED,
    KNOWN_IN_RUNS,
    LONG_GREEK,
)
from gradcli.language.messages import say
from gradcli.language.names.undeclared import WITHOUT_VOWEL, reads_as_word, undeclared
from gradcli.late import pattern

_PIECES: Final = pattern(r"[A-Za-z]+|[0-9]+")


# A function or a Greek name within a run.
_GLUE: Final = pattern("|".join((*GLUED, *LONG_GREEK)))


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of the names of a text.

    `scope` are the declared names with their spellings, None where there are none, and `given` the
    names that are known all the same. Where others may stand beside the declared ones, `numbered`
    are the letters that have figures. `lengths` are those that a name can have, longest first: a
    run is split by looking slices up.
    """

    scope: Mapping[str, str] | None
    given: Collection[str]
    numbered: Collection[str] | None
    source: Source
    lengths: Sequence[int]

    def refuse(self, token: Token, following: Token, name: str = "") -> NoReturn:
        """Refuse a name that is not declared, or not known."""
        undeclared(token, name or full_name(token), self.scope, following, self.source)


def reads_as_name(letters: str) -> bool:
    """Whether letters are one name, and neither a product nor functions with their arguments."""
    return letters == "eps" or (reads_as_word(letters) and not has_glue(letters))


def product_before_bracket(letters: str) -> bool:
    """Whether letters before a bracket are factors: `xy(x + 1)`, and not `foo(x)`."""
    if letters in WITHOUT_VOWEL:
        return False
    if len(letters) <= 2 or (has_glue(letters) and len(segments(letters)[-1]) > 1):
        return True
    return not reads_as_word(letters) and nearest(letters, SPELLINGS) is None


def has_glue(letters: str) -> bool:
    """Whether functions and Greek names stand in the run, with little more than letters between."""
    words = segments(letters)
    if all(len(word) == 1 for word in words):
        return False
    loose = "".join(word if len(word) == 1 else " " for word in words).split()
    return all(
        len(rest) <= 1 or (len(rest) <= 3 and not any(a in "aeiou" for a in rest)) for rest in loose
    )


def segments(letters: str) -> list[str]:
    """The functions and Greek names among the letters, and the letters between."""
    if len(letters) == 1:
        return [letters]
    words: list[str] = []
    at = 0
    while at < len(letters):
        match = _GLUE.match(letters, at)
        word = match.group() if match else letters[at]
        if word == "p" and letters[at : at + 2] == "pi" and (at == 0 or at + 2 == len(letters)):
            word = "pi"
        words.append(word)
        at += len(word)
    return words


def pieces_of(run: str) -> list[str]:
    """The letters of a run, each with its figures, and the functions in it: b, x2 of bx2."""
    pieces: list[str] = []
    for chunk in _PIECES.findall(run):
        if chunk.isdigit() and pieces:
            pieces[-1] += chunk
        else:
            pieces.extend(segments(chunk))
    return pieces


def letters_of(token: Token) -> list[str]:
    """The letters of a name, the last one with the subscript."""
    *but_last, last = pieces_of(token.text)
    return [*but_last, f"{last}_{token.subscript}" if token.subscript else last]


def split_declared(names: Names, token: Token, following: Token) -> list[Token]:
    """The longest declared or known name at each place of the run."""
    run, start, scope = token.text, token.span.start, names.scope or {}
    parts: list[Token] = []
    at = 0
    while at < len(run):
        rest = run[at:]
        last = ""
        if token.subscript:
            last = f"{rest}_{token.subscript}"
            last = last if last in scope else ""
        digits = re.match(r"[0-9]+", rest)
        if last:
            span = Span(start + at, token.span.end)
            parts.append(Token("variable", scope[last], span, token.spaced and at == 0))
            return parts
        if digits and parts:
            part = Token("number", digits.group(), Span(0, 0), value=Fraction(digits.group()))
        else:
            word = next(
                (
                    rest[:n]
                    for n in names.lengths
                    if (rest[:n] in scope or rest[:n] in KNOWN_IN_RUNS)
                ),
                None,
            )
            if word is None:
                if parts or any(letter in scope for letter in run):
                    # xw with x declared: it is w that is unknown.
                    span = Span(start + at, start + at + 1)
                    alone = replace(token, text=rest[0], span=span, subscript="")
                    after = replace(following, kind="name") if len(rest) > 1 else following
                    if nearest(full_name(token), SPELLINGS) is None:
                        names.refuse(alone, after, rest[0])
                names.refuse(token, following)
            part = _part(word, scope, token.span)
            if part.kind == "variable":
                part = replace(part, text=scope.get(word, word))
        end = at + len(digits.group() if digits and parts else word or "")
        spaced = token.spaced and at == 0
        parts.append(replace(part, span=Span(start + at, start + end), spaced=spaced))
        at = end
    if token.subscript:
        _check_subscript(parts[-1], token, names.source)
        names.refuse(token, following)
    return parts


def _part(word: str, scope: Collection[str], span: Span, *, spaced: bool = False) -> Token:
    if word in scope:
        return Token("variable", word, span, spaced)
    if word in CONSTANT_SPELLINGS:
        return Token("constant", CONSTANT_SPELLINGS[word], span, spaced)
    if word in FUNCTION_SPELLINGS and len(word) > 1:
        return Token("function", FUNCTION_SPELLINGS[word], span, spaced)
    return Token("variable", word, span, spaced)


def split_free(names: Names, token: Token, following: Token) -> list[Token]:
    """Without declared names: letters, with functions and Greek names found among them."""
    name, start, source = full_name(token), token.span.start, names.source
    chunks = re.findall(r"[A-Za-z]+|[0-9]+", token.text)
    letters = chunks[0]
    called = following.kind == "(" and not following.spaced
    if len(letters) == 1 and letters in "fgh" and called:
        raise say.failure("unknown-function-of-one-letter", token.span, source, name=name)
    if len(chunks) == 2 and letters in GREEK_NAMES and letters != "pi" and not called:
        return [replace(token, kind="variable", text=name)]  # mu0, as sigma0
    if called and len(chunks) > 2 and len(letters) > 2:
        names.refuse(token, following)  # deg2rad(x)
    if len(chunks) <= 2 and (
        reads_as_name(letters) or (called and not product_before_bracket(letters))
    ):
        digits = chunks[1] if len(chunks) == 2 else ""
        if (token.subscript or digits) and not called:
            return [replace(token, kind="variable", text=name)]
        names.refuse(token, following)
    parts: list[Token] = []
    at = start
    word = ""
    for chunk in chunks:
        if chunk.isdigit():
            before = parts[-1]
            if before.kind == "constant" and len(chunks) == 2 and len(letters) == 1:
                return [replace(token, kind="variable", text=name)]  # E1, as E_1
            if before.kind == "variable":
                span = Span(before.span.start, at + len(chunk))
                parts[-1] = Token("variable", before.text + chunk, span, before.spaced)
            else:
                span = Span(at, at + len(chunk))
                parts.append(Token("number", chunk, span, value=Fraction(chunk)))
            at += len(chunk)
            continue
        for word in segments(chunk):
            span = Span(at, at + len(word))
            parts.append(_part(word, names.given, span, spaced=token.spaced and at == start))
            at += len(word)
    if token.subscript:
        last = parts[-1]
        _check_subscript(last, token, source)
        # E_1 is a name, though E alone is the constant e.
        stem = word if last.kind == "constant" else last.text
        text = f"{stem}_{token.subscript}"
        parts[-1] = replace(
            last, kind="variable", text=text, span=Span(last.span.start, token.span.end)
        )
    return parts


def _check_subscript(last: Token, token: Token, source: Source) -> None:
    """No subscript behind a run that ends with a number or a function: the base of log is none."""
    span = Span(last.span.start, token.span.end)
    if last.kind == "function":
        refuse_subscript(source.text[last.span.start : last.span.end], span, source)
    if last.kind == "number":
        raise say.failure("number-takes-no-subscript", span, source, number=last.text)


def refuse_subscript(function: str, span: Span, source: Source) -> NoReturn:
    """Refuse max_2 x."""
    raise say.failure("function-takes-no-subscript", span, source, function=function)
