"""Which rule: the one that a good teacher would pick for the expression as it is written.

`Differentiation` derives nodes of one field. Each node is derived once a variable, however often
it occurs, and parts that are free of the variable are not walked at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from fractions import Fraction
from typing import Final, TypeAlias, assert_never, overload

import sympy
from sympy import Expr

from gradcli.calculus.domain.refusal import RefusedError, TooManyCompetitors
from gradcli.calculus.rules.laws import (
    LOGARITHM_OF_SIZE,
    ElementaryLaw,
    FormulaLaw,
    TableLaw,
    exponential_law,
    logarithm_law,
    power_law,
    root_law,
)
from gradcli.calculus.rules.pieces import interiors
from gradcli.calculus.rules.rules import (
    Case,
    ChainRule,
    ConstantMultipleRule,
    ConstantRule,
    Derivation,
    ElementaryRule,
    ExtremumRule,
    IdentityRule,
    IntermediateRule,
    LogarithmicRule,
    PiecewiseRule,
    PolarAngleRule,
    ProductRule,
    QuotientRule,
    ReciprocalRule,
    RewriteRule,
    Rewriting,
    SumRule,
)
from gradcli.field.definitions import definition_of
from gradcli.field.expression import (
    Call,
    Constant,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    operands,
    postorder,
)
from gradcli.field.fast_sympy.sympy_build import MINUS_ONE, power, product
from gradcli.field.functions import FUNCTIONS
from gradcli.field.intermediates import Intermediate, slope_name
from gradcli.field.to_sympy import ToSympy, symbol

# The parts to derive first, and what to build from their derivations.
Plan: TypeAlias = tuple[tuple[Node, ...], Callable[[tuple[Derivation, ...]], Derivation]]

_MANY_COMPETITORS: Final = 16
_MOST_COMPETITORS: Final = 100
_NOTHING: Final[frozenset[str]] = frozenset()
_AT_SIGHT: Final = 8  # factors that a reader sees at once, equal ones among them


class Differentiation:
    """The derivations of one tree's nodes, each made once and kept.

    `canonical` gives SymPy's form of a node, with every variable standing for itself. `named` are
    the parts of the function that have names, each in terms of those before it; `partial` says
    whether their derivatives are called ∂u/∂x or du/dx. `nowhere` are nodes that are known to have
    no real values: such a piece of a piecewise function has no derivative.
    """

    __slots__ = (
        *("_canonical", "_derived", "_meanings", "_nowhere", "_partial", "_places", "_variables"),
    )

    def __init__(
        self,
        canonical: ToSympy,
        named: Sequence[Intermediate] = (),
        *,
        partial: bool = False,
        nowhere: Collection[Node] = (),
    ) -> None:
        self._canonical = canonical
        self._nowhere = nowhere
        self._meanings = {part.name: part.meaning for part in named}
        self._partial = partial
        self._variables: dict[Node, frozenset[str]] = {}
        # Of a sum or product, where in it each variable occurs: one variable of a sum of a
        # thousand terms is in two of them, and only these two are looked at.
        self._places: dict[Node, dict[str, list[int]]] = {}
        self._derived: dict[tuple[Node, str], Derivation] = {}
        for part in named:
            self._find_variables(part.meaning)

    def derive(self, root: Node, variable: str) -> Derivation:
        """The derivation of d root / d variable."""
        derived = self._derived
        # As in `postorder`: a node waits under its parts. Plans are kept, since a plan may have
        # made nodes of its own (a rewriting), which must be the ones that were derived.
        plans: dict[Node, Plan] = {}
        stack = [root]
        while stack:
            node = stack[-1]
            if (node, variable) in derived:
                stack.pop()
            elif node in plans:
                stack.pop()
                parts, build = plans.pop(node)
                derived[node, variable] = build(tuple(derived[part, variable] for part in parts))
            else:
                plans[node] = plan = self._plan(node, variable)
                stack.extend(reversed(plan[0]))
        return derived[root, variable]

    def contains(self, root: Node, variable: str) -> bool:
        """Whether the variable occurs in the node."""
        if root not in self._variables:
            self._find_variables(root)
        return variable in self._variables[root]

    def _find_variables(self, root: Node) -> None:
        known = self._variables
        for node in postorder(root):
            if node not in known:
                known[node] = self._occurring(node)

    def _occurring(self, node: Node) -> frozenset[str]:
        """The variables in a node, those of its operands known; a name stands for what it means."""
        known = self._variables
        if not isinstance(node, Variable):
            return _NOTHING.union(*(known[part] for part in operands(node)))
        meaning = self._meanings.get(node.name)
        if meaning is None:
            return frozenset((node.name,))
        # Not by calling itself: there may be a thousand names, each in terms of the one before.
        return known[meaning]

    def _moving_and_still(
        self, node: Node, parts: tuple[Node, ...], variable: str
    ) -> tuple[tuple[Node, ...], Sequence[Node]]:
        """The parts of a sum or product with the variable, and those without it."""
        places = self._places.get(node)
        if places is None:
            places = self._places[node] = {}
            for place, part in enumerate(parts):
                self.contains(part, variable)
                for name in self._variables[part]:
                    places.setdefault(name, []).append(place)
        moving = places[variable]
        return tuple(parts[place] for place in moving), _Others(parts, moving)

    def _plan(self, node: Node, variable: str) -> Plan:
        value = self._canonical(node)
        common = (node, value, variable)
        if not self.contains(node, variable):
            return (), lambda _: ConstantRule(*common)
        match node:
            case Variable(name) if name in self._meanings:
                slope = symbol(slope_name(name, variable, partial=self._partial))
                return (self._meanings[name],), lambda parts: IntermediateRule(
                    *common, parts[0], slope
                )
            case Variable():
                return (), lambda _: IdentityRule(*common)
            case Negative(Negative()):
                rewritten, reason = _without_pairs(node), Rewriting.MINUS_SIGNS
                return (rewritten,), lambda parts: RewriteRule(*common, reason, parts[0])
            case Negative(operand):
                return (operand,), lambda parts: ConstantMultipleRule(*common, MINUS_ONE, parts[0])
            case Sum(terms):
                moving, still = self._moving_and_still(node, terms, variable)
                return moving, lambda parts: SumRule(*common, parts, still)
            case Product(factors):
                return self._plan_product(factors, *common)
            case Quotient(numerator, denominator):
                return self._plan_quotient(numerator, denominator, *common)
            case Power(base, exponent):
                return self._plan_power(base, exponent, *common)
            case Call(function, arguments):
                return self._plan_call(function, arguments, *common)
            case Piecewise(branches):
                holds = interiors(
                    [
                        sympy.true
                        if branch.condition is None
                        else self._canonical.condition(branch.condition)
                        for branch in branches
                    ]
                )
                # A piece without an interior, such as the value at one point, has no derivative,
                # nor has one without real values.
                inner = [
                    (branch.value, where)
                    for branch, where in zip(branches, holds, strict=True)
                    if where != sympy.false and branch.value not in self._nowhere
                ]
                return tuple(value for value, _ in inner), lambda parts: PiecewiseRule(
                    *common,
                    tuple(Case(part, where) for part, (_, where) in zip(parts, inner, strict=True)),
                )
            case Number() | Constant():
                # Free of every variable, hence answered above.
                raise AssertionError(node)
        assert_never(node)

    def _plan_product(
        self, factors: tuple[Node, ...], node: Node, value: Expr, variable: str
    ) -> Plan:
        moving, still = self._moving_and_still(node, factors, variable)
        if len(moving) > _AT_SIGHT and len(set(moving)) < len(moving):
            powers = [
                factor if times == 1 else Power(factor, Number(Fraction(times)))
                for factor, times in Counter(factors).items()
            ]
            powers.sort(key=lambda factor: not isinstance(factor, Number))
            rewritten = powers[0] if len(powers) == 1 else Product(tuple(powers))
            reason = Rewriting.REPEATED_FACTOR
            return (rewritten,), lambda parts: RewriteRule(node, value, variable, reason, parts[0])
        if not still:
            return moving, lambda parts: ProductRule(node, value, variable, parts)
        constant = product(*(self._canonical(factor) for factor in still), in_order=True)
        part = moving[0] if len(moving) == 1 else Product(moving)
        return (part,), lambda parts: ConstantMultipleRule(
            node, value, variable, constant, parts[0]
        )

    def _plan_quotient(
        self, numerator: Node, denominator: Node, node: Node, value: Expr, variable: str
    ) -> Plan:
        if not self.contains(denominator, variable):
            constant = power(self._canonical(denominator), MINUS_ONE)
            return (numerator,), lambda parts: ConstantMultipleRule(
                node, value, variable, constant, parts[0]
            )
        if self.contains(numerator, variable):
            return (numerator, denominator), lambda parts: QuotientRule(
                node, value, variable, *parts
            )
        below = self._as_negative_power(denominator)
        if below is not None:
            is_one = self._canonical(numerator) == 1
            rewritten: Node = below if is_one else Product((numerator, below))
            reason = Rewriting.POWER_BELOW
            return (rewritten,), lambda parts: RewriteRule(node, value, variable, reason, parts[0])
        constant = self._canonical(numerator)
        return (denominator,), lambda parts: ReciprocalRule(
            node, value, variable, constant, parts[0]
        )

    def _as_negative_power(self, denominator: Node) -> Power | None:
        """1 / denominator as a power, where a teacher would write it so: 1/x^3, 1/sqrt(x)."""
        match denominator:
            case Power(base, exponent) if self._canonical(exponent).is_Rational:
                return Power(base, Negative(exponent))
            case Call("sqrt", (radicand,)):
                return Power(radicand, Negative(_HALF))
            case Variable():
                return Power(denominator, Negative(_ONE))
        return None

    def _plan_power(
        self, base: Node, exponent: Node, node: Node, value: Expr, variable: str
    ) -> Plan:
        if not self.contains(exponent, variable):
            return self._plan_elementary(
                power_law(self._canonical(exponent)), base, node, value, variable
            )
        known = self._canonical(base)
        if known == 0:
            reason = Rewriting.POWER_OF_ZERO
            return (_ZERO,), lambda parts: RewriteRule(node, value, variable, reason, parts[0])
        if not self.contains(base, variable):
            return self._plan_elementary(exponential_law(known), exponent, node, value, variable)
        logarithm = Product((exponent, Call("log", (base,))))
        return (logarithm,), lambda parts: LogarithmicRule(
            node, value, variable, base, exponent, parts[0]
        )

    def _plan_elementary(
        self, law: ElementaryLaw, argument: Node, node: Node, value: Expr, variable: str
    ) -> Plan:
        """The law alone where it is applied to the variable itself, else the chain rule."""
        if isinstance(argument, Variable) and argument.name == variable:
            own = self._canonical(argument)
            return (), lambda _: ElementaryRule(node, value, variable, law, own)
        if isinstance(law, TableLaw) and self._canonical.is_deep(node):
            return (argument,), lambda parts: _unfolded(
                lambda: ChainRule(node, value, variable, law, parts[0])
            )
        return (argument,), lambda parts: ChainRule(node, value, variable, law, parts[0])

    def _plan_call(
        self,
        function: str,
        arguments: tuple[Node, ...],
        node: Node,
        value: Expr,
        variable: str,
    ) -> Plan:
        match function, arguments:
            case "log", (argument, base):
                if self.contains(base, variable):
                    rewritten = Quotient(Call("log", (argument,)), Call("log", (base,)))
                    reason = Rewriting.LOGARITHM_TO_A_BASE
                    return (rewritten,), lambda parts: RewriteRule(
                        node, value, variable, reason, parts[0]
                    )
                law = logarithm_law(self._canonical(base))
                return self._plan_elementary(law, argument, node, value, variable)
            case "log", (Call("abs", (inner,)),):
                return self._plan_elementary(
                    FormulaLaw(LOGARITHM_OF_SIZE), inner, node, value, variable
                )
            case "log", (argument,):
                return self._plan_elementary(
                    logarithm_law(sympy.E), argument, node, value, variable
                )
            case "exp", (argument,):
                return self._plan_elementary(
                    exponential_law(sympy.E), argument, node, value, variable
                )
            case "root", (radicand, degree):
                if self.contains(degree, variable):
                    power = Power(radicand, Quotient(_ONE, degree))
                    reason = Rewriting.ROOT
                    return (power,), lambda parts: RewriteRule(
                        node, value, variable, reason, parts[0]
                    )
                root = root_law(self._canonical(degree))
                return self._plan_elementary(root, radicand, node, value, variable)
            case "atan2", (_, _):
                return arguments, lambda parts: PolarAngleRule(node, value, variable, *parts)
            case (("max" | "min"), _):
                return self._plan_extremum(function, arguments, node, value, variable)
            case _, (argument,) if FUNCTIONS[function].derivative is not None:
                return self._plan_elementary(TableLaw(function), argument, node, value, variable)
        meaning = definition_of(FUNCTIONS[function], arguments)
        return (meaning,), lambda parts: RewriteRule(
            node, value, variable, Rewriting.DEFINITION, parts[0]
        )

    def _plan_extremum(
        self, function: str, arguments: tuple[Node, ...], node: Node, value: Expr, variable: str
    ) -> Plan:
        # The same number twice competes with itself: neither copy would ever win.
        different = tuple({self._canonical(part): part for part in arguments}.values())
        reason = Rewriting.EQUAL_ARGUMENTS if arguments[1:] else Rewriting.SINGLE_ARGUMENT
        if len(different) == 1:
            return different, lambda parts: RewriteRule(node, value, variable, reason, parts[0])
        still = [part for part in different if not self.contains(part, variable)]
        if len(different) > _MANY_COMPETITORS and len(still) > 1:
            moving = [part for part in different if self.contains(part, variable)]
            fewer = Call(function, (*moving, Call(function, tuple(still))))
            return (fewer,), lambda parts: RewriteRule(
                node,
                value,
                variable,
                Rewriting.CONSTANT_ARGUMENTS,
                parts[0],
            )
        if len(different) > _MOST_COMPETITORS:
            raise RefusedError(TooManyCompetitors(function, _MOST_COMPETITORS, node))
        return different, lambda parts: ExtremumRule(
            node, value, variable, parts, function == "max"
        )


class _Others(Sequence[Node]):
    """The parts of a sum or product but for those in some places.

    Of a sum in ten thousand variables each partial rests on one term, and no others are listed.
    """

    __slots__ = ("_parts", "_without")

    def __init__(self, parts: tuple[Node, ...], without: Sequence[int]) -> None:
        self._parts = parts
        self._without = without

    def __len__(self) -> int:
        return len(self._parts) - len(self._without)

    def __iter__(self) -> Iterator[Node]:
        without = frozenset(self._without)
        return (part for place, part in enumerate(self._parts) if place not in without)

    @overload
    def __getitem__(self, place: int) -> Node: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Node]: ...
    def __getitem__(self, place: int | slice) -> Node | Sequence[Node]:
        return tuple(self)[place]


def _without_pairs(node: Node) -> Node:
    """-(-u) as u, however many minus signs there are."""
    while isinstance(node, Negative) and isinstance(node.operand, Negative):
        node = node.operand.operand
    return node


def _unfolded(build: Callable[[], Derivation]) -> Derivation:
    """Build a rule as `ToSympy` builds what is as deep: SymPy looks for nothing to fold."""
    with sympy.evaluate(False):
        return build()


_ZERO: Final = Number(Fraction(0))
_ONE: Final = Number(Fraction(1))
_HALF: Final = Quotient(_ONE, Number(Fraction(2)))
