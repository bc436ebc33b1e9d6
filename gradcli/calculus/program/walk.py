"""A program and its backward sweep by a walk over its values, which is ready at once.

Compiling a large program costs as much as some ten walks over it: for a few points these are
enough. What the operations do is read off the same lines that the compiled source is made of, in
the same order, so that both give the same floats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from operator import add
from typing import Any, Final

from gradcli.calculus.program.program import Operation, Program, Value, stands_still
from gradcli.calculus.program.source import (
    BACKWARD,
    FORWARD,
    TESTS,
    TRUTH,
    function_of,
    given_under_a_guard,
)

_LETTERS: Final = {each: each for each in "abcuv"} | {"all": "*all"}


def _spelled(lines: Sequence[str]) -> str:
    line = ", ".join(lines)
    return line.replace("{n!r}", "n").replace("{n:.0f}", "int(n)").format_map(_LETTERS)


def _forward(value: Value) -> str:
    """The source of an operation on (n, a, b, ...)."""
    operation = value.operation
    line = _spelled((TRUTH[operation][0] if operation in TRUTH else FORWARD[operation],))
    if _key(value)[1]:
        line = f"decided({line}, a, b)"
    letters = ", ".join("abc"[: len(value.arguments)])
    letters = "*all" if operation is Operation.MAX else letters
    return f"def program(n, {letters}):\n return {line}\n"


def _backward(value: Value) -> str:
    """The source of what the adjoint u of v = operation(a, b) adds to those of a and b."""
    letters = ", ".join("abc"[: len(value.arguments)])
    return f"def program(u, v, {letters}):\n return ({_spelled(BACKWARD[value.operation])},)\n"


class _Walk:
    """The functions of the operations of one program, and what hands no adjoint on."""

    __slots__ = ("makers", "partly", "program", "slope", "spreaders", "still")

    def __init__(self, program: Program, namespace: Mapping[str, Any]) -> None:
        words = {**namespace, "int": int}
        self.program = program
        self.makers: dict[tuple[Operation, bool], Any] = {}
        self.spreaders: dict[Operation, Any] = {}
        self.still: set[int] = set()
        self.slope = namespace["max_slope"]
        for value in program.values:
            operation, key = value.operation, _key(value)
            if stands_still(operation, value.arguments, self.still):
                self.still.add(value.place)
            if key not in self.makers and (operation in FORWARD or operation in TRUTH):
                self.makers[key] = function_of(_forward(value), words)
            if operation in BACKWARD and operation not in self.spreaders:
                self.spreaders[operation] = function_of(_backward(value), words)
        self.partly = given_under_a_guard(program, self.still) - {program.result}

    def forward(self, x: Sequence[float]) -> list[Any]:
        made: list[Any] = []
        for value in self.program.values:
            operation = value.operation
            if operation is Operation.INPUT:
                made.append(x[int(value.number)])
            elif value.guard is not None and not made[value.guard]:
                made.append(None)
            elif operation is Operation.SUM:
                made.append(reduce(add, [made[place] for place in value.arguments]))
            else:
                maker = self.makers[_key(value)]
                made.append(maker(value.number, *[made[place] for place in value.arguments]))
        return made

    def gradient(self, made: Sequence[Any]) -> list[float]:
        adjoints: dict[int, Any] = dict.fromkeys(self.partly, 0.0)
        if self.program.result not in self.still:
            adjoints[self.program.result] = 1.0
        gradient = [0.0] * self.program.inputs
        for value in reversed(self.program.values):
            u = adjoints.get(value.place)
            if u is None or (value.guard is not None and not made[value.guard]):
                continue
            if value.operation is Operation.INPUT:
                gradient[int(value.number)] = u
            for place, term in self.added(value, made, u):
                if place not in self.still:
                    known = adjoints.get(place)
                    adjoints[place] = term if known is None else known + term
        return gradient

    def added(self, value: Value, made: Sequence[Any], u: Any) -> Iterable[tuple[int, Any]]:
        """What the adjoint u of a value adds to those of its arguments."""
        operation, arguments, n = value.operation, value.arguments, value.number
        if operation is Operation.SUM:
            return ((place, u) for place in arguments)
        if operation is Operation.CHOICE:
            return ((arguments[1 if made[arguments[0]] else 2], u),)
        among = [made[place] for place in arguments]
        if operation is Operation.WHOLE_POWER:
            (base,) = among
            return ((arguments[0], u * n * base if n == 2 else u * n * base ** int(n - 1)),)
        if operation is Operation.MAX:
            terms = (self.slope(place, u, *among) for place in range(len(among)))
            return zip(arguments, terms, strict=True)
        if operation in BACKWARD:
            terms = self.spreaders[operation](u, made[value.place], *among)
            return zip(arguments, terms, strict=True)
        return ()


def _key(value: Value) -> tuple[Operation, bool]:
    return value.operation, value.operation in TESTS and bool(value.number)


def walked(program: Program, namespace: Mapping[str, Any]) -> Callable[..., Any]:
    """The function of one point `x` that `compiled` gives."""
    walk = _Walk(program, namespace)

    def run(x: Sequence[float]) -> tuple[Any, list[float]]:
        made = walk.forward(x)
        return made[program.result], walk.gradient(made)

    return run
