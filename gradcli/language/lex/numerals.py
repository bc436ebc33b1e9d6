"""Numbers as they are written, to their exact values: 2, 0.1, 1e-3, 0{,}5."""

from __future__ import annotations

from fractions import Fraction

from gradcli.errors import Source, Span
from gradcli.language.lex.limits import Limits, refuse
from gradcli.language.lex.patterns import EXPONENT, FORTRAN, LAST_POINT, NUMBER
from gradcli.language.messages import say


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
    if text.startswith(".", end) and not (
        text.startswith("..", end) or LAST_POINT.match(text, end)
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
    if "." in digits and (fortran := FORTRAN.match(text, end)):
        raise say.failure(
            "fortran-exponent",
            Span(start, fortran.end()),
            source,
            digits=digits,
            exponent=fortran.group(),
            power=fortran.group()[1:],
        )
    return value, end


def check_digits(count: int, span: Span, limits: Limits, source: Source) -> None:
    """Refuse a number of too many digits.

    Raises:
        GradcliError: LIMIT.
    """
    if count > limits.digits:
        refuse("too-many-digits", span, source, limit=limits.digits)
