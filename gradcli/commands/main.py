"""The command `gradcli`: its subcommands, loaded when they are called, and how it ends.

How it may end: an answer (0), a no from the mathematics (1), input that is not understood (2), a
limit (3), an interruption (130), and a defect of our own (70); `gradcli.commands.ending` has them.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import click

import gradcli
from gradcli.commands.ending import ended
from gradcli.commands.messages import failure
from gradcli.commands.process import hear_interrupts, mend_environment, replace_closed_streams
from gradcli.field.fast_sympy import core_first
from gradcli.questions.registry import QUESTIONS, is_question

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# The commands around the questions: the module, and the line for `gradcli --help`.
_TOOLS: Final = MappingProxyType(
    {
        "batch": "Many questions: JSON Lines or tables in, JSON Lines out.",
        "schema": "The JSON Schema of every answer and failure.",
        "completion": "Completion for bash, zsh and fish.",
        "manual": "The man pages of all commands.",
    }
)
COMMANDS: Final = MappingProxyType(
    {**{name: line for name, (_, line) in QUESTIONS.items()}, **_TOOLS}
)
"""Every command and its line, so that help and completion load none of them."""

_COMPLETE: Final = "_GRADCLI_COMPLETE"
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
        if cmd_name not in _TOOLS:
            return None
        command = import_module(f"gradcli.commands.tools.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called, or a complaint that names the nearest one."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from gradcli.language.lex.suggestions import nearest  # noqa: PLC0415  rarely needed

            meant = nearest(name, COMMANDS)
            if not name:
                raise failure("command-missing")
            form = "" if meant is None else "near"
            raise failure("unknown-command", form, name=name, meant=meant)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands that begin so, without loading them."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415  rarely needed

        return [
            CompletionItem(name, help=line)
            for name, line in COMMANDS.items()
            if name.startswith(incomplete)
        ] + click.Command.shell_complete(self, ctx, incomplete)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line a command, without loading it."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    # Said here, since Python leaves out docstrings where PYTHONOPTIMIZE is 2.
    help="Gradients worked step by step, and why the gradient is the steepest way up.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog='Example: gradcli grad "x^2 y" --at 2,3',
)
@click.version_option(gradcli.__version__, "--version", prog_name="gradcli")
def cli() -> None:
    """Answer one command line."""


def main() -> None:
    """Run the command line and end the process."""
    hear_interrupts()
    replace_closed_streams()
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

    def command() -> int | None:
        if (asked := os.environ.get(_COMPLETE)) is not None:
            _check_completion(asked)
            cli.main(arguments, prog_name="gradcli", complete_var=_COMPLETE)
        # Not by `cli.main`, for which a reader that has enough (`| head`) is a failure.
        try:
            with cli.make_context("gradcli", list(arguments), obj=apart) as context:
                answered = cli.invoke(context)
        except click.exceptions.Exit as way_out:
            answered = way_out.exit_code
        sys.stdout.flush()
        return answered if isinstance(answered, int) else None

    return ended(command, as_json=_asks_for_json(arguments), debug="--debug" in arguments)


def _check_completion(asked: str) -> None:
    """Refuse what no shell asks, of which click would raise: completion without any words."""
    if asked.endswith("_complete") and not (
        "COMP_WORDS" in os.environ and os.environ.get("COMP_CWORD", "").isdecimal()
    ):
        raise failure("completion-without-words", complete=_COMPLETE)


def _asks_for_json(arguments: list[str]) -> bool:
    """Whether failures are to be JSON too; told from the words, since parsing them may fail."""
    return any(
        word in ("--format=json", "-fjson") or (word in ("-f", "--format") and following == "json")
        for word, following in pairwise([*arguments, ""])
    )
