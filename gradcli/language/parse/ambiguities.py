"""Notes on what could be read in two ways: how it was read, and how to get the other reading."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import islice, pairwise
from types import MappingProxyType
from typing import Final

from gradcli.errors import Span
from gradcli.field import expression as ex
from gradcli.language.lex.token import END, Token
from gradcli.language.lex.vocabulary import STARTERS
from gradcli.language.parse.brackets import CLOSERS, bracket
from gradcli.language.parse.parser import Parser, Rule, Several, Value
from gradcli.late import pattern

# Letters that often name a function, and whether its formula can be told.
_OFTEN_FUNCTIONS: Final = MappingProxyType(
    {
        "sigma": "sigmoid",
        **dict.fromkeys(("phi", "psi", "delta", "zeta", "Gamma", "Phi", "Psi", "Delta"), "any"),
    }
)
# What is a function in every language of programs, spelled in Latin letters.
_FUNCTIONS_OF_PROGRAMS: Final = frozenset({"gamma", "beta"})

# Exponents that, written x^3/2, are likely to be meant whole.
_LIKELY_ROOTS: Final = ((Fraction(3), Fraction(2)), (Fraction(2), Fraction(3)))

_GROUPS: Final = ("(", "[", "{")
_CLOSING: Final = (")", "]", "}")
_BEFORE_AN_OPERAND: Final = frozenset({"+", "-", "*", "/", "^", ",", ";", "relation", "function"})


def _short_exponent(p: Parser, base: ex.Node, _: ex.Node, first: Token, start: int) -> None:
    """e^2x is e^2 times x; many mean e^(2x)."""
    follower, before = p.next, p.previous
    if first.kind in ("-", "+"):
        first = before  # e^-2x is e^(-2) times x
        single = p.tokens[p.position - 2].kind in ("-", "+")
    else:
        single = before is first
    letter = first.kind in ("variable", "constant") or (
        first.kind == "number"
        and (isinstance(base, ex.Constant | ex.Number) or follower.text in ("n", "k"))  # x^2n
    )
    # In p^k(1 - p) the bracket is never meant as part of the exponent.
    if not (single and letter and follower.kind in ("variable", "constant")) or follower.spaced:
        return
    if follower.kind == "constant" and p.tokens[p.position + 1].kind == "^":
        return  # e^xe^y
    if p.source.text[first.span.start] == "\\":
        return  # x^\\alpha y: a command ends where it ends
    p.note(
        "short-exponent",
        Span(start, follower.span.end),
        read=p.between(start, before.span.end),
        factor=p.between(follower.span.start, _operand_end(p, p.position)),
        before=p.between(start, first.span.start),
        exponent=p.typed(first.span),
    )


def division(p: Parser, start: int, division: tuple[int, Span], factor: Span) -> None:
    """1/2x is (1/2) x; many mean 1/(2x)."""
    slash, below = division
    text = p.source.text
    if text[below.end - 1] in ")]}" or (
        text[below.start : below.end].isdigit() and below.end < factor.start
    ):
        return
    factor = Span(factor.start, _end_of_letters(p, factor.end))
    p.note(
        "quotient-before-factor",
        Span(start, factor.end),
        above=p.between(start, slash).strip(),
        under=p.typed(below),
        gap="" if below.end == factor.start else " ",
        times=p.typed(factor),
    )


def _end_of_letters(p: Parser, end: int) -> int:
    """Where the letters end that touch a factor: a note on 1/dim is on all of it."""
    for token, behind in pairwise(islice(p.tokens, p.position, None)):
        if token.kind != "variable" or token.spaced or behind.kind in ("^", "'", "!", "("):
            break
        end = token.span.end
    return end


def not_called(p: Parser, name: Token, factor: Value) -> None:
    """y(x) is y times x, because y is a variable."""
    if isinstance(factor, Several):
        p.fail("variable-not-function", name.span.to(factor.span), name=name.text)
    typed, span = p.typed(name.span), p.since(name.span.start)
    if name.text in _OFTEN_FUNCTIONS and p.previous.kind == ")":
        p.fail("function-or-factor", span, _OFTEN_FUNCTIONS[name.text], typed=typed)
    element = factor.base if isinstance(factor, ex.Power) else factor
    if typed == "gamma" and isinstance(factor, ex.Number) and p.previous.kind == ")":
        p.fail("function-or-factor", span, "any", typed=typed)
    if isinstance(element, ex.Number) and p.previous.kind in (")", "number"):
        p.note("number-in-brackets", span, name=name.text, number=element.value)
    is_argument = isinstance(element, ex.Variable) or _is_shifted(name.text, element)
    in_brackets = p.previous.kind == ")" or element is not factor
    if in_brackets and (is_argument or typed in _FUNCTIONS_OF_PROGRAMS):
        end = name.span.end
        shown = factor.name if isinstance(factor, ex.Variable) else p.between(end, span.end)
        p.note("variable-in-brackets", span, name=name.text, factor=shown)


# Letters that are mostly functions of time or of chance where a shifted variable follows.
_SHIFTED: Final = frozenset("uvwpqsPQFGHUVWSX")


def _is_shifted(name: str, factor: Value) -> bool:
    """Whether a factor is a variable and a number, as of a function: u(t - 3), P(x + 1)."""
    match factor:
        case ex.Sum((ex.Variable(letter), last)):
            number = last.operand if isinstance(last, ex.Negative) else last
            return name in _SHIFTED and letter != name and isinstance(number, ex.Number)
        case _:
            return False


def square_bracket(p: Parser, opening: Token) -> Rule:
    """[x] is x in brackets; older books mean the greatest whole number that is not above x."""
    value = yield bracket(p, opening)
    before = p.tokens[p.position - 4] if p.position > 3 else opening
    if isinstance(value, ex.Variable) and p.next.kind != "^" and before.kind != "radical":
        span = p.since(opening.span.start)
        p.note("square-brackets", span, inside=p.typed(span)[1:-1])
    if isinstance(value, ex.Number) and p.next.kind == END and before.kind not in ("^", "(", "["):
        _number_at_the_end(p, opening)
    return value


_ELEMENT: Final = pattern(
    r"\[\s*(?:-\s*[0-9]+|[A-Za-z]\w*\s*(?:[+-]\s*[0-9]+)?|[0-9]+\s*[+]\s*[ijkn])\s*\]"
)


def element(p: Parser, before: Token, opening: Token) -> None:
    """x[i+1] and x[-1] are elements of an array; which ones is known only when the program runs."""
    if opening.kind != "[" or opening.spaced or before.kind != "variable":
        return
    index = _ELEMENT.match(p.source.text, opening.span.start)
    is_named = index is not None and index.group()[1:-1].strip().isidentifier()
    if index and (not is_named or p.is_code):
        p.fail("index-of-an-element", Span(before.span.start, index.end()))


def is_doubtful_number(p: Parser, token: Token) -> bool:
    """Whether 2e-3 or 5e2t may be meant with the constant e; 6.674e-11 and 1e-9 may not."""
    mantissa, _, exponent = token.text.lower().partition("e")
    if not exponent or mantissa == "1" or "." in mantissa:
        return False
    follower = p.next
    return exponent[0] in "+-" or (follower.kind == "variable" and not follower.spaced)


def _power_as_exponent(p: Parser, _: ex.Node, exponent: ex.Node, __: Token, start: int) -> None:
    """e^{x}^2, which is no LaTeX, and e.^x.^2 are e^(x^2) here; it may be (e^x)^2, as in MATLAB.

    Of a^{b}^c^d one note says all, that on the outermost power.
    """
    inner = exponent.operand if isinstance(exponent, ex.Negative) else exponent
    if not isinstance(inner, ex.Power) or _ends_with_a_power(p, start):
        return
    operands, signs = _chain_of_powers(p, start)
    is_elementwise = any(sign.startswith(".") for sign in signs)
    if len(operands) < 3 or not (is_elementwise or any(o[0] == "{" for o in operands[1:-1])):
        return
    *middle, last = (_without_braces(each) for each in operands[1:])
    read = f"{middle[-1]}{signs[-1]}{last}"
    for operand, sign in zip(reversed([operands[0], *middle[:-1]]), signs[-2::-1], strict=True):
        read = f"{operand}{sign}({read})"
    other = f"{operands[0]}{signs[0]}{operands[1]}"
    for operand, sign in zip(operands[2:], signs[1:], strict=True):
        other = f"({other}){sign}{operand}"
    p.note("power-behind-an-exponent", p.since(start), read=read, other=other)


def _without_braces(operand: str) -> str:
    if operand[0] != "{" or operand[-1] != "}":
        return operand
    inner = operand[1:-1].strip()
    return inner if inner.isalnum() else f"({inner})"


def _ends_with_a_power(p: Parser, start: int) -> bool:
    """Whether what stands at a place is an exponent itself."""
    before = p.source.text[max(0, start - 20) : start].rstrip(" +-")
    return before.endswith(("^", "**"))


def _chain_of_powers(p: Parser, start: int) -> tuple[list[str], list[str]]:
    """What is typed between the signs of power of what was read since a place, and the signs."""
    operands: list[str] = []
    signs: list[str] = []
    depth, position, end = 0, p.position - 1, p.previous.span.end
    while position > 0 and p.tokens[position].span.start >= start:
        token, before = p.tokens[position], p.tokens[position - 1]
        depth += (token.kind in _CLOSING) - (token.kind in _GROUPS)
        if token.kind == "^" and not depth:
            behind = p.tokens[position + 1].span.start
            operands.append(p.between(behind, end))
            signs.append("".join(p.source.text[before.span.end : behind].split()))
            end = before.span.end
        position -= 1
    operands.append(p.between(start, end))
    return operands[::-1], signs[::-1]


def _ten_behind_a_point(p: Parser, base: ex.Node, _: ex.Node, __: Token, start: int) -> None:
    """5.10^3 is 5.1^3; in some countries it is 5 times 10^3."""
    if isinstance(base, ex.Number):
        typed = p.source.text[start : start + 12].partition("^")[0].partition("*")[0].strip()
        if typed.endswith(".10"):
            p.note(
                "ten-behind-a-point",
                Span(start, start + len(typed)),
                typed=typed,
                number=typed[:-1],
                whole=typed[:-3],
            )


def constant_and_factor(p: Parser, factor: Value) -> None:
    """ex and e(x + y) are e times x; behind them a lost exponent may stand, or a coefficient e."""
    before, follower = p.previous, p.next
    if (
        isinstance(factor, ex.Constant)
        and factor.name == "e"
        and before.kind == "constant"
        and not follower.spaced
        and follower.kind in ("variable", "(")
    ):
        p.note("e-is-the-constant", before.span)


def constant_and_sign(p: Parser) -> None:
    """e-x is e minus x; behind it a lost exponent may stand."""
    before, sign, follower = p.previous, p.next, p.tokens[p.position + 1]
    if before.kind != "constant" or before.text != "e" or sign.spaced or follower.spaced:
        return
    behind = p.tokens[p.position + 2] if follower.kind == "number" else follower
    if sign.kind == "-" and behind.kind == "variable" and not behind.spaced:
        p.note("e-is-the-constant", before.span)


def _power_before_factor(p: Parser, factor: Value, _: Token, token: Token, follower: Value) -> None:
    """f^2(x) and f^(-1)(x) are no products of a number f."""
    if not (isinstance(factor, ex.Power) and isinstance(factor.base, ex.Variable)):
        return
    name = factor.base.name
    is_argument = token.kind == "(" and not token.spaced and isinstance(follower, ex.Variable)
    if name in ("f", "g", "h") and is_argument:
        p.fail("power-of-unknown-function", factor.span, name=name)


def _differential(p: Parser, _: Value, __: Token, token: Token, ___: Value) -> None:
    """x^2 dx is x^2 d x, unless it is what stands under an integral."""
    follower = p.next
    is_one_run = token.text == "d" and token.spaced and follower.kind == "variable"
    is_alone = is_one_run and follower.span.start == token.span.end and len(follower.text) == 1
    if is_alone and p.tokens[p.position + 1].kind in (END, "+", "-", ")"):
        p.note("differential", token.span.to(follower.span), variable=follower.text)


def root(p: Parser, above: ex.Node, slash: Token, below: ex.Node, start: int) -> None:
    """x^1/2 is (x^1)/2; many mean the square root."""
    if "**" in p.source.text or slash.spaced:
        return  # a writer of Python knows
    if _has_open_exponent(p, above, slash):
        read = p.between(above.span.start, slash.span.start)
        under = p.between(slash.span.end, p.previous.span.end)
        caret = p.source.text.find("^", above.span.start)
        bare = p.between(caret + 1, slash.span.start)
        p.note(
            "quotient-behind-exponent",
            Span(above.span.start, p.previous.span.end),
            read=read,
            under=under,
            before=p.between(above.span.start, caret + 1),
            bare=bare,
        )
    if not (isinstance(above, ex.Power) and isinstance(below, ex.Number)):
        return
    exponent = above.exponent
    sign = ""
    if isinstance(exponent, ex.Negative):
        exponent, sign = exponent.operand, "-"
    if not isinstance(exponent, ex.Number) or p.source.text[slash.span.start - 1] in ")}":
        return
    if exponent.value == 1 or (exponent.value, below.value) in _LIKELY_ROOTS:
        over = p.typed(p.previous.span)
        p.note("power-divided", p.since(start), sign=sign, exponent=exponent.value, over=over)


def _has_open_exponent(p: Parser, above: ex.Node, slash: Token) -> bool:
    """Whether e^-x^2/2 may be meant with the quotient in the exponent; e^x/2 never is."""
    if not isinstance(above, ex.Power) or p.source.text[slash.span.start - 1] in ")}]":
        return False
    if above.span.end != slash.span.start:
        return False  # it stood before in the text, and its note with it
    match above.exponent:
        case ex.Negative(operand):
            return not isinstance(operand, ex.Number)
        case ex.Power(base, _):
            return not isinstance(base, ex.Number)
        case ex.Variable(name):
            return name in "nkm" and isinstance(above.base, ex.Variable)
        case _:
            return False


def bare_argument(p: Parser, token: Token, at: int, argument: ex.Node) -> None:
    """sin x y is sin(x y), and sin x/2 is (sin x)/2."""
    first, last = p.tokens[at], p.previous
    inner = p.between(first.span.start, last.span.end)
    # With its power or its base: sin^2, log_2.
    typed = p.between(token.span.start, p.tokens[at - 1].span.end)
    span = Span(token.span.start, last.span.end)
    whole = argument.operand if isinstance(argument, ex.Negative) else argument
    if isinstance(whole, ex.Product):
        varying = [factor for factor in whole.factors if not is_plain(factor)]
        spaced = any(t.spaced for t in p.tokens[at + 1 : p.position])
        after_group = any(isinstance(factor, ex.Quotient | ex.Call) for factor in varying[:-1])
        # Under √ a blank would end what stands under the sign.
        is_root = token.text in ("sqrt", "cbrt") and is_plain(whole.factors[0]) and spaced
        if is_root or (len(varying) > 1 and (spaced or after_group)):
            middle = _second_factor(p, at, whole.factors)
            head = p.between(first.span.start, middle[0])
            rest = p.between(middle[1], last.span.end)
            p.note("product-as-argument", span, typed=typed, inner=inner, head=head, rest=rest)
    if is_plain(argument) and p.next.kind == "*" and not p.next.spaced:
        factor = p.tokens[p.position + 1]
        under = p.between(p.next.span.start, factor.span.end)
        if factor.kind in ("variable", "constant"):
            p.note(
                "argument-before-product",
                Span(token.span.start, factor.span.end),
                typed=typed,
                inner=inner,
                under=under,
            )
    if p.next.kind == "/" and not p.next.spaced:
        below = Span(p.tokens[p.position + 1].span.start, _operand_end(p, p.position + 1))
        under = p.typed(below)
        plain = isinstance(argument, ex.Number) and under.isdigit()  # sqrt2/2
        if not plain and p.tokens[p.position + 1].kind != "function":
            p.note(
                "argument-before-quotient",
                Span(token.span.start, below.end),
                typed=typed,
                inner=inner,
                under=under,
            )


def minus_behind_a_function(p: Parser, function: Token, minus: Token) -> None:
    """exp-1 is exp(-1), unless exp lost what it is of; sin -x and \\sin-x are in no doubt."""
    typed = p.typed(function.span)
    if minus.span.start == function.span.end and not typed.startswith("\\"):
        inner = p.between(minus.span.start, p.previous.span.end)
        p.note("minus-behind-a-function", p.since(function.span.start), typed=typed, inner=inner)


def _operand_end(p: Parser, at: int) -> int:
    """Where the operand ends that begins with token `at`: a sign, or brackets with all in them.

    A bar closes the bar before it, but where an operand is still to come: |x - |y||.
    """
    closers: list[str] = []
    is_due = True
    for token in p.tokens[at:]:
        is_closed = (
            bool(closers) and token.kind == closers[-1] and not (is_due and token.kind == "|")
        )
        if is_closed:
            closers.pop()
        elif token.kind in CLOSERS:
            closers.append(CLOSERS[token.kind])
        if not closers:
            return token.span.end
        is_due = not is_closed and (token.kind in CLOSERS or token.kind in _BEFORE_AN_OPERAND)
    return p.tokens[at].span.end


def _second_factor(p: Parser, at: int, factors: Sequence[ex.Node]) -> tuple[int, int]:
    """Where the first factor that varies ends, and the one behind it begins.

    The product is that from token `at` on. The node of (x + 1) stands inside of its brackets; those
    around the second factor belong to it.
    """
    last = len(factors) - 1
    first = next((i for i, factor in enumerate(factors[:last]) if not is_plain(factor)), last - 1)
    behind = factors[first + 1].span.start
    place = next(i for i in range(at, p.position) if p.tokens[i].span.start >= behind)
    while p.tokens[place - 1].kind in _GROUPS:
        place -= 1
    return p.tokens[place - 1].span.end, p.tokens[place].span.start


def base_first(p: Parser, typed: str, nodes: Sequence[ex.Node], span: Span) -> None:
    """log(2, x) has its base last here, first in Mathematica and in many minds."""
    first, second = nodes
    if is_plain(first) and not is_plain(second):
        p.note("base-stands-last", span, inner=p.typed(span), typed=typed)


def _newline(p: Parser, _: Value, before: Token, factor: Token, __: Value) -> None:
    """Two lines without a sign between them: a product, or two formulas?"""
    if "\n" in p.source.text[before.span.end : factor.span.start]:
        p.note("new-line", Span(before.span.start, factor.span.end))


def _number_in_brackets_at_the_end(
    p: Parser, _: Value, __: Token, opening: Token, factor: Value
) -> None:
    """x^2 + y^2   (2) is mostly an equation with its number in the book."""
    if (
        opening.spaced
        and opening.kind == "("
        and isinstance(factor, ex.Number)
        and p.next.kind == END
    ):
        _number_at_the_end(p, opening)


def _number_at_the_end(p: Parser, opening: Token) -> None:
    span = p.since(opening.span.start)
    p.note("number-at-the-end", span)


def mark_at_the_beginning(p: Parser) -> None:
    """(a) x^2 + y is mostly an exercise with its letter."""
    opening, letter, closing, follower = p.tokens[:4] if len(p.tokens) > 3 else [p.next] * 4
    kinds = (opening.kind, letter.kind, closing.kind)
    if kinds == ("(", "variable", ")") and follower.spaced and follower.kind in STARTERS:
        p.note("letter-at-the-beginning", opening.span.to(closing.span), letter=letter.text)


BEHIND_AN_EXPONENT: Final = (_short_exponent, _power_as_exponent, _ten_behind_a_point)
"""What is asked of a base, its exponent, the first token of that, and where the base begins."""

BESIDE_A_FACTOR: Final = (
    _power_before_factor,
    _differential,
    _newline,
    _number_in_brackets_at_the_end,
)
"""What is asked of two factors side by side, with the tokens between which they meet."""


def is_plain(value: Value) -> bool:
    """Whether a factor is a number or a constant, or a quotient of two."""
    match value:
        case ex.Number() | ex.Constant():
            return True
        case ex.Quotient(above, below):
            return isinstance(above, ex.Number | ex.Constant) and isinstance(
                below, ex.Number | ex.Constant
            )
        case _:
            return False
