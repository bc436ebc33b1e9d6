"""Runs of letters that are products all the same, or may be: xy, ax + b, pir^2, and dt + 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gradcli.language.lex.characters import GREEK_NAMES
from gradcli.language.lex.latex import is_latex
from gradcli.language.lex.patterns import FIGURES_OF_ONE
from gradcli.language.lex.token import full_name
from gradcli.language.lex.vocabulary import (
    CONSTANT_SPELLINGS,
    CONSTANTS_OF_C,
    GLUED,
    LISTS,
    NO_VARIABLES,
)
from gradcli.language.names.code_text import (
    CONSTANT_TERMS,
    COORDINATES,
    HARDLY_PRODUCTS,
    Evidence,
    Text,
    coefficient_in,
    is_function,
)
from gradcli.language.names.runs import pieces_of, segments
from gradcli.language.names.undeclared import undeclared

_TERMS: Final = CONSTANT_TERMS | frozenset("efxyzt")
_VOWELS: Final = frozenset("aeiou")
WITH_A_MEANING: Final = frozenset({*CONSTANT_SPELLINGS, *CONSTANTS_OF_C, *NO_VARIABLES})
"""Words that are no names of variables."""


def is_product(text: Text, index: int) -> bool:
    """Whether a run is a product all the same: its letters stand alone, or are coordinates."""
    token, before = text.tokens[index], text.before(index)
    if token.subscript or "[" in text.typed(token):
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
    found = coefficient_in(run)
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


def is_plain_product(text: Text, index: int) -> bool:
    """3xy: a number before coordinates, as in no program."""
    before, token = text.before(index), text.tokens[index]
    is_behind = before is not None and before.kind == "number" and not token.spaced
    return is_behind and COORDINATES.match(token.text) is not None


def is_doubtful(text: Text, index: int) -> bool:
    """Whether a run of a text without signs of code may be one name all the same: xx, dt + 1.

    Raises:
        GradcliError: NAME for what can only be a function, one(T).
    """
    token, run, following = text.tokens[index], text.tokens[index].text, text.behind(index)
    if text.scope is not None or token.whole or len(full_name(token)) < 2:
        return False
    if run in GREEK_NAMES or run in WITH_A_MEANING or is_function(token):
        return False
    if not {*segments(run)}.isdisjoint(GLUED):
        return False  # sinx, of which more is said elsewhere
    if len(run) == 1 or FIGURES_OF_ONE.match(run) or is_latex(text.source.text):
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
    if run in HARDLY_PRODUCTS and not token.subscript:
        return True
    has_bar = len(token.subscript) > 1 and token.subscript.isalpha()  # xy_max, and not xy_1
    before = text.before(index)
    if before is not None and before.kind == "number" and not token.spaced and in_order:
        return False  # 2ab
    if COORDINATES.match(run) and not has_bar:
        return text.is_loose and not _is_of_coordinates(text)
    if not text.is_loose or (_is_term(text, run) and _are_terms(text, run)):
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
        or not text.counts.kinds.isdisjoint(("number", "^"))
        or text.counts.has_functions
    )


def _is_of_a_book(text: Text, run: str) -> bool:
    """Whether runs are products as in ab^2 + cd, of other letters each, or as in x1^2 + x1x2.

    The d of ax^3 + bx^2 + cx + dx is a coefficient as well.
    """
    if all(map(COORDINATES.match, pieces_of(run))):
        return True
    coefficients = text.counts.coefficients
    if run[1:] in ("x", "y", "z", "t") and len(coefficients) > 2:
        return True
    return text.counts.is_of_other_letters


def _is_term(text: Text, run: str) -> bool:
    """Whether a run is a coefficient with its coordinate, as books have: ax + by, mx + b."""
    found = coefficient_in(run)
    if found is None:
        return False
    counts = text.counts
    own, others = counts.names[run], _others_with_coefficients(text, run)
    if others:
        are_different = counts.coefficients[found[1]] == own and all(
            count == 1 for letter, count in counts.coefficients.items() if letter != found[1]
        )
        of_one_coordinate = counts.coordinates[found[2]] - own == others
        return are_different and not ("^" not in text.source.text and of_one_coordinate)  # ax - bx
    has_terms = not counts.kinds.isdisjoint("+-")
    return has_terms and not text.alone.isdisjoint(CONSTANT_TERMS - {found[1]})


def _others_with_coefficients(text: Text, run: str) -> int:
    """How many other runs of a coefficient and its coordinate there are."""
    is_one = run in text.counts.runs_with_coefficients
    return text.counts.coefficients.total() - is_one * text.counts.names[run]


def _are_terms(text: Text, run: str) -> bool:
    """Whether the letters that stand alone are terms of a book: b in mx + b.

    In bx + v - ky, nx - m and kx + sqrt(m/2) they are not.
    """
    if _others_with_coefficients(text, run):
        return all(each in _TERMS or each in GREEK_NAMES for each in text.alone)
    return not text.counts.terms <= ({"m"} if run[0] == "n" else set())
