"""A document in lines of text: what the plain and the terminal format have in common.

Headings stand flush left and what belongs to them is moved in, as in a manual page. Equations are
aligned at their relation; the reason stands beside its line where the width allows and below it
otherwise. Nothing here knows a colour: every run says what it is, the medium decides how it looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from gradcli.frozen import dataclass, replace
from gradcli.narrative.box import Box
from gradcli.narrative.document import Diagram, Document, Figure, Line, Sentence, Step, Table, Tone
from gradcli.render.formula.block import reads_better_tall, tall_within
from gradcli.render.formula.breaking import break_formula, sentence_runs, wrap
from gradcli.render.formula.glyphs import Charset, in_ascii, shown
from gradcli.render.formula.linear import linear_runs
from gradcli.render.formula.runs import Run, Runs, Style, blank, text_of, width_of
from gradcli.render.formula.text_block import CONTINUED, TextBlock, beside, flat, of_text
from gradcli.render.page.drawer import draw_block, law_sentence, with_reason
from gradcli.render.page.tables import table_lines
from gradcli.render.page.tree import Closing, walk

BODY: Final = 2
"""How far what stands under a heading is moved in."""
_DISPLAY: Final = 4
_NEST: Final = 2
_TALLEST: Final = 8  # lines: a longer formula is no clearer for being drawn in height
_GAP: Final = 3  # between a formula and the reason beside it

_MARKS: Final = {
    Tone.NOTE: ("Note: ", "Note: ", Style.NOTE),
    Tone.WARNING: ("Warning: ", "Warning: ", Style.WARNING),
    Tone.REFUSED: ("✗ ", "[no] ", Style.REFUSED),
    Tone.CHECKED: ("✓ ", "[checked] ", Style.CHECKED),
}
_TITLES: Final = {1: Style.TITLE, 2: Style.PART}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the medium can do.

    `tall` allows formulas of several lines; `ruled` a line under the header of a table.
    """

    width: int
    charset: Charset = Charset.UNICODE
    tall: bool = False
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """A formula in its lines at its indent, and the words that go beside or below it."""

    indent: int
    picture: TextBlock
    reason: Sentence
    label: str = ""
    clause: Sentence = ()
    opens: bool = False

    @property
    def last(self) -> int:
        """The line of the picture that a reason stands beside."""
        return self.picture.baseline if self.picture.last is None else self.picture.last

    @property
    def end(self) -> int:
        """Where that line ends, or the picture, if its lines stand for one height."""
        if self.picture.is_tall:
            return self.indent + self.picture.width
        return self.indent + width_of(self.picture.lines[-1] if self.picture.lines else ())


def document_lines(document: Document, setting: Setting) -> list[Runs]:
    """The document in lines; none is longer than the width unless it cannot be broken."""
    drawer = _Lines(setting)
    lines: list[Runs] = []
    for block in document.blocks:
        if lines:
            lines.append(())
        lines.extend(draw_block(block, drawer))
    return lines


@dataclass(frozen=True, slots=True)
class _Lines:
    """How each kind of block is drawn in lines of text."""

    setting: Setting

    def heading(self, text: Sentence, level: int) -> list[Runs]:
        look = _TITLES.get(level, Style.HEADER)
        return wrap(text, self.setting.width, look=look, charset=self.setting.charset)

    def paragraph(self, text: Sentence) -> list[Runs]:
        return _moved(wrap(text, self.setting.width - BODY, charset=self.setting.charset), BODY)

    def equations(self, lines: Sequence[Line], *, result: bool) -> list[Runs]:
        entries = _chain(lines, _DISPLAY, self.setting, result=result)
        return _beside_reasons(entries, self.setting)

    def steps(self, steps: Sequence[Step]) -> list[Runs]:
        return _beside_reasons(_steps(steps, self.setting), self.setting)

    def table(self, table: Table) -> list[Runs]:
        room = self.setting.width - BODY
        rows = table_lines(table, room, self.setting.charset, ruled=self.setting.ruled)
        return _moved(rows, BODY)

    def diagram(self, diagram: Diagram) -> list[Runs]:
        from gradcli.render.picture.outline import outline_lines  # noqa: PLC0415  few pages have one

        caption = self.paragraph(diagram.caption) if diagram.caption else []
        tree = outline_lines(diagram, self.setting.width - _DISPLAY, self.setting.charset)
        return [*caption, *([()] if caption else []), *_moved(tree, _DISPLAY)]

    def figure(self, figure: Figure) -> list[Runs]:
        from gradcli.render.picture.characters import figure_lines  # noqa: PLC0415  rare

        lines = figure_lines(figure, self.setting.width - BODY, self.setting.charset)
        return _moved(lines, BODY)

    def remark(self, tone: Tone, text: Sentence) -> list[Runs]:
        sign, spelled, look = _MARKS[tone]
        mark = sign if self.setting.charset is Charset.UNICODE else spelled
        room = self.setting.width - BODY - len(mark)
        first, *others = wrap(text, room, charset=self.setting.charset)
        rest = _moved(others, len(mark))
        return _moved([(Run(mark, look), *first), *rest], BODY)


def _moved(lines: Sequence[Runs], count: int) -> list[Runs]:
    return [(*blank(count), *line) if line else () for line in lines]


# Equations.


def _display(box: Box, setting: Setting, room: int) -> TextBlock:
    """The formula as it reads best: in several lines where these help and there is room."""
    runs = linear_runs(box, setting.charset)
    stands = setting.tall and setting.charset is Charset.UNICODE and reads_better_tall(box)
    if stands and width_of(runs) <= _TALLEST * room:
        picture = tall_within(box, room)
        if picture.width <= room:
            return picture
    pieces = break_formula(runs, room, room - CONTINUED)
    rest = ((*blank(CONTINUED), *piece) for piece in pieces[1:])
    return TextBlock((pieces[0], *rest), last=len(pieces) - 1 if len(pieces) > 1 else None)


def _sign(relation: str, setting: Setting) -> TextBlock:
    text = relation if setting.charset is Charset.UNICODE else in_ascii(relation)
    return of_text(f"{text} ", Style.RELATION)


def _chain(
    lines: Sequence[Line], indent: int, setting: Setting, *, result: bool = False
) -> list[_Entry]:
    """The lines of one chain, aligned at the relation; below the left side where that is wide."""
    room = setting.width - indent
    lefts = [None if line.left is None else _display(line.left, setting, room) for line in lines]
    signs = [_sign(line.relation, setting) for line in lines]
    sign_width = max(sign.width for sign in signs)
    before = max((left.width + 1 for left in lefts if left is not None), default=0)

    def drawn(width: int) -> list[TextBlock]:
        pictures = [_display(line.right, setting, max(width, 1)) for line in lines]
        return [_emphasised(picture) for picture in pictures] if result else pictures

    aligned = drawn(room - before - sign_width)
    fits = before + max(sign_width + right.width for right in aligned) <= room
    # Beside a left side that takes much of the line, a formula in pieces is hard to read.
    in_pieces = any(right.last is not None for right in aligned)
    if fits and not (in_pieces and 3 * before > room):
        rights = aligned
        entries = []
        for line, left, sign, right in zip(lines, lefts, signs, rights, strict=True):
            if left is None:
                entries.append(_Entry(indent + before, beside([sign, right]), line.reason))
                continue
            pad = flat(blank(before - left.width))
            entries.append(_Entry(indent, beside([left, pad, sign, right]), line.reason))
        return entries
    entries = []
    below = drawn(room - CONTINUED - sign_width)
    for line, left, sign, right in zip(lines, lefts, signs, below, strict=True):
        if left is not None:
            entries.append(_Entry(indent, left, ()))
        entries.append(_Entry(indent + CONTINUED, beside([sign, right]), line.reason))
    return entries


def _emphasised(picture: TextBlock) -> TextBlock:
    return TextBlock(
        tuple(tuple(Run(run.text, Style.RESULT) for run in line) for line in picture.lines),
        picture.baseline,
        picture.last,
    )


# Steps.


def _steps(steps: Sequence[Step], setting: Setting) -> list[_Entry]:
    """The tree of steps, outermost rule first, each part's steps under the step that needs it."""
    entries: list[_Entry] = []
    for event in walk(steps):
        number = event.step.number
        nest = min(BODY + _NEST * event.depth, setting.width // 3)
        number_fits = len(number) <= setting.width // 4
        indent = nest + (len(number) + 2 if number_fits else _NEST)
        if isinstance(event, Closing):
            entries.extend(_closing(event, indent, setting, number if number_fits else ""))
            continue
        if not number_fits:
            entries.append(_Entry(nest, of_text(number, Style.STEP), ()))
        opening = _opening(event.step, indent, setting, number if number_fits else "")
        if event.depth == 0 and event.step.children and number_fits:
            opening[0] = replace(opening[0], opens=True)
        entries.extend(opening)
    return entries


def _opening(step: Step, indent: int, setting: Setting, label: str) -> list[_Entry]:
    """The law at work, its name and its general form beside the first line."""
    law = law_sentence(step)
    if not step.opening:
        return [_Entry(indent, TextBlock(()), law, label, step.where)]
    entries = _chain(with_reason(step, law), indent, setting)
    entries[0] = replace(entries[0], label=label)
    entries[-1] = replace(entries[-1], clause=step.where)
    return entries


def _closing(event: Closing, indent: int, setting: Setting, label: str) -> list[_Entry]:
    """What the parts make together, with the number of the step that they are parts of.

    What it is is said again only where that costs no line.
    """
    if not event.lines:
        return []
    entries = _chain(event.lines, indent, setting)
    if len(entries) != len(event.lines):
        entries = _chain(event.step.closing, indent, setting)
    if event.step.children:
        entries[0] = replace(entries[0], label=label)
    return entries


# Reasons.


def _beside_reasons(entries: Sequence[_Entry], setting: Setting) -> list[Runs]:
    """The entries with their reasons at one column, and below where there is no room."""
    column = _reason_column(entries, setting)
    drawn = [_with_reason(entry, column, setting) for entry in entries]
    lines: list[Runs] = list(drawn[0]) if drawn else []
    for (before, _), (entry, own) in pairwise(zip(entries, drawn, strict=True)):
        if before.picture.is_tall or entry.picture.is_tall or entry.opens:
            lines.append(())
        lines.extend(own)
    return lines


def _reason_column(entries: Sequence[_Entry], setting: Setting) -> int:
    """The column at which most reasons can stand under one another."""
    sizes = [
        (entry.end + _GAP, width_of(_reason_runs(entry.reason, setting.charset)))
        for entry in entries
        if entry.reason
    ]
    beside = [(start, size) for start, size in sizes if start + size <= setting.width]
    for column, _ in sorted(beside, reverse=True):
        if all(column + size <= setting.width for start, size in beside if start <= column):
            return column
    return 0


def _with_reason(entry: _Entry, column: int, setting: Setting) -> list[Runs]:
    picture = entry.picture
    lines = [(*blank(entry.indent), *line) for line in picture.lines] or [blank(entry.indent)]
    if entry.label:
        number = shown(entry.label, setting.charset)
        gap = blank(entry.indent - len(number) - 2)
        line = (picture.lines or ((),))[picture.baseline]
        lines[picture.baseline] = (*gap, Run(number, Style.STEP), *blank(2), *line)
    below = entry.indent + _NEST
    if entry.reason:
        words = _reason_runs(entry.reason, setting.charset)
        start = max(column, entry.end + _GAP)
        if start + width_of(words) <= setting.width:
            line = lines[entry.last]
            lines[entry.last] = (*line, *blank(start - width_of(line)), *words)
        else:
            lines.extend(_below(entry.reason, below, setting))
    if entry.clause:
        lines.extend(_below(entry.clause, below, setting))
    return lines


def _below(sentence: Sentence, indent: int, setting: Setting) -> list[Runs]:
    room = max(setting.width - indent, setting.width // 3)
    lines = wrap(sentence, room, look=Style.REASON, charset=setting.charset)
    return _moved(lines, setting.width - room)


def _reason_runs(reason: Sentence, charset: Charset) -> Runs:
    return sentence_runs(reason, Style.REASON, charset)


def trimmed(line: Runs) -> str:
    """The text of a line without the spaces at its end."""
    return text_of(line).rstrip()
