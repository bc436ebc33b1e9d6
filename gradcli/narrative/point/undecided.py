"""What could not be decided, and why, in words."""

from __future__ import annotations

from typing import assert_never

from gradcli.calculus.domain.verdict import Cause, Question, Undecided
from gradcli.narrative.point.clauses import Clause, as_message, clause


def because(cause: Cause) -> str:
    """Why something could not be decided: a clause that can stand after a colon."""
    match cause:
        case Cause.WHICH_CASE:
            return "it could not be decided which case holds"
        case Cause.ARGUMENT:
            return "the argument's exact place could not be decided"
        case Cause.WHICH_EXTREME:
            return "it could not be decided which argument is the extreme one"
        case Cause.WHICH_IS_GREATER:
            return "which of two numbers is the greater is not known"
        case Cause.NOT_ON_ALL_SIDES:
            return "the function is not defined on all sides"
        case Cause.GROWTH:
            return "it grows faster than any power"
        case Cause.EXPANSION:
            return "the expansion could not be carried far enough"
        case Cause.SIGN_OF_GROWTH:
            return "the sign of what grows could not be decided"
        case Cause.QUOTIENTS:
            return "the quotients could not be followed far enough towards the point"
        case Cause.ONE_SIDED_LIMIT:
            return "a one-sided limit is undecided"
        case Cause.LIMIT_ALONG_AN_AXIS:
            return "a limit along an axis is undecided"
        case Cause.EQUALITY:
            return "no proof was found"
        case Cause.NEITHER_PROOF_NOR_COUNTEREXAMPLE:
            return "the partials exist, and neither a proof nor a direction that fails was found"
        case Cause.CONSTANT_WITHOUT_VALUE:
            return "it depends on a constant without a value"
    assert_never(cause)


def explain_undecided(verdict: Undecided) -> Clause:
    """What stayed open at the point, as a sentence."""
    why = because(verdict.cause)
    match verdict.question:
        case Question.DEFINED:
            return clause(
                "It could not be decided whether the function is defined there: {why}.", why=why
            )
        case Question.DIFFERENTIABLE:
            return clause(
                "It could not be decided whether the function is differentiable there: {why}.",
                why=why,
            )
        case Question.PARTIALS:
            return clause(
                "It could not be decided whether all partials exist there: {why}.", why=why
            )
        case Question.RATE:
            return clause("It could not be decided whether the rate exists: {why}.", why=why)
        case Question.EQUAL_RATES:
            return clause(
                "It could not be decided whether the rates from both sides are equal: {why}.",
                why=why,
            )
    assert_never(verdict.question)


def complain_undecided(verdict: Undecided) -> Clause:
    """The same as the message of an error."""
    return as_message(explain_undecided(verdict))
