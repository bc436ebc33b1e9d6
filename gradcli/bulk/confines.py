"""What the kernel holds a process to: so much memory, and no longer than the one it works for.

Both hold while a process is deep in one long instruction, where no signal handler, thread or timer
of Python's own comes to its turn.
"""

from __future__ import annotations

import errno
import math
import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

# The signals by which a process ends through a mistake of its own.
FAULTS: Final = frozenset(
    getattr(signal, f"SIG{name}")
    for name in ("SEGV", "BUS", "FPE", "ILL", "ABRT", "TRAP", "SYS")
    if hasattr(signal, f"SIG{name}")
)
# PR_SET_PDEATHSIG in linux/prctl.h.
_SIGNAL_AT_PARENTS_DEATH: Final = 1
_LOOK: Final = 0.5
_LAST_LINE: Final = 0.05
_ENDS: Final = 5
_STACKS: Final = (512 * 1024**2, 64 * 1024**2, 8 * 1024**2)
_STACK_OF_A_CALL: Final = 2684


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


def start_deep(work: Callable[[], None], name: str) -> threading.Thread:
    """Start a thread that may recurse as deeply as the memory allows.

    SymPy recurses: an expression nested a thousand deep needs more stack than a process is born
    with. A deep stack is no memory until it is used, but a bound on memory (`ulimit -v`) counts it.

    Raises:
        MemoryError: there is not even room for a shallow one.
        OSError: no bound on memory is in the way, but one on threads.
    """
    before = threading.stack_size()
    try:
        bound = _bound_of_the_system()
        # Most of a bound is left to the work itself.
        for stack in (each for each in _STACKS if each <= bound / 8 or each == _STACKS[-1]):
            threading.stack_size(stack)
            sys.setrecursionlimit(stack // _STACK_OF_A_CALL)
            thread = threading.Thread(target=work, name=name, daemon=True)
            try:
                thread.start()
            except RuntimeError:
                continue
            return thread
    finally:
        threading.stack_size(before)
    if bound == math.inf:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    raise MemoryError


def end_deep(thread: threading.Thread) -> None:
    """End the work of `start_deep` before its next line of Python, where it is still going on.

    It ends by an exception that is none of `Exception`'s, and writes nothing after this. Within a
    long instruction of C it comes to its end only behind that.
    """
    import ctypes  # noqa: PLC0415  only where it is used

    number = thread.ident
    assert number is not None, "a thread that was not started"
    told = sys.unraisablehook
    # Where it comes upon a finaliser, Python swallows it, and would say so.
    sys.unraisablehook = lambda lost: None if lost.exc_type is SystemExit else told(lost)
    try:
        for _ in range(_ENDS):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(number), ctypes.py_object(SystemExit)
            )
            thread.join(_LAST_LINE)
            if not thread.is_alive():
                break
    finally:
        sys.unraisablehook = told


def bound_memory(allowed: int) -> int:
    """Let the kernel refuse memory beyond `allowed` more bytes than are taken now; 0 is no bound.

    What it allows is given back: less, where the system has a bound of its own. Where it does not
    tell how much is taken (elsewhere than on Linux), there is no other.
    """
    # Not by pathlib, which every command would load for this line.
    if not os.path.exists("/proc/self/statm"):
        return allowed
    import resource  # noqa: PLC0415  only where there is one

    with open("/proc/self/statm", encoding="ascii") as statm:
        taken = int(statm.read().split()[0]) * resource.getpagesize()
    bound = _bound_of_the_system()
    if allowed:
        bound = min(bound, taken + allowed)
        resource.setrlimit(
            resource.RLIMIT_AS, (int(bound), resource.getrlimit(resource.RLIMIT_AS)[1])
        )
    return allowed if bound == math.inf else max(0, int(bound) - taken)


def release_memory() -> None:
    """Take the bound of `bound_memory` away; the system's own stays."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  only where there is one

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _bound_of_the_system() -> float:
    """The memory that this process may be given at most."""
    if sys.platform == "win32":
        return math.inf
    import resource  # noqa: PLC0415  only where there is one

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    return math.inf if hard == resource.RLIM_INFINITY else hard


def kills_for_memory() -> int | None:
    """The processes that the kernel has ended for want of memory; None where it does not tell."""
    try:
        with open("/proc/vmstat", "rb") as counters:
            return next((int(line[9:]) for line in counters if line[:9] == b"oom_kill "), None)
    except OSError:
        return None
