"""The words for what is refused: one place, whole sentences, and none for a failure inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest

import gradcli
from gradcli.calculus.check import certificate
from gradcli.calculus.domain.refusal import (
    BeyondFloats,
    ConstantBeyondFloats,
    DerivationRefuted,
    JumpUndecided,
    NoRealNumber,
    NowhereReal,
    NumbersRefuted,
    NumberTooLarge,
    PerhapsNowhereReal,
    PointBeyondFloats,
    PowerTooLarge,
    Refusal,
    RefusedError,
    SumTooLong,
    TooFarForFloats,
    TooManyCompetitors,
    TooManyOperations,
    TooManyPieces,
    TooManySecondPartials,
    TooManyTaylorTerms,
)
from gradcli.calculus.domain.verdict import Cause, Fault, Question, Undecided
from gradcli.calculus.numbers import constants
from gradcli.codes import Code
from gradcli.commands.main import run
from gradcli.errors import GradcliError, Kind, Source
from gradcli.field import from_sympy
from gradcli.field.expression import NOWHERE
from gradcli.field.functions.record import Requirement
from gradcli.frozen import replace
from gradcli.narrative.point.clauses import as_text, clause
from gradcli.narrative.point.undecided import complain_undecided, explain_undecided
from gradcli.narrative.refusals import in_words
from tests.fields import field

ROOT = field("sqrt(-x^2) y")
FAULT = Fault(ROOT.tree, ROOT.tree, Requirement.SOME_CASE, None, edge=False)
REFUSALS: list[tuple[Refusal, Code]] = [
    (NowhereReal(ROOT, ROOT.tree), "no-real-values"),
    (PerhapsNowhereReal(ROOT), "domain-not-decided"),
    (JumpUndecided(Cause.WHICH_IS_GREATER), "constant-at-a-jump"),
    (NoRealNumber(FAULT, Source("--at", "ln(-1)")), "no-real-number"),
    (PowerTooLarge(ROOT, ROOT.tree), "power-too-long"),
    (NumberTooLarge(ROOT), "number-too-large-at-the-point"),
    (BeyondFloats(ROOT), "beyond-floats"),
    (ConstantBeyondFloats(), "beyond-floats"),
    (PointBeyondFloats(), "beyond-floats"),
    (TooManyOperations(2_000), "too-many-operations"),
    (TooManyPieces(100), "too-many-pieces"),
    (TooManyCompetitors("max", 100, ROOT.tree), "too-many-competitors"),
    (TooManySecondPartials(30), "too-many-second-partials"),
    (TooManyTaylorTerms(84), "too-many-taylor-terms"),
    (SumTooLong(5_000), "sum-too-long"),
    (DerivationRefuted({"x": 0.5}), "derivation-disagrees"),
    (NumbersRefuted(), "numbers-disagree"),
    (TooFarForFloats(), "beyond-floats"),
]


@pytest.mark.parametrize(("refusal", "code"), REFUSALS, ids=lambda each: type(each).__name__)
def test_each_refusal_has_its_words(refusal: Refusal, code: Code) -> None:
    told = in_words(RefusedError(refusal))
    assert told is not None
    assert told.code == code
    assert len(told.message.split()) > 3


# (the question, what is said of it): a piece of a derivative stands nowhere in what was typed.
TOO_LONG = [
    (("7^(x^x)", {"at": "100"}), "this power has"),
    (("floor(x)! x", {"at": "10^6"}), "this factorial has"),
    (("sinh(e^x)", {"at": "1e30"}), "this number has"),
]


@pytest.mark.parametrize(("asked", "words"), TOO_LONG)
def test_what_is_too_long_is_named_for_what_it_is(
    asked: tuple[str, dict[str, str]], words: str
) -> None:
    text, options = asked
    with pytest.raises(GradcliError, match="too many digits at the point") as raised:
        gradcli.gradient(text, **options)
    assert words in raised.value.message
    # It points at a place of what was typed.
    assert raised.value.span is not None
    assert 0 <= raised.value.span.start < raised.value.span.end <= len(text)


def test_what_stands_in_a_derivative_alone_is_looked_for_in_the_function() -> None:
    nowhere = replace(ROOT.tree, span=NOWHERE)
    told = in_words(RefusedError(PowerTooLarge(ROOT, nowhere)))
    assert told is not None
    assert "that its derivatives have" in told.message
    assert told.span == ROOT.tree.span


def test_none_is_left_out() -> None:
    assert {type(refusal) for refusal, _ in REFUSALS} == set(get_args(Refusal))


def test_a_failure_has_none() -> None:
    for failure in (KeyError("sec"), from_sympy.NotWritableError("gamma"), AssertionError()):
        assert in_words(failure, ROOT) is None


@pytest.mark.parametrize("cause", Cause)
@pytest.mark.parametrize("question", Question)
def test_what_stays_open_is_told_in_one_sentence(question: Question, cause: Cause) -> None:
    told = as_text(explain_undecided(Undecided(question, cause)))
    assert told == f"I{as_text(complain_undecided(Undecided(question, cause)))[1:]}."
    assert told.count(": ") == 1


def test_each_question_and_each_cause_is_told_in_another_way() -> None:
    told = {
        as_text(explain_undecided(Undecided(question, cause)))
        for question in Question
        for cause in Cause
    }
    assert len(told) == len(Question) * len(Cause)


def test_a_clause_has_its_places_filled() -> None:
    inner = clause("it has the value {value}", value=ROOT.symbols[0])
    assert as_text(clause("{function} is smooth: {why}", function="f", why=inner)) == (
        "f is smooth: it has the value x"
    )
    with pytest.raises(KeyError):
        clause("{function} is smooth", functions="f")


# The places where a number, a sign or a formula is made. Each may refuse, by an exception of its
# own; a row that is missing in a table is no refusal.
INSIDE: list[tuple[Any, str, Exception]] = [
    (from_sympy, "_write", from_sympy.NotWritableError("gamma")),
    (constants, "evaluate", KeyError("sec")),
    (certificate, "evaluate", KeyError("sec")),
    (certificate, "from_sympy", from_sympy.NotWritableError("gamma")),
]


def _raising(failure: Exception) -> Callable[..., Any]:
    def fails(*_: Any, **__: Any) -> Any:
        raise failure

    return fails


@pytest.mark.parametrize(
    ("module", "name", "failure"), INSIDE, ids=lambda each: str(getattr(each, "__name__", each))
)
def test_a_failure_inside_is_a_defect_and_no_fact(
    module: Any,
    name: str,
    failure: Exception,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(module, name, _raising(failure))
    # A number that no other test asks about: signs that are known are kept.
    assert run(["grad", "sqrt(x) y", "--at", "e^2 - 7/13,pi"]) == 70
    assert "this is a defect" in capsys.readouterr().err


def test_a_form_of_which_all_pieces_are_equal_is_compared() -> None:
    answer = gradcli.gradient("x if max({1 if y>0, 2 otherwise}, 3) > 1/2 else 2x", at="5,1")
    assert answer.lines() == ("1", "0")


@pytest.mark.parametrize("inverse", ["asin", "atan"])
def test_an_angle_that_is_too_large_is_refused_wherever_it_stands(inverse: str) -> None:
    large = f"{inverse}({inverse[1:]}(e^(96 sqrt 2 * 9^(1/3))))"
    ask: list[Callable[[], object]] = [
        lambda: gradcli.gradient(f"x {large}"),
        lambda: gradcli.gradient("x^2", at=large),
        lambda: gradcli.directional("x^2 y", w=f"{large},1"),
        lambda: gradcli.directional("x^2 y", at="1,1", toward=f"{large},1"),
        lambda: gradcli.directional("x^2 y", at="1,1", angle=large),
    ]
    for question in ask:
        with pytest.raises(GradcliError) as refused:
            question()
        assert refused.value.kind is Kind.LIMIT
        assert refused.value.message.startswith(f"{inverse} of a function of so large an angle")


NO_NUMBERS = [
    # (the constant, why it is no real number, the piece that is marked)
    ("ln(-1)", "ln needs a number > 0, here it is -1", "ln(-1)"),
    ("2 + 1/0", "the denominator is 0", "1/0"),
    ("asin(2)", "arcsin is defined from -1 to 1 only; its argument here is 2", "asin(2)"),
    ("sqrt(-4)", "sqrt needs a number >= 0, here it is -4", "sqrt(-4)"),
    ("tan(pi/2)", "tan has a pole where the cosine is 0; its argument here is pi/2", "tan(pi/2)"),
]


@pytest.mark.parametrize(("constant", "message", "piece"), NO_NUMBERS)
def test_points_and_directions_are_made_of_real_numbers(
    constant: str, message: str, piece: str
) -> None:
    ask: list[Callable[[], object]] = [
        lambda: gradcli.gradient("x^2 + y", at=f"1,{constant}"),
        lambda: gradcli.gradient("x^2 + y", at=f"y={constant}, x=0"),
        lambda: gradcli.steepest("x^2 + y", at=f"{constant},1"),
        lambda: gradcli.directional("x^2 y", w=f"{constant},1"),
        lambda: gradcli.directional("x^2 y", w="1,1", at=f"{constant},1"),
        lambda: gradcli.directional("x^2 y", at="1,1", toward=f"{constant},1"),
        lambda: gradcli.directional("x^2 y", at="1,1", angle=constant),
    ]
    for question in ask:
        with pytest.raises(GradcliError) as refused:
            question()
        error = refused.value
        assert error.kind is Kind.DOMAIN
        assert error.message == message
        assert error.source is not None
        assert error.span is not None
        assert error.source.text[error.span.start : error.span.end] == piece
