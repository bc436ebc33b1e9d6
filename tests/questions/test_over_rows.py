"""A sum or mean over the rows of a table: against sums by hand, and where it has no gradient."""

from __future__ import annotations

import itertools
import json
import random
import sys
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sympy
from sympy import Integer, Rational

import gradcli as library
from gradcli.bulk.question import Settings, answer_line
from gradcli.calculus.answers.over_rows import OverRows
from gradcli.errors import GradcliError
from tests.commands.conftest import Gradcli, gradcli
from tests.schema import VALIDATOR

__all__ = ["gradcli"]

LINE = "(w x + b - y)^2"
POINTS = {"x": [1, 2, 3, "0.5", -1], "y": [2, 4, 5, "1.25", 0]}
CSV = "id,x,y\n1,1,2\n2,2,4\n3,3,5\n4,0.5,1.25\n5,-1,0\n"


@pytest.fixture
def points(tmp_path: Path) -> str:
    file = tmp_path / "points.csv"
    file.write_text(CSV, "utf-8")
    return str(file)


def by_hand(b: Fraction, w: Fraction, *, mean: bool) -> tuple[str, str]:
    """The sums over the rows of 2 (w x + b - y) and of 2 x (w x + b - y)."""
    rows = [(Fraction(x), Fraction(y)) for x, y in zip(POINTS["x"], POINTS["y"], strict=True)]
    of_b = sum(2 * (w * x + b - y) for x, y in rows)
    of_w = sum(2 * x * (w * x + b - y) for x, y in rows)
    divisor = len(rows) if mean else 1
    return str(of_b / divisor), str(of_w / divisor)


@pytest.mark.parametrize("reduce", ["mean", "sum"])
@pytest.mark.parametrize(("b", "w"), [("0", "1"), ("1/3", "-2/7"), ("0.1", "1.9")])
def test_exact_sums(points: str, reduce: str, b: str, w: str) -> None:
    answer = library.gradient(LINE, at=f"b={b}, w={w}", data=points, reduce=reduce)
    found = [str(Fraction(line)) for line in answer.lines()]
    assert tuple(found) == by_hand(Fraction(b), Fraction(w), mean=reduce == "mean")
    body = answer.json()
    VALIDATOR.validate(body)
    assert body["data"] == {
        "file": points,
        "columns": ["x", "y"],
        "rows": 5,
        "reduce": reduce,
        "exact": True,
    }
    assert body["verified"] is True
    assert body["note_codes"] == ["columns-not-used"]


def test_the_sum_stays_a_sum_and_the_numbers_are_filled_in(points: str) -> None:
    answer = library.gradient(LINE, data=points, reduce="mean")
    page = answer.text("plain")
    assert "∂L/∂w   = (2/n) · ∑_i x_i (b + wx_i − y_i)" in page
    assert "= 11b/5 + 61w/10 − 41/4   with the numbers of the rows" in page
    assert "One term" in page
    assert page.index("∂L/∂w") < page.index("One term") < page.index("chain rule")
    # The formula, at a point, is the number at the point.
    again = library.gradient(LINE, at="0,1", data=points, reduce="mean").lines()
    for line, number in zip(answer.lines(), again, strict=True):
        put_in = line.replace("b", "(0)").replace("w", "(1)")
        assert library.gradient(f"f(t) = t ({put_in})").lines() == (number,)


@pytest.mark.parametrize(
    "loss",
    [
        "ln(1 + exp(-y (w x + b)))",
        "let z = w x + b; let a = sigmoid(z); (a - y)^2",
        "max(0, 1 - y (w x + b))",
        "{(w x + b - y)^2/2 if |w x + b - y| <= 1, |w x + b - y| - 1/2 otherwise}",
        "relu(w x + b) y + w^2/10",
        "exp(w x) + b x",
    ],
)
def test_the_mean_of_the_rows_each_asked_alone(loss: str) -> None:
    values = [
        library.gradient(loss, at="1/3,1/7", let={"x": str(x), "y": str(y)}).values()
        if "y" in loss
        else library.gradient(loss, at="1/3,1/7", let={"x": str(x)}).values()
        for x, y in zip(POINTS["x"], POINTS["y"], strict=True)
    ]
    answer = library.gradient(loss, at="1/3,1/7", data=POINTS, reduce="mean")
    assert answer.json()["verified"] is True
    for place, found in enumerate(answer.values()):
        expected = sum(float(row[place]) for row in values) / len(values)
        assert float(found) == pytest.approx(expected, rel=1e-12, abs=1e-14)
    whole = library.numeric_gradient(loss, data=POINTS, reduce="mean")
    assert whole(1 / 3, 1 / 7) == pytest.approx([float(each) for each in answer.values()])


def test_order_and_choice_of_variables(points: str) -> None:
    both = library.gradient(LINE, at="0,1", data=points, reduce="sum")
    turned = library.gradient(LINE, at="0,1", wrt="w,b", data=points, reduce="sum")
    assert turned.lines() == both.lines()[::-1]
    alone = library.gradient(LINE, at="w=1", let="b=0", data=points, reduce="sum")
    assert alone.lines() == both.lines()[1:]


@pytest.mark.parametrize(
    ("loss", "code", "rows", "where"),
    [
        ("|w x + b - y|", "kinks-in-rows", "2 of 5 rows have a kink", "(rows 1 and 2)"),
        ("max(0, w x - 2 b - 4)", "kinks-in-rows", "1 of 5 rows has a kink", "(row 2)"),
        ("|w x + b - y| - |w x - y + b|/3", "kinks-not-decided", "2 of 5 rows", "(rows 1 and 2)"),
        ("ln(w x + b)", "rows-outside-domain", "1 of 5 rows has no value", "(row 5)"),
    ],
)
def test_rows_that_stand_on_a_kink_are_counted_and_named(
    gradcli: Gradcli, points: str, loss: str, code: str, rows: str, where: str
) -> None:
    words = ("grad", loss, "--data", points, "--mean", "--at", "w=2,b=0")
    outcome = gradcli(*words, "-f", "json")
    body = json.loads(outcome.out)
    VALIDATOR.validate(body)
    assert (outcome.code, body["error"]["code"]) == (1, code)
    assert rows in body["error"]["message"]
    assert where in body["error"]["message"]
    assert f"✗ {rows}" in gradcli(*words).out


def test_a_kink_that_a_square_removes_is_none() -> None:
    # The third row stands on the edge in exact numbers, and not in floats: 0.3 3 - 0.9.
    data = {"x": [1, 2, 3], "y": [1, 2, "0.9"]}
    answer = library.gradient("max(0, w x + b - y)^2", at="0,3/10", data=data, reduce="sum")
    assert answer.error is None
    assert answer.lines() == ("0", "0")
    answer = library.gradient("|w x + b - y|", at="0,3/10", data=data, reduce="sum")
    assert answer.error is not None
    assert answer.json()["data"]["kinks"] == [3]


def table_of(count: int, seed: int) -> dict[str, list[str]]:
    draw = random.Random(seed)
    x = [round(draw.uniform(-3, 3), 6) for _ in range(count)]
    return {"x": list(map(str, x)), "y": [f"{2 * each + draw.gauss(1, 1):.6f}" for each in x]}


@pytest.mark.parametrize("with_numpy", [True, False])
def test_very_many_rows_are_summed_in_floats(
    with_numpy: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = table_of(20_000, 1)
    if not with_numpy:
        monkeypatch.setitem(sys.modules, "numpy", None)
    answer = library.gradient(LINE, at="0,1", data=data, reduce="mean")
    assert answer.json()["data"]["exact"] is False
    assert "of more than 1,000 rows no exact sums are made" in " ".join(answer.text().split())
    rows = [(Fraction(x), Fraction(y)) for x, y in zip(data["x"], data["y"], strict=True)]
    exact = [
        sum(2 * k * (x - y) for (x, y), k in each) / len(rows)
        for each in (
            [(row, Fraction(1)) for row in rows],
            [(row, row[0]) for row in rows],
        )
    ]
    for found, expected in zip(answer.values(), exact, strict=True):
        assert float(found) == pytest.approx(float(expected), rel=1e-9)
    with pytest.raises(GradcliError) as caught:
        library.gradient("ln(1 + exp(w x))", data=data, reduce="mean").lines()
    assert caught.value.code == "sum-too-long"


def test_of_very_many_rows_those_near_a_kink_are_looked_at_exactly() -> None:
    data = table_of(5_000, 2)
    data["y"][17] = data["x"][17]
    data["x"][4_000], data["y"][4_000] = "0.1", "0.3"
    answer = library.gradient("|w x - y|", at="1", data=data, reduce="mean")
    assert answer.json()["data"]["kinks"] == [18]
    answer = library.gradient("|w x - y|", at="3", data=data, reduce="mean")
    assert answer.json()["data"]["kinks"] == [4_001]
    answer = library.gradient("|w x - y|", at="3.0001", data=data, reduce="mean")
    assert answer.error is None


def bad(text: str, tmp_path: Path) -> GradcliError:
    file = tmp_path / "bad.csv"
    file.write_text(text, "utf-8")
    with pytest.raises(GradcliError) as caught:
        library.gradient(LINE, data=str(file), reduce="mean")
    return caught.value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x,y\n1,2\n3\n", "bad.csv, line 3: the row has one cell, and the header 2"),
        ("x,y\n1,2\n\n3,\n", "bad.csv, line 4, column y: the cell is empty"),
        ('x,y\n"1",2\n3,abc\n', "bad.csv, line 3, column y: abc is no number"),
        ("x,y\n1,2\n3,nan\n", "bad.csv, line 3, column y: nan is no number"),
        ("x,y\n1,2\n3,1_000\n", "bad.csv, line 3, column y: 1_000 is no number"),
        ("x,y\n1,2\n3,1e999\n", "bad.csv, line 3, column y: 1e999 is no number"),
        ("x,y\n1,2\n3,1e-9999999\n", "bad.csv, line 3, column y: 1e-9999999 is no number"),
        ("x,y\n1,2\n3,-1E-1000\n", "bad.csv, line 3, column y: -1E-1000 is no number"),
        ("x,y\n1,2\n3,1e0001000\n", "bad.csv, line 3, column y: 1e0001000 is no number"),
        (f"x,y\n1,2\n0.{'0' * 4000}1,3\n", "bad.csv, line 3, column x: 0.000"),
        ("1,2\n3,4\n", "bad.csv has no header"),
        ("", "bad.csv has no header"),
        ("x,y\n", "bad.csv has a header and no rows"),
        ("x,y,x\n1,2,3\n", "two columns of"),
        ('x,y\n1,"2"3\n', "bad.csv, line 2: the row is not readable"),
        ("u,v\n1,2\n", "the expression speaks of no column"),
    ],
)
def test_a_bad_table_is_told_with_its_line_and_column(text: str, said: str, tmp_path: Path) -> None:
    assert said in bad(text, tmp_path).message


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("points.tsv", CSV.replace(",", "\t")),
        ("points.txt", CSV.replace(",", "\t")),
        ("points.csv", CSV.replace(",", ";")),
        ("points.csv", "\ufeff" + CSV.replace("\n", "\r\n")),
        ("points.csv", CSV.replace("x", '" x"').replace("-1", "-1e0")),
    ],
)
def test_the_same_table_in_other_forms(name: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8", newline="")
    answer = library.gradient(LINE, at="0,1", data=str(file), reduce="mean")
    assert answer.lines() == ("-27/10", "-83/20")


def test_names_of_several_letters_and_of_constants() -> None:
    data = {"height": [1, 2], "weight": [2, 5], "e": [1, 1]}
    answer = library.gradient("(w height + b - weight)^2", at="0,1", data=data, reduce="sum")
    assert answer.lines() == ("-8", "-14")
    assert "height" in answer.text("latex")


def test_backprop_of_one_row(gradcli: Gradcli, points: str) -> None:
    text = "let z = w x + b; (z - y)^2"
    found = library.backprop(text, at="0,1", data=points, row=4).lines()
    assert found == library.backprop(text, at="0,1", let={"x": "0.5", "y": "1.25"}).lines()
    outcome = gradcli("backprop", text, "--data", points, "--row", "6")
    assert outcome.code == 2
    assert "there is no row 6 in" in outcome.err


@pytest.mark.parametrize(
    ("cells", "total"),
    [
        ([Fraction(1, 3)], "1/3"),
        ([Fraction(-1, 3), 1], "2/3"),
        ([Rational(1, 7), Integer(2)], "15/7"),
        (["-2/6", "0.5"], "1/6"),
        (["1e-999", Decimal("-1E-999"), "1E-0001"], "1/10"),
        (["1e3", "1234"], "2234"),
        ([Decimal("0.1"), np.float32(0.1), np.int64(2)], "11/5"),
        (np.array([0.1, 0.2]), "3/10"),
        ((Fraction(0), Fraction(1, 3), Fraction(2, 3)), "1"),
    ],
    ids=str,
)
def test_a_number_of_a_program_is_itself_in_a_table(cells: Any, total: str) -> None:
    cells = cells if isinstance(cells, np.ndarray) else list(cells)
    data = {"x": cells}
    assert library.gradient("w x", data=data, reduce="sum").lines() == (total,)
    exact = Fraction(total)
    (slope,) = library.numeric_gradient("w x", data=data, reduce="sum")(1)
    assert slope == pytest.approx(float(exact))
    half = library.descend("w^2/2 - w x", 0, rate=1, iterations=1, data=data, reduce="mean")
    assert float(half.values()[-1]) == pytest.approx(float(exact / len(cells)))
    (first,) = library.backprop("w x", 1, data=data, row=1).lines()
    rows = list(map(Fraction, map(str, cells)))
    assert Fraction(first) == rows[0]


# What is no column, what is no cell, and what is no table.
NO_TABLES: list[tuple[Any, str, str]] = [
    ({"x": "12"}, "argument-of-another-type", "'12' is no column of numbers, and x is one"),
    ({"x": b"12"}, "argument-of-another-type", "b'12' (bytes) is no column"),
    ({"x": 1}, "argument-of-another-type", "1 (int) is no column"),
    ({"x": None}, "argument-of-another-type", "None is no column"),
    ({"x": np.array(1.0)}, "argument-of-another-type", "is no column"),
    ({"x": {1, 2}}, "argument-of-another-type", "{1, 2} (set) is no column"),
    ({"x": {1: 2}}, "argument-of-another-type", "{1: 2} (dict) is no column"),
    ({"x": itertools.count()}, "file-too-large", "x holds more than 10,000,000 numbers"),
    ({"x": [1, None]}, "cell-not-a-number", "data, row 2, column x: None is no number"),
    ({"x": [True]}, "cell-not-a-number", "row 1, column x: True (bool) is no number"),
    ({"x": [1, "1/0"]}, "cell-not-a-number", "row 2, column x: 1/0 is no number"),
    ({"x": [sympy.sqrt(2)]}, "cell-not-a-number", "sqrt(2) is no number"),
    ({"x": [float("nan")]}, "cell-not-a-number", "nan is no number"),
    ({"x": [10**5000]}, "cell-not-a-number", "is no number"),
    ({"x": [Fraction(10**400, 3)]}, "cell-not-a-number", "is no number"),
    ({"x": ["1e-6000000", Fraction(1, 3)]}, "cell-not-a-number", "1e-6000000 is no number"),
    ({"x": [Decimal("1E-9999999")]}, "cell-not-a-number", "1E-9999999 is no number"),
    ({"x": [[1]]}, "cell-not-a-number", "[1] (list) is no number"),
    (5, "argument-of-another-type", "5 (int) is no table"),
    (b"x.csv", "argument-of-another-type", "b'x.csv' (bytes) is no table"),
    ("a\0b", "data-cannot-be-read", "'a\\x00b' cannot be read: no file has such a name"),
    ("\ud800", "data-cannot-be-read", "'\\ud800' cannot be read: no file has such a name"),
]


@pytest.mark.parametrize(("data", "code", "said"), NO_TABLES)
def test_what_is_no_table_is_refused_by_every_question_that_takes_one(
    data: Any, code: str, said: str
) -> None:
    asked: list[Callable[[], object]] = [
        lambda: library.gradient("w x", data=data, reduce="sum"),
        lambda: library.descend("(w x)^2", 1, data=data, reduce="sum", iterations=1),
        lambda: library.numeric_gradient("w x", data=data, reduce="sum"),
        lambda: library.backprop("w x", 1, data=data, row=1),
    ]
    for ask in asked:
        with pytest.raises(GradcliError) as caught:
            ask()
        assert caught.value.code == code
        assert said in caught.value.message


def test_a_fraction_in_a_file_is_no_number(tmp_path: Path) -> None:
    assert "1/3 is no number" in bad("x,y\n1,1/3\n", tmp_path).message


def test_columns_in_a_batch_are_given_as_numbers() -> None:
    line = {
        "expr": LINE,
        "at": {"b": 0, "w": 1},
        "data": {"x": [1, 2, 3], "y": [2, 4, 5]},
        "reduce": "mean",
    }
    body = json.loads(answer_line(1, json.dumps(line).encode(), Settings()).text)
    assert body["gradient"]["value"] == list(
        library.gradient(
            LINE, at="0,1", data={"x": [1, 2, 3], "y": [2, 4, 5]}, reduce="mean"
        ).lines()
    )


@pytest.mark.parametrize("form", ["plain", "latex", "markdown", "html", "rich"])
def test_every_format(form: str, points: str) -> None:
    text = library.gradient(LINE, at="0,1", data=points, reduce="mean").text(form)
    assert {"latex": r"\sum_i", "markdown": r"\sum_i"}.get(form, "∑") in text


def test_the_answer_holds_what_was_asked(points: str) -> None:
    answer = library.gradient(LINE, at="0,1", data=points, reduce="mean").answer
    assert isinstance(answer, OverRows)
    assert answer.names() == ("L_b", "L_w")
    assert answer.field.held == ("x", "y")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("exp(w) x + b - y", "b=0, w=2000"),
        ("x max(0, exp(w)) + |b| b + y", "b=0, w=1000"),
        ("|w x + b - y|^3", "b=0, w=10^400"),
        ("(w x - b y)^2 + sqrt(2) b", "b=10^300, w=10^300"),
    ],
)
def test_a_number_beyond_floats_is_refused_and_not_left_out(
    points: str, text: str, at: str
) -> None:
    with pytest.raises(GradcliError) as error:
        library.gradient(text, at=at, data=points, reduce="mean").lines()
    assert error.value.code == "beyond-floats"


@pytest.mark.parametrize(
    ("x", "y", "slope"),
    [
        (["1e308", "1e308"], ["1e308", "1"], 2 * 10**616 - 2 * 10**308),
        (["1e308", "-1e308"], ["0", "0"], 4 * 10**616),
        (["1e160", "1"], ["1e160", "2"], -2),
        (["1e200", "1"], ["1", "1"], 2 * 10**400 - 2 * 10**200),
    ],
)
def test_exact_sums_need_no_floats(x: list[str], y: list[str], slope: int) -> None:
    found = library.gradient("(w x - y)^2", wrt="w", at="w=1", data={"x": x, "y": y}, reduce="sum")
    assert found.error is None
    assert found.values() == (slope,)


def test_a_column_of_two_letters_is_no_product() -> None:
    found = library.gradient("(yy - a xx)^2", data={"xx": [1, 2], "yy": [2, 3]}, reduce="mean")
    assert (found.notes, found.lines()) == ((), ("5*a - 8",))
