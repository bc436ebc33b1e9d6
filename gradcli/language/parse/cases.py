"""The rules for piecewise functions, in the ways people write them.

{x^2 if x > 0, -x otherwise}        {x^2, x > 0; -x, x <= 0}        x^2 if x > 0 else -x
Piecewise((x^2, x > 0), (-x, True)) where(x > 0, x^2, -x)           \\begin{cases} ... \\end{cases}
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, Literal

from gradcli.errors import Span
from gradcli.field.expression import Branch, Condition, Node
from gradcli.language.lex.token import END, Token
from gradcli.language.parse.brackets import close, missing_operand, over, unexpected
from gradcli.language.parse.parser import CONDITIONAL, OR, Parser, Rule, Several, Value

_SEPARATORS: Final = (",", ";", "row")
_CASES: Final = ("cases", "dcases", "rcases", "array", "matrix")


def brace(p: Parser, opening: Token) -> Rule:
    """{...}: a LaTeX group, or the cases of a piecewise function."""
    is_compared = p.position > 1 and p.tokens[p.position - 2].kind == "relation"
    p.open.append(opening)
    while p.accept("row"):
        pass
    if p.next.kind == "}":
        p.fail("empty-braces", opening.span.to(p.next.span))
    value = yield CONDITIONAL
    if p.next.kind == "over":
        value = yield over(p, value)
    after = p.tokens[p.position + 1 : p.position + 3]
    is_decimal = p.next.kind == "," and [token.kind for token in after] == ["number", "}"]
    if is_decimal and not is_compared:  # {x, y} != {0, 0}
        p.fail("decimal-comma-in-braces", p.next.span)
    if p.next.kind == "," and _is_list(p):
        items = [p.as_node(value)]
        while p.accept(","):
            items.append(p.as_node((yield CONDITIONAL)))
        value = Several(tuple(items), p.since(opening.span.start))  # {x, y} of Mathematica
    elif p.next.kind in (*_SEPARATORS, "word"):
        value = yield _cases(p, opening, value, "}")
    close(p, opening)
    return value


def _is_list(p: Parser) -> bool:
    """Whether no condition stands in the rest of the braces."""
    depth = 0
    for token in p.tokens[p.position :]:
        depth += (token.kind in ("(", "[", "{")) - (token.kind in (")", "]", "}"))
        if depth < 0:
            return True
        if depth == 0 and token.kind in ("relation", "word", "row", ";", END):
            return False
    return False


def environment(p: Parser, opening: Token) -> Rule:
    """\\begin{cases} value & condition \\\\ ... \\end{cases}"""
    if opening.text not in _CASES:
        p.fail("environment-for-expression", opening.span, environment=opening.text)
    p.open.append(opening)
    value = yield CONDITIONAL
    value = yield _cases(p, opening, value, "end")
    if not p.accept("end", opening.text):
        if p.next.kind == END:
            p.fail("unended-environment", opening.span, environment=opening.text)
        unexpected(p)
    p.open.pop()
    return value


def _cases(p: Parser, opening: Token, first: Value, closer: str) -> Rule:
    """The cases from the condition of the first on, up to the sign that ends them."""
    branches: list[Branch] = []
    value = first
    while True:
        start = value.span.start
        condition = yield _condition(p, closer)
        branches.append(_branch(p, value, condition, start))
        while p.next.kind in _SEPARATORS:
            p.take()
        if p.next.kind in (closer, END):
            break
        value = yield CONDITIONAL
    return _piecewise(p, branches, p.since(opening.span.start))


def _condition(p: Parser, closer: str) -> Rule:
    """The condition of a case; `Several` of nothing for `otherwise`."""
    if p.next.kind == ",":
        p.take()
    if p.accept("&") and not p.accept(","):
        p.accept(";")
    p.accept("word", "if")
    otherwise = p.accept("word", "otherwise") or p.accept("word", "else")
    if otherwise:
        return Several((), otherwise.span)
    if p.next.kind in (closer, "row", ";"):
        # A last value without a condition: what holds everywhere else.
        return Several((), p.next.span)
    start = p.next.span.start
    conditions = [p.as_condition((yield OR), start)]
    while closer == "end" and p.next.kind == "," and p.tokens[p.position + 1].kind != "row":
        p.take()  # x > 0, y > 0
        start = p.next.span.start
        conditions.append(p.as_condition((yield OR), start))
    return conditions[0] if len(conditions) == 1 else p.builder.every(conditions, p.since(start))


def _branch(p: Parser, value: Value, condition: Value, start: int) -> Branch:
    node = p.as_node(value)
    if isinstance(condition, Several) and not condition.items:
        return p.builder.branch(node, None, p.since(start))
    return p.builder.branch(node, p.as_condition(condition, start), p.since(start))


def _piecewise(p: Parser, branches: list[Branch], span: Span) -> Node:
    if len(branches) == 1 and branches[0].condition is None:
        return branches[0].value
    for branch in branches[:-1]:
        if branch.condition is None:
            p.fail("condition-missing", branch.span)
    return p.builder.piecewise(branches, span)


def loose(p: Parser, first: Node) -> Rule:
    """x^2 for x >= 0, -x for x < 0: cases without a brace; the first value where there is one."""
    value: Value = first
    branches: list[Branch] = []
    while True:
        start = value.span.start
        word = p.accept("word", "if")
        if word is None:
            condition: Value = Several((), value.span)
            if not p.accept("word", "otherwise"):
                return first
        else:
            condition = yield OR
            if not isinstance(condition, Condition):
                return first
        branches.append(_branch(p, value, condition, start))
        if p.next.kind not in (*_SEPARATORS, "word") or p.next.text == "if":
            break
        while p.next.kind in _SEPARATORS or (p.next.kind == "word" and p.next.text == "and"):
            p.take()
        if p.next.kind == END:
            break
        value = yield CONDITIONAL
    if len(branches) < 2:
        return first
    return _piecewise(p, branches, p.since(first.span.start))


def conditional(p: Parser, first: Node, start: int) -> Rule:
    """value if condition else value, as in Python; a chain of them is one function."""
    branches: list[Branch] = []
    value: Node = first
    while p.accept("word", "if"):
        begin = p.next.span.start
        condition = p.as_condition((yield OR), begin)
        branches.append(p.builder.branch(value, condition, p.since(value.span.start)))
        if not p.accept("word", "else"):
            unexpected(p)
        value = p.as_node((yield OR))
    branches.append(p.builder.branch(value, None, value.span))
    return p.builder.piecewise(branches, p.since(start))


def if_then(p: Parser, token: Token) -> Rule:
    """if x > 0 then x^2 else 0, as in Maxima; after `else` another may follow."""
    begin = p.next.span.start
    condition = p.as_condition((yield OR), begin)
    if not p.accept("word", "then"):
        unexpected(p)
    value = p.as_node((yield OR))
    if not p.accept("word", "else"):
        p.fail("if-without-else", token.span)
    other = p.as_node((yield CONDITIONAL))
    return _either(p, condition, value, other, p.since(token.span.start))


def _either(p: Parser, condition: Condition, value: Node, other: Node, span: Span) -> Node:
    """One value where a condition holds, and another one elsewhere."""
    branches = [p.builder.branch(value, condition, span), p.builder.branch(other, None, span)]
    return p.builder.piecewise(branches, span)


def as_factor(p: Parser, value: Value) -> Node:
    """x^2*(x > 0): a condition in brackets is 1 where it holds, as in R, MATLAB and NumPy."""
    if not isinstance(value, Condition) or p.previous.kind != ")":
        return p.as_node(value)
    span = value.span
    p.note("condition-as-a-factor", span)
    one, zero = p.builder.number(Fraction(1), span), p.builder.number(Fraction(0), span)
    return _either(p, value, one, zero, span)


def ternary(p: Parser, condition: Condition, start: int) -> Rule:
    """condition ? value : value, as in C and JavaScript."""
    p.take()
    value = p.as_node((yield CONDITIONAL))
    if not p.accept(":"):
        p.fail("colon-missing", p.next.span)
    other = p.as_node((yield CONDITIONAL))
    return _either(p, condition, value, other, p.since(start))


def relation_call(p: Parser, token: Token) -> Rule:
    """Eq(x, 0), as SymPy writes a condition."""
    opening = _open(p, token)
    left = p.as_node((yield CONDITIONAL))
    if not p.accept(","):
        p.fail("side-of-a-relation-missing", p.next.span)
    right = p.as_node((yield CONDITIONAL))
    close(p, opening)
    return p.builder.comparison(left, _RELATIONS[token.text], right, p.since(token.span.start))


_RELATIONS: Final[dict[str, Literal["<", "<=", ">", ">=", "=", "!="]]] = {
    "Eq": "=", "Ne": "!=", "Lt": "<", "Le": "<=", "Gt": ">", "Ge": ">=",
}  # fmt: skip


def piecewise_call(p: Parser, token: Token) -> Rule:
    """Piecewise((value, condition), ..., (value, True))"""
    outer = _open(p, token)
    braces = p.accept("{")  # Piecewise[{{x, x > 0}, ...}] of Mathematica
    if braces:
        p.open.append(braces)
    branches: list[Branch] = []
    while True:
        inner = _open(p, token, with_braces=braces is not None)
        value = yield CONDITIONAL
        if not p.accept(","):
            p.fail("condition-of-a-pair-missing", p.next.span)
        if p.accept("word", "otherwise"):
            condition: Value = Several((), inner.span)
        else:
            begin = p.next.span.start
            condition = p.as_condition((yield OR), begin)
        close(p, inner)
        branches.append(_branch(p, value, condition, inner.span.start))
        if not p.accept(",") or p.next.kind == ")":
            break
    if braces:
        close(p, braces)
        default = p.as_node((yield CONDITIONAL)) if p.accept(",") else None
        if default is not None:
            branches.append(p.builder.branch(default, None, default.span))
    close(p, outer)
    return _piecewise(p, branches, p.since(token.span.start))


def _open(p: Parser, token: Token, *, with_braces: bool = False) -> Token:
    opening = p.accept("(") or p.accept("[") or (p.accept("{") if with_braces else None)
    if opening is None:
        if p.next.kind == END:
            missing_operand(p)
        p.fail("pairs-expected", token.span)
    p.open.append(opening)
    return opening


def where_call(p: Parser, token: Token) -> Rule:
    """where(condition, value, value otherwise), as in NumPy."""
    opening = _open(p, token)
    begin = p.next.span.start
    first = yield CONDITIONAL
    parts: list[Value] = [p.as_condition(first, begin)]
    while p.accept(",") or p.accept(";"):
        parts.append((yield CONDITIONAL))
    close(p, opening)
    span = p.since(token.span.start)
    if len(parts) != 3:
        p.fail(
            "where-takes-three-arguments",
            span,
            "one" if len(parts) == 1 else "several",
            count=len(parts),
        )
    condition, value, other = parts
    return _either(p, p.as_condition(condition, begin), p.as_node(value), p.as_node(other), span)


def has_else(p: Parser) -> bool:
    """Whether the `if` that comes next has its `else` in the same brackets."""
    if p.answered is None:
        p.answered = frozenset(_answered(p.tokens))
    return p.position in p.answered


def _answered(tokens: Sequence[Token]) -> Iterator[int]:
    """The places of every `if` that an `else` answers, in one walk over the text."""
    # Those that wait for their `else`, in the brackets that are open.
    waiting: list[list[int]] = [[]]
    for place, token in enumerate(tokens):
        if token.kind in ("(", "[", "{"):
            waiting.append([])
        elif token.kind in (")", "]", "}"):
            waiting[-1:] = [] if len(waiting) > 1 else [[]]
        elif token.kind in (",", ";", "row", "&"):
            waiting[-1].clear()
        elif token.kind == "word" and token.text == "if":
            waiting[-1].append(place)
        elif token.kind == "word" and token.text == "else":
            yield from waiting[-1]
            waiting[-1].clear()
