"""`gradcli schema`."""

from __future__ import annotations

import click

from gradcli.questions.schema import schema_text


@click.command("schema", epilog="Example: gradcli schema")
def command() -> int:
    """Print the JSON Schema (draft 2020-12) of what --format json and batch write.

    Every object that gradcli prints as JSON, an answer or a failure, is valid against it.
    """
    click.echo(schema_text(), nl=False)
    return 0
