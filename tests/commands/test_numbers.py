"""The numbers that options take: what makes no sense is refused with what does."""

from __future__ import annotations

import os

import pytest

import gradcli as library
from gradcli.errors import GradcliError, Kind
from tests.commands.conftest import Gradcli

SECONDS = "is not a number of seconds up to 1,000,000, or 0 for no limit"
SIZE = "is not a size such as 512M or 2G"
MEMORY = "is not between 16M and 1024T, or 0 for no limit"
FROM_ONE = "is not a whole number from 1 to 1,000,000,000,000,000"
DIGITS = "is not a whole number from 1 to 1,000"


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        *(
            ("--timeout", value, SECONDS)
            for value in ("nan", "inf", "-inf", "1e300", "1e10", "-1", "-0.5", "1000001", "", "ten")
        ),
        *(("--max-size", value, FROM_ONE) for value in ("0", "-1", "1.5", "1e3", "", "many")),
    ],
)
@pytest.mark.parametrize("command", ["partial", "grad", "dir", "steepest", "batch"])
def test_what_makes_no_sense_is_refused(
    gradcli: Gradcli, command: str, option: str, value: str, said: str
) -> None:
    _refused(gradcli(command, "x", option, value), option, value, said)


@pytest.mark.parametrize("value", ["0", "-1", "+0", "1001", "100000", "2.5"])
def test_digits_that_make_no_sense(gradcli: Gradcli, value: str) -> None:
    _refused(gradcli("grad", "x", "--decimal", value), "--decimal", value, DIGITS)
    _refused(gradcli("grad", f"--decimal={value}", "x"), "--decimal", value, DIGITS)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        *(("--jobs", value, DIGITS) for value in ("0", "-1", "1001", "99999999999", "2.0", "")),
        *(("--memory", value, MEMORY) for value in ("1", "512", "1M", "15.9M", "1025T", "9" * 400)),
        *(("--memory", value, SIZE) for value in ("-1", "", "much", "nan", "1X")),
    ],
)
def test_what_makes_no_sense_for_many_lines(
    gradcli: Gradcli, option: str, value: str, said: str
) -> None:
    _refused(gradcli("batch", option, value), option, value, said)


def _shown(value: str) -> str:
    """A run of figures that would fill a page is cut short."""
    return value if len(value) < 60 else f"{value[:16]}…{value[-16:]}"


def _refused(outcome: tuple[int, str, str], option: str, value: str, said: str) -> None:
    code, out, err = outcome
    assert (code, out) == (2, "")
    complaint, help_ = err.splitlines()
    refused = f"{option} cannot be {_shown(value)}" if value else f"{option} needs a value"
    assert complaint == f"error: {refused}"
    assert help_ == f"  = help: give {said.removeprefix('is not ')}"


@pytest.mark.parametrize("value", ["0", "-0", "60", "30.", "1e2", "1000000"])
def test_what_makes_sense(gradcli: Gradcli, value: str) -> None:
    assert gradcli("grad", "x^2", "-q", "--timeout", value).out == "2*x\n"


@pytest.mark.parametrize(
    "wrong",
    [
        {"jobs": 0},
        {"jobs": 1001},
        {"timeout": float("nan")},
        {"timeout": float("inf")},
        {"timeout": -1.0},
        {"memory": 1},
        {"memory": -1},
        {"memory": 10**20},
    ],
    ids=repr,
)
def test_the_library_refuses_the_same(wrong: dict[str, float]) -> None:
    with pytest.raises(GradcliError) as raised:
        library.batch([], **wrong)  # type: ignore[arg-type]  # one of them each time
    assert raised.value.kind is Kind.USAGE
    assert raised.value.message.startswith(f"{next(iter(wrong))} is not ")


@pytest.mark.parametrize("value", ["1e-400", "0.0001e-9999", f"0.{'0' * 400}1", "1e-320", "1E-7"])
def test_a_time_that_no_float_is_near_is_not_no_limit(gradcli: Gradcli, value: str) -> None:
    # What takes seconds: an answer that is there when the time is looked at is given. Here the work
    # goes on, and what it writes must not meet another test.
    outcome = gradcli("critical", "e^(x y) sin(x + y)", "--timeout", value, "-o", os.devnull)
    assert (outcome.code, outcome.out) == (3, "")
    assert "error: no answer within " in outcome.err


@pytest.mark.parametrize("value", ["0", "0.0", ".0", "0e9", "00", "0e-400", "+0"])
def test_no_limit(gradcli: Gradcli, value: str) -> None:
    assert gradcli("grad", "x^2 y", "-q", "--timeout", value).code == 0


@pytest.mark.parametrize("value", [f"0.{'0' * 400}1", f"0.{'0' * 400}1G", "0.001"])
def test_a_memory_that_no_float_is_near_is_not_no_limit(gradcli: Gradcli, value: str) -> None:
    outcome = gradcli("grad", "x^2 y", "--memory", value)
    assert outcome.code == 2
    assert "between 16M and 1024T, or 0 for no limit" in outcome.err
