"""A program and its backward sweep, written out as Python source and compiled once.

The sweep is reverse accumulation: each value has an adjoint, the rate of the result with respect
to it, which is the sum over the values that use it; it is worked out from the last value to the
first, at the cost of a few evaluations, however many inputs there are (Griewank and Walther,
Evaluating Derivatives, 2nd ed., ch. 3). Compiled source is far faster than a walk over operations.

What is compiled is made of place numbers, of the words below and of floats as `repr` writes them;
no text of the input can be in it. One source serves floats and arrays: the functions in it (`sin`,
`abs_slope`) come from the namespace that it runs in. Only guards differ: at one point what is
guarded is worked out where it counts, at many points everywhere, and kept where it counts.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from types import CodeType, FunctionType, MappingProxyType
from typing import Any, Final

from gradcli.calculus.program.program import Operation, Program, Value, stands_still

# The value, from the arguments a and b, all arguments and the number n.
FORWARD: Final[Mapping[Operation, str]] = MappingProxyType(
    {
        Operation.NUMBER: "{n!r}",
        Operation.NEGATIVE: "-{a}",
        Operation.PRODUCT: "{a} * {b}",
        Operation.QUOTIENT: "{a} / {b}",
        Operation.WHOLE_POWER: "{a} ** {n:.0f}",
        Operation.EXP: "exp({a})",
        Operation.LOG: "log({a})",
        Operation.SQRT: "sqrt({a})",
        Operation.SIN: "sin({a})",
        Operation.COS: "cos({a})",
        Operation.TANH: "tanh({a})",
        Operation.ATAN2: "angle({a}, {b})",
        Operation.ERF: "erf({a})",
        Operation.ABS: "absolute({a})",
        Operation.MAX: "greatest({all})",
        Operation.ZERO_POWER: "zero_power({a})",
        Operation.SIGN: "sign({a})",
        Operation.STEP: "step({a})",
        Operation.FLOOR: "below({a})",
        Operation.FACTORIAL: "factorial({a})",
        Operation.NOTHING: "nothing()",
        Operation.LESS: "{a} < {b}",
        Operation.AT_MOST: "{a} <= {b}",
        Operation.EQUAL: "{a} == {b}",
        Operation.DIFFERENT: "{a} != {b}",
    }
)
TESTS: Final = frozenset({Operation.LESS, Operation.AT_MOST, Operation.EQUAL, Operation.DIFFERENT})
# How truth values are put together: of one point, of many.
TRUTH: Final[Mapping[Operation, tuple[str, str]]] = MappingProxyType(
    {
        Operation.NOT: ("not {a}", "logical_not({a})"),
        Operation.AND: ("{a} and {b}", "logical_and({a}, {b})"),
        Operation.OR: ("{a} or {b}", "logical_or({a}, {b})"),
        Operation.CHOICE: ("{b} if {a} else {c}", "where({a}, {b}, {c})"),
    }
)

# What the adjoint u of the value v adds to the adjoint of a, and to that of b. An operation that
# is in neither table is constant around each point where it has a value, and adds nothing.
BACKWARD: Final[Mapping[Operation, tuple[str, ...]]] = MappingProxyType(
    {
        Operation.NEGATIVE: ("-{u}",),
        Operation.PRODUCT: ("{u} * {b}", "{u} * {a}"),
        Operation.QUOTIENT: ("{u} / {b}", "-{u} * {v} / {b}"),
        Operation.EXP: ("{u} * {v}",),
        Operation.LOG: ("{u} / {a}",),
        Operation.SQRT: ("0.5 * {u} / {v}",),
        Operation.SIN: ("{u} * cos({a})",),
        Operation.COS: ("-{u} * sin({a})",),
        Operation.TANH: ("{u} * (1.0 - {v} * {v})",),
        Operation.ATAN2: (
            "{u} * {b} / ({a} * {a} + {b} * {b})",
            "-{u} * {a} / ({a} * {a} + {b} * {b})",
        ),
        Operation.ERF: (f"{{u}} * {2 / math.sqrt(math.pi)!r} * exp(-{{a}} * {{a}})",),
        Operation.ABS: ("abs_slope({a}, {u})",),
    }
)
# Which arguments (0 and 1) the lines above name besides the adjoint.
_NAMED: Final[Mapping[Operation, tuple[tuple[int, ...], ...]]] = MappingProxyType(
    {
        operation: tuple(
            tuple(place for place, letter in enumerate("ab") if f"{{{letter}}}" in line)
            for line in lines
        )
        for operation, lines in BACKWARD.items()
    }
    | {Operation.WHOLE_POWER: ((0,),)}
)
# A line of a sum has so many terms: Python's own parser has a limit for the depth of an expression.
_TERMS: Final = 50
# Arithmetic that is used once, and so short, stands itself where its name would: compiling costs
# by the line and by the name.
_SHORT: Final = 100
_ARITHMETIC: Final = frozenset(
    {
        Operation.NEGATIVE,
        Operation.SUM,
        Operation.PRODUCT,
        Operation.QUOTIENT,
        Operation.WHOLE_POWER,
    }
)


def compiled(program: Program, namespace: Mapping[str, Any], *, rows: bool) -> Callable[..., Any]:
    """The function of `x` that gives the value and the list of the partials, one an input.

    `x` is a sequence of floats, or with `rows` of arrays. `namespace` holds the functions that the
    operations stand for; what they raise at a point without a value or a slope goes through.
    """
    return function_of(source_of(program, rows=rows), namespace)


def compiled_value(program: Program, namespace: Mapping[str, Any]) -> Callable[..., Any]:
    """The function of one point `x` that gives the value alone, without the backward sweep."""
    return function_of(_Writer(program, rows=False).forward(), namespace)


def function_of(source: str, namespace: Mapping[str, Any]) -> Callable[..., Any]:
    """The one function of a source that is made of place numbers and the lines above alone."""
    module = compile(source, "<program>", "exec", dont_inherit=True)
    code = next(each for each in module.co_consts if isinstance(each, CodeType))
    return FunctionType(code, {**namespace, "__builtins__": {}})


def source_of(program: Program, *, rows: bool) -> str:
    """The source of the function that `compiled` gives."""
    return _Writer(program, rows).source()


def given_under_a_guard(program: Program, still: set[int]) -> set[int]:
    """The values whose adjoints begin as 0, because what adds to them may not be worked out."""
    return {
        argument
        for value in program.values
        if value.guard is not None or value.operation is Operation.CHOICE
        for argument in value.arguments
        if argument not in still
    }


class _Writer:
    """The source of one program; `numbers` are the places of constants, which are written out."""

    def __init__(self, program: Program, rows: bool) -> None:
        self.program = program
        self.rows = rows
        self.numbers = {
            value.place: repr(value.number)
            for value in program.values
            if value.operation is Operation.NUMBER
        }
        # What is constant around the point hands no adjoint on, and is in no tie.
        self.still: set[int] = set()
        for value in program.values:
            if stands_still(value.operation, value.arguments, self.still):
                self.still.add(value.place)
        self.users = self._only_users()
        # The name, number or formula by which each value and each adjoint stands, the adjoints
        # from the last line to the first.
        self.names = dict(self.numbers)
        self.adjoints: dict[int, str] = {}
        self.own: set[str] = {"1.0"}

    def forward(self) -> str:
        """The function that works the value out, and no more."""
        _, _, lines = self._forward()
        end = f"return {self._name(self.program.result)}"
        return "def program(x):\n" + "".join(f" {line}\n" for line in (*lines, end))

    def _forward(self) -> tuple[list[str], list[Value], list[str]]:
        """The names of the inputs, the values that are worked out, and the lines that do it."""
        inputs = ["_"] * self.program.inputs
        values = []
        for value in self.program.values:
            if value.operation is Operation.INPUT:
                inputs[int(value.number)] = f"v{value.place}"
            elif value.operation is not Operation.NUMBER:
                values.append(value)
        forward = [f"{', '.join(inputs)}, = x"]
        forward += [
            line
            for guard, group in groupby(values, key=attrgetter("guard"))
            for line in self._guarded(
                guard, [line for value in group for line in self._made(value)]
            )
        ]
        return inputs, values, forward

    def source(self) -> str:
        """The whole function."""
        inputs, values, forward = self._forward()
        result = self.program.result
        if result in self.numbers:
            zeros = f"[0.0] * {self.program.inputs}"
            return f"def program(x):\n return {self.numbers[result]}, {zeros}\n"
        partly = sorted(given_under_a_guard(self.program, self.still) - {result})
        backward = [f"a{place} = 0.0" for place in partly]
        self.adjoints = {place: f"a{place}" for place in partly} | {result: "1.0"}
        for guard, group in groupby(reversed(values), key=attrgetter("guard")):
            lines = [line for value in group for line in self._spread(value)]
            backward.extend(self._guarded(guard, lines))
        partials = ["0.0"] * self.program.inputs
        for place, name in enumerate(inputs):
            if name != "_":
                partials[place] = self.adjoints.get(int(name[1:]), "0.0")
        end = f"return {self._name(result)}, [{', '.join(partials)}]"
        return "def program(x):\n" + "".join(f" {line}\n" for line in (*forward, *backward, end))

    def _name(self, place: int) -> str:
        return self.names.get(place) or f"v{place}"

    def _only_users(self) -> dict[int, Value]:
        """The one line that uses a value, for each that has one and no more, under its guard."""
        users: dict[int, Value] = {}
        several: set[int] = set()
        for value in self.program.values:
            for place in value.arguments:
                if place in users or self.program.values[place].guard != value.guard:
                    several.add(place)
                users[place] = value
        return {place: value for place, value in users.items() if place not in several}

    def _is_in_place(self, value: Value, made: str) -> bool:
        """Whether a value stands as it is made in the one line that uses it."""
        user = self.users.get(value.place)
        if user is None or len(made) > _SHORT:
            return False
        if not {value.operation, user.operation} <= _ARITHMETIC:
            return False
        if value.operation is Operation.QUOTIENT and value.arguments[1] not in self.still:
            return False  # its own sweep names it
        named = _NAMED.get(user.operation)
        return named is None or not any(
            user.arguments[place] == value.place
            for argument, places in zip(user.arguments, named, strict=False)
            if argument not in self.still
            for place in places
        )

    def _parts(self, value: Value) -> dict[str, Any]:
        names = [self._name(place) for place in value.arguments]
        parts: dict[str, Any] = dict(zip("abc", names, strict=False))
        parts["n"], parts["v"] = value.number, f"v{value.place}"
        parts["u"] = self.adjoints.get(value.place, "")
        if value.operation is Operation.MAX:
            parts["all"] = ", ".join(names)
        return parts

    def _guarded(self, guard: int | None, lines: Sequence[str]) -> list[str]:
        if guard is None or self.rows or not lines:
            return list(lines)
        return [f"if v{guard}:", *(f" {line}" for line in lines)]

    def _made(self, value: Value) -> list[str]:
        """The lines that work a value out; none where it stands in the line that uses it."""
        name, operation = f"v{value.place}", value.operation
        if operation is Operation.SUM:
            names = [self._name(place) for place in value.arguments]
            made = " + ".join(names[:_TERMS])
            if len(names) > _TERMS:
                rests = (
                    names[begin : begin + _TERMS] for begin in range(_TERMS, len(names), _TERMS)
                )
                return [
                    f"{name} = {made}",
                    *(f"{name} = {name} + {' + '.join(rest)}" for rest in rests),
                ]
        else:
            parts = self._parts(value)
            made = (
                TRUTH[operation][self.rows] if operation in TRUTH else FORWARD[operation]
            ).format_map(parts)
            if operation in TESTS and value.number:
                made = f"decided({made}, {parts['a']}, {parts['b']})"
        if self._is_in_place(value, made):
            self.names[value.place] = f"({made})"
            return []
        return [f"{name} = {made}"]

    def _contributions(self, value: Value) -> Iterator[tuple[int, str]]:
        """What a value adds to the adjoint of each argument that is not constant."""
        operation = value.operation
        if operation is Operation.SUM:
            added = [self.adjoints[value.place]] * len(value.arguments)
        elif operation is Operation.WHOLE_POWER:
            lowered = "" if value.number == 2 else f" ** {value.number - 1:.0f}"
            u, base = self.adjoints[value.place], self._name(value.arguments[0])
            added = [f"{u} * {value.number!r} * {base}{lowered}"]
        elif operation is Operation.MAX:
            parts = self._parts(value)
            added = [
                f"max_slope({place}, {parts['u']}, {parts['all']})"
                for place in range(len(value.arguments))
            ]
        elif lines := BACKWARD.get(operation):
            parts = self._parts(value)
            added = [each.format_map(parts) for each in lines]
        else:
            return
        for argument, term in zip(value.arguments, added, strict=False):
            if argument not in self.still:
                yield argument, term

    def _spread(self, value: Value) -> list[str]:
        """The lines that hand a value's adjoint on to its arguments."""
        if value.place not in self.adjoints:
            return []
        if value.operation is Operation.CHOICE:
            return self._spread_choice(value)
        return [
            line
            for argument, term in self._contributions(value)
            for line in self._add(argument, term, value.guard)
        ]

    def _add(self, argument: int, term: str, guard: int | None) -> list[str]:
        if self.rows and guard is not None:
            term = f"where(v{guard}, {term}, 0.0)"
        known = self.adjoints.get(argument)
        if known is None and term in self.own:
            # The adjoint of a term is that of the sum: no line for another name of it.
            self.adjoints[argument] = term
            return []
        if known is None and len(term) <= _SHORT and self._hands_on_once(argument):
            self.adjoints[argument] = f"({term})"
            return []
        name = self.adjoints[argument] = f"a{argument}"
        self.own.add(name)
        # Not `+=`: of an array that would change the adjoint that it was taken from.
        return [f"{name} = {term}" if known is None else f"{name} = {known} + {term}"]

    def _hands_on_once(self, place: int) -> bool:
        """Whether the adjoint of a value is given once, and named once."""
        value = self.program.values[place]
        if place not in self.users or value.operation is Operation.CHOICE:
            return False
        return sum(argument not in self.still for argument in value.arguments) <= 1

    def _spread_choice(self, value: Value) -> list[str]:
        condition, chosen, other = value.arguments
        u, holds = self.adjoints[value.place], f"v{condition}"
        lines = []
        for argument, test, kept in (
            (chosen, f"if {holds}", f"where({holds}, {u}, 0.0)"),
            (other, f"if not {holds}", f"where({holds}, 0.0, {u})"),
        ):
            if argument in self.still:
                continue
            if self.rows:
                lines.extend(self._add(argument, kept, value.guard))
            else:
                lines.extend(f"{test}: {line}" for line in self._add(argument, u, None))
        return lines
