"""Solutions of a case at which a derivative's formula has no value: they solve no equation.

A case is solved without denominators, so it may come to points at which one of them is 0:
2x/(3 cbrt(x^2)^2) is 0/0 at 0, and no zero of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sympy import Expr

from gradcli.calculus.domain.faults import faults_at
from gradcli.calculus.extrema.found import Enclosed, Family, Place, Worked
from gradcli.field.expression import Node
from gradcli.field.from_sympy import from_sympy
from gradcli.field.functions.record import Requirement
from gradcli.frozen import dataclass, replace


@dataclass(frozen=True, slots=True, eq=False)
class NoValue:
    """The places and families of a case at which the same formulas have no value.

    `of` are the variables of these derivatives; `divides` says that a denominator is 0 in each.
    """

    of: tuple[str, ...]
    divides: bool
    places: tuple[Place, ...]
    families: tuple[Family, ...]


def without_value(
    case: Worked, slopes: Sequence[Expr], names: Sequence[str]
) -> tuple[Worked, tuple[NoValue, ...]]:
    """The case with its solutions alone, and the points that are none."""
    trees = dict(zip(names, map(from_sympy, slopes), strict=True))
    groups: dict[tuple[tuple[str, ...], bool], tuple[list[Place], list[Family]]] = {}
    for place in case.places:
        exact = tuple(each for each in place if not isinstance(each, Enclosed))
        key = _lacking(trees, exact) if len(exact) == len(place) else None
        if key is not None:
            groups.setdefault(key, ([], []))[0].append(place)
    for family in case.families:
        key = _lacking(trees, family.at)
        if key is not None:
            groups.setdefault(key, ([], []))[1].append(family)
    lost = tuple(NoValue(*key, tuple(at), tuple(all_)) for key, (at, all_) in groups.items())
    apart = {id(each) for group in lost for each in (*group.places, *group.families)}
    solved = replace(
        case,
        places=tuple(each for each in case.places if id(each) not in apart),
        families=tuple(each for each in case.families if id(each) not in apart),
    )
    return solved, lost


def _lacking(trees: Mapping[str, Node], at: Sequence[Expr]) -> tuple[tuple[str, ...], bool] | None:
    """Of which derivatives the formula has no value there, and whether it divides by 0 in each."""
    values = dict(zip(trees, at, strict=True))
    found = {name: faults_at(tree, values) for name, tree in trees.items()}
    of = tuple(name for name, faults in found.items() if faults)
    if not of:
        return None
    divides = all(
        any(each.requirement is Requirement.NOT_ZERO for each in found[name]) for name in of
    )
    return of, divides
