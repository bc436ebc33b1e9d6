"""Laws as text: "(u / v)' = (u' v - u v') / v^2", read once into two trees over letters.

Templates are written in this code and never typed by users; what is wrong with one is a
ValueError, and a test reads them all. Grammar, loosest first:

    statement:  side = side
    side:       [-] term, then + term or - term
    term:       factors side by side, then / factor
    factor:     [-] primed [^ factor]
    primed:     atom, then any number of '
    atom:       2    u    e    F(u)    ln u    sqrt(u + v)    root(u, n)    |u|    (side)

What has a prime, u' or (v ln u)', is a letter of the tree under that name, and so is the unknown
function F(u): the code that uses the tree says what they stand for. Equal parts are one node.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, Literal, TypeVar, cast

from gradcli.field import expression as tree
from gradcli.field.expression import Condition, Node
from gradcli.field.functions import FUNCTIONS
from gradcli.field.substitution import with_parts
from gradcli.frozen import dataclass, replace
from gradcli.late import pattern

_TOKEN: Final = pattern(r"\s*([A-Z]'?\(\w\)|\d+|[A-Za-z]\w*|[-+/^=()|,'])")
_RELATION: Final = pattern(r"\s(<=|>=|!=|<|>|=)\s")
_LETTER: Final = pattern(r"\b(?!e\b)[A-Za-z]\b")  # e is a number
_LN: Final = "ln"

Made = TypeVar("Made", bound=Node)


class StatementError(ValueError):
    """A law is not written as laws are: the mistake of who writes it, not of a user."""


@dataclass(frozen=True, slots=True)
class Template:
    """What is differentiated (without its prime), and what that gives.

    `letters` are those of the left side, in its order, and `slopes` says what each prime is of.
    """

    left: Node
    right: Node
    letters: tuple[str, ...]
    slopes: Mapping[str, Node]


@lru_cache(maxsize=256)
def read_template(statement: str) -> Template:
    """The two sides of a law."""
    reader = _Reader(statement)
    left = reader.side()
    reader.expect("=")
    right = reader.side()
    reader.expect("")
    whole = reader.slopes.pop(left.name, None) if isinstance(left, tree.Variable) else None
    if whole is None:
        raise StatementError(f"no derivative stands on the left of {statement!r}")
    letters, used = (dict.fromkeys(_LETTER.findall(side)) for side in statement.split("="))
    if used.keys() - letters.keys():
        raise StatementError(f"a letter on the right of {statement!r} is not on the left")
    return Template(whole, right, tuple(letters), reader.slopes)


@lru_cache(maxsize=256)
def read_condition(text: str) -> Condition:
    """Where a law holds: `u > 0`, `u < -1 or u > 1`, `-1 < u < 1`."""
    either = tuple(_links(part) for part in text.split(" or "))
    return either[0] if len(either) == 1 else tree.Some(either)


def _links(text: str) -> Condition:
    first, *rest = _RELATION.split(text)
    left, _ = read_side(first)
    links: list[Condition] = []
    for sign, after in zip(rest[::2], rest[1::2], strict=True):
        right, _ = read_side(after)
        relation = cast('Literal["<", "<=", ">", ">=", "=", "!="]', sign)  # as the pattern has it
        links.append(tree.Comparison(left, relation, right))
        left = right
    if not links:
        raise StatementError(f"no comparison: {text!r}")
    return links[0] if len(links) == 1 else tree.Every(tuple(links))


def read_side(text: str) -> tuple[Node, Mapping[str, Node]]:
    """One side of a law, or of a line of its proof, and what each prime in it is of."""
    reader = _Reader(text)
    node = reader.side()
    reader.expect("")
    return node, reader.slopes


class _Reader:
    """One statement, read from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[tuple[str, int]] = []
        self._next = 0
        self._nodes: dict[tuple[Any, ...], Node] = {}
        self.slopes: dict[str, Node] = {}
        end = 0
        while text[end:].strip():
            found = _TOKEN.match(text, end)
            if found is None:
                raise StatementError(f"{text[end:]!r} of {text!r} is not read")
            self._tokens.append((found[1], found.start(1)))
            end = found.end()
        self._tokens.append(("", len(text)))

    @property
    def _here(self) -> str:
        return self._tokens[self._next][0]

    def _take(self) -> str:
        self._next += 1
        return self._tokens[self._next - 1][0]

    def expect(self, token: str) -> None:
        """Pass over the sign that must stand here; "" is the end."""
        if self._here != token:
            raise StatementError(f"{self._here!r} in the place of {token!r}: {self._text!r}")
        self._next += 1

    def _one(self, kind: type[Made], *given: object) -> Made:
        """The node of that kind, the same one each time."""
        made: Any = kind
        return cast(Made, self._nodes.setdefault((kind, *given), made(*given)))

    def side(self) -> Node:
        """A sum."""
        terms: list[Node] = []
        while not terms or self._here in ("+", "-"):
            sign = self._take() if self._here in ("+", "-") else "+"
            term = self._term()
            terms.append(self._one(tree.Negative, term) if sign == "-" else term)
        return terms[0] if len(terms) == 1 else self._one(tree.Sum, tuple(terms))

    def _term(self) -> Node:
        factors = [self._factor()]
        while self._begins_factor():
            factors.append(self._factor())
        term = factors[0] if len(factors) == 1 else self._one(tree.Product, tuple(factors))
        while self._here == "/":
            self._take()
            term = self._one(tree.Quotient, term, self._factor())
        return term

    def _begins_factor(self) -> bool:
        # A bar after a factor closes: |u| can only stand first in a product.
        return self._here == "(" or self._here[:1].isalnum()

    def _factor(self) -> Node:
        if self._here == "-":
            self._take()
            return self._one(tree.Negative, self._factor())
        base = self._primed()
        if self._here != "^":
            return base
        self._take()
        return self._one(tree.Power, base, self._factor())

    def _primed(self) -> Node:
        start = self._tokens[self._next][1]
        node = self._atom()
        while self._here == "'":
            end = self._tokens[self._next][1] + 1
            self._take()
            name = self._text[start:end]
            self.slopes[name] = node
            node = self._one(tree.Variable, name)
        return node

    def _atom(self) -> Node:
        token = self._take()
        if token.isdigit():
            return self._one(tree.Number, Fraction(token))
        if token == "(":
            return self._closed_by(")")
        if token == "|":
            return self._one(tree.Call, "abs", (self._closed_by("|"),))
        name = "log" if token == _LN else token
        if name in FUNCTIONS:
            return self._one(tree.Call, name, self._arguments())
        if name in ("e", "pi"):
            return self._one(tree.Constant, name)
        if len(name) == 1 or name.endswith(")"):
            return self._one(tree.Variable, name)
        raise StatementError(f"{token!r} of {self._text!r} is not known")

    def _closed_by(self, fence: str) -> Node:
        inner = self.side()
        self.expect(fence)
        return inner

    def _arguments(self) -> tuple[Node, ...]:
        """The sides in parentheses, or one factor without: root(u, n), ln u."""
        if self._here != "(":
            return (self._factor(),)
        self._take()
        arguments = [self.side()]
        while self._here == ",":
            self._take()
            arguments.append(self.side())
        self.expect(")")
        return tuple(arguments)


def of_many(template: Template, count: int) -> Template:
    """A law of a sum or product of two parts, u and v, as the law of so many: u1, u2, ...

    On the right each part has its term, in which it alone has a prime: in the law of a sum by
    itself, in that of a product beside all others.
    """
    names = numbered(count)
    letters = tuple(tree.Variable(name) for name in names)
    primed = tuple(tree.Variable(f"{name}'") for name in names)
    slopes = {prime.name: letter for prime, letter in zip(primed, letters, strict=True)}
    if count == 1:
        return Template(letters[0], primed[0], names, slopes)
    match template:
        case Template(tree.Sum(), tree.Sum((tree.Variable(), tree.Variable()))):
            return Template(tree.Sum(letters), tree.Sum(primed), names, slopes)
        case Template(tree.Product(), tree.Sum((tree.Product(), tree.Product()))):
            terms = tuple(
                tree.Product((*letters[:place], prime, *letters[place + 1 :]))
                for place, prime in enumerate(primed)
            )
            return Template(tree.Product(letters), tree.Sum(terms), names, slopes)
    raise StatementError("no law of a sum or product of two")


def numbered(count: int) -> tuple[str, ...]:
    """The letters of a law of so many parts."""
    return ("u", "v") if count == 2 else tuple(f"u{place}" for place in range(1, count + 1))


def with_unit(template: Template, letter: str, *, negative: bool = False) -> Template:
    """The law where a letter is 1, or -1: as a factor it is not written, but for its sign."""
    left, right = (_with_unit(side, letter, negative) for side in (template.left, template.right))
    letters = tuple(each for each in template.letters if each != letter)
    return replace(template, left=left, right=right, letters=letters)


def _with_unit(root: Node, letter: str, negative: bool) -> Node:
    done: dict[Node, Node] = {}
    one = tree.Number(Fraction(1))
    unit = tree.Negative(one) if negative else one
    for node in tree.postorder(root):
        if isinstance(node, tree.Variable) and node.name == letter:
            done[node] = unit
        elif isinstance(node, tree.Product) and unit in map(done.get, node.factors):
            left = tuple(done[factor] for factor in node.factors if done[factor] is not unit)
            rest = left[0] if len(left) == 1 else tree.Product(left)
            done[node] = tree.Negative(rest) if negative else rest
        else:
            done[node] = with_parts(node, done)
    return done[root]
