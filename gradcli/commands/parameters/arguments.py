"""The arguments of a command: one expression, which may begin with a minus sign."""

from __future__ import annotations

import click

from gradcli.commands.parameters.helping import write_options
from gradcli.commands.parameters.words import Given, clusters_apart, options_of, taken_apart


class ExpressionCommand(click.Command):
    """A command whose arguments may begin with a minus sign, and whose options stand in groups."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options by what they are for."""
        write_options(ctx, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the arguments behind a `--`, so that click does not take them for options."""
        if ctx.resilient_parsing:
            # The shell asks how half a line may go on: what it lacks is no mistake yet.
            return super().parse_args(ctx, args)
        params = self.get_params(ctx)
        known = options_of(params)
        parts = tuple(taken_apart(args, known, ctx))
        options = [word for part in parts if isinstance(part, Given) for word in part.words]
        arguments = [part for part in parts if isinstance(part, str)]
        # An option that is not known, and --help, come first.
        plain = all(part.name in known for part in parts if isinstance(part, Given))
        if len(arguments) > 1 and plain and not {"--help", "-h"} & {*options}:
            from gradcli.commands.parameters.put_right import several_words  # noqa: PLC0415  rare

            apart = clusters_apart(args, known)
            raise several_words(
                ctx.info_name or "",
                parts,
                apart if apart is None else tuple(taken_apart(apart, known, ctx)),
            )
        return super().parse_args(ctx, [*options, "--", *arguments])
