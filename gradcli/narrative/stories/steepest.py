"""`steepest`: the best direction and its rate, and the rates in the directions around it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from sympy import Rational

from gradcli.calculus.answers.steepest import SteepestAnswer
from gradcli.calculus.descent.step_length import StepLengths, StepTried
from gradcli.calculus.domain.verdict import Differentiable
from gradcli.calculus.numbers.constants import nearest_float
from gradcli.calculus.rules.directional import RateAlong
from gradcli.calculus.rules.steepest import Steepest, angle_table
from gradcli.field.fast_sympy.sympy_build import negate, product
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Box
from gradcli.narrative.letters import Letters
from gradcli.narrative.phrases import equals, formula, joined, sentence
from gradcli.narrative.steps import Detail
from gradcli.narrative.stories import common
from gradcli.narrative.stories.at_point.by_definition import by_definition
from gradcli.narrative.stories.at_point.critical import second_derivative_test
from gradcli.narrative.stories.at_point.worked import explained
from gradcli.narrative.stories.checking import Certificate, certificate_of_values, checked
from gradcli.narrative.stories.directional import dot_product_lines, per_unit, terms_table
from gradcli.narrative.stories.in_names import as_told, in_its_parts
from gradcli.narrative.stories.partials import (
    gradient_at_lines,
    gradient_lines,
    partials_story,
    reading,
)
from gradcli.narrative.stories.pictures.on_a_page import pictured
from gradcli.narrative.stories.summary import best_direction_name, steepest_summary
from gradcli.narrative.stories.why import argument, argument_in_brief, argument_on_a_line

# Rounded to four places in a table, a gradient of this size can be read.
_SMALLEST: Final = 0.01
_LARGEST: Final = 1e7
_NOTHING: Final = 1e-12


def steepest_headline(answer: SteepestAnswer) -> Box:
    """∇f(2, 3)/‖∇f(2, 3)‖ = (3√10/10, √10/10), or u = −1, where there is such a direction."""
    values = [formula(value) for value in answer.values()]
    name = best_direction_name(answer.field, answer.at.point)
    return equals(name, common.slope_value(answer.field, values))


def steepest_story(answer: SteepestAnswer, telling: common.Telling = common.FULLY) -> doc.Document:
    """The gradient at the point, the argument, the best direction, and the rates around it."""
    told = as_told(answer, telling)
    field, at = answer.field, answer.at
    blocks: list[doc.Block] = [
        *reading(field),
        *in_its_parts(told.graph),
        *steepest_summary(answer, telling),
        *pictured(answer, telling),
        *partials_story(told, telling.beside_directions(field)),
    ]
    blocks.append(common.heading_of_slope(field, at.point))
    brief = telling.detail is Detail.BRIEF
    if not brief and not common.is_on_a_line(field):
        blocks.append(gradient_lines(told))
    if at.slopes is not None:
        if isinstance(at.verdict, Differentiable):
            blocks.extend(by_definition(field, at, telling))
        blocks.append(gradient_at_lines(answer.gradient, at.point, at.slopes, telling))
    if answer.steepest is None:
        if at.slopes is None:
            blocks.extend(explained(at.verdict, field, at.point))
        elif at.critical is not None:
            blocks.extend(second_derivative_test(field, at.point, at.critical))
        elif at.depends_on:
            what = "Which direction is the steepest is found in numbers"
            blocks.append(common.needs_numbers(at.depends_on, what))
        made = certificate_of_values(at, field)
        blocks.append(checked(answer.check, answer.field, telling, made))
        return doc.Document(
            tuple(blocks),
            asked=common.asked(sentence("The direction of steepest ascent"), field, at.point),
        )
    if telling.comments and len(field.variables) == 1:
        blocks.extend(argument_on_a_line(field, at.point, answer.steepest))
    elif brief:
        blocks.extend(argument_in_brief(field, at.point, answer.steepest))
    elif telling.comments:
        blocks.extend(argument(field, at.point, answer.steepest))
    if len(field.variables) == 2 and not brief:
        blocks.append(doc.Heading(sentence("The rate in other directions"), 2))
        blocks.extend(rates_by_angle(field, at.point, answer.steepest))
    if telling.comments and not brief:
        blocks.extend(_descent(answer, answer.steepest, telling))
    if answer.along is not None:
        blocks.extend(_compared(field, at.point, answer.along, telling))
    made = (
        *certificate_of_values(at, field),
        Certificate(
            answer.certified is True,
            "A thousand random directions of length 1 were tried: none has a larger rate."
            if len(field.variables) > 1
            else "Both directions were tried: the other one has no larger rate.",
            "The rate could not be compared with those of other directions.",
        ),
    )
    then: doc.Sentence = ()
    if all(each.made for each in made) and len(field.variables) > 1:
        then = sentence("; of 1000 directions none is steeper")
    blocks.append(checked(answer.check, answer.field, telling, made, then=then))
    return doc.Document(
        tuple(blocks),
        asked=common.asked(sentence("The direction of steepest ascent"), field, at.point),
    )


def _compared(
    field: ScalarField, point: Point, along: RateAlong, telling: common.Telling
) -> tuple[doc.Block, ...]:
    """The rate along w worked, as given and per unit of distance."""
    w = common.direction_letter(field)
    symbol = common.slope_symbol(field, point)
    components = nt.vector([formula(each) for each in along.components])
    return (
        doc.Heading(sentence("The rate along ", equals(w, components)), 2),
        terms_table(field, along),
        dot_product_lines(field, symbol, w, along, telling),
        *per_unit(field, symbol, w, along, telling),
    )


def rates_by_angle(field: ScalarField, point: Point, best: Steepest) -> tuple[doc.Table, ...]:
    """theta, u and the rate at u, in two variables: the dot product, beside |∇f| cos θ."""
    first, second = (nearest_float(slope) for slope in best.slopes)
    if first is None or second is None:
        return ()
    size = math.hypot(first, second)
    rows = [
        (
            sentence(f"{row.degrees}°"),
            sentence(nt.vector([_rounded(each, 1.0) for each in row.direction])),
            sentence(_rounded(row.rate, size)),
            sentence(_rounded(row.predicted, size)),
        )
        for row in angle_table((first, second))
    ]
    # The point stands in the caption: with it in the header, the table is too wide for 60 columns.
    gradient = nt.gradient_symbol(field.function)
    u = nt.variable(Letters.beside(field).pick("uvwqr"))
    theta = nt.variable(Letters.beside(field).pick(("theta", "phi", "alpha")))
    header = (
        sentence(theta),
        sentence(u),
        sentence(nt.dot(gradient, u)),
        sentence(_predicted(gradient, theta)),
    )
    caption = sentence(
        "For a direction ",
        u,
        " of length 1 at angle ",
        theta,
        " from the gradient at ",
        nt.point_of(common.written_point(point)),
        ", the dot product and ",
        _predicted(gradient, theta),
        " agree:",
    )
    return (doc.Table(header, tuple(rows), caption),)


def _predicted(gradient: Box, theta: Box) -> Box:
    """‖∇f‖ cos θ: the rate at the angle θ from the gradient."""
    return nt.product_of(
        [nt.norm(gradient), nt.applied(nt.function_name("cos"), [theta])], dotted=True
    )


def _rounded(value: float, size: float) -> Box:
    """A number to four places, or for very large and small ones a power of ten with them.

    What is next to nothing beside `size` is what is left of 0 by floats.
    """
    if abs(value) < _NOTHING * size:
        return nt.number("0.0000")
    if _SMALLEST <= size < _LARGEST:
        return nt.number(f"{value:.4f}")
    digits, _, exponent = f"{value:.4e}".partition("e")
    return nt.product_of(
        [nt.number(digits), nt.power_of(nt.number(10), nt.number(int(exponent)))], dotted=True
    )


def _descent(
    answer: SteepestAnswer, best: Steepest, telling: common.Telling
) -> Iterator[doc.Block]:
    """Where gradient descent goes from here, why, and how long its step may be."""
    field, point = answer.field, answer.at.point
    rate = nt.variable(Letters.beside(field).pick(("eta", "gamma", "rho")))
    gradient = common.slope_symbol(field, point)
    slopes = [formula(each) for each in best.slopes]
    size = slopes[0] if len(slopes) == 1 else nt.vector(slopes)
    step = nt.sum_of([_here(point), nt.negative(nt.product_of([rate, size], dotted=True))])
    yield doc.Heading(sentence("A step of gradient descent"), 2)
    yield doc.Paragraph(
        sentence(
            "Gradient descent makes ",
            nt.variable(field.function),
            " smaller, so it steps in the opposite direction, ",
            nt.negative(gradient),
            ", where the rate is lowest. With a small step size ",
            rate,
            " (the learning rate) its next point is ",
            step,
            ".",
        )
    )
    if answer.step_lengths is not None:
        yield from _how_long(field, point, best, answer.step_lengths, rate, telling)


def _here(point: Point) -> Box:
    """(2, 3), or 2 on a line."""
    here = common.written_point(point)
    return here[0] if len(here) == 1 else nt.point_of(here)


def _how_long(
    field: ScalarField,
    point: Point,
    best: Steepest,
    tried: StepLengths,
    eta: Box,
    telling: common.Telling,
) -> Iterator[doc.Block]:
    """How long a step may be: what the slope predicts, beside what f really does."""
    f, size = nt.variable(field.function), product(best.rate, best.rate)
    steepest, squared = formula(best.rate), formula(size)
    if steepest != common.in_a_sentence(best.rate, telling) or squared != common.in_a_sentence(
        size, telling
    ):
        # Not one of them exact beside a decimal of the other.
        steepest, squared = (
            common.approximately(each, telling.digits) for each in (best.rate, size)
        )
    predicted = nt.negative(nt.product_of([squared, eta]))
    begins = sentence(
        "How long may a step be? The step has the length ",
        nt.product_of([eta, steepest], dotted=True),
        " and begins at the rate ",
        nt.negative(steepest),
        ". Their product predicts that ",
        f,
        " changes by ",
        predicted,
        ".",
    )
    overshoots = sentence(
        "But the rate changes on the way: a step that is too long overshoots, and ",
        f,
        " falls by a small part of the prediction, or rises.",
    )
    yield doc.Paragraph(joined((begins, overshoots)) if tried.is_bounded else begins)
    header = (
        sentence(eta),
        sentence("predicted change"),
        sentence("real change"),
        sentence("real / predicted"),
    )
    rows = tuple(
        (
            sentence(common.approximately(each.rate)),
            sentence(common.approximately(negate(product(each.rate, size)))),
            *_what_happened(each, f),
        )
        for each in tried.rows
    )
    caption = sentence("One step from ", _here(point), ", ")
    if not tried.is_bounded:
        longest, _ = (common.approximately(each.rate) for each in tried.rows)
        yield doc.Table(header, rows, (*caption, doc.Words("a short and a long one:")))
        yield doc.Paragraph(
            sentence(
                "In every step that was tried, up to ",
                equals(eta, longest),
                ", ",
                f,
                " falls by at least half of that: none is too long.",
            )
        )
        return
    yield doc.Table(
        header, rows, (*caption, doc.Words("with several η, each half of the one above:"))
    )
    enough, too_long = (
        next(each for each in found if each.is_short_enough is wanted)
        for found, wanted in ((tried.rows, True), (reversed(tried.rows), False))
    )
    yield doc.Paragraph(
        sentence(
            "So halve ",
            eta,
            " until ",
            f,
            " falls by at least half of the prediction: here ",
            equals(eta, common.approximately(enough.rate)),
            " is short enough, and ",
            equals(eta, common.approximately(too_long.rate)),
            " is too long.",
        )
    )
    yield doc.Paragraph(
        sentence(
            "Why half? Suppose that the rate shrinks evenly to 0 along the step. Then its average "
            "is half of the rate at the start, and the fall is half of the prediction. The end of "
            "such a step is the lowest point: in a longer one ",
            f,
            " would rise again. Why halve? The shorter the step, the better the prediction, so "
            "some ",
            eta,
            " is short enough.",
        )
    )


def _what_happened(tried: StepTried, f: Box) -> tuple[doc.Sentence, doc.Sentence]:
    """By how much f really changed, and how much of the predicted fall that is."""
    if tried.change is None or tried.share is None:
        return sentence("no value"), ()
    change = sentence(common.approximately(Rational(tried.change)))
    if tried.share < 0:
        return change, sentence(f, " rises")
    return change, sentence(f"{100 * tried.share:.0f}%")
