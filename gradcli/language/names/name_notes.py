"""Notes on names: how one was read that could have been another, or none at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from gradcli.errors import Source
from gradcli.field.expression import natural_order
from gradcli.language.lex.accents import MARKS
from gradcli.language.lex.patterns import has_signs_of_code
from gradcli.language.lex.token import Token
from gradcli.language.lex.vocabulary import FUNCTION_SPELLINGS, HYPERBOLIC
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.late import pattern

_RUN_TOGETHER: Final = r"[A-Za-z][A-Za-z0-9]+_"
_MORE_AMPLITUDES: Final = r"(?<![A-Za-z])[b-d](?:sin|cos|tan|sinh|cosh)\b"
# ln e, log_e x: there it is the constant.
_BEFORE_THE_CONSTANT: Final = frozenset({"_", "function"})
_CONSTANT_IN_BRACKETS: Final = pattern(
    r"(?:(?:log|ln)\s*\(|\\(?:mathrm|mathsf|text|operatorname)\s*\{)\s*\Z"
)
_WHOLE_EXPONENT: Final = pattern(r"\s*[0-9]+(?![0-9.]|\s*[A-Za-z(])")
_THREE_LETTERS: Final = pattern(r"[A-Za-z]{3}")
INDEXED: Final = pattern(r"(?<![A-Za-z])[0-9]*[yz]i(?![A-Za-z])")


def notes_on_name(
    token: Token, part: Token, following: Token, source: Source, *, is_free: bool
) -> Iterator[Note]:
    """What is to be said of a name that is one token, `part`; `is_free` where none is declared."""
    typed = source.text[token.span.start : token.span.end]
    if part.kind == "constant" and typed == "E" and _may_be_variable(following, source):
        yield say.note("capital-e-is-the-constant", token.span)
    elif part.kind == "function" and typed in HYPERBOLIC:
        yield say.note("hyperbolic-spelling", token.span, typed=typed, function=HYPERBOLIC[typed])
    elif not is_free or part.kind != "variable":
        return
    elif "[" in typed or ("(" in typed and "{" not in typed) or "⁽" in typed:
        yield say.note("index-in-brackets", token.span, typed=typed, name=part.text)
    elif typed.startswith("_") or typed.endswith("_") or "__" in typed:
        yield say.note("outer-bars", token.span, typed=typed, name=part.text)
    elif "^" in typed:
        yield say.note("raised-index", token.span, typed=typed, name=part.text)
    elif (
        re.match(_RUN_TOGETHER, token.subscript)
        and typed[:1].isalpha()
        and typed.isascii()
        and token.subscript.partition("_")[0] not in MARKS.values()
    ):
        # w_ix_i is one name, as learning_rate_0 is; in LaTeX it would be two.
        yield say.note("one-name", token.span, typed=typed)
    elif (
        token.subscript.isalpha()
        and typed == f"{token.text}_{token.subscript}"
        and following.kind == "name"
        and following.span.start == token.span.end
        and source.text[following.span.start].isalpha()
        and following.text.isalpha()
        and len(following.text) > 1
        and not following.subscript
    ):
        # LaTeX lowers one letter only.
        run = source.text[token.span.start : following.span.end]
        yield say.note(
            "subscript-of-one-letter",
            token.span,
            run=run,
            typed=typed,
            rest=following.text,
            letter=token.text,
            subscript=run[len(token.text) + 1 :],
        )
    elif typed == "xi" and INDEXED.search(source.text):
        yield say.note("greek-xi", token.span)


def _may_be_variable(following: Token, source: Source) -> bool:
    """Whether E may be a name: not in Python or Mathematica, nor as the base of a power, E^x."""
    if "**" in source.text or "[" in source.text:
        return False
    return following.kind != "^" or source.text[following.span.end :].lstrip(" {")[:1].isdigit()


def notes_on_letters(
    tokens: Sequence[Token], variables: Collection[str], source: Source, *, is_free: bool
) -> Iterator[Note]:
    """What is to be said of letters that stand for more than one thing: a, e and i."""
    yield from _notes_on_amplitudes(tokens, variables, source)
    if any(each.kind == "constant" and each.text == "e" for each in tokens):
        yield from _notes_on_e(tokens, variables, source)
    if is_free and ("i" in variables or "j" in variables):
        yield from _notes_on_i(tokens, source)


def _notes_on_e(
    tokens: Sequence[Token], variables: Collection[str], source: Source
) -> Iterator[Note]:
    """x + e, ax + by + cz + d + e: the letter among others, or in a program, may be a name.

    A power of e elsewhere in a text shows that it is the constant, but for letters like it beside.
    """
    is_among_letters = not {"d", "f"}.isdisjoint(variables) or len({*"abc"} & {*variables}) > 1
    is_among_letters = is_among_letters or any(re.match(r"e_?[0-9]", name) for name in variables)
    is_in_doubt = is_among_letters or has_signs_of_code(source.text) or "%" in source.text
    bare: Token | None = None
    for before, token, following in zip((None, *tokens), tokens, tokens[1:], strict=False):
        typed = source.text[token.span.start : token.span.end]
        if token.kind != "constant" or typed not in ("e", "E"):
            continue
        if following.kind == "^" and not _is_number_behind(following, source):
            if not is_in_doubt:
                return
        elif bare is None and not (
            (before is not None and before.kind in _BEFORE_THE_CONSTANT)
            or _CONSTANT_IN_BRACKETS.search(source.text[: token.span.start])
        ):
            bare = token
    if bare is not None:
        typed = source.text[bare.span.start : bare.span.end]
        yield say.note("e-is-the-constant", bare.span, typed=typed)


def _is_number_behind(caret: Token, source: Source) -> bool:
    """e^2 and e**4, which a number e may have as well."""
    return _WHOLE_EXPONENT.match(source.text, caret.span.end) is not None


def _notes_on_i(tokens: Sequence[Token], source: Source) -> Iterator[Note]:
    """2j and x + iy: the imaginary unit of another language, which every name here is not."""
    names = {each.text for each in tokens if each.kind == "variable"}
    if any(name.endswith(("_i", "_j")) for name in names):
        return  # an index beside it: i times x_i
    for before, token in zip((None, *tokens), tokens, strict=False):
        typed = source.text[token.span.start : token.span.end]
        if token.kind != "variable" or token.text not in ("i", "j") or typed != token.text:
            continue
        is_behind_a_number = (
            before is not None and before.kind == "number" and before.span.end == token.span.start
        )
        start, end = token.span.start, token.span.end
        is_in_a_run = _THREE_LETTERS.search(source.text[max(0, start - 2) : end + 2])
        if (token.text == "i" and not is_in_a_run) or is_behind_a_number:
            all_names = ",".join(sorted(names, key=natural_order))
            yield say.note(
                "imaginary-unit-or-variable", token.span, typed=typed, all_names=all_names
            )
            return


def _notes_on_amplitudes(
    tokens: Sequence[Token], variables: Collection[str], source: Source
) -> Iterator[Note]:
    """y = acosh(x/a), asin x + bcos x: an amplitude a and a function, or an inverse function."""
    if "*" in source.text:
        return  # a text that writes the signs of products would have written that one
    said: set[str] = set()
    for token in tokens:
        if token.kind != "function" or token.text in said:
            continue
        said.add(token.text)
        typed = source.text[token.span.start : token.span.end]
        is_inverse = typed[:1] == "a" and FUNCTION_SPELLINGS.get(typed[1:]) == token.text[1:]
        if not is_inverse:
            continue
        if "a" in variables or re.search(_MORE_AMPLITUDES, source.text):
            yield say.note(
                "inverse-function-or-amplitude", token.span, typed=typed, function=typed[1:]
            )
