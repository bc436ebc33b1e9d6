"""`steepest`: why the gradient is the best direction, in seven steps that assume no conclusion."""

from __future__ import annotations

import math
from typing import Final

from sympy import Expr

from gradcli.calculus.answers import SteepestAnswer
from gradcli.calculus.constants import nearest_float
from gradcli.calculus.steepest import Steepest, angle_table
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.narrative.box import Application, Binding, Box, Role, Row, Sign, Subscript
from gradcli.narrative.document import (
    Block,
    Document,
    Equations,
    Heading,
    Line,
    Paragraph,
    Sentence,
    Strong,
    Table,
    Words,
)
from gradcli.narrative.letters import Letters
from gradcli.narrative.notation import (
    applied,
    dot,
    fraction_of,
    function_name,
    gradient_symbol,
    listed,
    negative,
    norm,
    number,
    power_of,
    prime,
    product_of,
    relation,
    square_root,
    sum_of,
    value_of,
    variable,
    vector,
)
from gradcli.narrative.phrases import equals, formula, sentence
from gradcli.narrative.stories.common import (
    FULLY,
    Certificate,
    Telling,
    approximately,
    certificate_of_values,
    checked,
    critical_point,
    derivative_name,
    exact_lines,
    gradient_at_lines,
    gradient_lines,
    is_plain,
    partials_story,
    reading,
    written_point,
)
from gradcli.narrative.verdicts import explain

# Rounded to four places in a table, a gradient of this size can be read.
_SMALLEST: Final = 0.01
_LARGEST: Final = 1e7
_NOTHING: Final = 1e-12


def steepest_story(answer: SteepestAnswer, telling: Telling = FULLY) -> Document:
    """The gradient at the point, the argument, the best direction, and the rates around it."""
    field, at = answer.field, answer.at
    blocks: list[Block] = [*reading(field), *partials_story(answer.gradient, telling)]
    blocks.append(Heading(sentence("The gradient at ", vector(written_point(at.point))), 2))
    blocks.append(gradient_lines(answer.gradient))
    if at.slopes is not None:
        blocks.append(gradient_at_lines(answer.gradient, at.point, at.slopes, telling))
    if answer.steepest is None:
        if at.slopes is None:
            blocks.extend(explain(at.verdict, field, at.point))
        elif at.critical is not None:
            blocks.extend(critical_point(field, at.critical))
        made = certificate_of_values(at)
        blocks.append(checked(answer.check, "the partial derivatives were", made))
        return Document(tuple(blocks))
    if telling.comments and len(field.variables) == 1:
        blocks.extend(_argument_on_a_line(field, at.point, answer.steepest))
    elif telling.comments:
        blocks.extend(_argument(field, at.point, answer.steepest))
    blocks.extend(_results(field, at.point, answer.steepest, telling))
    if len(field.variables) == 2:
        blocks.extend(_angles(field, at.point, answer.steepest))
    if telling.comments:
        blocks.extend(_descent(field, at.point, answer.steepest))
    made = (
        *certificate_of_values(at),
        Certificate(
            answer.certified is True,
            "A thousand random directions of length 1 were tried: none has a larger rate.",
            "The rate could not be compared with those of random directions.",
        ),
    )
    blocks.append(checked(answer.check, "the partial derivatives were", made))
    return Document(tuple(blocks))


def _argument_on_a_line(field: ScalarField, point: Point, best: Steepest) -> tuple[Block, ...]:
    """In one variable there are two directions, and one of them goes up."""
    (name,) = field.variables
    (slope,) = best.slopes
    derivative = Application(
        derivative_name(field, (name,)), listed(written_point(point)), fenced=True
    )
    up = "right" if best.direction[0] == 1 else "left"
    u = variable(Letters.beside(field).pick("uvwqr"))
    return (
        Heading(sentence("Why the gradient is the best direction"), 2),
        Paragraph(
            sentence(
                "On a line there are two directions of length 1: ",
                equals(u, number(1)),
                ", to the right, and ",
                equals(u, number("-1")),
                ", to the left. The rate of ",
                variable(field.function),
                " along ",
                u,
                " is ",
                dot(derivative, u),
                " (chain rule, since the variable moves ",
                u,
                " times as fast as the walk). Here the derivative is ",
                formula(slope),
                f", so the rate is the higher one to the {up}, the way in which the derivative "
                "points, and the lower one the other way.",
            )
        ),
    )


def _argument(field: ScalarField, point: Point, best: Steepest) -> tuple[Block, ...]:
    """From the definition of a rate along u to |∇f| cos θ, on the reader's own numbers."""
    letters = Letters.beside(field)
    u_name, t_name = letters.pick("uvwqr"), letters.pick("tsh")
    g_name = letters.pick("gkm")
    u, t, g = variable(u_name), variable(t_name), function_name(g_name)
    theta = variable(letters.pick(("theta", "phi", "alpha")))
    gradient = gradient_symbol(field.function, written_point(point))
    at = written_point(point)
    parts = [variable(f"{u_name}_{name}") for name in field.variables]
    walk = value_of(
        field.function,
        [sum_of([here, product_of([t, part])]) for here, part in zip(at, parts, strict=True)],
    )
    slope_names = [
        Application(derivative_name(field, (name,)), listed(at), fenced=True)
        for name in field.variables
    ]
    terms = sum_of(
        [
            product_of([slope, part], dotted=True)
            for slope, part in zip(slope_names, parts, strict=True)
        ]
    )
    first = variable(field.variables[0])
    slopes = [formula(slope) for slope in best.slopes]
    numbers = sum_of(
        [product_of([slope, part], dotted=True) for slope, part in zip(slopes, parts, strict=True)]
    )
    size = formula(best.rate)
    cosine = applied(function_name("cos"), [theta])
    slope_at_0 = _slope_at_zero(g_name)
    blocks: list[Block] = [
        Heading(sentence("Why the gradient is the best direction"), 2),
        _numbered(
            1,
            "Walk from the point along a direction.",
            sentence(
                "Let ",
                equals(u, vector(parts)),
                " be any direction. Along it the function becomes one of a single variable, ",
                t,
                ", which tells how much of ",
                u,
                " has been walked:",
            ),
        ),
        Equations((Line(applied(g, [t]), "=", walk),)),
        Paragraph(
            sentence(
                "Its rate of change at ",
                equals(t, number(0)),
                " is a limit, and this limit is what the rate along ",
                u,
                " means:",
            )
        ),
        Equations((Line(slope_at_0, "=", _limit_of_quotient(g, t, applied(g, [t]))),)),
        _numbered(
            2,
            "The chain rule turns that rate into a dot product.",
            sentence(
                "When ",
                t,
                " grows by a little, ",
                first,
                " grows by ",
                parts[0],
                " times as much, and through it ",
                variable(field.function),
                " by ",
                slope_names[0],
                " times that",
                "; each variable brings its own share. " if len(parts) > 1 else ". ",
                "The function is differentiable here, which means that such small shares add up. "
                "Divided by the growth of ",
                t,
                ":",
            ),
        ),
        Equations(
            (
                Line(slope_at_0, "=", terms, sentence("chain rule in several variables")),
                Line(None, "=", dot(gradient, u), sentence("which is a dot product")),
                Line(None, "=", numbers, sentence("with the numbers at this point")),
            )
        ),
        _numbered(
            3,
            "Compare directions only, not lengths.",
            sentence(
                "Doubling ",
                u,
                " doubles the rate without pointing anywhere else. So that no direction wins by "
                "its length, all are given the length 1: ",
                equals(norm(u), number(1)),
                ".",
            ),
        ),
        _numbered(
            4,
            "A dot product is lengths times the cosine of the angle.",
            sentence(
                "The law of cosines, in the triangle of the vectors and their difference, with ",
                theta,
                " the angle between them, says",
            ),
        ),
        Equations(_law_of_cosines(gradient, u, cosine)),
        Paragraph(
            sentence(
                "Multiplied out, the left side is ",
                sum_of(
                    [
                        power_of(norm(gradient), number(2)),
                        negative(product_of([number(2), dot(gradient, u)], dotted=True)),
                        power_of(norm(u), number(2)),
                    ]
                ),
                ". Compare the two:",
            )
        ),
        Equations(
            (
                Line(
                    dot(gradient, u),
                    "=",
                    product_of([norm(gradient), norm(u), cosine], dotted=True),
                ),
                Line(
                    None,
                    "=",
                    product_of([norm(gradient), cosine], dotted=True),
                    sentence("because ", equals(norm(u), number(1))),
                ),
                Line(
                    None,
                    "=",
                    product_of([size, cosine], dotted=True),
                    sentence("with the length of this gradient, ", _length_shown(best)),
                ),
            )
        ),
        Paragraph(
            sentence(
                "The same on two small pairs of vectors: ",
                equals(
                    dot(vector([number(0), number(1)]), vector([number(1), number(0)])), number(0)
                ),
                " at 90 degrees, ",
                equals(
                    dot(vector([number(0), number(1)]), vector([number(0), number(1)])), number(1)
                ),
                " at 0 degrees.",
            )
        ),
        _numbered(
            5,
            "The cosine decides.",
            sentence(
                "The length of the gradient is fixed; only ",
                theta,
                " is left to choose. A cosine is never more than 1, and it is 1 at ",
                equals(theta, number(0)),
                " only. So the rate is never more than ",
                size,
                ", and it is that much in one direction only: along the gradient itself. ",
                "At 180 degrees the cosine is −1: the lowest rate, the steepest descent. "
                "At 90 degrees it is 0: the level direction.",
            ),
        ),
    ]
    if len(field.variables) != 2:
        blocks.append(
            Paragraph(
                sentence(
                    "In any number of dimensions two vectors span a plane, and the angle is "
                    "measured in it; the argument does not change."
                )
            )
        )
    return tuple(blocks)


def _limit_of_quotient(g: Box, t: Box, moved: Box) -> Box:
    """lim (g(t) − g(0))/t as t → 0."""
    approach = Subscript(Sign("lim", Role.FUNCTION), relation(t, "→", number(0)))
    change = sum_of([moved, negative(applied(g, [number(0)]))])
    return Row((approach, fraction_of(change, t)), Binding.PRODUCT)


def _slope_at_zero(name: str) -> Box:
    """g′(0)."""
    return applied(prime(function_name(name)), [number(0)])


def _law_of_cosines(gradient: Box, u: Box, cosine: Box) -> tuple[Line, ...]:
    two = number(2)
    left = power_of(norm(sum_of([gradient, negative(u)])), two)
    right = sum_of(
        [
            power_of(norm(gradient), two),
            power_of(norm(u), two),
            negative(product_of([two, norm(gradient), norm(u), cosine], dotted=True)),
        ]
    )
    return (Line(left, "=", right, sentence("law of cosines")),)


def _length_shown(best: Steepest) -> Box:
    """√(12² + 4²) = 4√10."""
    squares = sum_of([power_of(formula(slope), number(2)) for slope in best.slopes])
    return equals(square_root(squares), formula(best.rate))


def _numbered(place: int, title: str, text: Sentence) -> Paragraph:
    return Paragraph((Strong(f"{place}. {title}"), Words(" "), *text))


def _results(
    field: ScalarField, point: Point, best: Steepest, telling: Telling
) -> tuple[Block, ...]:
    """The best direction and its rate, the worst, and a level one."""
    gradient = gradient_symbol(field.function, written_point(point))
    direction = Line(
        fraction_of(gradient, norm(gradient)),
        "=",
        vector([formula(each) for each in best.direction]),
        sentence("direction of steepest ascent, of length 1"),
    )
    lines = [direction]
    if not all(is_plain(each) for each in best.direction):
        lines.append(
            Line(
                None, "≈", vector([approximately(each, telling.digits) for each in best.direction])
            )
        )
    rows: list[tuple[Sentence, ...]] = [
        _rate_row(f"highest{_degrees(field, 0)}", best.direction, best.rate, telling),
        _rate_row(
            f"lowest{_degrees(field, 180)}",
            tuple(-each for each in best.direction),
            -best.rate,
            telling,
        ),
    ]
    if best.level is not None:
        rows.append(_rate_row(f"zero{_degrees(field, 90)}", best.level, best.rate * 0, telling))
    header = (sentence("rate"), sentence("direction"), sentence("value"), sentence("decimal"))
    caption: Sentence = ()
    if best.level is not None:
        at_right_angles = (
            "At right angles to the gradient, to either side, the rate is 0: this direction "
            "touches the level curve, the curve on which the function keeps its value."
            if len(field.variables) == 2
            else "Every direction at right angles to the gradient has rate 0: it touches the level "
            "surface, on which the function keeps its value. One of them is shown."
        )
        caption = sentence(at_right_angles)
    return (
        Heading(sentence("The steepest direction"), 2),
        Equations(tuple(lines), result=True),
        Equations(
            exact_lines(norm(gradient), best.rate, telling, sentence("the rate in that direction")),
            result=True,
        ),
        Table(header, tuple(rows), caption),
    )


def _degrees(field: ScalarField, angle: int) -> str:
    """The angle away from the gradient, which on a line is nothing to speak of."""
    return f" ({angle}°)" if len(field.variables) > 1 else ""


def _rate_row(
    name: str, direction: tuple[Expr, ...], rate: Expr, telling: Telling
) -> tuple[Sentence, ...]:
    return (
        sentence(name),
        sentence(vector([formula(each) for each in direction])),
        sentence(formula(rate)),
        sentence(approximately(rate, telling.digits)),
    )


def _angles(field: ScalarField, point: Point, best: Steepest) -> tuple[Block, ...]:
    """theta, u and the rate at u: the dot product, beside |∇f| cos θ."""
    first, second = (nearest_float(slope) for slope in best.slopes)
    if first is None or second is None:
        return ()
    size = math.hypot(first, second)
    rows = [
        (
            sentence(f"{row.degrees}°"),
            sentence(vector([_rounded(each, 1.0) for each in row.direction])),
            sentence(_rounded(row.rate, size)),
            sentence(_rounded(row.predicted, size)),
        )
        for row in angle_table((first, second))
    ]
    gradient = gradient_symbol(field.function, written_point(point))
    u = variable(Letters.beside(field).pick("uvwqr"))
    theta = variable(Letters.beside(field).pick(("theta", "phi", "alpha")))
    header = (
        sentence(theta),
        sentence(u),
        sentence(dot(gradient, u)),
        sentence(product_of([norm(gradient), applied(function_name("cos"), [theta])], dotted=True)),
    )
    caption = sentence(
        u,
        " is turned away from the gradient by ",
        theta,
        ", and the dot product is worked out for it; beside it what the argument says it must be.",
    )
    return (Table(header, tuple(rows), caption),)


def _rounded(value: float, size: float) -> Box:
    """A number to four places, or for very large and small ones a power of ten with them.

    What is next to nothing beside `size` is what is left of 0 by floats.
    """
    if abs(value) < _NOTHING * size:
        return number("0.0000")
    if _SMALLEST <= size < _LARGEST:
        return number(f"{value:.4f}")
    digits, _, exponent = f"{value:.4e}".partition("e")
    return product_of([number(digits), power_of(number(10), number(int(exponent)))], dotted=True)


def _descent(field: ScalarField, point: Point, best: Steepest) -> tuple[Block, ...]:
    """Where gradient descent goes from here, and why."""
    rate = variable(Letters.beside(field).pick(("eta", "gamma", "rho")))
    gradient = gradient_symbol(field.function, written_point(point))
    here = vector(written_point(point))
    step = sum_of(
        [
            here,
            negative(
                product_of([rate, vector([formula(each) for each in best.slopes])], dotted=True)
            ),
        ]
    )
    return (
        Paragraph(
            sentence(
                "Gradient descent wants ",
                variable(field.function),
                " to fall, so it steps the opposite way, along ",
                negative(gradient),
                ", where the rate is the lowest. With a small step size ",
                rate,
                " (the learning rate) its next point is ",
                step,
                ".",
            )
        ),
    )
