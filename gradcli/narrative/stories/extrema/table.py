"""The critical points as a table for other programs: a point a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sympy import Expr, Rational

from gradcli.calculus.answers.extrema.critical import CriticalAnswer, rounded
from gradcli.calculus.extrema.found import Coordinate, Enclosed
from gradcli.calculus.numbers.constants import decimal
from gradcli.field.from_sympy import from_sympy
from gradcli.language.writing import write
from gradcli.late import pattern
from gradcli.narrative.stories.extrema.critical import labels

_DIGITS: Final = 15
_POWER_OF_TEN: Final = pattern(r"\*10\^\(?(-?)(\d+)\)?")


def csv_rows(
    answer: CriticalAnswer, digits: int | None
) -> tuple[Sequence[str], Iterator[Sequence[str]]]:
    """The header, and a row a point or family: coordinates, value, class, and its condition."""
    header = [*answer.field.variables, answer.field.function, "class", "where"]
    return header, _rows(answer, digits)


def _rows(answer: CriticalAnswer, digits: int | None) -> Iterator[Sequence[str]]:
    told = iter(labels(answer))
    for point in answer.points:
        kind, *_ = next(told)
        numbers = [number_text(each, digits) for each in point.place]
        yield [*numbers, "" if point.value is None else number_text(point.value, digits), kind, ""]
    for family in answer.families:
        kind, *where = next(told)
        part = family.part
        numbers = [number_text(each, digits) for each in part.family.at]
        value = "" if part.value is None else number_text(part.value, digits)
        yield [*numbers, value, kind, where[0] if where else ""]


def number_text(coordinate: Coordinate, digits: int | None) -> str:
    """A number as -q writes it: exact, or a decimal."""
    if isinstance(coordinate, Enclosed):
        value = rounded(coordinate, digits or _DIGITS)
        return _decimal(Rational(value.numerator, value.denominator), digits or _DIGITS)
    if digits is not None and not coordinate.free_symbols:
        return _decimal(coordinate, digits)
    return write(from_sympy(coordinate))


def _decimal(number: Expr, digits: int) -> str:
    found = decimal(number, digits)
    if found is None:
        return write(from_sympy(number))
    return _POWER_OF_TEN.sub(lambda power: f"e{power[1] or '+'}{power[2]:0>2}", found)
