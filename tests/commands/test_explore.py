"""`explore`: where the page goes, what stands in it, and that no text acts in it."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import math
import re
import shlex
import sys
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import gradcli as library
from gradcli.calculus.program.borders import values_at
from gradcli.calculus.program.build import program_of
from gradcli.calculus.program.program import Operation, Program
from gradcli.language.lex.limits import Limits
from gradcli.questions.function import Function, read_function
from gradcli.render.json.pictures.explore import of_program
from tests.commands.conftest import Gradcli
from tests.schema import VALIDATOR

QUESTION = ("explore", "x^2 y", "--at", "2,3", "--w", "3,5")
LARGEST = 150_000
FUNCTIONS = (
    "x^2 y",
    "max(x, y^2) + |x y|",
    "{x^2 if x < y, sqrt(y) if x >= y}",
    "sinc(x) gelu(y) + cbrt(x) atan2(y, x)",
    "floor(3 x) + sigmoid(y) + 3!",
    "ln(1 - x^2 - y^2) / (x - y)^3",
)


class _Page(HTMLParser):
    """What a browser would make of a page: its elements, and the scripts and styles in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem in self.inside:
            self.inside[self.cdata_elem].append(data)

    @property
    def data(self) -> dict[str, Any]:
        """What the script works with."""
        found: dict[str, Any] = json.loads(self.inside["script"][0])
        return found


def page_of(expression: str, at: str, **given: Any) -> _Page:
    return _Page(library.explore(expression, at=at, **given).text("html"))


def program_in(text: str) -> Program:
    reading = read_function(Function(text), Limits())
    return program_of(reading.tree, reading.variables)


def test_a_page_is_written_to_a_file_or_to_a_pipe(gradcli: Gradcli, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    assert gradcli(*QUESTION, "-o", str(file)) == (0, "", "")
    text = file.read_text("ascii")
    assert gradcli(*QUESTION) == (0, text, "")
    assert gradcli(*QUESTION, "-f", "html") == (0, text, "")
    assert library.explore("x^2 y", "2,3", (3, 5)).text("html") == text
    nameless = tmp_path / "page"
    assert gradcli(*QUESTION, "-o", str(nameless)).code == 0
    assert nameless.read_text("ascii") == text
    assert gradcli(*QUESTION, "-o", str(tmp_path / "page.txt")).code == 0
    assert "∇f(2, 3)" in (tmp_path / "page.txt").read_text("utf-8")
    assert gradcli(*QUESTION, "-q").out == "12\n4\n"
    assert len(text) < LARGEST


@pytest.mark.parametrize(
    ("text", "at", "title"),
    [
        ("x**2*sin(y)", "1,2", "f(x, y) = x² sin y"),
        ("x*y*z - z**2", "1,2,1", "f(x, y, z) = xyz − z²"),
        (" + ".join(f"sin({k} x)" for k in range(1, 30)), "1", "f(x)"),
    ],
    ids=lambda each: each[:12],
)
def test_the_title_is_as_a_formula_is_set(text: str, at: str, title: str) -> None:
    page = library.explore(text, at=at).text("html")
    assert html.unescape(page).partition("<title>")[2].partition("</title>")[0] == title


def test_what_is_held_is_listed() -> None:
    page = library.explore("x1^2 + x2 x3 - x4^2", at="1,2,3,4").text("html")
    (held,) = re.findall(r'<p class="held">.*?</p>', page)
    assert "</math> and <math" in held.partition(";")[2]


def test_on_a_terminal_it_is_asked_where_the_page_goes(
    gradcli: Gradcli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    outcome = gradcli(*QUESTION)
    assert outcome.code == 2
    assert "explore writes a web page, and this is a terminal" in outcome.err
    assert "-o page.html" in outcome.err


def test_what_does_nothing_on_the_page_is_refused(gradcli: Gradcli, tmp_path: Path) -> None:
    for option in (["--steps", "none"], ["--verbose"], ["--expand"]):
        outcome = gradcli(*QUESTION, *option, "-o", str(tmp_path / "page.html"))
        assert outcome.code == 2
        assert f"{option[0]} does nothing with a page to explore" in outcome.err
    assert not {*tmp_path.iterdir()}


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("10^400 x", "1", "a constant in the function is too large"),
        ("x + e^700 e^700", "1", "a constant in the function is too large"),
        ("x y", "10^400,1", "a coordinate of the point is too large"),
        ("x y", "10^300,1", "floats cannot tell it from its neighbours"),
    ],
)
def test_what_floats_do_not_hold_is_refused(text: str, at: str, said: str) -> None:
    with pytest.raises(library.GradcliError, match=said) as caught:
        library.explore(text, at=at)
    assert caught.value.code == "beyond-floats"


def test_its_picture_shows_the_same_window() -> None:
    result = library.explore("x^2 + y z", at="1,2,3", plane="y,z", window="y=0:4,z=1:5")
    body = result.json(plot=True)
    assert body["window"] == {"y": [0.0, 4.0], "z": [1.0, 5.0]}
    lines = [line for level in body["figures"][0]["levels"] for line in level["lines"]]
    assert lines
    assert all(0 <= y <= 4 and 1 <= z <= 5 for line in lines for y, z in line)
    assert "tangent" in library.explore("sin(x)", at="1").plot().text()


def test_a_point_without_a_gradient_has_a_page_all_the_same(gradcli: Gradcli) -> None:
    outcome = gradcli("explore", "|x - y|", "--at", "2,2")
    assert outcome.code == 1
    assert "the slope jumps" in outcome.err
    data = _Page(outcome.out).data
    assert data["examined"][data["startExamined"]]["floats"] == [2.0, 2.0]


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("x^2 y", {"at": "2,3"}),
        ("x y  </script><b>", None),
        ("x y", {"at": {"x": 2, "y": "sqrt(2)"}, "w": "1/3,-2"}),
    ],
)
def test_nothing_is_asked_of_the_network_and_only_its_own_script_runs(
    text: str, given: dict[str, Any] | None
) -> None:
    if given is None:
        with pytest.raises(library.GradcliError):
            library.explore(text, at="1")
        return
    page = page_of(text, **given)
    policy = next(a["content"] for _, a in page.elements if "http-equiv" in a) or ""
    assert policy.startswith("default-src 'none'; ")
    for tag, directive in (("script", "script-src"), ("style", "style-src")):
        code = page.inside[tag][-1]
        found = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{directive} 'sha256-{found}'" in policy
    assert [a for tag, a in page.elements if tag == "script"] == [
        {"type": "application/json", "id": "data"},
        {},
    ]
    for tag, attributes in page.elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base"}
        assert not {name for name in attributes if name.startswith("on")}
        assert not {"src", "href", "action", "style"} & attributes.keys(), tag


def test_texts_of_the_reader_are_no_markup_and_no_shell() -> None:
    page = page_of("{x if x < y, y if x >= y}", at="1,2")
    words = page.data["words"]
    assert shlex.split(words["function"]) == ["{x if x < y, y if x >= y}"]
    assert "<" not in page.inside["script"][0]
    given = page_of("a x y", at="x=1, y=-2", variables="x,y", let={"a": "1/2"})
    assert shlex.split(given.data["words"]["function"]) == [
        "a x y",
        "--vars",
        "x,y",
        "--let",
        "a=1/2",
    ]
    assert given.data["words"]["at"] == "1,-2"


def test_the_program_of_a_page_is_places_and_numbers() -> None:
    names = {operation.name.lower() for operation in Operation}
    for text in FUNCTIONS:
        program = of_program(program_in(text))
        for place, (operation, arguments, number, *guard) in enumerate(program["values"]):
            assert operation in names
            assert all(isinstance(each, int) and each < place for each in (*arguments, *guard))
            assert isinstance(number, int | float)


def test_the_script_knows_every_operation() -> None:
    script = files("gradcli.render.explore").joinpath("program.js").read_text("utf-8")
    tables = re.findall(r"^const (\w+) = \{\n(.*?)^\};", script, re.M | re.S)
    keys = {name: set(re.findall(r"^  (\w+):", body, re.M)) for name, body in tables}
    assert keys["FORWARD"] == {operation.name.lower() for operation in Operation}
    assert keys["BACKWARD"] <= keys["FORWARD"]
    assert not keys["BREAKS"] & keys["BACKWARD"]


@pytest.mark.parametrize("text", FUNCTIONS)
def test_all_values_of_a_program_are_worked_out_as_its_source_does(text: str) -> None:
    program = program_in(text)
    slope = library.numeric_gradient(text).numeric
    for at in ((0.5, 0.25), (-0.5, 0.125), (0.3, -0.7), (2.5, 1.5)):
        found = values_at(program, at)[program.result]
        rate = slope.alone(at)
        value = getattr(rate, "value", None)
        assert found == (pytest.approx(value) if isinstance(value, float) else None)


def test_points_are_examined_where_the_function_is_not_smooth() -> None:
    around = {"window": "x=-1:3,y=-1:3"}
    (hole,) = library.explore("1/(x^2 + y^2)", at="1,2", **around).json()["examined"]
    assert (hole["at"], hole["code"]) == (["0", "0"], "undefined-at-the-point")
    corners = library.explore("|y - 1| + x", at="1,2", **around).json()["examined"]
    assert {each["code"] for each in corners} == {"kink"}
    assert {each["at"][1] for each in corners} == {"1"}
    # A denominator that is cancelled by hand is no pole, and a sigmoid's is never 0.
    for smooth in ("sinc(x) + y", "sigmoid(x) y"):
        assert library.explore(smooth, at="1,2").json()["examined"] == []
    assert page_of("sinc(x) + y", at="1,2").data["borders"] == []
    poles = library.explore("tan(x)", at="0", window="-2:2").json()["examined"]
    assert [each["at"] for each in poles] == [["pi/2"], ["-pi/2"]]
    turned = library.explore("|x|^3", at="1", window="-1:1").json()["examined"]
    assert [(each["at"], each["differentiable"]) for each in turned] == [(["0"], True)]


def test_critical_points_are_known_beforehand() -> None:
    saddle = library.explore("x^2 - y^2", at="1,2", window="x=-2:2,y=-2:2")
    (known,) = saddle.json()["examined"]
    assert known == {
        "at": ["0", "0"],
        "approx": [0.0, 0.0],
        "differentiable": True,
        "critical_point": "saddle",
    }
    assert "It is a saddle" in saddle.text("plain")
    # On x = 0 all points are critical, and no test decides what they are.
    assert library.explore("x^2 y", at="2,3").json()["examined"] == []


@pytest.mark.parametrize(
    ("text", "at", "around", "places"),
    [
        ("x^3 - 2x + y^2", "1,1", "x=-2:2,y=-2:2", {"-sqrt(6)/3,0", "sqrt(6)/3,0"}),
        ("x e^(-x^2 - y^2)", "1,1", "x=-2:2,y=-2:2", {"-sqrt(2)/2,0", "sqrt(2)/2,0"}),
        ("x^3/3 - x^2/2 - x + y^2", "1,1", "x=0:2,y=-2:2", {"(1 + sqrt(5))/2,0"}),
        ("x^3/3 - 3x^2/4 + x/8 + y^2", "1,1", "x=1:2,y=-2:2", {"(3 + sqrt(7))/4,0"}),
        ("4x^3 + 4x^2 - x + y^2", "0,1", "x=-1:0,y=-2:2", {"-(2 + sqrt(7))/6,0"}),
        ("e^x - e x + y^2", "1/2,1", "x=-2:2,y=-2:2", {"1,0"}),
        ("x ln(x) - 2x + y^2", "1,1", "x=2:3,y=-1:1", {"e,0"}),
        ("e^x - 2x + y^2", "1,1", "x=-2:2,y=-2:2", {"log(2),0"}),
        ("x ln(x)", "1", "1/10:2", {"e**(-1)"}),
        ("x sin(y)", "1,1", "x=-1:1,y=3:4", {"0,pi"}),
    ],
)
def test_critical_points_may_be_irrational(
    text: str, at: str, around: str, places: set[str]
) -> None:
    known = library.explore(text, at=at, window=around).json()["examined"]
    assert {",".join(each["at"]) for each in known} == places
    assert all("error" not in each for each in known)


def test_a_critical_point_without_a_formula_is_enclosed() -> None:
    result = library.explore("cos(x) + x^2/5 + y^2 - x/3", at="1,1", window="x=-1:3,y=-1:1")
    body = result.json()
    VALIDATOR.validate(body)
    kinds = {each["critical_point"]: each for each in body["examined"]}
    assert set(kinds) == {"minimum", "saddle"}
    for each in kinds.values():
        x, y = each["approx"]
        assert abs(-math.sin(x) + 2 * x / 5 - 1 / 3) < 1e-12 > abs(y)
        assert 0 < each["error"] < 1e-13
        assert abs(float(each["at"][0]) - x) < 1e-13
    assert "there is one critical point" in " ".join(result.text("plain").split())
    (first, *_) = _Page(result.text("html")).data["examined"]
    assert first["text"].startswith("≈ (")
    assert first["level"] is True
    # A corner in the window: bounds of the slopes would not tell.
    corner = library.explore("cos(x) + x^2/5 + |y| + y^2 - x/3", at="1,1", window="x=-1:3,y=-1:1")
    assert not any("error" in each for each in corner.json()["examined"])


def test_a_page_is_never_larger_than_it_may_be() -> None:
    terms = " + ".join(f"sin({k} x) y" for k in range(1, 60))
    text = library.explore(terms, at="1,1").text("html")
    assert len(text) <= LARGEST
    assert "<h1>" in text
    assert "..." in text[text.index("<h1>") : text.index("</h1>")]


@pytest.mark.parametrize(
    ("notation", "vectors", "shown", "slopes", "script"),
    [
        ("leibniz", "paren", "∂", ["∂f/∂x", "∂f/∂y"], "paren"),
        ("subscript", "angle", "<msub><mi>f</mi><mi>x</mi></msub>", ["f_x", "f_y"], "angle"),
        ("operator", "ijk", "<msub>", ["D₁f", "D₂f"], "ijk"),
        ("leibniz", "column", "<mtable>", ["∂f/∂x", "∂f/∂y"], "column"),
    ],
)
def test_a_page_keeps_to_the_notation(
    gradcli: Gradcli, notation: str, vectors: str, shown: str, slopes: list[str], script: str
) -> None:
    outcome = gradcli(*QUESTION, "--notation", notation, "--vectors", vectors)
    page = _Page(outcome.out)
    assert page.data["slopes"] == slopes
    assert page.data["vectors"] == script
    assert shown in html.unescape(outcome.out)
    asked = library.explore("x^2 y", "2,3", (3, 5))
    assert asked.text("html", notation=notation, vectors=vectors) == outcome.out


def test_unit_vectors_have_numbers_where_a_letter_is_a_variable() -> None:
    text = library.explore("i j", at="1,2").text("html", vectors="ijk")
    assert _Page(text).data["vectors"] == "e"


def test_a_plane_through_the_point() -> None:
    result = library.explore("x^2 + y z", at="1,2,3", plane="y,z")
    assert list(result.json()["window"]) == ["y", "z"]
    assert "with x = 1 held" in result.text("plain").replace("\n  ", " ")
    assert page_of("x^2 + y z", at="1,2,3", plane="y,z").data["plane"] == [1, 2]


def test_a_notebook_has_the_page_in_a_frame() -> None:
    shown = library.explore("x^2 y", at="2,3")._repr_html_()
    (frame,) = _Page(shown).elements
    assert frame[0] == "iframe"
    assert frame[1]["sandbox"] == "allow-scripts"
    assert frame[1]["srcdoc"] == library.explore("x^2 y", at="2,3").text("html")


@pytest.mark.parametrize("plane", ["gradient,w", "w, gradient", "x,x", "x", "x,q", "x,y,z", ""])
def test_a_plane_that_a_page_does_not_have(gradcli: Gradcli, plane: str) -> None:
    words = ("explore", "x^2 y z", "--at", "1,2,3", "--w", "1,1,1", "--plane")
    done = gradcli(*words, plane)
    assert (done.code, done.out) == (2, "")
    assert "names no plane of a page" in done.err
    # What is advised works, and what does not is not advised.
    assert "gradient,w" not in done.err.partition("help:")[2]
    assert gradcli(*words, "x,z").code == 0
