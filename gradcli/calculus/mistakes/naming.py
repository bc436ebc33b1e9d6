"""Which of the mistakes that explain an answer is named, and which stand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gradcli.calculus.mistakes.arithmetic import Miscalculation
from gradcli.calculus.mistakes.placed import Path
from gradcli.calculus.mistakes.twins import INNER_WRONG, rank
from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A mistake that explains an answer, and the step of the derivation at which it enters.

    The path begins with the place of the component. `is_whole` says that it is made in the end, of
    the whole answer; `is_weak`, that what it says of the step is hardly more than that it is wrong.
    """

    name: str
    where: Path
    is_whole: bool = False
    number: Miscalculation | None = None
    is_weak: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Mistake:
    """The mistake that is named; `also` are others with the same result.

    `could_be_slip` says that one sign, digit, letter or exponent of the right answer, written
    otherwise, gives the same. `is_whole` is it where it is made of the whole answer, and of no
    step. `number` is what was worked out wrongly, where the answer shows that.
    """

    name: str
    where: Path
    also: tuple[str, ...] = ()
    could_be_slip: bool = False
    is_whole: bool = False
    number: Miscalculation | None = None


def named_pair(pairs: Sequence[tuple[Found, Found]]) -> tuple[Mistake, Mistake] | None:
    """The two to be named: none where the pairs that explain the answer are in other places."""
    if not pairs:
        return None
    one, other = pairs[0]
    if is_nested(one.where, other.where):
        ours = [pair for pair in pairs if pair[0].where == one.where and is_nested(*_places(pair))]
        firsts, seconds = [pair[0] for pair in ours], [pair[1] for pair in ours]
    else:
        firsts = [each for pair in pairs for each in pair if is_nested(each.where, one.where)]
        seconds = [each for pair in pairs for each in pair if is_nested(each.where, other.where)]
    if len(firsts) != len(pairs) or len(seconds) != len(pairs):
        return None
    if all(len({each.name for each in some}) > 1 for some in (firsts, seconds)):
        # Several of both kinds: none is shown by the answer.
        return None
    found = named(firsts), named(seconds)
    return None if found[0] is None or found[1] is None else (found[0], found[1])


def _places(pair: tuple[Found, Found]) -> tuple[Path, Path]:
    return pair[0].where, pair[1].where


def named(found: Sequence[Found], slip: bool = False) -> Mistake | None:
    """The mistake to be named: none where several in different places explain the answer."""
    if not found:
        return None
    own = [each for each in found if not each.is_whole] or list(found)
    # What is said of a chain rule because of what goes wrong within it is no other place.
    counted = [each for each in own if not any(_is_shown_by(each, other) for other in own)]
    paths = sorted({each.where for each in counted}, key=len)
    names = {each.name for each in counted}
    in_line = all(is_nested(*each) for each in pairwise((paths[-1], *paths)))
    if not in_line and len(names) > 1:
        # Whichever it is, all of them may lie within the inner function of one chain rule.
        chains = {each.where for each in own if each.name == INNER_WRONG}
        around = [path for path in chains if all(_is_at(each, path) for each in counted)]
        return Mistake(INNER_WRONG, around[0], (), slip) if len(around) == 1 else None
    ordered = sorted(found, key=lambda each: (rank(each.name), each.is_whole, len(each.where)))
    best = ordered[0]
    others = dict.fromkeys(each.name for each in ordered if each.name != best.name)
    numbers = [each.number for each in found if each.name == best.name]
    number = numbers[0] if len(numbers) == 1 else None
    return Mistake(best.name, best.where, tuple(others), slip, best.is_whole, number)


def _is_shown_by(one: Found, other: Found) -> bool:
    return one.name == INNER_WRONG != other.name and _is_at(other, one.where)


def _is_at(found: Found, chain: Path) -> bool:
    """Whether it is a mistake within the inner function of a chain rule."""
    return found.where[: len(chain) + 1] == (*chain, 0)


def is_nested(one: Path, other: Path) -> bool:
    """Whether one step is within the other."""
    shorter, longer = sorted((one, other), key=len)
    return longer[: len(shorter)] == shorter
