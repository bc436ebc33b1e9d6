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
from itertools import pairwise
from typing import Final, NoReturn

from gradcli.errors import GradcliError, Kind, Source, Span
from gradcli.field.functions import SPELLINGS
from gradcli.language.characters import GREEK_NAMES
from gradcli.language.lost import refuse_lost_powers
from gradcli.language.naming import notes_on_amplitudes, notes_on_name
from gradcli.language.parser import Note
from gradcli.language.suggestions import nearest
from gradcli.language.tokens import Token
from gradcli.language.vocabulary import (
    CONSTANT_SPELLINGS,
    CONSTANTS_OF_C,
    FUNCTION_SPELLINGS,
    GLUE,
    GREEK,
    HYPERBOLIC,
    KNOWN_IN_RUNS,
    OTHER_WORDS,
    WORDS,
)

_KNOWN_LENGTHS: Final = frozenset(map(len, KNOWN_IN_RUNS))
_WITH_BAR: Final = re.compile(r"\A([A-Za-z]+)([0-9]+)\Z")
_LOG_OF_BASE: Final = re.compile(r"\Alog[0-9]+\Z")
_BASED: Final = re.compile(r"\A(log10|log2)(?=[A-Za-z])")
# shx and lgx: the short names of functions with their argument.
_GLUED_SHORT: Final = re.compile(r"\A(?:(?:sh|ch|th|cth|lg)[xyztu]|[xyztu](?:sh|ch|th|lg))\Z")
_ARGUMENTS: Final = frozenset({"name", "number", "(", "{", "[", "frac", "sqrt", "radical"})


def as_declared(name: str, scope: Collection[str]) -> str:
    """The name as it was declared: x1 for x_1 or x_1 for x1, if that is the one in scope."""
    if name in scope:
        return name
    twin = name.replace("_", "") if "_" in name else _WITH_BAR.sub(r"\1_\2", name)
    return twin if twin in scope else name


def reads_as_word(letters: str) -> bool:
    """Whether a run of letters looks like a word rather than a product of one-letter names.

    A product is written in the order of the alphabet (`abc`, `xyz`) or without vowels.
    """
    if len(letters) < 3:
        return False
    lower = letters.lower()
    if all(a < b for a, b in pairwise(lower)):
        return False
    return lower[1] in "aeiou" if len(letters) == 3 else any(a in "aeiou" for a in lower)


def resolve(
    tokens: Sequence[Token], declared: Collection[str] | None, source: Source
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
    scope = None if declared is None else _with_twins(declared)
    # The lengths that a name can have, longest first: a run is split by looking slices up.
    lengths = sorted(_KNOWN_LENGTHS.union(map(len, scope or ())), reverse=True)
    for index, token in enumerate(tokens):
        if token.kind != "name":
            if token.kind == "number" and scope and "e" in scope:
                _refuse_scientific(token, source)
            resolved.append(token)
            continue
        following = tokens[index + 1]
        try:
            parts = _resolve_one(token, following, scope, lengths, source)
        except GradcliError as error:
            raise _with_all_missing(error, tokens[index:], scope) from None
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
    notes.extend(notes_on_amplitudes(resolved, variables, source))
    refuse_lost_powers(resolved, source)
    return resolved, notes


def _with_twins(declared: Collection[str]) -> dict[str, str]:
    """The declared names, and x1 for x_1 or x_1 for x1: they are printed alike."""
    twins = {_twin(name): name for name in declared if _twin(name)}
    return {**twins, **{name: name for name in declared}}


def _twin(name: str) -> str:
    if "_" in name:
        return name.replace("_", "")
    twin = _WITH_BAR.sub(r"\1_\2", name)
    return twin if twin != name else ""


def _with_all_missing(
    error: GradcliError, tokens: Sequence[Token], scope: Mapping[str, str] | None
) -> GradcliError:
    """The complaint about a name that is not declared, with the others that are not in its help."""
    if scope is None or not (error.help or "").startswith("declare it as well"):
        return error
    missing: dict[str, None] = {}
    for token in tokens:
        if token.kind != "name":
            continue
        name = full_name(token)
        if name in scope or _known(token, name, tokens[-1]):
            continue
        one_name = token.whole or token.subscript or len(name) == 1 or reads_as_word(name)
        letters = [name] if one_name or not name.isalpha() else list(name)
        missing.update(dict.fromkeys(each for each in letters if each not in scope))
    names = [*dict.fromkeys(scope.values()), *missing]
    advice = f"declare {'it' if len(missing) < 2 else 'them'} as well: {', '.join(names)}"
    if len(missing) < 2 or len(advice) > 80:
        return error
    return GradcliError(
        error.kind, error.message, span=error.span, source=error.source, help=advice
    )


def _notes_on_split(
    token: Token, parts: Sequence[Token], variables: AbstractSet[str], source: Source
) -> Iterator[Note]:
    typed = source.text[token.span.start : token.span.end]
    last = parts[-1]
    based = _BASED.match(typed)
    if based:
        base, rest = based.group(), typed[based.end() :]
        yield Note(
            f"{typed} was read as {base}({rest})",
            token.span,
            f"write {base[:3]}({base[3:]}{rest}) for the logarithm of the product",
        )
        return
    function = next((i for i, part in enumerate(parts) if part.kind == "function"), None)
    if function is not None and (function > 0 or last.kind not in ("function", "number")):
        yield Note(
            f"the letters {typed} were read as a function and its argument",
            token.span,
            "leave spaces between names, or put * between letters for a product",
        )
    elif (
        last.kind == "variable"
        and last.text[-1] in "23456789"
        and not token.subscript
        # x1x2 is a product of two names that are numbered.
        and variables.isdisjoint(f"{last.text[0]}{n}" for n in ("0", "1", "_0", "_1"))
    ):
        yield Note(
            f"{typed} was read as a product that ends with the variable {last.text}",
            token.span,
            f"write {last.text[0]}^{last.text[1:]} for a power",
        )


def full_name(token: Token) -> str:
    """The name that a token is when it is taken whole: `x_1`, `rate`."""
    return f"{token.text}_{token.subscript}" if token.subscript else token.text


def _resolve_one(
    token: Token,
    following: Token,
    scope: Mapping[str, str] | None,
    lengths: Sequence[int],
    source: Source,
) -> list[Token]:
    name = full_name(token)
    if scope is None:
        if len(name) == 1 and name not in "eEfgh":
            return [Token("variable", name, token.span, token.spaced)]
    elif name in scope:
        return [Token("variable", scope[name], token.span, token.spaced)]
    if name in CONSTANTS_OF_C:
        return [replace(token, kind="constant", text=CONSTANTS_OF_C[name], subscript="")]
    if token.subscript and not FUNCTION_SPELLINGS.keys().isdisjoint(
        {token.text, token.text.lower()}
    ):
        _refuse_subscript(token.text, token.span, source)
    if not token.subscript:
        simple = _known(token, name, following)
        if simple is not None:
            return simple
        based = _BASED.match(name) if scope is None else None
        if based:  # log10x
            end = token.span.start + based.end(1)
            head = replace(token, text=based.group(1), span=Span(token.span.start, end))
            rest = replace(token, text=name[based.end(1) :], span=Span(end, token.span.end))
            logarithm = _known(head, based.group(1), rest) or []
            return [*logarithm, *_split_free(rest, rest.text, following, source)]
    if scope is None and _is_other_word(name, following):
        _undeclared(token, name, scope, following, source)
    if token.whole or (scope is None and token.text in GREEK_NAMES):
        if scope is not None:
            _undeclared(token, name, scope, following, source)
        return [replace(token, kind="variable", text=name)]
    if scope is not None:
        return _split_declared(token, name, scope, following, lengths, source)
    return _split_free(token, name, following, source)


def _known(token: Token, name: str, following: Token) -> list[Token] | None:
    if name in CONSTANT_SPELLINGS:
        return [replace(token, kind="constant", text=CONSTANT_SPELLINGS[name])]
    if name in WORDS and not token.whole:
        return [replace(token, kind="word", text=WORDS[name])]
    if name == "where" and following.kind != "(":
        return [replace(token, kind="word", text="if")]
    if name in HYPERBOLIC and (following.kind in _ARGUMENTS or following.kind == "^"):
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
    if spelling in FUNCTION_SPELLINGS:
        return [replace(token, kind="function", text=FUNCTION_SPELLINGS[spelling])]
    return None


def _is_other_word(name: str, following: Token) -> bool:
    """Whether a run is what people call a function that the table has under another name."""
    if name in ("Re", "Im"):
        return following.kind in ("name", "(")
    if _GLUED_SHORT.match(name):
        return True
    return name in OTHER_WORDS or (len(name) > 2 and name.lower() in OTHER_WORDS)


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
                    # xw with x declared: it is the w that nobody knows.
                    span = Span(start + at, start + at + 1)
                    alone = replace(token, text=rest[0], span=span, subscript="")
                    after = replace(following, kind="name") if len(rest) > 1 else following
                    if nearest(name, SPELLINGS) is None:
                        _undeclared(alone, rest[0], scope, after, source)
                _undeclared(token, name, scope, following, source)
            part = _part(word, scope)
            if part.kind == "variable":
                part = replace(part, text=scope.get(word, word))
        end = at + len(digits.group() if digits and parts else word or "")
        spaced = token.spaced and at == 0
        parts.append(replace(part, span=Span(start + at, start + end), spaced=spaced))
        at = end
    if token.subscript:
        _check_subscript(parts[-1], token, source)
        _undeclared(token, name, scope, following, source)
    return parts


def _part(word: str, scope: Collection[str]) -> Token:
    nowhere = Span(0, 0)
    if word in scope:
        return Token("variable", word, nowhere)
    if word in CONSTANT_SPELLINGS:
        return Token("constant", CONSTANT_SPELLINGS[word], nowhere)
    if word in FUNCTION_SPELLINGS and len(word) > 1:
        return Token("function", FUNCTION_SPELLINGS[word], nowhere)
    return Token("variable", word, nowhere)


def _split_free(token: Token, name: str, following: Token, source: Source) -> list[Token]:
    """Without declared names: letters, with functions and Greek names found among them."""
    start = token.span.start
    chunks = re.findall(r"[A-Za-z]+|[0-9]+", token.text)
    letters = chunks[0]
    called = following.kind == "(" and not following.spaced
    if len(letters) == 1 and letters in "fgh" and called:
        raise GradcliError(
            Kind.NAME,
            f"{name} is followed by brackets, and no function {name} is known",
            span=token.span,
            source=source,
            help=f"write {name}*(...) for a product, or put the formula of {name} in its place",
        )
    if len(chunks) <= 2 and (
        _reads_as_name(letters) or (called and not _product_before_bracket(letters))
    ):
        digits = chunks[1] if len(chunks) == 2 else ""
        if (token.subscript or digits) and not called:
            return [replace(token, kind="variable", text=name)]
        _undeclared(token, name, None, following, source)
    parts: list[Token] = []
    at = start
    word = ""
    for chunk in chunks:
        if chunk.isdigit():
            before = parts[-1]
            if before.kind == "variable":
                parts[-1] = replace(
                    before, text=before.text + chunk, span=Span(before.span.start, at + len(chunk))
                )
            else:
                span = Span(at, at + len(chunk))
                parts.append(Token("number", chunk, span, value=Fraction(chunk)))
            at += len(chunk)
            continue
        for word in _segments(chunk):
            span = Span(at, at + len(word))
            parts.append(replace(_part(word, ()), span=span, spaced=token.spaced and at == start))
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
        raise GradcliError(
            Kind.SYNTAX,
            f"{last.text} takes no subscript",
            span=span,
            source=source,
            help="only names do; leave a space or write * between a name and a number",
        )


def _refuse_subscript(function: str, span: Span, source: Source) -> NoReturn:
    raise GradcliError(
        Kind.NAME,
        f"{function} takes no subscript",
        span=span,
        source=source,
        help="only log does, for its base: log_2(x)",
    )


def _reads_as_name(letters: str) -> bool:
    return reads_as_word(letters) and not _has_glue(letters)


def _product_before_bracket(letters: str) -> bool:
    """Whether letters before a bracket are factors: `xy(x + 1)`, and not `foo(x)`."""
    if len(letters) <= 2 or (_has_glue(letters) and len(_segments(letters)[-1]) > 1):
        return True
    return not reads_as_word(letters) and nearest(letters, SPELLINGS) is None


def _has_glue(letters: str) -> bool:
    """Whether functions and Greek names stand in the run, with little more than letters between."""
    words = _segments(letters)
    if all(len(word) == 1 for word in words):
        return False
    loose = "".join(word if len(word) == 1 else " " for word in words).split()
    return all(
        len(rest) <= 1 or (len(rest) <= 3 and not any(a in "aeiou" for a in rest)) for rest in loose
    )


def _segments(letters: str) -> list[str]:
    words: list[str] = []
    at = 0
    while at < len(letters):
        match = GLUE.match(letters, at)
        word = match.group() if match else letters[at]
        if word == "p" and letters[at : at + 2] == "pi" and (at == 0 or at + 2 == len(letters)):
            word = "pi"
        words.append(word)
        at += len(word)
    return words


def _refuse_scientific(token: Token, source: Source) -> None:
    mantissa, sign, exponent = token.text.lower().partition("e")
    if sign:
        raise GradcliError(
            Kind.SYNTAX,
            f"{token.text} is a number in scientific notation, and e is a variable here",
            span=token.span,
            source=source,
            help=f"write {mantissa}*e... with a sign between, or {mantissa}*10^({exponent})",
        )


def _undeclared(
    token: Token, name: str, scope: Mapping[str, str] | None, following: Token, source: Source
) -> NoReturn:
    called = following.kind == "(" and not (token.text in GREEK_NAMES and scope)
    advice = OTHER_WORDS.get(name) or OTHER_WORDS.get(name.lower() if len(name) > 2 else name)
    # theta_1 is no slip of the pen, and alpha is not meant to be Alpha.
    is_greek = token.text in GREEK_NAMES
    meant = None
    if not (advice or is_greek):
        meant = nearest(name, (*(scope or ()), *SPELLINGS, *GREEK))
    if meant is not None and len(name) < 2:
        meant = None
    if meant:
        advice = f"did you mean {meant}?"
    if _GLUED_SHORT.match(name):
        advice = "leave a space before the argument" if "lg" not in name else OTHER_WORDS["lg"]
    if len(name) > 40:
        name, advice = f"{name[:18]}...{name[-18:]}", "put * or a space between the factors"
    if _is_other_word(name, following):
        message = f"{name} is not a word of the language"
    elif called and len(name) > 1:
        message = f"{name} is not a function that gradcli knows"
        if advice is None and name.isalpha() and len(name) < 4:
            advice = f"write {'*'.join(name)}*(...) for a product"
    elif scope is not None and not scope:
        message, advice = f"the name {name} is not declared", advice or "no variables are declared"
    elif scope is None:
        message = f"the name {name} is not declared"
        if advice is None:
            product = "*".join(name)
            advice = f"declare it with --vars {name}" + (
                f", or write {product} for a product" if name.isalpha() and len(name) < 5 else ""
            )
    else:
        listed = list(dict.fromkeys(scope.values()))
        which = (
            f"the variables {', '.join(listed)}" if len(listed) > 1 else f"the variable {listed[0]}"
        )
        message = (
            f"the name {name} is not one of {which}"
            if len(listed) > 1
            else f"the name {name} is not {which}"
        )
        if advice is None:
            advice = f"declare it as well: {', '.join(listed)}, {name}"
            if len(advice) > 80:
                advice = "declare it as well"
    raise GradcliError(Kind.NAME, message, span=token.span, source=source, help=advice)
