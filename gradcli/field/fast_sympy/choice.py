"""Whether SymPy is used in the fast way or in the plain one. This module loads nothing of it."""

from __future__ import annotations

import os
from typing import Final

VARIABLE: Final = "GRADCLI_PLAIN_SYMPY"
"""The environment variable that decides: 1 for the plain way, 0 for the fast one."""

TRIED: Final = ("1.13.", "1.14.")
"""How the versions begin for which the tests hold that both ways come to the same."""


def is_plain(version: str) -> bool:
    """Whether a SymPy of that version is used in the plain way."""
    match os.environ.get(VARIABLE, ""):
        case "":
            return not version.startswith(TRIED)
        case asked:
            return asked != "0"
