"""What a process meets before its work: streams that were closed, a reader that left, Ctrl-C."""

from __future__ import annotations

import errno
import os
import signal
import sys

# Not from `typing`, which takes longer to load than all that is here.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from types import FrameType
    from typing import Final, Literal, TextIO

INTERRUPTED: Final = 130
_PATIENCE: Final = 1.0  # seconds
_LIMIT: Final = 3
# In what the system's loader says of a module that it cannot load for want of memory or files.
_UNMAPPED: Final = ("failed to map", "cannot map", "cannot allocate memory")
# Of Python's encodings of text those that cannot write every sentence in the letters of English.
_NO_CHARSETS: Final = ("idna", "punycode", "undefined")
_UNOPENED: Final = "too many open files"


def hear_interrupts() -> None:
    """From now on Ctrl-C ends the process at once and without a word, whatever it is busy with.

    An exception instead would stand as a traceback while modules are loaded, and be lost while
    garbage is collected. Where interrupts are ignored (`nohup`, a job in the background) they
    stay so.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _leave)


def _leave(number: int, frame: FrameType | None) -> None:
    os._exit(INTERRUPTED)


def lacks(error: BaseException) -> Literal["memory", "files", "processes", ""]:
    """What the system does not give this process any more, where an error says so."""
    if isinstance(error, MemoryError):
        return "memory"
    if isinstance(error, OSError):
        if error.errno in (errno.EMFILE, errno.ENFILE):
            return "files"
        if error.errno == errno.EAGAIN:
            return "processes"
        return "memory" if error.errno == errno.ENOMEM else ""
    said = str(error).lower()
    if isinstance(error, ImportError):
        if _UNOPENED in said:
            return "files"
        return "memory" if any(each in said for each in _UNMAPPED) else ""
    # What Python's compiler says where it got no memory.
    unsaid = isinstance(error, SystemError) and "without" in said and "exception" in said
    return "memory" if unsaid else ""


def refuse_for_lack(what: str) -> int:
    """Say in the simplest way what the system does not give, where no more can be loaded."""
    write_stderr(
        f"error: gradcli needs more {what} than the system gives it\n"
        "  = help: ulimit -a shows the bounds\n"
    )
    return _LIMIT


def mend_environment() -> None:
    """Take out what SymPy would raise for, or warn of: a size that is none, words it has not.

    The debugging of its cache is one: it fails on SymPy's own symbols. Numbers may have as many
    digits as Python lets them have of itself: our own bounds lie below.
    """
    if 0 < sys.get_int_max_str_digits() < sys.int_info.default_max_str_digits:
        sys.set_int_max_str_digits(sys.int_info.default_max_str_digits)
        # Not for the processes that are started from here either.
        os.environ.pop("PYTHONINTMAXSTRDIGITS", None)
    size = os.environ.get("SYMPY_CACHE_SIZE")
    if size is not None and size.lower() != "none" and not _is_size(size):
        del os.environ["SYMPY_CACHE_SIZE"]
    if os.environ.get("SYMPY_USE_CACHE", "yes").lower() not in ("yes", "no"):
        del os.environ["SYMPY_USE_CACHE"]
    # What it writes would stand among the answers.
    os.environ.pop("SYMPY_DEBUG", None)
    if not _is_there(os.environ.get("SYMPY_GROUND_TYPES", "auto").lower()):
        del os.environ["SYMPY_GROUND_TYPES"]


def _is_size(text: str) -> bool:
    """Whether a text is a number of entries that a cache may have."""
    return text.isdecimal() and len(text) < len(str(sys.maxsize))


def _is_there(types: str) -> bool:
    """Whether SymPy knows such numbers, and has what makes them."""
    module = {"gmpy": "gmpy2", "gmpy2": "gmpy2", "flint": "flint"}.get(types)
    if module is None:
        return types in ("auto", "python")
    from importlib.util import find_spec  # noqa: PLC0415  rare

    return find_spec(module) is not None


def replace_charsets() -> None:
    """Write UTF-8 where the charset that was asked for is one of names: it holds no text."""
    for stream in (sys.stdout, sys.stderr):
        if stream.encoding.lower() in _NO_CHARSETS:
            stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
            # Not for the processes that are started from here either.
            os.environ.pop("PYTHONIOENCODING", None)


def replace_closed_streams() -> None:
    """Give each standard stream that is closed (`>&-`) one in its place.

    Otherwise the next file to be opened has its number, and is taken for it. The new input and
    output refuse what is asked of them, as closed ones do; the new standard error swallows.
    """
    if sys.stdin is None:
        sys.stdin = _nothing(0, os.O_WRONLY, "r")
    if sys.stdout is None:
        sys.stdout = _nothing(1, os.O_RDONLY, "w")
    if sys.stderr is None:
        sys.stderr = _nothing(2, os.O_WRONLY, "w")


def _nothing(number: int, way: int, mode: Literal["r", "w"]) -> TextIO:
    """A stream of this number that holds nothing, open the way that is said."""
    descriptor = os.open(os.devnull, way)
    if descriptor != number:
        os.dup2(descriptor, number)
        os.close(descriptor)
    # It lives as long as the process.
    return open(number, mode, encoding="utf-8", closefd=False)


def wait_at_streams() -> None:
    """Give each standard stream at which nothing waits (O_NONBLOCK) one that does, in its place."""
    if not hasattr(os, "get_blocking"):
        return
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if not os.get_blocking(stream.fileno()):
            from gradcli.bulk.records.descriptors import patient  # noqa: PLC0415  rare

            setattr(sys, name, patient(stream))


def write_stderr(text: str) -> None:
    """Write to standard error; if it takes nothing, the exit code says what there is to say."""
    # Not with `suppress`: contextlib would be loaded before Ctrl-C is heard.
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, AttributeError):
        # It takes nothing, or is closed.
        pass


def tell_of_waiting(text: str) -> None:
    """Say that standard input is waited for, where it is a terminal at which nobody types."""
    try:
        if not sys.stdin.isatty():
            return
        from gradcli.bulk.records.descriptors import is_ready  # noqa: PLC0415  seldom at a terminal

        if not is_ready(sys.stdin.fileno(), _PATIENCE):
            write_stderr(text)
    except (OSError, ValueError):
        # It is closed, or no file: whoever reads it says so.
        pass


def is_without_a_reader(stream: TextIO) -> bool:
    """Whether nobody is left to read what is written to the stream."""
    import select  # noqa: PLC0415  seldom asked

    if not hasattr(select, "poll"):
        # Nothing but the error itself tells of it.
        return True
    asked = select.poll()
    asked.register(stream, 0)
    return any(told & (select.POLLERR | select.POLLHUP) for _, told in asked.poll(0))


def write_no_more() -> None:
    """Let what is still in the buffer of standard output go nowhere, even at exit."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
    except OSError:
        # No more files may be opened; nothing is read from now on.
        os.close(0)
        nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
