"""JSON for any reader: the same value, whatever signs it may be sent."""

from __future__ import annotations

import json
import unicodedata

import pytest

from gradcli.render.formula.glyphs import Charset
from gradcli.render.jsonline import json_line

# Controls beyond ASCII, overrides and marks of direction, ends of lines.
OBEYED = [*map(chr, range(0x7F, 0xA0)), *"\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d"]
OBEYED += [*"\u202e\u2066\u2067\u2068\u2069\ufeff"]
HARMLESS = ["é", "θ", "∂", "𝑥", "\u00a0", "\u200d", "ж", "漢"]


@pytest.mark.parametrize("sign", OBEYED, ids=ascii)
def test_what_a_terminal_obeys_is_escaped(sign: str) -> None:
    value = {f"key {sign}": [f"a{sign}b", "\x1b[31m"]}
    line = json_line(value)
    assert sign not in line
    assert f"\\u{ord(sign):04x}" in line
    assert not any(unicodedata.category(each) in ("Cc", "Cs") for each in line)
    assert json.loads(line) == value
    line.encode("utf-8")


@pytest.mark.parametrize("sign", HARMLESS, ids=ascii)
def test_what_it_only_shows_stands_as_it_is(sign: str) -> None:
    assert json_line(sign) == f'"{sign}"'
    for_ascii = json_line(sign, Charset.ASCII)
    assert for_ascii.isascii()
    assert json.loads(for_ascii) == sign


# Halves of characters, and what stands in their place: a reader such as jq refuses an escaped one.
HALVES = [
    ("\ud800", "\ufffd"),
    ("\udcff\udcfe", "\ufffd\ufffd"),
    ("a\udfffb", "a\ufffdb"),
    ("\ude00\ud83d", "\ufffd\ufffd"),
    ("\ud83d\ude00", "😀"),
    ("\ud800\ud83d\ude00\ud800", "\ufffd😀\ufffd"),
]


@pytest.mark.parametrize(("given", "read"), HALVES, ids=[str(k) for k in range(len(HALVES))])
@pytest.mark.parametrize("charset", Charset)
def test_half_of_a_character_stands_in_no_json(given: str, read: str, charset: Charset) -> None:
    line = json_line({given: [given]}, charset)
    assert json.loads(line) == {read: [read]}
    assert line == json_line({read: [read]}, charset)
    line.encode("ascii" if charset is Charset.ASCII else "utf-8")


def test_ascii_holds_no_delete() -> None:
    assert json_line("\x7f", Charset.ASCII) == '"\\u007f"'
