"""Whether an exercise tells apart the mistakes that it is meant to tell apart.

An exercise is of no use where a known mistake gives the right answer, or where two of them give
the same wrong one: in x^2 e^x the product of the derivatives is one of the terms of the product
rule. The mistakes are the wrong twins of the laws (`gradcli.calculus.mistakes`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import isclose, isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from gradcli.questions.learning.exercises.shapes import Topic

# The mathematics is loaded when the first exercise is made.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.calculus.rules.gradient import Partial as Worked
    from gradcli.calculus.rules.rules import Derivation

MEANT: Final[Mapping[Topic, tuple[str, ...]]] = MappingProxyType(
    {
        Topic.CHAIN: (
            "chain_inner_missing",
            "chain_argument_lost",
            "outer_at_inner_derivative",
            "inner_only",
        ),
        Topic.PRODUCT: (
            "product_of_derivatives",
            "product_term_missing",
            "product_pairing",
            "product_sign",
        ),
        Topic.QUOTIENT: (
            "quotient_of_derivatives",
            "quotient_order",
            "quotient_sign",
            "quotient_denominator_not_squared",
        ),
    }
)
"""The mistakes that an exercise of a topic is meant to tell apart, at the rule that it is about."""

_PLACES: Final = ((0.37, 0.83), (0.71, 0.46), (1.31, 0.29), (0.23, 1.7), (2.6, 0.9))
_ENOUGH: Final = 2
_NEAR: Final = 1e-9


def tells_apart(topic: Topic, worked: Sequence[Worked]) -> bool:
    """Whether none of the mistakes of the topic gives the right answer, and no two the same."""
    if topic in MEANT:
        rule = _rule_about(topic, worked[0].derivation)
        return rule is not None and _apart(rule, MEANT[topic], worked[0].field.variables)
    if len(worked) > 1:
        # The components change places.
        return len({each.derivative for each in worked}) == len(worked)
    return True


def _rule_about(topic: Topic, derivation: Derivation) -> Derivation | None:
    """The first rule of the derivation that the topic is named after."""
    from gradcli.calculus.mistakes.placed import sites_of
    from gradcli.calculus.rules.rules import rule_name

    for site in sites_of(derivation):
        if rule_name(site.rule) == str(topic):
            return site.rule
    return None


def _apart(rule: Derivation, names: Sequence[str], variables: Sequence[str]) -> bool:
    from gradcli.calculus.mistakes.placed import results
    from gradcli.calculus.mistakes.scene import numbers_at

    seen = 0
    # By the mistake and its reading: of a product, either term may be the one left out.
    found: dict[tuple[str, int], list[float]] = {}
    for place in _PLACES:
        scene = numbers_at(dict(zip(variables, (*place, 1.3), strict=False)))
        try:
            here = {("", 0): scene.value(rule.derivative)}
            for twin, _, value in results(rule, scene, variables):
                if twin.name in names:
                    reading = sum(name == twin.name for name, _ in here)
                    here[twin.name, reading] = value
        except (ArithmeticError, ValueError):
            continue
        if len({name for name, _ in here}) <= len(names) or not all(map(isfinite, here.values())):
            continue
        for key, value in here.items():
            found.setdefault(key, []).append(value)
        seen += 1
        if seen == _ENOUGH:
            break
    if not seen or any(len(values) < seen for values in found.values()):
        return False
    return not any(
        one[0] != other[0] and _same(found[one], found[other])
        for one, other in combinations(found, 2)
    )


def _same(some: Sequence[float], others: Sequence[float]) -> bool:
    return all(
        isclose(one, other, rel_tol=_NEAR, abs_tol=_NEAR)
        for one, other in zip(some, others, strict=True)
    )
