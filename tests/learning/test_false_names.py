"""Answers that are wrong by a slip, by algebra or by two mistakes are mostly met with silence.

More of them are made by `python -m tests.learning.false_names`.
"""

from __future__ import annotations

from tests.learning.false_names import counted


def test_what_has_no_name_is_mostly_met_with_silence() -> None:
    counts, _ = counted(16, seed=3)
    total = sum(each.total() - each["right or undecided"] for each in counts.values())
    assert total > 20
    assert sum(each["named"] for each in counts.values()) <= total / 4
