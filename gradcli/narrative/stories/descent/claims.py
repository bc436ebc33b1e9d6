"""What is proved of a descent: on a quadratic function its fate, elsewhere that f falls."""

from __future__ import annotations

from typing import Final, assert_never

from gradcli.calculus.answers.descent.answer import DescendAnswer, as_expr
from gradcli.calculus.descent.claims import (
    BOX_FIGURES,
    BoundClaim,
    Outcome,
    QuadraticClaim,
)
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.phrases import enumerated, equals, joined, sentence
from gradcli.narrative.stories.common import Telling, approximately, is_decimal
from gradcli.narrative.stories.descent.numbers import Written
from gradcli.narrative.stories.descent.quadratic import proof_of_fate

_TITLES: Final = {
    Outcome.CONVERGES: "Why it converges",
    Outcome.DIVERGES: "Why it diverges",
    Outcome.ALTERNATES: "Why it does not converge",
    Outcome.FALLS: "Why f falls at each step",
    Outcome.RISES: "Why f rises at each step",
}


def why_claimed(answer: DescendAnswer, telling: Telling) -> tuple[doc.Block, ...]:
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
    head = doc.Heading(sentence(title), 2)
    match claim:
        case QuadraticClaim():
            return (head, *proof_of_fate(answer, claim, written))
        case BoundClaim():
            return (head, *_of_bound(answer, claim, written))
    assert_never(claim)


def _of_bound(answer: DescendAnswer, claim: BoundClaim, written: Written) -> tuple[doc.Block, ...]:
    field = answer.field
    name, eta = nt.variable(field.function), written.letter_of_rate
    free = "L" if "L" not in (*field.letters, field.function) else "M"
    letter = nt.variable(free)
    digits = max(BOX_FIGURES, written.telling.digits)
    sides = [
        equals(nt.variable(each), written.real(low, digits))
        if low == high
        else nt.relation(
            nt.relation(written.real(low, digits), "≤", nt.variable(each)),
            "≤",
            written.real(high, digits),
        )
        for each, (low, high) in zip(field.variables, claim.box, strict=True)
    ]
    verb = "rises" if claim.outcome is Outcome.RISES else "falls"
    what = (
        "the absolute values of the second partials in each row of their matrix add up to at most "
        if written.several
        else "the second derivative is in absolute value at most "
    )
    bound = as_expr(claim.bound)
    least = nt.product_of(
        [
            eta,
            nt.fenced(
                nt.sum_of(
                    [
                        nt.number(1),
                        nt.negative(nt.fraction_of(nt.product_of([eta, letter]), nt.number(2))),
                    ]
                )
            ),
        ]
    )
    slope = nt.norm(written.slope()) if written.several else written.slope()
    limit = None if claim.rates_below is None else as_expr(claim.rates_below)
    parts: list[doc.Sentence] = [
        joined(
            (
                sentence("All points lie in the box "),
                enumerated(sides),
                sentence(
                    f". On it {what}",
                    equals(letter, approximately(bound, 6)),
                    " (bounded by intervals). So over a step the slope changes by no more than ",
                    letter,
                    " times its length, and a step with a rate below ",
                    nt.fraction_of(nt.number(2), letter),
                    *(
                        ()
                        if limit is None
                        else (
                            " = " if is_decimal(limit, 4) else " ≈ ",
                            approximately(limit, 4),
                        )
                    ),
                    " that stays in the box makes ",
                    name,
                    f" {verb.rstrip('s')} by at least ",
                    nt.product_of([least, nt.power_of(slope, nt.number(2))]),
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
    return (doc.Paragraph(joined(parts)),)
