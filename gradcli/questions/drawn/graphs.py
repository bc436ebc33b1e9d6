"""The graph of an answer as DOT, and as SVG where Graphviz is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gradcli.questions.messages import failure

# The renderer is imported inside functions: few answers are drawn.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.narrative.document import Diagram

FORMS: Final = ("svg", "dot")


def require_graphviz() -> None:
    """Complain now where SVG could not be drawn later.

    Raises:
        GradcliError: Graphviz is not installed.
    """
    from gradcli.render.picture.graphviz import program

    if program() is None:
        raise failure("graphviz-missing", None, None)


def draw(diagram: Diagram, title: str, form: str) -> str:
    """The diagram in one of the forms.

    Raises:
        GradcliError: Graphviz is not installed, or draws nothing.
    """
    from gradcli.render.picture.dot import dot
    from gradcli.render.picture.graphviz import NotDrawn, svg

    source = dot(diagram, title)
    if form == "dot":
        return source
    require_graphviz()
    drawn = svg(source)
    if isinstance(drawn, str):
        return drawn
    reason = drawn.reason if isinstance(drawn, NotDrawn) else ""
    raise failure("graphviz-failed", None, None, "reason" if reason else "time", reason=reason)
