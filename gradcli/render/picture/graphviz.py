"""SVG of a diagram, drawn by the program `dot` of Graphviz where that is installed."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from typing import Final

from gradcli.frozen import dataclass
from gradcli.late import pattern

_TITLE: Final = pattern(r"<title>[^<]*</title>\n?")
LONGEST: Final = 20
"""Seconds that a drawing is given."""


@dataclass(frozen=True, slots=True)
class NotDrawn:
    """What dot says where it draws nothing; without a word where its time is over."""

    reason: str


def program() -> str | None:
    """Where `dot` is, or None where Graphviz is not installed."""
    return shutil.which("dot")


def svg(source: str) -> str | NotDrawn | None:
    """The picture of a graph in DOT; None where Graphviz is not installed."""
    found = program()
    if found is None:
        return None
    try:
        process = subprocess.Popen(
            [found, "-Tsvg"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
    except OSError as error:
        return NotDrawn((error.strerror or str(error)).lower())
    with process:
        _bound(process.pid)
        try:
            drawn, complaint = process.communicate(source, timeout=LONGEST)
        except subprocess.TimeoutExpired:
            process.kill()
            return NotDrawn("")
    if process.returncode or "<svg" not in drawn:
        return NotDrawn(" ".join(complaint.split())[:200] or f"exit code {process.returncode}")
    # The names of nodes in DOT, which a browser would show beside the pointer.
    return _TITLE.sub("", drawn)


def _bound(process: int) -> None:
    """End a drawing in time even if this process is ended before it."""
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource  # noqa: PLC0415  where the system has it

        resource.prlimit(process, resource.RLIMIT_CPU, (LONGEST, LONGEST))
