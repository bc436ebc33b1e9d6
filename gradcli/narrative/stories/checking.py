"""That an answer was checked, and how."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sympy import Rational

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.calculus.check.verification import Check, Outcome
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import dataclass
from gradcli.language.writing import write
from gradcli.narrative import document as doc
from gradcli.narrative.notation import (
    number,
    power_of,
    relation,
    variable,
)
from gradcli.narrative.phrases import enumerated, joined, sentence
from gradcli.narrative.stories.common import (
    Telling,
    approximately,
)

_NUDGE: Final = -70
"""The quotients that have to agree with the partials at a point have nudges below this power of 10;
those with larger nudges have to come nearer with each."""


def checked(
    check: Check,
    field: ScalarField,
    telling: Telling,
    at_the_point: Sequence[Certificate] = (),
    *,
    of: doc.Sentence = (),
    single: bool = False,
    what: str = "",
    also: doc.Sentence = (),
    then: doc.Sentence = (),
) -> doc.Remark:
    """That the answer was checked, in a line; in a verbose story also how, and of what text.

    Compared were all the partials of the field, or a `single` one, with the change of `of` (f
    itself, where it is not given) per nudge; `what` is said of them, such as that they are right,
    `also` was compared as they were, and `then` is what else is known.
    `at_the_point` are the certificates of the numbers at the point: each says what was compared,
    and whether it could be.
    """
    if check.outcome is Outcome.NO_POINT:
        return doc.Remark(
            doc.Tone.WARNING,
            sentence(
                "Not checked: no point was found at which the function has a real value and a rate."
            ),
        )
    if check.outcome is Outcome.SILENT:
        where = [
            relation(variable(name), "≈", approximately(Rational(value)))
            for name, value in (check.where or {}).items()
        ]
        return doc.Remark(
            doc.Tone.WARNING,
            joined(
                (
                    sentence("The formula does not reach everywhere: at"),
                    enumerated(where),
                    sentence("the function has a rate, and the formula no value."),
                )
            ),
        )
    # What was compared with what, in one line of 80 columns: the rest is for those who ask for it.
    several = len(field.arguments) > 1
    points = "point" if check.points == 1 else "points"
    is_here = any(each.made and each.nudged for each in at_the_point)
    compared = ("partial" if single else "partials") if several else "slope"
    is_one = not also and (single or not several)
    whose = of or sentence(variable(field.function))
    place = "" if is_here or also or what else f"at {check.points} {points} "
    # Dual numbers give what change of f / nudge tends to: no nudge is chosen.
    limits = "" if is_here else "limits of "
    nudges: doc.Sentence = ()
    if is_here and not (also or what):
        nudges = sentence(" (nudges < ", power_of(number(10), number(_NUDGE)), ")")
    told = sentence(
        f"Checked: {place}the {what}{compared}",
        *also,
        f" {'agrees' if is_one else 'agree'} with {limits}change",
        *(() if limits and also else sentence(" of ", *whose)),
        " / nudge",
        *nudges,
        ".",
    )
    if then:
        by = sentence("nudges") if is_here else sentence("limits of change of ", *whose, " / nudge")
        confirm = "confirm" if is_here else "give"
        told = sentence("Checked: ", *by, f" {confirm} the {what}{compared}", *then, ".")
    if telling.verbose:
        were = "derivatives were" if several and not single else "derivative was"
        partial = "partial " if several else ""
        told = sentence(
            f"Checked independently: at {check.points} random {points} the {partial}{were} "
            "compared with a second computation, which carries infinitely small nudges (dual "
            "numbers) through every operation of the function as it was typed. Its code shares "
            "nothing with the rules above. "
            f"{check.digits} digits agree."
        )
    for certificate in at_the_point:
        if not certificate.made:
            told = (*told, *sentence(f" {certificate.not_made}"))
        elif telling.verbose:
            told = (*told, *sentence(f" {certificate.confirmed}"))
    return doc.Remark(doc.Tone.CHECKED, (*told, *(_read_as(field) if telling.verbose else ())))


def _read_as(field: ScalarField) -> doc.Sentence:
    """How the text was read, with every sign of multiplication: what was checked is that."""
    text = write(field.tree, field.letters).replace("**", "^")
    return sentence(" The function was read as ", doc.Code(text), ".")


@dataclass(frozen=True, slots=True)
class Certificate:
    """One comparison at the point: whether it could be made, and what is said of it.

    `nudged` where it was compared with the change over a tiny step.
    """

    made: bool
    confirmed: str
    not_made: str
    nudged: bool = False


def certificate_of_partial(answer: PartialAnswer) -> tuple[Certificate, ...]:
    """The value of one partial at the point, held against difference quotients."""
    at = answer.at
    if at is None or at.value is None:
        return ()
    return (
        Certificate(
            at.certified is True,
            "At the point the derivative agrees with difference quotients of steps under 10⁻⁷⁰, to "
            "12 digits.",
            "At the point itself it could not be compared with difference quotients.",
            nudged=True,
        ),
    )


def certificate_of_values(at: AtPoint | None, field: ScalarField) -> tuple[Certificate, ...]:
    """The value and the partials at the point, held against difference quotients."""
    if at is None or at.slopes is None:
        return ()
    return (
        Certificate(
            at.certified is True,
            "At the point, the value agrees with the function as typed, evaluated to 40 digits, "
            "and the partial derivatives agree with difference quotients of steps under 10⁻⁷⁰, to "
            "12 digits.",
            "At the point itself they could not be compared with difference quotients.",
            nudged=True,
        ),
    )
