"""Hard inputs for the commands that came later, three and more each, as the words of a command.

What stands for a file is made by `tests.holds.commands`, under the name between braces.
"""

from __future__ import annotations

from typing import Final

from tests.holds.hard_inputs import NINES

_MANY: Final = "+".join(f"x{n}^2 x{n + 1}" for n in range(300))
_SUM: Final = "+".join(f"(x{n}-{n})^4" for n in range(40))
_SINES: Final = "*".join(f"(sin(x{n})+cos(x{n + 1}*y)^2)" for n in range(60))
_NESTED: Final = "sin(" * 700 + "x" + ")" * 700
_TOWER: Final = "exp(" * 12 + "x y" + ")" * 12
_QUOTIENTS: Final = "x/(1+" * 60 + "y" + ")" * 60
_TRIG: Final = "sin(x) cos(y) tan(x y) exp(x-y) ln(2 + sin(x y))/(1 + x^2 + y^2)"
_TRIG_SYSTEM: Final = "sin(x y) + cos(x^2 - y) + exp(sin(x + y^2)) + x^2 y^3"
_PIECES: Final = "{" + ", ".join(f"x^{n} if x > {n}" for n in range(2, 120)) + ", x otherwise}"
_MAX: Final = f"max({', '.join(f'x^2 + {n} y' for n in range(60))})"
_MAP: Final = "let u = x^2 + y; let v = u^2 + x; let w = v^2 + u; let z = w^2 + v; z^2 + w"
_POWERS: Final = "+".join(f"x^{n} y^{59 - n}" for n in range(60))
_LETS: Final = "; ".join(f"let a{n + 1} = sin(a{n}) a{n} + x" for n in range(300))

QUESTIONS: Final[tuple[tuple[str, ...], ...]] = (
    ("hessian", _MANY),
    ("hessian", _SINES),
    ("hessian", _QUOTIENTS, "--at", "1/3,1/7"),
    ("hessian", _TOWER, "--at", "-1,1/2"),
    ("hessian", _MAP, "--at", "22/7,355/113", "--w", "1,2"),
    ("hessian", "x^y y^x", "--at", "1000/7,1000/11"),
    ("hessian", _NESTED, "--at", "1"),
    ("critical", _TRIG_SYSTEM),
    ("critical", _SUM),
    ("critical", "(x^7 - y^5 + x y)^2 + (x^3 y^4 - x + 1)^2 + z^4 x - z"),
    ("critical", "x^30 + y^30 - x^17 y^11 + x y - 1", "--in", "x=-2:2,y=-2:2"),
    ("critical", _TRIG, "--in", "x=-20:20,y=-20:20"),
    ("critical", "x^9 y^8 z^7 - x y z", "--on", "x^5 + y^6 + z^7 = 1"),
    ("critical", "x^5 + y^5 + z^5 + u^5", "--on", "x y z u = 1", "--on", "x + y^3 + z + u = 4"),
    ("critical", _MAX, "--in", "x=-2:2,y=-2:2"),
    ("critical", "sin(1/x) + cos(1/y)", "--in", "x=1/1000:1,y=1/1000:1"),
    ("tangent", _QUOTIENTS, "--at", "1/3,1/7"),
    ("tangent", _TOWER, "--at", "-1,1/2"),
    ("tangent", _NESTED, "--at", "1"),
    ("tangent", "x^(x^x)", "--at", "9"),
    ("tangent", "sqrt(x^2+y^2)", "--at", f"{NINES},1"),
    ("taylor", _TRIG, "--at", "0,0", "--order", "8"),
    ("taylor", _TRIG, "--at", "1/3,2/7", "--order", "12"),
    ("taylor", "exp(sin(exp(sin(x))))", "--at", "0", "--order", "60"),
    ("taylor", "(1+x)^(1+x)", "--at", "1/7", "--order", "40"),
    ("taylor", _SUM, "--at", ",".join(["1/3"] * 40), "--order", "4"),
    ("taylor", "tan(x)^tan(x)", "--at", "1", "--order", "100"),
    ("taylor", _NESTED, "--at", "1", "--order", "9"),
    ("descend", "x^4 y^2 - x y + y^4", "--from", "3/7,5/11", "--rate", "1/13", "--exact"),
    ("descend", _MAP, "--from", "1/3,1/7", "--rate", "1/1000", "--exact", "-n", "40"),
    ("descend", _SINES, "--from", ",".join(["1/3"] * 62), "-n", "100000"),
    ("descend", "(1-x)^2 + 100 (y-x^2)^2", "--from", "-1,1", "--rate", "1/1000", "-n", "1000000"),
    ("descend", "(1-x)^2 + 100 (y-x^2)^2", "--from", "-1,1", "--rate", "auto", "-n", "1000000"),
    ("descend", _TRIG, "--from", "1,2", "-n", "1000000", "--tol", "0"),
    ("descend", "x^2 + y^2", "--from", f"{NINES},1/{NINES}", "--exact", "-n", "1000"),
    ("backprop", _MANY, "--at", ",".join(["1/7"] * 301)),
    ("backprop", _SINES, "--at", ",".join(["1/7"] * 62), "--nodes", "operations"),
    ("backprop", f"let a0 = x; {_LETS}; a300", "--at", "1/3"),
    ("backprop", f"let a0 = x; {_LETS}; a300"),
    ("backprop", _TOWER, "--at", "-1,1/2"),
    ("backprop", _NESTED, "--at", "1", "--expand"),
    ("check", "(x+y+1)^60", "--wrt", "x", "--answer", _POWERS),
    ("check", _SINES, "--wrt", "y", "--answer", _SINES),
    ("check", _TRIG, "--answer", f"{_TRIG}, {_TRIG}"),
    ("check", "x^(x^x)", "--answer", "x^(x^x) (x^x/x + x^x ln(x) (1 + ln(x)))"),
    ("check", "sin(x)^40 cos(x)^40", "--answer", "40 sin(x)^39 cos(x)^39 cos(2 x) + 1/10^30"),
    ("check", _QUOTIENTS, "--wrt", "y", "--answer", _QUOTIENTS),
    ("check", _TRIG, "--wrt", "x", "--work", "{work}"),
    ("hint", _SINES, "--wrt", "y"),
    ("hint", _TRIG, "--wrt", "x", "--level", "4"),
    ("hint", _TRIG, "--wrt", "x", "--after", _TRIG),
    ("hint", _NESTED, "--level", "4"),
    ("hint", _QUOTIENTS, "--wrt", "x", "--after", _QUOTIENTS),
    ("practice", "--count", "100", "--seed", "1", "--key", "full"),
    ("practice", "--count", "100", "--level", "5", "--choices", "--key", "full"),
    ("practice", "--topic", "hessian", "--level", "5", "--count", "100", "--key", "full"),
    ("practice", "--topic", "steepest", "--count", "100", "--key", "full", "-f", "html"),
    ("plot", _TRIG, "--at", "1,2", "--window", "x=-1000:1000,y=-1000:1000"),
    ("plot", _MAX, "--at", "1,2", "--levels", "50"),
    ("plot", "sin(1/(x y))", "--at", "1,2", "--window", "x=-1:1,y=-1:1", "--levels", "50"),
    ("plot", _SINES, "--at", ",".join(["1/7"] * 62), "--plane", "x1,x2"),
    ("plot", "tan(x^9 y^9)", "--at", "1,2", "--size", "200x100", "-o", "{picture}"),
    ("plot", _PIECES, "--at", "50"),
    ("plot", _TRIG, "--at", "1,2", "-o", "{gif}"),
    ("explore", _TRIG, "--at", "1,2", "-o", "{page}"),
    ("explore", _SINES, "--at", ",".join(["1/7"] * 62), "-o", "{page}"),
    ("explore", "sin(1/x) cos(1/y) + floor(100 x y)", "--at", "1,2", "-o", "{page}"),
    ("explore", _MAX, "--at", "1,2", "-o", "{page}"),
    ("explore", _NESTED, "--at", "1", "-o", "{page}"),
    ("learn", _TRIG, "--at", "1/3,2/7", "--w", "3,5"),
    ("learn", _QUOTIENTS, "--at", "1/3,1/7", "--w", "1,1"),
    ("learn", _SUM, "--at", ",".join(["1/3"] * 40), "--w", ",".join(["1"] * 40)),
    ("learn", "x^y y^x", "--at", "1000/7,1000/11", "--w", "1,2"),
    ("rules",),
    ("rules", "-f", "html"),
    ("rules", "chain", "product", "quotient", "power", "-f", "latex", "--standalone"),
    ("mistakes",),
    ("mistakes", "-f", "html"),
    ("worksheet", "{sheet}", "--key", "full"),
    ("worksheet", "{sheet}", "--key", "short", "-f", "html"),
    ("worksheet", "{long}", "--key", "full"),
    ("grad", "(w x + b - sin(w x))^2", "--data", "{rows}", "--mean", "--at", "w=1/3,b=1/7"),
    ("descend", "(w x + b - y)^2", "--data", "{rows}", "--mean", "--from", "w=0,b=0", "-n", "9999"),
    ("backprop", "let z = w x + b; (z - y)^2", "--data", "{rows}", "--row", "9", "--at", "w=1,b=0"),
)  # fmt: skip
