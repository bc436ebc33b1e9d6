"""Work that goes step by step may be ended before its time, and then gives what there is.

It asks after each step whether to go on. The time ends it while enough is left to write the answer;
Ctrl-C ends it at once. Meanwhile it tells how far it is.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from gradcli.calculus.descent.path import Ending

# Of the time for the steps, the rest for the answer; one that has them all takes as long again.
_SHARE: Final = 0.75
_SHARE_WHERE_ALL_ARE_WRITTEN: Final = 0.4
_PERIOD: Final = 0.1


class Pace:
    """Who is asked after each step; the time counts from when this is made, 0 for no limit.

    `writes_all` where the answer is to have every step, and not some of them.
    """

    __slots__ = ("_deadline", "_interrupted", "_next", "_tell")

    def __init__(self, seconds: float, *, writes_all: bool) -> None:
        share = _SHARE_WHERE_ALL_ARE_WRITTEN if writes_all else _SHARE
        self._deadline = time.monotonic() + share * seconds if seconds else None
        self._interrupted = False
        self._next = 0.0
        self._tell: Callable[[str], None] | None = None

    def tell_by(self, tell: Callable[[str], None]) -> None:
        """From now on how many steps are done is told so, a few times a second."""
        self._tell = tell

    def interrupt(self, number: int, frame: FrameType | None) -> None:
        """Ctrl-C: a handler of signals."""
        self._interrupted = True

    def __call__(self, steps: int, total: int) -> Ending | None:
        """Whether to end here, after so many steps of so many at most."""
        if self._interrupted:
            return _ending("INTERRUPTED")
        now = time.monotonic()
        if now < self._next:
            return None
        self._next = now + _PERIOD
        if self._tell is not None:
            self._tell(f"{steps} {total}")
        if self._deadline is not None and now >= self._deadline:
            return _ending("LIMIT")
        return None


def _ending(name: str) -> Ending:
    from gradcli.calculus.descent.path import Ending  # noqa: PLC0415  loaded by the work itself

    return Ending[name]
