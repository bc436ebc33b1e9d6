"""`partial` and `grad`: the derivatives worked, the vector they make, what its numbers mean."""

from __future__ import annotations

from sympy import Expr

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.calculus.domain.verdict import Differentiable
from gradcli.calculus.rules.gradient import Partial
from gradcli.calculus.rules.nudges import Nudges, small_step
from gradcli.field.expression import Node
from gradcli.field.fast_sympy.sympy_build import product
from gradcli.field.from_sympy import from_sympy
from gradcli.field.order import order_of
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.frozen import replace
from gradcli.narrative.box import Application, Box
from gradcli.narrative.document import (
    Block,
    Document,
    Equations,
    Heading,
    Line,
    Paragraph,
    Sentence,
    Table,
)
from gradcli.narrative.notation import (
    dot,
    listed,
    negative,
    number,
    product_of,
    sum_of,
    value_of,
    variable,
    vector,
)
from gradcli.narrative.phrases import enumerated, equals, formula, joined, sentence
from gradcli.narrative.point.verdicts import explain
from gradcli.narrative.steps import Detail
from gradcli.narrative.steps.naming import NO_NAMES, names_of
from gradcli.narrative.stories.by_definition import by_definition
from gradcli.narrative.stories.checking import certificate_of_values, checked
from gradcli.narrative.stories.common import (
    FULLY,
    Telling,
    approximately,
    critical_point,
    derivative_name,
    exact_lines,
    fit_in_a_vector,
    in_a_sentence,
    named_point,
    names,
    needs_numbers,
    substituted,
    with_numbers,
    written_point,
)
from gradcli.narrative.stories.headline import gradient_name
from gradcli.narrative.stories.in_names import (
    WorkedEdges,
    as_told,
    graph_told,
    in_its_parts,
    worked_in_names,
)
from gradcli.narrative.stories.partials import (
    before_partials,
    constants_sentence,
    differentiated,
    gradient_at_lines,
    gradient_lines,
    partials_story,
    reading,
    working,
)
from gradcli.narrative.stories.summary import gradient_summary, partial_summary


def partial_headline(answer: PartialAnswer) -> Box:
    """∂f/∂x = 2xy."""
    name = derivative_name(answer.field, [stage.variable for stage in answer.stages])
    return equals(name, formula(answer.stages[-1].derivative, order_of(answer.field)))


def gradient_headline(answer: GradientAnswer) -> Box:
    """∇f(2, 3) = (12, 4)."""
    values = [formula(value) for value in answer.values()]
    return equals(gradient_name(answer.field, answer.at), vector(values))


def partial_story(answer: PartialAnswer, telling: Telling = FULLY) -> Document:
    """One partial derivative, or a mixed or repeated one, stage by stage."""
    graph = graph_told(answer.graph, telling)
    answer = replace(answer, graph=graph)
    field = answer.field
    order = tuple(stage.variable for stage in answer.stages)
    what = "partial derivative" if len(field.variables) > 1 else "derivative"
    blocks: list[Block] = [
        *reading(field),
        *in_its_parts(graph),
        *partial_summary(answer),
        *before_partials(answer.stages, telling),
    ]
    if len(order) > 1:
        turns = enumerated([variable(name) for name in order])
        blocks.append(
            Paragraph(
                joined(
                    (
                        sentence("Differentiate in turn with respect to "),
                        turns,
                        sentence("."),
                    ),
                    "",
                )
            )
        )
    letters = NO_NAMES
    for place, stage in enumerate(answer.stages, start=1):
        title = f"{what.capitalize()} with respect to "
        if len(order) > 1:
            title = f"Stage {place}: with respect to "
        blocks.append(Heading(sentence(title, variable(stage.variable)), 2))
        if telling.comments and place == 1:
            blocks.append(Paragraph(constants_sentence(field, stage.variable)))
        if graph is not None:
            blocks.extend(worked_in_names(graph, stage.variable, telling, place, WorkedEdges()))
            continue
        letters = names_of((stage,), letters) if telling.detail is Detail.FULL else NO_NAMES
        blocks.extend(letters.introduced(stage.field, differentiated(field, order[:place])))
        blocks.extend(working(stage, telling, order[:place], place, letters))
    blocks.append(checked(answer.check, field, telling, single=True))
    return Document(tuple(blocks))


def gradient_story(answer: GradientAnswer, telling: Telling = FULLY) -> Document:
    """All the partials, the gradient, and what it is and means at the point."""
    told = as_told(answer, telling)
    field = answer.field
    blocks: list[Block] = [
        *reading(field),
        *in_its_parts(told.graph),
        *gradient_summary(answer, telling),
        *partials_story(told, telling),
    ]
    blocks.append(Heading(_title(field), 2))
    if telling.comments and len(field.arguments) == 1:
        blocks.append(
            Paragraph(
                sentence("In one variable the gradient has one component, the derivative itself.")
            )
        )
    elif telling.comments:
        blocks.append(
            Paragraph(
                joined(
                    (
                        sentence(
                            "The gradient collects the partial derivatives in one vector, "
                            "in the order "
                        ),
                        enumerated(names(field)),
                        sentence(
                            "."
                            if fit_in_a_vector(told.formulas)
                            else "; they stand above, too long for one line."
                        ),
                    ),
                    "",
                )
            )
        )
    blocks.append(gradient_lines(told))
    if answer.at is not None:
        blocks.extend(_at_the_point(answer, answer.at, telling))
    made = certificate_of_values(answer.at)
    blocks.append(checked(answer.check, answer.field, telling, made))
    return Document(tuple(blocks))


def _title(field: ScalarField) -> Sentence:
    """The gradient, or that in the variables that are asked about."""
    if not field.among:
        return sentence("The gradient")
    return joined((sentence("The gradient in "), enumerated(names(field))), "")


def _at_the_point(answer: GradientAnswer, at: AtPoint, telling: Telling) -> tuple[Block, ...]:
    field = answer.field
    blocks: list[Block] = [Heading(sentence("At the point ", named_point(field, at.point)), 2)]
    if at.value is None or at.slopes is None:
        return (*blocks, *explain(at.verdict, field, at.point))
    if isinstance(at.verdict, Differentiable):
        blocks.extend(by_definition(*_alone(field, at), telling))
    else:
        blocks.append(_numbers_put_in(answer, at, at.value, at.slopes, telling))
    blocks.append(gradient_at_lines(answer.gradient, at.point, at.slopes, telling))
    if at.critical is not None:
        blocks.extend(critical_point(at.critical))
    if not telling.comments:
        return tuple(blocks)
    blocks.append(Heading(sentence("What the numbers say"), 2))
    blocks.append(Paragraph(_nudge_sentence(field, at, at.slopes, telling)))
    blocks.extend(_nudge_table(field, at.point, at.value, each) for each in answer.nudges)
    if letters := at.point.without_value(field):
        blocks.append(needs_numbers(letters, "What small nudges do is seen in numbers"))
    blocks.append(Paragraph(_together_sentence(field, at.slopes, telling)))
    return tuple(blocks)


def _alone(field: ScalarField, at: AtPoint) -> tuple[ScalarField, AtPoint]:
    """The function of the variables that are asked about, the others standing still at P."""
    if not at.point.whole:
        return field, at
    others = {name: node for name, node in at.point.whole.items() if name in field.held}
    point = replace(at.point, whole={})
    return replace(field.with_let(others), among=()), replace(at, point=point)


def _numbers_put_in(
    answer: GradientAnswer, at: AtPoint, value: Expr, slopes: tuple[Expr, ...], telling: Telling
) -> Equations:
    """f(P), and the formula of each partial with the coordinates put in."""
    field = answer.field
    where = value_of(field.function, written_point(at.point))
    lines = list(exact_lines(where, value, telling))
    for partial, slope in zip(answer.gradient.partials, slopes, strict=True):
        name = Application(
            derivative_name(field, (partial.variable,)),
            listed(written_point(at.point)),
            fenced=True,
        )
        put_in = with_numbers(_in_order(partial), at.point, field)
        result = exact_lines(name, slope, telling)
        if put_in is not None and put_in != result[0].right:
            worked = equals(put_in, result[0].right)
            lines.append(Line(name, "=", worked, substituted(field, at.point)))
            lines.extend(result[1:])
        else:
            lines.extend(result)
    return Equations(tuple(lines))


def _in_order(partial: Partial) -> Node:
    """The formula of a partial with the sums in the order in which they were typed."""
    if partial.named:
        return partial.written
    return from_sympy(partial.derivative, order_of(partial.field))


def _step_letter(field: ScalarField) -> Box:
    """h, or a letter that the function does not have."""
    return variable(next(name for name in ("h", "k", "d", "h_0") if name not in field.letters))


def _small_change(field: ScalarField, slope: Expr, telling: Telling) -> Box:
    """12h, 4√10 h, 0."""
    h = _step_letter(field)
    if slope == 0:
        return number(0)
    if slope in (1, -1):
        return h if slope == 1 else negative(h)
    return product_of([in_a_sentence(slope, telling), h])


def _nudge_sentence(
    field: ScalarField, at: AtPoint, slopes: tuple[Expr, ...], telling: Telling
) -> Sentence:
    """Near P, a nudge h purely in x changes f by about 12h."""
    parts: list[Sentence] = [sentence("Near ", named_point(field, at.point), ":")]
    for place, (name, slope) in enumerate(zip(field.variables, slopes, strict=True)):
        ending = "." if place == len(slopes) - 1 else ";"
        parts.append(
            sentence(
                "a small nudge ",
                _step_letter(field),
                " in ",
                variable(name),
                " alone changes ",
                variable(field.function),
                " by about ",
                _small_change(field, slope, telling),
                ending,
            )
        )
    small = None if at.value is None else small_step(field, at.point, at.value, slopes)
    if small is not None:
        parts.append(
            sentence(
                "So moving ",
                variable(field.variables[0]),
                " by ",
                approximately(small),
                " changes ",
                variable(field.function),
                " by about ",
                approximately(product(slopes[0], small), telling.digits),
                ".",
            )
        )
    return joined(parts)


def _nudge_table(field: ScalarField, point: Point, value: Expr, nudges: Nudges) -> Table:
    """h, f at the nudged point, the change, the change per step; at the end the partial."""
    place = list(point.named(field)).index(nudges.variable)
    h = _step_letter(field)
    coordinates = written_point(point)
    coordinates[place] = sum_of([coordinates[place], h])
    header = (
        sentence(h),
        sentence(value_of(field.function, coordinates)),
        sentence("change of ", variable(field.function)),
        sentence("change / ", h),
    )
    rows: list[tuple[Sentence, ...]] = []
    for row in nudges.rows:
        if row.value is None or row.change is None or row.per_step is None:
            cells = tuple(sentence("outside the domain") for _ in range(3))
        else:
            cells = tuple(
                sentence(approximately(cell, 8)) for cell in (row.value, row.change, row.per_step)
            )
        rows.append((sentence(approximately(row.step)), *cells))
    rows.append(
        (
            sentence("→ 0"),
            sentence("→ ", approximately(value, 8)),
            sentence("→ 0"),
            sentence("→ ", approximately(nudges.partial, 8)),
        )
    )
    constant = all(row.per_step == nudges.partial for row in nudges.rows)
    caption = sentence(
        "Nudges in ",
        variable(nudges.variable),
        ": the change per step is the partial "
        if constant
        else ": the change per step approaches the partial ",
        derivative_name(field, (nudges.variable,)),
        " in every row." if constant else ".",
    )
    return Table(header, tuple(rows), caption)


def _together_sentence(field: ScalarField, slopes: tuple[Expr, ...], telling: Telling) -> Sentence:
    """Nudges in several variables at once add up."""
    if len(slopes) < 2:
        return sentence(
            "The smaller the nudge, the closer the change per step comes to the derivative."
        )
    terms = [
        dot(in_a_sentence(slope, telling), variable(f"h_{name}")) if slope != 0 else number(0)
        for name, slope in zip(field.variables, slopes, strict=True)
    ]
    return sentence(
        "Small nudges in several variables at once add up: the change of ",
        variable(field.function),
        " is then about ",
        sum_of(terms),
        ", each nudge times its own rate. The gradient holds these rates, one for each variable.",
    )
