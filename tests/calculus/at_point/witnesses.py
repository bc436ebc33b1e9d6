"""The table, continued: what a bound in each part of a neighbourhood decides, a curve through one
of them, two sequences, or the place of ln t between the powers of t.
"""

from __future__ import annotations

from typing import Final

from gradcli.calculus.domain.verdict import Curved, EdgeAlongCurve, EdgeOfDomain, NotLinear
from tests.calculus.at_point.table import (
    Case,
    differentiable,
    edge,
    jump,
    kink,
    rough,
    smooth,
    swings,
)

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
    differentiable(
        "{3 - 2y + y^2 cos(1/(x y)) if x y != 0, 3 - 2y otherwise}",
        "0, 0",
        "3",
        "0, -2",
        "y^2 cos is at most y^2",
    ),
    differentiable(
        "{sin(x + 2y) + x^4/(x^2+y^2) if (x,y)!=(0,0), 0 otherwise}",
        "0, 0",
        "0",
        "1, 2",
        "x^4/(x^2+y^2) <= x^2 beside sin u - u",
    ),
    differentiable(
        "{ln(1+y) + |x y|^(3/2) sin(1/x) if x != 0, ln(1+y) otherwise}",
        "0, 0",
        "0",
        "0, 1",
        "|xy|^(3/2) <= |h|^3 beside ln(1+y) - y",
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
    *(
        rough(text, "0, 0", "0", EdgeAlongCurve, f"no case holds on {on}")
        for text, on in (
            ("{x y if y != tan(x), 0 if x = 0 and y = 0}", "y = tan x"),
            ("{x y if y != sinh(x), 0 if x = 0 and y = 0}", "y = sinh x"),
            ("{x^2 if y != sec(x) - 1, 0 if x = 0 and y = 0}", "y = sec x - 1"),
            ("{x y if tan(y) != x, 0 if x = 0 and y = 0}", "x = tan y"),
            ("{x/ln|y| if y != 0 and y != x^3, 0 if y = 0}", "y = x^3, x != 0"),
        )
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
    jump("{(max(0, y/x^2*(1-y/x^2)))^2 if x != 0, 0 otherwise}", "0, 0", "0", "1/16 on (t, t^2/2)"),
    rough("{x if y = 7x, 0 otherwise}", "0, 0", "0", NotLinear, "t along (t, 7t)"),
    rough("{y if x = y + y^2, 0 otherwise}", "0, 0", "0", Curved, "t along (t + t^2, t)"),
)

# Terms of a sum that balance on a curve of a higher power, and a quotient bounded by its condition.
BALANCED: Final = (
    rough(
        "{x^5 y/(x^8 + y^2) if (x,y) != (0,0), 0 otherwise}", "0, 0", "0", Curved, "t/2 on (t, t^4)"
    ),
    rough(
        "{x y^7/(x^2 + y^12) if (x,y) != (0,0), 0 otherwise}",
        "0, 0",
        "0",
        Curved,
        "t/2 on (t^6, t)",
    ),
    rough(
        "{(x-1)^6 (y+2)/((x-1)^10 + (y+2)^2) if (x,y) != (1,-2), 0 otherwise}",
        "1, -2",
        "0",
        Curved,
        "t/2 on (1 + t, -2 + t^5)",
    ),
    jump("{x^4 y/(x^8 + y^2) if (x,y) != (0,0), 0 otherwise}", "0, 0", "0", "1/2 on y = x^4"),
    jump("{x^2 y^5/(x^4 + y^10) if (x,y) != (0,0), 0 otherwise}", "0, 0", "0", "1/2 on x^2 = y^5"),
    differentiable(
        "{x^7 y/(x^10 + y^2) if (x,y) != (0,0), 0 otherwise}", "0, 0", "0", "0, 0", "at most x^2/2"
    ),
    differentiable("{y^3/x if |y| < |x|, 0 otherwise}", "0, 0", "0", "0, 0", "at most y^2"),
    differentiable("{y^3/x if 0 < y < x, 0 otherwise}", "0, 0", "0", "0, 0", "at most y^2"),
    differentiable(
        "{y^4/x^2 if |y| <= |x| and x != 0, 0 otherwise}", "0, 0", "0", "0, 0", "at most y^2"
    ),
    differentiable(
        "{x^2 + y^2 z^2/x^2 if |y| < |x|, x^2 otherwise}",
        "0, 0, 0",
        "0",
        "0, 0, 0",
        "at most x^2 + z^2",
    ),
    rough("{y^2/x if |y| < |x|, 0 otherwise}", "0, 0", "0", NotLinear, "t/2 along (2, 1)"),
    rough("{y^3/x if |y| < |x|^(1/2), 0 otherwise}", "0, 0", "0", Curved, "t/4 on (4t^2, t)"),
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

# No limit: two sequences to the point, and the two numbers that the quotient takes on them.
OSCILLATING: Final = (
    swings("{x sin(1/x) if x != 0, 0 otherwise}", "0", "0", "0", "1", "the quotient is sin(1/h)"),
    swings("{x floor(1/x) if x != 0, 1 otherwise}", "0", "1", "-1/4", "-3/4", "floor(u) - u"),
    swings("{x ceil(1/x) if x != 0, 1 otherwise}", "0", "1", "3/4", "1/4", "ceil(u) - u"),
    swings("{x round(1/x) if x != 0, 1 otherwise}", "0", "1", "-1/4", "1/4", "round(u) - u"),
    swings("{y + x floor(1/x) if x != 0, y+1 otherwise}", "0, 0", "1", "-1/4", "-3/4", "the same"),
    swings("{|x| cos(1/x^2) if x != 0, 0 otherwise}", "0", "0", "1", "0", "cos(1/h^2) for h > 0"),
    swings("{x cos(ln |x|) if x != 0, 0 otherwise}", "0", "0", "1", "0", "cos(ln h)"),
    swings(
        "{x sin(1/x) + y if x != 0, y otherwise}", "0, 0", "0", "0", "1", "sin(1/h) on the x-axis"
    ),
    swings(
        "{x (2 + sin(1/x)) if x != 0, 0 otherwise}", "0", "0", "2", "3", "the quotient is 2 + sin"
    ),
    swings(
        "{x^2 sin(1/x) + 3x cos(1/x) if x != 0, 0 otherwise}",
        "0",
        "0",
        "3",
        "0",
        "3 cos(1/h) nearly",
    ),
    swings("{sqrt(x) sin(1/x) if x > 0, 0 otherwise}", "0", "0", "0", "oo", "h^(-1/2) sin(1/h)"),
    swings("{0 if x=0, x^2 if sin(1/x) != 0}", "0", "0", "0", "nowhere", "x = 1/(k pi)"),
    swings(
        "{0 if x^2+y^2=0, x^2+y^2 if sin(1/(x^2+y^2))>0}",
        "0, 0",
        "0",
        "0",
        "nowhere",
        "no value on many rings",
    ),
    swings(
        "{0 if x=0, x if cos(1/x) > 0, x if cos(1/x) < 0}",
        "0",
        "0",
        "1",
        "nowhere",
        "no value at 2/((2k+1)pi)",
    ),
    rough("{x sin(1/y) if y != 0, 0 otherwise}", "0, 0", "0", NotLinear, "sin(1/t) along (1, 1)"),
    rough(
        "{|y|^(2+sin(1/x)) if x!=0, y^2 otherwise}",
        "0, 0",
        "0",
        NotLinear,
        "along (1, 1) the quotient is 1 where sin(1/t) = -1, and t where it is 0",
    ),
    jump("{sin(1/x) if x != 0, 0 otherwise}", "0", "0", "1 where 1/x = pi/2 + 2 pi n"),
    jump("{cos(1/(x y)) if x y != 0, 1 otherwise}", "0, 0", "1", "0 where 1/(xy) = pi/2 + 2 pi n"),
    jump("{|y|^(1+sin(1/x)) if x!=0, y^2 otherwise}", "0, 0", "0", "1 where sin(1/x) = -1, y = x"),
)

# ln t between the powers of t, and e^(1/t) beyond all of them.
SCALE: Final = (
    edge("{x ln x if x > 0, 0 if x = 0}", "0", "0", "nowhere", "-oo", "ln h -> -oo"),
    kink("{x ln|x| if x != 0, 0 otherwise}", "0", "0", "-oo", "-oo", "ln|h| -> -oo"),
    kink("{-x ln x - (1-x) ln(1-x) if 0<x<1, 0 otherwise}", "0", "0", "0", "oo", "-ln h + 1 + ..."),
    kink("{1/ln|x| if x != 0, 0 otherwise}", "0", "0", "oo", "-oo", "1/(h ln|h|)"),
    kink("{x ln(x^2+y^2) if (x,y)!=(0,0), 0 otherwise}", "0, 0", "0", "-oo", "-oo", "2 ln|h|"),
    kink("{x/(1+e^(1/x)) if x != 0, 0 otherwise}", "0", "0", "1", "0", "1/(1+e^(1/h)): 1, then 0"),
    kink("{|x|^|x| if x != 0, 1 otherwise}", "0", "1", "oo", "-oo", "(e^(|h| ln|h|) - 1)/h"),
    kink("{sqrt(x) ln(x)^3 if x > 0, 0 otherwise}", "0", "0", "0", "-oo", "h^(-1/2) ln(h)^3"),
    differentiable(
        "{x atan(ln|x|) if x != 0, 0 otherwise}", "0", "0", "-pi/2", "atan(ln|h|) -> -pi/2"
    ),
    # a component of the step before what tends to 0, more slowly than any power
    differentiable(
        "{y + x atan(ln|x|) if x != 0, y otherwise}",
        "0, 0",
        "0",
        "-pi/2, 1",
        "|h (atan(ln|h|) + pi/2)| <= |(h, k)| |atan(ln|h|) + pi/2|",
    ),
    differentiable(
        "{x atan(ln|x|) + |y|^(3/2) if x != 0, |y|^(3/2) otherwise}",
        "0, 0",
        "0",
        "-pi/2, 0",
        "and |k|^(3/2) <= |(h, k)|^(3/2)",
    ),
    differentiable("{x/ln|y| if y != 0, 0 otherwise}", "0, 0", "0", "0, 0", "1/ln|k| -> 0"),
    differentiable("{x/ln|y| if y != 0, 0 if y = 0}", "0, 0", "0", "0, 0", "the cases cover all"),
    rough(
        "{x/ln|y| + z if y != 0, z if x z = 0}",
        "0, 0, 0",
        "0",
        EdgeOfDomain,
        "no case holds along (1, 0, 1)",
    ),
    differentiable(
        "{x erf(ln|y|) if y != 0, -x otherwise}", "0, 0", "0", "-1, 0", "erf(ln|k|) + 1 -> 0"
    ),
    differentiable(
        "{z + x/ln|y - 1| if y != 1, z otherwise}", "0, 1, 3", "3", "0, 0, 1", "1/ln|k| -> 0"
    ),
    rough(
        "{x/ln|y| if y != 0, x otherwise}",
        "0, 0",
        "0",
        NotLinear,
        "on (t, t) it is t/ln t, and the partial by x is 1",
    ),
    kink("{x e^(-1/x) if x > 0, 2x otherwise}", "0", "0", "2", "0", "2, then e^(-1/h) -> 0"),
    differentiable(
        "{x y ln(x^2+y^2) if (x,y)!=(0,0), 0 otherwise}", "0, 0", "0", "0, 0", "|h|^2 ln|h|"
    ),
    differentiable("{e^(-1/x^2)/x^50 if x != 0, 0 otherwise}", "0", "0", "0", "flatter than x^51"),
    differentiable("{x/ln|x| if x != 0, 0 otherwise}", "0", "0", "0", "1/ln|h| -> 0"),
    differentiable("{x tanh(ln|x|) if x != 0, 0 otherwise}", "0", "0", "-1", "tanh -> -1"),
    differentiable("{x^2/(2+sin(1/x)) if x != 0, 0 otherwise}", "0", "0", "0", "at most x^2"),
    differentiable("{x^2/(3-2cos(1/x)) + 5x if x != 0, 0 otherwise}", "0", "0", "5", "x^2, and 5x"),
    differentiable(
        "{y + x^2 ln|x| if x != 0, y otherwise}", "0, 0", "0", "0, 1", "x^2 ln|x| = O(|h|^(3/2))"
    ),
    differentiable(
        "{x y ln|x y| if x y != 0, 0 otherwise}", "0, 0", "0", "0, 0", "u ln u at u = |xy| <= |h|^2"
    ),
    differentiable(
        "{(y-x^2)^2 ln(y-x^2) if y > x^2, 0 otherwise}", "1, 1", "0", "0, 0", "u^2 ln u, u <= 4|h|"
    ),
    differentiable(
        "{sqrt(x^2+y^2)/ln(x^2+y^2) if (x,y)!=(0,0), 0 otherwise}",
        "0, 0",
        "0",
        "0, 0",
        "|h|/(2 ln|h|) is small against |h|",
    ),
    jump("{1/(1+e^(1/x)) if x != 0, 0 otherwise}", "0", "0", "1 on the left"),
)

# Constants that are equal by the algebra of logarithms.
CONSTANTS: Final = (
    kink("|x - acosh(2)|", "ln(2 + sqrt(3))", "0", "-1", "1", "cosh(ln(2 + sqrt 3)) = 2"),
    kink("|x - 2^ln(5)|", "5^ln(2)", "0", "-1", "1", "both are e^(ln 2 ln 5)"),
    kink("|x - atanh(1/2)|", "ln(3)/2", "0", "-1", "1", "tanh(ln(3)/2) = (3-1)/(3+1)"),
    kink("|x - asinh(1)|", "ln(1 + sqrt(2))", "0", "-1", "1", "sinh(ln(1 + sqrt 2)) = 1"),
    kink("|x - 3^ln(7)|", "7^ln(3)", "0", "-1", "1", "both are e^(ln 3 ln 7)"),
    kink("|x - acoth(3)|", "ln(2)/2", "0", "-1", "1", "coth(ln(2)/2) = (2+1)/(2-1)"),
    kink("|x - acosh(3)|", "2 ln(1 + sqrt(2))", "0", "-1", "1", "(1 + sqrt 2)^2 = 3 + 2 sqrt 2"),
    kink("|x - 10^ln(3)|", "3^ln(10)", "0", "-1", "1", "both are e^(ln 3 ln 10)"),
    kink("max(x, asech(1/2))", "ln(2 + sqrt(3))", "ln(2 + sqrt(3))", "0", "1", "acosh 2"),
    jump("floor(x - tanh(1000) + 1)", "tanh(1000)", "1", "0 on the left"),
    smooth("floor(tanh(1000)) + x", "1", "1", "1", "tanh 1000 < 1"),
    smooth("floor(erf(40)) x + x^2", "1", "1", "2", "erf 40 < 1"),
    smooth("|x - tanh(2000)|", "1", "1 - tanh(2000)", "1", "1 lies right of tanh 2000"),
    kink("|x| + x floor(tanh(1000))", "0", "0", "-1", "1", "tanh 1000 < 1, so it is |x|"),
    kink("max(x, floor(erf(50)) x)", "0", "0", "0", "1", "erf 50 < 1, so it is max(x, 0)"),
)

WITNESSED: Final[tuple[Case, ...]] = (
    *OSCILLATING,
    *SCALE,
    *CONSTANTS,
    *BESIDE,
    *SUBTRACTED,
    *CURVES,
    *SEAMS,
    *BALANCED,
    *CANCELLED,
)
