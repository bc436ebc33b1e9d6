"""What every story begins with, ends with, and says in between in the same words."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Final, assert_never

from sympy import Expr, Rational

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.check.verification import Check, Outcome
from gradcli.calculus.numbers.constants import decimal
from gradcli.calculus.point.critical import LARGEST_TESTED, CriticalKind, CriticalPoint
from gradcli.calculus.rules.gradient import Gradient, NamedPart, Partial
from gradcli.calculus.rules.lost_restrictions import Lost, Restriction, lost_restrictions
from gradcli.calculus.rules.regions import is_meant_inside
from gradcli.calculus.rules.rules import ChainRule, Derivation, parts_of
from gradcli.field.expression import Node, Piecewise, postorder
from gradcli.field.intermediates import as_slope
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.size import size
from gradcli.field.substitution import with_values
from gradcli.frozen import dataclass
from gradcli.narrative.box import Box, Glyph, Role
from gradcli.narrative.document import (
    Block,
    Equations,
    Heading,
    Line,
    Paragraph,
    Remark,
    Sentence,
    Steps,
    Strong,
    Tone,
    Words,
)
from gradcli.narrative.letters import FOR_OUTER, Letters
from gradcli.narrative.notation import (
    gradient_symbol,
    number,
    partial_symbol,
    prime,
    relation,
    typeset,
    value_of,
    variable,
    vector,
)
from gradcli.narrative.opening import opening
from gradcli.narrative.phrases import enumerated, formula, joined, sentence
from gradcli.narrative.steps import Detail, steps_of

DIGITS: Final = 6
LONGEST_WITH_NUMBERS: Final = 24
LONGEST_IN_A_SENTENCE: Final = 9
LONGEST_IN_A_VECTOR: Final = 60
MOST_GATHERED: Final = 24

SIMPLIFIED: Final = sentence("simplified")


@dataclass(frozen=True, slots=True)
class Telling:
    """How a story is told: how much of the steps, and how many digits a decimal has."""

    detail: Detail = Detail.FULL
    digits: int = DIGITS

    @property
    def comments(self) -> bool:
        """Whether there are sentences between the results."""
        return self.detail is not Detail.NONE


FULLY: Final = Telling()


def approximately(constant: Expr, digits: int = DIGITS) -> Box:
    """The decimal beside an exact constant."""
    digits_of_it = decimal(constant, digits)
    # No enclosure was found: then no digit is certain, and none is printed.
    return number(digits_of_it) if digits_of_it is not None else Glyph("?", Role.NUMBER)


def is_plain(constant: Expr) -> bool:
    """Whether a constant needs no decimal beside it: a whole number."""
    return bool(constant.is_Integer)


def exact_lines(
    left: Box | None, constant: Expr, telling: Telling, reason: Sentence = ()
) -> tuple[Line, ...]:
    """`left = exact` and, unless that is a formula or a whole number, `≈ decimal`."""
    exact = Line(left, "=", formula(constant), reason)
    if is_plain(constant) or constant.free_symbols:
        return (exact,)
    return (exact, Line(None, "≈", approximately(constant, telling.digits)))


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
    return value_of(field.function, names(field))


def written_point(point: Point) -> list[Box]:
    """The coordinates as they were typed."""
    return [typeset(node) for node in point.written]


def reading(field: ScalarField) -> tuple[Block, ...]:
    """The first lines of every answer: the function as it was typed, and how it was read."""
    return opening(field.function, field.variables, field.tree, field.names)


def restrictions(field: ScalarField) -> tuple[Block, ...]:
    """What was cancelled in the formulas and still holds of the function: x²/x needs x ≠ 0."""
    return tuple(
        Remark(Tone.WARNING, _restricted(lost, field.function)) for lost in lost_restrictions(field)
    )


def _restricted(lost: Lost, name: str) -> Sentence:
    argument = formula(lost.argument)
    match lost.restriction:
        case Restriction.NOT_ZERO:
            return sentence(
                f"As typed, {name} divides by ",
                argument,
                ": it has values only where ",
                relation(argument, "≠", number(0)),
                ", and a shortened formula for it or its derivatives holds only there.",
            )
        case Restriction.POSITIVE:
            return sentence(
                f"As typed, {name} takes the logarithm of ",
                argument,
                ": it has values only where ",
                relation(argument, ">", number(0)),
                ", and a shortened formula for it or its derivatives holds only there.",
            )
        case Restriction.NOT_NEGATIVE:
            return sentence(
                f"As typed, {name} takes an even root of ",
                argument,
                ": it has values only where ",
                relation(argument, "≥", number(0)),
                ", and a shortened formula for it or its derivatives holds only there.",
            )
        case Restriction.FRACTIONAL_POWER:
            return sentence(
                f"As typed, {name} takes a power with a fractional exponent of ",
                argument,
                ": it has values only where ",
                relation(argument, "≥", number(0)),
                ", and a shortened formula for it or its derivatives holds only there.",
            )
    assert_never(lost.restriction)


_LISTED: Final = 8  # names that are read one by one


def constants_sentence(field: ScalarField, moving: str) -> Sentence:
    """Which variables stand still while one moves, and what that means."""
    others = [variable(name) for name in field.variables if name != moving]
    if not others:
        return sentence(
            "How fast ", variable(field.function), " changes as ", variable(moving), " moves."
        )
    if len(others) == 1:
        still = joined(
            (sentence(others[0]), sentence(" is held still and treated as a constant.")), ""
        )
    elif len(others) > _LISTED:
        still = sentence(
            f"the other {len(others):,} variables are held still and treated as constants."
        )
    else:
        still = joined(
            (enumerated(others), sentence(" are held still and treated as constants.")), ""
        )
    return joined(
        (
            sentence(
                "How fast ",
                variable(field.function),
                " changes for a slight nudge of ",
                variable(moving),
                " alone:",
            ),
            still,
        )
    )


def derivative_name(field: ScalarField, variables: Sequence[str]) -> Box:
    """∂f/∂x, or df/dx of a function of one variable.

    `variables` in the order of differentiation; below the line the last one stands first, since
    ∂²f/∂y∂x is ∂/∂y of ∂f/∂x.
    """
    return partial_symbol(
        field.function, tuple(reversed(variables)), partial=len(field.variables) > 1
    )


def working(
    partial: Partial, telling: Telling, order: Sequence[str] | None = None, first: int = 1
) -> tuple[Block, ...]:
    """The steps of one partial and its result, those of the parts that have names before it."""
    field = partial.field
    name = derivative_name(field, order or (partial.variable,))
    taken = _named(partial)
    blocks: list[Block] = []
    slopes: list[Line] = []
    for place, part in enumerate(partial.named, start=1):
        if telling.comments:
            meaning = Line(variable(part.name), "=", typeset(part.meaning))
            blocks.append(Heading(sentence("The part ", variable(part.name)), 3))
            blocks.append(Equations((meaning,)))
        steps = steps_of(part.derivation, field, telling.detail, f"{first}.{place}", taken)
        if steps:
            blocks.append(Steps(steps))
        slope = _result(variable(part.slope), part)
        slopes.append(dataclasses.replace(slope[-1], left=slope[0].left, reason=()))
        blocks.append(Equations(slope, result=True))
    if slopes and telling.comments:
        whole = Line(function_value(field), "=", typeset(partial.derivation.function))
        blocks.append(Heading(sentence("The whole function, made of its parts"), 3))
        blocks.append(Equations((whole,)))
    place_of_whole = f"{first}.{len(partial.named) + 1}" if partial.named else first
    steps = steps_of(partial.derivation, field, telling.detail, place_of_whole, taken)
    if steps:
        blocks.append(Steps(steps))
    result = _result(name, partial)
    if telling.comments and 0 < len(slopes) <= MOST_GATHERED:
        blocks.append(Equations(result))
        blocks.append(Paragraph(sentence("The results together:")))
        last = dataclasses.replace(result[-1], left=name, reason=())
        blocks.append(Equations((*slopes, last), result=True))
    else:
        blocks.append(Equations(result, result=True))
    if is_meant_inside([partial.derivative]):
        blocks.append(
            Paragraph(
                sentence(
                    "A condition counts where it holds all around the point; on which open regions "
                    "that is could not be decided."
                )
            )
        )
    return tuple(blocks)


def _result(name: Box, worked: Partial | NamedPart) -> tuple[Line, ...]:
    """What the rules gave, and the same more shortly where that is another formula."""
    given = Line(name, "=", formula(worked.derivation.derivative))
    if worked.derivation.derivative == worked.derivative:
        return (given,)
    return (given, Line(None, "=", formula(worked.derivative), SIMPLIFIED))


def _named(partial: Partial) -> frozenset[str]:
    """The names of the parts, and the letters with which they begin: the laws take others."""
    names = frozenset(name for name in partial.values if as_slope(name) is None)
    return names | {name.partition("_")[0] for name in names}


def has_chain_rule(partial: Partial) -> bool:
    """Whether a function of a part occurs anywhere in the derivation."""
    seen: set[Derivation] = set()
    waiting = [partial.derivation, *(part.derivation for part in partial.named)]
    while waiting:
        rule = waiting.pop()
        if isinstance(rule, ChainRule):
            return True
        if rule not in seen:
            seen.add(rule)
            waiting.extend(parts_of(rule))
    return False


def signs(partial: Partial) -> Paragraph:
    """How the signs are read, once, before they are used."""
    field, first = partial.field, partial.variable
    derivative = derivative_name(field, (first,))
    letters = Letters.beside(field).without(*_named(partial))
    word = "partial derivative" if len(field.variables) > 1 else "derivative"
    outer = variable(letters.pick(FOR_OUTER))
    of_outer = (
        (", and ", prime(outer), " that of an outer function ", outer, " by its own argument")
        if has_chain_rule(partial)
        else ()
    )
    return Paragraph(
        sentence(
            derivative,
            f" is the {word} of ",
            variable(field.function),
            " with respect to ",
            variable(first),
            "; in the laws beside the steps, ",
            prime(variable(letters.pick("uvw"))),
            " is the derivative of a part with respect to the variable that moves",
            *of_outer,
            ".",
        )
    )


def before_partials(first: Partial, telling: Telling) -> tuple[Block, ...]:
    """What must be known before the first derivative: what was cancelled, what signs mean."""
    lost = restrictions(first.field)
    return (*lost, signs(first)) if telling.detail is Detail.FULL else lost


def of_partial(partial: Partial, telling: Telling, place: int) -> tuple[Block, ...]:
    """One partial, worked, under its own heading."""
    field = partial.field
    word = "Partial derivative" if len(field.variables) > 1 else "Derivative"
    blocks: list[Block] = [
        Heading(sentence(f"{word} with respect to ", variable(partial.variable)), 2)
    ]
    if telling.comments:
        blocks.append(Paragraph(constants_sentence(field, partial.variable)))
    return (*blocks, *working(partial, telling, first=place))


def partials_story(gradient: Gradient, telling: Telling) -> tuple[Block, ...]:
    """Every partial, in the order of the variables."""
    blocks = list(before_partials(gradient.partials[0], telling))
    for place, partial in enumerate(gradient.partials, start=1):
        blocks.extend(of_partial(partial, telling, place))
    return tuple(blocks)


def gradient_lines(gradient: Gradient) -> Equations:
    """∇f = (∂f/∂x, ∂f/∂y) = (2xy, x²)."""
    field = gradient.field
    symbols = [derivative_name(field, (name,)) for name in field.variables]
    components = [formula(component) for component in gradient.components]
    lines = [Line(gradient_symbol(field.function), "=", vector(symbols))]
    if fit_in_a_vector(gradient.components):
        lines.append(Line(None, "=", vector(components)))
    return Equations(tuple(lines), result=True)


def gradient_at_lines(
    gradient: Gradient, point: Point, slopes: tuple[Expr, ...], telling: Telling
) -> Equations:
    """∇f(2, 3) = (12, 4), and the decimals where they are not whole."""
    left: Box | None = gradient_symbol(gradient.field.function, written_point(point))
    lines = []
    if fit_in_a_vector(slopes):
        lines.append(Line(left, "=", vector([formula(slope) for slope in slopes])))
        left = None
    if left is not None or not all(is_plain(slope) for slope in slopes):
        decimals = [approximately(slope, telling.digits) for slope in slopes]
        lines.append(Line(left, "≈", vector(decimals)))
    return Equations(tuple(lines), result=True)


def checked(
    check: Check,
    field: ScalarField,
    at_the_point: Sequence[Certificate] = (),
    *,
    single: bool = False,
) -> Remark:
    """What was checked, and how; the mark is the renderer's.

    Compared were all the partials of the field, or a `single` one.

    `at_the_point` are the certificates of the numbers at the point: each says what was compared,
    and whether it could be.
    """
    if check.outcome is Outcome.NO_POINT:
        return Remark(
            Tone.WARNING,
            sentence(
                "Not checked: no point was found at which the function has a real value and a rate."
            ),
        )
    if check.outcome is Outcome.SILENT:
        where = [
            relation(variable(name), "≈", approximately(Rational(value)))
            for name, value in (check.where or {}).items()
        ]
        return Remark(
            Tone.WARNING,
            joined(
                (
                    sentence("The formula does not reach everywhere: at"),
                    enumerated(where),
                    sentence("the function has a rate, and the formula no value."),
                )
            ),
        )
    points = f"{check.points} random points" if check.points > 1 else "1 random point"
    what = "partial derivative" if len(field.variables) > 1 else "derivative"
    were = f"{what} was" if single or len(field.variables) == 1 else f"{what}s were"
    text = (
        f"Checked: the {were} compared at {points} with a second computation that uses none of the "
        f"rules (dual numbers: each number carries its rate of change through the function as "
        f"typed); {check.digits} digits agree."
    )
    for certificate in at_the_point:
        text += f" {certificate.confirmed if certificate.made else certificate.not_made}"
    return Remark(Tone.CHECKED, sentence(text))


@dataclass(frozen=True, slots=True)
class Certificate:
    """One comparison at the point: whether it could be made, and what is said of it."""

    made: bool
    confirmed: str
    not_made: str


def certificate_of_values(at: AtPoint | None) -> tuple[Certificate, ...]:
    """The value and the partials at the point, held against difference quotients."""
    if at is None or at.slopes is None:
        return ()
    return (
        Certificate(
            at.certified is True,
            "At the point, the value and the partial derivatives agree with difference quotients "
            "of the function, formed with many digits.",
            "At the point the numbers could not be compared with difference quotients.",
        ),
    )


def critical_point(field: ScalarField, critical: CriticalPoint) -> tuple[Block, ...]:
    """What a zero gradient means, and what the second-derivative test makes of the point."""
    name = variable(field.function)
    test = {
        CriticalKind.MINIMUM: "a local minimum: the function rises in every direction",
        CriticalKind.MAXIMUM: "a local maximum: the function falls in every direction",
        CriticalKind.SADDLE: "a saddle: it rises in some directions and falls in others",
        CriticalKind.NOT_DECIDED: "not decided by the second-derivative test",
    }[critical.kind]
    if critical.kind is CriticalKind.NOT_DECIDED and not critical.minors:
        if len(field.variables) > LARGEST_TESTED:
            test = "not examined: the second-derivative test was not made, with so many variables"
        else:
            test = "not examined: there is no second derivative here by the rules"
    blocks: list[Block] = [
        Paragraph(
            sentence(
                "The gradient is zero: to first order ",
                name,
                " changes in no direction, all rates are 0 and none is the steepest. Such a point "
                "is called critical.",
            )
        ),
        Paragraph((Words("Here it is "), Strong(test), Words("."))),
    ]
    if critical.minors:
        minors = vector([formula(minor) for minor in critical.minors])
        blocks.append(
            Paragraph(
                sentence(
                    "That is read from the matrix of second partial derivatives; its leading "
                    "principal minors are ",
                    minors,
                    ".",
                )
            )
        )
    return tuple(blocks)


def with_numbers(tree: Node, point: Point, field: ScalarField) -> Box | None:
    """The formula with the coordinates put in, not worked out; None where it is long."""
    nodes = list(postorder(tree))
    if len(nodes) > LONGEST_WITH_NUMBERS or any(isinstance(node, Piecewise) for node in nodes):
        return None
    return typeset(with_values(tree, dict(zip(field.variables, point.written, strict=True))))
