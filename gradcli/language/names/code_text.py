"""Whether a text is that of a program, and what stands alone in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from enum import IntEnum
from itertools import pairwise
from typing import Final

from gradcli.errors import Source
from gradcli.frozen import dataclass
from gradcli.language.lex.characters import GREEK_LETTERS, GREEK_NAMES
from gradcli.language.lex.latex import is_latex
from gradcli.language.lex.patterns import has_signs_of_code
from gradcli.language.lex.token import END, ENDS, Token, full_name, holds_several
from gradcli.language.lex.vocabulary import FUNCTION_SPELLINGS, GLUED, WORDS
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.names.runs import letters_of, segments
from gradcli.language.names.undeclared import reads_as_word
from gradcli.late import pattern

STARTS: Final = frozenset({
    "number", "fraction", "name", "(", "[", "{", "frac", "sqrt", "radical", "floor<", "ceil<",
})  # fmt: skip
COORDINATES: Final = pattern(r"\A(?:xy?z?|yz?|z)[0-9]*\Z")
# 1.0f of C, 1f0 of Julia, 2b0 of Maxima, 2L of R and C; 2j is imaginary.
_SUFFIX: Final = pattern(
    r"\A(?:(?:[fF]|[bB](?=[0-9]))(?P<power>[0-9]*)|[lL]{1,2}|[uU][lL]{0,2}|(?P<imaginary>[jJ]|im))\Z"
)
_SIGNS: Final = frozenset({"+", "-", "/", "^"})
_SIGNS_OR_ARGUMENTS: Final = _SIGNS | {","}
_BRACKETS: Final = ("(", "[")


# ax + b and cy_1: a coefficient and a coordinate.
_WITH_COEFFICIENT: Final = pattern(r"\A([a-cgkmnpqrw])([xyzt])[0-9]*\Z")
HARDLY_PRODUCTS: Final = frozenset({
    "Hz", "Pa", "Wb", "Ohm", "eV", "kg", "km", "cm", "mm", "mol", "kW", "kJ",  # units
    "nz",  # how many there are along z
})  # fmt: skip
"""What is hardly ever a product, whatever stands around it."""
CONSTANT_TERMS: Final = frozenset("abcdhkmnpqrw")
_AROUND_A_TERM: Final = frozenset({*"+-()", END})


class Evidence(IntEnum):
    """How surely a text is that of a program."""

    NONE = 0
    BETWEEN_FACTORS = 1  # a * between all its factors
    SIGNS = 2


NONE, BETWEEN_FACTORS, SIGNS = Evidence


@dataclass(frozen=True, slots=True)
class Counts:
    """What of a text is asked at each of its runs of letters, counted once.

    `names` says how often each is there, without its index, `runs` those of two letters and more,
    `coefficients` how often the letters are that stand before a coordinate in one run, and
    `coordinates` how often those are that stand behind one.
    """

    kinds: frozenset[str]
    names: Counter[str]
    first_letters: Counter[str]
    coefficients: Counter[str]
    coordinates: Counter[str]
    runs_with_coefficients: frozenset[str]
    is_of_other_letters: bool  # ab and cd: in order, and each letter in one run alone
    terms: frozenset[str]  # the letters that are a term: b in mx + b
    called: frozenset[str]
    longs: int  # of 2L
    has_functions: bool


@dataclass(frozen=True, slots=True)
class Text:
    """The names of a text: those that stand alone, those that are declared, if any are.

    A text `is_plain` that has signs between all factors and shows no program otherwise, and
    `is_loose` where only numbers stand beside names.
    """

    tokens: Sequence[Token]
    source: Source
    scope: Collection[str] | None
    evidence: Evidence
    alone: frozenset[str]
    is_plain: bool
    is_loose: bool
    counts: Counts

    def typed(self, token: Token) -> str:
        """A token as it stands in the text."""
        return self.source.text[token.span.start : token.span.end]

    def before(self, index: int) -> Token | None:
        """The token before that of a place, if there is one."""
        return self.tokens[index - 1] if index else None

    def behind(self, index: int) -> Token:
        """The token behind that of a place; the last one is behind itself."""
        return self.tokens[min(index + 1, len(self.tokens) - 1)]


def text_of(tokens: Sequence[Token], scope: Collection[str] | None, source: Source) -> Text:
    """The tokens of a formula, and what they say of the text that it stands in."""
    evidence = evidence_of(tokens, source.text)
    if not evidence and scope is None and _has_words(tokens, source.text):
        evidence = BETWEEN_FACTORS
    is_loose = not evidence and _is_loose(tokens, source.text)
    is_plain = is_loose and not _has_factors_side_by_side(tokens)
    counts = _counts(tokens)
    return Text(tokens, source, scope, evidence, _alone(tokens), is_plain, is_loose, counts)


def _counts(tokens: Sequence[Token]) -> Counts:
    names = Counter(token.text for token in tokens if token.kind == "name")
    first_letters: Counter[str] = Counter()
    coefficients: Counter[str] = Counter()
    coordinates: Counter[str] = Counter()
    with_coefficients: set[str] = set()
    runs: list[str] = []
    for name, count in names.items():
        first_letters[name[0]] += count
        if len(name) == 1:
            continue
        runs.append(name)
        if found := coefficient_in(name):
            with_coefficients.add(name)
            coefficients[found[1]] += count
            coordinates[found[2]] += count
    letters = "".join(runs)
    terms: set[str] = set()
    called: set[str] = set()
    longs = 0
    for index, token in enumerate(tokens):
        if token.kind != "name":
            continue
        before, behind = tokens[index - 1] if index else None, tokens[index + 1]
        if behind.kind == "(":
            called.add(full_name(token))
        longs += token.text == "L" and before is not None and before.kind == "number"
        sides = {before.kind if before else END, behind.kind}
        if token.text in CONSTANT_TERMS and sides <= _AROUND_A_TERM and not sides.isdisjoint("+-"):
            terms.add(token.text)
    return Counts(
        kinds=frozenset(token.kind for token in tokens),
        names=names,
        first_letters=first_letters,
        coefficients=coefficients,
        coordinates=coordinates,
        runs_with_coefficients=frozenset(with_coefficients),
        is_of_other_letters=len(runs) > 1
        and letters.islower()
        and len({*letters}) == len(letters)
        and all(list(run) == sorted(run) for run in runs),
        terms=frozenset(terms),
        called=frozenset(called),
        longs=longs,
        has_functions=any(map(names_function, names)),
    )


def coefficient_in(run: str) -> re.Match[str] | None:
    """The coefficient and the coordinate of a run of letters, ax and cy1, if it has them."""
    return None if run in HARDLY_PRODUCTS else _WITH_COEFFICIENT.match(run)


def evidence_of(tokens: Sequence[Token], text: str) -> Evidence:
    """Whether a text is that of a program; `tokens` are those of its formula."""
    if is_latex(text):
        return NONE
    if has_signs_of_code(text):
        return SIGNS
    by_hand = any(t.kind == "*" and text[t.span.start : t.span.end] == "*" for t in tokens)
    return BETWEEN_FACTORS if by_hand and not _has_factors_side_by_side(tokens) else NONE


def _has_words(tokens: Sequence[Token], text: str) -> bool:
    """Whether a text has names that nobody would write as a product, with signs: row + size/2."""
    has_one = any(
        token.kind == "name"
        and not (is_word(token) or is_function(token))
        and token.text.rstrip("0123456789") not in GREEK_NAMES
        and (reads_as_word(token.text) or (len(token.text) > 2 and len(token.subscript) > 1))
        and {*segments(token.text)}.isdisjoint(GLUED)
        for token in tokens
    )
    return (
        has_one
        and any(token.kind in _SIGNS for token in tokens)
        and not _is_hyphenated(tokens)
        and not (is_latex(text) or _has_factors_side_by_side(tokens))
    )


def _is_hyphenated(tokens: Sequence[Token]) -> bool:
    """Whether a text is words with hyphens, no-such-command."""
    return all(
        token.kind in ("name", END) or (token.kind == "-" and not token.spaced) for token in tokens
    ) and not any(token.spaced for token in tokens)


def _has_factors_side_by_side(tokens: Sequence[Token]) -> bool:
    return any(
        second.kind in STARTS and _are_factors(first, second) for first, second in pairwise(tokens)
    )


def _are_factors(first: Token, second: Token) -> bool:
    return not (second.kind == "(" and _may_be_called(first)) and stand_together(first, second)


def stand_together(first: Token, second: Token) -> bool:
    """Whether two factors stand side by side, or a function before an argument without brackets."""
    if first.kind not in ENDS or second.kind not in STARTS or suffix(first, second):
        return False
    if is_word(first) or is_word(second) or goes_on(first, second):
        return False
    return not (is_function(first) and second.kind in _BRACKETS)


def is_word(token: Token) -> bool:
    """Whether a name is a word of conditions or of programs."""
    is_one = token.text in WORDS or token.text in ("return", "where")
    return token.kind == "name" and is_one and not token.subscript


def is_function(token: Token) -> bool:
    """Whether a name is that of a function."""
    return token.kind == "name" and names_function(token.text)


def names_function(name: str) -> bool:
    """Whether a function is called so, in small letters or not."""
    return name in FUNCTION_SPELLINGS or name.lower() in FUNCTION_SPELLINGS


def _may_be_called(token: Token) -> bool:
    name = full_name(token)
    return token.kind == "name" and len(name) > 1 and not COORDINATES.match(name)


def suffix(number: Token, name: Token) -> re.Match[str] | None:
    """The letters behind a number that only say its type: 1.0f, 2L."""
    if number.kind != "number" or name.kind != "name" or name.spaced or name.subscript:
        return None
    found = _SUFFIX.match(name.text)
    is_float = found is not None and found["power"] == ""
    return None if is_float and "." not in number.text else found


def _alone(tokens: Sequence[Token]) -> frozenset[str]:
    """The letters that stand by themselves; not the f of 1.0f."""
    return frozenset(
        full_name(token)
        for before, token in zip((None, *tokens), tokens, strict=False)
        if token.kind == "name"
        and (len(token.text) == 1 or token.text in GREEK_NAMES)
        and not (before is not None and suffix(before, token))
    )


def goes_on(token: Token, following: Token) -> bool:
    """a_2d, which is a_2 times d where no program is."""
    return (
        token.subscript.isdigit()
        and token.span.end - token.span.start == len(full_name(token))
        and following.kind == "name"
        and not following.spaced
        and following.span.start == token.span.end
    )


def _is_loose(tokens: Sequence[Token], text: str) -> bool:
    """Whether a text has signs between all that it has, and none of a book: dt + 1, not ax^2.

    2xp has its number beside it as programs of Julia have it too.
    """
    signs = {token.kind for token in tokens}
    return (
        not signs.isdisjoint(_SIGNS_OR_ARGUMENTS)
        and all(sign.isascii() or sign in GREEK_LETTERS for sign in text)
        and not any(
            second.kind in STARTS
            and _are_factors(first, second)
            and (first.kind != "number" or second.kind != "name" or second.spaced)
            for first, second in pairwise(tokens)
        )
    )


def _is_function_if(tokens: Sequence[Token], index: int) -> bool:
    """Whether an `if` is that of a spreadsheet, if(x > 0, x^2, 0), and not a word of conditions."""
    is_behind = bool(index) and tokens[index - 1].kind in ENDS
    return not is_behind and holds_several(tokens, index + 1)


def with_functions_if(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the `if` of a spreadsheet as the function that it is."""
    return [
        replace(token, kind="function", text="where")
        if token.kind == "name" and token.text == "if" and _is_function_if(tokens, index)
        else token
        for index, token in enumerate(tokens)
    ]


# -- Greek beside Latin letters: one name in a program, αj, and a product in a book, λx --

# λx and ωt, ξη: a coefficient and a coordinate, or two of either; but θy is an angle's own name.
_OF_BOOKS: Final = pattern(r"\A(?:[^\x00-\x7f][xyztr0-9]*|[^\x00-\x7f]+)\Z")
_ANGLES: Final = frozenset("θϑφϕψ")
_FIGURES: Final = "0123456789"


def notes_on_two_scripts(tokens: Sequence[Token], source: Source) -> Iterator[Note]:
    """What is said of αj * c, and of Δx and δx in any text: Δ alone is hardly ever a number."""
    text = source.text
    if text.isascii() or is_latex(text):
        return
    said: set[str] = set()
    for before, token in pairwise(tokens):
        is_run = before.kind == token.kind == "name" and before.span.end == token.span.start
        run = text[before.span.start : token.span.end]
        if not is_run or run in said or not _may_be_a_name(before, run, has_sign="*" in text):
            continue
        said.add(run)
        last = full_name(token)
        yield say.note(
            "letters-of-two-scripts",
            before.span.to(token.span),
            typed=run,
            product=_product(before, last),
            name=f"{full_name(before)}_{last}",
        )


def _may_be_a_name(before: Token, run: str, *, has_sign: bool) -> bool:
    """Whether letters side by side may be one name; `has_sign` says that products have a sign."""
    if not any(sign in GREEK_LETTERS or sign == "π" for sign in run):
        return False
    if run[-1] == "π" and len(before.text) == 1:
        return False  # 2kπ
    is_angle = any(one in _ANGLES and other in "yz" for one, other in pairwise(run))
    is_of_a_book = run[0] in "πϖ" or (not is_angle and _OF_BOOKS.match(run))
    return has_sign or run[0] in "Δδ" or not is_of_a_book


def _product(before: Token, last: str) -> str:
    """How the letters were read: alpha*j, and log2(pi) of log2π."""
    stem = before.text.rstrip(_FIGURES)
    if is_function(before) or before.text == "log2":
        return f"{before.text}({last})"
    if is_function(replace(before, text=stem)):
        return f"{stem}({before.text[len(stem) :]}*{last})"
    return "*".join([*letters_of(before), last])
