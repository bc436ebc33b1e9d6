"""Regular expressions that are compiled when they are first used: a start needs few of its rooms'.

Compiling one takes 0.1 ms and more, and the modules that a command loads before its first line hold
some eighty. This is a room of its own below all others, as `gradcli.frozen` is.
"""

from __future__ import annotations

import re
from typing import Any, cast


def pattern(text: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """The compiled expression, made when something is first asked of it."""
    return cast("re.Pattern[str]", _Late(text, flags))


class _Late:
    """Asks the compiled expression for each attribute once, and keeps what it says."""

    def __init__(self, text: str, flags: re.RegexFlag) -> None:
        self.text, self.wanted = text, flags

    def __getattr__(self, name: str) -> Any:
        found = self.__dict__[name] = getattr(re.compile(self.text, self.wanted), name)
        return found
