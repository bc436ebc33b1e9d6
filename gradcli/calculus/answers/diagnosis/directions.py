"""Mistakes that show in a direction at a point: the steepest one, or one along the level set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from math import hypot

from gradcli.calculus.answers.check import Kind, Scale
from gradcli.calculus.answers.diagnosis.case import (
    NO_NUMBER,
    Case,
    Values,
    are_near,
    coordinates_of,
)
from gradcli.calculus.answers.steepest import SteepestAnswer
from gradcli.calculus.mistakes.explain import Derived, Outcome, Trial, in_all_parts, in_one_part
from gradcli.calculus.mistakes.naming import Found
from gradcli.calculus.mistakes.scene import numbers_at
from gradcli.calculus.mistakes.slips import other_signs, slips_of, split
from gradcli.calculus.numbers.duals import OutsideError
from gradcli.calculus.numbers.numeric import FLOATS, evaluate
from gradcli.field.from_sympy import from_sympy
from gradcli.field.substitution import with_values

_PLANE = 2


def outcomes_of(case: Case, solved: SteepestAnswer, given: Values) -> list[Outcome]:
    """The directions that mistakes give."""
    if case.task.kind is Kind.LEVEL:
        return list(_of_level(solved))
    return [*_of_direction(case, solved, given), *_of_partials(case, solved)]


def slips_in(case: Case, solved: SteepestAnswer) -> Iterator[Values]:
    """The gradient with one slip of the pen in it."""
    slopes = _slopes(solved)
    if slopes is None or solved.at.slopes is None:
        return
    assert case.task.point is not None
    coordinates = case.task.point.named(case.field)
    pairs = zip(solved.at.slopes, solved.gradient.partials, strict=True)
    for place, (each, partial) in enumerate(pairs):
        working = with_values(partial.written, coordinates)
        for node in chain(slips_of(from_sympy(each)), other_signs(working)):
            try:
                slip = float(evaluate(node, {}, FLOATS))
            except NO_NUMBER:
                continue
            yield [*slopes[:place], slip, *slopes[place + 1 :]]


def as_unit(vector: Sequence[float]) -> Values:
    """A vector at the length 1."""
    length = hypot(*vector)
    return [each / length for each in vector] if length else list(vector)


def _of_direction(case: Case, solved: SteepestAnswer, given: Values) -> Iterator[Outcome]:
    """Turned round, left at another length, taken at another point."""
    slopes = _slopes(solved)
    if slopes is None:
        return
    is_unit = case.task.scale is Scale.UNIT
    length = hypot(*slopes)
    square = length * length
    if not square:
        # Slopes whose squares a float does not hold.
        return
    unit = [each / length for each in slopes]
    tries: list[tuple[str, Values]] = [("direction_reversed", [-each for each in unit])]
    if is_unit:
        tries += [
            ("w_not_normalised", slopes),
            ("root_missing", [each / square for each in slopes]),
        ]
        if sum(slopes):
            tries.append(("components_added", [each / sum(slopes) for each in slopes]))
        tries += [
            ("w_not_normalised", [*slopes[:place], unit[place], *slopes[place + 1 :]])
            for place in range(len(unit))
        ]
        if all(each == round(each) for each in given):
            # Numbers without their common factor.
            times = hypot(*given) / length
            tries.append(("w_not_normalised", [each * times for each in slopes]))
    if len(unit) == _PLANE:
        a, b = unit
        tries += [
            ("components_swapped", [b, a]),
            ("level_direction_instead", [-b, a]),
            ("level_direction_instead", [b, -a]),
        ]
    fixed = coordinates_of(case.answer)
    point = [fixed[name] for name in case.field.variables]
    if any(point):
        size = hypot(*point) if is_unit else 1.0
        tries.append(("point_instead", [each / size for each in point]))
    for one, other in combinations(case.field.variables, 2):
        turned = {**fixed, one: fixed[other], other: fixed[one]}
        try:
            values = [
                float(evaluate(each.written, turned, FLOATS)) for each in solved.gradient.partials
            ]
        except NO_NUMBER:
            continue
        size = hypot(*values)
        if size:
            scaled = [each / size for each in values] if is_unit else values
            tries.append(("wrong_point", scaled))
    total = sum(slopes)
    if len(unit) > 1 and total:
        # Each partial with all of the variables moved.
        every = [total] * len(unit)
        tries.append(("other_variable_not_held", as_unit(every) if is_unit else every))
    for moved in split(case.field.tree):
        try:
            values = [case.slopes(moved, name)[0] for name in case.field.variables]
        except (*NO_NUMBER, OutsideError):
            continue
        tries.append(("sum_split", as_unit(values) if is_unit else values))
    for name, values in tries:
        yield Found(name, (0,), is_whole=True), values


def _of_partials(case: Case, solved: SteepestAnswer) -> Iterator[Outcome]:
    """A mistake in one partial, carried into the direction."""
    slopes = _slopes(solved)
    if slopes is None:
        return
    is_unit = case.task.scale is Scale.UNIT
    trial = Trial(
        [numbers_at(coordinates_of(case.answer))],
        [0.0],
        [0.0],
        [Derived((i,), each.derivation, [1.0]) for i, each in enumerate(solved.gradient.partials)],
        case.field.arguments,
    )
    for found, changes in (*in_one_part(trial), *in_all_parts(trial)):
        wrong = [slope + by for slope, (by,) in zip(slopes, changes, strict=True)]
        size = hypot(*wrong)
        scaled = [each / size for each in wrong] if is_unit and size else wrong
        yield found, scaled


def _of_level(solved: SteepestAnswer) -> Iterator[Outcome]:
    """The gradient itself, or its components exchanged without the minus."""
    slopes = _slopes(solved)
    if slopes is None:
        return
    tries = [("steepest_direction_instead", slopes)]
    if len(slopes) == _PLANE:
        tries.append(("components_swapped", slopes[::-1]))
    for name, values in tries:
        yield Found(name, (0,), is_whole=True), values


def _slopes(solved: SteepestAnswer) -> Values | None:
    assert solved.at.slopes is not None
    try:
        return [float(evaluate(from_sympy(each), {}, FLOATS)) for each in solved.at.slopes]
    except NO_NUMBER:
        return None


def is_direction(case: Case, one: Sequence[float], given: Values, *, is_unit: bool) -> bool:
    """Whether a vector is the one that was given; where no unit vector is asked, its direction."""
    if is_unit:
        return are_near(one, given, case.near)
    lengths = hypot(*one), hypot(*given)
    if 0.0 in lengths:
        return False
    ours, theirs = ([each / n for each in v] for v, n in zip((one, given), lengths, strict=True))
    return are_near(ours, theirs, case.near)
