"""Formulas as they are copied from pages, programs and slides; where something is left in doubt.

Each was read wrongly or refused once, and stands here with what its author means.
"""

import pytest

from gradcli.errors import GradcliError
from gradcli.language.reading import read_expression
from gradcli.language.writing import write

# The text; the function that is meant.
MEANT = [
    ("\\hat{y} - y", "f(y, y_hat) = y_hat - y"),
    ("(y - \\hat y)^2", "f(y, y_hat) = (y - y_hat)**2"),
    ("(ŷ - y)^2", "f(y, y_hat) = (y_hat - y)**2"),
    ("x̂ + ȳ", "f(x_hat, y_bar) = x_hat + y_bar"),
    ("xx̂", "f(x, x_hat) = x*x_hat"),
    ("\\bar{x} y", "f(x_bar, y) = x_bar*y"),
    ("\\dot{x}^2", "f(x_dot) = x_dot**2"),
    ("\\hat{y}_i^2", "f(y_hat_i) = y_hat_i**2"),
    ("\\hat{\\theta}_{1} x", "f(theta_hat_1, x) = theta_hat_1*x"),
    ("\\hat{y_i}", "f(y_hat_i) = y_hat_i"),
    ("\\hat{\\boldsymbol{y}}^2", "f(y_hat) = y_hat**2"),
    ("\\overline{x}_n", "f(x_bar_n) = x_bar_n"),
    ("θ̂ x", "f(theta_hat, x) = theta_hat*x"),
    ("f(x, ŷ) = x ŷ", "f(x, y_hat) = x*y_hat"),
    ("\\mathcal{L}(\\theta, y) = (y - \\theta)^2", "L(theta, y) = (y - theta)**2"),
    ("\\mathcal{L} = (y - \\hat{y})^2", "L(y, y_hat) = (y - y_hat)**2"),
    ("ŷᵢ", "f(y_hat_i) = y_hat_i"),
    ("2ŷx̄", "f(x_bar, y_hat) = 2*y_hat*x_bar"),
    ("\\tilde x_1 + x_1", "f(x_1, x_tilde_1) = x_tilde_1 + x_1"),
    ("\\hat{y}^2_1", "f(y_hat_1) = y_hat_1**2"),
    ("lambda x: x[0]**2 + x[1]**2", "f(x_0, x_1) = x_0**2 + x_1**2"),
    (
        "f = @(x) 100*(x(2)-x(1)^2)^2 + (1-x(1))^2;",
        "f(x_1, x_2) = 100*(x_2 - x_1**2)**2 + (1 - x_1)**2",
    ),
    ("w^l_{jk} a^{l-1}_k + b^l_j", "f(a_k, b_j, l, w_jk) = w_jk**l*a_k**(l - 1) + b_j**l"),
    ("x^2_1 + \\sigma^2_x", "f(sigma_x, x_1) = x_1**2 + sigma_x**2"),
    ("Kᵅ L^β", "f(K, L, alpha, beta) = K**alpha*L**beta"),
    ("e⁻ˣ²", "f(x) = e**(-x**2)"),
    ("0{,}5x", "f(x) = 0.5*x"),
    ("6.02x10^23 n", "f(n) = 6.02*10**23*n"),
    ("{1/x if x ~= 0, 0 otherwise}", "f(x) = Piecewise((1/x, x != 0), (0, True))"),
    (
        "\\begin{align*} f(x,y) &= x^2 + y^2 \\\\ &\\quad + 3xy \\end{align*}",
        "f(x, y) = x**2 + y**2 + 3*x*y",
    ),
    ("f(x,y)=x^{2}+xy+y^{2}.\\,", "f(x, y) = x**2 + x*y + y**2"),
    ("f(x) \\overset{\\text{def}}{=} x^2", "f(x) = x**2"),
    ("\\hbar \\omega n", "f(hbar, n, omega) = hbar*omega*n"),
    ("ħω n", "f(hbar, n, omega) = hbar*omega*n"),
    ("f(x) \\equiv x^2", "f(x) = x**2"),
    ("∣x∣ y", "f(x, y) = abs(x)*y"),
    ("\\sin\\left(x\\right)^{2}", "f(x) = sin(x)**2"),
    ("x |-> x^2", "f(x) = x**2"),
    ("tf.nn.tanh(x)", "f(x) = tanh(x)"),
    ("std::sin(x)", "f(x) = sin(x)"),
    ("Exercise 5: f(x, y) = x^2 y", "f(x, y) = x**2*y"),
    ("Example 1. f(x) = x^2", "f(x) = x**2"),
    ("[5] f(x) = x^2", "f(x) = x**2"),
    ("iv) f(x) = x^2", "f(x) = x**2"),
    ("3) x^2 + y", "f(x, y) = x**2 + y"),
    ("12. + x", "f(x) = 12 + x"),
    ("Let f(x,y)=x^2y", "f(x, y) = x**2*y"),
    ("let f(x,y) = x^2 y.", "f(x, y) = x**2*y"),
    ("• f(x, y) = x y", "f(x, y) = x*y"),
    ("let u = x^2; u y", "f(x, y) = x**2*y"),
    ("f : R × R → R, f(x, y) = x^2 y", "f(x, y) = x**2*y"),
    ("f: D \\to \\mathbb{R}, f(x) = x^2", "f(x) = x**2"),
    ("f: ]0,∞[ → R, f(x) = ln x", "f(x) = log(x)"),
    ("f: \\mathbb{R}^2\\setminus\\{(0,0)\\}\\to\\mathbb{R}, f(x,y) = x y", "f(x, y) = x*y"),
    ("f(x,y)=x^2y, x,y∈ℝ", "f(x, y) = x**2*y"),
    ("f(x,y) = x²y, (x,y) ∈ ℝ²", "f(x, y) = x**2*y"),
    ("f(x)=x2f(x)=x^2f(x)=x2", "f(x) = x**2"),
    ("sin(x)\\sin(x)sin(x)", "f(x) = sin(x)"),
    ("e−xe^{-x}e−x", "f(x) = e**(-x)"),
    ("θ0\\theta_0θ0", "f(theta_0) = theta_0"),
    ("x2+y2x^2+y^2x2+y2", "f(x, y) = x**2 + y**2"),
    ("x**2 + y**2  # the paraboloid", "f(x, y) = x**2 + y**2"),
    ("f = @(x) x.^2; % square", "f(x) = x**2"),
    ("x^2 /* c */ + y", "f(x, y) = x**2 + y"),
    (">>> x**2*y", "f(x, y) = x**2*y"),
    ("return x**2*y", "f(x, y) = x**2*y"),
    ("=A1^2 + B1", "f(A1, B1) = A1**2 + B1"),
    ('"x^2 y"', "f(x, y) = x**2*y"),
    ("'x^2 + y'", "f(x, y) = x**2 + y"),
    ("f: (x, y) -> x^2 y", "f(x, y) = x**2*y"),
    ("f : x \\mapsto x^2", "f(x) = x**2"),
    ("xyx", "f(x, y) = x*y*x"),
    ("x^2x^2", "f(x) = x**2*x**2"),
    ("f(x) = x^2 for x >= 0, -x for x < 0", "f(x) = Piecewise((x**2, x >= 0), (-x, x < 0))"),
    ("x > 0 ? x : -x", "f(x) = Piecewise((x, x > 0), (-x, True))"),
    ("x if x > 0 || y > 0 else 0", "f(x, y) = Piecewise((x, (x > 0) | (y > 0)), (0, True))"),
    ("{x \\over y} + 1", "f(x, y) = x/y + 1"),
    (
        "Piecewise((0, Eq(x, 0)), (sin(x)/x, True))",
        "f(x) = Piecewise((0, x == 0), (sin(x)/x, True))",
    ),
    ("If[x>0, x, 0]", "f(x) = Piecewise((x, x > 0), (0, True))"),
    ("where(x > 0, x, 0)", "f(x) = Piecewise((x, x > 0), (0, True))"),
    ("ArcTan[x, y]", "f(x, y) = atan2(y, x)"),
    ("Log[b, x]", "f(b, x) = log(x, b)"),
    ("log3(x)", "f(x) = log(x, 3)"),
    ("Log2[x] + Log10[y]", "f(x, y) = log(x, 2) + log(y, 10)"),
    ("e - x", "f(x) = e - x"),
    ("E^x", "f(x) = e**x"),
    ("cotg x", "f(x) = cot(x)"),
    ("e^x/2", "f(x) = e**x/2"),
    ("√2-1", "f() = sqrt(2) - 1"),
    ("√|xy|", "f(x, y) = sqrt(abs(x*y))"),
    ("6.674e-11 m", "f(m) = 0.00000000006674*m"),
    ("ax^3+bx^2+cx+dx", "f(a, b, c, d, x) = a*x**3 + b*x**2 + c*x + d*x"),
    ("\\cos x\\frac{1}{y}", "f(x, y) = cos(x)*(1/y)"),
    ("sin x/cos x", "f(x) = sin(x)/cos(x)"),
    ("x1x2", "f(x1, x2) = x1*x2"),
    ("x1^2 + x1x2", "f(x1, x2) = x1**2 + x1*x2"),
    ("f(x_1,x_2)=x1x2", "f(x_1, x_2) = x_1*x_2"),
    ("min(x;y)", "f(x, y) = min(x, y)"),
    (
        "\\begin{cases} x^2 & \\text{if } x>0,\\ y>0 \\\\ 0 & \\text{otherwise.} \\end{cases}",
        "f(x, y) = Piecewise((x**2, (x > 0) & (y > 0)), (0, True))",
    ),
    ("f[x_, y_] := x^2 y", "f(x, y) = x**2*y"),
    ("f[x_] := Sin[x]", "f(x) = sin(x)"),
    ("f[x,y] = x y", "f(x, y) = x*y"),
    ("def f(x: float, y: float) -> float: return x**2*y", "f(x, y) = x**2*y"),
    ("def f(x: np.ndarray): return x[0]**2 + x[1]**2", "f(x_0, x_1) = x_0**2 + x_1**2"),
    ("f(\\mathbf{x}) = x_1^2 + x_2^2", "f(x_1, x_2) = x_1**2 + x_2**2"),
    ("f(x) = x_1^2 + x_{10} x_2", "f(x_1, x_2, x_10) = x_1**2 + x_10*x_2"),
    ("f{\\left(x,y \\right)} = x^{2} y", "f(x, y) = x**2*y"),
    ("J(\\theta) = (\\theta_0 + \\theta_1)^2", "J(theta_0, theta_1) = (theta_0 + theta_1)**2"),
    ("f(x) = x1^2 + x1x2", "f(x1, x2) = x1**2 + x1*x2"),
    ("||x| - 1|", "f(x) = abs(abs(x) - 1)"),
    (
        "rosen(x) = 100*(x[1]-x[0]**2)**2 + (1-x[0])**2",
        "rosen(x_0, x_1) = 100*(x_1 - x_0**2)**2 + (1 - x_0)**2",
    ),
    ("x<sup>2</sup> + y<sub>1</sub>", "f(x, y_1) = x**2 + y_1"),
    ("x &minus; y &times; 2&nbsp;z", "f(x, y, z) = x - y*2*z"),
    ("%pi r^2 + %e^x", "f(r, x) = pi*r**2 + e**x"),
    ("ax + by + c", "f(a, b, c, x, y) = a*x + b*y + c"),
    ("½at²", "f(a, t) = 1/2*a*t**2"),
    ("\\mathrm{d} x", "f(d, x) = d*x"),
    ("\\text{area} = x y", "area(x, y) = x*y"),
]

# The text; how it is read; what is said of it.
NOTED = [
    (
        "w[0]*x[0]+w[1]*x[1]+b",
        "f(b, w_0, w_1, x_0, x_1) = w_0*x_0 + w_1*x_1 + b",
        "w[0] was read as the name w_0",
    ),
    (
        "(\\theta_0 + \\theta_1 x^{(1)} - y^{(1)})^2",
        "f(theta_0, theta_1, x_1, y_1) = (theta_0 + theta_1*x_1 - y_1)**2",
        "x^{(1)} was read as the name x_1",
    ),
    (
        "w_{ij}^{(2)} a_j^{(1)} + b_i^{(2)}",
        "f(a_j_1, b_i_2, w_ij_2) = w_ij_2*a_j_1 + b_i_2",
        "w_{ij}^{(2)} was read as the name w_ij_2",
    ),
    ("a^{[1]} + b^{[2]}", "f(a_1, b_2) = a_1 + b_2", "a^{[1]} was read as the name a_1"),
    ("x⁽¹⁾ + x⁽²⁾", "f(x_1, x_2) = x_1 + x_2", "x⁽¹⁾ was read as the name x_1"),
    ("K^αL^β", "f(K, L, alpha, beta) = K**alpha*L**beta", "K^αL was read as (K^α) L"),
    (
        "\\frac12\\varepsilon_0E^2",
        "f(epsilon_0) = 1/2*epsilon_0*e**2",
        "E was read as the constant e = 2.718...",
    ),
    ("12. x^2 y", "f(x, y) = 12*x**2*y", "12. at the beginning was read as a factor"),
    ("2x^2x2", "f(x, x2) = 2*x**2*x2", "x2 was read as the name of a variable, beside x"),
    ("f(x) = \\sqrt{x}, \\quad x > 0", "f(x) = sqrt(x)", "the remark x > 0 was left out"),
    ("f(x) = x², x ≥ 0", "f(x) = x**2", "the remark x ≥ 0 was left out"),
    ("xy \\text{ for } x>0", "f(x, y) = x*y", "the remark x>0 was left out"),
    ("x^2y (x>0)", "f(x, y) = x**2*y", "the remark (x>0) was left out"),
    ("x^2*y where x>0", "f(x, y) = x**2*y", "the remark x>0 was left out"),
    (
        "sigmoid(w x + b)",
        "f(b, w, x) = 1/(1 + exp(-(w*x + b)))",
        "sigmoid was read as the function 1/(1 + exp(-x))",
    ),
    ("relu(x)", "f(x) = max(0, x)", "relu was read as the function max(0, x)"),
    (
        "np.log1p(np.exp(-x))",
        "f(x) = log(1 + exp(-x))",
        "log1p was read as the function log(1 + x)",
    ),
    (
        "torch.clamp(x, 0, 1)",
        "f(x) = min(max(x, 0), 1)",
        "clamp was read as the function min(max(x, low), high)",
    ),
    ("exp2(x)", "f(x) = 2**x", "exp2 was read as the function 2^x"),
    ("log1p(x)", "f(x) = log(1 + x)", "log1p was read as the function log(1 + x)"),
    ("log3x", "f(x) = log(3*x)", "the letters log3x were read as a function and its argument"),
    ("log10x", "f(x) = log(x, 10)", "log10x was read as log10(x)"),
    ("ex sin y", "f(x, y) = e*x*sin(y)", "e was read as the constant e = 2.718..."),
    ("x ey", "f(x, y) = x*e*y", "e was read as the constant e = 2.718..."),
    ("e(x+y)", "f(x, y) = e*(x + y)", "e was read as the constant e = 2.718..."),
    ("e-2t", "f(t) = e - 2*t", "e was read as the constant e = 2.718..."),
    ("e−x sin y", "f(x, y) = e - x*sin(y)", "e was read as the constant e = 2.718..."),
    ("E/R", "f(R) = e/R", "E was read as the constant e = 2.718..."),
    ("ch x - sh²x", "f(x) = cosh(x) - sinh(x)**2", "ch was read as cosh"),
    ("e^-x^2/2", "f(x) = e**(-x**2)/2", "e^-x^2/2 was read as (e^-x^2)/2"),
    ("e^-t/τ", "f(t, tau) = e**(-t)/tau", "e^-t/τ was read as (e^-t)/τ"),
    (
        "e^-(x-μ)²/(2σ²)",
        "f(mu, sigma, x) = e**(-(x - mu)**2)/(2*sigma**2)",
        "e^-(x-μ)²/(2σ²) was read as (e^-(x-μ)²)/(2σ²)",
    ),
    ("x^2n", "f(n, x) = x**2*n", "x^2n was read as (x^2) n"),
    ("√1-x^2", "f(x) = sqrt(1) - x**2", "√1-x was read as (√1)-x"),
    ("√x+y", "f(x, y) = sqrt(x) + y", "√x+y was read as (√x)+y"),
    ("T = 2π√L/g", "T(L, g) = 2*pi*sqrt(L)/g", "√L/g was read as (√L)/g"),
    ("w^T x + b", "f(T, b, w, x) = w**T*x + b", "w^T was read as a power with the exponent T"),
    ("x-[x]", "f(x) = x - x", "[x] was read as a bracket around x"),
    ("x^2 + y^2 [2]", "f(x, y) = x**2 + y**2*2", "[2] at the end was read as a factor"),
    ("acosh(x/a)", "f(a, x) = acosh(x/a)", "acosh was read as the inverse of cosh"),
    (
        "asin(x)+bcos(x)",
        "f(b, x) = asin(x) + b*cos(x)",
        "the letters bcos were read as a function and its argument",
    ),
    ("2e3t", "f(t) = 2000*t", "2e3 was read as a number in scientific notation"),
    ("x^2 dx", "f(d, x) = x**2*d*x", "dx was read as d times x"),
    ("y dx + x dy", "f(d, x, y) = y*d*x + x*d*y", "dx was read as d times x"),
    ("5.10^3 x", "f(x) = 5.1**3*x", "5.10 was read as one number, 5.1"),
    ("x(2)", "f(x) = x*2", "x(2) was read as x times 2"),
    ("sin^2 x y", "f(x, y) = sin(x*y)**2", "sin^2 x y was read as sin^2(x y)"),
    ("\\tan^{-1} y/x", "f(x, y) = atan(y)/x", "\\tan^{-1} y/x was read as (\\tan^{-1} y)/x"),
    ("log_2 x y", "f(x, y) = log(x*y, 2)", "log_2 x y was read as log_2(x y)"),
    ("\\sin x \\, y", "f(x, y) = sin(x*y)", "\\sin x \\, y was read as \\sin(x \\, y)"),
    ("sin x/(1+y)", "f(x, y) = sin(x)/(1 + y)", "sin x/(1+y) was read as (sin x)/(1+y)"),
    ("xi + yi", "f(i, xi, y) = xi + y*i", "xi was read as the Greek letter ξ"),
    ("f(x,y) = xy, (x>0)", "f(x, y) = x*y", "the remark (x>0) was left out"),
    ("f(x) = \\ln x \\qquad (x > 0)", "f(x) = log(x)", "the remark (x > 0) was left out"),
    ("\\sqrt{x}, x \\ge 0, y > 1", "f(x) = sqrt(x)", "the remark x \\ge 0, y > 1 was left out"),
    ("log10x + log2y", "f(x, y) = log(x, 10) + log(y, 2)", "log10x was read as log10(x)"),
    ("f[0] + f[1]", "f(f_0, f_1) = f_0 + f_1", "f[0] was read as the name f_0"),
    ("s=4.9t^2 \\text{ m}", "s(m, t) = 4.9*t**2*m", "\\text{ m} at the end was read as a factor"),
    (
        "v = 9.8t\\ \\mathrm{m/s}",
        "v(m, s, t) = 9.8*t*m/s",
        "\\mathrm{m/s} at the end was read as a factor",
    ),
]

# The text; why it is not read.
REFUSED = [
    ("\\vec{x}\\cdot\\vec{y}", "\\vec marks a vector, and a variable of an expression is a number"),
    ("\\widehat{AB}", "\\widehat marks one letter, and something else stands after it"),
    ("\\lVert x \\rVert^2", "‖ is the sign of a norm, which is not in the language"),
    ("wᵀx + b", "a mark of transposition stands here, and every variable is a number"),
    ("x^{\\top} y", "a mark of transposition stands here, and every variable is a number"),
    ("1.0d0*x**2", "1.0d0 could be a number in scientific notation or a product"),
    ("x\\not=0", "an expression was expected here, and this is a condition"),
    ("\\sigma\\left(wx+b\\right)", "\\sigma before a bracket could be a function or a factor"),
    ("f(x, y) = xy if x > 0", "this `if` has no `else`"),
    ("f(x) = x^2 for x >= 0 and 0 otherwise", "a condition such as x > 0 was expected here"),
    ("x^2 y, x = 2", "an equation stands behind the formula"),
    ("sin(u) where u = xy", "an equation stands behind the formula"),
    ("z=x^2y, x=t^2, y=t^3", "an equation stands behind the formula"),
    ("\\sigma(wx+b)", "\\sigma before a bracket could be a function or a factor"),
    ("σ(z)", "σ before a bracket could be a function or a factor"),
    ("\\sigma\\left(x\\right)", "\\sigma before a bracket could be a function or a factor"),
    ("sin2 x + cos2 x", "sin2 before its argument could have lost the sign of a power"),
    (
        "tan−1(y/x)",
        "tan−1 before its argument could be the inverse function with its raised -1 lost",
    ),
    (
        "tan-1(y/x)",
        "tan-1 before its argument could be the inverse function with its raised -1 lost",
    ),
    ("sin-1 x", "sin-1 before its argument could be the inverse function with its raised -1 lost"),
    ("shx", "shx is not a word of the language"),
    ("lgx", "lgx is not a word of the language"),
    ("f^{-1}(x)", "a power of f is followed by brackets, and no function f is known"),
    ("f^2(x)", "a power of f is followed by brackets, and no function f is known"),
    ("T = 100-x^2 °C", "°C is a unit of temperature"),
    ("V(r)=-\\frac{GMm}{r}", "the name GMm is not the variable r"),
    ("f(x,y) = (a-x)^2 + b(y-x^2)^2", "the name a is not one of the variables x, y"),
    ("x * sin of x", "of is not a word of the language"),
    ("max(x)", "max takes two arguments or more, and 1 was given"),
    ("(x,y) = (1,2)", "an expression was expected here, and this is a condition"),
    ("z(x) = z x", "z stands in its own formula"),
    ("\\frac{d^2}{dx^2} x^3", "a derivative is not part of an expression"),
    ("\\frac{\\mathrm{d}}{\\mathrm{d}x} x^2", "a derivative is not part of an expression"),
    ("d^2/dx^2 x^3", "a derivative is not part of an expression"),
    ("x^2 y, P(1,2)", "a point stands behind the formula"),
    ("x^2y,\\ P_0(1, 1)", "a point stands behind the formula"),
    ("x // 2", "// is no sign of the language"),
    ("x is y", "is is not a word of the language"),
    ("x^2 in R", "in is not a word of the language"),
    ("x by y", "by is not a word of the language"),
    ("x^2 y at 2", "at is not a word of the language"),
    ("{x if x > 0, 0 otherwise} & y", "a condition such as x > 0 was expected here"),
    ("x^2 &lt; y", "an expression was expected here, and this is a condition"),
    ("5% x", "the character % is not part of the language"),
    ("x^2 \\text{if } x", "this `if` has no `else`"),
]


def read(text: str) -> str:
    reading = read_expression(text)
    formula = write(reading.tree, reading.variables)
    return f"{reading.function}({', '.join(reading.variables)}) = {formula}"


@pytest.mark.parametrize(("text", "meant"), MEANT)
def test_what_is_copied_is_read_as_it_is_meant(text: str, meant: str) -> None:
    assert read(text) == meant
    assert read_expression(text).notes == ()


@pytest.mark.parametrize(("text", "as_read", "said"), NOTED)
def test_what_is_in_doubt_is_said(text: str, as_read: str, said: str) -> None:
    assert read(text) == as_read
    notes = read_expression(text).notes
    assert said in [note.message for note in notes]
    assert all(0 <= note.span.start < note.span.end <= len(text) for note in notes)


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_what_could_be_two_things_is_refused(text: str, why: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_expression(text)
    assert caught.value.message == why
