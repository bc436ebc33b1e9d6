"""Runs of letters to variables, constants, functions and words.

`xy` is x times y, `theta` is one name, `sinx` is the sine of x, and `sen` is a slip of the pen.
With names declared (a header, or --vars) only those are variables; they take precedence over
functions and constants of the same name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias

from gradcli.errors import GradcliError, Source, Span
from gradcli.frozen import dataclass
from gradcli.language.lex.characters import GREEK_NAMES
from gradcli.language.lex.patterns import FIGURES_OF_ONE
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
from gradcli.language.names.runs import Names, refuse_subscript, split_declared, split_free
from gradcli.language.names.transpositions import refuse_transpositions
from gradcli.language.names.undeclared import (
    ARGUMENTS,
    is_other_word,
    stands_between,
    undeclared,
    with_all_missing,
    word_of_conditions,
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
    lengths = sorted(_KNOWN_LENGTHS.union(map(len, scope or ())), reverse=True)
    names = Names(scope, given, numbered, source, lengths)
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
            is_declared = full_name(token) in (scope or ())
            is_open = not is_declared and (scope is None or numbered is not None)
            if before and is_open and stands_between(before, token, following):
                undeclared(token, token.text, scope, following, source)
            if scope is None and full_name(token) in given:
                parts = [replace(token, kind="variable", text=full_name(token))]
            else:
                parts = _resolve_one(names, token, following)
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


_Rule: TypeAlias = Callable[[Names, Token, Token], "list[Token] | None"]


def _resolve_one(names: Names, token: Token, following: Token) -> list[Token]:
    """The tokens of a name: what the first of `_RULES` says that knows it, or those of a run."""
    for rule in _RULES:
        read = rule(names, token, following)
        if read:
            return read
    return _run(names, token, following)


def _variable(names: Names, token: Token, following: Token) -> list[Token] | None:
    """A declared name; where none is declared a letter, but those that have a meaning."""
    name = full_name(token)
    if names.scope is None:
        is_one = len(name) == 1 and name not in "eEfgh"
        is_numbered = FIGURES_OF_ONE.match(name) and name[0] not in "eE" and not token.whole
        is_known = is_one or (is_numbered and following.kind != "(")
    else:
        is_known = name in names.scope
        name = names.scope.get(name, "")
    return [Token("variable", name, token.span, token.spaced)] if is_known else None


def _constant_of_c(_: Names, token: Token, __: Token) -> list[Token] | None:
    """M_PI."""
    meant = CONSTANTS_OF_C.get(full_name(token))
    return [replace(token, kind="constant", text=meant, subscript="")] if meant else None


def _with_a_meaning(names: Names, token: Token, following: Token) -> list[Token] | None:
    """A constant, a function or a word of the language; log10x, which begins with one."""
    name, scope = full_name(token), names.scope
    if token.subscript:
        if not FUNCTION_SPELLINGS.keys().isdisjoint({token.text, token.text.lower()}):
            refuse_subscript(token.text, token.span, names.source)
        return None
    if scope is not None and name in HYPERBOLIC and all(each in scope for each in name):
        return None  # a product of declared letters
    based = _BASED.match(name)
    known = _known(token, name, following)
    if known or not based:
        return known
    end = token.span.start + based.end(1)
    head = replace(token, text=based.group(1), span=Span(token.span.start, end))
    rest = replace(token, text=name[based.end(1) :], span=Span(end, token.span.end))
    logarithm = _known(head, based.group(1), rest) or []
    behind = split_free if scope is None else _resolve_one
    return [*logarithm, *behind(names, rest, following)]


def _sigma(names: Names, token: Token, following: Token) -> list[Token] | None:
    """σ(x), which can only be the function where the variables are said and σ is none of them."""
    if names.scope is None or full_name(token) != "sigma" or following.kind not in ("(", "["):
        return None
    return [replace(token, kind="function", text="sigmoid")]


def _held(names: Names, token: Token, following: Token) -> list[Token] | None:
    """A name beside the declared ones that stands for a number, and is no slip of the pen."""
    if not names.scope or names.numbered is None:
        return None
    if is_slip_of_an_index(token, names.scope):
        names.refuse(token, following)
    if not is_held_name(token, following, names.scope, names.numbered):
        return None
    return [replace(token, kind="variable", text=full_name(token))]


def _whole(names: Names, token: Token, following: Token) -> list[Token] | None:
    """A name that is one in any text, as Greek ones are where none is declared."""
    name, is_free = full_name(token), names.scope is None
    stands_alone = token.spaced and following.spaced
    is_slip = stands_alone and word_of_conditions(name, names.source) is not None
    if is_slip or (is_free and is_other_word(name, following)):
        names.refuse(token, following)
    if not (token.whole or (is_free and token.text in GREEK_NAMES)):
        return None
    if not is_free:
        names.refuse(token, following)
    return [replace(token, kind="variable", text=name)]


def _run(names: Names, token: Token, following: Token) -> list[Token]:
    """A run of letters, which is split."""
    scope, numbered = names.scope, names.numbered
    if scope is None:
        return split_free(names, token, following)
    if numbered is not None:
        letters = held_in_run(token, following, scope, numbered)
        if letters:
            lengths = sorted({*names.lengths, *map(len, letters)}, reverse=True)
            scope = {**scope, **dict(zip(letters, letters, strict=True))}
            names = replace(names, scope=scope, lengths=lengths)
    return split_declared(names, token, following)


_RULES: Final[tuple[_Rule, ...]] = (
    _variable,
    _constant_of_c,
    _with_a_meaning,
    _sigma,
    _held,
    _whole,
)
"""What a name may be, in this order."""


@dataclass(frozen=True, slots=True)
class _Meaning:
    """Spellings that have a meaning, and where they have it."""

    kind: str
    spellings: Mapping[str, str]
    is_it: Callable[[Token, Token], bool] = lambda _, __: True


_MEANINGS: Final = (
    _Meaning("constant", CONSTANT_SPELLINGS),
    _Meaning("word", WORDS, lambda token, _: not token.whole),
    _Meaning("list", LISTS, lambda _, behind: behind.kind in ("(", "[")),
    _Meaning("word", MappingProxyType({"where": "if"}), lambda _, behind: behind.kind != "("),
    _Meaning("function", HYPERBOLIC, lambda _, behind: behind.kind in {*ARGUMENTS, "^"}),
)


def _known(token: Token, name: str, following: Token) -> list[Token] | None:
    for meaning in _MEANINGS:
        if name in meaning.spellings and meaning.is_it(token, following):
            return [replace(token, kind=meaning.kind, text=meaning.spellings[name])]
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
