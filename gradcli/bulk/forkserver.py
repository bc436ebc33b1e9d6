"""The process that makes worker processes: it loads SymPy once and then forks.

A worker that was lost is replaced in milliseconds, and all of them share the memory of what was
loaded. It has one thread, so forking is safe, whatever the program that called us is made of.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import Final

from gradcli.bulk.bounds import MOST_JOBS
from gradcli.bulk.confines import end_with_parent
from gradcli.bulk.question import Settings, answer_line
from gradcli.bulk.worker import serve

# Answered before the first fork, so that every room of the house is loaded by then.
_WARM_UP: Final = (
    b'{"expr": "sin(x y) + x^2/y", "at": "1,2", "steps": "full"}',
    b'{"expr": "abs(x) + sqrt(y) + e^x", "at": "0,1"}',
    b'{"expr": "x^2 y", "at": "2,3", "w": "3,5"}',
    b'{"expr": "ln(x) y", "at": "2,3", "command": "steepest"}',
    b'{"expr": "x^y", "wrt": "x,y"}',
)

# What SymPy keeps of each of its functions, 1,000 results if not said: lines have much in common.
_KEPT_BY_SYMPY: Final = "4000"

_PROGRAM: Final = (
    "import json, sys; "
    "sys.path[:] = json.loads(sys.argv[1]); "
    "from gradcli.bulk.confines import end_with_parent; "
    "parent = int(sys.argv[4]); "
    "parent and end_with_parent(parent); "
    "from gradcli.bulk.forkserver import work; "
    "work(int(sys.argv[2]), sys.argv[3])"
)


# How an ended worker is told of: its process number, and its status as `waitpid` gives it.
_END: Final = struct.Struct("=qi")
# What is heard of ends that nobody asks for, those at the time limit, is forgotten in time.
_MOST_ENDS: Final = 2 * MOST_JOBS
_PATIENCE: Final = 5.0


class Nursery:
    """A running nursery, as seen by the process that started it."""

    __slots__ = ("_control", "_ends", "_process")

    def __init__(self, settings: Settings) -> None:
        self._ends: deque[tuple[int, int]] = deque(maxlen=_MOST_ENDS)
        self._control, theirs = socket.socketpair()
        with theirs, _closed_on_failure(self._control):
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    *("-P", "-c", _PROGRAM),
                    json.dumps(sys.path),
                    str(theirs.fileno()),
                    json.dumps(asdict(settings)),
                    str(_parent_for_life()),
                ],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # One heap for all threads: further ones reserve 64 MB each beforehand, which the
                # bound on memory would count as taken, and as free.
                env={"SYMPY_CACHE_SIZE": _KEPT_BY_SYMPY} | os.environ | {"MALLOC_ARENA_MAX": "1"},
                # Ctrl-C at the terminal is for the one who supervises.
                start_new_session=True,
            )

    def new_worker(self) -> socket.socket:
        """Our end of the channel to a worker that is about to start.

        Where the nursery is gone, the channel is at its end at once.
        """
        self._hear(0)
        ours, theirs = socket.socketpair()
        with theirs, suppress(OSError):
            socket.send_fds(self._control, [b"w"], [theirs.fileno()])
        ours.setblocking(False)
        return ours

    def end_of(self, pid: int) -> int | None:
        """How a worker ended whose channel is at its end; None where the nursery is gone too."""
        while True:
            for known, status in self._ends:
                if known == pid:
                    return status
            if not self._hear(_PATIENCE):
                return None

    def _hear(self, seconds: float) -> bool:
        """Take in what there is of ended workers; whether there was anything."""
        try:
            self._control.settimeout(seconds)
            data = self._control.recv(_END.size * _MOST_ENDS)
            self._control.settimeout(None)
        except TimeoutError:
            self._control.settimeout(None)
            return False
        except OSError:
            # It is gone, or closed: a worker may outlast it by a moment.
            return False
        # A message of a few bytes is never torn: the other end writes each in one piece.
        self._ends.extend(_END.iter_unpack(data))
        return bool(data)

    @property
    def is_gone(self) -> bool:
        """Whether it has ended, and its workers with it."""
        return self._process.poll() is not None

    def close(self) -> None:
        """End it; its workers end with it."""
        self._control.close()
        self._process.kill()
        self._process.wait()


def _parent_for_life() -> int:
    """This process, where one that it starts may be told to end with it; else 0.

    It hears of our end by its channel too, but not while it loads SymPy. Linux takes the end of the
    thread that starts it for ours; elsewhere it would need a thread of its own, and is to fork.
    """
    is_main = threading.current_thread() is threading.main_thread()
    return os.getpid() if is_main and sys.platform == "linux" else 0


@contextmanager
def _closed_on_failure(channel: socket.socket) -> Iterator[None]:
    """Give a channel back where what it is for cannot be: the failure is told with what is left."""
    try:
        yield
    except OSError:
        channel.close()
        raise


def work(descriptor: int, settings_text: str) -> None:
    """Fork a worker for each channel that comes in on the socket `descriptor`."""
    settings = Settings(**json.loads(settings_text))
    us = os.getpid()
    for line in _WARM_UP:
        answer_line(0, line, settings)
    # What is shared stays shared: the collector never touches it again.
    gc.collect()
    gc.freeze()
    # A derivation leaves little in cycles: looking for them less often is a tenth of the time.
    gc.set_threshold(100_000)
    with socket.socket(fileno=descriptor) as control:

        def tell(*_: object) -> None:
            """Who supervises sees a channel close, and asks how its process ended."""
            with suppress(OSError):
                while (end := os.waitpid(-1, os.WNOHANG))[0]:
                    control.send(_END.pack(*end))

        signal.signal(signal.SIGCHLD, tell)
        while True:
            message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
            if not message:
                return
            for channel in descriptors:
                if os.fork() == 0:
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    # We end when the supervisor does, by the end of `control`.
                    end_with_parent(us)
                    control.close()
                    serve(socket.socket(fileno=channel), settings)
                    os._exit(0)
                os.close(channel)
