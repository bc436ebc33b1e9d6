"""The command `gradcli`: its subcommands, loaded when they are called, and how it ends.

How it may end: an answer (0), a no from the mathematics (1), input that is not understood (2), a
limit (3), an interruption (130), and a defect of our own (70); `gradcli.commands.ending` has them.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import click

import gradcli
from gradcli.commands.ending import ended
from gradcli.commands.messages import failure
from gradcli.commands.names import BARE, COMMANDS, TOOLS, command_named, commands_near
from gradcli.commands.process import (
    hear_interrupts,
    mend_environment,
    replace_charsets,
    replace_closed_streams,
    wait_at_streams,
)
from gradcli.field.fast_sympy import core_first
from gradcli.late import pattern
from gradcli.questions.registry import is_question

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from gradcli.commands.parameters.words import Known
    from gradcli.errors import GradcliError

_COMPLETE: Final = "_GRADCLI_COMPLETE"
_ASKED: Final = pattern(r"(?:bash|zsh|fish)_(?:complete|source)")
_OF_THE_GROUP: Final = frozenset({"--help", "-h", "--version"})
_OBJECTS_BETWEEN_COLLECTIONS: Final = 500_000


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the ideas, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself."""
        if is_question(cmd_name):
            from gradcli.commands.question import question_command  # noqa: PLC0415

            return question_command(cmd_name)
        if cmd_name not in TOOLS:
            return None
        command = import_module(f"gradcli.commands.tools.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """An expression that stands alone is one for `grad`; options may stand before a command."""
        return super().parse_args(ctx, _command_first(args))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called, or a complaint that says what to write."""
        name, *others = args
        called = command_named(name)
        if called is None and not name.startswith("-"):
            raise _unknown(name, others)
        return super().resolve_command(ctx, [called or name, *others])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands that begin so, without loading them."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415  rarely needed

        begun = [
            CompletionItem(name, help=line)
            for name, line in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        if incomplete and not begun:
            # Whoever begins another name of a command is shown that one.
            near = commands_near(incomplete)
            begun = [CompletionItem(name, help=COMMANDS[name]) for name in near]
        return begun + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line a command, without loading it."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _command_first(args: list[str]) -> list[str]:
    """The words with a command before all others, if they have or mean one.

    A first word of letters alone is the name of a command, be there one or not.
    """
    if not args or args[0] in _OF_THE_GROUP or args[0].isalpha() or not args[0]:
        return args
    if not args[0].startswith("-") or args[0] == "-":
        return args if command_named(args[0]) else [BARE, *args]
    from gradcli.commands.parameters.words import is_option  # noqa: PLC0415  rare
    from gradcli.commands.question import options_of_questions  # noqa: PLC0415

    known = options_of_questions()
    if not is_option(args[0], known):
        return [BARE, *args]
    if args[0].partition("=")[0] not in known and args[0].startswith("--"):
        return args
    place = _first_argument(args, known)
    if place is not None and command_named(args[place]):
        return [args[place], *args[:place], *args[place + 1 :]]
    return [BARE, *args]


def _first_argument(args: list[str], known: Known) -> int | None:
    """The place of the first word that is no option, nor the value of one."""
    from gradcli.commands.parameters.words import Given, taken_apart  # noqa: PLC0415  rare

    place = 0
    with suppress(click.UsageError):
        for part in taken_apart(args, known, click.get_current_context()):
            if isinstance(part, str):
                return place
            assert isinstance(part, Given)
            place += part.taken
    return None


def _unknown(name: str, others: list[str]) -> GradcliError:
    """A word that is no command: one that is near, or an expression without its command."""
    if not name:
        return failure("command-missing")
    near = commands_near(name)
    if near:
        meant = " or ".join(f"gradcli {each}" for each in near)
        return failure("unknown-command", "near", name=name, meant=meant)
    from gradcli.commands.parameters.put_right import put_right  # noqa: PLC0415  rare
    from gradcli.commands.question import parts_of  # noqa: PLC0415

    line = put_right(BARE, parts_of(BARE, [name, *others]))
    if line is None:
        return failure("unknown-command", "", name=name)
    return failure("unknown-command", "expression", name=name, line=line)


_EXAMPLES: Final = (
    'gradcli "x^2 y" --at 2,3',
    'gradcli steepest "x^2 y" --at 2,3',
    'gradcli dir "x^2 y" --at 2,3 --w 3,5 -q',
    "gradcli help grad",
)


@click.group(
    cls=LazyGroup,
    # Said here, since Python leaves out docstrings where PYTHONOPTIMIZE is 2.
    help="Gradients worked step by step, and why the gradient is the steepest way up.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="\n".join(("\b", "Examples:", *(f"  {each}" for each in _EXAMPLES))),
)
@click.version_option(gradcli.__version__, "--version", prog_name="gradcli")
def cli() -> None:
    """Answer one command line."""


def main() -> None:
    """Run the command line and end the process."""
    hear_interrupts()
    replace_closed_streams()
    replace_charsets()
    wait_at_streams()
    mend_environment()
    # Loading SymPy makes some hundred thousand objects that live to the end: looking through them
    # for garbage again and again is a fifth of its time.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    core_first.arrange()
    code = run(sys.argv[1:], apart=True)
    # Everything is written. Taking SymPy down module by module would only cost time, and work
    # that ran out of its own would be waited for.
    os._exit(code)


def run(arguments: list[str], *, apart: bool = False) -> int:
    """Run one command line; the exit code.

    The work is done `apart` where this process is free to make another for it.
    """

    def command() -> int:
        if (asked := os.environ.get(_COMPLETE)) is not None:
            _check_completion(asked)
            cli.main(arguments, prog_name="gradcli", complete_var=_COMPLETE)
        # Not by `cli.main`, for which a reader that has enough (`| head`) is a failure.
        try:
            with cli.make_context("gradcli", list(arguments), obj=apart) as context:
                # A command that returns none of the codes is a defect, and no success.
                code = int(cli.invoke(context))
        except click.exceptions.Exit as way_out:
            code = way_out.exit_code
        sys.stdout.flush()
        return code

    return ended(
        command,
        as_json=_asks_for_json(arguments),
        debug="--debug" in arguments,
        color=_asked_colour(arguments),
    )


def _check_completion(asked: str) -> None:
    """Refuse what no shell asks, of which click would raise or say nothing.

    Fish gives the word itself where others give its number.
    """
    if asked and not _ASKED.fullmatch(asked):
        raise failure("completion-without-words", "unknown", complete=_COMPLETE, asked=asked[:40])
    number = os.environ.get("COMP_CWORD")
    told = number is not None and (asked.startswith("fish") or number.isdecimal())
    if asked.endswith("_complete") and not ("COMP_WORDS" in os.environ and told):
        raise failure("completion-without-words", complete=_COMPLETE)


def _asks_for_json(arguments: list[str]) -> bool:
    """Whether failures are to be JSON too; told from the words, since parsing them may fail."""
    return any(
        word in ("--format=json", "-fjson") or (word in ("-f", "--format") and following == "json")
        for word, following in pairwise([*arguments, ""])
    )


def _asked_colour(arguments: list[str]) -> str:
    """Whether failures are to be in colour; told from the words, as the format is."""
    colour = "auto"
    for word, following in pairwise([*arguments, ""]):
        asked = following if word == "--color" else word.removeprefix("--color=")
        if word.startswith("--color") and asked in ("always", "never"):
            colour = asked
    return colour
