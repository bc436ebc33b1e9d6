"""The closed table of the functions and constants that the language knows.

One row a function, and nothing about derivatives: the laws stand in `gradcli.calculus`, the
spellings that people type (`ln`, `arctan`, `\\operatorname{tg}`) are the `aliases` here. The
`name` is the canonical one: it is what `-q` and JSON print, and it is Python's where Python has
one, so that an answer can be pasted into NumPy or SymPy.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language.

    `name` is canonical; `display` is how a book prints it; `latex` is its LaTeX command (or an
    `\\operatorname`); `least` and `most` bound the number of arguments (`most` is None where
    there is no bound).
    """

    name: str
    display: str
    latex: str
    summary: str
    aliases: tuple[str, ...] = ()
    least: int = 1
    most: int | None = 1


def _circular_and_hyperbolic() -> tuple[Function, ...]:
    """The six ratios, their inverses, and the same twelve for the hyperbola."""
    rows: list[Function] = []
    for base, words in (
        ("sin", "sine"),
        ("cos", "cosine"),
        ("tan", "tangent"),
        ("cot", "cotangent"),
        ("sec", "secant"),
        ("csc", "cosecant"),
    ):
        also = {"tan": ("tg",), "cot": ("ctg", "cotg", "cotan"), "csc": ("cosec",)}.get(base, ())
        has_arc_command = base in ("sin", "cos", "tan")
        arc = f"\\arc{base}" if has_arc_command else f"\\operatorname{{arc{base}}}"
        rows.append(Function(base, base, f"\\{base}", f"{words} of an angle in radians", also))
        rows.append(
            Function(
                f"a{base}",
                f"arc{base}",
                arc,
                f"inverse {words}, in radians",
                (f"arc{base}", *(f"arc{other}" for other in also)),
            )
        )
        hyperbolic = f"{base}h"
        has_command = base in ("sin", "cos", "tan", "cot")
        rows.append(
            Function(
                hyperbolic,
                hyperbolic,
                f"\\{hyperbolic}" if has_command else f"\\operatorname{{{hyperbolic}}}",
                f"hyperbolic {words}",
                tuple(f"{other}h" for other in also),
            )
        )
        rows.append(
            Function(
                f"a{hyperbolic}",
                f"ar{hyperbolic}",
                f"\\operatorname{{ar{hyperbolic}}}",
                f"inverse hyperbolic {words}",
                (f"ar{hyperbolic}", f"arc{hyperbolic}"),
            )
        )
    return tuple(rows)


FUNCTIONS: Final[MappingProxyType[str, Function]] = MappingProxyType(
    {
        function.name: function
        for function in (
            Function("sqrt", "sqrt", r"\sqrt", "the square root, of a number that is not negative"),
            Function("cbrt", "cbrt", r"\sqrt[3]", "the real cube root, of any number"),
            Function(
                "root",
                "root",
                r"\sqrt",
                "root(x, n): the real n-th root; for odd n of any number",
                least=2,
                most=2,
            ),
            Function("exp", "exp", r"\exp", "e to the power of the argument"),
            Function(
                "log",
                "ln",
                r"\ln",
                "the natural logarithm; log(x, b) is to the base b",
                ("ln",),
                most=2,
            ),
            *_circular_and_hyperbolic(),
            Function(
                "atan2",
                "atan2",
                r"\operatorname{atan2}",
                "atan2(y, x): the angle of the point (x, y), in radians",
                ("arctan2",),
                least=2,
                most=2,
            ),
            Function("erf", "erf", r"\operatorname{erf}", "the error function"),
            Function("abs", "abs", r"\operatorname{abs}", "the absolute value, also |x|", ("Abs",)),
            Function(
                "sign",
                "sign",
                r"\operatorname{sign}",
                "-1, 0 or 1, as the number is below, at or above 0",
                ("sgn", "signum"),
            ),
            Function("min", "min", r"\min", "the least of its arguments", ("Min",), 2, None),
            Function("max", "max", r"\max", "the greatest of its arguments", ("Max",), 2, None),
            Function(
                "floor",
                "floor",
                r"\operatorname{floor}",
                "the greatest whole number that is not above the argument",
            ),
            Function(
                "ceil",
                "ceil",
                r"\operatorname{ceil}",
                "the least whole number that is not below the argument",
                ("ceiling",),
            ),
            Function(
                "round",
                "round",
                r"\operatorname{round}",
                "the nearest whole number; a half goes to the even neighbour",
            ),
            Function(
                "step",
                "step",
                r"\operatorname{step}",
                "the unit step: 0 below 0, 1 at 0 and above",
                ("heaviside", "Heaviside"),
            ),
            Function(
                "factorial",
                "factorial",
                r"\operatorname{factorial}",
                "n!, for a whole number n that is not negative",
            ),
        )
    }
)

# Each spelling that is accepted for a function, canonical names included.
SPELLINGS: Final[MappingProxyType[str, str]] = MappingProxyType(
    {
        spelling: function.name
        for function in FUNCTIONS.values()
        for spelling in (function.name, *function.aliases)
    }
)

CONSTANTS: Final = frozenset({"e", "pi"})
