"""The shapes of exercises: functions with places for numbers, by what they are made of.

{a}, {b}, {c} are factors and summands, {n}, {m} exponents. Two exercises of one shape are alike;
which rules a shape needs, and so how hard it is, its derivation says
(`gradcli.questions.learning.exercises.difficulty`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from gradcli.frozen import dataclass

LEVELS: Final = 5
"""Exercises are of a level from 1 to this."""


class Topic(StrEnum):
    """What is practised."""

    PARTIAL = "partial"
    CHAIN = "chain"
    PRODUCT = "product"
    QUOTIENT = "quotient"
    GRADIENT = "gradient"
    DIRECTIONAL = "directional"
    STEEPEST = "steepest"
    HESSIAN = "hessian"
    DESCENT = "descent"


@dataclass(frozen=True, slots=True)
class Shape:
    """A function with places for numbers, and the pair of an outer and an inner function in it."""

    text: str
    outer: str
    inner: str


OUTER: Final = {
    "power": "({})^{n}",
    "sin": "sin({})",
    "cos": "cos({})",
    "exp": "e^({})",
    "ln": "ln({})",
    "sqrt": "sqrt({})",
    "reciprocal": "{a}/({})",
    "negative power": "({})^(-{n})",
    "tan": "tan({})",
    "arctan": "arctan({})",
    "base": "{a}^({})",
    "tanh": "tanh({})",
}
INNER_OF_ONE: Final = {
    "multiple": "{b}x",
    "power": "x^{m}",
    "linear": "{b}x + {c}",
    "square": "x^2 + {c}",
    "difference": "{c} - x^2",
    "cubic": "x^3 - {b}x",
    "sin": "sin x",
    "cos": "cos x",
    "exp": "e^x",
    "ln": "ln x",
    "sqrt": "sqrt(x)",
    "product": "x e^x",
}
INNER_OF_TWO: Final = {
    "product": "x y",
    "sum": "{b}x + {c}y",
    "squares": "x^2 + y^2",
    "monomial": "x^2 y",
    "other monomial": "x y^{m}",
    "difference": "x^2 - {b}y",
    "shifted": "x y + {c}",
    "quotient": "x/y",
    "mixed": "x + y^2",
    "three": "x^2 + x y",
}
BASIC: Final = {
    "variable": "x",
    "power": "x^{n}",
    "linear": "({a}x + {b})",
    "square": "(x^2 + {c})",
    "sqrt": "sqrt(x)",
    "exp": "e^x",
    "sin": "sin(x)",
    "cos": "cos(x)",
    "ln": "ln(x)",
}
_MONOMIALS: Final = (
    *("{a}x^{n}", "{a}y^{m}", "{a}x y", "x^{n} y", "{b}x y^{m}", "x^{n} y^{m}", "{c}x", "{b}y"),
)
_OF_THREE: Final = (
    *("x y z", "{a}x y + y z", "x^{n} y z", "x y + y z + z x", "x^2 + y^2 + {a}z^2"),
    *("x y^{m} + {a}z", "x^{n} z - {b}y z", "{a}x y z^{m}", "x^2 y + z^{n}"),
)
_OF_THREE_INSIDE: Final = ("x y z", "x + {a}y - z", "x^2 + y^2 + z^2", "x y + z", "x z - {b}y")


def chains(inner: dict[str, str]) -> Iterator[Shape]:
    """A function of a function."""
    return of_pairs(OUTER, inner)


def of_pairs(outers: dict[str, str], inner: dict[str, str]) -> Iterator[Shape]:
    """Each outer function of each inner one."""
    for outer, around in outers.items():
        for name, part in inner.items():
            if (outer, name) not in _UNDONE:
                yield Shape(_put(around, part), outer, name)


_UNDONE: Final = frozenset(
    {
        *(("exp", "ln"), ("ln", "exp"), ("tan", "arctan"), ("arctan", "tan"), ("base", "ln")),
        *(("power", each) for each in ("sqrt", "power", "negative power", "base", "exp")),
        *(("negative power", each) for each in ("sqrt", "power", "negative power", "base", "exp")),
        *(("reciprocal", each) for each in ("sqrt", "power", "negative power", "reciprocal")),
        *(("reciprocal", each) for each in ("exp", "base", "multiple")),
        *(("sqrt", each) for each in ("power", "negative power", "exp", "reciprocal", "base")),
        *(("ln", each) for each in ("power", "negative power", "base", "reciprocal", "sqrt")),
        *(
            (outer, each)
            for outer in ("power", "negative power", "reciprocal", "ln", "sqrt")
            for each in (
                "multiple",
                "product",
                "monomial",
                "other monomial",
                "quotient",
                "product of",
            )
        ),
    }
)
"""Pairs of an outer and an inner function that a shorter function equals: nobody means them."""


def _put(around: str, part: str) -> str:
    return around.replace("{}", part)


def fenced(text: str) -> str:
    """A part of a fraction, in brackets where it needs them."""
    if text.isalpha() and len(text) == 1:
        return text
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and sign != "(" and place < len(text) - 1:
            break
    else:
        if text.startswith("("):
            return text
    return f"({text})"


def after(factor: str, shape: Shape) -> str:
    """A factor before a shape; a number in the place where that begins needs a sign."""
    return f"{factor}*{shape.text}" if shape.text.startswith("{a}") else f"{factor} {shape.text}"


def may_be_factor(shape: Shape) -> bool:
    """A fraction as a factor would be a quotient: c x/v for x (c/v)."""
    return shape.outer != "reciprocal"


def of_chains() -> Iterator[Shape]:
    """Chains in one variable and in two, with a factor, inside one another, and beside a term."""
    one, two = tuple(chains(INNER_OF_ONE)), tuple(chains(INNER_OF_TWO))
    yield from one
    yield from two
    for each in one:
        if may_be_factor(each):
            yield Shape(after("y", each), each.outer, each.inner)
        yield Shape(f"{each.text} + x^{{m}}", each.outer, each.inner)
    for each in two:
        yield Shape(f"{each.text} + {{c}}x y", each.outer, each.inner)
    for outer, around in OUTER.items():
        for each in (*one, *two):
            if each.outer != outer and (outer, each.outer) not in _UNDONE:
                yield Shape(_put(around, each.text), outer, each.outer)


_POWERS: Final = ("variable", "power", "sqrt")  # a product or quotient of two is a power


def of_products() -> Iterator[Shape]:
    """Products of two or three factors, the later ones chains."""
    basic = list(BASIC.items())
    for place, (first, one) in enumerate(basic):
        for second, other in basic[place + 1 :]:
            if first in _POWERS and second in _POWERS:
                continue
            yield Shape(f"{one} {other}", first, second)
            yield Shape(f"{{b}}y {one} {other}", first, second)
            yield Shape(f"{one} {other} + {{c}}x^{{m}}", first, second)
    for first, one in basic:
        for each in (*chains(INNER_OF_ONE), *chains(INNER_OF_TWO)):
            if may_be_factor(each) and each.inner != first:
                yield Shape(after(one, each), first, each.outer)
    chained = [
        each
        for each in chains(INNER_OF_ONE)
        if each.inner in ("multiple", "square") and may_be_factor(each)
    ]
    for place, each in enumerate(chained):
        for another in chained[place + 1 :]:
            yield Shape(after(each.text, another), each.outer, another.outer)
    for place, (first, one) in enumerate(basic):
        for second, other in basic[place + 1 :]:
            yield Shape(f"{one} {other} e^({{b}}x)", first, second)
            yield Shape(f"{one} {other} sin(x y)", first, second)


def of_quotients() -> Iterator[Shape]:
    """Quotients, with a factor, of chains and of products."""
    above = {**BASIC, "two": "x + y", "product of two": "x e^x", "product of others": "x sin(x)"}
    below = {
        **{name: text for name, text in BASIC.items() if name not in ("ln", "power")},
        "two": "(x + {b}y)",
        "squares": "(x^2 + y^2)",
        "other": "(x - {c})",
    }
    for first, one in above.items():
        for second, other in below.items():
            powers = first in _POWERS and second in _POWERS
            if (
                one != other
                and not powers
                and not (first.startswith("product of") and other in one)
            ):
                yield Shape(f"{fenced(one)}/{fenced(other)}", first, second)
                yield Shape(f"{{b}}y {fenced(one)}/{fenced(other)}", first, second)
                yield Shape(f"{fenced(one)}/{fenced(other)} + {{c}}x^{{m}}", first, second)
    for each in (*chains(INNER_OF_ONE), *chains(INNER_OF_TWO)):
        if each.outer in ("reciprocal", "negative power"):
            continue
        for second, other in below.items():
            if second not in (each.inner, each.outer):
                yield Shape(f"{fenced(each.text)}/{fenced(other)}", each.outer, second)
        for first in ("power", "sin", "exp", "linear"):
            if first in (each.inner, each.outer):
                continue
            yield Shape(f"{fenced(BASIC[first])}/{fenced(each.text)}", first, each.outer)


def of_polynomials() -> Iterator[Shape]:
    """Sums of one to three monomials in two variables."""
    for place, one in enumerate(_MONOMIALS):
        yield Shape(one, "monomial", "none")
        for second, other in enumerate(_MONOMIALS[place + 1 :], start=place + 1):
            yield Shape(f"{one} + {other}", "polynomial", "two terms")
            yield Shape(f"{one} - {other}", "polynomial", "two terms, subtracted")
            for third in _MONOMIALS[second + 1 :]:
                yield Shape(f"{one} + {other} - {third}", "polynomial", "three terms")


def of_two_variables() -> Iterator[Shape]:
    """What partial derivatives are taken of: polynomials, chains, products, quotients."""
    yield from of_polynomials()
    two = tuple(chains(INNER_OF_TWO))
    yield from two
    for each in two:
        yield Shape(f"{each.text} + {{b}}x y^{{n}}", each.outer, each.inner)
        if may_be_factor(each):
            yield Shape(after("x", each), "product", each.outer)
            yield Shape(after("x^{m} y", each), "product", each.outer)
            yield Shape(f"{after('y', each)} - x^{{n}}", each.outer, each.inner)
    for first, one in BASIC.items():
        for second, other in BASIC.items():
            moved = other.replace("x", "y") if second != "exp" else "e^y"
            yield Shape(f"{one} {moved}", first, second)
            if first != second:
                yield Shape(f"{one} + {{b}}{moved}", first, second)
            if second not in ("ln", "variable"):
                yield Shape(f"{fenced(one)}/{fenced(moved)}", first, second)
    for outer, around in OUTER.items():
        for each in two:
            if each.outer != outer and (outer, each.outer) not in _UNDONE:
                yield Shape(_put(around, each.text), outer, each.outer)


def of_gradients() -> Iterator[Shape]:
    """Functions of two variables, and of three."""
    yield from of_two_variables()
    for text in _OF_THREE:
        yield Shape(text, "three variables", "polynomial")
    for outer, around in OUTER.items():
        for text in _OF_THREE_INSIDE:
            whole = Shape(_put(around, text), outer, "three variables")
            yield whole
            if may_be_factor(whole):
                yield Shape(after("x", whole), "product", outer)


def at_points() -> Iterator[Shape]:
    """Functions of two variables that have clean values at clean points."""
    yield from of_polynomials()
    for each in chains(INNER_OF_TWO):
        if each.outer in ("exp", "ln", "sqrt", "sin", "cos", "reciprocal", "power", "arctan"):
            yield each
            if may_be_factor(each):
                yield Shape(after("x", each), "product", each.outer)
                yield Shape(after("y^2", each), "product", each.outer)
            yield Shape(f"{each.text} + {{c}}x y", each.outer, each.inner)
            yield Shape(f"{each.text} - x^2 + {{b}}y", each.outer, each.inner)
    for above in ("x", "y", "x^2", "x y", "x - y", "{a}x + y"):
        for below in ("y", "x", "(x + y)", "(x^2 + y^2)", "(y + {b})", "(x y)"):
            if fenced(above) != fenced(below):
                yield Shape(f"{fenced(above)}/{below}", "quotient", below)
                yield Shape(f"{fenced(above)}/{below} + x y", "quotient", below)


def shapes_of(topic: Topic) -> tuple[Shape, ...]:
    """The shapes among which exercises of a topic are looked for, each once."""
    match topic:
        case Topic.CHAIN:
            return _once(of_chains())
        case Topic.PRODUCT:
            return _once(of_products())
        case Topic.QUOTIENT:
            return _once(of_quotients())
        case Topic.PARTIAL:
            return _once(of_two_variables())
        case Topic.GRADIENT:
            return _once(of_gradients())
        case Topic.DIRECTIONAL | Topic.STEEPEST | Topic.HESSIAN | Topic.DESCENT:
            return _once(at_points())


def _once(shapes: Iterable[Shape]) -> tuple[Shape, ...]:
    return tuple({each.text: each for each in shapes}.values())
