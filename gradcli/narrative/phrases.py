"""Small turns of phrase that several rooms of the story share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sympy import Expr

from gradcli.field.from_sympy import OrderOfSum, from_sympy
from gradcli.narrative.box import Box
from gradcli.narrative.document import Code, Formula, Inline, Sentence, Strong, Words
from gradcli.narrative.notation import relation, typeset


def formula(expression: Expr, order: Sequence[OrderOfSum] = ()) -> Box:
    """The formula of a SymPy expression, written as a book would; its sums in that `order`."""
    return typeset(from_sympy(expression, order))


def sentence(*parts: str | Box | Inline) -> Sentence:
    """Words and formulas in a row: strings are words, boxes are formulas."""
    run: list[Inline] = []
    for part in parts:
        match part:
            case str():
                run.append(Words(part))
            case Words() | Strong() | Code() | Formula():
                run.append(part)
            case _:
                run.append(Formula(part))
    return tuple(run)


def enumerated(items: Sequence[Box]) -> Sentence:
    """`a`, `a and b`, `a, b and c`."""
    run: list[Inline] = []
    for place, item in enumerate(items):
        if place:
            run.append(Words(" and " if place == len(items) - 1 else ", "))
        run.append(Formula(item))
    return tuple(run)


def equals(left: Box, right: Box) -> Box:
    """left = right."""
    return relation(left, "=", right)


def joined(sentences: Iterable[Sentence], between: str = " ") -> Sentence:
    """Sentences one after the other."""
    run: list[Inline] = []
    for each in sentences:
        if not each:
            continue
        if run:
            run.append(Words(between))
        run.extend(each)
    return tuple(run)
