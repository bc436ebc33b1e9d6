"""What the things in a picture are called: the point, the gradient, w, the axes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sympy import Expr

from gradcli.calculus.answers.picture import Picture
from gradcli.calculus.levels.contour import Contour
from gradcli.calculus.levels.shapes import Arrow, Place
from gradcli.calculus.numbers.constants import nearest_float
from gradcli.field.size import size as size_of
from gradcli.frozen import dataclass
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Binding, Box, Glyph, Row, Subscript
from gradcli.narrative.box import Role as GlyphRole
from gradcli.narrative.document import Sentence
from gradcli.narrative.letters import Letters
from gradcli.narrative.phrases import equals, formula, sentence
from gradcli.narrative.stories import common
from gradcli.narrative.stories.pictures.numbers import about

_MOST_ENTRIES: Final = 4
_MOST_HELD: Final = 3
_SHORT: Final = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A picture of level curves, and what its parts are called."""

    picture: Picture
    drawn: Contour

    @property
    def f(self) -> Box:
        """The name of the function."""
        return nt.function_name(self.picture.field.function)

    @property
    def gradient(self) -> Box:
        """∇f."""
        return nt.gradient_symbol(self.picture.field.function)

    @property
    def w(self) -> Box:
        """The letter of the direction."""
        return common.direction_letter(self.picture.field)

    @property
    def u(self) -> Box:
        """The letter of a direction of length 1."""
        return nt.variable(Letters.beside(self.picture.field).pick("uvqrs"))

    @property
    def theta(self) -> Box:
        """The letter of an angle."""
        return nt.variable(Letters.beside(self.picture.field).pick(("theta", "phi", "alpha")))

    @property
    def rate(self) -> Box:
        """D_u f."""
        operator = Subscript(Glyph("D", GlyphRole.OPERATOR), self.u)
        return Row((operator, self.f), Binding.ATOM)

    @property
    def axes(self) -> tuple[Box, Box]:
        """The names of the axes: variables, or in another plane letters for distances."""
        if self.picture.axes is None:
            across, up = Letters.beside(self.picture.field).several("stpqab", 2)
            return nt.variable(across), nt.variable(up)
        return nt.variable(self.picture.axes[0]), nt.variable(self.picture.axes[1])

    @property
    def is_whole(self) -> bool:
        """Whether the gradient lies in the plane that is drawn."""
        return self.picture.axes is None or len(self.picture.field.variables) == 2

    @property
    def arrow(self) -> str:
        """What the arrow of the gradient is called in a sentence."""
        return "the gradient" if self.is_whole else "this part of the gradient"

    @property
    def name_of_arrow(self) -> Box:
        """What stands at it."""
        if self.is_whole:
            return self.gradient
        words = (Glyph(each, GlyphRole.RELATION) for each in ("part", "of"))
        return Row((*words, self.gradient), Binding.RELATION)

    @property
    def plane(self) -> tuple[str | Box, ...]:
        """The plane y = 2."""
        others = self.picture.others
        if not 0 < len(others) <= _MOST_HELD or not all(map(common.is_short, others.values())):
            return ("this plane",)
        held = [equals(nt.variable(name), nt.typeset(value)) for name, value in others.items()]
        told: list[str | Box] = []
        for each in held:
            told += [", " if told else "the plane ", each]
        return tuple(told)

    @property
    def function(self) -> Box:
        """f(x, y) = x²y, or f(x, y) where that is long."""
        field = self.picture.field
        return (
            common.the_function(field)
            if common.is_short(field.tree)
            else common.function_value(field)
        )

    @property
    def point(self) -> Box:
        """(2, 3), or its decimals where the coordinates are long."""
        assert self.picture.at is not None
        return named_place(self.picture)

    @property
    def value(self) -> Box:
        """f = 12: exact where that is short."""
        return value_of(self.picture, self.f, self.drawn.at.value if self.drawn.at else None)

    @property
    def the_gradient(self) -> Sentence:
        """∇f = (12, 4); in a plane that it does not lie in, its part there."""
        arrow = self.picture.at.slopes if self.picture.at is not None else None
        if not self.is_whole or arrow is None:
            return sentence("the part of ", self.gradient, " in ", *self.plane)
        return sentence(_named(self.gradient, arrow))

    def the_direction(self, arrow: Arrow) -> Sentence:
        """w = (3, 5); in a plane that it does not lie in, its part there."""
        whole = self.picture.direction
        if not self.is_whole or whole is None:
            part = nt.vector([about(x) for x in arrow.vector])
            return sentence("the part ", part, " of ", self.w, " in this plane")
        return sentence(_named(self.w, whole.components))

    def components(self, place: Place) -> Box:
        """A vector of the plane by its components along the axes."""
        return nt.vector([about(x) for x in place])


def _named(name: Box, entries: Sequence[Expr]) -> Box:
    """w = (3, 5), exact where that is short; of many entries the name alone."""
    if len(entries) > _MOST_ENTRIES:
        return name
    return equals(name, nt.vector([_number(each) for each in entries]))


def _is_short(constant: Expr) -> bool:
    """A fraction of a few digits, which is written as it is."""
    # Not by its text: SymPy's printers take longer to load than a picture to draw.
    return bool(constant.is_Rational) and abs(constant.p) * constant.q < _SHORT


def _number(constant: Expr) -> Box:
    if _is_short(constant):
        return formula(constant)
    near = nearest_float(constant)
    return formula(constant) if near is None else about(near)


def named_place(picture: Picture) -> Box:
    """(2, 3), or x = 2 on a line."""
    assert picture.at is not None
    point = picture.at.point
    short = sum(size_of(each) for each in point.coordinates) <= common.LONGEST_IN_A_SENTENCE
    entries = (
        common.written_point(point) if short else [_number(each) for each in point.coordinates]
    )
    if len(entries) == 1:
        return equals(nt.variable(picture.field.variables[0]), entries[0])
    return nt.point_of(entries)


def value_of(picture: Picture, name: Box, near: float | None) -> Box:
    """f = 12: exact where that is short, and else the number that was drawn."""
    value = None if picture.at is None else picture.at.value
    if value is not None and _is_short(value):
        return equals(name, formula(value))
    assert near is not None
    return equals(name, about(near, 5))


def no_value(picture: Picture) -> str:
    """What is true of the part of a picture in which there is nothing to draw."""
    return " has no value, or one too large for a float." if picture.beyond else " has no value."
