"""The one list of questions, and what each of them says of itself."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import gradcli
from gradcli.commands.names import COMMANDS
from gradcli.questions import registry
from gradcli.questions.asking import ask
from gradcli.questions.function import Function
from gradcli.questions.kinds.gradient import Gradient
from gradcli.questions.registry import QUESTIONS, command_of

if TYPE_CHECKING:
    from gradcli.questions.registry import Name


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_what_its_parameters_say(name: Name) -> None:
    command = command_of(name)
    question = command.question(Function("x"))
    assert question.function == Function("x")
    fields = [each for each in question.__slots__ if each != "function"]  # type: ignore[attr-defined]
    assert fields == [each.name for each in command.parameters]
    # What is not given has a default; two that are given alike are one value.
    assert question == command.question(Function("x"))
    assert hash(question) == hash(command.question(Function("x")))


@pytest.mark.parametrize("name", QUESTIONS)
def test_python_asks_it_by_its_name(name: Name) -> None:
    in_python, line = QUESTIONS[name]
    function = getattr(gradcli, in_python)
    assert function is command_of(name).in_python
    assert function.__name__ == in_python
    assert in_python in gradcli.__all__
    taken = inspect.signature(function).parameters
    assert {each.name for each in command_of(name).parameters} <= taken.keys()
    assert {"expression", "variables", "limits", "watcher"} <= taken.keys()
    assert COMMANDS[name] == line


@pytest.mark.parametrize("name", QUESTIONS)
def test_its_example_is_of_this_command(name: Name) -> None:
    assert command_of(name).example.split()[0] == name


def test_a_question_is_a_value_and_asking_it_gives_the_answer_of_the_library() -> None:
    question = Gradient(Function("x^2 y"), at="2,3")
    assert ask(question).lines() == gradcli.gradient("x^2 y", at="2,3").lines() == ("12", "4")


def test_the_list_loads_no_question() -> None:
    probe = (
        "import sys, gradcli; gradcli.__all__; "
        "print([name for name in sys.modules if name.startswith('gradcli.questions.')])"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['gradcli.questions.registry']"


def test_the_names_are_those_of_the_type() -> None:
    """The rows and the type of their names say the same; mypy sees only that no row is foreign."""
    tree = ast.parse(Path(registry.__file__).read_text("utf-8"))
    (literal,) = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and node.target.id == "Name"
    ]
    assert isinstance(literal, ast.Subscript)
    names = ast.literal_eval(literal.slice)
    assert list(names) == list(QUESTIONS)
