"""The file that an answer goes to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from gradcli.bulk.drafts import place_of, replace_or_write_over
from gradcli.bulk.records.same_file import written_over
from gradcli.commands.messages import failure
from gradcli.errors import unwritable


def refuse_overwriting(inputs: Iterable[str | int], *outputs: str | Path) -> None:
    """Refuse to write over what is read, of which nothing would be left.

    Raises:
        GradcliError: USAGE, with the name of the output.
    """
    lost = written_over(inputs, *outputs)
    if lost is not None:
        raise failure("input-is-output", output=lost)


def write_file(name: str, content: str | bytes) -> None:
    """Write a file whole or not at all; a device or a pipe is written to as it is."""
    content = content.encode() if isinstance(content, str) else content
    try:
        replace_or_write_over(place_of(name), content)
    except OSError as error:
        raise unwritable(name, error) from error
