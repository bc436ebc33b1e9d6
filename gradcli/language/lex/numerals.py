"""Numbers as they are written, to their exact values: 2, 0.1, 1e-3, 0{,}5."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final

from gradcli.errors import Source, Span
from gradcli.language.lex.limits import Limits, refuse
from gradcli.language.lex.patterns import EXPONENT, FORTRAN, LAST_POINT, NUMBER, OPERATORS
from gradcli.language.messages import say
from gradcli.late import pattern

# 0xff and 0b101, as programs have them; 10x1 is a product.
_BASED: Final = pattern(
    r"0(?:[xX][0-9A-Fa-f]{1,99}|[bB][01]{1,99}|[oO][0-7]{1,99})(?![A-Za-z0-9_])"
)

_SCIENTIFIC: Final = pattern(r"[0-9][eE][+-]?[0-9]{2}")
# With these a whole number may go on.
_GOES_ON: Final = frozenset("xXbBoOeEdD_.")

# 1_000_000.5, as Python, Julia and others have it.
_THOUSANDS: Final = pattern(r"[0-9]{1,3}(?:_[0-9]{3}){1,333}(?![0-9_A-Za-z])(?:\.(?!\.)[0-9]*)?")


def numeral(text: str, start: int, limits: Limits, source: Source) -> tuple[Fraction, int] | None:
    """The value of the number that begins at `start`, and its end; None where no figure stands.

    Raises:
        GradcliError: SYNTAX for a second point or the exponent of Fortran, LIMIT for too many
            digits.
    """
    match = NUMBER.match(text, start)
    if match is None:
        return None
    digits, end = match.group(), match.end()
    if text[end : end + 1] not in _GOES_ON and digits.isdigit():
        if len(digits) > limits.digits:
            check_digits(len(digits), Span(start, end), limits, source)
        return _whole(digits), end
    if based := _BASED.match(text, start):
        written = based.group()
        raise say.failure(
            "number-to-another-base",
            Span(start, based.end()),
            source,
            number=written,
            value=int(written, 0),
            product=f"0*{written[1:]}",
        )
    if thousands := _THOUSANDS.match(text, start):
        digits, end = thousands.group().replace("_", ""), thousands.end()
    if text.startswith(".", end) and not (
        text.startswith("..", end)
        or text[end + 1 : end + 2] in OPERATORS  # 0.5.*x, element by element
        or LAST_POINT.match(text, end)
    ):
        raise say.failure("second-decimal-point", Span(start, end + 1), source)
    check_digits(len(digits), Span(start, end), limits, source)
    digits = digits.replace("{,}", ".")
    whole = digits.rstrip(".")
    value = Fraction(int(whole) if whole.isdigit() else digits)
    exponent = EXPONENT.match(text, end)
    if exponent:
        end = exponent.end()
        size = exponent.group(1).lstrip("+-0")
        count = int(size or "0") if len(size) < 10 else 10**10
        check_digits(count, Span(start, end), limits, source)
        return value * Fraction(10) ** int(exponent.group(1)), end
    fortran = FORTRAN.match(text, end)
    if fortran and ("." in digits or (len(digits) > 2 and _is_exponent(fortran, text))):
        raise say.failure(
            "fortran-exponent",
            Span(start, fortran.end()),
            source,
            digits=digits,
            exponent=fortran.group(),
            power=fortran.group()[1:],
        )
    return value, end


@lru_cache(maxsize=256)
def _whole(digits: str) -> Fraction:
    """A whole number: long formulas have the same few a thousand times."""
    return Fraction(int(digits))


def _is_exponent(found: re.Match[str], text: str) -> bool:
    """Whether a letter and figures behind a whole number are no name, where no like one stands.

    123d42 in a text without another d; 54b-50 beside 987e50.
    """
    letter = found.group()[0]
    if not found.group()[1:].isdigit():
        return _SCIENTIFIC.search(text) is not None
    return len(found.group()) > 2 and len(re.findall(rf"{letter}_?[0-9]", text)) == 1


def check_digits(count: int, span: Span, limits: Limits, source: Source) -> None:
    """Refuse a number of too many digits.

    Raises:
        GradcliError: LIMIT.
    """
    if count > limits.digits:
        refuse("too-many-digits", span, source, limit=limits.digits)
