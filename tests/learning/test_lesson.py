"""The lesson: ten screens on the reader's own function, whose questions are answered and marked."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

import gradcli as library
from gradcli.errors import GradcliError
from gradcli.questions.function import Function
from gradcli.questions.learning.learn import parts, understood
from tests.commands.conftest import Gradcli, Outcome
from tests.commands.conftest import gradcli as command
from tests.schema import VALIDATOR

gradcli = command

ANSWERS = ("12", "x^2", "12, 4", "3y^3, 9x y^2", "56", "sqrt(34)", "0", "4sqrt(10)", "2,1,6")
LAST = "6(2x + 1)^2"


def test_the_lesson_of_the_chain_of_ideas() -> None:
    """Every number of it: f(2, 3), the partials, the gradient, 36 + 20, the lengths."""
    lesson = library.learn()
    assert lesson.lines == (
        "12", "x**2", "12, 4", "3*y**3, 9*x*y**2", "56", "sqrt(34)", "0", "4*sqrt(10)", "2, 1, 6",
        "6*(2*x + 1)**2",
    )  # fmt: skip
    page = lesson.text()
    for number in range(1, 11):
        assert f"\n{number}. " in f"\n{page}"
    assert page.count("Question.") == 10
    assert "∇f(2, 3)/‖∇f(2, 3)‖ = (3√10/10, √10/10)" in page
    VALIDATOR.validate(lesson.json())


def test_the_key_shows_how_each_answer_comes_out() -> None:
    told = library.learn().text().partition("Answers")[2]
    key = " ".join(told.split())
    for line in (
        "1. 12: f(2, 3) = 2² · 3 = 12.",
        "2. ∂f/∂y = x²: ∂/∂y [x²y] = x² (constant multiple rule).",
        "3. ∇f(2, 3) = (12, 4): ∇f = (2xy, x²); substitute x = 2, y = 3: (2 · 2 · 3, 2²) =",
        "∂/∂y [3xy³] = 3x · 3y² = 9xy² (constant multiple rule, power rule).",
        "12 · 3 + 4 · 5 = 36 + 20 = 56; divided by ‖w‖ = √34 it is 56/√34 = 28√34/17.",
        "6. √34: ‖w‖ = √(3² + 5²) = √34.",
        "7. 0: cos 0° = 1, and no cosine is larger than 1.",
        "8. 4√10: ‖∇f(2, 3)‖ = √(12² + 4²) = 4√10.",
        "9. ∇h(1, 2, 3) = (2, 1, 6): ∇h = (y, x, 2z);",
        "10. dk/dx = 6(2x + 1)²: d/dx [(2x + 1)³] = 3(2x + 1)² · 2 = 6(2x + 1)²",
    ):
        assert line in key
    assert library.learn().json()["screens"][0]["working"] == "f(2, 3) = 2² · 3 = 12"


def test_each_question_is_marked() -> None:
    found = parts(understood(None, None, None))
    for part, right in zip(found, (*ANSWERS, LAST), strict=True):
        assert part.mark(right).right is True, part.screen.title
    wrong = ("5", "2x", "4, 12", "3y^3, 9y^2", "20", "34", "90", "160", "3,2,1", "3(2x+1)^2")
    for part, given in zip(found, wrong, strict=True):
        assert part.mark(given).right is False, part.screen.title
    assert found[4].mark("56/sqrt(34)").right is True
    assert found[5].mark("5.83").right is True
    assert found[6].mark("0°").right is True
    with pytest.raises(GradcliError):
        found[0].mark("12 +")


def test_a_screen_does_not_tell_its_own_answer() -> None:
    topics = understood(Function("x^2 + 3x y^2"), "1,2", "3,4")
    page = library.learn("x^2 + 3x y^2", at=(1, 2), w=(3, 4)).text()
    told = page.partition("Answers")[0].split("Question.")
    found = parts(topics)
    assert found[4].lines == ("90",)
    assert "90 " not in told[4].partition("5. ")[2].replace("90 degrees", "")
    assert "6xy" not in told[1]


@pytest.fixture
def session(gradcli: Gradcli, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """The lesson, with these lines typed."""

    def learnt(*lines: str) -> Outcome:
        monkeypatch.setattr("gradcli.commands.tools.learn.is_session", lambda options: True)
        return gradcli(
            "learn", "-f", "plain", stdin="".join(f"{each}\n" for each in lines).encode()
        )

    return learnt


def test_the_lesson_at_a_terminal(session: Callable[..., Outcome]) -> None:
    outcome = session("12", "2x y", "x^2", "12 +", "", *ANSWERS[3:], LAST)
    assert outcome.code == 0
    assert outcome.out.count("✓ Right") == 9
    assert outcome.out.count("✗ Wrong") == 1
    assert "The answer is ∇f(2, 3) = (12, 4): ∇f = (2xy, x²); substitute" in outcome.out
    assert "error: " in outcome.err
    assert "This is the whole chain of ideas." in outcome.out
    assert "Answers" not in outcome.out


def test_the_lesson_can_be_left(session: Callable[..., Outcome]) -> None:
    for outcome in (session("12"), session("12", "quit")):
        assert (outcome.code, outcome.err) == (0, "")
        assert "Until next time." in outcome.out
        assert "3. The gradient" not in outcome.out


def test_the_steepest_way_is_drawn_at_a_terminal_where_it_is_asked_for(
    gradcli: Gradcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = gradcli("learn", "--plot")
    assert (refused.code, refused.out) == (2, "")
    monkeypatch.setattr("gradcli.commands.tools.learn.is_session", lambda options: True)
    legend = "the level curve of the point"
    drawn = gradcli("learn", "-f", "plain", "--plot", stdin=b"\n" * 10).out
    before, _, after = drawn.partition("8. So the gradient is the steepest way up")
    screen = after.partition("9. In any number of variables")[0]
    assert legend in screen
    assert "D_u f, the second drawing: how fast f changes" in screen
    assert legend not in before
    without = gradcli("learn", "-f", "plain", "--no-plot", stdin=b"\n" * 10).out
    assert legend not in without
    assert "8. So the gradient is the steepest way up" in without
    three = gradcli("learn", "x y z", "--at", "1,2,3", "-f", "plain", "--plot", stdin=b"\n" * 10)
    assert (three.code, three.err) == (0, "")
    assert "This is the whole chain of ideas." in three.out


def test_in_every_format_and_what_is_refused(gradcli: Gradcli) -> None:
    for format_ in ("latex", "markdown", "html"):
        assert "The gradient" in gradcli("learn", "-f", format_).out
    body = json.loads(gradcli("learn", "x y z", "--at", "1,2,3", "-f", "json").out)
    VALIDATOR.validate(body)
    assert body["lesson"] == {"text": "x y z", "at": "1,2,3", "w": "1,1,1"}
    assert gradcli("learn", "x^2 y").code == 2
    assert gradcli("learn", "x^2", "--at", "1").code == 2
    assert gradcli("learn", "x^2 + y^2", "--at", "0,0").code == 1
    assert gradcli("learn", "|x| + y", "--at", "0,0").code == 1
