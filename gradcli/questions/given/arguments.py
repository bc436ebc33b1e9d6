"""Arguments of Python programs that are words, whole numbers or lists, of the type they are of."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final, SupportsIndex, TypeVar

from gradcli.language.lex.limits import Limits
from gradcli.questions.messages import failure, wrong_type
from gradcli.render.format import MOST_DIGITS, SEPARATORS, Format

# What looks at a value of a program is loaded with the first that is no text: a shell has none.
# ruff: noqa: PLC0415

Word = TypeVar("Word", bound=StrEnum)

# As far as a page or a level reaches.
_MOST: Final = 1_000_000_000


def text_in(given: object, name: str, example: str) -> str | None:
    """The text that an argument is; None where it is not given.

    Raises:
        GradcliError: USAGE for what is no text.
    """
    return None if given is None else text_of(given, name, example)


def text_of(given: object, name: str, example: str) -> str:
    """The text that an argument is, which is given.

    Raises:
        GradcliError: USAGE for what is no text.
    """
    from gradcli.questions.given.described import described

    if isinstance(given, str):
        return given
    raise wrong_type(
        "argument-of-another-type", "text", given=described(given), name=name, example=example
    )


def word_in(words: type[Word], given: Any, name: str) -> Word:
    """The one of some words that an argument is.

    Raises:
        GradcliError: USAGE for what is none of them.
    """
    from gradcli.questions.given.described import described

    try:
        return words(given)
    except ValueError as error:
        listed = ", ".join(words)
        raise failure(
            "not-among-the-words", None, None, given=described(given), name=name, words=listed
        ) from error


def format_in(given: Any, *, json: bool = True, tables: bool = False) -> Format:
    """The format that `text` is asked to write.

    It writes no JSON, which is an object of its own where there is `json()`; and CSV only where
    there may be `tables`.

    Raises:
        GradcliError: USAGE for what is none of these formats.
    """
    from gradcli.questions.given.described import described

    beside = (Format.JSON,) if tables else (Format.JSON, *SEPARATORS)
    words = ", ".join(each for each in Format if each not in beside)
    try:
        written = Format(given)
    except ValueError as error:
        raise failure(
            "not-among-the-words", None, None, given=described(given), name="format", words=words
        ) from error
    if written in beside:
        form = "json" if json and written is Format.JSON else "format"
        raise failure(
            "not-among-the-words", None, None, form, given=described(str(given)), words=words
        )
    return written


def whole_in(given: object, name: str, least: int = 0, most: int = _MOST) -> int:
    """The whole number that an argument is, from `least` to `most`.

    Raises:
        GradcliError: USAGE for what is none.
    """
    from gradcli.questions.given.described import described
    from gradcli.questions.given.values import in_lists

    number = in_lists(given)
    if isinstance(number, SupportsIndex) and not isinstance(number, (bool, type)):
        number = operator.index(number)
        if least <= number <= most:
            return number
    raise wrong_type(
        "argument-of-another-type",
        "whole",
        given=described(given),
        name=name,
        least=least,
        most=most,
    )


def truth_in(given: object, name: str) -> bool:
    """Whether a flag is set.

    Raises:
        GradcliError: USAGE for what is neither true nor false.
    """
    from gradcli.questions.given.described import described
    from gradcli.questions.given.values import in_lists

    told = in_lists(given)
    if isinstance(told, int) and told in (0, 1):
        return bool(told)
    raise wrong_type("argument-of-another-type", "flag", given=described(given), name=name)


def digits_in(given: object, name: str = "digits") -> int:
    """How many significant digits an argument asks for.

    Raises:
        GradcliError: USAGE for none, and for more than are worked out.
    """
    return whole_in(given, name, 1, MOST_DIGITS)


def separator_in(given: object) -> str:
    """What stands between two cells of a table: one character.

    Raises:
        GradcliError: USAGE for what is none, or ends a cell or a line of itself.
    """
    from gradcli.questions.given.described import described

    if isinstance(given, str) and len(given) == 1 and given not in '"\r\n':
        return given
    raise failure("not-among-the-words", None, None, "separator", given=described(given))


def questions_in(given: Any) -> Iterable[Any]:
    """Several questions; one alone, as a text or a mapping, is none of them.

    Raises:
        GradcliError: USAGE for what is no list of questions.
    """
    from gradcli.questions.given.described import described
    from gradcli.questions.given.values import in_lists

    several = in_lists(given)
    if isinstance(several, Iterable) and not isinstance(several, (str, bytes, Mapping, type)):
        return several
    raise wrong_type("argument-of-another-type", "questions", given=described(given))


def check_limits(given: object) -> None:
    """Limits are `Limits`, and whole numbers in them.

    Raises:
        GradcliError: USAGE for another type.
    """
    from gradcli.questions.given.described import described

    if not isinstance(given, Limits):
        raise wrong_type("argument-of-another-type", "limits", given=described(given))
    for name in Limits.__slots__:
        whole_in(getattr(given, name), name)


def check_watcher(given: object) -> None:
    """Who watches has a method `read`, and is no class that has one.

    Raises:
        GradcliError: USAGE for another type.
    """
    from gradcli.questions.given.described import described

    if isinstance(given, type) or not callable(getattr(given, "read", None)):
        raise wrong_type("argument-of-another-type", "watcher", given=described(given))
