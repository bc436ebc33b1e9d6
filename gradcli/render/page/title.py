"""The title of a page or a picture."""

from __future__ import annotations

from typing import Final

from gradcli.field.scalar_field import ScalarField
from gradcli.narrative.stories import common
from gradcli.render.formula.linear import linear

_LONGEST: Final = 80


def title_of(field: ScalarField) -> str:
    """f(x, y) = x²y, or of a long formula f(x, y)."""
    whole = linear(common.the_function(field)) if common.is_short(field.tree) else ""
    return whole if 0 < len(whole) <= _LONGEST else linear(common.function_value(field))
