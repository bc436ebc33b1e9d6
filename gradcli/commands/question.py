"""The command that asks a question, made of what is said of the question itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import click
from click.core import ParameterSource

from gradcli.commands.messages import failure
from gradcli.commands.parameters.arguments import ExpressionCommand
from gradcli.commands.parameters.completing import (
    complete_coordinate,
    complete_function,
    complete_variable,
)
from gradcli.commands.parameters.helping import examples
from gradcli.commands.parameters.options import Options, shared_options
from gradcli.commands.parameters.words import Given, Known, options_of, taken_apart
from gradcli.questions.command import Parameter, Shape
from gradcli.questions.function import Function
from gradcli.questions.registry import QUESTIONS, command_of

if TYPE_CHECKING:
    from gradcli.questions.command import Command
    from gradcli.questions.registry import Name
    from gradcli.questions.tables import OpenedFile

_COMPLETED: Final = MappingProxyType(
    {Shape.NAMES: complete_variable, Shape.COORDINATES: complete_coordinate}
)
_FILES: Final = frozenset({Shape.TABLE, Shape.LINES})
_INTERACTIVE: Final = click.option(
    "--interactive",
    is_flag=True,
    help="At a terminal: a line at a time, each guessed before it is shown.",
)
# What has a meaning for a table of questions.
_OF_TABLES: Final = frozenset(
    {
        *("format", "quiet", "steps", "output"),
        *("timeout", "memory", "max_size", "color", "no_pager", "debug"),
    }
)
_UNIT: Final = click.option("--unit", is_flag=True, help="With -q: the rate per unit of distance.")


def _refuse_beside_a_table(asked: Command) -> None:
    """Each row has its own question: what would ask one beside it does nothing.

    Raises:
        GradcliError: USAGE for an option that does nothing.
    """
    assert asked.table is not None
    context = click.get_current_context()
    for each in context.command.params:
        if each.name is None or each.name in _OF_TABLES | {asked.table.name}:
            continue
        if context.get_parameter_source(each.name) is ParameterSource.COMMANDLINE:
            is_option = isinstance(each, click.Option)
            told = max(each.opts, key=len) if is_option else "EXPR"
            raise failure("command-line", "not with", option=told, other=f"--{asked.table.name}")


def question_command(name: Name) -> click.Command:
    """The click command: the expression, the parameters of the question, the shared options."""
    asked = command_of(name)

    def ask(options: Options, expression: str | None, **given: Any) -> int:
        # Not for a help text.
        file = given.pop(asked.table.name) if asked.table else None
        if file is not None:
            from gradcli.commands.tools.batch import answer_table  # noqa: PLC0415

            _refuse_beside_a_table(asked)
            return answer_table(name, file, options)
        from gradcli.commands.asking import answer, expression_text  # noqa: PLC0415

        if asked.is_a_page:
            from gradcli.commands.output.answer import as_a_page  # noqa: PLC0415

            options = as_a_page(options, name)
        unit = bool(given.pop("unit", False))
        interactive = bool(given.pop("interactive", False))
        if interactive:
            from gradcli.commands.session.terminal import check_session  # noqa: PLC0415

            check_session(options, name, expression, given)
        if options.output is not None:
            read = [given[each.name] for each in asked.parameters if each.shape in _FILES]
            _refuse_overwriting(read, options.output)
        texts = {each.name: _text_of(each, given) for each in asked.parameters}
        values = {
            each.name: _opened(text) if each.shape is Shape.TABLE else each.as_given(text)
            for each in asked.parameters
            if (text := texts[each.name]) is not None
        }
        function = Function(
            expression_text(expression, options.output), options.variables, options.let
        )
        question = asked.question(function, **values)
        if interactive:
            from gradcli.commands.session.derivation import derivation_session  # noqa: PLC0415

            return derivation_session(options, question)
        return answer(
            options,
            question,
            unit=unit,
            draws=asked.draws,
            is_a_table=asked.is_a_table,
            by_steps=asked.by_steps,
        )

    wrapped: Any = ask
    # Decorators pile up from the inside: the last one applied is shown first in --help.
    if asked.is_a_rate:
        wrapped = _UNIT(wrapped)
    if asked.is_worked:
        wrapped = _INTERACTIVE(wrapped)
    for parameter in reversed(asked.parameters):
        for option in reversed(_options(parameter)):
            wrapped = option(wrapped)
    if asked.table is not None:
        for option in _options(asked.table):
            wrapped = option(wrapped)
    wrapped = click.argument(
        "expression",
        metavar="EXPR",
        required=asked.table is None,
        shell_complete=complete_function,
    )(wrapped)
    made = click.command(
        name,
        cls=ExpressionCommand,
        help=asked.help,
        epilog=examples(asked.example, *asked.more_examples),
    )
    return made(shared_options(wrapped))


def options_of_questions() -> Known:
    """The options that some question has."""
    return {
        name: takes
        for each in QUESTIONS
        for name, takes in options_of(question_command(each).params).items()
    }


def parts_of(name: Name, words: Sequence[str]) -> tuple[Given | str, ...]:
    """The words of a command line, taken apart as a question takes them."""
    context = click.Context(question_command(name), info_name=name)
    try:
        return tuple(taken_apart(words, options_of(context.command.params), context))
    except click.UsageError:
        return tuple(words)


def _options(parameter: Parameter) -> tuple[Callable[[Any], Any], ...]:
    """The option, or where it is one of a few words a flag for each."""
    if parameter.shape is Shape.FLAG:
        return (
            click.option(*parameter.spellings, parameter.name, is_flag=True, help=parameter.help),
        )
    if not parameter.choices:
        return (
            click.option(
                *parameter.spellings,
                parameter.name,
                metavar=parameter.metavar,
                help=parameter.help,
                # The shell completes the names of files.
                type=click.Path(allow_dash=True) if parameter.shape in _FILES else None,
                multiple=parameter.shape is Shape.TEXTS,
                shell_complete=_COMPLETED.get(parameter.shape),
            ),
        )
    return tuple(
        click.option(
            f"--{choice}",
            _flag(parameter, choice),
            is_flag=True,
            help=parameter.help.format(choice),
        )
        for choice in parameter.choices
    )


def _flag(parameter: Parameter, choice: str) -> str:
    """The name of a flag among the arguments of a command."""
    return f"{parameter.name}_{choice}".replace("-", "_")


def _refuse_overwriting(read: Iterable[str | None], output: str) -> None:
    """An answer does not take the place of a file that is read."""
    from gradcli.commands.output.files import refuse_overwriting  # noqa: PLC0415  for a file

    refuse_overwriting((each for each in read if each is not None), output)


def _opened(file: str) -> OpenedFile:
    """The bytes of a table: waiting for them is under no clock, and reading them is."""
    from gradcli.questions.tables import opened_file  # noqa: PLC0415  few questions have one

    return opened_file(file)


def _text_of(parameter: Parameter, given: Mapping[str, Any]) -> str | None:
    """What stands behind an option; of flags the words, all that were given."""
    if parameter.shape is Shape.FLAG:
        return parameter.name if given[parameter.name] else None
    if parameter.shape is Shape.TEXTS:
        return ", ".join(given[parameter.name]) if given[parameter.name] else None
    if not parameter.choices:
        text: str | None = given[parameter.name]
        if text is None or parameter.shape is not Shape.LINES:
            return text
        from gradcli.commands.asking import file_text  # noqa: PLC0415  few questions have one

        return file_text(text)
    chosen = [each for each in parameter.choices if given[_flag(parameter, each)]]
    return ",".join(chosen) or None
