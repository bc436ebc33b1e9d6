"""Values of constants as --let gives them: a = 3, sigma = 1/2."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gradcli.codes import NameCode
from gradcli.errors import Source, Span
from gradcli.field.expression import Node
from gradcli.frozen import dataclass
from gradcli.language.lex.limits import Limits
from gradcli.language.lex.token import END, Token, full_name
from gradcli.language.lex.tokens import tokenize
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.names.headers import refuse_reserved
from gradcli.language.reading import Reading
from gradcli.language.vectors import coordinates
from gradcli.language.vectors.constants import about, read_constant


@dataclass(frozen=True, slots=True)
class Assignments:
    """The value of each name, a constant tree; `spans` say where the names stand in `source`."""

    values: Mapping[str, Node]
    spans: Mapping[str, Span]
    source: Source
    notes: tuple[Note, ...]


def read_assignments(text: str, limits: Limits) -> Assignments:
    """The values that a text gives to names.

    Raises:
        GradcliError: NAME for a name that is given twice, that can be none, or that stands in a
            value, SYNTAX for anything that is not name = value.
    """
    source = Source("--let", text)
    tokens = tokenize(source, limits)[:-1]
    items = coordinates.split(
        tokens, coordinates.places(tokens, coordinates.groups_of(tokens), coordinates.SEPARATORS)
    )
    if len(items) > 1 and not items[-1]:
        items.pop()
    values: dict[str, Node] = {}
    spans: dict[str, Span] = {}
    notes: list[Note] = []
    for item in items:
        if len(item) < 3 or item[0].kind != "name" or not coordinates.is_sign_of_equality(item[1]):
            where = item[0].span.to(item[-1].span) if item else Span(0, len(text))
            name = full_name(item[0]) if item and item[0].kind == "name" else "a"
            raise say.failure("value-of-a-constant-missing", where, source, name=name)
        name = full_name(item[0])
        refuse_reserved(name, item[0].span, source)
        if name in values:
            raise say.failure("constant-given-twice", item[0].span, source, name=name)
        stop = item[-1].span.end
        closing = Token(END, "", Span(stop, stop))
        values[name], said = read_constant([*item[2:], closing], source, limits, "value")
        spans[name] = item[0].span
        notes.extend(said)
    return Assignments(values, spans, source, about(source, notes))


def check_used(given: Assignments, reading: Reading, beside: str = "") -> None:
    """Make sure that each name is that of a constant in the function, or in a text beside it.

    Raises:
        GradcliError: NAME where one is a variable, or stands nowhere.
    """
    code: NameCode
    for name, span in given.spans.items():
        if name in reading.variables:
            code = "constant-like-a-variable"
        elif name not in reading.held and not _stands_in(name, beside):
            code = "constant-not-used"
        else:
            continue
        raise say.failure(
            code,
            span,
            given.source,
            name=name,
            function=reading.function,
            letters=", ".join((*reading.variables, *reading.held)),
        )


def _stands_in(name: str, text: str) -> bool:
    """Whether a name stands in a text, and not as part of a longer one."""
    return re.search(rf"(?<![A-Za-z_]){re.escape(name)}(?![A-Za-z_])", text) is not None
