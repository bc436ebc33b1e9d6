"""A value alone, typeset in one line."""

from __future__ import annotations

from collections.abc import Collection

from gradcli.field.expression import Node, Variable
from gradcli.field.intermediates import with_names
from gradcli.narrative.box import Box
from gradcli.narrative.notation import relation, typeset
from gradcli.render.formula.latex import latex


def value_boxes(tree: Node, declared: Collection[str]) -> tuple[Box, ...]:
    """The formula; of what is far longer so than as a graph, with names and what each means.

    `declared` are names that no part may have.
    """
    parts, rest = with_names(tree, declared)
    meanings = (
        relation(typeset(Variable(part.name)), "=", typeset(part.meaning)) for part in parts
    )
    return (typeset(rest), *meanings)


def value_latex(tree: Node, declared: Collection[str]) -> str:
    """The same in LaTeX, in one line."""
    return r",\quad ".join(map(latex, value_boxes(tree, declared)))
