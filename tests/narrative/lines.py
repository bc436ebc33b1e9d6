"""The lines of a page, read back as what they say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from gradcli.calculus.numbers.numeric import evaluate, multiprecision
from gradcli.errors import GradcliError
from gradcli.field.expression import variables_of
from gradcli.language.reading import read_expression
from gradcli.narrative.document import Document, Equations, Line
from gradcli.render.formula.linear import linear

DIGITS: Final = 200


def lines_of(page: Document) -> Iterator[Line]:
    for block in page.blocks:
        if isinstance(block, Equations):
            yield from block.lines


def value_of(line: Line) -> Any:
    """The number on the right of a line, read as it stands; None for what is no number.

    Raises `OutsideRealsError` where it has a division by 0 in it, or another step without a value.
    """
    try:
        tree = read_expression(linear(line.right), variables=()).tree
    except GradcliError:
        return None
    if variables_of(tree):
        return None
    return evaluate(tree, {}, multiprecision(DIGITS))


def chains_of(page: Document) -> Iterator[list[Line]]:
    """Lines that go on from one another: all but the first have no left side of their own."""
    chain: list[Line] = []
    for line in lines_of(page):
        if line.left is not None:
            yield chain
            chain = []
        chain.append(line)
    yield chain
