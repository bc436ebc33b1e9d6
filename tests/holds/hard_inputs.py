"""Sixty inputs that were made, or turned out, to be hard, each as the words of a command."""

from __future__ import annotations

from typing import Final

NINES: Final = "9" * 3999
LONG: Final = "9" * 1200
_SUM: Final = "+".join(f"x{n}^2" for n in range(2500))
_SINES: Final = "*".join(f"(sin(x{n})+cos(x{n + 1}*y)^2)" for n in range(400))
_NESTED: Final = "sin(" * 1500 + "x" + ")" * 1500
_ROOTS: Final = "sqrt(" * 60 + "x" + ")" * 60
_TOWER: Final = "exp(" * 40 + "x" + ")" * 40
_MAX: Final = f"max({', '.join(f'x{n}' for n in range(200))})"
_QUOTIENTS: Final = "x/(1+" * 200 + "x" + ")" * 200
_PIECES: Final = "{" + ", ".join(f"x^{n} if x > {n}" for n in range(2, 120)) + ", x otherwise}"
_MAP: Final = "let u = x^2 + y; let v = u^2 + x; let w = v^2 + u; let z = w^2 + v; z^2 + w"

# The first are answered within milliseconds, by work that is bounded beforehand.
AT_ONCE: Final[tuple[tuple[str, ...], ...]] = (
    ("dir", "x+y", "--w", f"1,{NINES}"),
    ("steepest", "x y z", "--at", f"{NINES},{NINES},{NINES}/7"),
    ("dir", "x+y", "--at", "1,2", "--toward", f"1,{NINES}"),
    ("dir", "x y", "--at", f"{LONG},2", "--toward", f"1,{LONG}"),
    ("grad", "x^(x^2)", "--at", "3/7"),
    ("grad", "(1+x)^(x^2)", "--at", "5/11"),
    ("grad", "(x^2+1)^(x^3)", "--at", "11/13"),
    ("grad", "x^(x^2)", "--at", "30071/70001"),
    ("grad", "(x+y)^(x^2)", "--at", "3/7,2/5"),
    ("grad", "(sin(x)+2)^(x^2)", "--at", "5/7"),
    ("grad", "x^(x^3 + 1/7)", "--at", "5/9"),
    ("grad", "exp(x^2 log(x))", "--at", "3/7"),
    ("grad", "atan(erfc(x))", "--at", "100"),
    ("grad", "softplus(-sinh(x))", "--at", "1000"),
    ("grad", "erf(x)", "--at", "1e3999"),
    ("grad", "sqrt(x)", "--at", NINES),
    ("grad", "cbrt(x)", "--at", NINES),
    ("grad", "x^(1/7)", "--at", NINES),
    ("grad", "root(x, 12)", "--at", f"{NINES}/7"),
    ("grad", "x^x", "--at", "9/1000"),
    ("grad", "sqrt(x^2+y^2)", "--at", f"{NINES},1"),
    ("grad", "ln(x)", "--at", NINES),
    ("grad", "exp(-x)", "--at", "1e300"),
)

HARD: Final[tuple[tuple[str, ...], ...]] = (
    *AT_ONCE,
    ("steepest", "sqrt(x+y)", "--at", f"{NINES},1"),
    ("steepest", "x^y", "--at", "1000/7,1000/11"),
    ("steepest", "x^2 + y^2 + z^2", "--at", f"{NINES},1/{LONG},1"),
    ("grad", "x^(x^x)", "--at", "9"),
    ("grad", "x^(x^x)", "--at", "1/9"),
    ("grad", "x^(x^(x^x))", "--at", "1/3"),
    ("grad", "2^(x^5)", "--at", "10/7"),
    ("grad", "(x+y)^(x-y)", "--at", "22/7,355/113"),
    ("grad", "x^10000", "--at", "1e400"),
    ("grad", "(x^2+1)^1000", "--at", "1e30"),
    ("grad", "(x+y+z)^200", "--at", "1/3,1/7,1/11"),
    ("grad", "factorial(x)", "--at", "1000000"),
    ("grad", "sin(x)", "--at", "1e3999"),
    ("grad", "tan(x)", "--at", "1e70"),
    ("grad", "cosh(sinh(x))", "--at", "100"),
    ("grad", "exp(exp(exp(x)))", "--at", "10"),
    ("grad", "log(1+exp(exp(x)))", "--at", "50"),
    ("grad", "erf(erf(erf(x)))", "--at", "1000"),
    ("grad", "atan(1/x)", "--at", "1e-3000"),
    ("grad", "floor(exp(x))", "--at", "200"),
    ("grad", "round(x^x)", "--at", "100/7"),
    ("grad", "asin(sin(x))", "--at", "1e30"),
    ("grad", "acos(cos(exp(x)))", "--at", "100"),
    ("grad", "sin(x)^1000", "--at", "1"),
    ("grad", "(sin(x)+cos(x))^64", "--at", "1/7"),
    ("grad", "sqrt(2+sqrt(3+sqrt(5+sqrt(x))))-sqrt(7)", "--at", "11"),
    ("grad", "abs(sqrt(2)+sqrt(3)-sqrt(5+2sqrt(6))+x)", "--at", "0"),
    ("grad", "abs(x-exp(pi sqrt(163)))", "--at", "262537412640768744"),
    ("grad", "max(2^x, 3^y)", "--at", "1000/7,630/7"),
    ("grad", _MAX, "--at", ",".join(["1"] * 200)),
    ("grad", _SUM),
    ("grad", _SINES),
    ("grad", _NESTED, "--at", "1"),
    ("grad", _ROOTS, "--at", "2"),
    ("grad", _TOWER, "--at", "-1"),
    ("grad", _QUOTIENTS, "--at", "1"),
    ("grad", _PIECES, "--at", "50"),
    ("grad", _MAP, "--at", "1/3,1/7"),
    ("partial", "exp(sin(x y))^x", "--wrt", "x,y,x,y,x"),
    ("partial", "sin(x)cos(y)exp(z)/(x+y+z)", "--wrt", "x,y,z,x,y,z"),
    ("grad", "{x^3/(x^2+y^2) if x != 0, 0 otherwise} + |x|^(1/3)|y|^(2/3)", "--at", "0,0"),
    ("grad", "(x^2 y)^(1/3)/(1 + sqrt(x^4+y^2))", "--at", "0,0"),
    ("dir", "sqrt(abs(x y z))", "--at", "0,0,0", "--w", "1,2,3"),
    ("dir", "log(x^y)^(y^x)", "--at", "3/2,5/3", "--w", "1,1"),
)  # fmt: skip
