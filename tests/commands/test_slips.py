"""Slips of who types a command line: each is met with the reader's own words, put right."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from gradcli.commands.parameters import put_right
from gradcli.questions.asking import Read, read
from tests.commands.conftest import Gradcli, Outcome

# The words as a shell hands them over, and the command line that is advised.
PUT_RIGHT: list[tuple[str, str]] = [
    ("grad x^2 y", 'grad "x^2 y"'),
    ("grad x^2 y --at 2,3", 'grad "x^2 y" --at 2,3'),
    ("grad --at 2,3 x^2 y", 'grad "x^2 y" --at 2,3'),
    ("grad 'x^2 y' --at 2 3", 'grad "x^2 y" --at 2,3'),
    ("grad x^2 y --at 2 3", 'grad "x^2 y" --at 2,3'),
    ("grad --at 2 3 'x^2 y'", 'grad "x^2 y" --at 2,3'),
    ("grad --at 2 3 x^2 y", 'grad "x^2 y" --at 2,3'),
    ("grad 'x^2 y' --at -2 -3", 'grad "x^2 y" --at -2,-3'),
    ("grad 'x^2 y' --at 2, 3", 'grad "x^2 y" --at "2, 3"'),
    ("grad 'x^2 y' --at x=2 y=3", 'grad "x^2 y" --at x=2,y=3'),
    ("grad 'x^2 y' --at 'x = 2,' y = 3", 'grad "x^2 y" --at "x = 2, y = 3"'),
    ("grad 'x y z' --at 1 2 3 -q", 'grad "x y z" --at 1,2,3 -q'),
    ("grad 'x^2 y' 2,3", 'grad "x^2 y" --at 2,3'),
    ("grad 'x^2 y' 2 3", 'grad "x^2 y" --at 2,3'),
    ("grad sin x + y", 'grad "sin x + y"'),
    ("grad x^2 y --decimal 4 --at 2 3", 'grad "x^2 y" --decimal=4 --at 2,3'),
    ("dir 'x^2 y' --w 3i + 5j", 'dir "x^2 y" --w "3i + 5j"'),
    ("dir 'x^2 y' --at 2 3 --w 3 5", 'dir "x^2 y" --at 2,3 --w 3,5'),
    ("dir 'x^2 y' -w 3i + 5j --at 2,3", 'dir "x^2 y" -w "3i + 5j" --at 2,3'),
    ("dir 'x^2 y' --direction 3 5", 'dir "x^2 y" --direction 3,5'),
    ("dir x^2 y 2,3 3,5", 'dir "x^2 y" --at 2,3 --w 3,5'),
    ("dir 'x^2 y' --angle 60 deg", 'dir "x^2 y" --angle "60 deg"'),
    ("partial 'x^2 y' x", 'partial "x^2 y" --wrt x'),
    ("partial x^2 y x", 'partial "x^2 y" --wrt x'),
    ("partial 'x^2 y' --wrt x y", 'partial "x^2 y" --wrt x,y'),
    ("partial 'x^2 y' --wrt x, y", 'partial "x^2 y" --wrt x,y'),
    ("steepest 'x^2 y' 2 3", 'steepest "x^2 y" --at 2,3'),
    ("steepest x^2 y --at 2 3", 'steepest "x^2 y" --at 2,3'),
    ("steepest 'x^2 y' 2,3 3,5", 'steepest "x^2 y" --at 2,3 --w 3,5'),
    ("check 'x^2 y' '(2xy, x^2)'", 'check "x^2 y" --answer "(2xy, x^2)"'),
    ("check 'x^2 y' 2xy --wrt x", 'check "x^2 y" --wrt x --answer 2xy'),
    ("check 3x^2 y 6xy, 3x^2", 'check "3x^2 y" --answer "6xy, 3x^2"'),
    ("critical 'x y' 'x^2 + y^2 = 1'", 'critical "x y" --on "x^2 + y^2 = 1"'),
    ("dir 'x^2 y' 60deg", 'dir "x^2 y" --angle 60deg'),
    ("hint 'x^2 y' y", 'hint "x^2 y" --wrt y'),
    ("hint x^2 y", 'hint "x^2 y"'),
    # Short options in one word.
    ("grad 'x^2' -qf json", 'grad "x^2" -q -f json'),
    ("grad 'x^2' -qfjson", 'grad "x^2" -q -fjson'),
    ("dir 'x y' -qw 1,2", 'dir "x y" -q -w 1,2'),
    ("check 'x^2' -qa 2x", 'check "x^2" -q -a 2x'),
    ("grad rate t --vars rate t", 'grad "rate t" --vars rate,t'),
    ("x^2 y --at 2,3", 'grad "x^2 y" --at 2,3'),
    ("--at 2 3 x^2 y", 'grad "x^2 y" --at 2,3'),
    ("'x^2 y' --at 2 3", 'grad "x^2 y" --at 2,3'),
    # A first word of letters alone is a command.
    ("xy", "grad xy"),
    ("x", "grad x"),
    ("xy --at 2,3", "grad xy --at 2,3"),
    ("sin x", 'grad "sin x"'),
    ("x + y", 'grad "x + y"'),
    ("θ --at 2", 'grad "θ" --at 2'),
]


def advised(outcome: Outcome) -> str:
    """The command line in the advice of a complaint, without its first word."""
    *_, help_ = outcome.err.splitlines()
    assert help_.startswith("  = help: ")
    return help_[help_.index("gradcli ") :].removeprefix("gradcli ")


@pytest.mark.parametrize(("typed", "line"), PUT_RIGHT)
def test_the_advice_is_what_was_typed_put_right_and_it_works(
    gradcli: Gradcli, typed: str, line: str
) -> None:
    outcome = gradcli(*shlex.split(typed))
    assert (outcome.code, outcome.out) == (2, "")
    assert advised(outcome) == line
    assert gradcli(*shlex.split(line)).code == 0


def test_what_cannot_be_read_in_any_way_is_put_in_quotes(gradcli: Gradcli) -> None:
    outcome = gradcli("grad", "x", "+", "sim(x)", "--at", "2")
    assert advised(outcome) == 'grad "x + sim(x)" --at 2'
    # Whoever follows it is told the next thing.
    assert "did you mean sin?" in gradcli(*shlex.split(advised(outcome))).err


def test_signs_that_mean_something_within_double_quotes(gradcli: Gradcli) -> None:
    outcome = gradcli("grad", "$x", "+", "y$")
    assert advised(outcome) == "grad '$x + y$'"


@pytest.mark.parametrize(
    ("word", "advice"),
    [
        ("steep", "gradcli steepest?"),
        ("di", "gradcli dir?"),
        ("direction", "gradcli dir?"),
        ("part", "gradcli partial?"),
        ("gard", "gradcli grad?"),
        ("Grad", "gradcli grad?"),
        ("hepl", "gradcli help?"),
        ("frobnicate", "see gradcli --help"),
    ],
)
def test_a_word_that_is_near_to_a_command(gradcli: Gradcli, word: str, advice: str) -> None:
    outcome = gradcli(word, "x^2 y", "--at", "2,3")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"error: no such command {word}\n")
    assert advice in outcome.err


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("'x^2 y' --at 2,3", "grad 'x^2 y' --at 2,3"),
        ("--at 2,3 -q 'x^2 y'", "grad 'x^2 y' --at 2,3 -q"),
        ("-q 'x^2 y' --at=2,3", "grad 'x^2 y' --at 2,3 -q"),
        ("-f json x^2", "grad x^2 -f json"),
        ("--decimal x^2 --at 1/3 -q", "grad x^2 --at 1/3 -q --decimal"),
        ("-x^2 -q", "grad -q -x^2"),
        ("-- -x^2", "grad -- -x^2"),
        ("2x -q", "grad 2x -q"),
        ("-q dir 'x^2 y' --w 3,5", "dir 'x^2 y' --w 3,5 -q"),
        ("--w 3,5 dir 'x^2 y' -q", "dir 'x^2 y' --w 3,5 -q"),
        ("gradient 'x^2 y'", "grad 'x^2 y'"),
        ("directional 'x^2 y' --direction 3,5", "dir 'x^2 y' --w 3,5"),
        ("dir 'x^2 y' -w 3,5", "dir 'x^2 y' --w 3,5"),
        ("grad x^2 -f md", "grad x^2 -f markdown"),
        ("grad x^2 -ftex", "grad x^2 -f latex"),
        ("grad x^2 -f text", "grad x^2 -f plain"),
        ("grad x^2 --format txt", "grad x^2 -f plain"),
        ("help", "--help"),
        ("help dir", "dir --help"),
        ("help directional", "dir --help"),
        ("help batch", "batch --help"),
        ("version", "--version"),
        ("gradient --help", "grad --help"),
    ],
)
def test_two_ways_to_say_the_same(gradcli: Gradcli, typed: str, same: str) -> None:
    outcome = gradcli(*shlex.split(typed))
    assert outcome == gradcli(*shlex.split(same))
    assert outcome.code == 0


def test_an_expression_from_standard_input_may_stand_alone(gradcli: Gradcli) -> None:
    assert gradcli("-", "-q", stdin=b"x^2\n").out == "2*x\n"


def test_options_without_an_expression(gradcli: Gradcli) -> None:
    assert "an expression is missing" in gradcli("--at", "2,3").err
    assert "no such option --frob" in gradcli("--frob", "x^2").err
    assert "--at needs a value" in gradcli("--at").err


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (("grad", "x", "--w", "3"), "it is an option of gradcli dir, steepest"),
        (("grad", "x", "--direction", "3"), "it is an option of gradcli dir"),
        (("grad", "x", "--wrong", "3"), "see gradcli grad --help"),
        (("grad", "x", "--standalne"), "did you mean --standalone?"),
        (("dir", "x", "--directon", "3"), "did you mean --direction?"),
        (("batch", "--job", "3"), "did you mean --jobs?"),
    ],
)
def test_no_far_fetched_option_is_named(
    gradcli: Gradcli, words: tuple[str, ...], advice: str
) -> None:
    outcome = gradcli(*words)
    assert outcome.code == 2
    *_, help_ = outcome.err.splitlines()
    assert help_.startswith(f"  = help: {advice}")


@pytest.mark.parametrize("typed", ["grad x {files} y", "x^2 {files} y --at 2,3"])
def test_a_star_that_became_the_names_of_files(
    gradcli: Gradcli, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("notes.txt", "answers", ".hidden"):
        (tmp_path / name).touch()
    outcome = gradcli(*shlex.split(typed.format(files="answers notes.txt")))
    assert "a shell puts the names of all files in the place of a *" in outcome.err
    line = advised(outcome)
    assert " * y" in line
    assert gradcli(*shlex.split(line)).code == 0
    # With one of the files only it is no star.
    outcome = gradcli(*shlex.split(typed.format(files="answers")))
    assert "*" not in outcome.err


def test_an_expression_that_is_not_understood_and_names_a_file(
    gradcli: Gradcli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "f.txt").write_text("x^2\n", "utf-8")
    for words in (("grad", "f.txt"), ("f.txt",)):
        outcome = gradcli(*words)
        assert outcome.code == 2
        assert "a file has this name" in outcome.err
        assert "gradcli grad - < f.txt" in outcome.err
    assert "a file" not in gradcli("grad", "g.txt").err
    (tmp_path / "xy").touch()
    assert gradcli("grad", "xy").err == ""


def test_a_slip_is_json_where_json_is_asked_for(gradcli: Gradcli) -> None:
    outcome = gradcli("grad", "x^2", "y", "-f", "json")
    error = json.loads(outcome.out)["error"]
    assert (error["kind"], error["code"]) == ("usage", "command-line")
    assert error["help"] == 'did you mean: gradcli grad "x^2 y" -f json'


MANY: list[tuple[str, ...]] = [
    ("grad", *["x^2", "y"] * 800),
    ("grad", *["x^2", "y"] * 30_000),
    ("grad", *["x^2 y"] * 400, "--at", *["1"] * 400),
    ("dir", *["x"] * 300, "--at", *["1"] * 300, "--w", *["1"] * 300),
    ("partial", "x", "--wrt", *["x"] * 300, "--at", *["1"] * 300, "--vars", *["x"] * 300),
    ("check", *["x", "+"] * 90, "--answer", *["2", "x"] * 90),
    ("hint", *["sin"] * 700),
    ("learn", *["x"] * 700),
    ("grad", "x" * 60_000, "y"),
    ("x^2", *["y"] * 700),
    ("critical", "x y", *["--on"] * 2, *["x"] * 700),
]


@pytest.mark.parametrize("words", MANY, ids=lambda words: f"{' '.join(words)[:24]}-{len(words)}")
def test_advice_on_very_many_words_costs_no_more(
    gradcli: Gradcli, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """However many words there are, little is read to find out what was meant."""
    lengths: list[int] = []

    def counted(question: Any, *more: Any) -> Read:
        lengths.append(len(question.function.text))
        return read(question, *more)

    monkeypatch.setattr(put_right, "read", counted)
    outcome = gradcli(*words)
    assert outcome.code == 2
    assert sum(lengths) <= 10_000
    assert len(lengths) <= 200


def test_more_words_than_are_typed_are_told_to_stand_in_quotes(gradcli: Gradcli) -> None:
    outcome = gradcli("grad", *["x^2", "y"] * 800)
    assert "here are 1,600 words: x^2 y x^2 y ...\n" in outcome.err
    assert outcome.err.endswith('an expression is one word: put it in quotes, as in "x^2 y"\n')


@pytest.mark.parametrize("count", [3, 30, 3_000])
def test_a_star_among_very_many_files(
    gradcli: Gradcli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, count: int
) -> None:
    monkeypatch.chdir(tmp_path)
    names = sorted(f"file{number}.txt" for number in range(count))
    for name in names:
        (tmp_path / name).touch()
    assert 'quotes: gradcli grad "x * y"\n' in gradcli("grad", "x", *names, "y").err
    # One too few is no star, nor is one of them twice and another not; all of them again is.
    for words, starred in (
        (names[:-1], False),
        ((*names[1:], names[1]), False),
        ((*names, "y", *names), True),
    ):
        assert ("a shell puts" in gradcli("grad", "x", *words, "y").err) is starred
