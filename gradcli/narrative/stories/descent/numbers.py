"""How the numbers, points and letters of a descent are written."""

from __future__ import annotations

from collections.abc import Sequence

from gradcli.calculus.answers.descent.answer import DescendAnswer, as_expr
from gradcli.calculus.descent.path import Real, Vector
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import dataclass
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Application, Box, Subscript
from gradcli.narrative.letters import Letters
from gradcli.narrative.phrases import formula
from gradcli.narrative.stories.common import Telling, approximately, derivative_name, is_decimal

_LONGEST = 12
"""Signs of a fraction that is written as one."""


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """The letters of one descent, and its numbers as it writes them.

    `point` is the letter of the points, `rate` that of the rate, `velocity` and `square` those of
    what a method remembers.
    """

    field: ScalarField
    telling: Telling
    fractions: bool
    ascend: bool
    point: str
    rate: str
    velocity: str
    square: str
    way: str
    index: str

    @classmethod
    def of(cls, answer: DescendAnswer, telling: Telling) -> Written:
        """Letters that the function does not use."""
        free = Letters.beside(answer.field)
        point = free.pick(("P", "Q", "X"))
        rate = free.pick(("eta", "alpha", "gamma"))
        velocity, square, way = free.without(point, rate).several(("v", "m", "s", "d", "p"), 3)
        index = free.without(point, rate, velocity, square, way).pick(("k", "n", "j", "i"))
        plan = answer.given.plan
        return cls(
            answer.field,
            telling,
            plan.fractions,
            plan.ascend,
            point,
            rate,
            velocity,
            square,
            way,
            index,
        )

    @property
    def several(self) -> bool:
        """Whether a point has more than one coordinate."""
        return len(self.field.variables) > 1

    @property
    def letter_of_rate(self) -> Box:
        """The rate."""
        return nt.variable(self.rate)

    def at(self, place: int | str) -> Box:
        """P_3, P_k."""
        return self.indexed(self.point, place)

    def indexed(self, letter: str, place: int | str) -> Box:
        """A letter with an index."""
        index = nt.number(place) if isinstance(place, int) else nt.variable(place)
        return Subscript(nt.variable(letter), index)

    def value(self, place: int | str) -> Box:
        """f(P_3)."""
        return nt.value_of(self.field.function, [self.at(place)])

    def gradient(self, place: int | str) -> Box:
        """∇f(P_3); f′(P_3) of one variable."""
        return self.gradient_of(self.at(place))

    def gradient_of(self, point: Box) -> Box:
        """∇f(P), or f′(P)."""
        if self.several:
            return nt.gradient_symbol(self.field.function, [point])
        return Application(nt.prime(nt.function_name(self.field.function)), point, fenced=True)

    def size_of_gradient(self, place: int | str) -> Box:
        """‖∇f(P_3)‖; in one variable f′(P_3), of which the square is meant."""
        return nt.norm(self.gradient(place)) if self.several else self.gradient(place)

    def slope(self) -> Box:
        """∇f, or df/dx of one variable."""
        if self.several:
            return nt.gradient_symbol(self.field.function)
        return derivative_name(self.field, self.field.variables)

    def real(self, real: Real, digits: int | None = None) -> Box:
        """A number: a fraction while that is short, else a decimal."""
        exact = as_expr(real)
        if self.fractions and not isinstance(real, float) and len(str(exact)) <= _LONGEST:
            return formula(exact)
        return approximately(exact, digits or self.telling.digits)

    def is_exact(self, *numbers: Real) -> bool:
        """Whether numbers are shown as they are, with every digit."""
        for each in numbers:
            exact = as_expr(each)
            if isinstance(each, float):
                return False
            short = self.fractions and len(str(exact)) <= _LONGEST
            if not (short or is_decimal(exact, self.telling.digits)):
                return False
        return True

    def sign(self, *numbers: Real) -> str:
        """= where all numbers are shown with every digit, else ≈."""
        return "=" if self.is_exact(*numbers) else "≈"

    def coordinates(self, at: Vector, digits: int | None = None) -> Box:
        """A point: (3.4, −0.2), or a number of a function of one variable."""
        boxes = [self.real(each, digits) for each in at]
        return nt.point_of(boxes) if len(boxes) > 1 else boxes[0]

    def components(self, entries: Sequence[Real], digits: int | None = None) -> Box:
        """A vector, or a number of a function of one variable."""
        boxes = [self.real(each, digits) for each in entries]
        return nt.vector(boxes) if len(boxes) > 1 else boxes[0]
