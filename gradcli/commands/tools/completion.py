"""`gradcli completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command("completion", epilog="Example: gradcli completion bash")
@click.argument("shell", metavar="SHELL", type=click.Choice(SHELLS))
def command(shell: str) -> int:
    """Print the script that teaches a shell to complete commands, options and functions.

    For bash, put this line into ~/.bashrc: eval "$(gradcli completion bash)". For zsh the same
    with zsh into ~/.zshrc. For fish: gradcli completion fish >
    ~/.config/fish/completions/gradcli.fish.
    """
    root = click.get_current_context().find_root().command
    chosen = get_completion_class(shell)
    assert chosen is not None
    click.echo(chosen(root, {}, "gradcli", "_GRADCLI_COMPLETE").source())
    return 0
