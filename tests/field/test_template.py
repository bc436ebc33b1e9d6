"""Laws as text: what is read into which tree, and what is refused."""

from __future__ import annotations

import pytest

from gradcli.field import expression as tree
from gradcli.field.expression import Node
from gradcli.field.template import (
    Template,
    of_many,
    read_condition,
    read_template,
    with_unit,
)


def shown(node: Node) -> str:
    """The tree, every operation in brackets."""
    match node:
        case tree.Number(value):
            return str(value)
        case tree.Constant(name) | tree.Variable(name):
            return name
        case tree.Negative(operand):
            return f"[-{shown(operand)}]"
        case tree.Sum(terms):
            return f"[{' + '.join(map(shown, terms))}]"
        case tree.Product(factors):
            return f"[{' * '.join(map(shown, factors))}]"
        case tree.Quotient(above, below):
            return f"[{shown(above)} / {shown(below)}]"
        case tree.Power(base, exponent):
            return f"[{shown(base)} ^ {shown(exponent)}]"
        case tree.Call(function, arguments):
            return f"{function}({', '.join(map(shown, arguments))})"
        case _:
            raise TypeError(node)


def both(template: Template) -> tuple[str, str]:
    return shown(template.left), shown(template.right)


@pytest.mark.parametrize(
    ("statement", "left", "right"),
    [
        ("(x)' = 1", "x", "1"),
        ("(u - v)' = u' - v'", "[u + [-v]]", "[u' + [-v']]"),
        ("(u / v)' = (u' v - u v') / v^2", "[u / v]", "[[[u' * v] + [-[u * v']]] / [v ^ 2]]"),
        ("(c / v)' = -c v' / v^2", "[c / v]", "[-[[c * v'] / [v ^ 2]]]"),
        ("(u^n)' = n u^(n-1)", "[u ^ n]", "[n * [u ^ [n + [-1]]]]"),
        ("(e^(-u))' = -e^(-u) u'", "[e ^ [-u]]", "[-[[e ^ [-u]] * u']]"),
        ("(u^v)' = u^v (v ln u)'", "[u ^ v]", "[[u ^ v] * (v ln u)']"),
        ("(F(u))' = F'(u) u'", "F(u)", "[F'(u) * u']"),
        ("(ln|u|)' = 1 / u", "log(abs(u))", "[1 / u]"),
        ("(root(u, n))' = 1 / n", "root(u, n)", "[1 / n]"),
        ("(sec u)' = sec u tan u", "sec(u)", "[sec(u) * tan(u)]"),
        ("(u^2^v)' = 2 / 3 / pi", "[u ^ [2 ^ v]]", "[[2 / 3] / pi]"),
        (
            "(asec u)' = 1 / (|u| sqrt(u^2 - 1))",
            "asec(u)",
            "[1 / [abs(u) * sqrt([[u ^ 2] + [-1]])]]",
        ),
    ],
)
def test_what_is_read(statement: str, left: str, right: str) -> None:
    assert both(read_template(statement)) == (left, right)


def test_a_prime_remembers_what_it_is_of() -> None:
    slopes = read_template("(u^v)' = u^v (v ln u)' + u'").slopes
    assert {name: shown(of) for name, of in slopes.items()} == {
        "u'": "u",
        "(v ln u)'": "[v * log(u)]",
    }


def test_the_letters_are_those_of_the_left_side() -> None:
    assert read_template("(atan2(v, u))' = u' v'").letters == ("v", "u")
    assert read_template("(e^u)' = e^u").letters == ("u",)
    assert read_template("(F(u))' = F'(u) u'").letters == ("F", "u")


def test_equal_parts_are_one_node() -> None:
    template = read_template("(a^u)' = a^u ln a")
    assert isinstance(template.right, tree.Product)
    assert template.right.factors[0] is template.left


@pytest.mark.parametrize(
    "statement",
    [
        "(u v)' = u' w",
        "u v = v u",
        "(u v)' = u' v + ",
        "(u v)' = u' v) + u v'",
        "(u v' = u'",
        "(u)' = u' = 1",
        "(u)' = cosine u",
        "(u)' = 2 $ u",
        "(u)'",
        "",
    ],
)
def test_what_is_refused(statement: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_template(statement)


@pytest.mark.parametrize(
    ("text", "count"), [("v != 0", 2), ("u < -1 or u > 1", 4), ("-1 < u < 1", 4)]
)
def test_where_a_law_holds(text: str, count: int) -> None:
    assert len(tree.operands_of_condition(read_condition(text))) == count


@pytest.mark.parametrize("text", ["u", "u >", "u > 0 or", "u is whole"])
def test_what_is_no_condition(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_condition(text)


SUM = read_template("(u + v)' = u' + v'")
PRODUCT = read_template("(u v)' = u' v + u v'")


def test_a_law_of_two_is_one_of_many() -> None:
    assert both(of_many(SUM, 3)) == ("[u1 + u2 + u3]", "[u1' + u2' + u3']")
    assert both(of_many(PRODUCT, 3)) == (
        "[u1 * u2 * u3]",
        "[[u1' * u2 * u3] + [u1 * u2' * u3] + [u1 * u2 * u3']]",
    )
    assert both(of_many(PRODUCT, 1)) == ("u1", "u1'")
    assert {name: shown(of) for name, of in of_many(SUM, 1).slopes.items()} == {"u1'": "u1"}


def test_no_other_law_is_one_of_many() -> None:
    with pytest.raises(ValueError, match="no law of a sum or product of two"):
        of_many(read_template("(u / v)' = (u' v - u v') / v^2"), 3)


def test_a_constant_that_is_one_is_not_written() -> None:
    multiple = read_template("(c u)' = c u'")
    assert both(with_unit(multiple, "c")) == ("u", "u'")
    assert both(with_unit(multiple, "c", negative=True)) == ("[-u]", "[-u']")
    reciprocal = read_template("(c / v)' = -c v' / v^2")
    assert both(with_unit(reciprocal, "c")) == ("[1 / v]", "[-[v' / [v ^ 2]]]")
    assert both(with_unit(reciprocal, "c", negative=True)) == (
        "[[-1] / v]",
        "[-[[-v'] / [v ^ 2]]]",
    )
