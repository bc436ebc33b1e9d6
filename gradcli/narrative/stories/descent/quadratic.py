"""What becomes of a descent on a quadratic function, in words: the fate of every component."""

from __future__ import annotations

from typing import assert_never

from sympy import Expr

from gradcli.calculus.answers.descent.answer import DescendAnswer
from gradcli.calculus.descent.claims import Outcome, QuadraticClaim
from gradcli.calculus.descent.spectrum import Component, Fate
from gradcli.calculus.numbers.constants import Sign, is_zero, sign_of
from gradcli.frozen import replace
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Box
from gradcli.narrative.phrases import equals, formula, joined, sentence
from gradcli.narrative.stories import common
from gradcli.narrative.stories.at_point.matrix import MOST_SHOWN, entries_of, hessian_name
from gradcli.narrative.stories.descent.eigenvalues import (
    MOST_TOLD,
    curvature,
    each_partial_alone,
    eigenvalue_box,
    factor_of_a_step,
    factor_value,
    fates,
    is_diagonal,
    is_shown_exactly,
    rate_is,
    signed,
    what_an_eigenvalue_is,
)
from gradcli.narrative.stories.descent.numbers import Written


def claim_in_short(answer: DescendAnswer, telling: common.Telling) -> tuple[doc.Block, ...]:
    """The claim in a sentence, below the answer."""
    claim = answer.claim
    if not isinstance(claim, QuadraticClaim):
        return ()
    written = Written.of(answer, telling)
    name = nt.variable(answer.field.function)
    match claim.outcome:
        case Outcome.CONVERGES:
            said = joined(
                (
                    (doc.Words(f"The {_course(written)} "), doc.Strong("converges")),
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
            return (doc.Paragraph((*said, *why, doc.Words("."))),)
        case Outcome.ALTERNATES:
            why = sentence(": ", name, f" is {_shape(claim)}, and ", *_turns(claim, written))
            no = (doc.Words(f"The {_course(written)} does "), doc.Strong("not converge"))
            return (doc.Paragraph((*no, *why, doc.Words("."))),)
        case Outcome.DIVERGES | Outcome.FALLS | Outcome.RISES:
            return ()
    assert_never(claim.outcome)


def why_it_diverges(claim: QuadraticClaim, written: Written) -> doc.Sentence:
    """The descent diverges: f is quadratic, and η = 0.6 is larger than 1/6."""
    name = nt.variable(written.field.function)
    why = sentence(": ", name, f" is {_shape(claim)}, and ", *_why_not(claim, written))
    return (doc.Words(f"The {_course(written)} "), doc.Strong("diverges"), *why, doc.Words("."))


def _course(written: Written) -> str:
    return "ascent" if written.ascend else "descent"


def _shape(claim: QuadraticClaim) -> str:
    return "linear" if _is_linear(claim) else "quadratic"


def _is_linear(claim: QuadraticClaim) -> bool:
    return all(sign_of(each.eigenvalue) is Sign.ZERO for each in claim.components)


def _limit(claim: QuadraticClaim, written: Written) -> tuple[Box, ...]:
    if claim.limit is None:
        return ()
    boxes = [common.in_a_sentence(each, written.telling) for each in claim.limit]
    return (nt.point_of(boxes) if len(boxes) > 1 else boxes[0],)


def _two_over(largest: Component, bound: Expr, written: Written) -> Box:
    """2/λ_max = 1/6."""
    size = abs(largest.eigenvalue)
    digits = written.telling.digits
    named = nt.fraction_of(
        nt.number(2), formula(size) if largest.is_exact else common.approximately(size, digits)
    )
    value = _value_of_bound(largest, bound, written)
    if value == named:
        return named
    return nt.relation(named, "=" if bound.is_Rational and largest.is_exact else "≈", value)


def _value_of_bound(largest: Component, bound: Expr, written: Written) -> Box:
    """1/6, in the claim in short: where it comes from is told in the proof."""
    is_short = bound.is_Rational and largest.is_exact
    return formula(bound) if is_short else common.approximately(bound, written.telling.digits)


def _reach(claim: QuadraticClaim, written: Written) -> tuple[str | Box, ...]:
    """The rates with which it converges."""
    largest, bound = claim.largest, claim.rates_below
    if largest is None or bound is None:
        return ("the other directions, in which it would not, have no part in it",)
    if not claim.everywhere:
        return ("the directions in which the rate is too large have no part in it",)
    above = nt.relation(nt.number(0), "<", written.letter_of_rate)
    return (
        "every rate ",
        nt.relation(above, "<", _value_of_bound(largest, bound, written)),
        " leads there",
    )


def _rates_inside(claim: QuadraticClaim, written: Written) -> Box | None:
    """0 < η < 2/λ_max, where these rates converge."""
    largest, bound = claim.largest, claim.rates_below
    if largest is None or bound is None:
        return None
    above = nt.relation(nt.number(0), "<", written.letter_of_rate)
    return nt.relation(above, "<", _two_over(largest, bound, written))


def _turns(claim: QuadraticClaim, written: Written) -> tuple[str | Box, ...]:
    """Why the points jump to and fro: η is exactly 2/λ_max, or a factor is −1."""
    eta = rate_is(claim, written)
    largest, bound = claim.largest, claim.rates_below
    if largest is not None and bound is not None and is_zero(bound - claim.rate):
        return (eta, " is exactly ", _two_over(largest, bound, written))
    (turned,) = (each for each in claim.components if each.fate is Fate.FLIPS)
    return _multiplied(turned, claim, written)


def _multiplied(each: Component, claim: QuadraticClaim, written: Written) -> tuple[str | Box, ...]:
    """With η = 1 each step multiplies a part of the gradient by 1 − ηλ = −1, where λ = 2."""
    what = "a part of the gradient" if written.several else "the derivative"
    factor = equals(factor_of_a_step(written), factor_value(each, written))
    where = equals(curvature(written), eigenvalue_box(each, written))
    return (
        "with ",
        rate_is(claim, written),
        f" each step multiplies {what} by ",
        factor,
        ", where ",
        where,
    )


def _why_not(claim: QuadraticClaim, written: Written) -> tuple[str | Box, ...]:
    largest, bound = claim.largest, claim.rates_below
    if largest is not None and bound is not None:
        too_large = (
            rate_is(claim, written),
            " is larger than ",
            _value_of_bound(largest, bound, written),
        )
        # From a start without such a part the same rate converges.
        grows = (", and a part of the gradient grows at each step",) if written.several else ()
        return (*too_large, *grows)
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


def proof_of_fate(
    answer: DescendAnswer, claim: QuadraticClaim, written: Written
) -> tuple[doc.Block, ...]:
    """What a step does to the gradient along each eigenvector, and what follows from it."""
    field = answer.field
    name, eta = nt.variable(field.function), written.letter_of_rate
    matrix = hessian_name(field)
    point = nt.variable(written.point)
    several = written.several
    if _is_linear(claim):
        zero = "All second partials of " if several else "The second derivative of "
        constant = sentence(zero, name, " are zero: " if several else " is zero: ", name)
        first, *rest = _conclusion(claim, written)
        linear = doc.Paragraph((*constant, *sentence(" is linear. "), *first.text))
        return (linear, *rest)
    if several and is_diagonal(claim):
        return (*each_partial_alone(claim, written), *_conclusion(claim, written))
    kind = (
        sentence(
            "All second partials of ",
            name,
            " are constants: ",
            name,
            " is quadratic. So its gradient changes in the same way everywhere.",
        )
        if several
        else sentence(
            "The second derivative of ",
            name,
            " is a constant: ",
            name,
            " is quadratic, and its slope changes equally fast everywhere.",
        )
    )
    blocks: list[doc.Block] = [
        doc.Paragraph(kind),
        doc.Equations((doc.Line(matrix, "=", entries_of(claim.hessian)),))
        if len(claim.hessian) <= MOST_SHOWN
        else doc.Paragraph(sentence("Let ", matrix, " be the matrix of these constants.")),
        doc.Paragraph(
            sentence(
                "A step adds " if written.ascend else "A step subtracts ",
                eta,
                " times the gradient ",
                "to the point" if written.ascend else "from the point",
                ". Each partial changes by its row of ",
                matrix,
                " times that",
                *_first_row(claim, written),
                ". Together:",
            )
            if several
            else sentence(
                "A step changes ",
                nt.variable(field.variables[0]),
                " by ",
                signed(nt.product_of([eta, written.gradient_of(point)]), written),
                ", so the derivative changes by the second derivative times that:",
            )
        ),
    ]
    slope = written.gradient_of(point)
    stepped = nt.sum_of([point, signed(nt.product_of([eta, slope]), written)])
    after = written.gradient_of(stepped)
    lines = [
        doc.Line(
            after,
            "=",
            nt.sum_of([slope, signed(nt.product_of([eta, matrix, slope]), written)]),
            sentence("since ", matrix, " is the same everywhere"),
        )
    ]
    if not several:
        (only,) = claim.components
        lines.append(
            doc.Line(None, "=", nt.product_of([nt.fenced(factor_of_a_step(written)), slope]))
        )
        if only.factor != 0:
            sign = "=" if only.factor.is_Rational else "≈"
            shown = nt.product_of([factor_value(only, written), slope])
            lines.append(doc.Line(None, sign, shown))
        else:
            lines.append(doc.Line(None, "=", nt.number(0)))
    blocks.append(doc.Equations(tuple(lines)))
    if several:
        blocks.extend(what_an_eigenvalue_is(claim, written))
        blocks.append(fates(claim, written))
    return (*blocks, *_conclusion(claim, written))


def _first_row(claim: QuadraticClaim, written: Written) -> doc.Sentence:
    """, ∂f/∂x for example by −η(2∂f/∂x + ∂f/∂y)."""
    field, row = written.field, claim.hessian[0]
    if len(row) > MOST_TOLD:
        return ()
    partials = [common.derivative_name(field, (name,)) for name in field.variables]
    terms = [nt.dot(formula(each), partial) for each, partial in zip(row, partials, strict=True)]
    change = nt.product_of([written.letter_of_rate, nt.fenced(nt.sum_of(terms))])
    return sentence(", ", partials[0], " for example by ", signed(change, written))


def _of_one_factor(claim: QuadraticClaim, written: Written) -> doc.Sentence:
    """In one variable: what becomes of a derivative that each step multiplies by one number."""
    (only,) = claim.components
    factor = factor_value(only, written)
    turned = sign_of(only.factor) is Sign.NEGATIVE
    sides = ", from one side to the other" if turned else ""
    match only.fate:
        case Fate.SHRINKS if sign_of(only.factor) is Sign.ZERO:
            said = sentence("So the derivative is zero after one step.")
        case Fate.SHRINKS:
            side = "maximum" if written.ascend else "minimum"
            said = sentence(
                "So the derivative shrinks to zero like the powers of ",
                factor,
                ", and the points converge to ",
                *(_limit(claim, written) or (f"a {side}",)),
                f", a {side}{sides}.",
            )
        case Fate.FLIPS:
            slope = "hill" if written.ascend else "valley"
            said = sentence(
                "So each step turns the derivative round and leaves its size: the points jump to "
                f"and fro for ever, from one side of the {slope} to the same height on the other."
            )
        case Fate.GROWS:
            said = sentence(
                "So the derivative grows like the powers of ",
                factor,
                f", beyond every bound, and the steps with it{sides}.",
            )
        case Fate.STAYS:
            said = sentence(_diverging(claim, "derivative"))
    inside = _rates_inside(claim, written)
    if inside is None or claim.rates_below is None:
        return said
    at_the_end: tuple[str | Box, ...] = (
        " With ",
        formula(claim.rates_below),
        " itself the factor is −1, and the points jump to and fro; with a larger rate they "
        "diverge.",
    )
    if only.fate is Fate.FLIPS:
        at_the_end = (" With a larger rate the points diverge.",)
    rates = sentence(
        " With ",
        inside,
        " the factor lies between −1 and 1: with such a rate the points converge from every start.",
        *at_the_end,
    )
    return (*said, *rates)


def _conclusion(claim: QuadraticClaim, written: Written) -> tuple[doc.Paragraph, ...]:
    """What becomes of the points, and with which rates they converge."""
    if not (written.several or _is_linear(claim)):
        return (doc.Paragraph(_of_one_factor(claim, written)),)
    rates = _rates_that_converge(claim, written)
    return (doc.Paragraph(_outcome(claim, written)), *((doc.Paragraph(rates),) if rates else ()))


def _rates_that_converge(claim: QuadraticClaim, written: Written) -> doc.Sentence:
    """Those with which every factor lies between −1 and 1, where there are such rates."""
    inside, largest = _rates_inside(claim, written), claim.largest
    if inside is None or largest is None:
        return ()
    eigenvalue = curvature(written)
    moved = nt.product_of([written.letter_of_rate, eigenvalue])
    moved = nt.negative(moved) if written.ascend else moved
    size = "largest" if sign_of(largest.eigenvalue) is Sign.POSITIVE else "lowest"
    stays = any(each.fate is Fate.STAYS for each in claim.components)
    return sentence(
        "With which rates do they converge? A factor ",
        factor_of_a_step(written),
        " lies between −1 and 1 where ",
        nt.relation(nt.relation(nt.number(0), "<", moved), "<", nt.number(2)),
        f". The {size} ",
        eigenvalue,
        " is ",
        eigenvalue_box(largest, written),
        ", so this holds for every ",
        eigenvalue,
        " but 0, whose part of the gradient is zero throughout," if stays else "",
        " if ",
        inside,
        ". With such a rate the points converge from every start.",
    )


def _outcome(claim: QuadraticClaim, written: Written) -> doc.Sentence:
    what = "gradient" if written.several else "derivative"
    side = "maximum" if written.ascend else "minimum"
    match claim.outcome:
        case Outcome.CONVERGES if claim.everywhere:
            limit = _limit(claim, written)
            end = sentence(*limit, f", a {side}.") if limit else sentence(f"a {side}.")
            return (*_how_it_shrinks(claim, written), *end)
        case Outcome.CONVERGES:
            return sentence(
                "The directions in which it would not shrink are not in the gradient of this start "
                "(last column), and exact steps bring none in. So the points converge to ",
                *(_limit(claim, written) or ("a point",)),
                ", where the gradient is zero. ",
                "From another start, and with the least rounding, a part along such a direction "
                "is there and grows",
                "." if claim.largest is not None else f": the limit is no {side}, but a saddle.",
            )
        case Outcome.DIVERGES:
            return sentence(_diverging(claim, what))
        case Outcome.ALTERNATES:
            slope = "hill" if written.ascend else "valley"
            return sentence(
                f"One part of the {what} is turned round by each step and keeps its length, so the "
                "points jump to and fro for ever. "
                f"A step of this length leads from one side of the {slope} to the same height on "
                "the other."
            )
        case Outcome.FALLS | Outcome.RISES:
            raise AssertionError(claim.outcome)
    assert_never(claim.outcome)


def _how_it_shrinks(claim: QuadraticClaim, written: Written) -> doc.Sentence:
    """Like the powers of the factor that is farthest from zero, and what that makes of the way."""
    there = [each for each in claim.components if each.is_there]
    slowest = max(there, key=lambda each: abs(each.factor.evalf()))
    if is_zero(slowest.factor):
        return sentence("So the gradient is zero after one step. That step leads to ")
    size = replace(slowest, factor=abs(slowest.factor))
    largest, k = factor_value(size, written), nt.variable(written.index)
    about = "" if is_shown_exactly(size, written) else "about "
    of = "" if len(there) == len(claim.components) else " of what is not zero at the start"
    return sentence(
        f"The factors{of} are at most {about}",
        largest,
        " in size. So after ",
        k,
        " steps the gradient is at most ",
        nt.power_of(largest, k),
        " times as long as at the start: it shrinks to zero. The steps shrink in the same way, and "
        "with them the sum of all steps still to come (a geometric series). So the points "
        "converge, and at their limit the gradient is zero: ",
    )


def _diverging(claim: QuadraticClaim, what: str) -> str:
    grows = any(each.fate is Fate.GROWS and each.is_there for each in claim.components)
    if grows:
        return (
            f"One part of the {what} grows with each step, beyond every bound, and the steps grow "
            "with it."
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
