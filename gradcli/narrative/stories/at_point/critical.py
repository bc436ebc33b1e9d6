"""What the second-derivative test makes of a point at which the gradient is zero."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, assert_never

from sympy import Expr, Integer, Rational

from gradcli.calculus.limits.uniform_sign import letters
from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.calculus.point.critical import (
    BothSides,
    CriticalKind,
    CriticalPoint,
    LeadingForm,
    OnCurve,
    OneSign,
    OppositeSigns,
    Proof,
    curvature,
)
from gradcli.field.fast_sympy.sympy_build import difference, power, product, total
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.to_sympy import symbol
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Application, Box
from gradcli.narrative.letters import Letters
from gradcli.narrative.phrases import enumerated, equals, formula, sentence
from gradcli.narrative.stories.at_point.matrix import (
    entries_of,
    hessian_name,
    products_of_diagonals,
    symbols_of,
)
from gradcli.narrative.stories.common import derivative_name, function_value, written_point

_MOST_SHOWN: Final = 4
"""Variables of which the matrix is shown."""
_KINDS: Final = {
    CriticalKind.MINIMUM: "a local minimum",
    CriticalKind.MAXIMUM: "a local maximum",
    CriticalKind.SADDLE: "a saddle",
    CriticalKind.NEITHER: "neither a minimum nor a maximum",
}
_SIGNS: Final = {Sign.POSITIVE: ">", Sign.NEGATIVE: "<", Sign.ZERO: "="}


def second_derivative_test(
    field: ScalarField,
    point: Point,
    critical: CriticalPoint,
    *,
    is_shown: bool = False,
    is_first: bool = True,
    says_why: bool = True,
) -> tuple[doc.Block, ...]:
    """The second derivatives at the point, unless they are shown already, and what they say.

    At the first of several points the matrix is told in symbols too, and at the first extremum it
    is said why the test holds.
    """
    if not critical.minors:
        return ()
    if len(field.variables) == 1:
        told = on_a_line(field, point, critical)
        return (doc.Paragraph(told), *by_other_means(field, point, critical))
    blocks: list[doc.Block] = []
    if len(field.variables) <= _MOST_SHOWN and not is_shown:
        blocks.extend(_matrix(field, critical, is_first=is_first))
        if len(field.variables) == 2:
            blocks.append(
                doc.Equations(
                    (
                        doc.Line(
                            _determinant(field),
                            "=",
                            products_of_diagonals(critical.hessian),
                            sentence("the determinant of ", hessian_name(field)),
                        ),
                        doc.Line(None, "=", formula(critical.minors[1])),
                    )
                )
            )
    blocks.append(doc.Paragraph(_verdict(field, critical, says_why=says_why)))
    if critical.constant:
        blocks.append(doc.Paragraph(constant_nearby(field)))
    if says_why and critical.proof is None:
        blocks.extend(_why_the_test_holds(field, critical))
    blocks.extend(by_other_means(field, point, critical))
    return tuple(blocks)


def _matrix(
    field: ScalarField, critical: CriticalPoint, *, is_first: bool
) -> tuple[doc.Block, ...]:
    """The matrix at the point; at the first one its symbols and its formulas before it."""
    name, entries = hessian_name(field), entries_of(critical.hessian)
    if not is_first:
        told = sentence("The second partials at this point:")
        return (doc.Paragraph(told), doc.Equations((doc.Line(name, "=", entries),)))
    slopes = [derivative_name(field, (each,)) for each in field.variables]
    told = sentence(
        name,
        " is the matrix of the second partials. Its rows have, from the top, the partials of ",
        *enumerated(slopes),
        ". (The command ",
        doc.Code("gradcli hessian"),
        " works them out.)",
    )
    lines = [doc.Line(name, "=", symbols_of(field))]
    reason: doc.Sentence = ()
    if critical.formulas and critical.formulas != critical.hessian:
        lines.append(doc.Line(None, "=", entries_of(critical.formulas)))
        reason = sentence("at this point")
    return (doc.Paragraph(told), doc.Equations((*lines, doc.Line(None, "=", entries, reason))))


def on_a_line(field: ScalarField, point: Point, critical: CriticalPoint) -> doc.Sentence:
    """d²f/dx²(1) = 6 > 0, so this is a local minimum."""
    (name,) = field.variables
    (second,) = critical.minors
    symbol = derivative_name(field, (name, name))
    left = Application(symbol, nt.listed(written_point(point)), fenced=True)
    sign = sign_of(second)
    value = formula(second)
    compared: Box = equals(left, value)
    if sign in (Sign.POSITIVE, Sign.NEGATIVE):
        compared = nt.relation(compared, _SIGNS[sign], nt.number(0))
    begins = sentence("Second-derivative test: ", compared)
    if critical.constant:
        return (*begins, *sentence(", which decides nothing. ", *constant_nearby(field)))
    if critical.proof is not None:
        kind = _KINDS[critical.kind]
        return (*begins, *sentence(", which decides nothing. By its next terms it is ", kind, "."))
    match critical.kind:
        case CriticalKind.MINIMUM:
            return (*begins, *sentence(", so this is a local minimum."))
        case CriticalKind.MAXIMUM:
            return (*begins, *sentence(", so this is a local maximum."))
        case CriticalKind.SADDLE | CriticalKind.NEITHER | CriticalKind.NOT_DECIDED:
            return (*begins, *sentence(", which decides nothing."))
    assert_never(critical.kind)


def _determinant(field: ScalarField) -> Box:
    return nt.applied(nt.function_name("det"), [hessian_name(field)])


def _verdict(field: ScalarField, critical: CriticalPoint, *, says_why: bool) -> doc.Sentence:
    """What the determinant, the leading principal minors, or two directions say of the matrix."""
    f, matrix = nt.variable(field.function), hessian_name(field)
    kind = CriticalKind.NOT_DECIDED if critical.proof is not None else critical.kind
    if len(critical.minors) == 2:
        return _by_determinant(field, critical, kind)
    if kind is CriticalKind.SADDLE and critical.up is not None and critical.down is not None:
        both = _two_ways(field, critical, critical.up, critical.down)
        return (*sentence(f, " curves up in one direction and down in another: a saddle. "), *both)
    begins = sentence(
        "The determinants of the upper left corners of ",
        matrix,
        " (its leading principal minors) are ",
        *enumerated([formula(minor) for minor in critical.minors]),
    )
    match kind:
        case CriticalKind.MINIMUM:
            told = sentence(
                ": all are positive. So ",
                f,
                " curves up in every direction: a local minimum.",
                *(_sum_of_squares(field, critical) if says_why else ()),
            )
        case CriticalKind.MAXIMUM:
            told = sentence(
                ": they alternate in sign, and the first is negative. So ",
                f,
                " curves down in every direction: a local maximum.",
                *(_sum_of_squares(field, critical) if says_why else ()),
            )
        case CriticalKind.SADDLE:
            told = sentence(". ", *_both_signs(critical, matrix))
        case CriticalKind.NEITHER | CriticalKind.NOT_DECIDED:
            told = sentence(
                ". They do not show whether ",
                f,
                " curves up in every direction, down in every direction, or both ways: the "
                "second-derivative test decides nothing.",
            )
        case _ as unknown:
            assert_never(unknown)
    return (*begins, *told)


def _sum_of_squares(field: ScalarField, critical: CriticalPoint) -> doc.Sentence:
    """Sylvester's criterion, with its reason: the ratios of the minors are those of the squares."""
    u = nt.variable(Letters.beside(field).pick("uvwqr"))
    first, *others = map(formula, critical.minors)
    ratios = [first]
    for below, above in pairwise((first, *others)):
        ratios.append(nt.fraction_of(above, below))
    sign = "positive" if critical.kind is CriticalKind.MINIMUM else "negative"
    return sentence(
        " Why (Sylvester's criterion): completing one square after another writes ",
        nt.dot(u, nt.product_of([hessian_name(field), u])),
        " as a sum of squares with the coefficients ",
        *enumerated(ratios),
        f", which are all {sign}.",
    )


def _both_signs(critical: CriticalPoint, matrix: Box) -> doc.Sentence:
    """Why neither of the patterns of signs is there."""
    if sign_of(critical.minors[-1]) not in (Sign.POSITIVE, Sign.NEGATIVE):
        return sentence(matrix, " has eigenvalues of both signs: a saddle.")
    return sentence(
        "The last one, ",
        nt.applied(nt.function_name("det"), [matrix]),
        ", is not 0, so no eigenvalue is 0. If all eigenvalues were positive, all of these would "
        "be; if all were negative, they would alternate and begin with a negative one. So ",
        matrix,
        " has eigenvalues of both signs: a saddle.",
    )


def _by_determinant(
    field: ScalarField, critical: CriticalPoint, kind: CriticalKind
) -> doc.Sentence:
    """In two variables: det H > 0 and the sign of ∂²f/∂x², or det H = 0."""
    first, determinant = critical.minors
    name = field.variables[0]
    f, second = nt.variable(field.function), derivative_name(field, (name, name))
    sign = sign_of(determinant)
    against_zero = nt.relation(_determinant(field), _SIGNS.get(sign, "≥"), nt.number(0))
    begins = sentence("Second-derivative test: ")
    match kind:
        case CriticalKind.MINIMUM | CriticalKind.MAXIMUM:
            is_up = kind is CriticalKind.MINIMUM
            compared = nt.relation(
                equals(second, formula(first)), ">" if is_up else "<", nt.number(0)
            )
            way = "up" if is_up else "down"
            told = sentence(against_zero, " and ", compared, ", so ", f, f" curves {way} in every ")
            return (*begins, *told, doc.Words(f"direction: {_KINDS[kind]}."))
        case CriticalKind.SADDLE:
            ways = sentence(f, " curves up in some directions and down in others: a saddle.")
            if critical.up is None or critical.down is None:
                return (*begins, *sentence(against_zero, ", so "), *ways)
            shown = _two_ways(field, critical, critical.up, critical.down)
            also = sentence(
                " The second-derivative test says so too: where ",
                against_zero,
                ", there is a saddle.",
            )
            return (*shown, doc.Words(" So "), *ways, *also)
        case CriticalKind.NEITHER | CriticalKind.NOT_DECIDED:
            if sign is Sign.ZERO:
                return (*begins, *sentence(against_zero, ", so the test decides nothing."))
            return sentence("The second-derivative test decides nothing.")
    assert_never(kind)


def _two_ways(
    field: ScalarField, critical: CriticalPoint, up: Sequence[Expr], down: Sequence[Expr]
) -> doc.Sentence:
    """The two directions that show a saddle."""
    rising, falling = (formula(curvature(critical.hessian, way)) for way in (up, down))
    letter = Letters.beside(field).pick("uvwqr")
    u, parts = nt.variable(letter), [symbol(f"{letter}_{name}") for name in field.variables]
    along = nt.dot(u, nt.product_of([hessian_name(field), u]))
    if len(parts) <= _MOST_SHOWN:
        along = equals(along, formula(curvature(critical.hessian, parts)))
    return sentence(
        "The second derivative along a direction ",
        equals(u, nt.vector([formula(part) for part in parts])),
        " of length 1 is ",
        along,
        ". Its sign is the same for every length. At ",
        equals(u, nt.vector([formula(each) for each in up])),
        " this is ",
        nt.relation(rising, ">", nt.number(0)),
        ", and at ",
        equals(u, nt.vector([formula(each) for each in down])),
        " it is ",
        nt.relation(falling, "<", nt.number(0)),
        ".",
    )


def _why_the_test_holds(field: ScalarField, critical: CriticalPoint) -> tuple[doc.Block, ...]:
    """At a minimum or a maximum in two variables: the square is completed."""
    if len(critical.minors) != 2 or critical.kind not in (
        CriticalKind.MINIMUM,
        CriticalKind.MAXIMUM,
    ):
        return ()
    (first, mixed), _ = critical.hessian
    letter = Letters.beside(field).pick("uvwqr")
    parts = [symbol(f"{letter}_{name}") for name in field.variables]
    u = nt.variable(letter)
    along = nt.dot(u, nt.product_of([hessian_name(field), u]))
    square = nt.power_of(
        nt.fenced(formula(total(product(first, parts[0]), product(mixed, parts[1])))), nt.number(2)
    )
    rest = formula(product(critical.minors[1], power(parts[1], Integer(2))))
    name = field.variables[0]
    second = derivative_name(field, (name, name))
    direction = equals(u, nt.vector([formula(each) for each in parts]))
    return (
        doc.Paragraph(
            sentence("Why: the second derivative along a direction ", direction, " of length 1 is")
        ),
        doc.Equations((doc.Line(along, "=", formula(curvature(critical.hessian, parts))),)),
        doc.Paragraph(sentence("Multiply it by ", second, " and complete the square:")),
        doc.Equations(
            (doc.Line(nt.dot(second, nt.fenced(along)), "=", nt.sum_of([square, rest])),)
        ),
        doc.Paragraph(
            sentence(
                "Neither term on the right is negative. They are not both 0: if ",
                formula(parts[1]),
                " is 0, ",
                formula(parts[0]),
                " is not, and the square is positive. So the right side is positive, and in every "
                "direction the second derivative has the sign of ",
                second,
                ".",
            )
        ),
    )


def constant_nearby(field: ScalarField) -> doc.Sentence:
    """Said where all partials are 0 around the point."""
    f = nt.variable(field.function)
    what = "partials are" if len(field.variables) > 1 else "derivative is"
    return sentence(
        "Near the point ",
        f,
        f" is constant, since its {what} 0 there: the point is a local minimum and a local maximum "
        "at once, and neither is strict.",
    )


def in_short(kind: CriticalKind, proof: Proof) -> doc.Sentence:
    """The kind, and what it means, where the second-derivative test is silent."""
    name = doc.Strong(_KINDS[kind].removeprefix("a "))
    below = "smaller" if kind is CriticalKind.MINIMUM else "larger"
    match proof:
        case OppositeSigns():
            means = ": nearby, the function is larger on some curves through it, smaller on others."
        case LeadingForm() | BothSides():
            above = "larger" if kind is CriticalKind.MINIMUM else "smaller"
            means = f": nearby, the function is {above} in every direction."
        case OneSign():
            means = f": nearby, the function is nowhere {below}."
    return sentence(name, means)


def by_other_means(
    field: ScalarField, point: Point, critical: CriticalPoint
) -> tuple[doc.Block, ...]:
    """What decides the kind of a critical point of which the test says nothing."""
    proof = critical.proof
    if proof is None or critical.constant:
        return ()
    kind = _KINDS[critical.kind]
    t = Letters.beside(field).pick("tsr")
    change = nt.sum_of(
        [function_value(field), nt.negative(nt.value_of(field.function, written_point(point)))]
    )
    sign = "positive" if critical.kind is CriticalKind.MINIMUM else "negative"
    match proof:
        case OppositeSigns(up, down):
            told = sentence(
                "Along ",
                *_way(field, point, up, t),
                ", ",
                nt.relation(nt.variable(t), ">", nt.number(0)),
                ", the change ",
                change,
                " begins with ",
                _first_term(up, t),
                "; along ",
                *_way(field, point, down, t),
                " it begins with ",
                _first_term(down, t),
                ". So the function is larger on the one and smaller on the other, however near: "
                f"{kind}.",
            )
        case BothSides(left, right):
            told = sentence(
                "A small step ",
                nt.relation(nt.variable(t), ">", nt.number(0)),
                " to the right changes ",
                nt.variable(field.function),
                " by ",
                _first_term(right, t),
                " and terms of higher order, one to the left by ",
                _first_term(left, t),
                f" and such terms. Both are {sign}: {kind}.",
            )
        case LeadingForm(form, powers):
            steps = dict(zip(letters(len(powers)), _steps(field, point), strict=True))
            weighed = "" if len(set(powers)) == 1 else _weights(field, powers)
            told = sentence(
                "The change ",
                change,
                " begins with ",
                formula(form.xreplace(steps)),
                f"{weighed}, which is {sign} everywhere but at the point itself; all other terms "
                f"are of higher order: {kind}.",
            )
        case OneSign(exact, factors):
            never = "negative" if critical.kind is CriticalKind.MINIMUM else "positive"
            near: doc.Sentence = ()
            if factors:
                signed = enumerated([formula(each) for each in factors])
                near = sentence(" near the point, where ", *signed, " keeps its sign")
            told = sentence(
                "The change ",
                nt.relation(change, "=", formula(exact)),
                f" is nowhere {never}",
                *near,
                f": {kind}. It may be one that is not strict.",
            )
    return (doc.Paragraph(told),)


def _steps(field: ScalarField, point: Point) -> list[Expr]:
    """x − 2, y − 3."""
    return [
        difference(symbol, start)
        for symbol, start in zip(field.symbols, point.coordinates, strict=True)
    ]


def _way(field: ScalarField, point: Point, way: OnCurve, t: str) -> doc.Sentence:
    """(x, y) = (t, 2t²)."""
    places = [
        formula(total(start, product(c, power(symbol(t), Integer(exponent)))))
        for start, c, exponent in zip(point.coordinates, way.coefficients, way.powers, strict=True)
    ]
    names = [nt.variable(name) for name in field.variables]
    if len(names) == 1:
        return sentence(nt.relation(names[0], "=", places[0]))
    return sentence(nt.relation(nt.vector(names), "=", nt.vector(places)))


def _first_term(way: OnCurve, t: str) -> Box:
    """-t^4: what f - f(P) begins with on the way."""
    exponent = Rational(way.exponent.numerator, way.exponent.denominator)
    return formula(product(way.leading, power(symbol(t), exponent)))


def _weights(field: ScalarField, powers: tuple[int, ...]) -> str:
    """In words, how the steps in the variables are compared."""
    told = ", ".join(
        f"steps in {name} as of order {power}"
        for name, power in zip(field.variables, powers, strict=True)
    )
    return f" (counting {told})"
