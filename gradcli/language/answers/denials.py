"""An answer that says that there is none: does not exist, undefined, DNE; of all or of a part.

Of a part it is read as a letter in the place of a formula, with spaces, so that the places of all
that stands beside it are those of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_uppercase
from typing import Final

from gradcli.language.answers.labels import differentiated_by
from gradcli.late import pattern

_DENIED: Final = (
    r"(?:does\s+not\s+exist|doesn['\u2019]t\s+exist|(?:is\s+)?(?:undefined|not\s+defined)"
    r"|d\.?n\.?e(?!\w)\.?|\u2204)"
)
_ONE_DENIED: Final = pattern(rf"(?<!\w){_DENIED}(?!\w)", re.IGNORECASE)
_BEHIND_SPACES: Final = pattern(rf"(\s*)(?<!\w){_DENIED}(?!\w)", re.IGNORECASE)
# With a label before it, or the name of what it is said of: f'(0) does not exist.
_DENIAL: Final = pattern(
    r"\s*(?:[^=]{1,40}=|it|there|the\s[a-z ]{3,40}|[∂∇]?[a-z][\w'/∂]*(?:\([^()]*\))?)?\s*"
    rf"(?:{_DENIED}|(?:is\s+)?none)[.!]?\s*",
    re.IGNORECASE,
)
_OPENING, _CLOSING, _SEPARATORS = "([{<", ")]}>", ",;\n&"


def is_denial(text: str) -> bool:
    """Whether the whole of an answer says that there is none."""
    return _DENIAL.fullmatch(text) is not None


def denial_in(text: str) -> re.Match[str] | None:
    """The first place at which it is said of something."""
    return _ONE_DENIED.search(text)


def letter_beside(text: str, letters: Sequence[str]) -> str | None:
    """A letter that is not in the text, to stand for what does not exist; None where all are."""
    free = (each for each in ascii_uppercase if each not in text and each not in letters)
    return next(free, None)


def with_letter(text: str, letter: str, variables: Sequence[str]) -> str:
    """The text, as long as before, with the letter where it is said that something does not exist.

    Behind a label alone, as in f_x does not exist, it stands behind a sign of equality.
    """

    def named(denied: re.Match[str]) -> str:
        before = _part_before(denied.string[: denied.start()])
        has_label = "=" not in before and bool(differentiated_by(before, variables))
        name = f"={letter}" if has_label else letter
        return name.rjust(len(denied[1]) + 1).ljust(len(denied[0]))

    return _BEHIND_SPACES.sub(named, text)


def _part_before(text: str) -> str:
    """What stands behind the last separator that is in no brackets of its own."""
    depth = 0
    for place in reversed(range(len(text))):
        sign = text[place]
        depth += (sign in _CLOSING) - (sign in _OPENING)
        if depth < 0 or (not depth and sign in _SEPARATORS):
            return text[place + 1 :]
    return text
