"""Every code of the language, with a text that produces it; what each says is held elsewhere."""

from __future__ import annotations

import pytest

from gradcli.errors import GradcliError
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import read_expression
from gradcli.language.vectors.angles import read_angle
from gradcli.language.vectors.points import read_direction, read_point

# Of an expression: the text, and the variables that are declared, if any.
EXPRESSIONS: dict[str, tuple[str, tuple[str, ...] | None]] = {
    "accent-over-several-letters": ("\\widehat{AB}", None),
    "angle-or-value": ("cos π/2^n", None),
    "argument-of-a-command-missing": ("\\sqrt", None),
    "argument-too-large": ("sinh(10^20)", None),
    "arguments-without-brackets": ("max x y", None),
    "assignment-to-a-part": ("def f(x):\n y[0] = x\n return y", None),
    "base-at-the-end-of-a-run": ("xlog2(y)", None),
    "binomial-coefficient": ("\\binom{n}{k}", None),
    "block-not-closed": ("f <- function(x) {\n x + 1 \n", None),
    "colon-missing": ("x > 0 ? x", None),
    "colon-missing-in-a-program": ("def f(x):\n if x > 0\n  return x\n return 0", None),
    "comma-outside-of-brackets": ("x , y", None),
    "condition-expected": ("9&3", None),
    "condition-for-expression": ("x 〈 y", None),
    "condition-missing": ("{x otherwise, -x if x < 0}", None),
    "condition-of-a-pair-missing": ("Piecewise((x))", None),
    "constant-exponent-too-large": ("pi^(10^10)", None),
    "decimal-comma-in-braces": ("x^{0,5}", None),
    "degree-sign-twice": ("x°°", None),
    "derivative-in-the-formula": ("dy/dx", None),
    "derivative-sign": ("∂", None),
    "dot-of-vectors": ("\\mathbf{x}\\cdot\\mathbf{y}", None),
    "double-factorial": ("n!!", None),
    "double-slash": ("x // 2", None),
    "ellipsis": ("..1", None),
    "empty-braces": ("x^{} y", None),
    "empty-brackets": ("x ⁾ y", None),
    "environment-for-expression": ("\\begin{pmatrix} x \\end{pmatrix}", None),
    "environment-name-missing": ("\\begin x", None),
    "equation-behind-the-formula": ("x^2 y, x = 2", None),
    "equation-for-expression": ("|sqrt\\log_|esqrte⟨|\\log_{θ", None),
    "equation-for-function": ("- z = x y", None),
    "exponent-missing": ("x^", None),
    "exponent-of-a-function-missing": ("sin^)x", None),
    "degree-of-root-too-large": ("root(x, 10^10)", None),
    "exponent-too-large": ("x^(10^10)", None),
    "factorial-too-large": ("(50!)!", None),
    "fortran-exponent": ("1.0d0*x**2", None),
    "number-to-another-base": ("0x10*x", None),
    "function-or-factor": ("σ(z)", None),
    "function-takes-no-base": ("ln _2 x", None),
    "function-takes-no-subscript": ("abs₁", None),
    "gradient-sign": ("x ∇ y", None),
    "if-without-else": ("x if x > 0", None),
    "imaginary-number": ("2j*x + 1", None),
    "index-at-the-end": ("\\sum_{i=1}^{3} xi^2", None),
    "index-of-an-element": ("x[-1]**2", None),
    "infinity": ("∞/", None),
    "integral-sign": ("x ∫ y", None),
    "inverse-or-reciprocal": ("ln^-1 x", None),
    "limit-sign": ("\\lim x", None),
    "list-expected": ("np.sum(x)", None),
    "lone-backslash": ("x\\", None),
    "lone-decimal-point": (".", None),
    "loop-in-a-program": ("def f(x):\n for i in x: y\n return x", None),
    "look-alike-letter": ("x", ("х",)),
    "lost-minus-one": ("sin-1 x", None),
    "lost-power": ("sin2 8", None),
    "method-or-product": ("x.log(2)", None),
    "mismatched-brackets": ("[x)", None),
    "misplaced-subscript": ("x _ y", None),
    "more-expected": ("x if x>0 else -x for x<5", None),
    "name-missing": (
        "x",
        (
            "",
            "",
        ),
    ),
    "name-not-among-variables": ("rate x", ("x",)),
    "value-missing-in-a-program": ("def f(x):\n y =\n return y", None),
    "variable-not-used": ("x^2 + u", ("x", "y")),
    "name-on-both-sides": ("y = x^2 + y", None),
    "name-in-one-branch": ("def f(x):\n if x > 0: s = x\n return s", None),
    "name-with-a-meaning": ("let e = x; e^2", None),
    "no-variables-listed": ("f() = x", None),
    "norm-sign": ("x ‖y‖", None),
    "not-a-name": (
        "x",
        (
            "x",
            "2",
        ),
    ),
    "nothing-after-let": ("let u = x^2", None),
    "nothing-after-operator": ("−", None),
    "nothing-returned": ("def f(x):\n y = x", None),
    "number-behind-a-factor": ("x½", None),
    "number-takes-no-subscript": ("xe5_2", None),
    "number-too-long": ("9^9^9", None),
    "numbers-side-by-side": ("½½", None),
    "operand-missing": ("\\left(|\\right)", None),
    "pairs-expected": ("Piecewise x", None),
    "part-named-like-a-variable": (
        "let y = x; y^2",
        (
            "x",
            "y",
        ),
    ),
    "part-named-twice": ("let u = x; let u = y; u", None),
    "point-behind-the-formula": ("x^2 y, P(1,2)", None),
    "points-compared": ("{x if (x,y) < (0,0), 1 otherwise}", None),
    "power-of-a-sum-too-large": ("(x+y+z)^20000", None),
    "power-of-unknown-function": ("f^2(x)", None),
    "powers-multiply-too-high": ("x^90000*x^90000", None),
    "prime": ("'", None),
    "printed-alike": ("x1 + x_1", None),
    "product-of-lists": ("(x, y) × (3, 4)", None),
    "product-sign": ("x Π y", None),
    "recursive-definition": ("z(x) = z x", None),
    "reserved-name": (
        "x",
        (
            "x",
            "oo",
        ),
    ),
    "scientific-notation-beside-e": ("f(e) = 2e3 + e", None),
    "second-decimal-point": ("1.2.3", None),
    "several-expressions": ("(0,0)", None),
    "several-values": ("def f(x):\n return x, 1", None),
    "side-of-a-relation-missing": ("{x if Eq(x), 1 otherwise}", None),
    "statement-without-effect": ("def f(x):\n print(x)\n return x", None),
    "subscript-without-name": ("₁x", None),
    "sum-to-a-letter": ("\\sum_{i=1}^{n} x_i", None),
    "summation-sign": ("x ⅀ y", None),
    "text-behind-a-program": ("def f(x):\n  return x\nf(2)", None),
    "text-ends-early": ("\\begin{cases}", None),
    "too-many-digits": ("1e999999999", None),
    "transposition": ("ᵀ", None),
    "two-forms-of-a-letter": ("ε + ϵ", None),
    "two-operators": ("x */ y", None),
    "two-signs-in-one": ("x ∓ y", None),
    "unclosed-bracket": ("[", None),
    "undeclared-name": ("eEE", None),
    "unexpected-token": ("0:=", None),
    "unit-of-temperature": ("T = 100-x^2 °C", None),
    "unknown-character": ("À", None),
    "unknown-environment": ("\\begin{tikzpicture}", None),
    "unknown-function": ("EEq(", None),
    "unknown-function-of-one-letter": ("x f(x)", None),
    "unopened-bracket": ("⌉", None),
    "variable-declared-twice": (
        "x",
        (
            "x",
            "x",
        ),
    ),
    "variable-listed-twice": ("f(x, x) = x", None),
    "variable-not-function": ("y(x, t)", None),
    "vector-mark": ("\\vec{x}", None),
    "where-takes-three-arguments": ("where(x > 0, x)", None),
    "vectors-of-two-lengths": ("(x, y)·(1, 2, 3)", None),
    "word-of-a-piecewise-function": ("2x otherwise", None),
    "wrong-number-of-arguments": ("max(x)", None),
}

# What is too large, with limits of its own where the usual ones are far away.
SMALL = Limits(characters=300, tokens=100, nesting=20, size=20)
TOO_LARGE = {
    "text-too-long": "x + " * 100 + "x",
    "too-many-sums": "∑ " * 101,
    "too-many-terms": "sum(x, i=1..1001)",
    "too-many-tokens": "x+" * 60 + "x",
    "nested-too-deep": "(" * 99,
    "too-many-divisions": "/".join("x" * 30),
    "too-many-parts": " + ".join(f"x_{n}" for n in range(30)),
    "roots-nested-too-deep": "root(" * 25 + "2" + " + 1, 99)" * 25,
    "too-many-parts-written-out": "".join(
        f"let u_{n + 1} = u_{n} + u_{n}; " for n in range(30)
    ).replace("u_0", "x")
    + "u_30",
}

POINTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "argument-missing": (
        "∛",
        (
            "x",
            "y",
        ),
    ),
    "axis-for-vector": (
        "x-axis",
        (
            "x",
            "y",
        ),
    ),
    "comma-and-semicolon": (
        "(1,5; 2)",
        (
            "x",
            "y",
        ),
    ),
    "coordinate-not-given": (
        "x=1",
        (
            "x",
            "y",
        ),
    ),
    "coordinate-without-name": (
        ":=",
        (
            "x",
            "y",
        ),
    ),
    "determinant-for-vector": (
        "\\begin{vmatrix}1\\\\2\\end{vmatrix}",
        (
            "x",
            "y",
        ),
    ),
    "membership-sign": (
        "∈ ℝ",
        (
            "x",
            "y",
        ),
    ),
    "not-a-multiple-of-a-vector": (
        "ij",
        (
            "x",
            "y",
        ),
    ),
    "not-a-unit-vector": (
        "3i + q",
        (
            "x",
            "y",
        ),
    ),
    "nothing-before-operator": (
        "¹",
        (
            "x",
            "y",
        ),
    ),
    "unended-environment": (
        "\\begin{pmatrix}1\\\\2",
        (
            "x",
            "y",
        ),
    ),
    "unknown-latex-command": (
        "U\\$",
        (
            "x",
            "y",
        ),
    ),
    "variable-given-twice": (
        "x, x=2",
        (
            "x",
            "y",
        ),
    ),
    "wrong-number-of-coordinates": (
        "1",
        (
            "x",
            "y",
        ),
    ),
}

DIRECTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "length-not-one": ("the unit vector (3, 5)", ("x", "y")),
    "way-to-a-point": ("toward the point (3, 5)", ("x", "y")),
    "angle-for-direction": (
        "60°",
        (
            "x",
            "y",
        ),
    ),
    "coordinate-missing": (
        "∧",
        (
            "x",
            "y",
        ),
    ),
    "empty-text": (
        "",
        (
            "x",
            "y",
        ),
    ),
}

ANGLES = {
    "angle-beyond-a-turn": "9",
    "name-in-a-constant": "ô",
    "not-a-word": "deg",
    "operand-expected": "∧",
    "power-for-degrees": "60⁰",
    "unknown-unit": "60degx",
}

NOTES = {
    "name-held": "f(x) = a x",
    "names-held": "f(x) = a x + b",
    "argument-before-product": "sin 2*x",
    "argument-before-quotient": "ln x/x",
    "bars-paired-from-the-left": "|x|y|z|",
    "base-in-a-run": "log10x",
    "base-stands-last": "log(2, x)",
    "capital-e-is-the-constant": "E",
    "condition-left-out": "x^2y (x>0)",
    "degree-sign": "30°",
    "derivative-left-out": "d/dx x^2",
    "differential": "x^2 dx",
    "condition-as-a-factor": "x*(x > 0)",
    "e-is-the-constant": "Eq",
    "end-of-a-product": "\\prod_{i=1}^2 x_i y",
    "end-of-a-sum": "\\sum_{i=1}^2 x_i + c",
    "function-as-name": "step - x",
    "greek-xi": "xi + yi",
    "hyperbolic-spelling": "ch x - sh²x",
    "imaginary-unit-or-variable": "2j x",
    "index-in-brackets": "x[0]",
    "index-not-in-the-term": "\\sum_{i=1}^{3} x^2",
    "inverse-function": "sin⁻¹ x",
    "inverse-function-or-amplitude": "acosh(x/a)",
    "letter-at-the-beginning": "(a) x^2 + y",
    "letters-of-two-scripts": "Δx + 1",
    "letters-split": "lnx",
    "log-is-natural": "log x",
    "minus-behind-a-function": "exp-x",
    "mixed-number": "2½",
    "name-in-code": "lr*x",
    "names-in-code": "lr*dw",
    "new-line": "x^2\nx y",
    "number-at-the-beginning": "5. x",
    "number-at-the-end": "x^2 + y^2 [2]",
    "number-beside-a-fraction": "1\\frac12",
    "number-in-a-list": "mean(x, 2)",
    "number-in-brackets": "P(2)",
    "number-before-a-power": "$x2^t$",
    "number-suffix": "2.5f*x",
    "numbered-name": "x2",
    "numbered-name-beside-another": "2x^2x2",
    "numbered-variable-at-the-end": "xy2",
    "one-name": "w_ix_i + b",
    "power-divided": "x^1/2",
    "power-of-the-value": "\\cos (x)^2",
    "point-left-out": "x^2 y at (1, 1)",
    "power-behind-an-exponent": "e^{x}^2",
    "power-t": "w^T*x + b",
    "product-as-argument": "sin x y",
    "product-in-code": "2*xy",
    "quotient-before-factor": "1/2x",
    "quotient-behind-exponent": "e^-t/τ",
    "quotient-in-the-angle": "cos π/3",
    "suffix-as-factor": "2.5f - x",
    "outer-bars": "_x + max_",
    "raised-index": "w_{ij}^{(2)} a_j^{(1)} + b_i^{(2)}",
    "one-of-two": "np.sinc(x)",
    "read-as-function": "exp2(x)",
    "request-left-out": "Find the gradient of x^2 y",
    "root-before-factor": "√2x",
    "root-before-sign": "√x+y",
    "root-of-a-power": "√x²",
    "scientific-notation": "2e-3",
    "short-exponent": "2^3x",
    "square-brackets": "x-[x]",
    "subscript-of-one-letter": "x_max + \\frac{1}{2}",
    "ten-behind-a-point": "5.10^3 x",
    "unit-at-the-end": "s=4.9t^2 \\text{ m}",
    "variable-in-brackets": "x(t)",
    "value-of-the-header": "def f(x, a=2):\n return a*x",
    "xx-is-a-sign": "2 xx x",
}

NOTES_ON_POINTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "component-left-out": ("3i + 4j + 0k", ("x", "y")),
    "values-in-order": ("(a,b)=(1,2)", ("x", "y")),
    "rows-in-turn": ("[1, 2; 3]", ("x", "y", "z")),
}


@pytest.mark.parametrize("code", EXPRESSIONS)
def test_an_expression_that_produces_the_code(code: str) -> None:
    text, variables = EXPRESSIONS[code]
    with pytest.raises(GradcliError) as caught:
        read_expression(text, variables=variables)
    assert caught.value.code == code


@pytest.mark.parametrize("code", TOO_LARGE)
def test_what_is_too_large(code: str) -> None:
    is_far = code in ("roots-nested-too-deep", "too-many-parts-written-out", "too-many-divisions")
    limits = Limits(nesting=20) if is_far or code == "too-many-sums" else SMALL
    with pytest.raises(GradcliError) as caught:
        read_expression(
            TOO_LARGE[code], limits=limits if code != "roots-nested-too-deep" else Limits()
        )
    assert caught.value.code == code


@pytest.mark.parametrize("code", POINTS)
def test_a_point_that_produces_the_code(code: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_point(*POINTS[code])
    assert caught.value.code == code


@pytest.mark.parametrize("code", DIRECTIONS)
def test_a_direction_that_produces_the_code(code: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_direction(*DIRECTIONS[code])
    assert caught.value.code == code


@pytest.mark.parametrize("code", ANGLES)
def test_an_angle_that_produces_the_code(code: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_angle(ANGLES[code])
    assert caught.value.code == code


@pytest.mark.parametrize("code", NOTES)
def test_an_expression_that_produces_the_note(code: str) -> None:
    assert code in [note.code for note in read_expression(NOTES[code]).notes]


@pytest.mark.parametrize("code", NOTES_ON_POINTS)
def test_a_point_that_produces_the_note(code: str) -> None:
    assert code in [note.code for note in read_point(*NOTES_ON_POINTS[code]).notes]
