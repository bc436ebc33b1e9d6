"""A document in LaTeX: what goes into a handout, or a whole file that compiles as it is.

Nothing but amsmath is needed. Every chain of equations is an `align*`, a row for each line, the
reason beside it; a formula that is wider than the page goes on in the next row before a sign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from gradcli.narrative.box import Box, Fraction
from gradcli.narrative.document import (
    Block,
    Code,
    Document,
    Equations,
    Formula,
    Heading,
    Inline,
    Line,
    Paragraph,
    Remark,
    Sentence,
    Step,
    Steps,
    Strong,
    Table,
    Tone,
    Words,
)
from gradcli.render.breadth import breadth, pieces_of, sentence_breadth
from gradcli.render.latex import ROW_END, SIGNS, escaped, latex
from gradcli.render.tables import right_aligned
from gradcli.render.tree import Opening, walk

# What a line of an article with 2.5 cm margins holds, in signs of a formula.
_LINE: Final = 76
_SECTIONS: Final = {1: "section*", 2: "subsection*", 3: "subsubsection*"}
_MARKS: Final = {
    Tone.NOTE: r"\textbf{Note.} ",
    Tone.WARNING: r"\textbf{Warning.} ",
    Tone.REFUSED: r"$\times$ ",
    Tone.CHECKED: r"$\surd$ ",
}
_PREAMBLE: Final = r"""\documentclass[11pt,fleqn]{article}
\usepackage[utf8]{inputenc}
\usepackage{amsmath}
\usepackage[margin=2.5cm]{geometry}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.6em}
\setlength{\mathindent}{2em}
\allowdisplaybreaks
\begin{document}
"""


def latex_document(document: Document, *, standalone: bool = False) -> str:
    """The document as LaTeX; with `standalone` a whole article."""
    body = "\n".join(part for block in document.blocks for part in _block(block))
    if standalone:
        return f"{_PREAMBLE}\n{body}\n\\end{{document}}\n"
    return body


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"\\{_SECTIONS.get(level, 'paragraph*')}{{{_titled(text)}}}\n"
        case Paragraph(text):
            yield f"{prose(text)}\n"
        case Equations(lines):
            yield _align(lines)
        case Steps(steps):
            yield from _steps(steps)
        case Table():
            yield _table(block)
        case Remark(tone, text):
            yield f"{_MARKS[tone]}{prose(text)}\n"
        case _:
            assert_never(block)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs between TeX itself and what Markdown hands to MathJax or KaTeX.

    Markdown takes a backslash before a sign for an escape, so rows end with a command of letters
    there; and MathJax knows no escapes inside `text`.
    """

    row_end: str
    before_reason: str
    words: Callable[[str], str]


TEX: Final = Dialect(ROW_END, "", escaped)


def prose(sentence: Sentence) -> str:
    """A sentence in LaTeX's text mode."""
    return "".join(_inline(inline) for inline in sentence)


def _inline(inline: Inline) -> str:
    match inline:
        case Words(text):
            return escaped(text)
        case Strong(text):
            return rf"\textbf{{{escaped(text)}}}"
        case Code(text):
            return rf"\texttt{{{escaped(text)}}}"
        case Formula(box):
            return f"${latex(box)}$"
    assert_never(inline)


def _titled(sentence: Sentence) -> str:
    """A heading: TeX hands it on to other places, where a fragile command would break."""
    return prose(sentence)


def spoken(sentence: Sentence, dialect: Dialect = TEX) -> str:
    """A sentence in mathematics mode: words as text, formulas as they are."""
    parts: list[str] = []
    for inline in sentence:
        match inline:
            case Formula(box):
                parts.append(latex(box, row_end=dialect.row_end))
            case Words(text):
                parts.append(rf"\text{{{dialect.words(text)}}}")
            case Strong(text):
                parts.append(rf"\textbf{{{dialect.words(text)}}}")
            case Code(text):
                parts.append(rf"\texttt{{{dialect.words(text)}}}")
            case _:
                assert_never(inline)
    return "".join(parts)


def rows(line: Line, width: int = _LINE, dialect: Dialect = TEX) -> list[str]:
    """One line of a chain as rows of an alignment: `left &= right && reason`."""
    sign = SIGNS.get(line.relation, line.relation)
    left = "" if line.left is None else latex(line.left, row_end=dialect.row_end)
    taken = 0 if line.left is None else breadth(line.left)
    made: list[str] = []
    if taken > width // 2:
        made.append(f"& {left}")
        left, taken = "", 4
        sign = rf"\quad {sign}"
    room = max(width - taken - 4, width // 3)
    pieces = [line.right] if breadth(line.right) <= room else pieces_of(line.right, room)
    for place, piece in enumerate(pieces):
        text = _fitted(piece, room, dialect)
        if place == 0:
            made.append(f"{left} &{sign} {text}".lstrip())
        else:
            made.append(rf"&\qquad {text}")
    if line.reason:
        last = min(breadth(pieces[-1]), room)
        if taken + last + 6 + sentence_breadth(line.reason) <= width:
            made[-1] += f" && {dialect.before_reason}{spoken(line.reason, dialect)}"
        else:
            # Behind the relation and not in a column of its own, which would widen the whole.
            made.extend(
                rf"&\qquad {spoken(part, dialect)}" for part in _split_reason(line.reason, width)
            )
    return made


def _fitted(box: Box, room: int, dialect: Dialect) -> str:
    """The formula; a fraction that is too wide has its sums above and below the bar in rows."""
    if not isinstance(box, Fraction) or breadth(box) <= room:
        return latex(box, row_end=dialect.row_end)
    sides = []
    for side in (box.above, box.below):
        pieces = pieces_of(side, room)
        lines = f" {dialect.row_end} ".join(
            f"& {latex(piece, row_end=dialect.row_end)}" for piece in pieces
        )
        many = len(pieces) > 1
        sides.append(rf"\begin{{aligned}} {lines} \end{{aligned}}" if many else lines[2:])
    return rf"\frac{{{sides[0]}}}{{{sides[1]}}}"


def _split_reason(reason: Sentence, width: int) -> list[Sentence]:
    """The reason in rows: TeX does not break a line of a display."""
    made: list[list[Inline]] = [[]]
    used = 0
    for inline in reason:
        words = inline.text.split(" ") if isinstance(inline, Words) else [None]
        for place, word in enumerate(words):
            piece = inline if word is None else Words(word)
            size = sentence_breadth((piece,))
            if used + size > width - 10 and made[-1] and (place or word is None):
                made.append([])
                used = 0
            elif place:
                made[-1].append(Words(" "))
            made[-1].append(piece)
            used += size + 1
    return [_merged(part) for part in made]


def _merged(inlines: Sequence[Inline]) -> Sentence:
    merged: list[Inline] = []
    for inline in inlines:
        last = merged[-1] if merged else None
        if isinstance(inline, Words) and isinstance(last, Words):
            merged[-1] = Words(last.text + inline.text)
        else:
            merged.append(inline)
    return tuple(merged)


def _align(lines: Sequence[Line]) -> str:
    body = " \\\\\n".join(f"  {row}" for line in lines for row in rows(line))
    return f"\\begin{{align*}}\n{body}\n\\end{{align*}}\n"


def _steps(steps: Sequence[Step]) -> Iterator[str]:
    for event in walk(steps):
        step = event.step
        if isinstance(event, Opening):
            yield rf"\textbf{{{escaped(step.number)}}}\quad {prose(law_sentence(step))}"
            if step.opening:
                yield _align(with_rule(step))
        elif step.closing:
            if step.children:
                yield rf"\textbf{{{escaped(step.number)}}}\quad put together:"
            yield _align(event.lines)


def law_sentence(step: Step) -> Sentence:
    """`product rule: (uv)' = u'v + uv', where u = ...`."""
    law: Sentence = (Strong(step.rule),)
    if step.law is not None:
        law = (*law, Words(": "), Formula(step.law))
    return (*law, Words(", "), *step.where) if step.where else law


def with_rule(step: Step) -> tuple[Line, ...]:
    """The opening lines, the first with the rule as its reason."""
    first, *others = step.opening
    reason: Sentence = (Words(step.rule),)
    if first.reason:
        reason = (*reason, Words("; "), *first.reason)
    return (Line(first.left, first.relation, first.right, reason), *others)


def _table(table: Table) -> str:
    columns = "".join("r" if right else "l" for right in right_aligned(table))
    caption = f"{prose(table.caption)}\n\n" if table.caption else ""
    header = " & ".join(rf"\textbf{{{prose(cell)}}}" for cell in table.header)
    body = "".join("  " + " & ".join(prose(cell) for cell in row) + " \\\\\n" for row in table.rows)
    return (
        f"\\begin{{center}}\n{caption}\\begin{{tabular}}{{{columns}}}\n"
        f"  {header} \\\\\n  \\hline\n{body}\\end{{tabular}}\n\\end{{center}}\n"
    )


def displayed(box: Box) -> str:
    """One formula for a notebook's `_repr_latex_`."""
    return f"$\\displaystyle {latex(box)}$"
