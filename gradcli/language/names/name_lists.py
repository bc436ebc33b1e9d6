"""Lists of names, as --vars and --wrt have them; a complaint shows the list as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gradcli.codes import NameCode
from gradcli.errors import GradcliError, Source, Span
from gradcli.language.lex.limits import Limits
from gradcli.language.lex.token import full_name
from gradcli.language.lex.tokens import tokenize
from gradcli.language.messages import say
from gradcli.language.names.headers import refuse_reserved
from gradcli.language.names.names import as_declared


def declared_names(names: Sequence[str], limits: Limits) -> tuple[str, ...]:
    """The names of --vars as the language spells them: θ is theta, x_{1} is x_1.

    Raises:
        GradcliError: NAME for what is not one name, cannot be a variable, or stands twice.
    """
    if len(names) == 1 and not names[0].strip():
        raise say.failure("no-names-declared", None, None)
    typed = Source("--vars", ",".join(names))
    read: dict[str, None] = {}
    for part in _parts(names):
        name, place = _one_name(typed, limits, part)
        refuse_reserved(name, place, typed)
        if name in read:
            raise say.failure("variable-declared-twice", place, typed, name=name)
        read[name] = None
    return tuple(read)


def names_to_differentiate_by(
    names: Sequence[str],
    function: str,
    variables: Sequence[str],
    limits: Limits,
    *,
    each_once: bool = False,
) -> tuple[str, ...]:
    """The names of --wrt, each one of the variables however it is spelled: x1 for x_1.

    Raises:
        GradcliError: USAGE for an empty place, NAME for what is none of the variables, or stands
            twice where it may stand once.
    """
    names = names or ("",)
    typed = Source("--wrt", ",".join(names))
    known = frozenset(variables)
    read: list[str] = []
    for given, part in zip(names, _parts(names), strict=True):
        if given in known:
            if each_once and given in read:
                raise say.failure("variable-listed-twice", part, typed, name=given)
            read.append(given)
            continue
        if not given.strip():
            raise say.failure(
                "variable-missing", part if typed.text else None, typed, example=variables[0]
            )
        written, place = _one_name(typed, limits, part)
        name = as_declared(written, known)
        if name not in known:
            shown = given.strip()
            raise say.failure(
                "not-a-variable",
                place,
                typed,
                name=shown,
                function=function,
                variables=", ".join(variables),
                all_names=",".join((*variables, shown)),
            )
        if each_once and name in read:
            raise say.failure("variable-listed-twice", place, typed, name=name)
        read.append(name)
    return tuple(read)


def _parts(names: Sequence[str]) -> Iterator[Span]:
    """Where each name stands when all are written with commas between them."""
    start = 0
    for name in names:
        yield Span(start, start + len(name))
        start += len(name) + 1


def _one_name(source: Source, limits: Limits, part: Span) -> tuple[str, Span]:
    """The name that a part of the source is, and its place without the space around it."""
    text = source.text[part.start : part.end]
    name = text.strip()
    start = part.start + len(text) - len(text.lstrip())
    place = Span(start, start + len(name))
    try:
        tokens = tokenize(Source(source.name, text), limits)
    except GradcliError as error:
        inner = error.span or Span(0, len(text))
        error.source = source
        error.span = Span(part.start + inner.start, part.start + inner.end)
        raise
    if len(tokens) == 4 and re.fullmatch(r"log_[A-Za-z][A-Za-z0-9_]*", name):
        return name, place  # where a program has it: no base of a logarithm
    if len(tokens) != 2 or tokens[0].kind != "name":
        code: NameCode = "not-a-name" if name else "name-missing"
        raise say.failure(code, place, source, name=name)
    return full_name(tokens[0]), place
