"""Small vectors that are written out, where what is asked of them is a number.

(x, y)·(3, 4)     ||(x, y)||^2     [x; y]' * [3; 4]     np.sum([x, y])     np.linalg.norm((x, y))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from gradcli.errors import Span
from gradcli.field.expression import Condition, Node, Number
from gradcli.field.functions import SHORTHANDS
from gradcli.language.lex.build import Builder
from gradcli.language.lex.token import Token, behind_bracket
from gradcli.language.lex.vocabulary import FUNCTION_SPELLINGS, LISTS
from gradcli.language.parse import calls
from gradcli.language.parse.brackets import bracket, close, missing_operand
from gradcli.language.parse.parser import (
    ATOM,
    CONDITIONAL,
    PRODUCT,
    Level,
    Parser,
    Rule,
    Several,
    Value,
)

Items = list[Node]


def _total(of: Builder, items: Items, span: Span) -> Node:
    return items[0] if len(items) == 1 else of.sum(items, span)


def _product(of: Builder, items: Items, span: Span) -> Node:
    return of.product(items, span)


def _mean(of: Builder, items: Items, span: Span) -> Node:
    return of.quotient(_total(of, items, span), of.number(Fraction(len(items)), span), span)


def _length(of: Builder, items: Items, span: Span) -> Node:
    two = of.number(Fraction(2), span)
    return of.call("sqrt", (_total(of, [of.power(each, two, span) for each in items], span),), span)


OF_A_LIST: Final[Mapping[str, Callable[[Builder, Items, Span], Node]]] = MappingProxyType(
    {
        "sum": _total,
        "prod": _product,
        "mean": _mean,
        "norm": _length,
    }
)
"""What is known of a list of values, by the names in programs."""


def _dot(p: Parser, first: Several, second: Several, span: Span) -> Node:
    if len(first.items) != len(second.items):
        p.fail("vectors-of-two-lengths", span, one=len(first.items), other=len(second.items))
    pairs = zip(parts(p, first), parts(p, second), strict=True)
    return _total(p.builder, [p.builder.product([a, b], span) for a, b in pairs], span)


# · of a keyboard, of mathematics and of bullets; × is the cross product.
_DOTS: Final = frozenset({"\\cdot", "·", "⋅", "∙", "•"})


def parts(p: Parser, several: Several) -> Items:
    """The components, none of which is a condition."""
    return [p.as_node(item) for item in several.items]


def product_of_vectors(p: Parser, first: Several, start: int) -> Rule:
    """(x, y)·(3, 4), and the row [x; y]' times a column; × and .* are other products."""
    is_row = p.accept("'")
    sign = p.next
    if sign.kind != "*":
        p.fail("several-expressions", first.span)
    p.take()
    second = yield ATOM
    if not isinstance(second, Several):
        p.fail("several-expressions", first.span)
    is_elementwise = p.source.text[: sign.span.start].endswith(".")
    typed = "." * is_elementwise + p.source.text[sign.span.start : sign.span.end]
    if typed not in _DOTS and not (is_row and typed == "*"):
        p.fail("product-of-lists", p.since(start), sign=typed)
    return _dot(p, first, second, p.since(start))


def norm(p: Parser, opening: Token) -> Rule:
    """‖(x, y)‖ of a vector that is written out; of a letter it is not known which it is."""
    p.open.append(opening)
    inner = yield CONDITIONAL
    close(p, opening)
    span = p.since(opening.span.start)
    _check_two(p, span)
    if not isinstance(inner, Several):
        p.fail("norm-sign", opening.span)
    return _length(p.builder, parts(p, inner), span)


def _check_two(p: Parser, span: Span) -> None:
    """The 2 below the sign of a norm; another number is another norm."""
    if p.accept("_"):
        in_braces = p.accept("{")
        if not p.accept("number", "2"):
            p.fail("norm-sign", span.to(p.next.span))
        if in_braces:
            p.accept("}")


def call_of_list(p: Parser, token: Token) -> Rule:
    """sum([x, y]) and norm((x, y)): the values in two brackets, or in one as in sum(x, y).

    Of bare arguments the second may be an axis or an order: np.sum(x, 1), norm(x, 2).
    """
    opening = p.accept("(") or p.accept("[")
    if opening is None:
        missing_operand(p)
    first = p.position
    value: Value = yield bracket(p, opening)
    span = p.since(token.span.start)
    typed = p.typed(token.span)
    if isinstance(value, Condition):
        p.as_node(value)
    items = parts(p, value) if isinstance(value, Several) else [p.as_node(value)]
    # sum([x, y]), and not sum([x], y).
    is_bare = behind_bracket(p.tokens, first) != p.position - 1
    of_module = p.source.text[: token.span.start].endswith((".", "::"))
    if not isinstance(value, Several) or (is_bare and (token.text == "norm" or of_module)):
        p.fail("list-expected", span, typed=typed)
    last = items[-1]
    if is_bare and not typed.isupper() and isinstance(last, Number) and last.value.denominator == 1:
        p.note("number-in-a-list", span, number=last.value, typed=typed)
    return OF_A_LIST[token.text](p.builder, items, span)


def is_multiplied(p: Parser, level: Level) -> bool:
    """Whether a list is multiplied by another, or turned over."""
    return p.next.kind in ("*", "'") and level <= PRODUCT


def behind(p: Parser, left: Value, start: int) -> Rule:
    """What a method, or the product with a vector, makes of a value."""
    if p.next.kind != "method" and isinstance(left, Several):
        return product_of_vectors(p, left, start)
    return method(p, left, start)


def method(p: Parser, value: Value, start: int) -> Rule:
    """x.pow(2), x.clamp(0, 1), (x, y).mean(): a function, whose first argument stands before it.

    Outside of program text the point of x.log(2) may be a sign of multiplication.
    """
    token = p.take()
    opening = p.take()
    arguments: Value | None = None
    if not p.accept(")"):
        arguments = yield bracket(p, opening)
    span = p.since(start)
    given = () if arguments is None else _items_of(arguments)
    if isinstance(value, Several):
        of_list = LISTS.get(token.text)
        if of_list is None or given:
            p.fail("several-expressions", value.span)
        return OF_A_LIST[of_list](p.builder, parts(p, value), span)
    name = FUNCTION_SPELLINGS.get(token.text)
    if name is None or name in _NOT_OF_A_VALUE:
        p.fail("unknown-function", token.span, name=token.text)
    nodes = [p.as_node(value), *map(p.as_node, given)]
    is_sure = p.is_code and calls.takes(name, len(nodes))
    if given and not is_sure and not _is_of_programs(token.text, name):
        before = p.between(start, token.span.start)
        arguments_typed = p.between(opening.span.start, span.end)[1:-1]
        p.fail(
            "method-or-product",
            span,
            "product" if calls.takes(name, len(given)) else "function",
            name=token.text,
            before=before,
            arguments=arguments_typed,
        )
    return calls.applied(p, name, token.text, nodes, span)


def _is_of_programs(typed: str, name: str) -> bool:
    """Whether only programs have a function, so that its point is no sign of a product."""
    return typed in ("pow", "atan2") or name in SHORTHANDS


_NOT_OF_A_VALUE: Final = frozenset({
    "piecewise", "where", "Eq", "Ne", "Lt", "Le", "Gt", "Ge",
})  # fmt: skip


def _items_of(value: Value) -> Sequence[Value]:
    return value.items if isinstance(value, Several) else (value,)
