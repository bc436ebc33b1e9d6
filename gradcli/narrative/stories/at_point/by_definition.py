"""A gradient that holds by the definition: what decided it, worked on the numbers at hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from sympy import Expr

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.domain.verdict import Differentiable
from gradcli.calculus.point.bounds.squeeze import squeezed
from gradcli.calculus.point.bounds.vanishing import vanishing
from gradcli.calculus.point.quotients import (
    ChangePerStep,
    changes_per_step,
    left_over,
)
from gradcli.field.fast_sympy.heads import head
from gradcli.field.scalar_field import ScalarField
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
)
from gradcli.narrative.stories.at_point.identities import by_identities

# The letters of a step, and of a constant that bounds something.
_STEPS: Final = ("h", "k", "m", "n", "s", "t")
_MOST_STEPS: Final = 6
_CONSTANTS: Final = ("C", "K", "M")


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
    told = (
        *explain(at.verdict, field, at.point),
        *by_identities(field.tree),
        doc.Equations(tuple(lines)),
    )
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
    constant = nt.variable(free.pick(_CONSTANTS))
    bound = nt.product_of([constant, length_to(letters, at.verdict.exponent, divided=True)])
    reason = sentence("for all small steps, with one number ", constant, ": it tends to 0")
    lines.append(doc.Line(nt.fraction_of(size, nt.square_root(squares)), "≤", bound, reason))
    return (
        head_of_it,
        doc.Equations(tuple(lines)),
        _powers_alone(constant, letters, at.verdict.exponent),
    )


def _powers_alone(constant: Box, letters: tuple[str, ...], exponent: Fraction) -> doc.Block:
    """What was proved where no number is known for the constant."""
    return doc.Paragraph(
        sentence(
            "How large ",
            constant,
            " is was not worked out: what is shown above is the claim, not its proof. gradcli "
            "proved it by powers alone. Each part of f was replaced by its first terms and a "
            "remainder, of which the power of the length of the step is known that bounds it in "
            "all directions at once. After f at the point and the partials are taken away, no "
            "term and no remainder of a lower power than ",
            length_to(letters, exponent),
            " is left.",
        )
    )


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
