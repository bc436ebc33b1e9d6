"""`dir`: the directional derivative as a dot product, and its two meanings kept apart."""

from __future__ import annotations

from collections.abc import Sequence

from sympy import Add, Expr

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.answers.directional import DirectionalAnswer
from gradcli.calculus.domain import verdict as verdicts
from gradcli.calculus.rules.directional import RateAlong
from gradcli.calculus.rules.gradient import dot as dot_product
from gradcli.field.fast_sympy.sympy_build import product
from gradcli.field.from_sympy import OrderOfSum
from gradcli.field.order import order_of
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.to_sympy import symbol
from gradcli.frozen import replace
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Binding, Box, Glyph, Role, Row, Subscript
from gradcli.narrative.phrases import equals, formula, joined, sentence
from gradcli.narrative.point.clauses import as_sentence
from gradcli.narrative.point.one_sided import swing
from gradcli.narrative.point.undecided import because
from gradcli.narrative.steps import Detail
from gradcli.narrative.stories import common
from gradcli.narrative.stories.at_point.by_definition import by_definition
from gradcli.narrative.stories.at_point.worked import explained
from gradcli.narrative.stories.checking import (
    Certificate,
    certificate_of_values,
    checked,
)
from gradcli.narrative.stories.in_names import Told, as_told, in_its_parts
from gradcli.narrative.stories.partials import (
    gradient_at_lines,
    gradient_lines,
    partials_story,
    reading,
)
from gradcli.narrative.stories.pictures.on_a_page import pictured
from gradcli.narrative.stories.summary import directional_summary, rate_told


def directional_headline(answer: DirectionalAnswer) -> Box:
    """∇f(2, 3) · (3, 5) = 56, where there is such a rate."""
    field, at = answer.field, answer.at
    (value,) = map(formula, answer.values())
    components = [nt.typeset(node) for node in answer.direction.written]
    if answer.by_limit is not None and at is not None:
        # Not differentiable there, so the rate is no dot product but D_w f(P).
        return equals(common.rate_symbol(field, nt.listed(components), at.point), value)
    name = common.gradient_name(field, at)
    return equals(nt.dot(name, common.slope_value(field, components)), value)


def directional_story(
    answer: DirectionalAnswer, telling: common.Telling = common.FULLY
) -> doc.Document:
    """The partials worked, the dot product term by term, and the two rates, each with its name."""
    told = as_told(answer, telling)
    field = answer.field
    w = common.direction_letter(field)
    components = nt.vector([nt.typeset(node) for node in answer.direction.written])
    blocks: list[doc.Block] = [
        *reading(field),
        *in_its_parts(told.graph),
        *directional_summary(answer, telling),
        *pictured(answer, telling),
        *partials_story(told, telling.beside_directions(field)),
    ]
    if not common.is_on_a_line(field):
        blocks.append(doc.Heading(sentence("The gradient"), 2))
        blocks.append(gradient_lines(told))
    blocks.append(
        doc.Heading(sentence("The directional derivative along ", equals(w, components)), 2)
    )
    in_full = telling.detail is Detail.FULL
    if in_full:
        blocks.append(doc.Paragraph(_meaning(answer, w)))
    symbolic = common.slope_symbol(field)
    along = rate_told(answer, telling)
    blocks.append(terms_table(field, along))
    blocks.append(dot_product_lines(field, symbolic, w, along, telling))
    if answer.at is None:
        blocks.extend(per_unit(field, symbolic, w, along, telling))
    elif answer.along_at is None or answer.at.slopes is None:
        blocks.append(_point_heading(field, answer.at.point))
        blocks.extend(explained(answer.at.verdict, field, answer.at.point))
        blocks.extend(rate_by_limit(answer, answer.at, w, telling))
    else:
        point = answer.at.point
        blocks.append(_point_heading(field, point))
        if isinstance(answer.at.verdict, verdicts.Differentiable):
            blocks.extend(by_definition(field, answer.at, telling))
        blocks.append(gradient_at_lines(answer.gradient, point, answer.at.slopes, telling))
        blocks.append(terms_table(field, answer.along_at))
        symbol = common.slope_symbol(field, point)
        blocks.append(dot_product_lines(field, symbol, w, answer.along_at, telling))
        if in_full:
            blocks.append(doc.Paragraph(_as_given(field, w, answer.along_at, telling)))
        blocks.extend(per_unit(field, symbol, w, answer.along_at, telling))
    made = [*certificate_of_values(answer.at, answer.field)]
    if answer.along_at is not None or isinstance(answer.by_limit, verdicts.Exists):
        made.append(
            Certificate(
                answer.certified is True,
                "The rate along the direction agrees with the difference quotient along it.",
                "The rate could not be compared with a difference quotient.",
                nudged=True,
            )
        )
    also: doc.Sentence = ()
    if made and all(each.made for each in made):
        also = sentence(" and the rate along ", w)
    blocks.append(checked(answer.check, answer.field, telling, made, also=also))
    way = sentence(" along ", equals(w, components))
    return doc.Document(
        tuple(blocks),
        asked=common.asked(
            sentence("The directional derivative"),
            field,
            None if answer.at is None else answer.at.point,
            way,
        ),
    )


def _point_heading(field: ScalarField, point: Point) -> doc.Heading:
    return doc.Heading(sentence("At the point ", common.named_point(field, point)), 2)


def _meaning(answer: DirectionalAnswer, w: Box) -> doc.Sentence:
    """w is so many steps in x plus so many in y; the dot product adds up what each brings."""
    field = answer.field
    parts = [
        sentence(nt.typeset(node), " in ", nt.variable(name))
        for name, node in zip(field.variables, answer.direction.written, strict=True)
    ]
    of, letter = nt.variable(field.function), "t" if "t" not in field.letters else "s"
    components = zip(field.variables, answer.direction.components, strict=True)
    # One that moves: of w = (0, 5) that is the second.
    moving, component = next(each for each in components if each[1] != 0)
    moved = formula(product(component, symbol(letter)))
    change = nt.dot(common.derivative_name(field, (moving,)), moved)
    others = [nt.variable(name) for name in field.variables if name != moving]
    likewise: tuple[str | Box, ...] = ()
    if others:
        likewise = ("; likewise for ", others[0] if len(others) == 1 else "the other variables")
    t = nt.variable(letter)
    said = [
        sentence(w, " is a step of ", *joined(parts, " and "), "."),
        sentence("Move by ", nt.dot(t, w), " with a small number ", t, ": "),
        sentence(nt.variable(moving), " changes by ", moved),
        sentence("and so ", of, " by about ", change, *likewise, "."),
    ]
    if common.is_on_a_line(field):
        divided = sentence("Divided by ", t, ", that is the rate: the derivative times ", w, ":")
        return joined((*said, divided))
    return joined(
        (
            *said,
            sentence(
                "Where ",
                of,
                " is differentiable, these changes add up, and what they leave out goes to 0 even "
                "when it is divided by ",
                t,
                ". So their sum divided by ",
                t,
                " is the rate, the dot product of the gradient with ",
                w,
                ":",
            ),
        )
    )


def rate_worked(
    answer: DirectionalAnswer, telling: common.Telling, *, unit: bool
) -> tuple[doc.Block, ...]:
    """The rate from the gradient, in a few lines, for a page that does not tell the partials."""
    field, at = answer.field, answer.at
    w, told = common.direction_letter(field), Told(answer.gradient, None)
    blocks: list[doc.Block] = [] if common.is_on_a_line(field) else [gradient_lines(told)]
    symbol, along = common.slope_symbol(field), answer.along
    if at is not None:
        if at.slopes is None or answer.along_at is None:
            return ()
        blocks.append(gradient_at_lines(answer.gradient, at.point, at.slopes, telling))
        symbol, along = common.slope_symbol(field, at.point), answer.along_at
    blocks.append(dot_product_lines(field, symbol, w, along, telling))
    if unit:
        blocks.extend(per_unit(field, symbol, w, along, replace(telling, detail=Detail.NONE)))
    return tuple(blocks)


def terms_table(field: ScalarField, along: RateAlong) -> doc.Table:
    """One row a variable: its partial, its part of w, and what the two bring."""
    order = order_of(field)
    rows = []
    for name, slope, component, contribution in zip(
        field.variables, along.slopes, along.components, along.contributions, strict=True
    ):
        slope_box = formula(slope, order)
        rows.append(
            (
                sentence(nt.variable(name)),
                sentence(slope_box),
                sentence(formula(component)),
                sentence(
                    equals(nt.dot(slope_box, formula(component)), formula(contribution, order))
                ),
            )
        )
    rows.append((sentence("sum"), (), (), sentence(_sum(along, order))))
    header = (
        sentence("variable"),
        sentence("partial" if len(field.variables) > 1 else "derivative"),
        sentence("component of ", common.direction_letter(field)),
        sentence("contribution"),
    )
    return doc.Table(header, tuple(rows))


def dot_product_lines(
    field: ScalarField, symbol: Box, w: Box, along: RateAlong, telling: common.Telling
) -> doc.Equations:
    """∇f · w = 36 + 20 = 56: the rate along w as given."""
    order = order_of(field)
    together = _together(along, order)
    result = _sum(along, order)
    reason = sentence("the rate along ", w, " as given")
    left = nt.dot(symbol, w)
    if together == result:
        return doc.Equations((doc.Line(left, "=", together, reason),), result=True)
    return doc.Equations(
        (
            doc.Line(left, "=", together),
            *common.exact_lines(None, along.rate, telling, reason, order),
        ),
        result=True,
    )


def rate_by_limit(
    answer: DirectionalAnswer, at: AtPoint, w: Box, telling: common.Telling
) -> tuple[doc.Block, ...]:
    """The rate along w by its definition, where the dot product does not serve."""
    field = answer.field
    t = nt.variable("t" if "t" not in field.letters else "s")
    here = nt.point_of(common.written_point(at.point))
    moved = nt.applied(nt.function_name(field.function), [nt.sum_of([here, nt.product_of([t, w])])])
    quotient = nt.fraction_of(
        nt.sum_of([moved, nt.negative(nt.applied(nt.function_name(field.function), [here]))]), t
    )
    match answer.by_limit:
        case verdicts.Exists(rate, per_unit):
            blocks: list[doc.Block] = [
                doc.Paragraph(
                    sentence(
                        "The rate along ",
                        w,
                        " still exists by its definition, the limit of ",
                        quotient,
                        " as ",
                        nt.relation(t, "→", nt.number(0)),
                        ":",
                    )
                ),
                doc.Equations(
                    (
                        *common.exact_lines(
                            _limit(t, quotient),
                            rate,
                            telling,
                            sentence("the rate along ", w, " as given"),
                        ),
                        *common.exact_lines(
                            nt.fraction_of(_limit(t, quotient), nt.norm(w)),
                            per_unit,
                            telling,
                            sentence("the rate per unit of distance"),
                        ),
                    ),
                    result=True,
                ),
            ]
            return (*blocks, *_side_by_side(answer, at, w, rate))
        case verdicts.OneSided(verdicts.Finite(left), verdicts.Finite(right)):
            return (
                doc.Paragraph(
                    sentence(
                        "Along ",
                        w,
                        " the quotient ",
                        quotient,
                        " tends to ",
                        formula(right),
                        " from the right and to ",
                        formula(left),
                        " from the left: there is no single rate.",
                    )
                ),
            )
        case verdicts.OneSided(_, verdicts.Swinging() as right):
            letter = "t" if "t" not in field.letters else "s"
            said = as_sentence(swing(right, letter))
            return (
                doc.Paragraph(
                    (
                        *sentence("Along ", w, " the quotient ", quotient, " has no limit: "),
                        *said,
                        *sentence("."),
                    )
                ),
            )
        case verdicts.OneSided():
            return (
                doc.Paragraph(
                    sentence("Along ", w, " the quotient ", quotient, " has no limit: no rate.")
                ),
            )
        case verdicts.Undecided(cause=cause):
            return (
                doc.Paragraph(
                    sentence(
                        "It could not be decided what the rate along ", w, f" is: {because(cause)}."
                    )
                ),
            )
        case verdicts.NoLimit() | None:
            return ()


def _limit(t: Box, of: Box) -> Box:
    """lim of, as t → 0."""
    approach = Subscript(Glyph("lim", Role.FUNCTION), nt.relation(t, "→", nt.number(0)))
    return Row((approach, of), Binding.PRODUCT)


def _side_by_side(
    answer: DirectionalAnswer, at: AtPoint, w: Box, rate: Expr
) -> tuple[doc.Block, ...]:
    """What the dot product would have said, where all the partials exist and it is wrong."""
    if not isinstance(at.verdict, verdicts.NotDifferentiable | verdicts.Discontinuous):
        return ()
    reason = getattr(at.verdict, "reason", None)
    if isinstance(reason, verdicts.NotLinear) and reason.direction == answer.direction.components:
        return ()  # the verdict has told just this
    partials = [each.value for each in at.verdict.partials if isinstance(each, verdicts.Exists)]
    if len(partials) < len(answer.field.variables):
        return ()
    said = dot_product(tuple(partials), answer.direction.components)
    if said == rate:
        return ()
    return (
        doc.Paragraph(
            sentence(
                "The dot product of the partial derivatives with ",
                w,
                " would say ",
                formula(said),
                ". It is not the rate here, because the function is not differentiable at this "
                "point, and the chain rule behind the dot product asks for that.",
            )
        ),
    )


def _together(along: RateAlong, order: Sequence[OrderOfSum]) -> Box:
    """The contributions, in the order of the variables: 6xy + 5x²."""
    return nt.sum_of([formula(each, order) for each in along.contributions])


def _sum(along: RateAlong, order: Sequence[OrderOfSum]) -> Box:
    """Their sum; where nothing could be collected, in the order in which they came."""
    return _together(along, order) if _only_reordered(along) else formula(along.rate, order)


def _only_reordered(along: RateAlong) -> bool:
    """Whether the sum is its contributions and nothing was collected."""
    terms = frozenset(Add.make_args(along.rate))
    return terms == frozenset(along.contributions) and len(terms) == len(along.contributions)


def _as_given(
    field: ScalarField, w: Box, along: RateAlong, telling: common.Telling
) -> doc.Sentence:
    """What the rate along w as given means."""
    t = nt.variable("t" if "t" not in field.letters else "s")
    return sentence(
        "The rate along ",
        w,
        " as given says: moving by ",
        nt.dot(t, w),
        " with a small ",
        t,
        " changes ",
        nt.variable(field.function),
        " by about ",
        _times(along.rate, t, telling),
        ". A longer ",
        w,
        " in the same direction would give a larger number.",
    )


def _times(rate: Expr, t: Box, telling: common.Telling) -> Box:
    return nt.number(0) if rate == 0 else nt.dot(common.in_a_sentence(rate, telling), t)


def per_unit(
    field: ScalarField, symbol: Box, w: Box, along: RateAlong, telling: common.Telling
) -> tuple[doc.Block, ...]:
    """Divided by the length of w: the rate per unit of distance."""
    squares = nt.sum_of(
        [nt.power_of(_base(component), nt.number(2)) for component in along.components]
    )
    length = [
        doc.Line(nt.norm(w), "=", nt.square_root(squares)),
        *common.exact_lines(None, along.length, telling),
    ]
    blocks: list[doc.Block] = []
    if telling.comments:
        blocks.append(
            doc.Paragraph(
                (
                    *sentence(
                        "In most textbooks the directional derivative is ",
                        common.unit_rate_name(field),
                        " with ",
                        common.unit_vector(field),
                        ", the rate ",
                    ),
                    doc.Strong("per unit of distance"),
                    *sentence(
                        ": divide by the length ",
                        nt.norm(w),
                        " of ",
                        w,
                        ", so that only the direction matters.",
                    ),
                )
            )
        )
    blocks.append(doc.Equations(tuple(length)))
    left = nt.fraction_of(nt.dot(symbol, w), nt.norm(w))
    raw = nt.fraction_of(formula(along.rate, order_of(field)), formula(along.length))
    lines = [doc.Line(left, "=", raw)]
    reason = sentence("the rate per unit of distance")
    if along.rate.free_symbols:
        lines = [doc.Line(left, "=", raw, reason)]
    else:
        exact = common.exact_lines(None, along.unit_rate, telling, reason, order_of(field))
        if exact[0].right == raw:
            lines = [doc.Line(left, "=", raw, reason), *exact[1:]]
        else:
            lines.extend(exact)
    blocks.append(doc.Equations(tuple(lines), result=True))
    return tuple(blocks)


def _base(component: Expr) -> Box:
    return formula(component)
