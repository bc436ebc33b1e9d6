"""Wrong answers of others: what is named is the cause, in one of eight of them.

All are measured by `python -m tests.learning.outside_answers`, and with `--set 2` the second set.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from gradcli.narrative.book.mistakes import CLAUSES
from tests.learning.outside_answers import answers, said_of

# How many answers a set holds at least.
HELD = {1: 330, 2: 330, 3: 330, 4: 330, 5: 320, 6: 420}


@pytest.mark.parametrize(("number", "least"), HELD.items())
def test_the_causes_have_names(number: int, least: int) -> None:
    found = list(answers(number))
    assert len(found) >= least
    assert {name for each in found for name in each.causes} <= CLAUSES.keys()


@pytest.mark.parametrize("number", HELD)
def test_most_stated_causes_are_named_and_hardly_one_otherwise(number: int) -> None:
    counts: Counter[str] = Counter()
    stated = 0
    for each in islice(answers(number), 0, None, 8):
        word, _ = said_of(each)
        counts[word] += 1
        stated += each.is_stated and bool(each.causes)
        counts["stated and right"] += each.is_stated and word == "right"
    assert not counts["not wrong"]
    assert counts["stated and right"] >= 0.8 * stated
    assert counts["wrong"] <= 0.02 * counts.total()
