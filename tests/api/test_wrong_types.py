"""Whatever a Python program hands over, what is raised is a `GradcliError`."""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import sympy

import gradcli

X, Y = sympy.symbols("x y")

GIVEN: dict[str, dict[str, Any]] = {
    "partial": {"expression": "x^2 y", "wrt": "x"},
    "gradient": {"expression": "x^2 y", "at": (1, 2)},
    "directional": {"expression": "x^2 y", "at": (1, 2), "w": (1, 1)},
    "steepest": {"expression": "x^2 y", "at": (1, 2)},
    "explore": {"expression": "x^2 y", "at": (1, 2)},
    "tangent": {"expression": "x^2 y", "at": (1, 2)},
    "taylor": {"expression": "x^2 y", "at": (1, 2)},
    "hessian": {"expression": "x^2 y"},
    "critical": {"expression": "x^2 + y^2"},
    "plot": {"expression": "x^2 + y^2"},
    "descend": {"expression": "x^2 + y^2", "start": (1, 2), "iterations": 2},
    "backprop": {"expression": "x^2 y", "at": (1, 2)},
    "check": {"expression": "x^2 y", "answer": "2 x y, x^2"},
    "hint": {"expression": "x^2 y"},
    "learn": {"expression": "x^2 y", "at": (1, 2), "w": (1, 1)},
    "practice": {"count": 1},
    "numeric_gradient": {"expression": "x^2 y"},
    "worksheet": {"questions": ['{"expr": "x^2 y"}']},
    "batch": {"questions": ['{"expr": "x^2 y"}']},
}

STRANGE: dict[str, Any] = {
    "None": None,
    "half": 1.5,
    "negative": -1,
    "nan": float("nan"),
    "huge": 10**400,
    "beyond Python's own digits": 10**5000,
    "text": "x",
    "half of a character": "\ud800",
    "null": "a\0b",
    "bytes": b"x",
    "empty list": [],
    "list of nothing": [None],
    "mapping": {1: 2, (1, 2): 3},
    "set": {1, 2},
    "object": object(),
    "class": float,
    "symbol": sympy.Symbol("q"),
    "no number": sympy.zoo,
    "matrix": sympy.Matrix([1, 2]),
    "array without axes": np.array(2.0),
    "array": np.array([1.0, 2.0]),
    "masked": np.ma.masked,
    "without end, nearly": range(10**12),
}


def _parameters() -> Iterator[tuple[str, str]]:
    for name in GIVEN:
        for parameter in inspect.signature(getattr(gradcli, name)).parameters:
            yield name, parameter


@pytest.mark.parametrize(("function", "parameter"), list(_parameters()))
def test_a_value_of_any_type_is_read_or_refused(function: str, parameter: str) -> None:
    for name, value in STRANGE.items():
        # A batch has as many processes as there are cores, and may be endless.
        if function == "batch" and name in ("None", "without end, nearly"):
            continue
        try:
            answer = getattr(gradcli, function)(**GIVEN[function] | {parameter: value})
            if function == "batch" and parameter == "questions":
                list(answer)
        except gradcli.GradcliError as error:
            assert error.kind != "internal", name


def test_an_iterable_without_an_end_is_refused() -> None:
    for given in ({"at": itertools.count()}, {"let": itertools.repeat("a")}):
        with pytest.raises(gradcli.GradcliError):
            gradcli.gradient("x^2 y", **given)
    # Questions come one by one, and may be endless.
    questions = ({"expr": f"x^{k}"} for k in itertools.count(1))
    answers = gradcli.batch(questions, jobs=1)
    assert next(answers)["gradient"]["symbolic"] == ["1"]


@pytest.mark.parametrize("name", ["rules", "mistakes"])
def test_a_name_of_any_type_is_known_or_refused(name: str) -> None:
    for value in STRANGE.values():
        with pytest.raises(gradcli.GradcliError):
            getattr(gradcli, name)(value)


FORMS: list[tuple[str, Callable[[], Any]]] = [
    ("answer", lambda: gradcli.gradient("x^2 y", at=(1, 2))),
    ("table", lambda: gradcli.descend("x^2", 1, iterations=2)),
    ("graph", lambda: gradcli.backprop("x^2", 1)),
    ("page", lambda: gradcli.explore("x^2 y", at=(1, 2))),
    ("lesson", lambda: gradcli.hint("x^2")),
    ("sheet", lambda: gradcli.worksheet([{"expr": "x^2 y"}])),
    ("picture", lambda: gradcli.plot("x^2 y", at=(1, 2)).plot()),
]
FLAGS = ("verbose", "expand", "plot", "unit", "standalone")
OPTIONS = ("format", "steps", "width", "digits", "notation", "vectors", "separator", "form", *FLAGS)
METHODS = ("document", "text", "drawing", "csv", "page", "figure", "plot", "file", "json", "lines")
METHODS += ("values",)


@pytest.mark.parametrize(("name", "made"), FORMS, ids=[name for name, _ in FORMS])
def test_a_form_of_any_type_is_drawn_or_refused(name: str, made: Callable[[], Any]) -> None:
    result = made()
    drawn = 0
    for method in METHODS:
        draw = getattr(result, method, None)
        if not callable(draw):
            continue
        needed = {"form": "svg"} if method == "file" else {}
        for option in OPTIONS:
            if option not in inspect.signature(draw).parameters:
                continue
            for value in STRANGE.values():
                drawn += 1
                try:
                    draw(**needed | {option: value})
                except gradcli.GradcliError as error:
                    assert error.kind != "internal"
    assert drawn, name


# What `text` is asked to write and does not: by what is told, and with which formats that it does.
DRAWN = "rich, plain, latex, markdown, html"
UNWRITTEN: list[tuple[str, str, str, str]] = [
    ("answer", "json", "is an object", f"json() gives the object; the words are {DRAWN}, csv, tsv"),
    ("answer", "pdf", "is no format", f"the words are {DRAWN}, csv, tsv"),
    ("lesson", "json", "is an object", f"json() gives the object; the words are {DRAWN}"),
    ("lesson", "tsv", "does not write the format 'tsv'", f"the words are {DRAWN}"),
    ("rule", "csv", "does not write the format 'csv'", f"the words are {DRAWN}"),
    ("practice", "json", "is an object", f"json() gives the object; the words are {DRAWN}"),
    ("practice", "csv", "does not write the format 'csv'", f"the words are {DRAWN}"),
    ("sheet", "json", "does not write the format 'json'", f"the words are {DRAWN}"),
    ("sheet", "csv", "does not write the format 'csv'", f"the words are {DRAWN}"),
]
WRITERS = {
    **dict(FORMS),
    "rule": lambda: gradcli.rules("product"),
    "practice": lambda: gradcli.practice(count=1),
}


@pytest.mark.parametrize(("name", "form", "said", "advice"), UNWRITTEN)
def test_a_format_that_text_does_not_write_is_refused_with_those_that_it_does(
    name: str, form: str, said: str, advice: str
) -> None:
    with pytest.raises(gradcli.GradcliError, match=said) as refused:
        WRITERS[name]().text(form)
    assert refused.value.code == "not-among-the-words"
    assert refused.value.help == advice


@pytest.mark.parametrize("given", [np.ones((2, 2)), np.array([1, 2]), "yes", None, 2, [True]])
def test_a_flag_of_a_form_is_true_or_false(given: Any) -> None:
    asked = 0
    for _, made in FORMS:
        result = made()
        for method in METHODS:
            draw = getattr(result, method, None)
            for flag in FLAGS if callable(draw) else ():
                if flag in inspect.signature(draw).parameters:
                    asked += 1
                    needed = {"form": "tex"} if method == "file" else {}
                    with pytest.raises(TypeError, match=f"{flag} is True or False"):
                        draw(**needed | {flag: given})
    assert asked > len(FLAGS)


@pytest.mark.parametrize("flag", [np.array(True), np.True_, 1])
def test_a_flag_of_numpy_is_read(flag: Any) -> None:
    result = gradcli.gradient("x^2 y", at=(1, 2))
    assert result.json(plot=flag) == result.json(plot=True)
    assert result.text(verbose=flag, plot=flag) == result.text(verbose=True, plot=True)


@pytest.mark.parametrize("watcher", [5, "x", object(), type("Class", (), {"read": print})])
def test_who_watches_has_a_method_that_is_told(watcher: Any) -> None:
    for name, given in GIVEN.items():
        if "watcher" in inspect.signature(getattr(gradcli, name)).parameters:
            with pytest.raises(TypeError, match="does not watch the reading") as caught:
                getattr(gradcli, name)(**given, watcher=watcher)
            assert getattr(caught.value, "code", None) == "argument-of-another-type"


def test_what_is_refused_is_told_with_what_is_taken() -> None:
    with pytest.raises(TypeError, match="size takes a text, and 30 \\(int\\) is none"):
        gradcli.plot("x y", size=30)  # type: ignore[arg-type]
    with pytest.raises(gradcli.GradcliError, match="'pdf' is no format that gradcli knows"):
        gradcli.gradient("x").text("pdf")
    with pytest.raises(TypeError, match="is no list of questions"):
        gradcli.batch({"expr": "x"})
    with pytest.raises(TypeError, match="characters takes a whole number"):
        gradcli.gradient("x", limits=gradcli.Limits(characters="many"))  # type: ignore[arg-type]


# A line of JSON has texts, numbers and lists; a program has more, and means the same by it.
QUESTIONS: list[tuple[Any, Any]] = [
    ({"expr": "x", "at": np.array([-2])}, ["-2"]),
    # Written as NumPy prints it, [ 1 -2], this was the number 1 - 2.
    ({"expr": "x y", "at": np.array([1, -2])}, ["1", "-2"]),
    ({"expr": "x y", "at": {X: 1, Y: sympy.Rational(1, 3)}}, ["1", "1/3"]),
    ({"expr": "x y", "at": sympy.Matrix([1, 2])}, ["1", "2"]),
    ({"expr": "x y", "at": (np.float32(0.5), np.int64(3))}, ["0.5", "3"]),
]


@pytest.mark.parametrize(("question", "at"), QUESTIONS)
def test_a_question_of_a_batch_holds_what_programs_hold(question: Any, at: Any) -> None:
    (answer,) = gradcli.batch([question], jobs=1)
    assert answer["input"]["at"] == at
    (exercise,) = gradcli.worksheet([question]).exercises
    assert exercise.result.json()["input"]["at"] == at


def test_a_question_that_no_line_can_hold_is_refused_and_the_next_answered() -> None:
    endless: list[Any] = []
    endless.append(endless)
    questions: list[Any] = [
        {"expr": endless},
        {"expr": "x", "at": 10**5000},
        {"expr": "x^2"},
    ]
    codes = [each.get("error", {}).get("code") for each in gradcli.batch(questions, jobs=1)]
    assert codes == ["argument-of-another-type", "number-too-long", None]
