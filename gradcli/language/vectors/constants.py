"""One coordinate, component or angle: a constant among the tokens of a longer text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gradcli.errors import GradcliError, Source
from gradcli.field.expression import Node, Variable, postorder
from gradcli.language.lex.limits import Limits
from gradcli.language.lex.tokens import Token
from gradcli.language.messages.note import Note
from gradcli.language.reading import parse_tokens
from gradcli.language.size import check_size


def read_constant(
    tokens: Sequence[Token], source: Source, limits: Limits, what: str, such_as: str
) -> tuple[Node, list[Note]]:
    """The tree of tokens that end with END; `what` and `such_as` are words for the complaint.

    Raises:
        GradcliError: NAME for a name in it, SYNTAX or LIMIT as `read_expression`.
    """
    try:
        tree, notes = parse_tokens(tokens, None, source, limits)
    except GradcliError as error:
        # Nothing can be declared here.
        if error.code == "undeclared-name" and error.span:
            typed = source.text[error.span.start : error.span.end]
            error.code = "name-in-a-constant"
            error.message = f"{what} must be a number, and {typed} is a name"
            if not (error.help or "").startswith("did you mean"):
                error.help = f"write a constant {such_as}"
        elif "f(x, y)" in (error.help or ""):
            error.help = f"write a constant {such_as}"  # no function is asked for
        raise
    check_constant(tree, source, what, such_as)
    check_size(tree, limits, source)
    return tree, notes


def check_constant(tree: Node, source: Source, what: str, such_as: str) -> None:
    """No name may stand in a constant.

    Raises:
        GradcliError: NAME where one does.
    """
    for node in postorder(tree):
        if isinstance(node, Variable):
            raise GradcliError(
                "name-in-a-constant",
                f"{what} must be a number, and {node.name} is a name",
                span=node.span,
                source=source,
                help=f"write a constant {such_as}",
            )


def about(source: Source, notes: Sequence[Note]) -> tuple[Note, ...]:
    """The notes on a text that is not the expression, each once."""
    by_message: dict[str, Note] = {}
    for note in notes:
        by_message.setdefault(note.message, replace(note, source=source))
    return tuple(by_message.values())
