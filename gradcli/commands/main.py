"""The command `gradcli`: its subcommands, loaded when they are called, and how it ends.

Every way out is here: an answer (0), a no from the mathematics (1), input that is not understood
(2), a limit (3), an interruption (130), and a defect of our own (70), never with a traceback
unless `--debug` asks for one.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from importlib import import_module
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import click

import gradcli
from gradcli.commands.process import (
    INTERRUPTED,
    hear_interrupts,
    replace_closed_streams,
    write_no_more,
    write_stderr,
)
from gradcli.errors import GradcliError
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
            raise GradcliError(
                ("unknown-command" if name else "command-missing"),
                f"no such command {name}" if name else "the name of a command is missing",
                help="see gradcli --help" if meant is None else f"did you mean gradcli {meant}?",
            )
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
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog='Example: gradcli grad "x^2 y" --at 2,3',
)
@click.version_option(gradcli.__version__, "--version", prog_name="gradcli")
def cli() -> None:
    """Gradients worked step by step, and why the gradient is the steepest way up."""


def main() -> None:
    """Run the command line and end the process."""
    hear_interrupts()
    replace_closed_streams()
    # Loading SymPy makes some hundred thousand objects that live to the end: looking through them
    # for garbage again and again is a fifth of its time.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    core_first.arrange()
    code = run(sys.argv[1:])
    # Everything is written. Taking SymPy down module by module would only cost time, and work
    # that ran out of its own would be waited for.
    os._exit(code)


def run(arguments: list[str]) -> int:
    """Run one command line; the exit code."""
    debug = "--debug" in arguments
    as_json = _asks_for_json(arguments)
    try:
        code = cli.main(arguments, prog_name="gradcli", standalone_mode=False)
        sys.stdout.flush()
    except GradcliError as error:
        return _complain(error, as_json)
    except click.exceptions.NoArgsIsHelpError as error:
        write_stderr(f"{error.format_message()}\n")
        return 2
    except click.ClickException as error:
        return _complain(_usage(error), as_json)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has enough: `| head`.
        write_no_more()
        return 0
    except OSError as error:
        write_no_more()
        return _complain(_unwritable(error), as_json=False)
    except Exception as error:
        if debug:
            raise
        return _complain(_defect(error), as_json)
    return code if isinstance(code, int) else 0


def _unwritable(error: OSError) -> GradcliError:
    if error.errno == errno.EBADF:
        why, advice = "standard output is closed", "open it, or name a file with -o FILE"
    else:
        why = (error.strerror or str(error)).lower()
        advice = "make room, or name another file with -o FILE"
    return GradcliError(
        "answer-cannot-be-written", f"the answer cannot be written: {why}", help=advice
    )


def _asks_for_json(arguments: list[str]) -> bool:
    """Whether failures are to be JSON too; told from the words, since parsing them may fail."""
    return any(
        word in ("--format=json", "-fjson") or (word in ("-f", "--format") and following == "json")
        for word, following in pairwise([*arguments, ""])
    )


def _usage(error: click.ClickException) -> GradcliError:
    """Click's complaint about the words of the command line, in our own form."""
    context = getattr(error, "ctx", None)
    advice = f"see {context.command_path if context is not None else 'gradcli'} --help"
    message = error.format_message().rstrip(".")
    message = message[:1].lower() + message[1:]
    match error:
        case click.NoSuchOption(option_name=name, possibilities=others):
            message = f"no such option {name}"
            if others:
                advice = f"did you mean {' or '.join(others)}? Else {advice}"
        case click.MissingParameter(param=click.Argument(name="expression")):
            message, advice = "an expression is missing", 'write it in quotes: "x^2 y"'
        case click.MissingParameter(param=click.Argument(name=str(name))):
            message = f"a {name} is missing"
        case click.UsageError() if (
            message.startswith("got unexpected extra argument")
            and context is not None
            and any(each.name == "expression" for each in context.command.params)
        ):
            advice = f'put the whole expression in quotes: "x^2 y". Else {advice}'
        case _:
            pass
    return GradcliError("command-line", message, help=advice)


def _defect(error: Exception) -> GradcliError:
    return GradcliError(
        "defect",
        f"gradcli failed on this input ({type(error).__name__})",
        help="this is a defect: please report the command; --debug shows where it happened",
    )


def _complain(error: GradcliError, as_json: bool) -> int:
    """Say what went wrong: on standard error, or as the JSON that was asked for."""
    from gradcli.commands.output.messages import complain  # noqa: PLC0415  needed only when all goes wrong

    try:
        complain(error, as_json)
    except BrokenPipeError:
        write_no_more()
    except OSError as lost:
        # The code stays that of the failure which nobody can be told of.
        write_no_more()
        complain(_unwritable(lost), as_json=False)
    return error.exit_code
