"""A derivation at a terminal: a line at a time, guessed or not, and why each holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gradcli.field.from_sympy import from_sympy
from gradcli.language.writing import write
from gradcli.narrative.book.entries import BOOK
from gradcli.questions.asking import read
from gradcli.questions.function import Function
from gradcli.questions.kinds.gradient import Gradient
from gradcli.questions.kinds.partial import Partial
from gradcli.questions.learning.derivation import compared, walk
from tests.commands.conftest import Gradcli, Outcome
from tests.commands.conftest import gradcli as command

gradcli = command

PARTIAL = ("partial", "x^2 sin(x y)", "--wrt", "x")

Session = Callable[..., Outcome]


@pytest.fixture
def session(gradcli: Gradcli, monkeypatch: pytest.MonkeyPatch) -> Session:
    """Go through a derivation, with these lines typed."""

    def gone_through(words: tuple[str, ...], *lines: str) -> Outcome:
        monkeypatch.setattr("gradcli.commands.session.terminal.is_session", lambda options: True)
        typed = "".join(f"{line}\n" for line in lines).encode()
        return gradcli(*words, "-f", "plain", "--interactive", stdin=typed)

    return gone_through


def test_enter_shows_line_after_line(session: Session) -> None:
    outcome = session(PARTIAL, "", "", "", "")
    assert (outcome.code, outcome.err) == (0, "")
    before, _, after = outcome.out.partition("> ")
    assert "Step 1: ∂/∂x [x² sin(xy)] = ?" in before
    assert "product rule" not in before
    assert "2x sin(xy)" not in after.partition("combine the parts")[0]
    places = [after.index(each) for each in ("(uv)′", "Step 1.1", "1.1  ∂/∂x [x²] = 2x", "1.2  ")]
    assert places == sorted(places)
    assert "That was the whole derivation." in after
    assert "✓ Checked" in after


def test_a_right_guess_shows_the_line_and_leaves_out_what_it_is_made_of(session: Session) -> None:
    outcome = session(PARTIAL, "x (2 sin(x y) + x y cos(x y))")
    assert "✓ Right." in outcome.out
    assert "product rule" in outcome.out
    assert "Step 1.1" not in outcome.out
    assert "That was the whole derivation." in outcome.out


def test_a_wrong_guess_is_marked_and_the_line_not_shown(session: Session) -> None:
    outcome = session(PARTIAL, "", "2", "2x")
    wrong, _, right = outcome.out.partition("✗ Wrong")[2].partition("✓ Right.")
    assert "2x" not in wrong
    assert "1.1  ∂/∂x [x²] = 2x" in right


def test_why_tells_the_laws_of_the_last_line(session: Session) -> None:
    outcome = session(PARTIAL, "", "?", "?", "", "", "why", "?", "?", "q")
    first, _, second = outcome.out.partition("1.2  ∂/∂x [sin(xy)]")
    assert "A nudge h of x changes u by Δu and v by Δv." in first
    assert "That is all of this line: product rule." in first
    assert second.index("Chain rule") < second.index("Derivative of sin")
    assert outcome.code == 0


def test_what_is_not_understood_is_no_guess(session: Session) -> None:
    outcome = session(PARTIAL, "", "2 cos(", "2x")
    assert "in the guess" in outcome.err
    assert "✗" not in outcome.out
    assert "✓ Right." in outcome.out


@pytest.mark.parametrize("typed", [(), ("q",), ("", "quit")])
def test_it_ends_kindly(session: Session, typed: tuple[str, ...]) -> None:
    outcome = session(PARTIAL, *typed)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.endswith("Until next time.\n\n")


def test_a_letter_of_the_function_ends_nothing(session: Session) -> None:
    outcome = session(("partial", "q^2/2"), "q")
    assert "quit or Ctrl-D ends" in " ".join(outcome.out.split())
    assert "✓ Right." in outcome.out


def test_the_gradient_is_told_at_the_end(session: Session) -> None:
    outcome = session(("grad", "x^2 y", "--at", "2,3"), "2x y", "x^2")
    assert outcome.out.count("✓ Right.") == 2
    assert outcome.out.index("respect to x") < outcome.out.index("respect to y")
    assert "∇f(2, 3) = (12, 4)" in outcome.out


def test_where_there_is_none_it_ends_with_no(session: Session) -> None:
    outcome = session(("partial", "|x|", "--at", "0"), "", "", "")
    assert outcome.code == 1
    assert "✗" in outcome.out


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "--interactive needs somebody who reads and types"),
        (("-q",), "--interactive does nothing with -q"),
        (("-o", "page.html"), "--interactive does nothing with -o"),
        (("-f", "latex"), "--interactive does nothing with -f latex"),
        (("--steps", "brief"), "--interactive does nothing with --steps"),
        (("--standalone",), "--interactive does nothing with --standalone"),
    ],
)
def test_where_nobody_reads_and_types_it_is_refused(
    gradcli: Gradcli, more: tuple[str, ...], said: str
) -> None:
    outcome = gradcli(*PARTIAL, "--interactive", *more)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err
    assert "= help: " in outcome.err


FUNCTIONS = (
    *("x^x", "|x| y", "max(x, y)", "if x > 0 then x^2 else 0", "atan2(y, x)", "log_2(x)"),
    *("1/(x^2 + y)", "a x^2 e^(b x)", "u = x^2; u sin u", "(x^2 + 1)/(x - 1)", "-x^2"),
    *("sin(x^2 y)^3", "sqrt(x^2 + y^2)", "f(e) = e^2 sin e", "f(x, y) = y^2", "x - (x - y)^2"),
)


@pytest.mark.parametrize("text", FUNCTIONS)
def test_every_line_can_be_guessed_and_explained(text: str) -> None:
    """The last line of a partial is the partial; each guess is read in the letters of its line."""
    found = walk(read(Gradient(Function(text))))
    for place, turn in enumerate(found.turns):
        assert place <= turn.ends < len(found.turns)
        assert turn.laws
        assert {*turn.laws} <= BOOK.keys()
        assert turn.comes_to is not None
        line = write(turn.comes_to, turn.letters)
        assert compared(line, line, turn.letters) is True
        assert compared(f"({line}) + 1", line, turn.letters) is False


def test_the_stages_of_a_mixed_partial() -> None:
    found = walk(read(Partial(Function("x^2 y^3"), ("x", "y"))))
    last = found.turns[-1].comes_to
    assert last is not None
    (value,) = found.result.answer.values()
    assert compared(write(last), write(from_sympy(value)), ("x", "y")) is True


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("partial", "x^2 y", "--wrt", "x,y"), "Differentiate in turn with respect to x and y."),
        (("partial", "x^2/x"), "f divides by x: it has values only where x ≠ 0"),
        (("grad", "x^2 y"), "∂f/∂x measures how fast f changes when x alone is nudged."),
    ],
)
def test_what_must_be_known_before_is_said_before(
    session: Session, words: tuple[str, ...], said: str
) -> None:
    outcome = session(words, *[""] * 12)
    before, _, after = " ".join(outcome.out.split()).partition("Step 1")
    assert said in before
    assert said not in after
    assert "✓ Checked" in after


def test_a_part_with_a_name_is_not_compared(session: Session) -> None:
    """What is too large for one formula is derived in parts, which a guess cannot speak of."""
    nested = "x"
    for _ in range(12):
        nested = f"({nested} + sin({nested}))"
    outcome = session(("partial", nested, "--wrt", "x"), "1", "q")
    assert "a guess cannot be compared with it" in " ".join(outcome.out.split())
    assert outcome.code == 0
