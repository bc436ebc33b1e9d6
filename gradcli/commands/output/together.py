"""Options that do nothing beside one another: they are refused, so that none seems to hold."""

from __future__ import annotations

from gradcli.commands.messages import failure
from gradcli.commands.parameters.options import Options
from gradcli.render.format import Format


def check_together(options: Options, chosen: Format, *, unit: bool) -> None:
    """Refuse what has no use beside the rest.

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
        ):
            if given:
                raise failure("command-line", "not with", option=option, other="-q")
    if options.names and chosen in (Format.LATEX, Format.MARKDOWN, Format.HTML):
        raise failure("command-line", "not with", option="--names", other=f"-f {chosen}")
    if options.standalone and chosen is not Format.LATEX:
        raise failure("command-line", "goes with", option="--standalone", other="-f latex")
