"""What is said of a character, or of a LaTeX command, that can be no token."""

from __future__ import annotations

from typing import Final, NoReturn

from gradcli.errors import Source, Span
from gradcli.language.lex import latex
from gradcli.language.lex.characters import LOOK_ALIKES, describe
from gradcli.language.lex.patterns import NAME
from gradcli.language.lex.suggestions import nearest
from gradcli.language.lex.vocabulary import OTHER_WORDS
from gradcli.language.messages import say
from gradcli.late import pattern

# Signs that people do write around a formula.
_NAMED: Final = frozenset('"%`~¬')
_END_OF_A_NAME: Final = pattern(r"[A-Za-z][A-Za-z0-9_]*\Z")


def unknown_character(character: str, at: int, source: Source) -> NoReturn:
    """Refuse a character.

    Raises:
        GradcliError: NAME for a letter that only looks like a Latin one, else SYNTAX.
    """
    span = Span(at, at + 1)
    if character in LOOK_ALIKES:
        script, latin = LOOK_ALIKES[character]
        raise say.failure(
            "look-alike-letter", span, source, character=character, script=script, latin=latin
        )
    known = latex.REFUSED_CHARACTERS.get(character)
    if known is not None:
        raise say.failure(latex.REFUSED[known], span, source, known)
    if character in _NAMED:
        raise say.failure("unknown-character", span, source, character)
    form = "ascii" if character.isascii() else "described"
    sign = character if character.isascii() else describe(character)
    raise say.failure("unknown-character", span, source, form, sign=sign)


def unknown_command(name: str, span: Span, source: Source) -> NoReturn:
    """Refuse a LaTeX command.

    Raises:
        GradcliError: SYNTAX for one that people do write in formulas, NAME for any other.
    """
    if name in latex.REFUSED:
        raise say.failure(latex.REFUSED[name], span, source, name)
    if name in OTHER_WORDS and "did you mean" not in OTHER_WORDS[name]:
        advice = OTHER_WORDS[name]
        raise say.failure("not-a-word", span, source, "", advice, name=f"\\{name}")
    if name in latex.VECTOR_MARKS:
        raise say.failure("vector-mark", span, source, name=name)
    meant = nearest(name, latex.known_commands())
    form = "" if meant is None else "near"
    raise say.failure("unknown-latex-command", span, source, form, name=name, meant=meant)


def unknown_environment(name: str, span: Span, source: Source) -> NoReturn:
    """Refuse a LaTeX environment.

    Raises:
        GradcliError: NAME.
    """
    raise say.failure("unknown-environment", span, source, name=name)


def unknown_point(text: str, start: int, source: Source) -> NoReturn:
    """Refuse dots, a point without figures, and the point in a name of R.

    Raises:
        GradcliError: SYNTAX.
    """
    if text.startswith("..", start):
        raise say.failure("ellipsis", Span(start, start + 2), source)
    before = _END_OF_A_NAME.search(text[max(0, start - 40) : start])
    behind = NAME.match(text, start + 1)
    if before and behind:
        span = Span(start - len(before[0]), behind.end())
        parts = {"first": before[0], "second": behind[0]}
        raise say.failure("lone-decimal-point", span, source, "name", **parts)
    raise say.failure("lone-decimal-point", Span(start, start + 1), source)
