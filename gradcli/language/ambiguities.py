"""Notes on what could be read in two ways: how it was read, and how to get the other reading."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Final

from gradcli.errors import Kind, Span
from gradcli.field.expression import (
    Constant,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Variable,
)
from gradcli.language.parser import STARTERS, Parser, Several, Value
from gradcli.language.tokens import Token

# Exponents that, written x^3/2, are likely to be meant whole.
_LIKELY_ROOTS: Final = ((Fraction(3), Fraction(2)), (Fraction(2), Fraction(3)))


def short_exponent(p: Parser, base: Node, first: Token, start: int) -> None:
    """e^2x is e^2 times x; many mean e^(2x)."""
    follower, before = p.next, p.previous
    single = before is first
    letter = first.kind in ("variable", "constant") or (
        first.kind == "number" and isinstance(base, Constant | Number)
    )
    if not (single and letter and follower.kind in ("variable", "constant", "(")):
        return
    if follower.spaced or (follower.kind == "(" and first.kind == "number"):
        return
    read = p.typed(start, before.span.end)
    factor = follower.text
    p.note(
        f"{read}{factor} was read as ({read}) {factor}",
        Span(start, follower.span.end),
        f"put the exponent in brackets for the other reading: "
        f"{p.typed(start, first.span.start)}({first.text}{factor})",
    )


def division(p: Parser, start: int, division: tuple[int, Span], factor: Span) -> None:
    """1/2x is (1/2) x; many mean 1/(2x)."""
    slash, below = division
    text = p.source.text
    if text[below.end - 1] in ")]}" or (
        text[below.start : below.end].isdigit() and below.end < factor.start
    ):
        return
    above = p.typed(start, slash).strip()
    under, times = p.typed(below.start, below.end), p.typed(factor.start, factor.end)
    gap = "" if below.end == factor.start else " "
    p.note(
        f"{above}/{under}{gap}{times} was read as ({above}/{under}) {times}",
        Span(start, factor.end),
        f"write {above}/({under}{gap}{times}) for the other reading",
    )


def not_called(p: Parser, name: Token, factor: Value) -> None:
    """y(x) is y times x, because y is a variable."""
    if isinstance(factor, Several):
        p.fail(
            f"{name.text} is a variable here, and not a function",
            name.span.to(factor.span),
            "put the formula of the function in its place",
            Kind.NAME,
        )
    if isinstance(factor, Variable) and p.previous.kind == ")":
        span = p.since(name.span.start)
        p.note(
            f"{p.typed(span.start, span.end)} was read as {name.text} times {factor.name}",
            span,
            f"put the formula of {name.text} in its place if it is a function",
        )


def root(p: Parser, above: Node, slash: Token, below: Node, start: int) -> None:
    """x^1/2 is (x^1)/2; many mean the square root."""
    if not (isinstance(above, Power) and isinstance(below, Number)) or slash.spaced:
        return
    if "**" in p.source.text:
        return  # whoever writes Python knows
    exponent = above.exponent
    sign = ""
    if isinstance(exponent, Negative):
        exponent, sign = exponent.operand, "-"
    if not isinstance(exponent, Number) or p.source.text[slash.span.start - 1] in ")}":
        return
    if exponent.value == 1 or (exponent.value, below.value) in _LIKELY_ROOTS:
        over = p.typed(p.previous.span.start, p.previous.span.end)
        p.note(
            f"^{sign}{exponent.value}/{over} was read as a power divided by {over}",
            p.since(start),
            f"write ^({sign}{exponent.value}/{over}) for a fraction in the exponent",
        )


def bare_argument(p: Parser, token: Token, typed: str, at: int, argument: Node) -> None:
    """sin x y is sin(x y), and sin x/2 is (sin x)/2."""
    first, last = p.tokens[at], p.previous
    inner = p.typed(first.span.start, last.span.end)
    span = Span(token.span.start, last.span.end)
    if isinstance(argument, Product):
        varying = [factor for factor in argument.factors if not is_plain(factor)]
        spaced = any(t.spaced for t in p.tokens[at + 1 : p.position])
        if len(varying) > 1 and spaced and first.kind == "variable":
            middle = _second_factor(p, at)
            head = p.typed(first.span.start, middle).strip()
            rest = p.typed(middle, last.span.end)
            p.note(
                f"{typed} {inner} was read as {typed}({inner})",
                span,
                f"write {typed}({head}) {rest} for the other reading",
            )
    if p.next.kind == "/" and not p.next.spaced:
        below = p.tokens[p.position + 1]
        under = p.typed(below.span.start, below.span.end)
        p.note(
            f"{typed} {inner}/{under} was read as ({typed} {inner})/{under}",
            Span(token.span.start, below.span.end),
            f"write {typed}({inner}/{under}) for the other reading",
        )


def _second_factor(p: Parser, at: int) -> int:
    """Where the second factor of the product from token `at` on begins."""
    depth = 0
    for before, token in pairwise(p.tokens[at : p.position]):
        depth += (before.kind in ("(", "[", "{")) - (before.kind in (")", "]", "}"))
        operand = token.kind in STARTERS
        if depth == 0 and operand and before.kind not in ("^", "_", "-", "function"):
            return token.span.start
    return p.previous.span.start


def is_plain(value: Value) -> bool:
    """Whether a factor is a number or a constant, or a quotient of two."""
    match value:
        case Number() | Constant():
            return True
        case Quotient(above, below):
            return isinstance(above, Number | Constant) and isinstance(below, Number | Constant)
        case _:
            return False
