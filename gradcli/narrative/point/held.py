"""Constants without a value at a point: what could not be decided for every one of their values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gradcli.errors import GradcliError
from gradcli.field.expression import NOWHERE
from gradcli.field.scalar_field import ScalarField

_VALUES: Final = ("2", "3", "5", "7", "11")


def listed(names: Sequence[str]) -> str:
    """a, b and c."""
    *but_last, last = names
    return f"{', '.join(but_last)} and {last}" if but_last else last


def example_values(names: Sequence[str]) -> str:
    """Values that constants might be given: a=2,b=3."""
    return ",".join(f"{name}={value}" for name, value in zip(names, _VALUES, strict=False))


def how_to_give(names: Sequence[str]) -> str:
    """What to write for constants to have values."""
    them = "it a value" if len(names) == 1 else "them values"
    return f"give {them}: --let {example_values(names)}"


def without_value(field: ScalarField) -> GradcliError:
    """The refusal of what could not be decided for every value of a constant."""
    is_placed = field.tree.span != NOWHERE and bool(field.source.text)
    return GradcliError(
        "constant-without-value",
        f"what holds here could not be decided for every value of {listed(field.held)}",
        span=field.tree.span if is_placed else None,
        source=field.source if is_placed else None,
        help=how_to_give(field.held),
    )
