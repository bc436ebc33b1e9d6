"""Numbers as decimals, correctly rounded."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from gradcli.calculus.numbers.numeric import context_of, exact_fraction

_LARGEST_WRITTEN: Final = 8000  # bits


def decimal_of_number(number: Any, digits: int) -> str:
    """The decimal of an mpmath number; one of astronomical size is scaled by a power of ten."""
    sign, _, exponent, bits = number._mpf_
    if abs(exponent + bits) < _LARGEST_WRITTEN:
        return decimal_of(exact_fraction(number), digits, exact=False)
    # 10^power carries as many more digits as its exponent has.
    context = context_of(digits + 200)
    size = abs(context.make_mpf(number._mpf_))
    power = int(context.floor(context.log10(size)))
    scaled = decimal_of_number(size / context.mpf(10) ** power, digits)
    if len(scaled.split(".")[0]) > 1:  # 9.9996 became 10.00
        power += 1
        scaled = decimal_of(Fraction(1), digits, exact=False)
    minus = "-" if sign else ""
    return f"{minus}{scaled}*10^{power if power > 0 else f'({power})'}"


def decimal_of(number: Fraction, digits: int, *, exact: bool = True) -> str:
    """The decimal of a fraction; `exact` writes one that ends sooner as it is."""
    if number == 0:
        return "0"
    size = abs(number)
    exponent = _exponent(size)
    scientific = exponent >= 15 or exponent < -6
    places = digits - 1 - exponent if scientific else max(digits - 1 - exponent, 0)
    scaled = round(size * Fraction(10) ** places)
    if scientific and scaled >= 10**digits:  # 9.9996 became 10.00
        return decimal_of(
            Fraction(10) ** (exponent + 1) * (-1 if number < 0 else 1), digits, exact=False
        )
    if scientific:
        exponent_part = f"*10^{exponent}" if exponent >= 0 else f"*10^({exponent})"
        places = digits - 1
    else:
        exponent_part = ""
        if exponent < len(str(scaled)) - 1 - places and places > 0:  # 0.99996 became 1.0000
            places -= 1
            scaled //= 10
    text = str(scaled).rjust(places + 1, "0")
    if places:
        whole, rest = text[:-places], text[-places:]
        if exact and Fraction(scaled) == size * Fraction(10) ** (
            digits - 1 - exponent if scientific else places
        ):
            rest = rest.rstrip("0")
        text = f"{whole}.{rest}" if rest else whole
    return f"{'-' if number < 0 else ''}{text}{exponent_part}"


def _exponent(size: Fraction) -> int:
    """k with 10^k <= size < 10^(k+1)."""
    bits = size.numerator.bit_length() - size.denominator.bit_length()
    # By log10(2) = 0.30103 nearly; the loops correct what that and the bits leave open.
    guess = bits * 30103 // 100000
    while size < Fraction(10) ** guess:
        guess -= 1
    while size >= Fraction(10) ** (guess + 1):
        guess += 1
    return guess
