"""A document in Markdown for GitHub and Jupyter: `$` in sentences, `$$` around displays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from types import MappingProxyType
from typing import Final

from gradcli.frozen import replace
from gradcli.late import pattern
from gradcli.narrative import document as doc
from gradcli.narrative.box import Box
from gradcli.render.formula.glyphs import Charset
from gradcli.render.formula.latex import latex
from gradcli.render.formula.runs import text_of
from gradcli.render.page.drawer import Spelling, draw, law_with_parts
from gradcli.render.page.latexdocument import Dialect, rows
from gradcli.render.page.tables import right_aligned
from gradcli.render.page.tree import Opening, walk
from gradcli.render.picture.outline import ABOVE, outline

_LINE: Final = 80
_MARKS: Final = {
    doc.Tone.NOTE: "**Note.** ",
    doc.Tone.WARNING: "**Warning.** ",
    doc.Tone.REFUSED: "✗ ",
    doc.Tone.CHECKED: "✓ ",
}
_SPECIAL: Final = pattern(r"([\\`*_\[\]<>$|~])")
_LEADING: Final = pattern(r"^(\d{0,9})([#+-]|(?<=\d)[.)])(?= )")
_OPERATOR: Final = pattern(r"\\operatorname\{([^{}]*)\}")
_UNSPOKEN: Final = MappingProxyType(
    {ord(sign): None for sign in "{}"} | {ord(sign): "'" for sign in "$"} | {ord("\\"): "/"}
)


def _words(text: str) -> str:
    """Words inside `\\text` of MathJax, which knows no escapes there."""
    return text.translate(_UNSPOKEN)


_MATHJAX: Final = Dialect(r"\cr", r"\quad ", _words, shrinks=False)


def markdown(document: doc.Document) -> str:
    """The document as Markdown."""
    return "\n".join(f"{part}\n" for part in draw(document, _Markdown()))


class _Markdown:
    """How each kind of block is drawn."""

    def heading(self, text: doc.Sentence, level: int) -> Iterator[str]:
        yield f"{'#' * min(max(level, 1), 6)} {prose(text)}"

    def paragraph(self, text: doc.Sentence) -> Iterator[str]:
        yield _paragraph(text)

    def equations(self, lines: Sequence[doc.Line], *, result: bool) -> Iterator[str]:
        yield _display(lines)

    def steps(self, steps: Sequence[doc.Step]) -> Iterator[str]:
        for event in walk(steps):
            step = event.step
            if isinstance(event, Opening):
                yield f"**{step.number}** {prose(law_with_parts(step))}"
                if step.opening:
                    yield _display(step.opening)
            elif step.closing:
                reason, lines = event.headed
                if step.children:
                    number = f"**{step.number}**"
                    yield f"{number} {prose(reason)}:" if reason else number
                yield _display(lines)

    def table(self, table: doc.Table) -> Iterator[str]:
        yield _table(table)

    def diagram(self, diagram: doc.Diagram) -> Iterator[str]:
        if diagram.caption:
            yield _paragraph(diagram.caption)
        yield "\n".join(_branches(diagram))

    def figure(self, figure: doc.Figure) -> Iterator[str]:
        from gradcli.render.picture.characters import figure_lines  # noqa: PLC0415  rare

        lines = figure_lines(figure, _LINE, Charset.UNICODE)
        drawn = "\n".join(text_of(line).rstrip() for line in lines)
        # Not between backticks, where a sign that is named by its number stays that.
        yield f"<pre>\n{escape(drawn, quote=False)}\n</pre>"

    def remark(self, tone: doc.Tone, text: doc.Sentence) -> Iterator[str]:
        yield f"> {_MARKS[tone]}{prose(text)}"


def _branches(diagram: doc.Diagram) -> Iterator[str]:
    """The diagram as a list of lists: each vertex, and what the arrow from it says."""
    for branch in outline(diagram):
        label = "" if branch.arrow is None else f", ${formula(branch.arrow.label)}$"
        again = f" ({ABOVE})" if branch.again else ""
        yield f"{'  ' * len(branch.lasts)}- ${formula(branch.equation)}${again}{label}"


def _paragraph(sentence: doc.Sentence) -> str:
    """A sentence that begins a line: a sign that would make it a list or a heading is escaped."""
    return _LEADING.sub(lambda found: f"{found[1]}\\{found[2]}", prose(sentence), count=1)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _code(text: str) -> str:
    """Code between more backticks than it holds in a row."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"


def formula(box: Box) -> str:
    """A formula for MathJax and KaTeX; GitHub lets no `\\operatorname` pass."""
    return _portable(latex(box, row_end=_MATHJAX.row_end))


prose: Final = Spelling(
    words=_escaped,
    strong=lambda text: f"**{_escaped(text)}**",
    code=_code,
    formula=lambda box: f"${formula(box)}$",
)
"""A sentence in Markdown."""

# A bar inside code ends the cell of a table all the same, unless it is escaped.
_cell: Final = replace(prose, code=lambda text: _code(text).replace("|", r"\|"))


def _portable(text: str) -> str:
    # Of narrow spaces pandoc knows only those that Markdown takes for an escaped sign.
    text = text.replace(r"\thinspace ", r"\ ")
    return _OPERATOR.sub(r"\\mathop{\\mathrm{\1}}", text)


def _display(lines: Sequence[doc.Line]) -> str:
    # GitHub keeps a double backslash at the end of a line only, and pandoc knows no \cr.
    body = " \\\\\n".join(rows(lines, _LINE, _MATHJAX)).replace(r" \cr ", " \\\\\n")
    return f"$$\n\\begin{{aligned}}\n{_portable(body)}\n\\end{{aligned}}\n$$"


def _table(table: doc.Table) -> str:
    head = " | ".join(_cell(cell) for cell in table.header)
    rule = " | ".join("---:" if right else "---" for right in right_aligned(table))
    body = "\n".join(f"| {' | '.join(_cell(cell) for cell in row)} |" for row in table.rows)
    caption = f"{_paragraph(table.caption)}\n\n" if table.caption else ""
    return f"{caption}| {head} |\n| {rule} |\n{body}"
