"""The hints of an exercise in their order: those of each derivative, and what comes then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gradcli.calculus.answers import Answer
from gradcli.calculus.answers.directional import DirectionalAnswer
from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.calculus.answers.hessian import HessianAnswer
from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.calculus.answers.steepest import SteepestAnswer
from gradcli.calculus.rules.gradient import Partial
from gradcli.field.scalar_field import ScalarField
from gradcli.narrative.coaching.hints import LEVELS, hints
from gradcli.narrative.coaching.told import blocks_of
from gradcli.narrative.document import Block, Paragraph, Sentence
from gradcli.narrative.notation import gradient_symbol, norm, variable
from gradcli.narrative.phrases import enumerated, sentence
from gradcli.narrative.stories.common import derivative_name, direction_letter

Group = tuple[Block, ...]


def hint_series(answer: Answer, *, of_step: bool = False) -> list[Group]:
    """The hints of an exercise; with `of_step` it asks for a step of descent."""
    match answer:
        case PartialAnswer(stages=stages):
            return list(_of(stages[:1], named=False))
        case GradientAnswer(gradient=gradient):
            first = _step(answer.field) if of_step else _components(answer.field, gradient.partials)
            last = [_substitute(answer.field)] if answer.at is not None else []
            if of_step:
                last.append((Paragraph(_take_the_step(answer.field)),))
            return [first, *_of(gradient.partials, named=True), *last]
        case DirectionalAnswer():
            return [
                (Paragraph(_along(answer.field)),),
                *_of(answer.gradient.partials, named=True),
                *([_substitute(answer.field)] if answer.at is not None else []),
                (Paragraph(_dot(answer.field)),),
            ]
        case SteepestAnswer():
            return [
                (Paragraph(_uphill(answer.field)),),
                *_of(answer.gradient.partials, named=True),
                _substitute(answer.field),
                (Paragraph(_divide(answer.field)),),
            ]
        case HessianAnswer():
            return [
                (Paragraph(_twice(answer.field)),),
                *_of(answer.gradient.partials, named=True),
                (Paragraph(_again(answer.field)),),
                *([_substitute(answer.field)] if answer.at is not None else []),
            ]
        case _:
            return []


def _of(partials: Sequence[Partial], *, named: bool) -> Iterator[Group]:
    for partial in partials:
        field = partial.field
        for level, hint in enumerate(hints(partial.derivation, field), start=1):
            told = list(blocks_of(hint, f"Hint {level} of {LEVELS}."))
            if named:
                about = sentence("For ", derivative_name(field, (partial.variable,)), ":")
                told.insert(0, Paragraph(about))
            yield tuple(told)


def _components(field: ScalarField, partials: Sequence[Partial]) -> Group:
    names = enumerated([derivative_name(field, (each.variable,)) for each in partials])
    if len(partials) == 1:
        return (Paragraph(sentence("In one variable the gradient is the derivative.")),)
    said = sentence("The gradient collects the partial derivatives: ")
    still = sentence(". In each of them the other variables are constant.")
    return (Paragraph((*said, *names, *still)),)


def _step(field: ScalarField) -> Group:
    said = sentence(
        "A step of gradient descent goes against the gradient: from the point, subtract the rate "
        "times ",
        gradient_symbol(field.function),
        " there. So the gradient comes first.",
    )
    return (Paragraph(said),)


def _take_the_step(field: ScalarField) -> Sentence:
    return sentence(
        "Multiply each component of ",
        gradient_symbol(field.function),
        " by the rate, and subtract it from the coordinate of its variable.",
    )


def _substitute(field: ScalarField) -> Group:
    names = enumerated([variable(name) for name in field.variables])
    said = (*sentence("Now put the numbers of the point in for "), *names, *sentence("."))
    return (Paragraph(said),)


def _along(field: ScalarField) -> Sentence:
    w = direction_letter(field)
    return sentence(
        "The directional derivative is the dot product of the gradient and ",
        w,
        ". So the gradient comes first.",
    )


def _dot(field: ScalarField) -> Sentence:
    w = direction_letter(field)
    return sentence(
        "Multiply each component of the gradient by that of ",
        w,
        " and add. Per unit of distance, divide by the length ",
        norm(w),
        ".",
    )


def _uphill(field: ScalarField) -> Sentence:
    return sentence(
        "The direction of steepest ascent is that of the gradient ",
        gradient_symbol(field.function),
        ". So the gradient at the point comes first.",
    )


def _divide(field: ScalarField) -> Sentence:
    return sentence(
        "Divide the gradient by its length, the root of the sum of the squares of its components: "
        "a direction has length 1."
    )


def _twice(field: ScalarField) -> Sentence:
    return sentence(
        "The Hessian matrix holds the second partial derivatives. Differentiate ",
        variable(field.function),
        " once by each variable first.",
    )


def _again(field: ScalarField) -> Sentence:
    names = enumerated([variable(name) for name in field.variables])
    said = sentence("Now differentiate each of the first partials by each of ")
    rows = sentence(": a row of the matrix for each. The mixed ones are equal.")
    return (*said, *names, *rows)
