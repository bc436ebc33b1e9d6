"""Undeclared names: the message about them, and the name that was perhaps meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final, NoReturn

from gradcli.codes import NameCode
from gradcli.errors import GradcliError, Source
from gradcli.field.functions import SPELLINGS
from gradcli.language.lex.characters import GREEK_NAMES
from gradcli.language.lex.patterns import has_signs_of_code
from gradcli.language.lex.suggestions import nearest
from gradcli.language.lex.token import Token, full_name
from gradcli.language.lex.vocabulary import GREEK, KNOWN_WORDS, OTHER_WORDS, WORDS
from gradcli.language.messages import say
from gradcli.late import pattern

# What is longer would be no help: eighty characters in all.
_LONGEST_LIST: Final = 60
# Two of these are a sentence around the formula.
_OF_QUESTIONS: Final = frozenset({
    "what", "is", "find", "given", "its", "the", "of", "show", "that", "compute", "calculate",
    "determine", "evaluate", "respect", "for", "with", "function", "gradient", "derivative",
    "let", "be", "where", "how", "does", "why", "please", "question", "exercise", "problem",
    "tangent", "plane", "at", "to", "and", "half", "squared", "cubed", "times", "plus", "minus",
    "divided", "by", "square", "root", "over", "power", "point", "minimum", "maximum",
})  # fmt: skip
_OF_ANSWERS: Final = frozenset({"slope", "gradient", "derivative", "rate", "tangent", "normal"})
_ACROSS: Final = frozenset({"normal", "perpendicular", "orthogonal"})
_ALONE: Final = OTHER_WORDS["of"]
ARGUMENTS: Final = frozenset({"name", "number", "(", "{", "[", "frac", "sqrt", "radical"})
# Words of English where they stand by themselves, and products in by + c and ½at².
BETWEEN: Final = frozenset({"is", "in", "on", "to", "by", "as", "at"})
# Words that are products of letters but before one of these: Re(x), inv(x).
_ONLY_BEFORE: Final = MappingProxyType({"Re": ("name", "("), "Im": ("name", "("), "inv": ("(",)})
# Functions without their vowel, which before brackets are meant more often than a product is.
WITHOUT_VOWEL: Final = frozenset({"sn", "cs", "tn"})
_OF_CONDITIONS: Final = ("if", "and", "or", "otherwise", "else", "elsewhere", "when")
_COMPARES: Final = pattern(r"[<>≤≥≠]|\\(?:[lg]eq?|[lg]t|neq?)(?![a-z])")
_OF_PIECES: Final = ("piecewise", "Piecewise", "where")
_SHORT: Final = 4
# shx, lgx and senx: the short names of functions with their argument.
_GLUED_SHORT: Final = pattern(
    r"\A(?:(?:sh|ch|th|cth|lg)[xyztu]|[xyztu](?:sh|ch|th|lg)|(?:arc)?senh?[xyz])\Z"
)


def _is_run_of_letters(name: str) -> bool:
    """Whether a name before brackets may be a product: abc(...), xyz(...), and not one(...)."""
    if not name.isalpha() or len(name) > 3:
        return False
    return all(a < b for a, b in pairwise(name)) or not any(a in "aeiou" for a in name.lower())


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
        full_name(token) in BETWEEN
        and token.spaced
        and following.spaced
        and following.kind in ARGUMENTS
        and before.kind in ("name", "number", ")", "]", "}", "!")
    )


def word_of_conditions(name: str, source: Source) -> str | None:
    """The word of conditions that is meant by a misspelt one, as adn and othrwise."""
    if name in WORDS or not _COMPARES.search(source.text):
        return None
    if len(name) > _SHORT:
        return nearest(name, _OF_CONDITIONS)
    # ad and an are products: of a short word no letter may be missing.
    same = (each for each in _OF_CONDITIONS if {*each} == {*name} and len(each) <= len(name))
    return next(same, None)


def is_other_word(name: str, following: Token) -> bool:
    """Whether a run is what people call a function that the table has under another name."""
    if name in _ONLY_BEFORE:
        return following.kind in _ONLY_BEFORE[name]
    if _GLUED_SHORT.match(name):
        return True
    return name in OTHER_WORDS or (len(name) > 2 and name.lower() in OTHER_WORDS)


def with_all_missing(
    error: GradcliError, tokens: Sequence[Token], scope: Mapping[str, str] | None
) -> GradcliError:
    """The complaint about a name that is not declared, with the others that are not in its help."""
    words = {full_name(token).lower() for token in tokens if token.kind == "name"}
    if "curve" in words and words & _ACROSS:
        error.help = say.advice("normal-of-a-curve")
        return error
    # A word with a number behind it: no product is written so.
    if [token.kind for token in tokens[:2]] == ["name", "number"] and words <= _OF_ANSWERS:
        error.help = say.advice("formula-alone")
        return error
    if len(words & _OF_QUESTIONS) > 1 or any(OTHER_WORDS.get(each) == _ALONE for each in words):
        error.help = say.advice("formula-alone")
        return error
    if scope is None and (error.help or "").startswith("declare it with --vars"):
        return _with_all_names(error, tokens)
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
    listed = ", ".join(names)
    if len(missing) < 2 or len(listed) > _LONGEST_LIST - 2:
        return error
    error.help = say.advice("declare-them", names=listed)
    return error


def _with_all_names(error: GradcliError, tokens: Sequence[Token]) -> GradcliError:
    """The complaint with every name of the text: one alone would make constants of the others."""
    names = dict.fromkeys(
        full_name(token)
        for token in tokens
        if token.kind == "name" and not {token.text, full_name(token)} & {*KNOWN_WORDS, *WORDS}
    )
    listed = ",".join(names)
    if len(names) < 2 or len(listed) > _LONGEST_LIST:
        return error
    _, has_product, product = (error.help or "").partition(", or write ")
    if has_product:
        product = product.removesuffix(" for a product")
        error.help = say.advice("declare-all-or-product", names=listed, product=product)
    else:
        error.help = say.advice("declare-all", names=listed)
    return error


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
        meant = word_of_conditions(name, source)
        meant = meant or nearest(name, (*(scope or ()), *SPELLINGS, *GREEK, *_OF_PIECES))
    if meant is not None and len(name) < 2:
        meant = None
    takes_argument = following.kind in ARGUMENTS
    if meant in SPELLINGS and meant not in (scope or ()) and len(name) > 3 and not takes_argument:
        meant = None  # const is not meant to be cos
    if meant and name in WITHOUT_VOWEL:
        advice = say.advice("did-you-mean-or-product", meant=meant, product="*".join(name))
    elif meant:
        advice = say.advice("did-you-mean", meant=meant)
    if name in BETWEEN:
        advice = say.advice("formula-alone")
    elif _GLUED_SHORT.match(name):
        has_lg = "lg" in name
        advice = OTHER_WORDS["lg"] if has_lg else say.advice("space-before-argument")
    if len(name) > 40:
        name, advice = f"{name[:18]}...{name[-18:]}", say.advice("sign-between-factors")
    listed = list(dict.fromkeys((scope or {}).values()))
    code: NameCode
    form = ""
    if is_other_word(name, following) or (scope is None and name in BETWEEN):
        code = "not-a-word"
    elif called and len(name) > 1:
        code = "unknown-function"
        is_run = _is_run_of_letters(name) and not has_signs_of_code(source.text)
        form = "product" if is_run else ""
    elif not listed:
        code = "undeclared-name"
        if scope is not None:
            form = "none"
        else:
            form = "product" if name.isalpha() and len(name) < 5 else "declare"
    else:
        code = "name-not-among-variables"
        form = "several" if len(listed) > 1 else "one"
        if len(", ".join((*listed, name))) > _LONGEST_LIST:
            form += " long"
    raise say.failure(
        code,
        token.span,
        source,
        form,
        advice,
        name=name,
        product="*".join(name),
        variables=", ".join(listed),
        all_names=", ".join((*listed, name)),
    )
