"""JSON in one line, in the signs that its reader can be sent, and none that a terminal obeys."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from gradcli.late import pattern
from gradcli.render.formula.glyphs import Charset

# Controls, marks that turn the direction of writing, ends of lines, and halves of surrogate pairs,
# which UTF-8 cannot carry. JSON itself escapes the controls of ASCII and lets the others stand.
_OBEYED: Final = pattern(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
# Made once: `json.dumps` makes its own anew for each line unless all is as it is by default.
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_ASCII_ENCODER: Final = json.JSONEncoder(allow_nan=False)


def json_line(value: Any, charset: Charset = Charset.UNICODE) -> str:
    """The value as JSON, without an end of line."""
    encoder = _ASCII_ENCODER if charset is Charset.ASCII else _ENCODER
    return disarmed(encoder.encode(value))


def disarmed(text: str) -> str:
    """The text with an escape in the place of each sign that a terminal obeys, and no other."""
    return _OBEYED.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    # In JSON only within a text can such a sign stand, so that is the same value.
    return f"\\u{ord(found[0]):04x}"
