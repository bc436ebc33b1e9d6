"""What the kernel holds a process to: so much memory, and no longer than the one it works for.

Both hold while a process is deep in one long instruction, where no signal handler, thread or timer
of Python's own comes to its turn.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import Final

# PR_SET_PDEATHSIG in linux/prctl.h.
_SIGNAL_AT_PARENTS_DEATH: Final = 1
_LOOK: Final = 0.5


def end_with_parent(parent: int) -> None:
    """End this process as soon as the process `parent`, which has forked it, is gone.

    On Linux by the kernel; elsewhere by a thread that looks every half second, and that comes to
    its turn between two instructions only.
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415  only where it is used

        ctypes.CDLL(None).prctl(_SIGNAL_AT_PARENTS_DEATH, int(signal.SIGKILL), 0, 0, 0)
    else:
        threading.Thread(target=_look, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        # It was gone before it could be said.
        os._exit(1)


def _look(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def bound_memory(allowed: int) -> None:
    """Let the kernel refuse memory beyond `allowed` more bytes than are taken now; 0 is no bound.

    Where the system does not tell how much that is (elsewhere than on Linux), there is no bound.
    """
    # Not by pathlib, which every command would load for this line.
    if not allowed or not os.path.exists("/proc/self/statm"):
        return
    import resource  # noqa: PLC0415  only where there is one

    with open("/proc/self/statm", encoding="ascii") as taken:
        pages = int(taken.read().split()[0])
    limit = pages * resource.getpagesize() + allowed
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def kills_for_memory() -> int | None:
    """The processes that the kernel has ended for want of memory; None where it does not tell."""
    try:
        with open("/proc/vmstat", "rb") as counters:
            return next((int(line[9:]) for line in counters if line[:9] == b"oom_kill "), None)
    except OSError:
        return None
