"""Greek beside Latin letters: one name in a program, αj, and a product in a book, λx."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from gradcli.errors import Source
from gradcli.language.lex.characters import GREEK_LETTERS
from gradcli.language.lex.latex import is_latex
from gradcli.language.lex.token import Token, full_name
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.names.code_text import is_function
from gradcli.language.names.runs import letters_of

# λx and ωt, ξη: a coefficient and a coordinate, or two of either; but θy is an angle's own name.
_OF_BOOKS: Final = re.compile(r"\A(?!.*[θϑφϕψ][yz])(?:[^\x00-\x7f][xyztr0-9]*|[^\x00-\x7f]+)\Z")
_FIGURES: Final = "0123456789"


def notes_on_two_scripts(tokens: Sequence[Token], source: Source) -> Iterator[Note]:
    """What is said of αj * c, and of Δx in any text: Δ by itself is hardly ever a number."""
    text = source.text
    if text.isascii() or is_latex(text):
        return
    said: set[str] = set()
    for before, token in pairwise(tokens):
        is_run = before.kind == token.kind == "name" and before.span.end == token.span.start
        run = text[before.span.start : token.span.end]
        if not is_run or run in said or not _may_be_a_name(before, run, has_sign="*" in text):
            continue
        said.add(run)
        last = full_name(token)
        yield say.note(
            "letters-of-two-scripts",
            before.span.to(token.span),
            typed=run,
            product=_product(before, last),
            name=f"{full_name(before)}_{last}",
        )


def _may_be_a_name(before: Token, run: str, *, has_sign: bool) -> bool:
    """Whether letters side by side may be one name; `has_sign` says that products have a sign."""
    if not any(sign in GREEK_LETTERS or sign == "π" for sign in run):
        return False
    if run[-1] == "π" and len(before.text) == 1:
        return False  # 2kπ
    return has_sign or run[0] == "Δ" or not (run[0] in "πϖ" or _OF_BOOKS.match(run))


def _product(before: Token, last: str) -> str:
    """How the letters were read: alpha*j, and log2(pi) of log2π."""
    stem = before.text.rstrip(_FIGURES)
    if is_function(before) or before.text == "log2":
        return f"{before.text}({last})"
    if is_function(replace(before, text=stem)):
        return f"{stem}({before.text[len(stem) :]}*{last})"
    return "*".join([*letters_of(before), last])
