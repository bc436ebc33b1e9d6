"""No path leads from text to evaluation: the sources are walked for every way there is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import gradcli

SOURCES = sorted(Path(gradcli.__file__).parent.rglob("*.py"))
EVALUATORS = {
    "eval", "exec", "compile", "__import__", "sympify", "parse_expr", "lambdify", "S",
    "parse_latex", "parse_mathematica", "nsimplify", "literal_eval",
}  # fmt: skip
# The one place where Python compiles anything: a program's place numbers and floats, written out.
# tests/calculus/test_program.py holds that neither a program nor its source has text of the input.
COMPILED = {"program/source.py": ["compile()"]}
# What SymPy builds from a string without looking inside it.
TAKES_TEXT = {"Symbol", "Dummy", "symbol", "Function"}
CONSTRUCTORS = {
    "Integer", "Rational", "Float", "Add", "Mul", "Pow", "sqrt", "sin", "cos", "tan", "exp", "log",
    "Abs", "Eq", "Ne", "Lt", "Le", "Gt", "Ge", "Piecewise", "Matrix", "Poly", "diff", "simplify",
    "expand", "factor", "limit", "solve", "N", "latex", "Max", "Min", "And", "Or", "Not",
}  # fmt: skip


def name_of(function: ast.expr) -> str:
    match function:
        case ast.Name(name):
            return name
        case ast.Attribute(_, name):
            return name
        case _:
            return ""


def is_text(argument: ast.expr) -> bool:
    return isinstance(argument, ast.JoinedStr) or (
        isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    )


def offences(source: str) -> Iterator[str]:
    """Each evaluator that a source calls or imports, each text that it hands to SymPy."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(function, arguments):
                name = name_of(function)
                # re.compile and Poly.eval are methods of other things by the same name.
                is_method = (
                    isinstance(function, ast.Attribute)
                    and name in ("compile", "eval")
                    and not (
                        isinstance(function.value, ast.Name) and "builtins" in function.value.id
                    )
                )
                if name in EVALUATORS and not is_method:
                    yield f"line {node.lineno}: {name}()"
                if name in CONSTRUCTORS and any(map(is_text, arguments)):
                    yield f"line {node.lineno}: text is handed to {name}"
            case ast.ImportFrom(_, names) | ast.Import(names):
                for alias in names:
                    if alias.name.rpartition(".")[2] in EVALUATORS:
                        yield f"line {node.lineno}: imports {alias.name}"
            case ast.Attribute(ast.Name("sympy"), name) if name in EVALUATORS - {"S"}:
                yield f"line {node.lineno}: sympy.{name}"
            case _:
                pass


def test_there_are_sources_to_walk() -> None:
    assert len(SOURCES) > 20


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: "/".join(path.parts[-2:]))
def test_nothing_evaluates_text(path: Path) -> None:
    found = [offence.partition(": ")[2] for offence in offences(path.read_text(encoding="utf-8"))]
    assert found == COMPILED.get("/".join(path.parts[-2:]), [])


@pytest.mark.parametrize(
    "source",
    [
        "eval(text)",
        "exec('x')",
        "sympy.sympify(text)",
        "sympy.S(text)",
        "from sympy import sympify",
        "from sympy.parsing.sympy_parser import parse_expr",
        "f = sympy.lambdify",
        "sympy.Integer('3')",
        "sympy.Rational(f'{a}/{b}')",
        "builtins.__import__(name)",
        "builtins.eval(text)",
    ],
)
def test_the_walk_finds_an_evaluator(source: str) -> None:
    assert list(offences(source))


def test_the_language_does_not_import_the_mathematics() -> None:
    for path in SOURCES:
        if path.parent.name == "language":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom):
                    assert (node.module or "").partition(".")[0] not in ("sympy", "mpmath")
                    if (node.module or "").startswith("gradcli"):
                        room = (node.module or "").split(".")[1]
                        assert room in ("codes", "errors", "field", "frozen", "language", "late"), (
                            path
                        )
                if isinstance(node, ast.Import):
                    assert all(a.name.partition(".")[0] != "sympy" for a in node.names)
