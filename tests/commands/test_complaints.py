"""What is wrong, where, and what to do: the message, the caret, the exit code of each mistake."""

from __future__ import annotations

import json
import os
from itertools import pairwise
from pathlib import Path

import pytest

from gradcli.errors import KINDS
from tests.commands.conftest import Gradcli

# The words; the exit code; the message; what the caret is under, if anything; a part of the help.
MISTAKES: list[tuple[tuple[str, ...], int, str, str | None, str]] = [
    # The list of the mistakes that have their own message.
    (
        ("grad", "x^2 y", "--at", "1,2,3"),
        2,
        "the function has two variables (x, y), and the point has three coordinates",
        "1,2,3",
        "one coordinate for each variable",
    ),
    (
        ("dir", "x^2 y", "--w", "1"),
        2,
        "the function has two variables (x, y), and the direction has one component",
        "1",
        "one component for each variable",
    ),
    (
        ("dir", "x^2 y", "--w", "0,0"),
        1,
        "this direction has length 0, so it does not point anywhere",
        "0,0",
        "not 0",
    ),
    (
        ("dir", "x y", "--w", "sqrt(2)-sqrt(2), 0"),
        1,
        "this direction has length 0, so it does not point anywhere",
        "sqrt(2)-sqrt(2), 0",
        "not 0",
    ),
    (("grad", "sim(x) y"), 2, "sim is not a function that gradcli knows", "sim", "sin"),
    (("grad", "(x + 1"), 2, "the parenthesis is never closed", "(", "add )"),
    (("grad", ""), 2, "the expression is empty", None, "x^2 y"),
    (("grad", "   "), 2, "the expression is empty", None, "x^2 y"),
    (
        ("steepest", "x^2 y"),
        2,
        "the steepest direction differs from point to point, and no point is given",
        None,
        "--at 1,1",
    ),
    (("dir", "x^2 y", "--toward", "1,2"), 2, "--toward Q goes from a point P to Q", None, "--at P"),
    (("dir", "x^2 y"), 2, "a direction is needed", None, "--w 3,5"),
    (("dir", "x y z"), 2, "a direction is needed", None, "--w 1,1,1"),
    (
        ("check", "x^2 y", "--answer", "56", "--kind", "dir"),
        2,
        "a direction is needed",
        None,
        "give its components: --w 1,1",
    ),
    (("taylor", "x y"), 2, "the Taylor polynomial differs from point to point", None, "--at 1,1"),
    (
        ("dir", "x y", "--w", "1,2", "--angle", "60deg"),
        2,
        "more than one direction is given",
        None,
        "one of",
    ),
    (
        ("dir", "x y z", "--angle", "60deg"),
        2,
        "an angle gives a direction in two variables, and f has 3: x, y, z",
        "60deg",
        "--w",
    ),
    (
        ("dir", "x y", "--at", "1,2", "--toward", "1,2"),
        1,
        "this direction has length 0, so it does not point anywhere",
        "1,2",
        "not 0",
    ),
    (("partial", "x y"), 2, "which variable: x, y?", None, "--wrt x"),
    (
        ("partial", "x y", "--wrt", "z"),
        2,
        "z is not a variable of f, whose variables are x, y",
        "z",
        "--vars x,y,z",
    ),
    (
        ("grad", "x y", "--at", "1,z"),
        2,
        "a coordinate must be a number, and z is a name",
        "z",
        "constant",
    ),
    (("grad", "5"), 2, "there is no variable in it to differentiate by", "5", "--vars"),
    (("grad", "x y", "--vars", "x,2"), 2, "'2' is not the name of a variable", "2", "x1"),
    # The caret stands in the list as it was typed (see also test_the_place_in_a_list).
    (("grad", "x y", "--vars", "x, x"), 2, "the variable x is declared twice", "x", "its own name"),
    (("grad", "x y", "--vars", ""), 2, "--vars is empty", None, "--vars x,y"),
    (("grad", "f(if, x) = x"), 2, "if is a word of conditions", "if", "another name"),
    (("grad", "f(x, nan) = x"), 2, "nan is no number", "nan", "another name"),
    # Limits.
    (("grad", "9^9^9 x"), 3, "", "9^9^9", ""),
    (
        ("grad", "x^2 y + 3", "--max-size", "3"),
        3,
        "the expression has more than 3 different parts",
        None,
        "--max-size",
    ),
    # The words of the command line.
    (("gard", "x"), 2, "no such command gard", None, "gradcli grad"),
    (("frobnicate",), 2, "no such command frobnicate", None, "--help"),
    (("grad", "x", "--att", "3"), 2, "no such option --att", None, "--at"),
    (("taylor", "x^2", "-n", "2"), 2, "no such option -n", None, "see gradcli taylor --help"),
    (("grad", "x^2", "-y"), 2, "one expression is expected", None, 'gradcli grad "x^2 -y"'),
    (("grad",), 2, "an expression is missing", None, "quotes"),
    (("grad", "x", "y"), 2, "one expression is expected", None, 'did you mean: gradcli grad "x y"'),
    (("",), 2, "the name of a command is missing", None, "gradcli --help"),
    (("grad", "x", "--format"), 2, "--format needs a value", None, "see gradcli grad --help"),
    (("grad", "x", "--at"), 2, "--at needs a value", None, "--help"),
    (("dir", "x", "--at", "--w", "1"), 2, "--at needs a value", None, "--help"),
    (
        ("grad", "x", "--color", "pink"),
        2,
        "--color cannot be pink",
        None,
        "give one of auto, always, never",
    ),
    (("grad", "x", "--steps", "some"), 2, "--steps cannot be some", None, "none, brief, full"),
    (("grad", "x", "--steps", ""), 2, "--steps needs a value", None, "none, brief, full"),
    (
        ("grad", "x", "--steps", "a is not b"),
        2,
        "--steps cannot be a is not b",
        None,
        "give one of",
    ),
    (("grad", "x", "--decimal=0"), 2, "--decimal cannot be 0", None, "from 1 to 1,000"),
    (("grad", "x", "--timeout", "-1"), 2, "--timeout cannot be -1", None, "a number of seconds"),
    (("grad", "x", "--format", "jsn"), 2, "--format cannot be jsn", None, "did you mean json?"),
    (("practice", "--topic", "gradients"), 2, "--topic cannot be", None, "did you mean gradient?"),
    (("practice", "--topic", "dir"), 2, "--topic cannot be", None, "did you mean directional?"),
    (("practice", "--level", "-1"), 2, "--level cannot be -1", None, "give one of 1, 2, 3, 4, 5"),
    (("practice", "--count", "0"), 2, "--count cannot be 0", None, "from 1 to 1,000"),
    (("practice", "--count", ""), 2, "--count needs a value", None, "from 1 to 1,000"),
    (("practice", "-n"), 2, "-n needs a value", None, "see gradcli practice --help"),
    (("practice", "--cou", "3"), 2, "no such option --cou", None, "did you mean --count?"),
    (("practice", "--n", "3"), 2, "no such option --n", None, "see gradcli practice --help"),
    # The mathematics.
    (("grad", "1/x", "--at", "0"), 1, "the denominator x is 0 here", "1/x", "not 0"),
]


def under_the_caret(err: str) -> str | None:
    """What the carets of a complaint point at."""
    lines = err.splitlines()
    for above, line in pairwise(lines):
        if line.strip(" |").strip("^") == "" and "^" in line:
            start, end = line.index("^"), line.rindex("^") + 1
            return above[start:end]
    return None


@pytest.mark.parametrize(("words", "code", "message", "place", "help_"), MISTAKES)
def test_the_complaint(
    gradcli: Gradcli, words: tuple[str, ...], code: int, message: str, place: str | None, help_: str
) -> None:
    outcome = gradcli(*words)
    assert outcome.code == code
    first, *_ = outcome.err.splitlines()
    assert first.startswith(f"error: {message}")
    if place is not None:
        assert under_the_caret(outcome.err) == place
    assert help_ in outcome.err
    assert "Traceback" not in outcome.err
    if code != 1:
        assert outcome.out == ""


@pytest.mark.parametrize(("words", "code", "message", "place", "help_"), MISTAKES)
def test_the_same_as_json(
    gradcli: Gradcli, words: tuple[str, ...], code: int, message: str, place: str | None, help_: str
) -> None:
    outcome = gradcli(words[0], "--format=json", *words[1:])
    body = json.loads(outcome.out)
    assert outcome.code == body["exit_code"] == code
    assert body["schema"] == "gradcli/1"
    assert outcome.err == ""
    error = body["error"]
    assert set(error) <= {"kind", "code", "message", "span", "in", "help"}
    assert KINDS[error["code"]] == error["kind"]
    assert error["message"].startswith(message)


def test_json_gives_the_span_in_characters_of_the_text(gradcli: Gradcli) -> None:
    body = json.loads(gradcli("grad", "x y + sim(x)", "-f", "json").out)
    assert body["error"]["kind"] == "name"
    assert body["error"]["span"] == [6, 9]


def test_standard_input_that_is_no_text(gradcli: Gradcli) -> None:
    outcome = gradcli("grad", "-", stdin=b"\xff\xfe")
    assert outcome.code == 2
    assert "not UTF-8" in outcome.err


def test_no_arguments_at_all_show_the_help(gradcli: Gradcli) -> None:
    outcome = gradcli()
    assert outcome.code == 2
    assert outcome.out == ""
    assert "Usage: gradcli" in outcome.err


def test_a_defect_is_named_as_one(gradcli: Gradcli, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nobody saw this coming")

    monkeypatch.setattr("gradcli.commands.asking.ask", broken)
    outcome = gradcli("grad", "x")
    assert outcome.code == 70
    assert "this is a defect" in outcome.err
    assert "Traceback" not in outcome.err
    with pytest.raises(ZeroDivisionError):
        gradcli("grad", "x", "--debug")


def test_the_clock_stops_what_takes_too_long(gradcli: Gradcli) -> None:
    # What takes a few milliseconds may be done before the clock is looked at.
    large = "*".join(f"sin({n}x)" for n in range(1, 400))
    # Here the process goes on, and with it the work: what it writes must not meet another test.
    outcome = gradcli("grad", large, "--timeout", "0.001", "-o", os.devnull)
    assert outcome.code == 3
    assert "no answer within 0.001 seconds" in outcome.err
    assert "--timeout" in outcome.err


@pytest.mark.parametrize(
    ("option", "typed", "message", "carets"),
    [
        ("--vars", "x,x", "the variable x is declared twice", "  ^"),
        ("--vars", "θ, y, theta", "the variable theta is declared twice", "      ^^^^^"),
        ("--vars", ",", "a name is missing", "^"),
        ("--vars", "x,y,", "a name is missing", "    ^"),
        ("--vars", "x,,y", "a name is missing", "  ^"),
        ("--vars", "x, y+1 ,z", "'y+1' is not the name of a variable", "   ^^^"),
        ("--vars", "x, é", "U+00E9 (latin small letter e with acute) is not", "   ^"),
        ("--wrt", ",", "the name of a variable is missing", "^"),
        ("--wrt", "x,,x", "the name of a variable is missing", "  ^"),
        ("--wrt", "x, q ", "q is not a variable of f, whose variables are x", "   ^"),
        ("--wrt", "x,x y", "'x y' is not the name of a variable", "  ^^^"),
        ("--wrt", "x, é", "U+00E9 (latin small letter e with acute) is not", "   ^"),
        *(
            (
                "--vars",
                f"x, {word}",
                f"{word} is a word of conditions, and",
                f"   {'^' * len(word)}",
            )
            for word in ("if", "when", "for", "otherwise", "else", "and", "or", "not", "sonst")
        ),
        *(
            ("--vars", f"x,{word}", f"{word} is no number, and cannot", f"  {'^' * len(word)}")
            for word in ("nan", "NaN", "oo", "zoo", "inf", "Infinity", "None", "True")
        ),
    ],
)
def test_the_place_in_a_list(
    gradcli: Gradcli, option: str, typed: str, message: str, carets: str
) -> None:
    outcome = gradcli("grad" if option == "--vars" else "partial", "x^2", option, typed)
    first, where, shown, under, advice, *_ = [*outcome.err.splitlines(), ""]
    assert (outcome.code, outcome.out) == (2, "")
    assert first.startswith(f"error: {message}")
    assert (where, shown, under) == (f"  | in {option}:", f"  | {typed.rstrip()}", f"  | {carets}")
    assert advice.startswith("  = help: ") or "é" in typed


@pytest.mark.parametrize("text", ["f(x)=", "f(x, y) =", "z =", "lambda x:", "(x) ->"])
def test_the_place_of_a_formula_that_is_missing(gradcli: Gradcli, text: str) -> None:
    outcome = gradcli("grad", text)
    assert outcome.code == 2
    assert outcome.err.splitlines()[:4] == [
        "error: the expression is empty", "  |", f"  | {text}", f"  | {' ' * len(text)}^",
    ]  # fmt: skip


def test_names_that_are_used_on_purpose_are_variables(gradcli: Gradcli) -> None:
    names = "e,E,pi,I,S,N,Q,O,beta,gamma,lambda,zeta,sin,if_1,x"
    outcome = gradcli("grad", "x^2", "-q", "--vars", names)
    assert (outcome.code, outcome.lines[-1], len(outcome.lines)) == (0, "2*x", 15)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("schema", "y"), "got unexpected extra argument (y)"),
        (("completion",), "a shell is missing"),
        (("manual",), "a folder is missing"),
        (("manual", "a", "b"), "got unexpected extra argument (b)"),
    ],
)
def test_the_commands_without_an_expression(
    gradcli: Gradcli, words: tuple[str, ...], message: str
) -> None:
    outcome = gradcli(*words)
    first, help_ = outcome.err.splitlines()
    assert (outcome.code, outcome.out) == (2, "")
    assert first.startswith(f"error: {message}")
    # Nothing here is to be put in quotes.
    assert help_ == f"  = help: see gradcli {words[0]} --help"


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (("-fx", "-q"), "-x\n-f\n"),
        (("-qf",), "-q\n-f\n"),
        (("x", "-fplain", "-q"), "1\n"),
    ],
)
def test_a_format_may_stand_at_its_letter_and_a_product_is_none(
    gradcli: Gradcli, words: tuple[str, ...], out: str
) -> None:
    assert gradcli("grad", *words, "-q").out == out
    assert gradcli("grad", "x", "-fjson").out.startswith('{"schema": "gradcli/1", "command"')
    assert gradcli("grad", "x^", "-fjson").out.startswith('{"schema": "gradcli/1", "error"')


@pytest.mark.parametrize(
    ("arguments", "message", "advice"),
    [
        (("descend", "x^2", "--from", "1", "--rate", ""), "--rate is empty", "0.1"),
        (("descend", "x^2", "--from", "1", "--tol", " "), "--tol is empty", "1/10"),
        (("descend", "x^2", "--from", "1", "-n", ""), "nothing is no number of steps", "whole"),
        (("critical", "x^2", "--in", ""), "nothing is no box: two bounds are needed", "--in x="),
        (("critical", "x^2", "--on", ""), "nothing is no equation", "--on"),
        (("plot", "x y", "--window", ""), "nothing is no window: two bounds", "--window x="),
        (("learn", "x y", "--at", "1,2", "--w", ""), "--w is empty", "one component"),
        (("rules", ""), "nothing is no law of the rule book", "gradcli rules"),
        (("mistakes", ""), "nothing is no known mistake", "gradcli mistakes"),
        (("batch", ""), '"" cannot be read', "name a file"),
    ],
)
def test_what_is_given_empty_is_no_default(
    gradcli: Gradcli, arguments: tuple[str, ...], message: str, advice: str
) -> None:
    answer = gradcli(*arguments)
    assert answer.code == 2
    assert answer.err.startswith(f"error: {message}")
    assert advice in answer.err.partition("= help:")[2]


def test_a_log_without_attempts_has_nothing_to_review(gradcli: Gradcli, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text("", encoding="utf-8")
    answer = gradcli("practice", "--review", str(log))
    assert answer.code == 2
    assert "is empty: there are no attempts to review" in answer.err
    assert "gradcli practice --log" in answer.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("rules", "9" * 900),
        ("taylor", "x^3", "--at", "1", "--order", "9" * 900),
        ("practice", "--count", "9" * 900),
        ("descend", "x^2", "--from", "1", "--rate", "-" + "9" * 900),
        ("partial", "x", "--wrt", "9" * 900),
    ],
)
def test_a_huge_number_is_cut_short_where_it_is_quoted(
    gradcli: Gradcli, arguments: tuple[str, ...]
) -> None:
    answer = gradcli(*arguments)
    assert answer.code in (1, 2, 3)
    assert max(map(len, answer.err.splitlines())) < 200


@pytest.mark.parametrize("text", ["w^T\nx", "(x-\\mu\n)^T A x", "x.\nfoo(2)", "foo\n(x)"])
def test_a_message_has_no_line_of_the_text_in_it(gradcli: Gradcli, text: str) -> None:
    error = json.loads(gradcli("grad", text, "-f", "json").out)["error"]
    assert "\n" not in error["message"] + error.get("help", "")
