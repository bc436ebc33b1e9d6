"""Clauses: whole sentences with named places, filled with words, pieces of the input and values.

A sentence is written once, whole, so that it can be read, corrected and translated as one:
`{function} needs {argument} > 0, here it is {value}`. It is set either as a sentence of a
document, with formulas, or as one line of text in the input language, for an error message.
"""

from __future__ import annotations

from string import Formatter
from typing import Final, TypeAlias

from sympy import Expr

from gradcli.field.expression import Comparison, Every, Node, Some
from gradcli.field.from_sympy import from_sympy
from gradcli.frozen import dataclass
from gradcli.language.writing import write, write_condition
from gradcli.narrative import notation
from gradcli.narrative.document import Formula, Sentence, Words
from gradcli.narrative.notation import typeset

# Words, a piece of the input, a condition, a value, or a vector of values.
Part: TypeAlias = str | Node | Comparison | Every | Some | Expr | tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """Words and formulas in a row."""

    parts: tuple[Part, ...] = ()


NO_CLAUSE: Final = Clause()

_PRETTY: Final = (("<=", "≤"), (">=", "≥"), ("!=", "≠"), ("->", "→"), (" -1", " −1"))


def clause(template: str, **named: Part | Clause) -> Clause:
    """The template with its named places filled.

    A clause may stand in a place of another where it is a main clause of its own (after a colon).
    """
    parts: list[Part] = []
    for words, name, _, _ in Formatter().parse(template):
        if words:
            parts.append(words)
        if name is not None:
            filling = named[name]
            parts.extend(filling.parts if isinstance(filling, Clause) else (filling,))
    return Clause(tuple(parts))


def as_message(said: Clause) -> Clause:
    """A sentence as messages of errors are set: without its capital and its full stop."""
    first, *others = said.parts
    assert isinstance(first, str)
    assert others[-1] == "."
    return Clause((first[0].lower() + first[1:], *others[:-1]))


def as_sentence(said: Clause) -> Sentence:
    """The clause as words and formulas."""
    run: list[Words | Formula] = []
    for part in said.parts:
        match part:
            case str():
                words = part
                for plain, pretty in _PRETTY:
                    words = words.replace(plain, pretty)
                run.append(Words(words))
            case tuple():
                run.append(Formula(notation.vector([typeset(from_sympy(entry)) for entry in part])))
            case Comparison() | Every() | Some():
                run.append(Formula(notation.condition(part)))
            case Expr():
                run.append(Formula(typeset(from_sympy(part))))
            case _:
                run.append(Formula(typeset(part)))
    return tuple(run)


def as_text(said: Clause) -> str:
    """The clause as one line, its formulas in the input language."""
    run: list[str] = []
    for part in said.parts:
        match part:
            case str():
                run.append(part)
            case tuple():
                run.append(f"({', '.join(write(from_sympy(entry)) for entry in part)})")
            case Comparison() | Every() | Some():
                run.append(write_condition(part))
            case Expr():
                run.append(write(from_sympy(part)))
            case _:
                run.append(write(part))
    return "".join(run)
