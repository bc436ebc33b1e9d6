"""What a stream can carry: how wide it is, which signs, and whether in colour."""

from __future__ import annotations

import os
from typing import Final, TextIO

from gradcli.render.formula.glyphs import Charset


def width() -> int:
    """The columns to write in: COLUMNS, or the terminal's own, or 80."""
    # It takes a while to load, and an answer alone needs no width.
    import shutil  # noqa: PLC0415

    return max(20, shutil.get_terminal_size((80, 24)).columns)


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
