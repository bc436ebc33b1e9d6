"""Work in a process apart, under a clock that needs no interpreter.

SymPy may stay within one instruction for minutes, and as long no thread, no timer and no Ctrl-C of
Python's comes to its turn. So the process that was called only waits: for what the other has to
say, for the time, for a signal. It alone writes, so that there is an answer or a refusal and never
both, and no file is left half written by a process that was ended.
"""

from __future__ import annotations

import os
import signal
import struct
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NoReturn

from gradcli.bulk.confines import FAULTS, bound_memory, end_with_parent, release_memory
from gradcli.bulk.records.descriptors import is_ready, write_all
from gradcli.commands.ending import ended
from gradcli.commands.messages import failure
from gradcli.commands.output.steps import Steps
from gradcli.commands.process import INTERRUPTED, lacks, write_stderr
from gradcli.errors import GradcliError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import TextIO

    from gradcli.commands.output.pager import Pager
    from gradcli.commands.pace import Pace
    from gradcli.commands.parameters.options import Options

    Take = Callable[[str | bytes], None]

# What the other process says: a kind, the length of what follows, and that.
_HEAD: Final = struct.Struct("=cQ")
_OUT, _ERR, _FILE, _BYTES, _CODE, _STEPS = b"o", b"e", b"f", b"b", b"x", b"s"
_CHUNK: Final = 1024 * 1024
# A single wait is never longer than this: time in which both processes were stopped (Ctrl-Z, a
# lid that was closed) counts as no more.
_LONGEST_WAIT: Final = 0.25
# While somebody waits who has pressed Ctrl-C.
_SHORT_WAIT: Final = 0.05
_DEFECT: Final = 70
_OUT_OF_MEMORY: Final = 3


def run_apart(
    options: Options,
    work: Callable[[Callable[[str | bytes], None]], int],
    pager: Pager | None = None,
    take: Take | None = None,
    pace: Pace | None = None,
) -> int:
    """Do the work in a process made for it, and write what it says; the exit code.

    What goes to standard output goes through the `pager`, if there is one; the text of a file is
    given to `take`, else written to the file that the options name. Work that asks `pace` after
    each step is let go by Ctrl-C, and its answer is what there is by then.

    Raises:
        GradcliError: LIMIT when its time is over or its memory used up; INTERRUPTED where it was
            let go and could not say in time what there is; INTERNAL where it is gone.
    """
    sys.stdout.flush()
    parent = os.getpid()
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _be_child(options, work, theirs, parent, pace)
    os.close(theirs)
    steps = None if pace is None else Steps(pager, child)
    _end_with_us(child, pager, steps)
    try:
        return _supervise(options, child, ours, pager, take, steps)
    finally:
        os.close(ours)


def _be_child(
    options: Options,
    work: Callable[[Callable[[str | bytes], None]], int],
    channel: int,
    parent: int,
    pace: Pace | None,
) -> NoReturn:
    try:
        # With the default action the kernel ends this process, wherever it is.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, signal.SIG_DFL)
        if pace is not None:
            pace.tell_by(lambda text: _send(channel, _STEPS, text))
            if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
                signal.signal(signal.SIGINT, pace.interrupt)
        end_with_parent(parent)
        waiting: list[tuple[bytes, str]] = []
        out = _Relay(sys.stdout, channel, _OUT, waiting)
        err = _Relay(sys.stderr, channel, _ERR, waiting)
        sys.stdout, sys.stderr = out, err
        try:
            code = ended(
                lambda: work(
                    lambda text: _send(channel, _FILE if isinstance(text, str) else _BYTES, text)
                ),
                as_json=options.format == "json",
                debug=options.debug,
                color=options.color,
            )
        except Exception:
            import traceback  # noqa: PLC0415  only for a defect

            err.write(traceback.format_exc())
            code = _DEFECT
        out.flush()
        _send(channel, _CODE, str(code))
    except Exception as error:
        # With the last of its memory it could say no more than this.
        if lacks(error) == "memory":
            os._exit(_OUT_OF_MEMORY)
        raise
    finally:
        # Its own code says nothing else: what it has not told of the end is no answer.
        os._exit(_DEFECT)


def within_memory(options: Options, work: Callable[[], int]) -> int:
    """Do the work in this process, which from now on is given no more memory than the options say.

    Raises:
        GradcliError: LIMIT when it is used up.
    """
    allowed = bound_memory(options.memory)
    try:
        return work()
    except Exception as error:
        if lacks(error) != "memory":
            raise
    # Only now, when what took the memory is given up; what is said of it needs some too.
    release_memory()
    if allowed == options.memory:
        raise failure("memory-limit", "option", megabytes=options.memory / 1024**2)
    raise failure("memory-limit", "system", megabytes=allowed // 1024**2)


class _Relay:
    """A stream that another process writes for this one.

    What two of them have `waiting` is written in the order in which it came.
    """

    __slots__ = ("_channel", "_kind", "_stream", "_waiting")

    def __init__(
        self, stream: TextIO, channel: int, kind: bytes, waiting: list[tuple[bytes, str]]
    ) -> None:
        self._stream = stream
        self._channel = channel
        self._kind = kind
        self._waiting = waiting

    @property
    def encoding(self) -> str:
        """The encoding of the stream itself."""
        return self._stream.encoding

    def isatty(self) -> bool:
        """Whether the stream itself is a terminal."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """The number of the stream itself."""
        return self._stream.fileno()

    def write(self, text: str) -> int:
        """Keep what is to be written."""
        self._waiting.append((self._kind, text))
        return len(text)

    def flush(self) -> None:
        """Hand over what has been kept."""
        for kind, text in self._waiting:
            _send(self._channel, kind, text)
        self._waiting.clear()


def _send(channel: int, kind: bytes, text: str | bytes) -> None:
    body = text.encode(errors="surrogatepass") if isinstance(text, str) else text
    write_all(channel, _HEAD.pack(kind, len(body)) + body)


def _end_with_us(child: int, pager: Pager | None, steps: Steps | None) -> None:
    """A signal that ends this process ends the other before, and the pager.

    The first Ctrl-C leaves the other the time to say what there is, where it goes by steps.
    """

    def leave(number: int, frame: FrameType | None) -> None:
        if number == signal.SIGINT and steps is not None and steps.let_go():
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGINT)
            return
        with suppress(ProcessLookupError):  # it has done its work, and the page is being read
            os.kill(child, signal.SIGKILL)
        if pager is not None:
            pager.end()
        if number == signal.SIGINT:
            os._exit(INTERRUPTED)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, leave)


def _supervise(
    options: Options,
    child: int,
    channel: int,
    pager: Pager | None,
    take: Take | None,
    steps: Steps | None,
) -> int:
    """Write what the child says; on a terminal at once, elsewhere when all of it is there."""
    live = sys.stdout.isatty()
    kept: list[tuple[bytes, str]] = []
    code = None
    try:
        for kind, text in _heard(channel, options.timeout, pager, steps):
            if kind == _STEPS:
                if steps is not None:
                    steps.tell(text)
                continue
            if steps is not None:
                steps.end()
            if kind == _CODE:
                for each in kept:
                    _write(options, pager, take, *each)
                code = int(text)
                break
            if live:
                _write(options, pager, take, kind, text)
            else:
                kept.append((kind, text))
    finally:
        if steps is not None:
            steps.end()
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        # What is said of a failure is said below what there is of the page.
        if pager is not None:
            pager.finish()
    if code is None and steps is not None and steps.is_let_go:
        raise failure("interrupted-before-it-was-written")
    if code is None:
        raise _gone(status, options.memory)
    return code


def _write(
    options: Options, pager: Pager | None, take: Take | None, kind: bytes, text: str
) -> None:
    if kind == _ERR:
        if pager is None or not pager.keep(text):
            write_stderr(text)
    elif kind in (_FILE, _BYTES):
        from gradcli.commands.output.files import write_file  # noqa: PLC0415  seldom asked for

        whole = text if kind == _FILE else text.encode("latin-1")
        if take is not None:
            take(whole)
            return
        assert options.output is not None
        write_file(options.output, whole)
    elif pager is not None:
        pager.write(text)
    else:
        sys.stdout.write(text)
        sys.stdout.flush()


def _heard(
    channel: int, timeout: float, pager: Pager | None, steps: Steps | None
) -> Iterator[tuple[bytes, str]]:
    """What the child says, until its channel is at its end, or it was let go and says nothing.

    Only waiting for it counts, not the time that is spent on what it has said.

    Raises:
        GradcliError: LIMIT when the time is over.
        ReaderHasLeft: the reader has left the pager.
    """
    gathered = bytearray()
    spent = 0.0
    while True:
        wait = _LONGEST_WAIT if steps is None or not steps.is_let_go else _SHORT_WAIT
        if timeout:
            # What is there already is taken, however late we come to it.
            wait = max(0.0, min(wait, timeout - spent))
        before = time.monotonic()
        ready = is_ready(channel, wait)
        spent += min(time.monotonic() - before, 2 * _LONGEST_WAIT)
        if pager is not None:
            pager.check()
        if ready:
            data = os.read(channel, _CHUNK)
            if not data:
                return
            gathered += data
            yield from _taken(gathered)
        elif steps is not None and steps.is_overdue:
            return
        elif timeout and spent >= timeout:
            raise too_slow(timeout)


def _taken(gathered: bytearray) -> Iterator[tuple[bytes, str]]:
    while len(gathered) >= _HEAD.size:
        kind, length = _HEAD.unpack_from(gathered)
        end = _HEAD.size + length
        if len(gathered) < end:
            return
        body = bytes(gathered[_HEAD.size : end])
        # What is no text goes through as signs of one byte each.
        is_text = kind != _BYTES
        text = body.decode(errors="surrogatepass") if is_text else body.decode("latin-1")
        del gathered[:end]
        yield kind, text


def too_slow(seconds: float) -> GradcliError:
    """The time is over."""
    return failure("time-limit", seconds=seconds)


def _gone(status: int, memory: int) -> GradcliError:
    """The child ended without a word."""
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == _OUT_OF_MEMORY:
        return failure("memory-limit", "option", megabytes=memory / 1024**2)
    if not os.WIFSIGNALED(status):
        return failure("ended-without-an-answer")
    number = os.WTERMSIG(status)
    if number == signal.SIGKILL:
        return failure("ended-by-the-system")
    if number == signal.SIGXCPU:
        return failure("ended-by-the-system", "time")
    if number in FAULTS:
        return failure("ended-without-an-answer")
    return failure("ended-by-the-system", "signal", name=signal.strsignal(number) or str(number))
