"""`gradcli functions`, and the topics of `gradcli help`: what they show can be typed."""

from __future__ import annotations

import json
import re
import shlex

import pytest

from gradcli.commands.tools.functions import GROUPS
from gradcli.commands.topics import TOPICS
from gradcli.field.functions import CONSTANTS, FUNCTIONS, SHORTHANDS
from gradcli.language.reading import read_expression
from gradcli.language.vectors.angles import read_angle
from gradcli.language.vectors.points import read_direction, read_point
from tests.commands.conftest import Gradcli
from tests.schema import VALIDATOR

LISTED = [each for known in GROUPS.values() for each in known]


def test_every_function_that_is_read_is_listed_once() -> None:
    names = [each.name for each in LISTED]
    assert sorted(names) == sorted({*FUNCTIONS, *(each.name for each in SHORTHANDS.values())})


@pytest.mark.parametrize("known", LISTED, ids=lambda known: known.name)
def test_the_example_of_each_is_understood(known: object) -> None:
    assert isinstance(known, type(LISTED[0]))
    assert known.name in known.example
    assert read_expression(known.example).variables


@pytest.mark.parametrize("format_", ["plain", "rich", "markdown", "latex", "html", "md"])
def test_the_list_in_every_format(gradcli: Gradcli, format_: str) -> None:
    outcome = gradcli("functions", "-f", format_)
    assert (outcome.code, outcome.err) == (0, "")
    for each in LISTED:
        assert each.name in outcome.out
    for title in GROUPS:
        assert title in outcome.out


def test_the_list_as_json(gradcli: Gradcli) -> None:
    body = json.loads(gradcli("functions", "-f", "json").out)
    VALIDATOR.validate(body)
    assert [each["name"] for each in body["functions"]] == [each.name for each in LISTED]
    assert body["constants"] == sorted(CONSTANTS)
    found = {each["name"]: each for each in body["functions"]}
    assert "expit" in found["sigmoid"]["also"]
    assert found["relu"]["meaning"] == "max(0, x)"


def test_a_part_of_the_list(gradcli: Gradcli) -> None:
    body = json.loads(gradcli("functions", "arctan", "-f", "json").out)
    assert [each["name"] for each in body["functions"]] == ["atan", "atan2", "atanh"]
    assert "hyperbolic sine" in gradcli("functions", "Hyperbolic").out
    assert json.loads(gradcli("functions", "no-such", "-f", "json").out)["functions"] == []


@pytest.mark.parametrize("name", TOPICS)
def test_a_topic(gradcli: Gradcli, name: str) -> None:
    outcome = gradcli("help", name)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.lines[0].startswith(f"gradcli help {name}: ")
    for part in TOPICS[name].parts:
        assert f"{part.title}:" in outcome.lines
        for what, _ in part.rows:
            assert what in outcome.out
    for example in TOPICS[name].examples:
        assert f"  gradcli {example}" in outcome.lines
        assert gradcli(*shlex.split(example)).code == 0


def test_a_topic_that_is_begun(gradcli: Gradcli) -> None:
    assert "did you mean gradcli help expressions?" in gradcli("help", "expr").err
    assert "did you mean gradcli help points?" in gradcli("help", "point").err


# What in the topics is a list of texts, and what is an option or a list of signs.
_AS_THEY_STAND = {
    "f(x, y) = x^2 y", "f(x) = a x^2", "let u = x^2 + y^2; sin(u)/u", "x^2 if x > 0 else -x",
    "{x^2 if x > 0, -x otherwise}", "max(x, 0), sigmoid(x)", "log(x, 10), root(x, 3)",
    "sin x, sin^2 x, ln|x|", "2xy, 3x y^3, x sin y", "|x|, 3!, sqrt(x)", "x, theta, x1, x_1, x[1]",
    r"\frac{x^2}{y}, \sqrt[3]{x}", "2, 0.1, 1e-3, 1/3, pi, e",
}  # fmt: skip
_NO_EXPRESSION = {"+ - * / ^ **", "--vars rate,t"}


def test_what_the_topic_of_expressions_shows_is_read() -> None:
    rows = {what for part in TOPICS["expressions"].parts for what, _ in part.rows}
    assert rows == _AS_THEY_STAND | _NO_EXPRESSION
    for what in _AS_THEY_STAND:
        depth, texts = 0, [""]
        for sign in what:
            depth += (sign in "([{") - (sign in ")]}")
            if sign == "," and depth == 0:
                texts.append("")
            else:
                texts[-1] += sign
        for text in texts:
            read_expression(text.strip())


def test_what_the_topic_of_points_shows_is_read() -> None:
    points, directions, others = TOPICS["points"].parts
    for what, _ in points.rows:
        # By name there may be a constant among them.
        read_point(what, tuple(re.findall(r"(\w+)\s*=", what)) or ("x", "y"))
    for what, _ in directions.rows:
        read_direction(what, ("x", "y"))
    toward, angle = (what.split()[1] for what, _ in others.rows)
    read_point(toward, ("x", "y"))
    read_angle(angle)
