"""`gradcli version`."""

from __future__ import annotations

import click

import gradcli
from gradcli.commands.parameters.helping import examples


@click.command("version", help="Print the version, as --version does.", epilog=examples("version"))
def command() -> int:
    """Print the version."""
    click.echo(f"gradcli, version {gradcli.__version__}")
    return 0
