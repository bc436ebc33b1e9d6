"""The page filled in: one file, with nothing in it that could be taken for markup or a program.

What came from the reader is escaped where it stands in markup, and is JSON where the script reads
it. The page holds a policy by which a browser runs this script alone and asks for nothing from
anywhere. It is written in ASCII, so that it is the same wherever it is sent.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shlex
from collections.abc import Callable, Sequence
from html import escape
from importlib.resources import files
from string import Template
from typing import Any, Final

from gradcli.calculus.answers.pictures.explore import (
    MOST_OPERATIONS,
    ExploreAnswer,
    Known,
    Near,
    Scene,
)
from gradcli.calculus.domain.refusal import RefusedError, TooManyOperations
from gradcli.calculus.explore.examined import Level
from gradcli.calculus.explore.window import round_step
from gradcli.calculus.levels.shapes import Plateau
from gradcli.calculus.numbers.constants import nearest_float
from gradcli.field.expression import postorder
from gradcli.field.order import order_of
from gradcli.field.scalar_field import Direction, ScalarField
from gradcli.field.size import size
from gradcli.language.writing import write
from gradcli.late import pattern
from gradcli.narrative.box import Box
from gradcli.narrative.document import Line
from gradcli.narrative.letters import Letters
from gradcli.narrative.notation import function_name, variable
from gradcli.narrative.phrases import equals, formula
from gradcli.narrative.point.refusals import no_gradient
from gradcli.narrative.stories import common
from gradcli.narrative.stories.checking import certificate_of_values, checked
from gradcli.narrative.stories.pictures.explore import (
    beginning,
    held_in_the_plane,
    place_of,
    verdict_on,
)
from gradcli.render.format import Notation, Vectors
from gradcli.render.formula.linear import linear
from gradcli.render.formula.mathml import inner, mathml
from gradcli.render.formula.words import plainly
from gradcli.render.json.pictures.explore import of_border, of_program
from gradcli.render.page.notation import UNIT, changed
from gradcli.render.page.title import title_of

_SCRIPTS: Final = (
    "program.js",
    "levels.js",
    "touching.js",
    "page.js",
    "labels.js",
    "picture.js",
    "words.js",
    "input.js",
)
_OUT_OF_PAGES: Final = pattern(r"^ *(?:/\*.*?\*/|//[^\n]*)\n|^ +", re.MULTILINE | re.DOTALL)
_LONGEST_FORMULA: Final = 60
_BEGINNING: Final = 160
LARGEST: Final = 150_000
"""Signs that a page may have."""


def explore_page(
    answer: ExploreAnswer,
    given: Sequence[str],
    notation: Notation = Notation.LEIBNIZ,
    vectors: Vectors = Vectors.PAREN,
) -> str:
    """The page as text; `given` are the words of a command line that name the function."""
    field, scene = answer.field, answer.scene
    change = changed(notation, vectors, field.arguments)
    style = _file("page.css")
    script = _lean(_in_ascii("".join(map(_file, _SCRIPTS))))
    told = _data(answer, given) | {
        "slopes": [
            linear(change(common.derivative_name(field, (name,)))) for name in field.variables
        ],
        "vectors": _vectors_of(vectors, field.variables),
    }
    parts = {
        "policy": _policy(style, script),
        "style": style,
        "script": script,
        "data": _as_json(told),
        "shape": "plane-shape" if len(scene.plane) > 1 else "line-shape",
        "title": escape(title_of(field)),
        "function": _function(field),
        "name": mathml(function_name(field.function)),
        "w": mathml(common.direction_letter(field)),
        "held": _held(field, scene),
        "partials": _partials(answer, change),
        "start": _start(answer, change),
        "command": escape(_command(told["words"])),
    }
    page = Template(_file("page.html")).substitute(parts)
    page = page.encode("ascii", "xmlcharrefreplace").decode("ascii")
    if len(page) > LARGEST:
        raise RefusedError(TooManyOperations(MOST_OPERATIONS))
    return page


def _file(name: str) -> str:
    return files("gradcli.render.explore").joinpath(name).read_text("utf-8")


def _in_ascii(script: str) -> str:
    """JavaScript, in which any other sign may be written by its number."""
    return "".join(sign if ord(sign) < 128 else f"\\u{ord(sign):04x}" for sign in script)


def _lean(script: str) -> str:
    """The script without its indentation and the comments that have lines of their own."""
    return _OUT_OF_PAGES.sub("", script)


def _as_json(told: Any) -> str:
    """JSON that stands in a page: no `<` in it that could end it."""
    return json.dumps(told, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


def _policy(style: str, script: str) -> str:
    return f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


# What the script works with.


def _data(answer: ExploreAnswer, given: Sequence[str]) -> dict[str, Any]:
    field, scene, begins = answer.field, answer.scene, answer.begins
    letters = Letters.beside(field)
    start_examined = next(
        (place for place, each in enumerate(scene.known) if each.floats == scene.start), None
    )
    direction = begins.direction
    return {
        "names": [linear(variable(name)) for name in field.variables],
        "letters": {
            "f": linear(function_name(field.function)),
            "w": linear(common.direction_letter(field)),
            "theta": linear(variable(letters.pick(("theta", "phi", "alpha")))),
        },
        "plane": list(scene.plane),
        "window": [[float(of.low), float(of.high)] for of in scene.window],
        "at": list(scene.start),
        "w": _along(scene, direction),
        "program": of_program(scene.program),
        "borders": [of_border(each) for each in scene.borders],
        "examined": [_point(field, each) for each in scene.known],
        "more": scene.more,
        "critical": _critical_command(given, scene, field),
        "areas": [_area(each) for each in scene.areas],
        "startExamined": start_examined,
        "words": {
            "function": shlex.join(given),
            "at": shlex.quote(",".join(write(node, field.letters) for node in scene.written)),
            "w": _word_of(field, scene, direction),
        },
    }


def _along(scene: Scene, direction: Direction | None) -> list[float]:
    """The direction to begin with: as given, else along the first axis, or a step on a line."""
    found = [] if direction is None else [nearest_float(each) for each in direction.components]
    known = [each for each in found if each is not None]
    if known and len(known) == len(found):
        return known
    if len(scene.plane) == 1:
        return [float(round_step(float(scene.window[0].width) / 4))]
    return [float(place == scene.plane[0]) for place in range(len(scene.start))]


def _word_of(field: ScalarField, scene: Scene, direction: Direction | None) -> str:
    if direction is None:
        return ",".join(f"{each:g}" for each in _along(scene, None))
    return shlex.quote(",".join(write(node, field.letters) for node in direction.written))


def _point(field: ScalarField, each: Known) -> dict[str, Any]:
    shown, near = linear(place_of(each)), isinstance(each, Near)
    if isinstance(each, Near):
        texts = [repr(x) for x in each.floats]
    else:
        texts = [write(node, field.letters) for node in each.point.written]
    if len(texts) == 1:
        shown = f"{field.variables[0]} {'≈' if near else '='} {shown if near else texts[0]}"
    elif near:
        shown = f"≈ {shown}"
    return {
        "floats": list(each.floats),
        "text": shown,
        "word": shlex.quote(",".join(texts)),
        "message": plainly(verdict_on(field, each)),
        "level": isinstance(each, Level | Near),
    }


def _critical_command(given: Sequence[str], scene: Scene, field: ScalarField) -> str:
    """The command that looks for all critical points in the window."""
    ends = ",".join(
        f"{field.variables[place]}={float(of.low):g}:{float(of.high):g}"
        for place, of in zip(scene.plane, scene.window, strict=True)
    )
    boxed = len(scene.plane) == len(field.variables)
    return f"gradcli critical {shlex.join(given)}" + (f" --in {shlex.quote(ends)}" if boxed else "")


def _area(area: Plateau) -> dict[str, Any]:
    boxes = [[each.left, each.right, each.bottom, each.top] for each in area.boxes]
    return {"value": area.value, "boxes": boxes}


def _command(words: dict[str, str]) -> str:
    return f"gradcli grad {words['function']} --at {words['at']}"


# What stands in the page as markup.


def _function(field: ScalarField) -> str:
    """f(x, y) = x^2 y, or of a long formula how it begins."""
    if sum(1 for _ in postorder(field.tree)) <= _LONGEST_FORMULA:
        return mathml(common.the_function(field))
    text = write(field.tree, field.letters)
    begins = f"{text[:_BEGINNING]}..." if len(text) > _BEGINNING else text
    return f"{mathml(common.function_value(field))} = <code>{escape(begins)}</code>"


def _held(field: ScalarField, scene: Scene) -> str:
    others = held_in_the_plane(field, scene)
    if not others:
        return ""
    which = " and ".join(mathml(variable(field.variables[place])) for place in scene.plane)
    *first, last = map(mathml, others)
    held = f"{', '.join(first)} and {last}" if first else last
    verb = "is" if len(others) == 1 else "are"
    return f'<p class="held">The picture is the plane of {which}; {held} {verb} held.</p>'


def _vectors_of(vectors: Vectors, variables: Sequence[str]) -> str:
    """How the script writes vectors: where i is a variable the unit vectors are e_1, e_2."""
    by_letter = len(variables) <= len(UNIT) and not set(UNIT) & set(variables)
    return "e" if vectors is Vectors.IJK and not by_letter else vectors.value


def _partials(answer: ExploreAnswer, change: Callable[[Box], Box]) -> str:
    """Each partial as a formula, and a place for its value."""
    field = answer.field
    rows = []
    for place, partial in enumerate(answer.begins.gradient.partials):
        told: Box = common.derivative_name(field, (partial.variable,))
        if not partial.named and size(partial.derivative) <= _LONGEST_FORMULA:
            told = equals(told, formula(partial.derivative, order_of(field)))
        rows.append(
            f'<li>{_math(inner(change(told)))} <span class="g" data-slope="{place}"></span></li>'
        )
    return "".join(rows)


def _start(answer: ExploreAnswer, change: Callable[[Box], Box]) -> str:
    """What the tool itself says of the point at which the page starts."""
    field, at = answer.field, answer.begins.at
    where = mathml(common.named_point(field, at.point))
    refused = no_gradient(field, at)
    if refused is not None:
        return f'<div class="exact"><p>At {where}: {escape(refused.message)}.</p></div>'
    lines = "".join(f"<p>{_line(line, change)}</p>" for line in beginning(answer))
    made = certificate_of_values(at, field)
    check = escape(plainly(checked(answer.check, field, common.FULLY, made).text))
    return (
        f'<div class="exact"><p>Where the page starts, at {where}:</p>{lines}'
        f'<p class="who">{check}</p></div>'
    )


def _line(line: Line, change: Callable[[Box], Box]) -> str:
    left = "" if line.left is None else inner(change(line.left))
    sign = f"<mo>{escape(line.relation)}</mo>"
    return _math(f"<mrow>{left}{sign}{inner(change(line.right))}</mrow>")


def _math(content: str) -> str:
    """A formula as large as on a line of its own."""
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML" displaystyle="true">{content}</math>'
