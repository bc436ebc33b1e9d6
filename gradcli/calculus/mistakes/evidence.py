"""How much an answer proves: how likely it is by a mistake, beside how likely it is without one.

A mistake is named where the answer is likelier to come of it than of anything else. Of a mistake
that is often made, and gives one answer to this question, the answer comes often; of a rare one, or
of one that gives another answer at each of many steps, seldom. What else may have happened is wrong
algebra after the derivative, another number, or anything at all: 2 is an answer to everything,
28/sqrt(10) is not, and a formula that none of these gives proves much. Two components that both
show a mistake prove as much as both together. A slip of the pen does not count: where the right
answer with one gives the same, that is said beside the name.

The numbers are rough, from the 1,500 wrong answers of others in the first four sets
(`tests/data/wrong_answers*.txt`), of which 1,200 have a cause that their source states.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import exp2, gcd, hypot, isfinite, lcm, log2, prod, sqrt
from typing import Final

from gradcli.calculus.mistakes.naming import Found, Mistake
from gradcli.field.expression import Call, Node, Number, Variable, postorder
from gradcli.frozen import dataclass

ENOUGH: Final = 1.0
"""How many times likelier an answer is by a mistake that is named than without one."""

# How often a wrong answer is by wrong algebra, another number, or anything at all.
_ALGEBRA, _NUMBER, _DIRECTION, _FORMULA = 0.09, 0.1, 0.05, 0.07
ANYTHING: Final = 0.0001
_LESS_LIKELY: Final = 0.05
_COMMON, _RARE = 0.05, 0.003
_OFTEN: Final = (
    (
        0.15,
        {
            "chain_inner_missing",
            "components_swapped",
            "exp_power_rule",
            "first_derivative_instead",
            "logarithmic_factor_missing",
            "power_sign",
            "product_of_derivatives",
            "quotient_denominator_not_squared",
            "quotient_of_derivatives",
            "quotient_order",
            "quotient_sign",
            "sign_cos",
            "sign_sin",
            "w_not_normalised",
        },
    ),
    (
        0.02,
        {
            "chain_argument_lost",
            "constant_kept",
            "held_variable_moved",
            "inner_divided",
            "inner_derivative_inside",
            "integrated_instead",
            "one_factor_only",
            "point_instead",
            "power_lowered_wrongly",
            "power_raised",
            "product_factor_missing",
            "quotient_denominator_missing",
            "reciprocal_differentiated",
            "second_derivative_instead",
            "sign_flipped",
            "sign_other",
            "sum_of_derivatives",
            "term_dropped",
            "treated_as_constant",
            "w_components_swapped",
        },
    ),
    (
        _RARE,
        {
            "function_not_changed",
            "inner_added",
            "inner_factor_squared",
            "inner_not_differentiated",
            "original_function",
            "product_pairing",
            "term_not_differentiated",
            "wrong_factor_held",
        },
    ),
    (
        0.0024,
        {
            "chain_ignored",
            "inverted_derivative",
            "power_as_exponential",
            "power_coefficient_lowered",
            "quotient_inverted",
            "quotient_numerator_without_factors",
            "quotient_wrong_denominator",
            "treated_as_variable",
        },
    ),
)
"""How often a mistake is the cause of a wrong answer where it can be made, about, of the 1,200
with a stated cause; what is in none of these, as often as `_COMMON`.
"""
_LONG: Final = 14.0
_MOST_BELOW, _MOST_BELOW_A_FACTOR = 2000, 60


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """The mistakes that explain a component, and how likely it is without any of them.

    `results` says how many different answers each mistake gives; `slip`, whether one sign, digit,
    letter or exponent of the right answer gives this one.
    """

    found: Sequence[Found]
    results: Mapping[str, int]
    chance: float
    slip: bool = False


def frequency(name: str) -> float:
    """How often a mistake is the cause of a wrong answer where it can be made, about."""
    return next((often for often, names in _OFTEN if name in names), _COMMON)


def _frequency(found: Found) -> float:
    return min(frequency(found.name), _RARE) if found.is_weak else frequency(found.name)


def likely(found: Sequence[Found]) -> list[Found]:
    """Those that explain an answer, without what is far rarer than another of them."""
    least = _LESS_LIKELY * max(map(_frequency, found), default=0.0)
    return [each for each in found if _frequency(each) >= least]


def is_shown(mistake: Mistake, explained: Sequence[Explained]) -> bool:
    """Whether the answer is enough likelier by a mistake that is named than without one."""
    names = {mistake.name, *mistake.also}
    by_mistake = min(_by_mistake(names, each) for each in explained)
    return by_mistake >= ENOUGH * prod(each.chance for each in explained)


def _by_mistake(names: set[str], explained: Explained) -> float:
    return max(
        (
            _frequency(each) / sqrt(explained.results[each.name])
            for each in explained.found
            if each.name in names and each.name in explained.results
        ),
        default=0.0,
    )


def results_of(outcomes: Iterable[tuple[Found, Sequence[float]]]) -> dict[str, int]:
    """How many different answers each mistake gives."""
    values: dict[str, set[tuple[float, ...]]] = defaultdict(set)
    for found, given in outcomes:
        if all(map(isfinite, given)):
            values[found.name].add(tuple(float(f"{each:.9g}") for each in given))
    return {name: len(each) for name, each in values.items()}


def chance(others: Iterable[Sequence[bool]], anything: float) -> float:
    """How likely an answer is without a known mistake.

    `others` says of other forms of each kind, as those of wrong algebra, which of them give it;
    `anything` is how likely it is whatever was done.
    """
    return _ALGEBRA * max(map(_share, others), default=0.0) + anything


def _share(said: Sequence[bool]) -> float:
    return sum(said) / len(said) if said else 0.0


def as_number(given: float, right: float, near: float) -> float:
    """How likely a number is as any number, or as the right one with another factor."""
    lengths = [_LONG]
    if near:
        lengths.append(log2(max(2.0, abs(given) / near)))
    for value, times in ((given, 1.0), (given * given, 0.75)):
        found = _fraction(value, _MOST_BELOW)
        if found is not None:
            lengths.append(1.0 + times * _length(found))
    lengths.append(_length_of_factor(given, right))
    return _NUMBER * exp2(-min(lengths))


def as_formula(node: Node, given: Sequence[float], right: Sequence[float]) -> float:
    """How likely a formula is as any of its length, or as the right one with another factor."""
    ratios = [_length_of_factor(*pair) for pair in zip(given, right, strict=True)]
    factor = ratios[0] if len({*ratios}) == 1 else _LONG
    return _FORMULA * exp2(-min(factor, _length_of_formula(node))) + ANYTHING


def _length_of_formula(root: Node) -> float:
    """The length of a formula in bits, about: 1/x is short, and an answer to much."""
    length = 0.0
    for node in postorder(root):
        match node:
            case Number(value):
                length += 4.0 + _length(value)
            case Call() | Variable():
                length += 3.0
            case _:
                length += 1.5
    return length


def as_direction(given: Sequence[float]) -> float:
    """How likely a direction is as any: that of small whole numbers, most of all."""
    size = min((abs(each) for each in given if each), default=1.0)
    found = [_fraction(each / size, _MOST_BELOW_A_FACTOR) for each in given]
    fractions = [each for each in found if each is not None]
    if len(fractions) < len(given):
        return _NUMBER * exp2(-_LONG)
    below = lcm(*(each.denominator for each in fractions))
    whole = [int(each * below) for each in fractions]
    divisor = gcd(*whole) or 1
    return _DIRECTION * exp2(-sum(_length(Fraction(each // divisor)) for each in whole))


def _length_of_factor(given: float, right: float) -> float:
    factor = _fraction(given / right, _MOST_BELOW_A_FACTOR) if right else None
    return _LONG if factor is None or factor in (0, 1) else 1.5 + _length(factor)


def _length(value: Fraction) -> float:
    """The length of a number in bits, about: small whole ones are short."""
    return log2(0.25 + abs(value.numerator)) + log2(value.denominator) + (0.5 if value < 0 else 0.0)


def _fraction(value: float, most_below: int) -> Fraction | None:
    if not isfinite(value) or hypot(value) > 1e9:
        return None
    found = Fraction(value).limit_denominator(most_below)
    return found if abs(float(found) - value) <= 1e-9 * max(1.0, abs(value)) else None
