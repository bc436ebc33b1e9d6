"""Brackets of every kind, and what is said about them and about whatever does not fit."""

from __future__ import annotations

from typing import Final, NoReturn

from gradcli.errors import Span
from gradcli.field.expression import Condition, Node
from gradcli.language.lex.token import END, Token
from gradcli.language.parse.parser import CONDITIONAL, Parser, Rule, Several, Value

CLOSERS: Final = {"(": ")", "[": "]", "{": "}", "|": "|", "|<": "|>", "floor<": "floor>"} | {
    "ceil<": "ceil>",
    "norm<": "norm>",
}
_CLOSING: Final = frozenset(CLOSERS.values())
_CLOSE_WITH: Final = {"floor>": "⌋", "ceil>": "⌉", "|>": "|", "norm>": "‖"}


def bracket(p: Parser, opening: Token) -> Rule:
    """What stands between brackets: an expression, a condition, or several with commas."""
    p.open.append(opening)
    closer = CLOSERS[opening.kind]
    if p.next.kind == closer:
        p.fail("empty-brackets", Span(opening.span.start, p.next.span.end))
    items: list[Value] = [(yield CONDITIONAL)]
    if p.next.kind == "over":
        items[0] = yield over(p, items[0])
    while p.accept(",") or p.accept(";"):
        items.append((yield CONDITIONAL))
    close(p, opening)
    if len(items) == 1:
        return items[0]
    parts = tuple(_item(p, item) for item in items)
    return Several(parts, p.since(opening.span.start))


def over(p: Parser, above: Value) -> Rule:
    """x \\over y, as in plain TeX: all that stands before in the group over all that follows."""
    p.take()
    numerator = p.as_node(above)
    denominator = p.as_node((yield CONDITIONAL))
    return p.builder.quotient(numerator, denominator, p.since(numerator.span.start))


def close(p: Parser, opening: Token) -> None:
    """Read the bracket that closes `opening`."""
    p.open.pop()
    closer = CLOSERS[opening.kind]
    if p.accept(closer):
        return
    # A raised or MathML bracket, or an interval's: the plain sign is what to type.
    sign = _CLOSE_WITH.get(closer, closer)
    if p.next.kind == END:
        raised = opening.span.start == opening.span.end
        span = Span(opening.span.start, opening.span.start + 1) if raised else opening.span
        p.fail("unclosed-bracket", span, opening.kind, sign=sign)
    if p.next.kind in _CLOSING and p.next.kind != "|":
        p.fail(
            "mismatched-brackets",
            p.next.span,
            opening.kind,
            opening=opening.text,
            closing=p.next.text,
            sign=sign,
        )
    unexpected(p)


def _item(p: Parser, value: Value) -> Node | Condition:
    if isinstance(value, Several):
        p.as_node(value)
    assert not isinstance(value, Several)
    return value


def missing_operand(p: Parser) -> NoReturn:
    """Say what stands where a term was expected."""
    token = p.next
    if token.kind == "series":
        p.fail("summation-sign" if token.text == "+" else "product-sign", token.span)
    if p.position == 0:
        if token.kind == END:
            # Behind the = of f(x) = there is a place to point to.
            place = token.span if p.source.text.strip() else None
            p.fail("empty-text", place, "expression", text=p.source.name)
        if token.kind in ("*", "/", "^"):
            p.fail("nothing-before-operator", token.span, sign=token.text)
    before = p.tokens[p.position - 1] if p.position else token
    if before.kind in ("+", "-", "*", "/", "^", "relation", "word", ","):
        if token.kind in (END, ")", "]", "}", ",", ";", "row"):
            p.fail("nothing-after-operator", before.span, sign=p.typed(before.span))
        if token.kind == before.kind == "/":
            p.fail("double-slash", before.span.to(token.span))
        if token.kind in ("*", "/", "^") and before.kind in ("*", "/", "^", "+", "-"):
            p.fail(
                "two-operators", before.span.to(token.span), first=before.text, second=token.text
            )
    if token.kind == END and p.open:
        opening = p.open[-1]
        if opening.kind in CLOSERS:
            close(p, opening)
    if token.kind == END:
        p.fail("text-ends-early", Span(len(p.source.text), len(p.source.text)))
    if token.kind in _CLOSING:
        if any(CLOSERS[o.kind] == token.kind for o in p.open if o.kind in CLOSERS):
            p.fail("operand-missing", token.span, sign=token.text)
        p.fail("unopened-bracket", token.span, token.kind)
    if token.kind == "..":
        unexpected(p)
    p.fail("operand-expected", token.span, sign=p.typed(token.span))


def _ends(token: Token) -> tuple[int, int]:
    return token.span.start, token.span.end


def misplaced_subscript(p: Parser, bar: Token) -> NoReturn:
    """Refuse the bar of x_ and max_, names that end with one, and any other without an index."""
    before, behind = p.previous, p.tokens[p.position + 1]
    span, form = bar.span, ""
    is_last = before.span.end == bar.span.start and behind.kind not in ("{", "(")
    if before.kind in ("variable", "function") and is_last:
        span, form = before.span.to(bar.span), "name"
    p.fail("misplaced-subscript", span, form, typed=p.typed(span))


def unexpected(p: Parser) -> NoReturn:
    """Say that the next token does not belong after what was read."""
    token = p.next
    typed = p.typed(token.span)
    if token.kind in _CLOSING and token.kind not in {CLOSERS.get(o.kind) for o in p.open}:
        p.fail("unopened-bracket", token.span, token.kind)
    if token.kind == ",":
        before, after = p.previous, p.tokens[p.position + 1]
        thousands = before.kind == "number" and len(after.text) == 3 and after.text.isdigit()
        p.fail(
            "comma-outside-of-brackets",
            token.span,
            "thousands" if thousands else "decimal",
            before=before.text,
            after=after.text,
        )
    if token.kind == "relation":
        p.fail("equation-for-expression", token.span)
    if token.kind == "word" and token.text == "if":
        p.fail("if-without-else", token.span)
    if token.kind == "word":
        p.fail("word-of-a-piecewise-function", token.span, typed=typed)
    if token.kind == "_":
        misplaced_subscript(p, token)
    if token.kind == END:
        p.fail("more-expected", Span(len(p.source.text), len(p.source.text)))
    form = token.kind if token.kind in (":", ";", "@", "->") else ""
    p.fail("unexpected-token", token.span, form, typed=typed)
