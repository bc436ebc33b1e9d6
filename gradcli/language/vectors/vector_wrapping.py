"""What stands around the coordinates of a point, and says nothing that is not known.

at the point (1, 2)   P(1, 2)   P: 1, 2   v = <3, 4>   (y, x) = (2, 1)   np.array([1, 2])   ((1, 2))
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NoReturn

from gradcli.errors import Span
from gradcli.field.functions import SPELLINGS
from gradcli.frozen import dataclass, replace
from gradcli.language.lex.suggestions import nearest
from gradcli.language.lex.token import Token, full_name
from gradcli.language.lex.vocabulary import KNOWN_WORDS
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.names.names import as_declared
from gradcli.language.vectors import coordinates
from gradcli.language.vectors.vector_spec import VectorSpec
from gradcli.language.vectors.vectors import unit_vectors

# What a sentence has before a point: at (1, 2), in the direction of <3, 4>.
_BEFORE: Final = frozenset({
    "at", "the", "point", "points", "in", "of", "direction", "vector", "unit", "along", "from",
    "for", "when", "where", "if", "given", "by", "with", "coordinates", "components", "let",
    "moving", "going", "headed", "heading", "pointing", "displacement", "line",
    "parallel", "evaluate", "evaluated", "start", "starting", "near", "through",
    "im", "punkt", "richtung", "des", "vektors", "au", "en", "el", "punto", "nel",
})  # fmt: skip
_ARTICLES: Final = frozenset({"a", "an"})
# toward (4, 6): a way that depends on where it starts.
_TOWARD: Final = frozenset({"to", "toward", "towards"})
# A name, brackets, a name within them: no more than that is written around a point.
_MOST_LAYERS: Final = 8


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """What is left.

    `opening` is the innermost bracket that stood around it, `label` a name before it that is no
    variable, `order` the variables in the order of the values where the text gives one.
    """

    tokens: tuple[Token, ...]
    opening: str = ""
    label: str = ""
    order: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def inside(tokens: Sequence[Token], asked: VectorSpec) -> Unwrapped:
    """The tokens without the words, the names and the brackets around them.

    Raises:
        GradcliError: SYNTAX for a bracket that is never closed, NAME or DIMENSION for names before
            the values that are not those of the variables.
    """
    _check_brackets(tokens, asked)
    left = Unwrapped(_way(tokens, asked) or tuple(tokens))
    for _ in range(_MOST_LAYERS):
        before = len(left.tokens)
        left = _without_name(_without_words(left, asked), asked)
        left = _without_brackets(_without_comma(left, asked))
        if len(left.tokens) == before:
            break
    return left


def _check_brackets(tokens: Sequence[Token], asked: VectorSpec) -> None:
    """An open bracket would swallow the commas after it."""
    unclosed = coordinates.groups_of(tokens).unclosed
    if unclosed is None:
        return
    opening = tokens[unclosed]
    sign = coordinates.bracket_of(opening)
    if opening.text != sign:
        asked.fail("unended-environment", opening.span, environment=opening.text)
    asked.fail("unclosed-bracket", opening.span, sign, sign=coordinates.BRACKET_PAIRS[sign])


def _way(tokens: Sequence[Token], asked: VectorSpec) -> tuple[Token, ...]:
    """from (1, 2) to (4, 6): the difference of two points; nothing where that is not said.

    Raises:
        GradcliError: SYNTAX for the way to a point that says not from where.
    """
    words = [token.text.lower() for token in tokens]
    said = ({"from", "point", "origin", "away"} | _TOWARD) & {*words}
    if asked.what != "direction" or not said or said & {*asked.variables}:
        return ()
    start = words.index("from") if "from" in words else len(words)
    ends = [i for i, word in enumerate(words) if word in _TOWARD and words[i - 1] != "parallel"]
    before = words[: min([start, *ends])]
    is_of_a_point = not ends and start == len(words)  # in the direction of the point (3, 5)
    goals = [words.index(word) for word in ("point", "origin") if is_of_a_point and word in words]
    before = before[: goals[0]] if goals else before
    if not {*before} <= _BEFORE | _ARTICLES | {"away"} or not (ends or goals or start < len(words)):
        return ()
    if not ends or not start + 1 < ends[0] < len(words) - 1:
        goal = () if "away" in words else tokens[(goals or ends or [start])[0] :]
        _refuse_way(goal, asked)
    sign = tokens[ends[0]].span
    point = replace(asked, what="point")
    first = inside(tokens[start + 1 : ends[0]], point).tokens
    second = inside(tokens[ends[0] + 1 :], point).tokens
    opening, closing = Token("(", "(", sign), Token(")", ")", sign)
    if len(first) == 1 and first[0].text == "origin":
        return second
    if len(second) == 1 and second[0].text == "origin":
        return (Token("-", "-", sign), opening, *first, closing)
    return (opening, *second, closing, Token("-", "-", sign), opening, *first, closing)


def _refuse_way(goal: Sequence[Token], asked: VectorSpec) -> NoReturn:
    """Refuse the way to a point that says not from where it goes."""
    left = inside(goal, replace(asked, what="point")).tokens
    count = len(coordinates.places(left, coordinates.groups_of(left), coordinates.SEPARATORS)) + 1
    is_goal = bool(left) and (count == len(asked.variables) or left[0].text == "origin")
    form = "toward" if is_goal else ""
    written = "".join(asked.typed(left).split()) if is_goal else ""
    zeros, ones = (",".join(each for _ in asked.variables) for each in "01")
    if written == "origin":
        written = zeros
    asked.fail("way-to-a-point", asked.whole, form, start=ones, example=asked.example, goal=written)


def _without_words(left: Unwrapped, asked: VectorSpec) -> Unwrapped:
    tokens = left.tokens
    while len(tokens) > 1 and _is_word(tokens, asked):
        tokens = tokens[1:]
    if len(left.tokens) > len(tokens) > 1 and coordinates.is_sign_of_equality(tokens[0]):
        tokens = tokens[1:]  # direction: (3, 5)
    return replace(left, tokens=tokens)


def _is_word(tokens: Sequence[Token], asked: VectorSpec) -> bool:
    """Whether the first token is a word of the sentence around: a vector, in the direction of."""
    word, behind = tokens[0].text.lower(), tokens[1].text.lower()
    if full_name(tokens[0]) in asked.variables:
        return False
    return word in _BEFORE or (word in _ARTICLES and behind in _BEFORE) or word in _TOWARD


def _without_comma(left: Unwrapped, asked: VectorSpec) -> Unwrapped:
    """(1, 2), in a sentence; (1, 2,) in Python; 3i + 4j; in MATLAB."""
    tokens = left.tokens
    if len(tokens) < 2 or tokens[-1].kind not in coordinates.SEPARATORS:
        return left
    count = len(coordinates.places(tokens, coordinates.groups_of(tokens), coordinates.SEPARATORS))
    is_whole = (
        tokens[-1].kind == ";"
        or tokens[-2].kind in coordinates.BRACKET_PAIRS.values()
        or coordinates.is_sign_of_equality(tokens[1])
        or _is_vector(tokens, asked)
    )
    if (count == 1 and is_whole) or (count == len(asked.variables) and count > 1):
        return replace(left, tokens=tokens[:-1])
    return left


def _without_brackets(left: Unwrapped) -> Unwrapped:
    tokens, layers = left.tokens, 0
    ends = coordinates.groups_of(tokens).ends
    while layers in ends and ends[layers] == len(tokens) - 1 - layers:
        layers += 1
    if not layers:
        return left
    opening = coordinates.bracket_of(tokens[layers - 1])
    kept = tokens[layers : len(tokens) - layers]
    return replace(left, tokens=kept, opening=opening)


def _without_name(left: Unwrapped, asked: VectorSpec) -> Unwrapped:
    """P(2, 3), w = <3, 5>, P: 2, 3, (x, y) = (2, 3): what stands after the name."""
    tokens = left.tokens
    groups = coordinates.groups_of(tokens)
    signs = [
        index
        for index, (token, depth) in enumerate(zip(tokens, groups.depths, strict=True))
        if depth == 0 and coordinates.is_sign_of_equality(token)
    ]
    if not signs:
        return replace(left, tokens=tokens[1:]) if _is_named(tokens, groups, asked) else left
    before, after = tokens[: signs[0]], tokens[signs[0] + 1 :]
    names = _names_in(before)
    if not names or not after:
        return left
    if len(names) > 1:
        is_last = len(signs) == 1 or before[0].kind in coordinates.BRACKET_PAIRS
        return _in_order(replace(left, tokens=after), names, before, asked) if is_last else left
    name = asked.variable(names[0])
    if name in asked.variables:
        return replace(left, tokens=after) if len(signs) == 1 and _is_vector(after, asked) else left
    if sorted(name) == sorted(asked.variables):
        return replace(left, tokens=after, order=tuple(name))  # yx: 1, 2
    separators = coordinates.places(tokens, groups, coordinates.SEPARATORS)
    if len(signs) > 1 and any(place < signs[1] for place in separators):
        return left  # a = 1, b = 2
    return replace(left, tokens=after, label=name)


def _is_named(tokens: Sequence[Token], groups: coordinates.Groups, asked: VectorSpec) -> bool:
    """Whether a name before brackets is that of the point, and not a factor or a function."""
    if len(tokens) < 3 or groups.ends.get(1) != len(tokens) - 1 or tokens[0].kind != "name":
        return False
    name = full_name(tokens[0])
    # E(1, 2) is a point as D(1, 2) is.
    if (name in KNOWN_WORDS and name != "E") or coordinates.is_function(tokens[0]):
        return False
    units = unit_vectors(asked.variables)
    if as_declared(name, units) in units:
        return False
    if len(name) > 1 and nearest(name, SPELLINGS) is not None:
        return False  # a slip of the pen
    if 1 in groups.lists or groups.ends.get(2) == len(tokens) - 2:
        return True
    return len(tokens[0].text) == 1 and asked.variable(tokens[0]) not in asked.variables


def _names_in(tokens: Sequence[Token]) -> list[Token]:
    """The names in x, in x, y or in (x, y); nothing if anything else stands there."""
    if len(tokens) > 2 and coordinates.BRACKET_PAIRS.get(
        coordinates.bracket_of(tokens[0])
    ) == coordinates.bracket_of(tokens[-1]):
        tokens = tokens[1:-1]
    names, between = tokens[::2], tokens[1::2]
    is_list = len(names) == len(between) + 1 and all(t.kind in (",", ";", "|") for t in between)
    return list(names) if is_list and all(t.kind == "name" for t in names) else []


def _in_order(
    left: Unwrapped, names: Sequence[Token], before: Sequence[Token], asked: VectorSpec
) -> Unwrapped:
    """(y, x) = (1, 2) gives the values in the order of the names."""
    if len(names) != len(asked.variables):
        asked.wrong_count(len(names))
    order = tuple(map(asked.variable, names))
    if set(order) == set(asked.variables):
        return replace(left, order=order)
    if any(name in asked.variables for name in order):
        for token, name in zip(names, order, strict=True):
            if name not in asked.variables:
                asked.unknown_name(full_name(token), token.span)
        twice = next(name for name in order if order.count(name) > 1)
        asked.fail("variable-given-twice", names[-1].span, variable=twice)
    note = say.note(
        "values-in-order",
        Span(before[0].span.start, before[-1].span.end),
        typed=asked.typed(before),
        variables=asked.listed,
    )
    return replace(left, notes=(*left.notes, note))


def _is_vector(tokens: Sequence[Token], asked: VectorSpec) -> bool:
    """Whether a list or a unit vector stands in the tokens."""
    units = unit_vectors(asked.variables)
    names = (as_declared(full_name(token), units) for token in tokens if token.kind == "name")
    return bool(coordinates.groups_of(tokens).lists) or any(name in units for name in names)
