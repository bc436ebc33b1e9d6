"""Where a line may end: sentences between words, formulas only when nothing else is left.

A formula that is longer than the whole width is broken before an operator or a relation, as high
up in it as there is one, and goes on behind an indent.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from gradcli.narrative.document import Code, Formula, Inline, Sentence, Strong, Words
from gradcli.render.formula.glyphs import Charset, shown
from gradcli.render.formula.linear import linear_runs
from gradcli.render.formula.places import BEFORE, DOTS, EQUALS
from gradcli.render.formula.runs import (
    Run,
    Runs,
    Style,
    blank,
    columns,
    is_narrow,
    text_of,
    width_of,
)
from gradcli.render.formula.text_block import CONTINUED

_OPENING, _CLOSING = "([{⌊⌈", ")]}⌋⌉"
# A break inside parentheses costs one for each pair. Before a slash it costs a little more than
# before + or −; between two factors it is for a product that has no sign in it, and behind ∂/∂x it
# is the last resort.
_EARLY: Final = 0.9
_AT_EQUALS = -_EARLY  # a chain of equations is parted there, also early in a line
_AT_SLASH, _BETWEEN_FACTORS, _IN_DERIVATIVE = 0.5, 20.0, 100.0
_HEADINGS: Final = frozenset({Style.TITLE, Style.PART, Style.HEADER})
_STRONG: Final = {Style.TEXT: Style.STRONG, Style.REASON: Style.RULE}


def break_formula(runs: Runs, first: int, rest: int) -> list[Runs]:
    """The formula in lines of at most `first`, then `rest` columns.

    A line is longer only where the formula has no place to break it.
    """
    if width_of(runs) <= first:
        return [runs]
    text = text_of(runs)
    whole = columns(text)
    places = _places(text)
    cuts: list[int] = []
    begin, low, width = 0, 0, first
    while whole - begin > width:
        high = low
        while high < len(places) and places[high].column - begin <= width:
            high += 1
        chosen = _best(places[low:high], begin, width) or next(iter(places[low:]), None)
        if chosen is None:
            break
        cuts.append(chosen.offset)
        low = places.index(chosen, low) + 1
        begin = chosen.column + (text[chosen.offset] == " ")
        width = rest
    return _cut(runs, cuts)


class _Place(NamedTuple):
    """A place where a line may end: after `offset` signs and `column` columns."""

    offset: int
    column: int
    cost: float


def _best(places: list[_Place], begin: int, width: int) -> _Place | None:
    """The last place of the least cost, of those that fit in the line.

    A place early in the line costs nearly one more: a line that is almost empty reads badly, but
    not as badly as a sum that is broken inside its next term.
    """
    return min(
        places,
        key=lambda place: (
            place.cost + _EARLY * (4 * (place.column - begin) < width),
            -place.offset,
        ),
        default=None,
    )


def _places(text: str) -> list[_Place]:
    places: list[_Place] = []
    narrow = is_narrow(text)
    depth = column = 0
    for offset, sign in enumerate(text):
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth -= 1
        elif 0 < offset < len(text) - 1:
            cost = _cost(text, offset)
            if cost is not None:
                places.append(_Place(offset, column, depth + cost))
        column += 1 if narrow else columns(sign)
    return places


def _cost(text: str, offset: int) -> float | None:
    """What a break before the sign at `offset` costs beside its depth; None: no break there."""
    before, sign, after = text[offset - 1], text[offset], text[offset + 1]
    if sign == "/":
        return _AT_SLASH if before in _CLOSING or after in _OPENING else None
    if sign != " ":
        return None
    word = text[offset + 1 : offset + 10].partition(" ")[0]
    if before in ",;" or word in BEFORE:
        return _AT_EQUALS if word in EQUALS else 0
    word = text[max(offset - 9, 0) : offset].rpartition(" ")[2]
    if word in BEFORE or word in DOTS:
        return None
    return _IN_DERIVATIVE if after == "[" else _BETWEEN_FACTORS


def _cut(runs: Runs, cuts: list[int]) -> list[Runs]:
    """The runs cut before the signs at these offsets; a space there is left out."""
    lines: list[Runs] = []
    line: list[Run] = []
    ahead = iter([*cuts, None])
    cut = next(ahead)
    begin = 0
    for run in runs:
        text, start = run.text, begin
        begin += len(run.text)
        while cut is not None and cut < begin:
            head, text = text[: cut - start], text[cut - start :].removeprefix(" ")
            start = begin - len(text)
            lines.append((*line, Run(head, run.look)) if head else tuple(line))
            line = []
            cut = next(ahead)
        if text:
            line.append(Run(text, run.look))
    return [*lines, tuple(line)]


# Sentences.


def sentence_runs(
    sentence: Sentence,
    look: Style = Style.TEXT,
    charset: Charset = Charset.UNICODE,
    *,
    marks: str = "",
) -> Runs:
    """The sentence in one line. Code stands between `marks`, where these are given."""
    return tuple(run for chunk in _pieces(sentence, look, charset, marks) for run in chunk)


def _pieces(
    sentence: Sentence, look: Style, charset: Charset, marks: str
) -> Iterable[tuple[Run, ...]]:
    for inline in sentence:
        yield inline_runs(inline, look, charset, marks)


def inline_runs(inline: Inline, look: Style, charset: Charset, marks: str = "") -> Runs:
    """One piece of a sentence."""
    match inline:
        case Words(text):
            return (Run(shown(text, charset), look),)
        case Strong(text):
            return (Run(shown(text, charset), _STRONG.get(look, look)),)
        case Code(text):
            return (Run(f"{marks}{shown(text, charset)}{marks}", Style.CODE),)
        case Formula(box):
            runs = linear_runs(box, charset)
            return tuple(Run(run.text, look) for run in runs) if look in _HEADINGS else runs


def wrap(
    sentence: Sentence,
    width: int,
    *,
    look: Style = Style.TEXT,
    charset: Charset = Charset.UNICODE,
    marks: str = "",
    first: int | None = None,
) -> list[Runs]:
    """The sentence in lines of `width` columns (the first of `first`), broken between words.

    A formula or a piece of code stays whole unless it is longer than `width` itself.
    """
    lines: list[Runs] = []
    line: list[Run] = []
    room = width if first is None else first
    used = 0
    for chunk, spaced in _chunks(sentence, look, charset, marks):
        size = width_of(chunk)
        gap = 1 if spaced and line else 0
        if line and used + gap + size > room:
            lines.append(tuple(line))
            line, used, gap, room = [], 0, 0, width
        if not line and not lines and size > room and size <= width and first is not None:
            lines.append(())
            room = width
        parts = break_formula(chunk, room, max(room - CONTINUED, 1)) if size > room else [chunk]
        for place, part in enumerate(parts):
            if place:
                lines.append(tuple(line))
                line, used, room = [*blank(CONTINUED)], CONTINUED, width
            line.extend((*blank(gap), *part))
            used += gap + width_of(part)
            gap = 0
    lines.append(tuple(line))
    return lines


def _chunks(
    sentence: Sentence, look: Style, charset: Charset, marks: str
) -> Iterable[tuple[Runs, bool]]:
    """What a line may not be broken in, and whether a space stands before it.

    A formula and the comma behind it are one chunk.
    """
    chunk: list[Run] = []
    spaced = False
    for inline in sentence:
        runs = inline_runs(inline, look, charset, marks)
        if isinstance(inline, Formula | Code):
            chunk.extend(runs)
            continue
        for run in runs:
            for place, word in enumerate(run.text.split(" ")):
                if place:
                    if chunk:
                        yield tuple(chunk), spaced
                    chunk, spaced = [], True
                if word:
                    chunk.append(Run(word, run.look))
    if chunk:
        yield tuple(chunk), spaced
