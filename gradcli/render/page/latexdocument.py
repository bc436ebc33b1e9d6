"""A document in LaTeX: what goes into a handout, or a whole file that compiles as it is.

Nothing but amsmath is needed. Every chain of equations is an `align*`, a row for each line, the
reason beside it; a formula that is wider than the page goes on in the next row before a sign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from gradcli.frozen import dataclass
from gradcli.narrative import document as doc
from gradcli.narrative.box import Box
from gradcli.render.formula.breadth import (
    Planned,
    fitted_breadth,
    planned,
    sentence_breadth,
    sides_of,
)
from gradcli.render.formula.latex import ROW_END, SIGNS, escaped, latex
from gradcli.render.page.drawer import Spelling, draw, law_with_parts
from gradcli.render.page.tables import right_aligned
from gradcli.render.page.tree import Opening, walk
from gradcli.render.picture.outline import ABOVE, outline

# What a line of an article with 2.5 cm margins holds, in signs of a formula.
_LINE: Final = 76
_FOR_PICTURES: Final = r"\usepackage{tikz}"
_DEEPEST: Final = 14  # levels of a tree that stand beside one another on a page
_DISPLAY: Final = r"\begin{align*}"
_SECTIONS: Final = {1: "section*", 2: "subsection*", 3: "subsubsection*"}
_MARKS: Final = {
    doc.Tone.NOTE: r"\textbf{Note.} ",
    doc.Tone.WARNING: r"\textbf{Warning.} ",
    doc.Tone.REFUSED: r"$\times$ ",
    # A check mark is a sign of amssymb, which the document around may not load.
    doc.Tone.CHECKED: r"{\ifdefined\checkmark$\checkmark$\else$\surd$\fi} ",
}
_PREAMBLE: Final = r"""\documentclass[11pt,fleqn]{article}
\usepackage[utf8]{inputenc}
\usepackage{amsmath,amssymb}
\usepackage[margin=2.5cm]{geometry}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.6em}
\setlength{\mathindent}{2em}
\allowdisplaybreaks
\begin{document}
"""


def latex_document(document: doc.Document, *, standalone: bool = False) -> str:
    """The document as LaTeX; with `standalone` a whole article."""
    body = ""
    for part in draw(document, _Latex()):
        # An empty line before a display would begin a paragraph of its own, and leave a hole.
        body += part if part.startswith(_DISPLAY) or not body else f"\n{part}"
    has_figure = any(isinstance(block, doc.Figure) for block in document.blocks)
    if standalone:
        heading = f"\\section*{{{prose(document.asked)}}}\n" if document.asked else ""
        preamble = _PREAMBLE
        if has_figure:
            preamble = preamble.replace(
                "\\begin{document}", f"{_FOR_PICTURES}\n\\begin{{document}}"
            )
        return f"{preamble}\n{heading}{body}\n\\end{{document}}\n"
    return f"% needs {_FOR_PICTURES}\n{body}" if has_figure else body


class _Latex:
    """How each kind of block is drawn."""

    def heading(self, text: doc.Sentence, level: int) -> Iterator[str]:
        yield f"\\{_SECTIONS.get(level, 'paragraph*')}{{{prose(text)}}}\n"

    def paragraph(self, text: doc.Sentence) -> Iterator[str]:
        yield f"{prose(text)}\n"

    def equations(self, lines: Sequence[doc.Line], *, result: bool) -> Iterator[str]:
        yield _align(lines)

    def steps(self, steps: Sequence[doc.Step]) -> Iterator[str]:
        return _steps(steps)

    def table(self, table: doc.Table) -> Iterator[str]:
        yield _table(table)

    def diagram(self, diagram: doc.Diagram) -> Iterator[str]:
        if diagram.caption:
            yield f"{prose(diagram.caption)}\n"
        yield "\\\\\n".join(_branches(diagram)) + "\n"

    def figure(self, figure: doc.Figure) -> Iterator[str]:
        from gradcli.render.picture.tikz import tikz  # noqa: PLC0415  few pages have one

        yield tikz(figure, prose)

    def remark(self, tone: doc.Tone, text: doc.Sentence) -> Iterator[str]:
        yield f"{_MARKS[tone]}{prose(text)}\n"


@dataclass(frozen=True, slots=True)
class Dialect:
    """What differs between TeX itself and what Markdown hands to MathJax or KaTeX.

    Markdown takes a backslash before a sign for an escape, so rows end with a command of letters
    there; and MathJax knows no escapes inside `text`.
    """

    row_end: str
    before_reason: str
    words: Callable[[str], str]
    shrinks: bool


TEX: Final = Dialect(ROW_END, "", escaped, shrinks=True)


prose: Final = Spelling(
    words=escaped,
    strong=lambda text: rf"\textbf{{{escaped(text)}}}",
    code=lambda text: rf"\texttt{{{escaped(text)}}}",
    formula=lambda box: f"${latex(box)}$",
)
"""A sentence in LaTeX's text mode."""


def spoken(sentence: doc.Sentence, dialect: Dialect = TEX) -> str:
    """A sentence in mathematics mode: words as text, formulas as they are."""
    spelling = Spelling(
        words=lambda text: rf"\text{{{dialect.words(text)}}}",
        strong=lambda text: rf"\textbf{{{dialect.words(text)}}}",
        code=lambda text: rf"\texttt{{{dialect.words(text)}}}",
        formula=lambda box: latex(box, row_end=dialect.row_end),
    )
    return spelling(sentence)


def rows(lines: Sequence[doc.Line], width: int = _LINE, dialect: Dialect = TEX) -> list[str]:
    """A chain as rows of an alignment: `left &= right && reason`."""
    return [row for each in planned(lines, width) for row in _rows(each, width, dialect)]


def _rows(plan: Planned, width: int, dialect: Dialect) -> list[str]:
    line = plan.line
    sign = SIGNS.get(line.relation, line.relation)
    left = "" if line.left is None else latex(line.left, row_end=dialect.row_end)
    made: list[str] = []
    if plan.alone:
        made.append(f"& {left}")
        left, sign = "", rf"\quad {sign}"
    for place, piece in enumerate(plan.pieces):
        text = _fitted(piece, plan.room, dialect)
        if dialect.shrinks and fitted_breadth(piece, plan.room) > max(plan.room, width // 2):
            text = rf"\text{{\small$\displaystyle {text}$}}"
        made.append(f"{left} &{sign} {text}".lstrip() if place == 0 else rf"&\qquad {text}")
    if line.reason and plan.beside:
        made[-1] += f" && {dialect.before_reason}{spoken(line.reason, dialect)}"
    elif line.reason:
        # Behind the relation and not in a column of its own, which would widen the whole.
        parts = _split_reason(line.reason, width)
        made.extend(rf"&\qquad {spoken(part, dialect)}" for part in parts)
    return made


def _fitted(box: Box, room: int, dialect: Dialect) -> str:
    """The formula; a fraction that is too wide has its sums above and below the bar in rows."""
    drawn = []
    for side in sides_of(box, room):
        pieces = [latex(piece, row_end=dialect.row_end) for piece in side]
        lines = f" {dialect.row_end} ".join(f"& {piece}" for piece in pieces)
        many = len(pieces) > 1
        drawn.append(rf"\begin{{aligned}} {lines} \end{{aligned}}" if many else pieces[0])
    return drawn[0] if len(drawn) == 1 else rf"\frac{{{drawn[0]}}}{{{drawn[1]}}}"


def _split_reason(reason: doc.Sentence, width: int) -> list[doc.Sentence]:
    """The reason in rows: TeX does not break a line of a display."""
    made: list[list[doc.Inline]] = [[]]
    used = 0
    for inline in reason:
        words = inline.text.split(" ") if isinstance(inline, doc.Words) else [None]
        for place, word in enumerate(words):
            piece = inline if word is None else doc.Words(word)
            size = sentence_breadth((piece,))
            if used + size > width - 10 and made[-1] and (place or word is None):
                made.append([])
                used = 0
            elif place:
                made[-1].append(doc.Words(" "))
            made[-1].append(piece)
            used += size + 1
    return [_merged(part) for part in made]


def _merged(inlines: Sequence[doc.Inline]) -> doc.Sentence:
    merged: list[doc.Inline] = []
    for inline in inlines:
        last = merged[-1] if merged else None
        if isinstance(inline, doc.Words) and isinstance(last, doc.Words):
            merged[-1] = doc.Words(last.text + inline.text)
        else:
            merged.append(inline)
    return tuple(merged)


def _align(lines: Sequence[doc.Line]) -> str:
    body = " \\\\\n".join(f"  {row}" for row in rows(lines))
    return f"\\begin{{align*}}\n{body}\n\\end{{align*}}\n"


def _steps(steps: Sequence[doc.Step]) -> Iterator[str]:
    for event in walk(steps):
        step = event.step
        if isinstance(event, Opening):
            yield rf"\textbf{{{escaped(step.number)}}}\quad {prose(law_with_parts(step))}" + "\n"
            if step.opening:
                yield _align(step.opening)
        elif step.closing:
            reason, lines = event.headed
            if step.children:
                number = rf"\textbf{{{escaped(step.number)}}}"
                yield rf"{number}\quad {prose(reason)}:" + "\n" if reason else f"{number}\n"
            yield _align(lines)


def _table(table: doc.Table) -> str:
    columns = "".join("r" if right else "l" for right in right_aligned(table))
    caption = f"{prose(table.caption)}\n\n" if table.caption else ""
    header = " & ".join(rf"\textbf{{{prose(cell)}}}" for cell in table.header)
    body = "".join("  " + " & ".join(prose(cell) for cell in row) + " \\\\\n" for row in table.rows)
    return (
        f"\\begin{{center}}\n{caption}\\begin{{tabular}}{{{columns}}}\n"
        f"  {header} \\\\\n  \\hline\n{body}\\end{{tabular}}\n\\end{{center}}\n"
    )


def _branches(diagram: doc.Diagram) -> Iterator[str]:
    """The diagram as a tree in lines, moved in by its depth, as far as a page is wide."""
    for branch in outline(diagram, _DEEPEST):
        label = "" if branch.arrow is None else rf"\qquad ${latex(branch.arrow.label)}$"
        mark = f" ({ABOVE})" if branch.again else r"\quad$\dots$" if branch.cut else ""
        indent = 2 + 1.5 * len(branch.lasts)
        yield rf"\hspace*{{{indent:g}em}}${latex(branch.equation)}${mark}{label}"


def displayed(box: Box) -> str:
    """One formula for a notebook's `_repr_latex_`."""
    return f"$\\displaystyle {latex(box)}$"
