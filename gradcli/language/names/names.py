"""Runs of letters to variables, constants, functions and words.

`xy` is x times y, `theta` is one name, `sinx` is the sine of x, and `sen` is a slip of the pen.
With names declared (a header, or --vars) only those are variables; they take precedence over
functions and constants of the same name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from fractions import Fraction
from typing import Final, NoReturn

from gradcli.errors import GradcliError, Source, Span
from gradcli.field.functions import SPELLINGS
from gradcli.frozen import dataclass
from gradcli.language.lex.characters import GREEK_NAMES
from gradcli.language.lex.patterns import FIGURES_OF_ONE
from gradcli.language.lex.suggestions import nearest
from gradcli.language.lex.token import Token, full_name
from gradcli.language.lex.vocabulary import (
    CONSTANT_SPELLINGS,
    CONSTANTS_OF_C,
    FUNCTION_SPELLINGS,
    HYPERBOLIC,
    KNOWN_IN_RUNS,
    LISTS,
    WORDS,
)
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.names.held_names import (
    held_in_run,
    is_held_name,
    is_slip_of_an_index,
    numbered_stems,
)
from gradcli.language.names.lost_powers import refuse_lost_powers
from gradcli.language.names.name_notes import notes_on_letters, notes_on_name
from gradcli.language.names.runs import product_before_bracket, reads_as_name, segments
from gradcli.language.names.transpositions import refuse_transpositions
from gradcli.language.names.undeclared import (
    ARGUMENTS,
    is_other_word,
    stands_between,
    undeclared,
    with_all_missing,
)
from gradcli.late import pattern

_KNOWN_LENGTHS: Final = frozenset(map(len, KNOWN_IN_RUNS))
_WITH_BAR: Final = pattern(r"\A([A-Za-z]+)([0-9]+)\Z")
_WITHOUT_BAR: Final = pattern(r"\A[A-Za-z]+_[0-9]+\Z")
_NUMBERED_X: Final = pattern(r"x_?[0-9]")
_LOG_OF_BASE: Final = pattern(r"\Alog[0-9]+\Z")
_BASED: Final = pattern(r"\A(log10|log2)(?=[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Beside:
    """What may stand beside the declared names.

    `given` are names that are known all the same; where other letters `are_constants`, those that
    nobody declared stand for numbers, as a and b in f(x) = ax + b.
    """

    given: Collection[str] = ()
    are_constants: bool = False


NOTHING_BESIDE: Final = Beside()


def as_declared(name: str, scope: Collection[str]) -> str:
    """The name as it was declared: x1 for x_1 or x_1 for x1, if that is the one in scope."""
    if name in scope:
        return name
    twin = twin_of(name)
    return twin if twin in scope else name


def resolve(
    tokens: Sequence[Token],
    declared: Collection[str] | None,
    source: Source,
    beside: Beside = NOTHING_BESIDE,
) -> tuple[list[Token], list[Note]]:
    """The tokens with every name decided, and what is to be said about runs that were split.

    Raises:
        GradcliError: NAME for a name that is not declared, or not known.
    """
    resolved: list[Token] = []
    notes: list[Note] = []
    split: list[tuple[Token, list[Token]]] = []
    # The names that were looked at, and how long each was written.
    seen: set[tuple[str, int]] = set()
    scope = None if declared is None else _with_twins((*declared, *beside.given))
    given = beside.given
    takes_others = scope is not None and beside.are_constants
    numbered = numbered_stems(tokens) if takes_others else None
    # The lengths that a name can have, longest first: a run is split by looking slices up.
    lengths = sorted(_KNOWN_LENGTHS.union(map(len, scope or ())), reverse=True)
    for index, token in enumerate(tokens):
        if token.kind != "name":
            if token.kind == "number" and scope and "e" in scope:
                _refuse_scientific(token, source)
            resolved.append(token)
            continue
        following = tokens[index + 1]
        if token.text == "x10" and _is_times_ten(tokens, index, scope):
            middle = token.span.start + 1
            resolved.append(Token("*", "x", Span(token.span.start, middle)))
            span = Span(middle, token.span.end)
            resolved.append(Token("number", "10", span, value=Fraction(10)))
            continue
        before = tokens[index - 1] if index else None
        try:
            is_open = scope is None or numbered is not None
            if before and is_open and stands_between(before, token, following):
                undeclared(token, token.text, scope, following, source)
            if scope is None and full_name(token) in given:
                parts = [replace(token, kind="variable", text=full_name(token))]
            else:
                parts = _resolve_one(token, following, scope, lengths, source, given, numbered)
        except GradcliError as error:
            missing = tokens if scope is None else tokens[index:]
            raise with_all_missing(error, missing, scope) from None
        if len(parts) > 1:
            split.append((token, parts))
        elif (full_name(token), token.span.end - token.span.start) not in seen:
            seen.add((full_name(token), token.span.end - token.span.start))
            is_free = scope is None
            notes.extend(notes_on_name(token, parts[0], following, source, is_free=is_free))
        resolved.extend(parts)
    variables = {each.text for each in resolved if each.kind == "variable"}
    for token, parts in split:
        notes.extend(_notes_on_split(token, parts, variables, source))
    notes.extend(notes_on_letters(resolved, variables, source, is_free=scope is None))
    refuse_lost_powers(resolved, source)
    if "T" in variables or "\\cdot" in source.text:
        notes.extend(refuse_transpositions(resolved, (*(declared or ()), *given), source))
    return resolved, notes


def _is_times_ten(tokens: Sequence[Token], index: int, scope: Collection[str] | None) -> bool:
    """6.02x10^23 is 6.02 times a power of ten, where no other name begins with x and a figure."""
    before, token, raised = tokens[index - 1], tokens[index], tokens[index + 1]
    if index == 0 or before.kind != "number" or before.span.end != token.span.start:
        return False
    if raised.kind != "^" or tokens[index + 2].kind not in ("number", "-", "(", "{"):
        return False
    return not (scope and "x10" in scope) and not any(
        each.kind == "name" and each is not token and _NUMBERED_X.match(full_name(each))
        for each in tokens
    )


def _with_twins(declared: Collection[str]) -> dict[str, str]:
    """The declared names, and x1 for x_1 or x_1 for x1: they are printed alike."""
    twins = {twin_of(name): name for name in declared if twin_of(name)}
    return {**twins, **{name: name for name in declared}}


def twin_of(name: str) -> str:
    """x1 of x_1, and x_1 of x1, which are printed alike; nothing of other names."""
    if _WITHOUT_BAR.match(name):
        return name.replace("_", "")
    twin = _WITH_BAR.sub(r"\1_\2", name)
    return twin if twin != name else ""


def _notes_on_split(
    token: Token, parts: Sequence[Token], variables: AbstractSet[str], source: Source
) -> Iterator[Note]:
    typed = source.text[token.span.start : token.span.end]
    last = parts[-1]
    based = _BASED.match(typed)
    if based:
        base, rest = based.group(), typed[based.end() :]
        yield say.note(
            "base-in-a-run",
            token.span,
            typed=typed,
            base=base,
            rest=rest,
            log=base[:3],
            figures=base[3:],
        )
        return
    function = next((i for i, part in enumerate(parts) if part.kind == "function"), None)
    if function is not None and (function > 0 or last.kind not in ("function", "number")):
        yield say.note("letters-split", token.span, typed=typed)
    elif (
        last.kind == "variable"
        and last.text[-1] in "23456789"
        and not token.subscript
        # x1x2 is a product of two names that are numbered.
        and variables.isdisjoint(f"{last.text[0]}{n}" for n in ("0", "1", "_0", "_1"))
    ):
        yield say.note(
            "numbered-variable-at-the-end",
            token.span,
            typed=typed,
            variable=last.text,
            letter=last.text[0],
            figures=last.text[1:],
        )


def _resolve_one(
    token: Token,
    following: Token,
    scope: Mapping[str, str] | None,
    lengths: Sequence[int],
    source: Source,
    given: Collection[str],
    numbered: Collection[str] | None,
) -> list[Token]:
    """`given` are names that are known where none is declared.

    Where others may stand beside the declared ones, `numbered` are the letters that have figures.
    """
    name = full_name(token)
    if scope is None:
        is_whole = len(name) == 1 and name not in "eEfgh"
        is_numbered = FIGURES_OF_ONE.match(name) and name[0] not in "eE" and not token.whole
        if is_whole or (is_numbered and following.kind != "("):
            return [Token("variable", name, token.span, token.spaced)]
    elif name in scope:
        return [Token("variable", scope[name], token.span, token.spaced)]
    if name in CONSTANTS_OF_C:
        return [replace(token, kind="constant", text=CONSTANTS_OF_C[name], subscript="")]
    if token.subscript and not FUNCTION_SPELLINGS.keys().isdisjoint(
        {token.text, token.text.lower()}
    ):
        _refuse_subscript(token.text, token.span, source)
    is_product = scope is not None and name in HYPERBOLIC and all(each in scope for each in name)
    if not (token.subscript or is_product):
        simple = _known(token, name, following)
        if simple is not None:
            return simple
        based = _BASED.match(name)
        if based:  # log10x
            end = token.span.start + based.end(1)
            head = replace(token, text=based.group(1), span=Span(token.span.start, end))
            rest = replace(token, text=name[based.end(1) :], span=Span(end, token.span.end))
            logarithm = _known(head, based.group(1), rest) or []
            if scope is not None:
                behind = _resolve_one(rest, following, scope, lengths, source, given, numbered)
            else:
                behind = _split_free(rest, rest.text, following, source, given)
            return [*logarithm, *behind]
    if scope is not None and name == "sigma" and following.kind in ("(", "["):
        # Where the variables are said and σ is none of them, σ(x) can only be the function.
        return [replace(token, kind="function", text="sigmoid")]
    if scope and numbered is not None and is_slip_of_an_index(token, scope):
        undeclared(token, name, scope, following, source)
    if scope and numbered is not None and is_held_name(token, following, scope, numbered):
        return [replace(token, kind="variable", text=name)]
    if scope is None and is_other_word(name, following):
        undeclared(token, name, scope, following, source)
    if token.whole or (scope is None and token.text in GREEK_NAMES):
        if scope is not None:
            undeclared(token, name, scope, following, source)
        return [replace(token, kind="variable", text=name)]
    if scope is not None:
        if numbered is not None:
            letters = held_in_run(token, following, scope, numbered)
            scope = {**scope, **dict(zip(letters, letters, strict=True))}
            lengths = sorted({*lengths, *map(len, letters)}, reverse=True)
        return _split_declared(token, name, scope, following, lengths, source)
    return _split_free(token, name, following, source, given)


def _known(token: Token, name: str, following: Token) -> list[Token] | None:
    if name in CONSTANT_SPELLINGS:
        return [replace(token, kind="constant", text=CONSTANT_SPELLINGS[name])]
    if name in WORDS and not token.whole:
        return [replace(token, kind="word", text=WORDS[name])]
    if name in LISTS and following.kind in ("(", "["):
        return [replace(token, kind="list", text=LISTS[name])]
    if name == "where" and following.kind != "(":
        return [replace(token, kind="word", text="if")]
    if name in HYPERBOLIC and (following.kind in ARGUMENTS or following.kind == "^"):
        return [replace(token, kind="function", text=HYPERBOLIC[name])]
    # log2(x), log10 x; the 3 of log3x is a factor, of log3(x) the base.
    if name.lower() in ("log2", "log10") or (
        _LOG_OF_BASE.match(name) and (following.kind == "(" or following.spaced)
    ):
        middle, end = token.span.start + 3, token.span.end
        number = Token("number", name[3:], Span(middle, end), value=Fraction(name[3:]))
        return [
            replace(token, kind="function", text="log", span=Span(token.span.start, middle)),
            Token("_", "_", Span(middle, middle)),
            number,
        ]
    # Sin[x], SQRT(x), and the capital that a telephone puts at the beginning; but Acos(x) is an
    # amplitude and a cosine.
    is_amplitude = name[:1] == "A" and name[1:] in FUNCTION_SPELLINGS
    spelling = name if name in FUNCTION_SPELLINGS or is_amplitude else name.lower()
    # Ne^(-t) is N times a power, Ne(x, 0) a condition.
    is_short = len(name) == 2 and name[0].isupper() and name != "Ln"
    if spelling in FUNCTION_SPELLINGS and not (is_short and following.kind not in ("(", "[")):
        return [replace(token, kind="function", text=FUNCTION_SPELLINGS[spelling])]
    return None


def _split_declared(
    token: Token,
    name: str,
    scope: Mapping[str, str],
    following: Token,
    lengths: Sequence[int],
    source: Source,
) -> list[Token]:
    """The longest declared or known name at each place of the run."""
    run, start = token.text, token.span.start
    parts: list[Token] = []
    at = 0
    while at < len(run):
        rest = run[at:]
        last = ""
        if token.subscript:
            last = f"{rest}_{token.subscript}"
            last = last if last in scope else ""
        digits = re.match(r"[0-9]+", rest)
        if last:
            span = Span(start + at, token.span.end)
            parts.append(Token("variable", scope[last], span, token.spaced and at == 0))
            return parts
        if digits and parts:
            part = Token("number", digits.group(), Span(0, 0), value=Fraction(digits.group()))
        else:
            word = next(
                (rest[:n] for n in lengths if (rest[:n] in scope or rest[:n] in KNOWN_IN_RUNS)),
                None,
            )
            if word is None:
                if parts or any(letter in scope for letter in run):
                    # xw with x declared: it is w that is unknown.
                    span = Span(start + at, start + at + 1)
                    alone = replace(token, text=rest[0], span=span, subscript="")
                    after = replace(following, kind="name") if len(rest) > 1 else following
                    if nearest(name, SPELLINGS) is None:
                        undeclared(alone, rest[0], scope, after, source)
                undeclared(token, name, scope, following, source)
            part = _part(word, scope, token.span)
            if part.kind == "variable":
                part = replace(part, text=scope.get(word, word))
        end = at + len(digits.group() if digits and parts else word or "")
        spaced = token.spaced and at == 0
        parts.append(replace(part, span=Span(start + at, start + end), spaced=spaced))
        at = end
    if token.subscript:
        _check_subscript(parts[-1], token, source)
        undeclared(token, name, scope, following, source)
    return parts


def _part(word: str, scope: Collection[str], span: Span, *, spaced: bool = False) -> Token:
    if word in scope:
        return Token("variable", word, span, spaced)
    if word in CONSTANT_SPELLINGS:
        return Token("constant", CONSTANT_SPELLINGS[word], span, spaced)
    if word in FUNCTION_SPELLINGS and len(word) > 1:
        return Token("function", FUNCTION_SPELLINGS[word], span, spaced)
    return Token("variable", word, span, spaced)


def _split_free(
    token: Token, name: str, following: Token, source: Source, given: Collection[str]
) -> list[Token]:
    """Without declared names: letters, with functions and Greek names found among them."""
    start = token.span.start
    chunks = re.findall(r"[A-Za-z]+|[0-9]+", token.text)
    letters = chunks[0]
    called = following.kind == "(" and not following.spaced
    if len(letters) == 1 and letters in "fgh" and called:
        raise say.failure("unknown-function-of-one-letter", token.span, source, name=name)
    if len(chunks) == 2 and letters in GREEK_NAMES and letters != "pi" and not called:
        return [replace(token, kind="variable", text=name)]  # mu0, as sigma0
    if called and len(chunks) > 2 and len(letters) > 2:
        undeclared(token, name, None, following, source)  # deg2rad(x)
    if len(chunks) <= 2 and (
        reads_as_name(letters) or (called and not product_before_bracket(letters))
    ):
        digits = chunks[1] if len(chunks) == 2 else ""
        if (token.subscript or digits) and not called:
            return [replace(token, kind="variable", text=name)]
        undeclared(token, name, None, following, source)
    parts: list[Token] = []
    at = start
    word = ""
    for chunk in chunks:
        if chunk.isdigit():
            before = parts[-1]
            if before.kind == "constant" and len(chunks) == 2 and len(letters) == 1:
                return [replace(token, kind="variable", text=name)]  # E1, as E_1
            if before.kind == "variable":
                span = Span(before.span.start, at + len(chunk))
                parts[-1] = Token("variable", before.text + chunk, span, before.spaced)
            else:
                span = Span(at, at + len(chunk))
                parts.append(Token("number", chunk, span, value=Fraction(chunk)))
            at += len(chunk)
            continue
        for word in segments(chunk):
            span = Span(at, at + len(word))
            parts.append(_part(word, given, span, spaced=token.spaced and at == start))
            at += len(word)
    if token.subscript:
        last = parts[-1]
        _check_subscript(last, token, source)
        # E_1 is a name, though E alone is the constant e.
        stem = word if last.kind == "constant" else last.text
        text = f"{stem}_{token.subscript}"
        parts[-1] = replace(
            last, kind="variable", text=text, span=Span(last.span.start, token.span.end)
        )
    return parts


def _check_subscript(last: Token, token: Token, source: Source) -> None:
    """No subscript behind a run that ends with a number or a function: the base of log is none."""
    span = Span(last.span.start, token.span.end)
    if last.kind == "function":
        _refuse_subscript(source.text[last.span.start : last.span.end], span, source)
    if last.kind == "number":
        raise say.failure("number-takes-no-subscript", span, source, number=last.text)


def _refuse_subscript(function: str, span: Span, source: Source) -> NoReturn:
    raise say.failure("function-takes-no-subscript", span, source, function=function)


def _refuse_scientific(token: Token, source: Source) -> None:
    mantissa, sign, exponent = token.text.lower().partition("e")
    if sign:
        raise say.failure(
            "scientific-notation-beside-e",
            token.span,
            source,
            number=token.text,
            mantissa=mantissa,
            exponent=exponent,
        )
