"""A descent as a command: what is left by the end of its time and by Ctrl-C, and its bar."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time

COMMAND = [sys.executable, "-c", "from gradcli.commands.main import main; main()"]
LONG = [
    *("descend", "(1 - x)^2 + 100 (y - x^2)^2", "--from=-1,1"),
    *("--rate", "0.0001", "-n", "100000000", "--tol", "0"),
]
COLOUR = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]")


def test_the_end_of_the_time_leaves_what_there_is() -> None:
    done = subprocess.run(
        [*COMMAND, *LONG, "--timeout", "4", "--steps", "none"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "The time ran out after" in done.stdout
    assert "The first three steps" in done.stdout
    assert done.stderr.startswith("error: the time is over after")


def test_a_bar_stands_on_a_terminal_and_ctrl_c_leaves_what_there_is() -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *LONG, "-f", "csv", "--timeout", "60"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        env={**os.environ, "TERM": "xterm"},
    ) as process:
        os.close(theirs)
        begun, told = time.monotonic(), b""
        while b"/100000000 steps" not in COLOUR.sub(b"", told):
            told += os.read(ours, 65536)
        assert time.monotonic() - begun > 2
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=30)
    os.close(ours)
    assert process.returncode == 130
    header, *rows = out.splitlines()
    assert header == "step,x,y,f,f_x,f_y,norm,rate"
    assert [row.split(",")[0] for row in rows] == [str(each) for each in range(len(rows))]
    assert len(rows) > 100
