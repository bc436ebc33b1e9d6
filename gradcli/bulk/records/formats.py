"""How the questions are written, and what reads them."""

from __future__ import annotations

import os
from enum import StrEnum

from gradcli.bulk.records.json_lines import JsonLines
from gradcli.bulk.records.lines import Lines
from gradcli.bulk.records.record import Source
from gradcli.bulk.records.tables import Table


class InputFormat(StrEnum):
    """How the questions are written."""

    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"


def source_of(descriptor: int, chosen: InputFormat) -> tuple[Source, Lines]:
    """The records of an open file or pipe, and its lines, which know how far they were read."""
    lines = Lines(descriptor)
    match chosen:
        case InputFormat.JSONL:
            return JsonLines(lines), lines
        case InputFormat.CSV:
            return Table(lines, ","), lines
        case InputFormat.TSV:
            return Table(lines, "\t"), lines


def format_of(name: str) -> InputFormat:
    """The format that the ending of a file's name says; JSON Lines where it says nothing."""
    ending = os.path.splitext(name)[1].lower()
    return {".csv": InputFormat.CSV, ".tsv": InputFormat.TSV}.get(ending, InputFormat.JSONL)
