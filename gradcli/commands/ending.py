"""How a command ends: every way out has its code, and never a traceback unless it is asked for."""

from __future__ import annotations

import errno
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from gradcli.commands.messages import NOTHING, failure
from gradcli.commands.process import (
    INTERRUPTED,
    is_without_a_reader,
    lacks,
    refuse_for_lack,
    write_no_more,
    write_stderr,
)
from gradcli.errors import GradcliError, ReaderHasLeft
from gradcli.questions.registry import QUESTIONS, command_of

if TYPE_CHECKING:
    from collections.abc import Callable


def ended(work: Callable[[], int], *, as_json: bool, debug: bool, color: str = "auto") -> int:
    """Do the work, and say what went wrong with it; the exit code.

    With `debug` a defect of our own is left to the caller.
    """
    try:
        return work()
    except GradcliError as error:
        return _complain(error, color, as_json=as_json)
    except click.exceptions.NoArgsIsHelpError as error:
        write_stderr(f"{error.format_message()}\n")
        return 2
    except click.ClickException as error:
        return _complain(_usage(error), color, as_json=as_json)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except ReaderHasLeft:
        write_no_more()
        return 0
    except BrokenPipeError as error:
        # The reader has enough: `| head`. Of another pipe that is no end of the work.
        if is_without_a_reader(sys.stdout):
            write_no_more()
            return 0
        if debug:
            raise
        return _complain(_defect(error), color, as_json=as_json)
    except Exception as error:
        what = lacks(error)
        if what:
            return _complain(failure("system-limit", what), color, as_json=as_json)
        if isinstance(error, OSError):
            write_no_more()
            return _complain(_unwritable(error), color)
        if debug:
            raise
        return _complain(_defect(error), color, as_json=as_json)


def _unwritable(error: OSError) -> GradcliError:
    if error.errno == errno.EBADF:
        return failure("answer-cannot-be-written", "closed")
    reason = (error.strerror or str(error)).lower()
    return failure("answer-cannot-be-written", "reason", reason=reason)


def _usage(error: click.ClickException) -> GradcliError:
    """Click's complaint about the words of the command line, in our own form."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "gradcli"
    message = error.format_message().rstrip(".")
    message = message[:1].lower() + message[1:]
    match error:
        case click.NoSuchOption(option_name=name):
            return _no_such_option(name, context)
        case click.MissingParameter(param=click.Argument(name="expression")):
            return failure("expression-missing")
        case click.MissingParameter(param=click.Argument(name=str(name))):
            return failure("command-line", "missing", name=name, command=command)
        case click.BadOptionUsage(option_name=name) if "does not take" not in message:
            return failure("command-line", "no value", option=name, command=command)
        case click.BadParameter() if " is not " in error.message:
            return _not_a_value(error)
        case _:
            return failure("command-line", "", message=message, command=command)


def _not_a_value(error: click.BadParameter) -> GradcliError:
    """What an option cannot be, and what it can be: of several words the nearest."""
    # The last of them is ours: the value may hold the words as well.
    given, _, accepted = error.message.rstrip(".").rpartition(" is not ")
    given, accepted = given.strip("'"), accepted.replace("'", "")
    param = error.param
    name = str(error.param_hint).strip("'") if param is None else param.human_readable_name
    long = (each for each in getattr(param, "opts", ()) if each.startswith("--"))
    option = next(long, name)
    if given in ("", NOTHING):
        return failure("command-line", "no value of these", option=option, accepted=accepted)
    form, meant = "value", None
    if param is not None and isinstance(param.type, click.Choice):
        meant = _begun_or_near(given, list(param.type.choices))
        form = "value" if meant is None else "value like another"
    return failure("command-line", form, option=option, given=given, accepted=accepted, meant=meant)


def _begun_or_near(word: str, known: Sequence[str]) -> str | None:
    """The one of the known words that a word begins, or that is nearest to it."""
    from gradcli.language.lex.suggestions import nearest  # noqa: PLC0415  rarely needed

    begun = [each for each in known if word and each.startswith(word)]
    return begun[0] if len(begun) == 1 else nearest(word, known)


def _no_such_option(name: str, context: click.Context | None) -> GradcliError:
    """An option that does not exist, or that is near to one, or another command's."""
    command = context.command_path if context is not None else "gradcli"
    params = () if context is None else context.command.get_params(context)
    known = [each[2:] for param in params for each in param.opts if each.startswith("--")]
    others = [
        each
        for each in QUESTIONS
        if any(name in parameter.spellings for parameter in command_of(each).parameters)
    ]
    if others:
        form = "of another command"
        *several, last = others
        listed = f"{', '.join(several)} and {last}" if several else last
        return failure("command-line", form, option=name, others=listed, command=command)
    meant = _begun_or_near(name[2:], known) if name.startswith("--") else None
    if meant is not None:
        form, meant = "like another option", f"--{meant}"
        return failure("command-line", form, option=name, meant=meant, command=command)
    return failure("command-line", "unknown option", option=name, command=command)


def _defect(error: Exception) -> GradcliError:
    return failure("defect", error=type(error).__name__)


def _complain(error: GradcliError, color: str, *, as_json: bool = False) -> int:
    """Say what went wrong: on standard error, or as the JSON that was asked for."""
    try:
        from gradcli.commands.output.messages import complain  # noqa: PLC0415  seldom needed

        try:
            complain(error, color, as_json=as_json)
        except BrokenPipeError:
            write_no_more()
        except OSError as lost:
            if lacks(lost):
                raise
            # The code stays that of the failure that could not be written.
            write_no_more()
            complain(_unwritable(lost), color)
    except Exception as lost:
        what = lacks(lost)
        if not what:
            raise
        return refuse_for_lack(what)
    return error.exit_code
