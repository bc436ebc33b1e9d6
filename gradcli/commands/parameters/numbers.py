"""The numbers that options take: what is none of them is refused with what is accepted."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeAlias

import click

from gradcli.bulk.bounds import LEAST_SECONDS, MEMORY, SECONDS, are_seconds, is_memory
from gradcli.commands.messages import NOTHING
from gradcli.late import pattern

_WHOLE: Final = pattern(r"[+-]?[0-9]{1,18}")
_DECIMAL: Final = pattern(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_SIZE: Final = pattern(r"([0-9]+(?:\.[0-9]+)?) ?([KMGT]?)i?B?", re.IGNORECASE)
_UNITS: Final = ("", "K", "M", "G", "T")


MOST_PARTS: Final = 10**15
"""More parts than any expression has."""

Read: TypeAlias = Callable[[click.Context, click.Parameter, str | None], int | None]


def whole(least: int, most: int | None = None) -> Read:
    """What reads a whole number from `least` to `most`, if there is a most."""
    accepted = f"a whole number, {least} or more"
    if most is not None:
        accepted = f"a whole number from {least} to {most:,}"

    def read(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
        if value is None:
            return None
        number = int(value) if _WHOLE.fullmatch(value) else None
        if number is None or number < least or (most is not None and number > most):
            raise click.BadParameter(f"{value or NOTHING} is not {accepted}", context, parameter)
        return number

    return read


def seconds(context: click.Context, parameter: click.Parameter, value: str) -> float:
    """The time to wait that a word says; 0 is for ever, and what is less than a float is not 0."""
    number = float(value) if _DECIMAL.fullmatch(value) else None
    if number == 0 and _is_some(value):
        number = LEAST_SECONDS
    if number is None or not are_seconds(number):
        raise click.BadParameter(f"{value or NOTHING} is not {SECONDS}", context, parameter)
    return number


def _is_some(number: str) -> bool:
    """Whether a number that is written so is not 0; a float of it may be."""
    return any(digit in "123456789" for digit in number.lower().partition("e")[0])


def memory(context: click.Context, parameter: click.Parameter, value: str) -> int:
    """The number of bytes that a word such as 512M or 2G says; 0 is any number."""
    found = _SIZE.fullmatch(value.strip())
    if found is None:
        why = f"{value or NOTHING} is not a size such as 512M or 2G"
        raise click.BadParameter(why, context, parameter)
    size = float(found[1]) * 1024 ** _UNITS.index(found[2].upper())
    if not is_memory(size) or (size == 0 and _is_some(found[1])):
        raise click.BadParameter(f"{value} is not {MEMORY}", context, parameter)
    return int(size)
