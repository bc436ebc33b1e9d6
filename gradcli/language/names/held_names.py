"""Names beside the declared ones: constants with a name, as a, b and c in f(x) = ax^2 + bx + c.

A letter may be one, Greek or not, with an index or a figure; a word is none, nor what looks like a
slip of the pen.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Final

from gradcli.errors import Source, Span
from gradcli.field.expression import natural_order
from gradcli.field.functions import SPELLINGS
from gradcli.language.lex.characters import GREEK_NAMES
from gradcli.language.lex.suggestions import edit_distance, nearest
from gradcli.language.lex.token import Token, full_name
from gradcli.language.lex.vocabulary import CONSTANT_SPELLINGS, KNOWN_IN_RUNS, LONG_GREEK
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.names.runs import has_glue, product_before_bracket
from gradcli.language.names.undeclared import is_other_word, reads_as_word
from gradcli.late import pattern

_STEM_AND_FIGURES: Final = pattern(r"\A([A-Za-z]+?)([0-9]+)\Z")
# What is mostly a variable: where one that is declared is not used, this may stand in its place.
_VARIABLES: Final = frozenset("rstuvwxyz")
_FUNCTIONS: Final = frozenset("fgh")


def numbered_stems(tokens: Sequence[Token]) -> frozenset[str]:
    """The letters that stand with the figure 0 or 1: of x0 and x1 neither can be a lost power."""
    return frozenset(
        token.text[0]
        for token in tokens
        if token.kind == "name" and len(token.text) == 2 and token.text[1] in "01"
    )


def is_held_name(
    token: Token, following: Token, scope: Collection[str], numbered: Collection[str]
) -> bool:
    """Whether a token that is no declared name is one name, and may be that of a constant."""
    stem = token.text
    figures = _STEM_AND_FIGURES.match(stem)
    if figures:
        stem = figures.group(1)
        if stem in scope and stem not in numbered:
            return False  # x2 has more likely lost the sign of a power
    if stem in GREEK_NAMES:
        return True
    if len(stem) > 1 or not stem.isalpha() or full_name(token) == "E":
        return False
    called = following.kind == "(" and not following.spaced
    return not (called and full_name(token) in _FUNCTIONS)


def is_slip_of_an_index(token: Token, scope: Collection[str]) -> bool:
    """Whether x1_10 stands beside x_1 and x_10: a name with two indices that looks like those."""
    name = full_name(token)
    has_two = bool(token.subscript) and _STEM_AND_FIGURES.match(token.text) is not None
    # One index too many is two signs.
    slips = 2 if len(name) > 4 else 1
    return has_two and any(edit_distance(name, each) <= slips for each in scope)


def held_in_run(
    token: Token, following: Token, scope: Collection[str], numbered: Collection[str]
) -> tuple[str, ...]:
    """The names in a run that may be those of constants: a and b of axby; none where it is a word.

    `scope` are the declared names; those and functions are taken first, the longest at each place.
    """
    run = token.text
    known = sorted((*scope, *KNOWN_IN_RUNS), key=len, reverse=True)
    found: dict[str, None] = {}
    unknown = [""]
    at = 0
    while at < len(run):
        rest = run[at:]
        word = next((each for each in known if rest.startswith(each)), "")
        name, length = ("", len(word)) if word else _one_name(rest, token.subscript, scope)
        figures = re.match(r"[0-9]+", rest[length:])
        is_name = rest[0].isalpha() and (not word or (word in scope and word in numbered))
        if figures and length == 1 and is_name:
            name, length = rest[0] + figures.group(), 1 + figures.end()
        if not length:
            if not (rest[0].isdigit() and at):
                return ()
            length = 1
        if name:
            found[name] = None
        if (name and name not in GREEK_NAMES) or word in CONSTANT_SPELLINGS:
            unknown[-1] += run[at : at + length]
        else:
            unknown.append("")
        at += length
    return tuple(found) if _may_be_product(run, unknown, following) else ()


def _one_name(rest: str, subscript: str, scope: Collection[str]) -> tuple[str, int]:
    """The name that begins with a letter that is not declared, and how long it is in the run."""
    stem = next((name for name in LONG_GREEK if rest.startswith(name)), rest[0])
    if not stem.isalpha() or stem == "E":
        return "", 0
    if stem == rest and subscript:
        return f"{stem}_{subscript}", len(stem)
    return stem, len(stem)


def _may_be_product(run: str, unknown: Sequence[str], following: Token) -> bool:
    """Whether a run is a product, and not a word or a slip; `unknown` are its unknown stretches."""
    letters = re.sub(r"[0-9]+", "", run)
    stretches = [re.sub(r"[0-9]+", "", each) for each in unknown]
    longest = max(map(len, stretches))
    called = following.kind == "(" and not following.spaced
    if is_other_word(run, following) or (called and not product_before_bracket(letters)):
        return False
    if called and run[-1:] in _FUNCTIONS and stretches[-1].endswith(run[-1:]):
        return False
    if any(map(reads_as_word, stretches)):
        return False
    if longest < 2 or has_glue(letters):
        return True
    in_order = all(a < b for a, b in pairwise(letters))
    is_long = len(letters) > 3 or (longest == len(letters) == 3 and not in_order)
    return not (reads_as_word(letters) or (is_long and nearest(letters, SPELLINGS)))


def held_names(
    spans: Mapping[str, Span],
    declared: Sequence[str],
    given: Collection[str],
    function: str,
    source: Source,
) -> tuple[str, ...]:
    """The names in a formula beside the declared variables, in natural order.

    Those that are `given` as constants are no slips.

    Raises:
        GradcliError: NAME where a variable is not used and another name may stand in its place.
    """
    names = sorted((name for name in spans if name not in declared), key=natural_order)
    unused = [name for name in declared if name not in spans]
    others = [name for name in names if name not in given]
    if others and unused:
        in_place = [name for name in others if name in _VARIABLES]
        if len(others) <= len(unused) or len(unused) == len(declared):
            in_place = others
        if in_place:
            slip = in_place[0]
            raise say.failure(
                "variable-not-used",
                spans[slip],
                source,
                function=function,
                variable=unused[0],
                name=slip,
            )
    return tuple(names)


def note_on_held(names: Sequence[str], spans: Mapping[str, Span], declared: Sequence[str]) -> Note:
    """What is said of the constants of a function."""
    *but_last, last = names
    first = min((spans[name] for name in names), key=lambda span: span.start)
    return say.note(
        "names-held" if but_last else "name-held",
        first,
        names=", ".join(but_last),
        last=last,
        all_names=",".join((*declared, *names)),
        example=",".join(f"{name}={value}" for name, value in zip(names, "23579", strict=False)),
    )
