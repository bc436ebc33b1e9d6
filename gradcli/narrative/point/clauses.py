"""Clauses: words, pieces of the input and values in a row, each written once.

A clause is set either as a sentence of a document, with formulas, or as one line of text in the
input language, for an error message.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from sympy import Expr

from gradcli.field.expression import Comparison, Node
from gradcli.field.from_sympy import from_sympy
from gradcli.language.writing import write, write_condition
from gradcli.narrative import notation
from gradcli.narrative.document import Formula, Sentence, Words
from gradcli.narrative.notation import typeset

# Words, a piece of the input, a value, or a vector of values.
Part: TypeAlias = str | Node | Comparison | Expr | tuple[Expr, ...]
Clause: TypeAlias = tuple[Part, ...]

_PRETTY: Final = (("<=", "≤"), (">=", "≥"), ("!=", "≠"), ("->", "→"), (" -1", " −1"))


def as_sentence(clause: Clause) -> Sentence:
    """The clause as words and formulas."""
    run: list[Words | Formula] = []
    for part in clause:
        match part:
            case str():
                words = part
                for plain, pretty in _PRETTY:
                    words = words.replace(plain, pretty)
                run.append(Words(words))
            case tuple():
                run.append(Formula(notation.vector([typeset(from_sympy(entry)) for entry in part])))
            case Comparison():
                run.append(Formula(notation.condition(part)))
            case Expr():
                run.append(Formula(typeset(from_sympy(part))))
            case _:
                run.append(Formula(typeset(part)))
    return tuple(run)


def as_text(clause: Clause) -> str:
    """The clause as one line, its formulas in the input language."""
    run: list[str] = []
    for part in clause:
        match part:
            case str():
                run.append(part)
            case tuple():
                run.append(f"({', '.join(write(from_sympy(entry)) for entry in part)})")
            case Comparison():
                run.append(write_condition(part))
            case Expr():
                run.append(write(from_sympy(part)))
            case _:
                run.append(write(part))
    return "".join(run)
