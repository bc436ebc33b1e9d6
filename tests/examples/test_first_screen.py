"""The first screen, 24 lines of 80 columns, holds the answer of every command in the examples."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from pathlib import Path
from unittest.mock import patch

import pytest

from gradcli.commands.main import run
from gradcli.field.expression import Sum
from gradcli.language.reading import read_expression
from gradcli.language.writing import write
from gradcli.narrative.notation import typeset
from gradcli.questions.registry import is_question
from gradcli.render.formula.linear import linear_runs
from gradcli.render.formula.runs import text_of
from tests.examples.transcripts import ENVIRONMENT, read

EXAMPLES = Path(__file__).parents[2] / "examples"
SCREEN = 24
# What is no page (-q, other formats, files), or asks for no more than a part of one.
NO_PAGE = {"-q", "--quiet", "-f", "--format", "-o", "--output", "--help", "-h", "--color"}
# Questions whose answer is a table or a graph, and no line of -q.
NO_LINE = {"backprop", "descend"}
# Questions of which -q prints a word, and the page begins with it.
A_WORD = {"check"}
# Questions of which -q prints a picture without its legend.
A_PICTURE = {"plot"}


def _commands() -> list[str]:
    found: dict[str, None] = {}
    for file in sorted(EXAMPLES.rglob("*.txt")):
        for exchange in read(file.read_text("utf-8")).exchanges:
            command = re.split(r"\s[|>&;]|\$\(|`", exchange.command)[0]
            try:
                words = shlex.split(command)
            except ValueError:
                continue
            if len(words) < 3 or words[0] != "gradcli" or "$" in command:
                continue
            name = words[1]
            plain = not NO_PAGE & {each.partition("=")[0] for each in words}
            if is_question(name) and name not in NO_LINE and plain:
                found[command] = None
    return list(found)


COMMANDS = _commands()


def _written(words: list[str]) -> tuple[int, str]:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with (
        patch.dict(os.environ, ENVIRONMENT, clear=True),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        code = run(words)
    out.flush()
    buffer = out.buffer
    assert isinstance(buffer, io.BytesIO)
    return code, buffer.getvalue().decode("utf-8")


def _compact(text: str) -> str:
    """Without spaces and line ends: a formula may go on in the next line."""
    return "".join(text.split())


def test_there_are_commands() -> None:
    assert len(COMMANDS) > 30


@pytest.mark.parametrize("command", COMMANDS)
def test_the_first_screen_holds_the_answer(command: str) -> None:
    words = shlex.split(command)[1:]
    code, page = _written(words)
    screen = "\n".join(page.splitlines()[:SCREEN])
    if not page:
        assert code != 0  # not understood, or refused before it was worked on
        return
    if code != 0:
        assert re.search("✗|critical point", screen), screen
        return
    if "let " in command:
        # The answer is told in the names of the parts, where -q has none.
        assert re.search(r"^ *(∂f/∂|d[a-z]*/d|∇|L\()\S* .*= \S", screen, re.MULTILINE), screen
        return
    # --steps does nothing with -q, and is refused beside it.
    kept = [
        word
        for at, word in enumerate(words)
        if "--steps" not in words[max(at - 1, 0) : at + 1] and not word.startswith("--steps=")
    ]
    _, values = _written([*kept, "-q"])
    assert values
    if words[0] in A_WORD:
        assert f"✓ {values.strip().capitalize()}: " in screen, screen
        return
    if words[0] in A_PICTURE:
        assert _compact(values) in _compact(screen), screen
        return
    for text in _values_of(words[0], values):
        formula = _compact(text_of(linear_runs(typeset(read_expression(text).tree))))
        if len(formula) > SCREEN * 70 // 2:
            assert "stand below" in screen or "named" in screen or "has a name" in screen, screen
        else:
            assert formula in _compact(screen), (text, screen)


def _values_of(command: str, told: str) -> list[str]:
    """The formulas that -q tells, as they can stand on a page."""
    if command == "critical":
        # A point a line, and behind it what it is; a page rounds what has no short formula.
        places = [line.partition("\t")[0] for line in told.splitlines()]
        return [_rounded(entry) for place in places for entry in place.split(",")]
    if command == "hessian":
        return [entry for line in told.splitlines() for entry in line.split(",")]
    if command == "taylor":
        # A page has the terms by their degree.
        tree = read_expression(told).tree
        return [write(term) for term in (tree.terms if isinstance(tree, Sum) else (tree,))]
    return told.splitlines()


def _rounded(entry: str) -> str:
    return f"{float(entry):.6g}" if re.fullmatch(r"-?\d+\.\d{6,}", entry) else entry
