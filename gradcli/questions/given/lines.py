"""A question of a Python program as the line of JSON that is read."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from gradcli.questions.given.values import in_lists, value_text
from gradcli.questions.messages import wrong_type

Question: TypeAlias = str | bytes | Mapping[str, Any]
"""A line as a text, or what stands in one by its keys."""

# Deeper than any question goes; what holds itself has no end.
_DEEPEST: Final = 50


def line_of(question: Question) -> bytes:
    """The question in one line.

    Raises:
        GradcliError: USAGE, or LIMIT, for one that no line can hold.
    """
    if isinstance(question, bytes):
        return question.replace(b"\n", b" ")
    text = question if isinstance(question, str) else json.dumps(_in_json(question), default=str)
    # A line end within JSON is only space between its parts.
    return text.replace("\n", " ").encode(errors="surrogatepass")


def _in_json(part: Any, depth: int = 0) -> Any:
    """The same in lists, texts and numbers; keys may be symbols, and several numbers an array."""
    if depth > _DEEPEST:
        raise wrong_type("argument-of-another-type", "deep")
    part = in_lists(part)
    if isinstance(part, Mapping):
        return {str(name): _in_json(each, depth + 1) for name, each in part.items()}
    if isinstance(part, (list, tuple)):
        return [_in_json(each, depth + 1) for each in part]
    # A number of too many digits is refused where its text would be.
    return value_text(part) if isinstance(part, int) and abs(part) > sys.maxsize else part
