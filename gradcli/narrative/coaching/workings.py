"""How each answer of the lesson comes out, in a line, with the numbers: what its key shows."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Expr

from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.calculus.rules.gradient import Partial
from gradcli.field.order import order_of
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Box
from gradcli.narrative.coaching.screens import Worked
from gradcli.narrative.document import Sentence
from gradcli.narrative.phrases import equals, formula, joined, sentence
from gradcli.narrative.steps import Detail, steps_of
from gradcli.narrative.stories import common


def workings(
    worked: Worked,
    second: PartialAnswer,
    practice: GradientAnswer,
    three: GradientAnswer,
    inside: PartialAnswer,
) -> tuple[Sentence, ...]:
    """One for each screen, in their order."""
    return (
        _the_value(worked),
        _by_rules(second.stages),
        _the_gradient(worked.gradient),
        _by_rules(practice.gradient.partials),
        _along_w(worked),
        _length(
            nt.norm(common.direction_letter(worked.gradient.field)),
            worked.directional.direction.components,
            nt.typeset(worked.length_of_w),
        ),
        sentence(
            equals(nt.applied(nt.function_name("cos"), [nt.number("0°")]), nt.number(1)),
            ", and no cosine is larger than 1",
        ),
        _largest_rate(worked),
        _the_gradient(three),
        _by_rules(inside.stages),
    )


def _the_value(worked: Worked) -> Sentence:
    """f(2, 3) = 2² · 3 = 12."""
    field, at = worked.gradient.field, worked.gradient.at
    assert at is not None
    left = nt.value_of(field.function, common.written_point(at.point))
    with_point = common.with_numbers(field.tree, at.point, field)
    if with_point is None:
        return common.substituted(field, at.point)
    return sentence(equals(equals(left, with_point), nt.typeset(worked.value)))


def _by_rules(partials: Sequence[Partial]) -> Sentence:
    """∂/∂y [x²y] = x² by the constant multiple rule; of several one after the other."""
    return joined([_by_rule(each) for each in partials], "; ")


def _by_rule(partial: Partial) -> Sentence:
    (step,) = steps_of(partial.derivation, partial.field, Detail.FULL)
    chain: Box | None = None
    for line in (*step.opening, *step.closing):
        if line.left is not None and chain is None:
            chain = line.left
        if chain is not None:
            chain = nt.relation(chain, line.relation, line.right)
    assert chain is not None
    return sentence(chain, f" ({step.rule})")


def _the_gradient(answer: GradientAnswer) -> Sentence:
    """∇f = (2xy, x²); substitute x = 2, y = 3: (2 · 2 · 3, 2²) = (12, 4)."""
    field, at = answer.field, answer.at
    assert at is not None
    partials = answer.gradient.partials
    order = order_of(field)
    formulas = nt.vector([formula(each.derivative, order) for each in partials])
    begins = sentence(equals(nt.gradient_symbol(field.function), formulas), "; ")
    told = (*begins, *common.substituted(field, at.point))
    numbers = [common.with_numbers(each.written, at.point, field) for each in partials]
    shown = [each for each in numbers if each is not None]
    if len(shown) < len(numbers):
        return told
    values = nt.vector([formula(each) for each in answer.values()])
    return (*told, *sentence(": ", equals(nt.vector(shown), values)))


def _along_w(worked: Worked) -> Sentence:
    """12 · 3 + 4 · 5 = 36 + 20 = 56, and 56/√34 per unit of distance."""
    along = worked.directional.along_at
    if along is None:
        return ()
    products = [
        nt.product_of([formula(slope), formula(component)], dotted=True)
        for slope, component in zip(along.slopes, along.components, strict=True)
    ]
    terms = nt.sum_of([formula(each) for each in along.contributions])
    rate, unit = formula(along.rate), formula(along.unit_rate)
    chain = equals(nt.sum_of(products), terms)
    chain = chain if terms == rate else equals(chain, rate)
    per_unit = nt.fraction_of(rate, formula(along.length))
    by_length = sentence(
        "; divided by ",
        equals(nt.norm(common.direction_letter(worked.gradient.field)), formula(along.length)),
    )
    return (*sentence(chain), *by_length, *sentence(" it is ", _once(per_unit, unit)))


def _once(left: Box, right: Box) -> Box:
    return left if left == right else equals(left, right)


def _largest_rate(worked: Worked) -> Sentence:
    steepest = worked.steepest.steepest
    assert steepest is not None
    at = worked.steepest.at
    name = nt.gradient_symbol(worked.gradient.field.function, common.written_point(at.point))
    return _length(nt.norm(name), steepest.slopes, nt.typeset(worked.largest_rate))


def _length(name: Box, components: Sequence[Expr], value: Box) -> Sentence:
    """‖w‖ = √(3² + 5²) = √34."""
    squares = nt.sum_of([nt.power_of(formula(each), nt.number(2)) for each in components])
    return sentence(equals(equals(name, nt.square_root(squares)), value))
