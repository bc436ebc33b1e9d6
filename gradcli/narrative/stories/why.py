"""Why the gradient is the best direction: an argument that does not assume its conclusion.

From the definition of the rate along u, through the chain rule and the law of cosines, to
|∇f| cos θ; all with the reader's own numbers.
"""

from __future__ import annotations

from gradcli.calculus.rules.steepest import Steepest
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.narrative.box import Application, Binding, Box, Glyph, Role, Row, Subscript
from gradcli.narrative.document import (
    Block,
    Code,
    Equations,
    Heading,
    Line,
    Paragraph,
    Sentence,
    Strong,
    Words,
)
from gradcli.narrative.letters import Letters
from gradcli.narrative.notation import (
    applied,
    dot,
    fenced,
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
    derivative_name,
    written_point,
)


def argument_on_a_line(field: ScalarField, point: Point, best: Steepest) -> tuple[Block, ...]:
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
                " by the chain rule, since a step of length t changes the variable by ",
                u,
                " times t. Here the derivative is ",
                formula(slope),
                f", so the rate is the higher one to the {up}, the way in which the derivative "
                "points, and the lower one the other way.",
            )
        ),
    )


def argument_in_brief(field: ScalarField, point: Point, best: Steepest) -> tuple[Block, ...]:
    """The rate at the angle θ from the gradient, and what follows from its cosine."""
    letters = Letters.beside(field)
    u, theta = variable(letters.pick("uvwqr")), variable(letters.pick(("theta", "phi", "alpha")))
    gradient = gradient_symbol(field.function, written_point(point))
    cosine = applied(function_name("cos"), [theta])
    size = formula(best.rate)
    return (
        Heading(sentence("Why the gradient is the best direction"), 2),
        Paragraph(
            sentence(
                "The rate in a direction ",
                u,
                " of length 1 at angle ",
                theta,
                " from the gradient:",
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
                    product_of([size, cosine], dotted=True),
                    sentence("since ", equals(norm(u), number(1))),
                ),
            )
        ),
        Paragraph(
            sentence(
                "A cosine is at most 1, and 1 only at ",
                equals(theta, number(0)),
                ": the rate is highest along the gradient, lowest against it (cosine −1), and 0 at "
                "right angles to it. The whole argument: ",
                Code("--steps full"),
                ".",
            )
        ),
    )


def argument(field: ScalarField, point: Point, best: Steepest) -> tuple[Block, ...]:
    """From the definition of a rate along u to |∇f| cos θ, on the reader's own numbers."""
    letters = Letters.beside(field)
    u_name, t_name = letters.pick("uvwqr"), letters.pick("tsh")
    g_name = letters.pick("gkm")
    u, t, g = variable(u_name), variable(t_name), function_name(g_name)
    theta = variable(letters.pick(("theta", "phi", "alpha")))
    gradient = gradient_symbol(field.function, written_point(point))
    at = written_point(point)
    parts = [variable(f"{u_name}_{name}") for name in field.variables]
    f = variable(field.function)
    walk = [sum_of([here, product_of([t, part])]) for here, part in zip(at, parts, strict=True)]
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
                " be any direction. After a step of ",
                t,
                " times ",
                u,
                ", the value of ",
                f,
                " depends on ",
                t,
                " alone:",
            ),
        ),
        Equations((Line(applied(g, [t]), "=", value_of(field.function, walk)),)),
        Paragraph(
            sentence(
                "The rate along ",
                u,
                " is the derivative of ",
                g,
                " at ",
                equals(t, number(0)),
                ", which is a limit:",
            )
        ),
        Equations((Line(slope_at_0, "=", _limit_of_quotient(g, t, applied(g, [t]))),)),
        _numbered(
            2,
            "The chain rule turns that rate into a dot product.",
            sentence(
                "In ",
                g,
                " the outer function is ",
                f,
                ", and the inner functions are the coordinates of the moving point, such as ",
                walk[0],
                ", whose derivative is ",
                parts[0],
                ". A small ",
                t,
                " moves ",
                variable(field.variables[0]),
                " by ",
                product_of([t, parts[0]]),
                ", which changes ",
                f,
                " by about ",
                product_of([slope_names[0], t, parts[0]], dotted=True),
                "; likewise for each variable. ",
                f,
                " is differentiable here: these changes add up, and what they leave out goes to 0 "
                "even when it is divided by ",
                t,
                ". So their sum divided by ",
                t,
                " is the rate:",
            ),
        ),
        Equations(
            (
                Line(slope_at_0, "=", terms, sentence("chain rule in several variables")),
                Line(None, "=", dot(gradient, u), sentence("a dot product")),
                Line(None, "=", numbers, sentence("with the partial derivatives at this point")),
            )
        ),
        _numbered(
            3,
            "Compare directions only, not lengths.",
            sentence(
                "Doubling ",
                u,
                " doubles the rate, although the direction is the same. A direction must not "
                "win by its length, so compare those of length 1 only: ",
                equals(norm(u), number(1)),
                ".",
            ),
        ),
        _numbered(
            4,
            "A dot product is the product of the lengths and the cosine of the angle.",
            sentence(
                "Let ",
                theta,
                " be the angle between ",
                gradient,
                " and ",
                u,
                ". The two vectors and their difference form a triangle, in which the law of "
                "cosines says",
            ),
        ),
        Equations(_law_of_cosines(gradient, u, cosine)),
        Paragraph(
            sentence(
                "A squared length is the dot product of a vector with itself, and dot products are "
                "multiplied out as in ",
                _square_of_a_difference(),
                ". So the left side is ",
                sum_of(
                    [
                        power_of(norm(gradient), number(2)),
                        negative(product_of([number(2), fenced(dot(gradient, u))])),
                        power_of(norm(u), number(2)),
                    ]
                ),
                ". Compare both sides:",
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
                    sentence("since its length is ", _length_shown(best)),
                ),
            )
        ),
        Paragraph(
            sentence(
                "Two quick examples: ",
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
            "The rate is largest when the cosine is largest.",
            sentence(
                "The length of the gradient is fixed; only ",
                theta,
                " is left to choose. A cosine is never more than 1, and it is 1 at ",
                equals(theta, number(0)),
                " only. So the rate is never more than ",
                size,
                ", and it is that much in one direction only: along the gradient itself. ",
                "At 180 degrees the cosine is −1: the lowest rate, the steepest descent. "
                "At 90 degrees it is 0, and so is the rate.",
            ),
        ),
    ]
    if len(field.variables) != 2:
        blocks.append(
            Paragraph(
                sentence(
                    "In any number of dimensions two vectors span a plane, and the angle between "
                    "them is measured in that plane; the argument stays the same."
                )
            )
        )
    return tuple(blocks)


def _square_of_a_difference() -> Box:
    """(a − b)² = a² − 2ab + b²."""
    a, b, two = variable("a"), variable("b"), number(2)
    whole = power_of(fenced(sum_of([a, negative(b)])), two)
    terms = [power_of(a, two), negative(product_of([two, a, b])), power_of(b, two)]
    return equals(whole, sum_of(terms))


def _limit_of_quotient(g: Box, t: Box, moved: Box) -> Box:
    """lim (g(t) − g(0))/t as t → 0."""
    approach = Subscript(Glyph("lim", Role.FUNCTION), relation(t, "→", number(0)))
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
