"""A tree's exact values at a point, each operation checked before it is carried out.

SymPy folds a step outside the reals without a word (log(-1) to I pi, 1/0 to zoo), so each
operation is checked against the exact value of its argument before its own value is computed; the
records of the functions say how. If every piece of a tree is smooth at its
argument's value, the whole is smooth (sums, products and compositions of smooth functions are), and
the rules of derivation hold there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, assert_never

import sympy
from sympy import Expr, Integer, Rational

from gradcli.calculus.domain.refusal import NoRealNumber, RefusedError
from gradcli.calculus.domain.smoothness import by_sign, floor_of, place_of, regularity_of
from gradcli.calculus.domain.verdict import Cause, Fault, NonSmooth
from gradcli.calculus.numbers.constants import (
    Sign,
    compare,
    is_zero,
    settled,
    settled_sum,
    sign_of,
)
from gradcli.calculus.numbers.folding import fold
from gradcli.calculus.numbers.writable import can_be_an_argument
from gradcli.errors import Source
from gradcli.field import expression as ex
from gradcli.field.definitions import definition_of
from gradcli.field.fast_sympy.sympy_build import negate, power, product, quotient, total
from gradcli.field.forms import CONSTRUCTORS
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.record import (
    EDGE,
    OUTSIDE,
    ROUGH,
    SMOOTH,
    UNSURE,
    Extremum,
    Radicand,
    Regularity,
    Requirement,
    Turning,
)
from gradcli.field.size import LARGEST, size
from gradcli.field.to_sympy import ToSympy
from gradcli.frozen import dataclass

_LARGEST_POWER = 13_000  # bits: some 4,000 digits
_LARGEST_EXPONENT = 100_000
_LARGEST_FACTORIAL = 1_000


_R = Requirement


class FaultError(ArithmeticError):
    """A piece of the tree has no value at the point."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.requirement)
        self.fault = fault


class UnsureError(ArithmeticError):
    """It could not be decided whether, or how, a piece is defined at the point."""

    def __init__(self, piece: ex.Node | ex.Comparison, cause: Cause) -> None:
        super().__init__(cause)
        self.piece = piece
        self.cause = cause


class TooLargeError(ArithmeticError):
    """A value at the point has too many digits to be written out."""

    def __init__(self, piece: ex.Node) -> None:
        super().__init__(piece)
        self.piece = piece


@dataclass(frozen=True, slots=True)
class ExactValue:
    """A node's exact value at the point, and whether any variable occurs in it."""

    value: Expr
    varies: bool


@dataclass(frozen=True, slots=True)
class Location:
    """The value of a tree at a point, and the pieces whose rules do not hold there."""

    value: Expr
    rough: tuple[NonSmooth, ...]


def evaluate_exactly(tree: ex.Node, values: Mapping[str, Expr]) -> Location:
    """The exact value of `tree` where its variables have `values`.

    Raises `FaultError` where a piece has no value, `UnsureError` where that is undecided,
    `TooLargeError` where a value would have too many digits.
    """
    rough: dict[ex.Node | ex.Comparison, NonSmooth] = {}

    def at(node: ex.Node, parts: tuple[ExactValue, ...]) -> ExactValue:
        return operate(node, parts, values, rough)

    def holds(comparison: ex.Comparison, left: ExactValue, right: ExactValue) -> bool | None:
        sign = compare(left.value, right.value)
        if sign is Sign.UNDECIDED:
            if left.value.free_symbols or right.value.free_symbols:
                # A case that does not hold for every constant may be undefined without harm.
                raise UnsureError(comparison, Cause.CONSTANT_WITHOUT_VALUE)
            return None
        # Where both sides are one and the same, as in z >= z, nothing meets.
        if sign is Sign.ZERO and (left.varies or right.varies) and not _are_one(comparison):
            rough.setdefault(comparison, NonSmooth(comparison, comparison.left, left.value))
        return sign.meets(comparison.relation)

    def merge(node: ex.Piecewise, possible: Sequence[ExactValue], covered: bool) -> ExactValue:
        if not possible:
            raise FaultError(Fault(node, node, Requirement.SOME_CASE, None, edge=True))
        if len(possible) > 1 or not covered:
            raise UnsureError(node, Cause.WHICH_CASE)
        return ExactValue(possible[0].value, varies=True)

    here = fold(tree, at, holds, merge)
    return Location(settled(here.value), tuple(rough.values()))


def _are_one(comparison: ex.Comparison) -> bool:
    canonical = ToSympy()
    return bool(canonical(comparison.left) == canonical(comparison.right))


def operate(
    node: ex.Node,
    parts: tuple[ExactValue, ...],
    values: Mapping[str, Expr],
    rough: dict[ex.Node | ex.Comparison, NonSmooth],
) -> ExactValue:
    """One piece's exact value; where its rule does not hold, that is entered into `rough`."""
    if isinstance(node, ex.Variable):
        return ExactValue(values[node.name], varies=True)
    varies = any(part.varies for part in parts)
    if isinstance(node, ex.Quotient | ex.Power | ex.Call):
        place, argument, requirement, at = _assess(node, parts)
        if place is UNSURE and _holds_for_all(node, requirement, at):
            place = SMOOTH
        if place is UNSURE:
            raise UnsureError(node, Cause.ARGUMENT)
        if place is EDGE or place is OUTSIDE:
            raise FaultError(Fault(node, argument, requirement, at, place is EDGE))
        if place is ROUGH and varies:
            rough.setdefault(node, NonSmooth(node, argument, at))
    return ExactValue(_value(node, tuple([part.value for part in parts])), varies)


def _holds_for_all(
    node: ex.Quotient | ex.Power | ex.Call, requirement: Requirement, at: Expr
) -> bool:
    """Whether an argument with letters is where the node is smooth, whatever numbers they are.

    1 + e^(-kx) and x^2 + a^2 + 1 are positive, as their signs and squares show.
    """
    if not at.free_symbols or size(at) > LARGEST:
        return False
    match node:
        case ex.Quotient():
            return bool(at.is_positive or at.is_negative)
        case ex.Power():
            # Of what is 0 the exponent decides, and of that nothing is said here.
            return requirement in (_R.POSITIVE_BASE, _R.NOT_ZERO) and bool(at.is_positive)
        case ex.Call("log" | "sqrt" | "abs", (_,)):
            return bool(at.is_positive)
    return False


_Assessment = tuple[Regularity, ex.Node, Requirement, Expr]


def _assess(node: ex.Quotient | ex.Power | ex.Call, parts: tuple[ExactValue, ...]) -> _Assessment:
    """Where the arguments lie: the place, and the argument that decides it."""
    match node:
        case ex.Quotient(_, denominator):
            below = parts[1].value
            return by_sign(SMOOTH, EDGE, SMOOTH)(below), denominator, _R.NOT_ZERO, below
        case ex.Power():
            return _assess_power(node, parts)
        case ex.Call("log", (_, base)) if _place_of_base(parts[1].value) is not SMOOTH:
            wrong = _R.POSITIVE if sign_of(parts[1].value) is not Sign.POSITIVE else _R.NOT_ONE
            return _place_of_base(parts[1].value), base, wrong, parts[1].value
        case ex.Call():
            return _assess_call(node, parts)
    assert_never(node)


def _assess_call(node: ex.Call, parts: tuple[ExactValue, ...]) -> _Assessment:
    """By the record of the function, or else by what it is made of."""
    argument, value = node.arguments[0], parts[0].value
    domain = FUNCTIONS[node.function].domain
    if domain is None:
        return _assess_definition(node, parts), argument, _R.NONE, value
    match domain.places:
        case Radicand():
            return _assess_root(node, argument, parts)
        case Turning():
            return _assess_atan2(node, node.arguments[1], parts)
        case Extremum():
            return _assess_extreme(node, parts)
        case places:
            return place_of(places, value), argument, domain.requirement, value


def _assess_definition(node: ex.Call, parts: tuple[ExactValue, ...]) -> Regularity:
    """Smooth where every piece of the definition is."""
    letters = [ex.Variable(f"u_{place}") for place in range(len(parts))]
    tree = definition_of(FUNCTIONS[node.function], tuple(letters))
    values = {letter.name: part.value for letter, part in zip(letters, parts, strict=True)}
    try:
        return ROUGH if evaluate_exactly(tree, values).rough else SMOOTH
    except FaultError as error:
        return EDGE if error.fault.edge else OUTSIDE
    except UnsureError:
        return UNSURE
    except TooLargeError as error:
        raise TooLargeError(node) from error


def _place_of_base(base: Expr) -> Regularity:
    sign = sign_of(base)
    if sign is not Sign.POSITIVE:
        return regularity_of(sign, OUTSIDE, EDGE, SMOOTH)
    return regularity_of(compare(base, Integer(1)), SMOOTH, EDGE, SMOOTH)


def _assess_power(node: ex.Power, parts: tuple[ExactValue, ...]) -> _Assessment:
    base, exponent = parts[0].value, parts[1].value
    if exponent.is_Integer and not parts[1].varies:
        if exponent.p >= 0:
            # A product of n factors; of none it is 1, so that x^0 is the constant 1, as in every
            # polynomial, and 0^0 is 1. Where the exponent varies, 0^0 is refused below.
            return SMOOTH, node.base, _R.NONE, base
        return by_sign(SMOOTH, EDGE, SMOOTH)(base), node.base, _R.NOT_ZERO, base
    sign = sign_of(base)
    if sign is Sign.ZERO:
        power = sign_of(exponent)
        # 0^v is 0 as long as v > 0; of a base that only is 0 here that says nothing.
        place = regularity_of(power, EDGE, EDGE, ROUGH if parts[0].varies else SMOOTH)
        if place is ROUGH:
            return place, node.base, _R.POSITIVE_BASE, base
        return place, node.exponent, _R.POSITIVE_EXPONENT, exponent
    # (-2)^n has a value for some constants n, and for others none.
    below_zero = UNSURE if exponent.free_symbols else OUTSIDE
    return regularity_of(sign, below_zero, ROUGH, SMOOTH), node.base, _R.POSITIVE_BASE, base


def _assess_root(node: ex.Node, radicand: ex.Node, parts: tuple[ExactValue, ...]) -> _Assessment:
    value, degree = parts[0].value, parts[1].value
    if degree.free_symbols:
        return UNSURE, ex.operands(node)[1], _R.WHOLE, degree
    if not degree.is_Integer or degree < 1 or parts[1].varies:
        raise FaultError(Fault(node, ex.operands(node)[1], _R.WHOLE, degree, edge=False))
    if degree == 1:
        return SMOOTH, radicand, _R.NONE, value
    if degree % 2 == 1:
        return by_sign(SMOOTH, ROUGH, SMOOTH)(value), radicand, _R.NONE, value
    return by_sign(OUTSIDE, ROUGH, SMOOTH)(value), radicand, _R.NOT_NEGATIVE, value


def _assess_atan2(node: ex.Node, x: ex.Node, parts: tuple[ExactValue, ...]) -> _Assessment:
    above = sign_of(parts[0].value)
    if above is Sign.UNDECIDED:
        return UNSURE, node, _R.NOT_BOTH_ZERO, parts[0].value
    if above is not Sign.ZERO:
        return SMOOTH, node, _R.NOT_BOTH_ZERO, parts[0].value
    return by_sign(ROUGH, EDGE, SMOOTH)(parts[1].value), x, _R.NOT_BOTH_ZERO, parts[1].value


def _assess_extreme(node: ex.Call, parts: tuple[ExactValue, ...]) -> _Assessment:
    """Smooth where one argument alone is the extreme one (or several that do not vary)."""
    best = _extreme(node, tuple([part.value for part in parts]))
    ties = [
        index
        for index, part in enumerate(parts)
        if index != best and is_zero(part.value - parts[best].value) is not False
    ]
    tied = [best, *ties]
    if not ties or not any(parts[index].varies for index in tied):
        return SMOOTH, node, _R.NONE, parts[best].value
    return ROUGH, node.arguments[best], _R.NONE, parts[best].value


def _extreme(node: ex.Call, values: tuple[Expr, ...]) -> int:
    """Which argument is the greatest (the least)."""
    wanted = Sign.POSITIVE if node.function == "max" else Sign.NEGATIVE
    best = 0
    for index in range(1, len(values)):
        sign = compare(values[index], values[best])
        if sign is Sign.UNDECIDED:
            raise UnsureError(node, Cause.WHICH_EXTREME)
        if sign is wanted:
            best = index
    return best


def _value(node: ex.Node, arguments: tuple[Expr, ...]) -> Expr:
    """The exact value of a piece that is known to be defined."""
    match node:
        case ex.Number(value):
            return Rational(value.numerator, value.denominator)
        case ex.Constant(name):
            return sympy.E if name == "e" else sympy.pi
        case ex.Negative():
            return negate(*arguments)
        case ex.Sum():
            return settled_sum(total(*arguments))
        case ex.Product():
            return product(*arguments)
        case ex.Quotient():
            return quotient(*arguments)
        case ex.Power():
            return _power(node, *arguments)
        case ex.Call():
            return _call(node, arguments)
        case ex.Variable() | ex.Piecewise():
            # Variables are given, cases are chosen.
            raise AssertionError(node)
    assert_never(node)


def _power(node: ex.Power, base: Expr, exponent: Expr) -> Expr:
    if base.is_Rational and exponent.is_Rational:
        bits = max(abs(int(base.p)), int(base.q)).bit_length()
        # Of 7^4.913 the whole part of the exponent is multiplied out, and the rest stays a root.
        if (
            bits * (abs(int(exponent.p)) // int(exponent.q)) > _LARGEST_POWER
            and abs(base) != 1
            and base != 0
        ):
            raise TooLargeError(node)
    elif exponent.is_Rational and base is not sympy.E and abs(exponent) > _LARGEST_EXPONENT:
        # cbrt(2)^(10^400) is a power of 2, which would be multiplied out.
        raise TooLargeError(node)
    if not can_be_an_argument(exponent):
        raise TooLargeError(node)
    if not exponent.is_Integer and is_zero(base):
        return Integer(0)
    return power(base, exponent)


def _call(node: ex.Call, arguments: tuple[Expr, ...]) -> Expr:
    name = node.function
    if name == "factorial" and arguments[0] > _LARGEST_FACTORIAL:
        raise TooLargeError(node)
    if name in ("max", "min"):
        return arguments[_extreme(node, arguments)]
    if name in _BY_SIGN:
        return _BY_SIGN[name](sign_of(arguments[0]), arguments[0])
    if name in _BY_FLOOR:
        return Integer(_BY_FLOOR[name](arguments[0]))
    if name in ("sqrt", "cbrt", "root") and is_zero(arguments[0]):
        return Integer(0)
    if not all(map(can_be_an_argument, arguments)):
        raise TooLargeError(node)
    if len(arguments) == 1 and size(arguments[0]) > LARGEST:
        # SymPy evaluates all of it, in more and more digits, to see whether it could be folded.
        with sympy.evaluate(False):
            return CONSTRUCTORS[name](*arguments)
    return CONSTRUCTORS[name](*arguments)


_BY_SIGN: Final[MappingProxyType[str, Callable[[Sign, Expr], Expr]]] = MappingProxyType(
    {
        "abs": lambda sign, u: -u if sign is Sign.NEGATIVE else u,
        "sign": lambda sign, _: Integer(sign.value),
        "step": lambda sign, _: Integer(0 if sign is Sign.NEGATIVE else 1),
    }
)


def _floor(u: Expr) -> int:
    below = floor_of(u)
    assert below is not None, "an undecided floor is refused before"
    return below


def _nearest(u: Expr) -> int:
    up = _floor(u + Rational(1, 2))
    # At a half, the greater of the two neighbours; the even one is wanted.
    return up - 1 if up % 2 and is_zero(u + Rational(1, 2) - up) else up


_BY_FLOOR: Final[MappingProxyType[str, Callable[[Expr], int]]] = MappingProxyType(
    {"floor": _floor, "ceil": lambda u: -_floor(-u), "round": _nearest}
)


def constant_fault(tree: ex.Node) -> Fault | None:
    """The piece for which the whole has no real value wherever the point: sqrt(-2), ln(-1), x/0."""
    return constant_faults(tree).get(tree)


def require_real(numbers: Iterable[ex.Node], source: Source) -> None:
    """Make sure that constants given in `source` are real numbers, as far as that is decided.

    Raises:
        RefusedError: one of them has no real value: ln(-1), 1/0.
    """
    for number in numbers:
        fault = constant_fault(number)
        if fault is not None:
            raise RefusedError(NoRealNumber(fault, source))


def constant_faults(tree: ex.Node) -> dict[ex.Node, Fault]:
    """The nodes that have no real value because of a constant piece, and that piece.

    What is made of such a piece has none; a piecewise function has none if none of its pieces
    has, or if what its first condition compares has none.
    """
    # A number has a value; what that is matters only to an operation on constants alone.
    numbers: set[ex.Node] = set()
    values: dict[ex.Node, ExactValue] = {}
    faults: dict[ex.Node, Fault] = {}

    def here(node: ex.Node) -> ExactValue:
        if node not in values:
            values[node] = operate(node, (), {}, {})
        return values[node]

    def own(
        node: ex.Quotient | ex.Negative | ex.Sum | ex.Product | ex.Power | ex.Call,
    ) -> Fault | None:
        parts = ex.operands(node)
        if all(part in numbers or part in values for part in parts):
            try:
                values[node] = operate(node, tuple([here(part) for part in parts]), {}, {})
            except FaultError as error:
                return error.fault
            except (UnsureError, TooLargeError):
                return None
        elif isinstance(node, ex.Quotient):
            denominator = node.denominator
            if denominator in numbers or denominator in values:
                below = here(denominator).value
                if sign_of(below) is Sign.ZERO:
                    return Fault(node, denominator, Requirement.NOT_ZERO, below, edge=False)
        return None

    for node in ex.postorder(tree):
        match node:
            case ex.Number() | ex.Constant():
                numbers.add(node)
                continue
            case ex.Variable():
                continue
            case ex.Piecewise():
                fault = _fault_of_cases(node, faults)
            case _:
                inner = [faults[part] for part in ex.operands(node) if part in faults]
                fault = inner[0] if inner else own(node)
        if fault is not None:
            faults[node] = fault
    return faults


def _fault_of_cases(node: ex.Piecewise, faults: Mapping[ex.Node, Fault]) -> Fault | None:
    first = node.branches[0].condition
    while isinstance(first, ex.Every | ex.Some):
        first = first.conditions[0]
    if first is not None:
        for side in (first.left, first.right):
            if side in faults:
                return faults[side]
    found = [faults.get(branch.value) for branch in node.branches]
    return None if None in found else found[0]
