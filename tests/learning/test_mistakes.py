"""The list of known mistakes: every one has words and an example that check names so."""

from __future__ import annotations

import json

import pytest

import gradcli as library
from gradcli.calculus.answers.check import Given, answer_check
from gradcli.narrative.book.mistakes import CLAUSES
from gradcli.questions.learning.mistake_examples import EXAMPLES
from gradcli.questions.learning.mistakes import example
from tests.commands.conftest import Gradcli, gradcli
from tests.schema import VALIDATOR

__all__ = ["gradcli"]


def test_every_mistake_has_words_and_an_example() -> None:
    assert CLAUSES.keys() == EXAMPLES.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_is_named_by_check(name: str) -> None:
    found = example(name).mistake
    assert found is not None
    assert name in (found.name, *found.also)


def test_what_is_right_answers_the_question_of_the_example() -> None:
    for name in EXAMPLES:
        answer = example(name)
        task = answer.task
        assert answer_check(answer.field, task, Given(answer.expected, {})).right, name


def test_the_list_and_one_of_it(gradcli: Gradcli) -> None:
    assert gradcli("mistakes", "-q").lines == list(CLAUSES)
    outcome = gradcli("mistakes", "chain_inner_missing")
    assert outcome.code == 0
    assert "the inner function is left out" in outcome.out
    assert gradcli("mistakes", "chain-inner-missing").out == outcome.out


def test_as_json(gradcli: Gradcli) -> None:
    body = json.loads(gradcli("mistakes", "sign_cos", "wrong_point", "-f", "json").out)
    VALIDATOR.validate(body)
    assert [each["name"] for each in body["mistakes"]] == ["sign_cos", "wrong_point"]


def test_a_name_that_is_none(gradcli: Gradcli) -> None:
    outcome = gradcli("mistakes", "power_not_lowred")
    assert outcome.code == 2
    assert "did you mean power_not_lowered?" in outcome.err


def test_from_python() -> None:
    assert library.mistakes("sign_cos").lines == ("sign_cos",)


@pytest.mark.parametrize("columns", [60, 80])
def test_the_table_is_one_on_a_narrow_page(
    columns: int, gradcli: Gradcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = gradcli("mistakes", "-f", "plain", "--timeout", "0").out.splitlines()
    (header,) = (line for line in lines if line.split() == ["mistake", "of", "comes", "out"])
    row = next(line for line in lines if "inner_only" in line)
    assert row.index("sin(x²)") == header.index("of")
    assert row.index("2x") == header.index("comes")
    assert max(map(len, lines)) <= columns
    assert "mistake: " not in "".join(lines)


@pytest.mark.parametrize(
    ("text", "rest", "answer"),
    [
        ("x^2 + y^2", {"at": "1,1"}, "2x, 2y"),
        ("x y", {"at": "2,2"}, "y, x"),
        ("x^3 y + cos(x)", {"at": "0,1"}, "3x^2 y - sin(x), x^3"),
        ("x^2 y", {"at": "1,1", "w": "1,1"}, "2x y + x^2"),
        ("x^2 y", {"at": "2,3", "wrt": "x"}, "2x y"),
    ],
)
def test_formulas_with_the_right_values_are_no_evidence_of_a_mistake(
    text: str, rest: dict[str, str], answer: str
) -> None:
    body = library.check(text, answer, **rest).json()["check"]
    assert body["right"] is False
    assert "mistake" not in body
