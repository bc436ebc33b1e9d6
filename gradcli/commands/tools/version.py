"""`gradcli version`."""

from __future__ import annotations

import click

import gradcli


@click.command(
    "version", help="Print the version, as --version does.", epilog="Example: gradcli version"
)
def command() -> int:
    """Print the version."""
    click.echo(f"gradcli, version {gradcli.__version__}")
    return 0
