"""A page that is written while the answer is still being worked out.

On a terminal the function as it was read stands on the screen at once, and below it, when the
mathematics is done, the rest of the page. Everything else (files, pipes, JSON) is written when it
is whole.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gradcli.commands.output.messages import tell_notes
from gradcli.commands.parameters.options import Options

# The calculus is loaded by the time that a partial is told, and not before.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gradcli.language.reading import Reading
    from gradcli.narrative.document import Block, Document


@dataclass(slots=True)
class Page:
    """What stands on the screen so far: the first `printed` blocks of the document."""

    draw: Callable[[Document], str]
    options: Options
    printed: int = 0

    def read(self, reading: Reading) -> None:
        """The text was understood."""
        from gradcli.narrative.opening import opening

        tell_notes(reading.notes, reading.source, self.options.color)
        function, variables, typed = reading.function, reading.variables, reading.source.text
        held, let = reading.held, reading.let
        self._print(opening(function, variables, reading.tree, reading.names, typed, held, let))

    def finish(self, document: Document) -> None:
        """The answer is whole: what is not on the screen yet.

        It is not pressed for: an answer that is whole on the screen was in time.
        """
        self._draw(document.blocks[self.printed :])

    def _print(self, blocks: Sequence[Block]) -> None:
        self._draw(blocks)
        sys.stdout.flush()

    def _draw(self, blocks: Sequence[Block]) -> None:
        from gradcli.narrative.document import Document

        if not blocks:
            return
        text = self.draw(Document(tuple(blocks)))
        sys.stdout.write(f"\n{text}" if self.printed else text)
        self.printed += len(blocks)
