"""The four commands, asked as a user would ask them: the values that come back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Gradcli

QUIET: list[tuple[tuple[str, ...], list[str]]] = [
    # The commands that the chain of ideas is told with.
    (("grad", "x**2*y", "--at", "2,3"), ["12", "4"]),
    (("dir", "x**2*y", "--w", "3,5"), ["5*x**2 + 6*x*y"]),
    (("dir", "x**2*y", "--at", "2,3", "--w", "3,5"), ["56"]),
    (("dir", "x**2*y", "--at", "2,3", "--w", "3,5", "--unit"), ["28*sqrt(34)/17"]),
    (("steepest", "x**2*y", "--at", "2,3"), ["3*sqrt(10)/10", "sqrt(10)/10"]),
    (("partial", "3x y^3", "--wrt", "y"), ["9*x*y**2"]),
    (("partial", "3x y^3", "--wrt", "x,y"), ["9*y**2"]),
    (("partial", "3x y^3", "--wrt", "y,y"), ["18*x*y"]),
    (("dir", "x^2 y", "--at", "1,1", "--w", "3,5"), ["11"]),
    (("dir", "x^2 y", "--at", "-1,0", "--w", "3,5"), ["5"]),
    # Without a point, formulas.
    (("grad", "x^2 y"), ["2*x*y", "x**2"]),
    (("dir", "x^2 y", "--w", "3,4", "--unit"), ["4*x**2/5 + 6*x*y/5"]),
    (("partial", "x^3"), ["3*x**2"]),
    # What begins with a minus sign needs no `--`.
    (("grad", "-x^2 y", "--at", "-1,2"), ["4", "-1"]),
    (("grad", "-x", "-q"), ["-1"]),
    (("grad", "-2", "--vars", "x"), ["0"]),
    (("dir", "-x", "--at", "-3", "--w", "-1"), ["1"]),
    (("dir", "--w", "-1,-1", "-x y"), ["x + y"]),
    (("grad", "--", "-x"), ["-1"]),
    # Points by name, exact entries, any order.
    (("grad", "x^2 y", "--at", "y=3, x=2"), ["12", "4"]),
    (("grad", "x y", "--at", "1/2,sqrt(2)"), ["sqrt(2)", "1/2"]),
    (("grad", "x y", "--at", "0.1,pi/4"), ["pi/4", "1/10"]),
    # Other ways to a direction.
    (("dir", "x y", "--at", "1,2", "--toward", "3,4"), ["6"]),
    (("dir", "x y", "--angle", "60deg"), ["sqrt(3)*x/2 + y/2"]),
    (("dir", "x y", "--angle", "pi/2"), ["x"]),
    # Variables: by order of the alphabet, by a header, by an option.
    (("grad", "y^2 + 3x"), ["3", "2*y"]),
    (("grad", "x_10 + 2 x_2"), ["2", "1"]),
    (("grad", "f(y, x) = y^2 + 3x"), ["2*y", "3"]),
    (("grad", "y^2 + 3x", "--vars", "y,x"), ["2*y", "3"]),
    (("grad", "x", "--vars", "x,y"), ["1", "0"]),
    (("grad", "rate t", "--vars", "rate,t"), ["t", "rate"]),
    # Decimals.
    (("dir", "x^2 y", "--at", "2,3", "--w", "3,5", "--unit", "--decimal"), ["9.60392"]),
    (("dir", "x^2 y", "--at", "2,3", "--w", "3,5", "--unit", "--decimal", "12"), ["9.60392076798"]),
    (("grad", "x y", "--at", "1/3,2", "--decimal=3"), ["2", "0.333"]),
    # More than two variables.
    (("grad", "x y z", "--at", "1,2,3"), ["6", "3", "2"]),
    (("steepest", "x + 2y + 2z", "--at", "0,0,0"), ["1/3", "2/3", "2/3"]),
]


@pytest.mark.parametrize(("words", "lines"), QUIET)
def test_the_answer_alone(gradcli: Gradcli, words: tuple[str, ...], lines: list[str]) -> None:
    first, *rest = words
    outcome = gradcli(first, "-q", *rest)
    assert outcome.lines == lines
    assert outcome.code == 0
    assert outcome.err == ""


def test_a_worked_gradient_of_three_variables(gradcli: Gradcli) -> None:
    text = "f(x,y,z) = exp(sin(x y)) ln(x^2+y^2+1) / (1+sqrt(x^2+z^4))"
    outcome = gradcli("grad", text, "--at", "1,1/2,-1")
    assert outcome.code == 0
    for said in ("quotient rule", "product rule", "chain rule", "Checked", "∂f/∂z"):
        assert said in outcome.out
    exact = gradcli("grad", text, "--at", "1,1/2,-1", "-q", "--decimal", "8")
    assert exact.code == 0
    assert len(exact.lines) == 3


def test_the_first_lines_say_how_the_input_was_read(gradcli: Gradcli) -> None:
    lines = gradcli("grad", "3x y^3").lines
    assert lines[0].strip() == "f(x, y) = 3xy³"
    # What could surprise is said as text; that a product has no sign surprises nobody.
    assert "Read as" not in "".join(lines)
    lines = gradcli("grad", "ln 3x y").lines
    assert lines[2].strip() == "Read as log(3*x*y)."


@pytest.mark.parametrize("command", ["grad", "partial"])
def test_an_expression_from_standard_input(gradcli: Gradcli, command: str) -> None:
    assert gradcli(command, "-", "-q", stdin=b"x^3\n").lines == ["3*x**2"]
    assert gradcli(command, "-", "-q", stdin="\ufeffπ x\r\n".encode()).lines == ["pi"]


@pytest.mark.parametrize("steps", ["none", "brief", "full"])
def test_how_much_of_the_steps_is_told(gradcli: Gradcli, steps: str) -> None:
    out = gradcli("grad", "sin(x^2) y", "--steps", steps).out
    assert ("chain rule" in out) == (steps != "none")
    assert ("combine" in out) == (steps == "full")
    assert "(2xy cos(x²), sin(x²))" in out or "2xy cos(x²)" in out


def test_the_size_of_the_page_falls_with_the_steps(gradcli: Gradcli) -> None:
    full, brief, none = (
        len(gradcli("grad", "x e^x y", "--steps", steps).lines)
        for steps in ("full", "brief", "none")
    )
    assert full > brief > none


def test_json_carries_the_answer(gradcli: Gradcli) -> None:
    outcome = gradcli("dir", "x^2 y", "--at", "2,3", "--w", "3,5", "-f", "json")
    body = json.loads(outcome.out)
    assert body["schema"] == "gradcli/1"
    assert body["command"] == "dir"
    assert body["input"] == {
        "text": "x^2 y",
        "read_as": "x**2*y",
        "function": "f",
        "variables": ["x", "y"],
        "at": ["2", "3"],
        "w": ["3", "5"],
    }
    assert body["gradient"]["value"] == ["12", "4"]
    assert body["gradient"]["approx"] == [12.0, 4.0]
    assert body["gradient"]["norm"] == "4*sqrt(10)"
    assert body["directional"]["symbolic"] == "5*x**2 + 6*x*y"
    assert body["directional"]["value"] == "56"
    assert body["directional"]["norm_w"] == "sqrt(34)"
    assert body["directional"]["unit"]["value"] == "28*sqrt(34)/17"
    assert body["directional"]["unit"]["approx"] == pytest.approx(9.603921, abs=1e-6)
    assert body["differentiable"] is True
    assert body["verified"] is True
    assert body["notes"] == []


def test_json_of_the_steepest_direction(gradcli: Gradcli) -> None:
    body = json.loads(gradcli("steepest", "x^2 y", "--at", "2,3", "--format=json").out)
    assert body["steepest"]["direction"] == ["3*sqrt(10)/10", "sqrt(10)/10"]
    assert body["steepest"]["rate"] == "4*sqrt(10)"
    assert body["steepest"]["approx"] == pytest.approx(12.649110640673518)


def test_json_steps_are_the_tree_of_rules(gradcli: Gradcli) -> None:
    body = json.loads(gradcli("partial", "x^2 y", "--wrt", "x", "-f", "json").out)
    steps = body["partials"][0]["steps"]
    assert (steps["rule"], steps["of"], steps["wrt"]) == ("constant_multiple", "x**2*y", "x")
    assert steps["gives"] == "2*x*y"
    assert [part["rule"] for part in steps["from"]] == ["power"]
    quiet = json.loads(
        gradcli("partial", "x^2 y", "--wrt", "x", "-f", "json", "--steps", "none").out
    )
    assert "steps" not in quiet["partials"][0]


@pytest.mark.parametrize(
    ("format_", "sign"),
    [
        ("latex", r"\frac{\partial f}{\partial x}"),
        ("markdown", "$"),
        ("html", "<math"),
        ("plain", "∂f/∂x"),
        ("rich", "∂f/∂x"),
    ],
)
def test_every_format(gradcli: Gradcli, format_: str, sign: str) -> None:
    outcome = gradcli("grad", "x^2 y", "--at", "2,3", "-f", format_)
    assert outcome.code == 0
    assert sign in outcome.out
    assert outcome.out.endswith("\n")


def test_a_no_from_the_mathematics_is_an_answer_too(gradcli: Gradcli) -> None:
    outcome = gradcli("grad", "|x|", "--at", "0")
    assert outcome.code == 1
    assert "not differentiable" in outcome.out
    assert "not differentiable" in outcome.err
    assert gradcli("grad", "|x|", "--at", "0", "-q").out == ""
    body = json.loads(gradcli("grad", "|x|", "--at", "0", "-f", "json").out)
    assert body["error"]["kind"] == "not_differentiable"
    assert body["differentiable"] is False
    assert body["exit_code"] == 1


def test_a_zero_gradient_has_no_steepest_direction(gradcli: Gradcli) -> None:
    outcome = gradcli("steepest", "x^2 + y^2", "--at", "0,0")
    assert outcome.code == 1
    assert "no direction is the steepest" in outcome.err
    body = json.loads(gradcli("steepest", "x y", "--at", "0,0", "-f", "json").out)
    assert body["error"]["kind"] == "no_direction"
    assert "steepest" not in body


@pytest.mark.parametrize(
    ("typed", "wrt", "answer"),
    [
        ("θ^2 y", "θ", "2*theta*y\n"),
        ("x_1 y", "x1", "y\n"),
        ("x_1 y", "x_{1}", "y\n"),
        ("a_{2n} x", "a_{2n}", "x\n"),
    ],
)
def test_the_variable_may_be_spelled_as_in_the_function(
    gradcli: Gradcli, typed: str, wrt: str, answer: str
) -> None:
    assert gradcli("partial", typed, "--wrt", wrt, "-q").out == answer


def test_a_page_is_not_written_as_text_under_another_name(gradcli: Gradcli, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    outcome = gradcli("grad", "x^2 y", "-o", str(file))
    assert outcome.code == 2
    assert "a file that ends with .pdf cannot be written" in outcome.err
    assert not file.exists()


# An expression, a point, a direction and an angle, and how each is said to have been read.
READ_WITH_NOTES = [
    (("grad", "1/2x"), ["1/2x was read as (1/2) x"]),
    (("grad", "x y", "--at", "1½, 2"), ["1½ was read as 1 + ½"]),
    (("steepest", "x y", "--at", "1½, 2"), ["1½ was read as 1 + ½"]),
    (
        ("dir", "x^2 y", "--at", "1,2", "--w", "(cos π/3, sin π/3)"),
        ["cos π/3 was read as cos(π/3)", "sin π/3 was read as sin(π/3)"],
    ),
    (("dir", "x y", "--at", "1,2", "--toward", "(2½, 3)"), ["2½ was read as 2 + ½"]),
    (("dir", "x y", "--angle", "√2π"), ["√2pi was read as (√2) pi"]),
    (
        ("dir", "1/2x", "--at", "1½", "--w", "2½"),
        ["1/2x was read as (1/2) x", "1½ was read as 1 + ½", "2½ was read as 2 + ½"],
    ),
]


@pytest.mark.parametrize(("words", "notes"), READ_WITH_NOTES, ids=str)
def test_how_the_texts_were_read_is_told(
    gradcli: Gradcli, words: tuple[str, ...], notes: list[str]
) -> None:
    assert gradcli(*words, "-q").err == "".join(f"note: {note}\n" for note in notes)
    told = gradcli(*words).err.splitlines()
    assert [line for line in told if line.startswith("note: ")] == [f"note: {n}" for n in notes]
    as_json = gradcli(*words, "-f", "json")
    assert (json.loads(as_json.out)["notes"], as_json.err) == (notes, "")


def test_a_note_points_into_the_text_that_it_is_about(gradcli: Gradcli) -> None:
    told = gradcli("dir", "x^2 y", "--at", "1,2", "--w", "(cos π/3, 0)").err
    assert told == (
        "note: cos π/3 was read as cos(π/3)\n"
        "  | in --w:\n"
        "  | (cos π/3, 0)\n"
        "  |  ^^^^^^^\n"
        "  = help: write (cos π)/3 for the other reading\n"
    )


def test_a_table_alone_says_beside_it_that_there_is_nothing_or_may_be_more(
    gradcli: Gradcli,
) -> None:
    outcome = gradcli("critical", "x + 1", "-f", "csv")
    assert outcome.out == "x,f,class,where\n"
    assert "there is no critical point" in outcome.err
    assert gradcli("critical", "x^2", "-f", "csv").err == ""
