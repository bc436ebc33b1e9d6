"""The picture of an answer, in every form in which it can be had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gradcli.calculus.levels.shapes import Role
from gradcli.frozen import dataclass
from gradcli.questions.given.arguments import text_of, truth_in, whole_in
from gradcli.questions.given.described import described
from gradcli.questions.messages import failure

# The renderer is imported inside functions: few answers are drawn.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.narrative.document import Figure

FORMS: Final = ("svg", "tex", "png", "pdf", "gif")
"""The files in which a picture can be had, by their endings."""


def require_matplotlib() -> None:
    """Complain now where a file could not be drawn later.

    Raises:
        GradcliError: matplotlib is not installed.
    """
    from importlib.util import find_spec

    if find_spec("matplotlib") is None:
        raise failure("matplotlib-missing", None, None)


@dataclass(frozen=True, slots=True)
class Picture:
    """Level curves, the gradient, a direction: `figure` has all of it as data.

    In a notebook it draws itself; `print` shows it in characters.
    """

    figure: Figure
    title: str

    def text(self, width: int = 80) -> str:
        """The picture in characters, with its legend."""
        from gradcli.render.formula.glyphs import Charset
        from gradcli.render.page.layout import trimmed
        from gradcli.render.picture.characters import figure_lines

        lines = figure_lines(self.figure, whole_in(width, "width", 1), Charset.UNICODE)
        return "".join(f"{trimmed(line)}\n" for line in lines)

    def svg(self) -> str:
        """The picture as an SVG file."""
        from gradcli.render.picture.svg_file import svg_file

        return svg_file(self.figure, self.title)

    def alt(self) -> str:
        """What the picture shows, in words, with its numbers."""
        from gradcli.render.picture.svg import alternative

        return alternative(self.figure.panels)

    def data(self) -> list[dict[str, Any]]:
        """The picture as numbers, as JSON has it under `figures`."""
        from gradcli.render.json.pictures.figures import figures_json

        return figures_json([self.figure])

    def file(self, form: str, *, standalone: bool = False) -> str | bytes:
        """What a file of this form holds: svg, tex, png, pdf or gif.

        `tex` is a `tikzpicture`, or with `standalone` a document that compiles as it is.

        Raises:
            GradcliError: there is no such form, or what draws it is not installed.
        """
        form = text_of(form, "form", '"svg"')
        standalone = truth_in(standalone, "standalone")
        if form == "svg":
            return self.svg()
        if form == "tex":
            from gradcli.render.page.latexdocument import prose
            from gradcli.render.picture.tikz import PACKAGE, tikz, tikz_file

            if standalone:
                return tikz_file(self.figure, prose)
            return f"% needs {PACKAGE}\n{tikz(self.figure, prose)}"
        if form in ("png", "pdf", "gif"):
            return self._through_matplotlib(form)
        raise failure("no-drawing", None, None, format=described(form))

    def _through_matplotlib(self, form: str) -> bytes:
        require_matplotlib()
        from gradcli.render.picture.matplotlib_file import still, turning

        if form != "gif":
            return still(self.figure, form, self.title)
        if not any(arrow.role is Role.GRADIENT for arrow in self.figure.panels[0].arrows):
            raise failure("nothing-turns", None, None)
        return turning(self.figure)

    def __str__(self) -> str:
        return self.text()

    def _repr_svg_(self) -> str:
        return self.svg()
