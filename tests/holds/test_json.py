"""JSON is JSON for every reader: no NaN, no Infinity, and null in their place."""

from __future__ import annotations

import json
from typing import Any, NoReturn

import pytest

import gradcli
from gradcli.bulk.question import Settings, answer_line
from gradcli.render.jsonline import json_line
from tests.schema import VALIDATOR


def no_constant(name: str) -> NoReturn:
    raise AssertionError(f"{name} is not JSON")


def strictly(text: str | bytes) -> dict[str, Any]:
    """What JavaScript's JSON.parse would make of it; Python's takes more."""
    read: dict[str, Any] = json.loads(text, parse_constant=no_constant)
    VALIDATOR.validate(read)
    return read


@pytest.mark.parametrize(
    ("question", "approx"),
    [
        ({"expr": "e^x", "at": "1000"}, [None]),
        ({"expr": "x^2", "at": "1e400"}, [None]),
        ({"expr": "-x^3", "at": "1e200"}, [None]),
        ({"expr": "x y", "at": "1e400,2"}, [2.0, None]),
        ({"expr": "e^x", "at": "-1000"}, [0.0]),
        ({"expr": "sinh(x - y)", "at": "1e3,-1", "command": "steepest"}, [None, None]),
        ({"expr": "sinh(x - y)", "at": "1e3,-1", "w": "1,2"}, [None, None]),
    ],
)
def test_what_no_double_holds_is_null(question: dict[str, Any], approx: list[float | None]) -> None:
    line = json.dumps(question | {"steps": "full"}).encode()
    body = strictly(answer_line(1, line, Settings()).text)
    assert body["gradient"]["approx"] == approx


def test_nothing_else_is_ever_written() -> None:
    for value in (float("inf"), float("nan"), [-float("inf")]):
        with pytest.raises(ValueError, match="not JSON compliant"):
            json_line(value)


def test_an_identity_of_any_length_does_not_end_the_answers() -> None:
    digits = "9" * 5000
    questions = (f'{{"expr": "x", "id": {digits}}}', '{"expr": "x^2", "id": -7}')
    first, second = gradcli.batch(questions, jobs=1)
    assert first["id"] == 10**5000 - 1
    assert second["id"] == -7


def test_a_window_that_is_wider_than_any_float_is_refused() -> None:
    with pytest.raises(gradcli.GradcliError) as raised:
        gradcli.plot("x + y", window="x=-1e308:1e308, y=0:1").json()
    assert (raised.value.code, "wider" in raised.value.message) == ("window-empty", True)
    body = gradcli.plot("x + y", window="x=-1e300:1e300, y=0:1").json()
    assert strictly(json_line(body))["figures"]
