"""Names in program text, where a run of letters is one name: vx, lr and dw in w - lr*dw.

A text shows that it is code by signs that no book has, or by a sign of multiplication between all
its factors. What could be a product all the same stays one, and a note says so: xy of 2*xy + x**2.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from gradcli.errors import Source, Span
from gradcli.field.expression import natural_order
from gradcli.language.lex.characters import GREEK_NAMES
from gradcli.language.lex.latex import is_latex
from gradcli.language.lex.suggestions import nearest
from gradcli.language.lex.token import END, Token, full_name
from gradcli.language.lex.vocabulary import (
    CONSTANT_SPELLINGS,
    CONSTANTS_OF_C,
    GLUED,
    HYPERBOLIC,
    LISTS,
    NAMES_IN_PROGRAMS,
    NO_VARIABLES,
)
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.names.code_text import (
    COORDINATES,
    ENDS,
    STARTS,
    Evidence,
    Text,
    goes_on,
    is_function,
    is_word,
    names_function,
    stand_together,
    suffix,
    text_of,
)
from gradcli.language.names.runs import letters_of, pieces_of, segments
from gradcli.language.names.two_scripts import notes_on_two_scripts
from gradcli.language.names.undeclared import BETWEEN, reads_as_word, undeclared

# ax + b and cy_1: a coefficient and a coordinate; nz is mostly how many there are along z.
_WITH_COEFFICIENT: Final = re.compile(r"\A(?!nz)([a-cgkmnpqrw])([xyzt])[0-9]*\Z")
# What is hardly ever a product, whatever stands around it.
_UNITS: Final = frozenset(
    {"Hz", "Pa", "Wb", "Ohm", "eV", "kg", "km", "cm", "mm", "mol", "kW", "kJ"}
)
_CONSTANT_TERMS: Final = frozenset("abcdhkmnpqrw")
_VOWELS: Final = frozenset("aeiou")
# log2 and exp1 are names where no argument follows; log and exp without one are a slip.
_FUNCTION_AND_FIGURES: Final = re.compile(r"\A([A-Za-z]+)[0-9]+\Z")
_NO_ARGUMENT: Final = frozenset({
    END, ")", "]", "}", ",", ";", "+", "*", "/", "relation", "row", ":", "?",
})  # fmt: skip
_LOGARITHM: Final = re.compile(r"\Alog[0-9]+\Z")
_FUNCTIONS_IN_RUNS: Final = frozenset(GLUED)
_FIGURES_OF_ONE: Final = re.compile(r"\A[A-Za-z][0-9]+\Z")
_WITH_A_MEANING: Final = frozenset({*CONSTANT_SPELLINGS, *CONSTANTS_OF_C, *NO_VARIABLES})


def in_code(
    tokens: Sequence[Token], scope: Collection[str] | None, source: Source
) -> tuple[list[Token], list[Note]]:
    """The tokens of a formula with the names of program text whole, and what is said of them.

    `scope` are the declared names, None where there are none.

    Raises:
        GradcliError: NAME for what is called and is no function or looks like a slip of the pen,
            SYNTAX for an imaginary number.
    """
    text = text_of(tokens, scope, source)
    read: list[Token] = []
    whole: dict[str, Token] = {}
    products: dict[str, tuple[Span, str]] = {}
    notes: list[Note] = []
    skipped = -1
    for index, token in enumerate(tokens):
        if index <= skipped:
            continue
        if token.kind != "name":
            read.append(token)
            continue
        name = full_name(token)
        if scope is not None and name in scope:
            read.append(token)
        elif _has_suffix(text, index):
            notes.append(
                say.note("number-suffix", read[-1].span, number=read[-1].text, suffix=token.text)
            )
            read[-1] = _without_suffix(read[-1], token, source)
        elif _is_times_sign(text, index):
            read.append(replace(token, kind="*"))
            notes.append(say.note("xx-is-a-sign", token.span))
        elif text.evidence and goes_on(token, text.behind(index)):
            read.append(_joined(tokens[index : index + 2]))
            skipped = index + 1
        elif name == "log" and _is_log_of_a_letter(text, index):  # log_y - m
            logarithm = _joined(tokens[index : index + 3])
            read.append(logarithm)
            skipped = index + 2
            notes.append(_note_on_function(logarithm, "log"))
        elif function := _function_in_a_name(text, index):
            read.append(replace(token, kind="variable", text=name, subscript=""))
            notes.append(_note_on_function(read[-1], function))
        elif (text.evidence or _has_long_bar(token)) and _may_be_whole(text, index):
            if _is_product(text, index):
                # Of a function in a run is said where its letters are taken apart.
                is_split = not _FUNCTIONS_IN_RUNS.isdisjoint(pieces_of(token.text))
                if not (is_split or _is_plain_product(text, index)):
                    products.setdefault(name, (token.span, _product(token)))
                read.append(token)
            else:
                whole.setdefault(name, token)
                read.append(_as_one(text, index))
        else:
            if not text.evidence and _is_doubtful(text, index):
                products.setdefault(name, (token.span, _product(token)))
            elif text.is_plain and _goes_on_in_no_book(token, text.behind(index)):
                last = text.behind(index)
                span, letter = token.span.to(last.span), full_name(last)
                products.setdefault(f"{name}{letter}", (span, f"{name}*{letter}"))
            read.append(token)
    return read, [
        *_notes_on_whole(whole, text),
        *_notes_on_products(products, whole, text),
        *notes,
        *notes_on_two_scripts(tokens, source),
    ]


# -- numbers --


def _has_suffix(text: Text, index: int) -> bool:
    before, token = text.before(index), text.tokens[index]
    if before is None or token.text in text.alone:
        return False
    # No book has 1.0f0 or 2b0.
    is_float = token.text[0] in "fF" and len(token.text) > 1 and "." in before.text
    is_of_code = text.is_plain and (token.text[0] in "bB" or is_float)
    if not (text.evidence or is_of_code):
        return False
    return suffix(before, token) is not None and text.behind(index).kind not in STARTS


def _without_suffix(number: Token, mark: Token, source: Source) -> Token:
    found = suffix(number, mark)
    assert found is not None
    assert number.value is not None
    span = number.span.to(mark.span)
    if found["imaginary"]:
        raise say.failure("imaginary-number", span, source, number=number.text, letter=mark.text)
    power = Fraction(10) ** int(found["power"] or 0)
    return replace(number, value=number.value * power, span=span)


# -- functions that are names, and names that are signs --


def _function_in_a_name(text: Text, index: int) -> str:
    """The function of step - x and exp1 - x, which takes no argument there: it is a name."""
    token = text.tokens[index]
    name = full_name(token)
    figures = _FUNCTION_AND_FIGURES.match(name)
    stem = figures.group(1) if figures else token.text
    if stem.istitle() and len(stem) == 2:
        return ""  # If is I times f where no bracket follows
    if not names_function(stem) or is_latex(text.source.text):
        return ""
    is_short = not (figures or token.subscript)
    if stem in GLUED and is_short and text.behind(index).spaced and _is_before_a_minus(text, index):
        typed = _typed(text, token)  # sin - x
        raise say.failure("argument-missing", token.span, text.source, "function", typed=typed)
    if token.subscript.isdigit() or (stem in GLUED and is_short):
        return ""
    following = text.behind(index)
    is_name = _is_before_a_minus(text, index) or (
        (text.evidence or text.is_plain)
        and (following.kind in _NO_ARGUMENT or _typed(text, following) == "**")
    )
    if not is_name:
        return ""
    if is_function(token) and _is_called_elsewhere(text, name):
        typed = _typed(text, token)  # step - x + step(y): what is called is no variable
        raise say.failure("argument-missing", token.span, text.source, "function", typed=typed)
    return name if is_function(token) else stem


def _is_called_elsewhere(text: Text, name: str) -> bool:
    return any(
        full_name(token) == name and text.behind(index).kind == "("
        for index, token in enumerate(text.tokens)
    )


def _note_on_function(token: Token, function: str) -> Note:
    return say.note("function-as-name", token.span, name=token.text, function=function)


def _is_before_a_minus(text: Text, index: int) -> bool:
    """Whether a minus behind a token has two sides: step - x and step-x, but not sin -x.

    A copy of a printed inverse, sin-1 x, has none.
    """
    following = text.behind(index)
    behind = text.behind(index + 1)
    if following.kind != "-" or following.spaced != behind.spaced:
        return False
    return following.spaced or behind.text != "1"


def _is_log_of_a_letter(text: Text, index: int) -> bool:
    """log_y - m: no logarithm to the base y is taken of -m."""
    bar, letter = text.behind(index), text.behind(index + 1)
    return (
        bar.kind == "_"
        and letter.kind == "name"
        and bar.span.end == letter.span.start
        and (
            f"log_{full_name(letter)}" in (text.scope or ())
            or _is_before_a_minus(text, index + 2)
            or text.behind(index + 2).kind in _NO_ARGUMENT
        )
        and not is_latex(text.source.text)
    )


def _joined(tokens: Sequence[Token]) -> Token:
    first, last = tokens[0], tokens[-1]
    name = "_".join(full_name(token) for token in tokens if token.kind == "name")
    return replace(first, kind="variable", text=name, span=first.span.to(last.span))


def _is_times_sign(text: Text, index: int) -> bool:
    """2 xx 3 of AsciiMath."""
    before, token, following = text.before(index), text.tokens[index], text.behind(index)
    return (
        token.text == "xx"
        and not token.subscript
        and token.spaced
        and following.spaced
        and before is not None
        and before.kind in ENDS
        and following.kind in STARTS
    )


# -- runs of letters --


def _may_be_whole(text: Text, index: int) -> bool:
    """Whether a token is a run of letters that is no word of the language.

    Raises:
        GradcliError: NAME where it is called.
    """
    token, following, before = text.tokens[index], text.behind(index), text.before(index)
    name = full_name(token)
    if len(name) == 1 or token.whole or _FIGURES_OF_ONE.match(name) or is_word(token):
        return False
    if token.text in GREEK_NAMES or name in _WITH_A_MEANING:
        return False
    if token.text in _WITH_A_MEANING and not (token.subscript and len(token.text) > 2):
        return False
    if is_function(token) or (token.subscript and len(token.text) == 1):
        return False
    is_called = following.kind == "(" and not following.spaced
    if is_called and (name in HYPERBOLIC or name in LISTS or _LOGARITHM.match(name)):
        return False
    if is_called and not _is_product(text, index):
        undeclared(token, name, _as_mapping(text.scope), following, text.source)
    beside = (before is not None and stand_together(before, token)) or stand_together(
        token, following
    )
    if beside and token.text in BETWEEN:
        return False
    return text.scope is None or not beside


def _goes_on_in_no_book(token: Token, following: Token) -> bool:
    """p_4d, and none of x_1y, x_1y_2 and a_1t."""
    letter = following.text
    is_of_a_book = following.subscript or letter in ("r", "s", "t") or COORDINATES.match(letter)
    return goes_on(token, following) and not is_of_a_book


def _has_long_bar(token: Token) -> bool:
    """first_edge: no product ends with a letter of so long a subscript."""
    return len(token.text) > 3 and len(token.subscript) > 1 and token.subscript.isalpha()


def _is_doubtful(text: Text, index: int) -> bool:
    """Whether a run of a text without signs of code may be one name all the same: xx, dt + 1.

    Raises:
        GradcliError: NAME for what can only be a function, one(T).
    """
    token, run, following = text.tokens[index], text.tokens[index].text, text.behind(index)
    if text.scope is not None or token.whole or len(full_name(token)) < 2:
        return False
    if run in GREEK_NAMES or run in _WITH_A_MEANING or is_function(token):
        return False
    if not {*segments(run)}.isdisjoint(GLUED):
        return False  # sinx, of which more is said elsewhere
    if len(run) == 1 or _FIGURES_OF_ONE.match(run) or is_latex(text.source.text):
        return False
    letters = run.rstrip("0123456789")
    if letters in GREEK_NAMES or run in LISTS:
        return False
    is_called = following.kind == "(" and not following.spaced
    in_order = list(letters) == sorted(letters)
    if is_called and len(run) == 3 and not {*run}.isdisjoint("aeiou") and not in_order:
        undeclared(token, run, None, following, text.source)
    if not token.subscript and (len({*letters}) == 1 < len(letters) or run[1:-1] in _VOWELS):
        return True
    if run in _UNITS and not token.subscript:
        return True
    has_bar = len(token.subscript) > 1 and token.subscript.isalpha()  # xy_max, and not xy_1
    before = text.before(index)
    if before is not None and before.kind == "number" and not token.spaced and in_order:
        return False  # 2ab
    if COORDINATES.match(run) and not has_bar:
        return text.is_plain and not _is_of_coordinates(text)
    if not text.is_plain or _is_term(text, run):
        return False
    if "^" in text.source.text and _is_of_a_book(text, run):
        return False
    return before is None or before.kind != "/"  # a/bc: that is said there


def _is_of_coordinates(text: Text) -> bool:
    """Whether something beside xy speaks for coordinates: a figure, a power, x itself.

    In xy + w nothing does: xy may be a name as w is.
    """
    return (
        not text.alone
        or not text.alone.isdisjoint("xyz")
        or any(token.kind in ("number", "^") or is_function(token) for token in text.tokens)
    )


def _is_of_a_book(text: Text, run: str) -> bool:
    """Whether runs are products as in ab^2 + cd, of other letters each, or as in x1^2 + x1x2.

    The d of ax^3 + bx^2 + cx + dx is a coefficient as well.
    """
    if all(map(COORDINATES.match, pieces_of(run))):
        return True
    runs = {token.text for token in text.tokens if token.kind == "name" and len(token.text) > 1}
    coefficients = {each[0] for each in runs if _WITH_COEFFICIENT.match(each)}
    if run[1:] in ("x", "y", "z", "t") and len(coefficients) > 2:
        return True
    letters = "".join(runs)
    in_order = all(list(each) == sorted(each) for each in runs)
    return len(runs) > 1 and in_order and letters.islower() and len({*letters}) == len(letters)


def _is_term(text: Text, run: str) -> bool:
    """Whether a run is a coefficient with its coordinate, as books have: ax + by, mx + b."""
    found = _WITH_COEFFICIENT.match(run)
    if found is None:
        return False
    others = [
        other
        for token in text.tokens
        if token.text != run and (other := _WITH_COEFFICIENT.match(token.text))
    ]
    if others:
        coefficients = [found[1], *(other[1] for other in others)]
        is_repeated = "^" not in text.source.text and all(other[2] == found[2] for other in others)
        return len({*coefficients}) == len(coefficients) and not is_repeated  # ax - bx
    has_terms = any(token.kind in ("+", "-") for token in text.tokens)
    return has_terms and not text.alone.isdisjoint(_CONSTANT_TERMS - {found[1]})


def _as_mapping(scope: Collection[str] | None) -> Mapping[str, str] | None:
    return None if scope is None else {name: name for name in scope}


def _is_product(text: Text, index: int) -> bool:
    """Whether a run is a product all the same: its letters stand alone, or are coordinates."""
    token, before = text.tokens[index], text.before(index)
    if token.subscript or "[" in _typed(text, token):
        return False
    if COORDINATES.match(token.text):
        return True
    if before is not None and before.kind == "number" and not token.spaced:
        return True  # 2ab
    pieces = pieces_of(token.text)
    if text.scope is None and _is_product_of_books(text, index, pieces):
        return True
    known = text.alone if text.scope is None else text.scope
    return all(
        piece in known or piece in GLUED or piece == "pi" or piece.isdigit() for piece in pieces
    ) or (pieces[0] in GLUED and COORDINATES.match("".join(pieces[1:])) is not None)


def _is_product_of_books(text: Text, index: int, pieces: Sequence[str]) -> bool:
    """Whether a run is a coefficient with its coordinate, or what books write in one: pir^2, lnV.

    Signs that only programs have leave pir and lnV whole: there logp is mostly a name.
    """
    run = text.tokens[index].text
    found = _WITH_COEFFICIENT.match(run)
    stands_alone = found is not None and found[2] in text.alone
    if text.evidence is Evidence.SIGNS:
        return stands_alone and _is_term(text, run)
    if stands_alone or _is_term(text, run):
        return True
    if len(pieces) == 2 and (pieces[0] in GLUED or pieces[0] == "pi"):
        return len(pieces[1]) == 1
    before_e = "".join(pieces[:-1])
    is_power_of_e = pieces[-1] == "e" and text.behind(index).kind == "^"
    return is_power_of_e and (len(before_e) == 1 or COORDINATES.match(before_e) is not None)


def _is_plain_product(text: Text, index: int) -> bool:
    """3xy: a number before coordinates, as in no program."""
    before, token = text.before(index), text.tokens[index]
    is_behind = before is not None and before.kind == "number" and not token.spaced
    return is_behind and COORDINATES.match(token.text) is not None


def _typed(text: Text, token: Token) -> str:
    return text.source.text[token.span.start : token.span.end]


def _as_one(text: Text, index: int) -> Token:
    """The run as one name.

    Raises:
        GradcliError: NAME where names are declared and it looks like one of them.
    """
    token = text.tokens[index]
    name = full_name(token)
    if text.scope is None:
        if name in NAMES_IN_PROGRAMS:
            return replace(token, kind="variable", text=name)
        return replace(token, whole=True)
    if len(name) > 3 and nearest(name, text.scope) is not None:
        undeclared(token, name, _as_mapping(text.scope), text.behind(index), text.source)
    return replace(token, kind="variable", text=name, subscript="")


def _notes_on_whole(whole: Mapping[str, Token], text: Text) -> Iterator[Note]:
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
        product=_product(token),
    )


def _product(token: Token) -> str:
    """The letters of a run with the signs between: b*x, and log(p) of logp."""
    written = "*".join(letters_of(token))
    first, _, rest = written.partition("*")
    return f"{first}({rest})" if first in GLUED and rest else written


def _notes_on_products(
    products: Mapping[str, tuple[Span, str]], whole: Collection[str], text: Text
) -> Iterator[Note]:
    others = text.alone - {"e", "pi"} if text.scope is None else text.scope
    all_names = ",".join(sorted({*others, *products, *whole}, key=natural_order))
    for name, (span, product) in products.items():
        yield say.note("product-in-code", span, name=name, product=product, all_names=all_names)
