"""What is said of many questions: of their lines, their files, and the processes that answer them.

A sentence is whole and its parts have names; where a word would depend on a part, each form has a
sentence of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.codes import Code
from gradcli.codes.notes import NoteCode
from gradcli.errors import Forms, GradcliError, Words, form_of

FAILURES: Final[Mapping[Code, Words | Forms]] = MappingProxyType(
    {
        "cannot-be-read": {
            "file": (
                "{name} cannot be read: {reason}",
                "name a file of lines, JSON Lines, CSV or TSV, or - for standard input",
            ),
            "input": ("{name} cannot be read: {reason}", "give it a file or a pipe"),
        },
        "column-missing": (
            "the first row does not name a column expr",
            "it names the columns, such as id,command,expr,at,w",
        ),
        "column-twice": (
            "the first row names a column twice",
            "it names the columns, such as id,command,expr,at,w",
        ),
        "command-not-a-text": ("command is not a text", "the commands are {commands}"),
        "dask-missing": (
            "--cluster needs Dask's distributed scheduler, which is not installed",
            'pip install "gradcli[cluster]"',
        ),
        "defect": (
            "gradcli failed on this input ({error})",
            "this is a defect: please report the line",
        ),
        "empty-line": {
            "object": ("the line is empty", 'each line is an object: {{"expr": "x^2 y"}}'),
            "row": ("the line is empty", None),
        },
        "data-not-columns": (
            "{key} is no object that has a list of numbers for each column",
            'write {{"x": [1, 2], "y": [3, 5]}}; a file is named on the command line alone',
        ),
        "entry-of-another-type": ("an entry of {key} is neither a text nor a number", None),
        "expression-missing": ("expr is missing", 'for example {{"expr": "x^2 y"}}'),
        "header-not-readable": ("the first row is not readable: {error}", None),
        "id-of-another-type": {
            "": ("id is neither a text nor a number", None),
            "half": (
                "id holds half of a character, and so is no text",
                "in JSON a character beyond U+FFFF is two escapes, such as \\ud83d\\ude00",
            ),
        },
        "input-without-end": {
            "line": (
                "{name} is not made of lines: line {line:,} goes on for more than {megabytes} MB",
                "each question is one short line",
            ),
            "empty": (
                "{name} holds no question in a million lines, up to line {line:,}",
                "write one expression a line; empty lines, and those behind a #, are none",
            ),
        },
        "key-twice": {
            "line": ("the key {key} stands twice in the line", "keep one of the two"),
            "key": ("the key {key} stands twice in {within}", "keep one of the two"),
        },
        "key-without-use": ("{command} has no use for {key}", None),
        "line-not-an-object": ("the line is not a JSON object", 'for example {{"expr": "x^2 y"}}'),
        "line-not-json": (
            "the line is not JSON: {reason} at character {place}",
            'each line is an object: {{"expr": "x^2 y"}}',
        ),
        "line-not-utf-8": {
            "": (
                "the line is not UTF-8 text: byte {byte} cannot be read",
                "convert the file first, for example with iconv",
            ),
            "row": (
                "the row is not UTF-8 text",
                "convert the file first, for example with iconv",
            ),
        },
        "line-too-long": (
            "the line is longer than {kilobytes} KB",
            "a question is one short line; split it",
        ),
        "memory-limit": (
            "the answer needs more than {megabytes:g} MB of memory",
            "give it more with --memory SIZE (0: no limit), or a smaller expression",
        ),
        "module-missing-on-workers": (
            "the workers of the cluster have no {module}",
            "install the same gradcli on every worker",
        ),
        "more-answers-than-questions": (
            "{name} holds {answered:,} answers, and the input has {passed:,} questions",
            "resume with the same input; without --resume the output is begun anew",
        ),
        "no-questions": (
            "there is no question in it",
            'write one a line, such as {{"expr": "x^2 y", "at": "2,3"}}',
        ),
        "no-scheduler": (
            "no scheduler answers at {address}",
            "start one with dask scheduler, and workers with dask worker ADDRESS",
        ),
        "no-worker": (
            "no worker process can be started",
            "see whether python can import sympy, and what memory and files are left: ulimit -a",
        ),
        "not-a-json-number": ("the line is not JSON: {name} is not a number", None),
        "not-earlier-answers": (
            "{name} does not hold the answers of an earlier run",
            "without --resume it is begun anew",
        ),
        "option-for-key": {
            "timeout": (
                "a line has no key {key}",
                "it holds for all lines: gradcli batch --timeout SECONDS",
            ),
            "memory": (
                "a line has no key {key}",
                "it holds for all lines: gradcli batch --memory SIZE",
            ),
            "size": (
                "a line has no key {key}",
                "it holds for all lines: gradcli batch --max-size NODES",
            ),
            "decimal": (
                "a line has no key {key}",
                "values are exact, and their decimals stand beside them as approx",
            ),
        },
        "option-out-of-range": {
            "jobs": ("jobs is not a whole number from 1 to {jobs:,}", None),
            "timeout": (
                "timeout is not a number of seconds up to {seconds:,}, or 0 for no limit",
                None,
            ),
            "memory": ("memory is not between 16M and 1024T, or 0 for no limit", None),
        },
        "other-questions": (
            "{name} answers other questions: the question of its line {line:,} is not this one",
            "resume with the same input; without --resume the output is begun anew",
        ),
        "row-not-readable": (
            "the row is not readable: {reason}",
            'a cell that holds a comma or a quote stands in double quotes: "2,3"',
        ),
        "same-output": (
            "two files would be written to the same place, or one over its questions",
            "give the files different names, or name another folder",
        ),
        "scheduler-lost": (
            "the scheduler at {address} was lost",
            "what was written is whole; with -o FILE, go on with --resume",
        ),
        "time-limit": (
            "no answer within {seconds:g} seconds",
            "give it longer with --timeout SECONDS (0: no limit), or a smaller expression",
        ),
        "too-many-processes": (
            "{jobs:,} processes are more than this system lets one supervise",
            "work with fewer, such as --jobs 1; ulimit -n and ulimit -u show the bounds",
        ),
        "unknown-command": {
            "listed": ("there is no command {command}", "the commands are {commands}"),
            "near": ("there is no command {command}", "did you mean {meant}?"),
        },
        "unknown-key": {
            "near": ("there is no key {key}", "did you mean {meant}?"),
            "other": (
                "there is no key {key}",
                "the keys are {keys}; with --lenient others may stand beside them",
            ),
        },
        "unknown-key-of-a-sheet": (
            "there is no key of the kind {key}",
            "a key is none, short or full",
        ),
        "neither-true-nor-false": ("{key} is neither true nor false", None),
        "unknown-steps": ("steps is not one of none, brief and full", None),
        "value-not-a-list": ("{key} is neither a text nor a list of texts", None),
        "value-not-a-text": ("{key} is not a text", None),
        "worker-lost-twice": {
            "itself": (
                "the process that worked on this line ended without an answer, and so did the next",
                "a smaller expression may pass; if none does, please report the line",
            ),
            "others": (
                "each process that worked on this line was ended from outside, time and again",
                "ask it again where nothing ends them",
            ),
        },
        "wrong-number-of-cells": {
            "one": (
                "the row has {cells} cell, and the first row names {columns}",
                'a cell that holds a comma stands in double quotes: "2,3"',
            ),
            "several": (
                "the row has {cells} cells, and the first row names {columns}",
                'a cell that holds a comma stands in double quotes: "2,3"',
            ),
        },
    }
)

NOTES: Final[Mapping[NoteCode, str]] = MappingProxyType(
    {
        "key-not-used": "the key {key} was not used",
        "keys-not-used": "the keys {keys} and {last} were not used",
    }
)


def failure(code: Code, form: str = "", /, **parts: object) -> GradcliError:
    """The failure of this code, in words."""
    message, advice = form_of(FAILURES[code], form)
    parts = {name: part or '""' if name == "name" else part for name, part in parts.items()}
    help_ = None if advice is None else advice.format_map(parts)
    return GradcliError(code, message.format_map(parts), help=help_)


def note(code: NoteCode, /, **parts: object) -> tuple[NoteCode, str]:
    """The note of this code, and its words."""
    return code, NOTES[code].format_map(parts)
