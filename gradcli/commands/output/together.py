"""Options that do nothing beside one another: they are refused, so that none seems to hold."""

from __future__ import annotations

import click

from gradcli.commands.messages import failure
from gradcli.commands.parameters.options import Options
from gradcli.render.format import Format


def check_together(options: Options, chosen: Format, *, unit: bool, pictures: bool = False) -> None:
    """Refuse what has no use beside the rest; `pictures` says that there may be some.

    Raises:
        GradcliError: USAGE, with the two options.
    """
    for option, given in (("--unit", unit), ("--names", options.names)):
        if given and not options.quiet:
            raise failure("command-line", "goes with", option=option, other="-q")
    if options.quiet:
        for option, given in (
            ("--steps", options.steps_given),
            ("--verbose", options.verbose),
            ("--expand", options.expand),
            ("--standalone", options.standalone),
            ("--plot", options.plot is True),
        ):
            if given:
                raise failure("command-line", "not with", option=option, other="-q")
    if options.plot is not None and not pictures:
        command = click.get_current_context().info_name
        option = "--plot" if options.plot else "--no-plot"
        raise failure("command-line", "not with", option=option, other=command)
    if options.names and chosen in (Format.LATEX, Format.MARKDOWN, Format.HTML):
        raise failure("command-line", "not with", option="--names", other=f"-f {chosen}")
    if options.standalone and chosen is not Format.LATEX:
        raise failure("command-line", "goes with", option="--standalone", other="-f latex")
