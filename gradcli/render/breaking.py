"""Where a line may end: sentences between words, formulas only when nothing else is left.

A formula that is longer than the whole width is broken before an operator or a relation, as high
up in it as there is one, and goes on behind an indent.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from gradcli.narrative.document import Code, Formula, Inline, Sentence, Strong, Words
from gradcli.render.linear import linear_runs
from gradcli.render.runs import Look, Run, Runs, blank, columns, text_of, width_of
from gradcli.render.signs import Charset, in_ascii

CONTINUED: Final = 4
"""How far a formula's second line is moved in."""

_OPENING, _CLOSING = "([{⌊⌈", ")]}⌋⌉"
_INFIX: Final = frozenset((*"+−-·*=≈→≤≥<>≠", "~=", "->", "<=", ">=", "!=", "and", "or", "if"))
# A break inside parentheses costs one for each pair; a break that is not before a sign, more.
_AT_SPACE: Final = 100


def break_formula(runs: Runs, first: int, rest: int) -> list[Runs]:
    """The formula in lines of at most `first`, then `rest` columns.

    A line is longer only where the formula has no place to break it.
    """
    lines: list[Runs] = []
    width = first
    while width_of(runs) > width:
        places = _places(text_of(runs))
        place = _best(places, width)
        if place is None:
            break
        head, runs = _split(runs, place)
        lines.append(head)
        width = rest
    lines.append(runs)
    return lines


def _best(places: list[tuple[int, int, int]], width: int) -> int | None:
    """The last place of the least cost that fits; the first of all where none fits.

    Places in the first third of the line count only when there is no other: a line that is
    nearly empty helps nobody.
    """
    fitting = [place for place in places if 0 < place[1] <= width]
    late = [place for place in fitting if 3 * place[1] >= width]
    for candidates in (late, fitting):
        if candidates:
            least = min(cost for _, _, cost in candidates)
            return max(offset for offset, _, cost in candidates if cost == least)
    return places[0][0] if places else None


def _places(text: str) -> list[tuple[int, int, int]]:
    """(offset, column, cost) of each place where the text may be broken; a space stands there."""
    places: list[tuple[int, int, int]] = []
    depth = column = 0
    for offset, sign in enumerate(text):
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth -= 1
        elif sign == " " and 0 < offset < len(text) - 1:
            word = text[offset + 1 : offset + 10].partition(" ")[0]
            if word in _INFIX or text[offset - 1] in ",;":
                places.append((offset, column, depth))
            elif text[:offset].rpartition(" ")[2] not in _INFIX:
                places.append((offset, column, depth + _AT_SPACE))
        column += columns(sign)
    return places


def _split(runs: Runs, offset: int) -> tuple[Runs, Runs]:
    """The runs before and behind the space at `offset`."""
    head: list[Run] = []
    for place, run in enumerate(runs):
        if offset < len(run.text):
            before, behind = run.text[:offset], run.text[offset + 1 :]
            head.extend([Run(before, run.look)] if before else [])
            tail = [Run(behind, run.look)] if behind else []
            return tuple(head), (*tail, *runs[place + 1 :])
        head.append(run)
        offset -= len(run.text)
    return tuple(head), ()


# Sentences.


def sentence_runs(
    sentence: Sentence,
    look: Look = Look.TEXT,
    charset: Charset = Charset.UNICODE,
    *,
    marks: str = "",
) -> Runs:
    """The sentence in one line. Code stands between `marks`, where these are given."""
    return tuple(run for chunk in _pieces(sentence, look, charset, marks) for run in chunk)


def _pieces(
    sentence: Sentence, look: Look, charset: Charset, marks: str
) -> Iterable[tuple[Run, ...]]:
    for inline in sentence:
        yield inline_runs(inline, look, charset, marks)


def inline_runs(inline: Inline, look: Look, charset: Charset, marks: str = "") -> Runs:
    """One piece of a sentence."""
    match inline:
        case Words(text):
            return (Run(shown(text, charset), look),)
        case Strong(text):
            return (Run(shown(text, charset), Look.STRONG if look is Look.TEXT else look),)
        case Code(text):
            return (Run(f"{marks}{shown(text, charset)}{marks}", Look.CODE),)
        case Formula(box):
            return linear_runs(box, charset)


def shown(text: str, charset: Charset) -> str:
    """Words in the charset, and nothing in them that a terminal would obey."""
    harmless = "".join(sign if sign.isprintable() or sign == " " else "\ufffd" for sign in text)
    return in_ascii(harmless) if charset is Charset.ASCII else harmless


def wrap(
    sentence: Sentence,
    width: int,
    *,
    look: Look = Look.TEXT,
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
    sentence: Sentence, look: Look, charset: Charset, marks: str
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
