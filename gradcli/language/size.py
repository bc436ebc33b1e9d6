"""Numbers too large to work with, refused on the tree before SymPy multiplies them out.

SymPy evaluates powers of numbers, factorials and powers of powers as soon as it meets them, and
does not come back from 9^(9^9). One walk bounds each node: the exact value where the node is a
rational number of bearable size, the binary magnitude where it is another constant, the degree
where it depends on a variable.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import lru_cache
from typing import Final, NoReturn, assert_never

from gradcli.codes import LimitCode
from gradcli.errors import Source, Span
from gradcli.field import expression as ex
from gradcli.field.definitions import definition_of
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.record import Function, Growth
from gradcli.frozen import dataclass, replace
from gradcli.language.enclosures import Known, enclosure
from gradcli.language.lex.limits import Limits, refuse

_LOG2_10: Final = math.log2(10)
_LOG2_E: Final = math.log2(math.e)
_OF_ZERO: Final = -64.0
# How large a number near a pole is taken to be (tan, a quotient by what is not known exactly).
# SymPy and mpmath keep e to such a power as it stands; only exact powers are ever multiplied out.
_NEAR_A_POLE: Final = 16.0
# SymPy multiplies such exponents out: 2^(1/2^200) is beyond its patience.
_HIGHEST_ROOT: Final = 128
# What takes the time are the roots inside one another: one alone may be of any degree.
_MOST_OF_ONE_ROOT: Final = 16.0


@dataclass(frozen=True, slots=True)
class _Size:
    """What is known of a node: its exact value, else log2 of a bound, else its degree.

    `degree` is None for a constant. `sign` is 1 or -1 where a constant is known to be at least or
    at most zero, else 0.
    `least` is log2 of what a constant is at least in size, where that is known.
    """

    value: Fraction | None = None
    magnitude: float = 1.0
    degree: float | None = None
    sign: int = 0
    least: float | None = None


# Of e^(-2^64) no digit is asked for: it is zero in every computation here.
_SMALLEST: Final = 64.0
_POSITIVE: Final = frozenset({"exp", "cosh", "sech"})
_OF_THE_SAME_SIGN: Final = frozenset({"sqrt", "cbrt", "root"})

_ADDING: Final = (ex.Sum, ex.Negative)
_VARIABLE: Final = _Size(degree=1.0)


@lru_cache(maxsize=64)
def _of_degree(degree: float) -> _Size:
    return _Size(degree=degree)


_CONSTANT: Final = _Size(magnitude=2.0, sign=1)


@dataclass(frozen=True, slots=True)
class _Measure:
    limits: Limits
    source: Source | None
    sizes: dict[int, _Size]
    enclosures: Known

    def refuse(self, code: LimitCode, span: Span, **parts: object) -> NoReturn:
        refuse(code, span if self.source is not None else None, self.source, **parts)

    def exact(self, value: Fraction, span: Span) -> _Size:
        """A rational number, which must be one that could be printed."""
        above, below = value.numerator.bit_length(), value.denominator.bit_length()
        if (above if above > below else below) > self.limits.digits * _LOG2_10 + 1:
            self.too_long(span)
        sign = (value.numerator > 0) - (value.numerator < 0)
        return _Size(value, above - below + 1.0 if above else _OF_ZERO, sign=sign)

    def too_long(self, span: Span) -> NoReturn:
        self.refuse("number-too-long", span, limit=self.limits.digits)

    def too_factorial(self, span: Span) -> NoReturn:
        self.refuse("factorial-too-large", span, limit=self.limits.factorial)

    def refined(self, node: ex.Node, found: _Size) -> _Size:
        """What is known of a constant that its parts alone would make too large: by its value."""
        interval = enclosure(node, self.enclosures, self._bound)
        if interval is None:
            return found
        low, high = interval
        largest = max(-low, high)
        magnitude = math.log2(largest) if largest else _OF_ZERO
        sign = (low > 0) - (high < 0)
        return replace(found, magnitude=min(found.magnitude, magnitude), sign=sign or found.sign)

    def _bound(self, node: ex.Node) -> float:
        size = self.sizes.get(id(node))
        return math.inf if size is None or size.degree is not None else size.magnitude

    def of(self, node: ex.Node) -> _Size:
        if isinstance(node, ex.Variable):
            return _VARIABLE
        if isinstance(node, ex.Number):
            return self.exact(node.value, node.span)
        if isinstance(node, ex.Constant):
            return _CONSTANT
        sizes = self.sizes
        parts = [sizes[id(operand)] for operand in ex.operands(node)]
        match node:
            case ex.Power():
                return self.power(node, parts[0], parts[1])
            case ex.Call(function):
                return self.call(node, function, parts)
            case ex.Piecewise():
                return _Size(degree=max(part.degree or 0 for part in parts))
            case ex.Negative() | ex.Sum() | ex.Product() | ex.Quotient():
                return self.combined(node, parts)
        raise AssertionError(node)

    def combined(
        self, node: ex.Negative | ex.Sum | ex.Product | ex.Quotient, parts: list[_Size]
    ) -> _Size:
        is_sum = isinstance(node, _ADDING)
        degrees = [part.degree for part in parts if part.degree is not None]
        if degrees:
            return self.bounded_degree(max(degrees) if is_sum else sum(degrees), node.span)
        values = [part.value for part in parts if part.value is not None]
        if len(values) == len(parts):
            value = self.fold(node, values)
            if value is not None:
                return self.exact(value, node.span)
        sign = _sign(node, [part.sign for part in parts])
        if isinstance(node, ex.Quotient):
            below = parts[1]
            small = _NEAR_A_POLE
            if below.value == 0:
                # It has no value, which is said later, and no size either.
                small = 0.0
            elif below.value is not None:
                small = max(0.0, 2 - below.magnitude)
            elif below.least is not None:
                small = min(_NEAR_A_POLE, max(0.0, -below.least))
            return _Size(magnitude=parts[0].magnitude + small, sign=sign)
        magnitudes = [part.magnitude for part in parts]
        if is_sum:
            return _Size(magnitude=max(magnitudes) + math.log2(len(parts)), sign=sign)
        return _Size(magnitude=sum(magnitudes), sign=sign)

    def bounded_degree(self, degree: float, span: Span) -> _Size:
        if degree > self.limits.exponent:
            self.refuse("powers-multiply-too-high", span, limit=self.limits.exponent)
        return _of_degree(degree)

    def fold(
        self, node: ex.Negative | ex.Sum | ex.Product | ex.Quotient, values: list[Fraction]
    ) -> Fraction | None:
        """The exact value, multiplied out only as far as it can be printed."""
        match node:
            case ex.Negative():
                return -values[0]
            case ex.Quotient():
                return values[0] / values[1] if values[1] else None
            case ex.Sum():
                total = Fraction(0)
                for value in values:
                    total = self.exact(total + value, node.span).value or Fraction(0)
                return total
            case ex.Product():
                total = Fraction(1)
                for value in values:
                    total = self.exact(total * value, node.span).value or Fraction(0)
                return total

    def power(self, node: ex.Power, base: _Size, exponent: _Size) -> _Size:
        if exponent.degree is not None:
            return _Size(degree=max(base.degree or 1.0, exponent.degree))
        raised = exponent.value
        if base.degree is not None:
            if raised is None:
                return _Size(degree=base.degree)
            times = abs(raised)
            if times > self.limits.exponent:
                self.refuse("exponent-too-large", node.exponent.span, limit=self.limits.exponent)
            if isinstance(node.base, ex.Sum) and times > self.limits.sum_exponent:
                self.refuse(
                    "power-of-a-sum-too-large", node.exponent.span, limit=self.limits.sum_exponent
                )
            return self.bounded_degree(base.degree * max(float(times), 1.0), node.span)
        if base.value is not None and raised is not None:
            return self.rational_power(node, base.value, raised)
        if exponent.magnitude > self.limits.magnitude:
            exponent = self.refined(node.exponent, exponent)
        if exponent.magnitude > self.limits.magnitude or (
            raised is not None and abs(raised) > self.limits.exponent
        ):
            self.refuse("constant-exponent-too-large", node.exponent.span)
        is_even = raised is not None and raised.numerator % 2 == 0
        sign = 1 if base.sign == 1 or is_even else 0
        if exponent.sign == -1 and _is_large(node.base):
            # 3^(-2 pi) is below 1, however large the exponent.
            return _Size(magnitude=1.0, sign=sign)
        size = float(abs(raised)) if raised is not None else 2.0**exponent.magnitude
        return _Size(magnitude=max(1.0, abs(base.magnitude)) * max(size, 1.0), sign=sign)

    def rational_power(self, node: ex.Power, base: Fraction, exponent: Fraction) -> _Size:
        if base in (0, 1, -1):
            if exponent.denominator == 1 and (base or exponent >= 0):
                return _Size(base ** (int(exponent) % 2 if base == -1 else min(int(exponent), 1)))
            return _Size()
        bits = max(base.numerator.bit_length(), base.denominator.bit_length())
        if abs(exponent) * (bits - 1) > self.limits.digits * _LOG2_10:
            self.too_long(node.span)
        if exponent.denominator == 1:
            return self.exact(base ** int(exponent), node.span)
        # (1/2)^(1/3) is below 1, and (1/8)^(1/3) below 2^-1.
        if base > 0:
            above, below = base.numerator.bit_length(), base.denominator.bit_length()
            most = above - below + 1 if exponent > 0 else above - below - 1
            return _Size(magnitude=most * float(exponent), sign=1)
        return _Size(magnitude=bits * float(abs(exponent)) + 1)

    def call(self, node: ex.Call, function: str, parts: list[_Size]) -> _Size:
        degrees = [part.degree for part in parts if part.degree is not None]
        if degrees:
            if function == "root" and (parts[1].value or 0) > self.limits.exponent:
                # Its derivative has the root to the power of the degree less 1.
                span = node.arguments[1].span
                self.refuse("degree-of-root-too-large", span, limit=self.limits.exponent)
            return _Size(degree=max(1.0, *degrees))
        first = parts[0]
        largest = max(part.magnitude for part in parts)
        record = FUNCTIONS[function]
        match record.growth:
            case None:
                return self.of_definition(record, parts)
            case Growth.FACTORIAL:
                return self.factorial(node, first)
            case Growth.SIZE if first.value is not None:
                return self.exact(abs(first.value), node.span)
            case Growth.EXPONENTIAL:
                if first.magnitude > self.limits.magnitude:
                    first = self.refined(node.arguments[0], first)
                if function == "exp" and first.sign == -1 and first.magnitude <= _SMALLEST:
                    most = 1.0 if first.value is None else _LOG2_E * float(first.value) + 1
                    return _Size(magnitude=most, sign=1)
                if first.magnitude > self.limits.magnitude:
                    self.refuse("argument-too-large", node.span, function=function)
                positive = function in _POSITIVE
                size = 2.0**first.magnitude if first.value is None else float(abs(first.value))
                return _Size(magnitude=_LOG2_E * size + 1, sign=int(positive))
            case Growth.BOUNDED:
                return _Size(magnitude=1.0)
            case Growth.ANGLE:
                return _Size(magnitude=2.0)
            case Growth.LOGARITHMIC:
                # |ln v| is the number of binary digits of v, more or less; a base may divide it.
                near = _NEAR_A_POLE if len(parts) > 1 else 0.0
                digits = abs(first.magnitude) if first.value is not None else max(largest, 64.0)
                least = None if len(parts) > 1 else _least_logarithm(first.value)
                return _Size(magnitude=math.log2(digits + 1) + 1 + near, least=least)
            case Growth.POLES:
                return _Size(magnitude=_NEAR_A_POLE)
            case Growth.WHOLE | Growth.SIZE | Growth.LIKE_ARGUMENT:
                most = self.limits.digits * _LOG2_10
                if record.growth is Growth.WHOLE and largest > most:
                    largest = self.refined(node.arguments[0], first).magnitude
                if record.growth is Growth.WHOLE and largest > most:
                    # The whole number would be worked out to the last digit.
                    self.too_long(node.span)
                sign = first.sign if function in _OF_THE_SAME_SIGN else 0
                return _Size(magnitude=max(1.0, largest) + 1, sign=sign)
        assert_never(record.growth)

    def of_definition(self, record: Function, parts: list[_Size]) -> _Size:
        """A function whose growth is not recorded is as large as its definition makes it."""
        letters = tuple(ex.Variable(f"u_{place}") for place in range(len(parts)))
        tree = definition_of(record, letters)
        sizes = {id(letter): part for letter, part in zip(letters, parts, strict=True)}
        within = replace(self, sizes=sizes, enclosures={})
        for inner in ex.postorder(tree):
            if id(inner) not in sizes:
                sizes[id(inner)] = within.of(inner)
        return sizes[id(tree)]

    def factorial(self, node: ex.Call, argument: _Size) -> _Size:
        largest = self.limits.factorial
        if argument.value is None:
            if argument.magnitude > math.log2(largest):
                argument = self.refined(node.arguments[0], argument)
            if argument.magnitude > math.log2(largest):
                self.too_factorial(node.span)
            return _Size(magnitude=largest * math.log2(largest))
        if abs(argument.value) > largest:
            self.too_factorial(node.span)
        if argument.value.denominator == 1 and argument.value >= 0:
            return self.exact(Fraction(math.factorial(int(argument.value))), node.span)
        return _Size(magnitude=largest * math.log2(largest))


def _least_logarithm(value: Fraction | None) -> float | None:
    """log2 of what |ln v| is at least: |ln v| >= |p - q| / max(p, q) for v = p/q."""
    if value is None or value <= 0 or value == 1:
        return None
    apart = abs(value.numerator - value.denominator)
    return float(apart.bit_length() - 1 - max(value.numerator, value.denominator).bit_length())


def _sign(node: ex.Negative | ex.Sum | ex.Product | ex.Quotient, signs: list[int]) -> int:
    """The sign of what parts of these signs come to; 0 where they do not tell."""
    match node:
        case ex.Negative():
            return -signs[0]
        case ex.Sum():
            return signs[0] if len(set(signs)) == 1 else 0
        case ex.Product() | ex.Quotient():
            return math.prod(signs)


def _is_large(base: ex.Node) -> bool:
    """Whether a constant is plainly 1 or more: a number that is, or e, or pi."""
    return isinstance(base, ex.Constant) or (isinstance(base, ex.Number) and base.value >= 1)


def check_size(tree: ex.Node, limits: Limits, source: Source | None = None) -> None:
    """Refuse a tree in which some number, exponent or factorial is beyond the limits.

    Raises:
        GradcliError: LIMIT, at the number or exponent that is too large.
    """
    sizes: dict[int, _Size] = {}
    measure = _Measure(limits, source, sizes, {})
    roots: dict[int, float] = {}
    for node in ex.postorder(tree):
        size = sizes[id(node)] = measure.of(node)
        if size.degree is None:
            roots[id(node)] = root = _root_of_constant(node, sizes, roots)
            if root > _HIGHEST_ROOT:
                measure.refuse("roots-nested-too-deep", node.span, limit=_HIGHEST_ROOT)


def _root_of_constant(node: ex.Node, sizes: dict[int, _Size], roots: dict[int, float]) -> float:
    """log2 of what the degree of the root that roots inside one another come to is at least."""
    inside = max((roots[id(part)] for part in ex.operands(node)), default=0.0)
    match node:
        case ex.Call("sqrt"):
            degree = 2
        case ex.Call("cbrt"):
            degree = 3
        case ex.Call("root", (_, ex.Number(value))) if value >= 1:
            degree = value.numerator
        case ex.Power(_, exponent) if (known := sizes[id(exponent)].value) is not None:
            degree = known.denominator
        case _:
            return inside
    return inside + min(math.log2(degree), _MOST_OF_ONE_ROOT)
