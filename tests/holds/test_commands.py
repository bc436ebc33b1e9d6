"""Limits hold for every command: some of `tests.holds.commands`, which is run by hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import gradcli
from gradcli.errors import GradcliError
from gradcli.questions.registry import QUESTIONS as ASKED
from tests.holds.commands import run
from tests.holds.hard_questions import QUESTIONS
from tests.holds.limits import GRACE, shown, started

# None of them is answered within eight seconds.
SOME = (QUESTIONS[11], QUESTIONS[21], QUESTIONS[40])


@pytest.fixture(scope="module")
def start() -> float:
    """How long it takes to start, and to answer."""
    return started()


def test_every_command_has_three_hard_questions() -> None:
    listed = [words[0] for words in QUESTIONS]
    later = {*ASKED, "hint", "practice", "learn", "worksheet"} - {"partial", "dir", "steepest"}
    assert {name for name in later if listed.count(name) < 3} <= {"grad"}


@pytest.mark.parametrize("words", SOME, ids=shown)
def test_the_limit_and_ctrl_c_end_a_hard_question(
    words: tuple[str, ...], start: float, tmp_path: Path
) -> None:
    limited = run(words, "--timeout", "1", folder=tmp_path)
    assert limited.code == 3, limited
    # Others work on the machine: the start is measured once, and a core may be waited for.
    assert limited.seconds < 1 + GRACE + 2 * start
    stopped = run(words, "--timeout", "0", folder=tmp_path, interrupt=1)
    assert (stopped.code, stopped.err) == (130, "")
    assert stopped.seconds < GRACE
    assert os.listdir(tmp_path) == ["err"]


@pytest.mark.parametrize(
    ("text", "at", "code"),
    [
        ("exp(" * 6 + "x" + ")" * 6, "-1/2", "number-too-large-at-the-point"),
        # A power in it would fill all memory, so that it does not come to the number.
        ("exp(" * 9 + "x" + ")" * 9, "-1/2", "power-too-long"),
        ("2^(" * 5 + "x" + ")" * 5, "sqrt(2)", "number-too-large-at-the-point"),
        ("exp(csc(x)^2)", "355", "number-too-large-at-the-point"),
    ],
)
def test_towers_that_could_not_be_typed_again_are_refused(text: str, at: str, code: str) -> None:
    for ask in (gradcli.gradient, gradcli.tangent):
        with pytest.raises(GradcliError) as raised:
            ask(text, at=at)
        assert raised.value.code == code


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("exp(" * 4 + "x" + ")" * 4, "-1/2"),
        ("2^(" * 4 + "x" + ")" * 4, "sqrt(2)"),
        ("exp(csc(x)^2)", "2"),
        ("sqrt(2)^(x^2)", "sqrt(5)"),
        ("exp(-exp(exp(x)))", "3/2"),
    ],
)
def test_what_is_printed_of_a_tower_is_read_again(text: str, at: str) -> None:
    first = gradcli.gradient(text, at=at)
    (slope,) = first.lines()
    again = gradcli.gradient(f"x*({slope})")
    # e^a e^b may be written e^(a + b).
    (value,), (read,) = first.values(), again.values()
    assert abs(read.evalf(60) / value.evalf(60) - 1) < 1e-30


def test_a_wrong_answer_to_what_is_derived_in_parts_is_no_defect() -> None:
    text = "x/(1+" * 60 + "y" + ")" * 60
    found = gradcli.check(text, wrt="y", answer="y")
    assert (found.error, found.lines()) == (None, ("wrong",))
