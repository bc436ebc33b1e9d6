"""Why the gradient is the best direction: an argument that does not assume its conclusion.

From the definition of the rate along u, through the chain rule and the law of cosines, to
|∇f| cos θ; all with the reader's own numbers.
"""

from __future__ import annotations

from gradcli.calculus.rules.steepest import Steepest
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Application, Binding, Box, Glyph, Role, Row, Subscript
from gradcli.narrative.letters import Letters
from gradcli.narrative.phrases import equals, formula, sentence
from gradcli.narrative.stories.common import (
    derivative_name,
    written_point,
)


def argument_on_a_line(field: ScalarField, point: Point, best: Steepest) -> tuple[doc.Block, ...]:
    """In one variable there are two directions, and one of them goes up."""
    (name,) = field.variables
    (slope,) = best.slopes
    derivative = Application(
        derivative_name(field, (name,)), nt.listed(written_point(point)), fenced=True
    )
    up = "right" if best.direction[0] == 1 else "left"
    u = nt.variable(Letters.beside(field).pick("uvwqr"))
    return (
        doc.Heading(sentence("Why this direction is the best"), 2),
        doc.Paragraph(
            sentence(
                "On a line there are two directions of length 1: ",
                equals(u, nt.number(1)),
                ", to the right, and ",
                equals(u, nt.number("-1")),
                ", to the left. The rate of ",
                nt.variable(field.function),
                " along ",
                u,
                " is ",
                nt.dot(derivative, u),
                " by the chain rule, since a step of length t changes the variable by ",
                u,
                " times t. Here the derivative is ",
                formula(slope),
                f", so the rate is the higher one to the {up}, the way in which the derivative "
                "points, and the lower one the other way.",
            )
        ),
    )


def argument_in_brief(field: ScalarField, point: Point, best: Steepest) -> tuple[doc.Block, ...]:
    """The rate at the angle θ from the gradient, and what follows from its cosine."""
    letters = Letters.beside(field)
    u, theta = (
        nt.variable(letters.pick("uvwqr")),
        nt.variable(letters.pick(("theta", "phi", "alpha"))),
    )
    gradient = nt.gradient_symbol(field.function, written_point(point))
    cosine = nt.applied(nt.function_name("cos"), [theta])
    size = formula(best.rate)
    return (
        doc.Heading(sentence("Why the gradient is the best direction"), 2),
        doc.Paragraph(
            sentence(
                "The rate in a direction ",
                u,
                " of length 1 at angle ",
                theta,
                " from the gradient:",
            )
        ),
        doc.Equations(
            (
                doc.Line(
                    nt.dot(gradient, u),
                    "=",
                    nt.product_of([nt.norm(gradient), nt.norm(u), cosine], dotted=True),
                ),
                doc.Line(
                    None,
                    "=",
                    nt.product_of([size, cosine], dotted=True),
                    sentence("since ", equals(nt.norm(u), nt.number(1))),
                ),
            )
        ),
        doc.Paragraph(
            sentence(
                "A cosine is at most 1, and 1 only at ",
                equals(theta, nt.number(0)),
                ": the rate is highest along the gradient, lowest against it (cosine −1), and 0 at "
                "right angles to it. The whole argument: ",
                doc.Code("--steps full"),
                ".",
            )
        ),
    )


def argument(field: ScalarField, point: Point, best: Steepest) -> tuple[doc.Block, ...]:
    """From the definition of a rate along u to |∇f| cos θ, on the reader's own numbers."""
    letters = Letters.beside(field)
    u_name, t_name = letters.pick("uvwqr"), letters.pick("tsh")
    g_name = letters.pick("gkm")
    u, t, g = nt.variable(u_name), nt.variable(t_name), nt.function_name(g_name)
    theta = nt.variable(letters.pick(("theta", "phi", "alpha")))
    gradient = nt.gradient_symbol(field.function, written_point(point))
    at = written_point(point)
    parts = [nt.variable(f"{u_name}_{name}") for name in field.variables]
    f = nt.variable(field.function)
    walk = [
        nt.sum_of([here, nt.product_of([t, part])]) for here, part in zip(at, parts, strict=True)
    ]
    slope_names = [
        Application(derivative_name(field, (name,)), nt.listed(at), fenced=True)
        for name in field.variables
    ]
    terms = nt.sum_of(
        [
            nt.product_of([slope, part], dotted=True)
            for slope, part in zip(slope_names, parts, strict=True)
        ]
    )
    slopes = [formula(slope) for slope in best.slopes]
    numbers = nt.sum_of(
        [
            nt.product_of([slope, part], dotted=True)
            for slope, part in zip(slopes, parts, strict=True)
        ]
    )
    size = formula(best.rate)
    cosine = nt.applied(nt.function_name("cos"), [theta])
    slope_at_0 = _slope_at_zero(g_name)
    blocks: list[doc.Block] = [
        doc.Heading(sentence("Why the gradient is the best direction"), 2),
        _numbered(
            1,
            "Walk from the point along a direction.",
            sentence(
                "Let ",
                equals(u, nt.vector(parts)),
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
        doc.Equations((doc.Line(nt.applied(g, [t]), "=", nt.value_of(field.function, walk)),)),
        doc.Paragraph(
            sentence(
                "The rate along ",
                u,
                " is the derivative of ",
                g,
                " at ",
                equals(t, nt.number(0)),
                ", which is a limit:",
            )
        ),
        doc.Equations((doc.Line(slope_at_0, "=", _limit_of_quotient(g, t, nt.applied(g, [t]))),)),
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
                nt.variable(field.variables[0]),
                " by ",
                nt.product_of([t, parts[0]]),
                ", which changes ",
                f,
                " by about ",
                nt.product_of([slope_names[0], t, parts[0]], dotted=True),
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
        doc.Equations(
            (
                doc.Line(slope_at_0, "=", terms, sentence("chain rule in several variables")),
                doc.Line(None, "=", nt.dot(gradient, u), sentence("a dot product")),
                doc.Line(
                    None, "=", numbers, sentence("with the partial derivatives at this point")
                ),
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
                equals(nt.norm(u), nt.number(1)),
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
        doc.Equations(_law_of_cosines(gradient, u, cosine)),
        doc.Paragraph(
            sentence(
                "A squared length is the dot product of a vector with itself, and dot products are "
                "multiplied out as in ",
                _square_of_a_difference(),
                ". So the left side is ",
                nt.sum_of(
                    [
                        nt.power_of(nt.norm(gradient), nt.number(2)),
                        nt.negative(nt.product_of([nt.number(2), nt.fenced(nt.dot(gradient, u))])),
                        nt.power_of(nt.norm(u), nt.number(2)),
                    ]
                ),
                ". Compare both sides:",
            )
        ),
        doc.Equations(
            (
                doc.Line(
                    nt.dot(gradient, u),
                    "=",
                    nt.product_of([nt.norm(gradient), nt.norm(u), cosine], dotted=True),
                ),
                doc.Line(
                    None,
                    "=",
                    nt.product_of([nt.norm(gradient), cosine], dotted=True),
                    sentence("because ", equals(nt.norm(u), nt.number(1))),
                ),
                doc.Line(
                    None,
                    "=",
                    nt.product_of([size, cosine], dotted=True),
                    sentence("since its length is ", _length_shown(best)),
                ),
            )
        ),
        doc.Paragraph(
            sentence(
                "Two quick examples: ",
                equals(
                    nt.dot(
                        nt.vector([nt.number(0), nt.number(1)]),
                        nt.vector([nt.number(1), nt.number(0)]),
                    ),
                    nt.number(0),
                ),
                " at 90 degrees, ",
                equals(
                    nt.dot(
                        nt.vector([nt.number(0), nt.number(1)]),
                        nt.vector([nt.number(0), nt.number(1)]),
                    ),
                    nt.number(1),
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
                equals(theta, nt.number(0)),
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
            doc.Paragraph(
                sentence(
                    "In any number of dimensions two vectors span a plane, and the angle between "
                    "them is measured in that plane; the argument stays the same."
                )
            )
        )
    return tuple(blocks)


def _square_of_a_difference() -> Box:
    """(a − b)² = a² − 2ab + b²."""
    a, b, two = nt.variable("a"), nt.variable("b"), nt.number(2)
    whole = nt.power_of(nt.fenced(nt.sum_of([a, nt.negative(b)])), two)
    terms = [nt.power_of(a, two), nt.negative(nt.product_of([two, a, b])), nt.power_of(b, two)]
    return equals(whole, nt.sum_of(terms))


def _limit_of_quotient(g: Box, t: Box, moved: Box) -> Box:
    """lim (g(t) − g(0))/t as t → 0."""
    approach = Subscript(Glyph("lim", Role.FUNCTION), nt.relation(t, "→", nt.number(0)))
    change = nt.sum_of([moved, nt.negative(nt.applied(g, [nt.number(0)]))])
    return Row((approach, nt.fraction_of(change, t)), Binding.PRODUCT)


def _slope_at_zero(name: str) -> Box:
    """g′(0)."""
    return nt.applied(nt.prime(nt.function_name(name)), [nt.number(0)])


def _law_of_cosines(gradient: Box, u: Box, cosine: Box) -> tuple[doc.Line, ...]:
    two = nt.number(2)
    left = nt.power_of(nt.norm(nt.sum_of([gradient, nt.negative(u)])), two)
    right = nt.sum_of(
        [
            nt.power_of(nt.norm(gradient), two),
            nt.power_of(nt.norm(u), two),
            nt.negative(nt.product_of([two, nt.norm(gradient), nt.norm(u), cosine], dotted=True)),
        ]
    )
    return (doc.Line(left, "=", right, sentence("law of cosines")),)


def _length_shown(best: Steepest) -> Box:
    """√(12² + 4²) = 4√10."""
    squares = nt.sum_of([nt.power_of(formula(slope), nt.number(2)) for slope in best.slopes])
    return equals(nt.square_root(squares), formula(best.rate))


def _numbered(place: int, title: str, text: doc.Sentence) -> doc.Paragraph:
    return doc.Paragraph((doc.Strong(f"{place}. {title}"), doc.Words(" "), *text))
