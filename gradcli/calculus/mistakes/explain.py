"""Which known mistake explains a wrong answer, where only one does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from math import isfinite
from typing import Final, TypeAlias

from gradcli.calculus.mistakes.naming import Found, is_nested
from gradcli.calculus.mistakes.placed import (
    Path,
    Site,
    combined,
    everywhere,
    results,
    sites_of,
    weight,
)
from gradcli.calculus.mistakes.scene import Scene
from gradcli.calculus.mistakes.slips import miscopied
from gradcli.calculus.mistakes.twins import (
    INNER_WRONG,
    LAST,
    NO_EVIDENCE_IN_A_NUMBER,
    Twin,
)
from gradcli.calculus.rules.rules import (
    ChainRule,
    Derivation,
    IdentityRule,
    ProductRule,
    QuotientRule,
    SumRule,
    parts_of,
)
from gradcli.field.expression import variables_of
from gradcli.field.from_sympy import from_sympy
from gradcli.frozen import dataclass

_NEAR: Final = 1e-9
_TINY: Final = 1e-12
_MOST_PAIRS: Final = 400
_MOST_NESTED: Final = 1500
# What is said of any function is no evidence of a second mistake within a first one.
_OF_ANYTHING: Final = frozenset({"sign_other", "term_sign"})


Outcome: TypeAlias = tuple[Found, Sequence[float]]
"""A mistake, and the values of an answer with it."""


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

    @property
    def is_of_one_number(self) -> bool:
        """Whether the derivatives in it are taken at one point."""
        return all(scene is self.scenes[0] for scene in self.scenes)

    def is_given(self, values: Iterable[float]) -> bool:
        """Whether these values, as many as there are points, are the ones that were given.

        None is asked for behind the first that is another.
        """
        return self._are(values, self.given, self.near)

    def is_explained_by(self, values: Sequence[float]) -> bool:
        """Whether these values are the ones that were given, and not the right ones."""
        return self.is_given(values) and not self.is_right(values)

    def is_right(self, values: Sequence[float]) -> bool:
        """Whether these values are the right ones."""
        return self._are(values, self.right, 0.0)

    def _are(self, some: Iterable[float], others: Sequence[float], near: float) -> bool:
        # A value near 0 is what is left of terms of the size of the right one.
        return all(
            isfinite(one)
            and abs(one - other)
            <= max(near, _NEAR * max(abs(one), abs(other), _TINY), _TINY * abs(right))
            for one, other, right in zip(some, others, self.right, strict=True)
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Change:
    """By how much a twin in one place changes the answer, at each point."""

    name: str
    where: Path
    by: Sequence[float]
    is_weak: bool = False


def outcomes(trial: Trial) -> Iterator[Outcome]:
    """What each twin gives, in the place of one rule or wherever its law is used."""
    for change in _changes(trial):
        found = Found(change.name, change.where, is_weak=change.is_weak)
        yield found, _added(trial.right, change.by)
    yield from _everywhere(trial)
    for each, changes in in_all_parts(trial):
        values = [right + sum(row) for right, *row in zip(trial.right, *changes, strict=True)]
        yield each, values
    yield from _of_something_else(trial)


def within_inner(trial: Trial, found: Sequence[Found]) -> Iterator[Found]:
    """What goes wrong within an inner function, said of the chain rule."""
    for part in trial.parts:
        for chain in _chains(part):
            inner = (*part.place, *chain.path, 0)
            if any(each.where[: len(inner)] == inner for each in found):
                yield Found(INNER_WRONG, inner[:-1])


def _chains(part: Derived) -> list[Site]:
    return [site for site in sites_of(part.derivation) if isinstance(site.rule, ChainRule)]


def _of_something_else(trial: Trial) -> Iterator[Outcome]:
    """The chain rule with the derivative of another function than the inner one.

    That may be one that stands elsewhere in the expression, one written a little differently, or
    the inner one differentiated by another letter. At one point any number is the slope of some.
    """
    if trial.is_of_one_number:
        return
    for part in trial.parts:
        weights_at = {site.path: weights for site, weights in _weighted(trial, part)}
        for chain in _chains(part):
            weights = weights_at.get((*chain.path, 0))
            if weights is None or not all(weights):
                continue
            assert isinstance(chain.rule, ChainRule)
            inner = chain.rule.inner
            for is_slip, slope in _other_slopes(trial, part, inner):
                by = _change(trial, Site((), inner), slope, weights)
                if by is not None:
                    yield (
                        Found(INNER_WRONG, (*part.place, *chain.path), is_weak=is_slip),
                        _added(trial.right, by),
                    )


def _other_slopes(
    trial: Trial, part: Derived, inner: Derivation
) -> Iterator[tuple[bool, list[float]]]:
    """What may be taken for the derivative of an inner function; whether a slip is what does it."""
    for slopes in _known_slopes(trial, part, inner):
        yield False, slopes
    for node in miscopied(inner.function):
        for slopes in _in_scenes(trial, lambda scene, n=node: scene.slope(n, inner.variable)):  # type: ignore[misc]
            yield True, slopes


def _known_slopes(trial: Trial, part: Derived, inner: Derivation) -> Iterator[list[float]]:
    """Derivatives of what stands elsewhere, by another letter, or once more."""
    for site in sites_of(part.derivation):
        if site.rule is not inner:
            yield from _in_scenes(trial, lambda scene, own=site.rule.derivative: scene.value(own))  # type: ignore[misc]
    # Once more differentiated, and the number alone: 2 for 2x.
    number = inner.derivative.as_coeff_Mul()[0]
    yield from _in_scenes(trial, lambda scene: scene.value(number))
    slope_of = from_sympy(inner.derivative)
    yield from _in_scenes(trial, lambda scene: scene.slope(slope_of, inner.variable))
    for name in sorted(variables_of(inner.function) - {inner.variable}):
        yield from _in_scenes(trial, lambda scene, n=name: scene.slope(inner.function, n))  # type: ignore[misc]


def _in_scenes(trial: Trial, value: Callable[[Scene[float]], float]) -> Iterator[list[float]]:
    try:
        yield [value(scene) for scene in trial.scenes]
    except (ArithmeticError, ValueError):
        return


def in_one_part(trial: Trial) -> Iterator[tuple[Found, list[Sequence[float]]]]:
    """Each twin in the place of one rule, with what it changes each derivative by."""
    nothing: Sequence[float] = [0.0] * len(trial.right)
    for change in _changes(trial):
        yield (
            Found(change.name, change.where),
            [change.by if change.where[:1] == part.place else nothing for part in trial.parts],
        )


def placed_twice(trial: Trial) -> list[tuple[Found, Found]]:
    """The pairs of twins, in two steps, that together give the answer."""
    return [*_in_two_branches(trial), *_one_within_another(trial)]


def _in_two_branches(trial: Trial) -> list[tuple[Found, Found]]:
    changes = list(_changes(trial))[:_MOST_PAIRS]
    found: list[tuple[Found, Found]] = []
    for index, one in enumerate(changes):
        for other in changes[index + 1 :]:
            if is_nested(one.where, other.where):
                continue
            if trial.is_given(_added(_added(trial.right, one.by), other.by)):
                found.append((Found(one.name, one.where), Found(other.name, other.where)))
    return found


def _one_within_another(trial: Trial) -> Iterator[tuple[Found, Found]]:
    """A twin of a rule, made of the derivative that another one has given of a part."""
    tried = 0
    for part in trial.parts:
        weighted = list(_weighted(trial, part))
        weights_at = {site.path: weights for site, weights in weighted}
        for site, _ in weighted:
            for name, wrong in _wrong_at(trial, site, None):
                if name in _OF_ANYTHING:
                    continue
                for outer, values in _above(trial, part, site, wrong):
                    tried += 1
                    if tried > _MOST_NESTED:
                        return
                    weights = weights_at[outer.path]
                    for outer_name, found in _wrong_at(trial, outer, values):
                        by = _change(trial, outer, found, weights)
                        if by is not None and trial.is_given(_added(trial.right, by)):
                            yield (
                                Found(outer_name, (*part.place, *outer.path)),
                                Found(name, (*part.place, *site.path)),
                            )


def _added(right: Sequence[float], by: Sequence[float]) -> list[float]:
    return [one + other for one, other in zip(right, by, strict=True)]


def _changes(trial: Trial) -> Iterator[_Change]:
    """What each twin at each node changes; those that change nothing are no evidence."""
    for part in trial.parts:
        copied = _copied(part)
        for site, weights in _weighted(trial, part):
            wrong = (*_wrong_at(trial, site, None), *_by_another_letter(trial, part, site))
            for name, found in wrong:
                by = _change(trial, site, found, weights)
                if by is not None and not trial.is_right(_added(trial.right, by)):
                    yield _Change(name, (*part.place, *site.path), by, site.path in copied)


def _copied(part: Derived) -> set[Path]:
    """The factors, and numerators, that are x: hardly anybody copies these for their derivative."""
    return {
        (*site.path, place)
        for site in sites_of(part.derivation)
        if isinstance(site.rule, ProductRule | QuotientRule)
        for place, own in enumerate(parts_of(site.rule))
        if isinstance(own, IdentityRule)
    }


def _by_another_letter(
    trial: Trial, part: Derived, site: Site
) -> Iterator[tuple[str, list[float]]]:
    """One term of a sum, differentiated by another variable, where the others are seen right."""
    if not site.path:
        return
    above = part.derivation
    for step in site.path[:-1]:
        above = parts_of(above)[step]
    if isinstance(above, SumRule) and above.derivative != site.rule.derivative:
        function = site.rule.function
        for name in sorted((variables_of(function) & {*trial.variables}) - {site.rule.variable}):
            for slopes in _in_scenes(trial, lambda scene, n=name: scene.slope(function, n)):  # type: ignore[misc]
                yield "wrong_variable", slopes


def _weighted(trial: Trial, part: Derived) -> Iterator[tuple[Site, Sequence[float]]]:
    """The steps of a derivation, and what each weighs in the answer at each point."""
    weights: dict[Path, list[float]] = {(): list(part.weights)}
    for site in sites_of(part.derivation):
        if site.path:
            try:
                weights[site.path] = _weights(trial, part, site, weights)
            except (ArithmeticError, ValueError):
                weights[site.path] = [float("nan")] * len(trial.scenes)
        yield site, weights[site.path]


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


def _wrong_at(
    trial: Trial, site: Site, slopes: Sequence[Sequence[float]] | None
) -> Iterator[tuple[str, list[float]]]:
    """What the twins of one rule give: those that have a value at every point."""
    keyed: list[dict[tuple[str, int, int], tuple[Twin, float]]] = []
    for place, scene in enumerate(trial.scenes):
        try:
            given = None if slopes is None else slopes[place]
            keyed.append(_by_reading(list(results(site.rule, scene, trial.variables, given))))
        except (ArithmeticError, ValueError):
            return
    for key, (twin, _) in keyed[0].items():
        if trial.is_of_one_number and twin.gives in NO_EVIDENCE_IN_A_NUMBER:
            continue
        if all(key in column for column in keyed):
            yield twin.name, [column[key][1] for column in keyed]


def _change(
    trial: Trial, site: Site, wrong: Sequence[float], weights: Sequence[float]
) -> list[float] | None:
    """What a wrong derivative in one step changes; None where the right one has no value."""
    try:
        rights = [scene.value(site.rule.derivative) for scene in trial.scenes]
    except (ArithmeticError, ValueError):
        return None
    return [
        times * (each - right) for each, right, times in zip(wrong, rights, weights, strict=True)
    ]


def _above(
    trial: Trial, part: Derived, site: Site, wrong: Sequence[float]
) -> Iterator[tuple[Site, list[list[float]]]]:
    """The steps around one, from it upwards: the derivatives of their parts, as they are by it."""
    rules = [part.derivation]
    for step in site.path[:-1]:
        rules.append(parts_of(rules[-1])[step])
    values = list(wrong)
    for depth in range(len(site.path) - 1, -1, -1):
        rule = rules[depth]
        slopes: list[list[float]] = []
        try:
            for scene, value in zip(trial.scenes, values, strict=True):
                own = [scene.value(each.derivative) for each in parts_of(rule)]
                own[site.path[depth]] = value
                slopes.append(own)
            values = [
                combined(rule, own, scene) for own, scene in zip(slopes, trial.scenes, strict=True)
            ]
        except (ArithmeticError, ValueError):
            return
        yield Site(site.path[:depth], rule), slopes


def _by_reading(
    column: Sequence[tuple[Twin, int, float]],
) -> dict[tuple[str, int, int], tuple[Twin, float]]:
    """The results by the twin and by which of its readings it is, so that points can be matched."""
    seen: dict[tuple[str, int], int] = {}
    keyed: dict[tuple[str, int, int], tuple[Twin, float]] = {}
    for twin, number, value in column:
        count = seen[twin.name, number] = seen.get((twin.name, number), 0) + 1
        keyed[twin.name, number, count] = (twin, value)
    return keyed


def _everywhere(trial: Trial) -> Iterator[Outcome]:
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
                if values is not None:
                    yield Found(name, (*part.place, *site.path)), values


def in_all_parts(trial: Trial) -> Iterator[tuple[Found, list[Sequence[float]]]]:
    """One mistake made in several of the derivatives, in each wherever its law is used.

    With it, what it changes each derivative by. It is told where it enters first.
    """
    if len(trial.parts) < 2:
        return
    first: dict[str, Path] = {}
    for part in trial.parts:
        for site in sites_of(part.derivation):
            for name in _names_at(site, trial):
                if name not in LAST | {"other_variable_not_held"}:
                    first.setdefault(name, (*part.place, *site.path))
    for name, path in first.items():
        found = [_all_wrong(trial, part, name, least=1) for part in trial.parts]
        if len(found) - found.count(None) > 1:
            yield (
                Found(name, path),
                [
                    [
                        each - right
                        for each, right in zip(by or trial.right, trial.right, strict=True)
                    ]
                    for by in found
                ],
            )


def _names_at(site: Site, trial: Trial) -> list[str]:
    try:
        made = results(site.rule, trial.scenes[0], trial.variables)
        return list(dict.fromkeys(twin.name for twin, _, _ in made))
    except (ArithmeticError, ValueError):
        return []


def _all_wrong(trial: Trial, part: Derived, name: str, least: int = 2) -> list[float] | None:
    values: list[float] = []
    for scene, right, times in zip(trial.scenes, trial.right, part.weights, strict=True):
        try:
            wrong = everywhere(part.derivation, Twin(name, ""), scene, trial.variables, least)
            if wrong is None:
                return None
            values.append(right + times * (wrong - scene.value(part.derivation.derivative)))
        except (ArithmeticError, ValueError):
            return None
    return values
