"""The conventions: where two readings are common, which one is taken, and what is said about it.

The columns: the text, its reading, then the note (what it says, the text that it points at, how
to get the other reading), or None where the reading is not in doubt.
"""

import pytest

from gradcli.language.reading import read_expression
from gradcli.language.writing import write

CONVENTIONS = [
    ("1/2x", "1/2*x", ("1/2x was read as (1/2) x", "1/2x", "write 1/(2x) for the other reading")),
    (
        "1/2xy + 3",
        "1/2*x*y + 3",
        ("1/2xy was read as (1/2) xy", "1/2xy", "write 1/(2xy) for the other reading"),
    ),
    (
        "1/2xy^2",
        "1/2*x*y**2",
        ("1/2x was read as (1/2) x", "1/2x", "write 1/(2x) for the other reading"),
    ),
    ("a/bc", "a/b*c", ("a/bc was read as (a/b) c", "a/bc", "write a/(bc) for the other reading")),
    ("x/2y", "x/2*y", ("x/2y was read as (x/2) y", "x/2y", "write x/(2y) for the other reading")),
    (
        "1/x y",
        "1/x*y",
        ("1/x y was read as (1/x) y", "1/x y", "write 1/(x y) for the other reading"),
    ),
    (
        "1/2(x+1)",
        "1/2*(x + 1)",
        ("1/2(x+1) was read as (1/2) (x+1)", "1/2(x+1)", "write 1/(2(x+1)) for the other reading"),
    ),
    ("1/2 x", "1/2*x", None),
    ("1/(2x)", "1/(2*x)", None),
    (
        "e^2x",
        "e**2*x",
        (
            "e^2x was read as (e^2) x",
            "e^2x",
            "put the exponent in brackets for the other reading: e^(2x)",
        ),
    ),
    (
        "2^3x",
        "2**3*x",
        (
            "2^3x was read as (2^3) x",
            "2^3x",
            "put the exponent in brackets for the other reading: 2^(3x)",
        ),
    ),
    (
        "e^xy",
        "e**x*y",
        (
            "e^xy was read as (e^x) y",
            "e^xy",
            "put the exponent in brackets for the other reading: e^(xy)",
        ),
    ),
    ("e^(2x)", "e**(2*x)", None),
    ("x^2y", "x**2*y", None),
    (
        "x^1/2",
        "x**1/2",
        (
            "^1/2 was read as a power divided by 2",
            "x^1/2",
            "write ^(1/2) for a fraction in the exponent",
        ),
    ),
    (
        "x^3/2",
        "x**3/2",
        (
            "^3/2 was read as a power divided by 2",
            "x^3/2",
            "write ^(3/2) for a fraction in the exponent",
        ),
    ),
    ("x^(1/2)", "x**(1/2)", None),
    (
        "sin x y",
        "sin(x*y)",
        ("sin x y was read as sin(x y)", "sin x y", "write sin(x) y for the other reading"),
    ),
    ("sin xy", "sin(x*y)", None),
    (
        "sin x^2 y",
        "sin(x**2*y)",
        ("sin x^2 y was read as sin(x^2 y)", "sin x^2 y", "write sin(x^2) y for the other reading"),
    ),
    ("sin 2x", "sin(2*x)", None),
    (
        "sin x/2",
        "sin(x)/2",
        ("sin x/2 was read as (sin x)/2", "sin x/2", "write sin(x/2) for the other reading"),
    ),
    ("sin(x)/2", "sin(x)/2", None),
    (
        "sin^-1(x)",
        "asin(x)",
        (
            "sin^(-1) was read as arcsin, the inverse function",
            "sin^-1(x)",
            "write 1/sin(x) for the reciprocal",
        ),
    ),
    (
        "cos^{-1} x",
        "acos(x)",
        (
            "cos^(-1) was read as arccos, the inverse function",
            "cos^{-1} x",
            "write 1/cos(x) for the reciprocal",
        ),
    ),
    ("sin^2 x", "sin(x)**2", None),
    (
        "log(x)",
        "log(x)",
        (
            "log was read as the natural logarithm, ln",
            "log",
            "write log10(x), or log(x, 10), for the logarithm to the base 10",
        ),
    ),
    ("ln(x)", "log(x)", None),
    ("log(x**2)", "log(x**2)", None),
    ("np.log(x)", "log(x)", None),
    ("x**1/2", "x**1/2", None),
    (
        r"\log x",
        "log(x)",
        (
            "log was read as the natural logarithm, ln",
            r"\log",
            "write log10(x), or log(x, 10), for the logarithm to the base 10",
        ),
    ),
    ("log_2 x", "log(x, 2)", None),
    (
        r"\cos (x)^2",
        "cos(x)**2",
        (
            r"\cos (x)^2 was read as (\cos (x))^2",
            r"\cos (x)^2",
            r"write \cos((x)^2) for the other reading",
        ),
    ),
    (r"\cos(x)^2", "cos(x)**2", None),
    ("√2x", "sqrt(2)*x", ("√2x was read as (√2) x", "√2x", "write √(2x) for the other reading")),
    (
        "√x²",
        "sqrt(x**2)",
        ("√x² was read as √(x²)", "√x²", "put brackets around all that stands under the root"),
    ),
    ("√(2x)", "sqrt(2*x)", None),
    ("√√x", "sqrt(sqrt(x))", None),
    (
        "√√√xy",
        "sqrt(sqrt(sqrt(x)))*y",
        ("√√√xy was read as (√√√x) y", "√√√xy", "write √(√√xy) for the other reading"),
    ),
    (
        "y(x)",
        "y*x",
        (
            "y(x) was read as y times x",
            "y(x)",
            "put the formula of y in its place if it is a function",
        ),
    ),
    ("2½", "2 + 1/2", ("2½ was read as 2 + ½", "2½", None)),
    (
        r"3\frac{1}{2}",
        "3*(1/2)",
        (
            "3 next to a fraction was read as a product",
            r"3\frac{1}{2}",
            "write 3 + the fraction for a mixed number",
        ),
    ),
    (
        "|2|x|+1|",
        "abs(2)*x*abs(1)",
        (
            "the bars were paired from the left: the second closes what the first opened",
            "|",
            "write abs(...) for the other reading",
        ),
    ),
    ("||x|-1|", "abs(abs(x) - 1)", None),
    (
        "sinx",
        "sin(x)",
        (
            "the letters sinx were read as a function and its argument",
            "sinx",
            "leave spaces between names, or put * between letters for a product",
        ),
    ),
    (
        "2e-3 x",
        "0.002*x",
        (
            "2e-3 was read as a number in scientific notation",
            "2e-3",
            "for the constant e write * before it, and ^ behind it for a power: 2*e^(-3)",
        ),
    ),
    (
        "x + x2",
        "x + x2",
        ("x2 was read as the name of a variable, beside x", "x2", "write x^2 for a power"),
    ),
    (
        "xy2",
        "x*y2",
        (
            "xy2 was read as a product that ends with the variable y2",
            "xy2",
            "write y^2 for a power",
        ),
    ),
    ("30°", "30*pi/180", ("° was read as degrees: one degree is pi/180", "30°", None)),
    # Bars and floors are brackets, for the advice as for the reading.
    (
        "ln|x| y",
        "log(abs(x)*y)",
        (
            "ln |x| y was read as ln(|x| y)",
            "ln|x| y",
            "write ln(|x|) y for the other reading",
        ),
    ),
    (
        "sin ⌊x y⌋ z",
        "sin(floor(x*y)*z)",
        (
            "sin ⌊x y⌋ z was read as sin(⌊x y⌋ z)",
            "sin ⌊x y⌋ z",
            "write sin(⌊x y⌋) z for the other reading",
        ),
    ),
    (
        "sin x/||y|-1|",
        "sin(x)/abs(abs(y) - 1)",
        (
            "sin x/||y|-1| was read as (sin x)/||y|-1|",
            "sin x/||y|-1|",
            "write sin(x/||y|-1|) for the other reading",
        ),
    ),
    (
        "ln |x - |y|| z",
        "log(abs(x - abs(y))*z)",
        (
            "ln |x - |y|| z was read as ln(|x - |y|| z)",
            "ln |x - |y|| z",
            "write ln(|x - |y||) z for the other reading",
        ),
    ),
    (
        "sin -x y",
        "sin(-x*y)",
        ("sin -x y was read as sin(-x y)", "sin -x y", "write sin(-x) y for the other reading"),
    ),
    ("x y", "x*y", None),
]


@pytest.mark.parametrize(("text", "reading", "note"), CONVENTIONS, ids=str)
def test_one_reading_is_taken_and_the_other_named(
    text: str, reading: str, note: tuple[str, str, str | None] | None
) -> None:
    read = read_expression(text)
    assert write(read.tree) == reading
    notes = [(n.message, text[n.span.start : n.span.end], n.help) for n in read.notes]
    assert notes == ([] if note is None else [note])


def test_the_note_on_log_stands_once() -> None:
    assert len(read_expression("log(x) + log(y)").notes) == 1


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("1/2x", "1/(2x)"),
        ("e^2x", "e^(2x)"),
        ("x^1/2", "x^(1/2)"),
        ("sin x y", "sin(x) y"),
        ("sin x/2", "sin(x/2)"),
        ("sin^-1(x)", "1/sin(x)"),
        ("√2x", "√(2x)"),
        ("ln|x| y", "ln(|x|) y"),
        ("sin ⌊x y⌋ z", "sin(⌊x y⌋) z"),
        ("sin x/|y|", "sin(x/|y|)"),
        ("ln x^|y| z", "ln(x^|y|) z"),
        ("\\sin \\left|x\\right| y", "\\sin(|x|) y"),
        ("sin -x y", "sin(-x) y"),
    ],
)
def test_the_advice_gives_another_reading(text: str, other: str) -> None:
    (note,) = read_expression(text).notes
    assert note.help is not None
    assert write(read_expression(other).tree) != write(read_expression(text).tree)
