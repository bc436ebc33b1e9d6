"""`partial`: one partial derivative, or a mixed or repeated one, and its value at a point."""

from __future__ import annotations

from collections.abc import Sequence

from gradcli.calculus.answers.partial import PartialAnswer, PartialAtPoint
from gradcli.calculus.domain.verdict import Smooth
from gradcli.calculus.rules.nudges import small_step
from gradcli.field.order import order_of
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import replace
from gradcli.narrative import document as doc
from gradcli.narrative.box import Application, Box
from gradcli.narrative.notation import function_name, listed, variable
from gradcli.narrative.phrases import enumerated, equals, formula, joined, sentence
from gradcli.narrative.point.verdicts import explain
from gradcli.narrative.steps import Detail
from gradcli.narrative.steps.naming import NO_NAMES, names_of
from gradcli.narrative.stories import common
from gradcli.narrative.stories.at_point.in_series import by_series
from gradcli.narrative.stories.at_point.nudges import (
    multiplied_out,
    near_the_point,
    nudge_table,
    nudged,
)
from gradcli.narrative.stories.at_point.sides import row_of_sides, table_of_sides
from gradcli.narrative.stories.at_point.worked import explained
from gradcli.narrative.stories.checking import certificate_of_partial, checked
from gradcli.narrative.stories.in_names import (
    WorkedEdges,
    graph_told,
    in_its_parts,
    worked_in_names,
)
from gradcli.narrative.stories.partials import (
    before_partials,
    constants_sentence,
    differentiated,
    reading,
    working,
)


def partial_headline(answer: PartialAnswer) -> Box:
    """∂f/∂x = 2xy, or at a point ∂f/∂x(2, 3) = 12."""
    (value,) = answer.values()
    return equals(_name(answer), formula(value, order_of(answer.field)))


def partial_story(answer: PartialAnswer, telling: common.Telling = common.FULLY) -> doc.Document:
    """One partial derivative, or a mixed or repeated one, stage by stage."""
    graph = graph_told(answer.graph, telling)
    answer = replace(answer, graph=graph)
    field = answer.field
    order = _order(answer)
    what = "partial derivative" if len(field.variables) > 1 else "derivative"
    blocks: list[doc.Block] = [
        *reading(field),
        *in_its_parts(graph),
        *_summary(answer, telling),
        *before_partials(answer.stages, telling),
    ]
    blocks.extend(in_turn(order))
    letters = NO_NAMES
    for place, stage in enumerate(answer.stages, start=1):
        title = f"{what.capitalize()} with respect to "
        if len(order) > 1:
            title = f"Stage {place}: with respect to "
        blocks.append(doc.Heading(sentence(title, variable(stage.variable)), 2))
        if telling.detail is Detail.FULL and place == 1:
            blocks.append(doc.Paragraph(constants_sentence(field, stage.variable)))
        if graph is not None:
            blocks.extend(worked_in_names(graph, stage.variable, telling, place, WorkedEdges()))
            continue
        letters = names_of((stage,), letters) if telling.detail is Detail.FULL else NO_NAMES
        blocks.extend(letters.introduced(stage.field, differentiated(field, order[:place])))
        blocks.extend(working(stage, telling, order[:place], place, letters))
    if answer.at is not None:
        blocks.extend(_at_the_point(answer, answer.at, telling))
    made = certificate_of_partial(answer)
    of = differentiated_last(answer)
    blocks.append(checked(answer.check, field, telling, made, of=of, single=True))
    return doc.Document(tuple(blocks), asked=_asked(answer))


def differentiated_last(answer: PartialAnswer) -> doc.Sentence:
    """What the last stage differentiates: nothing where that is f itself."""
    *before, _ = _order(answer)
    return sentence(common.derivative_name(answer.field, before)) if before else ()


def in_turn(order: Sequence[str]) -> tuple[doc.Block, ...]:
    """By what is differentiated one after the other, where it is by several."""
    if len(order) < 2:
        return ()
    turns = enumerated([variable(name) for name in order])
    told = (sentence("Differentiate in turn with respect to "), turns, sentence("."))
    return (doc.Paragraph(joined(told, "")),)


def _asked(answer: PartialAnswer) -> doc.Sentence:
    """The partial derivative ∂f/∂x of f(x, y) = x²y at (2, 3)."""
    field = answer.field
    word = "partial derivative " if len(field.arguments) > 1 else "derivative "
    what = sentence(f"The {word}", common.derivative_name(field, _order(answer)))
    return common.asked(what, field, None if answer.at is None else answer.at.point)


def _order(answer: PartialAnswer) -> tuple[str, ...]:
    return tuple(stage.variable for stage in answer.stages)


def _name(answer: PartialAnswer) -> Box:
    """∂f/∂x, or ∂f/∂x(2, 3)."""
    name = common.derivative_name(answer.field, _order(answer))
    if answer.at is None:
        return name
    return Application(name, listed(common.written_point(answer.at.point)), fenced=True)


def _differentiated(answer: PartialAnswer) -> Box:
    """f, or what the last stage differentiates: ∂f/∂x."""
    before = _order(answer)[:-1]
    name = answer.field.function
    return common.derivative_name(answer.field, before) if before else function_name(name)


def _summary(answer: PartialAnswer, telling: common.Telling) -> tuple[doc.Block, ...]:
    """∂f/∂x = 2xy, at a point also what it is there and what a small nudge does."""
    last, at = answer.stages[-1], answer.at
    name = common.derivative_name(answer.field, _order(answer))
    told = last.derivative
    if answer.graph is not None:
        told = answer.graph.derivative_by(last.variable)
    symbolic = doc.Line(name, "=", formula(told, order_of(answer.field)))
    if at is None:
        return (doc.Equations((symbolic,), result=True),)
    if at.value is None:
        return (doc.Equations((symbolic,), result=True), *_refused(answer.field, answer, at)[:1])
    lines = [symbolic, *common.exact_lines(_name(answer), at.value, telling)]
    blocks: list[doc.Block] = [doc.Equations(tuple(lines), result=True)]
    if at.value != 0:
        blocks.append(doc.Paragraph(_nudge(answer, at)))
    return tuple(blocks)


def _nudge(answer: PartialAnswer, at: PartialAtPoint) -> doc.Sentence:
    assert at.value is not None
    nudges = at.nudges
    rates = {at.stage.variable: at.value}
    small = None
    if nudges is not None:
        small = small_step(at.stage.field, at.point, nudges.value, rates)
    return nudged(_differentiated(answer), small, rates)


def _refused(
    field: ScalarField, answer: PartialAnswer, at: PartialAtPoint
) -> tuple[doc.Block, ...]:
    """What is true of the function at the point, or what is known of its derivative."""
    if at.place == 0 and (len(answer.stages) == 1 or not at.has_values):
        return explained(at.verdict, field, at.point)
    whole = common.derivative_name(field, _order(answer))
    lost = common.derivative_name(field, _order(answer)[: at.place + 1])
    if at.exists is None or at.entry is None:
        not_known = sentence("It could not be decided whether ", whole, " exists at this point.")
        return (doc.Remark(doc.Tone.REFUSED, not_known),)
    told = sentence(lost, " does not exist at this point")
    if at.place + 1 < len(answer.stages):
        told = (*told, *sentence(", and so neither does ", whole))
    remark = doc.Remark(doc.Tone.REFUSED, (*told, doc.Words(".")))
    return (remark, table_of_sides("derivative", (row_of_sides(lost, at.entry),)))


def _by_definition(answer: PartialAnswer, at: PartialAtPoint) -> tuple[doc.Block, ...]:
    """Why the value is no value of the formula."""
    if at.place == 0:
        return explain(at.verdict, answer.field, at.point)
    what = _differentiated(answer)
    if at.by_definition:
        told = sentence(
            "At this point the formula of ", what, " does not hold: its value is that of the "
            "definition."
        )  # fmt: skip
    else:
        told = sentence(
            "Not every piece of ", what, " is smooth at this point, so the rules do not give its "
            "derivative here. The definition does."
        )  # fmt: skip
    return (doc.Remark(doc.Tone.NOTE, told),)


def _at_the_point(
    answer: PartialAnswer, at: PartialAtPoint, telling: common.Telling
) -> tuple[doc.Block, ...]:
    """The coordinates put into the formula, or the partial by its definition; what it means."""
    field, name = answer.field, _name(answer)
    blocks: list[doc.Block] = [
        doc.Heading(sentence("At the point ", common.named_point(field, at.point)), 2)
    ]
    if at.value is None:
        return (*blocks, *_refused(field, answer, at))
    if at.by_series:
        blocks.append(
            by_series(field, sentence(common.derivative_name(field, _order(answer))), several=False)
        )
        result = common.exact_lines(name, at.value, telling)
    elif isinstance(at.verdict, Smooth) and not at.by_definition:
        put_in = common.with_numbers(at.stage.written, at.point, field)
        result = common.exact_lines(name, at.value, telling)
        if put_in is not None and put_in != result[0].right:
            worked = equals(put_in, result[0].right)
            result = (doc.Line(name, "=", worked, common.substituted(field, at.point)), *result[1:])
    else:
        blocks.extend(_by_definition(answer, at))
        reason = sentence("the limit of the change per step, by the definition")
        result = common.exact_lines(name, at.value, telling, reason)
    blocks.append(doc.Equations(result, result=True))
    nudges = at.nudges
    if nudges is None or telling.detail is not Detail.FULL:
        return tuple(blocks)
    what, rates = _differentiated(answer), {at.stage.variable: at.value}
    small = small_step(at.stage.field, at.point, nudges.value, rates)
    shown = common.derivative_name(field, _order(answer))
    blocks.append(doc.Paragraph(near_the_point(field, what, at.point, rates, small, telling)))
    if len(answer.stages) == 1:
        blocks.extend(multiplied_out(field, at.point, at.stage.variable, at.value, nudges.value))
    blocks.append(nudge_table(field, what, shown, at.point, nudges))
    return tuple(blocks)
