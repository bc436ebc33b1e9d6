"""From a tree to a formula as a textbook sets it, and the small builders for laws and their uses.

Everything that is the same in every medium is settled here: where a parenthesis stands, where two
factors may touch (`2xy`) and where they need a dot (`2 · 3`, `rate · x`), that `Power(sin x, 2)` is
written `sin² x`. The builders (`product_of`, `sum_of`, `power_of`, ...) know precedence, so that
parts are put into a law without a thought of parentheses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction as Rational
from types import MappingProxyType
from typing import Final, assert_never

from gradcli.field import expression as tree
from gradcli.field.expression import Condition, Node, operands
from gradcli.field.functions import FUNCTIONS, of_families
from gradcli.field.functions.record import Family
from gradcli.field.intermediates import as_slope
from gradcli.late import pattern
from gradcli.narrative.box import (
    Application,
    Binding,
    Box,
    Cases,
    Fence,
    Fenced,
    Fraction,
    Glyph,
    Role,
    Root,
    Row,
    Subscript,
    Superscript,
)
from gradcli.narrative.factors import (
    ONE,
    Factors,
    begins_with_digit,
    binding_of,
    in_book_order,
    is_bars,
    is_negative,
    needs_dot,
)

PLUS: Final = Glyph("+", Role.OPERATOR)
MINUS: Final = Glyph("−", Role.OPERATOR)
PLUS_OR_MINUS: Final = Glyph("±", Role.OPERATOR)
DOT: Final = Glyph("·", Role.OPERATOR)
COMMA: Final = Glyph(",", Role.OPERATOR)
PRIME: Final = Glyph("′", Role.OPERATOR)
PARTIAL: Final = Glyph("∂", Role.OPERATOR)
TOTAL: Final = Glyph("d", Role.OPERATOR)
NABLA: Final = Glyph("∇", Role.OPERATOR)

RELATIONS: Final = MappingProxyType({"<": "<", "<=": "≤", ">": ">", ">=": "≥", "=": "=", "!=": "≠"})
"""The signs of the comparisons of the language."""

# sin² x is read as (sin x)² by everybody; ln² x is not, and arcsin² x is rare.
_SQUARED_BEFORE_THE_ARGUMENT: Final = frozenset(
    record.name for record in of_families(Family.CIRCULAR, Family.HYPERBOLIC)
)
_LONGEST_DECIMAL: Final = 24
_NAME_WITH_INDEX: Final = pattern(r"([^\W\d_]+)_?(\d+)|([^\W\d_]+)_(\w+)")


def typeset(
    node: Node, drawn: dict[Node, Box] | None = None, *, factors: Factors = Factors.AS_THEY_COME
) -> Box:
    """The formula of a tree of any depth.

    `drawn` holds what is set already; give the same one to several calls on parts of one tree and
    no part is set twice.
    """
    drawn = {} if drawn is None else drawn
    stack = [node]
    while stack:
        top = stack[-1]
        missing = [] if top in drawn else [part for part in operands(top) if part not in drawn]
        if missing:
            stack.extend(reversed(missing))
            continue
        stack.pop()
        if top not in drawn:
            drawn[top] = _set(top, drawn, factors)
    return drawn[node]


def _set(node: Node, drawn: dict[Node, Box], how: Factors) -> Box:
    match node:
        case tree.Number(value):
            return _decimal(value)
        case tree.Constant(name):
            return Glyph(name, Role.CONSTANT)
        case tree.Variable(name):
            return variable(name)
        case tree.Negative(operand):
            return negative(drawn[operand])
        case tree.Sum(terms):
            return sum_of([drawn[term] for term in terms])
        case tree.Product(factors):
            boxes = [drawn[factor] for factor in factors]
            if how is Factors.IN_ORDER:
                boxes = in_book_order(boxes)
            elif how is Factors.PUT_IN and not all(map(begins_with_digit, boxes)):
                boxes = [box for box in boxes if box != ONE]
            return product_of(boxes, dotted=how is Factors.DOTTED)
        case tree.Quotient(numerator, denominator):
            return fraction_of(drawn[numerator], drawn[denominator])
        case tree.Power(base, exponent):
            return power_of(drawn[base], drawn[exponent])
        case tree.Call(function, arguments):
            return call(function, [drawn[argument] for argument in arguments])
        case tree.Piecewise(branches):
            return Cases(tuple(_branch(branch, drawn) for branch in branches))
    assert_never(node)


def _branch(branch: tree.Branch, drawn: dict[Node, Box]) -> tuple[Box, Box]:
    if branch.condition is None:
        return drawn[branch.value], Glyph("otherwise", Role.RELATION)
    held = _condition(branch.condition, drawn)
    return drawn[branch.value], Row((Glyph("if", Role.RELATION), *held), Binding.RELATION)


def condition(node: Condition, drawn: dict[Node, Box] | None = None) -> Box:
    """The formula of a condition: `0 < x ≤ 1 and y ≠ 0`."""
    drawn = {} if drawn is None else drawn
    for part in tree.operands_of_condition(node):
        typeset(part, drawn)
    return Row(_condition(node, drawn), Binding.RELATION)


def _condition(node: Condition, drawn: dict[Node, Box]) -> tuple[Box, ...]:
    """The parts of a row of comparisons. Conditions nest as deep as `and` was typed."""
    match node:
        case tree.Comparison(left, sign, right):
            return (drawn[left], Glyph(RELATIONS[sign], Role.RELATION), drawn[right])
        case tree.Every(conditions):
            parts: list[Box] = []
            last: Condition | None = None
            for each in conditions:
                if (
                    isinstance(last, tree.Comparison)
                    and isinstance(each, tree.Comparison)
                    and last.right is each.left
                ):
                    parts.extend(_condition(each, drawn)[1:])  # the chain 0 < x < 1
                else:
                    if parts:
                        parts.append(Glyph("and", Role.RELATION))
                    held = _condition(each, drawn)
                    alone = not isinstance(each, tree.Some)
                    parts.extend(held if alone else (fenced(Row(held, Binding.RELATION)),))
                last = each
            return tuple(parts)
        case tree.Some(conditions):
            either: list[Box] = []
            for each in conditions:
                if either:
                    either.append(Glyph("or", Role.RELATION))
                either.extend(_condition(each, drawn))
            return tuple(either)
    assert_never(node)


# Names and numbers.


def variable(name: str, role: Role = Role.VARIABLE) -> Box:
    """A name: a sign, or a sign with its index (`x1`, `x_1` and `theta_max` have one)."""
    match = _NAME_WITH_INDEX.fullmatch(name)
    if match is None:
        slope = as_slope(name)
        if slope is None:
            return Glyph(name, role)
        part, moving, partial = slope
        return partial_symbol(part, (moving,), partial=partial)
    stem, index = (match[1], match[2]) if match[1] else (match[3], match[4])
    return Subscript(Glyph(stem, role), Glyph(index, Role.NUMBER if index.isdigit() else role))


def function_name(name: str) -> Box:
    """The name of a function: `f`, `f_1`, `loss`."""
    return variable(name, Role.FUNCTION)


def number(value: int | Rational | str) -> Box:
    """A number: whole, a fraction (set as one), or digits as they stand (`"-0.25"`)."""
    if isinstance(value, str):
        digits = value.strip()
        if digits.startswith(("-", "−")):
            return negative(Glyph(digits[1:], Role.NUMBER))
        return Glyph(digits, Role.NUMBER)
    if value < 0:
        return negative(number(-value))
    exact = Rational(value)
    above = Glyph(_digits(exact.numerator), Role.NUMBER)
    if exact.denominator == 1:
        return above
    return Fraction(above, Glyph(_digits(exact.denominator), Role.NUMBER))


def _digits(value: int) -> str:
    # Python refuses to write out whole numbers of more than 4,300 digits; Decimal does not.
    return format(Decimal(value), "f")


def _decimal(value: Rational) -> Box:
    """A number as it was typed: 0.1 is a decimal, although it is held as 1/10."""
    places, rest = 0, value.denominator
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    if places == 0 or rest != 1:
        return number(value)
    digits = _digits(value.numerator * 10**places // value.denominator)
    if places > _LONGEST_DECIMAL:
        exponent = negative(number(places - len(digits) + 1))
        tail = digits[1:].rstrip("0")
        power = power_of(number(10), exponent)
        lead = f"{digits[0]}.{tail}" if tail else digits
        return power if lead == "1" else product_of([Glyph(lead, Role.NUMBER), power])
    digits = digits.rjust(places + 1, "0")
    return Glyph(f"{digits[:-places]}.{digits[-places:]}", Role.NUMBER)


# Builders. Each takes boxes as they are and puts the parentheses that all media need.


def fenced(inner: Box) -> Box:
    """The box in parentheses."""
    return Fenced(inner, Fence.PARENTHESES)


def as_term(part: Box) -> Box:
    """The box as a term behind a sign: sums and what begins with a sign get parentheses."""
    return fenced(part) if binding_of(part) <= Binding.SUM else part


def as_factor(part: Box) -> Box:
    """The box as one factor of a product."""
    return fenced(part) if binding_of(part) <= Binding.SUM or isinstance(part, Cases) else part


def negative(operand: Box) -> Box:
    """−a."""
    return Row((MINUS, as_term(operand)), Binding.SUM)


def sum_of(terms: Sequence[Box]) -> Box:
    """a + b − c: a term with a minus of its own brings it along; one term stays itself."""
    if not terms:
        return number(0)
    if len(terms) == 1:
        return terms[0]
    parts: list[Box] = []
    for term in terms:
        if is_negative(term) and isinstance(term, Row):
            parts.extend(term.parts)
        else:
            parts.extend((PLUS, as_term(term)) if parts else (as_term(term),))
    return Row(tuple(parts), Binding.SUM)


def product_of(factors: Sequence[Box], *, dotted: bool = False) -> Box:
    """a b c, with a dot where two factors could be misread; `dotted` puts one everywhere.

    Products among the factors join the row. No factor at all is 1.
    """
    if not factors:
        return number(1)
    if len(factors) == 1:
        return factors[0]
    parts: list[Box] = []
    for factor in map(as_factor, factors):
        joined = factor.parts if binding_of(factor) is Binding.PRODUCT else (factor,)  # type: ignore[union-attr]  # only a row binds so
        if parts and (dotted or needs_dot(parts[-1], joined[0])):
            parts.append(DOT)
        parts.extend(joined)
    return Row(tuple(parts), Binding.PRODUCT)


def dot(left: Box, right: Box) -> Box:
    """left · right: of two numbers, or the dot product of two vectors."""
    return product_of([left, right], dotted=True)


def fraction_of(above: Box, below: Box) -> Box:
    """One over the other; no parentheses, the bar is one."""
    return Fraction(above, below)


def power_of(base: Box, exponent: Box) -> Box:
    """base^exponent; `sin² x` for a whole power of a circular or hyperbolic function."""
    if (
        isinstance(base, Application)
        and isinstance(base.head, Glyph)
        and base.head.text in _SQUARED_BEFORE_THE_ARGUMENT
        and isinstance(exponent, Glyph)
        and exponent.text.isdecimal()
        and exponent.text not in ("0", "1")
    ):
        return Application(Superscript(base.head, exponent), base.argument, base.fenced)
    if not isinstance(base, Glyph | Subscript | Fenced):
        base = fenced(base)
    return Superscript(base, exponent)


def square_root(radicand: Box) -> Box:
    """√a."""
    return Root(radicand)


def prime(of: Box) -> Box:
    """u′, f′, (x²)′."""
    simple = isinstance(of, Glyph | Subscript | Fenced)
    return Superscript(of if simple else fenced(of), PRIME)


def absolute(inner: Box) -> Box:
    """|a|."""
    return Fenced(inner, Fence.BARS)


def norm(inner: Box) -> Box:
    """‖w‖, the length of a vector."""
    return Fenced(inner, Fence.DOUBLE_BARS)


def listed(entries: Iterable[Box]) -> Box:
    """a, b, c."""
    parts: list[Box] = []
    for entry in entries:
        parts.extend((COMMA, entry) if parts else (entry,))
    return parts[0] if len(parts) == 1 else Row(tuple(parts), Binding.RELATION)


def vector(entries: Iterable[Box]) -> Box:
    """(a, b, c), the components of a vector."""
    return Fenced(listed(entries), Fence.VECTOR)


def point_of(entries: Iterable[Box]) -> Box:
    """(a, b, c), the coordinates of a point, in parentheses whatever vectors are written in."""
    return fenced(listed(entries))


def applied(head: Box, arguments: Sequence[Box]) -> Box:
    """A function and its arguments: `sin x`, `ln(x + 1)`, `max(x, 0)`, `f′(u)`."""
    if len(arguments) != 1:
        return Application(head, listed(arguments), fenced=True)
    (argument,) = arguments
    name = head.base if isinstance(head, Superscript | Subscript) else head
    spoken = isinstance(name, Glyph) and len(name.text) > 1  # f x is no way to write f(x)
    simple = isinstance(argument, Glyph | Subscript) or is_bars(argument)
    return Application(head, argument, fenced=not (spoken and simple))


def call(function: str, arguments: Sequence[Box]) -> Box:
    """A function of the language, by its canonical name, as a book writes it."""
    match function, tuple(arguments):
        case "sqrt", (radicand,):
            return Root(radicand)
        case "cbrt", (radicand,):
            return Root(radicand, number(3))
        case "root", (radicand, degree):
            return Root(radicand, degree)
        case "exp", (exponent,):
            return Superscript(Glyph("e", Role.CONSTANT), exponent)
        case "abs", (inner,):
            return absolute(inner)
        case "floor", (inner,):
            return Fenced(inner, Fence.FLOOR)
        case "ceil", (inner,):
            return Fenced(inner, Fence.CEILING)
        case "factorial", (inner,):
            single = isinstance(inner, Glyph | Subscript | Fenced)
            return Row(
                (inner if single else fenced(inner), Glyph("!", Role.OPERATOR)), Binding.ATOM
            )
        case "log", (argument, base):
            return applied(Subscript(Glyph("log", Role.FUNCTION), base), [argument])
    return applied(Glyph(FUNCTIONS[function].display, Role.FUNCTION), arguments)


def value_of(function: str, entries: Sequence[Box]) -> Box:
    """f(2, 3), of a function by its own name."""
    return Application(function_name(function), listed(entries), fenced=True)


def derivative_of(variable_name: str, of: Box, *, partial: bool = True) -> Box:
    """∂/∂x [ of ], or d/dx [ of ] where `partial` is false."""
    sign = PARTIAL if partial else TOTAL
    below = Row((sign, variable(variable_name)), Binding.ATOM)
    return Row((Fraction(sign, below), Fenced(of, Fence.BRACKETS)), Binding.ATOM)


def partial_symbol(function: str, variables: Sequence[str], *, partial: bool = True) -> Box:
    """∂f/∂x; ∂²f/∂x∂y, the variables in the order in which they stand below the line."""
    sign = PARTIAL if partial else TOTAL
    order = len(variables)
    above: Box = sign if order == 1 else Superscript(sign, number(order))
    below: list[Box] = []
    done = 0
    while done < order:
        name = variables[done]
        run = 1
        while done + run < order and variables[done + run] == name:
            run += 1
        letter = variable(name)
        below.extend((sign, letter if run == 1 else Superscript(letter, number(run))))
        done += run
    whole = Fraction(
        Row((above, function_name(function)), Binding.ATOM), Row(tuple(below), Binding.ATOM)
    )
    # A row of one, bound as an atom: the symbol is a name and not a division.
    return Row((whole,), Binding.ATOM)


def gradient_symbol(function: str, at: Sequence[Box] | None = None) -> Box:
    """∇f, or ∇f(2, 3)."""
    symbol = Row((NABLA, function_name(function)), Binding.ATOM)
    return symbol if at is None else Application(symbol, listed(at), fenced=True)


def relation(left: Box, sign: str, right: Box) -> Box:
    """left = right; a relation on either side joins the chain (a = b = c)."""
    parts: list[Box] = []
    for side in (left, right):
        if parts:
            parts.append(Glyph(sign, Role.RELATION))
        parts.extend(side.parts if _is_relation(side) else (side,))  # type: ignore[union-attr]  # only a row is one
    return Row(tuple(parts), Binding.RELATION)


def _is_relation(part: Box) -> bool:
    return isinstance(part, Row) and any(
        isinstance(sign, Glyph) and sign.role is Role.RELATION for sign in part.parts
    )
