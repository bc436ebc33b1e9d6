"""The answer alone, as -q prints it: a value a line, or all of them as a JSON array."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, assert_never

from gradcli.commands.messages import failure
from gradcli.late import pattern
from gradcli.render.format import SEPARATORS, Format
from gradcli.render.formula.glyphs import Charset

# What only one format needs is imported there: a start is short, and most starts take one way.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.commands.parameters.options import Options
    from gradcli.questions.result import Result

_POWER_OF_TEN: Final = pattern(r"\*10\^\(?(-?)(\d+)\)?")
_SHOWN: Final = 60


def alone(result: Result, options: Options, chosen: Format, charset: Charset, *, unit: bool) -> str:
    """The values, in the form that the format has for them."""
    match chosen:
        case Format.JSON:
            return _as_json(result, options, charset, unit=unit)
        case Format.LATEX | Format.MARKDOWN | Format.HTML:
            texts = _as_formulas(result, options, chosen, unit=unit)
        case Format.CSV | Format.TSV:
            from gradcli.render.csvtable import csv_table

            texts = _as_texts(result, options, unit=unit)
            if result.forms.columns > 1 and not result.forms.labels:
                header, rows = result.answer.field.variables, list(_rows(texts, result))
            else:
                header, rows = result.answer.names(unit=unit), [texts]
            return csv_table(header, rows, separator=SEPARATORS[chosen])
        case Format.RICH | Format.PLAIN:
            texts = _as_texts(result, options, unit=unit)
        case _:
            assert_never(chosen)
    # Where the mathematics says no there is nothing to be named.
    if options.names and texts:
        texts = [
            f"{name} = {text}"
            for name, text in zip(result.answer.names(unit=unit), texts, strict=True)
        ]
    else:
        texts = _labelled([",".join(row) for row in _rows(texts, result)], result)
    return "".join(f"{text}\n" for text in texts)


def _as_texts(result: Result, options: Options, *, unit: bool) -> Sequence[str]:
    """In the input language, exact; with --decimal the numbers as awk, sort -g and float() do."""
    exact = result.lines(unit=unit)
    if options.decimal is None or result.forms.word is not None:
        return exact
    return [
        text if near is None else near
        for text, near in zip(exact, _decimals(result, options.decimal, unit=unit), strict=True)
    ]


def _decimals(result: Result, digits: int, *, unit: bool) -> Iterator[str | None]:
    """Each value as a decimal, such as 3.14159e-07; None for a formula.

    Raises:
        GradcliError: LIMIT for a number of which no digit is certain.
    """
    from gradcli.calculus.numbers.constants import decimal

    for value, exact in zip(result.values(unit=unit), result.lines(unit=unit), strict=True):
        near = None if value.free_symbols else decimal(value, digits)
        if near is None and not value.free_symbols:
            shown = exact if len(exact) <= _SHOWN else f"{exact[:_SHOWN]}..."
            raise failure("decimal-out-of-reach", value=shown)
        yield None if near is None else _POWER_OF_TEN.sub(_exponent, near)


def _exponent(power: re.Match[str]) -> str:
    return f"e{power[1] or '+'}{power[2]:0>2}"


def _as_json(result: Result, options: Options, charset: Charset, *, unit: bool) -> str:
    """An array of texts, with --decimal of numbers where they are; with --names an object.

    Where the mathematics says no, the object of the failure.
    """
    import json

    from gradcli.render.jsonline import json_line

    if result.error is not None:
        from gradcli.render.failure import failure

        return json_line(failure(result.error), charset) + "\n"

    texts = [json.dumps(line) for line in result.lines(unit=unit)]
    if options.decimal is not None and result.forms.word is None:
        decimals = _decimals(result, options.decimal, unit=unit)
        texts = [near or text for text, near in zip(texts, decimals, strict=True)]
    if not options.names:
        if result.forms.columns > 1:
            labels = [list(map(json.dumps, each)) for each in result.forms.labels]
            rows = list(_rows(texts, result))
            labels = labels or [[] for _ in rows]
            texts = [
                f"[{', '.join((*row, *label))}]" for row, label in zip(rows, labels, strict=True)
            ]
        return f"[{', '.join(texts)}]\n"
    names = (json_line(name, charset) for name in result.answer.names(unit=unit))
    pairs = (f"{name}: {text}" for name, text in zip(names, texts, strict=True))
    return f"{{{', '.join(pairs)}}}\n"


def _labelled(lines: Sequence[str], result: Result) -> Sequence[str]:
    """Each line and, behind a tab, what is said of it, where something is."""
    if not result.forms.labels:
        return lines
    return [
        "\t".join((line, *label)) for line, label in zip(lines, result.forms.labels, strict=True)
    ]


def _rows(texts: Sequence[str], result: Result) -> Iterator[Sequence[str]]:
    """The values that stand in one line: one, or a row of a matrix."""
    columns = result.forms.columns
    return (texts[start : start + columns] for start in range(0, len(texts), columns))


def _as_formulas(result: Result, options: Options, chosen: Format, *, unit: bool) -> Sequence[str]:
    """Each value typeset, with --decimal the numbers as decimals."""
    from gradcli.narrative.stories.common import approximately
    from gradcli.render.formula.latex import latex
    from gradcli.render.formula.mathml import mathml
    from gradcli.render.formula.value import value_boxes

    if result.forms.word is not None:
        return (result.forms.word,)
    declared = result.answer.field.variables
    texts: list[str] = []
    values, trees = result.values(unit=unit), result.answer.trees(unit=unit)
    digits = options.decimal
    decimals = [None] * len(trees) if digits is None else _decimals(result, digits, unit=unit)
    for value, tree, near in zip(values, trees, decimals, strict=True):
        boxes = value_boxes(tree, declared)
        if digits is not None and near is not None:
            boxes = (approximately(value, digits),)
        if chosen is Format.HTML:
            texts.append(", ".join(map(mathml, boxes)))
        else:
            formula = r",\quad ".join(map(latex, boxes))
            texts.append(f"${formula}$" if chosen is Format.MARKDOWN else formula)
    return texts
