"""`check`: right, wrong or undecided, and what is said of it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

import gradcli as library
from gradcli.bulk.question import Settings, answer_line
from tests.commands.conftest import Gradcli, gradcli
from tests.schema import VALIDATOR

__all__ = ["gradcli"]

# The question, the answer, and the verdict in one word.
CASES = (
    ("3x y^3", "3y^3, 9xy^2", (), "right"),
    ("3x y^3", "9y^2, 9xy^2", (), "wrong"),
    ("3x y^3", "3y^3", ("--wrt", "x"), "right"),
    ("3x y^3", "9y^2", ("--wrt", "x,y"), "right"),
    ("x^2 y", "12, 4", ("--at", "2,3"), "right"),
    ("x^2 y", "f_x(2,3) = 12, f_y(2,3) = 5", ("--at", "2,3"), "wrong"),
    ("x^2 y", "56", ("--at", "2,3", "--w", "3,5"), "right"),
    ("x^2 y", "9.604", ("--at", "2,3", "--w", "3,5"), "right"),
    ("x^2 y", "9.604", ("--at", "2,3", "--w", "3,5", "--as-given"), "wrong"),
    ("x^2 y", "56", ("--at", "2,3", "--w", "3,5", "--unit"), "wrong"),
    ("x^2 y", "5x^2 + 6xy", ("--w", "3,5"), "right"),
    ("x^2 y", "3, 1", ("--at", "2,3", "--kind", "steepest"), "right"),
    ("x^2 y", "3, 1", ("--at", "2,3", "--kind", "steepest", "--unit"), "wrong"),
    ("x^2 y", "(3, 1)/sqrt 10", ("--at", "2,3", "--kind", "steepest", "--unit"), "right"),
    ("x^2 y", "-3, -1", ("--at", "2,3", "--kind", "steepest"), "wrong"),
    ("x^2 y", "±(3, 1)", ("--at", "2,3", "--kind", "steepest"), "wrong"),
    ("x^2 y", "±(-4, 12)", ("--at", "2,3", "--kind", "level"), "right"),
    ("x^2 y", r"\pm (-1, 3)", ("--at", "2,3", "--kind", "level"), "right"),
    ("x^2 y", "v = ±(-1, 3)/sqrt 10", ("--at", "2,3", "--kind", "level", "--unit"), "right"),
    ("x^2 y", "±(-1, 3)", ("--at", "2,3", "--kind", "level", "--unit"), "wrong"),
    ("x^2 y", "{(-4, 12), (4, -12)}", ("--at", "2,3", "--kind", "level"), "right"),
    ("x^2 y", "(1, -3) or (-1, 3)", ("--at", "2,3", "--kind", "level"), "right"),
    ("x^2 y", "(1, -3) or (3, 1)", ("--at", "2,3", "--kind", "level"), "wrong"),
    ("x^2 y", "(4, 12)", ("--at", "2,3", "--kind", "level"), "wrong"),
    ("x^2 y", "(0, 0)", ("--at", "2,3", "--kind", "level"), "wrong"),
    ("x y z", "(1, -1, 0)", ("--at", "1,1,2", "--kind", "level"), "right"),
    ("x^2 y", "±2x y", ("--wrt", "x"), "wrong"),
    ("x^2 y", "(∓1, ±3)", ("--at", "2,3", "--kind", "level"), "right"),
    ("x^2 y", "(±1, 3)", ("--at", "2,3", "--kind", "level"), "wrong"),
    ("x^2 y", "56 or 9.604", ("--at", "2,3", "--w", "3,5"), "right"),
    ("x^2 y", "[[2y, 2x], [2x, 0]]", ("--kind", "hessian"), "right"),
    ("x^2 y", "z - 12 = 12(x-2) + 4(y-3)", ("--at", "2,3", "--kind", "tangent"), "right"),
    ("x^2 y", "12x + 4y = 24", ("--at", "2,3", "--kind", "tangent"), "wrong"),
    ("sin(x)^2", "sin 2x", (), "right"),
    ("ln x", "x/x^2", (), "right"),
    ("x^2 y", "2x y", (), "wrong"),
    ("f(x) = a x^2", "2a x", (), "right"),
)
EXIT_CODES = {"right": 0, "wrong": 1}


@pytest.mark.parametrize(("expression", "answer", "more", "word"), CASES)
def test_the_verdict(
    gradcli: Gradcli, expression: str, answer: str, more: tuple[str, ...], word: str
) -> None:
    outcome = gradcli("check", expression, "--answer", answer, *more, "-q")
    assert (outcome.code, outcome.out) == (EXIT_CODES[word], f"{word}\n")


def test_a_wrong_component_has_a_point_with_both_numbers(gradcli: Gradcli) -> None:
    outcome = gradcli("check", "3x y^3", "--answer", "(9y^2, 9xy^2)", "-f", "json")
    found = json.loads(outcome.out)["check"]
    assert (outcome.code, found["right"], found["decided_by"]) == (1, False, "intervals")
    wrong, right = found["components"]
    assert wrong["differs"] == {"at": {"y": "1"}, "expected": "3", "given": "9"}
    assert right == {
        "of": "y",
        "right": True,
        "expected": "9*x*y**2",
        "given": "9*x*y**2",
        "decided_by": "algebra",
    }


def test_undecided_ends_with_three(gradcli: Gradcli) -> None:
    # The answer has values where the derivative has none, and nowhere else: x + x^5 is not seen to
    # have the sign of x.
    outcome = gradcli("check", "ln(x) + sqrt(x)", "--answer", "1/x + 0*ln(-x - x^5)", "-q")
    assert (outcome.code, outcome.out) == (3, "undecided\n")


# Answers without a value where the derivative has one.
APART = (
    ("sqrt(x)", "1/(2sqrt(x)) + 0*ln(-x^3)"),
    ("ln(x)", "1/x + 0*ln(-x)"),
    ("ln(x)", "1/x + 0*ln(-2x^3)"),
    ("sqrt(x)", "1/(2sqrt(-x))"),
    ("ln(x) + sqrt(x)", "1/x + 1/(2sqrt(-x)) + 0*ln(-x)"),
    ("(x - y)^(3/2)", "3/2 sqrt(y - x), sqrt(y - x) ln(y - x)"),
    ("sqrt(2x - 1)", "1/sqrt(-3x)"),
    ("sqrt(x)", "ln(-x - x^2)"),
    ("arcsin(x)", "1/sqrt(x^2 - 1) + 1/sqrt(x - 2)"),
)


@pytest.mark.parametrize(("expression", "answer"), APART)
def test_an_answer_without_a_value_where_the_right_one_has_some_is_wrong(
    gradcli: Gradcli, expression: str, answer: str
) -> None:
    outcome = gradcli("check", expression, "--answer", answer)
    assert outcome.code == 1
    assert "has no value anywhere where" in " ".join(outcome.out.split())
    body = json.loads(gradcli("check", expression, "--answer", answer, "-f", "json").out)
    VALIDATOR.validate(body)
    assert any("apart" in each for each in body["check"]["components"])


def test_a_step_that_needs_a_condition_has_a_point(gradcli: Gradcli, tmp_path: Path) -> None:
    work = tmp_path / "work.txt"
    work.write_text("2x^2/x\n2x\n", "utf-8")
    asked = ("check", "x^2", "--work", str(work))
    assert "line 2 has values where the line above it has none, for example at x = 0." in " ".join(
        gradcli(*asked).out.split()
    )
    body = json.loads(gradcli(*asked, "-f", "json").out)
    VALIDATOR.validate(body)
    first, second = body["check"]["work"]
    assert "domain" not in first
    assert second["domain"] == {"is": "wider", "at": {"x": "0"}}


@pytest.mark.parametrize(
    ("expression", "answer", "where"),
    [
        ("x^2/x", "1", {"x": "0"}),
        ("(x^2-4)/(x+2)", "1", {"x": "-2"}),
        ("x y/y", "1, 0", {"x": "1", "y": "0"}),
        # What has no value there either, and what has none on a whole side of the point.
        ("x^2/x", "x/x", None),
        ("ln x", "1/x", None),
        ("1/x", "-1/x^2", None),
        ("x^3", "3x^2", None),
    ],
)
def test_values_where_the_function_has_a_hole_are_said(
    gradcli: Gradcli, expression: str, answer: str, where: dict[str, str] | None
) -> None:
    outcome = gradcli("check", expression, "--answer", answer, "-f", "json")
    (first, *_) = json.loads(outcome.out)["check"]["components"]
    assert (outcome.code, first["right"]) == (0, True)
    assert first.get("domain") == (None if where is None else {"is": "wider", "at": where})


def test_at_a_point_no_other_point_is_spoken_of(gradcli: Gradcli) -> None:
    assert "Note" not in gradcli("check", "x^2/x", "--answer", "1", "--at", "2").out


def test_answers_that_share_a_thin_set_are_not_apart(gradcli: Gradcli) -> None:
    # Both have the value 0 at x = 0, and that is their only common point.
    outcome = gradcli("check", "x^(3/2)", "--answer", "sqrt(-x)", "-q")
    assert outcome.out == "undecided\n"


def test_of_several_answers_each_has_its_verdict(gradcli: Gradcli) -> None:
    asked = ("check", "x^2 y", "--at", "2,3", "--kind", "steepest", "--answer", "+-(3, 1)")
    outcome = gradcli(*asked)
    assert outcome.code == 1
    assert "(−3, −1)   wrong" in outcome.out
    assert "+- was read as ±" in outcome.err
    body = json.loads(gradcli(*asked, "-f", "json").out)
    VALIDATOR.validate(body)
    assert body["note_codes"] == ["both-signs-read"]
    assert body["check"]["each"] == [
        {"answer": ["3", "1"], "right": True},
        {"answer": ["-3", "-1"], "right": False},
    ]


@pytest.mark.parametrize("answer", ["(1, 2, 3)", "5", "±(1, 2, 3)"])
def test_a_level_direction_of_another_dimension_is_wrong(gradcli: Gradcli, answer: str) -> None:
    asked = ("check", "x^2 y", "--at", "2,3", "--kind", "level", "--answer", answer)
    outcome = gradcli(*asked)
    assert outcome.code == 1
    assert "has 2 components" in " ".join(outcome.out.split())
    VALIDATOR.validate(json.loads(gradcli(*asked, "-f", "json").out))


def test_no_direction_is_along_a_level_set_where_the_gradient_is_zero(gradcli: Gradcli) -> None:
    outcome = gradcli("check", "x^2 y", "--at", "0,0", "--kind", "level", "--answer", "1,0")
    assert outcome.code == 1
    assert "says nothing of the level set" in outcome.err


def test_a_number_that_was_worked_out_wrongly_is_in_the_json(gradcli: Gradcli) -> None:
    asked = ("check", "x^3 + y^2", "--at", "2,1", "--wrt", "x", "--answer", "36")
    body = json.loads(gradcli(*asked, "-f", "json").out)
    VALIDATOR.validate(body)
    assert body["check"]["mistake"]["number"] == {"of": "3*2**2", "taken_as": "(3*2)**2"}
    assert "worked out wrongly: 3 · 2² as (3 · 2)²." in " ".join(gradcli(*asked).out.split())


@pytest.mark.parametrize("answer", ["1/0, 4", "ln(-4), 4"])
def test_an_answer_without_a_value_is_wrong(answer: str, gradcli: Gradcli) -> None:
    asked = ("check", "x^2 y", "--at", "2,3", "--answer", answer)
    outcome = gradcli(*asked)
    assert outcome.code == 1
    assert "has no value" in outcome.out
    body = json.loads(gradcli(*asked, "-f", "json").out)
    VALIDATOR.validate(body)
    first, second = body["check"]["components"]
    assert (first["right"], first["valueless"], second["right"]) == (False, True, True)


def test_agreement_in_numbers_is_said_to_be_no_proof(gradcli: Gradcli) -> None:
    outcome = gradcli("check", "x |x|", "--answer", "max(x, -x) + |x|")
    assert outcome.code == 0
    assert "not proved" in outcome.out


def test_a_changed_domain_is_said(gradcli: Gradcli) -> None:
    outcome = gradcli("check", "x^2/2", "--answer", "x^2/x")
    assert outcome.code == 0
    assert "example at x = 0" in outcome.out


def test_what_is_not_understood_is_shown_where_it_stands(gradcli: Gradcli) -> None:
    outcome = gradcli("check", "3x y^3", "--answer", "f_x = 3y^, f_y = 9xy^2")
    assert outcome.code == 2
    assert "in --answer:" in outcome.err
    assert outcome.out == ""


def test_a_question_without_an_answer_has_no_verdict(gradcli: Gradcli) -> None:
    outcome = gradcli("check", "|x|", "--answer", "1", "--at", "0", "-f", "json")
    body = json.loads(outcome.out)
    assert (outcome.code, body["error"]["code"]) == (1, "kink")
    assert "check" not in body


@pytest.mark.parametrize("form", ["latex", "markdown", "html", "plain", "rich"])
def test_in_every_format(gradcli: Gradcli, form: str) -> None:
    outcome = gradcli("check", "3x y^3", "--answer", "9y^2, 9xy^2", "-f", form)
    assert outcome.code == 1
    assert "Wrong" in outcome.out


# A derivation, and what is said of each of its steps.
WORK = (
    ("x^2 sin x", "f' = (x^2)' sin x\n= 2x sin x + x^2 cos x", (None, True), 0),
    ("x^2 sin x", "2x sin x + x^2 cos x = x(2 sin x + x cos x)", (True, True), 0),
    ("x^2 sin x", "2x sin x + x^2 cos x\n= x(2 sin x + cos x)", (True, False), 1),
    ("x^2 sin x", "2x cos x\n= 2x sin x + x^2 cos x", (False, False), 1),
    (
        "x^2 y",
        r"\begin{align*} f_x &= 2 x y \\\\ &= 2 y x \end{align*}",
        (True, True),
        0,
    ),
)


# A derivation that begins with the function itself, by its name: nothing is claimed in that line.
RESTATED = (
    ("ln(x^2+1)", "f(x) = ln(x^2+1)\nf'(x) = 1/(x^2+1) (2x)\n= 2x/x^2+1", (None, True, False)),
    ("ln(x^2+1)", "y = ln(x^2+1)\ny' = 1/(x^2+1) (2x)\n= 2x/(x^2+1)", (None, True, True)),
    ("x^2", "f(x) = x x\n2x", (None, True)),
    ("x^2", "g = x^2\n= x x\ndg/dx = 2x", (None, None, True)),
    ("h(x) = x^2", "h(x) = x^2\nh'(x) = 3x\n= x*3", (None, False, True)),
    ("loss(x) = x^2", "loss(x) = x^2\n2x", (None, True)),
    ("x^2 y", r"\begin{align} f(x, y) &= x^2 y \\ f_x &= 2xy \end{align}", (None, True)),
    ("y^2", "y = y^2", None),
    ("e^x", "f(x) = e^x\nf'(x) = e^x", (None, True)),
    # A derivative under the name of the function is one, and the function without a name as well.
    ("e^x", "f(x) = e^x", (True,)),
    ("x^2", "f(x) = 2x", (True,)),
    ("x^2", "y = 2x", (True,)),
    ("x^2", "x^2\n= 2x", (False, False)),
    ("x^2", "u = x^2\n= 2x", None),
)


@pytest.mark.parametrize(("expression", "work", "follows"), RESTATED)
def test_the_function_itself_is_passed_over(
    gradcli: Gradcli, expression: str, work: str, follows: tuple[bool | None, ...] | None
) -> None:
    more = ("--wrt", "x") if "x^2 y" in expression else ()
    asked = ("check", expression, "--work", "-", *more)
    outcome = gradcli(*asked, "-f", "json", stdin=work.encode())
    if follows is None:
        assert outcome.code in (1, 2)
        return
    body = json.loads(outcome.out)
    VALIDATOR.validate(body)
    assert tuple(step["follows"] for step in body["check"]["work"]) == follows
    page = gradcli(*asked, stdin=work.encode()).out
    assert page.count("   the function\n") == follows.count(None)


def test_the_value_of_the_function_is_passed_over(gradcli: Gradcli) -> None:
    work = b"f(x, y) = x^2 y\nf(2, 3) = 12\nf_x = 2xy\n= 12\n"
    asked = ("check", "x^2 y", "--wrt", "x", "--at", "2,3", "--work", "-", "-f", "json")
    found = json.loads(gradcli(*asked, stdin=work).out)["check"]
    assert [step["follows"] for step in found["work"]] == [None, None, True, True]
    wrong = json.loads(gradcli(*asked, stdin=b"f(2, 3) = 13\nf_x = 12").out)["check"]
    assert [step["follows"] for step in wrong["work"]] == [False, False]


# Along w = (3, 5), of length √34: the rate as it is given, and the rate per unit of distance.
RATES = (
    ("56/sqrt(34)", ("--unit",), (True,), (True,), "right"),
    ("56/sqrt(34)", (), (True,), (True,), "right"),
    ("56", (), (True,), (True,), "right"),
    ("12*3 + 4*5\n= 56\n= 56/sqrt(34)", ("--unit",), (True,) * 3, (False, False, True), "right"),
    ("12*3 + 4*5\n= 56\n= 56/sqrt(34)\n= 9.604", (), (True,) * 4, (True,) * 4, "right"),
    ("56/sqrt(34)\n= 56", ("--as-given",), (True, True), (False, True), "right"),
    ("6xy + 5x^2\n= 56/sqrt(34)", ("--unit",), (True, True), (False, True), "right"),
    ("12*3 + 4*5\n= 56", ("--unit",), (True, True), (False, False), "w_not_normalised"),
    ("56\n= 56/sqrt(35)", ("--unit",), (True, False), (False, False), "arithmetic_slip"),
    ("12*3 + 4*5\n= 57", ("--unit",), (True, False), (False, False), "arithmetic_slip"),
    (
        "12*3 + 4*5\n= 56/sqrt(34)",
        ("--as-given",),
        (True, True),
        (True, False),
        "w_normalised_though_not_asked",
    ),
    ("57\n= 57/sqrt(34)", (), (False, True), (False, False), None),
)


@pytest.mark.parametrize(("work", "more", "follows", "right", "said"), RATES)
def test_dividing_by_the_length_of_the_direction_is_a_step(
    gradcli: Gradcli,
    work: str,
    more: tuple[str, ...],
    follows: tuple[bool, ...],
    right: tuple[bool, ...],
    said: str | None,
) -> None:
    asked = ("check", "x^2 y", "--at", "2,3", "--w", "3,5", "--work", "-", *more)
    found = json.loads(gradcli(*asked, "-f", "json", stdin=work.encode()).out)["check"]
    assert tuple(step["follows"] for step in found["work"]) == follows
    assert tuple(step["right"] for step in found["work"]) == right
    named = found.get("mistake", {}).get("name")
    assert ("right" if found["right"] else named) == said
    is_divided = any(each in work for each in ("= 56/sqrt(34)", "= 57/"))
    assert ("divided by ‖w‖" in gradcli(*asked, stdin=work.encode()).out) == is_divided


@pytest.mark.parametrize(("expression", "work", "follows", "code"), WORK)
def test_a_derivation_is_checked_step_by_step(
    gradcli: Gradcli, expression: str, work: str, follows: tuple[bool | None, ...], code: int
) -> None:
    more = ("--wrt", "x") if "y" in expression else ()
    outcome = gradcli("check", expression, "--work", "-", *more, "-f", "json", stdin=work.encode())
    body = json.loads(outcome.out)
    VALIDATOR.validate(body)
    assert outcome.code == code
    assert tuple(step["follows"] for step in body["check"]["work"]) == follows


def test_the_first_wrong_step_has_its_mistake(gradcli: Gradcli) -> None:
    work = b"2x cos x\n= 2x cos x"
    found = json.loads(gradcli("check", "x^2 sin x", "--work", "-", "-f", "json", stdin=work).out)
    assert found["check"]["mistake"]["name"] == "product_of_derivatives"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("x^2 y", "--work", "-"), "work-of-one-formula"),
        (("x^2", "--work", "-", "--answer", "2x"), "answer-missing"),
        (("x^2", "--work", "no-such-file.txt"), "data-cannot-be-read"),
    ],
)
def test_a_derivation_that_cannot_be_checked(
    gradcli: Gradcli, words: tuple[str, ...], code: str
) -> None:
    outcome = gradcli("check", *words, "-f", "json", stdin=b"2x")
    assert json.loads(outcome.out)["error"]["code"] == code
    assert outcome.code == 2


TABLE = """\
student,expr,wrt,at,answer
Ada,3x y^3,,,"3y^3, 9x y^2"
Bea,3x y^3,x,,9y^2
Cem,x^2 y,,"2,3","12, 9"
"""


def test_a_table_of_answers_is_checked_line_by_line(tmp_path: Path) -> None:
    table, out = tmp_path / "answers.csv", tmp_path / "checked.csv"
    table.write_text(TABLE, "utf-8")
    words = ["check", "--answers", str(table), "-o", str(out), "-q"]
    ran = subprocess.run([sys.executable, "-m", "gradcli", *words], check=False, timeout=120)
    # However many are wrong.
    assert ran.returncode == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = [(row["id"], row["value"], row["mistake"]) for row in csv.DictReader(file)]
    assert rows == [
        ("Ada", "right", ""),
        ("Bea", "wrong", "held_variable_moved"),
        ("Cem", "wrong", "wrong_point"),
    ]


def test_a_line_of_a_batch_with_an_answer_is_checked() -> None:
    line = {"student": "Ada", "expr": "sin(x^2)", "answer": "cos(x^2)"}
    answer = answer_line(1, json.dumps(line).encode(), Settings())
    body = json.loads(answer.text)
    assert (body["id"], body["command"], answer.failed) == ("Ada", "check", False)
    assert body["check"]["mistake"]["name"] == "chain_inner_missing"


def test_a_table_and_an_expression_are_not_checked_together(gradcli: Gradcli) -> None:
    assert gradcli("check", "x^2", "--answers", "answers.csv").code == 2
    assert gradcli("check").code == 2


def test_the_library_says_the_same() -> None:
    found = library.check("3x y^3", "(9y^2, 9xy^2)")
    assert (found.lines(), found.exit_code) == (("wrong",), 1)


def test_many_components_that_are_wrong_are_called_wrong(gradcli: Gradcli) -> None:
    outcome = gradcli("check", "x^2 + y^2 + z^2 + u^2 + v^2", "--answer", "(1, 1, 1, 1, 1)")
    page = " ".join(outcome.out.split())
    assert "Wrong: the components" in page
    assert " are wrong." in page


def test_a_row_without_an_answer_is_not_answered_for_the_student(
    gradcli: Gradcli, tmp_path: Path
) -> None:
    table = tmp_path / "answers.csv"
    table.write_text("student,expr,wrt,at,answer\nann,x^2,x,,\nbob,x^2,x,,2x\n", "utf-8")
    out = subprocess.run(
        [sys.executable, "-m", "gradcli", "check", "--answers", str(table), "-f", "csv", "-q"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert out.returncode == 1
    _, ann, bob = out.stdout.splitlines()
    assert "answer-missing" in ann
    assert "2*x" not in ann
    assert "right" in bob


@pytest.mark.parametrize(
    "words",
    [
        ("--kind", "hessian"),
        ("--wrt", "y"),
        ("--at", "5,5"),
        ("-w", "1,2"),
        ("--two",),
        ("--unit",),
        ("--as-given",),
        ("-a", "7"),
        ("--work", "-"),
        ("--vars", "x"),
        ("--let", "a=3"),
        ("--plot",),
        ("--decimal",),
        ("--names",),
        ("--verbose",),
    ],
)
def test_what_does_nothing_beside_a_table_is_refused(
    gradcli: Gradcli, tmp_path: Path, words: tuple[str, ...]
) -> None:
    table = tmp_path / "answers.csv"
    table.write_text("student,expr,answer\nann,x^2,2x\n", "utf-8")
    outcome = gradcli("check", "--answers", str(table), *words)
    assert (outcome.code, outcome.out) == (2, "")
    assert "does nothing with --answers" in outcome.err
