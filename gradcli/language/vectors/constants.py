"""One coordinate, component or angle: a constant among the tokens of a longer text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gradcli.errors import GradcliError, Source, Span
from gradcli.field.expression import Node, Variable, postorder
from gradcli.language.lex.limits import Limits
from gradcli.language.lex.token import Token
from gradcli.language.lex.tokens import tokenize
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.reading import parse_tokens
from gradcli.language.size import check_size


def read_constant(
    tokens: Sequence[Token], source: Source, limits: Limits, what: str
) -> tuple[Node, list[Note]]:
    """The tree of tokens that end with END; `what` is an `angle`, a `coordinate`, a `value` ...

    Raises:
        GradcliError: NAME for a name in it, SYNTAX or LIMIT as `read_expression`.
    """
    try:
        tree, notes = parse_tokens(tokens, None, source, limits)
    except GradcliError as error:
        # Nothing can be declared here.
        if error.code == "undeclared-name" and error.span:
            typed = source.text[error.span.start : error.span.end]
            advice = error.help if (error.help or "").startswith("did you mean") else None
            raise _name_in(error.span, source, what, typed, advice) from None
        if "f(x, y)" in (error.help or ""):
            error.help = _name_in(None, None, what, "").help
        raise
    check_constant(tree, source, what)
    check_size(tree, limits, source)
    return tree, notes


def read_number(text: str, name: str, limits: Limits) -> tuple[Node, tuple[Note, ...]]:
    """The constant that an option gives: 0.1, 1/10, 1e-6; and how it was read.

    Raises:
        GradcliError: as `read_constant`, and SYNTAX for an empty text.
    """
    source = Source(name, text)
    if not text.strip():
        raise say.failure("empty-text", None, source, "number", text=name)
    tree, notes = read_constant(tokenize(source, limits), source, limits, "value")
    return tree, about(source, notes)


def check_constant(tree: Node, source: Source, what: str) -> None:
    """No name may stand in a constant.

    Raises:
        GradcliError: NAME where one does.
    """
    for node in postorder(tree):
        if isinstance(node, Variable):
            raise _name_in(node.span, source, what, node.name)


def _name_in(
    span: Span | None, source: Source | None, what: str, name: str, advice: str | None = None
) -> GradcliError:
    form = what if what in ("angle", "value") else "part"
    return say.failure("name-in-a-constant", span, source, form, advice, name=name, part=what)


def about(source: Source, notes: Sequence[Note]) -> tuple[Note, ...]:
    """The notes on a text that is not the expression, each once."""
    by_message: dict[str, Note] = {}
    for note in notes:
        by_message.setdefault(note.message, replace(note, source=source))
    return tuple(by_message.values())
