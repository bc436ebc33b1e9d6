"""What must be known of an answer that nothing confirms, or whose formula has to be read with care.

The words stand here, since the page, `-q` and JSON say the same.
"""

from __future__ import annotations

from gradcli.calculus.answers import Answer
from gradcli.calculus.check.verification import Outcome
from gradcli.calculus.rules.regions import is_meant_inside


def warning_of(answer: Answer) -> tuple[str, str] | None:
    """The message, and what helps."""
    match answer.check.outcome:
        case Outcome.NO_POINT:
            return (
                "not checked: no point was found at which the function has a real value and a rate",
                "it may have no real value anywhere",
            )
        case Outcome.SILENT:
            return (
                "not confirmed: somewhere the function has a rate, and the formula no value",
                "ask at a point: there the function is looked at as it was typed",
            )
        case Outcome.PASSED | Outcome.FAILED if is_meant_inside(answer.formulas):
            return (
                "a condition of the formula counts where it holds all around the point",
                "it could not be decided on which open regions that is",
            )
    return None
