"""The answer alone, for programs: -q with each format, with --decimal and with --names."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from tests.commands.conftest import Gradcli

GRAD = ("grad", "x^2 y", "--at", "2,3", "-q")
DIR = ("dir", "x^2 y", "--at", "2,3", "--w", "3,5", "-q")


@pytest.mark.parametrize(
    ("words", "out"),
    [
        ((*GRAD, "-f", "latex"), "12\n4\n"),
        (("grad", "x^2 y", "-q", "-f", "latex"), "2xy\nx^2\n"),
        (("grad", "x^2/y", "-q", "-f", "tex"), "\\frac{2x}{y}\n-\\frac{x^2}{y^2}\n"),
        (("grad", "x^2 y", "-q", "-f", "markdown"), "$2xy$\n$x^2$\n"),
        (("partial", "x^2", "-q", "-f", "plain"), "2*x\n"),
        (("partial", "x^2", "-q", "-f", "rich", "--color", "always"), "2*x\n"),
        ((*GRAD, "-f", "json"), '["12", "4"]\n'),
        (("grad", "x^2 y", "-q", "-f", "json"), '["2*x*y", "x**2"]\n'),
        ((*DIR, "-f", "json", "--unit"), '["28*sqrt(34)/17"]\n'),
        ((*DIR, "-f", "json", "--unit", "--decimal"), "[9.60392]\n"),
        ((*DIR, "-f", "latex", "--unit", "--decimal", "4"), "9.604\n"),
        (("grad", "x y", "-q", "-f", "json", "--decimal"), '["y", "x"]\n'),
        (("grad", "cos x", "--at", "10^80", "-q", "--decimal"), "0.0565899\n"),
        (("grad", "sin x", "--at", "10^1000", "-q", "--decimal"), "-0.757048\n"),
        # Names.
        ((*GRAD, "--names"), "f_x = 12\nf_y = 4\n"),
        (("grad", "g(a, b) = a b", "-q", "--names"), "g_a = b\ng_b = a\n"),
        (("grad", "x_1 x_2", "-q", "--names"), "f_x_1 = x_2\nf_x_2 = x_1\n"),
        (("partial", "x^2 y", "--wrt", "x,y", "-q", "--names"), "f_xy = 2*x\n"),
        (("partial", "x1^2 x2", "--wrt", "x1,x2", "-q", "--names"), "f_x1_x2 = 2*x1\n"),
        ((*DIR, "--names"), "D_w = 56\n"),
        ((*DIR, "--names", "--unit", "--decimal"), "D_u = 9.60392\n"),
        (("steepest", "3x + 4y", "--at", "1,1", "-q", "--names"), "u_x = 3/5\nu_y = 4/5\n"),
        (("backprop", "x^2 y", "--at", "2,3", "-q", "--names"), "f_x = 12\nf_y = 4\n"),
        ((*GRAD, "--names", "-f", "json"), '{"f_x": "12", "f_y": "4"}\n'),
        ((*GRAD, "--names", "-f", "json", "--decimal"), '{"f_x": 12, "f_y": 4}\n'),
    ],
)  # fmt: skip
def test_the_answer_alone(gradcli: Gradcli, words: tuple[str, ...], out: str) -> None:
    assert gradcli(*words) == (0, out, "")


@pytest.mark.parametrize(
    "words",
    [
        ("partial", "1/x", "--wrt", "x", "--at", "0"),
        ("partial", "|x|", "--wrt", "x", "--at", "0"),
        ("partial", "ln(x)*y", "--wrt", "x,y", "--at", "0,0"),
        ("check", "|x|", "--answer", "1", "--at", "0"),
        ("check", "ln x", "--answer", "1/x", "--at", "-1"),
        ("check", "x^2", "--kind", "steepest", "--answer", "1", "--at", "0"),
        ("grad", "|x|", "--at", "0"),
        ("tangent", "|x|", "--at", "0"),
        ("hessian", "|x|", "--at", "0"),
        ("dir", "1/x", "--at", "0", "--w", "1"),
        ("steepest", "x^2", "--at", "0"),
        ("taylor", "|x|", "--at", "0"),
        ("backprop", "|x|", "--at", "0"),
    ],
)
def test_where_there_is_no_answer_nothing_is_named(
    gradcli: Gradcli, words: tuple[str, ...]
) -> None:
    outcome = gradcli(*words, "-q", "--names")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == gradcli(*words, "-q").err


def test_mathml_alone(gradcli: Gradcli) -> None:
    lines = gradcli("grad", "x^2 y", "-q", "-f", "html").lines
    assert len(lines) == 2
    assert all(line.startswith("<math") and line.endswith("</math>") for line in lines)


def test_a_long_formula_has_its_parts_behind_it(gradcli: Gradcli) -> None:
    names = ["x", "a", "b", "c", "d", "k", "h"]
    lets = [f"let {new} = {old} + sin({old}) cos({old}); " for old, new in pairwise(names)]
    outcome = gradcli("grad", f"{''.join(lets)}h^2", "-q", "-f", "latex")
    (line,) = outcome.lines
    assert outcome.code == 0
    assert r",\quad u_1 = " in line
    assert len(line) < 5000


NUMBERS = [
    ("x/3183099", "3.14159e-07"),
    ("x pi/10^7", "3.14159e-07"),
    ("-x pi/10^7", "-3.14159e-07"),
    ("10^20 pi x", "3.14159e+20"),
    ("x e^(-300)", "5.14820e-131"),
    ("x/3", "0.333333"),
    ("10^6 x", "1000000"),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_a_decimal_is_read_by_programs(gradcli: Gradcli, text: str, number: str) -> None:
    outcome = gradcli("grad", text, "--at", "1", "-q", "--decimal")
    assert outcome.out == f"{number}\n"
    assert float(outcome.out) == float(number)
    assert json.loads(gradcli("grad", text, "--at", "1", "-q", "--decimal", "-f", "json").out) == [
        float(number)
    ]


def test_awk_and_sort_read_them_too(gradcli: Gradcli) -> None:
    numbers = [gradcli("grad", text, "--at", "1", "-q", "--decimal").out for text, _ in NUMBERS]
    ordered = subprocess.run(
        ["sort", "-g"], input="".join(numbers), capture_output=True, text=True, check=True
    )
    assert ordered.stdout.splitlines() == [
        number for _, number in sorted(NUMBERS, key=lambda row: float(row[1]))
    ]
    awk = shutil.which("awk")
    assert awk is not None
    doubled = subprocess.run(
        [awk, "{ print 2 * $1 }"], input=numbers[1], capture_output=True, text=True, check=True
    )
    assert float(doubled.stdout) == pytest.approx(6.28318e-07)


def test_a_decimal_on_a_page_is_as_it_was(gradcli: Gradcli) -> None:
    assert "e-07" not in gradcli("grad", "x pi/10^7", "--at", "1").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*DIR[:-1], "--unit"), "--unit goes with -q"),
        (("grad", "x", "--names"), "--names goes with -q"),
        (("grad", "x", "-q", "--steps", "full"), "--steps does nothing with -q"),
        (("grad", "x", "-q", "--verbose"), "--verbose does nothing with -q"),
        (("grad", "x", "-q", "-f", "latex", "--standalone"), "--standalone does nothing with -q"),
        (("grad", "x", "--standalone"), "--standalone goes with -f latex"),
        (("grad", "x", "--standalone", "-f", "html"), "--standalone goes with -f latex"),
        (("grad", "x", "-q", "--names", "-f", "md"), "--names does nothing with -f markdown"),
        (("partial", "x", "-o", "a.csv"), ".csv is for tables, and this answer is none"),
        (("partial", "x", "-o", "a.TSV"), ".tsv is for tables, and this answer is none"),
    ],
)
def test_what_does_nothing_is_refused(gradcli: Gradcli, words: tuple[str, ...], said: str) -> None:
    outcome = gradcli(*words)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"error: {said}\n")


def test_a_no_is_an_object_where_json_is_asked_for(gradcli: Gradcli) -> None:
    outcome = gradcli("grad", "|x|", "--at", "0", "-q", "-f", "json")
    assert (outcome.code, outcome.err) == (1, "")
    assert json.loads(outcome.out)["error"]["code"] == "kink"


def test_the_partials_in_json_have_their_decimals_and_their_latex(gradcli: Gradcli) -> None:
    first, second = json.loads(gradcli("grad", "x^2/y", "--at", "1,3", "-f", "json").out)[
        "partials"
    ]
    assert (first["value"], first["approx"], first["latex"]) == (
        "2/3", pytest.approx(2 / 3), r"\frac{2x}{y}",
    )  # fmt: skip
    assert second["approx"] == pytest.approx(-1 / 9)
    (only,) = json.loads(gradcli("partial", "x^2", "-f", "json").out)["partials"]
    assert only["latex"] == "2x"
    assert "approx" not in only


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("grad 'x^2 y'", ["variable,derivative", "x,2*x*y", "y,x**2"]),
        ("grad 'x^2 y' --at 2,3", ["variable,derivative,value", "x,2*x*y,12", "y,x**2,4"]),
        ("grad 'sqrt(x) y' --wrt y --at 2,3", ["variable,derivative,value", "y,sqrt(x),sqrt(2)"]),
        (
            "grad 'sqrt(x) y' --at 2,3 --decimal 3",
            ["variable,derivative,value", "x,y/(2*sqrt(x)),1.06", "y,sqrt(x),1.41"],
        ),
        ("grad 'x^2 y' --at 2,3 -q", ["f_x,f_y", "12,4"]),
        (
            "grad '(w x - y)^2' --data examples/points.csv --mean --at 0",
            ["variable,value", "w,-25/2"],
        ),
        (
            "grad '(w x - y)^2' --data examples/points.csv --mean",
            ["variable,derivative", "w,15*w/2 - 25/2"],
        ),
        ("hessian 'x^2 y'", ["variable,x,y", "x,2*y,2*x", "y,2*x,0"]),
        ("hessian 'x^2 y' --at 2,3", ["variable,x,y", "x,6,4", "y,4,0"]),
        ("hessian 'x^2 y' --at 2,3 -q", ["x,y", "6,4", "4,0"]),
        ("hessian x^3 --at 1/7 --decimal 4", ["variable,x", "x,0.8571"]),
    ],
)
def test_partials_and_second_partials_are_tables(
    gradcli: Gradcli, words: str, rows: list[str]
) -> None:
    for separator, format_ in ((",", "csv"), ("\t", "tsv")):
        outcome = gradcli(*shlex.split(words), "-f", format_)
        assert outcome.code == 0
        assert outcome.out.splitlines() == [row.replace(",", separator) for row in rows]


def test_a_table_says_what_is_not_there(gradcli: Gradcli) -> None:
    outcome = gradcli("grad", "|x| y", "--at", "0,3", "-f", "csv")
    assert outcome.code == 1
    assert outcome.out == "variable,derivative,value\nx,y*sign(x),\ny,abs(x),\n"
    assert "not differentiable" in outcome.err
    assert gradcli("hessian", "|x| y", "--at", "0,3", "-f", "csv").out.endswith("x,,\ny,,\n")
    unchecked = gradcli("grad", "sqrt(-1 - x^2)", "-f", "csv")
    assert unchecked.err == gradcli("grad", "sqrt(-1 - x^2)", "-q").err != ""


def test_the_ending_of_a_file_chooses_a_table(gradcli: Gradcli, tmp_path: Path) -> None:
    for ending, separator in (("csv", ","), ("tsv", "\t")):
        file = tmp_path / f"a.{ending}"
        assert gradcli("grad", "x", "-o", str(file)).code == 0
        assert file.read_text() == separator.join(("variable", "derivative\nx", "1\n"))


@pytest.mark.parametrize("format_", ["plain", "json", "latex", "markdown", "html", "csv"])
def test_what_has_no_decimal_is_not_printed_as_one(gradcli: Gradcli, format_: str) -> None:
    outcome = gradcli("grad", "x + sin(y)", "--at", "2,1e1300", "-q", "--decimal", "-f", format_)
    assert outcome.code == 3
    assert "leave --decimal out to have it exactly" in outcome.out + outcome.err
    assert gradcli("grad", "x + sin(y)", "--at", "2,1e1300", "-q", "-f", format_).code == 0
