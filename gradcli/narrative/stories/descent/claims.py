"""What is proved of a descent: on a quadratic function its fate, elsewhere that f falls."""

from __future__ import annotations

from typing import Final, assert_never

from sympy import Expr

from gradcli.calculus.answers.descent.answer import DescendAnswer, as_expr
from gradcli.calculus.descent.claims import (
    BoundClaim,
    Component,
    Fate,
    Outcome,
    QuadraticClaim,
)
from gradcli.calculus.numbers.constants import Sign, is_zero, sign_of
from gradcli.narrative.box import Box
from gradcli.narrative.document import (
    Block,
    Equations,
    Heading,
    Line,
    Paragraph,
    Sentence,
    Strong,
    Table,
    Words,
)
from gradcli.narrative.notation import (
    fenced,
    fraction_of,
    negative,
    norm,
    number,
    point_of,
    power_of,
    product_of,
    relation,
    sum_of,
    variable,
    vector,
)
from gradcli.narrative.phrases import enumerated, equals, formula, joined, sentence
from gradcli.narrative.stories.at_point.matrix import entries_of, hessian_name
from gradcli.narrative.stories.common import Telling, approximately, in_a_sentence, is_decimal
from gradcli.narrative.stories.descent.numbers import Written

_TITLES: Final = {
    Outcome.CONVERGES: "Why it converges",
    Outcome.DIVERGES: "Why it diverges",
    Outcome.ALTERNATES: "Why it does not converge",
    Outcome.FALLS: "Why f falls at each step",
    Outcome.RISES: "Why f rises at each step",
}


def claim_in_short(answer: DescendAnswer, telling: Telling) -> tuple[Block, ...]:
    """The claim in a sentence, below the answer."""
    claim = answer.claim
    if not isinstance(claim, QuadraticClaim):
        return ()
    written = Written.of(answer, telling)
    name = variable(answer.field.function)
    match claim.outcome:
        case Outcome.CONVERGES:
            said = joined(
                (
                    (Words("It "), Strong("converges")),
                    sentence("" if claim.limit is None else "to ", *_limit(claim, written)),
                    () if claim.everywhere or claim.largest is not None else sentence("(a saddle)"),
                ),
            )
            start = (
                "from every start"
                if claim.everywhere
                else "from this start, and not from others near it"
            )
            why = sentence(
                f", {start}: ", name, f" is {_shape(claim)}, and ", *_reach(claim, written)
            )
            return (Paragraph((*said, *why, Words("."))),)
        case Outcome.ALTERNATES:
            why = sentence(": ", name, f" is {_shape(claim)}, and ", *_turns(claim, written))
            return (Paragraph((Words("It does "), Strong("not converge"), *why, Words("."))),)
        case Outcome.DIVERGES | Outcome.FALLS | Outcome.RISES:
            return ()
    assert_never(claim.outcome)


def why_it_diverges(claim: QuadraticClaim, written: Written) -> Sentence:
    """It diverges: f is quadratic, and η = 0.6 is larger than 2/12 = 1/6."""
    name = variable(written.field.function)
    why = sentence(": ", name, f" is {_shape(claim)}, and ", *_why_not(claim, written))
    return (Words("It "), Strong("diverges"), *why, Words("."))


def _shape(claim: QuadraticClaim) -> str:
    return "linear" if _is_linear(claim) else "quadratic"


def _is_linear(claim: QuadraticClaim) -> bool:
    return all(sign_of(each.eigenvalue) is Sign.ZERO for each in claim.components)


def _limit(claim: QuadraticClaim, written: Written) -> tuple[Box, ...]:
    if claim.limit is None:
        return ()
    boxes = [in_a_sentence(each, written.telling) for each in claim.limit]
    return (point_of(boxes) if len(boxes) > 1 else boxes[0],)


def _rate_is(claim: QuadraticClaim, written: Written) -> Box:
    return equals(written.letter_of_rate, _rate(claim, written))


def _rate(claim: QuadraticClaim, written: Written) -> Box:
    exact = is_decimal(claim.rate, written.telling.digits) and not written.fractions
    return approximately(claim.rate, written.telling.digits) if exact else formula(claim.rate)


def _lambda() -> Box:
    return variable("lambda")


def _two_over(largest: Expr, bound: Expr, written: Written) -> Box:
    """2/λ_max = 1/6."""
    named = fraction_of(number(2), formula(largest))
    value = formula(bound) if bound.is_Rational else approximately(bound, written.telling.digits)
    if value == named:
        return named
    return relation(named, "=" if bound.is_Rational else "≈", value)


def _reach(claim: QuadraticClaim, written: Written) -> tuple[str | Box, ...]:
    """The rates with which it converges."""
    inside = _rates_inside(claim, written)
    if inside is None:
        return ("the other directions, in which it would not, have no part in it",)
    if not claim.everywhere:
        return ("the directions in which the rate is too large have no part in it",)
    return ("every rate ", inside, " does")


def _rates_inside(claim: QuadraticClaim, written: Written) -> Box | None:
    """0 < η < 2/λ_max, where these rates converge."""
    largest, bound = claim.largest, claim.rates_below
    if largest is None or bound is None:
        return None
    above = relation(number(0), "<", written.letter_of_rate)
    return relation(above, "<", _two_over(largest, bound, written))


def _turns(claim: QuadraticClaim, written: Written) -> tuple[str | Box, ...]:
    """Why the points jump to and fro: η is exactly 2/λ_max, or a factor is −1."""
    eta = _rate_is(claim, written)
    largest, bound = claim.largest, claim.rates_below
    if largest is not None and bound is not None and is_zero(bound - claim.rate):
        return (eta, " is exactly ", _two_over(largest, bound, written))
    (turned,) = (each for each in claim.components if each.fate is Fate.FLIPS)
    return _multiplied(turned, claim, written)


def _multiplied(each: Component, claim: QuadraticClaim, written: Written) -> tuple[str | Box, ...]:
    """With η = 1 each step multiplies a part of the gradient by 1 − ηλ = −1, where λ = 2."""
    what = "a part of the gradient" if written.several else "the derivative"
    factor = equals(_factor(written), _factor_value(each, written))
    where = equals(_lambda(), _entry(each.eigenvalue, written))
    return (
        "with ",
        _rate_is(claim, written),
        f" each step multiplies {what} by ",
        factor,
        ", where ",
        where,
    )


def _why_not(claim: QuadraticClaim, written: Written) -> tuple[str | Box, ...]:
    largest, bound = claim.largest, claim.rates_below
    if largest is not None and bound is not None:
        return (_rate_is(claim, written), " is larger than ", _two_over(largest, bound, written))
    sign = Sign.POSITIVE if written.ascend else Sign.NEGATIVE
    there = [each for each in claim.components if each.is_there]
    if not any(each.fate is Fate.STAYS for each in there):
        # The gradient is zero somewhere, and the start is not on one of the ways that lead there.
        if not any(sign_of(each.eigenvalue) is sign for each in there):
            grown = next(each for each in there if each.fate is Fate.GROWS)
            return _multiplied(grown, claim, written)
        others = any(sign_of(each.eigenvalue) not in (sign, Sign.ZERO) for each in claim.components)
        shape = "a saddle" if others else "a maximum" if not written.ascend else "a minimum"
        lacks = "maximum" if written.ascend else "minimum"
        return (f"it has {shape} and no {lacks}: each rate leads away from it",)
    lacks = "above" if written.ascend else "below"
    return (f"it has no bound {lacks}: each rate leads on and on",)


def why_claimed(answer: DescendAnswer, telling: Telling) -> tuple[Block, ...]:
    """The proof of what is claimed."""
    claim = answer.claim
    if claim is None:
        return ()
    written = Written.of(answer, telling)
    title = (
        _TITLES[claim.outcome].replace("f", answer.field.function, 1)
        if isinstance(claim, BoundClaim)
        else _TITLES[claim.outcome]
    )
    head = Heading(sentence(title), 2)
    match claim:
        case QuadraticClaim():
            return (head, *_of_quadratic(answer, claim, written))
        case BoundClaim():
            return (head, *_of_bound(answer, claim, written))
    assert_never(claim)


def _of_quadratic(
    answer: DescendAnswer, claim: QuadraticClaim, written: Written
) -> tuple[Block, ...]:
    field = answer.field
    name, eta = variable(field.function), written.letter_of_rate
    matrix = hessian_name(field)
    point = variable(written.point)
    several = written.several
    if _is_linear(claim):
        zero = "All second partials of " if several else "The second derivative of "
        constant = sentence(zero, name, " are zero: " if several else " is zero: ", name)
        linear = Paragraph((*constant, *sentence(" is linear. "), *_conclusion(claim, written)))
        return (linear,)
    kind = (
        sentence(
            "All second partials of ",
            name,
            " are constants: ",
            name,
            " is quadratic, and its gradient changes at the same rates everywhere.",
        )
        if several
        else sentence(
            "The second derivative of ",
            name,
            " is a constant: ",
            name,
            " is quadratic, and its slope changes at the same rate everywhere.",
        )
    )
    blocks: list[Block] = [
        Paragraph(kind),
        Equations((Line(matrix, "=", entries_of(claim.hessian)),)),
        Paragraph(
            sentence(
                "A step adds " if written.ascend else "A step subtracts ",
                eta,
                " times the gradient" if several else " times the derivative",
                " to the point" if written.ascend else " from the point",
                ", so the gradient" if several else ", so the derivative",
                " changes by ",
                matrix if several else "the second derivative",
                " times that:",
            )
        ),
    ]
    slope = written.gradient_of(point)
    stepped = sum_of([point, _signed(product_of([eta, slope]), written)])
    after = written.gradient_of(stepped)
    blocks.append(
        Equations(
            (
                Line(
                    after,
                    "=",
                    sum_of([slope, _signed(product_of([eta, matrix, slope]), written)]),
                    sentence("the gradient is linear" if several else "the derivative is linear"),
                ),
            )
        )
    )
    if several:
        blocks.append(
            Paragraph(
                sentence(
                    "Along an eigenvector of ",
                    matrix,
                    " with eigenvalue ",
                    _lambda(),
                    " the gradient is multiplied by ",
                    _factor(written),
                    " at every step, whatever the start:",
                )
            )
        )
    blocks.append(_fates(claim, written))
    blocks.append(Paragraph(_conclusion(claim, written)))
    return tuple(blocks)


def _signed(box: Box, written: Written) -> Box:
    return box if written.ascend else negative(box)


def _factor(written: Written) -> Box:
    moved = product_of([written.letter_of_rate, _lambda()])
    return sum_of([number(1), _signed(moved, written)])


def _fates(claim: QuadraticClaim, written: Written) -> Table:
    """Each eigenvalue, its direction, the factor of a step, and what comes of it."""
    rows = []
    for each in claim.components:
        cells = [sentence(_entry(each.eigenvalue, written))]
        if written.several:
            cells.append(
                joined(
                    [
                        sentence(vector([_entry(entry, written) for entry in one]))
                        for one in each.vectors
                    ],
                    ", ",
                )
            )
        cells.append(sentence(_factor_value(each, written)))
        cells.append(sentence(_fate(each)))
        if written.several:
            cells.append(sentence("yes" if each.is_there else "no"))
        rows.append(tuple(cells))
    header = [sentence(_lambda() if written.several else hessian_name(written.field))]
    if written.several:
        header.append(sentence("along"))
    header.append(sentence(_factor(written) if written.several else "factor of a step"))
    header.append(sentence("a step makes it"))
    if written.several:
        header.append(sentence("there at the start"))
    return Table(tuple(header), tuple(rows))


def _entry(entry: Expr, written: Written) -> Box:
    """A number of the table: exact where it is rational."""
    return formula(entry) if entry.is_Rational else approximately(entry, written.telling.digits)


def _factor_value(each: Component, written: Written) -> Box:
    if each.factor.is_Rational and (not written.fractions or len(str(each.factor)) > 12):
        return approximately(each.factor, written.telling.digits)
    if each.factor.is_Rational:
        return formula(each.factor)
    return approximately(each.factor, written.telling.digits)


def _fate(each: Component) -> str:
    turned = sign_of(each.factor) is Sign.NEGATIVE
    match each.fate:
        case Fate.SHRINKS if sign_of(each.factor) is Sign.ZERO:
            return "zero"
        case Fate.SHRINKS:
            return "shorter, turned round" if turned else "shorter"
        case Fate.GROWS:
            return "longer, turned round" if turned else "longer"
        case Fate.FLIPS:
            return "as long, turned round"
        case Fate.STAYS:
            return "as it was"
    assert_never(each.fate)


def _conclusion(claim: QuadraticClaim, written: Written) -> Sentence:
    what = "gradient" if written.several else "derivative"
    side = "maximum" if written.ascend else "minimum"
    rates: Sentence = ()
    inside = _rates_inside(claim, written)
    if inside is not None:
        rates = sentence(
            " With ",
            inside,
            " every factor lies between −1 and 1, or is that of a direction in which the gradient "
            "is zero throughout: each such rate converges from every start."
            if any(each.fate is Fate.STAYS for each in claim.components)
            else " every factor lies between −1 and 1: each such rate converges from every start.",
        )
    match claim.outcome:
        case Outcome.CONVERGES if claim.everywhere:
            said = sentence(
                f"So the {what} shrinks to zero like a power of the largest of these factors, the "
                "steps add up to a finite way, and the points converge to ",
                *(_limit(claim, written) or (f"a {side}",)),
                f", a {side}.",
            )
            return (*said, *rates)
        case Outcome.CONVERGES:
            said = sentence(
                "The directions in which it would not shrink are not in the gradient of this start "
                "(last column), and exact steps bring none in. So the points converge to ",
                *(_limit(claim, written) or ("a point",)),
                ", where the gradient is zero. ",
                "From another start, and with the least rounding, a part along such a direction "
                "is there and grows",
                "." if claim.largest is not None else f": the limit is no {side}, but a saddle.",
            )
            return (*said, *rates)
        case Outcome.DIVERGES:
            said = sentence(_diverging(claim, what))
            return (*said, *rates)
        case Outcome.ALTERNATES:
            slope = "hill" if written.ascend else "valley"
            said = sentence(
                f"One part of the {what} is turned round by each step and keeps its length, so the "
                "points jump to and fro for ever. "
                f"A step of this length leads from one side of the {slope} to the same height on "
                "the other."
            )
            return (*said, *rates)
        case Outcome.FALLS | Outcome.RISES:
            raise AssertionError(claim.outcome)
    assert_never(claim.outcome)


def _diverging(claim: QuadraticClaim, what: str) -> str:
    grows = any(each.fate is Fate.GROWS and each.is_there for each in claim.components)
    if grows:
        return (
            f"The {what} at the start has a part that becomes longer with each step, beyond every "
            "bound, and the steps with it."
        )
    if _is_linear(claim):
        return (
            f"The {what} never changes, so each step goes as far as the first one, in the same "
            "direction, beyond every bound."
        )
    return (
        f"The {what} has a part that never changes, so each step goes as far in its direction as "
        "the first one, beyond every bound."
    )


def _of_bound(answer: DescendAnswer, claim: BoundClaim, written: Written) -> tuple[Block, ...]:
    field = answer.field
    name, eta = variable(field.function), written.letter_of_rate
    free = "L" if "L" not in (*field.letters, field.function) else "M"
    letter = variable(free)
    sides = [
        relation(relation(written.real(low), "≤", variable(each)), "≤", written.real(high))
        for each, (low, high) in zip(field.variables, claim.box, strict=True)
    ]
    verb = "rises" if claim.outcome is Outcome.RISES else "falls"
    what = (
        "no row of the matrix of second partials has a sum of absolute values above "
        if written.several
        else "the second derivative is in absolute value at most "
    )
    bound = as_expr(claim.bound)
    least = product_of(
        [
            eta,
            fenced(
                sum_of([number(1), negative(fraction_of(product_of([eta, letter]), number(2)))])
            ),
        ]
    )
    slope = norm(written.slope()) if written.several else written.slope()
    limit = None if claim.rates_below is None else as_expr(claim.rates_below)
    parts: list[Sentence] = [
        joined(
            (
                sentence("All points lie in the box "),
                enumerated(sides),
                sentence(
                    f", and on it {what}",
                    equals(letter, approximately(bound, 6)),
                    " (by intervals). So the slope changes by no more than ",
                    letter,
                    " times the way, and a step with a rate below ",
                    fraction_of(number(2), letter),
                    *(() if limit is None else (" ≈ ", approximately(limit, 4))),
                    " that stays in the box makes ",
                    name,
                    f" {verb.rstrip('s')} by at least ",
                    product_of([least, power_of(slope, number(2))]),
                    ".",
                ),
            ),
            "",
        )
    ]
    parts.append(
        sentence(
            "That is all that is proved: not that it converges, nor to what.",
        )
    )
    return (Paragraph(joined(parts)),)
