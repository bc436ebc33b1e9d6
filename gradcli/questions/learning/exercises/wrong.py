"""Wrong answers to an exercise, each with the known mistake that it comes of: for a choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

from gradcli.frozen import dataclass
from gradcli.questions.learning.exercises.asked import Solved

# The mathematics is loaded when an exercise is solved.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.calculus.rules.gradient import Partial as Worked
    from gradcli.field.expression import Node

CHOICES: Final = 4
_LONGEST: Final = 40
_ENTRIES: Final = 4  # of a matrix of two variables


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """An answer that is offered: its components, and the mistake of which a wrong one comes."""

    nodes: tuple[Node, ...]
    mistake: str | None


def choices(solved: Solved) -> list[Choice]:
    """The right answer, and up to three wrong ones that differ from it and from one another."""
    right = Choice(solved.trees(), None)
    found = [right]
    letters = solved.result.answer.field.letters
    for each in _wrong(solved):
        if len(found) == CHOICES:
            break
        if not any(_equal(each.nodes, other.nodes, letters) for other in found):
            found.append(each)
    return found


def _equal(some: Sequence[Node], others: Sequence[Node], letters: Sequence[str]) -> bool:
    """Whether two answers are equal, or cannot be told apart."""
    from gradcli.calculus.equality.compare import compare

    if len(some) != len(others):
        return False
    return all(
        compare(one, other, letters).equal is not False
        for one, other in zip(some, others, strict=True)
    )


def _wrong(solved: Solved) -> Iterator[Choice]:
    """Wrong answers, the ones that the exercise is meant to tell apart first."""
    right = solved.trees()
    made = solved.exercise
    if made.command == "partial":
        (worked,) = solved.partials()
        for name, node in _by_twins(worked, str(made.topic)):
            yield Choice((node,), name)
        return
    if made.command == "hessian":
        yield from _of_matrix(right)
        return
    if made.command == "dir":
        yield from _of_rates(solved)
        return
    if len(right) > 1:
        yield Choice((right[1], right[0], *right[2:]), "components_swapped")
    if made.command in ("steepest", "descend"):
        yield from _of_points(solved)
        return
    for place, worked in enumerate(solved.partials()):
        for name, node in islice(_by_twins(worked, ""), 2):
            value = solved.at_the_point(node)
            if value is not None:
                yield Choice((*right[:place], value, *right[place + 1 :]), name)
    yield Choice(tuple(_times(node, -1) for node in right), "sign_flipped")


def _by_twins(worked: Worked, about: str) -> Iterator[tuple[str, Node]]:
    """Wrong derivatives by the twins of the laws, those of the rule that it is about first."""
    from gradcli.calculus.clean_up.tidy import tidy
    from gradcli.calculus.mistakes.placed import results, sites_of, wrong_answer
    from gradcli.calculus.mistakes.scene import forms
    from gradcli.calculus.rules.rules import rule_name
    from gradcli.field.from_sympy import UnrealError, from_sympy
    from gradcli.field.size import size

    scene = forms()
    sites = sites_of(worked.derivation)
    for site in sorted(sites, key=lambda site: rule_name(site.rule) != about):
        for twin, _, wrong in results(site.rule, scene, worked.field.variables):
            try:
                whole = tidy(wrong_answer(worked.derivation, site.path, wrong, scene))
                if size(whole) <= _LONGEST:
                    yield twin.name, from_sympy(whole)
            except (UnrealError, ArithmeticError, ValueError):
                continue


def _of_rates(solved: Solved) -> Iterator[Choice]:
    """Of a rate along w: its length forgotten, its components swapped, one of the terms alone."""
    slopes, w = solved.slopes(), solved.exercise.w
    assert w is not None
    yield Choice((_sum(slopes, tuple(reversed(w))),), "w_components_swapped")
    yield Choice((_sum(slopes, (1,) * len(w)),), "components_added")
    yield Choice((_sum(slopes[:1], w[:1]),), "term_dropped")
    yield Choice((_times(solved.trees()[0], -1),), "sign_flipped")


def _of_points(solved: Solved) -> Iterator[Choice]:
    """Of a direction or a step: the other way, the length or the rate forgotten."""
    right, slopes = solved.trees(), tuple(solved.slopes())
    if solved.exercise.command == "steepest":
        yield Choice(tuple(_times(node, -1) for node in right), "direction_reversed")
        yield Choice((_times(right[1], -1), right[0]), "level_direction_instead")
        yield Choice(slopes, "w_not_normalised")
        return
    start = solved.exercise.at
    assert start is not None
    # From P to the point that it leads to and back: as far again on the other side.
    yield Choice(
        tuple(_mirrored(x, node) for x, node in zip(start, right, strict=True)),
        "direction_reversed",
    )
    yield Choice(
        tuple(_less(x, slope) for x, slope in zip(start, slopes, strict=True)),
        "constant_multiple_lost",
    )
    yield Choice(slopes, "gradient_instead")


def _of_matrix(right: Sequence[Node]) -> Iterator[Choice]:
    """Of a Hessian of two variables: diagonals swapped, mixed entries left out or turned."""
    if len(right) != _ENTRIES:
        return
    a, b, c, d = right
    yield Choice((d, b, c, a), "components_swapped")
    yield Choice((b, a, d, c), "wrong_variable")
    yield Choice((a, _times(b, -1), _times(c, -1), d), "term_sign")
    yield Choice((a, _times(b, 0), _times(c, 0), d), "term_dropped")
    yield Choice((a, _times(b, 2), _times(c, 2), d), "constant_multiple_lost")


def _times(node: Node, factor: int) -> Node:
    """The same, multiplied by a whole number."""
    from gradcli.calculus.clean_up.tidy import tidy
    from gradcli.field.from_sympy import from_sympy
    from gradcli.field.to_sympy import ToSympy

    return from_sympy(tidy(ToSympy()(node) * factor))


def _sum(slopes: Sequence[Node], steps: Sequence[int]) -> Node:
    """The slopes times the steps, added up."""
    from gradcli.field.from_sympy import from_sympy
    from gradcli.field.to_sympy import ToSympy

    canonical = ToSympy()
    terms = [canonical(slope) * step for slope, step in zip(slopes, steps, strict=True)]
    return from_sympy(terms[0] + sum(terms[1:]))


def _mirrored(start: int, node: Node) -> Node:
    """As far from the start as a coordinate is, on the other side: a step up instead of down."""
    from gradcli.field.from_sympy import from_sympy
    from gradcli.field.to_sympy import ToSympy

    return from_sympy(2 * start - ToSympy()(node))


def _less(start: int, slope: Node) -> Node:
    """A whole slope subtracted from a coordinate: the rate forgotten."""
    from gradcli.field.from_sympy import from_sympy
    from gradcli.field.to_sympy import ToSympy

    return from_sympy(start - ToSympy()(slope))
