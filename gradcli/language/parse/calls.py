"""The rules for functions: how they are applied with brackets, without, and in LaTeX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from gradcli.errors import Span
from gradcli.field.expression import Call, Constant, Negative, Node, Number, Product, Variable
from gradcli.field.functions import FUNCTIONS, SHORTHANDS
from gradcli.field.functions.record import Elsewhere
from gradcli.language.lex.macros import formula_of
from gradcli.language.lex.token import END, Token
from gradcli.language.lex.vocabulary import STARTERS
from gradcli.language.messages import say
from gradcli.language.parse import ambiguities
from gradcli.language.parse.brackets import bracket, misplaced_subscript
from gradcli.language.parse.parser import ATOM, BARE, POWER, Parser, Rule, Several, Value
from gradcli.late import pattern

# The functions whose f^(-1) is the inverse function and not the reciprocal.
_INVERSES: Final = {
    name: f"a{name}"
    for base in ("sin", "cos", "tan", "cot", "sec", "csc")
    for name in (base, f"{base}h")
}
_CIRCULAR: Final = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})
_BARE_STARTERS: Final = (STARTERS - {"(", "[", "{", "begin"}) | {"-"}
# SymPy prints \operatorname{atan}_{2}.
_TWO: Final = ["_", "{", "2", "}"]
# The module before a function's name, in Python, and the elementwise signs of MATLAB and Julia.
_MODULE: Final = pattern(r"(\w+)\.$")
_ELEMENTWISE: Final = pattern(r"\.[*/^]|@\(")


def call(p: Parser, token: Token) -> Rule:
    """A function, after its name: the base of a logarithm, a power, the arguments."""
    name, start = token.text, token.span.start
    typed = p.typed(token.span)
    base: Node | None = None
    if typed == "sqrt" and _has_index(p):
        return (yield latex_root(p, token))
    if name == "atan" and [t.text for t in p.tokens[p.position : p.position + 4]] == _TWO:
        name = "atan2"
        p.position += 4
    if p.next.kind == "_":
        if name != "log" or typed.lower().endswith("ln"):
            behind = p.tokens[p.position + 1]
            if behind.spaced or behind.kind not in STARTERS:
                misplaced_subscript(p, p.next)
            p.fail("function-takes-no-base", p.next.span, typed=typed)
        p.take()
        base = p.as_node((yield latex_argument(p, split=False)))
    exponent: Node | None = None
    if p.next.kind == "^":
        exponent = p.as_node((yield _exponent_of_name(p)))
    arguments = yield _arguments(p, token, typed)
    given = arguments.items if isinstance(arguments, Several) else (arguments,)
    nodes = [p.as_node(item) for item in given]
    if base is not None:
        nodes.append(base)
    if exponent is not None and _is_minus_one(exponent):
        name = _inverse(p, name, typed, start)
        exponent = None
    span = p.since(start)
    in_square = p.source.text[start + len(typed) : start + len(typed) + 1] == "["
    if in_square and len(nodes) == 1 and typed.islower() and _is_index(nodes[0]):
        shown = f"{name}({p.typed(nodes[0].span)})"
        p.note("read-as-function", span, typed=p.between(start, span.end), shown=shown)
    if in_square and len(nodes) == 2:
        # Mathematica's Log[b, x] and ArcTan[x, y].
        name = {"atan": "atan2"}.get(name, name) if typed[0].isupper() else name
        nodes = nodes[::-1] if typed[0].isupper() and name in ("log", "atan2") else nodes
    elif name == "log" and base is None and len(nodes) == 2:
        ambiguities.base_first(p, typed, nodes, span)
    node = applied(p, name, typed, nodes, span)
    return node if exponent is None else p.builder.power(node, exponent, span)


def _is_index(node: Node) -> bool:
    """Whether sign[k] may be an element of a program's array that has the name of a function."""
    return isinstance(node, Number) or (isinstance(node, Variable) and node.name in "ijkn")


def _has_index(p: Parser, *, of_sign: bool = False) -> bool:
    """Whether sqrt[3]{x} is \\sqrt[3]{x} without its backslash, and not sqrt[x] for sqrt(x)."""
    opening, index, closing, follower = p.tokens[p.position : p.position + 4] + [p.next] * (
        p.position + 4 - len(p.tokens)
    )
    if (opening.kind, closing.kind) != ("[", "]"):
        return False
    if follower.kind == "{" or (of_sign and follower.kind == "("):
        return index.kind in ("number", "variable")
    return index.kind == "number" and follower.kind in STARTERS


def applied(p: Parser, name: str, typed: str, nodes: list[Node], span: Span) -> Node:
    """A function of as many arguments as it takes."""
    _check_count(p, name, typed, len(nodes), span)
    return _apply(p, name, typed, nodes, span)


def _apply(p: Parser, name: str, typed: str, nodes: list[Node], span: Span) -> Node:
    if name == "pow":
        return p.builder.power(nodes[0], nodes[1], span)
    if name in SHORTHANDS:
        shorthand = SHORTHANDS[name]
        if shorthand.shown:
            p.note("read-as-function", span, typed=typed, shown=shorthand.shown)
        return formula_of(shorthand.definition, p.builder, tuple(nodes), span)
    elsewhere = FUNCTIONS[name].elsewhere
    if elsewhere is not None:
        return _of_a_language(p, name, elsewhere, tuple(nodes), span)
    in_python = "**" in p.source.text or p.source.text[max(0, span.start - 1)] == "."
    in_python = in_python or typed == "Log"
    if name == "log" and len(nodes) == 1 and typed.lower().endswith("log") and not in_python:
        p.note("log-is-natural", Span(span.start, span.start + len(typed)))
    return p.builder.call(name, tuple(nodes), span)


def _of_a_language(
    p: Parser, name: str, elsewhere: Elsewhere, nodes: tuple[Node, ...], span: Span
) -> Node:
    """A function of which languages mean different things: as the text's own language means it."""
    before = _MODULE.search(p.source.text[: span.start])
    by_module = before is not None and before[1] in elsewhere.modules
    is_elementwise = before is None and _ELEMENTWISE.search(p.source.text) is not None
    if by_module or (is_elementwise and elsewhere.elementwise):
        typed = f"{before[1]}.{name}" if before is not None else name
        p.note("one-of-two", span, typed=typed, shown=elsewhere.shown, other=elsewhere.here)
        return formula_of(elsewhere.definition, p.builder, nodes, span)
    p.note("one-of-two", span, typed=name, shown=elsewhere.here, other=elsewhere.shown)
    return p.builder.call(name, nodes, span)


def _arguments(p: Parser, token: Token, typed: str) -> Rule:
    """The argument, or several in brackets (`Several`)."""
    opening = p.next
    if opening.kind in ("(", "[", "{"):
        p.take()
        value = yield bracket(p, opening)
        if p.next.kind == "^" and opening.spaced:
            head = p.between(token.span.start, opening.span.start)
            inner = p.between(opening.span.start, p.previous.span.end)
            raised = p.tokens[p.position + 1 + (p.next.span.start == p.next.span.end)]
            power = raised.text if raised.kind in ("number", "variable") else "..."
            p.note(
                "power-of-the-value",
                Span(token.span.start, raised.span.end),
                head=head,
                inner=inner,
                power=power,
            )
        return value
    if opening.kind not in _BARE_STARTERS or (
        opening.kind == "|" and p.open and p.open[-1].kind == "|"
    ):
        p.fail("argument-missing", token.span, "function", typed=typed)
    if token.text != "log" and _counts(token.text)[1] != 1:
        p.fail("arguments-without-brackets", token.span, typed=typed)
    at, at_start = p.position, p.next.span.start
    argument = p.as_node((yield BARE))
    argument_end = p.previous.span.end
    below = p.tokens[p.position + 1] if p.next.kind == "/" else p.next
    if below.kind == "number" and _is_turn(argument) and token.text in _CIRCULAR:
        # cos π/3 is the cosine of 60 degrees; cos π is never meant to be divided by 3.
        p.position += 2
        if p.next.kind in ("^", "!", "°", "variable"):
            p.fail(
                "angle-or-value",
                Span(token.span.start, p.next.span.end),
                typed=typed,
                angle=p.between(at_start, below.span.end),
            )
        assert below.value is not None
        number = p.builder.number(below.value, below.span)
        angle = p.builder.quotient(argument, number, p.since(at_start))
        inner = p.between(at_start, below.span.end)
        head = p.between(token.span.start, p.tokens[at - 1].span.end)
        p.note(
            "quotient-in-the-angle",
            p.since(token.span.start),
            head=head,
            inner=inner,
            angle=p.between(at_start, argument_end),
            number=below.text,
        )
        return angle
    ambiguities.bare_argument(p, token, at, argument)
    if opening.kind == "-":
        ambiguities.minus_behind_a_function(p, token, opening)
    return argument


def _is_turn(node: Node) -> bool:
    """Whether a node is pi, or a number times pi."""
    match node:
        case Constant("pi"):
            return True
        case Product(factors):
            return all(map(ambiguities.is_plain, factors)) and any(map(_is_turn, factors))
        case _:
            return False


def continues_bare(p: Parser, factors: Sequence[Value]) -> bool:
    """Whether the argument of a function without brackets goes on with the next token.

    It stops at another function (sin x cos y), at a bracket after a variable (sin x (1 + y)) and at
    an exponential that stands apart (cos 2t e^(-t)); a number goes with the bracket after it
    (sin 2(x + 1)).
    """
    kind = p.next.kind
    if kind == "constant" and p.next.text == "e" and p.tokens[p.position + 1].kind == "^":
        apart = p.next.spaced or p.previous.kind in ("}", ")", "]")
        if apart and not all(ambiguities.is_plain(factor) for factor in factors):
            return False
    if kind in ("function", "sqrt", "radical", "begin"):
        return False
    if kind in ("frac", "(", "[", "{", "|", "|<", "floor<", "ceil<"):
        return all(ambiguities.is_plain(factor) for factor in factors)
    return True


def _exponent_of_name(p: Parser) -> Rule:
    """The 2 of sin^2 x, the -1 of sin^{-1} x."""
    caret = p.take()
    sign = p.accept("-")
    if p.next.kind not in ("number", "variable", "constant", "(", "{"):
        p.fail("exponent-of-a-function-missing", caret.span)
    exponent = p.as_node((yield ATOM))
    if sign:
        return p.builder.negative(exponent, p.since(sign.span.start))
    return exponent


def _is_minus_one(node: Node) -> bool:
    match node:
        case Negative(Number(value)):
            return value == 1
        case _:
            return False


def _inverse(p: Parser, name: str, typed: str, start: int) -> str:
    inverse = _INVERSES.get(name)
    span = p.since(start)
    if inverse is None:
        p.fail("inverse-or-reciprocal", span, typed=typed)
    shown = FUNCTIONS[inverse].display
    p.note("inverse-function", span, typed=typed, shown=shown)
    return inverse


def _counts(name: str) -> tuple[int, int | None]:
    """How many arguments a function takes, at least and at most."""
    if name == "pow":
        return 2, 2
    if name in SHORTHANDS:
        return SHORTHANDS[name].count, SHORTHANDS[name].count
    return FUNCTIONS[name].least, FUNCTIONS[name].most


def takes(name: str, count: int) -> bool:
    """Whether a function takes so many arguments."""
    least, most = _counts(name)
    return least <= count <= (most or count)


def _check_count(p: Parser, name: str, typed: str, count: int, span: Span) -> None:
    least, most = _counts(name)
    is_ln = name == "log" and typed.lower().endswith("ln")
    most = 1 if is_ln else most
    if least <= count <= (most or count):
        return
    if most is None:
        wanted, usual = f"{least}+", "at-least"
    elif count < least:
        wanted, usual = str(least), ""
    else:
        wanted = f"{most}-" if least < most else str(most)
        usual = "at-most" if least < most == 2 else ""
    usual = "one" if most == 1 else usual
    own = "ln" if is_ln else name
    advice = own if own in ("atan2", "root", "pow", "ln") else usual
    p.fail(
        "wrong-number-of-arguments",
        span,
        f"{wanted} {'1' if count == 1 else 'n'}",
        say.advice(f"arguments-{advice}", typed=typed) if advice else None,
        typed=typed,
        count=count,
    )


# -- LaTeX, and the radical sign --


def latex_argument(p: Parser, *, split: bool = True) -> Rule:
    """What a command takes: a group in braces, or one sign (`\\frac{1}23` takes the 2)."""
    token = p.next
    if token.kind == "{":
        p.take()
        return (yield bracket(p, token))
    if split and token.kind == "number" and token.text.isdigit() and len(token.text) > 1:
        middle = token.span.start + 1
        rest = token.text[1:]
        p.tokens[p.position] = replace(
            token, text=rest, span=Span(middle, token.span.end), value=Fraction(rest), spaced=False
        )
        return p.builder.number(Fraction(token.text[0]), Span(token.span.start, middle))
    if token.kind in (END, "}", ")", "]", "row"):
        p.fail("argument-of-a-command-missing", token.span)
    return (yield ATOM)


def fraction(p: Parser, token: Token) -> Rule:
    """\\frac{a}{b}"""
    before = p.tokens[p.position - 2] if p.position > 1 else None
    above = p.as_node((yield latex_argument(p)))
    below = p.as_node((yield latex_argument(p)))
    span = p.since(token.span.start)
    if (
        before is not None
        and before.kind == "number"
        and isinstance(above, Number)
        and isinstance(below, Number)
    ):
        p.note("number-beside-a-fraction", Span(before.span.start, span.end), number=before.text)
    return p.builder.quotient(above, below, span)


def latex_root(p: Parser, token: Token) -> Rule:
    """\\sqrt{x}, \\sqrt[3]{x}, \\sqrt[n]{x}"""
    index: Node | None = None
    opening = p.accept("[")
    if opening:
        index = p.as_node((yield bracket(p, opening)))
    if p.next.kind == "(":
        argument = p.as_node((yield ATOM))
    else:
        argument = p.as_node((yield latex_argument(p)))
    return _root(p, argument, index, p.since(token.span.start))


def _root(p: Parser, argument: Node, index: Node | None, span: Span) -> Node:
    match index:
        case None:
            return p.builder.call("sqrt", (argument,), span)
        case Number(value) if value == 2:
            return p.builder.call("sqrt", (argument,), span)
        case Number(value) if value == 3:
            return p.builder.call("cbrt", (argument,), span)
        case _:
            return p.builder.call("root", (argument, index), span)


def radical(p: Parser, token: Token) -> Rule:
    """√x, √(x + 1), ∛x: the sign takes the next factor only."""
    start = token.span.start
    if token.text == "2" and _has_index(p, of_sign=True):
        return (yield latex_root(p, token))  # √[3](x)
    bare = p.next.kind not in ("(", "[", "{")
    if p.next.kind == END:
        p.fail("argument-missing", token.span, "root", typed=p.between(start, token.span.end))
    is_of_a_root = p.next.kind == token.kind
    # Of √√x the first sign says where all of it ends.
    says_the_end = bare and (p.position < 2 or p.tokens[p.position - 2].kind != token.kind)
    value = (yield POWER) if bare else (yield ATOM)
    argument = p.as_node(value)
    span = p.since(start)
    index = p.builder.number(Fraction(token.text), token.span) if token.text != "2" else None
    node = _root(p, argument, index, span)
    sign = p.between(start, token.span.end)
    follower = p.next
    if says_the_end and follower.kind in ("variable", "constant", "(") and not follower.spaced:
        read = p.between(start, span.end)
        inner = p.between(token.span.end, span.end)
        p.note(
            "root-before-factor",
            Span(start, follower.span.end),
            read=read,
            factor=follower.text,
            sign=sign,
            inner=inner,
        )
    elif (
        bare
        and not is_of_a_root
        and not (isinstance(argument, Number | Constant | Variable) or _is_bars(argument))
    ):
        inner = p.between(token.span.end, span.end)
        p.note("root-of-a-power", span, sign=sign, inner=inner)
    elif says_the_end and follower.kind in ("-", "+", "/") and not follower.spaced:
        behind = p.tokens[p.position + 1]
        # A root of 1 is never written; √x + y is in doubt only where it is written without spaces.
        if not isinstance(argument, Number) or argument.value in (1, 4, 9):
            read = p.between(start, span.end)
            goes_on = f"{follower.text}{p.typed(behind.span)}"
            p.note(
                "root-before-sign",
                Span(start, behind.span.end),
                read=read,
                goes_on=goes_on,
                sign=sign,
                inner=p.between(token.span.end, span.end),
            )
    return node


def _is_bars(node: Node) -> bool:
    return isinstance(node, Call) and node.function == "abs"
