"""Trees, formulas and documents that several tests of the drawers look at."""

from __future__ import annotations

from fractions import Fraction as Rational

from hypothesis import strategies as st

from gradcli.field.expression import (
    Call,
    Constant,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
)
from gradcli.language.reading import read_expression
from gradcli.narrative.box import Box
from gradcli.narrative.document import (
    Arrow,
    Code,
    Diagram,
    Document,
    Equations,
    Formula,
    Heading,
    Line,
    Paragraph,
    Remark,
    Sentence,
    Step,
    Steps,
    Strong,
    Table,
    Tone,
    Vertex,
    Words,
)
from gradcli.narrative.notation import (
    derivative_of,
    dot,
    fraction_of,
    gradient_symbol,
    negative,
    number,
    partial_symbol,
    power_of,
    prime,
    product_of,
    relation,
    sum_of,
    typeset,
    value_of,
    variable,
    vector,
)

LONG = "exp(sin(x y)) ln(x^2 + y^2 + 1) / (1 + sqrt(x^2 + z^4))"


def tree(text: str, declared: tuple[str, ...] = ("rate", "x_1", "x_2", "theta")) -> Node:
    """The tree that a text is read as; the several-letter names of the tests are declared."""
    used = [name for name in declared if name in text]
    letters = [name for name in "cnpuvxyz" if name in text]
    return read_expression(text, variables=[*used, *letters] if used else None).tree


def formula(text: str) -> Box:
    """The formula of a text."""
    return typeset(tree(text))


def words(text: str) -> Sentence:
    return (Words(text),)


_VARIABLES = [Variable(name) for name in ("x", "y", "rate", "theta", "x_1")]
_LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.integers(0, 30).map(lambda n: Number(Rational(n))),
    st.sampled_from(_VARIABLES),
    st.just(Constant("pi")),
)


def _grown(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    few = st.lists(parts, min_size=2, max_size=3).map(tuple)
    names = ("sin", "cos", "log", "exp", "sqrt", "cbrt", "abs", "atan")
    return st.one_of(
        few.map(Sum),
        few.map(Product),
        parts.map(Negative),
        st.tuples(parts, parts).map(lambda pair: Quotient(*pair)),
        st.tuples(parts, parts).map(lambda pair: Power(*pair)),
        st.tuples(parts, st.integers(2, 4)).map(
            lambda pair: Power(pair[0], Number(Rational(pair[1])))
        ),
        st.tuples(st.sampled_from(names), parts).map(lambda pair: Call(pair[0], (pair[1],))),
    )


TREES: st.SearchStrategy[Node] = st.recursive(_LEAVES, _grown, max_leaves=12)
"""Trees of the whole notation, as a person could have typed them."""

MULTIPLE_LAW = relation(
    prime(product_of([variable("c"), variable("u")])),
    "=",
    product_of([variable("c"), prime(variable("u"))]),
)
POWER_LAW = relation(
    prime(power_of(variable("x"), variable("n"))),
    "=",
    product_of(
        [variable("n"), power_of(variable("x"), sum_of([variable("n"), negative(number(1))]))]
    ),
)
QUOTIENT_LAW = relation(
    prime(fraction_of(variable("u"), variable("v"))),
    "=",
    fraction_of(
        sum_of(
            [
                product_of([prime(variable("u")), variable("v")]),
                negative(product_of([variable("u"), prime(variable("v"))])),
            ]
        ),
        power_of(variable("v"), number(2)),
    ),
)


def _is(letter: str, value: Box) -> Formula:
    return Formula(relation(variable(letter), "=", value))


def power_step(number_in_tree: str) -> Step:
    opening = Line(derivative_of("x", formula("x^2")), "=", formula("2x"))
    where: Sentence = (Words("with "), _is("n", number(2)))
    return Step(number_in_tree, "power rule", POWER_LAW, (opening,), where, (), ())


def multiple_step() -> Step:
    y = variable("y")
    return Step(
        "1",
        "constant multiple rule",
        MULTIPLE_LAW,
        (
            Line(
                derivative_of("x", formula("x^2 y")),
                "=",
                dot(y, derivative_of("x", formula("x^2"))),
            ),
        ),
        (Words("where "), _is("c", y), Words(", "), _is("u", formula("x^2"))),
        (power_step("1.1"),),
        (
            Line(None, "=", dot(y, formula("2x"))),
            Line(None, "=", formula("2xy"), words("multiplied out")),
        ),
    )


def quotient_step() -> Step:
    above = formula("exp(sin(x y)) ln(x^2 + y^2 + 1)")
    below = formula("1 + sqrt(x^2 + z^4)")
    applied = fraction_of(
        sum_of(
            [dot(derivative_of("x", above), below), negative(dot(above, derivative_of("x", below)))]
        ),
        power_of(below, number(2)),
    )
    return Step(
        "2",
        "quotient rule",
        QUOTIENT_LAW,
        (Line(derivative_of("x", formula(LONG)), "=", applied),),
        (Words("where "), _is("u", above), Words(" and "), _is("v", below)),
        (power_step("2.1"),),
        (Line(None, "=", formula(f"2x y {LONG} + x {LONG}"), words("put together")),),
    )


DOCUMENT = Document(
    (
        Heading((Words("The gradient of "), Formula(value_of("f", [variable("x")]))), 1),
        Paragraph(
            (
                Words("Read as "),
                Code("x**2*y"),
                Words(". A partial derivative says how fast the function changes for a slight "),
                Words("nudge in one variable; "),
                Strong("here"),
                Words(" that is "),
                Formula(partial_symbol("f", ["x"])),
                Words(", and "),
                Formula(relation(variable("y"), "=", formula("1/(1 + x^2 + x^3)"))),
                Words(". A & B < C_1 % 50 $ {x} | `y` # \\."),
            )
        ),
        Heading(words("The partial along x"), 2),
        Steps((multiple_step(), quotient_step())),
        Equations(
            (
                Line(
                    gradient_symbol("f"),
                    "=",
                    vector([formula("2xy"), formula("x^2")]),
                    words("the partials, packed into one vector"),
                ),
                Line(gradient_symbol("f", [number(2), number(3)]), "≈", formula("12")),
            ),
            result=True,
        ),
        Equations((Line(value_of("h", [variable("x")]), "=", formula(LONG)),)),
        Table(
            (words("h"), words("change per step"), words("what that is")),
            (
                ((Formula(number("0.1")),), (Formula(number("12.3")),), words("near 12")),
                ((Formula(number("0.01")),), (Formula(number("12.03")),), (Code("a|b"),)),
            ),
            words("Nudges along x"),
        ),
        Diagram(
            (
                Vertex(variable("x"), number(2), True, (number(5),)),
                Vertex(variable("q"), formula(LONG), False),
                Vertex(variable("f"), formula("x^2"), False),
            ),
            (
                Arrow(0, 1, number(3)),
                Arrow(0, 2, formula(LONG)),
                Arrow(1, 2, number("0.25")),
            ),
            words("How it is made"),
        ),
        Remark(Tone.NOTE, words("A rate along w as given is not a rate per unit distance.")),
        Remark(Tone.WARNING, words("Take care.")),
        Remark(Tone.REFUSED, words("The gradient does not exist there.")),
        Remark(Tone.CHECKED, words("Checked against an independent derivative.")),
    )
)
