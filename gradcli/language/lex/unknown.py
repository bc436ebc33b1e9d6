"""What is said of a character, or of a LaTeX command, that can be no token."""

from __future__ import annotations

from typing import NoReturn

from gradcli.codes import Code
from gradcli.errors import GradcliError, Source, Span
from gradcli.language.lex import latex
from gradcli.language.lex.characters import LOOK_ALIKES, describe
from gradcli.language.lex.suggestions import nearest
from gradcli.language.lex.vocabulary import OTHER_WORDS

_ADVICE = {
    '"': "leave the quotation marks out of the expression",
    "%": "write a percentage as a fraction: 5/100",
    "`": "leave the backquotes out of the expression",
}


def unknown_character(character: str, at: int, source: Source) -> NoReturn:
    """Refuse a character.

    Raises:
        GradcliError: NAME for a letter that only looks like a Latin one, else SYNTAX.
    """
    span = Span(at, at + 1)
    if character in LOOK_ALIKES:
        script, latin = LOOK_ALIKES[character]
        raise GradcliError(
            "look-alike-letter",
            f"the letter {character} is {script}; it only looks like the Latin {latin}",
            span=span,
            source=source,
            help=f"type {latin} on a Latin keyboard",
        )
    advice: str | None
    code: Code
    known = latex.REFUSED_CHARACTERS.get(character)
    if known is not None:
        code, message, advice = latex.REFUSED[known]
    else:
        code = "unknown-character"
        what = f"the character {character}" if character.isascii() else describe(character)
        message, advice = f"{what} is not part of the language", _ADVICE.get(character)
    raise GradcliError(code, message, span=span, source=source, help=advice)


def unknown_command(name: str, span: Span, source: Source) -> NoReturn:
    """Refuse a LaTeX command.

    Raises:
        GradcliError: SYNTAX for one that people do write in formulas, NAME for any other.
    """
    code: Code
    advice: str | None = None
    if name in latex.REFUSED:
        code, message, advice = latex.REFUSED[name]
    elif name in OTHER_WORDS and "did you mean" not in OTHER_WORDS[name]:
        code = "not-a-word"
        message, advice = f"\\{name} is not a word of the language", OTHER_WORDS[name]
    elif name in latex.VECTOR_MARKS:
        code = "vector-mark"
        message = f"\\{name} marks a vector, and a variable of an expression is a number"
        advice = "write the letter without the mark"
    else:
        code = "unknown-latex-command"
        message = f"\\{name} is not a LaTeX command that gradcli knows"
        meant = nearest(name, latex.known_commands())
        advice = f"did you mean \\{meant}?" if meant else None
    raise GradcliError(code, message, span=span, source=source, help=advice)


def unknown_environment(name: str, span: Span, source: Source) -> NoReturn:
    """Refuse a LaTeX environment.

    Raises:
        GradcliError: NAME.
    """
    raise GradcliError(
        "unknown-environment",
        f"the environment {name} is not part of the language",
        span=span,
        source=source,
        help="for a piecewise function use \\begin{cases}",
    )
