"""The process that answers: lines in on a socket, answers out on it.

A request is `NUMBER LINE\\n`; a reply is `=ANSWER\\n`, `!ANSWER\\n` for an error, or `-\\n` as the
last words of a process that leaves on purpose. The first thing it says is its process number.
"""

from __future__ import annotations

import os
import signal
import socket
from typing import Final

from gradcli.bulk.confines import bound_memory, start_deep
from gradcli.bulk.question import Settings, answer_line

# The supervisor ends a slow line first; this is for a process that has lost its supervisor.
_GRACE: Final = 5.0

ANSWERED: Final = b"="
FAILED: Final = b"!"
LEAVING: Final = b"-"


def serve(channel: socket.socket, settings: Settings) -> None:
    """Answer what comes on `channel` until it is closed."""
    # With the default action the kernel ends this process, wherever it is stuck.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    start_deep(lambda: _answer_all(channel, settings), "gradcli-worker").join()


def _answer_all(channel: socket.socket, settings: Settings) -> None:
    bound_memory(settings.memory)
    try:
        channel.sendall(b"%d\n" % os.getpid())
        for request in channel.makefile("rb"):
            number, _, line = request.rstrip(b"\n").partition(b" ")
            if settings.timeout:
                signal.setitimer(signal.ITIMER_REAL, settings.timeout + _GRACE)
            try:
                answer = answer_line(int(number), line, settings)
            except MemoryError:
                # Whether this line needs so much, or those before it have left so little, is told
                # by a process that has done nothing else.
                channel.sendall(LEAVING + b"\n")
                return
            signal.setitimer(signal.ITIMER_REAL, 0)
            channel.sendall((FAILED if answer.failed else ANSWERED) + answer.text + b"\n")
    except OSError:
        # The reader of the answers is gone.
        return
