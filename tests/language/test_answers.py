"""Answers as learners write them: every notation gives the same components, and slips are shown."""

from __future__ import annotations

import pytest

from gradcli.errors import GradcliError, Kind
from gradcli.language.answers.answers import Shape, read_answer, read_answers
from gradcli.language.answers.lines import read_lines
from gradcli.language.lex.limits import Limits
from gradcli.language.writing import write

GRADIENT = ("3*y**3", "9*x*y**2")
VECTORS = (
    "3y^3, 9xy^2",
    "(3y^3, 9xy^2)",
    "<3y^3,9xy^2>",
    "[3y^3 9xy^2]",
    "f_x = 3y^3, f_y = 9xy^2",
    "f_y = 9xy^2; f_x=3y^3",
    "f_x=3y^3\nf_y=9xy^2",
    "fx = 3y^3, fy = 9xy^2",
    "∂f/∂x = 3y^3 and ∂f/∂y = 9xy^2",
    r"\frac{\partial f}{\partial x} = 3y^3, \frac{\partial f}{\partial y} = 9xy^2",
    r"\nabla f = \begin{pmatrix} 3y^3 \\ 9xy^2 \end{pmatrix}",
    r"\nabla f(x,y) = \left\langle 3y^3, 9xy^2 \right\rangle",
    "3y^3 i + 9xy^2 j",
    r"3y^3\,\mathbf{i} + 9xy^2\,\mathbf{j}",
    "grad f = (3y^3, 9xy^2).",
)
OTHERS = (
    (Shape.VECTOR, "3(y, x)", ("3*y", "3*x")),
    (Shape.VECTOR, "<12, 4>/√160", ("12/sqrt(160)", "4/sqrt(160)")),
    (Shape.VECTOR, "12i", ("12", "0")),
    (Shape.VECTOR, "2xy i + x^2 j + 0k", ("2*x*y", "x**2")),
    (Shape.VECTOR, "2xy i + x^2 j + 3k", ("2*x*y", "x**2", "3")),
    # A vector in the place of a number is understood, in any notation.
    (Shape.FORMULA, "(12, 4)", ("12", "4")),
    (Shape.FORMULA, "12i + 4j", ("12", "4")),
    (Shape.FORMULA, "12 x̂ + 4 ŷ", ("12", "4")),
    (Shape.FORMULA, "2x i", ("2*x", "0")),
    (Shape.FORMULA, "max(x, y)", ("max(x, y)",)),
    (Shape.FORMULA, "Piecewise((1, x>y), (0, y>x))", ("Piecewise((1, x > y), (0, y > x))",)),
    (
        Shape.VECTOR,
        "x Piecewise((1, x>y), (0, y>x)) i",
        ("x*Piecewise((1, x > y), (0, y > x))", "0"),
    ),
    (Shape.VECTOR, "(x+1)(y+2)", ("(x + 1)*(y + 2)",)),
    (Shape.FORMULA, "f_x = 3y^3", ("3*y**3",)),
    (Shape.FORMULA, "f'(x) = 2x", ("2*x",)),
    (Shape.FORMULA, r"\frac{dy}{dx} = \frac{2x}{3}", ("2*x/3",)),
    (Shape.FORMULA, "≈ 9.604", ("9.604",)),
    (Shape.MATRIX, "[[2y, 2x],[2x, 0]]", ("2*y", "2*x", "2*x", "0")),
    (Shape.MATRIX, r"\begin{pmatrix} 2y & 2x \\ 2x & 0 \end{pmatrix}", ("2*y", "2*x", "2*x", "0")),
    (Shape.MATRIX, "f_xx = 2y, f_xy = 2x, f_yy = 0", ("2*y", "2*x", "2*x", "0")),
    (Shape.MATRIX, "2y, 2x; 2x, 0", ("2*y", "2*x", "2*x", "0")),
    (Shape.PLANE, "z = 12x+4y-24", ("12*x + 4*y - 24",)),
    (Shape.PLANE, "z-12 = 12(x-2)+4(y-3)", ("z - 12", "12*(x - 2) + 4*(y - 3)")),
)
# Of a chain of formulas the last is the answer, and that is said.
CHAINED = "answer-behind-the-last-equality"
CHAINS = (
    (Shape.FORMULA, "a = 3x y = 2x y", ("2*x*y",)),
    (Shape.FORMULA, "f_x = y*2x = 2x y", ("2*x*y",)),
    (Shape.FORMULA, "2x y = 4x y", ("4*x*y",)),
    (Shape.FORMULA, "y*2x ≈ 2x y", ("2*x*y",)),
    (Shape.VECTOR, "(3x y, x^2) = (2x y, x^2)", ("2*x*y", "x**2")),
    (Shape.VECTOR, "f_x = 3x y = 2x y, f_y = x^2", ("2*x*y", "x**2")),
    (Shape.MATRIX, "[[y*2, 2x], [2x, 0]] = [[2y, 2x], [2x, 0]]", ("2*y", "2*x", "2*x", "0")),
    (Shape.PLANE, "z = 12 + 12(x - 2) + 4(y - 3) = 12x + 4y - 24", ("12*x + 4*y - 24",)),
    (Shape.PLANE, "12 + 12(x - 2) + 4(y - 3) = 12x + 4y - 24", ("12*x + 4*y - 24",)),
)
# A function by cases is one formula, in whatever brackets it stands.
BY_CASES = (
    "{1 if x > 0, -1 otherwise}",
    "({1 if x > 0, -1 otherwise})",
    "f'(x) = {1 if x > 0, -1 otherwise}",
    "{1, x > 0; -1 otherwise}",
    "1 if x > 0 else -1",
    r"\begin{cases} 1 & x > 0 \\ -1 & \text{otherwise} \end{cases}",
    r"\begin{cases} 1, & \text{if } x > 0 \\ -1, & \text{otherwise} \end{cases}",
    "Piecewise((1, x > 0), (-1, True))",
)
BOTH_SIDES = (
    "{-1 if x < 0, 1 if x > 0}",
    "{-1, x < 0; 1, x > 0}",
    r"\begin{cases} -1 & x < 0 \\ 1 & \text{if }x > 0 \end{cases}",
)
# What is not understood, and the stretch of it that is shown.
REFUSED = {
    "component-missing": ("(3y^3,,9)", ","),
    "component-not-named": ("f_x = 1, f_q = 2", "f_q ="),
    "component-given-twice": ("f_x=1, f_x=2", "f_x="),
    "component-not-given": ("f_x = 3y^3", "f_x = 3y^3"),
    "denial-of-a-component": ("2 does not exist, 1", "does not exist"),
    "name-not-among-variables": ("(3y^3, 9xz)", "z"),
    "exponent-missing": ("(3y^, 9)", "^"),
}


def read(text: str, shape: Shape) -> tuple[str, ...]:
    return tuple(map(write, read_answer(text, shape, ("x", "y"), ("x", "y")).nodes))


@pytest.mark.parametrize("text", VECTORS)
def test_a_gradient_in_any_notation(text: str) -> None:
    assert read(text, Shape.VECTOR) == GRADIENT


@pytest.mark.parametrize(("shape", "text", "nodes"), OTHERS)
def test_other_answers(shape: Shape, text: str, nodes: tuple[str, ...]) -> None:
    assert read(text, shape) == nodes


@pytest.mark.parametrize("text", BY_CASES)
def test_a_function_by_cases_is_one_formula(text: str) -> None:
    whole = "Piecewise((1, x > 0), (-1, True))"
    assert read(text, Shape.FORMULA) == (whole,)
    alone = text.removeprefix("f'(x) = ")
    assert read(f"1 + ({alone})", Shape.FORMULA) == (f"1 + {whole}",)
    assert read(f"({alone}, 2)", Shape.VECTOR) == (whole, "2")


@pytest.mark.parametrize("text", BOTH_SIDES)
def test_a_sign_that_compares_in_cases_is_no_bracket(text: str) -> None:
    cases = ("Piecewise((-1, x < 0), (1, x > 0))",)
    assert read(text, Shape.FORMULA) == cases
    assert read(f"{text}, 0", Shape.VECTOR) == (*cases, "0")


@pytest.mark.parametrize(("shape", "text", "nodes"), CHAINS)
def test_of_a_chain_the_last_formula_is_the_answer_and_that_is_said(
    shape: Shape, text: str, nodes: tuple[str, ...]
) -> None:
    found = read_answer(text, shape, ("x", "y"), ("x", "y"))
    assert tuple(map(write, found.nodes)) == nodes
    assert [note.code for note in found.notes] == [CHAINED]


@pytest.mark.parametrize(("shape", "text", "nodes"), OTHERS)
def test_a_name_before_the_answer_is_no_chain(
    shape: Shape, text: str, nodes: tuple[str, ...]
) -> None:
    assert nodes
    found = read_answer(text, shape, ("x", "y"), ("x", "y"))
    assert CHAINED not in {note.code for note in found.notes}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_not_understood_is_shown(code: str) -> None:
    text, shown = REFUSED[code]
    with pytest.raises(GradcliError) as caught:
        read(text, Shape.VECTOR)
    error = caught.value
    assert error.source is not None
    assert error.source.text == text
    assert error.span is not None
    assert text[error.span.start : error.span.end].strip() == shown


# What is said to do about an answer that is not understood: nothing can be declared in one.
ADVICE = (
    (Shape.FORMULA, "12k + z", "write the answer with these letters alone"),
    (Shape.VECTOR, "2xz, x^2", "write the answer with these letters alone"),
    (Shape.VECTOR, "2xy i + q j", "write the answer with these letters alone"),
    (Shape.VECTOR, "xsin(u), y", "write the answer with these letters alone"),
    (Shape.FORMULA, "y'", "work it out, and write the formula that it comes to"),
    (Shape.FORMULA, "y d/dx(x^2)", "work it out, and write the formula that it comes to"),
    (Shape.VECTOR, "2xy dx + x^2 dy", "leave the differentials out"),
    (Shape.VECTOR, "f_y = x^2", "f_x = ..., f_y = ..., or check this one alone with --wrt y"),
    (Shape.MATRIX, "f_xx = 2y, f_xy = 2x", "or check this one alone with --wrt x,x"),
)


@pytest.mark.parametrize(("shape", "text", "advice"), ADVICE)
def test_what_is_advised_can_be_done_in_an_answer(shape: Shape, text: str, advice: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read(text, shape)
    assert advice in (caught.value.help or "")


def test_a_step_that_is_a_vector_is_refused() -> None:
    with pytest.raises(GradcliError) as caught:
        read_lines("2x y\n2x y i + x^2 j", ("x", "y"), ("x", "y"), Limits())
    assert caught.value.message.startswith("a vector stands in this step")


def test_letters_of_the_function_are_no_unit_vectors() -> None:
    found = read_answer("2i, j", Shape.VECTOR, ("i", "j"), ("i", "j"))
    assert tuple(map(write, found.nodes)) == ("2*i", "j")


def test_a_label_that_names_another_derivative_is_refused() -> None:
    with pytest.raises(GradcliError) as caught:
        read_answer("∂f/∂y = 9xy^2", Shape.FORMULA, ("x", "y"), ("x", "y"), by=("x",))
    assert caught.value.code == "component-not-named"
    found = read_answer("∂f/∂y = 9xy^2", Shape.FORMULA, ("x", "y"), ("x", "y"), by=("y",))
    assert tuple(map(write, found.nodes)) == ("9*x*y**2",)


def test_a_derivation_without_a_formula_is_refused() -> None:
    with pytest.raises(GradcliError) as caught:
        read_lines("(x^2)'", ("x",), ("x",), Limits())
    assert caught.value.code == "no-step-of-a-derivation"


def test_a_derivation_of_too_many_steps_is_refused_as_that() -> None:
    with pytest.raises(GradcliError) as caught:
        read_lines("2x\n" * 201, ("x",), ("x",), Limits())
    assert caught.value.message == "the derivation has more than 200 steps"


# Several answers in one text, as they are read.
SEVERAL = (
    (Shape.VECTOR, "±(3, 1)", ("3, 1", "-3, -1")),
    (Shape.VECTOR, r"u = \pm\left(3, 1\right)", ("3, 1", "-3, -1")),
    (Shape.VECTOR, "+-(-3, 1)", ("-3, 1", "3, -1")),
    (Shape.VECTOR, "+/- (x, 1)", ("x, 1", "-x, -1")),
    (Shape.VECTOR, "(3, 1) or (-3, -1)", ("3, 1", "-3, -1")),
    (Shape.VECTOR, "{(3, 1), (-3, -1)}", ("3, 1", "-3, -1")),
    (Shape.VECTOR, r"\{(3, 1), (-3, -1)\}", ("3, 1", "-3, -1")),
    (Shape.FORMULA, "f_x = ±2x", ("2*x", "-2*x")),
    (Shape.FORMULA, "2x or -2x", ("2*x", "-2*x")),
    (Shape.VECTOR, "(±3, 1)", ("3, 1", "-3, 1")),
    (Shape.VECTOR, "(x ± 1, 2)", ("x + 1, 2", "x - 1, 2")),
    (Shape.VECTOR, r"u = (\pm 4, \mp 3)/5", ("4/5, -3/5", "-4/5, 3/5")),
    (Shape.VECTOR, "∓4, ±3", ("-4, 3", "4, -3")),
    (Shape.VECTOR, "±(∓1, y)", ("-1, y", "-1, -y")),
    (Shape.VECTOR, "{(±3, 1), (1, 2)}", ("3, 1", "-3, 1", "1, 2")),
    (Shape.FORMULA, "3 ± sqrt(x ∓ 1)", ("3 + sqrt(x - 1)", "3 - sqrt(x + 1)")),
    (Shape.VECTOR, "(3, 1)", ("3, 1",)),
    (Shape.FORMULA, "+2x", ("2*x",)),
)


@pytest.mark.parametrize(("shape", "text", "answers"), SEVERAL)
def test_several_answers(shape: Shape, text: str, answers: tuple[str, ...]) -> None:
    found = read_answers(text, shape, ("x", "y"), ("x", "y"))
    made = (found.nodes, *found.others)
    assert tuple(", ".join(map(write, nodes)) for nodes in made) == answers


BOTH_SIGNS = "both-signs-read"


TOGETHER = "signs-taken-together"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("+-2x", [BOTH_SIGNS]),
        ("±2x", []),
        ("2 ± x", []),
        ("±2 ± x", [TOGETHER]),
        ("+-2 ∓ x", [BOTH_SIGNS, TOGETHER]),
    ],
)
def test_two_signs_that_are_read_as_one_are_said(text: str, codes: list[str]) -> None:
    found = read_answers(text, Shape.FORMULA, ("x",), ("x",))
    assert [note.code for note in found.notes] == codes


@pytest.mark.parametrize("text", ["(3, 1±)", "(3, 1) or (3", "x ±, 2"])
def test_a_sign_within_an_answer_is_shown_where_it_stands(text: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_answers(text, Shape.VECTOR, ("x", "y"), ("x", "y"))
    assert caught.value.source is not None
    assert caught.value.source.text == text


def test_a_line_of_a_derivation_is_one_formula() -> None:
    with pytest.raises(GradcliError) as caught:
        read_lines("±2x", ("x",), ("x",), Limits())
    assert caught.value.code == "two-signs-in-one"


EMPTY = (",", ";", "\\\\", r"\\ \\", "[]", "[,]", "()", "{}", ",,", "[[],[]]")


@pytest.mark.parametrize("text", EMPTY)
def test_an_answer_of_brackets_and_commas_alone_is_empty(text: str) -> None:
    for shape in (Shape.VECTOR, Shape.MATRIX):
        with pytest.raises(GradcliError) as caught:
            read_answer(text, shape, ("x", "y"), ("x", "y"))
        assert caught.value.kind is Kind.SYNTAX, shape
