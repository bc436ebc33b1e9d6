"""Texts as people paste them: questions, books of several languages, sheets, copies of pages.

Each was typed or pasted by hand from what such a source has; what it means was written down first.
"""

import pytest

from gradcli.errors import GradcliError
from gradcli.language.reading import read_expression
from gradcli.language.writing import write

# The text; the variables and the function that are meant; the codes of the notes.
READ = [
    # Questions, with what a command is told around the formula.
    (
        "Let f(x,y)=x^2y+3xy^2, compute the gradient at (1,2).",
        "(x, y) x**2*y + 3*x*y**2",
        "point-left-out request-left-out",
    ),
    ("Given f(x,y)=x^2y, find its gradient", "(x, y) x**2*y", "request-left-out"),
    ("If f(x,y)=x^2y, find the partial derivatives.", "(x, y) x**2*y", "request-left-out"),
    (
        "How do I find the gradient of f(x,y)=ln(x^2+y^2)?",
        "(x, y) log(x**2 + y**2)",
        "request-left-out",
    ),
    ("What is the gradient of x^2 y?", "(x, y) x**2*y", "request-left-out"),
    (
        "what is the derivative of x^2*sin(y) with respect to y",
        "(x, y) x**2*sin(y)",
        "request-left-out",
    ),
    (
        "partial derivative of x^2 y with respect to x and y",
        "(x, y) x**2*y",
        "request-left-out",
    ),
    ("derivative of x^2 wrt x", "(x) x**2", "request-left-out"),
    ("gradient of x^2 y at (2,3)", "(x, y) x**2*y", "request-left-out point-left-out"),
    ("x^2 y at (x,y) = (2,3)", "(x, y) x**2*y", "point-left-out"),
    ("∇(x^2 y)", "(x, y) x**2*y", "request-left-out"),
    (r"\nabla \left(x^2 y\right)", "(x, y) x**2*y", "request-left-out"),
    ("grad x^2 y", "(x, y) x**2*y", "request-left-out"),
    ("gradient x^2+y^2", "(x, y) x**2 + y**2", "request-left-out"),
    ("grad(x^2*y)", "(x, y) x**2*y", "request-left-out"),
    ("'Find the gradient of x^2 y'", "(x, y) x**2*y", "request-left-out"),
    ("grad - x*2", "(grad, x) grad - x*2", "name-in-code"),
    ("grad*x", "(grad, x) grad*x", "name-in-code"),
    ("1 - minimize", "(minimize) 1 - minimize", "name-in-code"),
    ("f(x, y)= x^2y + xy^3 + C", "(x, y) x**2*y + x*y**3 + C", "name-held"),
    ("z=e^xy", "(x, y) e**x*y", "short-exponent"),
    ("f(x;y) = xy² \\times e^{xy}", "(x, y) x*y**2*e**(x*y)", ""),
    ("f : ℝ² → ℝ, f(x,y) = (x−1)·∛(x−y)", "(x, y) (x - 1)*cbrt(x - y)", ""),
    (
        "f(x,y) = { xy/(x^2+y^2) , (x,y)≠(0,0) ; 0 , (x,y)=(0,0) }",
        "(x, y) Piecewise((x*y/(x**2 + y**2), (x != 0) | (y != 0)), (0, (x == 0) & (y == 0)))",
        "",
    ),
    # Books of several languages.
    (r"f(x,y)=x^{2}+y^{2}\quad\text{mit } x,y\in\mathbb{R}", "(x, y) x**2 + y**2", ""),
    (r"f(x,y)=x^{2}+y^{2},\quad \text{avec } (x,y)\in\mathbb{R}^2", "(x, y) x**2 + y**2", ""),
    (r"f(x,y)=x^2+y^2\text{ für } x>0", "(x, y) x**2 + y**2", "condition-left-out"),
    (r"f\colon\mathbb{R}^2\to\mathbb{R},\ (x,y)\mapsto x^2+xy", "(x, y) x**2 + x*y", ""),
    (r"z=\ln\operatorname{tg}\frac{x}{y}", "(x, y) log(tan(x/y))", ""),
    (r"f(x,y) = 0{,}5x^2 + 1{,}25y", "(x, y) 0.5*x**2 + 1.25*y", ""),
    *(
        (
            rf"f(x)=\begin{{cases}} x^2{comma} & {if_} x>0 \\ 0{comma} & \text{{{otherwise}}} \end{{cases}}",  # noqa: E501  as in a book
            "(x) Piecewise((x**2, x > 0), (0, True))",
            "",
        )
        for comma, if_, otherwise in (
            ("", r"\text{als}", "anders"),
            ("", r"\text{при }", "иначе"),
            ("", r"\text{если } ", "в противном случае"),
            (",", "", "caso contrário"),
            ("", r"\text{dla }", "w przeciwnym razie"),
            ("", r"\text{quando }", "altrove"),
            ("", r"\text{si }", "sinon."),
        )
    ),
    # Physics, economics, statistics, losses.
    (
        "V(r) = 4ε[(σ/r)^12 − (σ/r)^6]",
        "(r) 4*epsilon*((sigma/r)**12 - (sigma/r)**6)",
        "names-held",
    ),
    (
        "U(r) = 4*e*((s/r)^12 - (s/r)^6)",
        "(r) 4*e*((s/r)**12 - (s/r)**6)",
        "e-is-the-constant name-held",
    ),
    ("E_k = ½mv²", "(m, v) 1/2*m*v**2", ""),
    ("P = nRT/V", "(R, T, V, n) n*R*T/V", "product-in-code"),
    ("H = p^2/2m + 1/2 k x^2", "(k, m, p, x) p**2/2*m + 1/2*k*x**2", "quotient-before-factor"),
    ("T = 2π√(L/g)", "(L, g) 2*pi*sqrt(L/g)", ""),
    ("s = ut + 1/2 at^2", "(a, t, u) u*t + 1/2*a*t**2", ""),
    ("Y = A K^α L^(1-α)", "(A, K, L, alpha) A*K**alpha*L**(1 - alpha)", ""),
    ("FV = P(1 + r/n)^(nt)", "(P, n, r, t) P*(1 + r/n)**(n*t)", ""),
    (
        r"f(x|\mu,\sigma) = \frac{1}{\sigma\sqrt{2\pi}} e^{-\frac{1}{2}\left(\frac{x-\mu}{\sigma}\right)^2}",  # noqa: E501
        "(x, mu, sigma) 1/(sigma*sqrt(2*pi))*e**(-1/2*((x - mu)/sigma)**2)",
        "",
    ),
    (r"f(x \mid \theta) = x \theta", "(x, theta) x*theta", ""),
    ("MSE = (1/2)((w1*x1+b)-y)**2", "(b, w1, x1, y) 1/2*((w1*x1 + b) - y)**2", ""),
    ("F.relu(w*x + b)**2", "(b, w, x) max(0, w*x + b)**2", "read-as-function"),
    ("1 / (1 + e^-(wx+b))", "(b, w, x) 1/(1 + e**(-(w*x + b)))", ""),
    ("α x_m^α / x^(α+1)", "(alpha, x, x_m) alpha*x_m**alpha/x**(alpha + 1)", ""),
    # Sheets and calculators.
    ("=$A$1^2 + 3*$B$1 + A$2", "(A1, A2, B1) A1**2 + 3*B1 + A2", ""),
    ("=SUM($A$1,B1)", "(A1, B1) A1 + B1", ""),
    ("=POWER(A1;2)+B1", "(A1, B1) A1**2 + B1", ""),
    ("=IF(A1>0;A1^2;0)", "(A1) Piecewise((A1**2, A1 > 0), (0, True))", ""),
    ("3×2y÷4", "(y) 3*2*y/4", ""),
    ("log₁₀(x) + log₂(y)", "(x, y) log(x, 10) + log(y, 2)", ""),
    # Copies of printed pages.
    ("（x＋y）＾2", "(x, y) (x + y)**2", ""),
    ("x\u200b²y", "(x, y) x**2*y", ""),
    ("x\u2061^2 sin\u2061(y)", "(x, y) x**2*sin(y)", ""),
    ("e−(x²+y²)", "(x, y) e - (x**2 + y**2)", "e-is-the-constant"),
    (
        "x2 + y2 + 2xy",
        "(x, x2, y, y2) x2 + y2 + 2*x*y",
        "numbered-name-beside-another numbered-name-beside-another",
    ),
    # Letters that programs have as one name, where a book has a coefficient and its coordinate.
    ("kx + sqrt(m/2)", "(k, m, x) k*x + sqrt(m/2)", "product-in-code"),
    ("bx + v - ky", "(b, k, v, x, y) b*x + v - k*y", "product-in-code product-in-code"),
    ("sin(kx + b)", "(b, k, x) sin(k*x + b)", ""),
    ("sin(ax + by)", "(a, b, x, y) sin(a*x + b*y)", ""),
    ("PI_SQUARED / 4", "(PI_SQUARED) PI_SQUARED/4", "name-in-code"),
    ("_PI_SQUARED / 4", "(PI_SQUARED) PI_SQUARED/4", "name-in-code outer-bars"),
]

# The text; the code of its refusal; what its advice must say.
REFUSED = [
    ("f(x,y)=sqrt(4-x^2-y^2) , (1,1)", "point-behind-the-formula", "--at 1,1"),
    ("∇(x^2 y) + y", "gradient-sign", "the function itself"),
    ("∇f = 2x", "gradient-sign", "the function itself"),
    ("gradient x", "not-a-word", "the function itself"),
    ("tangent plane to z=2xy^2-x^2y at (x,y)=(3,2)", "not-a-word", "formula alone"),
    ("minimize x^2+y^2", "not-a-word", "gradcli critical"),
    ("plot x^2 + y^2", "not-a-word", "gradcli plot"),
    ("half x squared", "undeclared-name", "formula alone"),
    ("slope 2", "undeclared-name", "formula alone"),
    ("normal to the curve x^2+y^2=1", "undeclared-name", "the gradient of g: give g alone"),
    ("antiderivative of x^2", "undeclared-name", "formula alone"),
    ("square root of x plus y", "not-a-word", "formula alone"),
    ("f(x, y) = x2 + y2", "number-behind-a-factor", "x^2 for a power"),
    ("f(x, y, z) = x cos(xz) + ln(2 − sin2 (y + z))", "lost-power", "sin(x)^2"),
    ("𝑓(𝑥; 𝑦) = 2𝑥 2 𝑦 + 3𝑦𝑥 4 + 5", "number-behind-a-factor", "^2 for a power"),
    ("u(x, y) = x a y 1 – a", "number-behind-a-factor", "y^1 for a power"),
    ("U(X1 ,X2 )= (x1^0.5+x2^0.5)^2", "variable-not-used", "write X1 for x1"),
    ("z = x^2 + y^2, x = t, y = t^2", "equation-behind-the-formula", "let u = x y"),
    ("df.residual + 1", "lone-decimal-point", "df_residual for one name"),
    ("1,5x² + 2,5y", "comma-outside-of-brackets", "with a point"),
    ("torch.log(1 + torch.exp(-y * (w @ x)))", "unexpected-token", "*"),
]


@pytest.mark.parametrize(("text", "meant", "codes"), READ)
def test_what_is_pasted_is_read_as_it_is_meant(text: str, meant: str, codes: str) -> None:
    reading = read_expression(text)
    names = ", ".join(reading.variables)
    assert f"({names}) {write(reading.tree, reading.variables)}" == meant
    assert [note.code for note in reading.notes] == codes.split()


@pytest.mark.parametrize(("text", "code", "advice"), REFUSED)
def test_what_is_refused_says_what_to_do(text: str, code: str, advice: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_expression(text)
    assert caught.value.code == code
    assert advice in (caught.value.help or "")
