"""A formula as it is set: signs in rows, fractions, powers, roots, fences.

These few shapes are all that a drawer has to know. Which sign is written, where a parenthesis is
needed whatever the medium, and where a product needs a dot, is settled before (in
`gradcli.narrative.notation`); how a shape looks in one line, in two dimensions, in LaTeX or in
MathML is the drawer's. A drawer that writes a fraction or a power in one line puts the
parentheses that the line needs: `Row.binding` tells it when.
"""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import Final, TypeAlias, assert_never

from gradcli.frozen import dataclass


class Role(Enum):
    """What a sign is, so that each medium can give roles their look in one small table."""

    VARIABLE = "variable"
    NUMBER = "number"
    CONSTANT = "constant"
    FUNCTION = "function"
    OPERATOR = "operator"
    RELATION = "relation"
    VECTOR = "vector"


class Binding(IntEnum):
    """How tightly the parts of a row hold together, loosest first."""

    RELATION = 0
    SUM = 1
    PRODUCT = 2
    ATOM = 3


GREEK: Final = frozenset(
    name
    for small in (  # noqa: SIM905  a list of quoted letters is harder to read
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
        "sigma tau upsilon phi chi psi omega"
    ).split()
    for name in (small, small.capitalize())
)
"""The names of the Greek letters, small and (capitalised) large."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One sign or name: `x`, `theta`, `12`, `arcsin`, `+`, `≈`, `∂`, `∇`.

    Greek letters of variables are spelled out (`theta`), operators and relations are the Unicode
    sign (`·`, `−`, `≤`, `→`, `∂`, `∇`); the drawers translate both.
    """

    text: str
    role: Role


@dataclass(frozen=True, slots=True)
class Row:
    """Boxes side by side. Binary operators and relations stand in it as signs of their own."""

    parts: tuple[Box, ...]
    binding: Binding


@dataclass(frozen=True, slots=True)
class Fraction:
    """One box over another."""

    above: Box
    below: Box


@dataclass(frozen=True, slots=True)
class Superscript:
    """A base and its exponent; the base is fenced already where it must be."""

    base: Box
    exponent: Box


@dataclass(frozen=True, slots=True)
class Subscript:
    """A base and its index: the 1 of x_1."""

    base: Box
    index: Box


MARKS: Final = frozenset({"hat", "bar", "tilde", "dot", "ddot"})
"""Indices that are drawn as a mark over the letter where the medium can: y_hat, ŷ."""


def marked(box: Subscript) -> tuple[str, Glyph | None] | None:
    """The mark over the letter of a name, and the index that is left; None without a mark."""
    if not isinstance(box.index, Glyph) or box.index.role is not Role.VARIABLE:
        return None
    mark, _, rest = box.index.text.partition("_")
    return (mark, Glyph(rest, box.index.role) if rest else None) if mark in MARKS else None


_FOR_FUNCTIONS: Final = frozenset(
    {"f", "g", "h", "sigma", "phi", "psi", "delta", "zeta", "Gamma", "Phi", "Psi", "Delta"}
)


def reads_as_function(box: Box) -> bool:
    """A letter that books use for functions: f(x + 1) would be a value, φ(x + 1) another."""
    if isinstance(box, Subscript):
        box = box.base
    return isinstance(box, Glyph) and box.role is Role.VARIABLE and box.text in _FOR_FUNCTIONS


@dataclass(frozen=True, slots=True)
class Root:
    """A root sign over a radicand; `degree` is None for the square root."""

    radicand: Box
    degree: Box | None = None


def stands_apart(left: Box, right: Box) -> bool:
    """Whether a factor needs room before it: `w e^(...)`, where `we^(...)` would be a word."""
    while isinstance(right, Superscript):
        right = right.base
    is_e = isinstance(right, Glyph) and right.role is Role.CONSTANT and right.text == "e"
    return is_e and not (isinstance(left, Glyph) and left.role in (Role.NUMBER, Role.OPERATOR))


class Fence(Enum):
    """What stands left and right of a fenced box."""

    PARENTHESES = "()"
    BRACKETS = "[]"
    BARS = "||"
    DOUBLE_BARS = "‖‖"
    FLOOR = "⌊⌋"
    CEILING = "⌈⌉"
    VECTOR = "(,)"
    """Parentheses around the components of a vector; those of a point are `PARENTHESES`."""

    ANGLES = "⟨⟩"


@dataclass(frozen=True, slots=True)
class Fenced:
    """A box between fences: (a + b), |x|, a vector (2xy, x²)."""

    inner: Box
    fence: Fence


@dataclass(frozen=True, slots=True)
class Application:
    """A function before its argument: `sin x`, `ln(x + 1)`.

    `argument` comes unfenced; `fenced` says that this argument needs its parentheses in every
    medium (`f(x, y)` and all that is longer than a single sign). `head` may be a superscript
    (`sin² x`).
    """

    head: Box
    argument: Box
    fenced: bool


@dataclass(frozen=True, slots=True)
class Cases:
    """A brace and its lines: the value, and the condition under which it holds."""

    lines: tuple[tuple[Box, Box], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A rectangle of boxes between brackets, row by row; one column is a column vector."""

    rows: tuple[tuple[Box, ...], ...]


Box: TypeAlias = (
    Glyph | Row | Fraction | Superscript | Subscript | Root | Fenced | Application | Cases | Matrix
)


def parts_of(box: Box) -> tuple[Box, ...]:
    """The boxes that `box` is directly made of, in the order of reading."""
    match box:
        case Glyph():
            return ()
        case Row(parts):
            return parts
        case Fraction(above, below):
            return (above, below)
        case Superscript(base, exponent):
            return (base, exponent)
        case Subscript(base, index):
            return (base, index)
        case Root(radicand, degree):
            return (radicand,) if degree is None else (radicand, degree)
        case Fenced(inner):
            return (inner,)
        case Application(head, argument):
            return (head, argument)
        case Cases(lines):
            return tuple(part for line in lines for part in line)
        case Matrix(rows):
            return tuple(entry for row in rows for entry in row)
    assert_never(box)
