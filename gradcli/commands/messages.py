"""What is said of a command line, of its files, and of a process that ended."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.codes import Code
from gradcli.errors import Forms, GradcliError, Words, form_of

A_FILE: Final = (
    "a file has this name: a shell puts such names in the place of a * without quotes; "
    "and gradcli {command} - < {name} reads the expression that stands in the file"
)
"""What is added to the advice where an expression that is not understood names a file."""

NOTHING: Final = "nothing"
"""What a value of an option is called that is empty."""

FAILURES: Final[Mapping[Code, Words | Forms]] = MappingProxyType(
    {
        "answer-cannot-be-written": {
            "closed": (
                "the answer cannot be written: standard output is closed",
                "open it, or name a file with -o FILE",
            ),
            "reason": (
                "the answer cannot be written: {reason}",
                "make room, or name another file with -o FILE",
            ),
        },
        "command-line": {
            "": ("{message}", "see {command} --help"),
            "unknown option": ("no such option {option}", "see {command} --help"),
            "like another option": (
                "no such option {option}",
                "did you mean {meant}? Else see {command} --help",
            ),
            "no value": ("{option} needs a value", "see {command} --help"),
            "no value of these": ("{option} needs a value", "give {accepted}"),
            "value": ("{option} cannot be {given}", "give {accepted}"),
            "value like another": (
                "{option} cannot be {given}",
                "did you mean {meant}? Else give {accepted}",
            ),
            "missing": ("a {name} is missing", "see {command} --help"),
            "several words": (
                "one expression is expected, and here are several words: {words}",
                "did you mean: {line}",
            ),
            "many words": (
                "one expression is expected, and here are {count:,} words: {words}",
                'an expression is one word: put it in quotes, as in "x^2 y"',
            ),
            "star": (
                "one expression is expected, and here are several words: {words}",
                "a shell puts the names of all files in the place of a *; with quotes: {line}",
            ),
            "goes with": ("{option} goes with {other}", "add {other}, or leave {option} out"),
            "at a terminal": (
                "{option} goes with a terminal, where exercises are asked and answered",
                "leave {option}, -f, -o, --key and --choices out, and run it without a pipe",
            ),
            "not with": ("{option} does nothing with {other}", "leave one of the two out"),
            "no terminal": (
                "{option} needs somebody who reads and types, and this is no terminal",
                "leave it out: gradcli {command} writes the whole derivation",
            ),
            "of another command": (
                "{command} has no option {option}",
                "it is an option of gradcli {others}",
            ),
        },
        "command-missing": ("the name of a command is missing", "see gradcli --help"),
        "completion-without-words": {
            "": (
                "{complete} asks for a completion, and COMP_WORDS and COMP_CWORD do not say which",
                "unset it; gradcli completion prints what a shell needs",
            ),
            "unknown": (
                "{complete} is {asked}, which no shell asks",
                "unset it; gradcli completion prints what a shell needs",
            ),
        },
        "decimal-out-of-reach": (
            "no digit of the decimal of a value is certain: {value}",
            "leave --decimal out to have it exactly",
        ),
        "defect": (
            "gradcli failed on this input ({error})",
            "this is a defect: please report the command; --debug shows where it happened",
        ),
        "ended-by-the-system": {
            "": (
                "the system ended the process that worked on this",
                "it does so where memory runs out, or the time of ulimit -t: close something else, "
                "raise the bound, or try something smaller",
            ),
            "time": (
                "the process that worked on this has used up the system's bound on processor time",
                "ulimit -t shows the bound; a smaller expression may pass",
            ),
            "signal": (
                "a signal from outside ended the process that worked on this: {name}",
                "nothing is wrong with the question: ask it again",
            ),
        },
        "ended-without-an-answer": (
            "the process that worked on this ended without an answer",
            "this is a defect: please report the command",
        ),
        "expression-missing": ("an expression is missing", 'write it in quotes: "x^2 y"'),
        "folder-missing": (
            "several files have their answers in several files",
            "name a folder for them with -o FOLDER",
        ),
        "input-is-output": ("{output} is both the input and the output", "name another file"),
        "interrupted-before-it-was-written": (
            "interrupted, and what there is by then takes too long to write",
            "-q writes the last point alone; -n ends it after so many steps",
        ),
        "memory-limit": {
            "option": (
                "the answer needs more than {megabytes:g} MB of memory",
                "give it more with --memory SIZE (0: no limit), or a smaller expression",
            ),
            "system": (
                "the answer needs more memory than the {megabytes:,} MB that the system leaves it",
                "ulimit -v shows the bound; a smaller expression may pass",
            ),
        },
        "page-to-terminal": (
            "{command} writes a web page, and this is a terminal",
            "say where: -o page.html, or pipe it on; -f plain tells of it here",
        ),
        "resume-without-file": ("--resume goes on with a file", "name it with -o FILE"),
        "several-lines": (
            "standard input holds {count} lines, and - reads one expression",
            "gradcli batch answers many; or give them one at a time",
        ),
        "standard-input-into-folder": (
            "standard input has no name, and a folder has its answers under the same name",
            "name a file for the answers: -o answers.jsonl",
        ),
        "text-not-utf-8": (
            "{file} is not UTF-8 text",
            "convert it first, for example with iconv",
        ),
        "text-too-long": {
            "": (
                "{name} holds more than an expression may, which is {most:,} characters",
                "gradcli batch answers many expressions; - reads one",
            ),
            "lines": (
                "{name} holds more than a derivation may, which is {most:,} characters",
                "give the lines of one derivation alone",
            ),
        },
        "system-limit": {
            "memory": (
                "gradcli needs more memory than the system gives it",
                "ulimit -v shows the bound",
            ),
            "files": (
                "gradcli needs more open files than the system gives it",
                "ulimit -n shows the bound",
            ),
            "processes": (
                "gradcli needs more processes than the system gives it",
                "ulimit -u shows the bound",
            ),
        },
        "too-many-questions": (
            "a sheet has room for {most:,} questions in {megabytes} MB, and {name} holds more",
            "make several sheets, or answer the questions with gradcli batch",
        ),
        "time-limit": (
            "no answer within {seconds:g} seconds",
            "give it longer with --timeout SECONDS (0: no limit), or a smaller expression",
        ),
        "unknown-command": {
            "": ("no such command {name}", "see gradcli --help"),
            "near": ("no such command {name}", "did you mean {meant}?"),
            "expression": ("no such command {name}", "for an expression: {line}"),
        },
        "unknown-file-ending": {
            "page": (
                "a file that ends with {ending} cannot be written",
                "use .html, .tex, .md, .json or .txt; a page of HTML prints to PDF",
            ),
            "picture": (
                "a picture that ends with {ending} cannot be written",
                "use .svg, .png, .pdf, .gif or .tex, or .html and .txt for the whole page",
            ),
            "table": (
                "{ending} is for tables, and this answer is none",
                "use .txt, .json, .html, .tex or .md; gradcli batch writes a table of many answers",
            ),
        },
    }
)


def failure(code: Code, form: str = "", /, **parts: object) -> GradcliError:
    """The failure of this code, in words."""
    message, advice = form_of(FAILURES[code], form)
    help_ = None if advice is None else advice.format_map(parts)
    return GradcliError(code, message.format_map(parts), help=help_)
