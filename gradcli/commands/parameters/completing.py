"""Completing: the functions in an expression, and its variables where others are asked for."""

from __future__ import annotations

from typing import Final

import click
from click.shell_completion import CompletionItem

from gradcli.late import pattern

_LAST_NAME: Final = pattern(r"[A-Za-z][A-Za-z0-9]*\Z")


def complete_function(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """What may follow: `x^2 si` becomes `x^2 sin(`, `x^2 sinh(`, `x^2 sign(`."""
    # Not loaded where nothing is completed, which is nearly always.
    from gradcli.field.functions import FUNCTIONS, SHORTHANDS, SPELLINGS  # noqa: PLC0415

    found = _LAST_NAME.search(incomplete)
    begun = found[0] if found else ""
    if not begun and incomplete:
        return []
    before = incomplete[: len(incomplete) - len(begun)]
    known = [
        (spelling, name == spelling, FUNCTIONS[name].summary)
        for spelling, name in SPELLINGS.items()
    ] + [(spelling, each.name == spelling, each.shown) for spelling, each in SHORTHANDS.items()]
    return [
        CompletionItem(f"{before}{spelling}(", help=told or None)
        for spelling, is_canonical, told in known
        # Other spellings only for those who have begun to write one.
        if spelling.startswith(begun) and (is_canonical or begun)
    ]


def complete_variable(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The variables of the expression that stands on the line: `--wrt x,` becomes `--wrt x,y`."""
    before, begun = _last_entry(incomplete)
    return [
        CompletionItem(f"{before}{name}") for name in _variables(context) if name.startswith(begun)
    ]


def complete_coordinate(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The names of the coordinates that are not given yet: `--at x=2,` becomes `--at x=2,y=`."""
    before, begun = _last_entry(incomplete)
    given = {entry.partition("=")[0].strip() for entry in before.split(",")}
    return [
        CompletionItem(f"{before}{name}=")
        for name in _variables(context)
        if name.startswith(begun) and name not in given
    ]


def _last_entry(incomplete: str) -> tuple[str, str]:
    """What stands before the last entry of a list, and what there is of that entry."""
    before, comma, begun = incomplete.rpartition(",")
    space = " " * (len(begun) - len(begun.lstrip()))
    return f"{before}{comma}{space}", begun.lstrip()


def _variables(context: click.Context) -> tuple[str, ...]:
    """The variables of the expression, if there is one and it can be read."""
    # An option without its value yet leaves click with the words in `args`.
    text = context.params.get("expression") or next(iter(context.args), None)
    names = context.params.get("variables")
    if not isinstance(text, str) or text == "-":
        return ()
    from gradcli.errors import GradcliError  # noqa: PLC0415
    from gradcli.language.lex.limits import Limits  # noqa: PLC0415
    from gradcli.questions.function import Function, read_function  # noqa: PLC0415

    declared = tuple(names.split(",")) if isinstance(names, str) else None
    try:
        return read_function(Function(text, declared), Limits()).variables
    except GradcliError:
        return ()
