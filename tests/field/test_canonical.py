"""The canonical form is SymPy's, and where SymPy fails that is said."""

from __future__ import annotations

import pytest

from gradcli import GradcliError, gradient
from gradcli.errors import Kind


@pytest.mark.parametrize("inverse", ["asin", "acos", "atan", "acot", "asec", "acsc"])
def test_an_inverse_function_of_a_large_angle_is_refused(inverse: str) -> None:
    # SymPy raises where it cannot tell on which side of a multiple of pi so large a number lies.
    with pytest.raises(GradcliError) as caught:
        gradient(f"x {inverse}({inverse[1:]}(e^(96 sqrt 2 * 9^(1/3))))")
    assert caught.value.kind is Kind.LIMIT
    assert caught.value.message.startswith(f"{inverse} of a function of so large an angle")


def test_what_cannot_be_decided_of_such_a_number_is_said() -> None:
    with pytest.raises(GradcliError) as caught:
        gradient("asin(cos(e^(96 x)))", at="sqrt(2)*9^(1/3)")
    assert caught.value.kind is Kind.LIMIT
    assert caught.value.message.startswith("asin of a function of so large an angle")
