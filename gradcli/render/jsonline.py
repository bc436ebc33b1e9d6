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
# Half of a character: no text in UTF-8 holds one, and as an escape strict readers refuse it.
_HALVES: Final = pattern("[\ud800-\udfff]+")
_BEYOND_ASCII: Final = pattern("[^\x00-\x7f]+")
# Made once: `json.dumps` makes its own anew for each line unless all is as it is by default.
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_ASCII_ENCODER: Final = json.JSONEncoder(allow_nan=False)


def json_line(value: Any, charset: Charset = Charset.UNICODE) -> str:
    """The value as JSON, without an end of line; half of a character stands as U+FFFD."""
    text = _HALVES.sub(_whole, _ENCODER.encode(value))
    if charset is Charset.ASCII:
        text = _BEYOND_ASCII.sub(_in_ascii, text)
    return disarmed(text)


def has_halves(text: str) -> bool:
    """Whether half of a character stands in a text, which is then none."""
    return _HALVES.search(text) is not None


def disarmed(text: str) -> str:
    """The text with an escape in the place of each sign that a terminal obeys, and no other."""
    return _OBEYED.sub(_escaped, text)


def _whole(found: re.Match[str]) -> str:
    # Two halves in this order are one character, however they came together.
    halves = found[0].encode("utf-16-le", "surrogatepass")
    return halves.decode("utf-16-le", "replace")


def _in_ascii(found: re.Match[str]) -> str:
    return _ASCII_ENCODER.encode(found[0])[1:-1]


def _escaped(found: re.Match[str]) -> str:
    # In JSON only within a text can such a sign stand, so that is the same value.
    return f"\\u{ord(found[0]):04x}"
