"""Marks of transposition that look like powers: w^T x, (x - \\mu)^T (x - \\mu).

In machine learning T is hardly ever a number; in finance (1 + r)^T is a power.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from gradcli.errors import Source, Span
from gradcli.language.lex.token import CLOSING, OPENING, Token, behind_bracket, nesting
from gradcli.language.lex.vocabulary import STARTERS
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.late import pattern

_BOLD: Final = pattern(r"\\(?:mathbf|boldsymbol|bm|pmb|textbf)\s*\{?\s*\Z")
_BESIDE_A_TERM: Final = OPENING | CLOSING | {"+", "-"}


def refuse_transpositions(
    tokens: Sequence[Token], declared: Collection[str], source: Source
) -> list[Note]:
    """Refuse a power of T that can only be a transposition; the notes on what may be one.

    `tokens` are those of the grammar, `declared` the names that the reader has given.

    Raises:
        GradcliError: SYNTAX.
    """
    text = source.text
    if "\\cdot" in text or "·" in text:
        _refuse_dots(tokens, source)
    if "T" not in text or "T" in declared:
        return []
    places = [index for index, token in enumerate(tokens) if token.text == "T"]
    raised = [index for index in places if _caret_before(tokens, index) is not None]
    if not raised or len(raised) < len(places):
        return []
    return list(_notes(tokens, raised, source))


def _caret_before(tokens: Sequence[Token], index: int) -> int | None:
    """Where the sign of a power stands of which T is the whole exponent: ^T, ^{T}."""
    if index and tokens[index - 1].kind == "^":
        return index - 1
    in_braces = index > 1 and tokens[index - 1].kind == "{" and tokens[index + 1].kind == "}"
    return index - 2 if in_braces and tokens[index - 2].kind == "^" else None


def _notes(tokens: Sequence[Token], raised: Sequence[int], source: Source) -> Iterator[Note]:
    for index in raised:
        caret = _caret_before(tokens, index)
        assert caret is not None
        behind = index + 1 + (caret == index - 2)
        is_product = tokens[behind].kind == "*" and tokens[behind + 1].kind in STARTERS
        is_typed = is_product and source.text[tokens[behind].span.start] == "*"
        if not (is_product or tokens[behind].kind in STARTERS) or caret == 0:
            continue
        start = _base(tokens, caret - 1)
        typed = source.text[tokens[start].span.start : tokens[caret - 1].span.end]
        place = Span(tokens[start].span.start, tokens[behind - 1].span.end)
        is_number = not is_bold(tokens[start], source) and _is_number(
            tokens, behind + is_product, tokens[start:caret]
        )
        if _may_be_vector(tokens[start:caret], source) and not (is_typed or is_number):
            factor = tokens[behind + is_product]
            raise say.failure(
                "transposition",
                place,
                source,
                "letter" if _are_letters(tokens[start], factor) else "bracket",
                typed=typed,
                base=tokens[start].text,
                factor=factor.text,
                names=",".join(_names(tokens)),
                components=_components(tokens[start:caret]),
            )
        yield say.note(
            "power-t", place, typed=f"{typed}^T", components=_components(tokens[start:caret])
        )


def _are_letters(base: Token, factor: Token) -> bool:
    """Whether a product can be written out with both: w and x, but no matrix A."""
    return factor.kind == base.kind == "variable" and factor.text[0].islower()


def _names(tokens: Sequence[Token]) -> list[str]:
    return sorted({token.text for token in tokens if token.kind == "variable"})


def _components(base: Sequence[Token]) -> str:
    """How the components are written of what is raised: p_1, p_2."""
    names = [token.text for token in base if token.kind == "variable" and "_" not in token.text]
    name = names[0] if names else "w"
    return f"{name}_1, {name}_2"


def _is_number(tokens: Sequence[Token], behind: int, base: Sequence[Token]) -> bool:
    """Whether the bracket behind a power shows that it is one of numbers: p^T (1 - p), p^T (q - p).

    A number is added to no vector, but may be a factor of one; a capital beside the base may be a
    matrix: w^T (2x + y) and x^T (A x + y) show nothing.
    """
    if tokens[behind].kind not in OPENING:
        return False
    end = behind_bracket(tokens, behind) - 1
    names = {token.text for token in tokens[behind:end] if token.kind == "variable"}
    has_base = len(base) == 1 and base[0].text in names
    return (has_base and not any(name[0].isupper() for name in names)) or any(
        number.kind == "number" and {before.kind, after.kind} <= _BESIDE_A_TERM
        for before, number, after in zip(
            tokens[behind:end], tokens[behind + 1 : end], tokens[behind + 2 : end + 1], strict=False
        )
    )


def _base(tokens: Sequence[Token], last: int) -> int:
    """Where what ends with token `last` begins: a name, or a bracket."""
    depth = 0
    for index in range(last, -1, -1):
        depth -= nesting(tokens[index].kind)
        if depth <= 0:
            return index
    return last


def _may_be_vector(base: Sequence[Token], source: Source) -> bool:
    """Whether a base is set as a vector, a lower-case name, or a bracket without a number."""
    if len(base) == 1:
        return base[0].kind == "variable" and (
            base[0].text[0].islower() or is_bold(base[0], source)
        )
    return all(token.kind != "number" for token in base)


def is_bold(token: Token, source: Source) -> bool:
    """Whether a letter is set as a vector: \\mathbf{x}."""
    start = token.span.start
    return _BOLD.search(source.text, max(0, start - 20), start) is not None


def _refuse_dots(tokens: Sequence[Token], source: Source) -> None:
    """The dot between two letters that are set as vectors."""
    for first, sign, second in zip(tokens, tokens[1:], tokens[2:], strict=False):
        are_letters = "number" not in (first.kind, second.kind)
        is_dot = sign.kind == "*" and are_letters
        if is_dot and is_bold(first, source) and is_bold(second, source):
            raise say.failure(
                "dot-of-vectors",
                first.span.to(second.span),
                source,
                first=first.text,
                second=second.text,
            )
