"""The rule book: every law of the engine has its row, and every line of a reason is true."""

from __future__ import annotations

import json
import re
from typing import get_args

import pytest
import sympy

import gradcli as library
from gradcli.calculus.mistakes.twins import OF_FUNCTIONS, OF_RULES
from gradcli.calculus.rules.gradient import partial
from gradcli.calculus.rules.laws import name_of
from gradcli.calculus.rules.rules import (
    ChainRule,
    Derivation,
    IntermediateRule,
    Rewriting,
    parts_of,
    rule_name,
)
from gradcli.errors import GradcliError
from gradcli.field.functions.algebra import IncompleteError
from gradcli.field.template import read_side
from gradcli.field.to_sympy import ToSympy
from gradcli.language.reading import read_expression
from gradcli.narrative.book.entries import BOOK, REASONS, book_of, groups
from gradcli.narrative.book.lines import worked
from gradcli.narrative.book.names import NAMES, STRUCTURE, law_named
from gradcli.narrative.rulebook import TITLES
from tests.commands.conftest import Gradcli
from tests.commands.conftest import gradcli as command
from tests.fields import field
from tests.schema import VALIDATOR

gradcli = command
told = library.rules

T = sympy.Symbol("t", real=True)
H = sympy.Symbol("h", real=True)
# What stands for the letters: functions of the variable that is nudged.
U, V = T**2 + sympy.Rational(1, 2), sympy.sin(T) + 2
C = sympy.Rational(5, 3)
OF_U = ("exponential", "logarithm", "logarithm_of_size", "power", "root")


def test_a_law_without_its_row_is_an_error_where_the_book_is_made() -> None:
    for name in ("product", "sin"):
        less = {other: reason for other, reason in REASONS.items() if other != name}
        with pytest.raises(IncompleteError, match=f"one reason for each law: {name}"):
            book_of(less)
    with pytest.raises(IncompleteError, match="square"):
        book_of({**REASONS, "square": REASONS["product"]})


def test_the_book_is_that_of_the_engine() -> None:
    assert tuple(BOOK) == NAMES
    listed = [name for names in groups().values() for name in names]
    assert sorted(listed) == sorted(NAMES)
    # Every title that the steps may print is a law of the book, and every rule of the union.
    assert {*TITLES} <= {*NAMES}
    for rule in get_args(Derivation):
        named = [law.name for law in vars(rule).values() if hasattr(law, "statement")]
        assert {*named} <= {*NAMES}


def rules_of(text: str) -> set[str]:
    """The names of the rules in the derivation of a text by its first variable."""
    variable = read_expression(text).variables[0]
    names: set[str] = set()
    waiting: list[Derivation] = [partial(field(text), variable).derivation]
    while waiting:
        rule = waiting.pop()
        names.add(rule_name(rule))
        if isinstance(rule, ChainRule):
            names.add(name_of(rule.outer))
        if isinstance(rule, IntermediateRule):
            waiting.append(rule.meaning)
        waiting.extend(parts_of(rule))
    return names


@pytest.mark.parametrize("name", [name for name in NAMES if name != "intermediate"])
def test_the_example_of_a_law_uses_it(name: str) -> None:
    assert name in rules_of(REASONS[name].example)


def test_the_example_of_named_parts_has_them() -> None:
    page = told("intermediate").text()
    assert "du/dx = 2x" in page
    assert "df/dx = (u + 1) eᵘ · 2x" in page


def values(name: str) -> dict[str, sympy.Expr]:
    """What stands for the letters in the lines of a reason, as forms in t and h."""
    nudged = {"x": T, "h": H, "c": C, "n": sympy.Integer(4), "a": sympy.Integer(3)}
    elementary = name not in STRUCTURE or name in OF_U
    # The law of a function of u is nudged in u itself.
    u = T if elementary else U
    forms = {**nudged, "u": u, "v": V}
    for letter, text in REASONS[name].means.items():
        if letter != "u":
            forms[letter] = ToSympy(forms)(read_side(text)[0])
    forms["U"] = u.subs(T, T + H) - u
    forms["V"] = V.subs(T, T + H) - V
    outer = sympy.sin
    forms |= {"F(u)": outer(u), "G": outer(u + forms["U"]), "F'(u)": sympy.cos(u)}
    if forms["U"] != 0:
        forms["E"] = (forms["G"] - outer(u)) / forms["U"] - sympy.cos(u)
    return forms


LINES = [
    (name, place)
    for name in NAMES
    for place, text in enumerate(REASONS[name].why)
    if text.startswith(">")
]


def number(text: str, name: str, nudge: sympy.Expr) -> float:
    """The value of one side, with this nudge; slopes are SymPy's."""
    node, slopes = read_side(text)
    forms = values(name)
    for prime, of in slopes.items():
        forms[prime] = sympy.diff(ToSympy(forms)(of), T)
    place = sympy.Rational(REASONS[name].means.get("u", "7/10"))
    made = ToSympy(forms)(node)
    return float(sympy.N(made.subs({T: place, H: nudge}), 40))


@pytest.mark.parametrize(("name", "place"), LINES)
def test_every_line_of_a_reason_is_true(name: str, place: int) -> None:
    line = worked(REASONS[name].why[place])
    above = place
    while not (left := worked(REASONS[name].why[above]).left):
        above -= 1
    nudge = sympy.Rational(1, 10**9)
    if line.sign == "->":
        before = number(left, name, nudge)
        assert number(line.right, name, nudge) == pytest.approx(before, abs=1e-6)
    else:
        for size in (sympy.Rational(1, 8), nudge):
            before = number(left, name, size)
            # Behind a limit the chain goes on with what it tends to.
            assert number(line.right, name, size) == pytest.approx(before, rel=1e-9, abs=1e-12)


def test_a_wrong_line_would_be_seen() -> None:
    nudge = sympy.Rational(1, 10**9)
    left = worked(REASONS["product"].why[1]).left
    assert number("u' v'", "product", nudge) != pytest.approx(number(left, "product", nudge))


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("product", "product"),
        ("Product Rule", "product"),
        ("constant multiple", "constant_multiple"),
        ("ln", "logarithm"),
        ("arctan", "atan"),
        ("sin", "sin"),
        ("tg", "tan"),
        ("prodct", None),
    ],
)
def test_a_law_answers_to_its_names(word: str, name: str | None) -> None:
    assert law_named(word) == name


def test_every_law_can_be_told_in_every_format() -> None:
    book = told("all")
    for format_ in ("plain", "rich", "latex", "markdown", "html"):
        page = book.text(format_)
        assert "roduct rule" in page
        assert "Where it does not hold" in page
    assert book.text("latex", standalone=True).startswith("\\documentclass")
    body = book.json()
    VALIDATOR.validate(body)
    assert [law["name"] for law in body["rules"]] == list(NAMES)
    for law in body["rules"]:
        assert law["example"]["derivative"]


IN_LATEX = (
    ("rules", "all"),
    ("rules", "chain", "--standalone"),
    ("learn",),
    ("mistakes",),
    ("practice", "--seed", "4", "--level", "3", "--key", "full", "--choices"),
)


@pytest.mark.parametrize("words", IN_LATEX)
def test_pdflatex_can_read_every_sign(gradcli: Gradcli, words: tuple[str, ...]) -> None:
    page = gradcli(*words, "-f", "latex").out
    assert page
    assert page.isascii()


def test_the_table(gradcli: Gradcli) -> None:
    outcome = gradcli("rules")
    assert (outcome.code, outcome.err) == (0, "")
    assert max(map(len, outcome.lines)) <= 80
    for name in NAMES:
        assert re.search(rf"^  {name} ", outcome.out, re.M)
    body = json.loads(gradcli("rules", "-f", "json").out)
    VALIDATOR.validate(body)
    assert "example" not in body["rules"][0]
    assert gradcli("rules", "-q").lines == list(NAMES)
    assert gradcli("rules", "product", "sin", "-q").lines == [
        "(u v)' = u' v + u v'",
        "(sin(u))' = cos(u)",
    ]


def test_what_is_no_law_is_told(gradcli: Gradcli) -> None:
    outcome = gradcli("rules", "quotiemt")
    assert outcome.code == 2
    assert "did you mean quotient?" in outcome.err
    with pytest.raises(GradcliError, match="no law"):
        told("l'hospital")
    outcome = gradcli("rules", "product", "--steps", "brief")
    assert (outcome.code, "--steps does nothing with rules" in outcome.err) == (2, True)
    for option, value in (("--vars", ""), ("--let", "a=2")):
        outcome = gradcli("rules", option, value)
        assert (outcome.code, f"{option} does nothing with rules" in outcome.err) == (2, True)


def test_the_common_mistakes_are_the_twins(gradcli: Gradcli) -> None:
    page = " ".join(gradcli("rules", "product").out.split())
    assert "(uv)′ ≠ u′v′ the derivatives of the parts are multiplied" in page
    body = json.loads(gradcli("rules", "quotient", "sin", "-f", "json").out)
    VALIDATOR.validate(body)
    quotient, sine = body["rules"]
    assert {"name": "quotient_of_derivatives", "gives": "u' / v'"} in quotient["mistakes"]
    assert [each["name"] for each in sine["mistakes"]] == ["sign_sin", *["elementary_confused"] * 2]
    # Each twin of the engine has a law in the book to stand with.
    assert {*OF_RULES, *OF_FUNCTIONS} <= {*NAMES, *map(str, Rewriting)}
