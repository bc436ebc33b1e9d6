"""Mistakes that are made of a whole derivative, of a rate, or of a vector."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from math import hypot
from typing import TypeAlias

from gradcli.calculus.answers.check import Component, Scale
from gradcli.calculus.answers.diagnosis.case import (
    NO_NUMBER,
    At,
    Case,
    Values,
    added,
    are_near,
    coordinates_of,
    direction_of,
)
from gradcli.calculus.answers.directional import DirectionalAnswer
from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.calculus.answers.hessian import HessianAnswer
from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.calculus.answers.steepest import SteepestAnswer
from gradcli.calculus.answers.tangent import TangentAnswer
from gradcli.calculus.mistakes.arithmetic import miscalculated
from gradcli.calculus.mistakes.explain import Outcome
from gradcli.calculus.mistakes.naming import Found, Mistake, named
from gradcli.calculus.mistakes.slips import regrouped, split
from gradcli.calculus.numbers.duals import OutsideError
from gradcli.calculus.numbers.numeric import FLOATS, evaluate
from gradcli.calculus.rules.gradient import Partial
from gradcli.field import expression as ex
from gradcli.field.from_sympy import from_sympy
from gradcli.field.substitution import with_values

_Named: TypeAlias = tuple[str, Callable[[], Values]]
"""The name of a mistake, and what comes out by it."""

_PLANE, _SPACE = 2, 3


def of_component(case: Case, component: Component) -> Iterator[Outcome]:
    """Mistakes that are made of one derivative as a whole."""
    for place, name, values in _whole(case, component):
        try:
            found = values()
        except (*NO_NUMBER, OutsideError):
            continue
        yield Found(name, place, is_whole=True), found
    yield from _in_numbers(case, component)


def _in_numbers(case: Case, component: Component) -> Iterator[Outcome]:
    """The derivative is right, and worked out wrongly at the point."""
    formula = to_be_worked_out(case, component)
    if formula is None or ex.variables_of(formula):
        return
    for number, wrong in miscalculated(formula):
        try:
            values = case.values(wrong)
        except NO_NUMBER:
            continue
        yield Found("arithmetic_slip", (0,), is_whole=True, number=number), values


def to_be_worked_out(case: Case, component: Component) -> ex.Node | None:
    """What is asked for as a formula in numbers: the coordinates put in, nothing worked out."""
    solved, point = case.solved, case.task.point
    if point is None:
        return None
    coordinates = point.named(case.field)
    match solved:
        case GradientAnswer(gradient=gradient):
            own = gradient.partials[gradient.field.variables.index(component.of[0])].written
        case PartialAnswer(stages=stages):
            own = stages[-1].written
        case HessianAnswer(hessian=hessian):
            row, column = (case.field.variables.index(each) for each in component.of)
            own = hessian.rows[row][column].written
        case DirectionalAnswer(gradient=gradient):
            assert case.task.direction is not None
            steps = case.task.direction.written
            own = ex.Sum(
                tuple(
                    ex.Product((each.written, step))
                    for each, step in zip(gradient.partials, steps, strict=True)
                )
            )
            if len(steps) == 1:
                (own,) = own.terms
            if case.answer.scale is Scale.UNIT:
                squares = tuple(ex.Power(step, ex.Number(Fraction(2))) for step in steps)
                length = ex.Sum(squares) if len(squares) > 1 else squares[0]
                own = ex.Quotient(own, ex.Call("sqrt", (length,)))
        case SteepestAnswer() | TangentAnswer():
            return None
    return with_values(own, coordinates)


def _whole(
    case: Case, component: Component
) -> Iterator[tuple[tuple[int, ...], str, Callable[[], Values]]]:
    solved, field = case.solved, case.field
    right, at_point = component.expected, case.task.point is not None
    place: tuple[int, ...] = (0,)
    match solved:
        case GradientAnswer(gradient=gradient):
            place = (gradient.field.variables.index(component.of[0]),)
            name = component.of[0]
            own = gradient.partials[place[0]].written
            yield from ((place, *each) for each in _of_derivative(case, field.tree, own, name))
            others = [each for each in gradient.partials if each.variable != name]
            yield from ((place, *each) for each in _of_others(case, own, others))
        case PartialAnswer(stages=stages):
            last = stages[-1]
            place = (len(stages) - 1,)
            derived = _of_derivative(case, last.field.tree, last.written, last.variable)
            yield from ((place, *each) for each in derived)
            yield from ((place, *each) for each in _of_variables(case, last))
            if len(stages) > 1:
                first = stages[0].written
                yield place, "first_derivative_instead", lambda: case.values(first)
                if not at_point:
                    yield place, "original_function", lambda: case.values(field.tree)
                yield place, "derivative_squared", lambda: [v * v for v in case.values(first)]
        case HessianAnswer(hessian=hessian):
            row, column = (field.variables.index(each) for each in component.of)
            second = hessian.rows[row][column]
            place = (row, column)
            yield place, "first_derivative_instead", lambda: case.values(second.field.tree)
            yield place, "sign_flipped", lambda: [-each for each in case.values(right)]
        case DirectionalAnswer():
            yield from (((0,), *each) for each in _of_rate(case, solved))
            yield place, "sign_flipped", lambda: [-each for each in case.values(right)]
        case TangentAnswer():
            yield from (((0,), *each) for each in _of_plane(case, solved))
        case SteepestAnswer():
            pass
    if at_point and not isinstance(solved, DirectionalAnswer | TangentAnswer):
        yield place, "value_instead", lambda: case.values(field.tree)


def _of_derivative(case: Case, before: ex.Node, own: ex.Node, name: str) -> Iterator[_Named]:
    at_point = case.task.point is not None
    yield "sign_flipped", lambda: [-each for each in case.values(own)]
    yield "inverted_derivative", lambda: [1 / each for each in case.values(own)]
    yield "second_derivative_instead", lambda: case.slopes(own, name)
    for moved in regrouped(before):
        yield "function_miscopied", lambda moved=moved: case.slopes(moved, name)  # type: ignore[misc]
    for moved in split(before):
        yield "sum_split", lambda moved=moved: case.slopes(moved, name)  # type: ignore[misc]
    if not at_point:
        yield "original_function", lambda: case.values(before)
        yield "integrated_instead", lambda: _if_antiderivative(case, before, name)
    else:
        yield "evaluated_first", lambda: [0.0] * len(case.at)
    for one, other in combinations(case.field.variables, 2):
        if at_point and _may_be_at_exchanged(case, one, other):
            yield (
                "wrong_point",
                lambda one=one, other=other: _exchanged(case, own, one, other),  # type: ignore[misc]
            )


def _may_be_at_exchanged(case: Case, one: str, other: str) -> bool:
    """Whether those components of a gradient that are right are the same at the other point."""
    if not isinstance(case.solved, GradientAnswer):
        return True
    partials = zip(case.answer.components, case.solved.gradient.partials, strict=True)
    try:
        return all(
            are_near(_exchanged(case, each.written, one, other), case.values(each.written), 0.0)
            for component, each in partials
            if component.found.equal
        )
    except NO_NUMBER:
        return False


def is_at_another_sign(case: Case) -> bool:
    """Whether all components are right at the point with the sign of one coordinate lost."""
    if case.task.point is None or not isinstance(case.solved, GradientAnswer):
        return False
    pairs = list(zip(case.answer.given.nodes, case.solved.gradient.partials, strict=True))

    def is_given(name: str) -> bool:
        turned = [{**at, name: -at[name]} for at in case.at]
        return all(
            are_near(
                case.values(given),
                [float(evaluate(each.written, at, FLOATS)) for at in turned],
                case.near,
            )
            for given, each in pairs
        )

    try:
        return any(map(is_given, case.field.variables))
    except NO_NUMBER:
        return False


def _exchanged(case: Case, node: ex.Node, one: str, other: str) -> Values:
    """The values of a formula where two coordinates of the point change places."""
    return [float(evaluate(node, {**at, one: at[other], other: at[one]}, FLOATS)) for at in case.at]


def _if_antiderivative(case: Case, before: ex.Node, name: str) -> Values:
    """The given answer itself where it is an antiderivative, else what it is not."""
    (given,) = case.answer.given.nodes[:1] if len(case.answer.given.nodes) == 1 else (None,)
    for node in (given,) if given is not None else case.answer.given.nodes:
        slopes, wanted = case.slopes(node, name), case.values(before)
        if all(
            abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1e-9)
            for a, b in zip(slopes, wanted, strict=True)
        ):
            return case.values(node)
    return [float("nan")] * len(case.at)


def _of_others(case: Case, own: ex.Node, others: Sequence[Partial]) -> Iterator[_Named]:
    """Another variable moved: instead of this one, or beside it."""
    for other in others:
        yield "wrong_variable", lambda other=other: case.values(other.written)  # type: ignore[misc]
        yield (
            "other_variable_not_held",
            lambda other=other: added(  # type: ignore[misc]
                case.values(own), case.values(other.written)
            ),
        )
    if len(others) > 1:
        yield (
            "other_variable_not_held",
            lambda: added(case.values(own), *(case.values(each.written) for each in others)),
        )


def _of_variables(case: Case, partial: Partial) -> Iterator[_Named]:
    """The same, of a partial that stands alone."""
    tree, own = partial.field.tree, partial.written
    others = [name for name in partial.field.arguments if name != partial.variable]
    for name in others:
        yield "wrong_variable", lambda name=name: case.slopes(tree, name)  # type: ignore[misc]
        yield (
            "other_variable_not_held",
            lambda name=name: added(  # type: ignore[misc]
                case.values(own), case.slopes(tree, name)
            ),
        )
    if len(others) > 1:
        yield (
            "other_variable_not_held",
            lambda: added(case.values(own), *(case.slopes(tree, name) for name in others)),
        )


def _of_rate(case: Case, solved: DirectionalAnswer) -> Iterator[_Named]:
    w, scale = direction_of(case), case.task.scale
    length = hypot(*w)
    columns = case.columns(each.written for each in solved.gradient.partials)
    if columns is None:
        return
    rows = list(zip(*columns, strict=True))

    def rates(along: Sequence[float], over: float = 1.0) -> Values:
        return [sum(w * slope for w, slope in zip(along, row, strict=True)) / over for row in rows]

    def rates_of(tree: ex.Node, over: float) -> Values:
        parts = [
            [step * slope / over for slope in case.slopes(tree, name)]
            for step, name in zip(w, case.field.variables, strict=True)
        ]
        return added(*parts)

    if scale is Scale.UNIT:
        yield "w_not_normalised", lambda: rates(w)
    if scale is Scale.AS_GIVEN:
        yield "w_normalised_though_not_asked", lambda: rates(w, length)
    overs = {Scale.UNIT: (length,), Scale.AS_GIVEN: (1.0,), None: (1.0, length)}[scale]
    for name, along in _other_directions(w):
        for over in overs:
            yield name, lambda along=along, over=over: rates(along, over)  # type: ignore[misc]
    for part in _with_one_other(w, lambda step: step / length) if len(w) > 1 else ():
        yield "w_not_normalised", lambda part=part: rates(part)  # type: ignore[misc]
    yield (
        "gradient_normalised",
        lambda: [r / hypot(*row) for r, row in zip(rates(w), rows, strict=True)],
    )
    yield "root_missing", lambda: rates(w, length * length)
    yield "components_added", lambda: rates(w, sum(map(abs, w)))
    for over in {1.0, *overs}:
        yield "components_added", lambda over=over: [sum(row) / over for row in rows]  # type: ignore[misc]
    yield "gradient_norm_instead", lambda: [hypot(*row) for row in rows]
    if len(w) > 1:
        # Each partial with all of the variables moved.
        over = length if case.answer.scale is Scale.UNIT else 1.0
        yield "other_variable_not_held", lambda: [sum(row) * sum(w) / over for row in rows]
    for moved in split(case.field.tree):
        for over in overs:
            yield "sum_split", lambda moved=moved, over=over: rates_of(moved, over)  # type: ignore[misc]
    if case.task.point is not None:
        fixed = coordinates_of(case.answer)
        way = [step - fixed[name] for step, name in zip(w, case.field.variables, strict=True)]
        yield "w_as_end_point", lambda: rates(way, 1.0 if scale is Scale.AS_GIVEN else hypot(*way))
        if scale is None:
            yield "w_as_end_point", lambda: rates(way)
        yield "value_instead", lambda: case.values(case.field.tree)
        if len(w) == _PLANE:
            yield "wrong_point", lambda: _rates_at_exchanged(case, solved, w)


def _other_directions(w: Values) -> Iterator[tuple[str, Values]]:
    """What is taken for w in the dot product: turned round, exchanged, with a sign or term lost."""
    yield "direction_reversed", [-each for each in w]
    if len(w) <= _SPACE:
        for turned in _with_two_exchanged(w):
            yield "w_components_swapped", turned
            if len(w) == _PLANE:
                yield "components_swapped", turned
    if len(w) > 1:
        for turned in _with_one_other(w, lambda step: -step):
            yield "term_sign", turned
        for turned in _with_one_other(w, lambda step: 0.0):
            yield "term_dropped", turned


def _with_one_other(vector: Values, other: Callable[[float], float]) -> Iterator[Values]:
    """The vectors in which one component is another."""
    for place, step in enumerate(vector):
        yield [*vector[:place], other(step), *vector[place + 1 :]]


def _rates_at_exchanged(case: Case, solved: DirectionalAnswer, w: Values) -> Values:
    """In the plane alone: in space one number is as well that of one of three such points."""
    along = w
    if case.answer.scale is Scale.UNIT:
        along = [each / hypot(*w) for each in w]
    columns = [
        _exchanged(case, each.written, *case.field.variables) for each in solved.gradient.partials
    ]
    return [
        sum(step * slope for step, slope in zip(along, row, strict=True))
        for row in zip(*columns, strict=True)
    ]


def _with_two_exchanged(vector: Values) -> Iterator[Values]:
    """The vectors in which two of the components have changed places."""
    for one, other in combinations(range(len(vector)), 2):
        turned = list(vector)
        turned[one], turned[other] = turned[other], turned[one]
        yield turned


def _of_plane(case: Case, solved: TangentAnswer) -> Iterator[_Named]:
    """The value left out, the point not subtracted, the slopes left as formulas."""
    found = solved.tangent
    assert found is not None
    fixed = coordinates_of(case.answer)
    try:
        height, *slopes = (
            float(evaluate(from_sympy(each), fixed, FLOATS))
            for each in (found.value, *found.slopes)
        )
    except NO_NUMBER:
        return
    names = case.field.variables

    def plane(at: At, numbers: Sequence[float], start: float, from_point: float) -> float:
        return start + sum(
            slope * (at[name] - from_point * fixed[name])
            for slope, name in zip(numbers, names, strict=True)
        )

    yield "evaluated_first", lambda: [height for _ in case.at]
    yield "tangent_value_missing", lambda: [plane(at, slopes, 0.0, 1.0) for at in case.at]
    yield "tangent_point_not_subtracted", lambda: [plane(at, slopes, height, 0.0) for at in case.at]
    yield "tangent_point_added", lambda: [plane(at, slopes, height, -1.0) for at in case.at]
    yield (
        "tangent_slope_not_evaluated",
        lambda: [
            plane(
                at,
                [float(evaluate(each.written, at, FLOATS)) for each in solved.gradient.partials],
                height,
                1.0,
            )
            for at in case.at
        ],
    )
    if len(slopes) == 2:
        yield "components_swapped", lambda: [plane(at, slopes[::-1], height, 1.0) for at in case.at]


def of_vectors(case: Case) -> Iterator[Found]:
    """Components exchanged, turned round, or left at another length."""
    if len(case.answer.given.nodes) < 2 or isinstance(case.solved, HessianAnswer):
        return
    given = case.columns(case.answer.given.nodes)
    right = case.columns(each.expected for each in case.answer.components)
    if given is None or right is None:
        return
    if case.task.point is not None and not isinstance(case.solved, TangentAnswer):
        point = coordinates_of(case.answer)
        if [column[0] for column in given] == [point[name] for name in case.field.variables]:
            yield Found("point_instead", (0,), is_whole=True)
    for one, other in combinations(range(len(right)), 2):
        turned = list(right)
        turned[one], turned[other] = turned[other], turned[one]
        if all(are_near(a, b, case.near) for a, b in zip(given, turned, strict=True)):
            yield Found("components_swapped", (one,), is_whole=True)


def of_another_shape(case: Case) -> Mistake | None:
    """A number for a vector, or a vector for a number."""
    gradient = case.gradient
    if gradient is None or isinstance(case.solved, HessianAnswer | TangentAnswer):
        return None
    given = case.columns(case.answer.given.nodes)
    columns = case.columns(each.written for each in gradient.partials)
    whole = case.columns((case.field.tree,))
    if given is None or columns is None or whole is None:
        return None
    found: list[Found] = []
    if len(given) == 1:
        tries = {
            "gradient_norm_instead": [hypot(*row) for row in zip(*columns, strict=True)],
            "components_added": [sum(row) for row in zip(*columns, strict=True)],
            "original_function": whole[0],
        }
        if case.task.point is not None:
            tries["value_instead"] = tries.pop("original_function")
        found = [
            Found(name, (0,), is_whole=True)
            for name, values in tries.items()
            if are_near(values, given[0], case.near)
        ]
    elif len(given) == len(columns) and isinstance(case.solved, DirectionalAnswer):
        same = all(are_near(a, b, case.near) for a, b in zip(given, columns, strict=True))
        found = [Found("gradient_instead", (0,), is_whole=True)] if same else []
    return named(found)
