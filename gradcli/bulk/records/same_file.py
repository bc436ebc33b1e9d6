"""Whether two names are names of one file: by a link, by a folder's other name, by a hard link."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final, TypeAlias

Identity: TypeAlias = str | tuple[int, int]

STANDARD_INPUT: Final = "-"


def identities(name: str | Path) -> frozenset[Identity]:
    """What a file has in common with no other one: where it is, and what it is if it is there.

    A pipe and a device have nothing: what is written to them does not take the place of what is
    read from them.
    """
    try:
        there = os.stat(name)
    except OSError:
        # It is not there yet, or using it will say what is wrong.
        return frozenset({os.path.realpath(name)})
    found = _identity(there)
    return found | {os.path.realpath(name)} if found else found


def written_over(inputs: Iterable[str | int], *outputs: str | Path) -> str | Path | None:
    """The output that would take the place of an input; None where none would.

    An input is a name, `-` for standard input, or a descriptor.
    """
    read = {each for given in inputs for each in _of_input(given)}
    return next((name for name in outputs if read & identities(name)), None)


def _of_input(given: str | int) -> frozenset[Identity]:
    if isinstance(given, str) and given != STANDARD_INPUT:
        return identities(given)
    try:
        return _identity(os.fstat(0 if isinstance(given, str) else given))
    except OSError:
        # It is closed: whoever reads it says so.
        return frozenset()


def _identity(of: os.stat_result) -> frozenset[Identity]:
    return frozenset({(of.st_dev, of.st_ino)}) if stat.S_ISREG(of.st_mode) else frozenset()
