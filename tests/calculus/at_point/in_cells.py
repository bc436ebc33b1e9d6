"""The table, continued: functions that are one formula in each of some parts of a neighbourhood.

What decides is a bound in each part, or a curve through one of them.
"""

from __future__ import annotations

from typing import Final

from gradcli.calculus.domain.verdict import Curved, EdgeAlongCurve, NotLinear
from tests.calculus.at_point.table import Case, differentiable, jump, kink, rough

# A rough piece beside a smooth one, whatever that is made of.
BESIDE: Final = (
    kink("|x| + tan(1 + x)", "0", "tan(1)", "tan(1)^2", "2 + tan(1)^2", "tan' = 1 + tan^2, -+1"),
    kink(
        "relu(x) + tanh(sin(x + 1))",
        "0",
        "tanh(sin(1))",
        "cos(1) (1 - tanh(sin(1))^2)",
        "1 + cos(1) (1 - tanh(sin(1))^2)",
        "the chain rule, and 0 or 1 more",
    ),
    differentiable("x|x| + tan(x + 1)", "0", "tan(1)", "1 + tan(1)^2", "x|x| has slope 0"),
    kink("|x - 2| + x^x", "2", "4", "3 + 4 ln 2", "5 + 4 ln 2", "(x^x)' = x^x (1 + ln x), -+1"),
    kink("|x| + sec(x + 2)", "0", "sec(2)", "sec(2) tan(2) - 1", "sec(2) tan(2) + 1", "sec tan"),
    kink("max(x, 0) + e^(e^x)", "0", "e", "e", "e + 1", "e^(e^x) e^x at 0"),
    differentiable("x|x| + atan(e^x + 2)", "0", "atan(3)", "1/10", "e^x/(1 + (e^x + 2)^2) at 0"),
)

# What is left over once the partials are taken off is small.
SUBTRACTED: Final = (
    differentiable(
        "{2 sin x + x^2 y sin(1/(x^2+y^4)) if (x,y)!=(0,0), 0 otherwise}",
        "0, 0",
        "0",
        "2, 0",
        "|2 sin x - 2x| <= |x|^3 and |x^2 y sin| <= |h|^3",
    ),
    differentiable(
        "{x + x^2 y^2/(x^2+y^2) if (x,y)!=(0,0), 0 otherwise}",
        "0, 0",
        "0",
        "1, 0",
        "x^2 y^2/(x^2+y^2) <= y^2",
    ),
    differentiable(
        "{3y - x + x^3 cos(1/y) if y != 0, -x otherwise}",
        "0, 0",
        "0",
        "-1, 3",
        "x^3 cos is O(|h|^3)",
    ),
    differentiable(
        "{e^y + x^2 sin(1/x) if x != 0, e^y otherwise}", "0, 0", "1", "0, 1", "e^y - 1 - y = O(y^2)"
    ),
    differentiable(
        "{5z + x^2 y^2 z/(x^2+y^4+z^2) if (x,y,z)!=(0,0,0), 0 otherwise}",
        "0, 0, 0",
        "0",
        "0, 0, 5",
        "x^2/(x^2+...) <= 1, so at most y^2 |z|",
    ),
)

# Sets of exceptions that are lines and curves through the point.
CURVES: Final = (
    differentiable("{x y sin(x/y) if y != 0, 0 otherwise}", "0, 0", "0", "0, 0", "at most |xy|"),
    differentiable("{y^2 sin(x/y) if y != 0, 0 otherwise}", "0, 0", "0", "0, 0", "at most y^2"),
    differentiable("{x^2 sin(1/y) if y != 0, 0 otherwise}", "0, 0", "0", "0, 0", "at most x^2"),
    differentiable("{x^2 atan(y/x) if x != 0, 0 otherwise}", "0, 0", "0", "0, 0", "at most 2x^2"),
    differentiable(
        "{(x^2-y^2)/(x-y) if x != y, 2x otherwise}", "1, 1", "2", "1, 1", "it is x + y everywhere"
    ),
    differentiable(
        "{sin(x y)/x if x != 0, y otherwise}", "0, 1", "1", "0, 1", "y sinc(xy), and sinc is smooth"
    ),
    differentiable(
        "{(e^(x y)-1)/x if x != 0, y otherwise}", "0, 0", "0", "0, 1", "y (1 + xy/2 + ...)"
    ),
    differentiable(
        "{(x^3-y^3)/(x-y) if x != y, 3x^2 otherwise}", "1, 1", "3", "3, 3", "x^2 + xy + y^2"
    ),
    differentiable(
        "{ln(1+x y)/y if y != 0, x otherwise}", "1, 0", "1", "1, -1/2", "x - x^2 y/2 + ..."
    ),
    differentiable("{x^2 if (x-y)^2 > 0, y^2 if x = y}", "0, 0", "0", "0, 0", "at most |h|^2"),
    differentiable("{x^2 if (x-y)^2 > 0, y^2 if x = y}", "1, 1", "1", "2, 0", "it is x^2"),
    differentiable("{x^2+y^2 if y != sin(x), x^2 otherwise}", "0, 0", "0", "0, 0", "at most |h|^2"),
    rough(
        "{x^2+y^2 if y != sin(x), 0 if x=0 and y=0}",
        "0, 0",
        "0",
        EdgeAlongCurve,
        "no case holds on y = sin x",
    ),
    rough("{x y if y != e^x - 1, 0 if x=0}", "0, 0", "0", EdgeAlongCurve, "no case on y = e^x - 1"),
    rough(
        "{x if x^2+y^2 != 1, 3/5 if y = 4/5}",
        "3/5, 4/5",
        "3/5",
        EdgeAlongCurve,
        "none on the circle",
    ),
    jump("{x^3/(y-x^2)^2 if y != x^2, 0 otherwise}", "0, 0", "0", "1/x on the x-axis"),
    jump("{1/(x-y) if x!=y, 0 otherwise}", "0, 0", "0", "1/t along (t, 0)"),
    jump("{1 if y = x + x^3, 0 otherwise}", "0, 0", "1", "0 off that curve"),
)

# Curved seams, higher powers, bounded factors.
SEAMS: Final = (
    differentiable(
        "{(y-x^2)^(3/2) if y>x^2, 0 otherwise}", "0, 0", "0", "0, 0", "at most (2|h|)^(3/2)"
    ),
    differentiable(
        "{(y-x^2)^(3/2) if y>x^2, 0 otherwise}", "1, 1", "0", "0, 0", "at most (4|h|)^(3/2)"
    ),
    differentiable(
        "{exp(-1/(1-x^2-y^2)) if x^2+y^2<1, 0 otherwise}",
        "1, 0",
        "0",
        "0, 0",
        "e^(-1/u) <= 2u^2 and 0 < u <= 3|h| inside",
    ),
    differentiable(
        "{exp(-1/(1-x^2-y^2)) if x^2+y^2<1, 0 otherwise}",
        "3/5, 4/5",
        "0",
        "0, 0",
        "e^(-1/u) <= 2u^2 and 0 < u <= 3|h| inside",
    ),
    differentiable("|x + x y^2|^(5/2)", "0, 0", "0", "0, 0", "at most (2|h|)^(5/2)"),
    differentiable(
        "{|x^4 y|/(x^4+y^2) if (x,y)!=(0,0), 0 otherwise}", "0, 0", "0", "0, 0", "at most x^2/2"
    ),
    differentiable(
        "{x^6 y/(x^8+y^2) if (x,y)!=(0,0), 0 otherwise}", "0, 0", "0", "0, 0", "at most x^2/2"
    ),
    differentiable(
        "{x^2 y z/(x^4+y^2+z^2) if (x,y,z)!=(0,0,0), 0 otherwise}",
        "0, 0, 0",
        "0",
        "0, 0, 0",
        "|yz| <= (y^2+z^2)/2, so at most x^2/2",
    ),
    differentiable(
        "{x^2 floor(1/x) if x != 0, 0 otherwise}", "0", "0", "1", "x - x^2 s, 0 <= s < 1"
    ),
    differentiable(
        "{x^2 y^2 floor(1/(x y)) if x y != 0, 0 otherwise}",
        "0, 0",
        "0",
        "0, 0",
        "xy - x^2 y^2 s, 0 <= s < 1",
    ),
    differentiable(
        "{x if x <= 0, x^2 round(1/x) otherwise}", "0", "0", "1", "x + x^2 s, |s| <= 1/2"
    ),
    differentiable("|y - sin(x)|^(3/2)", "0, 0", "0", "0, 0", "at most (2|h|)^(3/2)"),
    differentiable(
        "{(x^2+y^2-1)^2 if x^2+y^2>1, 0 otherwise}", "0, 1", "0", "0, 0", "at most (3|h|)^2"
    ),
    differentiable("max(y - x^2, 0)^2 + x", "1, 1", "1", "1, 0", "at most (4|h|)^2 beside x"),
    rough("{x if x^2 < y < 2x^2, 0 otherwise}", "0, 0", "0", Curved, "t along (t, 3/2 t^2)"),
    rough("{x if y = sin(x)^2, 0 otherwise}", "0, 0", "0", Curved, "t along (t, sin(t)^2)"),
    rough("{x if y = 7x, 0 otherwise}", "0, 0", "0", NotLinear, "t along (t, 7t)"),
    rough("{y if x = y + y^2, 0 otherwise}", "0, 0", "0", Curved, "t along (t + t^2, t)"),
)

# Signs that cancel, conditions that always hold.
CANCELLED: Final = (
    differentiable("max(x,y) + min(x,y)", "0, 0", "0", "1, 1", "it is x + y"),
    differentiable("max(x,y) min(x,y)", "1, 1", "1", "1, 1", "it is xy"),
    differentiable("max(x,-x) - |x| + y", "0, 0", "0", "0, 1", "it is y"),
    differentiable("cbrt(x^3) + y", "0, 0", "0", "1, 1", "it is x + y"),
    differentiable("sin(atan2(y, x))", "-1, 0", "0", "0, 1", "it is y/r"),
    differentiable("{x + y if |x| >= x, 3 otherwise}", "0, 0", "0", "1, 1", "|x| >= x always"),
    differentiable("{x^2 if x^2+y^2 >= 0, 5 otherwise}", "0, 0", "0", "0, 0", "it is x^2"),
    differentiable("|x - y| - |y - x| + x", "2, 2", "2", "1, 0", "it is x"),
    differentiable("sqrt((x - y)^6)", "1, 1", "0", "0, 0", "|x - y|^3"),
    differentiable("cos(atan2(y, x))", "-2, 0", "-1", "0, 0", "it is x/r, least on this ray"),
    differentiable("|x| sign(x) + y", "0, 0", "0", "1, 1", "|x| sign(x) = x"),
)

IN_CELLS: Final[tuple[Case, ...]] = (
    *BESIDE,
    *SUBTRACTED,
    *CURVES,
    *SEAMS,
    *CANCELLED,
)
