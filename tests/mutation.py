"""Small faults put into the mathematics one at a time, to see which of them no test notices.

    python -m tests.mutation --count 150 --seed 1

draws so many places out of the rules, the laws and what is decided at a point, and for each runs
the tests of that room with the fault in it, in a process of its own. What survives is printed with
its place: either a test is missing there, or the fault makes no difference to anybody. Run by hand;
some minutes.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.util
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest
import sympy  # noqa: F401  loaded once, before the processes part

HOUSE: Final = Path(__file__).parents[1]
_CALCULUS: Final = HOUSE / "tests" / "calculus"
_RULES: Final = tuple(
    str(_CALCULUS / f"test_{name}.py")
    for name in ("law", "laws", "by_hand", "rules_chosen", "duals", "algebra")
)
_POINT: Final = (
    *(
        str(_CALCULUS / "at_point" / f"test_{name}.py")
        for name in ("critical", "classified", "convexity", "table", "kinks", "whole_questions")
    ),
    *(str(_CALCULUS / f"test_{name}.py") for name in ("many_pieces", "tangent", "taylor")),
)
TARGETS: Final = {
    "gradcli/calculus/rules/rules.py": _RULES,
    "gradcli/calculus/rules/law.py": _RULES,
    "gradcli/calculus/rules/laws.py": _RULES,
    **{
        str(path.relative_to(HOUSE)): _POINT
        for path in sorted((HOUSE / "gradcli/calculus/point").glob("[a-z]*.py"))
    },
}
_SECONDS: Final = 300

_OTHER_WAY: Final[dict[type[ast.AST], type[ast.AST]]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
}
_OTHER_NAME: Final = {"ONE": "TWO", "TWO": "ONE", "HALF": "TWO", "MINUS_ONE": "ONE", "ZERO": "ONE"}


@dataclass(frozen=True)
class Mutant:
    """A file with one fault, which is put into one node of its tree."""

    file: str
    line: int
    fault: str
    place: int
    kind: int

    def tree(self) -> ast.Module:
        """The file with the fault."""
        whole = ast.parse((HOUSE / self.file).read_text("utf-8"))
        _spoil(list(ast.walk(whole))[self.place], self.kind)
        return whole


def mutants(file: str) -> Iterator[Mutant]:
    """Every fault that is known here."""
    whole = ast.parse((HOUSE / file).read_text("utf-8"))
    for place, node in enumerate(ast.walk(whole)):
        if not isinstance(node, (ast.expr, ast.Return)):
            continue
        for kind in range(2):
            spoiled = copy.deepcopy(node)
            if _spoil(spoiled, kind):
                fault = f"{ast.unparse(node)}  ->  {ast.unparse(spoiled)}"
                yield Mutant(file, node.lineno, fault, place, kind)


def _spoil(node: ast.AST, kind: int) -> bool:
    """Put the fault of that kind into the node; whether there is one."""
    match node, kind:
        case ast.Compare(ops=[one, *_]), 0 if type(one) in _OTHER_WAY:
            node.ops[0] = _OTHER_WAY[type(one)]()  # type: ignore[call-overload]
        case ((ast.BoolOp(op=op) | ast.BinOp(op=op)), 0) if type(op) in _OTHER_WAY:
            node.op = _OTHER_WAY[type(op)]()  # type: ignore[attr-defined]
        case ast.Call(args=[one, other, *rest]), 0 if not isinstance(other, ast.Starred):
            node.args[:2] = [other, one]
        case ast.Call(args=[ast.Starred(), *_]), 0:
            return False
        case ast.Constant(value=bool(value)), 0:
            node.value = not value
        case ast.Constant(value=int(value)), 0 if not isinstance(value, bool):
            node.value = value + 1
        case ast.Name(id=name, ctx=ast.Load()), 0 if name in _OTHER_NAME:
            node.id = _OTHER_NAME[name]
        case ast.Return(value=ast.expr() as value), 0 if not _is_none(value):
            node.value = ast.Constant(None)
        case ast.IfExp(test=test), 0:
            node.test = ast.UnaryOp(ast.Not(), test)
        case ast.UnaryOp(op=ast.USub(), operand=operand), 0:
            node.op = ast.UAdd()
        case ast.UnaryOp(op=ast.Not(), operand=operand), 0:
            node.operand = ast.UnaryOp(ast.Not(), operand)
        case ast.BoolOp(values=[_, *rest]), 1:
            node.values = rest if len(rest) > 1 else [*rest, *rest]
        case _:
            return False
    ast.fix_missing_locations(node)
    return True


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


class _Finder:
    """Finds the spoiled module in the place of the one on the disk."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant
        self._name = mutant.file.removesuffix(".py").replace("/", ".")

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        return importlib.util.spec_from_loader(fullname, self)  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._mutant.tree(), self._mutant.file, "exec"), module.__dict__)


def outcome(mutant: Mutant | None, tests: Sequence[str]) -> str:
    """`killed`, `survived` or `too slow`."""
    child = os.fork()
    if child == 0:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        if mutant is not None:
            sys.meta_path.insert(0, _Finder(mutant))
        code = 1
        try:
            code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests])
        finally:
            os._exit(int(code))
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return "survived" if status == 0 else "killed"
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "too slow"


def main() -> None:
    parser = argparse.ArgumentParser(description="Put faults into the mathematics.")
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    os.environ["HYPOTHESIS_PROFILE"] = "ci"
    for tests in set(TARGETS.values()):
        if outcome(None, tests) != "survived":
            raise SystemExit("the tests do not pass as it is")
    every = [each for file in TARGETS for each in mutants(file)]
    drawn = random.Random(asked.seed).sample(every, min(asked.count, len(every)))
    print(f"{len(drawn)} of {len(every)} faults")
    told: Counter[str] = Counter()
    for mutant in drawn:
        found = outcome(mutant, TARGETS[mutant.file])
        told[found] += 1
        if found != "killed":
            print(f"{found}: {mutant.file}:{mutant.line}: {mutant.fault}", flush=True)
    print(", ".join(f"{count} {found}" for found, count in sorted(told.items())))


if __name__ == "__main__":
    main()
