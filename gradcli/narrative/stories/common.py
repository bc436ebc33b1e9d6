"""What every story writes with: exact numbers and decimals, names, points, the way of telling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sympy import Expr

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.numbers.constants import decimal
from gradcli.field.expression import Node, Piecewise, postorder
from gradcli.field.from_sympy import OrderOfSum
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.size import size
from gradcli.field.substitution import with_values
from gradcli.frozen import dataclass, replace
from gradcli.late import pattern
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Application, Binding, Box, Glyph, Role, Row, Subscript
from gradcli.narrative.factors import Factors
from gradcli.narrative.phrases import enumerated, formula, joined, sentence
from gradcli.narrative.point.held import example_values
from gradcli.narrative.steps import Detail

DIGITS: Final = 6

# Denominators of fractions whose decimals everybody knows.
_FAMILIAR: Final = (1, 2, 4, 5)
_LARGE: Final = 100

# As `decimal` writes large and small numbers: 1.4*10^(-9).
_POWER_OF_TEN: Final = pattern(r"(-?)(.+)\*10\^\(?(-?\d+)\)?")
_RAISED: Final = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

LONGEST_WITH_NUMBERS: Final = 24

LONGEST_IN_A_SENTENCE: Final = 9

LONGEST_IN_A_VECTOR: Final = 60


@dataclass(frozen=True, slots=True)
class Telling:
    """How a story is told: the steps, the digits of decimals, and whether with all of the check.

    `taken` are letters that the page uses for something else than the laws would. With
    `expand`, names that the text gives to parts are written out, with `plot` there are pictures.
    Where numbers are not `exact`, each is told as a decimal.
    """

    detail: Detail = Detail.FULL
    digits: int = DIGITS
    verbose: bool = False
    expand: bool = False
    taken: frozenset[str] = frozenset()
    plot: bool = False
    exact: bool = True

    def is_exact(self, value: Expr) -> bool:
        """Whether a number is told as it is: a fraction that is exact."""
        return self.exact and bool(value.is_Rational)

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
    return _in_digits(decimal(constant, digits))


def size_approximately(constant: Expr, digits: int = DIGITS) -> Box:
    """The decimal beside the size of an exact number.

    No |c| is made for it: SymPy looks for the minimal polynomial of a sum of roots, multiplies
    roots, and factors what it meets, at which it fails of sqrt(10^20 + 2) - sqrt(10^20 + 3).
    """
    found = decimal(constant, digits)
    return _in_digits(found and found.removeprefix("-"))


def _in_digits(digits_of_it: str | None) -> Box:
    if digits_of_it is None:
        # No enclosure was found: then no digit is certain, and none is printed.
        return Glyph("?", Role.NUMBER)
    found = _POWER_OF_TEN.fullmatch(digits_of_it)
    if found is None:
        return nt.number(digits_of_it)
    minus, mantissa, exponent = found.groups()
    power = nt.power_of(nt.number(10), nt.number(int(exponent)))
    whole = power if mantissa == "1" else nt.product_of([nt.number(mantissa), power], dotted=True)
    return nt.negative(whole) if minus else whole


def short_decimal(constant: Expr) -> str:
    """The same digits as a text, for a message: -0.25, 1.5 · 10²⁰."""
    found = decimal(constant, DIGITS)
    if found is None:
        return "?"
    power = _POWER_OF_TEN.fullmatch(found)
    if power is None:
        return found
    minus, mantissa, exponent = power.groups()
    return f"{minus or ''}{mantissa} · 10{exponent.translate(_RAISED)}"


def is_plain(constant: Expr) -> bool:
    """Whether a constant needs no decimal beside it: a whole number, or a formula with letters."""
    return bool(constant.is_Integer or constant.free_symbols)


def exact_lines(
    left: Box | None,
    constant: Expr,
    telling: Telling,
    reason: doc.Sentence = (),
    order: Sequence[OrderOfSum] = (),
) -> tuple[doc.Line, ...]:
    """`left = exact` and, unless that is a formula or a whole number, `≈ decimal`."""
    exact = doc.Line(left, "=", formula(constant, order), reason)
    if is_plain(constant):
        return (exact,)
    return (exact, *decimal_lines(constant, telling))


def decimal_lines(constant: Expr, telling: Telling) -> tuple[doc.Line, ...]:
    """`≈ decimal`, or `= 0.125`; no line where no digit is certain, or of 1/2."""
    if decimal(constant, telling.digits) is None:
        return ()
    if is_familiar(constant):
        return ()
    relation_to = "=" if is_decimal(constant, telling.digits) else "≈"
    return (doc.Line(None, relation_to, approximately(constant, telling.digits)),)


def is_familiar(constant: Expr) -> bool:
    """Whether a number needs no decimal beside it: whole, or 1/2, 3/4, 2/5."""
    if not constant.is_Rational:
        return False
    return int(constant.q) in _FAMILIAR and abs(int(constant.p)) < _LARGE * int(constant.q)


def is_decimal(constant: Expr, digits: int) -> bool:
    """Whether a rational number is a decimal of so many digits."""
    if not constant.is_Rational:
        return False
    places = 0
    for prime in (2, 5):
        count, rest = 0, int(constant.q)
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    if places > digits or abs(int(constant.p)) > 10**digits * int(constant.q):
        return False
    scaled = constant * 10**places
    return bool(scaled.is_Integer) and abs(int(scaled)) < 10**digits


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
    return [nt.variable(name) for name in field.variables]


def function_value(field: ScalarField) -> Box:
    """f(x, y)."""
    return nt.value_of(field.function, [nt.variable(name) for name in field.arguments])


def written_point(point: Point) -> list[Box]:
    """The coordinates as they were typed."""
    return [nt.typeset(node) for node in (point.whole.values() if point.whole else point.written)]


def derivative_name(field: ScalarField, variables: Sequence[str]) -> Box:
    """∂f/∂x, or df/dx of a function of one variable.

    `variables` in the order of differentiation; below the line the last one stands first, since
    ∂²f/∂y∂x is ∂/∂y of ∂f/∂x.
    """
    return nt.partial_symbol(
        field.function, tuple(reversed(variables)), partial=len(field.arguments) > 1
    )


def local_name(part: ScalarField, source: str, *, among: bool) -> Box:
    """da/dz; ∂/∂a [b²a] `among` other paths, where ∂f/∂a is the derivative by all of them."""
    if among:
        return nt.derivative_of(source, nt.typeset(part.tree))
    return derivative_name(part, (source,))


def asked(
    what: doc.Sentence,
    field: ScalarField,
    point: Point | None = None,
    more: doc.Sentence = (),
    *,
    place: str = "at",
) -> doc.Sentence:
    """What a page is about, for its heading: The gradient of f(x, y) = x²y at (2, 3)."""
    tree = field.tree if field.typed is None else field.typed.tree
    of = nt.relation(function_value(field), "=", nt.typeset(tree)) if is_short(tree) else None
    function = sentence(" of ", function_value(field) if of is None else of)
    where: doc.Sentence = ()
    if point is not None:
        values = written_point(point)
        here = nt.point_of(values) if len(values) > 1 else named_point(field, point)
        where = sentence(f" {place} ", here)
    return (*what, *function, *where, *more)


def named_point(field: ScalarField, point: Point) -> Box:
    """(x, y) = (2, 3), or x = 2."""
    named = point.named(field)
    letters, values = [nt.variable(name) for name in named], written_point(point)
    if len(named) == 1:
        return nt.relation(letters[0], "=", values[0])
    return nt.relation(nt.point_of(letters), "=", nt.point_of(values))


def needs_numbers(held: Sequence[str], what: str) -> doc.Paragraph:
    """What is not on the page while constants have no values, and what to write for it."""
    return doc.Paragraph(
        joined(
            (
                sentence(f"{what}, and for that"),
                enumerated([nt.variable(name) for name in held]),
                sentence(
                    "needs a value: " if len(held) == 1 else "need values: ",
                    doc.Code(f"--let {example_values(held)}"),
                    ".",
                ),
            )
        )
    )


def direction_letter(field: ScalarField) -> Box:
    """w, unless the function has a variable of that name."""
    return nt.variable(_direction_name(field))


def _direction_name(field: ScalarField) -> str:
    return next(name for name in ("w", "v", "u", "q") if name not in field.letters)


def rate_symbol(field: ScalarField, direction: Box, point: Point) -> Box:
    """D_w f(P): the rate along w by its definition."""
    operator = Subscript(Glyph("D", Role.OPERATOR), direction)
    head = Row((operator, nt.function_name(field.function)), Binding.ATOM)
    return Application(head, nt.listed(written_point(point)), fenced=True)


def unit_rate_name(field: ScalarField) -> Box:
    """D_u f, the name that most textbooks have for the rate per unit of distance."""
    operator = Subscript(Glyph("D", Role.OPERATOR), _unit_letter(field))
    return Row((operator, nt.function_name(field.function)), Binding.ATOM)


def unit_vector(field: ScalarField) -> Box:
    """u = w/‖w‖."""
    w = direction_letter(field)
    return nt.relation(_unit_letter(field), "=", nt.fraction_of(w, nt.norm(w)))


def _unit_letter(field: ScalarField) -> Box:
    taken = direction_letter(field)
    letters = (nt.variable(name) for name in ("u", "v", "q", "r", "s") if name not in field.letters)
    return next(letter for letter in letters if letter != taken)


def substituted(field: ScalarField, point: Point) -> doc.Sentence:
    """`substitute x = 2, y = 3`: why a line of numbers follows from a formula."""
    letters = [nt.variable(name) for name in point.named(field)]
    pairs = zip(letters, written_point(point), strict=True)
    return sentence(
        "substitute ", nt.listed([nt.relation(name, "=", value) for name, value in pairs])
    )


def is_short(tree: Node) -> bool:
    """Whether a formula is short enough to be written once more, with numbers in it."""
    nodes = list(postorder(tree))
    return len(nodes) <= LONGEST_WITH_NUMBERS and not any(
        isinstance(node, Piecewise) for node in nodes
    )


def with_numbers(tree: Node, point: Point, field: ScalarField) -> Box | None:
    """The formula with the coordinates put in, not worked out; None where it is long."""
    if not is_short(tree):
        return None
    return nt.typeset(with_values(tree, point.named(field)), factors=Factors.PUT_IN)


def the_function(field: ScalarField) -> Box:
    """f(x, y) = x²y, where the mathematics says no to what was asked."""
    return nt.relation(function_value(field), "=", nt.typeset(field.tree))


def is_on_a_line(field: ScalarField) -> bool:
    """Whether f is a function of one variable, which has a derivative where others have ∇f."""
    return len(field.arguments) == 1


def slope_symbol(field: ScalarField, point: Point | None = None) -> Box:
    """∇f, or ∇f(2, 3) at a point; df/dx and df/dx(2) of a function of one variable."""
    if not is_on_a_line(field):
        return nt.gradient_symbol(field.function, None if point is None else written_point(point))
    name = derivative_name(field, field.arguments)
    if point is None:
        return name
    return Application(name, nt.listed(written_point(point)), fenced=True)


def slope_value(field: ScalarField, components: Sequence[Box]) -> Box:
    """(12, 4); the one number itself in one variable."""
    return components[0] if is_on_a_line(field) else nt.vector(components)


def slope_size(field: ScalarField, symbol: Box) -> Box:
    """‖∇f‖, or |df/dx|."""
    return nt.absolute(symbol) if is_on_a_line(field) else nt.norm(symbol)


def gradient_name(field: ScalarField, at: AtPoint | None) -> Box:
    """∇f, or ∇f(2, 3) at a point; in one variable the derivative."""
    return slope_symbol(field, None if at is None else at.point)


def heading_of_slope(field: ScalarField, point: Point) -> doc.Heading:
    """The gradient at (x, y) = (2, 3), or the derivative at x = 2."""
    what = "derivative" if is_on_a_line(field) else "gradient"
    return doc.Heading(sentence(f"The {what} at ", named_point(field, point)), 2)
