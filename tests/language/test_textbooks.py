"""Functions as the exercises of calculus books and the pages of machine learning print them."""

import pytest

from gradcli.errors import GradcliError
from gradcli.language.reading import read_expression
from gradcli.language.writing import write

# The text, the name of the function, its variables in order, the formula.
PRINTED = [
    ("f(x,y)=x^4+5xy^3", "f", "x, y", "x**4 + 5*x*y**3"),
    ("f(x,t)=t^2e^{-x}", "f", "x, t", "t**2*e**(-x)"),
    (r"f(x,t)=\sqrt{3x+4t}", "f", "x, t", "sqrt(3*x + 4*t)"),
    (r"z=x\sin(xy)", "z", "x, y", "x*sin(x*y)"),
    (r"f(x,y)=\frac{x}{y}", "f", "x, y", "x/y"),
    (r"f(x,y)=\frac{x}{(x+y)^2}", "f", "x, y", "x/(x + y)**2"),
    (r"w=\frac{e^v}{u+v^2}", "w", "u, v", "e**v/(u + v**2)"),
    ("g(u,v)=(u^2v-v^3)^5", "g", "u, v", "(u**2*v - v**3)**5"),
    (r"u(r,\theta)=\sin(r\cos\theta)", "u", "r, theta", "sin(r*cos(theta))"),
    (r"R(p,q)=\tan^{-1}(pq^2)", "R", "p, q", "atan(p*q**2)"),
    ("f(x,y)=x^y", "f", "x, y", "x**y"),
    ("f(x,y,z)=x^3yz^2+2yz", "f", "x, y, z", "x**3*y*z**2 + 2*y*z"),
    (r"w=\ln(x+2y+3z)", "w", "x, y, z", "log(x + 2*y + 3*z)"),
    (r"w=y\tan(x+2z)", "w", "x, y, z", "y*tan(x + 2*z)"),
    (r"p=\sqrt{t^4+u^2\cos v}", "p", "t, u, v", "sqrt(t**4 + u**2*cos(v))"),
    ("u=x^{y/z}", "u", "x, y, z", "x**(y/z)"),
    (r"h(x,y,z,t)=x^2y\cos(z/t)", "h", "x, y, z, t", "x**2*y*cos(z/t)"),
    (r"f(x,y)=\ln\bigl(x+\sqrt{x^2+y^2}\bigr)", "f", "x, y", "log(x + sqrt(x**2 + y**2))"),
    (r"f(x,y)=\arctan(y/x)", "f", "x, y", "atan(y/x)"),
    ("L(w, b, x, y) = (w x + b - y)^2", "L", "w, b, x, y", "(w*x + b - y)**2"),
    ("sigma = 1/(1+e^(-z))", "sigma", "z", "1/(1 + e**(-z))"),
    ("σ(z) = 1/(1 + e^{−z})", "sigma", "z", "1/(1 + e**(-z))"),
    ("f(x, y) = x² + y²", "f", "x, y", "x**2 + y**2"),
    ("f(x, y) = (x² − y²)/(x² + y²)", "f", "x, y", "(x**2 - y**2)/(x**2 + y**2)"),
    ("f(x1, x2) = 100(x2 − x1²)² + (1 − x1)²", "f", "x1, x2", "100*(x2 - x1**2)**2 + (1 - x1)**2"),
    (
        "f(x_1, x_2) = 100 (x_2 - x_1^2)^2 + (1 - x_1)^2",
        "f",
        "x_1, x_2",
        "100*(x_2 - x_1**2)**2 + (1 - x_1)**2",
    ),
    (r"f(\mathbf{x}) = x", "f", "x", "x"),
    (r"z = \sqrt{1 - x^2 - y^2}", "z", "x, y", "sqrt(1 - x**2 - y**2)"),
    (r"T = \frac{60}{1+x^2+y^2}", "T", "x, y", "60/(1 + x**2 + y**2)"),
    (r"e^{-x}\sin(x+y)", "f", "x, y", "e**(-x)*sin(x + y)"),
    ("x e^{y} + y e^{-z} + z e^{x}", "f", "x, y, z", "x*e**y + y*e**(-z) + z*e**x"),
    ("ln(x y^2)", "f", "x, y", "log(x*y**2)"),
    ("2/3 x^(3/2)", "f", "x", "2/3*x**(3/2)"),
    ("2x^(3/2)/3", "f", "x", "2*x**(3/2)/3"),
    ("(x+y)/2z", "f", "x, y, z", "(x + y)/2*z"),
    ("sin θ/2", "f", "theta", "sin(theta)/2"),
    ("tan⁻¹(y/x)", "f", "x, y", "atan(y/x)"),
    ("x cos²y", "f", "x, y", "x*cos(y)**2"),
    ("−x²", "f", "x", "-x**2"),
    ("e^(xy)sin(z)", "f", "x, y, z", "e**(x*y)*sin(z)"),
    ("5 x^2 y - 3 x + 7", "f", "x, y", "5*x**2*y - 3*x + 7"),
    ("(3x+2y)^10", "f", "x, y", "(3*x + 2*y)**10"),
    ("√x²+y²", "f", "x, y", "sqrt(x**2) + y**2"),
    ("1/√(x²+y²)", "f", "x, y", "1/sqrt(x**2 + y**2)"),
    ("x·e^(−y/2)", "f", "x, y", "x*e**(-y/2)"),
    ("x^(2/3)y^(1/3)", "f", "x, y", "x**(2/3)*y**(1/3)"),
    ("Q = 10 K^0.4 L^0.6", "Q", "K, L", "10*K**0.4*L**0.6"),
    ("x_1^2 + x_2^2 + 2x_1x_2", "f", "x_1, x_2", "x_1**2 + x_2**2 + 2*x_1*x_2"),
    ("cos xy", "f", "x, y", "cos(x*y)"),
    ("cos(xy)", "f", "x, y", "cos(x*y)"),
    ("sin3x", "f", "x", "sin(3*x)"),
    ("ln(3x)+y", "f", "x, y", "log(3*x) + y"),
    ("4xy e^(-x^2-y^2)", "f", "x, y", "4*x*y*e**(-x**2 - y**2)"),
    ("4xye^(-x^2-y^2)", "f", "x, y", "4*x*y*e**(-x**2 - y**2)"),
    ("y sin x + x cos y", "f", "x, y", "y*sin(x) + x*cos(y)"),
    ("ysinx+xcosy", "f", "x, y", "y*sin(x) + x*cos(y)"),
]


@pytest.mark.parametrize(("text", "function", "variables", "formula"), PRINTED, ids=str)
def test_a_printed_function_is_read(text: str, function: str, variables: str, formula: str) -> None:
    reading = read_expression(text)
    assert (reading.function, ", ".join(reading.variables)) == (function, variables)
    assert write(reading.tree) == formula


# Functions with constants that have names: the text, its variables, its constants, the formula.
WITH_CONSTANTS = [
    ("f(x,y) = c - ax^2 - by^2", "x, y", "a, b, c", "c - a*x**2 - b*y**2"),
    (r"F(K,L)=A K^\alpha L^\beta", "K, L", "A, alpha, beta", "A*K**alpha*L**beta"),
    (
        r"V(r)=4\epsilon[(\sigma/r)^{12}-(\sigma/r)^6]",
        "r",
        "epsilon, sigma",
        "4*epsilon*((sigma/r)**12 - (sigma/r)**6)",
    ),
    (r"V(r)=-\frac{GMm}{r}", "r", "G, M, m", "-G*M*m/r"),
    ("f(x,y) = (a-x)^2 + b(y-x^2)^2", "x, y", "a, b", "(a - x)**2 + b*(y - x**2)**2"),
    (r"U(C,L) = C^\gamma L^{1-\gamma}", "C, L", "gamma", "C**gamma*L**(1 - gamma)"),
    (
        r"f(x)=\frac{1}{\sigma\sqrt{2\pi}}e^{-\frac{(x-\mu)^2}{2\sigma^2}}",
        "x",
        "mu, sigma",
        "1/(sigma*sqrt(2*pi))*e**(-(x - mu)**2/(2*sigma**2))",
    ),
    (r"v(s) = \frac{V_{max} s}{K_m + s}", "s", "K_m, V_max", "V_max*s/(K_m + s)"),
    ("P(V,T) = nRT/(V - nb) - an^2/V^2", "V, T", "R, a, b, n", None),
    (r"x(t) = A\cos(\omega t + \phi)", "t", "A, omega, phi", "A*cos(omega*t + phi)"),
    ("s(t) = s_0 + v_0 t + 1/2 g t^2", "t", "g, s_0, v_0", "s_0 + v_0*t + 1/2*g*t**2"),
    ("U(h) = mgh", "h", "g, m", "m*g*h"),
    (r"\pi(q) = pq - cq^2 - F", "q", "F, c, p", None),
    ("L(w, b) = (w x_1 + b - y_1)^2", "w, b", "x_1, y_1", "(w*x_1 + b - y_1)**2"),
    (r"N(t) = N_0 e^{-\lambda t}", "t", "N_0, lambda", "N_0*e**(-lambda*t)"),
    (r"T(x,t) = T_0 e^{-kt}\sin(\pi x/L)", "x, t", "L, T_0, k", None),
    ("E(q, p) = p^2/(2m) + kq^2/2", "q, p", "k, m", "p**2/(2*m) + k*q**2/2"),
    ("f(x) = (x - x0)^2 + (x - x1)^2", "x", "x0, x1", "(x - x0)**2 + (x - x1)**2"),
    ("f(x) = ln(1 + e^(ax)) + ksinx", "x", "a, k", None),
    ("f(x, y) = axby + x^{-n}", "x, y", "a, b, n", "a*x*b*y + x**(-n)"),
    ("lambda x: k*x**2 + c", "x", "c, k", "k*x**2 + c"),
]


@pytest.mark.parametrize(("text", "variables", "constants", "formula"), WITH_CONSTANTS)
def test_letters_beside_the_variables_are_constants(
    text: str, variables: str, constants: str, formula: str | None
) -> None:
    reading = read_expression(text)
    assert ", ".join(reading.variables) == variables
    assert sorted(reading.held) == sorted(constants.split(", "))
    codes = [note.code for note in reading.notes]
    assert ("names-held" if ", " in constants else "name-held") in codes
    declared = (*reading.variables, *reading.held)
    written = write(reading.tree, declared)
    if formula is not None:
        assert written == formula
    again = read_expression(written, variables=reading.variables, held=reading.held)
    assert write(again.tree, declared) == written


# What is no constant: a word, a slip of the pen, a function, a letter in a variable's place.
SLIPS = [
    ("f(x,y) = x^2 + u", "variable-not-used"),
    ("f(x) = t^2", "variable-not-used"),
    ("f(x,y) = a x + v^2", "variable-not-used"),
    ("f(x,y) = a x", "variable-not-used"),
    ("f(x) = rate x", "name-not-among-variables"),
    ("f(x) = learning_rate x", "name-not-among-variables"),
    ("f(x) = sim x", "name-not-among-variables"),
    ("f(x) = cso x", "name-not-among-variables"),
    ("f(x) = tax", "name-not-among-variables"),
    ("f(x) = x g(x)", "name-not-among-variables"),
    ("f(x) = kf(x)", "unknown-function"),
    ("f(x) = bessel(x)", "unknown-function"),
    ("f(x) = x2^2", "number-behind-a-factor"),
]


@pytest.mark.parametrize(("text", "code"), SLIPS)
def test_what_looks_like_a_slip_is_no_constant(text: str, code: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_expression(text)
    assert caught.value.code == code


def test_a_variable_may_be_left_out_beside_several_constants() -> None:
    assert read_expression("f(x,y) = a x^2 + b x + c").held == ("a", "b", "c")


def test_a_constant_that_is_given_a_value_is_no_slip() -> None:
    assert read_expression("f(x, y) = x^2 + u", held=("u",)).held == ("u",)
    assert read_expression("rate x", held=("rate",)).variables == ("x",)
    assert write(read_expression("2e x + ex", held=("e",)).tree, ("e", "x")) == "2*e*x + e*x"
