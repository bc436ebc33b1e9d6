"""Names in program text, where a run of letters is one name: vx, lr and dw in w - lr*dw.

A text shows that it is code by signs that no book has, or by a sign of multiplication between all
its factors. What could be a product all the same stays one, and a note says so: xy of 2*xy + x**2.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum
from fractions import Fraction
from itertools import pairwise
from typing import Final

from gradcli.errors import Source
from gradcli.field.expression import natural_order
from gradcli.frozen import dataclass
from gradcli.language.lex.characters import GREEK_NAMES
from gradcli.language.lex.latex import is_latex
from gradcli.language.lex.patterns import has_signs_of_code
from gradcli.language.lex.suggestions import nearest
from gradcli.language.lex.token import END, Token, full_name
from gradcli.language.lex.vocabulary import (
    CONSTANT_SPELLINGS,
    CONSTANTS_OF_C,
    FUNCTION_SPELLINGS,
    GLUED,
    HYPERBOLIC,
    LISTS,
    NO_VARIABLES,
    WORDS,
)
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.names.runs import has_glue, segments
from gradcli.language.names.undeclared import BETWEEN, reads_as_word, undeclared

_ENDS: Final = frozenset({"number", "fraction", "name", ")", "]", "}", "!", "°"})
_STARTS: Final = frozenset({
    "number", "fraction", "name", "(", "[", "{", "frac", "sqrt", "radical", "floor<", "ceil<",
})  # fmt: skip
_PIECES: Final = re.compile(r"[A-Za-z]+|[0-9]+")
_COORDINATES: Final = re.compile(r"\A(?:xy?z?|yz?|z)[0-9]*\Z")
# log2 and exp1 are names where no argument follows; log and exp without one are a slip.
_FUNCTION_AND_FIGURES: Final = re.compile(r"\A([A-Za-z]+)[0-9]+\Z")
# 1.0f of C, 1f0 of Julia, 2L of R and C; 2j is imaginary.
_SUFFIX: Final = re.compile(
    r"\A(?:[fF](?P<power>[0-9]*)|[lL]{1,2}|[uU][lL]{0,2}|(?P<imaginary>[jJ]|im))\Z"
)
_NO_ARGUMENT: Final = frozenset({
    END, ")", "]", "}", ",", ";", "+", "*", "/", "relation", "row", ":", "?",
})  # fmt: skip
_BRACKETS: Final = ("(", "[")
_FIGURES_OF_ONE: Final = re.compile(r"\A[A-Za-z][0-9]+\Z")
_WITH_A_MEANING: Final = frozenset({*CONSTANT_SPELLINGS, *CONSTANTS_OF_C, *NO_VARIABLES})


class Evidence(IntEnum):
    """How surely a text is that of a program."""

    NONE = 0
    BETWEEN_FACTORS = 1  # a * between all its factors
    SIGNS = 2


NONE, BETWEEN_FACTORS, SIGNS = Evidence


@dataclass(frozen=True, slots=True)
class _Text:
    """The names of a text: those that stand alone, those that are declared, if any are."""

    tokens: Sequence[Token]
    source: Source
    scope: Collection[str] | None
    evidence: Evidence
    alone: frozenset[str]

    def before(self, index: int) -> Token | None:
        return self.tokens[index - 1] if index else None

    def behind(self, index: int) -> Token:
        return self.tokens[min(index + 1, len(self.tokens) - 1)]


def evidence_of(tokens: Sequence[Token], text: str) -> Evidence:
    """Whether a text is that of a program; `tokens` are those of its formula."""
    if is_latex(text):
        return NONE
    if has_signs_of_code(text):
        return SIGNS
    by_hand = any(t.kind == "*" and text[t.span.start : t.span.end] == "*" for t in tokens)
    return BETWEEN_FACTORS if by_hand and not _has_factors_side_by_side(tokens) else NONE


def _has_factors_side_by_side(tokens: Sequence[Token]) -> bool:
    return any(
        not (second.kind == "(" and _may_be_called(first)) and _stand_together(first, second)
        for first, second in pairwise(tokens)
    )


def _stand_together(first: Token, second: Token) -> bool:
    """Whether two factors stand side by side, or a function before an argument without brackets."""
    if first.kind not in _ENDS or second.kind not in _STARTS or _suffix(first, second):
        return False
    if _is_word(first) or _is_word(second):
        return False
    return not (_is_function(first) and second.kind in _BRACKETS)


def _is_word(token: Token) -> bool:
    return token.kind == "name" and (token.text in WORDS or token.text in ("return", "where"))


def _is_function(token: Token) -> bool:
    name = token.text
    return token.kind == "name" and not FUNCTION_SPELLINGS.keys().isdisjoint({name, name.lower()})


def _may_be_called(token: Token) -> bool:
    name = full_name(token)
    return token.kind == "name" and len(name) > 1 and not _COORDINATES.match(name)


def _suffix(number: Token, name: Token) -> re.Match[str] | None:
    """The letters behind a number that only say its type: 1.0f, 2L."""
    if number.kind != "number" or name.kind != "name" or name.spaced or name.subscript:
        return None
    found = _SUFFIX.match(name.text)
    is_float = found is not None and found["power"] == ""
    return None if is_float and "." not in number.text else found


def in_code(
    tokens: Sequence[Token], scope: Collection[str] | None, source: Source
) -> tuple[list[Token], list[Note]]:
    """The tokens of a formula with the names of program text whole, and what is said of them.

    `scope` are the declared names, None where there are none.

    Raises:
        GradcliError: NAME for what is called and is no function or looks like a slip of the pen,
            SYNTAX for an imaginary number.
    """
    text = _Text(tokens, source, scope, evidence_of(tokens, source.text), _alone(tokens))
    read: list[Token] = []
    whole: dict[str, Token] = {}
    products: dict[str, Token] = {}
    notes: list[Note] = []
    skipped = -1
    for index, token in enumerate(tokens):
        name = full_name(token)
        if index <= skipped:
            continue
        if token.kind != "name" or (scope is not None and name in scope):
            read.append(token)
        elif _has_suffix(text, index):
            notes.append(
                say.note("number-suffix", read[-1].span, number=read[-1].text, suffix=token.text)
            )
            read[-1] = _without_suffix(read[-1], token, source)
        elif _is_times_sign(text, index):
            read.append(replace(token, kind="*"))
            notes.append(say.note("xx-is-a-sign", token.span))
        elif name == "log" and _is_log_of_a_letter(text, index):
            logarithm = _joined(tokens[index : index + 3])
            read.append(logarithm)
            skipped = index + 2
            notes.append(_note_on_function(logarithm, "log"))
        elif function := _function_in_a_name(text, index):
            read.append(replace(token, kind="variable", text=name, subscript=""))
            notes.append(_note_on_function(read[-1], function))
        elif text.evidence and _may_be_whole(text, index):
            if _is_product(text, index):
                if not _is_plain_product(text, index):
                    products.setdefault(name, token)
                read.append(token)
            else:
                whole.setdefault(name, token)
                read.append(_as_one(text, index))
        else:
            if not text.evidence and _is_doubtful(text, index):
                products.setdefault(name, token)
            read.append(token)
    return read, [*_notes_on_whole(whole, text), *_notes_on_products(products, whole, text), *notes]


def _alone(tokens: Sequence[Token]) -> frozenset[str]:
    """The letters that stand by themselves; not the f of 1.0f."""
    return frozenset(
        full_name(token)
        for before, token in zip((None, *tokens), tokens, strict=False)
        if token.kind == "name"
        and (len(token.text) == 1 or token.text in GREEK_NAMES)
        and not (before is not None and _suffix(before, token))
    )


# -- numbers --


def _has_suffix(text: _Text, index: int) -> bool:
    before, token = text.before(index), text.tokens[index]
    if not text.evidence or before is None or token.text in text.alone:
        return False
    return _suffix(before, token) is not None and text.behind(index).kind not in _STARTS


def _without_suffix(number: Token, suffix: Token, source: Source) -> Token:
    found = _suffix(number, suffix)
    assert found is not None
    assert number.value is not None
    span = number.span.to(suffix.span)
    if found["imaginary"]:
        raise say.failure("imaginary-number", span, source, number=number.text, letter=suffix.text)
    power = Fraction(10) ** int(found["power"] or 0)
    return replace(number, value=number.value * power, span=span)


# -- functions that are names, and names that are signs --


def _function_in_a_name(text: _Text, index: int) -> str:
    """The function of step - x and exp1 - x, which takes no argument there: it is a name."""
    token = text.tokens[index]
    name = full_name(token)
    figures = _FUNCTION_AND_FIGURES.match(name)
    stem = figures.group(1) if figures else token.text
    if not _is_function(replace(token, text=stem)) or is_latex(text.source.text):
        return ""
    is_short = not (figures or token.subscript)
    if stem in GLUED and is_short and text.behind(index).spaced and _is_before_a_minus(text, index):
        typed = _typed(text, token)  # sin - x
        raise say.failure("argument-missing", token.span, text.source, "function", typed=typed)
    if token.subscript.isdigit() or (stem in GLUED and is_short):
        return ""
    is_name = _is_before_a_minus(text, index) or (
        bool(text.evidence) and text.behind(index).kind in _NO_ARGUMENT
    )
    return (name if _is_function(token) else stem) if is_name else ""


def _note_on_function(token: Token, function: str) -> Note:
    return say.note("function-as-name", token.span, name=token.text, function=function)


def _is_before_a_minus(text: _Text, index: int) -> bool:
    """Whether a minus behind a token has two sides: step - x and step-x, but not sin -x."""
    following = text.behind(index)
    behind = text.behind(index + 1)
    return following.kind == "-" and following.spaced == behind.spaced and behind.text != "1"


def _is_log_of_a_letter(text: _Text, index: int) -> bool:
    """log_y - m: no logarithm to the base y is taken of -m."""
    bar, letter = text.behind(index), text.behind(index + 1)
    return (
        bar.kind == "_"
        and letter.kind == "name"
        and bar.span.end == letter.span.start
        and (_is_before_a_minus(text, index + 2) or text.behind(index + 2).kind in _NO_ARGUMENT)
        and not is_latex(text.source.text)
    )


def _joined(tokens: Sequence[Token]) -> Token:
    first, *_, last = tokens
    name = "".join(map(full_name, tokens))
    return replace(first, kind="variable", text=name, span=first.span.to(last.span))


def _is_times_sign(text: _Text, index: int) -> bool:
    """2 xx 3 of AsciiMath."""
    before, token, following = text.before(index), text.tokens[index], text.behind(index)
    return (
        token.text == "xx"
        and not token.subscript
        and token.spaced
        and following.spaced
        and before is not None
        and before.kind in _ENDS
        and following.kind in _STARTS
    )


# -- runs of letters --


def _may_be_whole(text: _Text, index: int) -> bool:
    """Whether a token is a run of letters that is no word of the language.

    Raises:
        GradcliError: NAME where it is called.
    """
    token, following, before = text.tokens[index], text.behind(index), text.before(index)
    name = full_name(token)
    if len(name) == 1 or token.whole or _FIGURES_OF_ONE.match(name) or _is_word(token):
        return False
    if token.text in GREEK_NAMES or token.text in _WITH_A_MEANING or name in _WITH_A_MEANING:
        return False
    if _is_function(token) or (token.subscript and len(token.text) == 1):
        return False
    is_called = following.kind == "(" and not following.spaced
    if is_called and (name in HYPERBOLIC or name in LISTS):
        return False
    if is_called and not _is_product(text, index):
        undeclared(token, name, _as_mapping(text.scope), following, text.source)
    beside = (before is not None and _stand_together(before, token)) or _stand_together(
        token, following
    )
    if beside and token.text in BETWEEN:
        return False
    return text.scope is None or not beside


def _is_doubtful(text: _Text, index: int) -> bool:
    """Whether a run of a text without signs of code is a product that hardly a book has: xx, dim.

    Raises:
        GradcliError: NAME for what can only be a function, one(T).
    """
    token, run, following = text.tokens[index], text.tokens[index].text, text.behind(index)
    if text.scope is not None or token.subscript or token.whole or not run.isalpha():
        return False
    if run in GREEK_NAMES or run in _WITH_A_MEANING or _is_function(token) or has_glue(run):
        return False
    if is_latex(text.source.text) or len(run) > 3 or reads_as_word(run):
        return False
    is_called = following.kind == "(" and not following.spaced
    if is_called and len(run) == 3 and not {*run}.isdisjoint("aeiou") and list(run) != sorted(run):
        undeclared(token, run, None, following, text.source)
    return len({*run}) == 1 < len(run) or (len(run) == 3 and run[1] in "aeiou")


def _as_mapping(scope: Collection[str] | None) -> Mapping[str, str] | None:
    return None if scope is None else {name: name for name in scope}


def _is_product(text: _Text, index: int) -> bool:
    """Whether a run is a product all the same: its letters stand alone, or are coordinates."""
    token, before = text.tokens[index], text.before(index)
    if token.subscript or "[" in _typed(text, token):
        return False
    if _COORDINATES.match(token.text):
        return True
    if before is not None and before.kind == "number" and not token.spaced:
        return True  # 2ab
    pieces = _pieces(token.text)
    known = text.alone if text.scope is None else text.scope
    return all(
        piece in known or piece in GLUED or piece == "pi" or piece.isdigit() for piece in pieces
    ) or (pieces[0] in GLUED and _COORDINATES.match("".join(pieces[1:])) is not None)


def _is_plain_product(text: _Text, index: int) -> bool:
    """3xy: a number before coordinates, as in no program."""
    before, token = text.before(index), text.tokens[index]
    is_behind = before is not None and before.kind == "number" and not token.spaced
    return is_behind and _COORDINATES.match(token.text) is not None


def _typed(text: _Text, token: Token) -> str:
    return text.source.text[token.span.start : token.span.end]


def _pieces(run: str) -> list[str]:
    pieces: list[str] = []
    for chunk in _PIECES.findall(run):
        if chunk.isdigit() and pieces:
            pieces[-1] += chunk
        else:
            pieces.extend(segments(chunk))
    return pieces


def _as_one(text: _Text, index: int) -> Token:
    """The run as one name.

    Raises:
        GradcliError: NAME where names are declared and it looks like one of them.
    """
    token = text.tokens[index]
    name = full_name(token)
    if text.scope is None:
        return replace(token, whole=True)
    if len(name) > 3 and nearest(name, text.scope) is not None:
        undeclared(token, name, _as_mapping(text.scope), text.behind(index), text.source)
    return replace(token, kind="variable", text=name, subscript="")


def _notes_on_whole(whole: Mapping[str, Token], text: _Text) -> Iterator[Note]:
    """What is said of names that would be products elsewhere, as words with a bar would not."""
    said = [
        name
        for name, token in whole.items()
        if text.scope is None
        and not (reads_as_word(token.text) and token.subscript)
        and "[" not in _typed(text, token)  # that is said of every element
    ]
    if not said:
        return
    *but_last, last = said
    # Nobody writes p*r*i*c*e for price.
    token = whole[min(said, key=lambda name: reads_as_word(whole[name].text))]
    yield say.note(
        "names-in-code" if but_last else "name-in-code",
        token.span,
        names=", ".join(but_last),
        last=last,
        product="*".join(_letters(token)),
    )


def _letters(token: Token) -> list[str]:
    *but_last, last = _pieces(token.text)
    return [*but_last, f"{last}_{token.subscript}" if token.subscript else last]


def _notes_on_products(
    products: Mapping[str, Token], whole: Collection[str], text: _Text
) -> Iterator[Note]:
    others = text.alone if text.scope is None else text.scope
    all_names = ",".join(sorted({*others, *products, *whole}, key=natural_order))
    for name, token in products.items():
        yield say.note(
            "product-in-code",
            token.span,
            name=name,
            product="*".join(_letters(token)),
            all_names=all_names,
        )
