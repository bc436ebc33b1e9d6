"""Plain text: no colour, no boxes, formulas in one line. Reads well in `less` and aloud."""

from __future__ import annotations

from gradcli.narrative.document import Document
from gradcli.render.formula.glyphs import Charset
from gradcli.render.page.layout import Setting, document_lines, trimmed


def plain(document: Document, *, width: int = 80, charset: Charset = Charset.UNICODE) -> str:
    """The document as text that ends with a newline."""
    lines = document_lines(document, Setting(width, charset))
    return "".join(f"{trimmed(line)}\n" for line in lines)
