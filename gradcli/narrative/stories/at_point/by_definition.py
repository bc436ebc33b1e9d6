"""A gradient that holds by the definition: what decided it, worked on the numbers at hand."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import Final

import sympy
from sympy import Add, Expr

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.domain.verdict import Differentiable, Region
from gradcli.calculus.numbers.orders import split
from gradcli.calculus.point.quotients import (
    ChangePerStep,
    changes_per_step,
    largest_left_over,
    left_over,
)
from gradcli.calculus.point.squeeze import squeezed
from gradcli.calculus.point.vanishing import vanishing
from gradcli.field.fast_sympy.heads import head
from gradcli.field.scalar_field import ScalarField
from gradcli.field.size import size as size_of
from gradcli.field.to_sympy import symbol
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Application, Box
from gradcli.narrative.letters import Letters
from gradcli.narrative.phrases import formula, sentence
from gradcli.narrative.point.verdicts import explain
from gradcli.narrative.stories import common
from gradcli.narrative.stories.at_point.bounds import (
    bounded_by_a_limit,
    bounded_by_hand,
    length_to,
    plain_exponent,
)

# The letters of a step, and of a constant that bounds something.
_STEPS: Final = ("h", "k", "m", "n", "s", "t")
_MOST_STEPS: Final = 3
_CONSTANTS: Final = ("C", "K", "M")
_MOST_REGIONS: Final = 12
_SIGN: Final = MappingProxyType({1: ">", 0: "=", -1: "<"})


def by_definition(
    field: ScalarField, at: AtPoint, telling: common.Telling
) -> tuple[doc.Block, ...]:
    """f(P), each partial as the limit of the change per step, and what all of them leave over."""
    assert at.value is not None
    assert at.slopes is not None
    where = common.written_point(at.point)
    lines = list(common.exact_lines(nt.value_of(field.function, where), at.value, telling))
    for name, slope in zip(field.variables, at.slopes, strict=True):
        lines.extend(_of_partial(field, at, name, slope, at.value))
        partial = Application(common.derivative_name(field, (name,)), nt.listed(where), fenced=True)
        reason = sentence("the limit of the change per step, by the definition")
        lines.extend(common.exact_lines(partial, slope, telling, reason))
    told = (*explain(at.verdict, field, at.point), doc.Equations(tuple(lines)))
    return (*told, *_left_over(field, at)) if 1 < len(at.slopes) <= _MOST_STEPS else told


def _left_over(field: ScalarField, at: AtPoint) -> tuple[doc.Block, ...]:
    """|f(P + h) - f(P) - grad f . h| / |h| <= C |h|^p: why the partials describe f nearby."""
    assert isinstance(at.verdict, Differentiable)
    assert at.value is not None
    assert at.slopes is not None
    free = Letters.beside(field)
    letters = free.several(_STEPS, len(at.slopes))
    steps = [nt.variable(letter) for letter in letters]
    coordinates = [
        nt.sum_of([start, step])
        for start, step in zip(common.written_point(at.point), steps, strict=True)
    ]
    moved = nt.value_of(field.function, coordinates)
    dotted = [
        nt.negative(step if slope == 1 else nt.product_of([formula(slope), step]))
        for slope, step in zip(at.slopes, steps, strict=True)
        if slope != 0
    ]
    over = nt.sum_of([moved, nt.negative(formula(at.value)), *dotted])
    lines: list[doc.Line] = []
    squares = nt.sum_of([nt.power_of(step, nt.number(2)) for step in steps])
    rest = left_over(field, at.point, letters, at.value, at.slopes)
    if rest is not None:
        zeros = nt.vector(nt.number(0) for _ in steps)
        reason = sentence("for small ", nt.relation(nt.vector(steps), "≠", zeros))
        lines.append(doc.Line(over, "=", formula(rest), reason))
        over = formula(rest)
    head_of_it = doc.Paragraph(
        sentence(
            "The partials look along the axes alone. In all directions at once, what they leave "
            "over of the change has to tend to 0 even when it is divided by the length of the "
            "step. It does:"
        )
    )
    if rest == 0:
        return (head_of_it, doc.Equations(tuple(lines)))
    size = over if head(rest) == "Abs" else nt.absolute(over)
    by_hand = None if rest is None else squeezed(rest, tuple(map(symbol, letters)))
    if by_hand is not None:
        lines.extend(bounded_by_hand(by_hand, size, letters, free))
        return (head_of_it, doc.Equations(tuple(lines)))
    if at.verdict.exponent is None:
        small = None if rest is None else vanishing(rest, tuple(map(symbol, letters)))
        assert small is not None
        lines.extend(bounded_by_a_limit(small, size, letters))
        return (head_of_it, doc.Equations(tuple(lines)))
    over_length = None if rest is None else _over_length(rest, letters)
    if over_length is not None and _is_by_a_logarithm(at.verdict.exponent):
        reason = sentence("which tends to 0: the logarithm grows without bound")
        lines.append(
            doc.Line(
                nt.fraction_of(size, nt.square_root(squares)), "=", formula(over_length), reason
            )
        )
        return (head_of_it, doc.Equations(tuple(lines)))
    constant = nt.variable(free.pick(_CONSTANTS))
    bound = nt.product_of([constant, length_to(letters, at.verdict.exponent, divided=True)])
    reason = sentence("for all small steps, with one constant ", constant, ": it tends to 0")
    lines.append(doc.Line(nt.fraction_of(size, nt.square_root(squares)), "≤", bound, reason))
    return (
        head_of_it,
        doc.Equations(tuple(lines)),
        _why_there_is(constant, letters, at.verdict.exponent),
        *_by_regions(at.verdict.regions, constant, letters),
        *_ratios(field, at, constant, letters),
    )


def _why_there_is(constant: Box, letters: tuple[str, ...], exponent: Fraction) -> doc.Block:
    """Why one constant serves where no number is told for it."""
    return doc.Paragraph(
        sentence(
            "There is such a number ",
            constant,
            ". Close to the point every part of the formula is a few powers of the step and a "
            "remainder, or is bounded by a power, and each remainder is at most a number times a "
            "power of the length of the step. Sums, products and functions of such parts are of "
            "this kind again. In what is left over every term is at most a number times ",
            length_to(letters, exponent),
            ", whatever the direction of the step: larger ones cancel with f at the point and the "
            "partials. ",
            constant,
            " is the sum of these numbers.",
        )
    )


def _is_by_a_logarithm(exponent: Fraction) -> bool:
    """Whether the bound is |h| over a power of ln(1/|h|)."""
    power, of_logarithm = split(exponent)
    return power == 1 and of_logarithm < 0


def _over_length(rest: Expr, letters: tuple[str, ...]) -> Expr | None:
    """|R|/|h|, where that is shorter than R: 1/|ln(h^2 + k^2)|."""
    length = sympy.sqrt(Add(*(symbol(letter) ** 2 for letter in letters)))
    ratio = sympy.Abs(rest / length)
    return ratio if size_of(ratio) < size_of(rest) else None


def _ratios(
    field: ScalarField, at: AtPoint, constant: Box, letters: tuple[str, ...]
) -> tuple[doc.Block, ...]:
    """Of steps in many directions, how large what is left over is, and its share of |h|^p."""
    assert isinstance(at.verdict, Differentiable)
    assert at.verdict.exponent is not None
    assert at.value is not None
    assert at.slopes is not None
    if _is_by_a_logarithm(at.verdict.exponent):
        return ()
    exponent = plain_exponent(at.verdict.exponent)
    rows = tuple(
        (
            sentence(common.approximately(row.length)),
            sentence(common.approximately(row.left_over, 4)),
            sentence(common.approximately(row.ratio, 4)),
        )
        for row in largest_left_over(field, at.point, at.value, at.slopes, exponent)
    )
    if not rows:
        return ()
    below = length_to(letters, exponent)
    caption = sentence(
        "What is left over, at its largest among steps in many directions. That its share of ",
        below,
        " stays below some number ",
        constant,
        " is what the lines above say; how large this number is, these steps show.",
    )
    header = (
        sentence("length of the step"),
        sentence("left over"),
        sentence("left over / ", nt.as_factor(below)),
    )
    return (doc.Table(header, rows, caption),)


def _by_regions(
    regions: tuple[Region, ...], constant: Box, letters: tuple[str, ...]
) -> tuple[doc.Block, ...]:
    """What is left over in each part of the neighbourhood, where no one argument serves in all."""
    if not 1 < len(regions) <= _MOST_REGIONS:
        return ()
    rows = tuple(
        (
            _where(region),
            (doc.Formula(nt.product_of([constant, length_to(letters, region.exponent)])),),
        )
        for region in regions
    )
    return (
        doc.Paragraph(
            sentence(
                "The cases, and the signs inside bars, change along lines or curves through the "
                "point. These cut every small disc around it into parts, and in each part the "
                "function is one formula, with a bound of its own on what is left over. The "
                "largest of these bounds serves everywhere."
            )
        ),
        doc.Table((sentence("close to the point, where"), sentence("left over, at most")), rows),
    )


def _where(region: Region) -> doc.Sentence:
    said: list[str | Box] = []
    signs = ((formula(form), _SIGN[sign], nt.number(0)) for form, sign in region.signs)
    edges = ((nt.variable(name), "=", formula(at)) for name, at in region.solved)
    for left, sign, right in dict.fromkeys((*edges, *signs)):
        said.extend((" and ", nt.relation(left, sign, right)))
    return sentence(*said[1:])


def _of_partial(
    field: ScalarField, at: AtPoint, name: str, slope: Expr, value: Expr
) -> list[doc.Line]:
    letter = Letters.beside(field).pick(_STEPS)
    h = nt.variable(letter)
    coordinates = common.written_point(at.point)
    place = field.variables.index(name)
    coordinates[place] = nt.sum_of([coordinates[place], h])
    change = nt.sum_of([nt.value_of(field.function, coordinates), nt.negative(formula(value))])
    left: Box | None = nt.fraction_of(change, h)
    lines: list[doc.Line] = []
    for step in changes_per_step(field, at.point, name, letter, value, slope):
        lines.append(doc.Line(left, "=", formula(step.formula), _on_which_side(step, h)))
        if step.formula != slope:
            lines.append(doc.Line(None, "→", formula(slope), sentence("as ", _tends(h))))
        if step.rest is not None and step.bound is not None:
            reason = sentence("which tends to 0")
            lines.append(
                doc.Line(nt.absolute(formula(step.rest)), "≤", formula(step.bound), reason)
            )
        left = nt.fraction_of(change, h)
    return lines


def _on_which_side(step: ChangePerStep, h: Box) -> doc.Sentence:
    sign = {0: "≠", 1: ">", -1: "<"}[step.sense]
    return sentence("for small ", nt.relation(h, sign, nt.number(0)))


def _tends(h: Box) -> Box:
    return nt.relation(h, "→", nt.number(0))
