"""The one known mistake that explains a wrong answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from math import hypot
from typing import Final

from gradcli.calculus.answers.check import (
    CheckAnswer,
    Component,
    Kind,
    Scale,
    answer_check,
    at_both_scales,
)
from gradcli.calculus.answers.diagnosis.case import (
    NO_NUMBER,
    Case,
    are_near,
    case_of,
    coordinates_of,
    direction_of,
)
from gradcli.calculus.answers.diagnosis.directions import (
    as_unit,
    is_direction,
    outcomes_of,
    slips_in,
)
from gradcli.calculus.answers.diagnosis.whole import (
    is_at_another_sign,
    of_another_shape,
    of_component,
    of_vectors,
    to_be_worked_out,
)
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
from gradcli.calculus.mistakes.evidence import (
    ANYTHING,
    Explained,
    as_direction,
    as_formula,
    as_number,
    chance,
    frequency,
    is_shown,
    likely,
    results_of,
)
from gradcli.calculus.mistakes.explain import (
    Derived,
    Trial,
    outcomes,
    placed_twice,
    within_inner,
)
from gradcli.calculus.mistakes.naming import Found, Mistake, named, named_pair
from gradcli.calculus.mistakes.scene import Scene, numbers_at
from gradcli.calculus.mistakes.slips import (
    miscopied,
    other_letters,
    other_numbers,
    other_signs,
    slips_of,
    wrong_algebra,
)
from gradcli.calculus.mistakes.twins import INNER_WRONG
from gradcli.calculus.numbers.duals import OutsideError
from gradcli.calculus.rules.gradient import Partial
from gradcli.field.expression import Node, Sum, variables_of
from gradcli.field.from_sympy import from_sympy
from gradcli.frozen import replace

_MISCOPIED: Final = Found("function_miscopied", (0,), is_whole=True)


def diagnosed(answer: CheckAnswer, *, two: bool = False) -> CheckAnswer:
    """The same, with the mistake that explains it; with `two`, also two that do so together.

    A rate for which no scale was asked is that of the scale at which a mistake explains it; where
    another one does at the other scale, none is shown.
    """
    scales = at_both_scales(answer)
    if any(map(_is_only_not_put_in, scales)):
        return answer
    found = [(each, diagnose(each)) for each in scales]
    shown = [(each, mistake) for each, mistake in found if mistake is not None]
    if shown:
        shared = set.intersection(*({mistake.name, *mistake.also} for _, mistake in shown))
        of_all = ((each, mistake) for each, mistake in shown if mistake.name in shared)
        each, mistake = next(of_all, (answer, None))
        if mistake is None:
            return answer
        beside = dict.fromkeys(name for _, found in shown for name in (found.name, *found.also))
        also = tuple(name for name in beside if name != mistake.name)
        return replace(each, mistake=replace(mistake, also=also))
    if two:
        for each, _ in found:
            pair = diagnose_two(each)
            if pair is not None:
                return replace(each, mistake=pair[0], second=pair[1])
    return answer


def diagnose(answer: CheckAnswer) -> Mistake | None:
    """The mistake that explains a wrong answer, where exactly one does."""
    given = answer.given
    if answer.right is not False or given.denies or given.height is not None:
        return None
    if answer.alone is not None or given.absent:
        return None
    if isinstance(answer.solved, SteepestAnswer) and any(map(variables_of, answer.given.nodes)):
        # Formulas in the place of a direction: what they come to at the point is by chance.
        return None
    case = case_of(answer)
    return None if case is None else _diagnosed(case)


def _is_only_not_put_in(answer: CheckAnswer) -> bool:
    """Whether formulas were given that come to the right values: they stand in the place of these.

    What a mistake gives that changes nothing is no evidence of it.
    """
    if answer.task.point is None or not any(map(variables_of, answer.given.nodes)):
        return False
    if answer.right is not False or answer.given.height is not None or not answer.components:
        return False
    case = case_of(answer)
    if case is None:
        return False
    given = case.columns(case.answer.given.nodes)
    right = case.columns(each.expected for each in case.answer.components)
    if not given or not right or len(given) != len(right):
        return False
    return all(are_near(one, other, case.near) for one, other in zip(given, right, strict=True))


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
        chosen = [named(each.found) for each in explanations(case)]
        if chosen[0] is None or chosen[1] is None or chosen[0].name == chosen[1].name:
            return None
        return chosen[0], chosen[1]
    trial = _trial(case, wrong[0]) if len(wrong) == 1 else None
    if trial is None or any(each.found for each in explanations(case)):
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
    slip = any(_that_give(case, trial, slips_of(component.expected)))
    return Mistake("arithmetic_slip", (0,), could_be_slip=slip, is_whole=True, number=shown)


def _diagnosed(case: Case) -> Mistake | None:
    answer = case.answer
    if not answer.components:
        return of_another_shape(case)
    if isinstance(case.solved, SteepestAnswer):
        return _of_direction(case, case.solved)
    explained = explanations(case)
    found = [likely(each.found) if len(case.at) == 1 else each.found for each in explained]
    slip = explained[0].slip if len(explained) == 1 else is_at_another_sign(case)
    steps = _in_common(found, slip)
    whole = list(of_vectors(case))
    mistake = _of_both(whole, steps, [each for some in found for each in some])
    if mistake is None:
        return None if any(each.found for each in explained) else _miscopied(case, explained)
    once = {each.name: 1 for each in whole}
    every = [
        replace(each, found=(*each.found, *whole), results={**each.results, **once})
        for each in explained
    ]
    return mistake if is_shown(mistake, every) else None


def _of_direction(case: Case, solved: SteepestAnswer) -> Mistake | None:
    """The mistake in a direction at a point: in a partial, or in what is made of the gradient."""
    given = [column[0] for column in case.columns(case.answer.given.nodes) or ()]
    if len(given) != len(case.field.variables):
        return None
    is_unit = case.task.scale is Scale.UNIT and case.task.kind is not Kind.LEVEL

    def is_given_as(values: Sequence[float]) -> bool:
        return is_direction(case, values, given, is_unit=is_unit)

    def is_given(values: Sequence[float]) -> bool:
        if case.task.kind is Kind.LEVEL and is_given_as([-each for each in values]):
            return True
        return is_given_as(values)

    every = outcomes_of(case, solved, given)
    found = [each for each, values in every if is_given(values)]
    slips = [is_given(values) for values in slips_in(case, solved)]
    explained = Explained(
        found,
        results_of((each, as_unit(values)) for each, values in every),
        as_direction(given),
    )
    kept = likely(found)
    whole = [each for each in kept if each.is_whole]
    steps = [each for each in kept if not each.is_whole]
    mistake = _of_both(whole, named(steps), steps)
    if mistake is None or not is_shown(mistake, [explained]):
        return None
    return replace(mistake, could_be_slip=any(slips))


def _of_both(
    whole: Sequence[Found], other: Mistake | None, steps: Sequence[Found]
) -> Mistake | None:
    """Of a mistake in the whole and one in a step the commoner, with the other beside it.

    None where steps in several places explain the answer, and one of them as often as the whole.
    """
    one = named(whole)
    if one is None:
        return other
    if other is None:
        often = max((frequency(each.name) for each in steps), default=0.0)
        return None if often > frequency(one.name) else one
    if frequency(other.name) > frequency(one.name):
        one, other = other, one
    beside = dict.fromkeys((*one.also, other.name, *other.also))
    return replace(one, also=tuple(each for each in beside if each != one.name))


def explanations(case: Case) -> list[Explained]:
    """The mistakes that explain each of the wrong components."""
    return [_explained(case, each) for each in case.answer.components if each.found.equal is False]


def _explained(case: Case, component: Component) -> Explained:
    trial = _trial(case, component)
    if trial is None:
        return Explained((), {}, ANYTHING)
    every = list(chain(outcomes(trial), of_component(case, component)))
    found = [each for each, values in every if trial.is_explained_by(values)]
    right = component.expected
    written = [slips_of(right), other_letters(right, case.field.variables)]
    working = to_be_worked_out(case, component)
    if working is not None:
        written.append(other_signs(working))
    slips = _that_give(case, trial, chain.from_iterable(written))
    forms = [right, *(from_sympy(each.derivation.derivative) for each in trial.parts)]
    makers = [wrong_algebra] if any(slips) else [slips_of, other_numbers, wrong_algebra]
    others = [_that_give(case, trial, made(form)) for form in forms for made in makers]
    if trial.is_of_one_number:
        other = as_number(trial.given[0], trial.right[0], case.near)
    else:
        other = as_formula(component.given, trial.given, trial.right)
    return Explained(
        [*found, *within_inner(trial, found)],
        results_of(every),
        chance(others, other),
        any(slips),
    )


def _in_common(explained: Sequence[Sequence[Found]], slip: bool) -> Mistake | None:
    """The one mistake that every wrong component shows."""
    if len(explained) == 1:
        return named(explained[0], slip)
    shared = set.intersection(*({each.name for each in found} for found in explained))
    if not shared:
        return None
    chosen = [named([each for each in found if each.name in shared]) for found in explained]
    names = {None if each is None else each.name for each in chosen}
    if names == {INNER_WRONG}:
        # That an inner derivative is wrong explains much: it is no one mistake in all of them.
        alone = [named(found) for found in explained]
        names = {None if each is None else each.name for each in alone}
    if len(names) != 1 or None in names:
        return None
    first = chosen[0]
    assert first is not None
    also = tuple(each for each in first.also if each in shared)
    return replace(first, also=also, could_be_slip=slip)


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


def _that_give(case: Case, trial: Trial, formulas: Iterable[Node]) -> list[bool]:
    """Which of the formulas are what was given; those without a value left out.

    Most are another already at the first point.
    """
    said: list[bool] = []
    for formula in formulas:
        try:
            said.append(trial.is_given(case.values_in_turn(formula)))
        except NO_NUMBER:
            continue
    return said


def _miscopied(case: Case, explained: Sequence[Explained]) -> Mistake | None:
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
    copies = list(miscopied(case.field.tree))
    for other in copies:
        try:
            slopes = [case.slopes(other, name) for name in names]
        except (*NO_NUMBER, OutsideError):
            continue
        is_given = all(are_near(a, b, case.near) for a, b in zip(slopes, given, strict=True))
        if is_given and not all(are_near(a, b, 0.0) for a, b in zip(slopes, right, strict=True)):
            slip = len(explained) == 1 and explained[0].slip
            mistake = Mistake(_MISCOPIED.name, _MISCOPIED.where, could_be_slip=slip, is_whole=True)
            results = {_MISCOPIED.name: len(copies)}
            every = [replace(each, found=(_MISCOPIED,), results=results) for each in explained]
            return mistake if is_shown(mistake, every) else None
    return None
