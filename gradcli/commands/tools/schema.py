"""`gradcli schema`."""

from __future__ import annotations

from typing import Final

import click

from gradcli.commands.parameters.helping import examples
from gradcli.questions.schema import schema_text

# Not a docstring, which Python leaves out where PYTHONOPTIMIZE is 2.
_HELP: Final = """\
Print the JSON Schema (draft 2020-12) of what --format json and batch write.

Every object that gradcli prints as JSON, an answer or a failure, is valid against it.
"""


@click.command("schema", help=_HELP, epilog=examples("schema", "schema > gradcli.schema.json"))
def command() -> int:
    """Print the schema."""
    click.echo(schema_text(), nl=False)
    return 0
