"""Where equal formulas have values, and the lines of a derivation that was given."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final, assert_never

from sympy import Rational

from gradcli.calculus.answers.check import CheckAnswer, Scale, WorkedStep
from gradcli.calculus.equality.compare import Comparison, Domain
from gradcli.field.from_sympy import from_sympy
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Box
from gradcli.narrative.phrases import enumerated, equals, joined, sentence
from gradcli.narrative.stories import common

_FOLLOWS: Final[Mapping[bool | None, str]] = MappingProxyType(
    {True: "follows", False: "does not follow", None: "not decided"}
)


def steps_given(answer: CheckAnswer) -> doc.Table:
    """The lines of a derivation, and which of them follow from the one above."""
    rows = tuple(
        (sentence(str(step.line)), sentence(doc.Code(step.text)), _verdict(answer, step))
        for step in answer.work
    )
    return doc.Table((sentence("line"), sentence("step"), sentence("verdict")), rows)


def _verdict(answer: CheckAnswer, step: WorkedStep) -> doc.Sentence:
    if step.is_function:
        return sentence("the function")
    if not step.is_formula:
        return sentence("not compared")
    if step.rescaled is None:
        return sentence(_FOLLOWS[step.follows])
    how = "divided" if step.rescaled is Scale.UNIT else "multiplied"
    return sentence(f"follows, {how} by ", nt.norm(common.direction_letter(answer.field)))


def conditions(answer: CheckAnswer) -> tuple[doc.Block, ...]:
    """The steps that are not compared, and those that hold only where both lines have values."""
    found: list[doc.Block] = []
    if not all(step.is_formula or step.is_function for step in answer.work):
        kept = "A step in which a derivative still stands is not compared with the others."
        found.append(doc.Remark(doc.Tone.NOTE, sentence(kept)))
    for step in answer.work:
        if step.beside is not None and step.beside.equal and step.beside.domain is not None:
            said = elsewhere(
                step.beside, sentence("the line above it"), sentence(f"line {step.line}")
            )
            found.append(doc.Remark(doc.Tone.NOTE, said))
    return tuple(found)


_FOR_EXAMPLE: Final = sentence(" has none, for example at ")


def elsewhere(found: Comparison, name: doc.Sentence, given: doc.Sentence) -> doc.Sentence:
    """Where one of two equal formulas has values and the other none."""
    where = (found.where or {}).items()
    at = enumerated([equals(nt.variable(each), fraction_of(value)) for each, value in where])
    match found.domain:
        case Domain.NARROWER:
            tail = (*name, *sentence(" has values where "), *given, *_FOR_EXAMPLE)
        case Domain.WIDER:
            tail = (*given, *sentence(" has values where "), *name, *_FOR_EXAMPLE)
        case Domain.OTHER | None:
            tail = (
                *given,
                *sentence(" has values elsewhere than "),
                *name,
                *sentence(": they differ at "),
            )
        case _:
            assert_never(found.domain)
    return joined((sentence("Equal where both have values; "), tail, at, sentence(".")), "")


def fraction_of(value: Fraction) -> Box:
    """A coordinate of a point at which formulas are compared."""
    return nt.typeset(from_sympy(Rational(value.numerator, value.denominator)))
