"""What a stream can carry: how wide it is, which signs, and whether in colour."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Final, TextIO

from gradcli.render.formula.glyphs import Charset


def width(stream: TextIO | None = None) -> int:
    """The columns to write in: COLUMNS, or those of the terminal (standard output's), or 80."""
    # As shutil has it, which takes longer to load than a short answer to write.
    try:
        columns = max(0, int(os.environ.get("COLUMNS", "")))
    except ValueError:
        columns = 0
    stream = stream or sys.__stdout__
    if not columns and stream is not None:
        # Not a terminal, or closed.
        with suppress(OSError, ValueError):
            columns = os.get_terminal_size(stream.fileno()).columns
    return max(20, columns or 80)


# From as many corners of Unicode as are used: what carries all of these carries any.
_SIGNS: Final = "∂√²·≈⁻ₙθ‖⌊✓𝑥"


def charset_of(stream: TextIO) -> Charset:
    """Whether the stream can carry the signs of mathematics, all of them."""
    try:
        _SIGNS.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return Charset.ASCII
    return Charset.UNICODE


def wants_colour(color: str, stream: TextIO) -> bool:
    """What --color, NO_COLOR (no-color.org), FORCE_COLOR and the stream itself come to."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"
