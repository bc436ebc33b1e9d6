"""Complaints: the caret under the place whatever stands before it, and nothing obeyed."""

from __future__ import annotations

import pytest

from gradcli.errors import GradcliError, Source, Span
from gradcli.render.complaint import complaint, complaint_lines, remark
from gradcli.render.formula.glyphs import Charset
from gradcli.render.formula.runs import columns
from gradcli.render.page.terminal import coloured

EXPRESSION = "the expression"


def _error(text: str, start: int, end: int, name: str = EXPRESSION) -> GradcliError:
    return GradcliError(
        "unexpected-token", "something is wrong", span=Span(start, end), source=Source(name, text)
    )


def test_the_layout() -> None:
    error = GradcliError(
        "unclosed-bracket",
        "the parenthesis is never closed",
        span=Span(1, 2),
        source=Source(EXPRESSION, "2(x + 1"),
        help="add ) at the end",
    )
    assert complaint(error) == (
        "error: the parenthesis is never closed\n"
        "  |\n"
        "  | 2(x + 1\n"
        "  |  ^\n"
        "  = help: add ) at the end\n"
    )


def test_an_option_is_named() -> None:
    assert complaint(_error("2,3,4", 4, 5, "--at")) == (
        "error: something is wrong\n  | in --at:\n  | 2,3,4\n  |     ^\n"
    )


def test_what_has_no_place_has_no_picture() -> None:
    error = GradcliError("point-missing", "a point is needed", help="add --at")
    assert complaint(error) == "error: a point is needed\n  = help: add --at\n"


PLACES = [
    ("x + $ y", 4, 5, "x + $ y", "    ^"),
    ("x + abc", 4, 7, "x + abc", "    ^^^"),
    ("x +", 3, 3, "x +", "   ^"),
    ("", 0, 0, "", "^"),
    ("x", 7, 9, "x", " ^"),
    ("変数 $", 3, 4, "変数 $", "     ^"),
    ("変数x", 0, 2, "変数x", "^^^^"),
    ("ｙ$", 0, 1, "ｙ$", "^^"),
    ("e\u0301 $", 3, 4, "e\u0301 $", "  ^"),
    ("a\u0301 b", 1, 2, "a\u0301 b", "^"),
    ("\u0301x", 0, 1, "\u25cc\u0301x", "^"),
    ("x\u200by $", 4, 5, "x\\u200by $", "         ^"),
    ("\tx +\t)", 5, 6, "    x + )", "        ^"),
    ("x +\n  y $ z\n w", 8, 9, "  y $ z", "    ^"),
    ("x +\r\n$", 5, 6, "$", "^"),
    ("ab+\ncd", 1, 6, "ab+", " ^^"),
    ("x\u2028$", 2, 3, "$", "^"),
    ("\x1b[31m$", 5, 6, "\\x1b[31m$", "        ^"),
    ("\x1b[31m$", 0, 1, "\\x1b[31m$", "^^^^"),
    ("\u202ex$", 2, 3, "\\u202ex$", "       ^"),
]


@pytest.mark.parametrize(("text", "start", "end", "line", "carets"), PLACES)
def test_the_caret_stands_under_the_place(
    text: str, start: int, end: int, line: str, carets: str
) -> None:
    drawn = complaint(_error(text, start, end)).split("\n")
    assert drawn[2] == f"  | {line}".rstrip()
    assert drawn[3] == f"  | {carets}"


@pytest.mark.parametrize("width", [30, 60, 100])
@pytest.mark.parametrize("place", [0, 5, 200, 1000, 1999])
@pytest.mark.parametrize("sign", ["x", "数"])
def test_a_window_on_a_long_line(width: int, place: int, sign: str) -> None:
    text = sign * place + "$" + sign * (2000 - place)
    drawn = complaint(_error(text, place, place + 1), width=width).split("\n")
    assert all(columns(line) <= width for line in drawn)
    line, carets = drawn[2], drawn[3]
    before = line[: line.index("$")]
    assert columns(before) == carets.index("^")
    assert line.endswith("…") == (place < 1999)
    assert (before[4:5] == "…") == (place >= 200 or (place == 5 and sign == "数" and width == 30))


def test_a_long_span_in_a_long_line_keeps_its_beginning() -> None:
    drawn = complaint(_error("x" * 300, 100, 300), width=50).split("\n")
    assert "^" * 20 in drawn[3]
    assert all(len(line) <= 50 for line in drawn)


def test_nothing_is_sent_to_the_terminal_but_colours() -> None:
    error = GradcliError(
        "unknown-function",
        "the name \x1b]0;title\x07 is not known",
        span=Span(0, 3),
        source=Source("--at\x1b[2J", "\x1b[2J\x9b1m"),
        help="a\x07b",
    )
    assert not set("\x1b\x07\x9b") & set(complaint(error))
    drawn = coloured(complaint_lines(error))
    assert "\x07" not in drawn
    assert "\x1b[2J" not in drawn
    assert coloured(complaint_lines(error), colour=False) == complaint(error)


def test_ascii_for_terminals_that_know_no_other() -> None:
    text = complaint(_error("θ + $", 4, 5), charset=Charset.ASCII)
    assert text.isascii()
    assert text.split("\n")[2:4] == ["  | \\u03b8 + $", "  |          ^"]


def test_a_note_has_the_same_layout() -> None:
    drawn = remark("xy is read as x*y", span=Span(0, 2), source=Source(EXPRESSION, "xy + 1"))
    assert drawn == "note: xy is read as x*y\n  |\n  | xy + 1\n  | ^^\n"
    assert remark("no sign", word="warning").startswith("warning: ")
