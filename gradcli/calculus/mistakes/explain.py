"""Which known mistake explains a wrong answer, where only one does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from math import isfinite
from typing import Final

from gradcli.calculus.mistakes.placed import Path, Site, everywhere, results, sites_of, weight
from gradcli.calculus.mistakes.scene import Scene
from gradcli.calculus.mistakes.twins import Twin, rank
from gradcli.calculus.rules.rules import Derivation, parts_of
from gradcli.frozen import dataclass

_NEAR: Final = 1e-9
_TINY: Final = 1e-12
_MOST_PAIRS: Final = 400


@dataclass(frozen=True, slots=True, eq=False)
class Derived:
    """A derivative that is part of an answer: where it stands, its derivation, and its weight.

    There is one weight for each scene: what the answer changes by when the derivative changes by 1.
    """

    place: Path
    derivation: Derivation
    weights: Sequence[float]


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """A component of an answer at several points: its right values, and those that were given.

    `near` is how near two numbers must be to be one, beyond the error of rounding.
    """

    scenes: Sequence[Scene[float]]
    right: Sequence[float]
    given: Sequence[float]
    parts: Sequence[Derived]
    variables: Collection[str]
    near: float = 0.0

    def is_given(self, values: Sequence[float]) -> bool:
        """Whether these values are the ones that were given."""
        return self._are(values, self.given, self.near)

    def is_right(self, values: Sequence[float]) -> bool:
        """Whether these values are the right ones."""
        return self._are(values, self.right, 0.0)

    def _are(self, some: Sequence[float], others: Sequence[float], near: float) -> bool:
        # A value near 0 is what is left of terms of the size of the right one.
        return all(
            isfinite(one)
            and abs(one - other)
            <= max(near, _NEAR * max(abs(one), abs(other), _TINY), _TINY * abs(right))
            for one, other, right in zip(some, others, self.right, strict=True)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A mistake that explains an answer, and the step of the derivation at which it enters.

    The path begins with the place of the component. `is_whole` says that it is made in the end, of
    the whole answer.
    """

    name: str
    where: Path
    is_whole: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Mistake:
    """The mistake that is named; `also` are others with the same result.

    `could_be_slip` says that one sign, digit or exponent of the right answer, written otherwise,
    gives the same. `is_whole` is it where it is made of the whole answer, and of no step.
    """

    name: str
    where: Path
    also: tuple[str, ...] = ()
    could_be_slip: bool = False
    is_whole: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Change:
    """By how much a twin in one place changes the answer, at each point."""

    name: str
    where: Path
    by: Sequence[float]


def placed(trial: Trial) -> list[Found]:
    """The twins that give the answer, in the place of one rule, or wherever their law is used."""
    found: list[Found] = []
    for change in _changes(trial):
        if trial.is_given(_added(trial.right, change.by)):
            found.append(Found(change.name, change.where))
    found.extend(_everywhere(trial))
    return found


def placed_twice(trial: Trial) -> list[tuple[Found, Found]]:
    """The pairs of twins, in two different branches, that together give the answer."""
    changes = list(_changes(trial))[:_MOST_PAIRS]
    found: list[tuple[Found, Found]] = []
    for index, one in enumerate(changes):
        for other in changes[index + 1 :]:
            if is_nested(one.where, other.where):
                continue
            if trial.is_given(_added(_added(trial.right, one.by), other.by)):
                found.append((Found(one.name, one.where), Found(other.name, other.where)))
    return found


def named(found: Sequence[Found], slip: bool = False) -> Mistake | None:
    """The mistake to be named: none where several in different places explain the answer."""
    if not found:
        return None
    own = [each for each in found if not each.is_whole] or list(found)
    paths = sorted({each.where for each in own}, key=len)
    names = {each.name for each in own}
    in_line = all(is_nested(*each) for each in pairwise((paths[-1], *paths)))
    if not in_line and len(names) > 1:
        return None
    ordered = sorted(found, key=lambda each: (rank(each.name), each.is_whole, len(each.where)))
    best = ordered[0]
    others = dict.fromkeys(each.name for each in ordered if each.name != best.name)
    return Mistake(best.name, best.where, tuple(others), slip, best.is_whole)


def is_nested(one: Path, other: Path) -> bool:
    """Whether one step is within the other."""
    shorter, longer = sorted((one, other), key=len)
    return longer[: len(shorter)] == shorter


def _added(right: Sequence[float], by: Sequence[float]) -> list[float]:
    return [one + other for one, other in zip(right, by, strict=True)]


def _changes(trial: Trial) -> Iterator[_Change]:
    """What each twin at each node changes; those that change nothing are no evidence."""
    for part in trial.parts:
        weights: dict[Path, list[float]] = {(): list(part.weights)}
        for site in sites_of(part.derivation):
            if site.path:
                try:
                    weights[site.path] = _weights(trial, part, site, weights)
                except (ArithmeticError, ValueError):
                    weights[site.path] = [float("nan")] * len(trial.scenes)
            for name, by in _at_site(trial, site, weights[site.path]):
                if not trial.is_right(_added(trial.right, by)):
                    yield _Change(name, (*part.place, *site.path), by)


def _weights(
    trial: Trial, part: Derived, site: Site, known: dict[Path, list[float]]
) -> list[float]:
    above, place = site.path[:-1], site.path[-1]
    rule = part.derivation
    for step in above:
        rule = parts_of(rule)[step]
    return [
        outer * weight(rule, place, scene)
        for outer, scene in zip(known[above], trial.scenes, strict=True)
    ]


def _at_site(
    trial: Trial, site: Site, weights: Sequence[float]
) -> Iterator[tuple[str, list[float]]]:
    """The twins of one rule that have a value at every point, and what they change."""
    columns: list[list[tuple[Twin, int, float]]] = []
    rights: list[float] = []
    for scene in trial.scenes:
        try:
            columns.append(list(results(site.rule, scene, trial.variables)))
            rights.append(scene.value(site.rule.derivative))
        except (ArithmeticError, ValueError):
            return
    keyed = [_by_reading(column) for column in columns]
    for key, twin in keyed[0].items():
        if not all(key in column for column in keyed):
            continue
        by = [
            times * (column[key][1] - right)
            for column, right, times in zip(keyed, rights, weights, strict=True)
        ]
        yield twin[0], by


def _by_reading(
    column: Sequence[tuple[Twin, int, float]],
) -> dict[tuple[str, int, int], tuple[str, float]]:
    """The results by the twin and by which of its readings it is, so that points can be matched."""
    seen: dict[tuple[str, int], int] = {}
    keyed: dict[tuple[str, int, int], tuple[str, float]] = {}
    for twin, number, value in column:
        count = seen[twin.name, number] = seen.get((twin.name, number), 0) + 1
        keyed[twin.name, number, count] = (twin.name, value)
    return keyed


def _everywhere(trial: Trial) -> Iterator[Found]:
    """One mistake made wherever its law is used."""
    for part in trial.parts:
        sites = sites_of(part.derivation)
        tried: set[str] = set()
        for site in sites:
            for name in _names_at(site, trial):
                if name in tried:
                    continue
                tried.add(name)
                values = _all_wrong(trial, part, name)
                if values is not None and trial.is_given(values) and not trial.is_right(values):
                    yield Found(name, (*part.place, *site.path))


def _names_at(site: Site, trial: Trial) -> list[str]:
    try:
        made = results(site.rule, trial.scenes[0], trial.variables)
        return list(dict.fromkeys(twin.name for twin, _, _ in made))
    except (ArithmeticError, ValueError):
        return []


def _all_wrong(trial: Trial, part: Derived, name: str) -> list[float] | None:
    values: list[float] = []
    for scene, right, times in zip(trial.scenes, trial.right, part.weights, strict=True):
        try:
            wrong = everywhere(part.derivation, Twin(name, ""), scene, trial.variables)
            if wrong is None:
                return None
            values.append(right + times * (wrong - scene.value(part.derivation.derivative)))
        except (ArithmeticError, ValueError):
            return None
    return values
