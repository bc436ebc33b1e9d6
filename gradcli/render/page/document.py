"""One entry to every format of a document."""

from __future__ import annotations

from typing import assert_never

from gradcli.narrative.document import Document
from gradcli.render.format import Format
from gradcli.render.formula.glyphs import Charset

# A page is drawn in one format, and what draws the others is not loaded for it.
# ruff: noqa: PLC0415


def render(
    document: Document,
    format: Format,  # noqa: A002  it is the option's name
    *,
    width: int = 80,
    charset: Charset = Charset.UNICODE,
    colour: bool = False,
    standalone: bool = False,
) -> str:
    """The document as text in the format, ending with a newline.

    `width` matters to the two text formats, `colour` to the terminal, `standalone` to LaTeX (a
    whole file that compiles, or what goes into one), `charset` to all but LaTeX, which has a
    command for each sign. JSON is not a form of a document but of the answer itself: asking for
    it here raises `ValueError`, as does CSV.
    """
    match format:
        case Format.RICH:
            from gradcli.render.page.terminal import terminal

            return terminal(document, width=width, charset=charset, colour=colour)
        case Format.PLAIN:
            from gradcli.render.page.plain import plain

            return plain(document, width=width, charset=charset)
        case Format.LATEX:
            from gradcli.render.page.latexdocument import latex_document

            return latex_document(document, standalone=standalone)
        case Format.MARKDOWN:
            from gradcli.render.page.markdown import markdown

            return _by_number(markdown(document), charset)
        case Format.HTML:
            from gradcli.render.page.html import html_page

            return _by_number(html_page(document), charset)
        case Format.JSON:
            raise ValueError("JSON is written from the answer, not from its document")
        case Format.CSV | Format.TSV:
            raise ValueError("CSV is written from the answer, not from its document")
    assert_never(format)


def _by_number(text: str, charset: Charset) -> str:
    """HTML, which Markdown may hold: a sign that cannot be sent is named by its number.

    In Markdown such signs stand in sentences only; formulas and code are in ASCII.
    """
    if charset is Charset.UNICODE:
        return text
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")
