"""Coordinates without names: the order in which they were taken is said where it matters."""

from __future__ import annotations

import pytest

import gradcli


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("y - x", "0,1", "0,1 was read as x = 0, y = 1"),
        ("sigmoid(w x + b)", "1,2,-1", "1,2,-1 was read as b = 1, w = 2, x = -1"),
        ("z + y + x", "1,2,1", None),
        ("y - x", "0,0", None),
        ("x - y", "0,1", None),
        ("f(y, x) = y - x", "0,1", None),
        ("y - x", "x=0,y=1", None),
    ],
)
def test_the_order_is_said(text: str, at: str, said: str | None) -> None:
    notes = [note.message for note in gradcli.gradient(text, at=at).notes]
    assert notes == ([] if said is None else [said])
