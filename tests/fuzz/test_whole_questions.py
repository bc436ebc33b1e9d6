"""The short run of whole questions; and that what is wrong with an answer is seen."""

from __future__ import annotations

import random

import pytest

from gradcli.questions.registry import QUESTIONS
from tests.fuzz.whole_questions import draw_question, faults, run


def test_no_question_ends_as_a_defect() -> None:
    ended, found = run(25, 20260101)
    assert found == []
    assert ended["exit 0"] >= 5


def test_questions_are_drawn_of_all_kinds() -> None:
    drawn = [draw_question(random.Random(seed)) for seed in range(300)]
    assert {words[0] for words in drawn} == set(QUESTIONS)
    for word in ("json", "rich", "latex", "-q", "--at", "--w", "--decimal"):
        assert any(word in words for words in drawn)


QUIET = ("grad", "x^2", "--vars", "x", "-q")
JSON = ("grad", "x^2", "--vars", "x", "-f", "json")
PAGE = ("grad", "x^2", "--vars", "x", "-f", "plain")


@pytest.mark.parametrize(
    ("words", "code", "out", "err"),
    [
        (QUIET, 70, "", "error: this is a defect\n"),
        (QUIET, None, "", ""),
        (QUIET, -9, "", ""),
        (QUIET, 0, "2x\n", ""),
        (QUIET, 0, "exp(10^99)\n", ""),
        (QUIET, 2, "", ""),
        (PAGE, 0, "df/dx = nan\n", ""),
        (PAGE, 0, "", ""),
        (JSON, 0, '{"schema": "gradcli/1", "approx": NaN}', ""),
        (JSON, 0, '{"schema": "gradcli/1"', ""),
        (JSON, 0, '{"schema": "gradcli/2", "command": "grad"}', ""),
    ],
)
def test_a_fault_is_seen(words: tuple[str, ...], code: int | None, out: str, err: str) -> None:
    assert list(faults(words, code, out, err))


def test_what_is_right_is_no_fault() -> None:
    assert not list(faults(QUIET, 0, "2*x\n", ""))
    assert not list(faults(QUIET, 1, "", "error: no gradient\n"))
