"""The picture in each medium: what is in it, what it says, and what is refused."""

from __future__ import annotations

import importlib.util
import io
import itertools
import json
import math
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

import gradcli
from gradcli.bulk.question import Settings, answer_line
from gradcli.calculus.levels.shapes import Role
from gradcli.commands.output import answer as output
from gradcli.errors import GradcliError
from gradcli.render.formula.glyphs import Charset
from gradcli.render.formula.runs import columns, text_of
from gradcli.render.formula.words import plainly
from gradcli.render.page.terminal import coloured
from gradcli.render.picture.characters import figure_lines, picture_lines
from gradcli.render.picture.matplotlib_file import turned_by
from tests.commands.conftest import Gradcli
from tests.commands.conftest import gradcli as command
from tests.pictures.claims import broken_in
from tests.schema import SCHEMA, VALIDATOR

__all__ = ["command"]


@pytest.fixture(scope="module")
def hill() -> Any:
    return gradcli.plot("x^2 y", at="2,3", w="3,5")


def test_the_alternative_answers_the_reading_questions(hill: Any) -> None:
    contour, rate = hill.json()["figures"]
    said = contour["alt"]
    # Which way is the steepest, and how steep is it?
    assert "∇f = (12, 4). It points to the right, at 18.4° from the x axis" in said
    assert "that way f rises fastest, by 12.65 per unit of distance" in said
    # What is at right angles to it, and what is the rate there?
    assert "at a right angle to the level curve f = 12" in said
    assert "along (−4, 12), for 12 · (−4) + 4 · 12 = 0; in the picture that is up" in said
    assert "So the steepest way up, the gradient, is at a right angle (90°) to the curve" in said
    assert "the rate is 0" in said
    # And w?
    assert "w = (3, 5) leads 3 along x and 5 along y" in said
    assert "at an angle of 40.6° to the gradient" in said
    assert "by 9.604 per unit of distance" in said
    assert "over the whole of it would be 56" in said
    assert "highest, 12.65, at 18.4°" in rate["alt"]


def test_json_has_the_numbers(hill: Any) -> None:
    body = hill.json()
    VALIDATOR.validate(body)
    contour, rate = body["figures"]
    arrows = {each["role"]: each for each in contour["arrows"]}
    assert arrows["w"]["from"] == [2, 3]
    assert arrows["w"]["to"] == [5, 8]
    assert arrows["gradient"]["vector"] == [12, 4]
    assert arrows["gradient"]["scale"] == 0.2
    assert arrows["projection"]["vector"] == pytest.approx([4.2, 1.4])
    (own,) = [level for level in contour["levels"] if level.get("own")]
    assert own["value"] == 12
    assert contour["equal_axes"] is True
    curve = rate["curves"][0]["line"]
    top = max(curve, key=lambda place: place[1])
    assert top == pytest.approx([18.4349488, 160**0.5])


def test_every_role_of_a_picture_is_in_the_schema() -> None:
    roles = SCHEMA["$defs"]["figure"]["properties"]["arrows"]["items"]["properties"]["role"]["enum"]
    assert set(roles) == {role.value for role in Role}


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("charset", Charset)
def test_it_fits_in_the_columns(hill: Any, width: int, charset: Charset) -> None:
    lines = [text_of(line) for line in figure_lines(hill.figure(), width, charset)]
    assert max(map(columns, lines)) <= width
    if charset is Charset.ASCII:
        assert all(line.isascii() for line in lines)
    assert "f = 12" in "\n".join(lines)


def test_the_size_is_as_asked() -> None:
    figure = gradcli.plot("x^2 y", at="2,3", size="70x20").figure()
    assert figure is not None
    lines = picture_lines(figure, 200, Charset.UNICODE)
    assert len(lines) == 20
    assert max(columns(text_of(line)) for line in lines) <= 70


def test_colour_adds_nothing_but_colour(hill: Any) -> None:
    lines = figure_lines(hill.figure(), 80, Charset.UNICODE)
    painted = coloured(lines, colour=True)
    assert "\x1b[" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == coloured(lines, colour=False)


def test_svg_is_well_formed_and_says_what_it_shows(hill: Any) -> None:
    drawn = hill.plot().svg()
    root = ElementTree.fromstring(drawn)
    assert root.get("role") == "img"
    assert root.get("aria-label") == hill.plot().alt()
    texts = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"w", "∇f", "f = 12"} <= set(texts)
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
    assert hill.plot()._repr_svg_() == drawn


def test_a_page_of_html_has_it_unless_it_is_not_wanted(command: Gradcli) -> None:
    with_it = command("grad", "x^2 y", "--at", "2,3", "-f", "html").out
    assert with_it.count("<svg role=") == 2
    assert with_it.index("12") < with_it.index("<svg")
    assert "<svg" not in command("grad", "x^2 y", "--at", "2,3", "-f", "html", "--no-plot").out
    assert "<svg" not in command("grad", "x^2 y", "-f", "html").out
    assert "<svg" in gradcli.gradient("x^2 y", at="2,3")._repr_html_()


@pytest.mark.parametrize("form", ["plain", "markdown", "json", "latex"])
def test_other_pages_have_it_only_where_it_is_wanted(command: Gradcli, form: str) -> None:
    asked = ("steepest", "x^2 y", "--at", "2,3", "-f", form)
    mark = {"plain": "⠶⠶→", "markdown": "⠶⠶→", "json": '"figures"', "latex": "tikzpicture"}[form]
    assert mark not in command(*asked).out
    assert mark in command(*asked, "--plot").out


def test_a_whole_latex_file_has_it(command: Gradcli) -> None:
    asked = ("dir", "x^2 y", "--at", "2,3", "--w", "3,5", "-f", "latex", "--standalone")
    assert r"\usepackage{tikz}" in command(*asked).out
    assert "tikz" not in command(*asked, "--no-plot").out


def test_a_terminal_has_it_where_it_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    options: Any = SimpleNamespace(plot=None, format="rich", output=None, color="auto")
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True, encoding="utf-8"))
    monkeypatch.setattr(output, "width", lambda: 80)
    assert output.has_plot(options)
    monkeypatch.setattr(output, "width", lambda: 59)
    assert not output.has_plot(options)


def test_alone_it_has_no_words(command: Gradcli) -> None:
    drawn = command("plot", "x^2 y", "--at", "2,3", "-q").out
    assert "level curve" not in drawn
    assert "f = 12" in drawn
    (contour, rate) = json.loads(command("plot", "x^2 y", "--at", "2,3", "-q", "-f", "json").out)
    assert (contour["kind"], rate["kind"]) == ("contour", "rate")


def test_a_line_of_a_batch_has_it_where_it_is_wanted() -> None:
    line = b'{"command": "grad", "expr": "x^2 y", "at": [2, 3], "plot": true}'
    body = json.loads(answer_line(1, line, Settings()).text)
    VALIDATOR.validate(body)
    assert [each["kind"] for each in body["figures"]] == ["contour", "rate"]
    without = json.loads(answer_line(1, line.replace(b"true", b"false"), Settings()).text)
    assert "figures" not in without
    asked = b'{"command": "plot", "expr": "x^2 y", "at": [2, 3], "w": [3, 5]}'
    assert "figures" in json.loads(answer_line(1, asked, Settings()).text)


def test_where_there_is_no_gradient_there_is_a_picture_and_a_no(command: Gradcli) -> None:
    outcome = command("plot", "|x| + |y|", "--at", "0,1", "-f", "json")
    body = json.loads(outcome.out)
    assert outcome.code == body["exit_code"] == 1
    assert body["error"]["code"] == "kink"
    roles = [each["role"] for each in body["figures"][0]["arrows"]]
    assert "gradient" not in roles
    assert any(level.get("own") for level in body["figures"][0]["levels"])


def test_what_all_secants_have_is_said_once() -> None:
    figure = gradcli.plot("3x + 1", at="1/2").figure()
    assert figure is not None
    assert "all have the slope 3, which is that of the tangent." in plainly(figure.panels[0].alt)
    told = [plainly(entry.text) for entry in figure.legend]
    assert "secants to a step of 1, 0.1, 0.01 and 0.001, all of slope 3" in told


def test_a_product_with_0_is_not_written_out() -> None:
    page = " ".join(gradcli.plot("x^2 + 0y", at="1,0").text(width=200).split())
    assert "At the point it runs along (0, 2). Seen from close by" in page


@pytest.mark.parametrize(
    ("text", "window", "length"),
    [
        ("x y", "x=-2:2,y=-2:2", 8.0),  # they cross at a node of the grid
        ("x y", "x=-1.1:2.3,y=-1.7:2", 3.7 + 3.4),  # and within a cell of it
        ("-x y", "x=-2.25:4.25,y=-0.5:4.5", 5 + 6.5),
        ("(x - y - 1/9) (x + y - 1/7)", "x=-2:2,y=-2:2", (35 / 9 + 27 / 7) * 2**0.5),
        ("(x^2 + y^2 - 1) (x - y)", "x=-2:2,y=-2:2", math.tau + 4 * 2**0.5),
        ("|x| y", "x=-3:3,y=-3:3", 12.0),
        ("x^2 (x - y)", "x=-4:4,y=-4:4", 8 + 8 * 2**0.5),
        ("max(x, y) min(x, y)", "x=-1:2,y=-2:2", 7.0),
    ],
    ids=str,
)
def test_curves_of_one_level_that_cross_leave_nothing_open(
    text: str, window: str, length: float
) -> None:
    result = gradcli.plot(text, at="1,3/2", levels="0,1", window=window, variables="x,y")
    figure = result.figure()
    assert figure is not None
    panel = figure.panels[0]
    assert [each for each in broken_in(result, panel) if "arrow" not in each] == []
    level = next(each for each in panel.levels if each.value == 0)
    pieces = (piece for line in level.lines for piece in itertools.pairwise(line))
    assert sum(math.dist(*piece) for piece in pieces) == pytest.approx(length, abs=2e-3 * length)


def test_a_line_has_its_tangent_and_secants() -> None:
    (curve,) = gradcli.plot("x^3", at="1").json()["figures"]
    slopes = {each["role"]: each.get("value") for each in curve["curves"]}
    assert slopes["tangent"] == 3
    assert "have the slopes 3.64, 3.31, 3.0301 and 3.003" in curve["alt"]


def test_a_pole_is_a_gap_and_not_a_wall() -> None:
    (curve,) = gradcli.plot("1/x", window="x=-1:1").json()["figures"]
    for each in curve["curves"]:
        xs = [x for x, _ in each["line"]]
        assert min(xs) * max(xs) > 0


def test_more_variables_are_held_or_lie_in_the_plane() -> None:
    held = gradcli.plot("x y z", at="1,2,3", plane="x,z").json()["figures"][0]
    assert held["axes"] == ["x", "z"]
    assert "Held in this plane: y = 2." in held["remarks"]
    told = {each["role"]: each["text"] for each in held["legend"]}
    assert told["gradient"].startswith(
        "the part of ∇f in the plane y = 2: 6 is the rate along x, 2 that along z"
    )
    assert "that way f rises fastest in this plane" in held["alt"]
    assert "the gradient" not in "".join(told.values()).replace("this part of the gradient", "")
    drawn = gradcli.plot("x y z", at="1,2,3", plane="x,z").plot()
    assert "→part of ∇f" in drawn.text()
    assert ">part of ∇f</text>" in drawn.svg()
    tilted = gradcli.plot("x y z", at="1,2,3", w="1,1,1").json()["figures"][0]
    gradient = next(each for each in tilted["arrows"] if each["role"] == "gradient")
    assert gradient["vector"] == pytest.approx([7, 0])


def test_a_plane_that_there_is_not_is_said(command: Gradcli) -> None:
    asked = ("plot", "x y z", "--at", "1,1,1", "--plane", "gradient,w")
    assert command(*asked).code == 2
    remarks = gradcli.plot("x y z", at="1,1,1", w="2,2,2", plane="gradient,w").json()["figures"][0]
    assert remarks["axes"] == ["x", "y"]
    assert any("span no plane here" in each for each in remarks["remarks"])


def test_different_scales_are_said_and_no_right_angle_is_marked() -> None:
    (contour, _) = gradcli.plot("x^2 + 1000000 y^2", at="1,1/1000").json()["figures"]
    assert contour["equal_axes"] is False
    assert "right angle" not in [each["role"] for each in contour["curves"]]
    assert any("no right angle is marked" in each for each in contour["remarks"])


def test_levels_are_as_asked() -> None:
    (contour, _) = gradcli.plot("x^2 + y^2", at="1,1", levels=[1, 4]).json()["figures"]
    assert [each["value"] for each in contour["levels"]] == [1, 2, 4]
    assert contour["spacing"] == "given"


@pytest.mark.parametrize(
    ("text", "at", "step"),
    [
        ("x^2 y", "2,3", 10),
        ("x^2 + y^2", "1/2,1/3", 0.5),
        ("x/y", "1/2,-1/3", 0.25),
        ("sin(x) cos(y)", "1,1/2", 0.1),
        ("x^2 + y^2", "1/1000000000,1/1000000000", 2e-18),
    ],
)
def test_levels_are_round_but_for_that_of_the_point(text: str, at: str, step: float) -> None:
    (contour, _) = gradcli.plot(text, at=at).json()["figures"]
    others = [each["value"] for each in contour["levels"] if not each.get("own")]
    assert len(others) > 5
    assert all(float(f"{round(each / step) * step:.12g}") == each for each in others)
    (own,) = [each["value"] for each in contour["levels"] if each.get("own")]
    exact = gradcli.plot(text, at=at).answer.at.value
    assert own == float(exact)


def test_uneven_levels_are_said() -> None:
    whole = gradcli.plot("exp(3 x + 3 y)", at="1,1", window="x=-4:4,y=-4:4").json()
    contour = whole["figures"][0]
    assert contour["spacing"] == "quantiles"
    assert "not evenly spaced" in contour["alt"]


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([1, 4], "Curves are drawn for the values 1, 2 and 4."),
        (30, "curves are drawn, for values from "),
        ([7], "Curves are drawn for the values 2 and 7."),
    ],
)
def test_the_curves_are_told_each_or_by_their_number(levels: int | list[int], said: str) -> None:
    (contour, _) = gradcli.plot("x^2 + y^2", at="1,1", levels=levels).json()["figures"]
    assert said in contour["alt"]
    if levels == 30:
        values = [each["value"] for each in contour["levels"] if each["lines"]]
        told = f"{len(values)} curves are drawn, for values from {min(values):g} to "
        assert told in contour["alt"]
        assert len(values) > 12


def test_a_window_is_read_as_a_box_is() -> None:
    one = gradcli.plot("x y", window="y=0:1, -2:2").json()["figures"]
    assert one == gradcli.plot("x y", window="x=-2:2, y=0:1").json()["figures"]
    with pytest.raises(gradcli.GradcliError) as refused:
        gradcli.plot("x y", window="x=-2:2, y=1")
    assert refused.value.code == "window-not-understood"
    assert refused.value.source is not None
    assert refused.value.source.name == "--window"
    assert refused.value.span is not None
    assert (refused.value.span.start, refused.value.span.end) == (7, 11)


@pytest.mark.parametrize("ending", ["svg", "tex"])
def test_a_picture_in_a_file_keeps_to_the_notation(
    command: Gradcli, tmp_path: Path, ending: str
) -> None:
    name = tmp_path / f"picture.{ending}"
    asked = ("plot", "x^2 y", "--at", "2,3", "--w", "3,5", "--vectors", "ijk", "-o", str(name))
    assert command(*asked).code == 0
    text = name.read_text("utf-8")
    told = {"svg": "w = 3i + 5j", "tex": r"w = 3\mathbf{i} + 5\mathbf{j}"}[ending]
    assert told in text
    assert "w = (3, 5)" not in text
    curve = gradcli.plot("x^3", at="2")
    assert "its slope is Df there" in curve.plot(notation="operator").text()
    assert "3i + 5j" in gradcli.plot("x^2 y", at="2,3", w="3,5").plot(vectors="ijk").alt()


def test_a_constant_function_says_so() -> None:
    (contour,) = gradcli.plot("f(x, y) = 3", at="1,1", variables="x,y").json()["figures"]
    assert contour["levels"] == []
    assert "one and the same value" in contour["alt"]


@pytest.mark.parametrize("form", ["png", "pdf", "gif"])
def test_matplotlib_draws_the_other_files(hill: Any, form: str) -> None:
    if importlib.util.find_spec("matplotlib") is None:  # the extra `test` has it
        with pytest.raises(GradcliError, match="matplotlib"):
            hill.plot().file(form)
    else:
        assert hill.plot().file(form)[:4] in (b"\x89PNG", b"%PDF", b"GIF8")


def test_only_the_direction_moves_in_a_gif(hill: Any) -> None:
    image = pytest.importorskip("PIL.Image")
    whole = image.open(io.BytesIO(hill.plot().file("gif")))
    frames = []
    for place in range(0, whole.n_frames, 8):
        whole.seek(place)
        frames.append(whole.convert("RGB"))
    assert (whole.n_frames, len({each.tobytes() for each in frames})) == (48, 6)
    wide, high = whole.size
    # The numbers at the axis below and the names of the axes above stand where they stood.
    for box in ((0, high - 40, wide, high), (0, 0, wide // 2, 24)):
        assert len({each.crop(box).tobytes() for each in frames}) == 1


def test_without_matplotlib_the_line_that_installs_it_is_told(
    hill: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(GradcliError) as caught:
        hill.plot().file("png")
    assert caught.value.code == "matplotlib-missing"
    assert 'pip install "gradcli[plot]"' in str(caught.value.help)


def test_what_does_not_turn_is_no_gif(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    with pytest.raises(GradcliError) as caught:
        gradcli.plot("x^2 + y^2", at="0,0").plot().file("gif")
    assert caught.value.code == "nothing-turns"


@pytest.mark.parametrize(
    ("ending", "told"), [(".jpg", "use .svg, .png"), (".dot", "cannot be written")]
)
def test_other_endings_are_refused_with_advice(
    command: Gradcli, tmp_path: Path, ending: str, told: str
) -> None:
    name = tmp_path / f"picture{ending}"
    outcome = command("plot", "x^2 y", "--at", "2,3", "-o", str(name))
    assert outcome.code == 2
    assert told in outcome.err
    assert not name.exists()


def test_files_are_written(command: Gradcli, tmp_path: Path) -> None:
    for ending, begins in ((".svg", "<svg"), (".tex", "% needs")):
        name = tmp_path / f"picture{ending}"
        assert command("plot", "x^2 y", "--at", "2,3", "-o", str(name)).code == 0
        assert name.read_text("utf-8").startswith(begins)
    name = tmp_path / "whole.tex"
    command("plot", "x^2 y", "--at", "2,3", "-o", str(name), "--standalone")
    assert name.read_text("utf-8").startswith(r"\documentclass")


@pytest.mark.parametrize(
    "words",
    [
        ("partial", "x^2 y", "--wrt", "x", "--plot"),
        ("grad", "x^2 y", "--plot"),
        ("grad", "f(x, y) = a x y", "--at", "1,1", "--plot"),
        ("grad", "x^2 y", "--at", "2,3", "-q", "--plot"),
        ("rules", "product", "--plot"),
    ],
    ids=" ".join,
)
def test_a_picture_that_there_is_not_is_refused(command: Gradcli, words: tuple[str, ...]) -> None:
    outcome = command(*words)
    assert (outcome.code, outcome.out) == (2, "")


def test_a_descent_is_drawn_over_the_level_curves() -> None:
    result = gradcli.descend("x^2 + 3y^2", start="4,1", rate="1/10", iterations=3)
    body = result.json(plot=True)
    VALIDATOR.validate(body)
    (contour,) = body["figures"]
    (path,) = [each["line"] for each in contour["curves"] if each["role"] == "path"]
    assert path == [pytest.approx(each["approx"]) for each in body["descend"]["steps"]]
    assert "A path leads in 3 steps from (4, 1) to" in contour["alt"]
    assert "figures" not in result.json()


def test_a_descent_in_one_variable_is_drawn_on_the_graph() -> None:
    result = gradcli.descend("x^2", start="4", rate="1/4", iterations=3)
    body = result.json(plot=True)
    VALIDATOR.validate(body)
    (curve,) = body["figures"]
    (path,) = [each["line"] for each in curve["curves"] if each["role"] == "path"]
    assert path == [[4, 16], [2, 4], [1, 1], [0.5, 0.25]]
    assert "A path leads in 3 steps from (4, 16) to (0.5, 0.25)" in curve["alt"]
    assert {each["role"] for each in curve["dots"]} == {"point", "step", "end"}
    assert "figures" not in result.json()


def test_a_curve_along_a_line_of_nodes_has_no_gap() -> None:
    window = "x=-1:3,y=-1:2"
    contour = gradcli.plot("|x - y| + x", at="1,1/2", window=window).json()["figures"][0]
    for level in contour["levels"]:
        if level["value"] in (1, 1.5):
            (line,) = level["lines"]
            assert sorted(line)[0] == pytest.approx([-1, level["value"]])


@pytest.mark.parametrize(
    ("text", "zeros", "lowest"),
    [
        ("x + y", "at −45° and 135°", "at −135°"),  # ∇f at 45°: the axis from −135° to 225°
        ("-x + y", "at 45° and 225° (the same as −135°)", "at −45°"),
        ("-x - y", "at −225° (the same as 135°) and −45°", "at −315° (the same as 45°)"),
    ],
)
def test_the_legend_names_angles_as_they_stand_on_the_axis(
    text: str, zeros: str, lowest: str
) -> None:
    page = " ".join(gradcli.plot(text, at=(1, 1)).text(width=200).split())
    assert f"0, {zeros}: along the level curve" in page
    assert f"its lowest, −1.414, {lowest}: against the gradient" in page


def test_a_direction_that_turns_stays_in_the_picture(hill: Any) -> None:
    figure = hill.figure()
    for turn in range(0, 360, 15):
        panel = turned_by(figure, math.radians(turn)).panels[0]
        arrow = next(each for each in panel.arrows if each.role is Role.DIRECTION)
        assert panel.window.holds(arrow.end), turn
        assert math.isclose(math.dist(arrow.start, arrow.end), arrow.scale)
