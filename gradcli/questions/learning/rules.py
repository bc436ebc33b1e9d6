"""The rule book: every law of the engine, or some with why they hold and an example."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile
from typing import TYPE_CHECKING

from gradcli.language.reading import read_expression
from gradcli.narrative.book.names import ALL, NAMES, law_named, law_near
from gradcli.questions.asking import ask
from gradcli.questions.function import Function
from gradcli.questions.given.arguments import text_of
from gradcli.questions.kinds.partial import Partial
from gradcli.questions.learning.lesson import Lesson
from gradcli.questions.messages import failure

# The heavy rooms are imported inside functions, after the names were understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.narrative.book.entries import Entry
    from gradcli.narrative.document import Block, Document
    from gradcli.questions.result import Result
    from gradcli.render.failure import Json


def rules(*names: str) -> Lesson:
    """The rule book: a table of every law, or these laws with why, an example, and the limits.

    A law goes by its stable name (`product`), by what people call it (`product rule`), or by its
    function (`sin`); `all` is the whole book.

    >>> import gradcli
    >>> gradcli.rules("product").lines
    ("(u v)' = u' v + u v'",)

    Raises:
        GradcliError: there is no law of that name.
    """
    asked = chosen([text_of(each, "rules", '"product"') for each in names])
    if not asked:
        return _contents()
    return _chapter(asked)


def chosen(names: Sequence[str]) -> tuple[str, ...]:
    """The stable names of the laws that were asked for, each once; nothing for the table.

    Raises:
        GradcliError: there is no law of that name.
    """
    found: dict[str, None] = {}
    for name in names:
        if name.lower() == ALL:
            return NAMES
        law = law_named(name)
        if law is None:
            near = law_near(name)
            form = "" if near is None else "near"
            raise failure("unknown-rule", None, None, form, name=name, near=near)
        found[law] = None
    return tuple(found)


def _contents() -> Lesson:
    from gradcli.narrative.book.chapter import contents, names_of_laws
    from gradcli.render.json.book import book_body

    names = names_of_laws()
    return Lesson("rules", lambda _: contents(), lambda: book_body(names, {}), names)


def _chapter(names: tuple[str, ...]) -> Lesson:
    from gradcli.narrative.book.chapter import chapter, statement_of
    from gradcli.narrative.book.entries import BOOK
    from gradcli.render.json.book import book_body

    def work(entry: Entry) -> Sequence[Block]:
        return _at_work(_example(entry).document())

    def body() -> Json:
        return book_body(names, {name: _example(BOOK[name]).answer for name in names})

    lines = tuple(statement_of(law) for name in names for law in BOOK[name].forms)
    return Lesson("rules", lambda _: chapter(names, work), body, lines)


def _at_work(document: Document) -> Sequence[Block]:
    """Of a page the function and the steps: the book has its own words."""
    from gradcli.narrative.document import Equations, Heading, Steps

    first, *others = document.blocks
    steps = dropwhile(lambda block: not isinstance(block, Heading), others)
    return (first, *(block for block in steps if isinstance(block, Equations | Steps)))


def _example(entry: Entry) -> Result:
    """The example of a law, differentiated by its first variable."""
    text = entry.reason.example
    first = read_expression(text).variables[0]
    return ask(Partial(Function(text), (first,)))
