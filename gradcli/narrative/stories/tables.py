"""Answers as tables for other programs: a row for each partial, or for each row of the Hessian."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from sympy import Expr

from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.calculus.answers.hessian import HessianAnswer
from gradcli.calculus.answers.over_rows import OverRows
from gradcli.calculus.domain.verdict import Exists
from gradcli.language.writing import write
from gradcli.narrative.stories.extrema.table import number_text

Rows: TypeAlias = tuple[Sequence[str], Iterator[Sequence[str]]]
"""The header, and the rows."""


def gradient_rows(answer: GradientAnswer, digits: int | None) -> Rows:
    """A row for each partial: the variable, the derivative, and at a point its value there."""
    field, at = answer.field, answer.at
    derivatives = [write(each.written, field.letters) for each in answer.gradient.partials]
    if at is None:
        rows = zip(field.variables, derivatives, strict=True)
        return ("variable", "derivative"), rows
    values = _texts(at.slopes, digits) or [""] * len(derivatives)
    return (
        ("variable", "derivative", "value"),
        zip(field.variables, derivatives, values, strict=True),
    )


def over_rows_rows(answer: OverRows, digits: int | None) -> Rows:
    """The same of a sum or mean over the rows of a table: at a point it has no formula."""
    variables = answer.field.variables
    if answer.at is not None:
        values = _texts(answer.values(), digits) or [""] * len(variables)
        return ("variable", "value"), zip(variables, values, strict=True)
    derivatives = [write(tree, answer.field.letters) for tree in answer.trees()]
    return ("variable", "derivative"), zip(variables, derivatives, strict=True)


def hessian_rows(answer: HessianAnswer, digits: int | None) -> Rows:
    """A row for each first partial: its variable, and its derivatives by each of them."""
    variables = answer.field.variables
    header = ("variable", *variables)
    if answer.at is None:
        formulas = [
            [write(each.written, answer.field.letters) for each in row]
            for row in answer.hessian.rows
        ]
        return header, _named(variables, formulas)
    if answer.second is None:
        return header, _named(variables, [[""] * len(variables)] * len(variables))
    numbers = [
        [
            number_text(each.value, digits) if isinstance(each, Exists) else ""
            for each in row.entries
        ]
        for row in answer.second.rows
    ]
    return header, _named(variables, numbers)


def _named(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    return ((name, *row) for name, row in zip(names, rows, strict=True))


def _texts(values: Sequence[Expr] | None, digits: int | None) -> list[str]:
    return [number_text(value, digits) for value in values or ()]
