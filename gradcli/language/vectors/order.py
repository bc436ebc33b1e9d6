"""The order in which coordinates without names were taken, where a reader could mean another."""

from __future__ import annotations

from typing import Final

from gradcli.errors import Span
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.reading import Reading
from gradcli.language.vectors.constants import about
from gradcli.language.vectors.points import Coordinates
from gradcli.language.writing import write

_MOST_NAMED: Final = 6


def notes_on_order(given: Coordinates, reading: Reading) -> tuple[Note, ...]:
    """What is said where the order of the alphabet is not that in which the letters appear.

    Nothing where the text or --vars gives the order, where the coordinates have their names, or
    where either order gives each letter the same number.
    """
    if reading.is_ordered or given.is_named or reading.appearing == reading.variables:
        return ()
    typed = given.source.text
    values = [write(node) for node in given.nodes]
    meant = dict(zip(reading.appearing, values, strict=True))
    if all(meant[name] == text for name, text in zip(reading.variables, values, strict=True)):
        return ()
    named = [f"{name} = {value}" for name, value in zip(reading.variables, values, strict=True)]
    other = [f"{name}={value}" for name, value in zip(reading.appearing, values, strict=True)]
    if len(named) > _MOST_NAMED:
        named = [*named[:_MOST_NAMED], "..."]
        other = [*other[:_MOST_NAMED], "..."]
    note = say.note(
        "coordinates-in-order",
        Span(0, len(typed)),
        typed=typed,
        named=", ".join(named),
        other=", ".join(other),
    )
    return about(given.source, (note,))
