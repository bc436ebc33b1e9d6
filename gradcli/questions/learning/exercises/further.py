"""Further shapes of exercises: where those of `shapes` are used up, these come.

They stand behind the others, so that a sheet that is made of the first ones stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gradcli.questions.learning.exercises.shapes import (
    BASIC,
    INNER_OF_ONE,
    INNER_OF_TWO,
    OUTER,
    Shape,
    Topic,
    after,
    fenced,
    may_be_factor,
    of_pairs,
)

_OUTER: Final = {
    "cube root": "cbrt({})",
    "sinh": "sinh({})",
    "cosh": "cosh({})",
    "arcsin": "arcsin({})",
}
_INNER_OF_ONE: Final = {
    "quadratic": "x^2 + {b}x",
    "cube": "x^3 + {c}",
    "falling": "{c} - {b}x",
    "quartic": "x^4 - {b}x^2",
    "sum with exp": "e^x + {c}",
    "sum with sin": "x + sin x",
    "sum with cos": "{b}x - cos x",
    "sum with ln": "{c} + ln x",
}
_INNER_OF_TWO: Final = {
    "cubes": "x^3 + y^3",
    "parabola": "{b}x^2 + y",
    "square of product": "x^2 y^2",
    "plain difference": "x - y",
    "linear": "x + {b}y + {c}",
    "hyperbola": "x^2 - y^2",
    "product and term": "x y - x",
}
_BASIC: Final = {
    "cube": "(x^3 + {c})",
    "quadratic": "(x^2 + {b}x)",
    "tan": "tan(x)",
    "arctan": "arctan(x)",
    "exp and number": "(e^x + {c})",
    "sin and number": "(sin(x) + {c})",
}
_TERMS: Final = (" + {c}x", " - x^{m}", " + {b}sin x", " - e^x", " + ln x")
_TERMS_OF_TWO: Final = (" + {c}x", " - x^{m} y", " + y^{n}", " - {b}x^2 + y", " + {b}x - {c}y")


def of_chains() -> Iterator[Shape]:
    """More outer and inner functions, and terms beside those that there are."""
    old, new = {**OUTER, **_OUTER}, {**INNER_OF_ONE, **_INNER_OF_ONE}
    one = tuple(of_pairs(old, new))
    two = tuple(of_pairs(old, {**INNER_OF_TWO, **_INNER_OF_TWO}))
    yield from one
    yield from two
    for each in one:
        yield from (Shape(each.text + term, each.outer, each.inner) for term in _TERMS)
    for each in two:
        yield from (Shape(each.text + term, each.outer, each.inner) for term in _TERMS_OF_TWO)


def of_products() -> Iterator[Shape]:
    """Products with further factors, and with terms beside them."""
    both = {**BASIC, **_BASIC}
    names = list(both)
    for place, first in enumerate(names):
        for second in names[place + 1 :]:
            one, other = both[first], both[second]
            if first not in _BASIC and second not in _BASIC:
                for term in (" - {c}x", " + {b}sin x", " + y^{m}", " - x y"):
                    yield Shape(f"{one} {other}{term}", first, second)
                continue
            yield Shape(f"{one} {other}", first, second)
            yield Shape(f"{{b}}y {one} {other}", first, second)
            yield Shape(f"{one} {other} + {{c}}x^{{m}}", first, second)
            yield Shape(f"{one} {other} - {{c}}x", first, second)
    for first, one in both.items():
        for each in of_pairs({**OUTER, **_OUTER}, _INNER_OF_ONE):
            if may_be_factor(each) and each.inner != first:
                yield Shape(after(one, each), first, each.outer)


def of_quotients() -> Iterator[Shape]:
    """Quotients of further parts, and with terms beside them."""
    both = {**BASIC, **_BASIC}
    for first, one in both.items():
        for second, other in both.items():
            if one == other or second in ("power", "ln", "variable"):
                continue
            if first in _BASIC or second in _BASIC:
                yield Shape(f"{fenced(one)}/{fenced(other)}", first, second)
                yield Shape(f"{{b}}y {fenced(one)}/{fenced(other)}", first, second)
            for term in (" - {c}x", " + {c}x^{m}", " + y^{m}"):
                yield Shape(f"{fenced(one)}/{fenced(other)}{term}", first, second)


def of_two_variables() -> Iterator[Shape]:
    """Further chains and products in two variables, alone and with terms."""
    for each in of_pairs({**OUTER, **_OUTER}, {**INNER_OF_TWO, **_INNER_OF_TWO}):
        yield each
        for term in _TERMS_OF_TWO:
            yield Shape(each.text + term, each.outer, each.inner)
        if may_be_factor(each):
            yield Shape(after("y", each), "product", each.outer)
            yield Shape(after("x^2", each), "product", each.outer)
    parts = {**BASIC, **_BASIC}
    for first, one in parts.items():
        for second, other in parts.items():
            moved = other.replace("e^x", "e^y").replace("(x", "(y").replace("x)", "y)")
            moved = "y" if other == "x" else moved.replace("x^", "y^").replace("{b}x", "{b}y")
            if "x" in moved.replace("exp", ""):
                continue
            yield Shape(f"{one} {moved}", first, second)
            yield Shape(f"{one} + {{b}}{moved}", first, second)
            yield Shape(f"{one} {moved} + {{c}}x y", first, second)
            yield Shape(f"{one} {moved} - {{a}}x", first, second)


def at_points() -> Iterator[Shape]:
    """Further functions of two variables that may have clean values."""
    for each in of_pairs(
        {name: OUTER[name] for name in ("exp", "ln", "sqrt", "sin", "cos", "reciprocal", "power")},
        {**INNER_OF_TWO, **_INNER_OF_TWO},
    ):
        yield each
        for term in (*_TERMS_OF_TWO, " - x y^2", " + x^{m} y"):
            yield Shape(each.text + term, each.outer, each.inner)
        if may_be_factor(each):
            yield Shape(after("y", each), "product", each.outer)
            yield Shape(after("x^2", each), "product", each.outer)
            yield Shape(after("x y", each), "product", each.outer)


def further_shapes_of(topic: Topic) -> tuple[Shape, ...]:
    """The shapes that come behind the first ones of a topic, each once."""
    match topic:
        case Topic.CHAIN:
            shapes = of_chains()
        case Topic.PRODUCT:
            shapes = of_products()
        case Topic.QUOTIENT:
            shapes = of_quotients()
        case Topic.PARTIAL | Topic.GRADIENT:
            shapes = of_two_variables()
        case Topic.DIRECTIONAL | Topic.STEEPEST | Topic.HESSIAN | Topic.DESCENT:
            shapes = at_points()
    return tuple({each.text: each for each in shapes}.values())
