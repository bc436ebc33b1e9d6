"""The known mistake that explains a wrong answer, on the line where it enters."""

from __future__ import annotations

from typing import Final, assert_never

from gradcli.calculus.answers.check import CheckAnswer
from gradcli.calculus.answers.directional import DirectionalAnswer
from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.calculus.answers.hessian import HessianAnswer
from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.calculus.answers.steepest import SteepestAnswer
from gradcli.calculus.answers.tangent import TangentAnswer
from gradcli.calculus.mistakes.naming import Mistake
from gradcli.calculus.rules.rules import Derivation, parts_of, rule_name
from gradcli.narrative.book.mistakes import CLAUSES, GENERAL
from gradcli.narrative.document import Block, Equations, Heading, Line, Paragraph, Sentence
from gradcli.narrative.notation import derivative_of, typeset
from gradcli.narrative.phrases import formula, sentence
from gradcli.narrative.rulebook import title

_MOST_OTHERS: Final = 2


def explained(answer: CheckAnswer) -> tuple[Block, ...]:
    """The known mistake that explains the answer, on the line where it enters."""
    found = answer.mistake
    if found is None:
        return ()
    blocks: list[Block] = [Heading(sentence("Where this comes from"), 2)]
    blocks.append(Paragraph(_said(answer, found)))
    blocks.extend(_line(answer, found))
    if answer.second is not None:
        end = "." if step_of(answer, answer.second) is None else ":"
        blocks.append(Paragraph(sentence(f"And besides, {CLAUSES[answer.second.name]}{end}")))
        blocks.extend(_line(answer, answer.second))
    if found.could_be_slip:
        blocks.append(
            Paragraph(
                sentence(
                    "It may just as well be a slip of the pen: one sign, digit, letter or "
                    "exponent, written otherwise, gives the same."
                )
            )
        )
    return tuple(blocks)


def _said(answer: CheckAnswer, found: Mistake) -> Sentence:
    clause = f"this is what comes out when {CLAUSES[found.name]}"
    clause = f"{clause[0].upper()}{clause[1:]}"
    others = [CLAUSES[name] for name in found.also if name not in GENERAL][:_MOST_OTHERS]
    if others:
        *between, last = others
        clause = ", when ".join((clause, *between)) + f", or when {last}"
    if found.number is not None and not others:
        of, taken_as = typeset(found.number.of), typeset(found.number.taken_as)
        return sentence(f"{clause}: ", of, " as ", taken_as, ".")
    return sentence(f"{clause}.{'' if step_of(answer, found) is None else ' The step should be:'}")


def step_of(answer: CheckAnswer, found: Mistake) -> Derivation | None:
    """The step of a derivation at which a mistake enters; None where it is of the whole answer."""
    if found.is_whole:
        return None
    solved, path = answer.solved, found.where[1:]
    match solved:
        case PartialAnswer(stages=stages):
            rule = stages[found.where[0]].derivation
        case HessianAnswer(hessian=hessian):
            rule, path = hessian.rows[found.where[0]][found.where[1]].derivation, found.where[2:]
        case GradientAnswer() | DirectionalAnswer() | SteepestAnswer() | TangentAnswer():
            rule = solved.gradient.partials[found.where[0]].derivation
        case _:
            assert_never(solved)
    for place in path:
        rule = parts_of(rule)[place]
    return rule


def _line(answer: CheckAnswer, found: Mistake) -> tuple[Block, ...]:
    rule = step_of(answer, found)
    if rule is None:
        return ()
    several = len(answer.field.arguments) > 1
    left = derivative_of(rule.variable, typeset(rule.function), partial=several)
    reason = sentence(title(rule_name(rule)))
    return (Equations((Line(left, "=", formula(rule.derivative), reason),)),)
