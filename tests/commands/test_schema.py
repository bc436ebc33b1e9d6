"""Every object that is printed as JSON is valid against the schema that ships."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gradcli.commands.names import COMMANDS, TOOLS
from gradcli.errors import EXIT_CODES, Kind
from tests.commands.conftest import Gradcli
from tests.schema import SCHEMA, VALIDATOR

# Command lines that answer, and what the mathematics or the reading says no to.
ANSWERS = {
    "backprop": (
        ["x^2 y"],
        ["let z = w x + b; let a = sigmoid(z); (a - y)^2", "--at", "w=1,x=2,b=0,y=1"],
        ["x^2 y", "--at", "2,3", "--wrt", "y", "--nodes", "operations", "--steps", "none"],
        ["(w x - y)^2", "--at", "2", "--data", "examples/points.csv", "--row", "3"],
    ),
    "partial": (
        ["x^2 y", "--wrt", "x"],
        ["x^2 y", "--wrt", "x,y", "--steps", "none"],
        ["f(t) = sin(t^2)/t", "--wrt", "t,t", "--steps", "brief"],
        ["x^2 y", "--wrt", "x,y", "--at", "2,3"],
        ["|x| + sqrt(2) y", "--wrt", "y", "--at", "0,0"],
        ["let x = t^2; let y = sin t; a x^2 y", "--wrt", "t", "--vars", "t"],
    ),
    "grad": (
        ["x^2 y"],
        ["x^2 y", "--at", "2,3"],
        ["exp(x y)/z", "--at", "1,1/2,sqrt(2)", "--steps", "none"],
        ["x^2 - y^2", "--at", "0,0"],
        ["f(x, y) = a x^2 + b y", "--at", "1,2"],
        ["f(x, y) = a x^2 + b y", "--at", "x=1,y=2,a=3", "--let", "b=1/2"],
        ["(w x + b - y)^2", "--wrt", "w,b", "--at", "1,2,3,4"],
        ["let z = w x + b; let a = sigmoid(z); (a - y)^2", "--wrt", "w,b"],
        ["sin(" * 90 + "x y" + ")" * 90],
        ["(w x + b - y)^2", "--data", "examples/points.csv", "--mean"],
        ["(w x + b - y)^2", "--data", "examples/points.csv", "--sum", "--at", "0,1"],
        ["sigmoid(w x + b) y", "--data", "examples/points.csv", "--sum", "--steps", "none"],
    ),
    "dir": (
        ["x^2 y", "--w", "3,5"],
        ["x^2 y", "--w", "3,5", "--at", "2,3"],
        ["x^2 y", "--angle", "60deg"],
        ["|x|", "--w", "1", "--at", "2"],
        ["let r = x^2 + y^2; f(x, y) = k r^2", "--w", "3,4", "--at", "1,2"],
        ["sin(" * 90 + "x y" + ")" * 90, "--w", "1,2"],
    ),
    "steepest": (
        ["x^2 y", "--at", "2,3"],
        ["x y z", "--at", "1,2,3", "--steps", "none"],
        ["x^2 y", "--at", "2,3", "--w", "3,5"],
    ),
    "explore": (
        ["x^2 y", "--at", "2,3", "--w", "3,5"],
        ["|x - y|", "--at", "2,1", "--steps", "none"],
        ["x^2 + y z", "--at", "1,2,3", "--plane", "y,z"],
        ["tan(x)", "--at", "1"],
    ),
    "hessian": (
        ["x^2 y"],
        ["x^2 y", "--at", "2,3", "--w", "1,1"],
        ["x^3 - 3 x y^2", "--at", "0,0", "--steps", "none"],
    ),
    "critical": (
        ["x^4 + y^4 - 4x y + 1"],
        ["x^2 y", "--steps", "none"],
        ["(x^2 + y - 11)^2 + (x + y^2 - 7)^2"],
        ["(x^2 + y^2 - 1)^2"],
        ["sin(x) + sin(y)"],
        ["|x^2 - 1|"],
        ["|x| + |y|", "--steps", "brief"],
        ["max(x, 0)"],
        ["x sin(x)"],
        ["x y (4 - x - y)", "--in", "x=0:4,y=0:4"],
        ["x sin(x)", "--in", "0:10", "--steps", "none"],
        ["ln(x)", "--in", "0:1"],
        ["x y", "--on", "x^2 + y^2 = 1"],
        ["f(x, y) = x", "--on", "y^2 = x^3", "--steps", "none"],
        ["x + y + 2z", "--on", "x^2 + y^2 = 2", "--on", "y = z", "--steps", "none"],
        ["f(x, y) = x", "--on", "x^2 + y^2 = 1, x = 1", "--steps", "none"],
        ["x^2 + y^2", "--on", "x^2 + y^2 = 4"],
        ["x^2 + 2y^2", "--in", "x^2 + y^2 <= 1"],
        ["x y", "--in", "x^2 + y^2 >= 1", "--steps", "none"],
        ["2x + 3y"],
    ),
    "check": (
        ["3x y^3", "--answer", "3y^3, 9xy^2"],
        ["3x y^3", "--answer", "9y^2", "--wrt", "x"],
        ["x^2 y", "--answer", "56.0", "--at", "2,3", "--w", "3,5"],
        ["ln(x)", "--answer", "x/x^2", "--steps", "none"],
        ["x^2 y", "--answer", "2y, 2x; 2x, 1", "--kind", "hessian"],
        ["x^2 y", "--answer", "z = 12x + 4y", "--kind", "tangent", "--at", "2,3"],
        ["x^2 y", "--answer", "±(-4, 12)", "--kind", "level", "--at", "2,3"],
    ),
    "descend": (
        ["(x - 1)^2 + 6 y^2", "--from", "4,1"],
        ["(x - 1)^2 + 6 y^2", "--from", "4,1", "--rate", "auto", "-n", "3", "--steps", "none"],
        ["x^2", "--from", "3", "--rate", "1"],
        ["e^(-x)", "--from", "0", "--method", "adam", "-n", "5"],
        ["x^2 y", "--from", "2", "--wrt", "x", "--at", "y=3", "--exact", "-n", "2"],
        ["|x|", "--from", "1", "--subgradient"],
        ["x^3", "--from", "0"],
        ["(w x + b - y)^2", "--data", "examples/points.csv", "--mean", "--from", "0,0"],
        ["sigmoid(w x) y", "--data", "examples/points.csv", "--sum", "--from", "0", "-n", "3"],
        ["x^4 + y^4", "--from", "1,1", "--method", "newton", "--every", "2"],
    ),
    "taylor": (["x^2 y", "--at", "2,3"], ["cos(x)", "--at", "0", "--order", "4"]),
    "plot": (
        ["x^2 y", "--at", "2,3", "--w", "3,5"],
        ["sin(x) y", "--window", "x=0:2 pi,y=-1:1", "--levels", "-1/2,0,1/2"],
        ["ln(x)", "--at", "1"],
        ["x y z", "--at", "1,2,3", "--plane", "x,z"],
        ["x y z", "--at", "1,2,3", "--w", "1,1,0"],
    ),
    "tangent": (["x^2 y", "--at", "2,3"], ["sin(x)", "--at", "pi/6", "--steps", "none"]),
}
REFUSALS = {
    "backprop": (
        ["|x|", "--at", "0"],
        ["x^2", "--nodes", "named"],
        ["x^2", "--wrt", "y"],
    ),
    "partial": (
        ["x^2 y"],
        ["x^2 y", "--wrt", "q"],
        ["x^", "--wrt", "x"],
        ["|x| + y", "--wrt", "x", "--at", "0,0"],
        ["x |x|", "--wrt", "x,x", "--at", "0"],
        ["x^2 y", "--wrt", "x", "--at", "2"],
    ),
    "grad": (
        ["|x|", "--at", "0"],
        ["ln(x)", "--at", "-1"],
        ["x^2 y", "--at", "2"],
        ["2 +* x"],
        ["sin(x, y)"],
        ["x^2 y", "--max-size", "1"],
        ["x^2", "--at", "pi^^2"],
        ["(w x)^2", "--data", "examples/points.csv"],
        ["|w x|", "--data", "examples/points.csv", "--sum", "--at", "0"],
    ),
    "dir": (["x^2 y", "--w", "0,0"], ["x^2 y"], ["sqrt(x^2 + y^2)", "--w", "1,0", "--at", "0,0"]),
    "steepest": (["x^2 + y^2", "--at", "0,0"], ["x^2"], ["|x|", "--at", "0"]),
    "explore": (
        ["x^2"],
        ["|x|", "--at", "0"],
        ["x y", "--at", "1,2", "--plane", "x"],
        ["f(x) = a x", "--at", "1"],
    ),
    "hessian": (["|x| x", "--at", "0"], ["|x|", "--at", "0"]),
    "critical": (
        ["x^"],
        ["x^2", "--at", "2"],
        ["x^2", "--in", "x=2:1"],
        ["x y", "--in", "0:1"],
        ["x y", "--on", "x"],
        ["x y", "--in", "x^2 + y^2 < 1"],
    ),
    "check": (
        ["x^2"],
        ["x^2", "--answer", "2x +"],
        ["|x|", "--answer", "1", "--at", "0"],
        ["x^2", "--answer", "2x", "--kind", "slope"],
    ),
    "descend": (
        ["x^2"],
        ["x^2", "--from", "3", "--rate", "2"],
        ["ln(x)", "--from", "1"],
        ["|x|", "--from", "1"],
        ["x^4", "--from", "5"],
        ["x^2", "--from", "3", "--rate", "0"],
    ),
    "taylor": (["x^2"], ["x |x|", "--at", "0"], ["x", "--at", "0", "--order", "k"]),
    "plot": (["x y", "--w", "1,1"], ["|x| + y", "--at", "0,0"], ["x y", "--window", "x=1:0"]),
    "tangent": (["x^2"], ["|x|", "--at", "0"]),
}
# Their output is not an answer: a schema, a script, files; batch has its tests elsewhere.
NO_ANSWER = frozenset(TOOLS)


def cases(table: dict[str, tuple[list[str], ...]]) -> list[list[str]]:
    return [[command, *words] for command, lines in table.items() for words in lines]


def test_every_command_is_in_the_tables() -> None:
    assert set(ANSWERS) == set(REFUSALS) == set(COMMANDS) - NO_ANSWER


def test_the_schema_is_one_and_is_what_is_printed(gradcli: Gradcli) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    outcome = gradcli("schema")
    assert outcome.code == 0
    assert json.loads(outcome.out) == SCHEMA


@pytest.mark.parametrize("words", cases(ANSWERS), ids=lambda words: " ".join(words)[:60])
def test_an_answer_is_valid(gradcli: Gradcli, words: list[str]) -> None:
    outcome = gradcli(*words, "--format", "json")
    body = json.loads(outcome.out)
    # A wrong answer that was checked is an answer, and ends with 1.
    assert outcome.code == (0 if body.get("check", {}).get("right", True) else 1)
    assert body["command"] == words[0]
    assert "error" not in body
    VALIDATOR.validate(body)


def test_named_parts_are_given_with_what_they_are(gradcli: Gradcli) -> None:
    body = json.loads(gradcli("grad", "sin(" * 90 + "x y" + ")" * 90, "-f", "json").out)
    of_x, of_y = (each["let"] for each in body["partials"])
    assert [part["name"] for part in of_x] == [part["name"] for part in of_y]
    assert of_x[1]["derivative"]["name"] == "u_2_x"
    assert "u_1_x" in of_x[1]["derivative"]["is"]
    assert body["partials"][0]["steps"]["of"].count("u_") == 1


@pytest.mark.parametrize("words", cases(REFUSALS), ids=" ".join)
def test_a_refusal_is_valid(gradcli: Gradcli, words: list[str]) -> None:
    outcome = gradcli(*words, "--format", "json")
    body = json.loads(outcome.out)
    assert outcome.code == body["exit_code"] != 0
    VALIDATOR.validate(body)


def test_the_kinds_of_failure_are_those_of_the_schema() -> None:
    failure = SCHEMA["$defs"]["failure"]["properties"]
    assert set(SCHEMA["$defs"]["error"]["properties"]["kind"]["enum"]) == {str(k) for k in Kind}
    assert set(failure["exit_code"]["enum"]) == set(EXIT_CODES.values())


@pytest.mark.parametrize(
    "damage",
    [
        {"schema": "gradcli/0"},
        {"verified": "yes"},
        {"partials": []},
        {"gradient": {"value": ["12", "4"]}},
        {"input": {"text": "x^2 y"}},
        {"command": "guess"},
        {"error": {"kind": "odd", "message": "?"}, "exit_code": 1},
        {"error": {"kind": "usage", "message": "?"}},
    ],
    ids=str,
)
def test_what_is_damaged_is_not_valid(gradcli: Gradcli, damage: dict[str, Any]) -> None:
    body = json.loads(gradcli("grad", "x^2 y", "--at", "2,3", "-f", "json").out)
    assert VALIDATOR.is_valid(body)
    assert not VALIDATOR.is_valid(body | damage)


def test_a_direction_is_missed_where_nothing_is_said_of_its_absence(gradcli: Gradcli) -> None:
    body = json.loads(gradcli("steepest", "x^2 y", "--at", "2,3", "-f", "json").out)
    del body["steepest"]
    assert not VALIDATOR.is_valid(body)


def test_a_critical_point_is_differentiable(gradcli: Gradcli) -> None:
    body = json.loads(gradcli("steepest", "x^2 + y^2", "--at", "0,0", "-f", "json").out)
    assert body["error"]["kind"] == "no_direction"
    assert body["differentiable"] is True
    assert body["gradient"]["value"] == ["0", "0"]
