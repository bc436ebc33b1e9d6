"""Vectors times numbers, and their sums, in a text: 1/sqrt(2) (1, 1), cos 60° i + sin 60° j.

Each vector becomes a name, the grammar reads what is then an expression, and the algebra of
`gradcli.language.vectors.vectors` gives the components.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from gradcli.errors import GradcliError, Span
from gradcli.field.expression import Node, variables_of
from gradcli.language.lex.token import END, Token, full_name, nesting
from gradcli.language.lex.vocabulary import FUNCTION_SPELLINGS
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.names.names import as_declared
from gradcli.language.reading import parse_tokens
from gradcli.language.size import check_size
from gradcli.language.vectors import coordinates
from gradcli.language.vectors.vector_spec import VectorSpec
from gradcli.language.vectors.vectors import (
    LETTERS,
    OF_SPACE,
    ZERO,
    Vector,
    is_zero,
    unit,
    unit_vectors,
    worked_out,
)
from gradcli.late import pattern

ReadList: TypeAlias = Callable[[Sequence[Token], str], Vector]
"""Reads the components within brackets, given what stands in them and the opening one."""

UNKNOWN: Final = frozenset({"undeclared-name", "name-not-among-variables"})
"""The codes of a name that is not declared."""

_OF_LISTS: Final = frozenset({*coordinates.SEPARATORS, *"[{<", "|<"})
# i, i_hat, e_1, e_x, x_hat, and names that run together with one: 2xyi.
_OF_UNITS: Final = pattern(r"[ijk]|e_|hat")


def combination(
    tokens: Sequence[Token], asked: VectorSpec, read_list: ReadList
) -> tuple[Vector, list[Note]] | None:
    """The components of a combination of vectors, and how it was read; None without a vector.

    Raises:
        GradcliError: SYNTAX for what is no vector, NAME for a name that is none, DIMENSION for a
            vector of another space.
    """
    units = unit_vectors(asked.variables)
    lists: dict[str, Vector] = {}
    line = with_names(tokens, units, lists, read_list)
    if line is None:
        return None
    tree, notes = _tree(line, (*units, *lists), asked)
    used = variables_of(tree)
    places = [units[name] for name in used if name in units]
    if len(asked.variables) > len(LETTERS) and used & OF_SPACE:
        asked.wrong_count(len(LETTERS))
    length = max(len(asked.variables), *(place + 1 for place in places), 0)
    vectors = {name: unit(place, length) for name, place in units.items() if place < length}
    for name, components in lists.items():
        vectors[name] = (*components, *(ZERO,) * (length - len(components)))
    found = worked_out(tree, vectors)
    if isinstance(found, Span):
        in_letters = not lists and used <= set(LETTERS)
        form = "letters" if in_letters else "vectors"
        asked.fail("not-a-multiple-of-a-vector", found, form)
    return _in_space(found, notes, asked)


def may_hold_vector(tokens: Sequence[Token]) -> bool:
    """Whether a list or a unit vector may stand among tokens: most formulas hold neither."""
    return any(
        token.kind in _OF_LISTS
        or (
            token.kind == "name"
            and _OF_UNITS.search(full_name(token))
            # There is an i in sin.
            and not coordinates.is_function(token)
        )
        for token in tokens
    )


def with_names(
    tokens: Sequence[Token], units: Mapping[str, int], lists: dict[str, Vector], read_list: ReadList
) -> list[Token] | None:
    """The tokens with a name for each list of components; None if there is no vector at all."""
    groups = coordinates.groups_of(tokens)
    line: list[Token] = []
    any_vector = after_function = False
    index = depth = 0
    while index < len(tokens):
        token = tokens[index]
        # The pairs of Piecewise((1, x > y), (0, True)) are no vectors.
        end = None if depth > 0 else _end_of_list(tokens, groups, index)
        is_call = index and coordinates.is_function(tokens[index - 1])
        depth += nesting(token.kind) if depth > 0 or (is_call and token.kind == "(") else 0
        is_vector = end is not None or _is_unit(token, units)
        if is_vector and after_function and line[-1].kind in coordinates.ENDS_OPERAND:
            # cos 60° i is the cosine of 60° times i.
            start = token.span.start
            line.append(Token("*", "*", Span(start, start), spaced=True))
        after_function = token.kind not in ("+", "-", "(", ")") and (
            after_function or _is_bare_function(tokens, index)
        )
        if end is not None:
            name = f"vector_{len(lists) + 1}"
            lists[name] = read_list(tokens[index + 1 : end], coordinates.bracket_of(token))
            span = token.span.to(tokens[end].span)
            token = Token("name", name, span, token.spaced)
            index = end
        elif full_name(token) in coordinates.DEGREES:
            token = replace(token, kind="°")
        line.append(token)
        any_vector = any_vector or is_vector
        index += 1
    return line if any_vector else None


def _end_of_list(tokens: Sequence[Token], groups: coordinates.Groups, index: int) -> int | None:
    """Where the list ends that begins here, (1, 2) or [1 2]; None for anything else."""
    end = groups.ends.get(index)
    if end is None or (index and coordinates.is_function(tokens[index - 1])):
        return None
    if index in groups.lists:
        return end
    inside = tokens[index + 1 : end]
    is_row = (
        coordinates.bracket_of(tokens[index]) in ("[", "<")
        and not coordinates.groups_of(inside).ends
    )
    return end if is_row and len(coordinates.split_at_gaps(inside)) > 1 else None


def _is_unit(token: Token, units: Mapping[str, int]) -> bool:
    if token.kind != "name":
        return False
    return as_declared(full_name(token), units) in units or set(full_name(token)) <= set(LETTERS)


def _is_bare_function(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    letters = re.match(r"[A-Za-z]*", token.text)
    if token.kind != "name" or letters is None or letters.group() not in FUNCTION_SPELLINGS:
        return False
    called = index + 1 < len(tokens) and tokens[index + 1].kind == "("
    return not called or letters.group() != token.text


def _tree(
    line: Sequence[Token], names: Sequence[str], asked: VectorSpec
) -> tuple[Node, list[Note]]:
    stop = line[-1].span.end
    try:
        return parse_tokens(
            [*line, Token(END, "", Span(stop, stop))], names, asked.source, asked.limits
        )
    except GradcliError as error:
        if error.code in UNKNOWN and error.span:
            typed = asked.source.text[error.span.start : error.span.end]
            raise say.failure("not-a-unit-vector", error.span, asked.source, typed=typed) from None
        raise


def _in_space(found: Vector, notes: list[Note], asked: VectorSpec) -> tuple[Vector, list[Note]]:
    """3i + 4j + 0k lies in the plane."""
    count = len(asked.variables)
    kept, beyond = found[:count], found[count:]
    for place, component in enumerate(beyond, count + 1):
        if not is_zero(component):
            asked.wrong_count(place)
    if beyond:
        left_out = say.note("component-left-out", asked.whole, variable=asked.variables[-1])
        notes = [*notes, left_out]
    for component in kept:
        check_size(component, asked.limits, asked.source)
    return kept, notes
