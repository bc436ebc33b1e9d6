"""A document as one HTML page that needs nothing else, or as a fragment for a notebook.

Formulas are MathML, which browsers draw themselves; colours follow the reader's choice of light or
dark; nothing is loaded from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from types import MappingProxyType
from typing import Final

from gradcli.caret import harmless
from gradcli.late import pattern
from gradcli.narrative import document as doc
from gradcli.narrative.box import Box
from gradcli.render.formula.breadth import Planned, planned, sides_of
from gradcli.render.formula.mathml import inner, mathml, rows
from gradcli.render.page.drawer import Spelling, draw
from gradcli.render.page.tables import right_aligned
from gradcli.render.page.tree import Opening, walk
from gradcli.render.picture.dot import dot
from gradcli.render.picture.graphviz import svg
from gradcli.render.picture.outline import ABOVE, outline

# What a line of the page holds, in signs of a formula.
_LINE: Final = 62
_NEST: Final = 2
_MARKS: Final = MappingProxyType(
    {
        doc.Tone.NOTE: "Note. ",
        doc.Tone.WARNING: "Warning. ",
        doc.Tone.REFUSED: "✗ ",
        doc.Tone.CHECKED: "✓ ",
    }
)

# More steps than this are folded: the result stands behind them, and is what most look for.
_NAMESPACE: Final = pattern(r' xmlns(?::xlink)?="[^"]*"')
_FOLDED: Final = 6

_STYLE: Final = """
.gradcli{color:var(--ink);line-height:1.55}
.gradcli h1{font-size:1.7em;line-height:1.25;margin:0 0 .8em}
.gradcli h2{font-size:1.3em;margin:1.8em 0 .6em;border-bottom:1px solid var(--rule);
padding-bottom:.2em}
.gradcli h3{font-size:1.1em;margin:1.4em 0 .5em}
.gradcli p{margin:.7em 0}
.gradcli math{font-size:1.08em}
.gradcli code{background:var(--code);padding:.1em .3em;border-radius:3px;
font:.92em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.gradcli .equations{display:grid;grid-template-columns:max-content max-content auto;
column-gap:.4em;row-gap:.5em;align-items:baseline;justify-content:start;margin:.7em 0 .7em 1.5em;
overflow-x:auto;overflow-y:hidden;padding:.15em 0}
.gradcli .left{text-align:right}
.gradcli .reason{color:var(--soft);padding-left:1.6em;font-size:.95em;min-width:12em}
.gradcli .reason.below{grid-column:2/-1;padding-left:1.5em}
.gradcli .wide{grid-column:1/-1;text-align:left}
.gradcli .result{border-left:3px solid var(--good);padding-left:.8em;margin-left:.5em}
.gradcli ol.steps{list-style:none;margin:.6em 0;padding:0}
.gradcli ol.steps ol.steps{margin-left:.6em;padding-left:1.1em;border-left:1px solid var(--rule)}
.gradcli details{margin:.7em 0}
.gradcli summary{cursor:pointer;color:var(--soft)}
.gradcli .law{margin:.7em 0 .3em}
.gradcli .number{color:var(--accent);font-weight:bold;margin-right:.7em}
.gradcli .rule{font-weight:bold}
.gradcli table{border-collapse:collapse;margin:1em 0}
.gradcli caption{text-align:left;color:var(--soft);padding-bottom:.3em}
.gradcli th,.gradcli td{padding:.25em .9em;text-align:left;border:0;background:none}
.gradcli thead th{border-bottom:1px solid var(--ink)}
.gradcli tbody tr+tr>*{border-top:1px solid var(--rule)}
.gradcli .right{text-align:right}
.gradcli figure{margin:1em 0;overflow-x:auto}
.gradcli figcaption{margin-bottom:.6em}
.gradcli svg{max-width:100%;height:auto}
.gradcli .remark{border-left:3px solid var(--rule);padding:.1em 0 .1em .8em}
.gradcli .mark{font-weight:bold}
.gradcli .note>.mark{color:var(--accent)}
.gradcli .warning>.mark{color:var(--warn)}
.gradcli .refused>.mark{color:var(--bad)}
.gradcli .checked>.mark{color:var(--good)}
.gradcli mtable.cases mtd{text-align:left;padding:.15em .6em .15em .2em}
.gradcli mtable.rows mtd{text-align:left;padding:.1em 0}
@media print{.gradcli details::details-content{content-visibility:visible;block-size:auto}
.gradcli summary{display:none}}
"""
# A notebook has a theme of its own, whatever the system's is: its text's colour is inherited, and
# every other one is JupyterLab's, or a common one, mixed with it, so that it stands out on light
# and on dark alike.
_NOTEBOOK_STYLE: Final = """
.gradcli{--ink:currentColor;--soft:color-mix(in srgb,currentColor 72%,transparent);
--rule:var(--jp-border-color2,color-mix(in srgb,currentColor 25%,transparent));
--accent:color-mix(in srgb,currentColor 35%,var(--jp-brand-color1,#9a4f9a));
--good:color-mix(in srgb,currentColor 35%,var(--jp-success-color1,#3f9142));
--bad:color-mix(in srgb,currentColor 25%,var(--jp-error-color1,#d64545));
--warn:color-mix(in srgb,currentColor 45%,var(--jp-warn-color1,#d9822b));
--code:var(--jp-layout-color2,color-mix(in srgb,currentColor 9%,transparent));
font-family:var(--jp-content-font-family,inherit)}
"""
_PAGE_STYLE: Final = """
:root{color-scheme:light dark}
.gradcli{--ink:#1d2125;--soft:#5a6270;--rule:#d5d9df;--accent:#8a3a8a;--good:#2f6b1e;--bad:#a51d1d;
--warn:#8a4b00;--code:#f1f2f4;
font-family:Charter,"Iowan Old Style",Palatino,"Palatino Linotype",Georgia,serif}
body{margin:0;background:#fdfdfc}
main{max-width:48rem;margin:0 auto;padding:2.5rem 1.25rem 4rem;font-size:1.08rem}
@media (prefers-color-scheme:dark){body{background:#17191d}
.gradcli{--ink:#e4e6ea;--soft:#a3abb8;--rule:#3c424b;
--accent:#d79bd7;--good:#8fce78;--bad:#ff8f8f;--warn:#f0b35f;--code:#2a2e35}}
@media print{main{max-width:none;padding:0}}
"""
# For browsers to which the style of a folded part says nothing: what is printed is open.
_PAGE_SCRIPT: Final = """
addEventListener("beforeprint",()=>document.querySelectorAll("details").forEach(d=>d.open=true))
"""


def html_page(document: doc.Document) -> str:
    """The document as a whole page."""
    heading = f"<h1>{prose(document.asked)}</h1>\n" if document.asked else ""
    body = heading + _body(document)
    pictures = _of_pictures(document, in_notebook=False)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(harmless(document.title))}</title>\n<style>{_STYLE}{_PAGE_STYLE}{pictures}</style>\n"
        f'</head>\n<body>\n<main class="gradcli">\n{body}</main>\n'
        f"{_script(body)}</body>\n</html>\n"
    )


def html_fragment(document: doc.Document) -> str:
    """The document as one element with its style, for `_repr_html_`."""
    pictures = _of_pictures(document, in_notebook=True)
    style = f"{_STYLE}{_NOTEBOOK_STYLE}{pictures}"
    return f'<div class="gradcli"><style>{style}</style>\n{_body(document)}</div>\n'


def framed(page: str) -> str:
    """A whole page within another, where its script can reach nothing outside of it."""
    return (
        f'<iframe srcdoc="{escape(page)}" sandbox="allow-scripts" title="gradcli" width="100%" '
        'height="900" style="border:0"></iframe>\n'
    )


def _of_pictures(document: doc.Document, *, in_notebook: bool) -> str:
    """The style of pictures, for a document that has one."""
    if not any(isinstance(block, doc.Figure) for block in document.blocks):
        return ""
    from gradcli.render.page.pictures import IN_NOTEBOOK, ON_PAGE  # noqa: PLC0415  rare

    return IN_NOTEBOOK if in_notebook else ON_PAGE


def _script(body: str) -> str:
    return f"<script>{_PAGE_SCRIPT}</script>\n" if "<details>" in body else ""


def _body(document: doc.Document) -> str:
    return "".join(f"{part}\n" for part in draw(document, _Html()))


prose: Final = Spelling(
    words=escape,
    strong=lambda text: f"<strong>{escape(text)}</strong>",
    code=lambda text: f"<code>{escape(text)}</code>",
    formula=mathml,
)
"""A sentence in HTML."""


class _Html:
    """How each kind of block is drawn."""

    def heading(self, text: doc.Sentence, level: int) -> Iterator[str]:
        name = f"h{min(max(level, 1), 6)}"
        yield f"<{name}>{prose(text)}</{name}>"

    def paragraph(self, text: doc.Sentence) -> Iterator[str]:
        yield f"<p>{prose(text)}</p>"

    def equations(self, lines: Sequence[doc.Line], *, result: bool) -> Iterator[str]:
        yield _equations(lines, result=result)

    def steps(self, steps: Sequence[doc.Step]) -> Iterator[str]:
        return _steps(steps)

    def table(self, table: doc.Table) -> Iterator[str]:
        yield _table(table)

    def diagram(self, diagram: doc.Diagram) -> Iterator[str]:
        caption = f"<figcaption>{prose(diagram.caption)}</figcaption>\n" if diagram.caption else ""
        yield f'<figure class="graph">{caption}{_picture(diagram) or _tree(diagram)}</figure>'

    def figure(self, figure: doc.Figure) -> Iterator[str]:
        from gradcli.render.page.pictures import html_figure  # noqa: PLC0415  few pages have one

        yield html_figure(figure, prose)

    def remark(self, tone: doc.Tone, text: doc.Sentence) -> Iterator[str]:
        mark = f'<span class="mark">{_MARKS[tone]}</span>'
        yield f'<p class="remark {tone.value}">{mark}{prose(text)}</p>'


def _equations(lines: Sequence[doc.Line], *, result: bool = False, depth: int = 0) -> str:
    name = "equations result" if result else "equations"
    width = max(_LINE - _NEST * depth, _LINE // 2)
    return f'<div class="{name}">\n{"".join(map(_line, planned(lines, width)))}</div>'


def _line(plan: Planned) -> str:
    """One line of the grid: left side; relation and right side; reason."""
    line = plan.line
    sign = f"<mo>{escape(line.relation)}</mo>"
    left = "" if line.left is None else _math(inner(line.left))
    made: list[str] = []
    if plan.alone:
        made.append(f'<div class="wide">{left}</div>')
        left = ""
    last = len(plan.pieces) - 1
    for place, piece in enumerate(plan.pieces):
        before = sign if place == 0 else '<mspace width="1.5em"></mspace>'
        formula = _math(f"<mrow><mrow></mrow>{before}{_fitted(piece, plan.room)}</mrow>")
        beside = prose(line.reason) if place == last and plan.beside else ""
        made.append(f'<div class="left">{left if place == 0 else ""}</div><div>{formula}</div>')
        made.append(f'<div class="reason">{beside}</div>\n' if beside else "<div></div>\n")
    if line.reason and not plan.beside:
        made.append(f'<div class="reason below">{prose(line.reason)}</div>\n')
    return "".join(made)


def _fitted(box: Box, room: int) -> str:
    """The formula; a fraction that is too wide has its sums above and below the bar in rows."""
    drawn = [rows(side) if len(side) > 1 else inner(side[0]) for side in sides_of(box, room)]
    return drawn[0] if len(drawn) == 1 else f"<mfrac>{''.join(drawn)}</mfrac>"


def _math(content: str) -> str:
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML" displaystyle="true">{content}</math>'


def _steps(steps: Sequence[doc.Step]) -> Iterator[str]:
    """Nested lists; the depth is kept by counting, so a deep tree costs no frames."""
    events = tuple(walk(steps))
    count = len(events) // 2  # each is opened and closed
    if count > _FOLDED:
        yield f"<details><summary>The {count} steps</summary>"
    yield '<ol class="steps">'
    for event in events:
        step = event.step
        if isinstance(event, Opening):
            number = f'<span class="number">{escape(step.number)}</span>'
            yield f'<li><p class="law">{number}{_law(step)}</p>'
            if step.opening:
                yield _equations(step.opening, depth=event.depth)
            if step.children:
                yield '<ol class="steps">'
            continue
        if step.children:
            yield "</ol>"
        if event.lines:
            if step.children:
                yield f'<p class="law"><span class="number">{escape(step.number)}</span></p>'
            yield _equations(event.lines, depth=event.depth)
        yield "</li>"
    yield "</ol>"
    if count > _FOLDED:
        yield "</details>"


def _law(step: doc.Step) -> str:
    law = f'<span class="rule">{escape(step.rule)}</span>'
    if step.law is not None:
        law += f": {mathml(step.law)}"
    return f"{law}; {prose(step.where)}" if step.where else law


def _picture(diagram: doc.Diagram) -> str | None:
    """The diagram as SVG that stands in the page; None where it cannot be drawn."""
    drawn = svg(dot(diagram))
    if not isinstance(drawn, str):
        return None
    # HTML knows the words of SVG without the addresses of their standards.
    return _NAMESPACE.sub("", drawn[drawn.index("<svg") :])


def _tree(diagram: doc.Diagram) -> str:
    """The diagram as a tree, moved in by its depth."""
    rows = []
    for branch in outline(diagram):
        depth = len(branch.lasts)
        label = "" if branch.arrow is None else mathml(branch.arrow.label)
        again = f" ({ABOVE})" if branch.again else ""
        rows.append(
            f'<tr><td style="padding-left:{1.5 * depth + 0.9:g}em">{mathml(branch.equation)}{again}'
            f"</td><td>{label}</td></tr>\n"
        )
    return f"<table><tbody>\n{''.join(rows)}</tbody></table>"


def _table(table: doc.Table) -> str:
    right = [' class="right"' if each else "" for each in right_aligned(table)]
    caption = f"<caption>{prose(table.caption)}</caption>" if table.caption else ""
    head = "".join(
        f'<th scope="col"{name}>{prose(cell)}</th>'
        for name, cell in zip(right, table.header, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{name}>{prose(cell)}</td>" for name, cell in zip(right, row, strict=True))
        + "</tr>\n"
        for row in table.rows
    )
    return f"<table>{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table>"
