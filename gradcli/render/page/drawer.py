"""What the formats of a document have in common: which kinds of block and of inline there are.

A format says how each kind is drawn; that no kind is forgotten is said here, once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar, assert_never

from gradcli.caret import harmless
from gradcli.frozen import dataclass
from gradcli.narrative import document as doc
from gradcli.narrative.box import Box

Part_co = TypeVar("Part_co", covariant=True)


class Drawer(Protocol[Part_co]):
    """A format: each kind of block as parts, which are pieces of text or lines of it."""

    def heading(self, text: doc.Sentence, level: int) -> Iterable[Part_co]:
        """A heading; level 1 is the document's."""
        ...

    def paragraph(self, text: doc.Sentence) -> Iterable[Part_co]:
        """One sentence or several."""
        ...

    def equations(self, lines: Sequence[doc.Line], *, result: bool) -> Iterable[Part_co]:
        """A chain of equations; `result` where it is an answer."""
        ...

    def steps(self, steps: Sequence[doc.Step]) -> Iterable[Part_co]:
        """The steps of a derivation."""
        ...

    def table(self, table: doc.Table) -> Iterable[Part_co]:
        """A table with its caption."""
        ...

    def diagram(self, diagram: doc.Diagram) -> Iterable[Part_co]:
        """A graph with its caption."""
        ...

    def figure(self, figure: doc.Figure) -> Iterable[Part_co]:
        """A picture with its legend."""
        ...

    def remark(self, tone: doc.Tone, text: doc.Sentence) -> Iterable[Part_co]:
        """A sentence that stands out."""
        ...


def draw_block(block: doc.Block, drawer: Drawer[Part_co]) -> Iterable[Part_co]:
    """The parts of one block in a format."""
    match block:
        case doc.Heading(text, level):
            return drawer.heading(text, level)
        case doc.Paragraph(text):
            return drawer.paragraph(text)
        case doc.Equations(lines, result):
            return drawer.equations(lines, result=result)
        case doc.Steps(steps):
            return drawer.steps(steps)
        case doc.Table():
            return drawer.table(block)
        case doc.Diagram():
            return drawer.diagram(block)
        case doc.Figure():
            return drawer.figure(block)
        case doc.Remark(tone, text):
            return drawer.remark(tone, text)
    assert_never(block)


def draw(document: doc.Document, drawer: Drawer[Part_co]) -> Iterator[Part_co]:
    """The parts of all blocks in a format."""
    for block in document.blocks:
        yield from draw_block(block, drawer)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a format spells each kind of inline within a sentence."""

    words: Callable[[str], str]
    strong: Callable[[str], str]
    code: Callable[[str], str]
    formula: Callable[[Box], str]

    def __call__(self, sentence: doc.Sentence) -> str:
        """The sentence in the format; of names that somebody typed nothing is obeyed."""
        spelt = []
        for inline in sentence:
            match inline:
                case doc.Words(text):
                    spelt.append(self.words(harmless(text)))
                case doc.Strong(text):
                    spelt.append(self.strong(harmless(text)))
                case doc.Code(text):
                    spelt.append(self.code(harmless(text)))
                case doc.Formula(box):
                    spelt.append(self.formula(box))
                case _:
                    assert_never(inline)
        return "".join(spelt)


def law_sentence(step: doc.Step) -> doc.Sentence:
    """The name of a step's rule and its law: `product rule: (uv)' = u'v + uv'`."""
    law: doc.Sentence = (doc.Strong(step.rule),)
    return law if step.law is None else (*law, doc.Words(": "), doc.Formula(step.law))


def law_with_parts(step: doc.Step) -> doc.Sentence:
    """The same with what the letters stand for: `...; where u = ...`."""
    law = law_sentence(step)
    return (*law, doc.Words("; "), *step.where) if step.where else law


def with_reason(step: doc.Step, reason: doc.Sentence) -> tuple[doc.Line, ...]:
    """The opening lines of a step, `reason` put before the reason of the first."""
    first, *others = step.opening
    if first.reason:
        reason = (*reason, doc.Words("; "), *first.reason)
    return (doc.Line(first.left, first.relation, first.right, reason), *others)
