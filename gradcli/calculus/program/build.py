"""From the tree of a function to its program.

A value that several parts use is made once. What is constant becomes one number. What only one
branch of a piecewise function needs is made under the guard of that branch; what two branches
need is made under the innermost guard that both are under.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias, assert_never

from gradcli.calculus.numbers.duals import dual_values
from gradcli.calculus.program.program import Operation, Program, Value, stands_still
from gradcli.field import expression as ex
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.algebra import Algebra, Removable
from gradcli.field.functions.tables import tabulate
from gradcli.frozen import dataclass

_RELATIONS: Final = MappingProxyType(
    {
        "<": (Operation.LESS, False),
        "<=": (Operation.AT_MOST, False),
        ">": (Operation.LESS, True),
        ">=": (Operation.AT_MOST, True),
        "=": (Operation.EQUAL, False),
        "!=": (Operation.DIFFERENT, False),
    }
)
_NEAR: Final = 0.5  # where a power series about 0 is taken in the place of a formula
_LARGEST_WHOLE: Final = 2.0**31


def program_of(tree: ex.Node, variables: Sequence[str]) -> Program:
    """The program of a tree, its inputs in the order of `variables`.

    Raises:
        OverflowError: a constant in it is too large for a float.
    """
    builder = _Builder({name: place for place, name in enumerate(variables)}, tree)
    return builder.program(tree)


_Place: TypeAlias = tuple[ex.Piecewise, int]
"""Which branch of a piecewise node."""


@dataclass(frozen=True, slots=True, eq=False)
class _Region:
    """What is worked out together: under a branch of a piecewise function, or always."""

    parent: _Region | None
    depth: int


def _common(one: _Region | None, other: _Region) -> _Region:
    """The innermost region that holds both."""
    if one is None:
        return other
    while one is not other:
        if one.depth >= other.depth:
            assert one.parent is not None
            one = one.parent
        else:
            assert other.parent is not None
            other = other.parent
    return one


@dataclass(frozen=True, slots=True, eq=False)
class _Regions:
    """The region of each node; that of each branch, and of what comes after the branch.

    Branches that look alike are not the same one: what stands before them differs.
    """

    needed: Mapping[ex.Node, _Region]
    inside: Mapping[_Place, _Region]
    behind: Mapping[_Place, _Region]

    @classmethod
    def of(cls, order: Sequence[ex.Node]) -> _Regions:
        """The regions of a tree, whose nodes are given operands first."""
        always = _Region(None, 0)
        inside: dict[_Place, _Region] = {}
        behind: dict[_Place, _Region] = {}
        if not any(isinstance(node, ex.Piecewise) for node in order):
            return cls(dict.fromkeys(order, always), inside, behind)
        needed = {order[-1]: always}

        def need(parts: Iterable[ex.Node], region: _Region) -> None:
            for part in parts:
                needed[part] = _common(needed.get(part), region)

        for node in reversed(order):
            region = needed[node]
            if not isinstance(node, ex.Piecewise):
                need(ex.operands(node), region)
                continue
            for count, branch in enumerate(node.branches):
                place = (node, count)
                if branch.condition is not None:
                    need(ex.operands_of_condition(branch.condition), region)
                inside[place] = _Region(region, region.depth + 1)
                need((branch.value,), inside[place])
                region = behind[place] = _Region(region, region.depth + 1)
        return cls(needed, inside, behind)


@dataclass(frozen=True, slots=True)
class _Guard:
    """The operands of a branch's condition are there: test it, and make the guards behind it."""

    node: ex.Piecewise
    count: int


@dataclass(frozen=True, slots=True)
class _Choose:
    """Every branch of a piecewise node is there: choose."""

    node: ex.Piecewise


_Task: TypeAlias = ex.Node | _Guard | _Choose
"""A node is a task: to make its value."""


class _Builder:
    """The values made so far, and where the value of each node is."""

    def __init__(self, inputs: Mapping[str, int], tree: ex.Node) -> None:
        order = list(ex.postorder(tree))
        self.inputs = inputs
        self.values: list[Value] = []
        self.place: dict[ex.Node, int] = {}
        self.moving: set[ex.Node] = set()
        for node in order:
            if isinstance(node, ex.Variable) or not self.moving.isdisjoint(ex.operands(node)):
                self.moving.add(node)
        constants = [node for node in order if node not in self.moving]
        self.constants = {node: dual[0] for node, dual in dual_values(constants, {}).items()}
        self.numbers: dict[float, int] = {}
        self.still: set[int] = set()
        self.places_of_inputs: dict[str, int] = {}
        self.regions = _Regions.of(order)
        self.guards: dict[_Region, int | None] = {self.regions.needed[tree]: None}
        self.truth: dict[_Place, int] = {}
        self.guard: int | None = None
        self.algebra = self._algebra()

    def program(self, tree: ex.Node) -> Program:
        """The program whose result is the tree."""
        if not self.regions.inside:
            self._without_pieces(tree)
            return Program(len(self.inputs), tuple(self.values), self.place[tree])
        tasks: list[_Task] = [tree]
        while tasks:
            task = tasks.pop()
            match task:
                case _Guard(node, count):
                    self._test(node, count)
                case _Choose(node):
                    self.place[node] = self._choose(node)
                case _:
                    if task not in self.place:
                        tasks.extend(reversed(self._before(task)))
        return Program(len(self.inputs), tuple(self.values), self.place[tree])

    def _without_pieces(self, tree: ex.Node) -> None:
        """The values of all nodes: nothing is made under a guard, and operands come first."""
        used = {part for node in self.moving for part in ex.operands(node)} | {tree}
        for node in self.regions.needed:
            if node in self.moving:
                self.place[node] = self._make(node)
            elif node in used:
                self.place[node] = self._constant(node)

    def _before(self, node: ex.Node) -> Sequence[_Task]:
        """What has to be done for a node, in order, itself last; nothing once it was made."""
        if node not in self.moving:
            # What has no value spoils the piece that it is in, and no other.
            is_number = node in self.constants
            self.guard = None if is_number else self.guards[self.regions.needed[node]]
            self.place[node] = self._constant(node)
            return ()
        if isinstance(node, ex.Piecewise):
            return self._pieces(node)
        missing = [part for part in ex.operands(node) if part not in self.place]
        if missing:
            return [*missing, node]
        self.guard = self.guards[self.regions.needed[node]]
        self.place[node] = self._make(node)
        return ()

    def _pieces(self, node: ex.Piecewise) -> Sequence[_Task]:
        tasks: list[_Task] = []
        for count, branch in enumerate(node.branches):
            # The condition first: what the branch needs is made under the guard that it gives.
            if branch.condition is not None:
                tasks.extend(ex.operands_of_condition(branch.condition))
            tasks += [_Guard(node, count), branch.value]
        return [*tasks, _Choose(node)]

    # Values.

    def _value(self, operation: Operation, *arguments: int, number: float = 0.0) -> int:
        place = len(self.values)
        self.values.append(Value(place, operation, arguments, number, self.guard))
        if stands_still(operation, arguments, self.still):
            self.still.add(place)
        return place

    def _number(self, number: float) -> int:
        place = self.numbers.get(number)
        if place is None:
            place = self.numbers[number] = len(self.values)
            self.values.append(Value(place, Operation.NUMBER, (), number))
            self.still.add(place)
        return place

    def _constant(self, node: ex.Node) -> int:
        number = self.constants.get(node)
        if number is None:
            return self._value(Operation.NOTHING)
        if not math.isfinite(number):
            raise OverflowError
        return self._number(float(number))

    def _make(self, node: ex.Node) -> int:
        match node:
            case ex.Variable(name):
                return self._input(name)
            case ex.Negative(operand):
                return self._value(Operation.NEGATIVE, self.place[operand])
            case ex.Sum(terms):
                return self._value(Operation.SUM, *(self.place[term] for term in terms))
            case ex.Product(factors):
                product, *others = (self.place[factor] for factor in factors)
                for factor in others:
                    product = self._value(Operation.PRODUCT, product, factor)
                return product
            case ex.Quotient(above, below):
                return self._value(Operation.QUOTIENT, self.place[above], self.place[below])
            case ex.Power(base, exponent):
                return self._power(self.place[base], self.place[exponent])
            case ex.Call(function, arguments):
                return self.algebra.call(function, *(self.place[each] for each in arguments))
            case ex.Number() | ex.Constant() | ex.Piecewise():
                raise AssertionError(node)

    def _input(self, name: str) -> int:
        """The place of a variable, of which a tree may have several nodes."""
        place = self.places_of_inputs.get(name)
        if place is None:
            self.guard = None
            place = self._value(Operation.INPUT, number=float(self.inputs[name]))
            self.places_of_inputs[name] = place
        return place

    def _power(self, base: int, exponent: int) -> int:
        """u^v: a product where v is a whole number, else e^(v ln u)."""
        fixed, varies = self._known(base), self._known(exponent) is None
        whole = self._known(exponent)
        if whole is not None and whole.is_integer() and abs(whole) < _LARGEST_WHOLE:
            if whole == 0:
                return self._number(1.0)
            return base if whole == 1 else self._value(Operation.WHOLE_POWER, base, number=whole)
        if fixed == 0 and varies:
            return self._value(Operation.ZERO_POWER, exponent)
        logarithm = self.algebra.call("log", base)
        return self.algebra.call("exp", self._value(Operation.PRODUCT, exponent, logarithm))

    def _known(self, place: int) -> float | None:
        value = self.values[place]
        return value.number if value.operation is Operation.NUMBER else None

    # Guards.

    def _and(self, truth: int) -> int:
        """A truth value of the present guard, with that guard: false where that is false."""
        guard = self.guard
        if guard is None:
            return truth
        self.guard = None
        both = self._value(Operation.AND, guard, truth)
        self.guard = guard
        return both

    def _test(self, node: ex.Piecewise, count: int) -> None:
        """Test the condition of a branch, and make its guard and that of the branches behind it."""
        place, condition = (node, count), node.branches[count].condition
        region = self.regions.inside[place]
        assert region.parent is not None
        self.guard = self.guards[region.parent]
        if condition is None:
            self.guards[region] = self.guard
            return
        truth = self.truth[place] = self._condition(condition)
        self.guards[region] = self._and(truth)
        self.guards[self.regions.behind[place]] = self._and(self._value(Operation.NOT, truth))

    def _condition(self, condition: ex.Condition) -> int:
        """The truth of a condition; of several only those are tested that decide."""
        match condition:
            case ex.Comparison(left, relation, right):
                operation, turned = _RELATIONS[relation]
                pair = (right, left) if turned else (left, right)
                places = tuple(self.place[side] for side in pair)
                # Where the two sides are equal and one moves, a piece begins or ends.
                moving = places[0] != places[1] and not self.still.issuperset(places)
                return self._value(operation, *places, number=float(moving))
            case ex.Every(conditions):
                return self._several(Operation.AND, conditions)
            case ex.Some(conditions):
                return self._several(Operation.OR, conditions)
        assert_never(condition)

    def _several(self, operation: Operation, conditions: Sequence[ex.Condition]) -> int:
        guard = self.guard
        truth = self._condition(conditions[0])
        for condition in conditions[1:]:
            matters = truth if operation is Operation.AND else self._value(Operation.NOT, truth)
            outer = self.guard
            self.guard = self._and(matters)
            following = self._condition(condition)
            self.guard = outer
            truth = self._value(operation, truth, following)
        self.guard = guard
        return truth

    def _choose(self, node: ex.Piecewise) -> int:
        *_, last = node.branches
        places: list[_Place] = [(node, count) for count in range(len(node.branches))]
        if last.condition is None:
            chosen = self.place[last.value]
            places.pop()
        else:
            self.guard = self.guards[self.regions.behind[places[-1]]]
            chosen = self._value(Operation.NOTHING)
        for place in reversed(places):
            parent = self.regions.inside[place].parent
            assert parent is not None
            self.guard = self.guards[parent]
            value = self.place[node.branches[place[1]].value]
            chosen = self._value(Operation.CHOICE, self.truth[place], value, chosen)
        return chosen

    # Functions: a few operations, of which the records of the functions make all others.

    def _algebra(self) -> Algebra[int]:
        def unary(operation: Operation) -> Callable[[int], int]:
            return lambda a: self._value(operation, a)

        own: dict[str, Callable[..., int]] = {
            "exp": unary(Operation.EXP),
            "log": self._logarithm,
            "sqrt": unary(Operation.SQRT),
            "root": self._root,
            "cbrt": lambda a: self._root(a, self._number(3.0)),
            "sin": unary(Operation.SIN),
            "cos": unary(Operation.COS),
            "tanh": unary(Operation.TANH),
            "atan2": lambda y, x: self._value(Operation.ATAN2, y, x),
            "erf": unary(Operation.ERF),
            "abs": unary(Operation.ABS),
            "sign": unary(Operation.SIGN),
            "step": unary(Operation.STEP),
            "floor": unary(Operation.FLOOR),
            "ceil": lambda a: self._negative(self._value(Operation.FLOOR, self._negative(a))),
            "round": self._nearest,
            "max": self._greatest,
            "min": lambda *among: self._negative(
                self._greatest(*map(self._negative, dict.fromkeys(among)))
            ),
            # What moves is a whole number at single points only.
            "factorial": lambda a: (
                self._value(Operation.FACTORIAL, a)
                if a in self.still
                else self._value(Operation.NOTHING)
            ),
        }
        return tabulate(
            FUNCTIONS.values(),
            own,
            lambda functions: Algebra(
                number=lambda value: self._number(float(value)),
                pi=self._number(math.pi),
                negative=self._negative,
                add=lambda a, b: self._value(Operation.SUM, a, b),
                multiply=lambda a, b: self._value(Operation.PRODUCT, a, b),
                divide=lambda a, b: self._value(Operation.QUOTIENT, a, b),
                power=self._power,
                by_sign=self._by_sign,
                at_zero=self._at_zero,
                functions=functions,
            ),
        )

    def _negative(self, a: int) -> int:
        return self._value(Operation.NEGATIVE, a)

    def _greatest(self, *among: int) -> int:
        different = tuple(dict.fromkeys(among))
        return different[0] if len(different) == 1 else self._value(Operation.MAX, *different)

    def _logarithm(self, a: int, base: int | None = None) -> int:
        natural = self._value(Operation.LOG, a)
        if base is None:
            return natural
        return self._value(Operation.QUOTIENT, natural, self._value(Operation.LOG, base))

    def _nearest(self, a: int) -> int:
        """The nearest whole number, of two the even one: floor(a/2 + 1/4) - floor(1/4 - a/2).

        The first steps up at 3/2 and every 2 from there, where it has its new value, the second
        just behind 1/2 and every 2 from there.
        """
        half = self._value(Operation.PRODUCT, self._number(0.5), a)
        quarter = self._number(0.25)
        first, second = (
            self._value(Operation.FLOOR, self._value(Operation.SUM, each, quarter))
            for each in (half, self._negative(half))
        )
        return self._value(Operation.SUM, first, self._negative(second))

    def _root(self, a: int, degree: int) -> int:
        known = self._known(degree)
        if known is None or known % 2 != 1:
            return self._positive_root(a, degree)
        # Of a negative number the root of odd degree is that of its size, turned.
        return self._by_sign(
            a,
            lambda u: self._positive_root(u, degree),
            -1,
            lambda u: self._negative(self._positive_root(self._negative(u), degree)),
        )

    def _positive_root(self, a: int, degree: int) -> int:
        logarithm = self._value(Operation.LOG, a)
        return self._value(Operation.EXP, self._value(Operation.QUOTIENT, logarithm, degree))

    def _by_sign(
        self, a: int, formula: Callable[[int], int], sign: int, other: Callable[[int], int]
    ) -> int:
        """Two formulas of one function, of which `other` is taken for an a of the sign."""
        zero = self._number(0.0)
        sides = (a, zero) if sign < 0 else (zero, a)
        return self._either(
            self._value(Operation.LESS, *sides), lambda: other(a), lambda: formula(a)
        )

    def _at_zero(self, a: int, known: Removable, formula: Callable[[int], int]) -> int:
        """A formula that is 0/0 at a = 0, and what it is there."""
        if known.series:
            size = self._value(Operation.PRODUCT, a, a)
            is_near = self._value(Operation.LESS, size, self._number(_NEAR**2))
            return self._either(is_near, lambda: self._series(a, known), lambda: formula(a))
        is_zero = self._value(
            Operation.EQUAL, a, self._number(0.0), number=float(known.slope is None)
        )
        return self._either(is_zero, lambda: self._tangent(a, known), lambda: formula(a))

    def _series(self, a: int, known: Removable) -> int:
        """The power series, from the highest power down."""
        total, *others = (self._number(float(each)) for each in reversed(known.series))
        for coefficient in others:
            product = self._value(Operation.PRODUCT, total, a)
            zero = self.values[coefficient].number == 0
            total = product if zero else self._value(Operation.SUM, product, coefficient)
        return total

    def _tangent(self, a: int, known: Removable) -> int:
        """The value at 0, made so that its slope is right as well."""
        value = self._number(float(known.value) * (math.pi if known.of_pi else 1.0))
        slope = self._number(float(known.slope or 0))
        return self._value(Operation.SUM, value, self._value(Operation.PRODUCT, slope, a))

    def _either(self, truth: int, then: Callable[[], int], other: Callable[[], int]) -> int:
        outer = self.guard
        self.guard = self._and(truth)
        chosen = then()
        self.guard = outer
        refused = self._value(Operation.NOT, truth)
        self.guard = self._and(refused)
        rest = other()
        self.guard = outer
        return self._value(Operation.CHOICE, truth, chosen, rest)
