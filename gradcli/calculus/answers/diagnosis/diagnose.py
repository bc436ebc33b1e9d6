"""The one known mistake that explains a wrong answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import hypot
from typing import Final

from gradcli.calculus.answers.check import CheckAnswer, Component, Kind, Scale, answer_check
from gradcli.calculus.answers.diagnosis.case import (
    NO_NUMBER,
    Case,
    are_near,
    case_of,
    coordinates_of,
    direction_of,
)
from gradcli.calculus.answers.diagnosis.directions import of_partials
from gradcli.calculus.answers.diagnosis.whole import of_another_shape, of_component, of_vectors
from gradcli.calculus.answers.directional import DirectionalAnswer
from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.calculus.answers.hessian import HessianAnswer
from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.calculus.answers.steepest import SteepestAnswer
from gradcli.calculus.answers.tangent import TangentAnswer
from gradcli.calculus.mistakes.arithmetic import (
    Miscalculation,
    differs_in_numbers,
    miscalculated,
)
from gradcli.calculus.mistakes.explain import Derived, Trial, placed, placed_twice
from gradcli.calculus.mistakes.naming import Found, Mistake, is_nested, named, named_pair
from gradcli.calculus.mistakes.scene import Scene, numbers_at
from gradcli.calculus.mistakes.slips import (
    miscopied,
    other_numbers,
    slips_of,
    wrong_algebra,
)
from gradcli.calculus.mistakes.twins import INNER_WRONG, OF_ONE_KIND, RARE
from gradcli.calculus.numbers.duals import OutsideError
from gradcli.calculus.rules.gradient import Partial
from gradcli.field.expression import Node, Sum, variables_of
from gradcli.field.from_sympy import from_sympy
from gradcli.frozen import replace

_MOST_OF_A_NUMBER: Final = 3
_POINT: Final = "point_instead"
# Banks of questions expect these of numbers as well.
_RARE_IN_A_NUMBER: Final = RARE - {"inner_factor_squared", "power_lowered_wrongly"}


def diagnosed(answer: CheckAnswer, *, two: bool = False) -> CheckAnswer:
    """The same, with the mistake that explains it; with `two`, also two that do so together."""
    mistake = diagnose(answer)
    if mistake is not None or not two:
        return replace(answer, mistake=mistake)
    pair = diagnose_two(answer)
    return answer if pair is None else replace(answer, mistake=pair[0], second=pair[1])


def diagnose(answer: CheckAnswer) -> Mistake | None:
    """The mistake that explains a wrong answer, where exactly one does."""
    if answer.right is not False or answer.given.height is not None:
        return None
    case = case_of(answer)
    return None if case is None else _diagnosed(case)


def diagnose_two(answer: CheckAnswer) -> tuple[Mistake, Mistake] | None:
    """The two mistakes that together explain it: in two steps, components, or the last one."""
    if answer.right is not False or len(answer.components) == 0:
        return None
    case = case_of(answer)
    if case is None:
        return None
    if answer.task.scale is Scale.UNIT and answer.task.kind is not Kind.LEVEL:
        first = _left_at_another_length(answer)
        if first is not None:
            return first, Mistake("w_not_normalised", (0,), is_whole=True)
    wrong = [each for each in answer.components if each.found.equal is False]
    if len(wrong) == 2 and not isinstance(case.solved, SteepestAnswer):
        chosen = [named(found) for found in explanations(case)]
        if chosen[0] is None or chosen[1] is None or chosen[0].name == chosen[1].name:
            return None
        return chosen[0], chosen[1]
    trial = _trial(case, wrong[0]) if len(wrong) == 1 else None
    if trial is None or any(explanations(case)):
        # What one explains, in whichever place, needs no second.
        return None
    return named_pair(placed_twice(trial))


def _left_at_another_length(answer: CheckAnswer) -> Mistake | None:
    """The mistake in a rate, or a direction, that is besides not divided by a length."""
    scale = Scale.AS_GIVEN if answer.task.kind is Kind.DIRECTIONAL else None
    return diagnose(answer_check(answer.field, replace(answer.task, scale=scale), answer.given))


def slip_in_numbers(answer: CheckAnswer, before: Node) -> Mistake | None:
    """What is wrong in a line where the formula `before` it is right, and only numbers differ."""
    if answer.right is not False or len(answer.components) != 1:
        return None
    (component,) = answer.components
    given = component.given
    if (variables_of(before) or variables_of(given)) and not differs_in_numbers(before, given):
        return None
    case = case_of(answer)
    trial = None if case is None else _trial(case, component)
    if case is None or trial is None:
        return Mistake("arithmetic_slip", (0,), is_whole=True)
    numbers: list[Miscalculation] = []
    for number, wrong in miscalculated(before):
        try:
            if trial.is_given(case.values(wrong)):
                numbers.append(number)
        except NO_NUMBER:
            continue
    shown = numbers[0] if len(numbers) == 1 else None
    slip = _is_slip(case, component, trial)
    return Mistake("arithmetic_slip", (0,), could_be_slip=slip, is_whole=True, number=shown)


def _diagnosed(case: Case) -> Mistake | None:
    answer = case.answer
    if not answer.components:
        return of_another_shape(case)
    whole = list(of_vectors(case))
    if case.task.kind is Kind.LEVEL or any(each.name != _POINT for each in whole):
        return named(whole)
    found = _of_steps(case)
    if found is None or not whole:
        return named(whole) if found is None else found
    # Of a symmetric function the point is a gradient with a mistake in it as well.
    return replace(found, also=(*found.also, _POINT))


def _of_steps(case: Case) -> Mistake | None:
    """The mistake in a step of a derivative, or in a rate, where one alone explains the answer."""
    answer = case.answer
    if case.task.kind is Kind.STEEPEST and (carried := list(of_partials(case))):
        return None if _are_too_many(carried) else named(_likely(carried))
    explained = explanations(case)
    if len(case.at) == 1:
        if any(_are_too_many(found) for found in explained):
            return None
        explained = [_likely(found) for found in explained]
    wrong = [each for each in answer.components if each.found.equal is False]
    trials = [_trial(case, each) for each in wrong[:1]]
    slip = len(wrong) == 1 and trials[0] is not None and _is_slip(case, wrong[0], trials[0])
    if len(wrong) == 1 and _shows_nothing(case, wrong[0], trials[0], explained[0]):
        return None
    found = _in_common(explained, slip)
    if found is None and not any(explained) and not slip:
        is_number = any(
            trial is not None and _is_other_form(wrong[0], trial, case) for trial in trials
        )
        return None if len(wrong) == 1 and is_number else _miscopied(case)
    return found


def _shows_little(found: Sequence[Found]) -> bool:
    """Whether all that explains an answer is rare, or hardly more than that a step is wrong."""
    return all(each.name in RARE or each.is_weak for each in found)


def _are_too_many(found: Sequence[Found]) -> bool:
    """Whether so many mistakes give one number that it shows none of them."""
    return _kinds(found) > _MOST_OF_A_NUMBER


def _likely(found: Sequence[Found]) -> list[Found]:
    """Those that explain a number: a rare one in another place than common ones is chance."""
    common = [each for each in found if each.name not in RARE]
    return [
        each
        for each in found
        if not common or any(is_nested(each.where, other.where) for other in common)
    ]


def _kinds(found: Sequence[Found]) -> int:
    """How many mistakes they are, where rare ones do not count."""
    names = {each.name for each in found} - RARE - {INNER_WRONG}
    kinds = sum(not names.isdisjoint(kind) for kind in OF_ONE_KIND)
    return kinds + len(names.difference(*OF_ONE_KIND))


def explanations(case: Case) -> list[list[Found]]:
    """The mistakes that explain each of the wrong components."""
    explained: list[list[Found]] = []
    for each in case.answer.components:
        if each.found.equal is False:
            trial = _trial(case, each)
            explained.append(
                [] if trial is None else [*placed(trial), *of_component(case, each, trial)]
            )
    return explained


def _in_common(explained: Sequence[Sequence[Found]], slip: bool) -> Mistake | None:
    """The one mistake that every wrong component shows."""
    if len(explained) == 1:
        return named(explained[0], slip)
    shared = set.intersection(*({each.name for each in found} for found in explained))
    if not shared:
        return None
    chosen = [named([each for each in found if each.name in shared]) for found in explained]
    names = {None if each is None else each.name for each in chosen}
    if len(names) != 1 or None in names:
        return None
    first = chosen[0]
    assert first is not None
    return replace(first, also=tuple(each for each in first.also if each in shared))


def _trial(case: Case, component: Component) -> Trial | None:
    """A component with the derivatives in it, and the points at which they are taken."""
    try:
        right = case.values(component.expected)
        given = case.values(component.given)
        parts, scenes = _parts(case, component)
    except NO_NUMBER:
        return None
    if any(_names(each) - case.at[0].keys() for each in parts):
        # A function so large is derived in parts, whose names have no numbers here.
        return None
    return Trial(scenes, right, given, parts, case.field.arguments, case.near)


def _parts(case: Case, component: Component) -> tuple[list[Derived], Sequence[Scene[float]]]:
    solved, ones = case.solved, [1.0] * len(case.at)
    match solved:
        case GradientAnswer(gradient=gradient):
            place = gradient.field.variables.index(component.of[0])
            return [_derived((place,), gradient.partials[place], ones)], case.scenes
        case PartialAnswer(stages=stages):
            last = len(stages) - 1
            return [_derived((last,), stages[last], ones)], case.scenes
        case HessianAnswer(hessian=hessian):
            row, column = (solved.field.variables.index(name) for name in component.of)
            return [_derived((row, column), hessian.rows[row][column], ones)], case.scenes
        case DirectionalAnswer(gradient=gradient):
            w = direction_of(case)
            length = hypot(*w) if case.answer.scale is Scale.UNIT else 1.0
            return [
                _derived((place,), each, [w[place] / length] * len(case.at))
                for place, each in enumerate(gradient.partials)
            ], case.scenes
        case TangentAnswer(gradient=gradient):
            fixed = coordinates_of(case.answer)
            at_point = numbers_at({**case.at[0], **fixed})
            return [
                _derived(
                    (place,), each, [at[each.variable] - fixed[each.variable] for at in case.at]
                )
                for place, each in enumerate(gradient.partials)
            ], [at_point] * len(case.at)
        case SteepestAnswer():
            return [], case.scenes


def _names(derived: Derived) -> set[str]:
    """The letters that a derivation speaks of."""
    return {each.name for each in derived.derivation.derivative.free_symbols}


def _derived(place: tuple[int, ...], partial: Partial, weights: Sequence[float]) -> Derived:
    return Derived(place, partial.derivation, weights)


def _is_slip(case: Case, component: Component, trial: Trial) -> bool:
    """Whether one sign, digit or exponent of the right answer gives the one that was given."""
    return _gives(case, trial, slips_of(component.expected))


def _shows_nothing(
    case: Case, component: Component, trial: Trial | None, found: Sequence[Found]
) -> bool:
    """Whether a slip, wrong algebra or chance is as likely as the mistakes that explain an answer.

    So it is with those that are rare, and with a wrong inner derivative of which no more is known.
    """
    if trial is None or not found:
        return False
    if trial.is_given([0.0] * len(trial.given)):
        steps = [each for each in found if trial.is_of_one_number or not each.is_whole]
        return _kinds(steps) > 1
    if trial.is_of_one_number:
        return all(each.name in _RARE_IN_A_NUMBER for each in found)
    return _shows_little(found) and _is_other_form(component, trial, case)


def _is_other_form(component: Component, trial: Trial, case: Case) -> bool:
    """Whether the right answer with another number, or wrong algebra, gives the one given."""
    unlike = [given / right for given, right in zip(trial.given, trial.right, strict=True) if right]
    if len(unlike) == len(trial.given) and are_near(unlike, unlike[:1] * len(unlike), 0.0):
        return True
    forms = [component.expected, *(from_sympy(each.derivation.derivative) for each in trial.parts)]
    return any(
        _gives(case, trial, (*slips_of(form), *other_numbers(form), *wrong_algebra(form)))
        for form in forms
    )


def _gives(case: Case, trial: Trial, formulas: Iterable[Node]) -> bool:
    """Whether one of the formulas is what was given."""
    for formula in formulas:
        try:
            if trial.is_given(case.values(formula)):
                return True
        except NO_NUMBER:
            continue
    return False


def _miscopied(case: Case) -> Mistake | None:
    """Another function, written almost like this one, and differentiated correctly."""
    if not isinstance(case.solved, GradientAnswer | PartialAnswer):
        return None
    if isinstance(case.solved, PartialAnswer) and len(case.solved.stages) > 1:
        return None
    given = case.columns(case.answer.given.nodes)
    right = case.columns(each.expected for each in case.answer.components)
    if given is None or right is None:
        return None
    if len(right) == 1 and not isinstance(case.answer.components[0].expected, Sum):
        # One term: as well it is the exponent, or the number, that went wrong.
        return None
    names = [each.of[0] for each in case.answer.components]
    for other in miscopied(case.field.tree):
        try:
            slopes = [case.slopes(other, name) for name in names]
        except (*NO_NUMBER, OutsideError):
            continue
        is_given = all(are_near(a, b, case.near) for a, b in zip(slopes, given, strict=True))
        if is_given and not all(are_near(a, b, 0.0) for a, b in zip(slopes, right, strict=True)):
            return Mistake("function_miscopied", (0,), is_whole=True)
    return None
