"""What every story writes with: exact numbers and decimals, names, points, the way of telling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sympy import Expr

from gradcli.calculus.numbers.constants import decimal
from gradcli.calculus.point.critical import CriticalPoint
from gradcli.field.expression import Node, Piecewise, postorder
from gradcli.field.from_sympy import OrderOfSum
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.size import size
from gradcli.field.substitution import with_values
from gradcli.frozen import dataclass, replace
from gradcli.narrative.box import Application, Binding, Box, Glyph, Role, Row, Subscript
from gradcli.narrative.document import (
    Block,
    Code,
    Line,
    Paragraph,
    Sentence,
)
from gradcli.narrative.factors import Factors
from gradcli.narrative.notation import (
    function_name,
    listed,
    number,
    partial_symbol,
    relation,
    typeset,
    value_of,
    variable,
    vector,
)
from gradcli.narrative.phrases import enumerated, formula, joined, sentence
from gradcli.narrative.point.held import example_values
from gradcli.narrative.steps import Detail

DIGITS: Final = 6

LONGEST_WITH_NUMBERS: Final = 24

LONGEST_IN_A_SENTENCE: Final = 9

LONGEST_IN_A_VECTOR: Final = 60


@dataclass(frozen=True, slots=True)
class Telling:
    """How a story is told: the steps, the digits of decimals, and whether with all of the check.

    `taken` are letters that the page uses for something else than the laws would. With
    `expand`, names that the text gives to parts are written out.
    """

    detail: Detail = Detail.FULL
    digits: int = DIGITS
    verbose: bool = False
    expand: bool = False
    taken: frozenset[str] = frozenset()

    def beside_directions(self, field: ScalarField) -> Telling:
        """The same on a page on which letters stand for directions: u is one of length 1."""
        w = _direction_name(field)
        return replace(self, taken=self.taken | {"u", "w", w})

    @property
    def comments(self) -> bool:
        """Whether there are sentences between the results."""
        return self.detail is not Detail.NONE


FULLY: Final = Telling()


def approximately(constant: Expr, digits: int = DIGITS) -> Box:
    """The decimal beside an exact constant; a formula with letters has none, and stays."""
    if constant.free_symbols:
        return formula(constant)
    digits_of_it = decimal(constant, digits)
    # No enclosure was found: then no digit is certain, and none is printed.
    return number(digits_of_it) if digits_of_it is not None else Glyph("?", Role.NUMBER)


def is_plain(constant: Expr) -> bool:
    """Whether a constant needs no decimal beside it: a whole number, or a formula with letters."""
    return bool(constant.is_Integer or constant.free_symbols)


def exact_lines(
    left: Box | None,
    constant: Expr,
    telling: Telling,
    reason: Sentence = (),
    order: Sequence[OrderOfSum] = (),
) -> tuple[Line, ...]:
    """`left = exact` and, unless that is a formula or a whole number, `≈ decimal`."""
    exact = Line(left, "=", formula(constant, order), reason)
    if is_plain(constant):
        return (exact,)
    return (exact, *decimal_lines(constant, telling))


def decimal_lines(constant: Expr, telling: Telling) -> tuple[Line, ...]:
    """`≈ decimal`; no line where no digit is certain."""
    near = decimal(constant, telling.digits)
    return () if near is None else (Line(None, "≈", number(near)),)


def in_a_sentence(constant: Expr, telling: Telling) -> Box:
    """A constant where a sentence must go on: exact if that is short, else its decimal."""
    if size(constant) > LONGEST_IN_A_SENTENCE:
        return approximately(constant, telling.digits)
    return formula(constant)


def fit_in_a_vector(components: Sequence[Expr]) -> bool:
    """Whether the components are short enough to be read side by side."""
    return sum(size(component) for component in components) <= LONGEST_IN_A_VECTOR


def names(field: ScalarField) -> list[Box]:
    """The variables, as boxes."""
    return [variable(name) for name in field.variables]


def function_value(field: ScalarField) -> Box:
    """f(x, y)."""
    return value_of(field.function, [variable(name) for name in field.arguments])


def written_point(point: Point) -> list[Box]:
    """The coordinates as they were typed."""
    return [typeset(node) for node in (point.whole.values() if point.whole else point.written)]


def derivative_name(field: ScalarField, variables: Sequence[str]) -> Box:
    """∂f/∂x, or df/dx of a function of one variable.

    `variables` in the order of differentiation; below the line the last one stands first, since
    ∂²f/∂y∂x is ∂/∂y of ∂f/∂x.
    """
    return partial_symbol(
        field.function, tuple(reversed(variables)), partial=len(field.arguments) > 1
    )


def critical_point(critical: CriticalPoint) -> tuple[Block, ...]:
    """What the second-derivative test read the kind of a critical point from."""
    if not critical.minors:
        return ()
    minors = vector([formula(minor) for minor in critical.minors])
    return (
        Paragraph(
            sentence(
                "The second-derivative test looks at the matrix of second partial derivatives. Its "
                "leading principal minors are ",
                minors,
                ".",
            )
        ),
    )


def named_point(field: ScalarField, point: Point) -> Box:
    """(x, y) = (2, 3), or x = 2."""
    named = point.named(field)
    letters, values = [variable(name) for name in named], written_point(point)
    if len(named) == 1:
        return relation(letters[0], "=", values[0])
    return relation(vector(letters), "=", vector(values))


def needs_numbers(held: Sequence[str], what: str) -> Paragraph:
    """What is not on the page while constants have no values, and what to write for it."""
    return Paragraph(
        joined(
            (
                sentence(f"{what}, and for that"),
                enumerated([variable(name) for name in held]),
                sentence(
                    "needs a value: " if len(held) == 1 else "need values: ",
                    Code(f"--let {example_values(held)}"),
                    ".",
                ),
            )
        )
    )


def direction_letter(field: ScalarField) -> Box:
    """w, unless the function has a variable of that name."""
    return variable(_direction_name(field))


def _direction_name(field: ScalarField) -> str:
    return next(name for name in ("w", "v", "u", "q") if name not in field.letters)


def rate_symbol(field: ScalarField, direction: Box, point: Point) -> Box:
    """D_w f(P): the rate along w by its definition."""
    operator = Subscript(Glyph("D", Role.OPERATOR), direction)
    head = Row((operator, function_name(field.function)), Binding.ATOM)
    return Application(head, listed(written_point(point)), fenced=True)


def substituted(field: ScalarField, point: Point) -> Sentence:
    """`substitute x = 2, y = 3`: why a line of numbers follows from a formula."""
    letters = [variable(name) for name in point.named(field)]
    pairs = zip(letters, written_point(point), strict=True)
    return sentence("substitute ", listed([relation(name, "=", value) for name, value in pairs]))


def with_numbers(tree: Node, point: Point, field: ScalarField) -> Box | None:
    """The formula with the coordinates put in, not worked out; None where it is long."""
    nodes = list(postorder(tree))
    if len(nodes) > LONGEST_WITH_NUMBERS or any(isinstance(node, Piecewise) for node in nodes):
        return None
    return typeset(with_values(tree, point.named(field)), factors=Factors.PUT_IN)
