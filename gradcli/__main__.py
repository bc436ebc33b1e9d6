"""Where the command line begins: `gradcli`, and `python -m gradcli`.

Before anything is loaded that takes time, so that Ctrl-C finds a listener from the first line on.
"""

from __future__ import annotations

from gradcli.commands.process import hear_interrupts


def main() -> None:
    """Run the command line and end the process."""
    hear_interrupts()
    from gradcli.commands.main import main as command_line  # noqa: PLC0415  loads click

    command_line()


if __name__ == "__main__":
    main()
