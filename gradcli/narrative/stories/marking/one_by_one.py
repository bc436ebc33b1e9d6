"""An answer that says of some components that they do not exist: the verdict on each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gradcli.calculus.answers.absence import is_absent
from gradcli.calculus.answers.check import CheckAnswer, Kind
from gradcli.errors import GradcliError
from gradcli.narrative import document as doc
from gradcli.narrative.notation import typeset
from gradcli.narrative.phrases import equals, joined, sentence
from gradcli.narrative.stories import common
from gradcli.narrative.stories.marking.named import name_of, what_of

_NONE = "does not exist"


def said_of_each(answer: CheckAnswer) -> doc.Sentence:
    """What was said: that ∂f/∂x(0, 1) does not exist, and ∂f/∂y(0, 1) = 2."""
    return _one_after_another([_said(answer, each) for each in answer.parts])


def verdict_on_each(answer: CheckAnswer, word: str) -> doc.Sentence:
    """Wrong: ∂f/∂y(0, 1) exists, and is 2. Of a right answer all that was said."""
    if answer.right:
        return sentence(doc.Strong(word), ": ", *said_of_each(answer), ".")
    shown = [each for each in answer.parts if each.right_alone is answer.right]
    told = _one_after_another([_verdict(answer, each) for each in shown])
    return sentence(doc.Strong(word), ": ", *told, ".")


def _one_after_another(clauses: Sequence[doc.Sentence]) -> doc.Sentence:
    *first, last = clauses
    return joined((joined(first, ", "), last), ", and ") if first else last


def one_by_one(
    answer: CheckAnswer, words: Mapping[bool | None, str], why: GradcliError | None
) -> tuple[doc.Block, ...]:
    """Below the verdict: `why` there is no gradient, and where not all is right what is."""
    blocks: list[doc.Block] = []
    if why is not None and answer.task.kind is Kind.GRADIENT and is_absent(answer.solved):
        begins = f"{what_of(answer)} does not exist: ".capitalize()
        blocks.append(doc.Paragraph(sentence(begins, f"{why.message}.")))
    if answer.right is not True:
        blocks.append(_table(answer, words))
        wrong = [each for each in answer.parts if each.right_alone is False]
        lines = [
            doc.Line(name_of(answer, each.task.wrt), "=", typeset(each.solved.trees()[0]))
            for each in wrong
            if each.solved.values()
        ]
        blocks.extend([doc.Equations(tuple(lines), result=True)] if lines else ())
    return tuple(blocks)


def _table(answer: CheckAnswer, words: Mapping[bool | None, str]) -> doc.Table:
    """Each component, what was said of it, and the verdict."""
    rows = tuple(
        (
            sentence(name_of(answer, each.task.wrt)),
            sentence(_NONE) if each.given.denies else sentence(typeset(each.given.nodes[0])),
            sentence(words[each.right_alone]),
        )
        for each in answer.parts
    )
    return doc.Table((sentence("component"), sentence("given"), sentence("verdict")), rows)


def _said(answer: CheckAnswer, part: CheckAnswer) -> doc.Sentence:
    name = name_of(answer, part.task.wrt)
    if part.given.denies:
        return sentence(name, f" {_NONE}")
    return sentence(equals(name, typeset(part.given.nodes[0])))


def _verdict(answer: CheckAnswer, part: CheckAnswer) -> doc.Sentence:
    name = name_of(answer, part.task.wrt)
    if part.right_alone is None:
        return sentence("it could not be decided whether ", name, " exists")
    if is_absent(part.solved):
        return sentence(name, f" {_NONE}")
    if part.given.denies:
        return sentence(name, " exists")
    return sentence(typeset(part.given.nodes[0]), " is not ", name)


def asked_of_each(answer: CheckAnswer) -> doc.Sentence:
    """Is it true of f(x, y) = |x| + y² that ∂f/∂x(0, 1) does not exist, and ∂f/∂y(0, 1) = 2?"""
    of = sentence("Is it true of ", common.the_function(answer.field), " that ")
    return (*of, *said_of_each(answer), doc.Words("?"))
