"""The commands: their names, their lines for `gradcli --help`, and what else they answer to."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from gradcli.questions.registry import QUESTIONS

if TYPE_CHECKING:
    from gradcli.questions.registry import Name

TOOLS: Final = MappingProxyType(
    {
        "batch": "Many questions: JSON Lines, tables or plain lines in, answers out.",
        "worksheet": "A sheet of exercises and its key, from a file of questions.",
        "hint": "Hints for a derivative: the next thing to think of, and no more.",
        "practice": "Exercises with clean answers: asked and marked, or on a sheet with its key.",
        "learn": "Why the gradient is the steepest way up: a lesson in ten screens.",
        "rules": "The rule book: every law, why it holds, and an example at work.",
        "mistakes": "The known mistakes that check can name, each with an example.",
        "functions": "The functions that an expression may hold, with examples.",
        "help": "The help of a command, or of expressions and points.",
        "version": "The version of gradcli.",
        "schema": "The JSON Schema of every answer and failure.",
        "completion": "Completion for bash, zsh and fish.",
        "manual": "The man pages of all commands.",
    }
)
"""The commands around the questions."""

COMMANDS: Final = MappingProxyType(
    {**{name: line for name, (_, line) in QUESTIONS.items()}, **TOOLS}
)
"""Every command and its line, so that help and completion load none of them."""

BARE: Final[Name] = "grad"
"""The command of an expression that stands alone."""

# A question answers to its name in Python too: gradcli gradient.
_NAMES: Final = MappingProxyType(
    {
        **{in_python: name for name, (in_python, _) in QUESTIONS.items()},
        **{name: name for name in COMMANDS},
    }
)
# Fewer letters than this begin too many words, and are an expression more often.
_LETTERS: Final = 2


def command_named(word: str) -> str | None:
    """The command that answers to a word."""
    return _NAMES.get(word)


def commands_near(word: str) -> list[str]:
    """The commands that a word begins, else the one within a slip of it."""
    if len(word) < _LETTERS:
        return []
    begun = {name: None for spelling, name in _NAMES.items() if spelling.startswith(word.lower())}
    if begun:
        return list(begun)
    from gradcli.language.lex.suggestions import nearest  # noqa: PLC0415  rarely needed

    meant = nearest(word, _NAMES)
    return [] if meant is None else [_NAMES[meant]]
