"""Where the command line begins: `gradcli`, and `python -m gradcli`.

Before anything is loaded that takes time, so that Ctrl-C finds a listener from the first line on.
"""

from __future__ import annotations

import os

from gradcli.commands.process import hear_interrupts, lacks, refuse_for_lack


def main() -> None:
    """Run the command line and end the process."""
    hear_interrupts()
    try:
        from gradcli.commands.main import main as command_line  # noqa: PLC0415  loads click

        command_line()
    except Exception as error:
        # The system gives too little (`ulimit -n 4`) even for loading what would say so.
        what = lacks(error)
        if not what:
            raise
        os._exit(refuse_for_lack(what))


if __name__ == "__main__":
    main()
