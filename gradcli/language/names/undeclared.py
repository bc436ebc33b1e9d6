"""Names that nobody declared: what is said of them, and which name was perhaps meant."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NoReturn

from gradcli.codes import NameCode
from gradcli.errors import GradcliError, Source
from gradcli.field.functions import SPELLINGS
from gradcli.language.lex.characters import GREEK_NAMES
from gradcli.language.lex.suggestions import nearest
from gradcli.language.lex.tokens import Token, full_name
from gradcli.language.lex.vocabulary import GREEK, KNOWN_WORDS, OTHER_WORDS, WORDS

_ARGUMENTS: Final = frozenset({"name", "number", "(", "{", "[", "frac", "sqrt", "radical"})
# Words of English where they stand by themselves, and products in by + c and ½at².
_BETWEEN: Final = frozenset({"is", "in", "on", "to", "by", "as", "at"})
# shx and lgx: the short names of functions with their argument.
_GLUED_SHORT: Final = re.compile(r"\A(?:(?:sh|ch|th|cth|lg)[xyztu]|[xyztu](?:sh|ch|th|lg))\Z")


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


def stands_between(before: Token, token: Token, following: Token) -> bool:
    """Whether a word of English stands between two factors: x by y, and not ax + by (1 + z)."""
    return (
        full_name(token) in _BETWEEN
        and token.spaced
        and following.spaced
        and following.kind in _ARGUMENTS
        and before.kind in ("name", "number", ")", "]", "}", "!")
    )


def is_other_word(name: str, following: Token) -> bool:
    """Whether a run is what people call a function that the table has under another name."""
    if name in ("Re", "Im"):
        return following.kind in ("name", "(")
    if _GLUED_SHORT.match(name):
        return True
    return name in OTHER_WORDS or (len(name) > 2 and name.lower() in OTHER_WORDS)


def with_all_missing(
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
        if name in scope or name in KNOWN_WORDS or name in WORDS:
            continue
        one_name = token.whole or token.subscript or len(name) == 1 or reads_as_word(name)
        letters = [name] if one_name or not name.isalpha() else list(name)
        missing.update(dict.fromkeys(each for each in letters if each not in scope))
    names = [*dict.fromkeys(scope.values()), *missing]
    advice = f"declare {'it' if len(missing) < 2 else 'them'} as well: {', '.join(names)}"
    if len(missing) < 2 or len(advice) > 80:
        return error
    return GradcliError(
        error.code, error.message, span=error.span, source=error.source, help=advice
    )


def undeclared(
    token: Token, name: str, scope: Mapping[str, str] | None, following: Token, source: Source
) -> NoReturn:
    """Refuse a name; `scope` are those that are declared, each with its spelling there.

    Raises:
        GradcliError: NAME.
    """
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
    if name in _BETWEEN:
        advice = "give the formula alone, and a point with --at"
    elif _GLUED_SHORT.match(name):
        advice = "leave a space before the argument" if "lg" not in name else OTHER_WORDS["lg"]
    if len(name) > 40:
        name, advice = f"{name[:18]}...{name[-18:]}", "put * or a space between the factors"
    code: NameCode
    if is_other_word(name, following) or (scope is None and name in _BETWEEN):
        code = "not-a-word"
        message = f"{name} is not a word of the language"
    elif called and len(name) > 1:
        code = "unknown-function"
        message = f"{name} is not a function that gradcli knows"
        if advice is None and name.isalpha() and len(name) < 4:
            advice = f"write {'*'.join(name)}*(...) for a product"
    elif scope is not None and not scope:
        code = "undeclared-name"
        message, advice = f"the name {name} is not declared", advice or "no variables are declared"
    elif scope is None:
        code = "undeclared-name"
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
        code = "name-not-among-variables"
        message = (
            f"the name {name} is not one of {which}"
            if len(listed) > 1
            else f"the name {name} is not {which}"
        )
        if advice is None:
            advice = f"declare it as well: {', '.join(listed)}, {name}"
            if len(advice) > 80:
                advice = "declare it as well"
    raise GradcliError(code, message, span=token.span, source=source, help=advice)
