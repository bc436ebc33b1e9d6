"""The table."""

from __future__ import annotations

from typing import Final

from gradcli.calculus.domain.verdict import Curved, EdgeAlongCurve, EdgeOfDomain, NotLinear
from tests.calculus.at_point.table import (
    Case,
    differentiable,
    edge,
    hole,
    jump,
    kink,
    outside,
    rough,
    smooth,
    undecided,
    undefined,
)
from tests.calculus.at_point.witnesses import WITNESSED

SMOOTH: Final = (
    smooth("x^2 y", "2, 3", "12", "12, 4", "2xy and x^2"),
    smooth("3x y^3", "2, -1", "-6", "-3, 18", "3y^3 and 9xy^2"),
    smooth("ln(x y)", "-2, -3", "ln 6", "-1/2, -1/3", "xy = 6 > 0; d ln|x|/dx = 1/x"),
    smooth("|x|", "-3", "3", "-1", "|x| = -x left of 0"),
    smooth("|x|", "1/10^30", "1/10^30", "1", "|x| = x right of 0, however close"),
    smooth("sqrt(x^2+y^2)", "3, 4", "5", "3/5, 4/5", "P/|P|, the unit vector outwards"),
    smooth("sin(x)/x", "pi", "0", "-1/pi", "(x cos x - sin x)/x^2"),
    smooth("floor(x) x", "5/2", "5", "2", "2x between 2 and 3"),
    smooth("floor(x)! x", "5/2", "5", "2", "2x between 2 and 3"),
    smooth("(ceil(x) + 2)! y", "1/2, 3", "18", "0, 6", "6y where 0 < x < 1"),
    smooth("(sign(x) + 1)! x^2", "3", "18", "12", "2x^2 right of 0"),
    smooth("round(x)! + x", "9/4", "17/4", "1", "2 + x between 3/2 and 5/2"),
    smooth("floor(sqrt(2) sqrt(8) x)", "1/3", "1", "0", "floor(4x) is 1 near 4/3"),
    smooth("max(x, y)", "1, 2", "2", "0, 1", "y alone is greatest nearby"),
    smooth("min(x, y, 3)", "5, 7", "3", "0, 0", "the constant 3 is least nearby"),
    smooth("{x^2 if x<1, 2x otherwise}", "0", "0", "0", "x^2 near 0"),
    smooth("x^y", "2, 3", "8", "12, 8 ln 2", "y x^(y-1) and x^y ln x"),
    smooth("cbrt(x)", "-8", "-2", "1/12", "1/(3 cbrt(x)^2)"),
    smooth("(-2)^2 x", "5", "20", "4", "a constant times x"),
    smooth("asin(x)", "1/2", "pi/6", "2/sqrt(3)", "1/sqrt(1-x^2)"),
    smooth("floor(x y)! x", "3/2, 5/2", "9", "6, 0", "3! x, for 15/4 lies between 3 and 4"),
    smooth("|floor(x)|! x", "-5/2", "-15", "6", "3! x from -3 to -2"),
    smooth("atan2(y, x)", "-1, 1", "3pi/4", "-1/2, -1/2", "(-y, x)/(x^2+y^2)"),
    smooth("sign(x) x", "-2", "2", "-1", "-x left of 0"),
    smooth("round(x)", "3/10", "0", "0", "constant between the halves"),
    smooth("acot(x)", "1", "pi/4", "-1/2", "-1/(1+x^2)"),
    smooth("1/(x - sqrt(2))", "sqrt(2) + 1/10^20", "10^20", "-10^40", "near a pole is not on it"),
)

BY_DEFINITION: Final = (
    differentiable("floor(x)! x", "1", "1", "1", "0! = 1! = 1, so it is x from 0 to 2"),
    differentiable("x |x|", "0", "0", "0", "|x|x|| / |x| = |x| -> 0"),
    differentiable("|x|^3", "0", "0", "0", "|x|^3/|x| -> 0"),
    differentiable("|x|^2", "0", "0", "0", "|x|^2 = x^2"),
    differentiable("sqrt(x^4)", "0", "0", "0", "sqrt(x^4) = x^2"),
    differentiable("(x^2)^(3/2)", "0", "0", "0", "|x|^3"),
    differentiable("sqrt(x^4 + y^4)", "0, 0", "0", "0, 0", "at most sqrt(2) |h|^2"),
    differentiable("|x y|", "0, 0", "0", "0, 0", "|xy| <= |h|^2 / 2"),
    differentiable("|x|^3 + |y|^3 + y", "0, 0", "0", "0, 1", "|h|^3 bounds the rest"),
    differentiable("max(x, x)", "1", "1", "1", "max(x, x) = x"),
    differentiable("max(x^2, x^4)", "0", "0", "0", "between 0 and x^2"),
    differentiable("|x| - |x|", "0", "0", "0", "it is 0"),
    differentiable("{x^2 if x<1, 2x-1 otherwise}", "1", "1", "2", "slopes 2 from both sides"),
    differentiable("x^2 step(x)", "0", "0", "0", "between 0 and x^2"),
    differentiable("floor(x^2)", "0", "0", "0", "0 for |x| < 1"),
    differentiable("cbrt(x^4)", "0", "0", "0", "|x|^(4/3)/|x| -> 0"),
    differentiable("cbrt(x)^3", "0", "0", "1", "cbrt(x)^3 = x"),
    differentiable("x sqrt(x^2 + y^2)", "0, 0", "0", "0, 0", "at most |h|^2"),
    differentiable("cos(|x|)", "0", "1", "0", "the cosine is even"),
    differentiable("|x|sin(x)", "0", "0", "0", "at most x^2"),
    # The formula of the derivative divides by 0 here.
    differentiable("cbrt(x^3)", "0", "0", "1", "it is x"),
    differentiable("root(x^5, 5)", "0", "0", "1", "it is x"),
    differentiable("cbrt((x-2)^3) y", "2, 5", "0", "5, 0", "it is (x - 2) y"),
    differentiable("cbrt(x - sin(x))", "0", "0", "6^(-1/3)", "x - sin x = x^3/6 - ..."),
    differentiable("cbrt(tan(x) - x)", "0", "0", "3^(-1/3)", "tan x - x = x^3/3 + ..."),
    differentiable("acos(1 - x^4)", "0", "0", "0", "acos(1 - u) is about sqrt(2u): sqrt(2) x^2"),
    differentiable("acosh(1 + x^4)", "0", "0", "0", "acosh(1 + u) is about sqrt(2u): sqrt(2) x^2"),
    differentiable("sqrt((1 - cos(x))^3)", "0", "0", "0", "about |x|^3/2^(3/2)"),
    differentiable("cos(sqrt(x^2 + y^2))", "0, 0", "1", "0, 0", "1 - |h|^2/2 + ..."),
    differentiable("cosh(sqrt(x^2 + y^2))", "0, 0", "1", "0, 0", "1 + |h|^2/2 + ..."),
    differentiable("(x^2 + y^4)^(3/4)", "0, 0", "0", "0, 0", "at most (2|h|^2)^(3/4) for |h| < 1"),
    differentiable(
        "sqrt((x-1)^4 + (y+2)^4) + x", "1, -2", "1", "1, 0", "x and at most sqrt(2)|h|^2"
    ),
    differentiable(
        "{x y (x^2-y^2)/(x^2+y^2) if x^2+y^2>0, 0 otherwise}",
        "0, 0",
        "0",
        "0, 0",
        "|xy| times a number in [-1, 1] (Peano's example)",
    ),
    differentiable(
        "{x^3 floor(1/x^3) if x != 0, 1 otherwise}", "0", "1", "0", "1 up to x^3 on either side"
    ),
    differentiable(
        "{x^2 sin(1/x) if x!=0, 0 otherwise}", "0", "0", "0", "|h sin(1/h)| <= |h| (Volterra)"
    ),
    differentiable(
        "{exp(-1/x^2) if x!=0, 0 otherwise}", "0", "0", "0", "flatter than any power (Cauchy)"
    ),
    differentiable(
        "{(x^2+y^2) sin(1/(x^2+y^2)) if x^2+y^2>0, 0 otherwise}",
        "0, 0",
        "0",
        "0, 0",
        "at most |h|^2, though the partials are not continuous",
    ),
    differentiable(
        "{x^2 y^2/(x^2+y^4) if x^2+y^2>0, 0 otherwise}",
        "0, 0",
        "0",
        "0, 0",
        "x^2/(x^2+y^4) <= 1, so at most y^2",
    ),
    differentiable(
        "{x^4 y/(x^4+y^2) if x^2+y^2>0, 0 otherwise}",
        "0, 0",
        "0",
        "0, 0",
        "2 x^2|y| <= x^4 + y^2, so at most x^2/2",
    ),
    differentiable("|x^2 - y^2|", "0, 0", "0", "0, 0", "at most |h|^2"),
    differentiable("|x - y|^(3/2)", "2, 2", "0", "0, 0", "at most (2|h|)^(3/2)"),
    differentiable("(x+y+|z|^3)", "1, 2, 0", "3", "1, 1, 0", "|h|^3 bounds the rest"),
)

KINKS: Final = (
    kink("|x|", "0", "0", "-1", "1", "|h|/h is -1, then 1"),
    kink("max(x, 0)", "0", "0", "0", "1", "0 left of 0, x right of it (ReLU)"),
    kink("min(x, 2x)", "0", "0", "2", "1", "2x is less left of 0"),
    kink("sqrt(x^2)", "0", "0", "-1", "1", "sqrt(x^2) = |x|"),
    kink("(x^2)^(1/2)", "0", "0", "-1", "1", "the same as |x|"),
    kink("|x - sqrt(2)sqrt(3)|", "sqrt(6)", "0", "-1", "1", "sqrt(2)sqrt(3) = sqrt(6)"),
    kink("|sin x|", "pi", "0", "-1", "1", "sin x = -(x - pi) + ... at pi"),
    kink("sqrt(1 - cos(x))", "0", "0", "-sqrt(2)/2", "sqrt(2)/2", "sqrt(2)|sin(x/2)|"),
    kink("||x| - 1|", "1", "0", "-1", "1", "|x - 1| near 1"),
    kink("||x| - 1|", "0", "1", "1", "-1", "1 - |x| near 0"),
    kink("max(x, x^2)", "1", "1", "1", "2", "x, then x^2"),
    kink("max(sin x, cos x)", "pi/4", "sqrt(2)/2", "-sqrt(2)/2", "sqrt(2)/2", "cos, then sin"),
    kink("x step(x)", "0", "0", "0", "1", "0, then x"),
    kink("{x if x<0, 2x otherwise}", "0", "0", "1", "2", "x, then 2x"),
    kink("exp(|x|)", "0", "1", "-1", "1", "1 + |x| + ..."),
    kink("acos(cos(x))", "0", "0", "-1", "1", "acos(cos x) = |x| on [-pi, pi]"),
    kink("asin(2x/(1+x^2))", "1", "pi/2", "1", "-1", "2 atan x, then pi - 2 atan x"),
    kink("cbrt(x)", "0", "0", "oo", "oo", "h^(1/3)/h = h^(-2/3) -> oo"),
    kink("cbrt(x^2)", "0", "0", "-oo", "oo", "a cusp: |h|^(2/3)/h"),
    kink("sqrt(|x|)", "0", "0", "-oo", "oo", "|h|^(1/2)/h"),
    kink("sqrt(x^2+y^2)", "0, 0", "0", "-1", "1", "|h| along the x-axis (a cone)"),
    kink("|x| + |y|", "0, 1", "1", "-1", "1", "|h| along the x-axis"),
    kink("max(x, y)", "1, 1", "1", "0", "1", "1, then 1 + h along the x-axis"),
    kink("|x y|", "0, 1", "0", "-1", "1", "|h| along the x-axis"),
    kink("|x| + y + z", "0, 1, 2", "3", "-1", "1", "|h| along the x-axis"),
)

EDGES: Final = (
    edge("sqrt(x)", "0", "0", "nowhere", "oo", "h^(-1/2) -> oo, and no value left of 0"),
    edge("x^(3/2)", "0", "0", "nowhere", "0", "h^(1/2) -> 0, and no value left of 0"),
    edge("asin(x)", "1", "pi/2", "oo", "nowhere", "1/sqrt(1-x^2) -> oo; no value past 1"),
    edge("acosh(x)", "1", "0", "nowhere", "oo", "about sqrt(2h)"),
    edge("sqrt(x) + y", "0, 1", "1", "nowhere", "oo", "no value left of the y-axis"),
    edge("x^sqrt(2)", "0", "0", "nowhere", "0", "h^(sqrt(2)-1) -> 0"),
    edge("x^y", "0, 1", "0", "nowhere", "1", "no varying power of a negative number"),
    edge("asec(x)", "1", "0", "nowhere", "oo", "acos(1/x) is about sqrt(2h)"),
)

NOT_LINEAR: Final = (
    rough(
        "{x^3/(x^2+y^2) if x^2+y^2>0, 0 otherwise}",
        "0, 0",
        "0",
        NotLinear,
        "along (1, 1) it is t/2; the partials 1 and 0 would give t",
    ),
    rough(
        "{x^2 y/(x^2+y^2) if x!=0 or y!=0, 0 otherwise}",
        "0, 0",
        "0",
        NotLinear,
        "both partials 0, along (1, 1) it is t/2",
    ),
    rough("sqrt(|x y|)", "0, 0", "0", NotLinear, "both partials 0, along (1, 1) it is |t|"),
    rough("cbrt(x y)", "0, 0", "0", NotLinear, "both partials 0, along (1, 1) it is t^(2/3)"),
    rough("cbrt(x^2 y)", "0, 0", "0", NotLinear, "both partials 0, along (1, 1) it is t"),
    rough("min(|x|, |y|)", "0, 0", "0", NotLinear, "0 on the axes, |t| along (1, 1)"),
    rough(
        "{x^3 y/(x^4+y^2) if x^2+y^2>0, 0 otherwise}",
        "0, 0",
        "0",
        Curved,
        "every directional derivative is 0, but on y = x^2 it is x/2",
    ),
)

# A point with a way to it on which no case of the function holds is not inside the domain; and a
# line through it on which another case holds is a direction like every other.
SEAMS: Final = (
    rough(
        "{x^2+y^2 if y>3x or y<=2x, 0 if x=0 and y=0}",
        "0, 0",
        "0",
        EdgeOfDomain,
        "no case holds on the ray through (2, 5)",
    ),
    rough(
        "{x^2+y^2 if y != 2x, 0 if x=0 and y=0}",
        "0, 0",
        "0",
        EdgeOfDomain,
        "no case holds on y = 2x",
    ),
    rough(
        "{x^2+y^2 if x^2 != 4y^2, 0 if x=0 and y=0}",
        "0, 0",
        "0",
        EdgeOfDomain,
        "no case holds on x = 2y",
    ),
    rough(
        "{x y if (y-5x)(y-7x) > 0, 0 if x=0 and y=0}",
        "0, 0",
        "0",
        EdgeOfDomain,
        "no case holds between y = 5x and y = 7x",
    ),
    edge(
        "{x^2 + y^2 + z^2 if z != 3y, 0 if x=0 and y=0 and z=0}",
        "0, 0, 0",
        "0",
        "nowhere",
        "nowhere",
        "no case holds on z = 3y, in which the x-axis lies",
    ),
    rough(
        "{x^2 + y^2 + z^2 if z != 3y + x, 0 if x=0 and y=0 and z=0}",
        "0, 0, 0",
        "0",
        EdgeOfDomain,
        "no case holds on z = 3y + x, in which no axis lies",
    ),
    *(
        rough(text, at, "0", EdgeAlongCurve, f"no case holds on {on}")
        for text, at, on in (
            ("{x^2+y^2 if y != 3x^2, 0 if x=0 and y=0}", "0, 0", "y = 3x^2"),
            ("{x^2+y^2 if 2x != y^3, 0 if x=0 and y=0}", "0, 0", "2x = y^3"),
            ("{x y if y^2 != x^3, 0 if x=0 and y=0}", "0, 0", "(t^2, t^3)"),
            ("{x^2+y^2 if y>3x^2 or y<=2x^2, 0 if x=0 and y=0}", "0, 0", "y = 5x^2/2"),
            ("{(x-1)^2+y^2 if y != (x-1)^2/7, 0 if x=1 and y=0}", "1, 0", "7y = (x-1)^2"),
        )
    ),
    rough(
        "{x y if x > 2y or x < y, 0 if x=0 and y=0}",
        "0, 0",
        "0",
        EdgeOfDomain,
        "no case holds on the ray through (3, 2)",
    ),
    rough(
        "{x^2 + y^2 + z^2 if z > x + y or z <= x, 0 if x=0 and y=0 and z=0}",
        "0, 0, 0",
        "0",
        EdgeOfDomain,
        "no case holds on the ray through (1, 2, 2)",
    ),
    differentiable(
        "{x^2+y^2 if y>3x or y<=2x, 0 if 2x < y <= 3x}", "0, 0", "0", "0, 0", "at most |h|^2"
    ),
    undefined("{1 if y != x^2 + z^2}", "0, 0, 0", "no case holds on the paraboloid"),
    undefined("{3 if sin(x) != sin(y)}", "1, 1", "no case holds on y = x"),
    undefined("{1 if y != 3x^2}", "0, 0", "no case holds on the parabola, so no isolated hole"),
    edge("floor(x)! x", "0", "0", "nowhere", "1", "(-1)! is not defined, 0! is 1"),
    outside("floor(x)! x", "-1/2", "(-1)! is not defined"),
    jump("floor(x)! x", "2", "4", "x left of 2, 2x right of it"),
    edge("{x^2 if x>0, 0 if x=0}", "0", "0", "nowhere", "0", "no case holds left of 0"),
    undefined("{1 if y != x^2}", "0, 0", "no case holds on the parabola, so no isolated hole"),
    undefined("{x if y != 2x}", "0, 0", "no case holds on y = 2x"),
    rough("{x if y = 3x, 0 otherwise}", "0, 0", "0", NotLinear, "t along (1, 3); partials 0"),
    rough("{y if x = 7y, 0 otherwise}", "0, 0", "0", NotLinear, "t along (7, 1); partials 0"),
    rough(
        "{x if y = sqrt(2) x, 0 otherwise}",
        "0, 0",
        "0",
        NotLinear,
        "t along (1, sqrt(2)); partials 0",
    ),
    rough(
        "{x^2 y (x^2-y^2)(x^2-4y^2)(4x^2-y^2)/(x^2+y^2)^4 if (x,y)!=(0,0), 0 otherwise}",
        "0, 0",
        "0",
        NotLinear,
        "partials 0, along (1, 3) it is 3 (-8)(-35)(-5)/10^4 t = -21/50 t",
    ),
    rough(
        "{x y (x-y)(x-2y)(2x-y)/(x^2+y^2)^2 if (x,y)!=(0,0), 0 otherwise}",
        "0, 0",
        "0",
        NotLinear,
        "partials 0, along (1, 3) it is 3 (-2)(-5)(-1)/100 t",
    ),
    rough(
        "{x if y = 3x and z = 5x, 0 otherwise}",
        "0, 0, 0",
        "0",
        Curved,
        "t on (t, 3t, 5t); partials 0",
    ),
    jump("{1 if y = 3x^2 and x > 0, 0 otherwise}", "0, 0", "0", "1 on y = 3x^2"),
)

# Squeezed: a factor that stays between two numbers wherever its case counts, though it has no
# limit, or is an exponent.
SQUEEZED: Final = (
    differentiable("{x^2 y^0 cos(1/x) if x!=0, 0 otherwise}", "0, 0", "0", "0, 0", "at most x^2"),
    differentiable(
        "{x^2 + 0^(2+sin(1/x)) if x!=0, 0 otherwise}", "0", "0", "0", "the exponent is 1 or more"
    ),
    differentiable(
        "{|y|^(3+sin(1/x)) if x!=0, y^2 otherwise}", "0, 0", "0", "0, 0", "at most y^2 for |y| < 1"
    ),
    differentiable(
        "{y + x^2 sin(1/x) if x != 0, y otherwise}", "0, 2", "2", "0, 1", "y and at most x^2"
    ),
    differentiable(
        "{0 if x = 0, (x y)^2 sin(ln|x|) otherwise}", "0, 0", "0", "0, 0", "at most x^2 y^2"
    ),
    differentiable(
        "{(x-1)^2 atan(y/(x-1)) + z if x>1 or x<1, z otherwise}",
        "1, 0, 0",
        "0",
        "0, 0, 1",
        "the angle is below pi/2",
    ),
    differentiable(
        "{x^2 cos(1/(x y)) if x != 0 and y != 0, 0 otherwise}", "0, 0", "0", "0, 0", "at most x^2"
    ),
    differentiable(
        "{x y cbrt(cos(1/(x y))) if x y != 0, 0 otherwise}", "0, 0", "0", "0, 0", "at most |x y|"
    ),
    # What has no end of digits near 0 is not without a value there.
    differentiable("{e^(-e^(1/x^2)) if x != 0, 0 otherwise}", "0", "0", "0", "below e^(-1/x^2)"),
    differentiable(
        "{x^2 tanh(e^(e^(1/x^2))) if x != 0, 0 otherwise}", "0", "0", "0", "at most x^2"
    ),
    differentiable(
        "{x^3 cos(e^(e^(1/x^2))) if x != 0, 0 otherwise}", "0", "0", "0", "at most |x|^3"
    ),
    differentiable(
        "{|x|^(2+cos(1/x)^2) if x != 0, 0 otherwise}", "0", "0", "0", "at most x^2 for |x| < 1"
    ),
    # The same with something missing from the argument.
    edge("{x^2 sin(1/y) if x != 0, 0 otherwise}", "0, 0", "0", "nowhere", "nowhere", "y = 0"),
    edge(
        "{x^2 cos(1/(x y)) if x != 0 or y != 0, 0 otherwise}",
        "0, 0",
        "0",
        "nowhere",
        "nowhere",
        "the cosine has no value on the axes, and the case counts there",
    ),
)

# A bound on what is left over is a proof where f is that formula all around the point.
BOUNDED: Final = (
    differentiable(
        "{x + y + x^2 y/(|x|+|y|) if (x,y) != (0,0), 0 otherwise}",
        "0, 0",
        "0",
        "1, 1",
        "|y| is at most |x| + |y|, so at most x^2 is left over",
    ),
    differentiable(
        "{(x-1)^2 (y+2)/((x-1)^2+|y+2|) if (x,y) != (1,-2), 0 otherwise}",
        "1, -2",
        "0",
        "0, 0",
        "at most (x - 1)^2",
    ),
    differentiable(
        "{x^2 y^2 x/(|x|^3+|y|^3) if (x,y) != (0,0), 0 otherwise}",
        "0, 0",
        "0",
        "0, 0",
        "|x|^3 is no more than the denominator: at most y^2",
    ),
    differentiable(
        "{w^2 x y/(|w|+|x|+|y|+|z|) if (w,x,y,z) != (0,0,0,0), 0 otherwise}",
        "0, 0, 0, 0",
        "0",
        "0, 0, 0, 0",
        "at most |w x y|",
    ),
    # the same bounds, and no value on a curve, or along a line
    rough(
        "{x^2 sin(1/(y-x^2)) if (x,y) != (0,0), 0 otherwise}",
        "0, 0",
        "0",
        EdgeAlongCurve,
        "no value on y = x^2",
    ),
    rough(
        "{(x^2-y^2)^2/(x-y) if x != 0, 0 otherwise}",
        "0, 0",
        "0",
        EdgeOfDomain,
        "no value where y = x, though (x - y)(x + y)^2 has one",
    ),
    rough(
        "{x y/(|x|+|y|) if (x,y) != (0,0), 0 otherwise}",
        "0, 0",
        "0",
        NotLinear,
        "1/2 along (1, 1), and both partials are 0",
    ),
)
# Neither proved nor refuted: 1/sin grows near points that gather at P, and no expansion tells.
OPEN: Final = (
    undecided("{0 if x=0, x^2/sin(1/x) if sin(1/x)!=0, 0 otherwise}", "0", "unbounded"),
    undecided("{0 if x=0, x^3/sin(1/x)^2 if sin(1/x)!=0, 0 otherwise}", "0", "unbounded"),
    undecided(
        "{0 if x y=0, x^2 y^2/sin(1/(x y)) if sin(1/(x y))!=0, 0 otherwise}", "0, 0", "unbounded"
    ),
    # Of these two curves neither coordinate is a formula in the other.
    undecided(
        "{x y if y + y^3 != x + x^5, 0 if x = 0 and y = 0}", "0, 0", "no case holds on a curve"
    ),
    undecided(
        "{x y if y + e^y != x + cos(x), 0 if x = 0 and y = 0}", "0, 0", "no case holds on a curve"
    ),
)

JUMPS: Final = (
    jump("{floor(1/x) - 1/x if x != 0, 0 otherwise}", "0", "0", "-1/4 at 1/x = n + 1/4"),
    jump("floor(x)", "2", "2", "1 on the left"),
    jump("ceil(x)", "2", "2", "3 on the right"),
    jump("sign(x)", "0", "0", "-1 on the left, 1 on the right"),
    jump("step(x)", "0", "1", "0 on the left"),
    jump("round(x)", "1/2", "0", "a half goes to the even neighbour; 1 on the right"),
    jump("acot(x)", "0", "pi/2", "-pi/2 on the left, in the branch that is odd"),
    jump("{x^2 if x<1, 2x otherwise}", "1", "2", "1 on the left"),
    jump("{sin(x)/x if x!=0, 2 otherwise}", "0", "2", "the limit is 1"),
    jump("{1/x if x>0, 0 otherwise}", "0", "0", "1/x is unbounded on the right"),
    jump("atan2(y, x)", "-1, 0", "pi", "-pi from below: the cut of the angle"),
    jump("{x y/(x^2+y^2) if x^2+y^2>0, 0 otherwise}", "0, 0", "0", "1/2 on y = x"),
    jump("{x^2 y/(x^4+y^2) if x^2+y^2>0, 0 otherwise}", "0, 0", "0", "1/2 on y = x^2"),
    jump("{x y^3/(x^2+y^6) if x^2+y^2>0, 0 otherwise}", "0, 0", "0", "1/2 on x = y^3"),
    jump("{1 if x=y, 0 otherwise}", "0, 0", "1", "0 off the diagonal"),
    jump("floor(sqrt(2)sqrt(8) x)", "1/4", "1", "floor(4x) is 0 just left of 1/4"),
)

OUTSIDE: Final = (
    outside("ln(x)", "-1", "ln needs a positive number"),
    outside("ln(x y)", "-2, 3", "xy = -6"),
    outside("sqrt(x)", "-4", "no real square root"),
    outside("sqrt(x - 1) sqrt(x - 1)", "0", "cancelling to x - 1 widens the domain"),
    outside("sqrt(x)^2", "-1", "cancelling to x widens the domain"),
    outside("exp(ln(x))", "-1", "cancelling to x widens the domain"),
    outside("asin(x)", "2", "no angle has sine 2"),
    outside("acosh(x)", "0", "cosh is at least 1"),
    outside("atanh(x)", "2", "tanh stays between -1 and 1"),
    outside("acoth(x)", "1/2", "coth is never between -1 and 1"),
    outside("asec(x)", "0.5", "no angle has secant 1/2"),
    outside("x^(1/3)", "-8", "a rational power needs a base that is not negative; cbrt does not"),
    outside("x^pi", "-1", "an irrational power of a negative number is not real"),
    outside("log(x, -2)", "4", "the base of a logarithm is positive"),
    outside("x ln(-2) / ln(-2)", "3", "ln(-2) cancels, but it is not real"),
    outside("(-x)^(1/2) + x", "1", "no real square root of -1"),
)

UNDEFINED: Final = (
    undefined("1/x", "0", "a pole"),
    undefined("1/(x-1)^2", "1", "a pole"),
    undefined("tan(x)", "pi/2", "cos(pi/2) = 0"),
    undefined("ln(x)", "0", "-oo from the right"),
    undefined("x ln(x)", "0", "0 from the right, nothing on the left"),
    undefined("x^x", "0", "0^0 as typed, and nothing on the left"),
    undefined("x y/(x^2+y^2)", "0, 0", "0 on the axes, 1/2 on y = x"),
    undefined("x^2 y/(x^4+y^2)", "0, 0", "0 on each line, 1/2 on y = x^2"),
    undefined("sin(1/x)", "0", "it swings between -1 and 1"),
    undefined("|x|/x", "0", "-1 from the left, 1 from the right"),
    undefined("atan(1/x)", "0", "-pi/2 from the left, pi/2 from the right"),
    undefined("atan2(y, x)", "0, 0", "the origin has no angle"),
    undefined("1/(sqrt(2)sqrt(3)-sqrt(6)+x)", "0", "sqrt(2)sqrt(3) = sqrt(6)"),
    undefined(
        "x/(sin(pi/5) - sqrt(10-2sqrt(5))/4)", "1", "sin(pi/5) = sqrt(10 - 2 sqrt 5)/4 (Euclid)"
    ),
    undefined("ln(x^2+y^2)", "0, 0", "-oo"),
    undefined("sin(x y)/(x y)", "0, 0", "no value on the axes, so no isolated hole"),
)

HOLES: Final = (
    hole("sin(x)/x", "0", "1", "0", "1 - x^2/6 + ..."),
    hole("x^2/x", "0", "0", "1", "x, once cancelled"),
    hole("(x^2-1)/(x-1)", "1", "2", "1", "x + 1, once cancelled"),
    hole("(e^x-1)/x", "0", "1", "1/2", "1 + x/2 + ..."),
    hole("(1-cos x)/x^2", "0", "1/2", "0", "1/2 - x^2/24 + ..."),
    hole("(x - sin x)/x^3", "0", "1/6", "0", "1/6 - x^2/120 + ..."),
    hole("x/|x| |x|", "0", "0", "1", "sign(x) |x| = x"),
    hole("|x|^2/|x|", "0", "0", None, "|x| has a kink"),
    hole("x^2 sin(1/x)", "0", "0", "0", "squeezed between -x^2 and x^2"),
    hole("exp(-1/x^2)", "0", "0", "0", "flatter than any power (Cauchy)"),
    hole("x^2 ln(x^2)", "0", "0", "0", "x^2 ln|x| is smaller than |x|^(3/2)"),
    hole("(1+x)^(1/x)", "0", "e", "-e/2", "exp(ln(1+x)/x) = exp(1 - x/2 + ...)"),
    hole("x^2 y/(x^2+y^2)", "0, 0", "0", None, "both partials 0, but 1/2 along (1, 1)"),
    hole("x^4/(x^2+y^2)", "0, 0", "0", "0, 0", "at most |h|^2"),
    hole("(x^2+y^2)ln(x^2+y^2)", "0, 0", "0", "0, 0", "r^2 ln r^2 is smaller than r^(3/2)"),
    hole("exp(-1/(x^2+y^2))", "0, 0", "0", "0, 0", "flatter than any power"),
    hole("(x^2+y^2) sin(1/sqrt(x^2+y^2))", "0, 0", "0", "0, 0", "at most |h|^2"),
)

CASES: Final[tuple[Case, ...]] = (
    *SMOOTH,
    *BY_DEFINITION,
    *KINKS,
    *EDGES,
    *NOT_LINEAR,
    *SEAMS,
    *SQUEEZED,
    *BOUNDED,
    *OPEN,
    *WITNESSED,
    *JUMPS,
    *OUTSIDE,
    *UNDEFINED,
    *HOLES,
)
