"""The letters of a law are never letters of the reader's own function."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import gradcli
from gradcli import Result
from gradcli.calculus.rules.gradient import gradient
from gradcli.narrative.box import Box, Glyph, Role, Subscript, parts_of
from gradcli.narrative.document import Formula, Step, Words
from gradcli.narrative.letters import FOR_FUNCTIONS, Letters, PartNames
from gradcli.narrative.notation import variable
from gradcli.narrative.steps import Detail, steps_of
from gradcli.render.formula.linear import linear
from tests.fields import field

FUNCTIONS = [
    "f(u, v) = sin(u v) e^v",
    "f(u, v, w) = u sin(u v w) e^(v w)",
    "f(u, v, w) = (u + v)/(v + w)",
    "u(t) = t^t",
    "f(c, k) = c/(k^2 + c k)",
    "f(n) = n^5 ln(n^2 + 1)",
    "f(u, v, w, s, t, p, q, r, z, y, x, a, b) = u v w s t p q r z y x a sin(b u)",
    "F(x, y) = x sin(x y)^3",
    "f(x, u1, n) = (x^2 + u1)^n",
    "F(u, c, n) = c (sin(u) + n)^4 atan2(u, n)",
]


def names_in(formula: Box) -> Iterator[str]:
    """The variables and the functions that stand in a formula, each with its index."""
    match formula:
        case Glyph(text, Role.VARIABLE | Role.FUNCTION):
            yield text
        case Subscript(Glyph(_, Role.VARIABLE | Role.FUNCTION)):
            yield linear(formula)
        case _:
            for part in parts_of(formula):
                yield from names_in(part)


def all_steps(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        yield step
        yield from all_steps(step.children)


@pytest.mark.parametrize("text", FUNCTIONS)
def test_no_letter_of_a_law_is_a_variable_or_the_function(text: str) -> None:
    whole = field(text)
    laws = 0
    for partial in gradient(whole).partials:
        # A law may be stated with the very variable that moves: (t^n)' = n t^(n-1).
        own = {whole.function, *whole.variables} - {partial.variable}
        own = {linear(variable(name)) for name in own}
        for step in all_steps(steps_of(partial.derivation, whole, Detail.FULL)):
            if step.law is not None:
                laws += 1
                assert not own & set(names_in(step.law)), step.rule
    assert laws > 0


def test_letters_run_on_with_an_index() -> None:
    letters = Letters(frozenset(FOR_FUNCTIONS) | {"u1"})
    assert letters.pick(FOR_FUNCTIONS) == "u2"
    assert letters.several(FOR_FUNCTIONS, 2) == ("u2", "u3")


def test_several_letters_are_different() -> None:
    assert Letters(frozenset("v")).several(FOR_FUNCTIONS, 3) == ("u", "w", "p")


def test_a_part_keeps_its_letter_and_no_other_part_gets_it() -> None:
    first, second, third = (field(text).tree for text in ("x", "x^2", "x^3"))
    names = PartNames(Letters(frozenset("w")))
    assert names.in_place_of({"u": first, "v": second}) == {"u": "u", "v": "v"}
    assert names.in_place_of({"u": third, "v": first}) == {"u": "p", "v": "u"}
    assert names.of(second) == "v"


NAMED = re.compile(r"(\w+) = ((?:(?! and |;|, ).)+)")


@pytest.mark.parametrize(
    "text",
    [
        "x^2 sin(x^2) e^(x^2)",
        "(x^2 + 1)^3/(x sin(x^3))",
        "ln(x sin x)/sqrt(x^2 + 1)",
        "2^(x^2) 3^(x^2)",
        "x^(x^2) sin(x^2)",
        "f(u) = u sin(u^2) cos(u^3)",
        "atan2(x^2, x sin x) e^(x^2)",
    ],
)
def test_within_a_derivation_a_letter_has_one_meaning(text: str) -> None:
    whole = field(text)
    (partial,) = gradient(whole).partials
    meanings: dict[str, str] = {}
    for step in all_steps(steps_of(partial.derivation, whole, Detail.FULL)):
        where = "".join(
            inline.text if isinstance(inline, Words) else linear(inline.box)
            for inline in step.where
            if isinstance(inline, Words | Formula)
        )
        for letter, part in NAMED.findall(where):
            assert meanings.setdefault(letter, part) == part
    assert len(set(meanings.values())) == len(meanings) > 1


@pytest.mark.parametrize(
    ("page", "not_taken"),
    [
        (gradcli.steepest("x sin(x y)^2 e^y", at="1,1"), "uw"),
        (gradcli.steepest("x sin(x^2)", at="1"), "uw"),
        (gradcli.directional("x sin(x y)^2 e^y", w="3,5", at="1,1"), "uw"),
        (gradcli.directional("w sin(w y)^2 e^y", w="3,5", at="1,1"), "uvw"),
    ],
)
def test_the_letters_of_directions_are_no_letters_of_laws(page: Result, not_taken: str) -> None:
    text = page.text("plain")
    assert not re.search(f"[{not_taken}]′", text)
    assert re.search("[a-z]′ means", text)
