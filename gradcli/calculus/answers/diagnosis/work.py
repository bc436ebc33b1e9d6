"""A derivation that was given line by line: which steps follow, and what is wrong in the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from gradcli.calculus.answers.check import (
    CheckAnswer,
    Given,
    Kind,
    Scale,
    Task,
    WorkedStep,
    answer_check,
    solve,
)
from gradcli.calculus.answers.diagnosis.diagnose import diagnosed, slip_in_numbers
from gradcli.calculus.equality.compare import Comparison, compare, decimals_in
from gradcli.calculus.mistakes.naming import Mistake
from gradcli.field.expression import (
    Call,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    variables_of,
)
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Direction, ScalarField
from gradcli.field.substitution import with_values
from gradcli.frozen import dataclass, replace

_OF_A_LINE: Final = frozenset({"term_sign", "term_dropped", "sign_flipped"})

Step: TypeAlias = tuple[int, str, Node | None, bool]
"""The number of its line, its text, the formula, where it is one, and whether the name of the
function stands before it.
"""


def answer_work(
    field: ScalarField, task: Task, steps: Sequence[Step], *, two: bool = False
) -> CheckAnswer:
    """The answer is the first step that does not follow, or else the last one."""
    work = worked_steps(field, task, steps)
    places = [step.is_formula for step in work] or [each[2] is not None for each in steps]
    place = next(
        (place for place, step in enumerate(work) if step.follows is False),
        max(place for place in range(len(steps)) if places[place]),
    )
    _, text, node, _ = steps[place]
    assert node is not None
    is_formula = bool(variables_of(node) & {*field.variables})
    if work and work[place].follows is False and is_formula:
        # It stands before the point was put in.
        task = replace(task, point=None)
    given = Given((node,), decimals_in(node, text))
    answer = answer_check(field, task, given)
    before = _right_before(work, steps, place, field, task)
    if before is None or (work[place].follows and work[place].rate):
        # Of the rate that was not asked for every step may be right.
        return replace(diagnosed(answer, two=two), work=work)
    wrong = answer
    if work[place].follows is False:
        # It goes on from the rate above it, also where the other one is asked for in the end.
        rates = [step.rate for step in work[:place] if step.is_formula]
        wrong = answer_check(field, replace(task, scale=rates[-1]), given)
    mistake = slip_in_numbers(wrong, before) or _of_the_line(diagnosed(wrong).mistake)
    return replace(answer, mistake=mistake, work=work)


def _of_the_line(mistake: Mistake | None) -> Mistake | None:
    """What may go wrong below a line in which everything was differentiated, and rightly.

    That no law was mistaken the line above shows, whatever else comes to the same.
    """
    names = () if mistake is None else (mistake.name, *mistake.also)
    kept = [name for name in names if name in _OF_A_LINE]
    if mistake is None or not kept:
        return None
    return replace(mistake, name=kept[0], also=tuple(kept[1:]))


def _right_before(
    work: Sequence[WorkedStep],
    steps: Sequence[Step],
    place: int,
    field: ScalarField,
    task: Task,
) -> Node | None:
    """The formula above a step, where all above it are right; with the point put in, if it is."""
    above = [
        (step, node)
        for step, (_, _, node, _) in zip(work[:place], steps, strict=False)
        if node is not None and step.is_formula
    ]
    if not above or not all(step.is_right or step.rate for step, _ in above):
        return None
    node = above[-1][1]
    return node if task.point is None else with_values(node, task.point.named(field))


@dataclass(frozen=True, slots=True, eq=False)
class _Aim:
    """What a derivation should come to: the derivative, and its value where a point was given."""

    scale: Scale | None
    formula: Node
    value: Node
    at: Mapping[str, Node]

    def of(self, node: Node) -> Node:
        """What a formula should be: one in the variables stands before the point was put in."""
        return self.formula if self._moves(node) else self.value

    def alike(self, one: Node, other: Node) -> tuple[Node, Node]:
        """Both with the point put in, where it is put into one of them."""
        if self._moves(one) == self._moves(other):
            return one, other
        return with_values(one, self.at), with_values(other, self.at)

    def _moves(self, node: Node) -> bool:
        return bool(variables_of(node) & self.at.keys())


def _aims(field: ScalarField, task: Task) -> tuple[_Aim, ...]:
    """What is asked for; of the two rates both, that along w as given before the one per unit."""
    solved = solve(field, task)
    if not solved.values():
        return ()
    formulas = solved if task.point is None else solve(field, replace(task, point=None))
    at = {} if task.point is None else task.point.named(field)
    if task.kind is not Kind.DIRECTIONAL:
        return (_Aim(None, formulas.trees()[0], solved.trees()[0], at),)
    return tuple(
        _Aim(scale, formulas.trees(unit=unit)[0], solved.trees(unit=unit)[0], at)
        for scale, unit in ((Scale.AS_GIVEN, False), (Scale.UNIT, True))
    )


def worked_steps(field: ScalarField, task: Task, steps: Sequence[Step]) -> tuple[WorkedStep, ...]:
    """Each step of a derivation held against the one before it, the first against what is right."""
    aims = _aims(field, task)
    if not aims:
        return ()
    length = None if task.direction is None else _length(task.direction)
    done: list[WorkedStep] = []
    before: Node | None = None
    passed_over = _restated(field, steps, aims[0].at)
    for place, (line, text, node, _) in enumerate(steps):
        if node is None or place in passed_over:
            is_function = node is not None
            done.append(
                WorkedStep(line, text, None, None, is_formula=False, is_function=is_function)
            )
            continue
        decimals = decimals_in(node, text)

        def held(one: Node, other: Node, places: Mapping[Node, int] = decimals) -> Comparison:
            return compare(one, other, field.letters, decimals=places)

        beside_each = [(aim, held(aim.of(node), node)) for aim in aims]
        asked = [found for aim, found in beside_each if task.scale in (None, aim.scale)]
        rate = next((aim.scale for aim, found in beside_each if found.equal), None)
        rescaled: Scale | None = None
        if before is None:
            # A derivation begins with the rate along w as it is given, whichever is asked for.
            found = _of_several([found for _, found in beside_each])
        else:
            one, other = aims[0].alike(before, node)
            found = held(one, other)
            if found.equal is False and length is not None:
                for scale, scaled in (
                    (Scale.UNIT, Quotient(one, length)),
                    (Scale.AS_GIVEN, Product((length, one))),
                ):
                    passed = held(scaled, other)
                    if passed.equal:
                        found, rescaled = passed, scale
        done.append(
            WorkedStep(
                line,
                text,
                found.equal,
                _of_several(asked).equal,
                None if before is None else found,
                rate=rate,
                rescaled=rescaled,
            )
        )
        before = node
    return tuple(done)


def _restated(field: ScalarField, steps: Sequence[Step], at: Mapping[str, Node]) -> frozenset[int]:
    """The steps that are the function itself, or its value: they claim no derivative.

    Where nothing else is there, the last line is what is given for the derivative: e^x is its own.
    """
    own = (field.tree, with_values(field.tree, at)) if at else (field.tree,)
    found = {
        place
        for place, (_, text, node, of_function) in enumerate(steps)
        if of_function
        and node is not None
        and any(
            compare(each, node, field.letters, decimals=decimals_in(node, text)).equal
            for each in own
        )
    }
    formulas = {place for place, step in enumerate(steps) if step[2] is not None}
    return frozenset(found if formulas - found else ())


def _of_several(found: Sequence[Comparison]) -> Comparison:
    """The comparison with the one that it is equal to; else one that is not decided."""
    equal = next((each for each in found if each.equal), None)
    return equal or next((each for each in found if each.equal is None), found[0])


def _length(direction: Direction) -> Node:
    """The length of the direction, by which a rate along it is divided."""
    two = Number(Fraction(2))
    squares = tuple(Power(from_sympy(each), two) for each in direction.components)
    return Call("sqrt", (Sum(squares) if len(squares) > 1 else squares[0],))
