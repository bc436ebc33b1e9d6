"""Points and families of points, as they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sympy import Expr, Rational

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.answers.extrema.classified import CriticalAt
from gradcli.calculus.answers.extrema.critical import rounded
from gradcli.calculus.answers.extrema.region import Extreme
from gradcli.calculus.domain.verdict import EdgeAlongCurve, EdgeOfDomain, NotDifferentiable
from gradcli.calculus.extrema.found import Coordinate, Enclosed, Family, Place, Where
from gradcli.field.expression import Node
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import ScalarField
from gradcli.narrative.box import Box
from gradcli.narrative.document import Line, Sentence, Strong
from gradcli.narrative.notation import relation, value_of, variable, vector
from gradcli.narrative.phrases import enumerated, formula, joined, sentence
from gradcli.narrative.stories.common import Telling, approximately, is_familiar, is_plain


def coordinate_box(coordinate: Coordinate, digits: int) -> Box:
    """The formula, or the decimal near it."""
    if isinstance(coordinate, Enclosed):
        value = rounded(coordinate, digits)
        return approximately(Rational(value.numerator, value.denominator), digits)
    return formula(coordinate)


def place_box(place: Place, digits: int) -> Box:
    """(1, −1)."""
    entries = [coordinate_box(each, digits) for each in place]
    return vector(entries) if len(entries) > 1 else entries[0]


def named_place(place: Place, field: ScalarField, digits: int) -> Box:
    """(x, y) = (1, −1)."""
    names = [variable(name) for name in field.variables]
    left = vector(names) if len(names) > 1 else names[0]
    return relation(left, "=", place_box(place, digits))


def is_edge(point: CriticalAt) -> bool:
    """Whether f has no values on one side of it, however near."""
    match point.at:
        case AtPoint(verdict=NotDifferentiable(reason=EdgeOfDomain() | EdgeAlongCurve())):
            return True
        case _:
            return False


def family_box(family: Family) -> Box:
    """(0, t)."""
    entries = [formula(each) for each in family.at]
    return vector(entries) if len(entries) > 1 else entries[0]


_SIGNS = {"!=": "≠", "<=": "≤", ">=": "≥"}


def where_boxes(conditions: Sequence[Where]) -> list[Box]:
    """t > 0, s ≠ 1."""
    said = (each.compared() for each in conditions)
    return [
        relation(formula(one), _SIGNS.get(sign, sign), formula(other)) for one, sign, other in said
    ]


def conditions(family: Family, field: ScalarField) -> Sentence:
    """t > 0 and s ≠ 1."""
    boxes = where_boxes(family.where)
    whole = [variable(each.name) for each in family.integers]
    told = enumerated(boxes)
    if not whole:
        return told
    integers = (*enumerated(whole), *sentence(" whole" if len(whole) == 1 else " whole numbers"))
    return joined((integers, told), ", ")


def where_texts(family: Family, write: Callable[[Node], str]) -> list[str]:
    """The same as texts of the input language."""
    whole = (f"{each.name} whole" for each in family.integers)
    return [*whole, *condition_texts(family.where, write)]


def condition_texts(conditions: Sequence[Where], write: Callable[[Node], str]) -> Iterator[str]:
    """t > 0, s != 1, in the input language."""
    for each in conditions:
        one, sign, other = each.compared()
        yield f"{write(from_sympy(one))} {sign} {write(from_sympy(other))}"


def extreme_line(
    what: str, extreme: Extreme, field: ScalarField, telling: Telling, where: str
) -> Line:
    """f(0, 1) = 2, the greatest value on the constraint."""
    place, *others = extreme.places
    entries = [coordinate_box(each, telling.digits) for each in place]
    boxes = [place_box(each, telling.digits) for each in others]
    reason = sentence(Strong(f"the {what} value"), f" {where}")
    if boxes:
        reason = (*reason, *sentence(", also at ", *enumerated(boxes)))
    if extreme.more:
        also = ", and at" if boxes else ", also at"
        fill = ", which fill a curve or a surface" if extreme.fills else ""
        reason = (*reason, *sentence(f"{also} other points{fill}"))
    if extreme.alike:
        reason = (*reason, *sentence("; these agree in 25 digits"))
    exact = not any(isinstance(each, Enclosed) for each in (*place, extreme.value))
    value = coordinate_box(extreme.value, telling.digits)
    if isinstance(extreme.value, Expr) and not (
        is_plain(extreme.value) or is_familiar(extreme.value)
    ):
        value = relation(value, "≈", approximately(extreme.value, telling.digits))
    return Line(value_of(field.function, entries), "=" if exact else "≈", value, reason)


def value_sentence(value: Coordinate | Expr | None, telling: Telling) -> Sentence:
    """The value in a cell: exact, and the decimal where that helps."""
    if value is None:
        return sentence("?")
    if isinstance(value, Enclosed):
        return sentence("≈ ", coordinate_box(value, telling.digits))
    if is_plain(value) or is_familiar(value):
        return sentence(formula(value))
    return sentence(formula(value), " ≈ ", approximately(value, telling.digits))
