"""What is told beside the answers: a document, and the object for scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gradcli.frozen import dataclass, replace
from gradcli.questions.given.arguments import digits_in, format_in, truth_in, whole_in, word_in

# The narrative and the drawers load SymPy.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.narrative.document import Document
    from gradcli.render.failure import Json

_LETTERS = ("x", "y", "z")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A page that is no answer to a question about a function, and every form of it.

    `story` is told with so many significant digits; `body` is what JSON prints; `lines` are what
    `-q` prints. `letters` are the variables that stand in its formulas.
    """

    name: str
    story: Callable[[int], Document]
    body: Callable[[], Json]
    lines: tuple[str, ...]
    letters: tuple[str, ...] = _LETTERS

    def document(
        self, digits: int = 6, *, notation: str = "leibniz", vectors: str = "paren"
    ) -> Document:
        """The page in words and formulas."""
        from gradcli.render.format import Notation, Vectors
        from gradcli.render.page.notation import in_notation

        chosen = word_in(Notation, notation, "notation"), word_in(Vectors, vectors, "vectors")
        story = self.story(digits_in(digits))
        told = in_notation(story, *chosen, self.letters)
        return replace(told, title=story.title)

    def json(self) -> Json:
        """The object that `--format json` prints (see `gradcli schema`)."""
        return self.body()

    def text(
        self,
        format: str = "plain",  # noqa: A002  the option's name
        *,
        width: int = 80,
        standalone: bool = False,
        notation: str = "leibniz",
        vectors: str = "paren",
    ) -> str:
        """The page in any format of the command line but JSON."""
        from gradcli.render.page.document import render

        written = format_in(format)
        columns = whole_in(width, "width", 1)
        standalone = truth_in(standalone, "standalone")
        document = self.document(notation=notation, vectors=vectors)
        return render(document, written, width=columns, standalone=standalone)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        """One line: what it is."""
        return f"<gradcli.{self.name}>"

    def _repr_html_(self) -> str:
        from gradcli.render.page.html import html_fragment

        return html_fragment(self.document())
