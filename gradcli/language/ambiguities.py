"""Notes on what could be read in two ways: how it was read, and how to get the other reading."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from gradcli.errors import Kind, Span
from gradcli.field.expression import (
    Call,
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
from gradcli.language.tokens import END, Token

_OFTEN_FUNCTIONS: Final = frozenset(
    {"sigma", "phi", "psi", "delta", "zeta", "Gamma", "Phi", "Psi", "Delta"}
)

# Exponents that, written x^3/2, are likely to be meant whole.
_LIKELY_ROOTS: Final = ((Fraction(3), Fraction(2)), (Fraction(2), Fraction(3)))


def short_exponent(p: Parser, base: Node, first: Token, start: int) -> None:
    """e^2x is e^2 times x; many mean e^(2x)."""
    follower, before = p.next, p.previous
    if first.kind in ("-", "+"):
        first = before  # e^-2x is e^(-2) times x
        single = p.tokens[p.position - 2].kind in ("-", "+")
    else:
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
    is_function_of_books = name.text in _OFTEN_FUNCTIONS and not isinstance(factor, Number)
    if is_function_of_books and p.previous.kind == ")" and not isinstance(factor, Variable):
        span = p.since(name.span.start)
        bracket = p.typed(name.span.end, span.end)
        p.note(
            f"{p.typed(span.start, span.end)} was read as {name.text} times {bracket}",
            span,
            f"put the formula of {name.text} in its place if it is a function",
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
        after_group = any(isinstance(factor, Quotient | Call) for factor in varying[:-1])
        if len(varying) > 1 and (spaced or after_group):
            middle = _second_factor(p, at)
            head = p.typed(first.span.start, middle).strip()
            rest = p.typed(middle, last.span.end)
            p.note(
                f"{typed} {inner} was read as {typed}({inner})",
                span,
                f"write {typed}({head}) {rest} for the other reading",
            )
    if is_plain(argument) and p.next.kind == "*" and not p.next.spaced:
        factor = p.tokens[p.position + 1]
        under = p.typed(p.next.span.start, factor.span.end)
        if factor.kind in ("variable", "constant"):
            p.note(
                f"{typed} {inner}{under} was read as ({typed} {inner}){under}",
                Span(token.span.start, factor.span.end),
                f"write {typed}({inner}{under}) for the other reading",
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
    varies = False
    for before, token in pairwise(p.tokens[at : p.position]):
        depth += (before.kind in ("(", "[", "{")) - (before.kind in (")", "]", "}"))
        varies = varies or before.kind in ("variable", "sqrt", "radical")
        belongs = before.kind in ("^", "_", "-", "function", "frac", "sqrt", "radical") or (
            token.kind == "{" and before.kind in ("}", "]")
        )
        if depth == 0 and varies and token.kind in STARTERS and not belongs:
            return token.span.start
    return p.previous.span.start


def base_first(p: Parser, typed: str, nodes: Sequence[Node], span: Span) -> None:
    """log(2, x) has its base last here, first in Mathematica and in many minds."""
    first, second = nodes
    if is_plain(first) and not is_plain(second):
        inner = p.typed(span.start, span.end)
        p.note(
            f"{inner} was read as the logarithm to the base that stands last",
            span,
            f"write {typed}(x, 2) for the logarithm of x to the base 2",
        )


def newline(p: Parser, before: Token, factor: Token) -> None:
    """Two lines without a sign between them: a product, or two formulas?"""
    if "\n" in p.source.text[before.span.end : factor.span.start]:
        message = "a new line was read as a multiplication sign"
        if all(note.message != message for note in p.notes):
            advice = "give the formulas one by one if there are several"
            p.note(message, Span(before.span.start, factor.span.end), advice)


def number_at_the_end(p: Parser, opening: Token, factor: Value) -> None:
    """x^2 + y^2   (2) is mostly an equation with its number in the book."""
    if opening.spaced and opening.kind == "(" and isinstance(factor, Number) and p.next.kind == END:
        span = p.since(opening.span.start)
        p.note(
            f"{p.typed(span.start, span.end)} at the end was read as a factor",
            span,
            "leave it out if it is the number of the equation",
        )


def mark_at_the_beginning(p: Parser) -> None:
    """(a) x^2 + y is mostly an exercise with its letter."""
    opening, letter, closing, follower = p.tokens[:4] if len(p.tokens) > 3 else [p.next] * 4
    kinds = (opening.kind, letter.kind, closing.kind)
    if kinds == ("(", "variable", ")") and follower.spaced and follower.kind in STARTERS:
        p.note(
            f"({letter.text}) at the beginning was read as a factor",
            opening.span.to(closing.span),
            "leave it out if it is the letter of the exercise",
        )


def is_plain(value: Value) -> bool:
    """Whether a factor is a number or a constant, or a quotient of two."""
    match value:
        case Number() | Constant():
            return True
        case Quotient(above, below):
            return isinstance(above, Number | Constant) and isinstance(below, Number | Constant)
        case _:
            return False
