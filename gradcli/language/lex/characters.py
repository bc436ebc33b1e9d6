"""The characters people paste, folded one for one to those that the grammar reads.

Folding never changes the length of the text, so that an offset into the folded text is an offset
into the text as given and a caret needs no map. What takes several characters to say (a
superscript, a fraction in one sign) stays as it is for the tokenizer.
"""

from __future__ import annotations

import re
import unicodedata
from types import MappingProxyType
from typing import Final

from gradcli.errors import Source, Span
from gradcli.language.messages import say

SUPERSCRIPTS: Final = MappingProxyType(
    dict(
        zip(
            "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱˣʸᶻᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵁⱽᵂᵅᵝᵞᵟᶿᵠᵡ",
            "0123456789+-=()nixyzabcdefghjklmoprstuvwABDEGHIJKLMNOPRUVWαβγδθφχ",
            strict=True,
        )
    )
)
SUBSCRIPTS: Final = MappingProxyType(
    dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789aehijklmnoprstuvx", strict=True))
)

_GREEK_SMALL: Final = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi",
    "psi", "omega",
]  # fmt: skip
GREEK_NAMES: Final = frozenset(
    name for small in _GREEK_SMALL for name in (small, small.capitalize()) if name != "Pi"
)
GREEK_LETTERS: Final = MappingProxyType(
    {
        letter: name
        for letter, name in zip("αβγδεζηθικλμνξοπρστυφχψω", _GREEK_SMALL, strict=True)
        if name not in ("pi", "omicron")
    }
    | {
        letter: _GREEK_SMALL["αβγδεζηθικλμνξοπρστυφχψω".index(letter.lower())].capitalize()
        for letter in "ΓΔΘΛΞΦΨΩ"
    }
)
"""Letters that have a name of their own; capitals that look Latin are look-alikes instead."""

LOOK_ALIKES: Final = MappingProxyType(
    {other: ("Cyrillic", latin) for other, latin in zip(
        "асеорхуіѕјԁԛԝһАВЕКМНОРСТХУІЅЈ", "aceopxyisjdqwhABEKMHOPCTXYISJ", strict=True
    )}
    | {other: ("Greek", latin) for other, latin in zip(
        "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX", strict=True
    )}
)  # fmt: skip
"""Letters that cannot be told from Latin ones by eye: pointed out, never taken for variables."""

_SAME_SIGN: Final = MappingProxyType(
    {other: sign for sign, others in {
        "*": "·⋅×∙•∗⁎✕✖⨯",
        "/": "÷∕⁄",
        "-": "−–—‐‑‒―﹣－",
        ":": "∶",
        "°": "º˚",
        "<": "⟨〈〈",
        ">": "⟩〉〉",
        "≤": "≦⩽",
        "≥": "≧⩾",
        "→": "⟶⟼↦⇒",
        "'": "′’‘´",
        '"': "″“”",
        "_": "＿",
        "Δ": "∆",
        "=": "≔≡≜≝≐",
        "|": "∣│❘",
        "^": "ˆ",
        "f": "ƒ",
        "ħ": "ℏ",
        "(": "〖",
        ")": "〗",
        # The invisible signs of MathML, zero-width marks and the soft hyphen are only spacing.
        " ": "\u2061\u2062\u2063\u2064\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\ufe0f"
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    }.items() for other in others}
)  # fmt: skip


def _fold_character(character: str) -> str:
    if character < "\x7f":
        return character
    if character in SUPERSCRIPTS or character in SUBSCRIPTS:
        return character
    if character in _SAME_SIGN:
        return _SAME_SIGN[character]
    if character.isspace():
        return "\n" if character in "\u2028\u2029\x85" else " "
    plain = unicodedata.normalize("NFKC", character)
    # A raised or lowered letter is not that letter: wᵀx is not w T x.
    raised = unicodedata.decomposition(character).startswith(("<super>", "<sub>"))
    if len(plain) != 1 or raised:
        return character
    return _SAME_SIGN.get(plain, plain)


def fold(text: str) -> str:
    """`text` with every look-alike sign, full-width form and styled letter made plain.

    The result has the same length as `text`.
    """
    text = text.replace("\r", " ")
    if text.isascii():
        return text
    return "".join(map(_fold_character, text))


def vulgar_fraction(character: str) -> tuple[int, int] | None:
    """Numerator and denominator of a fraction in one sign: ½ is (1, 2)."""
    if unicodedata.category(character) != "No":
        return None
    upper, slash, lower = unicodedata.normalize("NFKC", character).partition("\u2044")
    return (int(upper), int(lower)) if slash and upper and lower else None


def describe(character: str) -> str:
    """A character and its name, for a message: `U+00A7 (section sign)`."""
    name = unicodedata.name(character, "")
    code = f"U+{ord(character):04X}"
    return f"{code} ({name.lower()})" if name else code


_TWO_FORMS: Final = (
    ("φ", "ϕ"), ("ε", "ϵ"), ("θ", "ϑ"), ("ρ", "ϱ"), ("σ", "ς"), ("κ", "ϰ"),
    (r"\\phi\b", r"\\varphi\b"), (r"\\epsilon\b", r"\\varepsilon\b"),
    (r"\\theta\b", r"\\vartheta\b"), (r"\\rho\b", r"\\varrho\b"),
    (r"\\sigma\b", r"\\varsigma\b"), (r"\\kappa\b", r"\\varkappa\b"),
)  # fmt: skip


def refuse_two_forms_of_a_letter(source: Source) -> None:
    """φ and ϕ, \\phi and \\varphi are one name each: a text that has both means two.

    Raises:
        GradcliError: NAME, where both stand in the text.
    """
    text = source.text
    if text.isascii() and "\\var" not in text:
        return
    for one, other in _TWO_FORMS:
        first, second = re.search(one, text), re.search(other, text)
        if first and second:
            later = max(first, second, key=lambda match: match.start())
            raise say.failure(
                "two-forms-of-a-letter",
                Span(*later.span()),
                source,
                one=first.group(),
                other=second.group(),
            )
