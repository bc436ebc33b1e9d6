"""Is an answer that was given to a question the right one? Which of its components are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Final, assert_never

from sympy import Expr

from gradcli.calculus.answers.absence import Answered, is_absent
from gradcli.calculus.answers.at_seams import told_by_definition
from gradcli.calculus.answers.directional import DirectionalAnswer, answer_directional
from gradcli.calculus.answers.gradient import GradientAnswer, answer_gradient
from gradcli.calculus.answers.hessian import HessianAnswer, answer_hessian
from gradcli.calculus.answers.partial import PartialAnswer, answer_partial
from gradcli.calculus.answers.steepest import SteepestAnswer, answer_steepest
from gradcli.calculus.answers.tangent import TangentAnswer, answer_tangent
from gradcli.calculus.check.verification import Check
from gradcli.calculus.equality.compare import (
    Comparison,
    DecidedBy,
    LeaveOut,
    compare,
    nowhere,
    with_holes,
)
from gradcli.calculus.mistakes.naming import Mistake
from gradcli.field.expression import Call, Negative, Node, Number, Power, Product, Quotient, Sum
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField
from gradcli.field.substitution import with_values
from gradcli.frozen import dataclass, replace


class Kind(StrEnum):
    """What was asked for."""

    GRADIENT = "gradient"
    PARTIAL = "partial"
    DIRECTIONAL = "dir"
    STEEPEST = "steepest"
    LEVEL = "level"
    HESSIAN = "hessian"
    TANGENT = "tangent"


class Scale(StrEnum):
    """The length of a direction: as it was given, or 1."""

    AS_GIVEN = "as-given"
    UNIT = "unit"


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What was asked of a function, and of what.

    `wrt` are the variables of a partial, in the order of differentiation; `scale` says which rate
    along the direction is asked for, or of the steepest direction that it must be of length 1.
    """

    kind: Kind
    wrt: tuple[str, ...] = ()
    point: Point | None = None
    direction: Direction | None = None
    scale: Scale | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """An answer: its components, as many as there are; `decimals` are those of its numbers.

    Of an equation the components are its sides, and `height` is the letter for the value of f.
    `others` are further answers, given with this one: the opposite, of ±. One that `denies` has no
    components: it says that what is asked for does not exist. It says so of the components in the
    places `absent` alone, where 0 stands.
    """

    nodes: tuple[Node, ...]
    decimals: Mapping[Node, int]
    height: str | None = None
    others: tuple[tuple[Node, ...], ...] = ()
    denies: bool = False
    absent: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """One component: what it is `of`, what was expected, what was given, and whether it is that."""

    of: tuple[str, ...]
    expected: Node
    given: Node
    found: Comparison


@dataclass(frozen=True, slots=True, eq=False)
class WorkedStep:
    """A step of a derivation that was given: whether it follows from the one before it.

    `follows` is None where that is not decided, and where the step is no claim that is compared: it
    `is_function`, written down again, or a derivative still stands in it. Then it `is_formula` not.
    `is_right` says whether it is what the whole derivation should come to.
    `beside` is how it compares with the one before it: one of both may have values where the other
    has none. Along a direction `rate` is the one of both that it is, if it is one, and `rescaled`
    the one to which the line before it was brought, by the length of the direction.
    """

    line: int
    text: str
    follows: bool | None
    is_right: bool | None
    beside: Comparison | None = None
    is_formula: bool = True
    is_function: bool = False
    rate: Scale | None = None
    rescaled: Scale | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CheckAnswer:
    """What the question is answered with, and what of the given answer is right.

    `right` is None where that is undecided. `components` are empty where the given answer has
    another number of them; where one was given that is one of several, `alone` says which. `scale`
    is the rate that the given one was compared with. `mistake` is the known one that explains a
    wrong answer, if one alone does; with a `second`, both together.
    `work` are the steps of a derivation that was given; then the answer is its first wrong step,
    or the last one. Of several answers that were given together `each` has all with their
    verdicts; then the answer is the first that is not right, or else the first. Where it is said of
    some components that they do not exist, `parts` are the answers for each alone.
    """

    task: Task
    solved: Answered
    given: Given
    components: tuple[Component, ...]
    scale: Scale | None = None
    mistake: Mistake | None = None
    second: Mistake | None = None
    work: tuple[WorkedStep, ...] = ()
    each: tuple[tuple[tuple[Node, ...], bool | None], ...] = ()
    alone: tuple[str, ...] | None = None
    parts: tuple[CheckAnswer, ...] = ()

    @property
    def field(self) -> ScalarField:
        """The function that is asked about."""
        return self.solved.field

    @property
    def check(self) -> Check:
        """What came of checking the derivation."""
        return self.solved.check

    @property
    def verified(self) -> bool:
        """Whether what the given answer was compared with is verified."""
        return self.solved.verified

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the comparison rests."""
        return self.solved.formulas

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """None: what a checked answer has to say is a word."""
        return ()

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """None."""
        return ()

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What the one word is: whether the answer is right."""
        return ("answer",)

    @property
    def expected(self) -> tuple[Node, ...]:
        """What is right; of the directions along a level set one, of length 1."""
        solved = self.solved
        if self.task.kind is Kind.LEVEL and isinstance(solved, SteepestAnswer):
            level = None if solved.steepest is None else solved.steepest.level
            return tuple(map(from_sympy, level or ()))
        return solved.trees(unit=self.scale is Scale.UNIT)

    @property
    def can_be_checked(self) -> bool:
        """Whether the question has an answer, or it was said that it has none."""
        return self.given.denies or bool(self.parts) or bool(self.solved.values())

    @property
    def right(self) -> bool | None:
        """Whether the given answer is right; None where that is undecided."""
        if self.given.denies:
            return is_absent(self.solved, along_level=self.task.kind is Kind.LEVEL)
        if self.parts:
            return _all_of([each.right_alone for each in self.parts])
        found = [each.found.equal for each in self.components]
        # A right end does not make a line right that follows from nothing.
        found.extend(False for step in self.work if step.follows is False)
        return _all_of(found)

    @property
    def right_alone(self) -> bool | None:
        """The same of one of the `parts`: wrong also where there is none and one was given."""
        if self.can_be_checked:
            return self.right
        return False if is_absent(self.solved) else None

    @property
    def decided_by(self) -> DecidedBy | None:
        """What that rests on: the weakest of what its components rest on, if it has any."""
        right = self.right
        if right is None or self.given.denies or self.parts:
            return None
        counted = {each.found.decided_by for each in self.components if each.found.equal is right}
        return next((each for each in reversed(DecidedBy) if each in counted), DecidedBy.ALGEBRA)


def _all_of(found: Sequence[bool | None]) -> bool | None:
    """Whether all are right; of nothing that is false."""
    if not found or False in found:
        return False
    return None if None in found else True


_ONE: Final = Number(Fraction(1))
_TWO: Final = Number(Fraction(2))
_ZERO: Final = Number(Fraction(0))


def answer_check(field: ScalarField, task: Task, given: Given) -> CheckAnswer:
    """Solve the task, and compare the given answer with the solution: of several, each."""
    solved = solve(field, task)
    if given.absent:
        return CheckAnswer(task, solved, given, (), parts=_one_by_one(solved, task, given))
    if given.denies or not solved.values():
        return CheckAnswer(task, solved, given, ())
    if not given.others:
        return _compared(solved, task, given)
    made = [
        _compared(solved, task, replace(given, nodes=nodes, others=()))
        for nodes in (given.nodes, *given.others)
    ]
    verdicts = tuple((each.given.nodes, each.right) for each in made)
    shown = next((each for each in made if each.right is False), None) or next(
        (each for each in made if each.right is None), made[0]
    )
    return replace(shown, each=verdicts)


def _one_by_one(solved: Answered, task: Task, given: Given) -> tuple[CheckAnswer, ...]:
    """Each component as the answer to the question about that derivative alone."""
    pairs = zip(places_of(solved, task), given.nodes, strict=True)
    return tuple(
        answer_check(
            solved.field,
            replace(task, kind=Kind.PARTIAL, wrt=of),
            Given((), {}, denies=True) if place in given.absent else Given((node,), given.decimals),
        )
        for place, (of, node) in enumerate(pairs)
    )


def _compared(solved: Answered, task: Task, given: Given) -> CheckAnswer:
    """The verdict on one answer."""
    field = solved.field
    letters = field.letters
    if isinstance(solved, DirectionalAnswer):
        return _rate(solved, task, given)
    expected, nodes, decimals = solved.trees(), given.nodes, given.decimals
    if given.height is not None:
        return CheckAnswer(task, solved, given, (_plane(expected[0], given, letters),))
    if len(nodes) != len(expected):
        alone = _alone(solved, task, given) if len(nodes) == 1 else None
        return CheckAnswer(task, solved, given, (), alone=alone)
    if task.kind is Kind.LEVEL:
        assert isinstance(solved, SteepestAnswer)
        return CheckAnswer(task, solved, given, _along_the_level(solved, task, given))
    compared = nodes
    if isinstance(solved, SteepestAnswer) and task.scale is not Scale.UNIT:
        compared = _of_length_one(nodes)

    def found(of: tuple[str, ...], wanted: Node, beside: Node, form: Expr | None) -> Comparison:
        def compared(leave_out: LeaveOut) -> Comparison:
            return compare(
                wanted,
                beside,
                letters,
                decimals=decimals,
                of=field.tree,
                form=form,
                leave_out=leave_out,
            )

        if task.point is not None or task.kind not in (Kind.GRADIENT, Kind.PARTIAL, Kind.HESSIAN):
            return compared(nowhere)
        told = told_by_definition(compared, field, of, beside)
        is_second = task.kind is Kind.HESSIAN
        return told if is_second else with_holes(told, field.tree, beside, letters)

    components = tuple(
        Component(of, wanted, node, found(of, wanted, beside, form))
        for of, wanted, form, node, beside in zip(
            places_of(solved, task), expected, solved.values(), nodes, compared, strict=True
        )
    )
    return CheckAnswer(task, solved, given, components)


def _alone(solved: Answered, task: Task, given: Given) -> tuple[str, ...] | None:
    """The component that was given where several were asked for, if it is one of them alone."""
    if task.kind not in (Kind.GRADIENT, Kind.HESSIAN):
        return None
    letters, (node,) = solved.field.letters, given.nodes
    are = [
        of
        for of, wanted in zip(places_of(solved, task), solved.trees(), strict=True)
        if compare(wanted, node, letters, decimals=given.decimals).equal
    ]
    return are[0] if len(are) == 1 else None


def solve(field: ScalarField, task: Task) -> Answered:
    """The answer to the question itself."""
    match task.kind:
        case Kind.GRADIENT:
            return answer_gradient(field, task.point)
        case Kind.PARTIAL:
            return answer_partial(field, task.wrt, task.point)
        case Kind.DIRECTIONAL:
            assert task.direction is not None
            return answer_directional(field, task.direction, task.point)
        case Kind.STEEPEST | Kind.LEVEL:
            assert task.point is not None
            return answer_steepest(field, task.point)
        case Kind.HESSIAN:
            return answer_hessian(field, task.point)
        case Kind.TANGENT:
            assert task.point is not None
            return answer_tangent(field, task.point)
    assert_never(task.kind)


def places_of(solved: Answered, task: Task) -> Sequence[tuple[str, ...]]:
    """What each component of the answer is of."""
    variables = solved.field.variables
    match solved:
        case GradientAnswer() | SteepestAnswer():
            return [(name,) for name in variables]
        case PartialAnswer():
            return [task.wrt]
        case HessianAnswer():
            return [(one, other) for one in variables for other in variables]
        case DirectionalAnswer():
            return [("w",)]
        case TangentAnswer():
            return [("L",)]
    assert_never(solved)


def _rate(solved: DirectionalAnswer, task: Task, given: Given) -> CheckAnswer:
    """Along a direction either rate is right, unless one of both was asked for."""
    scales = (Scale.AS_GIVEN, Scale.UNIT) if task.scale is None else (task.scale,)
    if len(given.nodes) != 1:
        return CheckAnswer(task, solved, given, (), scales[0])
    found: list[CheckAnswer] = []
    for scale in scales:
        found.append(_rate_at(scale, solved, task, given))
        if found[-1].right:
            return found[-1]
    return next((each for each in found if each.right is None), found[0])


def _rate_at(scale: Scale, solved: DirectionalAnswer, task: Task, given: Given) -> CheckAnswer:
    (expected,) = solved.trees(unit=scale is Scale.UNIT)
    compared = compare(expected, given.nodes[0], solved.field.letters, decimals=given.decimals)
    component = Component(("w",), expected, given.nodes[0], compared)
    return CheckAnswer(task, solved, given, (component,), scale)


def at_both_scales(answer: CheckAnswer) -> tuple[CheckAnswer, ...]:
    """A wrong rate beside the one along w as it is given, and beside that per unit of distance.

    The answer alone, where one of the two was asked for, or no rate.
    """
    solved, task = answer.solved, answer.task
    if not isinstance(solved, DirectionalAnswer) or task.scale is not None or answer.right:
        return (answer,)
    if not answer.components:
        # There is no rate, or more than one number was given.
        return (answer,)
    return tuple(
        answer if scale is answer.scale else _rate_at(scale, solved, task, answer.given)
        for scale in (Scale.AS_GIVEN, Scale.UNIT)
    )


def _along_the_level(solved: SteepestAnswer, task: Task, given: Given) -> tuple[Component, ...]:
    """A direction along a level set: at a right angle to the gradient, and not 0.

    Where a unit vector was asked for, its length is 1 besides.
    """
    assert solved.at.slopes is not None
    letters, decimals = solved.field.letters, given.decimals
    slopes = [from_sympy(each) for each in solved.at.slopes]
    terms = tuple(Product((s, v)) for s, v in zip(slopes, given.nodes, strict=True))
    along = Sum(terms)
    square = Sum(tuple(Power(node, _TWO) for node in given.nodes))
    found = compare(_ZERO, along, letters, decimals=decimals)
    if found.equal and compare(_ZERO, square, letters).equal is not False:
        found = Comparison(False, DecidedBy.ALGEBRA)
    components = [Component(("level",), _ZERO, along, found)]
    if task.scale is Scale.UNIT:
        length = Call("sqrt", (square,))
        of_one = compare(_ONE, length, letters, decimals=decimals)
        components.append(Component(("length",), _ONE, length, of_one))
    return tuple(components)


def _of_length_one(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """A vector divided by its length: a direction is right whatever its length is."""
    squares = tuple(Power(node, _TWO) for node in nodes)
    length = Call("sqrt", (Sum(squares) if len(squares) > 1 else squares[0],))
    return tuple(Quotient(node, length) for node in nodes)


def _plane(expected: Node, given: Given, letters: Sequence[str]) -> Component:
    """An equation of the plane: true at its height, and not true at another."""
    left, right = given.nodes
    assert given.height is not None
    rest = Sum((left, Negative(right)))
    on_it = with_values(rest, {given.height: expected})
    above = with_values(rest, {given.height: Sum((expected, _ONE))})
    found = compare(on_it, _ZERO, letters, decimals=given.decimals)
    if found.equal and compare(above, _ZERO, letters).equal is not False:
        found = Comparison(False, DecidedBy.ALGEBRA)
    return Component(("L",), expected, rest, found)
