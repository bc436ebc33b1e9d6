"""The grammar, and the rules that read an expression by precedence.

    text        = {"let" name "=" conditional ";"} [header] conditional [remark]
    remark      = ("," | "for" | "where") or {"," or} | "(" or ")"       left out with a note
    conditional = or ["if" or "else" conditional | "?" conditional ":" conditional]
                | "if" or "then" conditional "else" conditional
    or          = and {("or" | "|") and}
    and         = relation {("and" | "&") relation}
    relation    = sum {("<" | "<=" | ">" | ">=" | "=" | "!=") sum}
    sum         = product {("+" | "-") product}
    product     = power {("*" | "/" | nothing) power}
    power       = ("-" | "+") power | postfix ["^" power]
    postfix     = atom {"!" | "°" | "." function "(" [list] ")"}
    atom        = number | name | constant | call | "(" list ")" | "[" list "]" | "{" cases "}"
                | "{" sum "\\over" sum "}" | "|" sum "|"
                | "\\frac" argument argument | "\\sqrt" ["[" sum "]"] argument
                | "√" power | "\\begin{cases}" rows "\\end{cases}"
    call        = function ["_" atom] ["^" atom] ("(" list ")" | bare)
    bare        = power {nothing power}           up to a function, a bracket or a sign
    cases       = case {("," | ";" | new line) case}
    case        = conditional ["," | "if"] or | conditional ("otherwise" | "else")

A minus sign that begins a sum or a product takes the product that follows (-x^2 y is the negative
of x^2 y). A factor written next to another binds as a multiplication sign does: 1/2x is (1/2) x,
and a note says so. `a - b` is the sum of a and the negative of b.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, Literal, cast

from gradcli.errors import Span
from gradcli.field import expression as ex
from gradcli.language.lex.limits import refuse
from gradcli.language.lex.token import END, Token
from gradcli.language.lex.vocabulary import STARTERS
from gradcli.language.parse import ambiguities, calls, cases, lists
from gradcli.language.parse.brackets import bracket, close, missing_operand, over, unexpected
from gradcli.language.parse.parser import (
    AND,
    ATOM,
    BARE,
    CONDITIONAL,
    OR,
    POWER,
    PRODUCT,
    RELATION,
    SUM,
    Level,
    NoFactor,
    Parser,
    Rule,
    Several,
    Value,
)
from gradcli.language.parse.side_conditions import is_remark, left_out, remark

_LEAVES: Final = frozenset({"number", "fraction", "variable", "constant"})
# What holds its operand together more tightly than a factor is held; a mixed number is two signs.
_TIGHTER: Final = frozenset({"^", "!", "°", "fraction", "method"})


def whole(p: Parser) -> Rule:
    """An expression up to the end of the text."""
    ambiguities.mark_at_the_beginning(p)
    value = yield CONDITIONAL
    if p.next.kind == "over":
        value = yield over(p, value)
    if p.next.kind != END and not isinstance(value, ex.Condition | Several):
        value = yield remark(p, value)
    if p.next.kind != END:
        unexpected(p)
    return value


def expression(p: Parser, level: Level) -> Rule:
    """An expression of parts that bind at least as tightly as `level`."""
    kind, start = p.next.kind, p.next.span.start
    if level == ATOM:
        return _leaf(p, p.take()) if kind in _LEAVES else (yield _compound(p))
    left: Value
    if kind in _LEAVES:
        left = _leaf(p, p.take())
    elif kind in ("-", "+"):
        sign = p.take()
        left = p.as_node((yield max(level, PRODUCT)))
        if sign.kind == "-":
            left = p.builder.negative(left, p.since(start))
    else:
        left = yield _compound(p)
    while True:
        kind = p.next.kind
        if kind == "method" or (isinstance(left, Several) and lists.is_multiplied(p, level)):
            left = yield lists.behind(p, left, start)
            continue
        if kind == "^":
            left = yield _power(p, p.as_node(left), start)
            continue
        if kind in ("!", "°"):
            left = _postfix(p, p.as_node(left), start)
            continue
        if kind in ("*", "/"):
            if level <= PRODUCT:
                left = yield _product(p, cases.as_factor(p, left), start, level)
                continue
        elif kind in ("+", "-"):
            if level <= SUM:
                left = yield _sum(p, p.as_node(left), start)
                continue
        elif kind == "relation":
            if level <= RELATION and not _closes_angle(p):
                left = yield _relation(p, left, start)
                continue
        elif kind == "?" and level == CONDITIONAL and isinstance(left, ex.Condition):
            left = yield cases.ternary(p, left, start)
            continue
        elif kind == "word" or (kind == "|" and isinstance(left, ex.Condition)):
            word = "or" if kind == "|" else p.next.text
            if (word == "and" and level <= AND) or (word == "or" and level <= OR):
                left = yield _both(p, p.as_condition(left, start), word, start)
                continue
            if word == "if" and level == CONDITIONAL and cases.has_else(p):
                left = yield cases.conditional(p, p.as_node(left), start)
                continue
        elif kind in STARTERS and level <= BARE and _juxtaposes(p, left, level):
            left = yield _product(p, p.as_node(left), start, level)
            continue
        return left


def _is_alone(p: Parser) -> bool:
    """Whether the next factor is a single sign: most are, and need no rule of their own."""
    tokens, place = p.tokens, p.position
    return tokens[place].kind in _LEAVES and tokens[place + 1].kind not in _TIGHTER


def _leaf(p: Parser, token: Token) -> ex.Node:
    """A number, a variable or a constant."""
    match token.kind:
        case "variable":
            return p.builder.variable(token.text, token.span)
        case "constant":
            return p.builder.constant(cast(Literal["e", "pi"], token.text), token.span)
        case "fraction":
            return _fraction(p, token)
    assert token.value is not None
    if p.next.kind == "fraction" and not p.next.spaced:
        return _mixed(p, token)
    if ambiguities.is_doubtful_number(p, token):
        p.note("scientific-notation", token.span, number=token.text)
    return p.builder.number(token.value, token.span)


def _compound(p: Parser) -> Rule:
    """The rule for a call, or for something in brackets of any kind."""
    token = p.take()
    match token.kind:
        case "function":
            match token.text:
                case "piecewise":
                    return cases.piecewise_call(p, token)
                case "where":
                    return cases.where_call(p, token)
                case "Eq" | "Ne" | "Lt" | "Le" | "Gt" | "Ge":
                    return cases.relation_call(p, token)
                case _:
                    return calls.call(p, token)
        case "(":
            return bracket(p, token)
        case "[":
            return ambiguities.square_bracket(p, token)
        case "{":
            return cases.brace(p, token)
        case "|" | "|<" | "floor<" | "ceil<":
            return _bars(p, token)
        case "norm<":
            return lists.norm(p, token)
        case "list":
            return lists.call_of_list(p, token)
        case "frac":
            return calls.fraction(p, token)
        case "sqrt":
            return calls.latex_root(p, token)
        case "radical":
            return calls.radical(p, token)
        case "begin":
            return cases.environment(p, token)
        case "word" if token.text == "if":
            return cases.if_then(p, token)
    p.position -= 1
    return missing_operand(p)


def _bars(p: Parser, opening: Token) -> Rule:
    p.open.append(opening)
    inner = p.as_node((yield SUM))
    close(p, opening)
    function = {"floor<": "floor", "ceil<": "ceil"}.get(opening.kind, "abs")
    return p.builder.call(function, (inner,), p.since(opening.span.start))


def _power(p: Parser, base: ex.Node, start: int) -> Rule:
    p.take()
    first = p.next
    alone = first.kind in ("+", "-") and first.spaced and p.tokens[p.position + 1].spaced
    if alone or first.kind in ("*", "/", "^", ")", END):
        p.fail(
            "exponent-missing",
            p.previous.span if p.previous.span.end > p.previous.span.start else first.span,
        )
    exponent = _leaf(p, p.take()) if _is_alone(p) else p.as_node((yield POWER))
    node = p.builder.power(base, exponent, p.since(start))
    for judge in ambiguities.BEHIND_AN_EXPONENT:
        judge(p, base, exponent, first, start)
    return node


def _postfix(p: Parser, operand: ex.Node, start: int) -> ex.Node:
    token = p.take()
    span = p.since(start)
    if p.next.kind == token.kind:
        p.fail(
            "double-factorial" if token.kind == "!" else "degree-sign-twice",
            token.span.to(p.next.span),
        )
    if token.kind == "!":
        return p.builder.call("factorial", (operand,), span)
    unit = p.next
    if unit.text in ("C", "F", "K") and unit.kind == "variable":
        p.fail("unit-of-temperature", token.span.to(unit.span), unit=unit.text)
    p.note("degree-sign", span)
    return degrees(p, operand, span)


def degrees(p: Parser, operand: ex.Node, span: Span) -> ex.Node:
    """An angle in degrees as the same angle in radians: operand pi/180."""
    turn = p.builder.product([operand, p.builder.constant("pi", span)], span)
    return p.builder.quotient(turn, p.builder.number(Fraction(180), span), span)


def _sum(p: Parser, first: ex.Node, start: int) -> Rule:
    terms = [first]
    while p.next.kind in ("+", "-"):
        ambiguities.constant_and_sign(p)
        sign = p.take()
        term = p.as_node((yield PRODUCT))
        if sign.kind == "-":
            term = p.builder.negative(term, p.since(sign.span.start))
        terms.append(term)
    return p.builder.sum(terms, p.since(start))


def _product(p: Parser, first: ex.Node, start: int, level: Level) -> Rule:
    factors = [first]
    # Where the last division's numerator and denominator stand, for the note on 1/2x.
    division: tuple[int, Span] | None = None
    divisions = 0
    while True:
        token = p.next
        if token.kind == "*" and level <= PRODUCT:
            p.take()
            if _is_alone(p):
                factors.append(_leaf(p, p.take()))
            else:
                factors.append(cases.as_factor(p, (yield POWER)))
            division = None
        elif token.kind == "/" and level <= PRODUCT:
            p.take()
            below_start = p.next.span.start
            below = p.as_node((yield POWER))
            ambiguities.root(p, factors[-1], token, below, start)
            above = p.builder.product(factors, Span(start, token.span.start))
            factors = [p.builder.quotient(above, below, p.since(start))]
            divisions += 1
            if divisions > p.limits.nesting:
                refuse("too-many-divisions", token.span, p.source, limit=p.limits.nesting)
            division = (token.span.start, p.since(below_start))
        elif token.kind in STARTERS and _juxtaposes(p, factors[-1], level):
            if level == BARE and not calls.continues_bare(p, factors):
                break
            factor_start = token.span.start
            before = p.previous
            if before.kind == "|" and token.kind != "|" and p.tokens[p.position + 1].kind == "|":
                p.note("bars-paired-from-the-left", before.span)
            ambiguities.element(p, before, token)
            ambiguities.constant_and_factor(p, factors[-1])
            factor = _leaf(p, p.take()) if _is_alone(p) else (yield POWER)
            if before.kind == "variable" and token.kind == "(" and not token.spaced:
                ambiguities.not_called(p, before, factor)
            if is_remark(factor) and token.kind == "(" and p.next.kind == END:
                left_out(p, p.since(token.span.start))
                break
            for judge in ambiguities.BESIDE_A_FACTOR:
                judge(p, factors[-1], before, token, factor)
            factors.append(p.as_node(factor))
            if division is not None:
                ambiguities.division(p, start, division, Span(factor_start, p.previous.span.end))
            division = None
        else:
            break
    return p.builder.product(factors, p.since(start))


def _juxtaposes(p: Parser, left: Value, level: Level) -> bool:
    """Whether the next token begins a factor written next to `left`."""
    token = p.next
    if isinstance(left, NoFactor):
        return False
    if token.kind == "|" and p.open and p.open[-1].kind == "|":
        return False
    if level == BARE and not calls.continues_bare(p, [left]):
        return False
    if token.kind in ("number", "fraction"):
        before = p.previous
        is_base = p.tokens[p.position + 1].kind == "^"
        if before.kind == "}" and not isinstance(left, ex.Number):
            return True  # 2^{x}3^{y}
        if (
            is_base
            and (isinstance(left, ex.Power) or "_" in before.text)
            and (token.spaced or before.span.start == before.span.end)
        ):
            return True  # 2^x 3^y, N_0 2^{-t}
        if before.kind in ("number", "fraction"):
            grouped = len(token.text) == 3 and token.text.isdigit()
            p.fail(
                "numbers-side-by-side",
                before.span.to(token.span),
                "grouped" if grouped else "factors",
                first=before.text,
                second=token.text,
            )
        if is_base and (p.is_latex or token.spaced):
            p.note("number-before-a-power", token.span, number=token.text)
            return True  # x 2^t z^3
        what = p.typed(before.span)
        form = "closed" if before.kind in (")", "]", "}", "|", "|>") else "name"
        p.fail(
            "number-behind-a-factor",
            token.span,
            form if what else "raised",
            number=token.text,
            what=what,
        )
    return True


def _relation(p: Parser, left: Value, start: int) -> Rule:
    links: list[ex.Condition] = []
    while p.next.kind == "relation":
        sign = p.take()
        right = yield SUM
        span = p.since(start)
        links.append(_compare(p, left, sign, right, span))
        left = right
    return links[0] if len(links) == 1 else p.builder.every(links, p.since(start))


def _compare(p: Parser, left: Value, sign: Token, right: Value, span: Span) -> ex.Condition:
    relation = cast(Literal["<", "<=", ">", ">=", "=", "!="], sign.text)
    if isinstance(left, Several) and isinstance(right, ex.Number) and right.value == 0:
        right = Several((right,) * len(left.items), right.span)  # (x, y) != 0, the origin
    if not (isinstance(left, Several) and isinstance(right, Several)):
        return p.builder.comparison(p.as_node(left), relation, p.as_node(right), span)
    # (x, y) != (0, 0): the points differ when some coordinate does.
    if len(left.items) != len(right.items) or relation not in ("=", "!="):
        p.fail("points-compared", span)
    pairs = zip(left.items, right.items, strict=True)
    links = [p.builder.comparison(p.as_node(a), relation, p.as_node(b), span) for a, b in pairs]
    return p.builder.every(links, span) if relation == "=" else p.builder.some(links, span)


def _both(p: Parser, left: ex.Condition, word: str, start: int) -> Rule:
    conditions = [left]
    level = RELATION if word == "and" else AND
    while (p.next.kind == "word" and p.next.text == word) or (word == "or" and p.next.kind == "|"):
        p.take()
        begin = p.next.span.start
        conditions.append(p.as_condition((yield level), begin))
    span = p.since(start)
    return p.builder.every(conditions, span) if word == "and" else p.builder.some(conditions, span)


def _fraction(p: Parser, token: Token) -> ex.Node:
    assert token.value is not None
    above = p.builder.number(Fraction(token.value.numerator), token.span)
    below = p.builder.number(Fraction(token.value.denominator), token.span)
    return p.builder.quotient(above, below, token.span)


def _mixed(p: Parser, token: Token) -> ex.Node:
    assert token.value is not None
    part = p.take()
    span = p.since(token.span.start)
    p.note("mixed-number", span, number=token.text, fraction=part.text)
    number = p.builder.number(token.value, token.span)
    return p.builder.sum([number, _fraction(p, part)], span)


def _closes_angle(p: Parser) -> bool:
    return p.next.text == ">" and p.tokens[p.position + 1].kind == END and p.open == []
