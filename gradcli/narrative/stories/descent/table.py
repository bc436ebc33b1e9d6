"""The table of a descent, on a page and as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from gradcli.calculus.answers.descent.answer import DescendAnswer, as_expr
from gradcli.calculus.descent.path import Real, Visit, norm
from gradcli.calculus.numbers.constants import decimal
from gradcli.language.writing import write
from gradcli.narrative.box import Box
from gradcli.narrative.document import Code, Sentence, Table
from gradcli.narrative.notation import norm as bars
from gradcli.narrative.notation import number, point_of, variable, vector
from gradcli.narrative.phrases import sentence
from gradcli.narrative.stories.common import Telling
from gradcli.narrative.stories.descent.numbers import Written

_ALL: Final = 21
"""Points that are shown one by one."""

_FIRST: Final = 10
_ROOM: Final = 76
_FEWEST: Final = 4  # digits
_TINY: Final = 1e-6
_DIGITS_OF_TINY: Final = 2
_GAPS: Final = 12
_MOST_COORDINATES: Final = 4


def rows_shown(count: int, every: int | None) -> Sequence[int]:
    """The places of the points of a table: all of few, else the first ones and some after them."""
    last = count - 1
    if every is not None:
        return sorted({*range(0, count, every), last})
    if count <= _ALL:
        return range(count)
    step = _step(last)
    return sorted({*range(_FIRST + 1), *range(step, count, step), last})


def _step(last: int) -> int:
    """1, 2, 5, 10, ...: the first of them that gives at most ten rows."""
    size = 1
    while True:
        for each in (1, 2, 5):
            if last / (each * size) <= _FIRST:
                return each * size
        size *= 10


def path_table(answer: DescendAnswer, telling: Telling, every: int | None) -> Table:
    """Step, point, f, gradient and its length."""
    written = Written.of(answer, telling)
    visits = answer.path.visits
    if every is not None and answer.path.apart > 1:
        # A row of a page takes ten times as long as one of CSV.
        every = max(every, 10 * answer.path.apart)
    places = rows_shown(len(visits), every)
    shown = [visits[place] for place in places]
    digits, with_gradient = _digits(shown, written)
    with_rate = answer.given.rate is None
    with_point = len(answer.field.variables) <= _MOST_COORDINATES
    rows = []
    for place, visit in zip(places, shown, strict=True):
        cells = [sentence(number(place))]
        if with_point:
            boxes = [_number(written, each, digits) for each in visit.at]
            cells.append(sentence(point_of(boxes) if len(boxes) > 1 else boxes[0]))
        cells.append(_real(written, visit.value, digits))
        if with_gradient:
            cells.append(_gradient(written, visit, digits))
        if written.several:
            size = None if visit.gradient is None else norm(visit.gradient)
            cells.append(_real(written, size, digits))
        if with_rate:
            cells.append(_real(written, None if visit.move is None else visit.move.rate, digits))
        rows.append(tuple(cells))
    names = answer.field.variables
    header = [sentence("step")]
    if with_point:
        header.append(sentence("point") if written.several else sentence(variable(names[0])))
    header.append(sentence(variable(answer.field.function)))
    if with_gradient:
        header.append(sentence(written.slope()))
    if written.several:
        header.append(sentence(bars(written.slope())))
    if with_rate:
        header.append(sentence(written.letter_of_rate))
    return Table(tuple(header), tuple(rows), _caption(len(visits), places, every))


def _caption(count: int, places: Sequence[int], every: int | None) -> Sentence:
    if len(places) == count:
        return sentence("Every step:")
    if every is not None:
        return sentence(f"Every {_ordinal(every)} step, and the last:")
    step = _step(count - 1)
    return sentence(
        f"The first steps, every {_ordinal(step)} after them, and the last (",
        Code("--every 1"),
        " and ",
        Code("-f csv"),
        " have all):",
    )


def _ordinal(count: int) -> str:
    ending = (
        "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    )
    return f"{count:,}{ending}"


def _real(written: Written, value: Real | None, digits: int) -> Sentence:
    return sentence("none") if value is None else sentence(_number(written, value, digits))


def _number(written: Written, value: Real, digits: int) -> Box:
    return written.real(value, _in_a_row(digits, value))


def _gradient(written: Written, visit: Visit, digits: int) -> Sentence:
    if visit.gradient is None:
        return sentence("none")
    boxes = [_number(written, each, digits) for each in visit.gradient]
    return sentence(vector(boxes) if len(boxes) > 1 else boxes[0])


def _digits(shown: Sequence[Visit], written: Written) -> tuple[int, bool]:
    """The digits with which the rows fit on a line, and whether the gradient stands in them."""
    most = written.telling.digits
    for with_gradient in (True, False):
        for digits in range(most, min(most, _FEWEST) - 1, -1):
            if max(_width(each, digits, with_gradient=with_gradient) for each in shown) <= _ROOM:
                return digits, with_gradient
    return min(most, _FEWEST), False


def _in_a_row(digits: int, value: Real) -> int:
    """The digits of a number in a table: few of one that is written with a power of ten."""
    return min(digits, _DIGITS_OF_TINY) if 0 < abs(float(value)) < _TINY else digits


def _width(visit: Visit, digits: int, *, with_gradient: bool) -> int:
    vectors = [visit.at]
    if with_gradient and visit.gradient is not None:
        vectors.append(visit.gradient)
    if len(visit.at) > _MOST_COORDINATES:
        vectors = vectors[1:]
    width = 4 + _GAPS
    for each in vectors:
        width += 2 * len(each) + sum(_length(entry, digits) for entry in each)
    for one in (visit.value, None if visit.gradient is None else norm(visit.gradient)):
        width += 0 if one is None else _length(one, digits)
    return width


def _length(value: Real, digits: int) -> int:
    """About how many signs a number takes: 1.2*10^(-9) is set as 1.2 · 10⁻⁹."""
    text = decimal(as_expr(value), _in_a_row(digits, value)) or ""
    return len(text) + 1 - 2 * text.count("(")


def csv_rows(
    answer: DescendAnswer, every: int | None, digits: int | None
) -> tuple[Sequence[str], Iterator[Sequence[str]]]:
    """The header, and a row a step: the numbers as -q writes them."""
    field = answer.field
    slopes = [f"{field.function}_{name}" for name in field.variables]
    header = ["step", *field.variables, field.function, *slopes, "norm", "rate"]
    return header, _csv(answer, every, digits)


def _csv(answer: DescendAnswer, every: int | None, digits: int | None) -> Iterator[Sequence[str]]:
    visits = answer.path.visits
    nothing = [""] * len(answer.field.variables)

    def text(value: Real | None) -> str:
        return "" if value is None else cell(answer, value, digits)

    for place in rows_shown(len(visits), max(every or 1, answer.path.apart)):
        visit = visits[place]
        slopes = nothing if visit.gradient is None else list(map(text, visit.gradient))
        size = "" if visit.gradient is None else _decimal(norm(visit.gradient), digits)
        rate = None if visit.move is None else visit.move.rate
        yield [str(place), *map(text, visit.at), text(visit.value), *slopes, size, text(rate)]


def cell(answer: DescendAnswer, value: Real, digits: int | None) -> str:
    """A number for another program: exact with --exact, else a decimal."""
    is_exact = answer.given.plan.fractions and digits is None
    if is_exact and not isinstance(value, float):
        return write(answer.as_tree(value))
    return _decimal(float(value), digits)


def _decimal(value: float, digits: int | None) -> str:
    return repr(value) if digits is None else f"{value:.{digits}g}"
