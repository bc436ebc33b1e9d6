"""What a book says behind a formula: where it holds, and the cases that no brace holds together.

f(x) = ln x, x > 0        xy (x > 0)        z = xy for x > 0        x^2 for x >= 0, -x for x < 0

A condition behind a formula is left out with a note: where the function is defined gradcli finds
out itself, and what the book leaves out of it is for the reader to keep in mind.
"""

from __future__ import annotations

from gradcli.errors import Span
from gradcli.field.expression import Comparison, Condition, Every, Node, Some, Variable
from gradcli.language.lex.token import END
from gradcli.language.parse import cases
from gradcli.language.parse.parser import OR, Parser, Rule, Several, Value


def remark(p: Parser, formula: Node) -> Rule:
    """The formula, and what is said of it up to the end of the text."""
    sign = p.next
    place = p.position
    if sign.kind == "word":
        if sign.text != "if":
            return formula
        branches = yield cases.loose(p, formula)
        if branches is not formula:
            return branches
        p.position = place
        if p.typed(sign.span) == "if":
            return formula  # x if x > 0, without what it is elsewhere, is half of a function
    while p.next.kind in (",", ";") or (p.next.kind == "word" and p.next.text in ("if", "and")):
        p.take()
    if p.position == place or p.next.kind == END:
        p.position = place
        return formula
    start = p.next.span.start
    while True:
        condition = yield OR
        if isinstance(condition, Variable) and p.accept(","):
            continue  # x, y > 0
        last = condition.items[-1] if isinstance(condition, Several) else condition
        if not is_remark(condition) or (isinstance(last, Condition) and _is_equation(last)):
            p.position = place
            _refuse_value(p, condition)
            return formula
        if p.next.kind in (",", ";") and p.tokens[p.position + 1].kind != END:
            p.take()
            continue
        break
    left_out(p, p.since(start))
    return formula


def is_remark(value: Value) -> bool:
    """Whether a bracket is no factor: (x > 0), (x > 0, y > 0), (x, y > 0)."""
    if isinstance(value, Several):
        *before, last = value.items
        return isinstance(last, Condition) and all(
            isinstance(item, Condition | Variable) for item in before
        )
    return isinstance(value, Condition)


def _is_equation(condition: Condition) -> bool:
    match condition:
        case Comparison(_, relation, _):
            return relation == "="
        case Every(parts) | Some(parts):
            return any(map(_is_equation, parts))


def _refuse_value(p: Parser, value: Value) -> None:
    """..., x = 2 is a point; u = x y is the name of a part."""
    if isinstance(value, Comparison):
        p.fail("equation-behind-the-formula", value.span)


def left_out(p: Parser, span: Span) -> None:
    """Note a condition that stood behind the formula."""
    p.note("condition-left-out", span)
