"""One line: what it may be, and what is said of a line that it may not be."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gradcli
from gradcli.bulk.question import KEYS, Settings, answer_line, identity_of
from gradcli.errors import GradcliError
from tests.schema import VALIDATOR

SETTINGS = Settings()
LENIENT = Settings(lenient=True)
SOME_FLOATS = st.floats(allow_nan=False, allow_infinity=False)


def answered(question: Any, settings: Settings = SETTINGS) -> dict[str, Any]:
    line = question if isinstance(question, bytes) else json.dumps(question).encode()
    answer = answer_line(7, line, settings)
    assert b"\n" not in answer.text
    body: dict[str, Any] = json.loads(answer.text)
    assert answer.failed is ("error" in body)
    assert body["line"] == 7
    VALIDATOR.validate(body)
    return body


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({"command": "grad"}, partial(gradcli.gradient, "x^2 y")),
        ({"command": "grad", "at": "2,3"}, partial(gradcli.gradient, "x^2 y", "2,3")),
        ({"at": [2, 3]}, partial(gradcli.gradient, "x^2 y", "2, 3")),
        ({"at": ["2", "1/2"]}, partial(gradcli.gradient, "x^2 y", "2, 1/2")),
        ({"at": {"y": 3, "x": "sqrt(2)"}}, partial(gradcli.gradient, "x^2 y", "y=3, x=sqrt(2)")),
        ({"at": [0.1, 1e-7]}, partial(gradcli.gradient, "x^2 y", "1/10, 1/10000000")),
        ({"command": "dir", "w": [3, 5]}, partial(gradcli.directional, "x^2 y", "3,5")),
        ({"w": "3,5", "at": "2,3"}, partial(gradcli.directional, "x^2 y", "3,5", "2,3")),
        (
            {"toward": [3, 4], "at": [2, 3]},
            partial(gradcli.directional, "x^2 y", at="2,3", toward="3,4"),
        ),
        ({"angle": "60deg"}, partial(gradcli.directional, "x^2 y", angle="60deg")),
        ({"command": "steepest", "at": "2,3"}, partial(gradcli.steepest, "x^2 y", "2,3")),
        ({"command": "taylor", "at": [1, 1], "order": 2}, partial(gradcli.taylor, "x^2 y", "1,1")),
        ({"wrt": "y"}, partial(gradcli.partial, "x^2 y", "y")),
        ({"command": "partial", "wrt": ["x", "y"]}, partial(gradcli.partial, "x^2 y", "x,y")),
        (
            {"vars": ["y", "x"], "at": [1, 2]},
            partial(gradcli.gradient, "x^2 y", "1,2", variables=("y", "x")),
        ),
        ({"vars": "y, x"}, partial(gradcli.gradient, "x^2 y", variables=("y", "x"))),
        ({"at": "", "w": None, "command": ""}, partial(gradcli.gradient, "x^2 y")),
    ],
)
def test_the_answer_is_that_of_the_library(
    question: dict[str, Any], expected: Callable[[], gradcli.Result]
) -> None:
    body = answered({"expr": "x^2 y", **question})
    mine = {key: value for key, value in body.items() if key not in ("input", "line")}
    theirs = {key: value for key, value in expected().json(steps="none").items() if key != "input"}
    assert mine == theirs
    assert "steps" not in body["partials"][0]


@pytest.mark.parametrize("identity", ["a-7", "", 0, 12, -1.5, True, "ключ"])
def test_the_id_is_echoed(identity: object) -> None:
    for expression in ("x^2", "x^"):
        body = answered({"id": identity, "expr": expression})
        assert body["id"] == identity
        assert type(body["id"]) is type(identity)
    echoed = identity_of(json.dumps({"id": identity}).encode())
    assert echoed is not None
    assert json.loads(echoed) == identity


@pytest.mark.parametrize(
    "written",
    [
        "1e999", "-1E+400", "1.0000000000000000000001", "0.10", "-0", "-0.0", "1e5", "9" * 5000,
        "18446744073709551617", "true", '"1e999"', '"\\u202e"', '"\\u009b31m"', '"é"',
    ],
    ids=lambda written: written[:30],
)  # fmt: skip
def test_an_id_is_echoed_as_it_was_written(written: str) -> None:
    for expression in ("x^2", "x^"):
        line = f'{{"id": {written}, "expr": "{expression}"}}'.encode()
        assert answer_line(7, line, SETTINGS).text.startswith(f'{{"id": {written}, '.encode())
        assert identity_of(line) == written


@pytest.mark.parametrize("key", ["id", "student"])
@pytest.mark.parametrize("written", ["\\ud800", "a\\udfffb", "\\ude00\\ud83d", "\\udcff\\udcfe"])
def test_an_id_with_half_of_a_character_is_none(key: str, written: str) -> None:
    line = f'{{"{key}": "{written}", "expr": "x"}}'.encode()
    body = json.loads(answer_line(7, line, SETTINGS).text)
    assert body["error"]["code"] == "id-of-another-type"
    assert "half of a character" in body["error"]["message"]
    assert "id" not in body
    assert identity_of(line) is None


def test_an_id_beyond_u_ffff_is_one_character() -> None:
    assert identity_of(b'{"id": "\\ud83d\\ude00"}') == '"\U0001f600"'


@pytest.mark.parametrize("key", ["\ud800", "command", "expr", "wrt"])
def test_half_of_a_character_is_in_no_answer(key: str) -> None:
    line = json.dumps({"expr": "x", key: "a\ud800"}).encode()
    text = answer_line(7, line, SETTINGS).text.decode()
    assert "\\ud800" not in text
    assert "error" in json.loads(text)


def test_no_id_is_no_id() -> None:
    assert "id" not in answered({"expr": "x"})
    assert "id" not in answered({"expr": "x", "id": None})


@pytest.mark.parametrize(("steps", "there"), [("none", False), ("brief", True), ("full", True)])
def test_steps(steps: str, there: bool) -> None:
    assert ("steps" in answered({"expr": "x^2", "steps": steps})["partials"][0]) is there
    default = Settings(steps=steps)
    assert ("steps" in answered({"expr": "x^2"}, default)["partials"][0]) is there
    assert "steps" not in answered({"expr": "x^2", "steps": "none"}, default)["partials"][0]


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [
        (b"", "syntax", "empty"),
        (b"   ", "syntax", "empty"),
        (b"x^2 y", "syntax", "not JSON"),
        (b'{"expr": "x"', "syntax", "not JSON"),
        (b'{"expr": "x"} {}', "syntax", "not JSON"),
        (b'{"expr": NaN}', "syntax", "NaN"),
        (b'{"expr": "\xff"}', "syntax", "byte 11"),
        (b"[1]", "usage", "not a JSON object"),
        (b'"x^2"', "usage", "not a JSON object"),
        (b'{"expr": "x", "at": ' + b"9" * 5000 + b"}", "limit", "4,000 digits"),
        (b'{"id": NaN, "expr": "x"}', "syntax", "NaN is not a number"),
        (b'{"expr": "x", "at": [-Infinity]}', "syntax", "-Infinity is not a number"),
        (b'{"expr": "x", "expr": "y"}', "usage", "the key expr stands twice in the line"),
        (b'{"expr": "x", "id": 1, "id": 1}', "usage", "the key id stands twice in the line"),
        (b'{"expr": "x", "a": 1, "a": 2}', "usage", "the key a stands twice in the line"),
        (b'{"expr": "x", "at": {"x": 1, "x": 2}}', "usage", "the key x stands twice in at"),
        (b'{"expr": "x", "at": [{"x": 1, "x": 2}]}', "usage", "an entry of at"),
        ({}, "usage", "expr is missing"),
        ({"expr": ""}, "usage", "expr is missing"),
        ({"expr": 3}, "usage", "expr is not a text"),
        ({"expr": "x^"}, "syntax", ""),
        ({"expr": "x", "command": "grat"}, "usage", "grat"),
        ({"expr": "x", "command": 3}, "usage", "command"),
        ({"expr": "x", "comand": "grad"}, "usage", "comand"),
        ({"expr": "x", "At": "1"}, "usage", "At"),
        ({"expr": "x", "wrt ": "x"}, "usage", "wrt "),
        ({"expr": "x", "pupil": "Ada"}, "usage", "there is no key pupil"),
        ({"expr": "x", "timeout": 3}, "usage", "a line has no key timeout"),
        ({"expr": "x", "memory": "1G"}, "usage", "a line has no key memory"),
        ({"expr": "x", "max_size": 3}, "usage", "a line has no key max_size"),
        ({"expr": "x", "decimal": 3}, "usage", "a line has no key decimal"),
        ({"expr": "x", "steps": "all"}, "usage", "steps"),
        ({"expr": "x", "steps": 1}, "usage", "steps"),
        ({"expr": "x", "command": 1}, "usage", "command is not a text"),
        ({"expr": "x", "steps": ["none"]}, "usage", "steps"),
        ({"expr": "x", "id": [1]}, "usage", "id"),
        ({"expr": "x", "id": {"a": 1}}, "usage", "id"),
        ({"expr": "x", "vars": 3}, "usage", "vars"),
        ({"expr": "x", "vars": [3]}, "usage", "vars"),
        ({"expr": "x", "at": [None]}, "usage", "at"),
        ({"expr": "x", "at": [[1]]}, "usage", "at"),
        ({"expr": "x", "at": True}, "usage", "at"),
        ({"expr": "x", "at": [1, 2]}, "dimension", ""),
        ({"expr": "x", "command": "grad", "w": "1"}, "usage", "no use for w"),
        ({"expr": "x", "command": "partial", "w": "1"}, "usage", "no use for w"),
        ({"expr": "x", "w": [0]}, "zero_direction", ""),
        ({"expr": "|x|", "at": [0]}, "not_differentiable", ""),
        ({"expr": "x^2", "command": "steepest", "at": [0]}, "no_direction", ""),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_wrong_is_the_answer(line: Any, kind: str, said: str) -> None:
    body = answered(line)
    assert body["error"]["kind"] == kind
    assert said in body["error"]["message"]
    assert body["line"] == 7


@pytest.mark.parametrize(("named", "command"), [("gradient", "grad"), ("directional", "dir")])
def test_a_command_by_its_name_in_python(named: str, command: str) -> None:
    more = {"w": "2"} if command == "dir" else {}
    assert answered({"expr": "x^2", "command": named, **more})["command"] == command


def test_a_slip_in_a_key_is_named_and_another_key_may_travel_along() -> None:
    assert "did you mean expr" in answered({"exrp": "x^2"})["error"]["help"]
    more = {"expr": "x^2", "pupil": "Ada", "mark": 3}
    assert answered(more)["error"]["code"] == "unknown-key"
    assert "with --lenient" in answered(more)["error"]["help"]
    assert "error" not in answered(more, LENIENT)
    # What looks like a slip is one.
    assert "did you mean at?" in answered({"expr": "x^2", "att": "1"}, LENIENT)["error"]["help"]


@pytest.mark.parametrize(
    ("more", "notes"),
    [
        ({}, []),
        ({"pupil": "Ada"}, ["the key pupil was not used"]),
        ({"pupil": "Ada", "mark": 3, "q": {}}, ["the keys pupil, mark and q were not used"]),
        # The empty cells of a table.
        ({"pupil": "", "timeout": ""}, []),
    ],
)
def test_what_travels_along_is_said_not_to_be_used(more: dict[str, Any], notes: list[str]) -> None:
    assert answered({"expr": "x^2", **more}, LENIENT)["notes"] == notes
    beside = answered({"expr": "1/2x", **more}, LENIENT)["notes"]
    assert len(beside) == len(notes) + 1
    assert beside[1:] == notes


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (b"[1e2, -0]", ["100", "-0"]),
        (b"[1E+2, 0.10]", ["100", "0.1"]),
        (b"[1.00000000000000000000000000000001, 2]", ["1.00000000000000000000000000000001", "2"]),
    ],
)
def test_numbers_are_read_exactly(at: bytes, expected: list[str]) -> None:
    assert answered(b'{"expr": "x y", "at": ' + at + b"}")["input"]["at"] == expected


def test_the_size_of_an_expression_is_bounded() -> None:
    assert answered({"expr": "x + y + z"}, Settings(size=2))["error"]["kind"] == "limit"


def test_a_defect_is_told_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> gradcli.Result:
        raise ZeroDivisionError

    monkeypatch.setattr("gradcli.bulk.question.ask", broken)
    error = answered({"id": 1, "expr": "x"})["error"]
    assert error["kind"] == "internal"
    assert "ZeroDivisionError" in error["message"]


def test_memory_is_left_to_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*_: object, **__: object) -> gradcli.Result:
        raise MemoryError

    monkeypatch.setattr("gradcli.bulk.question.ask", greedy)
    with pytest.raises(MemoryError):
        answered({"expr": "x"})


@given(st.binary(max_size=80))
def test_any_bytes_have_an_answer(line: bytes) -> None:
    answered(line.replace(b"\n", b" "))


@given(
    st.dictionaries(
        st.sampled_from(sorted(KEYS)),
        st.recursive(
            st.none() | st.booleans() | st.integers() | SOME_FLOATS | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=3),
            max_leaves=4,
        ),
    )
)
def test_any_object_has_an_answer(question: dict[str, Any]) -> None:
    answered(question)


def test_errors_carry_their_place() -> None:
    body = answered({"expr": "x^2 +* y"})
    with pytest.raises(GradcliError) as raised:
        gradcli.gradient("x^2 +* y")
    span = raised.value.span
    assert span is not None
    assert body["error"]["span"] == [span.start, span.end]
