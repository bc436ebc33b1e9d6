"""Two floats between which a constant lies, where the sizes of its parts do not tell its own.

How large csc(2)^2 is can only be told from its value: a bound that holds near every pole is far too
high. The floats are rounded outwards by more than the functions of the C library err.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias, assert_never

from gradcli.field import expression as ex
from gradcli.field.definitions import definition_of
from gradcli.field.functions import FUNCTIONS

Interval: TypeAlias = tuple[float, float]
"""What a constant is at least, and at most."""

Known: TypeAlias = dict[int, Interval | None]
"""What was found of nodes, by their identities; None where nothing is known."""

_ERROR: Final = 1e-14
_SMALLEST: Final = 1e-300
# Beyond, an angle is not known well enough to say where in its turn it is.
_LARGEST_ANGLE: Final = 1e10
_CONSTANTS: Final = MappingProxyType({"e": math.e, "pi": math.pi})
_RISING: Final[MappingProxyType[str, Callable[[float], float]]] = MappingProxyType(
    {"exp": math.exp, "erf": math.erf, "sqrt": math.sqrt, "log": math.log}
    | {"floor": math.floor, "round": round}
)


def enclosure(tree: ex.Node, known: Known, bound: Callable[[ex.Node], float]) -> Interval | None:
    """Floats between which a constant lies; None where there are none.

    `known` is what was found before, and is added to; `bound` says log2 of a bound on a node, which
    holds where nothing better is found, and infinity where there is none.
    """
    for node in ex.postorder(tree):
        if id(node) in known:
            continue
        if isinstance(node, ex.Piecewise) and (chosen := _off_zero(node, known)) is not None:
            known[id(node)] = chosen
            continue
        known[id(node)] = _of(node, [known[id(part)] for part in ex.operands(node)], bound)
    return known[id(tree)]


def _off_zero(node: ex.Piecewise, known: Known) -> Interval | None:
    """The first case where it is that of u != 0, and u is not 0: (sin u)/u of the sinc."""
    first = node.branches[0]
    match first.condition:
        case ex.Comparison(u, "!=", ex.Number(Fraction(numerator=0))):
            ends = known[id(u)]
            return None if ends is None or ends[0] <= 0 <= ends[1] else known[id(first.value)]
    return None


def _of(
    node: ex.Node, parts: Sequence[Interval | None], bound: Callable[[ex.Node], float]
) -> Interval | None:
    found = None
    try:
        given = [part for part in parts if part is not None]
        if len(given) == len(parts):
            found = _outwards(_combined(node, given, bound))
    except (OverflowError, ValueError, ZeroDivisionError):
        # Too large for a float, or outside of where the function is known to be defined.
        found = None
    if found is None and (largest := bound(node)) < math.log2(1 / _SMALLEST):
        return -(2.0**largest), 2.0**largest
    return found


def _outwards(found: Interval | None) -> Interval | None:
    if found is None or not all(map(math.isfinite, found)):
        return None
    low, high = found
    return low - abs(low) * _ERROR - _SMALLEST, high + abs(high) * _ERROR + _SMALLEST


def _combined(
    node: ex.Node, parts: Sequence[Interval], bound: Callable[[ex.Node], float]
) -> Interval | None:
    match node:
        case ex.Number(value):
            return float(value), float(value)
        case ex.Constant(name):
            return _CONSTANTS[name], _CONSTANTS[name]
        case ex.Variable() | ex.Piecewise():
            return None
        case ex.Negative():
            return -parts[0][1], -parts[0][0]
        case ex.Sum():
            return math.fsum(low for low, _ in parts), math.fsum(high for _, high in parts)
        case ex.Product():
            product = (1.0, 1.0)
            for part in parts:
                product = _hull(one * other for one in product for other in part)
            return product
        case ex.Quotient():
            return _quotient(*parts)
        case ex.Power():
            return _power(node, *parts)
        case ex.Call():
            return _call(node, parts, bound)
    assert_never(node)


def _hull(values: Iterable[float]) -> Interval:
    listed = list(values)
    return min(listed), max(listed)


def _quotient(above: Interval, below: Interval) -> Interval | None:
    if below[0] <= 0 <= below[1]:
        return None
    return _hull(one / other for one in above for other in below)


def _power(node: ex.Power, base: Interval, exponent: Interval) -> Interval | None:
    raised = node.exponent
    sign = 1
    if isinstance(raised, ex.Negative):
        raised, sign = raised.operand, -1
    if isinstance(raised, ex.Number) and raised.value.denominator == 1:
        power = _whole_power(base, int(raised.value))
        return power if sign == 1 else _quotient((1.0, 1.0), power)
    if base[0] <= 0:
        return None
    return _hull(one**other for one in base for other in exponent)


def _whole_power(base: Interval, exponent: int) -> Interval:
    ends = [end**exponent for end in base]
    if exponent % 2 == 0 and base[0] <= 0 <= base[1]:
        ends.append(0.0 if exponent else 1.0)
    return _hull(ends)


def _call(
    node: ex.Call, parts: Sequence[Interval], bound: Callable[[ex.Node], float]
) -> Interval | None:
    low, high = parts[0]
    match node.function:
        case "log" if len(parts) == 2:
            base_low, base_high = parts[1]
            return _quotient(
                (math.log(low), math.log(high)), (math.log(base_low), math.log(base_high))
            )
        case "exp" | "erf" | "sqrt" | "log" | "floor" | "round":
            rising = _RISING[node.function]
            return float(rising(low)), float(rising(high))
        case "root":
            return _root(parts[0], parts[1])
        case "sin":
            return _sine(low, high)
        case "cos":
            return _sine(low + math.pi / 2, high + math.pi / 2)
        case "atan2":
            return _angle(parts[0], parts[1])
        case "abs":
            ends = _hull((abs(low), abs(high)))
            return (0.0, ends[1]) if low <= 0 <= high else ends
        case "max":
            return max(each[0] for each in parts), max(each[1] for each in parts)
        case "min":
            return min(each[0] for each in parts), min(each[1] for each in parts)
        case function:
            record = FUNCTIONS[function]
            if record.definition is None:
                return None
            letters = tuple(ex.Variable(f"u_{place}") for place in range(len(parts)))
            known: Known = {id(letter): part for letter, part in zip(letters, parts, strict=True)}
            return enclosure(definition_of(record, letters), known, lambda _: math.inf)


def _root(base: Interval, degree: Interval) -> Interval | None:
    if base[0] <= 0 or degree[0] <= 0:
        return None
    return _hull(one ** (1 / other) for one in base for other in degree)


def _angle(above: Interval, beside: Interval) -> Interval:
    """The angle of (beside, above); in a box away from the cut it lies between those of corners."""
    if beside[0] > 0 or above[0] > 0 or above[1] < 0:
        return _hull(math.atan2(one, other) for one in above for other in beside)
    return -math.pi, math.pi


def _sine(low: float, high: float) -> Interval:
    """The sine between two angles; its crests and troughs where one may lie between them."""
    if max(-low, high) > _LARGEST_ANGLE or high - low > math.pi:
        return -1.0, 1.0
    ends = [math.sin(low), math.sin(high)]
    slack = 4 * _ERROR * max(1.0, -low, high)
    for crest in (1.0, -1.0):
        turns = (low - slack - crest * math.pi / 2) / math.tau
        if math.ceil(turns) * math.tau + crest * math.pi / 2 <= high + slack:
            ends.append(crest)
    return _hull(ends)
