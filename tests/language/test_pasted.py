"""What people paste: texts that were once read as something else without a word."""

from __future__ import annotations

import pytest

from gradcli.errors import GradcliError
from gradcli.language.reading import read_expression
from gradcli.language.writing import write
from gradcli.narrative.notation import typeset
from gradcli.render.formula.latex import latex

# As pasted; as it is meant, in the input language.
MEANT = [
    # E with a subscript is a name, though E alone is the constant.
    ("E_1 - e_1", "E_1 - e_1"),
    ("x E_{kin}", "x*E_kin"),
    (r"A e^{-\frac{E_a}{RT}}", "A*e**(-E_a/(R*T))"),
    # An exponential that stands apart is a factor of its own.
    ("cos 3t e^(-2t)", "cos(3*t)*e**(-2*t)"),
    (r"\sin\frac{\pi x}{L}e^{-t}", "sin(pi*x/L)*e**(-t)"),
    (r"\cos 2x\,e^{-t}", "cos(2*x)*e**(-t)"),
    ("sin x e^y", "sin(x)*e**y"),
    ("ln xe^x", "log(x*e**x)"),
    ("sin 2e^x", "sin(2*e**x)"),
    # A root without its backslash.
    ("sqrt[3]{x}", "cbrt(x)"),
    ("sqrt[3](x + 1)", "cbrt(x + 1)"),
    ("sqrt[n]{x}", "root(x, n)"),
    ("Sqrt[x] y", "sqrt(x)*y"),
    # Amplitudes.
    ("Acos(ωt+φ)", "A*cos(omega*t + phi)"),
    ("y = Asin(kx - ωt)", "A*sin(k*x - omega*t)"),
    ("Cos(x)", "cos(x)"),
    ("Atan2(y, x)", "atan2(y, x)"),
    # Between $ signs a subscript without braces is one character.
    ("$w_ix_i + b$", "w_i*x_i + b"),
    ("$a_nx^n$", "a_n*x**n"),
    # The subscript after the power.
    ("x^2_1 + x^2_2", "x_1**2 + x_2**2"),
    ("x^{2}_{1}y", "x_1**2*y"),
    ("2^{x}3^{y}", "2**x*3**y"),
    ("³√x", "cbrt(x)"),
    ("2 ³√x", "2*cbrt(x)"),
    ("x³√y", "x**3*sqrt(y)"),
    ("∆x", "Delta*x"),
    ("f(x,y) ≔ x^2y", "x**2*y"),
    ("e^〖-x^2〗", "e**(-x**2)"),
    ("\u202ax^2\u202c", "x**2"),
    # As formula editors write them.
    ("{x}_1", "x_1"),
    ("{{x}_{1}}^{2}{x}_{2}", "x_1**2*x_2"),
    (r"x_\alpha y", "x_alpha*y"),
    ("x_{i,j} x_{i, k}", "x_i_j*x_i_k"),
    ("x{}y", "x*y"),
    (r"x^2 + y \tag{1}", "x**2 + y"),
    (r"x^2 + y \label{eq:1}", "x**2 + y"),
    # The number of an exercise.
    ("5. f(x, y) = x^4 + 5xy^3", "x**4 + 5*x*y**3"),
    ("1) f(x,y)=xy", "x*y"),
    ("(a) z = x^2 y", "x**2*y"),
]

# As pasted; how it is read, and what is said of it.
NOTED = [
    ("sin 2x y", "sin(2*x*y)", "sin 2x y was read as sin(2x y)", "write sin(2x) y"),
    (r"\sin\frac{x}{y}z", "sin(x/y*z)", "was read as", r"write \sin(\frac{x}{y}) z"),
    ("sin 2*x", "sin(2)*x", "sin 2*x was read as (sin 2)*x", "write sin(2*x)"),
    ("w_ix_i + b", "w_ix_i + b", "w_ix_i was read as one name", "write * between names"),
    ("log(2, x)", "log(2, x)", "the base that stands last", "write log(x, 2)"),
    ("x^2 + y^2   (2)", "x**2 + y**2*2", "(2) at the end was read as a factor", "the equation"),
    ("(a) x^2 + y", "a*x**2 + y", "(a) at the beginning was read as a factor", "the exercise"),
    ("x^2\nx y", "x**2*x*y", "a new line was read as a multiplication sign", "one by one"),
    ("e^-kt", "e**(-k)*t", "e^-kt was read as (e^-k) t", "e^-(kt)"),
    ("e^-2t", "e**(-2)*t", "e^-2t was read as (e^-2) t", "e^-(2t)"),
    ("x2 + y2", "x2 + y2", "x2 was read as the name of a variable", "write x^2 for a power"),
]

SILENT = ["sin 2xy", "sin x", "sin 2x", "ln 2 * x", "e^(-2t)", "x1 + x2", "learning_rate x",
          "log(x, 2)", "x(t + 1)", "x +\n y", "(x + 1) y", "2 (x)", "x_1^2 x_2"]  # fmt: skip

REFUSED = [
    (r"\phi - \varphi", "two forms of one letter"),
    ("ε + ϵ", "two forms of one letter"),
    ("arc tg x", "arc is not a word"),
    ("Re(z)", "Re is not a word"),
    (r"\lg x", "lg is not a word"),
    ("σ(wx+b)", "σ before a bracket could be a function or a factor"),
]


def read(text: str) -> str:
    reading = read_expression(text)
    return write(reading.tree, reading.variables)


@pytest.mark.parametrize(("pasted", "meant"), MEANT)
def test_what_is_pasted_is_read_as_it_is_meant(pasted: str, meant: str) -> None:
    assert read(pasted) == meant


@pytest.mark.parametrize(("pasted", "as_read", "said", "help"), NOTED)
def test_where_it_could_mean_something_else_it_is_said(
    pasted: str,
    as_read: str,
    said: str,
    help: str,  # noqa: A002  as in a note
) -> None:
    assert read(pasted) == as_read
    notes = read_expression(pasted).notes
    assert any(said in note.message and help in (note.help or "") for note in notes)


@pytest.mark.parametrize("text", SILENT)
def test_nothing_is_said_of_what_is_plain(text: str) -> None:
    assert read_expression(text).notes == ()


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_what_has_no_good_reading_is_refused(text: str, why: str) -> None:
    with pytest.raises(GradcliError, match=why):
        read_expression(text)


@pytest.mark.parametrize("name", [r"\alpha", r"\theta_1", "β"])
def test_a_greek_letter_that_is_not_declared_is_a_constant(name: str) -> None:
    reading = read_expression(f"f(x) = {name} x")
    assert [note.code for note in reading.notes] == ["name-held"]
    assert reading.variables == ("x",)
    assert len(reading.held) == 1


@pytest.mark.parametrize("name", ["x_i_j", "a_2_n", "x_alpha", "rate_2", "y_hat", "theta_bar_1"])
def test_the_indices_of_a_name_are_read_again_from_latex(name: str) -> None:
    text = latex(typeset(read_expression(f"{name}^2", variables=[name]).tree))
    assert read_expression(text).variables == (name,)
