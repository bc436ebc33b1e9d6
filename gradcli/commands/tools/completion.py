"""`gradcli completion`."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

import click
from click.shell_completion import get_completion_class

from gradcli.commands.parameters.helping import examples

SHELLS = ("bash", "zsh", "fish")


# Bash takes x=2 for three words; click is given it as the one that it is.
_WHOLE_WORDS: Final = """\
    local -a words=()
    local word prefix glued=0
    for word in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
        if [[ $word == = && ${#words[@]} -gt 0 ]]; then
            words[-1]+="="
            glued=1
        elif ((glued)); then
            words[-1]+=$word
            glued=0
        else
            words+=("$word")
        fi
    done
    prefix=${words[-1]%"${words[-1]##*=}"}

    response=$(env COMP_WORDS="${words[*]}" COMP_CWORD=$((${#words[@]} - 1)) """
_REPLY: Final = """COMPREPLY+=("${value#"$prefix"}")
            # More follows behind sin( and x=.
            [[ $value == *[\\(=] ]] && compopt -o nospace"""
# Of --format=js click completes what is behind the sign; the rest is put before it.
_BEGUN_ZSH: Final = """\
    local begun=""
    [[ $PREFIX == --*=* ]] && begun="${PREFIX%%=*}="
"""
_BEGUN_FISH: Final = """\
    set -l begun (string match -r -- '^--[^=]*=' (commandline -ct));
"""
# What is changed in click's scripts: a text of theirs, and what stands in its place.
_CHANGES: Final = MappingProxyType(
    {
        "bash": (
            (
                '    response=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD ',
                _WHOLE_WORDS,
            ),
            ("COMPREPLY+=($value)", _REPLY),
        ),
        # A zsh that has not loaded its own completion has no compdef; of --format=js the beginning
        # stays, for click completes what is behind it.
        "zsh": (
            ("    response=(", f"{_BEGUN_ZSH}    response=("),
            ('("$key"', '("$begun$key"'),
            (
                "    compdef ",
                "    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -u }\n"
                "    compdef ",
            ),
        ),
        # A point has commas.
        "fish": (
            ('string split ","', 'string split -m1 ","'),
            ("    for completion", f"{_BEGUN_FISH}    for completion"),
            ("echo $metadata[2]", 'echo "$begun"$metadata[2]'),
        ),
    }
)

# Not a docstring, which Python leaves out where PYTHONOPTIMIZE is 2.
_HELP: Final = """\
Print the script that teaches a shell to complete commands, options and functions.

For bash, put this line into ~/.bashrc: eval "$(gradcli completion bash)". For zsh the same with
zsh into ~/.zshrc. For fish: gradcli completion fish > ~/.config/fish/completions/gradcli.fish.
"""


@click.command(
    "completion",
    help=_HELP,
    epilog=examples("completion bash", "completion fish > ~/.config/fish/completions/gradcli.fish"),
)
@click.argument("shell", metavar="SHELL", type=click.Choice(SHELLS))
def command(shell: str) -> int:
    """Print the script of a shell."""
    root = click.get_current_context().find_root().command
    chosen = get_completion_class(shell)
    assert chosen is not None
    script = chosen(root, {}, "gradcli", "_GRADCLI_COMPLETE").source()
    for before, after in _CHANGES[shell]:
        script = script.replace(before, after)
    click.echo(script)
    return 0
