"""The eigenvalues of a quadratic function in words, and what a step does along each."""

from __future__ import annotations

import math
from typing import Final, assert_never

from sympy import Expr

from gradcli.calculus.descent.claims import QuadraticClaim
from gradcli.calculus.descent.spectrum import Component, Fate
from gradcli.calculus.numbers.constants import Sign, is_zero, sign_of
from gradcli.narrative import document as doc
from gradcli.narrative.box import Box
from gradcli.narrative.letters import Letters
from gradcli.narrative.notation import (
    dot,
    fenced,
    negative,
    number,
    product_of,
    sum_of,
    variable,
    vector,
)
from gradcli.narrative.phrases import equals, formula, joined, sentence
from gradcli.narrative.stories.at_point.eigenvalues import (
    MOST_WRITTEN_OUT,
    equation_of_eigenvalues,
)
from gradcli.narrative.stories.at_point.matrix import MOST_SHOWN, hessian_name
from gradcli.narrative.stories.common import approximately, derivative_name, is_decimal
from gradcli.narrative.stories.descent.numbers import Written

_LONGEST: Final = 12  # signs of a fraction in the table
_MOST_DIGITS: Final = 30
_LENGTHS: Final = ("shorter", "longer", "as long")
MOST_TOLD: Final = 3
"""Variables of which rows and vectors are told one by one."""


def _lambda() -> Box:
    return variable("lambda")


def curvature(written: Written) -> Box:
    """An eigenvalue of the matrix of second partials, or the one second derivative."""
    return _lambda() if written.several else hessian_name(written.field)


def rate_is(claim: QuadraticClaim, written: Written) -> Box:
    """η = 0.1."""
    return equals(written.letter_of_rate, _rate(claim, written))


def _rate(claim: QuadraticClaim, written: Written) -> Box:
    exact = is_decimal(claim.rate, written.telling.digits) and not written.fractions
    return approximately(claim.rate, written.telling.digits) if exact else formula(claim.rate)


def is_diagonal(claim: QuadraticClaim) -> bool:
    """Whether each partial changes with its own variable alone."""
    return all(
        is_zero(entry)
        for i, row in enumerate(claim.hessian)
        for j, entry in enumerate(row)
        if i != j
    )


def each_partial_alone(claim: QuadraticClaim, written: Written) -> tuple[doc.Block, ...]:
    """Where the matrix is diagonal: a step multiplies each partial by a number of its own."""
    names = written.field.variables
    own = [claim.hessian[k][k] for k in range(len(names))]
    rates = [
        sentence(
            _partial(written, name),
            " ",
            _entry(rate, written),
            " times as fast as ",
            variable(name),
        )
        for name, rate in zip(names, own, strict=True)
        if is_zero(rate) is not True
    ]
    name = variable(written.field.function)
    alone = sentence(name, " is quadratic, so each partial changes evenly: ")
    if len(rates) <= MOST_SHOWN:
        last = joined((joined(rates[:-1], ", "), rates[-1]), " and ") if rates else ()
        alone = (*alone, *last, doc.Words(". Each depends on its own variable alone."))
    else:
        alone = (*alone, doc.Words("as many times as fast as its own variable, and with no other."))
    moving = [each for each in claim.components if each.fate is not Fate.STAYS]
    shown = max(moving, key=lambda each: abs(each.factor.evalf()))
    place = next(k for k, each in enumerate(own) if is_zero(each - shown.eigenvalue))
    slope, rate = _partial(written, names[place]), _entry(own[place], written)
    eta, verb = written.letter_of_rate, "adds" if written.ascend else "subtracts"
    side = "to" if written.ascend else "from"
    step = sentence(
        f"A step {verb} ",
        product_of([eta, slope]),
        f" {side} ",
        variable(names[place]),
        f", so it {verb} ",
        rate,
        f" times that {side} ",
        slope,
        ":",
    )
    moved = signed(product_of([rate, eta, slope], dotted=True), written)
    factor = sum_of([number(1), signed(product_of([rate, eta], dotted=True), written)])
    lines = (
        doc.Line(sum_of([slope, moved]), "=", product_of([fenced(factor), slope], dotted=True)),
        doc.Line(
            None,
            "=" if is_shown_exactly(shown, written) else "≈",
            product_of([_fenced_if_negative(shown, written), slope], dotted=True),
            sentence(rate_is(claim, written)),
        ),
    )
    table = sentence(
        "If a partial changes ",
        _lambda(),
        " times as fast as its variable, a step multiplies it by ",
        factor_of_a_step(written),
        ", whatever the start:",
    )
    return (
        doc.Paragraph(alone),
        doc.Paragraph(step),
        doc.Equations(lines),
        doc.Paragraph(table),
        fates(claim, written),
    )


def _fenced_if_negative(shown: Component, written: Written) -> Box:
    value = factor_value(shown, written)
    return fenced(value) if sign_of(shown.factor) is Sign.NEGATIVE else value


def _partial(written: Written, name: str) -> Box:
    return derivative_name(written.field, (name,))


def what_an_eigenvalue_is(claim: QuadraticClaim, written: Written) -> tuple[doc.Block, ...]:
    """Before the table: what λ is, and what a step does along its directions."""
    matrix = hessian_name(written.field)
    direction = variable(Letters.beside(written.field).without(written.rate).pick(("v", "u", "d")))
    stretched = equals(product_of([matrix, direction]), product_of([_lambda(), direction]))
    first = sentence(
        "Along some directions ",
        direction,
        ", ",
        matrix,
        " only multiplies by a number: ",
        stretched,
        ". Such a direction is an eigenvector of ",
        matrix,
        ", and ",
        _lambda(),
        " its eigenvalue: for each unit of distance along it the slope of ",
        variable(written.field.function),
        " along it changes by ",
        _lambda(),
        ".",
        *_solved(claim),
    )
    parts = sentence(
        "There are as many such directions at right angles to one another as variables, so every "
        "gradient is a sum of parts along them. A part that ",
        matrix,
        " multiplies by ",
        _lambda(),
        " is multiplied by ",
        factor_of_a_step(written),
        " in each step, whatever the start:" if _has_vectors(claim) else " in each step.",
    )
    if _has_vectors(claim):
        return (doc.Paragraph(first), *_one_worked(claim, written), doc.Paragraph(parts))
    how = sentence(
        "All eigenvalues are the zeros of the polynomial det(",
        sum_of([matrix, negative(product_of([_lambda(), variable("I")]))]),
        "). Of those without a short formula decimals are shown; fractions on both sides of each "
        "decide how its factor compares with −1, 0 and 1. Whether the gradient at the start has a "
        "part along their directions is decided with fractions too:",
    )
    return (doc.Paragraph(first), doc.Paragraph((*parts, doc.Words(" "), *how)))


def _solved(claim: QuadraticClaim) -> doc.Sentence:
    """Where the eigenvalues come from, in two and three variables."""
    if not 1 < len(claim.hessian) <= MOST_WRITTEN_OUT:
        return ()
    return sentence(" They are the λ for which ", *equation_of_eigenvalues(claim.hessian), ".")


def _one_worked(claim: QuadraticClaim, written: Written) -> tuple[doc.Block, ...]:
    """H(1, 1) = (2 · 1 + 1 · 1, 1 · 1 + 2 · 1) = 3 · (1, 1), where all numbers are fractions."""
    if len(claim.hessian) > MOST_TOLD:
        return ()
    for each in claim.components:
        entries = each.vectors[0]
        numbers = (each.eigenvalue, *entries, *(e for row in claim.hessian for e in row))
        if not all(number.is_Rational for number in numbers):
            continue
        shown = vector([_entry(entry, written) for entry in entries])
        rows = [
            sum_of([dot(formula(e), formula(v)) for e, v in zip(row, entries, strict=True)])
            for row in claim.hessian
        ]
        left = product_of([hessian_name(written.field), shown])
        value = eigenvalue_box(each, written)
        return (
            doc.Equations(
                (
                    doc.Line(left, "=", vector(rows)),
                    doc.Line(None, "=", product_of([value, shown], dotted=True)),
                )
            ),
        )
    return ()


def _has_vectors(claim: QuadraticClaim) -> bool:
    return all(each.vectors for each in claim.components)


def signed(box: Box, written: Written) -> Box:
    """What a step adds: less the box where f is to fall."""
    return box if written.ascend else negative(box)


def factor_of_a_step(written: Written) -> Box:
    """1 − ηλ, by which a step multiplies a part of the gradient."""
    moved = product_of([written.letter_of_rate, curvature(written)])
    return sum_of([number(1), signed(moved, written)])


def fates(claim: QuadraticClaim, written: Written) -> doc.Table:
    """Each eigenvalue, its direction, the factor of a step, and what comes of it."""
    diagonal = is_diagonal(claim)
    with_vectors = _has_vectors(claim) or diagonal
    some_are_zero = not all(each.is_there for each in claim.components)
    header = (
        sentence(_lambda()),
        *((sentence("partial" if diagonal else "along"),) if with_vectors else ()),
        sentence(factor_of_a_step(written)),
        sentence("a step makes its size" if diagonal else "a step makes it"),
        *((sentence("at the start"),) if some_are_zero else ()),
    )
    rows = [
        (
            sentence(eigenvalue_box(each, written)),
            *((_directions(each, claim, written),) if with_vectors else ()),
            sentence(factor_value(each, written)),
            sentence(_fate(each, of_a_number=diagonal)),
            *((sentence("not zero" if each.is_there else "zero"),) if some_are_zero else ()),
        )
        for each in claim.components
    ]
    return doc.Table(header, tuple(rows))


def _directions(each: Component, claim: QuadraticClaim, written: Written) -> doc.Sentence:
    """The eigenvectors, or the partials that change this many times as fast as their variables."""
    if not is_diagonal(claim):
        return _along(each, written)
    return joined(
        [
            sentence(_partial(written, name))
            for k, name in enumerate(written.field.variables)
            if is_zero(claim.hessian[k][k] - each.eigenvalue)
        ],
        ", ",
    )


def _along(each: Component, written: Written) -> doc.Sentence:
    """The eigenvectors of one eigenvalue."""
    vectors = [vector([_entry(entry, written) for entry in one]) for one in each.vectors]
    return joined([sentence(one) for one in vectors], ", ")


def eigenvalue_box(each: Component, written: Written) -> Box:
    """An eigenvalue, exact where it is rational."""
    if each.is_exact:
        return _entry(each.eigenvalue, written)
    return approximately(each.eigenvalue, written.telling.digits)


def _entry(entry: Expr, written: Written) -> Box:
    """A number of the table: exact where it is rational."""
    return formula(entry) if entry.is_Rational else approximately(entry, written.telling.digits)


def _is_fraction(each: Component, written: Written) -> bool:
    """Whether a factor is shown as a fraction."""
    return bool(each.factor.is_Rational and written.fractions and len(str(each.factor)) <= _LONGEST)


def is_shown_exactly(each: Component, written: Written) -> bool:
    """Whether a factor is the number shown for it, as −0.4 is; for −1/3 that is −0.333333."""
    short = is_decimal(each.factor, written.telling.digits)
    return each.is_exact and (short or _is_fraction(each, written))


def factor_value(each: Component, written: Written) -> Box:
    """The number 1 − ηλ of one eigenvalue."""
    if _is_fraction(each, written):
        return formula(each.factor)
    # A factor near 1 or -1 has the digits that tell it from that number.
    apart = abs(1 - abs(each.factor.evalf(_MOST_DIGITS)))
    near = 0 if apart == 0 or apart >= 1 else math.ceil(-math.log10(apart))
    digits = max(written.telling.digits, min(near + 2, _MOST_DIGITS))
    return approximately(each.factor, digits)


def _fate(each: Component, *, of_a_number: bool) -> str:
    """What a step makes of the size of a partial, or of a part of the gradient."""
    less, more, same = ("smaller", "larger", "the same") if of_a_number else _LENGTHS
    other_way = "; the sign changes" if of_a_number else ", turned round"
    turned = other_way if sign_of(each.factor) is Sign.NEGATIVE else ""
    match each.fate:
        case Fate.SHRINKS if sign_of(each.factor) is Sign.ZERO:
            return "zero"
        case Fate.SHRINKS:
            return less + turned
        case Fate.GROWS:
            return more + turned
        case Fate.FLIPS:
            return same + turned
        case Fate.STAYS:
            return "as it was"
    assert_never(each.fate)
