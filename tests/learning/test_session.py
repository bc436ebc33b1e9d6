"""Exercises at a terminal: answers are marked, hints come one by one, and the score is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gradcli.errors import GradcliError
from gradcli.narrative.document import Block, Document, Paragraph
from gradcli.questions.learning.exercises.asked import Solved
from gradcli.questions.learning.exercises.made import Exercise, exercises, some
from gradcli.questions.learning.exercises.shapes import Topic
from gradcli.questions.learning.marked import marked
from gradcli.questions.learning.scores import Attempt, attempts_in, next_of, scores, to_review
from gradcli.render.format import Format
from gradcli.render.page.document import render
from tests.commands.conftest import Gradcli, Outcome
from tests.commands.conftest import gradcli as command

gradcli = command

CHAIN = Exercise(Topic.CHAIN, 1, "sin(3x)", ("chain", "sin", "constant_multiple", "identity"))
PRODUCT = Exercise(Topic.PRODUCT, 1, "x^2 e^x", ("product", "power", "exponential"))
PARTIAL = Exercise(Topic.PARTIAL, 1, "3x y^3", ("constant_multiple", "power"), "y")
STEP = Exercise(Topic.DESCENT, 1, "x^2 + y^2", ("sum", "power"), None, (1, 2), None, "1/4")

Session = Callable[..., Outcome]


@pytest.fixture
def session(gradcli: Gradcli, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Practise these exercises, with these lines typed."""

    def practised(exercises: list[Exercise], *lines: str, words: tuple[str, ...] = ()) -> Outcome:
        tool = "gradcli.commands.tools.practice"
        monkeypatch.setattr(f"{tool}.is_session", lambda options: True)
        monkeypatch.setattr(f"{tool}.chosen", lambda *given: exercises)
        typed = "".join(f"{line}\n" for line in lines).encode()
        return gradcli("practice", "--seed", "1", "-f", "plain", *words, stdin=typed)

    return practised


def test_a_right_answer_at_once(session: Session) -> None:
    outcome = session([CHAIN], "3 cos(3x)")
    assert (outcome.code, outcome.err) == (0, "")
    assert "Find df/dx for f(x) = sin(3x)." in outcome.out
    assert "✓ Right" in outcome.out
    assert "1 of 1 right, 1 of them at once and without a hint." in outcome.out
    assert "Worth another look" not in outcome.out


@pytest.mark.parametrize("wrong", ["cos(3x)", "3 sin(3x)", "cos(3)"])
def test_a_learner_with_a_typical_mistake(session: Session, wrong: str) -> None:
    """The answer is marked, the right one is not told, and the hints lead to it."""
    outcome = session([CHAIN], wrong, wrong, "?", "?", "", "hint", "?", "3 cos(3x)")
    assert outcome.out.count("✗ Wrong") == 2
    if wrong == "cos(3x)":
        assert "the derivative of the inner function is left out" in in_one_line(outcome)
    assert "Try again; ? gives a hint." in outcome.out
    assert "3 cos(3x)" not in outcome.out.partition("✓ Right")[0]
    assert "Hint 4 of 4." in outcome.out
    assert "There are no more hints." in outcome.out
    assert "1 of 1 right, 0 of them at once" in outcome.out


def test_what_is_not_understood_is_no_attempt(session: Session) -> None:
    outcome = session([CHAIN], "3 cos(", "3cos(3x)")
    assert "error: " in outcome.err
    assert "1 of 1 right, 1 of them at once" in outcome.out


def test_the_end_of_the_input_ends_it_kindly(session: Session) -> None:
    outcome = session([CHAIN])
    assert (outcome.code, outcome.err) == (0, "")
    assert "Nothing was answered. Until next time." in outcome.out
    assert "1 of 1 right" in session([CHAIN, PRODUCT], "3cos(3x)", "quit").out


# What was typed before the end, how many exercises count, and whether a log has them.
LEFT: tuple[tuple[tuple[str, ...], str, list[tuple[int, bool]]], ...] = (
    (("cos(3x)", "quit"), "0 of 1 right", [(1, False)]),
    (("cos(3x)", "?", "cos(3x)", "q"), "0 of 1 right", [(2, False)]),
    (("cos(3x)",), "0 of 1 right", [(1, False)]),
    (("3cos(3x)", "x", "exit"), "1 of 2 right", [(1, True), (1, False)]),
    (("3cos(3x)", "x"), "1 of 2 right", [(1, True), (1, False)]),
    (("3cos(3x)", "?", "quit"), "1 of 1 right", [(1, True)]),
    (("3cos(3x)", "x^(", "quit"), "1 of 1 right", [(1, True)]),
    (("?", "quit"), "Nothing was answered", []),
    (("skip", "quit"), "0 of 1 right", [(0, False)]),
)


@pytest.mark.parametrize(("typed", "said", "logged"), LEFT)
def test_what_was_tried_and_left_counts(
    session: Session, tmp_path: Path, typed: tuple[str, ...], said: str, logged: list[Any]
) -> None:
    log = tmp_path / "log.jsonl"
    outcome = session([CHAIN, PRODUCT], *typed, words=("--log", str(log)))
    assert outcome.code == 0
    assert said in outcome.out
    lines = log.read_text("utf-8").splitlines() if logged else []
    found = [json.loads(line) for line in lines]
    assert [(len(line["answers"]), line["right"]) for line in found] == logged


def test_the_answer_and_the_next_one(session: Session) -> None:
    outcome = session([CHAIN, PRODUCT], "!", "skip")
    assert "combine, with u = 3x" in outcome.out or "3 cos(3x)" in outcome.out
    assert "0 of 2 right" in outcome.out
    assert "Worth another look: gradcli rules" in outcome.out


def test_a_step_of_descent_is_marked(session: Session) -> None:
    assert marked(STEP, "1/2, 1").right is True
    assert marked(STEP, "(0.5, 1)").right is True
    assert marked(STEP, "3/2, 3").right is False
    assert marked(STEP, "1/2").right is False
    outcome = session([STEP], "1/2, 2", "?", "0.5, 1")
    assert "Wrong: the coordinate y." in outcome.out
    assert "Wrong: the coordinates x and y." in session([STEP], "3/2, 3").out
    assert "goes against the gradient" in outcome.out


def test_a_log_and_its_review(session: Session, gradcli: Gradcli, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    words = ("--log", str(log))
    session([CHAIN, PARTIAL], "cos(3x)", "3cos(3x)", "9x y^2", words=words)
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [line["right"] for line in lines] == [True, True]
    assert lines[0]["answers"] == ["cos(3x)", "3cos(3x)"]
    assert lines[0]["exercise"]["expr"] == "sin(3x)"
    attempts = attempts_in(log.read_text("utf-8").splitlines(), "log.jsonl")
    assert [each.exercise for each in attempts] == [CHAIN, PARTIAL]
    assert to_review(attempts) == [CHAIN]
    outcome = session([PRODUCT], "3cos(3x)", words=("--review", str(log)))
    assert "So far" in outcome.out
    assert "One exercise again." in outcome.out
    sheet = gradcli("practice", "--review", str(log), "--seed", "1", "--key", "short")
    assert sheet.code == 0
    assert "Exercises again" in sheet.out
    assert "level" not in sheet.out


def test_what_is_no_log(gradcli: Gradcli, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    file.write_text('{"command": "grad"}\n', "utf-8")
    outcome = gradcli("practice", "--review", str(file))
    assert outcome.code == 2
    assert "line 1, is no line of a log" in outcome.err
    assert gradcli("practice", "--review", str(tmp_path / "none")).code == 2
    assert "holds more than 16 MB" in gradcli("practice", "--review", "/dev/zero").err
    outcome = gradcli("practice", "--log", str(file))
    assert "--log goes with a terminal" in outcome.err


def test_what_went_wrong_comes_next() -> None:
    wrong = Attempt(PRODUCT, ("x",), right=False)
    other = Exercise(Topic.PRODUCT, 1, "x sin x", ("product", "sin"))
    assert next_of([CHAIN, other], []) == CHAIN
    assert next_of([PARTIAL, CHAIN, other], [wrong]) == other
    worst = scores([wrong, Attempt(CHAIN, ("3cos(3x)",), right=True)])[0]
    assert (worst.asked, worst.at_once) == (1, 0)
    assert "identity" not in {each.rule for each in scores([Attempt(CHAIN, ("x",), right=False)])}


@pytest.mark.parametrize("topic", Topic)
def test_no_hint_but_those_of_the_last_level_holds_an_answer(topic: Topic) -> None:
    (exercise,) = some(topic, 2, 3, 1)
    solved = Solved.of(exercise)
    hints = solved.hints()
    assert len(hints) >= 4
    short = render_sentence(solved)
    told = "\n".join(render_blocks(each) for each in hints[:-1])
    assert short not in told


def in_one_line(outcome: Outcome) -> str:
    return " ".join(outcome.out.split())


def render_blocks(blocks: tuple[Block, ...]) -> str:
    return render(Document(blocks), Format.PLAIN, width=400)


def render_sentence(solved: Solved) -> str:
    return render_blocks((Paragraph(solved.short()),)).strip()


A_LINE: dict[str, Any] = {
    "command": "practice",
    "exercise": CHAIN.line() | {"topic": "chain", "level": 1, "rules": ["chain", "sin"]},
    "answers": ["cos(3x)"],
    "right": False,
    "hints": 0,
    "mistakes": [],
}


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        '{"exercise": ',
        "[]",
        "null",
        json.dumps({**A_LINE, "exercise": []}),
        json.dumps({**A_LINE, "answers": "cos"}),
        json.dumps({**A_LINE, "answers": [1]}),
        json.dumps({**A_LINE, "right": 1}),
        json.dumps({**A_LINE, "hints": -1}),
        json.dumps({**A_LINE, "hints": "1"}),
        json.dumps({**A_LINE, "mistakes": None}),
        json.dumps({**A_LINE, "exercise": A_LINE["exercise"] | {"level": float("inf")}}),
        "{" + '"exercise": {"topic": "chain", "level": 1e999, "expr": "x", "rules": []}}',
        *(
            json.dumps({**A_LINE, "exercise": A_LINE["exercise"] | change})
            for change in (
                {"topic": "integrals"},
                {"topic": []},
                {"level": 6},
                {"level": 1.5},
                {"expr": 3},
                {"rules": ["no such rule"]},
                {"rules": [["chain"]]},
                {"wrt": 5},
                {"at": [1]},
                {"at": ["1", "2"]},
                {"topic": "directional", "at": [1, 2]},
                {"topic": "directional", "at": [1, 2], "w": [0, 0]},
                {"topic": "descent", "from": [1, 2], "rate": "1/0"},
                {"topic": "descent", "from": [1, 2]},
                {"topic": "chain", "from": [1, 2], "rate": "1/2"},
                {"topic": "steepest"},
            )
        ),
    ],
)
def test_each_field_of_a_log_is_checked(line: str) -> None:
    assert attempts_in(["", json.dumps(A_LINE)], "log")[0].exercise.expr == CHAIN.expr
    with pytest.raises(GradcliError) as refused:
        attempts_in([json.dumps(A_LINE), line], "log")
    assert refused.value.code == "not-a-log"
    assert "line 2" in refused.value.message


@pytest.mark.parametrize("topic", list(Topic))
def test_a_log_has_the_exercises_that_were_asked(topic: Topic) -> None:
    made = next(exercises(topic, 2, 1))
    line = Attempt(made, ("x",), right=False, hints=1, mistakes=("chain",)).line(1, "now")
    (found,) = attempts_in([line], "log")
    assert (found.exercise, found.answers, found.hints) == (made, ("x",), 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"topic": "steepest", "expr": "x^2 + y^2", "at": [0, 0]}, "zero-gradient"),
        ({"topic": "gradient", "expr": "|x| + y", "at": [0, 0]}, "kink"),
        ({"topic": "descent", "expr": "ln(x) + y", "from": [0, 0], "rate": "1/2"}, "domain"),
    ],
)
def test_an_exercise_of_a_log_without_an_answer_is_told_as_the_question_is(
    change: dict[str, Any], code: str, gradcli: Gradcli, tmp_path: Path
) -> None:
    file = tmp_path / "log.jsonl"
    line = {**A_LINE, "exercise": A_LINE["exercise"] | change}
    file.write_text(json.dumps(line) + "\n", "utf-8")
    outcome = gradcli("practice", "--review", str(file), "--choices", "-f", "json")
    assert outcome.code == 1, outcome.err
    assert code in outcome.out + outcome.err
