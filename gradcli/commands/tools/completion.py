"""`gradcli completion`."""

from __future__ import annotations

from typing import Final

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


# Not a docstring, which Python leaves out where PYTHONOPTIMIZE is 2.
_HELP: Final = """\
Print the script that teaches a shell to complete commands, options and functions.

For bash, put this line into ~/.bashrc: eval "$(gradcli completion bash)". For zsh the same with
zsh into ~/.zshrc. For fish: gradcli completion fish > ~/.config/fish/completions/gradcli.fish.
"""


@click.command("completion", help=_HELP, epilog="Example: gradcli completion bash")
@click.argument("shell", metavar="SHELL", type=click.Choice(SHELLS))
def command(shell: str) -> int:
    """Print the script of a shell."""
    root = click.get_current_context().find_root().command
    chosen = get_completion_class(shell)
    assert chosen is not None
    click.echo(chosen(root, {}, "gradcli", "_GRADCLI_COMPLETE").source())
    return 0
