"""What Python shows of an object, in one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_LONGEST: Final = 100


def in_one_line(body: Mapping[str, Any], said: str) -> str:
    """What was asked, of an answer in JSON, and what is said of it.

    `<grad of f(x, y) = x**2*y at (2, 3): 12, 4>`, cut where it would be longer than a line.
    """
    asked = body["input"]
    text = function_in_one_line(asked["function"], tuple(asked["variables"]), asked["read_as"])
    line = f"{body['command']} of {text}"
    for word, key in (("at", "at"), ("along", "w")):
        if key in asked:
            line += f" {word} ({shortened(', '.join(asked[key]), _LONGEST // 5)})"
    return f"<{shortened(f'{line}: {said}', _LONGEST - 2)}>"


def function_in_one_line(function: str, variables: tuple[str, ...], text: str) -> str:
    """`f(x, y) = x**2*y`, the text cut where it is long."""
    names = shortened(", ".join(variables), _LONGEST // 4)
    return f"{function}({names}) = {shortened(text, _LONGEST // 2)}"


def shortened(text: str, length: int) -> str:
    """The text on one line, with an ellipsis where it is too long."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
