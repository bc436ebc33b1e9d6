"""`gradcli.batch` from Python."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

import gradcli
from tests.schema import VALIDATOR


def test_questions_in_answers_out() -> None:
    questions: list[Any] = [
        {"id": 1, "expr": "x^2 y", "at": [2, 3]},
        '{"id": 2, "expr": "x^2 y",\n "w": "3,5"}',
        b'{"id": 3,\n "expr": "x^"}',
        {"id": 4, "expr": "x", "steps": "full"},
    ]
    bodies = list(gradcli.batch(questions, jobs=1))
    assert [body["id"] for body in bodies] == [1, 2, 3, 4]
    assert [body["line"] for body in bodies] == [1, 2, 3, 4]
    assert bodies[0] == {"id": 1, "line": 1} | gradcli.gradient("x^2 y", "2, 3").json(steps="none")
    assert bodies[1]["directional"]["symbolic"] == "5*x**2 + 6*x*y"
    assert (bodies[2]["error"]["kind"], bodies[2]["line"]) == ("syntax", 3)
    assert bodies[3]["partials"][0]["steps"]["wrt"] == "x"
    for body in bodies:
        VALIDATOR.validate(body)


def test_the_questions_may_be_endless() -> None:
    taken = 0

    def questions() -> Iterator[dict[str, Any]]:
        nonlocal taken
        for taken in itertools.count(1):
            yield {"id": taken, "expr": "x"}

    stream = gradcli.batch(questions(), jobs=1)
    assert [body["id"] for body in itertools.islice(stream, 5)] == [1, 2, 3, 4, 5]
    assert taken < 1000


def test_an_error_in_the_questions_is_the_callers() -> None:
    def questions() -> Iterator[dict[str, Any]]:
        yield {"expr": "x"}
        raise LookupError("mine")

    with pytest.raises(LookupError, match="mine"):
        list(gradcli.batch(questions(), jobs=1))


@pytest.mark.parametrize("wrong", [{"jobs": 0}, {"steps": "all"}])
def test_what_is_wrong_is_said_at_once(wrong: dict[str, Any]) -> None:
    with pytest.raises(gradcli.GradcliError) as raised:
        gradcli.batch([], **wrong)
    assert raised.value.kind == "usage"
