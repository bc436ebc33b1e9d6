"""The answer in a few lines, before the steps: what was asked, what it is, and what it means.

A page is read from the top, and most readers need no more of it. What is said here is worked out
below it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sympy import Expr

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.answers.directional import DirectionalAnswer
from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.calculus.answers.steepest import SteepestAnswer
from gradcli.calculus.domain.verdict import Exists, Smooth
from gradcli.calculus.numbers.constants import decided_float
from gradcli.calculus.point.critical import LARGEST_TESTED, CriticalKind
from gradcli.calculus.rules.directional import RateAlong, cosine_to_gradient, degrees_of
from gradcli.calculus.rules.gradient import Partial
from gradcli.calculus.rules.gradient import norm as length_of
from gradcli.calculus.rules.nudges import small_step
from gradcli.calculus.rules.steepest import Steepest
from gradcli.field.expression import Call, postorder, variables_of
from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import ZERO, negate, quotient
from gradcli.field.forms import parts_of_forms
from gradcli.field.functions import FUNCTIONS
from gradcli.field.order import order_of
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.size import size
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Application, Box
from gradcli.narrative.letters import Letters
from gradcli.narrative.phrases import equals, formula, joined, sentence
from gradcli.narrative.point.verdicts import explain
from gradcli.narrative.rulebook import conditions
from gradcli.narrative.stories import common
from gradcli.narrative.stories.at_point.critical import constant_nearby, in_short, on_a_line
from gradcli.narrative.stories.at_point.nudges import nudged
from gradcli.narrative.stories.in_names import Told, as_told, graph_told
from gradcli.narrative.stories.partials import gradient_at_lines

_MOST_PARTIALS: Final = 4
"""Partials that are listed one by one; of more only the gradient is given."""

_MOST_CONDITIONS: Final = 2
_SHORT: Final = 9


def gradient_summary(answer: GradientAnswer, telling: common.Telling) -> tuple[doc.Block, ...]:
    """The partials and the gradient; at a point their values, and what a small nudge does."""
    if answer.at is None:
        return _of_formulas(as_told(answer, telling))
    return _gradient_at(as_told(answer, telling), answer.at, telling)


def steepest_summary(answer: SteepestAnswer, telling: common.Telling) -> tuple[doc.Block, ...]:
    """The best direction and its rate; where there is none, the gradient or why not."""
    if answer.steepest is None:
        return _gradient_at(as_told(answer, telling), answer.at, telling)
    return _steepest(answer.field, answer.at, answer.steepest, answer.along, telling)


def _steepest(
    field: ScalarField,
    at: AtPoint,
    best: Steepest,
    along: RateAlong | None,
    telling: common.Telling,
) -> tuple[doc.Block, ...]:
    """The best direction, its rate, the three rates that matter, and how w compares."""
    size = common.slope_size(field, common.slope_symbol(field, at.point))
    lines = (
        doc.Line(
            best_direction_name(field, at.point),
            "=",
            common.slope_value(field, [formula(each) for each in best.direction]),
            sentence("the direction of steepest ascent, of length 1"),
        ),
        *common.exact_lines(size, best.rate, telling, sentence("the rate in that direction")),
    )
    table = rates_table(field, best, telling, at.value, along)
    if along is None:
        return (_results(lines), table)
    w = common.direction_letter(field)
    compared = against_the_gradient(w, along, telling)
    return (_results(lines), table, doc.Paragraph(compared))


def best_direction_name(field: ScalarField, point: Point) -> Box:
    """∇f(2, 3)/‖∇f(2, 3)‖; on a line, where it is 1 or −1, the letter u."""
    if common.is_on_a_line(field):
        return nt.variable(Letters.beside(field).pick("uvwqr"))
    symbol = common.slope_symbol(field, point)
    return nt.fraction_of(symbol, nt.norm(symbol))


def _results(lines: Iterable[doc.Line]) -> doc.Equations:
    return doc.Equations(tuple(lines), result=True)


def _of_formulas(told: Told) -> tuple[doc.Block, ...]:
    """∂f/∂x = 2xy, ∂f/∂y = x², ∇f = (2xy, x²)."""
    whole, formulas = told.gradient, told.formulas
    field = whole.field
    order = order_of(field)
    lines: list[doc.Line] = []
    if len(whole.partials) <= _MOST_PARTIALS:
        lines.extend(
            doc.Line(
                common.derivative_name(field, (partial.variable,)),
                "=",
                formula(each, order),
                () if told.graph is not None else _holds_where(partial),
            )
            for partial, each in zip(whole.partials, formulas, strict=True)
        )
    if len(whole.partials) > 1 and common.fit_in_a_vector(formulas):
        components = nt.vector([formula(component, order) for component in formulas])
        lines.append(doc.Line(nt.gradient_symbol(field.function), "=", components))
    if lines:
        return (_results(lines),)
    return (
        doc.Paragraph(
            sentence(
                f"The gradient has {len(whole.partials):,} components, too long for one line. "
                "They stand below, each with its steps."
            )
        ),
    )


def _holds_where(partial: Partial) -> doc.Sentence:
    """Where x ≠ 0, of sec² x + sign x: where the formula has values that are no derivatives."""
    signs = {part.args[0] for part in parts_of_forms([partial.derivative]) if head(part) == "sign"}
    field = partial.field
    where: dict[tuple[str | Box, ...], None] = {}
    for node in postorder(field.tree):
        if not isinstance(node, Call) or partial.variable not in variables_of(node):
            continue
        record = FUNCTIONS[node.function]
        argument = field.canonical(node.arguments[0])
        if record.jumps or (node.function == "abs" and argument in signs):
            if not record.derivative_holds or size(argument) > _SHORT:
                return ()
            where[conditions(record.derivative_holds, formula(argument, order_of(field)))] = None
    if not 0 < len(where) <= _MOST_CONDITIONS:
        return ()
    return sentence("where ", *joined((sentence(*each) for each in where), " and "))


def _refused(at: AtPoint, field: ScalarField) -> tuple[doc.Block, ...]:
    """The first thing that is said of a point without a gradient."""
    told = explain(at.verdict, field, at.point)
    return tuple(block for block in told if isinstance(block, doc.Remark))[:1]


def _gradient_at(told: Told, at: AtPoint, telling: common.Telling) -> tuple[doc.Block, ...]:
    """Each partial with its value, the gradient there, and what a small nudge does."""
    whole = told.gradient
    if at.slopes is None:
        return (*_of_formulas(told), *_refused(at, whole.field))
    field = whole.field
    lines: list[doc.Line] = []
    if len(whole.partials) <= _MOST_PARTIALS:
        for partial, each, slope in zip(whole.partials, told.formulas, at.slopes, strict=True):
            lines.append(_partial_at(partial, each, slope, at))
    if len(whole.partials) > 1:
        lines.extend(gradient_at_lines(whole, at.point, at.slopes, telling).lines)
    elif not common.is_plain(at.slopes[0]):
        lines.extend(common.decimal_lines(at.slopes[0], telling))
    if all(slope == 0 for slope in at.slopes):
        meaning = critical_sentence(field, at)
    else:
        rates = dict(zip(field.variables, at.slopes, strict=True))
        small = None if at.value is None else small_step(field, at.point, at.value, rates)
        meaning = nudged(nt.function_name(field.function), small, rates)
    return (_results(lines), doc.Paragraph(meaning))


def _partial_at(partial: Partial, told: Expr, slope: Expr, at: AtPoint) -> doc.Line:
    """∂f/∂x = 2xy = 12, or only the value where the formula does not give it."""
    field = partial.field
    name = common.derivative_name(field, (partial.variable,))
    if isinstance(at.verdict, Smooth) and not told.is_number:
        return doc.Line(name, "=", equals(formula(told, order_of(field)), formula(slope)))
    if isinstance(at.verdict, Smooth):
        return doc.Line(name, "=", formula(slope))
    there = Application(name, nt.listed(common.written_point(at.point)), fenced=True)
    return doc.Line(there, "=", formula(slope))


def rate_told(answer: DirectionalAnswer, telling: common.Telling) -> RateAlong:
    """The rate as a function, in the names of parts where the gradient is told in them."""
    named = answer.in_names if graph_told(answer.graph, telling) is not None else None
    return answer.along if named is None else named


def directional_summary(
    answer: DirectionalAnswer, telling: common.Telling
) -> tuple[doc.Block, ...]:
    """Both rates, each with its name, and how the direction stands to the gradient."""
    field, at = answer.field, answer.at
    w = common.direction_letter(field)
    as_given = sentence("the rate along ", w, " as given")
    per_unit = sentence(
        "the rate per unit of distance: in most textbooks ",
        common.unit_rate_name(field),
        ", where ",
        common.unit_vector(field),
    )
    if at is None:
        symbol, along = common.slope_symbol(field), rate_told(answer, telling)
    elif answer.along_at is not None:
        symbol, along = common.slope_symbol(field, at.point), answer.along_at
    else:
        return _along_by_limit(answer, at, w, (as_given, per_unit), telling)
    components = nt.vector([nt.typeset(node) for node in answer.direction.written])
    unit, order = nt.fraction_of(nt.dot(symbol, w), nt.norm(w)), order_of(field)
    lines = (
        doc.Line(w, "=", components),
        *common.exact_lines(nt.dot(symbol, w), along.rate, telling, as_given, order),
        *common.exact_lines(unit, along.unit_rate, telling, per_unit, order),
    )
    if at is None:
        return (_results(lines),)
    return (_results(lines), doc.Paragraph(against_the_gradient(w, along, telling)))


def _along_by_limit(
    answer: DirectionalAnswer,
    at: AtPoint,
    w: Box,
    reasons: tuple[doc.Sentence, doc.Sentence],
    telling: common.Telling,
) -> tuple[doc.Block, ...]:
    """The rate by its definition, where f has one along w and no gradient."""
    refused = _refused(at, answer.field)
    match answer.by_limit:
        case Exists(rate, unit_rate):
            symbol = common.rate_symbol(answer.field, w, at.point)
            lines = (
                doc.Line(
                    w, "=", nt.vector([nt.typeset(node) for node in answer.direction.written])
                ),
                *common.exact_lines(symbol, rate, telling, reasons[0]),
                *common.exact_lines(
                    nt.fraction_of(symbol, nt.norm(w)), unit_rate, telling, reasons[1]
                ),
            )
            return (*refused, _results(lines))
        case _:
            return refused


def against_the_gradient(w: Box, along: RateAlong, telling: common.Telling) -> doc.Sentence:
    """At what angle w stands to the gradient, and what share of the highest rate it has."""
    cosine = cosine_to_gradient(along)
    on_a_line = len(along.slopes) == 1
    if cosine is None and on_a_line:
        return sentence("The derivative is zero here, and so is the rate in either direction.")
    if cosine is None:
        return sentence("The gradient is zero here, and so is the rate in every direction.")
    highest = common.in_a_sentence(length_of(along.slopes), telling)
    if any(slope.free_symbols for slope in along.slopes):
        # For some constants the gradient may be zero, and then w makes no angle with it.
        return sentence("No direction has a higher rate per unit of distance than ", highest, ".")
    if along.rate == 0:
        return sentence(
            w,
            " is at right angles to the gradient, so the rate along it is 0. The highest rate per "
            "unit of distance is ",
            highest,
            ".",
        )
    share = decided_float(cosine)
    if share is not None and on_a_line:
        if share > 0:
            way = sentence(" rises, at its highest rate per unit of distance, ", highest, ".")
        else:
            lowest = nt.negative(highest)
            way = sentence(" falls, at its lowest rate per unit of distance, ", lowest, ".")
        return (*sentence("Along ", w, " the function"), *way)
    if share is None:
        return sentence("No direction has a higher rate per unit of distance than ", highest, ".")
    if share > 0:
        rate = sentence(" The rate along ", w, f" is {_percent(share)} of it: the cosine of")
    else:
        rate = sentence(
            " Along ", w, f" the function falls at {_percent(-share)} of it: minus the cosine of"
        )
    return (
        *sentence("The highest rate per unit of distance is the length of the gradient, ", highest),
        *sentence(", along the gradient (", doc.Code("gradcli steepest"), " shows why)."),
        *rate,
        *sentence(f" {_angle(share)}, the angle between ", w, " and the gradient."),
    )


def _angle(cosine: float) -> str:
    """The angle in degrees, to so many places that it is not rounded to 0°, 90° or 180°."""
    degrees = degrees_of(cosine)
    if abs(cosine) >= 1:
        return f"{degrees:.0f}°"
    for places in range(1, 7):
        shown = f"{degrees:.{places}f}"
        if float(shown) not in (0, 90, 180):
            return f"about {shown}°" if places > 1 else f"{shown}°"
    return f"nearly {degrees:.0f}°"


def _percent(share: float) -> str:
    """A share in percent, which is 100% or 0% only where it is that."""
    if 0.995 <= share < 1:
        return "over 99%"
    return "under 1%" if share < 0.005 else f"{share:.0%}"


def critical_sentence(field: ScalarField, at: AtPoint) -> doc.Sentence:
    """What a zero gradient means, and what the second-derivative test makes of the point."""
    name, critical = nt.variable(field.function), at.critical
    several = len(field.variables) > 1
    told = sentence(
        f"This is a critical point: the {'gradient' if several else 'derivative'} is zero, so ",
        name,
        f" has the rate 0{' in every direction' if several else ''}",
    )
    if critical is not None and critical.minors and not several:
        return (*told, doc.Words(". "), *on_a_line(field, at.point, critical))
    if critical is None:
        return (*told, doc.Words("."))
    if critical.constant:
        return (*told, doc.Words(". "), *constant_nearby(field))
    if critical.proof is not None:
        return (*told, doc.Words(". It is a "), *in_short(critical.kind, critical.proof))
    match critical.kind:
        case CriticalKind.MINIMUM:
            kind, why = "local minimum", ": nearby, the function is larger in every direction."
        case CriticalKind.MAXIMUM:
            kind, why = "local maximum", ": nearby, the function is smaller in every direction."
        case CriticalKind.SADDLE | CriticalKind.NEITHER:
            kind, why = (
                "saddle",
                ": nearby, the function is larger in some directions and smaller in others.",
            )
        case CriticalKind.NOT_DECIDED if len(field.variables) > LARGEST_TESTED or (
            critical.hessian and not critical.minors
        ):
            untold = ". With so many variables the second-derivative test is not made."
            return (*told, doc.Words(untold))
        case CriticalKind.NOT_DECIDED if not critical.minors:
            untold = (
                ". Its kind is not known: there are no second derivatives here that would tell."
            )
            return (*told, doc.Words(untold))
        case CriticalKind.NOT_DECIDED:
            untold = ". The second-derivative test does not decide of which kind it is."
            return (*told, doc.Words(untold))
    return (*told, doc.Words(". It is a "), doc.Strong(kind), doc.Words(why))


def rates_table(
    field: ScalarField,
    best: Steepest,
    telling: common.Telling,
    value: Expr | None,
    along: RateAlong | None = None,
) -> doc.Table:
    """The highest rate and its direction, the lowest, a direction of rate 0, and w/‖w‖."""
    rows: list[tuple[doc.Sentence, ...]] = [
        _rate_row(f"highest{_degrees(field, 0)}", best.direction, best.rate, telling),
        _rate_row(
            f"lowest{_degrees(field, 180)}",
            tuple(map(negate, best.direction)),
            negate(best.rate),
            telling,
        ),
    ]
    if best.level is not None:
        rows.append(_rate_row(f"zero{_degrees(field, 90)}", best.level, ZERO, telling))
    if along is not None:
        w = common.direction_letter(field)
        unit = tuple(quotient(each, along.length) for each in along.components)
        rows.append(_rate_row(nt.fraction_of(w, nt.norm(w)), unit, along.unit_rate, telling))
    header = (sentence("which"), sentence("direction"), sentence("rate"), sentence("decimal"))
    caption = () if best.level is None else _of_the_level(field, value)
    return doc.Table(header, tuple(rows), caption)


def _of_the_level(field: ScalarField, value: Expr | None) -> doc.Sentence:
    """Along what the rate is 0: the tangent of the level curve x²y = 12."""
    named: tuple[str | Box, ...] = (" through the point",)
    if (
        value is not None
        and common.is_short(field.tree)
        and size(value) <= common.LONGEST_IN_A_SENTENCE
    ):
        named = (" ", equals(nt.typeset(field.tree), formula(value)))
    if len(field.variables) == 2:
        return sentence(
            "The rate is 0 at right angles to the gradient, on either side: along the tangent of "
            "the level curve",
            *named,
            ". On that curve ",
            nt.variable(field.function),
            " keeps its value.",
        )
    return sentence(
        "The rate is 0 in every direction at right angles to the gradient: these are tangent to "
        "the level surface",
        *named,
        ". One of them is shown.",
    )


def _degrees(field: ScalarField, angle: int) -> str:
    """The angle away from the gradient, which on a line is nothing to speak of."""
    return f" ({angle}°)" if len(field.variables) > 1 else ""


def _rate_row(
    name: str | Box, direction: tuple[Expr, ...], rate: Expr, telling: common.Telling
) -> tuple[doc.Sentence, ...]:
    return (
        sentence(name),
        sentence(nt.vector([formula(each) for each in direction])),
        sentence(formula(rate)),
        sentence(common.approximately(rate, telling.digits)),
    )
