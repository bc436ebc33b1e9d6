"""The function of a question as Python programs hand it over: text, SymPy, or a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from gradcli.questions.given.described import described, is_of_sympy
from gradcli.questions.given.types import OfSymPy
from gradcli.questions.messages import wrong_type

# SymPy is loaded where what is given is SymPy's, or is to be called with symbols.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.questions.given.formulas import Written


def written(
    expression: OfSymPy | Callable[..., Any],
    variables: tuple[str, ...] | None,
    held: tuple[str, ...] = (),
) -> Written:
    """The text of what is no text; `held` are names of constants, and so of no variables.

    Raises:
        GradcliError: USAGE for what is no function of real variables.
    """
    if is_of_sympy(expression):
        from gradcli.questions.given.formulas import written_expression

        return written_expression(expression, variables, held)
    if callable(expression):
        from gradcli.questions.given.formulas import written_function

        return written_function(expression, variables, held)
    raise wrong_type("expression-of-another-type", "object", given=described(expression))
