"""What `gradcli help TOPIC` explains that belongs to no single command, and gradcli(7) too."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a topic: its title, what it says, and what can be typed, each with its meaning."""

    title: str
    text: str = ""
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A page about what several commands have in common; the examples are words for a shell."""

    summary: str
    parts: tuple[Part, ...]
    examples: tuple[str, ...]


_EXPRESSIONS: Final = Topic(
    "how an expression is written",
    (
        Part(
            "Numbers and arithmetic",
            "Numbers are exact: 0.1 is 1/10. A power binds before a sign: -x^2 is -(x^2), and "
            "2^x^2 is 2^(x^2). A factor beside another is a product: 1/2x is (1/2) x.",
            (
                ("2, 0.1, 1e-3, 1/3, pi, e", "numbers"),
                ("+ - * / ^ **", "arithmetic; ^ and ** are the power"),
                ("|x|, 3!, sqrt(x)", "the absolute value, a factorial, a root"),
                ("2xy, 3x y^3, x sin y", "products without a sign"),
            ),
        ),
        Part(
            "Names",
            "A variable is one letter, also a Greek one, or has an index. Without a header "
            "variables stand in natural order. Letters beside those of a header are constants.",
            (
                ("x, theta, x1, x_1, x[1]", "variables"),
                ("f(x, y) = x^2 y", "a function with its name; its variables have this order"),
                ("--vars rate,t", "longer names, or another order"),
                ("let u = x^2 + y^2; sin(u)/u", "a name for a part"),
                ("f(x) = a x^2", "a is a constant; --let a=3 gives it a value"),
            ),
        ),
        Part(
            "Functions",
            "gradcli functions lists them all. Brackets may be left out: sin 2x is sin(2x).",
            (
                ("sin x, sin^2 x, ln|x|", "without brackets"),
                ("log(x, 10), root(x, 3)", "with a base or a degree"),
                ("max(x, 0), sigmoid(x)", "of several arguments, and of machine learning"),
            ),
        ),
        Part(
            "Pieces and LaTeX",
            "",
            (
                ("x^2 if x > 0 else -x", "two pieces"),
                ("{x^2 if x > 0, -x otherwise}", "the same"),
                (r"\frac{x^2}{y}, \sqrt[3]{x}", "LaTeX as it is"),
            ),
        ),
        Part(
            "In a shell",
            "Put the expression in quotes, since * and ( mean something to a shell. A minus sign "
            "before it needs no --, and - reads it from standard input.",
        ),
    ),
    ('grad "f(x, y) = x^2 y"', 'grad "let u = x^2 + y^2; sin(u)/u"', 'grad "\\\\frac{x^2}{y}"'),
)

_POINTS: Final = Topic(
    "how a point and a direction are written",
    (
        Part(
            "Points",
            "One value a variable, in the order of the variables, or by name. Values are exact "
            "constants.",
            (
                ("2,3", "x = 2 and y = 3"),
                ("(2, 3)", "the same"),
                ("y=3, x=2", "the same, by name"),
                ("1/2, sqrt(2)", "exact values"),
                ("pi/4, -3", "others"),
                ("x=2, a=3", "by name, the value of a constant too"),
            ),
        ),
        Part(
            "Directions",
            "One component a variable. The length matters for the rate along w as given; the rate "
            "per unit of distance divides by it.",
            (
                ("3,5", "3 in x and 5 in y"),
                ("3i + 5j", "the same"),
                ("<3, 5>", "the same"),
                ("(i + j)/sqrt(2)", "of length 1"),
            ),
        ),
        Part(
            "Other ways to say a direction",
            "",
            (
                ("--toward 3,4", "from the point of --at to this one"),
                ("--angle 60deg", "in two variables; pi/3 is the same"),
            ),
        ),
    ),
    (
        'grad "x^2 y" --at "y=3, x=2"',
        'dir "x^2 y" --at 2,3 --w "3i + 5j"',
        'dir "x^2 y" --at 2,3 --angle 60deg',
    ),
)

TOPICS: Final = MappingProxyType({"expressions": _EXPRESSIONS, "points": _POINTS})
"""The topics, by the word behind `gradcli help`."""
