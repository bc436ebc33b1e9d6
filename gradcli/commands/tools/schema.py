"""`gradcli schema`."""

from __future__ import annotations

from importlib.resources import files

import click


@click.command("schema", epilog="Example: gradcli schema")
def command() -> int:
    """Print the JSON Schema (draft 2020-12) of what --format json and batch write.

    Every object that gradcli prints as JSON, an answer or a failure, is valid against it.
    """
    click.echo(files("gradcli").joinpath("schema.json").read_text("utf-8"), nl=False)
    return 0
