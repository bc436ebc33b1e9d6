"""Which words of the command line are options, and which only begin with a minus sign.

`gradcli grad "-x^2 y" --at -1,2` needs no `--`: a word is an option if it is one by its form, and
an expression otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

import click

from gradcli.commands.parameters.options import DIGITS, FORMAT_NAMES, OPTIONAL_VALUE
from gradcli.frozen import dataclass
from gradcli.late import pattern

_NUMBER: Final = pattern(r"[+-]?[0-9]+(\.[0-9]+)?")
_LONG: Final = pattern(r"--[a-z][a-z-]*(=.*)?", re.DOTALL)


# -fjson, as other programs take it; -ox and -qf may be products, so no other letter is so read.
_GLUED: Final = frozenset(f"-f{each}" for each in FORMAT_NAMES)

Known: TypeAlias = Mapping[str, bool]
"""The options that a command has, short ones too, and whether each takes a value."""


@dataclass(frozen=True, slots=True)
class Given:
    """An option as it was given: its name, its value if it has one, and the words for both.

    `taken` is how many words of the command line these were.
    """

    name: str
    value: str | None
    words: tuple[str, ...]
    taken: int


def options_of(params: Sequence[Any]) -> Known:
    """The options among the parameters of a command."""
    return {
        name: not param.is_flag and not param.count
        for param in params
        if isinstance(param, click.Option)
        for name in (*param.opts, *param.secondary_opts)
    }


def is_option(word: str, known: Known) -> bool:
    """Whether a word is an option by its form: `--name`, `--name=value`, or a known `-s`."""
    return (
        _LONG.fullmatch(word) is not None
        or word in _GLUED
        or (word in known and not word.startswith("--"))
    )


def clusters_apart(args: Sequence[str], known: Known) -> list[str] | None:
    """The words with -qf as -q -f, where it is made of short options; None where there is none."""
    made: list[str] = []
    for word in args:
        shorts = [f"-{letter}" for letter in word[1:]] if word[:1] == "-" else []
        if word[:2] in known and not known[word[:2]] and f"-{word[2:]}" in _GLUED:
            made.extend((word[:2], f"-{word[2:]}"))
            continue
        flags_first = len(shorts) > 1 and not any(known.get(each, True) for each in shorts[:-1])
        made.extend(shorts if flags_first and shorts[-1] in known else [word])
    return made if len(made) > len(args) else None


def taken_apart(args: Sequence[str], known: Known, ctx: click.Context) -> Iterator[Given | str]:
    """The options of a command line, each with its value, and the other words, as they stand.

    Raises:
        UsageError: an option has no value, or one that cannot be its own.
    """
    words = list(args)
    while words:
        word = words.pop(0)
        if word == "--":
            yield from words
            return
        if word == "-" or not word.startswith("-") or not is_option(word, known):
            yield word
            continue
        taken = 1
        if word in OPTIONAL_VALUE and words and _NUMBER.fullmatch(words[0]):
            # What follows --decimal is its value only if it is a number.
            word, taken = f"{word}={words.pop(0)}", 2
        name, equals, value = word.partition("=")
        if name in OPTIONAL_VALUE and value.startswith("-"):
            raise click.BadParameter(f"{value} is not {DIGITS}", ctx, param_hint=f"'{name}'")
        if equals or name in OPTIONAL_VALUE or not known.get(name, False):
            yield Given(name, value if equals else None, (word,), taken)
        elif not words or words[0] in known:
            raise click.BadOptionUsage(name, f"{name} needs a value", ctx)
        else:
            value = words.pop(0)
            yield Given(name, value, (word, value), 2)
