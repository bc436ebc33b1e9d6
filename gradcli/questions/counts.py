"""Whole numbers that are given beside the function."""

from __future__ import annotations

import re
from typing import Final

from gradcli.late import pattern
from gradcli.questions.messages import failure

_WHOLE: Final = pattern(r"\s*\+?0*([1-9][0-9]{0,14})\s*", re.ASCII)


def count_of(given: str, things: str) -> int:
    """The number that is given, 1 or more.

    Raises:
        GradcliError: it is none.
    """
    found = _WHOLE.fullmatch(given)
    if found is None:
        raise failure("not-a-count", None, None, given=given, things=things)
    return int(found[1])
