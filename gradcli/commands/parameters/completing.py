"""Completing an expression: the names of the functions that the language knows."""

from __future__ import annotations

import re
from typing import Final

import click
from click.shell_completion import CompletionItem

_LAST_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*\Z")


def complete_function(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """What may follow: `x^2 si` becomes `x^2 sin(`, `x^2 sinh(`, `x^2 sign(`."""
    # Not loaded where nothing is completed, which is nearly always.
    from gradcli.field.functions import FUNCTIONS, SPELLINGS  # noqa: PLC0415

    found = _LAST_NAME.search(incomplete)
    begun = found[0] if found else ""
    if not begun and incomplete:
        return []
    before = incomplete[: len(incomplete) - len(begun)]
    return [
        CompletionItem(f"{before}{spelling}(", help=FUNCTIONS[name].summary)
        for spelling, name in SPELLINGS.items()
        # Other spellings only for those who have begun to write one.
        if spelling.startswith(begun) and (spelling == name or begun)
    ]
