"""Expressions of programs as they stand in their files, read by Python and by gradcli.

By hand, over any folder of Python files (those of the installed packages by default):

    python -m tests.fuzz.program_text [FOLDER ...]

Every arithmetic expression over names, elements of arrays and functions of mathematics is taken as
it is written. Python's own parser says what it means: it is evaluated node by node with random
values of its names, and nothing of the text is run. gradcli's reading is evaluated with the same
values. A reading with other names or another value of which no note says anything is silent, and
wrong; the program prints each such text and ends with 1.
"""

from __future__ import annotations

import ast
import math
import random
import re
import sys
import sysconfig
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from gradcli.errors import GradcliError
from gradcli.field.expression import (
    Call,
    Constant,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    postorder,
)
from gradcli.language.reading import read_expression

Function = Callable[..., Any]

# Python's name of each function, and what it means; gradcli's own names are among them.
FUNCTIONS: Final[Mapping[str, Function]] = {
    **{name: getattr(math, name) for name in (
        "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh",
        "acosh", "atanh", "exp", "expm1", "log1p", "log2", "log10", "sqrt", "erf", "erfc", "hypot",
    )},
    "log": math.log,
    "abs": abs,
    "fabs": abs,
    "absolute": abs,
    "floor": math.floor,
    "ceil": math.ceil,
    "max": max,
    "min": min,
    "maximum": max,
    "minimum": min,
    "sign": lambda x: (x > 0) - (x < 0),
    "square": lambda x: x * x,
    "power": pow,
    "pow": pow,
    "arctan": math.atan,
    "arcsin": math.asin,
    "arccos": math.acos,
    "arctan2": math.atan2,
    "exp2": lambda x: 2.0**x,
    "cbrt": lambda x: math.copysign(abs(x) ** (1 / 3), x),
    "root": lambda x, n: x ** (1 / n),
    "factorial": lambda x: math.gamma(x + 1),
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
}  # fmt: skip
MODULES: Final = frozenset({"np", "numpy", "math", "anp", "jnp", "torch", "mp", "mpmath"})
_OPERATIONS: Final[Mapping[type[ast.operator], Function]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: pow,
}
_TRIALS: Final = 6
_LONGEST: Final = 200


def named(node: ast.expr) -> str | None:
    """The name of a number: x, x[0], x[i]; None for anything else."""
    match node:
        case ast.Name(name):
            return name
        case ast.Subscript(ast.Name(name), ast.Constant(int(index))) if index >= 0:
            return f"{name}_{index}"
        case ast.Subscript(ast.Name(name), ast.Name(index)) if index in ("i", "j", "k", "n"):
            return f"{name}_{index}"
    return None


def function_of(node: ast.expr) -> Function | None:
    """What a call means, if it is one of mathematics."""
    match node:
        case ast.Name(name) | ast.Attribute(ast.Name(_), name) if name in FUNCTIONS:
            if isinstance(node, ast.Attribute) and node.value.id not in MODULES:  # type: ignore[attr-defined]
                return None
            return FUNCTIONS[name]
    return None


def is_arithmetic(node: ast.expr) -> bool:
    """Whether an expression is made of numbers, names, operations and functions of mathematics."""
    match node:
        case ast.Constant(value):
            return type(value) in (int, float)
        case ast.BinOp(left, operation, right):
            return type(operation) in _OPERATIONS and is_arithmetic(left) and is_arithmetic(right)
        case ast.UnaryOp(ast.USub() | ast.UAdd(), operand):
            return is_arithmetic(operand)
        case ast.Call(function, arguments, []):
            return function_of(function) is not None and all(map(is_arithmetic, arguments))
        case _:
            return named(node) is not None


def by_python(node: ast.expr, values: Mapping[str, float]) -> Any:
    """The value of an expression as Python's parser understands it."""
    match node:
        case ast.Constant(value):
            return value
        case ast.BinOp(left, operation, right):
            return _OPERATIONS[type(operation)](by_python(left, values), by_python(right, values))
        case ast.UnaryOp(ast.USub(), operand):
            return -by_python(operand, values)
        case ast.UnaryOp(_, operand):
            return by_python(operand, values)
        case ast.Call(function, arguments, []):
            meaning = function_of(function)
            assert meaning is not None
            return meaning(*(by_python(each, values) for each in arguments))
        case _:
            name = named(node)
            assert name is not None
            return values[name]


def by_gradcli(tree: Node, values: Mapping[str, float]) -> Any:
    """The value of an expression as gradcli read it."""
    found: dict[Node, Any] = {}
    for node in postorder(tree):
        match node:
            case Number(value):
                found[node] = float(value)
            case Constant(name):
                found[node] = {"e": math.e, "pi": math.pi}[name]
            case Variable(name):
                found[node] = values[name]
            case Negative(operand):
                found[node] = -found[operand]
            case Sum(terms):
                found[node] = sum(found[each] for each in terms)
            case Product(factors):
                found[node] = math.prod(found[each] for each in factors)
            case Quotient(above, below):
                found[node] = found[above] / found[below]
            case Power(base, exponent):
                found[node] = found[base] ** found[exponent]
            case Call(function, arguments):
                found[node] = FUNCTIONS[function](*(found[each] for each in arguments))
            case _:
                raise LookupError(node)
    return found[tree]


def expressions(folder: Path) -> Iterator[tuple[str, ast.expr]]:
    """Each arithmetic expression of the Python files in a folder, as it is written."""
    for path in sorted(folder.rglob("*.py")):
        try:
            text = path.read_text("utf-8")
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError):
            continue
        inside: set[ast.AST] = set()
        for node in ast.walk(tree):
            if node in inside or not isinstance(node, ast.BinOp | ast.Call):
                continue
            if not is_arithmetic(node) or not any(map(named_in, ast.walk(node))):
                continue
            inside.update(ast.walk(node))
            written = ast.get_source_segment(text, node)
            if written and len(written) <= _LONGEST and re.search(r"[-+*/]", written):
                yield written, node


def named_in(node: ast.AST) -> bool:
    """Whether a node is a name of a number."""
    return isinstance(node, ast.expr) and named(node) is not None


def judged(written: str, meant: ast.expr, draw: random.Random) -> str:
    """What became of a text: refused, noted, same, silent, or not compared."""
    try:
        reading = read_expression(written)
    except GradcliError:
        return "refused"
    names = {
        name for node in ast.walk(meant) if isinstance(node, ast.expr) if (name := named(node))
    }
    used = {node.name for node in postorder(reading.tree) if isinstance(node, Variable)}
    differs = not used <= names
    compared = 0
    for _ in range(0 if differs else _TRIALS):
        values = {name: draw.uniform(0.3, 2.7) for name in sorted(names)} | {"pi": math.pi}
        try:
            expected = by_python(meant, values)
            got = by_gradcli(reading.tree, values)
        except (ArithmeticError, ValueError, LookupError, TypeError):
            continue
        if isinstance(expected, complex) or isinstance(got, complex):
            continue
        compared += 1
        if not math.isclose(expected, got, rel_tol=1e-6, abs_tol=1e-9):
            differs = True
            break
    if differs:
        return "noted" if reading.notes else "silent"
    return "same" if compared else "not compared"


def main(folders: Sequence[str]) -> int:
    """Judge every expression of some folders, and print what was read silently as another."""
    draw = random.Random(20260101)
    counts: Counter[str] = Counter()
    seen: set[str] = set()
    for folder in folders or [sysconfig.get_path("purelib")]:
        for written, meant in expressions(Path(folder)):
            key = " ".join(written.split())
            if key in seen:
                continue
            seen.add(key)
            verdict = judged(written, meant, draw)
            counts[verdict] += 1
            if verdict == "silent":
                print(f"silent: {key}")
    print(f"{sum(counts.values())} expressions: {dict(counts.most_common())}")
    return 1 if counts["silent"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
