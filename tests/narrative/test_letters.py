"""The letters of a law are never letters of the reader's own function."""

from __future__ import annotations

import re

import pytest

from gradcli.calculus.gradient import gradient
from gradcli.narrative.document import Document
from gradcli.narrative.letters import FOR_FUNCTIONS, Letters
from gradcli.narrative.stories.common import FULLY, partials_story
from gradcli.render.plain import plain
from gradcli.render.signs import Charset
from tests.fields import field

FUNCTIONS = [
    "f(u, v) = sin(u v) e^v",
    "f(u, v, w) = u v w",
    "f(u, v, w) = (u + v)/(v + w)",
    "u(t) = t^t",
    "f(c, k) = c k^2",
    "f(n) = n^5 ln(n^2 + 1)",
    "f(u, v, w, s, t, p, q, r, z, y, x, a, b) = u v w s t p q r z y x a sin(b u)",
    "F(x, y) = sin(x y)^3",
]


@pytest.mark.parametrize("text", FUNCTIONS)
def test_no_letter_of_a_law_is_a_variable_or_the_function(text: str) -> None:
    whole = field(text)
    page = plain(
        Document(partials_story(gradient(whole), FULLY)), width=200, charset=Charset.UNICODE
    )
    own = {whole.function, *whole.variables}
    for clause in re.findall(r"\bwhere (.*)", page):
        named = set(re.findall(r"(?:^|, |and )([A-Za-z]\d*)(?:\([^)]*\))? =", clause))
        assert not named & own, clause


def test_letters_run_on_with_an_index() -> None:
    letters = Letters(frozenset(FOR_FUNCTIONS) | {"u1"})
    assert letters.pick(FOR_FUNCTIONS) == "u2"
    assert letters.several(FOR_FUNCTIONS, 2) == ("u2", "u3")


def test_several_letters_are_different() -> None:
    assert Letters(frozenset("v")).several(FOR_FUNCTIONS, 3) == ("u", "w", "s")
