"""Which words of the command line are options, and which only begin with a minus sign.

`gradcli grad "-x^2 y" --at -1,2` needs no `--`: a word is an option if it is one by its form, and
an expression otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import click

from gradcli.commands.parameters.options import DIGITS, FORMATS, OPTIONAL_VALUE

_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_LONG: Final = re.compile(r"--[a-z][a-z-]*(=.*)?", re.DOTALL)


# -fjson, as other programs take it; -ox and -qf may be products, so no other letter is so read.
_GLUED: Final = frozenset(f"-f{each}" for each in FORMATS)


def is_option(word: str, short: frozenset[str]) -> bool:
    """Whether a word is an option by its form: `--name`, `--name=value`, or a known `-s`."""
    return _LONG.fullmatch(word) is not None or word in short or word in _GLUED


class ExpressionCommand(click.Command):
    """A command whose arguments may begin with a minus sign."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the arguments behind a `--`, so that click does not take them for options."""
        if ctx.resilient_parsing:
            # The shell asks how half a line may go on: what it lacks is no mistake yet.
            return super().parse_args(ctx, args)
        return super().parse_args(ctx, _in_click_order(args, ctx, self.get_params(ctx)))


def _in_click_order(args: Sequence[str], ctx: click.Context, params: Sequence[Any]) -> list[str]:
    takes_value: dict[str, bool] = {}
    for param in params:
        if isinstance(param, click.Option):
            for name in (*param.opts, *param.secondary_opts):
                takes_value[name] = not param.is_flag and not param.count
    short = frozenset(name for name in takes_value if not name.startswith("--"))
    options: list[str] = []
    arguments: list[str] = []
    words = list(args)
    while words:
        word = words.pop(0)
        if word == "--":
            arguments.extend(words)
            break
        if word == "-" or not word.startswith("-") or not is_option(word, short):
            arguments.append(word)
            continue
        options.append(word)
        name, _, value = word.partition("=")
        if name in OPTIONAL_VALUE and value.startswith("-"):
            raise click.BadParameter(f"{value} is not {DIGITS}", ctx, param_hint=f"'{name}'")
        if "=" in word or not takes_value.get(name, False):
            continue
        if name in OPTIONAL_VALUE:
            # What follows --decimal is its value only if it is a number.
            if words and _NUMBER.fullmatch(words[0]):
                words[0] = f"{word}={words[0]}"
                options.pop()
            continue
        if not words or words[0] in takes_value:
            raise click.BadOptionUsage(name, f"{name} needs a value", ctx)
        options.append(words.pop(0))
    return [*options, "--", *arguments]
