"""The short run: right answers in other forms are right, and twins are named as they are."""

from __future__ import annotations

from tests.fuzz.marking import rewrites, slips, twins


def test_no_right_answer_is_rejected() -> None:
    said, rejected = rewrites(12, seed=2)
    assert rejected == []
    assert sum(said.values()) > 100


def test_what_a_twin_makes_is_not_named_otherwise() -> None:
    said, wrong = twins(3, seed=10)
    assert wrong == []
    assert said["named"] > said["silent"]


def test_a_slip_is_named_only_with_a_word_that_it_may_be_one() -> None:
    said = slips(3, seed=2)
    assert said["named"] == 0
    assert said["silent"] + said["named, as it could be a slip"] > 0
