"""The coordinates of a point among its tokens, and the terms of a sum of unit vectors."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from gradcli.field.expression import (
    Negative,
    Node,
    Number,
    Product,
    Quotient,
    Variable,
    variables_of,
)
from gradcli.language.tokens import Token

_ENDS_OPERAND: Final = frozenset({"number", "fraction", "name", ")", "]", "}", "|", "!", "°"})
BRACKET_PAIRS: Final = {"(": ")", "[": "]", "{": "}"}
UNIT_VECTORS: Final = ("i", "j", "k")


def assigns(item: list[Token]) -> bool:
    """Whether the tokens are `name = ...`."""
    return item[0].kind == "name" and item[1].kind == "relation" and item[1].text == "="


def with_depth(tokens: Sequence[Token]) -> list[tuple[Token, int]]:
    """Each token with the number of brackets that are open after it."""
    depth = 0
    pairs = []
    for token in tokens:
        if token.kind in ("(", "[", "{"):
            depth += 1
        elif token.kind in (")", "]", "}"):
            depth -= 1
        pairs.append((token, depth))
    return pairs


def at_top(tokens: Sequence[Token]) -> list[Token]:
    """The tokens outside of all brackets."""
    return [token for token, depth in with_depth(tokens) if depth == 0]


def at_top_of_kind(tokens: Sequence[Token], kinds: set[str]) -> list[Token]:
    """Those of some kinds."""
    return [token for token in at_top(tokens) if token.kind in kinds]


def split_at_gaps(tokens: list[Token]) -> list[list[Token]]:
    """[3 -5] is 3 and -5; [3 - 5] is one difference, as in MATLAB."""
    items: list[list[Token]] = [[]]
    depth = 0
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        ends = before is not None and before.kind in _ENDS_OPERAND and depth == 0
        is_function = before is not None and before.kind == "name" and token.kind == "("
        if ends and token.spaced and not is_function:
            follows = tokens[index + 1] if index + 1 < len(tokens) else None
            signed = token.kind in ("-", "+") and follows is not None and not follows.spaced
            starts = token.kind in ("number", "fraction", "name", "(", "frac", "sqrt", "radical")
            # 3i +5j is one sum of unit vectors.
            signed = signed and not (before is not None and _is_unit(before))
            if signed or (starts and not _is_unit(token)):
                items.append([])
        items[-1].append(token)
        depth += (token.kind in BRACKET_PAIRS) - (token.kind in BRACKET_PAIRS.values())
    return items


def _is_unit(token: Token) -> bool:
    return token.kind == "name" and token.text in UNIT_VECTORS


def coefficient(term: Node) -> tuple[str, Node] | None:
    """The unit vector of a term and the number before it; None for anything else."""
    match term:
        case Variable(letter):
            return letter, Number(Fraction(1), term.span)
        case Negative(operand):
            inner = coefficient(operand)
            return None if inner is None else (inner[0], Negative(inner[1], term.span))
        case Quotient(numerator, denominator) if not variables_of(denominator):
            inner = coefficient(numerator)
            return None if inner is None else (inner[0], Quotient(inner[1], denominator, term.span))
        case Product(factors):
            units = [factor for factor in factors if isinstance(factor, Variable)]
            others = tuple(factor for factor in factors if not isinstance(factor, Variable))
            if len(units) != 1 or any(variables_of(other) for other in others):
                return None
            value = others[0] if len(others) == 1 else Product(others, term.span)
            return units[0].name, value
        case _:
            return None
