"""Why each law holds: a few lines from the limit that defines the derivative.

A text that begins with `>` is a line of a computation, `left = right | reason`; the left side is
left out where the line goes on from the one above, and `->` is a limit as h goes to 0. Its two
sides are written as laws are (`gradcli.field.template`), and so is what stands in braces in a
sentence.

The letters: a nudge h of x changes u by U and v by V, which are printed Δu and Δv; E is ε. `means`
says what the other letters stand for. A test puts numbers into every line.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.frozen import dataclass

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a law holds, an expression that shows it at work, and where the law is silent.

    `example` is a function, differentiated by its first variable.
    """

    why: tuple[str, ...]
    example: str
    silent: str = ""
    means: Mapping[str, str] = _NONE


_ONE: Final = "A nudge h of x changes u by {U}."
_TWO: Final = "A nudge h of x changes u by {U} and v by {V}."
_AT_ONCE: Final = "as h → 0"
_PARTS: Final = (
    "It says nothing where a part has no derivative. The whole may have one there all the same."
)
_BEYOND: Final = (
    "Where u and v are equal the law says nothing: the two slopes may differ, and then there is a "
    "corner."
)

OF_STRUCTURE: Final[Mapping[str, Reason]] = MappingProxyType(
    {
        "constant": Reason(
            ("c is the same number at x and at x + h:", "> (c - c)/h = 0 | for every h"),
            "f(x, y) = y^2",
            "It needs the whole part to be free of the variable: x² + y² is not constant in x.",
        ),
        "identity": Reason(
            ("The change of x is the nudge itself:", "> (x + h - x)/h = 1 | for every h"),
            "f(x) = x",
        ),
        "sum": Reason(
            (
                _TWO,
                "> ((u + U + v + V) - (u + v))/h = U/h + V/h | what was there before cancels",
                f"> -> u' + v' | {_AT_ONCE}",
            ),
            "x^2 + sin x",
            _PARTS,
        ),
        "constant_multiple": Reason(
            (
                _ONE,
                "> (c (u + U) - c u)/h = c (U/h) | c is the same before and after",
                f"> -> c u' | {_AT_ONCE}",
            ),
            "x^2 y",
            "It needs a factor that is free of the variable; two that move make a product rule.",
        ),
        "product": Reason(
            (
                _TWO,
                "> ((u + U)(v + V) - u v)/h = (U/h) v + u (V/h) + (U/h) V | multiply out",
                f"> -> u' v + u v' | {_AT_ONCE}: then {{V}} → 0 too, since v is continuous",
                "In the last term one factor tends to a number and the other to 0, so that it "
                "leaves nothing.",
            ),
            "x^2 sin x",
            "It says nothing where a factor has no derivative. The whole may have one there all "
            "the same: x|x| has the derivative 0 at 0.",
        ),
        "quotient": Reason(
            (
                _TWO,
                "> ((u + U)/(v + V) - u/v)/h = ((U/h) v - u (V/h))/((v + V) v) | over one line",
                f"> -> (u' v - u v')/v^2 | {_AT_ONCE}: then {{V}} → 0 too",
            ),
            "sin(x)/x",
            "Where v = 0 there is no quotient. " + _PARTS,
        ),
        "reciprocal": Reason(
            (
                "A nudge h of x changes v by {V}.",
                "> (c/(v + V) - c/v)/h = -c (V/h)/((v + V) v) | over one line",
                f"> -> -c v'/v^2 | {_AT_ONCE}: then {{V}} → 0 too",
            ),
            "5/(x^2 + 1)",
            "Where v = 0 there is no quotient. " + _PARTS,
        ),
        "power": Reason(
            (
                "For a whole exponent n > 0, multiply out; R holds the terms with more than one h.",
                "> ((u + h)^n - u^n)/h = n u^(n-1) + h R | binomial theorem",
                f"> -> n u^(n-1) | {_AT_ONCE}",
                "For any other n, where {u > 0}, {u^n} is {e^(n ln u)}, and the chain rule gives",
                "> e^(n ln u) (n/u) = n u^(n-1)",
            ),
            "x^5",
            "At u = 0 it holds for whole n ≥ 1 only, and for u < 0 for whole n only: "
            "elsewhere {u^n} has no value.",
            MappingProxyType({"n": "4", "R": "((u + h)^4 - u^4 - 4 u^3 h)/h^2"}),
        ),
        "exponential": Reason(
            (
                "> (e^(u + h) - e^u)/h = e^u ((e^h - 1)/h) | since {e^(u + h) = e^u e^h}",
                "> -> e^u | {(e^h - 1)/h} → 1: this is what makes e the natural base",
                "Another base is a power of e, {a^u = e^(u ln a)}, and the chain rule brings the "
                "factor {ln a}.",
            ),
            "2^(3x)",
            "The base is fixed and the exponent moves. Where both move, see logarithmic.",
        ),
        "logarithm": Reason(
            (
                "{y = ln u} means {e^y = u}. Differentiate both sides:",
                "> e^y y' = 1 | chain rule",
                "> y' = 1/e^y",
                "> = 1/u | since {e^y = u}",
                "To another base, {log(u, a) = ln u / ln a}: a constant multiple.",
            ),
            "ln(x^2 + 1)",
            "For u ≤ 0 there is no logarithm; for ln|u| see logarithm_of_size.",
            MappingProxyType({"y": "ln u"}),
        ),
        "logarithm_of_size": Reason(
            (
                "For {u > 0}, ln|u| is ln u. For {u < 0} it is ln(−u):",
                "> (ln(-u))' = -1/(-u) | chain rule",
                "> = 1/u | the same formula on both sides of 0",
            ),
            "ln|x^2 - 1|",
            "At u = 0 there is no logarithm.",
            MappingProxyType({"u": "-3/2"}),
        ),
        "root": Reason(
            (
                "{y = root(u, n)} means {y^n = u}. Differentiate both sides:",
                "> n y^(n-1) y' = 1 | chain rule and power rule",
                "> y' = 1/(n y^(n-1))",
            ),
            "root(x, 5)",
            "At u = 0 the tangent is upright: the root has a value and no derivative.",
            MappingProxyType({"n": "5", "y": "root(u, 5)"}),
        ),
        "chain": Reason(
            (
                "A nudge h of x changes u by {U}. Where F has a derivative, that change of u "
                "changes F by",
                "> G - F(u) = (F'(u) + E) U | with ε → 0 as {U} → 0",
                "> (G - F(u))/h = (F'(u) + E)(U/h) | divide by h",
                f"> -> F'(u) u' | {_AT_ONCE}: then {{U}} → 0 too, and with it ε",
                "Rates multiply: if F changes 3 times as fast as u, and u 2 times as fast as x, F "
                "changes 6 times as fast as x.",
            ),
            "sin(x^2)",
            "It says nothing where the outer function has no derivative at u, or u none at x.",
        ),
        "logarithmic": Reason(
            (
                "Let {y = u^v}, with {u > 0}. Take logarithms on both sides:",
                "> ln y = v ln u",
                "> y'/y = (v ln u)' | chain rule on the left",
                "> y' = y (v ln u)' | times y",
            ),
            "x^x",
            "It needs u > 0 around the point. If only one of u and v moves, the power rule or the "
            "exponential rule is shorter.",
            MappingProxyType({"y": "e^(v ln u)"}),
        ),
        "atan2": Reason(
            (
                "Where u ≠ 0, the angle of (u, v) is {atan(v/u)}, plus a constant:",
                "> (atan(v/u))' = (v/u)'/(1 + (v/u)^2) | chain rule",
                "> = (u v' - v u')/(u^2 + v^2) | quotient rule; times u² above and below",
                "Where u = 0 and v ≠ 0, it is a constant minus {atan(u/v)}, with the same result.",
            ),
            "atan2(y, x)",
            "On the ray u < 0, v = 0 the angle jumps by a whole turn, and (0, 0) has none.",
        ),
        "max": Reason(
            (
                "Where {u > v}, the two being continuous, u stays above v for every small h. There "
                "the maximum is u, before and after:",
                f"> ((u + U) - u)/h -> u' | {_AT_ONCE}",
            ),
            "max(x^2, x)",
            _BEYOND,
        ),
        "min": Reason(
            (
                "Where {u < v}, the two being continuous, u stays below v for every small h. There "
                "the minimum is u, before and after:",
                f"> ((u + U) - u)/h -> u' | {_AT_ONCE}",
            ),
            "min(x^2, x)",
            _BEYOND,
        ),
        "piecewise": Reason(
            (
                "Inside a piece, x + h is in the same piece for every small h. There the function "
                "is u, before and after:",
                f"> ((u + U) - u)/h -> u' | {_AT_ONCE}",
            ),
            "{x^2 if x > 0, -x otherwise}",
            "Where two pieces meet the law says nothing: the limit from each side decides.",
        ),
        "rewrite": Reason(
            (
                "u and w are one function, written in two ways. They have the same values at x and "
                "at x + h, so the change per nudge is the same, and its limit.",
            ),
            "1/x^3",
            "It holds only where both have values: x²/x is x, but for x = 0.",
        ),
        "intermediate": Reason(
            (
                "u_1 stands for a part of the function. Its derivative is worked out once, under "
                "the name {D}, and put in wherever the part occurs: the same function has the same "
                "derivative.",
            ),
            "let u = x^2 + 1; u e^u",
        ),
    }
)
