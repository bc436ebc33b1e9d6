"""A document as data: what a reader is told, in order, without a word on how it looks.

Every format draws the same document. A `Sentence` is a run of words and formulas; blocks are
headings, paragraphs, chains of equations with the reason beside each line, trees of steps, tables,
diagrams, pictures and remarks.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from gradcli.calculus.levels.shapes import Arrow as Pointer
from gradcli.calculus.levels.shapes import Dot, Level, Plateau, Sign, Spacing, Stroke, Window
from gradcli.frozen import dataclass
from gradcli.narrative.box import Box


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Text that carries weight: the name of a rule, the word that answers."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Text to be typed as it stands: an expression in the input language, an option."""

    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in a sentence, or displayed."""

    box: Box


Inline: TypeAlias = Words | Strong | Code | Formula
Sentence: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's, 2 a part's, 3 a part of a part's."""

    text: Sentence
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One sentence or several."""

    text: Sentence


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chain of equations: `left relation right`, and why.

    `left` is None where the chain goes on from the line above. `relation` is `=`, `≈`, `→`, `≤`.
    """

    left: Box | None
    relation: str
    right: Box
    reason: Sentence = ()


@dataclass(frozen=True, slots=True)
class Equations:
    """A chain of equations, aligned at the relation where the medium can.

    `result` marks the chain as an answer rather than a step on the way.
    """

    lines: tuple[Line, ...]
    result: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One rule at work: what it is applied to, what it needs, what comes of it.

    `number` is its place in the tree (`1.2`); `rule` its name (`product rule`); `law` the law as
    a book prints it; `opening` applies the law to this expression; `where` says what each letter
    of the law stands for, as a whole clause that is printed as it stands (`where u = x², v = y`);
    `children` work out the parts; `closing` puts them together (empty for a rule without parts).
    """

    number: str
    rule: str
    law: Box | None
    opening: tuple[Line, ...]
    where: Sentence
    children: tuple[Step, ...]
    closing: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of one derivation, outermost rule first."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal length under `header`; a cell is a sentence. Numbers align right.

    With `folds` a cell may go over several lines where the page is narrow.
    """

    header: tuple[Sentence, ...]
    rows: tuple[tuple[Sentence, ...], ...]
    caption: Sentence = ()
    folds: bool = False


@dataclass(frozen=True, slots=True)
class Vertex:
    """A vertex of a diagram: its name, what it is, and what else stands in it.

    It is `given`, or made of others.
    """

    name: Box
    meaning: Box | None
    given: bool
    notes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow between two vertices, which are given by their places, and what stands at it."""

    source: int
    target: int
    label: Box


@dataclass(frozen=True, slots=True)
class Diagram:
    """A directed graph without circles: arrows lead from operands to what is made of them.

    A vertex stands behind its operands.
    """

    vertices: tuple[Vertex, ...]
    arrows: tuple[Arrow, ...]
    caption: Sentence = ()


class PanelKind(Enum):
    """What a panel shows."""

    CONTOUR = "contour"
    RATE = "rate"
    CURVE = "curve"


@dataclass(frozen=True, slots=True)
class Panel:
    """One drawing with its axes: all of it as numbers, and what it says in words (`alt`).

    `across` and `up` are what the axes are called; `equal` says that a step has the same length
    along both. `labels` stand at arrows, curves and dots of a kind. `spacing` says how the values
    of the `levels` were chosen, `outside` are boxes in which the function has no value, and
    `plateaus` areas on which it has one alone.
    """

    kind: PanelKind
    window: Window
    equal: bool
    across: Box
    up: Box
    alt: Sentence
    levels: tuple[Level, ...] = ()
    spacing: Spacing | None = None
    arrows: tuple[Pointer, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    dots: tuple[Dot, ...] = ()
    outside: tuple[Window, ...] = ()
    plateaus: tuple[Plateau, ...] = ()
    labels: tuple[tuple[Sign, Box], ...] = ()

    def label(self, sign: Sign) -> Box | None:
        """What stands at the things of this kind."""
        return next((box for each, box in self.labels if each is sign), None)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a legend: a kind of thing that is drawn, and what it is."""

    sign: Sign
    text: Sentence


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: panels side by side, and the legend below them.

    `notes` are what a reader has to know of the drawing itself; `size` is how many columns and
    rows it takes in a medium of lines, where that was asked for.
    """

    panels: tuple[Panel, ...]
    legend: tuple[Entry, ...]
    notes: tuple[Sentence, ...] = ()
    size: tuple[int, int] | None = None


class Tone(Enum):
    """What a remark is for."""

    NOTE = "note"
    WARNING = "warning"
    REFUSED = "refused"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence that stands out: a warning, a refusal, the mark of the check."""

    tone: Tone
    text: Sentence


Block: TypeAlias = Heading | Paragraph | Equations | Steps | Table | Diagram | Figure | Remark


@dataclass(frozen=True, slots=True)
class Document:
    """The whole answer to one command.

    `title` names it where a page has a name, and `asked` says in words what was asked, where it
    has a heading of its own.
    """

    blocks: tuple[Block, ...]
    title: str = "gradcli"
    asked: Sentence = ()
