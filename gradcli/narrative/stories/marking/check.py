"""`check`: the verdict on an answer, component by component, and the working of what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, assert_never

from sympy import Expr

from gradcli.calculus.answers.absence import Answered
from gradcli.calculus.answers.check import (
    CheckAnswer,
    Component,
    Kind,
    Scale,
    places_of,
)
from gradcli.calculus.answers.directional import DirectionalAnswer
from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.calculus.answers.hessian import HessianAnswer
from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.calculus.answers.steepest import SteepestAnswer
from gradcli.calculus.answers.tangent import TangentAnswer
from gradcli.calculus.domain.verdict import OneSided
from gradcli.calculus.equality.compare import Comparison, DecidedBy, Difference
from gradcli.calculus.equality.sample_points import value_at
from gradcli.calculus.rules.gradient import Partial
from gradcli.errors import GradcliError
from gradcli.field.expression import Node, variables_of
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Box
from gradcli.narrative.phrases import enumerated, equals, joined, sentence
from gradcli.narrative.point.refusals import (
    no_direction,
    no_gradient,
    no_partial,
    no_rate,
    no_second_partials,
)
from gradcli.narrative.steps import Detail
from gradcli.narrative.stories import common
from gradcli.narrative.stories.checking import (
    Certificate,
    certificate_of_partial,
    certificate_of_values,
    checked,
)
from gradcli.narrative.stories.directional import rate_by_limit, rate_worked
from gradcli.narrative.stories.marking.explained import explained
from gradcli.narrative.stories.marking.level import along_the_level, dot_product
from gradcli.narrative.stories.marking.lines import conditions, elsewhere, fraction_of, steps_given
from gradcli.narrative.stories.marking.named import name_of, what_of
from gradcli.narrative.stories.marking.one_by_one import (
    asked_of_each,
    one_by_one,
    verdict_on_each,
)
from gradcli.narrative.stories.marking.several import all_given, given_of, table_of_all
from gradcli.narrative.stories.partial import differentiated_last
from gradcli.narrative.stories.partials import reading, working

_MOST_SAID: Final = 2
WORDS: Final[Mapping[bool | None, str]] = MappingProxyType(
    {True: "right", False: "wrong", None: "undecided"}
)

_TONES: Final[Mapping[bool | None, doc.Tone]] = MappingProxyType(
    {True: doc.Tone.CHECKED, False: doc.Tone.REFUSED, None: doc.Tone.WARNING}
)


def word_of(answer: CheckAnswer) -> str:
    """The verdict in one word, as -q prints it."""
    return WORDS[answer.right]


def no_check(answer: CheckAnswer) -> GradcliError | None:
    """Why the question has no answer, or None."""
    return None if answer.can_be_checked else _why_there_is_none(answer)


def _why_there_is_none(answer: CheckAnswer) -> GradcliError | None:
    solved = answer.solved
    match solved:
        case GradientAnswer() | TangentAnswer():
            return no_gradient(solved.field, solved.at)
        case PartialAnswer():
            return no_partial(solved)
        case DirectionalAnswer():
            return no_rate(solved)
        case SteepestAnswer():
            return _no_level(answer, no_direction(solved))
        case HessianAnswer():
            return no_second_partials(solved)
    assert_never(solved)


def _no_level(answer: CheckAnswer, error: GradcliError | None) -> GradcliError | None:
    """Where the gradient is zero it says nothing of the level set either."""
    if error is None or error.code != "zero-gradient" or answer.task.kind is not Kind.LEVEL:
        return error
    cause, _, _ = error.message.partition(", so ")
    return GradcliError(
        "zero-gradient", f"{cause}, so it says nothing of the level set", help=error.help
    )


def check_task(answer: CheckAnswer) -> doc.Sentence:
    """Is (3y³, 9xy²) the gradient of f(x, y) = 3xy³?"""
    if answer.given.denies:
        said = sentence(f"Does {what_of(answer)} of ", common.the_function(answer.field), " exist")
        return joined((said, _where(answer), sentence("?")), "")
    if answer.parts:
        return asked_of_each(answer)
    of = sentence(f" {what_of(answer)} of ", common.the_function(answer.field), "?")
    if len(answer.each) > 1:
        return joined((sentence("Is each of "), all_given(answer), of), "")
    return joined((sentence("Is ", given_of(answer)), of), "")


def check_headline(answer: CheckAnswer) -> Box:
    """The function: the verdict is a word, and no formula."""
    return common.the_function(answer.field)


def check_story(answer: CheckAnswer, telling: common.Telling = common.FULLY) -> doc.Document:
    """The verdict, what of the answer is right, and where it is not, how it is worked."""
    blocks: list[doc.Block] = [*reading(answer.field)]
    if not answer.can_be_checked:
        return doc.Document(tuple(blocks))
    blocks.append(doc.Remark(_TONES[answer.right], verdict_on(answer)))
    if answer.parts:
        blocks.extend(one_by_one(answer, WORDS, _why_there_is_none(answer)))
        blocks.append(_checked(answer, telling))
        return doc.Document(tuple(blocks), asked=check_task(answer))
    blocks.extend(_both_sides(answer, telling))
    if answer.work:
        blocks.extend((steps_given(answer), *conditions(answer)))
    if len(answer.each) > 1 and answer.right is not True:
        blocks.append(table_of_all(answer, WORDS))
    if len(answer.components) > 1 and answer.right is not True:
        blocks.append(_table(answer))
    blocks.extend(_differences(answer, telling))
    blocks.extend(_remarks(answer))
    blocks.extend(explained(answer))
    if answer.right is not True and answer.expected and telling.detail is not Detail.NONE:
        blocks.extend(_worked(answer, telling))
    blocks.append(_checked(answer, telling))
    return doc.Document(tuple(blocks), asked=check_task(answer))


def _checked(answer: CheckAnswer, telling: common.Telling) -> doc.Remark:
    """How the right answer was checked; beside a wrong one it is said that it is the right one."""
    of: doc.Sentence = ()
    if isinstance(answer.solved, PartialAnswer):
        of = differentiated_last(answer.solved)
    made = _certificates(answer)
    single = isinstance(answer.solved, PartialAnswer)
    what = "" if answer.right else "right "
    return checked(answer.check, answer.field, telling, made, of=of, single=single, what=what)


def _certificates(answer: CheckAnswer) -> tuple[Certificate, ...]:
    """What confirms the right answer at the point."""
    match answer.solved:
        case PartialAnswer():
            return certificate_of_partial(answer.solved)
        case GradientAnswer(at=at) | DirectionalAnswer(at=at) | HessianAnswer(at=at):
            return certificate_of_values(at, answer.field)
        case SteepestAnswer(at=at) | TangentAnswer(at=at):
            return certificate_of_values(at, answer.field)
    assert_never(answer.solved)


def verdict_on(answer: CheckAnswer) -> doc.Sentence:
    """Right: (3y³, 9xy²) is the gradient."""
    right = answer.right
    word = WORDS[right].capitalize()
    if answer.given.denies:
        return _verdict_on_denial(answer, word)
    if answer.parts:
        return verdict_on_each(answer, word)
    if right is None:
        return sentence(
            doc.Strong("Undecided"),
            ": it could not be decided whether ",
            given_of(answer),
            f" is {what_of(answer)}.",
        )
    if right and len(answer.each) > 1:
        each = (sentence("each of "), all_given(answer), sentence(f" is {what_of(answer)}"))
        whole = joined(each, "")
        return joined((sentence(doc.Strong(word), ": "), whole, _where(answer), sentence(".")), "")
    if right:
        return joined((sentence(doc.Strong(word), ": "), _why_right(answer)), "")
    if not answer.components:
        return sentence(doc.Strong(word), ": ", given_of(answer), *_wrong_number(answer))
    if len(answer.components) == 1 or answer.task.kind is Kind.LEVEL:
        first = next((step.line for step in answer.work if step.follows is False), None)
        place = "" if first is None else f" in line {first}"
        said = sentence(
            doc.Strong(word), f"{place}: ", given_of(answer), f" is not {what_of(answer)}"
        )
        return joined((said, _where(answer), sentence(".")), "")
    wrong = [each for each in answer.components if each.found.equal is False]
    if len(wrong) > _MOST_SAID:
        names = [name_of(answer, each.of) for each in wrong]
        return sentence(doc.Strong(word), ": the components ", *enumerated(names), " are wrong.")
    pairs = [
        sentence(nt.typeset(each.given), " is not ", name_of(answer, each.of)) for each in wrong
    ]
    return sentence(doc.Strong(word), ": ", *joined(pairs, ", and "), ".")


def _verdict_on_denial(answer: CheckAnswer, word: str) -> doc.Sentence:
    """Right: the derivative does not exist at x = 0. The slope jumps there from -1 to 1."""
    what = what_of(answer)
    if answer.right is False:
        said = sentence(doc.Strong(word), f": {what} exists")
        return joined((said, _where(answer), sentence(".")), "")
    if answer.right is None:
        said = sentence(doc.Strong(word), f": it could not be decided whether {what} exists")
    else:
        said = sentence(doc.Strong(word), f": {what} does not exist")
    error = _why_there_is_none(answer)
    assert error is not None
    why = "." if _is_seen_along_w(answer.solved) else f": {error.message}."
    return joined((said, _where(answer), sentence(why)), "")


def _is_seen_along_w(solved: Answered) -> bool:
    """Whether the two sides of the limit along w say why there is no rate."""
    return isinstance(solved, DirectionalAnswer) and isinstance(solved.by_limit, OneSided)


def _both_sides(answer: CheckAnswer, telling: common.Telling) -> tuple[doc.Block, ...]:
    solved = answer.solved
    if not (answer.given.denies and _is_seen_along_w(solved)):
        return ()
    assert isinstance(solved, DirectionalAnswer)
    assert solved.at is not None
    return rate_by_limit(solved, solved.at, common.direction_letter(answer.field), telling)


def _where(answer: CheckAnswer) -> doc.Sentence:
    point = answer.task.point
    return () if point is None else sentence(" at ", common.named_point(answer.field, point))


def _wrong_number(answer: CheckAnswer) -> doc.Sentence:
    wanted = len(answer.solved.values())
    given = len(answer.given.nodes)
    if answer.alone is not None:
        name = name_of(answer, answer.alone)
        return sentence(" is ", name, f" alone, and {what_of(answer)} has {wanted} components.")
    is_number = not any(map(variables_of, answer.given.nodes))
    one = "one number" if is_number else "one formula"
    parts = one if given == 1 else f"{given} components"
    needs = "one formula" if wanted == 1 else f"{wanted} components"
    return sentence(f" is {parts}, and {what_of(answer)} has {needs}.")


def _why_right(answer: CheckAnswer) -> doc.Sentence:
    what = joined((sentence(given_of(answer), f" is {what_of(answer)}"), _where(answer)), "")
    match answer.decided_by:
        case DecidedBy.NUMBERS:
            tail = "; this is not proved: both agree at many points, to 20 digits."
        case DecidedBy.INTERVALS:
            tail = ", to the digits that were given."
        case DecidedBy.ALGEBRA | None:
            tail = "."
        case _:
            assert_never(answer.decided_by)
    rate: doc.Sentence = ()
    if answer.scale is Scale.AS_GIVEN:
        rate = sentence(": the rate along ", common.direction_letter(answer.field), " as given")
    elif answer.scale is Scale.UNIT:
        rate = sentence(": the rate per unit of distance")
    return joined((what, rate, sentence(tail)), "")


def _table(answer: CheckAnswer) -> doc.Table:
    rows = tuple(
        (
            sentence(name_of(answer, each.of)),
            sentence(nt.typeset(each.given)),
            sentence(WORDS[each.found.equal]),
        )
        for each in answer.components
    )
    return doc.Table((sentence("component"), sentence("given"), sentence("verdict")), rows)


def _differences(answer: CheckAnswer, telling: common.Telling) -> tuple[doc.Block, ...]:
    """A point at which each wrong component differs from what it should be."""
    if answer.task.kind is Kind.LEVEL:
        return dot_product(answer)
    blocks: list[doc.Block] = []
    formulas = [each.given for each in answer.components if _is_for_a_value(answer, each)]
    if formulas:
        blocks.append(doc.Paragraph(_not_put_in(answer, formulas)))
    for each in answer.components:
        if each.found.valueless:
            blocks.append(doc.Paragraph(sentence(nt.typeset(each.given), " has no value.")))
        if each.found.apart:
            blocks.append(doc.Paragraph(_apart(answer, each)))
        differs = each.found.differs
        if differs is None or not differs.at or answer.given.height is not None:
            continue
        if each.given in formulas:
            continue
        blocks.append(doc.Paragraph(_difference(answer, each, differs, telling)))
    return tuple(blocks)


def _apart(answer: CheckAnswer, component: Component) -> doc.Sentence:
    """1/(2√(−x)) has no value anywhere where df/dx has one, for example at x = 1."""
    where = component.found.where or {}
    at = enumerated([equals(nt.variable(name), fraction_of(each)) for name, each in where.items()])
    said = sentence(
        nt.typeset(component.given),
        " has no value anywhere where ",
        name_of(answer, component.of),
        " has one, as at ",
    )
    return joined((said, at, sentence(".")), "")


def _difference(
    answer: CheckAnswer, component: Component, differs: Difference, telling: common.Telling
) -> doc.Sentence:
    at = enumerated(
        [equals(nt.variable(name), fraction_of(each)) for name, each in differs.at.items()]
    )
    expected, given = values_at(component, differs)
    name = sentence(name_of(answer, component.of), " is ")
    if not variables_of(component.given):
        same = sentence("The given ", nt.typeset(component.given), " is the same everywhere; at ")
        return joined((same, at, sentence(" "), name, sentence(_short(expected, telling), ".")), "")
    return joined(
        (
            sentence("At "),
            at,
            sentence(" the given ", nt.typeset(component.given), " is "),
            sentence(_short(given, telling), ", and "),
            name,
            sentence(_short(expected, telling), "."),
        ),
        "",
    )


def _is_for_a_value(answer: CheckAnswer, component: Component) -> bool:
    """Whether a formula was given where its value at the point is asked for."""
    if answer.task.point is None or answer.given.height is not None:
        return False
    is_formula = bool(variables_of(component.given))
    return component.found.equal is False and is_formula and not variables_of(component.expected)


def _not_put_in(answer: CheckAnswer, formulas: Sequence[Node]) -> doc.Sentence:
    """2xy is a formula; its value is asked for, where x = 2 and y = 3."""
    assert answer.task.point is not None
    several = len(formulas) > 1
    be = (
        " are formulas; their values are asked for at "
        if several
        else (" is a formula; its value is asked for at ")
    )
    point = common.named_point(answer.field, answer.task.point)
    return sentence(*enumerated([nt.typeset(each) for each in formulas]), be, point, ".")


def values_at(component: Component, differs: Difference) -> tuple[Expr, Expr]:
    """What was expected at the point, and what was given there."""
    if differs.exactly is not None:
        return differs.exactly
    return value_at(component.expected, differs.at), value_at(component.given, differs.at)


def _short(value: Expr, telling: common.Telling) -> Box:
    return common.in_a_sentence(value, telling)


def _remarks(answer: CheckAnswer) -> tuple[doc.Block, ...]:
    """Where a right answer has other values than the question has."""
    return tuple(
        doc.Remark(doc.Tone.NOTE, _domain(answer, each, each.found))
        for each in answer.components
        if each.found.equal and each.found.domain is not None
    )


def _domain(answer: CheckAnswer, component: Component, found: Comparison) -> doc.Sentence:
    return elsewhere(
        found, sentence(name_of(answer, component.of)), sentence(nt.typeset(component.given))
    )


def _worked(answer: CheckAnswer, telling: common.Telling) -> tuple[doc.Block, ...]:
    """What is right, and for derivatives how it is derived."""
    wrong = [each for each in answer.components if each.found.equal is not True]
    blocks: list[doc.Block] = [doc.Heading(sentence("The right answer"), 2)]
    stages = _stages(answer, wrong)
    for place, stage in enumerate(stages, start=1):
        order = answer.task.wrt[:place] if answer.task.kind is Kind.PARTIAL else None
        blocks.extend(working(stage, telling, order, place))
    if isinstance(answer.solved, DirectionalAnswer):
        is_unit = answer.scale is Scale.UNIT
        blocks.extend(rate_worked(answer.solved, telling, unit=is_unit))
    if not stages or answer.task.point is not None:
        shown = wrong or _all(answer)
        lines = tuple(
            doc.Line(name_of(answer, each.of), "=", nt.typeset(each.expected)) for each in shown
        )
        if answer.task.kind is Kind.LEVEL:
            lines += along_the_level(answer) if answer.components else ()
        blocks.append(doc.Equations(lines, result=True))
    return tuple(blocks)


def _all(answer: CheckAnswer) -> tuple[Component, ...]:
    """Every component as it should be, where the given answer has another number of them."""
    return tuple(
        Component(of, expected, expected, Comparison(None))
        for of, expected in zip(places_of(answer.solved, answer.task), answer.expected, strict=True)
    )


def _stages(answer: CheckAnswer, wrong: Sequence[Component]) -> tuple[Partial, ...]:
    """The derivations that are told: of wrong partials, or the stages of a mixed one."""
    match answer.solved:
        case PartialAnswer(stages=stages):
            return stages
        case GradientAnswer(gradient=gradient):
            names = {each.of[0] for each in wrong} or {*gradient.field.variables}
            return tuple(each for each in gradient.partials if each.variable in names)
        case DirectionalAnswer() | SteepestAnswer() | HessianAnswer() | TangentAnswer():
            return ()
    assert_never(answer.solved)
