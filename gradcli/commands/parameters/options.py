"""The options that every command shares, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import click
from click.core import ParameterSource

from gradcli.commands.messages import NOTHING
from gradcli.commands.parameters.numbers import MOST_PARTS, memory, seconds, whole
from gradcli.frozen import dataclass
from gradcli.render.format import ALSO, MOST_DIGITS, Format, Notation, Vectors

FORMATS: Final = tuple(each.value for each in Format)
FORMAT_NAMES: Final = (*FORMATS, *ALSO)
NOTATIONS: Final = tuple(each.value for each in Notation)
VECTORS: Final = tuple(each.value for each in Vectors)
DETAILS: Final = ("none", "brief", "full")
DEFAULT_DIGITS: Final = 6
DIGITS: Final = f"a whole number from 1 to {MOST_DIGITS:,}"

OPTIONAL_VALUE: Final = frozenset({"--decimal"})
"""Options that may stand alone; a whole number behind one is its value."""

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for, besides the question itself.

    `format` is None where the terminal decides; `steps_given` says whether `steps` was; `decimal`
    is a number of digits, or None for exact answers; `timeout` is in seconds and `memory` in bytes,
    0 for no limit. `plot` is None where the format decides.
    """

    format: str | None
    quiet: bool
    names: bool
    decimal: int | None
    steps: str
    steps_given: bool
    variables: tuple[str, ...] | None
    notation: str
    vectors: str
    let: str | None
    timeout: float
    memory: int
    max_size: int | None
    color: str
    output: str | None
    standalone: bool
    no_pager: bool
    verbose: bool
    expand: bool
    plot: bool | None
    debug: bool


def as_format(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The name of a format, whichever of its names was given."""
    return None if value is None else Format(value).value


def complete_format(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[str]:
    """The formats that begin so, each by one name where several would do."""
    return [name for name in FORMATS if name.startswith(incomplete)] or [
        name for name in ALSO if name.startswith(incomplete)
    ]


def to_file(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """The name of a file; None where it stands for standard output."""
    if value == "":
        raise click.BadParameter(f"{NOTHING} is not the name of a file", context, parameter)
    # Where standard output is a file, that file would be replaced, and what it holds lost.
    return None if value in ("-", "/dev/stdout") else value


_SHARED: Final = (
    click.option(
        "-f",
        "--format",
        type=click.Choice(FORMAT_NAMES),
        callback=as_format,
        metavar=f"[{'|'.join(FORMATS)}]",
        shell_complete=complete_format,
        help="How the answer is written: rich on a terminal, plain when piped; csv, tsv: a table.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="The answer alone, one value a line, exact."),
    click.option("--names", is_flag=True, help="With -q: name = value, such as f_x = 12."),
    click.option(
        "--decimal",
        is_flag=False,
        flag_value=str(DEFAULT_DIGITS),
        type=str,
        callback=whole(1, MOST_DIGITS),
        metavar="[DIGITS]",
        help=f"Decimals with so many significant digits ({DEFAULT_DIGITS} if not said).",
    ),
    click.option(
        "--steps",
        type=click.Choice(DETAILS),
        default="full",
        show_default=True,
        help="How much detail to show.",
    ),
    click.option(
        "--notation",
        type=click.Choice(NOTATIONS),
        default="leibniz",
        show_default=True,
        help="How derivatives are written: ∂f/∂x, f_x or D_1 f.",
    ),
    click.option(
        "--vectors",
        type=click.Choice(VECTORS),
        default="paren",
        show_default=True,
        help="How vectors are written: (12, 4), <12, 4>, as a column, or 12i + 4j.",
    ),
    click.option("--vars", "variables", metavar="x,y", help="The variables and their order."),
    click.option(
        "--let",
        multiple=True,
        metavar="a=3,k=1/2",
        help="Values of constants, the letters beside the variables.",
    ),
    click.option(
        "--timeout",
        type=str,
        callback=seconds,
        default="10",
        show_default=True,
        metavar="SECONDS",
        help="Stop after so long (0: never).",
    ),
    click.option(
        "--memory",
        type=str,
        callback=memory,
        default="2G",
        show_default=True,
        metavar="SIZE",
        help="Stop what needs more, 16M or more (0: no limit).",
    ),
    click.option(
        "--max-size",
        type=str,
        callback=whole(1, MOST_PARTS),
        metavar="NODES",
        help="Refuse an expression with more different parts than this.",
    ),
    click.option(
        "--color",
        type=click.Choice(("auto", "always", "never")),
        default="auto",
        show_default=True,
        help="Colours (NO_COLOR and FORCE_COLOR are honoured).",
    ),
    click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False),
        callback=to_file,
        metavar="FILE",
        help="Write to a file.",
    ),
    click.option("--standalone", is_flag=True, help="LaTeX: a whole file that compiles as it is."),
    click.option(
        "--no-pager",
        is_flag=True,
        help="Write a long page to the terminal itself, not through PAGER or less.",
    ),
    click.option(
        "--plot/--no-plot",
        default=None,
        help="A picture on the page, or none; in JSON its figures.",
    ),
    click.option("--expand", is_flag=True, help="Write out what let names."),
    click.option(
        "--verbose",
        is_flag=True,
        help="Say how the text was read, and in full how the answer was checked.",
    ),
    click.option("--debug", is_flag=True, help="Show the traceback of an internal error."),
)


def _is_given(parameter: str) -> bool:
    """Whether an option stands on the command line, and is not only as it is by default."""
    source = click.get_current_context().get_parameter_source(parameter)
    return source is ParameterSource.COMMANDLINE


def shared_options(command: Command) -> Command:
    """Give a command the shared options; it receives them as one `options`."""

    def gathered(**given: Any) -> Any:
        names, let = given.pop("variables"), given.pop("let")
        options = Options(
            variables=None if names is None else tuple(names.split(",")),
            let=", ".join(let) if let else None,
            steps_given=_is_given("steps"),
            **{name: given.pop(name) for name in Options.__slots__ if name in given},
        )
        return command(options=options, **given)

    gathered.__doc__ = command.__doc__
    wrapped: Any = gathered
    # Decorators pile up from the inside: the last one applied is shown first in --help.
    for option in reversed(_SHARED):
        wrapped = option(wrapped)
    # What was declared on the command below this decorator comes before the shared options.
    wrapped.__click_params__ += getattr(command, "__click_params__", [])
    return wrapped  # type: ignore[no-any-return]
