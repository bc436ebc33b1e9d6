"""Exercises: the same for a seed, no two alike, of their topic and level, with clean answers."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import gradcli as library
from gradcli.calculus.rules.gradient import partial
from gradcli.errors import GradcliError
from gradcli.language.reading import read_expression
from gradcli.narrative.book.mistakes import CLAUSES
from gradcli.questions.learning.exercises import made
from gradcli.questions.learning.exercises.apart import tells_apart
from gradcli.questions.learning.exercises.difficulty import rules_needed
from gradcli.questions.learning.exercises.draws import Draws
from gradcli.questions.learning.exercises.likeness import likeness
from gradcli.questions.learning.exercises.made import some
from gradcli.questions.learning.exercises.shapes import Shape, Topic, shapes_of
from tests.commands.conftest import Gradcli
from tests.commands.conftest import gradcli as command
from tests.fields import field
from tests.learning.all_exercises import problems
from tests.schema import VALIDATOR

gradcli = command

# How many of each topic and level the default run makes; the program beside makes all.
COUNT = int(os.environ.get("GRADCLI_EXERCISES", "2"))


def test_the_draws_are_those_of_the_method() -> None:
    """The first numbers of SplitMix64 for the seed 1234567, as its authors print them."""
    draws = Draws(1234567)
    assert [draws.below(2**64) for _ in range(3)] == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
    ]


def test_draws_are_spread() -> None:
    draws = Draws(3)
    drawn = Counter(draws.below(6) for _ in range(6_000))
    assert set(drawn) == set(range(6))
    assert all(850 < count < 1150 for count in drawn.values())
    assert sorted(draws.shuffled("abcdef")) == list("abcdef")
    assert Draws(1).apart("a").below(10**9) != Draws(1).apart("b").below(10**9)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("x^2 y + 3", "5 t s^4 - 1", True),
        ("3x + 2y", "-y - x", True),
        ("x y", "x + y", False),
        ("x/3", "2x", True),
        ("sin(2x)", "sin(x y)", False),
        ("e^x", "2^x", False),
        ("x^2", "x^(1/2)", True),
        ("x^2 y", "y^3 x", True),
        ("x^2 + y", "y + x^5", True),
        ("x e^y", "y e^x", True),
    ],
)
def test_what_is_alike(one: str, other: str, alike: bool) -> None:
    first, second = (likeness(read_expression(text).tree) for text in (one, other))
    assert (first == second) == alike


@pytest.mark.parametrize("topic", Topic)
def test_exercises_are_what_they_are_said_to_be(topic: Topic) -> None:
    for level in (1, 3):
        found = some(topic, level, 7, COUNT)
        assert len(found) == COUNT
        assert problems(found) == []
        assert {each.level for each in found} == {level}


def test_a_topic_of_one_rule_needs_it() -> None:
    for topic in (Topic.CHAIN, Topic.PRODUCT, Topic.QUOTIENT):
        for each in some(topic, 2, 5, 3):
            worked = partial(field(each.expr), each.wrt or read_expression(each.expr).variables[0])
            assert str(topic) in set(rules_needed(worked.derivation))
            assert set(each.needs) == set(rules_needed(worked.derivation))


def test_levels_rise() -> None:
    """What is needed at a level is more than at the one below it, on the average."""
    sizes = [sum(len(each.expr) for each in some(Topic.CHAIN, level, 2, 6)) for level in (1, 3, 5)]
    assert sizes == sorted(sizes)


def test_outer_functions_take_turns() -> None:
    found = some(Topic.CHAIN, 1, 3, 8)
    by_text = {shape.text: shape.outer for shape in shapes_of(Topic.CHAIN)}
    assert by_text
    rules = Counter(name for each in found for name in each.needs)
    assert max(count for name, count in rules.items() if name in ("sin", "cos", "sqrt")) <= 3


def test_the_same_seed_gives_the_same_sheet() -> None:
    one = some(Topic.CHAIN, 3, 11, 3)
    assert one == some(Topic.CHAIN, 3, 11, 3)
    assert one != some(Topic.CHAIN, 3, 12, 3)


def test_without_a_topic_all_take_turns() -> None:
    assert len({each.topic for each in some(None, 3, 2, 4)}) == 4


# Written down once: what a teacher printed stays what it was, on every Python.
PRINTED = (
    {"command": "dir", "expr": "4x^3 + 3y^3", "at": [1, 2], "w": [-5, 12]},
    {"command": "dir", "expr": "4x y^2", "at": [-1, 3], "w": [4, 3]},
    {"command": "dir", "expr": "4x y - x^2 y^2", "at": [-1, 1], "w": [5, 12]},
)


def test_a_sheet_that_was_printed_stays_what_it_was() -> None:
    """In a process of its own, with another order of hashes."""
    code = (
        "from gradcli.questions.learning.exercises.made import some\n"
        "from gradcli.questions.learning.exercises.shapes import Topic\n"
        "print([each.line() for each in some(Topic.DIRECTIONAL, 1, 1, 3)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ast.literal_eval(done.stdout) == list(PRINTED)


def test_a_sheet_in_every_format(gradcli: Gradcli) -> None:
    words = ("practice", "--topic", "directional", "--seed", "4", "--count", "2")
    plain = gradcli(*words, "--key", "short")
    assert (plain.code, plain.err) == (0, "")
    assert plain.lines[0] == "Exercises, level 1, seed 4"
    assert "Key" in plain.lines
    for format_ in ("latex", "markdown", "html", "rich"):
        assert "Find the directional derivative" in gradcli(*words, "-f", format_).out
    assert "Exercise 1" in gradcli(*words, "--key", "full", "--steps", "none").out
    body = json.loads(gradcli(*words, "-f", "json", "--key", "short").out)
    VALIDATOR.validate(body)
    assert [each["command"] for each in body["exercises"]] == ["dir", "dir"]
    assert all(each["answer"] for each in body["exercises"])
    assert json.loads(gradcli(*words, "-f", "json").out) == body
    without = gradcli(*words, "-f", "json", "--key", "none").out
    assert "answer" not in json.loads(without)["exercises"][0]
    assert "Key" not in gradcli(*words, "--key", "none").lines


def test_a_worksheet_takes_exercises(gradcli: Gradcli, tmp_path: Path) -> None:
    words = ("practice", "--topic", "gradient", "--seed", "4", "--count", "3")
    file = tmp_path / "exercises.jsonl"
    file.write_text(gradcli(*words, "-q").out, "utf-8")
    sheet = gradcli("worksheet", str(file), "--key", "short")
    assert sheet.code == 0
    assert sheet.lines[1:] == gradcli(*words, "--key", "short").lines[1:]


@pytest.mark.parametrize("topic", Topic)
def test_the_choices_differ_and_one_is_right(topic: Topic) -> None:
    (body,) = library.practice(topic, 2, seed=3, count=1, key="short", choices=True).json()[
        "exercises"
    ]
    choices, correct = body["choices"], body["correct"]
    assert 3 <= len(choices) <= 4
    assert choices[correct] == body["answer"]
    assert {*body["mistakes"]} == {*choices} - {correct}
    assert {*body["mistakes"].values()} <= {*CLAUSES}
    assert len({str(each) for each in choices.values()}) == len(choices)


@pytest.mark.parametrize("form", ["plain", "md", "latex", "html"])
@pytest.mark.parametrize("topic", ["chain", "gradient", "steepest"])
def test_the_key_says_which_choice_is_right(gradcli: Gradcli, topic: str, form: str) -> None:
    words = ("practice", "--topic", topic, "--seed", "3", "--count", "4", "--choices")
    correct = [
        each["correct"] for each in json.loads(gradcli(*words, "-f", "json").out)["exercises"]
    ]
    found = {
        key: gradcli(*words, "-f", form, "--key", key).out for key in ("none", "short", "full")
    }
    told = re.findall(r"The right one is \W*(?:textbf\{|strong>)?([A-D])", found["full"])
    assert told == correct
    assert "The right one" not in found["short"] + found["none"]
    without = gradcli(*words[:-1], "-f", form, "--key", "full").out
    assert "The right one" not in without


def test_the_choices_on_a_sheet(gradcli: Gradcli) -> None:
    words = ("practice", "--topic", "chain", "--seed", "3", "--count", "1", "--choices")
    page = gradcli(*words, "--key", "short").out
    for letter in "ABCD":
        assert f"    {letter} : " in page
    assert re.search(r"^  1\. [A-D]: ", page, re.M)
    VALIDATOR.validate(json.loads(gradcli(*words, "-f", "json", "--key", "short").out))


def test_a_mistake_that_gives_the_right_answer_is_no_exercise() -> None:
    """In x^2 e^x the product of the derivatives is u' v: the two cannot be told apart."""
    for text, apart in (
        ("x sin(x)", True),
        ("x^2 e^x", False),
        ("x e^x", False),
        ("x ln(x)", True),
    ):
        assert tells_apart(Topic.PRODUCT, [partial(field(text), "x")]) is apart, text
    for text, apart in (("sin(3x)", True), ("e^(x + 1)", False), ("sin(x^2)", True)):
        assert tells_apart(Topic.CHAIN, [partial(field(text), "x")]) is apart, text
    assert not tells_apart(Topic.CHAIN, [partial(field("x^2"), "x")])


def test_where_there_are_no_more_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    few = (Shape("sin({b}x)", "sin", "multiple"), Shape("cos({b}x)", "cos", "multiple"))
    monkeypatch.setattr(made, "shapes_of", lambda topic: few)
    monkeypatch.setattr(made, "further_shapes_of", lambda topic: ())
    sheet = library.practice("chain", 1, seed=1, count=5)
    assert len(sheet.lines) == sheet.json()["available"] == 2
    said = "There are only 2 exercises of this topic and level, no two of them alike"
    assert said in " ".join(sheet.text().split())
    assert "There are no exercises" in library.practice("chain", 5, seed=1).text()


def test_further_shapes_come_behind_the_first_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    few = (Shape("sin({b}x)", "sin", "multiple"), Shape("cos({b}x)", "cos", "multiple"))
    more = (Shape("sinh({b}x)", "sinh", "multiple"), Shape("cos({c}x)", "cos", "multiple"))
    monkeypatch.setattr(made, "shapes_of", lambda topic: few)
    monkeypatch.setattr(made, "further_shapes_of", lambda topic: more)
    found = [each.expr.partition("(")[0] for each in made.some(Topic.CHAIN, 1, 1, 5)]
    assert (sorted(found[:2]), found[2:]) == (["cos", "sin"], ["sinh"])


def test_what_is_refused(gradcli: Gradcli) -> None:
    for words in (("--topic", "limits"), ("--level", "6"), ("--count", "0"), ("--seed", "x")):
        assert gradcli("practice", *words).code == 2
    for wrong in ({"topic": "limits"}, {"level": 6}, {"count": 0}, {"key": "long"}):
        with pytest.raises(GradcliError):
            library.practice(**wrong)  # type: ignore[arg-type]
    outcome = gradcli("practice", "--vars", "x,y")
    assert "--vars does nothing with practice" in outcome.err
