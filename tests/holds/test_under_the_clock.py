"""Whatever takes its time is done under the clock: the reading of a long text too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Gradcli, gradcli

__all__ = ["gradcli"]

# Not to be read in a millisecond, nor by a process that is not there yet. Each is understood
# up to its end, which is a mistake: if it is told, the text was read before the clock began.
LONG = "sin " * 3_900 + "(x y) +"
SHORT = "sin(x y) +"

LINES = (
    ("grad", "{text}"),
    ("grad", "x y", "--at", "{text}"),
    ("grad", "f(x, y) = a x y", "--let", "a={text}"),
    ("dir", "x y", "--w", "{text}"),
    ("steepest", "{text}", "--at", "1,1"),
    ("tangent", "{text}", "--at", "1,1"),
    ("hessian", "{text}"),
    ("critical", "{text}"),
    ("critical", "x y", "--on", "{text}"),
    ("descend", "{text}", "--from", "1,1"),
    ("backprop", "{text}"),
    ("plot", "{text}"),
    ("explore", "{text}", "--at", "1,1"),
    ("check", "{text}", "--answer", "1"),
    ("check", "x y", "--answer", "{text}"),
    ("check", "x y", "--wrt", "x", "--work", "{file}"),
    ("hint", "{text}"),
    ("hint", "x y", "--after", "{text}"),
    ("learn", "{text}"),
    ("learn", "x y", "--at", "{text}"),
    ("learn", "x y", "--at", "1,1", "--w", "{text}"),
    ("worksheet", "{file}"),
)


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_a_long_text_is_read_under_the_clock(
    gradcli: Gradcli, tmp_path: Path, words: tuple[str, ...]
) -> None:
    codes = []
    for text, seconds in ((LONG, "0.001"), (SHORT, "60")):
        file = tmp_path / "lines.txt"
        file.write_text(f"{text}\n")
        given = [word.format(text=text, file=file) for word in words]
        codes.append(gradcli(*given, "--timeout", seconds).code)
    assert codes == [3, 2]
