"""Partial derivatives, worked, and the gradient that they make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from math import gcd, lcm
from types import MappingProxyType
from typing import Final, overload

from sympy import Expr, Rational

from gradcli.calculus.clean_up.tidy import tidy
from gradcli.calculus.domain.refusal import NowhereReal, PerhapsNowhereReal, RefusedError
from gradcli.calculus.numbers.constants import Sign, exactly_at, sign_of
from gradcli.calculus.rules.derivation import Differentiation
from gradcli.calculus.rules.rules import Derivation, IntermediateRule, parts_of
from gradcli.field.expression import Call, Node, Number, Piecewise, Variable, postorder
from gradcli.field.fast_sympy.sympy_build import (
    HALF,
    UNREAL,
    negate,
    power,
    product,
    quotient,
    total,
)
from gradcli.field.forms import objects_of_forms
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.field.intermediates import Decomposition, decomposed
from gradcli.field.order import order_of
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.substitution import with_values
from gradcli.field.to_sympy import ToSympy
from gradcli.frozen import dataclass

_LARGEST_SEARCHED: Final = 5_000


@dataclass(frozen=True, slots=True, eq=False)
class NamedPart:
    """A part of the function with a name: `let name = meaning`, and its derivative.

    `slope` is the name of that derivative, `derivative` its formula; both formulas are in the
    variables and in the names before this one.
    """

    name: str
    meaning: Node
    derivation: Derivation
    slope: str
    derivative: Expr


@dataclass(frozen=True, slots=True, eq=False)
class Partial:
    """The partial derivative of `field` with respect to `variable`, a function R^n -> R.

    `derivation` is the tree of rules; `derivative` its result in the form in which it is given
    (equal to `derivation.derivative`, perhaps shorter), `written` the same as a tree.

    Where the function is too large to be derived as one formula, both speak of `named` parts
    (u_1, and du_1/dx for its derivative), each in terms of those before it; `written` is the whole
    all the same, as a graph in the variables alone, and `values` gives that for each name.
    """

    field: ScalarField
    variable: str
    derivation: Derivation
    derivative: Expr
    written: Node
    named: tuple[NamedPart, ...] = ()
    values: Mapping[str, Node] = MappingProxyType({})

    @property
    def in_variables(self) -> Expr | None:
        """The derivative as a formula in the variables alone.

        None where it speaks of named parts: their names are no letters that an equation could be
        solved for, nor have they numbers where only the variables have.
        """
        spoken_of = (each.name for each in self.derivative.free_symbols)
        return None if any(name in self.values for name in spoken_of) else self.derivative

    def as_field(self) -> ScalarField:
        """The derivative as a function of the same variables, to be differentiated again."""
        whole = self.field
        # Its sums in the order of those that were typed, where it is written as one formula.
        tree = self.written if self.values else from_sympy(self.derivative, order_of(whole))
        return ScalarField.of_tree(
            tree,
            function=whole.function,
            variables=whole.variables,
            held=whole.held,
            among=whole.among,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Gradient:
    """The vector of all the partials, R^n -> R^n, in the order of the field's variables."""

    field: ScalarField
    partials: Sequence[Partial]

    @property
    def components(self) -> tuple[Expr, ...]:
        """The partial derivatives as SymPy expressions, with the names of `Partial.named`."""
        return tuple(partial.derivative for partial in self.partials)

    @property
    def in_variables(self) -> tuple[Expr, ...] | None:
        """The same in the variables alone; None where one of them speaks of named parts."""
        return all_known(partial.in_variables for partial in self.partials)

    def written(self, formula: Expr) -> Node:
        """A formula made of the components, as a graph in the variables alone."""
        values: dict[str, Node] = {}
        for partial in self.partials:
            values.update(partial.values)
        return with_values(from_sympy(formula), values) if values else from_sympy(formula)

    def at(self, point: Point) -> tuple[Expr, ...]:
        """The exact components at a point where `field` is differentiable by the rules.

        Shape: one number a variable. The caller has made sure of the point (see
        `gradcli.calculus.point.differentiability.examine`): the formula alone cannot tell.
        """
        at_point = exactly_at(coordinates(self.field, point))
        return tuple(at_point(partial.written) for partial in self.partials)


def all_known(formulas: Iterable[Expr | None]) -> tuple[Expr, ...] | None:
    """The formulas, if there is none that is not known."""
    known: list[Expr] = []
    for each in formulas:
        if each is None:
            return None
        known.append(each)
    return tuple(known)


def coordinates(field: ScalarField, point: Point) -> Mapping[str, Expr]:
    """What stands for each name at the point."""
    return point.values(field)


def partial(field: ScalarField, variable: str, shared: Shared | None = None) -> Partial:
    """The partial derivative of the field with respect to one of its variables.

    The other variables are held constant (the definition: Stewart, Calculus, 14.3).
    `shared` lets several partials of one field share what they have in common.
    """
    shared = shared or Shared.of_field(field)
    derivation = shared.differentiation.derive(shared.tree, variable)
    derivative = tidy(derivation.derivative, variable)
    try:
        if shared.decomposition is None:
            return Partial(field, variable, derivation, derivative, from_sympy(derivative))
        named = shared.named(derivation)
        values = dict(shared.decomposition.values)
        for part in named:
            values[part.slope] = with_values(from_sympy(part.derivative), values)
        written = with_values(from_sympy(derivative), values)
    except UnrealError as error:
        raise unreal(field) from error
    return Partial(field, variable, derivation, derivative, written, named, values)


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """What the partials of a field have in common.

    `tree` is what is differentiated: the field's own, or its outermost part where the function is
    taken apart into named ones.
    """

    tree: Node
    decomposition: Decomposition | None
    differentiation: Differentiation

    @classmethod
    def of_field(cls, field: ScalarField) -> Shared:
        """What the partials of `field` share.

        Raises:
            RefusedError: the formula of `field` does not stay real.
        """
        several = len(field.arguments) > 1
        cut = decomposed(field.tree, field.names)
        if cut is None:
            _refuse_unreal(field, [field.expression])
            order = list(postorder(field.tree))
            has_cases = any(isinstance(node, Piecewise) for node in order)
            # The rule of the root would make a formula of root(x, 1/2), which has no value.
            doubtful = any(map(_has_doubtful_degree, order))
            nowhere = _nowhere(field) if has_cases or doubtful else {}
            if doubtful and field.tree in nowhere:
                raise RefusedError(NowhereReal(field, nowhere[field.tree]))
            return cls(field.tree, None, Differentiation(field.canonical, nowhere=nowhere))
        canonical = ToSympy()
        forms = [canonical(part.meaning) for part in cut.parts]
        _refuse_unreal(field, [*forms, canonical(cut.outer)])
        return cls(cut.outer, cut, Differentiation(canonical, cut.parts, partial=several))

    def named(self, derivation: Derivation) -> tuple[NamedPart, ...]:
        """The parts on which a derivation rests, each after those that it is made of."""
        if self.decomposition is None:
            return ()
        rests: dict[str, IntermediateRule] = {}
        seen: set[Derivation] = set()
        waiting = [derivation]
        while waiting:
            rule = waiting.pop()
            if rule in seen:
                continue
            seen.add(rule)
            waiting.extend(parts_of(rule))
            if isinstance(rule, IntermediateRule):
                assert isinstance(rule.function, Variable)
                rests[rule.function.name] = rule
                waiting.append(rule.meaning)
        return tuple(
            NamedPart(
                part.name,
                part.meaning,
                rests[part.name].meaning,
                rests[part.name].slope.name,
                tidy(rests[part.name].meaning.derivative, derivation.variable),
            )
            for part in self.decomposition.parts
            if part.name in rests
        )


def _has_doubtful_degree(node: Node) -> bool:
    """Whether a node is a root whose degree is not written as one of 1, 2, 3, ..."""
    match node:
        case Call("root", (_, Number(degree))):
            return degree.denominator != 1 or degree < 1
        case Call("root"):
            return True
    return False


def _refuse_unreal(field: ScalarField, forms: Iterable[Expr]) -> None:
    if not UNREAL.isdisjoint(part for part in objects_of_forms(forms) if not part.args):
        raise unreal(field)


def refuse_nowhere(field: ScalarField) -> None:
    """Refuse a function that is seen to have no real values, or none with a neighbourhood."""
    piece = _unreal_piece(field)
    if piece is not None:
        raise RefusedError(NowhereReal(field, piece))


def _unreal_piece(field: ScalarField) -> Node | None:
    """The piece that is real nowhere, and with it the function, where that is proved."""
    if sum(1 for _ in islice(postorder(field.tree), _LARGEST_SEARCHED)) == _LARGEST_SEARCHED:
        return None
    if decomposed(field.tree, field.names) is not None:
        return None
    return _nowhere(field).get(field.tree)


def _nowhere(field: ScalarField) -> Mapping[Node, Node]:
    """Which pieces of the function are real nowhere, each with the part that is to blame."""
    from gradcli.calculus.domain.nowhere import Nowhere  # noqa: PLC0415  hardly ever asked

    return Nowhere(field.tree, field.canonical).blamed


def unreal(field: ScalarField) -> RefusedError:
    """The refusal of a formula in which the imaginary unit, an infinity or nan is left.

    SymPy makes i|x| of sqrt(-x^2), which is real nowhere around a point; but of sqrt(-max(x, 0)^2)
    in the same way, and that is 0 for x < 0. Only what is proved is said.
    """
    piece = _unreal_piece(field)
    return RefusedError(PerhapsNowhereReal(field) if piece is None else NowhereReal(field, piece))


def repeated_partial(field: ScalarField, variables: tuple[str, ...]) -> tuple[Partial, ...]:
    """Differentiate by the first variable, the result by the second, and so on.

    Shape: one `Partial` a variable; the last one's derivative is the mixed or repeated partial.
    """
    stages: list[Partial] = []
    for variable in variables:
        stages.append(partial(stages[-1].as_field() if stages else field, variable))
    return tuple(stages)


class _OnDemand(Sequence[Partial]):
    """The partials of a field, each derived when it is first asked for, and kept.

    Of a thousand partials a caller may want no more than ten.
    """

    __slots__ = ("_derived", "_field", "_shared")

    def __init__(self, field: ScalarField) -> None:
        self._field = field
        self._shared: Shared | None = None
        self._derived: dict[str, Partial] = {}

    def __len__(self) -> int:
        return len(self._field.variables)

    @overload
    def __getitem__(self, place: int) -> Partial: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Partial]: ...
    def __getitem__(self, place: int | slice) -> Partial | Sequence[Partial]:
        asked = self._field.variables[place]
        return self._of(asked) if isinstance(asked, str) else tuple(map(self._of, asked))

    def _of(self, variable: str) -> Partial:
        known = self._derived.get(variable)
        if known is None:
            if self._shared is None:
                self._shared = Shared.of_field(self._field)
            known = self._derived[variable] = partial(self._field, variable, self._shared)
        return known


def gradient(field: ScalarField) -> Gradient:
    """All the partial derivatives of the field, in the order of its variables.

    Each is derived when it is first asked for.
    """
    return Gradient(field, _OnDemand(field))


def dot(left: tuple[Expr, ...], right: tuple[Expr, ...]) -> Expr:
    """The dot product of two vectors of R^n."""
    return total(*(product(one, other) for one, other in zip(left, right, strict=True)))


def norm(vector: tuple[Expr, ...]) -> Expr:
    """The Euclidean length of a vector of R^n: the root of the sum of the squares."""
    shared = _shared_factor(vector)
    if shared is None:
        moving = [each for each in vector if each != 0]
        if len(moving) == 1 and not moving[0].free_symbols:
            match sign_of(moving[0]):
                case Sign.POSITIVE:
                    return moving[0]
                case Sign.NEGATIVE:
                    return negate(moving[0])
                case Sign.ZERO | Sign.UNDECIDED:
                    pass
        return power(dot(vector, vector), HALF)
    # ‖s v‖ = s ‖v‖: no root has to be searched for the square of what all components share.
    direction = tuple(quotient(each, shared) for each in vector)
    return product(shared, power(dot(direction, direction), HALF))


def _shared_factor(vector: tuple[Expr, ...]) -> Expr | None:
    """The greatest common divisor of rational components, or nothing where there is none."""
    if not all(each.is_Rational for each in vector) or not any(each.p for each in vector):
        return None
    return Rational(gcd(*(int(each.p) for each in vector)), lcm(*(int(each.q) for each in vector)))
