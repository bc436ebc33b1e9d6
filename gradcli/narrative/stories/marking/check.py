"""`check`: the verdict on an answer, component by component, and the working of what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final, assert_never

from sympy import Expr, Rational

from gradcli.calculus.answers.check import (
    CheckAnswer,
    Component,
    Kind,
    Scale,
    places_of,
    value_at,
)
from gradcli.calculus.answers.directional import DirectionalAnswer
from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.calculus.answers.hessian import HessianAnswer
from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.calculus.answers.steepest import SteepestAnswer
from gradcli.calculus.answers.tangent import TangentAnswer
from gradcli.calculus.equality.compare import Comparison, DecidedBy, Difference, Domain
from gradcli.calculus.rules.gradient import Partial
from gradcli.errors import GradcliError
from gradcli.field.from_sympy import from_sympy
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Application, Binding, Box, Glyph, Role, Row, Subscript
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
from gradcli.narrative.stories.directional import rate_worked
from gradcli.narrative.stories.marking.explained import explained
from gradcli.narrative.stories.marking.level import (
    VECTOR,
    along_the_level,
    dot_product,
    with_the_gradient,
)
from gradcli.narrative.stories.marking.several import all_given, given_of, table_of_all
from gradcli.narrative.stories.partial import differentiated_last
from gradcli.narrative.stories.partials import reading, working

_PLANE: Final = 2
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
    if answer.can_be_checked:
        return None
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
    of = sentence(f" {_what(answer)} of ", common.the_function(answer.field), "?")
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
    if answer.work:
        blocks.extend((_steps_given(answer), *_conditions(answer)))
    if len(answer.each) > 1 and answer.right is not True:
        blocks.append(table_of_all(answer, WORDS))
    if len(answer.components) > 1 and answer.right is not True:
        blocks.append(_table(answer))
    blocks.extend(_differences(answer, telling))
    blocks.extend(_remarks(answer))
    blocks.extend(explained(answer))
    if answer.right is not True and telling.detail is not Detail.NONE:
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


def _what(answer: CheckAnswer) -> str:
    several = len(answer.field.arguments) > 1
    match answer.task.kind:
        case Kind.GRADIENT:
            return "the gradient" if several else "the derivative"
        case Kind.PARTIAL:
            return "the partial derivative" if several else "the derivative"
        case Kind.DIRECTIONAL:
            return "the directional derivative"
        case Kind.STEEPEST:
            return "the direction of steepest ascent"
        case Kind.LEVEL:
            what = "unit vector" if answer.task.scale is Scale.UNIT else "direction"
            plane = len(answer.field.variables) == _PLANE
            return f"a {what} along the level {'curve' if plane else 'set'}"
        case Kind.HESSIAN:
            return "the matrix of second partial derivatives"
        case Kind.TANGENT:
            return "the tangent plane" if several else "the tangent line"
    assert_never(answer.task.kind)


def name_of(answer: CheckAnswer, component: Component) -> Box:
    """What a component is of: ∂f/∂x, D_w f, L(x, y), a direction's u_x."""
    field, task = answer.field, answer.task
    match task.kind:
        case Kind.GRADIENT | Kind.PARTIAL | Kind.HESSIAN:
            name = common.derivative_name(field, component.of)
            if task.point is None:
                return name
            return Application(name, nt.listed(common.written_point(task.point)), fenced=True)
        case Kind.DIRECTIONAL:
            if answer.scale is Scale.UNIT:
                return common.unit_rate_name(field)
            w = common.direction_letter(field)
            if task.point is None:
                return _rate_name(answer)
            return common.rate_symbol(field, w, task.point)
        case Kind.STEEPEST:
            return nt.variable(f"u_{component.of[0]}")
        case Kind.LEVEL:
            if component.of == ("length",):
                return nt.norm(VECTOR)
            is_dot = component.of == ("level",)
            return with_the_gradient(answer) if is_dot else nt.variable(f"v_{component.of[0]}")
        case Kind.TANGENT:
            return nt.value_of("L", [nt.variable(name) for name in field.variables])
    assert_never(task.kind)


def _rate_name(answer: CheckAnswer) -> Box:
    operator = Subscript(Glyph("D", Role.OPERATOR), common.direction_letter(answer.field))
    return Row((operator, nt.function_name(answer.field.function)), Binding.ATOM)


def verdict_on(answer: CheckAnswer) -> doc.Sentence:
    """Right: (3y³, 9xy²) is the gradient."""
    right = answer.right
    word = WORDS[right].capitalize()
    if right is None:
        return sentence(
            doc.Strong("Undecided"),
            ": it could not be decided whether ",
            given_of(answer),
            f" is {_what(answer)}.",
        )
    if right and len(answer.each) > 1:
        each = (sentence("each of "), all_given(answer), sentence(f" is {_what(answer)}"))
        whole = joined(each, "")
        return joined((sentence(doc.Strong(word), ": "), whole, _where(answer), sentence(".")), "")
    if right:
        return joined((sentence(doc.Strong(word), ": "), _why_right(answer)), "")
    if not answer.components:
        return sentence(doc.Strong(word), ": ", given_of(answer), *_wrong_number(answer))
    if len(answer.components) == 1 or answer.task.kind is Kind.LEVEL:
        said = sentence(doc.Strong(word), ": ", given_of(answer), f" is not {_what(answer)}")
        return joined((said, _where(answer), sentence(".")), "")
    wrong = [each for each in answer.components if each.found.equal is False]
    if len(wrong) > _MOST_SAID:
        names = [name_of(answer, each) for each in wrong]
        return sentence(doc.Strong(word), ": the components ", *enumerated(names), " are wrong.")
    pairs = [sentence(nt.typeset(each.given), " is not ", name_of(answer, each)) for each in wrong]
    return sentence(doc.Strong(word), ": ", *joined(pairs, ", and "), ".")


def _where(answer: CheckAnswer) -> doc.Sentence:
    point = answer.task.point
    return () if point is None else sentence(" at ", common.named_point(answer.field, point))


def _wrong_number(answer: CheckAnswer) -> doc.Sentence:
    wanted = len(answer.solved.values())
    given = len(answer.given.nodes)
    parts = "one formula" if given == 1 else f"{given} components"
    needs = "one formula" if wanted == 1 else f"{wanted} components"
    return sentence(f" is {parts}, and {_what(answer)} has {needs}.")


def _why_right(answer: CheckAnswer) -> doc.Sentence:
    what = joined((sentence(given_of(answer), f" is {_what(answer)}"), _where(answer)), "")
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
            sentence(name_of(answer, each)),
            sentence(nt.typeset(each.given)),
            sentence(WORDS[each.found.equal]),
        )
        for each in answer.components
    )
    return doc.Table((sentence("component"), sentence("given"), sentence("verdict")), rows)


_FOLLOWS: Final[Mapping[bool | None, str]] = MappingProxyType(
    {True: "follows", False: "does not follow", None: "not decided"}
)


def _steps_given(answer: CheckAnswer) -> doc.Table:
    """The lines of a derivation, and which of them follow from the one above."""
    rows = tuple(
        (sentence(str(step.line)), sentence(doc.Code(step.text)), sentence(_FOLLOWS[step.follows]))
        for step in answer.work
    )
    return doc.Table((sentence("line"), sentence("step"), sentence("verdict")), rows)


def _conditions(answer: CheckAnswer) -> tuple[doc.Block, ...]:
    """The steps that hold only where both lines have values, each with a point."""
    found: list[doc.Block] = []
    for step in answer.work:
        if step.beside is not None and step.beside.equal and step.beside.domain is not None:
            said = _elsewhere(
                step.beside, sentence("the line above it"), sentence(f"line {step.line}")
            )
            found.append(doc.Remark(doc.Tone.NOTE, said))
    return tuple(found)


def _differences(answer: CheckAnswer, telling: common.Telling) -> tuple[doc.Block, ...]:
    """A point at which each wrong component differs from what it should be."""
    if answer.task.kind is Kind.LEVEL:
        return dot_product(answer)
    blocks: list[doc.Block] = []
    for each in answer.components:
        if each.found.valueless:
            blocks.append(doc.Paragraph(sentence(nt.typeset(each.given), " has no value.")))
        if each.found.apart:
            blocks.append(doc.Paragraph(_apart(answer, each)))
        differs = each.found.differs
        if differs is None or not differs.at or answer.given.height is not None:
            continue
        blocks.append(doc.Paragraph(_difference(answer, each, differs, telling)))
    return tuple(blocks)


def _apart(answer: CheckAnswer, component: Component) -> doc.Sentence:
    """1/(2√(−x)) has no value anywhere where df/dx has one, for example at x = 1."""
    where = component.found.where or {}
    at = enumerated([equals(nt.variable(name), _fraction(each)) for name, each in where.items()])
    said = sentence(
        nt.typeset(component.given),
        " has no value anywhere where ",
        name_of(answer, component),
        " has one, as at ",
    )
    return joined((said, at, sentence(".")), "")


def _difference(
    answer: CheckAnswer, component: Component, differs: Difference, telling: common.Telling
) -> doc.Sentence:
    at = enumerated(
        [equals(nt.variable(name), _fraction(each)) for name, each in differs.at.items()]
    )
    expected, given = values_at(component, differs)
    return joined(
        (
            sentence("At "),
            at,
            sentence(" the given ", nt.typeset(component.given), " is "),
            sentence(_short(given, telling), ", and ", name_of(answer, component), " is "),
            sentence(_short(expected, telling), "."),
        ),
        "",
    )


def values_at(component: Component, differs: Difference) -> tuple[Expr, Expr]:
    """What was expected at the point, and what was given there."""
    return value_at(component.expected, differs.at), value_at(component.given, differs.at)


def _short(value: Expr, telling: common.Telling) -> Box:
    return common.in_a_sentence(value, telling)


def _fraction(value: Fraction) -> Box:
    return nt.typeset(from_sympy(Rational(value.numerator, value.denominator)))


_FOR_EXAMPLE: Final = sentence(" has none, for example at ")


def _remarks(answer: CheckAnswer) -> tuple[doc.Block, ...]:
    """Where a right answer has other values than the question has."""
    return tuple(
        doc.Remark(doc.Tone.NOTE, _domain(answer, each, each.found))
        for each in answer.components
        if each.found.equal and each.found.domain is not None
    )


def _domain(answer: CheckAnswer, component: Component, found: Comparison) -> doc.Sentence:
    return _elsewhere(
        found, sentence(name_of(answer, component)), sentence(nt.typeset(component.given))
    )


def _elsewhere(found: Comparison, name: doc.Sentence, given: doc.Sentence) -> doc.Sentence:
    """Where one of two equal formulas has values and the other none."""
    at = enumerated(
        [equals(nt.variable(each), _fraction(value)) for each, value in (found.where or {}).items()]
    )
    match found.domain:
        case Domain.NARROWER:
            tail = (*name, *sentence(" has values where "), *given, *_FOR_EXAMPLE)
        case Domain.WIDER:
            tail = (*given, *sentence(" has values where "), *name, *_FOR_EXAMPLE)
        case Domain.OTHER | None:
            tail = (
                *given,
                *sentence(" has values elsewhere than "),
                *name,
                *sentence(": they differ at "),
            )
        case _:
            assert_never(found.domain)
    return joined((sentence("Equal where both have values; "), tail, at, sentence(".")), "")


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
            doc.Line(name_of(answer, each), "=", nt.typeset(each.expected)) for each in shown
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
