"""The coordinates of a point among its tokens: brackets, separators, gaps, signs of equality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from gradcli.frozen import dataclass
from gradcli.language.lex.token import ENDS, Token, full_name
from gradcli.language.lex.vocabulary import FUNCTION_SPELLINGS

ENDS_OPERAND: Final = ENDS | {"|"}
_STARTS_OPERAND: Final = frozenset({"number", "fraction", "name", "(", "frac", "sqrt", "radical"})
BRACKET_PAIRS: Final = {"(": ")", "[": "]", "{": "}", "<": ">"}
DEGREES: Final = frozenset({"deg", "degs", "degree", "degrees"})
RADIANS: Final = frozenset({"rad", "rads", "radian", "radians"})
OF_COMPASS: Final = (
    r"(?i:north|south|\beast|\bwest)|\b[NS]\s*\d[^,]*[EW]\b|\A\s*(?i:[nsew]{2,3})\s*\Z"
)
"""What speaks of the compass: north-east and NE, and N 30° E in capital letters alone."""

SEPARATORS: Final = frozenset({",", ";"})
_OPENING: Final = frozenset({"(", "[", "{", "begin"})
_CLOSING: Final = frozenset({")", "]", "}", "end"})
_CLOSED_BY: Final = {**BRACKET_PAIRS, "begin": "end"}
_CASES: Final = frozenset({"cases", "dcases", "rcases"})
_OF_CASES: Final = frozenset({"if", "when", "else", "otherwise", "for"})
_ASSIGN: Final = frozenset({"=", ":", ":=", "->"})


@dataclass(frozen=True, slots=True)
class Groups:
    """The brackets of some tokens: where each closes, and which hold a list, or the cases of f.

    `depths` has for each token the number of brackets that are open around it, those that it opens
    or closes itself left out; `unclosed` is the last bracket that is never closed.
    """

    ends: dict[int, int]
    lists: frozenset[int]
    cases: frozenset[int]
    depths: tuple[int, ...]
    unclosed: int | None


def groups_of(tokens: Sequence[Token]) -> Groups:
    """The brackets, < and > among them. A bracket that closes none is left for the grammar."""
    waiting: list[int] = []
    ends: dict[int, int] = {}
    lists: set[int] = set()
    cases: set[int] = set()
    depths: list[int] = []
    for index, token in enumerate(tokens):
        sign = bracket_of(token)
        if sign in _CLOSING and waiting and bracket_of(tokens[waiting[-1]]) == "<":
            # A < that the bracket around it closes without it was a comparison: (x < 2).
            inner = [place for place in waiting if bracket_of(tokens[place]) != "<"]
            if inner and sign == _CLOSED_BY[bracket_of(tokens[inner[-1]])]:
                del waiting[waiting.index(inner[-1]) + 1 :]
        if waiting and sign == _CLOSED_BY[bracket_of(tokens[waiting[-1]])]:
            ends[waiting.pop()] = index
        depths.append(len(waiting))
        if waiting and _speaks_of_cases(tokens, index, bracket_of(tokens[waiting[-1]])):
            cases.add(waiting[-1])
        if sign in _CLOSED_BY and not (sign == "<" and waiting and waiting[-1] in cases):
            waiting.append(index)
        elif sign in SEPARATORS and waiting:
            lists.add(waiting[-1])
    unclosed = waiting[-1] if waiting else None
    return Groups(ends, frozenset(lists - cases), frozenset(cases), tuple(depths), unclosed)


def _speaks_of_cases(tokens: Sequence[Token], index: int, opening: str) -> bool:
    """Whether a token within these brackets says that they hold a function by cases."""
    if opening == "begin":  # any other matrix is a list in brackets by now
        return True
    return opening == "{" and (full_name(tokens[index]) in _OF_CASES or _compares(tokens, index))


def bracket_of(token: Token) -> str:
    """The sign that a token is as a bracket or a separator: < and > are relations elsewhere."""
    return token.text if token.kind == "relation" else token.kind


def is_sign_of_equality(token: Token) -> bool:
    """Whether a token gives a name its value: x = 1, x: 1, x -> 1."""
    return bracket_of(token) in _ASSIGN


def places(tokens: Sequence[Token], groups: Groups, kinds: frozenset[str]) -> list[int]:
    """Where tokens of some kinds stand outside of all brackets."""
    found = zip(tokens, groups.depths, strict=True)
    return [i for i, (token, depth) in enumerate(found) if depth == 0 and token.kind in kinds]


def split(tokens: Sequence[Token], at: Sequence[int]) -> list[list[Token]]:
    """The tokens between the places."""
    starts, ends = [0, *(place + 1 for place in at)], [*at, len(tokens)]
    return [list(tokens[start:end]) for start, end in zip(starts, ends, strict=True)]


def split_at_gaps(tokens: Sequence[Token]) -> list[list[Token]]:
    """[3 -5] is 3 and -5; [3 - 5] is one difference, as in MATLAB."""
    groups = groups_of(tokens)
    gaps = [i for i in range(1, len(tokens)) if groups.depths[i] == 0 and _parts(tokens, i)]
    starts, ends = [0, *gaps], [*gaps, len(tokens)]
    return [list(tokens[start:end]) for start, end in zip(starts, ends, strict=True)]


def _parts(tokens: Sequence[Token], index: int) -> bool:
    """Whether the space before a token parts two coordinates."""
    before, token = tokens[index - 1], tokens[index]
    if not token.spaced or before.kind not in ENDS_OPERAND:
        return False
    if before.kind == "name" and (token.kind == "(" or is_function(before)):
        return False
    if token.kind in ("-", "+"):
        return index + 1 < len(tokens) and not tokens[index + 1].spaced
    return token.kind in _STARTS_OPERAND and full_name(token) not in DEGREES | RADIANS


def is_function(token: Token) -> bool:
    """Whether a name is that of a function."""
    name = full_name(token)
    return token.kind == "name" and not FUNCTION_SPELLINGS.keys().isdisjoint({name, name.lower()})


def _is_and(token: Token) -> bool:
    return token.kind in ("name", "word") and token.text == "and"


def _compares(tokens: Sequence[Token], index: int) -> bool:
    """Whether a sign is a comparison: x = 2 is a coordinate, and <2, 3> a list in brackets."""
    token = tokens[index]
    if token.kind != "relation" or token.text == "=" or index == 0:
        return False
    return tokens[index - 1].kind not in _OPENING | SEPARATORS | {"relation"}


def _between_conditions(tokens: Sequence[Token]) -> set[int]:
    """Where an `and` stands between two conditions: behind a comparison, an `if`, or in pieces."""
    found: set[int] = set()
    # Of each bracket that is open, whether it is one of pieces, and whether since its last
    # separator there was a condition.
    open_ones = [(False, False)]
    for index, token in enumerate(tokens):
        is_of_pieces, has_condition = open_ones[-1]
        if token.kind in _OPENING:
            after_name = index > 0 and tokens[index - 1].text.lower() == "piecewise"
            open_ones.append((is_of_pieces or after_name, False))
        elif token.kind in _CLOSING and len(open_ones) > 1:
            open_ones.pop()
            open_ones[-1] = (open_ones[-1][0], open_ones[-1][1] or has_condition)
        elif token.kind in SEPARATORS:
            open_ones[-1] = (is_of_pieces, False)
        elif _is_and(token):
            if is_of_pieces or has_condition:
                found.add(index)
        elif token.text in ("if", "when") or _compares(tokens, index):
            open_ones[-1] = (is_of_pieces, True)
    return found


def _has_conditions(tokens: Sequence[Token], begin: int) -> bool:
    """Whether conditions stand behind the values of an environment: it may be a system, x &= 1."""
    for index in range(begin + 1, len(tokens)):
        token = tokens[index]
        if token.kind in ("begin", "end"):
            return False
        if full_name(token) in _OF_CASES or _compares(tokens, index):
            return True
    return False


def in_rows(tokens: Sequence[Token]) -> Iterator[Token]:
    """Matrices as lists in brackets, and `and` between two coordinates as a comma.

    The text of each token stays what was typed. Between two conditions `and` (and &, which is read
    as it) stays too: in {x if x > 0 and y > 0, ...}, and in the formulas with cases that -q prints.
    """
    kinds = {"begin": "(", "end": ")", "row": ";", "&": ","}
    of_conditions = _between_conditions(tokens)
    within: list[bool] = []  # of each environment that is open, whether it holds cases
    for index, token in enumerate(tokens):
        if token.kind == "begin":
            within.append(token.text in _CASES and _has_conditions(tokens, index))
        is_of_cases = any(within[-1:])
        if token.kind == "end" and within:
            within.pop()
        if is_of_cases:
            yield token
            continue
        is_and = _is_and(token) and index not in of_conditions
        kind = "," if is_and else kinds.get(token.kind, token.kind)
        after = tokens[index + 1].kind if index + 1 < len(tokens) else ""
        if token.kind == "row" and after in ("end", "}"):
            continue  # the line is ended before the matrix is
        if is_and and index and tokens[index - 1].kind in SEPARATORS:
            continue
        yield token if kind == token.kind else replace(token, kind=kind)
