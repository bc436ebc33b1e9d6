"""`descend`: where it leads and why it ended, the steps worked, the table, and what is proved."""

from __future__ import annotations

from gradcli.calculus.answers.descent.answer import DescendAnswer
from gradcli.calculus.descent.path import Method
from gradcli.narrative import document as doc
from gradcli.narrative.box import Box
from gradcli.narrative.notation import point_of, relation, typeset, variable
from gradcli.narrative.phrases import enumerated, equals, formula, sentence
from gradcli.narrative.stories import common
from gradcli.narrative.stories.checking import checked
from gradcli.narrative.stories.descent.claims import why_claimed
from gradcli.narrative.stories.descent.endings import (
    at_kinks,
    how_it_changed,
    where_fractions_end,
    why_it_ended,
)
from gradcli.narrative.stories.descent.numbers import Written
from gradcli.narrative.stories.descent.quadratic import claim_in_short
from gradcli.narrative.stories.descent.steps import first_steps
from gradcli.narrative.stories.descent.table import path_table
from gradcli.narrative.stories.in_names import Told
from gradcli.narrative.stories.over_rows import what_the_loss_is, which_rows
from gradcli.narrative.stories.partials import gradient_lines, partials_story, reading
from gradcli.narrative.stories.pictures.on_a_page import pictured


def descend_headline(answer: DescendAnswer) -> Box:
    """P_20 ≈ (1.03, 0)."""
    written = Written.of(answer, common.FULLY)
    last = answer.path.last
    place = answer.path.last_place
    return relation(written.at(place), written.sign(*last.at), written.coordinates(last.at))


def descend_task(answer: DescendAnswer) -> doc.Sentence:
    """Take 3 steps of gradient descent on f(x, y) = x²y from (2, 3) with rate 0.1."""
    plan = answer.given.plan
    way = "ascent" if plan.ascend else "descent"
    steps = "1 step" if plan.iterations == 1 else f"at most {plan.iterations:,} steps"
    rate: tuple[str | Box, ...] = (" with backtracking",)
    if answer.given.rate is not None:
        rate = (" with the rate ", formula(answer.given.rate))
    return sentence(
        f"Take {steps} of gradient {way}{_by(plan.method)} on ",
        common.the_function(answer.field),
        " from ",
        common.named_point(answer.field, answer.given.start),
        *rate,
        ".",
    )


def _by(method: Method) -> str:
    return {
        Method.PLAIN: "",
        Method.MOMENTUM: " with momentum",
        Method.NESTEROV: " with Nesterov's momentum",
        Method.ADAM: " by Adam",
        Method.NEWTON: " by Newton's method",
    }[method]


def descend_story(
    answer: DescendAnswer, telling: common.Telling = common.FULLY, *, every: int | None = None
) -> doc.Document:
    """The last point first; then the gradient, the first steps, all steps, and the proof."""
    field = answer.field
    told = Told(answer.gradient, None)
    blocks: list[doc.Block] = [*reading(answer.asked), *_held(answer), *_loss(answer)]
    if answer.path.last.value is not None:
        blocks.append(_answer(answer, telling))
        blocks.append(doc.Paragraph(_what_was_done(answer, telling)))
    blocks.extend(why_it_ended(answer, telling))
    if answer.path.last.gradient is not None:
        blocks.extend(how_it_changed(answer))
        blocks.extend(at_kinks(answer, telling))
        blocks.extend(where_fractions_end(answer, telling))
        blocks.extend(claim_in_short(answer, telling))
    blocks.extend(pictured(answer, telling))
    if answer.rows is not None and not answer.is_closed:
        blocks.append(doc.Heading(sentence("One term"), 2))
    blocks.extend(partials_story(told, telling))
    if len(field.variables) > 1:
        blocks.append(doc.Heading(sentence("The gradient"), 2))
        blocks.append(gradient_lines(told))
    if answer.rows is not None and not answer.is_closed:
        how = answer.rows.reduce.value
        blocks.append(
            doc.Paragraph(
                sentence(
                    f"The {'gradient' if len(field.variables) > 1 else 'derivative'} of ",
                    variable(answer.field.function),
                    f" is the {how} of this over the rows.",
                )
            )
        )
    blocks.extend(first_steps(answer, telling))
    blocks.append(doc.Heading(sentence("The steps"), 2))
    blocks.append(path_table(answer, telling, every))
    if telling.comments:
        blocks.extend(why_claimed(answer, telling))
    blocks.append(checked(answer.check, field, telling))
    title = common.asked(_title(answer), field, answer.given.start, place="from")
    return doc.Document(tuple(blocks), asked=title)


def _title(answer: DescendAnswer) -> doc.Sentence:
    return sentence("Gradient ascent" if answer.given.plan.ascend else "Gradient descent")


def _held(answer: DescendAnswer) -> tuple[doc.Block, ...]:
    """The values of variables that are held."""
    pairs = [equals(variable(name), typeset(value)) for name, value in answer.held.items()]
    if not pairs:
        return ()
    held = "is held" if len(pairs) == 1 else "are held"
    return (doc.Paragraph((*enumerated(pairs), *sentence(f" {held}."))),)


def _loss(answer: DescendAnswer) -> tuple[doc.Block, ...]:
    """What is summed over which rows, and what it comes to as a formula."""
    if answer.rows is None:
        return ()
    lines = [what_the_loss_is(answer.rows)]
    if answer.is_closed:
        put_in = sentence("with the numbers of the rows")
        lines.append(doc.Line(None, "=", typeset(answer.field.tree), put_in))
    return (which_rows(answer.rows), doc.Equations(tuple(lines)))


def _answer(answer: DescendAnswer, telling: common.Telling) -> doc.Equations:
    """The last point, and f there."""
    written = Written.of(answer, telling)
    path = answer.path
    last = path.last
    place = path.last_place
    lines = [doc.Line(written.at(place), written.sign(*last.at), written.coordinates(last.at))]
    if last.value is not None:
        lines.append(
            doc.Line(written.value(place), written.sign(last.value), written.real(last.value))
        )
    return doc.Equations(tuple(lines), result=True)


def _what_was_done(answer: DescendAnswer, telling: common.Telling) -> doc.Sentence:
    """After 70 steps against the gradient from P_0 = (4, 1) with the rate η = 0.1."""
    written = Written.of(answer, telling)
    plan, path = answer.given.plan, answer.path
    steps = {0: "No step was taken", 1: "This is the point after 1 step"}.get(
        path.steps, f"This is the point after {path.steps:,} steps"
    )
    if path.last_place < path.steps:
        steps = f"This is the last point at which {answer.field.function} has a value, on the way"
    way = "along" if plan.ascend else "against"
    slope = "gradient" if written.several else "derivative"
    along = f"{steps} {way} the {slope}" if path.steps else steps
    start = common.written_point(answer.given.start)
    begin = relation(written.at(0), "=", point_of(start) if len(start) > 1 else start[0])
    each = "each " if path.steps != 1 else ""
    rate: tuple[str | Box, ...] = (f", {each}with a rate found by backtracking",)
    if answer.given.rate is not None:
        value = answer.given.rate
        plain = common.is_decimal(value, telling.digits) and not written.fractions
        shown = common.approximately(value, telling.digits) if plain else formula(value)
        rate = (", with the rate ", equals(written.letter_of_rate, shown))
    return sentence(f"{along}{_by(plan.method)}, from ", begin, *rate, ".")
