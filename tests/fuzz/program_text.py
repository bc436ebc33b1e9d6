"""Expressions of programs as they stand in their files, read by their language and by gradcli.

By hand, over folders and git directories (the installed Python packages by default):

    python -m tests.fuzz.program_text [--language Julia] [--list refused] [SOURCE ...]

Every arithmetic expression over names, elements of arrays and functions of mathematics is taken as
it is written, from Python, Julia, MATLAB, Maxima and R. An independent reader says what it means:
Python's own parser, and those of `tests.fuzz.program_readers`; nothing of the text is run. Both
readings are evaluated with the same random values of the names. A reading with other names or
another value of which no note says anything is silent, and wrong; the program prints each such
text and ends with 1. `--list` prints also the texts of another verdict, or of a refusal's code.
"""

from __future__ import annotations

import ast
import math
import random
import re
import subprocess
import sys
import sysconfig
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

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
from tests.fuzz.program_readers import (
    COMMON,
    DIALECTS,
    OPERATIONS,
    Function,
    Meant,
    NoExpressionError,
    Operation,
    expressions_in,
    names_in,
    negative,
    plain,
    sign,
    value_of,
)

# Python's name of each function, and what it means; gradcli's own names are among them.
FUNCTIONS: Final[Mapping[str, Function]] = {
    **COMMON,
    **{name: getattr(math, name) for name in (
        "atan2", "expm1", "log1p", "log2", "log10", "erfc", "hypot",
    )},
    "fabs": abs,
    "absolute": abs,
    "ceil": math.ceil,
    "maximum": max,
    "minimum": min,
    "sign": sign,
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
_SIGNS: Final[Mapping[type[ast.operator], str]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "^",
}
# What every program that has these names means by them.
CONSTANTS: Final = {
    **dict.fromkeys(("pi", "PI", "Pi"), math.pi),
    "sqrt2": math.sqrt(2),
    "sqrt3": math.sqrt(3),
    "cbrt2": 2 ** (1 / 3),
}
_TRIALS: Final = 6
_LONGEST: Final = 200
PYTHON: Final = "Python"


# -- Python --


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
        case ast.Name(name) if name in FUNCTIONS:
            return FUNCTIONS[name]
        case ast.Attribute(ast.Name(module), name) if module in MODULES and name in FUNCTIONS:
            return FUNCTIONS[name]
    return None


def by_python(node: ast.expr) -> Meant:
    """What an expression means, as Python's parser understands it.

    Raises:
        NoExpressionError: it is not made of numbers, names, and operations of mathematics.
    """
    match node:
        case ast.Constant(value) if type(value) in (int, float):
            return float(value)  # type: ignore[arg-type]
        case ast.BinOp(left, operation, right) if type(operation) in _SIGNS:
            does = OPERATIONS[_SIGNS[type(operation)]]
            return Operation(does, (by_python(left), by_python(right)))
        case ast.UnaryOp(ast.USub(), operand):
            return Operation(negative, (by_python(operand),))
        case ast.UnaryOp(ast.UAdd(), operand):
            return by_python(operand)
        case ast.Call(function, arguments, []):
            meaning = function_of(function)
            if meaning is not None:
                return Operation(meaning, tuple(map(by_python, arguments)))
        case _:
            name = named(node)
            if name is not None:
                return plain(name)
    raise NoExpressionError


def expressions_of_python(text: str) -> Iterator[tuple[str, Meant]]:
    """Each arithmetic expression of a Python file, as it is written."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return
    inside: set[ast.AST] = set()
    for node in ast.walk(tree):
        if node in inside or not isinstance(node, ast.BinOp | ast.Call):
            continue
        try:
            meant = by_python(node)
        except (NoExpressionError, RecursionError, OverflowError):
            continue
        inside.update(ast.walk(node))
        written = ast.get_source_segment(text, node)
        if written:
            yield written, meant


# -- the files --


def files_in(source: str, endings: Sequence[str]) -> Iterator[str]:
    """The texts of the files of a folder, or of the newest commit of a git directory."""
    folder = Path(source)
    if (folder / "HEAD").is_file():
        git = ["git", "-C", source]
        listed = subprocess.run([*git, "ls-tree", "-r", "--name-only", "-z", "HEAD"],
                                capture_output=True, check=True)  # fmt: skip
        for name in sorted(listed.stdout.decode("utf-8", "replace").split("\0")):
            if name.endswith(tuple(endings)):
                shown = subprocess.run([*git, "show", f"HEAD:{name}"],
                                       capture_output=True, check=False)  # fmt: skip
                yield shown.stdout.decode("utf-8", "replace")
        return
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(tuple(endings)) and path.is_file():
            yield path.read_text("utf-8", "replace")


def expressions(source: str, language: str) -> Iterator[tuple[str, Meant]]:
    """Each arithmetic expression of a language in a folder, as it is written."""
    if language == PYTHON:
        for text in files_in(source, (".py",)):
            yield from expressions_of_python(text)
    else:
        dialect = DIALECTS[language]
        for text in files_in(source, dialect.endings):
            yield from expressions_in(text, dialect)


# -- the comparison --


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


def agree(meant: Meant, tree: Node, draw: random.Random, known: Mapping[str, float]) -> bool | None:
    """Whether both readings have the same values; None where they have none to compare."""
    names = names_in(meant)
    if not {node.name for node in postorder(tree) if isinstance(node, Variable)} <= names:
        return False
    compared = 0
    for _ in range(_TRIALS):
        values = {name: draw.uniform(0.3, 2.7) for name in sorted(names)} | known
        try:
            expected = value_of(meant, values)
            got = by_gradcli(tree, values)
        except (ArithmeticError, ValueError, LookupError, TypeError):
            continue
        if isinstance(expected, complex) or isinstance(got, complex):
            continue
        compared += 1
        if not math.isclose(expected, got, rel_tol=1e-6, abs_tol=1e-9):
            return False
    return True if compared else None


def judged(written: str, meant: Meant, draw: random.Random) -> tuple[str, str]:
    """What became of a text, and why: refused, noted, same, silent, or not compared.

    `e^x` is no silent misreading where a language has another word for the constant (E^x where it
    has that), but it is counted by itself.
    """
    try:
        reading = read_expression(written)
    except GradcliError as error:
        return "refused", error.code
    found = agree(meant, reading.tree, draw, CONSTANTS)
    if found is None:
        return "not compared", ""
    if found:
        return "same", ""
    if reading.notes:
        return "noted", " ".join(note.code for note in reading.notes)
    if re.search(r"\b[eE] *(?:\^|\*\*)", written) and agree(
        meant, reading.tree, draw, {**CONSTANTS, "e": math.e, "E": math.e}
    ):
        return "power of e", ""
    return "silent", ""


def of_language(language: str, sources: Sequence[str], listed: str | None) -> Counter[str]:
    """Judge every expression of a language, and print what was read silently as another."""
    draw = random.Random(20260101)
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    seen: set[str] = set()
    for source in sources:
        for written, meant in expressions(source, language):
            key = " ".join(written.split())
            if key in seen or len(written) > _LONGEST:
                continue
            if not re.search(r"[-+*/^]", written) or not names_in(meant):
                continue
            seen.add(key)
            verdict, reason = judged(written, meant, draw)
            counts[verdict] += 1
            if verdict == "refused":
                reasons[reason] += 1
            if verdict == "silent" or listed in (verdict, reason):
                click.echo(f"{verdict}: {key}" + f"    [{reason}]" * bool(reason))
    if counts:
        click.echo(f"{language}: {sum(counts.values())} expressions: {dict(counts.most_common())}")
        click.echo(f"  refused: {dict(reasons.most_common(8))}")
    return counts


@click.command()
@click.argument("sources", nargs=-1)
@click.option("--language", type=click.Choice([PYTHON, *DIALECTS]))
@click.option("--list", "listed", metavar="VERDICT|CODE")
def main(sources: tuple[str, ...], language: str | None, listed: str | None) -> None:
    """Judge the expressions of programs in some folders and git directories."""
    folders = sources or (sysconfig.get_path("purelib"),)
    languages = [language] if language else [PYTHON, *DIALECTS]
    if sum(of_language(each, folders, listed)["silent"] for each in languages):
        sys.exit(1)


if __name__ == "__main__":
    main()
