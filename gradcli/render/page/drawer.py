"""What the formats of a document have in common: which kinds of block and of inline there are.

A format says how each kind is drawn; that no kind is forgotten is said here, once for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar, assert_never

from gradcli.frozen import dataclass
from gradcli.narrative.box import Box
from gradcli.narrative.document import (
    Block,
    Code,
    Diagram,
    Document,
    Equations,
    Figure,
    Formula,
    Heading,
    Line,
    Paragraph,
    Remark,
    Sentence,
    Step,
    Steps,
    Strong,
    Table,
    Tone,
    Words,
)

Part_co = TypeVar("Part_co", covariant=True)


class Drawer(Protocol[Part_co]):
    """A format: each kind of block as parts, which are pieces of text or lines of it."""

    def heading(self, text: Sentence, level: int) -> Iterable[Part_co]:
        """A heading; level 1 is the document's."""
        ...

    def paragraph(self, text: Sentence) -> Iterable[Part_co]:
        """One sentence or several."""
        ...

    def equations(self, lines: Sequence[Line], *, result: bool) -> Iterable[Part_co]:
        """A chain of equations; `result` where it is an answer."""
        ...

    def steps(self, steps: Sequence[Step]) -> Iterable[Part_co]:
        """The steps of a derivation."""
        ...

    def table(self, table: Table) -> Iterable[Part_co]:
        """A table with its caption."""
        ...

    def diagram(self, diagram: Diagram) -> Iterable[Part_co]:
        """A graph with its caption."""
        ...

    def figure(self, figure: Figure) -> Iterable[Part_co]:
        """A picture with its legend."""
        ...

    def remark(self, tone: Tone, text: Sentence) -> Iterable[Part_co]:
        """A sentence that stands out."""
        ...


def draw_block(block: Block, drawer: Drawer[Part_co]) -> Iterable[Part_co]:
    """The parts of one block in a format."""
    match block:
        case Heading(text, level):
            return drawer.heading(text, level)
        case Paragraph(text):
            return drawer.paragraph(text)
        case Equations(lines, result):
            return drawer.equations(lines, result=result)
        case Steps(steps):
            return drawer.steps(steps)
        case Table():
            return drawer.table(block)
        case Diagram():
            return drawer.diagram(block)
        case Figure():
            return drawer.figure(block)
        case Remark(tone, text):
            return drawer.remark(tone, text)
    assert_never(block)


def draw(document: Document, drawer: Drawer[Part_co]) -> Iterator[Part_co]:
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

    def __call__(self, sentence: Sentence) -> str:
        """The sentence in the format."""
        spelt = []
        for inline in sentence:
            match inline:
                case Words(text):
                    spelt.append(self.words(text))
                case Strong(text):
                    spelt.append(self.strong(text))
                case Code(text):
                    spelt.append(self.code(text))
                case Formula(box):
                    spelt.append(self.formula(box))
                case _:
                    assert_never(inline)
        return "".join(spelt)


def law_sentence(step: Step) -> Sentence:
    """The name of a step's rule and its law: `product rule: (uv)' = u'v + uv'`."""
    law: Sentence = (Strong(step.rule),)
    return law if step.law is None else (*law, Words(": "), Formula(step.law))


def law_with_parts(step: Step) -> Sentence:
    """The same with what the letters stand for: `...; where u = ...`."""
    law = law_sentence(step)
    return (*law, Words("; "), *step.where) if step.where else law


def with_reason(step: Step, reason: Sentence) -> tuple[Line, ...]:
    """The opening lines of a step, `reason` put before the reason of the first."""
    first, *others = step.opening
    if first.reason:
        reason = (*reason, Words("; "), *first.reason)
    return (Line(first.left, first.relation, first.right, reason), *others)
