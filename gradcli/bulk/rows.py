"""Answers as rows of a table: the same columns for every command, so that lines may mix them."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from gradcli.render.csvtable import typed

# The values that an answer has, the decimals near them, and a rate per unit of distance.
VALUES: Final = ("value", "approx", "unit")
COLUMNS: Final = (
    *("line", "id", "command", "expr", "at", "w", *VALUES),
    *("differentiable", "verified", "mistake", "error", "message", "notes"),
)
"""The columns; `error` is the code of a failure, and `value` what -q prints, with ; between."""


class OutputFormat(StrEnum):
    """How the answers are written."""

    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"


# A number stays as it was written: Python makes none of more than 4,300 digits.
_DECODER: Final = json.JSONDecoder(parse_float=str, parse_int=str)
_SEPARATORS: Final = MappingProxyType({OutputFormat.CSV: ",", OutputFormat.TSV: "\t"})


def output_format_of(name: str | None) -> OutputFormat:
    """The format that the ending of a file's name says; JSON Lines where it says nothing."""
    ending = os.path.splitext(name or "")[1].lower().removeprefix(".")
    return OutputFormat(ending) if ending in ("csv", "tsv") else OutputFormat.JSONL


def header(output: OutputFormat) -> bytes:
    """The first line of a file of answers; of JSON Lines nothing."""
    return b"" if output is OutputFormat.JSONL else _line(output, COLUMNS) + b"\n"


def row(
    output: OutputFormat,
    number: int,
    identity: str | None,
    body: Mapping[str, Any],
    values: Mapping[str, str],
) -> bytes:
    """An answer as a row: `identity` is JSON, `values` are the cells of `VALUES`."""
    given, error = body.get("input", {}), body.get("error", {})
    cells = {
        "line": str(number),
        "id": typed(_text(None if identity is None else _DECODER.decode(identity))),
        "command": body.get("command", ""),
        "expr": typed(given.get("text", "")),
        "at": ",".join(given.get("at", ())),
        "w": ",".join(given.get("w", ())),
        **values,
        "differentiable": _text(body.get("differentiable")),
        "verified": _text(body.get("verified")),
        "mistake": body.get("check", {}).get("mistake", {}).get("name", ""),
        "error": error.get("code", ""),
        "message": typed(error.get("message", "")),
        "notes": typed("; ".join(body.get("notes", ()))),
    }
    return _line(output, [cells.get(column, "") for column in COLUMNS])


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case _:
            return json.dumps(value)


def _line(output: OutputFormat, cells: Sequence[str]) -> bytes:
    """The cells as one line."""
    written = io.StringIO()
    separator = _SEPARATORS[output]
    writer = csv.writer(written, delimiter=separator, lineterminator="")
    writer.writerow(cells)
    return written.getvalue().encode()
