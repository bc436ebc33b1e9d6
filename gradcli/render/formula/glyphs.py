"""Signs as text: Greek letters, raised and lowered figures, and their spellings in ASCII."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from types import MappingProxyType
from typing import Final

from gradcli.caret import harmless

_SMALL: Final = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
    "sigma tau upsilon phi chi psi omega"
)


class Charset(Enum):
    """Which signs the reader's terminal or file can show."""

    UNICODE = "unicode"
    ASCII = "ascii"


def _greek() -> Iterator[tuple[str, str]]:
    letters = "αβγδεζηθικλμνξοπρστυφχψω"
    for name, letter in zip(_SMALL.split(), letters, strict=True):
        yield name, letter
        yield name.capitalize(), letter.upper()


GREEK_LETTERS: Final = MappingProxyType(dict(_greek()))

RAISED: Final = MappingProxyType(
    dict(
        zip(
            "0123456789+−abcdefghijklmnoprstuvwxyz′",
            "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ′",
            strict=True,
        )
    )
)
LOWERED: Final = MappingProxyType(dict(zip("0123456789", "₀₁₂₃₄₅₆₇₈₉", strict=True)))

ASCII: Final = MappingProxyType(
    {
        "−": "-",
        "±": "+-",
        "·": "*",
        "×": "x",
        "′": "'",
        "∂": "d",
        "∇": "grad ",
        "∑": "sum",
        "≤": "<=",
        "≥": ">=",
        "≠": "!=",
        "≈": "~=",
        "→": "->",
        "⇒": "=>",
        "⇔": "<=>",
        "∞": "infinity",
        "°": " deg",
        "‖": "||",
        "⟂": "perpendicular to",
        "∠": "angle ",
        "∈": "in",
        "…": "...",
        "✓": "ok:",
        "✗": "no:",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "--",
        "√": "sqrt",
        "²": "^2",
        "³": "^3",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
    }
)


def spelled(text: str, charset: Charset) -> str:
    """A sign's text in the charset: Greek names as letters, or everything in ASCII."""
    if charset is Charset.UNICODE:
        return GREEK_LETTERS.get(text, text)
    return in_ascii(text)


def in_ascii(text: str) -> str:
    """Words or a sign in ASCII; what has no such spelling is given by its code point."""
    if text.isascii():
        return text
    return "".join(sign if sign.isascii() else ASCII.get(sign) or _named(sign) for sign in text)


_SPELLED: Final = MappingProxyType(
    {letter: name for name, letter in GREEK_LETTERS.items()}
    | {figure: f"^{sign}" for sign, figure in RAISED.items() if sign.isalnum()}
    | {figure: f"_{sign}" for sign, figure in LOWERED.items()}
)


def _named(sign: str) -> str:
    return _SPELLED.get(sign, f"\\u{ord(sign):04x}")


def shown(text: str, charset: Charset) -> str:
    """Words in the charset, and nothing in them that a terminal would obey."""
    said = harmless(text)
    return in_ascii(said) if charset is Charset.ASCII else said
