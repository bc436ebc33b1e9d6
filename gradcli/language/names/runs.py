"""Runs of letters: a word, a product of letters, or functions among letters."""

from __future__ import annotations

from typing import Final

from gradcli.field.functions import SPELLINGS
from gradcli.language.lex.suggestions import nearest
from gradcli.language.lex.token import Token
from gradcli.language.lex.vocabulary import GLUED, LONG_GREEK
from gradcli.language.names.undeclared import reads_as_word
from gradcli.late import pattern

_PIECES: Final = pattern(r"[A-Za-z]+|[0-9]+")


# A function or a Greek name within a run.
_GLUE: Final = pattern("|".join((*GLUED, *LONG_GREEK)))


def reads_as_name(letters: str) -> bool:
    """Whether letters are one name, and neither a product nor functions with their arguments."""
    return letters == "eps" or (reads_as_word(letters) and not has_glue(letters))


def product_before_bracket(letters: str) -> bool:
    """Whether letters before a bracket are factors: `xy(x + 1)`, and not `foo(x)`."""
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
