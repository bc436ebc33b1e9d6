"""The eigenvalues of a quadratic function in words, and what a step does along each."""

from __future__ import annotations

import math
from typing import Final, assert_never

from sympy import Expr

from gradcli.calculus.descent.claims import QuadraticClaim
from gradcli.calculus.descent.spectrum import Component, Fate
from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.narrative.box import Box
from gradcli.narrative.document import (
    Sentence,
    Table,
)
from gradcli.narrative.letters import Letters
from gradcli.narrative.notation import (
    dot,
    negative,
    number,
    product_of,
    sum_of,
    variable,
    vector,
)
from gradcli.narrative.phrases import equals, formula, joined, sentence
from gradcli.narrative.stories.at_point.matrix import hessian_name
from gradcli.narrative.stories.common import approximately, derivative_name
from gradcli.narrative.stories.descent.numbers import Written

_LONGEST: Final = 12  # signs of a fraction in the table
_MOST_DIGITS: Final = 30
MOST_TOLD: Final = 3
"""Variables of which rows and vectors are told one by one."""


def _lambda() -> Box:
    return variable("lambda")


def curvature(written: Written) -> Box:
    """An eigenvalue of the matrix of second partials, or the one second derivative."""
    return _lambda() if written.several else hessian_name(written.field)


def what_an_eigenvalue_is(claim: QuadraticClaim, written: Written) -> tuple[Sentence, ...]:
    """Before the table: what λ is, and what a step does along its directions."""
    matrix = hessian_name(written.field)
    if _is_diagonal(claim) and len(claim.hessian) <= MOST_TOLD:
        return (_of_a_diagonal(claim, written),)
    direction = variable(Letters.beside(written.field).without(written.rate).pick(("v", "u", "d")))
    stretched = equals(product_of([matrix, direction]), product_of([_lambda(), direction]))
    first = sentence(
        "Along some directions ",
        direction,
        ", ",
        matrix,
        " only multiplies by a number: ",
        stretched,
        *_for_example(claim, written),
        ". Such a direction is an eigenvector of ",
        matrix,
        ", and ",
        _lambda(),
        " its eigenvalue: the second derivative of ",
        variable(written.field.function),
        " along it, for a length of 1. Every gradient is a sum of parts along such directions, as ",
        matrix,
        " is symmetric, and a step multiplies each part by ",
        factor_of_a_step(written),
        ", whatever the start:" if _has_vectors(claim) else ", whatever the start.",
    )
    if _has_vectors(claim):
        return (first,)
    how = sentence(
        "All eigenvalues are the zeros of the polynomial det(",
        sum_of([matrix, negative(product_of([_lambda(), variable("I")]))]),
        "). Of those without a short formula decimals are shown; fractions on both sides of each "
        "decide how its factor compares with −1, 0 and 1. Whether the gradient at the start has a "
        "part along their directions is decided with fractions too:",
    )
    return (first, how)


def _is_diagonal(claim: QuadraticClaim) -> bool:
    return all(
        entry == 0 for i, row in enumerate(claim.hessian) for j, entry in enumerate(row) if i != j
    )


def _of_a_diagonal(claim: QuadraticClaim, written: Written) -> Sentence:
    """Where each partial depends on its own variable alone, no word of eigenvectors is needed."""
    field, eta = written.field, variable(written.rate)
    parts = [
        sentence(
            derivative_name(field, (name,)),
            " by ",
            sum_of([number(1), signed(product_of([eta, formula(row[place])]), written)]),
        )
        for place, (name, row) in enumerate(zip(field.variables, claim.hessian, strict=True))
    ]
    matrix = hessian_name(field)
    return sentence(
        matrix,
        " has only zeros beside its diagonal, so each partial is changed by itself alone. A step "
        "multiplies ",
        *joined(parts[:-1], ", "),
        " and ",
        *parts[-1],
        ": with ",
        _lambda(),
        " for the number on the diagonal, an eigenvalue of ",
        matrix,
        ", by ",
        factor_of_a_step(written),
        ", whatever the start:",
    )


def _for_example(claim: QuadraticClaim, written: Written) -> Sentence:
    """, here for example H(1, 1) = 3(1, 1)."""
    found = next((each for each in claim.components if each.vectors), None)
    if found is None or len(claim.hessian) > MOST_TOLD:
        return ()
    entries = vector([_entry(entry, written) for entry in found.vectors[0]])
    left = dot(hessian_name(written.field), entries)
    return sentence(
        ", here for example ", equals(left, dot(eigenvalue_box(found, written), entries))
    )


def _has_vectors(claim: QuadraticClaim) -> bool:
    return all(each.vectors for each in claim.components)


def signed(box: Box, written: Written) -> Box:
    """What a step adds: less the box where f is to fall."""
    return box if written.ascend else negative(box)


def factor_of_a_step(written: Written) -> Box:
    """1 − ηλ, by which a step multiplies a part of the gradient."""
    moved = product_of([written.letter_of_rate, curvature(written)])
    return sum_of([number(1), signed(moved, written)])


def fates(claim: QuadraticClaim, written: Written) -> Table:
    """Each eigenvalue, its direction, the factor of a step, and what comes of it."""
    with_vectors = _has_vectors(claim)
    header = (
        sentence(_lambda()),
        *((sentence("along"),) if with_vectors else ()),
        sentence(factor_of_a_step(written)),
        sentence("a step makes it"),
        sentence("in the first gradient"),
    )
    rows = [
        (
            sentence(eigenvalue_box(each, written)),
            *((_along(each, written),) if with_vectors else ()),
            sentence(factor_value(each, written)),
            sentence(_fate(each)),
            sentence("yes" if each.is_there else "no"),
        )
        for each in claim.components
    ]
    return Table(header, tuple(rows))


def _along(each: Component, written: Written) -> Sentence:
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


def factor_value(each: Component, written: Written) -> Box:
    """The number 1 − ηλ of one eigenvalue."""
    if each.factor.is_Rational and written.fractions and len(str(each.factor)) <= _LONGEST:
        return formula(each.factor)
    # A factor near 1 or -1 has the digits that tell it from that number.
    apart = abs(1 - abs(each.factor.evalf(_MOST_DIGITS)))
    near = 0 if apart == 0 or apart >= 1 else math.ceil(-math.log10(apart))
    digits = max(written.telling.digits, min(near + 2, _MOST_DIGITS))
    return approximately(each.factor, digits)


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
