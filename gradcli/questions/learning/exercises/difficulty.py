"""How hard a derivative is: by the rules that its derivation needs, each time that it needs one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gradcli.calculus.rules.laws import name_of
from gradcli.calculus.rules.rules import ChainRule, Derivation, parts_of, rule_name
from gradcli.questions.learning.exercises.weights import weight_of

# What is above the least that a topic needs, for the levels 1 to 4; above the last it is level 5.
OF_CHAINS: Final = (2.0, 3.0, 4.0, 5.0)
OF_PRODUCTS: Final = (2.5, 3.5, 4.0, 4.5)
OF_SEVERAL: Final = (2.0, 3.5, 5.0, 6.0)
_MOST: Final = 14.0


def rules_needed(derivation: Derivation) -> Iterator[str]:
    """The name of each rule, as often as the derivation uses it; a part that occurs again, once."""
    seen: set[Derivation] = set()
    waiting = [derivation]
    while waiting:
        rule = waiting.pop()
        if rule in seen:
            continue
        seen.add(rule)
        yield rule_name(rule)
        if isinstance(rule, ChainRule):
            yield name_of(rule.outer)
        waiting.extend(parts_of(rule))


def level_of(needed: list[str], least: float, steps: tuple[float, ...]) -> int | None:
    """The level of a derivation that needs these rules; None where it is too long for any.

    `least` is what every exercise of its topic needs, `steps` how much more each level may.
    """
    cost = sum(map(weight_of, needed)) - least
    if cost > _MOST:
        return None
    return 1 + sum(cost > step for step in steps)
