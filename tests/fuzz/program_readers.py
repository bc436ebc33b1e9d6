"""Readers of numeric expressions in Julia, MATLAB, Maxima and R, each by its language's own table.

A reader finds the arithmetic expressions in a file and says what they mean: which operator binds
how tightly, and on which side it groups, stands in the manuals of the languages. Nothing here knows
of gradcli's language: where both read a text as the same, two have understood it alike.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

Function: TypeAlias = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation or a function of some parts."""

    does: Function
    of: tuple[Meant, ...]


Meant: TypeAlias = float | str | Operation
"""What an expression means: a number, the name of one, an operation."""


def value_of(meant: Meant, values: Mapping[str, float]) -> Any:
    """The value of an expression where its names have these values."""
    match meant:
        case str():
            return values[meant]
        case Operation(does, of):
            return does(*(value_of(each, values) for each in of))
        case _:
            return meant


def names_in(meant: Meant) -> frozenset[str]:
    """The names of an expression."""
    match meant:
        case str():
            return frozenset({meant})
        case Operation(_, of):
            return frozenset().union(*map(names_in, of))
        case _:
            return frozenset()


OPERATIONS: Final[Mapping[str, Function]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": pow,
}


def negative(x: float) -> float:
    """The number with the other sign."""
    return -x


# What the languages mean alike.
COMMON: Final[Mapping[str, Function]] = {
    **{name: getattr(math, name) for name in (
        "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh",
        "atanh", "exp", "sqrt", "erf", "gamma",
    )},
    "log": math.log,
    "abs": abs,
    "max": max,
    "min": min,
    "floor": math.floor,
    "sec": lambda x: 1 / math.cos(x),
    "csc": lambda x: 1 / math.sin(x),
    "cot": lambda x: 1 / math.tan(x),
    "coth": lambda x: 1 / math.tanh(x),
    "sech": lambda x: 1 / math.cosh(x),
    "csch": lambda x: 1 / math.sinh(x),
}  # fmt: skip

OF_LIBRARIES: Final[Mapping[str, Function]] = {
    **COMMON,
    "log1p": math.log1p,
    "expm1": math.expm1,
    "log2": math.log2,
    "log10": math.log10,
}
"""What Julia, MATLAB and R have besides."""


def sign(x: float) -> int:
    """-1, 0 or 1."""
    return (x > 0) - (x < 0)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What is particular to a language.

    `binary` has for each operator what it does, how tightly it holds what stands before it, and how
    tightly what stands behind must hold to go with it; `prefix` the second of these for a minus;
    `beside` both for a number before a name (0: that is no product). `element` is the bracket of an
    index, `assigns` a sign of assignment that is no comparison.
    """

    endings: tuple[str, ...]
    comment: str
    text: str
    number: str
    name: str
    binary: Mapping[str, tuple[str, int, int]]
    prefix: int
    functions: Mapping[str, Function]
    constants: Mapping[str, float]
    keywords: frozenset[str]
    element: str
    beside: int = 0
    closed: frozenset[str] = frozenset()
    goes_on: str = ""
    assigns: str = "(?!)"


def _words(listed: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", listed))


_SUMS: Final = {"+": ("+", 10, 11), "-": ("-", 10, 11)}
_PRODUCTS: Final = {"*": ("*", 20, 21), "/": ("/", 20, 21)}

JULIA: Final = Dialect(
    endings=(".jl",),
    comment=r"#=.*?=#|#[^\n]*",
    text=r'"""(?:\\.|.)*?"""|"(?:\\.|[^"\\])*"|`[^`]*`',
    number=r"(?:[0-9][0-9_]*(?:\.(?![*/^.])[0-9]*)?|\.[0-9]+)(?:[eEf][+-]?[0-9]+)?",
    name=r"[^\W\d][\w!]*",
    # Mathematical Operations, "Operator Precedence and Associativity"; a number before a name
    # holds tighter than any sign but ^ on its left: 1/2x is 1/(2x), 2^3x is 2^(3x).
    binary=_SUMS
    | _PRODUCTS
    | {".+": ("+", 10, 11), ".-": ("-", 10, 11), ".*": ("*", 20, 21), "./": ("/", 20, 21)}
    | {"^": ("^", 30, 25), ".^": ("^", 30, 25)},
    prefix=24,
    beside=25,
    functions={
        **OF_LIBRARIES,
        "log": lambda *of: math.log(of[-1]) / (math.log(of[0]) if len(of) > 1 else 1),
        "atan": lambda *of: math.atan2(*of) if len(of) > 1 else math.atan(of[0]),
        "exp2": lambda x: 2.0**x,
        "exp10": lambda x: 10.0**x,
        "cbrt": lambda x: math.copysign(abs(x) ** (1 / 3), x),
        "abs2": lambda x: x * x,
        "inv": lambda x: 1 / x,
        "hypot": math.hypot,
        "sign": sign,
        "ceil": math.ceil,
        "erfc": math.erfc,
    },
    constants={"pi": math.pi, "π": math.pi, "ℯ": math.e},
    keywords=_words(
        "begin if else elseif end for while function return let do in isa const where try catch "
        "true false using import export global local module struct quote macro"
    ),
    element="[",
    closed=frozenset("[{"),
)

MATLAB: Final = Dialect(
    endings=(".m",),
    comment=r"%\{\s*\n.*?\n\s*%\}|[%#][^\n]*",
    text=r"(?<![\w)\]}'.])'[^'\n]*'|\"[^\"\n]*\"",
    number=r"(?:[0-9]+(?:\.(?![*/^'])[0-9]*)?|\.[0-9]+)(?:[eEdD][+-]?[0-9]+)?",
    name=r"[A-Za-z]\w*",
    # Operator Precedence: the powers group from the left, and go before a sign on their left.
    binary=_SUMS
    | _PRODUCTS
    | {".*": ("*", 20, 21), "./": ("/", 20, 21), "^": ("^", 30, 31), ".^": ("^", 30, 31)},
    prefix=25,
    functions={
        **OF_LIBRARIES,
        "atan2": math.atan2,
        "power": pow,
        "sign": sign,
        "hypot": math.hypot,
        "ceil": math.ceil,
        "erfc": math.erfc,
        "nthroot": lambda x, n: math.copysign(abs(x) ** (1 / n), x),
    },
    constants={"pi": math.pi},
    keywords=_words(
        "if else elseif end for while function return switch case otherwise break continue try "
        "catch global persistent parfor classdef properties methods"
    ),
    element="(",
    closed=frozenset("[{"),
    goes_on=r"\.\.\.[^\n]*\n",
)

MAXIMA: Final = Dialect(
    endings=(".mac", ".mc", ".dem", ".max"),
    comment=r"/\*.*?\*/",
    text=r'"(?:\\.|[^"\\])*"',
    number=r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eEbBdD][+-]?[0-9]+)?",
    name=r"[A-Za-z%_][\w%]*",
    # The binding powers of the manual: "+" 100, "*" 120, "/" 120 122, "-" before 134, "^" 140 139.
    binary={
        "+": ("+", 100, 101),
        "-": ("-", 100, 101),
        "*": ("*", 120, 121),
        "/": ("/", 120, 122),
        "^": ("^", 140, 139),
        "**": ("^", 140, 139),
    },
    prefix=134,
    functions={
        **COMMON,
        "atan2": math.atan2,
        "signum": sign,
        "ceiling": math.ceil,
        "erfc": math.erfc,
        "factorial": lambda x: math.gamma(x + 1),
    },
    constants={"%e": math.e, "%pi": math.pi},
    keywords=_words(
        "if then else elseif for from thru step while unless do in and or not return block"
    ),
    element="[",
)


R: Final = Dialect(
    endings=(".R", ".r"),
    comment=r"#[^\n]*",
    text=r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`[^`]*`",
    number=r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?L?",
    name=r"[A-Za-z.][\w.]*",
    # Operator Syntax and Precedence: a sign holds tighter than a product, ^ tighter than a sign.
    binary=_SUMS | _PRODUCTS | {"^": ("^", 30, 25), "**": ("^", 30, 25)},
    prefix=24,
    functions={
        **OF_LIBRARIES,
        "atan2": math.atan2,
        "sign": sign,
        "ceiling": math.ceil,
        "factorial": lambda x: math.gamma(x + 1),
    },
    constants={"pi": math.pi},
    keywords=_words(
        "if else for while repeat function return next break in TRUE FALSE NULL NA Inf NaN"
    ),
    element="[",
    assigns="<<?-",
)


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a name, an operator, a bracket, an end of a line, or anything else."""

    kind: str
    text: str
    start: int
    end: int


def _tokens(text: str, dialect: Dialect) -> list[Token]:
    """The tokens of a file, without comments and with texts as one sign."""
    operators = sorted(dialect.binary, key=len, reverse=True)
    pattern = re.compile(
        "|".join(
            f"(?P<{kind}>{what})"
            for kind, what in (
                ("text", dialect.text),
                ("gap", rf"{dialect.goes_on or '(?!)'}|{dialect.comment}|[ \t\r]+"),
                ("line", r"\n"),
                ("number", dialect.number),
                ("name", dialect.name),
                ("relation", rf"{dialect.assigns}|==|~=|!=|<=|>=|=>|->|\+=|-=|\*=|/=|\^=|&&|\|\|"),
                ("op", "|".join(map(re.escape, operators))),
                ("open", r"[(\[{]"),
                ("close", r"[)\]}]"),
                ("other", "."),
            )
        ),
        re.DOTALL,
    )
    found: list[Token] = []
    for match in pattern.finditer(text):
        kind = match.lastgroup or ""
        if kind != "gap":
            found.append(Token(kind, match.group(), match.start(), match.end()))
    return [*found, Token("line", "", len(text), len(text))]


class NoExpressionError(Exception):
    """What stands here is no arithmetic expression of numbers."""


_DEEPEST: Final = 30
_INDICES: Final = frozenset("ijkn")
_MARKS: Final = {"₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6"}


def plain(name: str) -> str:
    """The name in Latin letters: mu for μ, x_1 for x₁ and x__1, x for _x and x., a_2_d for a_2d."""
    read = ""
    name = name.strip("_.").replace("__", "_")
    for letter in re.sub(r"(?<=_)([0-9]+)(?=[A-Za-z])", r"\1_", name):
        if letter in _MARKS:
            read += _MARKS[letter] if read[-1:].isdigit() else f"_{_MARKS[letter]}"
        elif letter.isascii():
            read += letter
        else:
            said = unicodedata.name(letter, "")
            greek = re.fullmatch(r"GREEK (SMALL|CAPITAL) LETTER (\w+)", said)
            if greek is None:
                raise NoExpressionError
            small = greek[2].lower().replace("lamda", "lambda")
            read += small if greek[1] == "SMALL" else small.title()
    return read


@dataclass(slots=True)
class Reader:
    """The reader of one file: where it is, and which brackets are open."""

    text: str
    dialect: Dialect
    tokens: list[Token] = field(default_factory=list)
    at: int = 0
    depth: int = 0

    @property
    def next(self) -> Token:
        """The token to be read."""
        return self.tokens[self.at]

    def take(self) -> Token:
        """Read the next token; in brackets a line may end anywhere."""
        token = self.tokens[self.at]
        self.at = min(self.at + 1, len(self.tokens) - 1)
        while self.depth and self.next.kind == "line" and self.at < len(self.tokens) - 1:
            self.at += 1
        return token

    def expression(self, least: int) -> Meant:
        """An expression of operators that hold at least as tightly as `least`."""
        left, is_number = self.operand()
        while True:
            token = self.next
            if token.kind == "op" and token.text in self.dialect.binary:
                does, before, behind = self.dialect.binary[token.text]
                if before < least:
                    return left
                self.take()
                while self.next.kind == "line" and self.at < len(self.tokens) - 1:
                    self.at += 1  # an operator at the end of a line
                left = Operation(OPERATIONS[does], (left, self.expression(behind)))
            elif is_number and self._is_beside(token) and self.dialect.beside >= least:
                right = self.expression(self.dialect.beside + 1)
                left = Operation(OPERATIONS["*"], (left, right))
                is_number = self.tokens[self.at - 1].text == ")"
                continue
            elif token.text == "!" and self.dialect is MAXIMA and token.kind == "other":
                self.take()
                left = Operation(MAXIMA.functions["factorial"], (left,))
            else:
                return left
            is_number = False

    def _is_beside(self, token: Token) -> bool:
        """2x and 2(x + 1), and (x + 1)y: a product in Julia."""
        before = self.tokens[self.at - 1]
        if not self.dialect.beside or token.start != before.end:
            return False
        is_name = token.kind == "name" and token.text not in self.dialect.keywords
        return is_name or (before.kind == "number" and token.text == "(")

    def operand(self) -> tuple[Meant, bool]:
        """An operand, and whether it may be the number of a product without a sign."""
        if self.next.text == "(":
            return self._in_brackets(), True
        token = self.take()
        if token.kind == "op" and token.text in ("-", "+"):
            inner = self.expression(self.dialect.prefix)
            return (Operation(negative, (inner,)) if token.text == "-" else inner), False
        if token.kind == "number":
            if (
                self.next.kind == "name"
                and self.next.start == token.end
                and not (self.dialect.beside)
            ):
                raise NoExpressionError  # 2i
            digits = re.sub("[dDbBf]", "e", token.text.replace("_", "").rstrip("L"))
            return float(digits), True
        if token.kind != "name" or token.text in self.dialect.keywords:
            raise NoExpressionError
        return self._named(token), False

    def _named(self, token: Token) -> Meant:
        name, follower = token.text, self.next
        is_behind = follower.kind == "open" and follower.start == token.end
        if is_behind and follower.text == "(" and name in self.dialect.functions:
            self._open()
            given = [self.expression(0)]
            while self.next.text == ",":
                self.take()
                given.append(self.expression(0))
            self._close()
            return Operation(self.dialect.functions[name], tuple(given))
        if is_behind and follower.text == self.dialect.element:
            index, closing = self.tokens[self.at + 1 : self.at + 3]
            if closing.kind == "close" and (index.text.isdigit() or index.text in _INDICES):
                self.at += 2
                self.take()
                return f"{plain(name)}_{index.text}"
        if is_behind or name in self.dialect.functions:
            raise NoExpressionError
        if name in self.dialect.constants:
            return self.dialect.constants[name]
        if name.startswith("%"):
            raise NoExpressionError
        return plain(name)

    def _in_brackets(self) -> Meant:
        self._open()
        inner = self.expression(0)
        self._close()
        return inner

    def _open(self) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NoExpressionError
        self.take()

    def _close(self) -> None:
        if self.next.text != ")":
            raise NoExpressionError
        self.depth -= 1
        self.take()


_BEFORE: Final = frozenset(
    {"=", ",", ";", ":", "(", "$", "?", "&&", "||", "==", "<", ">", "<=", ">=", "<-", "<<-"}
)
_BEHIND: Final = _BEFORE - {"("} | {")", "!=", "~="}
_OPENED_BY: Final = frozenset(
    {"return", "then", "else", "do", "if", "elseif", "and", "or", "while"}
)


def read(text: str, dialect: Dialect) -> Meant:
    """What one expression means.

    Raises:
        NoExpressionError: it is none.
    """
    reader = Reader(text, dialect, _tokens(text, dialect))
    meant = reader.expression(0)
    if reader.at < len(reader.tokens) - 1:
        raise NoExpressionError
    return meant


def expressions_in(text: str, dialect: Dialect) -> Iterator[tuple[str, Meant]]:
    """The arithmetic expressions of a file, the largest at each place, as they are written."""
    tokens = _tokens(text, dialect)
    brackets: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        before = tokens[at - 1] if at else Token("line", "", 0, 0)
        if token.kind == "open":
            brackets.append(token.text)
        elif token.kind == "close" and brackets:
            brackets.pop()
        begins = before.kind == "line" or before.text in _BEFORE or before.text in _OPENED_BY
        if begins and (not brackets or brackets[-1] not in dialect.closed):
            found = _expression_at(text, dialect, tokens, at)
            if found is not None:
                meant, end = found
                yield text[token.start : tokens[end - 1].end], meant
                for passed in tokens[at:end]:
                    if passed.kind == "open" and passed is not token:
                        brackets.append(passed.text)
                    elif passed.kind == "close" and brackets:
                        brackets.pop()
                at = end
                continue
        at += 1


def _expression_at(
    text: str, dialect: Dialect, tokens: list[Token], at: int
) -> tuple[Meant, int] | None:
    """The expression that begins at a token, and the token behind it."""
    reader = Reader(text, dialect, tokens, at)
    try:
        meant = reader.expression(0)
    except (NoExpressionError, IndexError, ValueError):
        return None
    end = reader.at
    follower = tokens[end]
    if not (follower.kind == "line" or follower.text in _BEHIND or follower.text in _OPENED_BY):
        return None
    while tokens[end - 1].kind == "line":
        end -= 1
    return meant, end


DIALECTS: Final[Mapping[str, Dialect]] = {
    "Julia": JULIA, "MATLAB": MATLAB, "Maxima": MAXIMA, "R": R,
}  # fmt: skip
