"""Names for parts: the derivative in named parts is the derivative, and it is short."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradcli.calculus.check.verification import verify
from gradcli.calculus.rules.gradient import gradient, partial
from gradcli.calculus.rules.rules import IntermediateRule, parts_of, rule_name
from gradcli.field.expression import Node, Variable, postorder, variables_of
from gradcli.field.intermediates import (
    LONG,
    Decomposition,
    as_slope,
    decomposed,
    slope_name,
    with_names,
)
from gradcli.field.scalar_field import ScalarField
from gradcli.field.substitution import with_values
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import read_expression
from gradcli.language.writing import write
from gradcli.narrative.rulebook import title
from tests.fields import rates

ANY = Limits(characters=10**7, tokens=10**6)

LARGE = {
    "sines": "sin(" * 120 + "x" + ")" * 120,
    "mixed": "tanh(1 - y*atan(" * 40 + "x/2" + "))" * 40,
    "Horner": "(" * 150 + "x" + "*x + 2)" * 150,
    "linear factors": "*".join(f"(x + {place})" for place in range(1, 101)),
    "factors": "*".join(f"sin({place}x y)" for place in range(1, 81)),
    "quotients": "1/(x + " * 80 + "x" + ")" * 80,
    "powers": "(x + (" * 60 + "x" + ")^1.1/3)" * 60,
    "square of a sum": "(" + " + ".join(f"x{place}" for place in range(1, 250)) + ")^2",
    "iterated": "let u = (x^2 + 1)/2; let v = (u^2 + u)/3; let w = (v^2 + v)/5; "
    "let p = (w^2 + w v)/7; let q = (p^2 + p w)/7; let r = (q^2 + q p)/9; sin(r^2 + r q x)",
}
SMALL = ("x^2 y", "x*x*x*(x + 1)", "sqrt(x^2 + y^2)", "x" + "*x" * 300, "x" + " + x" * 3_000)


def tree_of(text: str) -> Node:
    return read_expression(text, limits=ANY).tree


def cut_of(text: str) -> Decomposition:
    cut = decomposed(tree_of(text))
    assert cut is not None
    return cut


@pytest.mark.parametrize("text", SMALL)
def test_what_can_be_read_keeps_its_form(text: str) -> None:
    assert decomposed(tree_of(text)) is None


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_the_parts_put_back_are_the_function(text: str) -> None:
    cut, tree = cut_of(text), tree_of(text)
    at = {name: 0.3 + place / 700 for place, name in enumerate(sorted(variables_of(tree)))}
    value, slopes = rates(cut.put_back(cut.outer), at)
    expected, expected_slopes = rates(tree, at)
    assert math.isclose(value, expected, rel_tol=1e-12)
    for name, slope in expected_slopes.items():
        assert math.isclose(slopes[name], slope, rel_tol=1e-9, abs_tol=1e-300)


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_every_part_is_short_and_in_terms_of_those_before(text: str) -> None:
    cut = cut_of(text)
    known = set(variables_of(tree_of(text)))
    for part in cut.parts:
        assert variables_of(part.meaning) <= known
        assert part.name not in known
        known.add(part.name)
    assert variables_of(cut.outer) <= known
    formulas = [part.meaning for part in cut.parts] + [cut.outer]
    assert max(len(list(postorder(each))) for each in formulas) <= 500


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_the_derivative_in_parts_passes_its_check_and_is_short(text: str) -> None:
    whole = ScalarField.of_tree(tree_of(text))
    first = partial(whole, whole.variables[0])
    assert verify(whole, [(first.variable, first.written)]).passed
    assert first.named
    for part in first.named:
        assert as_slope(part.slope) == (part.name, first.variable, len(whole.variables) > 1)
        assert len(str(part.derivative)) < 4 * LONG
    assert variables_of(first.written) <= set(whole.variables)


def test_each_part_is_derived_once_and_referred_to_by_its_name() -> None:
    whole = ScalarField.of_tree(tree_of(LARGE["sines"]))
    derived = partial(whole, "x")
    met = []
    for derivation in (derived.derivation, *(part.derivation for part in derived.named)):
        waiting = [derivation]
        while waiting:
            rule = waiting.pop()
            waiting.extend(parts_of(rule))
            if isinstance(rule, IntermediateRule):
                met.append(rule)
    assert [rule.slope.name for rule in met] == [derived.named[-1].slope] + [
        part.slope for part in derived.named[:-1]
    ]
    assert {title(rule_name(rule)) for rule in met} == {"named part"}


def test_partials_share_the_names_and_what_they_mean() -> None:
    whole = ScalarField.of_tree(tree_of(LARGE["mixed"]))
    first, second = gradient(whole).partials
    assert [part.meaning for part in first.named] == [part.meaning for part in second.named]
    assert {part.slope for part in first.named}.isdisjoint(part.slope for part in second.named)


def test_a_part_whose_slope_is_a_number_needs_no_name_for_it() -> None:
    # Of u_1 = x_1 + ... + x_249 every partial is 1.
    whole = ScalarField.of_tree(tree_of(LARGE["square of a sum"]))
    derived = partial(whole, "x7")
    assert str(derived.derivative) == "2*u_1"


def test_names_that_were_given_are_kept() -> None:
    # The logistic map, seven times: the names are the reader's own.
    steps = "".join(f"let {new} = r {old} (1 - {old}); " for old, new in pairwise("xabcdpq"))
    reading = read_expression(steps + "r q (1 - q)", variables=("r", "x"))
    cut = decomposed(reading.tree, reading.names)
    assert cut is not None
    assert [(part.name, write(part.meaning)) for part in cut.parts[:2]] == [
        ("a", "r*x*(1 - x)"),
        ("b", "r*a*(1 - a)"),
    ]
    assert write(cut.outer) == "r*q*(1 - q)"


def test_names_begin_with_a_letter_of_their_own() -> None:
    cut = cut_of(LARGE["sines"].replace("x", "u_1"))
    assert [part.name for part in cut.parts[:2]] == ["v_1", "v_2"]


def test_no_name_is_taken_twice_where_every_letter_is_in_use() -> None:
    taken = {*(f"{letter}_7" for letter in "uvwpqrstabchk"), "aux_1", "aux_3"}
    tree = read_expression("sin(" * 300 + "x" + ")" * 300).tree
    slope = partial(ScalarField.of_tree(tree), "x").written
    parts, _ = with_names(slope, taken)
    names = [part.name for part in parts]
    assert names[:3] == ["aux_2", "aux_4", "aux_5"]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        (slope_name("u_1", "x", partial=True), ("u_1", "x", True)),
        (slope_name("u_12", "x_1", partial=False), ("u_12", "x_1", False)),
        ("u_1", None),
        ("delta", None),
    ],
)
def test_slopes_are_known_by_their_names(name: str, parts: tuple[str, str, bool] | None) -> None:
    assert as_slope(name) == parts


@st.composite
def graphs(draw: st.DrawFn) -> str:
    """Texts with names inside names: small as graphs, and of any size written out."""
    shapes = (
        "sin({0})*{1}",
        "{0}*{1} + 1",
        "({0} - {1})^2/3",
        "{0}/(2 + {1}^2)",
        "atan({0} + {1})",
    )
    names = ["x", "y"]
    lines = []
    for place in range(draw(st.integers(2, 9))):
        shape = draw(st.sampled_from(shapes))
        inner = draw(st.sampled_from(names[-3:])), draw(st.sampled_from(names[-3:]))
        lines.append(f"let a_{place} = {shape.format(*inner)}; ")
        names.append(f"a_{place}")
    return "".join(lines) + names[-1]


@settings(max_examples=120)
@given(graphs())
def test_any_graph_is_derived_and_its_check_passes(text: str) -> None:
    whole = ScalarField.of_tree(tree_of(text))
    for each in gradient(whole).partials:
        assert verify(whole, [(each.variable, each.written)]).passed


@settings(max_examples=120)
@given(graphs())
def test_a_result_with_names_is_the_result(text: str) -> None:
    tree = tree_of(text)
    parts, rest = with_names(tree, ())
    values: dict[str, Node] = {}
    for part in parts:
        values[part.name] = with_values(part.meaning, values)
    at = {"x": 0.4, "y": 0.7}
    assert rates(with_values(rest, values), at) == rates(tree, at)
    assert all(not isinstance(part.meaning, Variable) for part in parts)


@settings(max_examples=120)
@given(graphs())
def test_what_is_written_with_names_reads_as_the_same_graph(text: str) -> None:
    tree = tree_of(text)
    written = write(tree)
    assert len(written) < 40 * LONG
    again = read_expression(written, variables=("x", "y"), limits=ANY).tree
    assert write(again) == written
    assert len(list(postorder(again))) == len(list(postorder(tree)))


def test_a_partial_without_parts_of_its_own_has_those_of_the_function() -> None:
    """Of sin(xy) u in y no part is derived, and the formula holds u all the same."""
    text = "sin(x y)*" + "sqrt(" * 100 + "x" + ")" * 100
    _, in_y = gradient(ScalarField.of_tree(tree_of(text))).partials
    assert (in_y.named, variables_of(in_y.as_field().tree)) == ((), {"x", "y"})
    again = gradient(in_y.as_field())
    assert [variables_of(each.written) for each in again.partials] == [{"x", "y"}] * 2
