"""How the questions are written, and what reads them."""

from __future__ import annotations

import os
import re
from enum import StrEnum
from typing import Final, assert_never

from gradcli.bulk.records.json_lines import JsonLines
from gradcli.bulk.records.lines import Lines
from gradcli.bulk.records.plain import PlainLines
from gradcli.bulk.records.record import Source
from gradcli.bulk.records.tables import Table, separator_of

# An object with a key, or what was to be one; {x if x > 0, -x otherwise} is a formula.
_OBJECT: Final = re.compile(rb"\s*(\{\s*([\"'}]|\w+\s*:|$)|\[)")


class InputFormat(StrEnum):
    """How the questions are written."""

    JSONL = "jsonl"
    TEXT = "text"
    CSV = "csv"
    TSV = "tsv"


def source_of(descriptor: int, chosen: InputFormat | None) -> tuple[Source, Lines]:
    """The records of an open file or pipe, and the lines beneath, which know how far they are.

    Where no format is chosen, the first line says it.
    """
    lines = Lines(descriptor)
    match chosen or _sniffed(lines):
        case InputFormat.JSONL:
            return JsonLines(lines), lines
        case InputFormat.TEXT:
            return PlainLines(lines), lines
        case InputFormat.CSV:
            return Table(lines, separator_of(_header(lines)) or ","), lines
        case InputFormat.TSV:
            return Table(lines, "\t"), lines
        case other:
            assert_never(other)


def format_of(name: str) -> InputFormat | None:
    """The format that the ending of a file's name says; None where it says nothing."""
    ending = os.path.splitext(name)[1].lower()
    return {
        ".csv": InputFormat.CSV,
        ".tsv": InputFormat.TSV,
        ".jsonl": InputFormat.JSONL,
        ".txt": InputFormat.TEXT,
    }.get(ending)


def _sniffed(lines: Lines) -> InputFormat:
    """What the first line is: an object, the header of a table, or an expression."""
    first = lines.first()
    if first is None or _OBJECT.match(first):
        return InputFormat.JSONL
    return InputFormat.TEXT if separator_of(_header(lines)) is None else InputFormat.CSV


def _header(lines: Lines) -> str:
    return (lines.first() or b"").decode(errors="replace")
