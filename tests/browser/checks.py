"""What has to be true of a page in a browser."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from axe_playwright_python.sync_playwright import Axe

import gradcli
from gradcli.calculus.program.build import program_of
from gradcli.calculus.program.points import Alone, NoGradient, Rate, at_point
from gradcli.calculus.program.values import value_at
from gradcli.language.lex.limits import Limits
from gradcli.questions.function import Function, read_function
from gradcli.render.json.pictures.explore import of_program
from tests.browser.chromium import Tab, tab

WITHIN: Final = 1e-10
PAGES: Final[Mapping[str, tuple[str, dict[str, Any]]]] = MappingProxyType(
    {
        "plane": ("x^2 y", {"at": "2,3", "w": "3,5"}),
        "space": ("x^2 + y z + sin(x z)", {"at": "1,2,3", "plane": "x,z", "w": "1,-1,2"}),
        "line": ("x^3/3 - x + erf(x)", {"at": "1/2", "window": "-2:3"}),
        "corner": ("|x - y| + x", {"at": "1,1/2", "window": "x=-1:3,y=-1:2"}),
        "long": (" + ".join(f"sin({k} x + y^{k})/{k}" for k in range(1, 12)), {"at": "1,1/2"}),
        "valley": ("x^3 - 2x + y^2", {"at": "1,1", "window": "x=0:2,y=-1:2"}),
        "steps": ("floor(x) + floor(y)", {"at": "1.5,2.5"}),
        "unproved": ("sin(x)^2 + cos(x)^2 + floor(y)", {"at": "1.5,2.5"}),
        "ridge": ("(x - y)^2", {"at": "1,1"}),
        "waves": ("cos(48pi x) + 0y", {"at": "0,0", "window": "x=-2:2,y=-2:2"}),
        "nothing": ("1/(x^2 + y^2)", {"at": "0,0", "window": "x=-2:2,y=-2:2"}),
    }
)
# Every operation of a program, and how functions are put together of them.
PROGRAMS: Final = (
    "x^2 y - 3 x/y + 2^x",
    "exp(x y) ln(1 + x^2) sqrt(3 + y)",
    "sin(x) cos(3 y) tan(x/4)",
    "tanh(x) sinh(y) cosh(x - y) + atanh(x/9)",
    "asin(x/9) + acos(y/9) + atan(x y) + atan2(y, x)",
    "erf(x - y) + gelu(x) + erfc(y/3)",
    "|x y| + max(x, y, x + y - 1) - min(x^2, y)",
    "floor(3 x) y + sign(y) x + step(x - y) y^2 + round(x) + 5! x",
    "{x^2 if x < y, sqrt(y + 5) if x <= 2 y, x y otherwise}",
    "sinc(x) + sigmoid(y) + softplus(x y) + relu(x - y) + cbrt(x - 2 y)",
    "x^(-3) + y^(-1) + (x^2 + 1)^(2.5) + (2 + y^2)^x",
    "ln(x^2 + y^2)/(x - y)^3",
)
DISCONTINUOUS: Final = (
    "1/(x - y)",
    "floor(x) + y/4",
    "tan(x) + y",
    "x y/(x^2 + y^2)",
    "{x if x < y, x + 3 otherwise}",
    "atan2(y, x)",
    "ln(x) - sqrt(1 - y)",
    "sign(x y) + x/9",
)
# Levels that are touched, and how long the curves are in the window.
TOUCHED: Final = (
    ("x^2 y", 0.0, 4.0),
    ("(x - y)^2", 0.0, 4 * math.sqrt(2)),
    ("x^2 - 2x y + y^2", 0.0, 4 * math.sqrt(2)),
    ("(x^2 + y^2 - 1)^2", 0.0, math.tau),
    ("|x y|", 0.0, 9.0),
    ("-|x| + 0y", 0.0, 4.0),
    ("x^2 + y^2", 0.0, 0.0),
    ("(x - y)^2 + 10^-6", 0.0, 0.0),
    ("x y", 0.0, 0.0),
)
# Levels of which touched curves are crossed by others, and how long all of them are together.
CROSSED: Final = (
    ("(x - y)^2 (x + y - 1)", 7.5 * math.sqrt(2)),
    ("(x^2 + y^2 - 1)^2 (x - y)", math.tau + 4 * math.sqrt(2)),
    ("(x - 3y/4)^2 (y - 1/10)", 5 + 5),
    ("x^2 (y - x/3)", 4 + 5 * math.sqrt(10) / 3),
)
# Levels whose curves end at the edge of the domain, and where.
ENDING: Final = (
    ("x + sqrt(y)", 1.0, [(1.0, 0.0)]),
    ("y/2 + sqrt(4 - x^2 - y^2)", 0.5, [(math.sqrt(3), 1.0), (-math.sqrt(3), 1.0)]),
    ("asin(x/2) y", 1.0, [(2.0, 2 / math.pi), (-2.0, -2 / math.pi)]),
    ("x + sqrt(x^2 + y^2 - 1)", -0.5, [(-0.5, math.sqrt(3) / 2), (-0.5, -math.sqrt(3) / 2)]),
)
WIDTHS: Final = (380, 1400)

Pages: TypeAlias = Mapping[str, Path]
Check: TypeAlias = Callable[[Any, Pages], str]


def write_pages(folder: Path) -> Pages:
    """The pages, as files."""
    files = {}
    for name, (expression, given) in PAGES.items():
        files[name] = folder / f"{name}.html"
        files[name].write_text(gradcli.explore(expression, **given).text("html"), "ascii")
        assert files[name].stat().st_size <= 150_000
    return files


def close(found: float, wanted: float, size: float = 0.0) -> bool:
    """Whether two numbers agree; `size` is that of numbers which cancel."""
    return abs(found - wanted) <= WITHIN * max(abs(wanted), size)


def numbers_are_those_of_the_tool(chromium: Any, pages: Pages) -> str:
    """At fifty positions what is shown in full is what `gradcli dir -f json` says."""
    positions = 0
    drawn = random.Random(1)
    for name, count in (("plane", 24), ("space", 14), ("line", 12)):
        expression, given = PAGES[name]
        with tab(chromium) as shown:
            shown.open(pages[name])
            window = gradcli.explore(expression, **given).json(steps="none")["window"]
            for _ in range(count):
                for variable, (low, high) in window.items():
                    shown.give(f"{variable} of P", round(drawn.uniform(low, high), 3))
                if name == "line":
                    shown.give("how far the second point is from P", drawn.choice((0.25, -0.5)))
                else:
                    axis = next(iter(window))
                    turn = f"angle of w from the {axis} axis, in degrees"
                    shown.give(turn, round(drawn.uniform(-180, 180), 2))
                    shown.give("length of w", round(drawn.uniform(0.5, 4), 2))
                _compare(expression, shown.full())
                positions += 1
    return f"{positions} positions agree to {WITHIN:g}"


def held_coordinates_move(chromium: Any, pages: Pages) -> str:
    """The page shows the numbers and curves of other planes, and comes back."""
    expression, _ = PAGES["space"]
    curves = "document.querySelector('#map').innerHTML"
    with tab(chromium) as shown:
        shown.open(pages["space"])
        first = shown.full(), shown.page.evaluate(curves)
        legend = shown.page.locator("#legend")
        assert "was examined" not in legend.inner_text()
        arrow = shown.page.evaluate("document.querySelector('#map text.grad').textContent")
        assert arrow == "part of ∇f"
        for y in (2.75, -1.5, 0.0):
            shown.give("y of P", y)
            full = shown.full()
            assert full["at_1"] == y
            _compare(expression, full)
            assert shown.page.evaluate(curves) != first[1]
            assert "of this plane was examined" in legend.inner_text()
        shown.page.get_by_role("button", name="Back to the start").click()
        assert (shown.full(), shown.page.evaluate(curves)) == first
        assert shown.complaints == []
    return f"three planes of {expression}"


def _compare(expression: str, full: Mapping[str, float]) -> None:
    count = sum(name.startswith("at_") for name in full)
    at = [repr(full[f"at_{k}"]) for k in range(count)]
    w = [repr(full[f"w_{k}"]) for k in range(count)]
    body = gradcli.directional(expression, w=w, at=at).json(steps="none")
    gradient, along = body["gradient"]["approx"], body["directional"]
    size = math.hypot(*gradient)
    for k, wanted in enumerate(gradient):
        assert close(full[f"gradient_{k}"], wanted, size), (at, k)
    assert close(full["norm"], size)
    assert close(full["rate"], along["approx"], size * full["norm_w"]), at
    assert close(full["unit"], along["unit"]["approx"], size), at
    assert close(full["cosine"], along["share"], 1), at
    assert close(full["along"], along["approx"] / size, full["norm_w"]), at
    assert close(full["angle"], along["angle"], 1e3), at


def programs_mean_the_same(chromium: Any, pages: Pages) -> str:
    """Value and gradient of a program in JavaScript and in Python."""
    drawn = random.Random(2)
    points = [[drawn.uniform(-3, 3), drawn.uniform(-3, 3)] for _ in range(40)]
    compared = 0
    with tab(chromium) as shown:
        shown.open(pages["plane"])
        for text in PROGRAMS:
            reading = read_function(Function(text), Limits())
            program = of_program(program_of(reading.tree, reading.variables))
            found = shown.page.evaluate(
                "([program, points]) => {const ready = prepared(program);"
                "return points.map((x) => rateAt(ready, x));}",
                [program, points],
            )
            slope = gradcli.numeric_gradient(text).numeric
            for point, (value, gradient) in zip(
                points, [(each["value"], each["gradient"]) for each in found], strict=True
            ):
                rate = slope.alone(point)
                assert isinstance(rate, Rate) == (gradient is not None), (text, point, rate)
                if isinstance(rate, Rate):
                    size = math.hypot(*rate.gradient)
                    assert close(value, rate.value, 1), (text, point)
                    assert all(map(close, gradient, rate.gradient, [size] * 2)), (text, point)
                    compared += 1
    assert compared > len(PROGRAMS) * 20
    return f"{compared} values and gradients of {len(PROGRAMS)} programs agree to {WITHIN:g}"


def curves_have_their_level(chromium: Any, pages: Pages) -> str:
    """Every point of a level curve has its value, and no piece leads over a gap."""
    count = 0
    with tab(chromium) as shown:
        shown.open(pages["plane"])
        for text in (*PROGRAMS, *DISCONTINUOUS):
            reading = read_function(Function(text), Limits())
            program = program_of(reading.tree, reading.variables)
            value, slope = value_at(program), at_point(program)
            curves = shown.page.evaluate(
                "(program) => {const ready = prepared(program);"
                "const f = (x, y) => valueAt(ready, [x, y]);"
                "const grid = gridOf(f, [[-2.5, 2.5], [-2, 2]], 80, 80);"
                "return levelsOf(grid.values, 8).levels.map((level) => [level,"
                " curvesOf(grid, f, level, hasSteps(ready)).lines]);}",
                of_program(program),
            )
            for level, lines in curves:
                for line in lines:
                    count += len(line)
                    for x, y in line:
                        assert abs(value((x, y)) - level) <= 1e-6 * max(1, abs(level)), (
                            text,
                            level,
                        )
                    middle = line[len(line) // 2]
                    assert not _is_in_an_area(value, level, middle), (text, level, middle)
                    for one, other in pairwise(line):
                        assert one == other or _is_near(slope, level, one, other), (
                            text,
                            level,
                            one,
                            other,
                        )
    assert count > 10_000
    return f"{count} points"


def curves_are_touched(chromium: Any, pages: Pages) -> str:
    """A curve that f touches and does not cross is found along all of it, and no other is.

    And one that runs into the edge of the domain ends there.
    """
    with tab(chromium) as shown:
        shown.open(pages["plane"])
        for text, level, least in TOUCHED:
            reading = read_function(Function(text, ("x", "y")), Limits())
            program = program_of(reading.tree, reading.variables)
            value = value_at(program)
            found = shown.page.evaluate(
                "([program, level]) => {const ready = prepared(program);"
                "const f = (x, y) => valueAt(ready, [x, y]);"
                "const grid = gridOf(f, [[-2.5, 2.5], [-2, 2]], 96, 96);"
                "return curvesOf(grid, f, level, hasSteps(ready));}",
                [of_program(program), level],
            )
            touched = found["lines"][len(found["lines"]) - found["touching"] :]
            length = sum(math.dist(a, b) for line in touched for a, b in pairwise(line))
            assert 0.99 * least <= length <= 1.02 * least, (text, length)
            for x, y in (at for line in touched for at in line):
                assert abs(value((x, y)) - level) <= 1e-9, (text, x, y)
        for text, level, ends in ENDING:
            program = program_of(read_function(Function(text, ("x", "y")), Limits()).tree, "xy")
            found = shown.page.evaluate(
                "([program, level]) => {const ready = prepared(program);"
                "const f = (x, y) => valueAt(ready, [x, y]);"
                "const grid = gridOf(f, [[-2.5, 2.5], [-2, 2]], 96, 96);"
                "return curvesOf(grid, f, level, hasSteps(ready)).lines;}",
                [of_program(program), level],
            )
            for end in ends:
                off = min(math.dist(end, at) for line in found for at in (line[0], line[-1]))
                assert off < 1e-3, (text, end, off)
        for text, length in CROSSED:
            program = program_of(read_function(Function(text, ("x", "y")), Limits()).tree, "xy")
            found = shown.page.evaluate(
                "(program) => {const ready = prepared(program);"
                "const f = (x, y) => valueAt(ready, [x, y]);"
                "const grid = gridOf(f, [[-2.5, 2.5], [-2, 2]], 96, 96);"
                "return curvesOf(grid, f, 0, hasSteps(ready)).lines;}",
                of_program(program),
            )
            drawn = sum(math.dist(a, b) for line in found for a, b in pairwise(line))
            assert abs(drawn - length) <= 1e-3 * length, (text, drawn, length)
        shown.open(pages["ridge"])
        assert (
            "is larger on both sides, or smaller on both" in shown.page.locator("#alt").inner_text()
        )
        shown.open(pages["waves"])
        assert "no level curve is drawn" in shown.page.locator("#legend").inner_text()
        assert (
            shown.page.evaluate("document.querySelectorAll('path.contour, path.own').length") == 0
        )
    return f"{len(TOUCHED)} functions"


def _is_near(slope: Alone, level: float, one: list[float], other: list[float]) -> bool:
    """Whether a curve of this level passes beside the middle of a piece, to first order."""
    rate = slope([(a + b) / 2 for a, b in zip(one, other, strict=True)])
    if not isinstance(rate, Rate):
        return rate is NoGradient.NO_SLOPE
    reach = math.hypot(*rate.gradient) * math.dist(one, other)
    return abs(rate.value - level) <= reach + 1e-6 * max(1, abs(level))


def _is_in_an_area(value: Callable[..., float], level: float, at: list[float]) -> bool:
    """Whether the function keeps the level on one side of a place of a curve."""
    x, y = at
    ways = [(math.cos(k), math.sin(k)) for k in range(0, 360, 7)]
    sides = [value((x + 0.01 * a, y + 0.01 * b)) == level for a, b in ways]
    return sum(sides) > len(sides) / 4


def areas_are_no_curves(chromium: Any, pages: Pages) -> str:
    """A level set of P that is an area is hatched, and the page says so."""
    with tab(chromium) as shown:
        shown.open(pages["steps"])
        for x, y in ((1.5, 2.5), (0.25, 1.75), (2.75, 3.5)):
            shown.give("x of P", x)
            shown.give("y of P", y)
            assert shown.page.evaluate("document.querySelector('path.own').getAttribute('d')") == ""
            hatched = shown.page.evaluate("document.querySelector('path.plateau').getTotalLength()")
            assert hatched > 100
            assert "which was proved" in shown.page.locator(".story").inner_text()
        shown.page.wait_for_timeout(600)
        assert "which was proved" in shown.page.locator("#alt").inner_text()
        shown.open(pages["unproved"])
        assert "looks like an area" in shown.page.locator("#alt").inner_text()
        shown.open(pages["corner"])
        assert shown.page.evaluate("document.querySelector('path.own').getTotalLength()") > 100
        assert shown.page.evaluate("document.querySelector('path.plateau')") is None
    return "three points of a function with steps"


def _at(shown: Tab) -> tuple[float, float]:
    full = shown.full()
    return full["at_0"], full["at_1"]


def things_are_dragged(chromium: Any, pages: Pages) -> str:
    """Mouse and touch move P and w, and all that is said follows."""
    with tab(chromium, has_touch=True) as shown:
        page = shown.page
        shown.open(pages["plane"])
        box = page.locator("#map").bounding_box()
        window = page.evaluate("data.window")
        sides = box["width"], box["height"]
        per = [(high - low) / side for (low, high), side in zip(window, sides, strict=True)]
        x, y = shown.center(".of-p .dot")
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + 60, y - 40, steps=6)
        page.mouse.up()
        page.wait_for_timeout(60)
        at = _at(shown)
        assert abs(at[0] - (2 + 60 * per[0])) < 0.02
        assert abs(at[1] - (3 + 40 * per[1])) < 0.02
        page.wait_for_timeout(600)
        alternative = page.locator("#alt").inner_text()
        assert f"{at[0]:.6g}" in alternative
        assert page.locator("#alt").get_attribute("aria-live") == "polite"
        assert f"--at {at[0]!r},{at[1]!r}" in page.locator("#command").inner_text()

        before = shown.full()
        x, y = shown.center(".of-w .dot")
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 30, y + 90, steps=6)
        page.mouse.up()
        page.wait_for_timeout(60)
        after = shown.full()
        assert after["angle"] != before["angle"]
        assert (after["at_0"], after["at_1"]) == at

        session = page.context.new_cdp_session(page)
        x, y = shown.center(".of-p .dot")
        touch = [("touchStart", [{"x": x, "y": y}])]
        touch += [("touchMove", [{"x": x - 8 * k, "y": y + 6 * k}]) for k in range(1, 9)]
        for kind, points in (*touch, ("touchEnd", [])):
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(80)
        moved = _at(shown)
        assert moved[0] < at[0] - 0.2
        assert moved[1] < at[1] - 0.2

    return "mouse and touch"


def keys_move_them(chromium: Any, pages: Pages) -> str:
    """The arrow keys, Home, and the buttons that turn w."""
    with tab(chromium) as shown:
        page = shown.page
        shown.open(pages["plane"])
        page.locator("svg .of-p").focus()
        for key, (dx, dy) in {
            "ArrowRight": (1, 0),
            "ArrowUp": (0, 1),
            "ArrowLeft": (-1, 0),
        }.items():
            start = _at(shown)
            page.keyboard.press(key)
            here = _at(shown)
            went = [b - a for a, b in zip(start, here, strict=True)]
            assert [(each > 0) - (each < 0) for each in went] == [dx, dy]
        assert page.evaluate("document.activeElement.getAttribute('aria-valuetext')").startswith(
            "x ="
        )
        page.keyboard.press("Home")
        assert _at(shown) == (2, 3)
        page.locator("svg .of-w").focus()
        page.keyboard.press("ArrowUp")
        assert shown.full()["w_1"] > 5
        page.get_by_role("button", name="Turn w to the steepest way up").click()
        assert shown.full()["cosine"] > 1 - 1e-12
        page.get_by_role("button", name="Turn w along the level curve").click()
        assert abs(shown.full()["cosine"]) < 1e-12
    return "keys and buttons"


def arrows_are_true(chromium: Any, pages: Pages) -> str:
    """The arrow of the gradient is at a right angle to P's own curve, within a pixel."""
    tried = 0
    with tab(chromium) as shown:
        shown.open(pages["plane"])
        for x, y in ((2, 3), (1.3, 2.2), (3.1, 1.4), (2.7, 4.1), (0.9, 4.6)):
            shown.give("x of P", x)
            shown.give("y of P", y)
            off = shown.page.evaluate(
                "(() => {const here = screen(state.at);"
                "const lines = contour(scenery.grid, f, present().value).map((l) => l.map(screen));"
                "const near = lines.flat().map((p) => [p[0] - here[0], p[1] - here[1]])"
                ".filter((p) => Math.hypot(...p) < 16 && Math.hypot(...p) > 4);"
                "const tip = document.querySelector('polygon.grad').points[0];"
                "const g = [tip.x - here[0], tip.y - here[1]]; const size = Math.hypot(...g);"
                "return near.map((p) => Math.abs(p[0] * g[0] + p[1] * g[1]) / size);})()"
            )
            assert off
            assert max(off) < 1.5, (x, y, off)
            tried += len(off)
    return f"{tried} points of curves beside P"


def points_are_snapped_to(chromium: Any, pages: Pages) -> str:
    """Near an examined point P goes there, and the tool's own verdict is shown; and P can leave."""
    with tab(chromium) as shown:
        page = shown.page
        shown.open(pages["corner"])
        shown.give("x of P", 1.004)
        shown.give("y of P", 1.003)
        assert "the slope jumps" in page.locator("#verdict").inner_text()
        assert "examined this point exactly" in page.locator("#verdict").inner_text()
        assert _at(shown) == (1, 1)
        page.locator("svg .of-p").focus()
        page.keyboard.press("ArrowRight")
        assert page.locator("#verdict").is_hidden()
        shown.give("x of P", 0.77)
        shown.give("y of P", 0.77)
        assert "Floats prove nothing" in page.locator("#verdict").inner_text()
        assert page.locator("#command").inner_text() == "gradcli grad '|x - y| + x' --at 0.77,0.77"
        page.get_by_role("button", name="Bring P to (2, 2)").click()
        assert _at(shown) == (2, 2)
        shown.open(pages["nothing"])
        assert "has no value" in page.locator("#verdict").inner_text()
    return "two pages"


def vectors_are_written_as_asked(chromium: Any, pages: Pages) -> str:
    """In angles, as a column, in unit vectors; and a zero gradient that is proved is 0."""
    with tab(chromium) as shown:
        shown.open(pages["plane"])
        found = shown.page.evaluate(
            "['paren', 'angle', 'column', 'ijk', 'e'].map((each) => {"
            "data.vectors = each; return vector([12, -1]);})"
        )
        assert found == ["(12, −1)", "⟨12, −1⟩", "(12, −1)ᵀ", "12i − j", "12e₁ − e₂"]
        shown.open(pages["valley"])
        shown.page.get_by_role("button", name="Bring P to").click()
        assert "The gradient is zero here" in shown.page.locator(".story").inner_text()
        assert "local minimum" in shown.page.locator("#verdict").inner_text()
        assert shown.full()["norm"] == 0
    return "five ways"


def pages_stand_alone_and_fit(chromium: Any, pages: Pages) -> str:
    """The file itself is all that is loaded, nothing is complained of, no window is too narrow."""
    for name, path in pages.items():
        with tab(chromium) as shown:
            shown.open(path)
            shown.page.get_by_role("button", name="Back to the start").click()
            for width in WIDTHS:
                shown.page.set_viewport_size({"width": width, "height": 900})
                shown.page.wait_for_timeout(50)
                wide = shown.page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, (name, width, wide)
            assert shown.requests == [path.as_uri()]
            assert shown.complaints == []
    return f"{len(pages)} pages, {' and '.join(map(str, WIDTHS))} pixels wide"


def axe_finds_nothing(chromium: Any, pages: Pages) -> str:
    """axe-core, in light and in dark, wide and narrow."""
    axe = Axe()
    rules = 0
    for name, scheme, width in (
        ("plane", "dark", 380),
        ("corner", "light", 1400),
        ("line", "dark", 1400),
        ("nothing", "light", 380),
    ):
        with tab(chromium, width, color_scheme=scheme) as shown:
            shown.open(pages[name])
            shown.page.evaluate("document.querySelector('details').open = true")
            found = axe.run(shown.page)
            assert found.violations_count == 0, found.generate_report()
            rules = max(rules, len(found.response["passes"]))
    return f"no violation; {rules} rules passed"


CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        check.__name__.replace("_", " "): check
        for check in (
            numbers_are_those_of_the_tool,
            held_coordinates_move,
            programs_mean_the_same,
            curves_have_their_level,
            curves_are_touched,
            areas_are_no_curves,
            arrows_are_true,
            things_are_dragged,
            keys_move_them,
            points_are_snapped_to,
            vectors_are_written_as_asked,
            pages_stand_alone_and_fit,
            axe_finds_nothing,
        )
    }
)
