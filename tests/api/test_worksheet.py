"""A sheet of exercises and its key: every question as an exercise, in every format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import gradcli
from gradcli.errors import Kind
from gradcli.questions.registry import QUESTIONS, command_of
from tests.commands.conftest import Gradcli
from tests.commands.conftest import gradcli as command

__all__ = ["command"]

# What is asked; the exercise as it stands on the sheet; the line of the key.
EXERCISES: list[tuple[dict[str, Any], str, str]] = [
    (
        {"expr": "x^2 y", "at": [2, 3]},
        "Find the gradient of f(x, y) = x²y at (x, y) = (2, 3).",
        "∇f(2, 3) = (12, 4)",
    ),
    ({"expr": "g(x) = x^2"}, "Find the derivative of g(x) = x².", "dg/dx = 2x"),
    (
        {"command": "partial", "expr": "x^2 y^3", "wrt": "x,y"},
        "Find ∂²f/∂y∂x for f(x, y) = x²y³.",
        "∂²f/∂y∂x = 6xy²",
    ),
    (
        {"expr": "x^2 y", "at": "2,3", "w": [3, 5]},
        "Find the directional derivative of f(x, y) = x²y at (x, y) = (2, 3) along w = (3, 5): "
        "as given, and per unit of distance.",
        "∇f(2, 3) · (3, 5) = 56 as given; per unit of distance 28√34/17",
    ),
    (
        {"expr": "w x", "w": [3, 4]},
        "Find the directional derivative of f(w, x) = wx along v = (3, 4): "
        "as given, and per unit of distance.",
        "∇f · (3, 4) = 4w + 3x as given; per unit of distance 4w/5 + 3x/5",
    ),
    (
        {"command": "steepest", "expr": "x^2 y", "at": "2,3"},
        "In which direction does f(x, y) = x²y increase fastest at (x, y) = (2, 3)?",
        "∇f(2, 3)/‖∇f(2, 3)‖ = (3√10/10, √10/10)",
    ),
    (
        {"command": "steepest", "expr": "x^2 y", "at": "2,3", "w": "3,4"},
        "In which direction does f(x, y) = x²y increase fastest at (x, y) = (2, 3)? "
        "How does w = (3, 4) compare with it?",
        "∇f(2, 3)/‖∇f(2, 3)‖ = (3√10/10, √10/10); per unit of distance 4√10, along w 52/5",
    ),
    (
        {"command": "explore", "expr": "x^2 y", "at": "2,3"},
        "Explore f(x, y) = x²y around (x, y) = (2, 3): in which direction does it rise fastest, "
        "and why?",
        "∇f(2, 3) = (12, 4)",
    ),
    (
        {"command": "plot", "expr": "x^2 y", "at": "2,3"},
        "Draw the level curves of f(x, y) = x²y around (x, y) = (2, 3), and the gradient there.",
        "∇f(2, 3) = (12, 4)",
    ),
    (
        {"command": "partial", "expr": "x^2 y^3", "wrt": "y", "at": "1,2"},
        "Find ∂f/∂y for f(x, y) = x²y³ at (x, y) = (1, 2).",
        "∂f/∂y(1, 2) = 12",
    ),
    (
        {"command": "backprop", "expr": "x^2 y", "at": "2,3"},
        "Find the gradient of f(x, y) = x²y at (x, y) = (2, 3) by working backward through its "
        "graph.",
        "∇f(2, 3) = (12, 4)",
    ),
    (
        {"command": "tangent", "expr": "x^2", "at": 3},
        "Find the tangent line of f(x) = x² at x = 3.",
        "L(x) = 6x − 9",
    ),
    (
        {"command": "tangent", "expr": "x y", "at": "1,2"},
        "Find the tangent plane of f(x, y) = xy at (x, y) = (1, 2).",
        "L(x, y) = 2x + y − 2",
    ),
    (
        {"command": "taylor", "expr": "cos x", "at": 0, "order": "4"},
        "Find the Taylor polynomial of degree 4 of f(x) = cos x at x = 0.",
        "T₄(x) = x⁴/24 − x²/2 + 1",
    ),
    (
        {"command": "hessian", "expr": "x^2 y", "at": "2,3", "w": "1,1"},
        "Find the Hessian matrix of f(x, y) = x²y at (x, y) = (2, 3), and the curvature along "
        "w = (1, 1).",
        "H(2, 3) = [6, 4; 4, 0]; along w 14 as given, per unit of distance 7",
    ),
    (
        {"command": "check", "expr": "3x y^3", "answer": "3y^3, 9x y^2"},
        "Is (3y³, 9xy²) the gradient of f(x, y) = 3xy³?",
        "Right: (3y³, 9xy²) is the gradient.",
    ),
    (
        {"command": "critical", "expr": "x^3 - 3x + y^2"},
        "Find the critical points of f(x, y) = x³ − 3x + y², and say what each is.",
        "(−1, 0): saddle; (1, 0): local minimum",
    ),
    (
        {
            "command": "descend",
            "expr": "x^2 + 3 y^2",
            "from": [4, 1],
            "rate": "1/4",
            "iterations": 2,
        },
        "Take at most 2 steps of gradient descent on f(x, y) = x² + 3y² from (x, y) = (4, 1) with "
        "the rate 1/4.",
        "P₂ = (1, 0.25)",
    ),
    (
        {"expr": "|x|", "at": 0},
        "Find the derivative of f(x) = |x| at x = 0.",
        "No answer: f is not differentiable here: as x passes through the point the slope jumps "
        "from -1 to 1.",
    ),
]


def of_paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain page, each on one line."""
    return [" ".join(part.split()) for part in text.split("\n\n")]


@pytest.mark.parametrize(("question", "task", "short"), EXERCISES)
def test_an_exercise_and_its_line_in_the_key(
    question: dict[str, Any], task: str, short: str
) -> None:
    sheet = gradcli.worksheet([question], key="short", title="Sheet 3")
    assert of_paragraphs(str(sheet)) == ["Sheet 3", f"1. {task}", "Key", f"1. {short}"]


def test_every_command_is_among_them() -> None:
    named = {each["command"] for each, *_ in EXERCISES if "command" in each}
    assert named | {"grad", "dir"} == QUESTIONS.keys()
    for name in QUESTIONS:
        assert command_of(name).example


def test_the_numbers_of_the_key_are_those_of_the_exercises() -> None:
    text = gradcli.worksheet([each for each, *_ in EXERCISES], key="short").text()
    exercises, key = text.split("\nKey\n")
    for part in (exercises, key):
        numbers = [line.split(".")[0].strip() for line in part.splitlines() if line[2:4].isdigit()]
        assert [int(each) for each in numbers if each.isdigit()] == [*range(10, len(EXERCISES) + 1)]


def test_a_full_key_is_what_the_command_prints() -> None:
    answer = gradcli.gradient("x^2 y", at="2,3")
    sheet = gradcli.worksheet([{"expr": "x^2 y", "at": "2,3"}], key="full")
    assert answer.text() in sheet.text()
    assert answer.text(steps="brief") in sheet.text(steps="brief")
    one = gradcli.worksheet([{"expr": "x^2 y", "at": "2,3", "steps": "brief"}], key="full")
    assert answer.text(steps="brief") in one.text()


def test_a_sheet_in_the_notation_of_the_book() -> None:
    questions = [{"command": "partial", "expr": "x^2 y", "wrt": "x"}, {"expr": "x y", "at": "1,2"}]
    sheet = gradcli.worksheet(questions, key="short")
    said = sheet.text(notation="subscript", vectors="angle")
    assert "Find f_x for f(x, y) = x²y." in said
    assert "f_x = 2xy" in said
    assert "∇f(1, 2) = ⟨2, 1⟩" in said
    assert "∂" not in said


def test_a_sheet_without_its_key_has_no_answer() -> None:
    text = gradcli.worksheet([{"expr": "x^2 y", "at": "2,3"}]).text()
    assert "12" not in text
    assert "Key" not in text


@pytest.mark.parametrize("key", ["none", "short", "full"])
@pytest.mark.parametrize(
    ("format_", "holds"),
    [
        ("latex", r"\section*{Sheet \& key}"),
        ("markdown", "# Sheet & key\n"),
        ("html", "<h1>Sheet &amp; key</h1>"),
        ("plain", "Sheet & key\n"),
    ],
)
def test_a_sheet_in_every_format(key: str, format_: str, holds: str) -> None:
    sheet = gradcli.worksheet([each for each, *_ in EXERCISES[:4]], key=key, title="Sheet & key")
    text = sheet.text(format_)
    assert holds in text
    assert text.count("Key") == (key != "none")
    if format_ == "latex":
        whole = sheet.text(format_, standalone=True)
        assert whole.startswith(r"\documentclass")
        assert whole.count(r"\begin{document}") == whole.count(r"\end{document}") == 1


def test_a_sheet_as_an_object() -> None:
    sheet = gradcli.worksheet([{"expr": "x"}, '{"expr": "y"}', b'{"expr": "x y"}'])
    assert repr(sheet) == "<worksheet 'Worksheet': 3 exercises, key none>"
    assert "<math" in sheet._repr_html_()


@pytest.mark.parametrize(
    ("questions", "key", "code", "said"),
    [
        ([{"expr": "x"}, {"expr": "x +"}], "none", "nothing-after-operator", "question 2: "),
        ([{"expr": "x y", "at": 1}], "none", "wrong-number-of-coordinates", "question 1: "),
        ([{"expr": "x", "w": 1, "command": "grad"}], "none", "key-without-use", "question 1: "),
        ([[1]], "none", "line-not-an-object", "question 1: "),
        ([], "none", "no-questions", "no question"),
        ([{"expr": "x"}], "long", "unknown-key-of-a-sheet", "none, short or full"),
    ],
)
def test_what_makes_no_sheet(questions: list[Any], key: str, code: str, said: str) -> None:
    with pytest.raises(gradcli.GradcliError) as caught:
        gradcli.worksheet(questions, key=key)
    assert caught.value.code == code
    assert caught.value.kind in {Kind.SYNTAX, Kind.DIMENSION, Kind.USAGE}
    assert said in str(caught.value)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "questions.jsonl"
    lines = [json.dumps(each) for each, *_ in EXERCISES[:4]]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def test_the_command_prints_what_the_library_makes(command: Gradcli, questions: Path) -> None:
    sheet = gradcli.worksheet([each for each, *_ in EXERCISES[:4]], key="full", title="T")
    for format_ in ("plain", "latex", "markdown", "html"):
        outcome = command(
            "worksheet", str(questions), "--key", "full", "--title", "T", "-f", format_
        )
        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out == sheet.text(format_)


def test_the_command_writes_a_file(command: Gradcli, questions: Path, tmp_path: Path) -> None:
    target = tmp_path / "sheet.tex"
    outcome = command("worksheet", str(questions), "--standalone", "-o", str(target))
    assert (outcome.code, outcome.out) == (0, "")
    assert target.read_text("utf-8").startswith(r"\documentclass")


def test_every_line_that_is_wrong_is_named(command: Gradcli, questions: Path) -> None:
    with questions.open("a", encoding="utf-8") as file:
        file.write('{"expr": "x +"}\n{"expr": "sim(x)"}\n')
    outcome = command("worksheet", str(questions), "-o", str(questions.with_suffix(".md")))
    assert outcome.code == 2
    assert outcome.out == ""
    assert f"error: {questions}, line 5: there is nothing after the +" in outcome.err
    assert f"error: {questions}, line 6: sim is not a function" in outcome.err
    assert not questions.with_suffix(".md").exists()


def test_keys_that_are_not_known(command: Gradcli, questions: Path) -> None:
    questions.write_text('{"expr": "x^2", "points": 3}\n', "utf-8")
    outcome = command("worksheet", str(questions))
    assert outcome.code == 2
    assert f"{questions}, line 1: there is no key points" in outcome.err
    outcome = command("worksheet", str(questions), "--lenient")
    assert outcome.code == 0
    assert "points" in outcome.err
    assert outcome.out.startswith("Worksheet\n")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("q.txt", "x^2\n# a remark\nx y\n"),
        ("q.csv", "expr,at\nx^2,\nx y,\n"),
        ("q", 'expr;at\nx^2;\n"x y";\n'),
        ("q.jsonl", '{"expr": "x^2"}\n{"expr": "x y"}\n'),
    ],
)
def test_a_file_is_read_as_batch_reads_it(
    command: Gradcli, tmp_path: Path, name: str, text: str
) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    outcome = command("worksheet", str(file), "--key", "short")
    assert (outcome.code, outcome.err) == (0, "")
    sheet = gradcli.worksheet([{"expr": "x^2"}, {"expr": "x y"}], key="short")
    assert outcome.out == sheet.text()


def test_a_reading_that_could_be_another_is_noted(command: Gradcli, questions: Path) -> None:
    questions.write_text('{"expr": "1/2x"}\n', "utf-8")
    outcome = command("worksheet", str(questions))
    assert outcome.code == 0
    assert outcome.err.startswith("note: 1/2x")


@pytest.mark.parametrize(
    "words", [("-q",), ("-f", "json"), ("--vars", "x"), ("--let", "a=3"), ("-q", "--names")]
)
def test_options_that_would_do_nothing_are_refused(
    command: Gradcli, questions: Path, words: tuple[str, ...]
) -> None:
    outcome = command("worksheet", str(questions), *words)
    assert outcome.code == 2
    assert "does nothing with worksheet" in outcome.out + outcome.err
