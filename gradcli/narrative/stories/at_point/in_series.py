"""Why derivatives at a point are those of a power series, and no values of their formulas."""

from __future__ import annotations

from typing import Final

from sympy import Integer, Rational

from gradcli.field.definitions import power_series_of
from gradcli.field.expression import Call, Variable, postorder
from gradcli.field.fast_sympy.sympy_build import begins_with_minus, negate, power, product
from gradcli.field.scalar_field import ScalarField
from gradcli.field.to_sympy import symbol
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Box
from gradcli.narrative.letters import Letters
from gradcli.narrative.phrases import enumerated, formula, sentence

_SHOWN: Final = 5
"""The powers of a series that are written: u^0 to u^4."""


def by_series(field: ScalarField, what: doc.Sentence, *, several: bool) -> doc.Remark:
    """At this point some formulas of `what` are 0/0; near u = 0, sinc u = 1 − u²/6 + ...."""
    called = dict.fromkeys(
        node.function for node in postorder(field.tree) if isinstance(node, Call)
    )
    letter = Letters.beside(field).pick("uvwqr")
    told = [_series(name, letter) for name in called if power_series_of(name)]
    begins = "At this point some formulas of " if several else "At this point the formula of "
    return doc.Remark(
        doc.Tone.NOTE,
        sentence(
            begins,
            *what,
            " are 0/0." if several else " is 0/0.",
            " Near ",
            nt.relation(nt.variable(letter), "=", nt.number(0)),
            ", ",
            *enumerated(told),
            " and terms of higher order, ",
            "and these derivatives are" if several else "and the derivative here is",
            " taken from this power series.",
        ),
    )


def _series(name: str, letter: str) -> Box:
    """sinc u = 1 − u²/6 + u⁴/120."""
    terms: list[Box] = []
    for exponent, each in enumerate(power_series_of(name)[:_SHOWN]):
        if each:
            coefficient = Rational(each.numerator, each.denominator)
            term = product(coefficient, power(symbol(letter), Integer(exponent)))
            minus = begins_with_minus(term)
            terms.append(nt.negative(formula(negate(term))) if minus else formula(term))
    return nt.relation(nt.typeset(Call(name, (Variable(letter),))), "=", nt.sum_of(terms))
