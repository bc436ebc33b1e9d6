"""`check` as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from gradcli.calculus.answers.check import CheckAnswer, Component, WorkedStep
from gradcli.calculus.equality.compare import Comparison
from gradcli.calculus.equality.sample_points import value_at
from gradcli.calculus.mistakes.naming import Mistake
from gradcli.language.writing import write
from gradcli.narrative.book.mistakes import explanation
from gradcli.render.failure import SCHEMA, Json
from gradcli.render.json.common import head, text_of

_NONE: Final = "does not exist"


def check_body(answer: CheckAnswer, with_steps: bool) -> Json:
    """The verdict, and that on each component."""
    task, field = answer.task, answer.field
    body = head("check", field, direction=task.direction)
    given = body["input"]
    if task.point is not None:
        given["at"] = [write(node, field.letters) for node in task.point.named(field).values()]
    if task.wrt:
        given["wrt"] = list(task.wrt)
    given["kind"] = task.kind.value
    first = answer.each[0][0] if answer.each else answer.given.nodes
    given["answer"] = (
        [_NONE]
        if answer.given.denies
        else [
            _NONE if place in answer.given.absent else write(node, field.letters)
            for place, node in enumerate(first)
        ]
    )
    if not answer.can_be_checked:
        return body
    found: Json = {"right": answer.right}
    if answer.decided_by is not None:
        found["decided_by"] = answer.decided_by.value
    if answer.scale is not None:
        found["scale"] = answer.scale.value
    found["components"] = [_component(each, field.letters) for each in answer.components]
    found["components"].extend(_alone(each) for each in answer.parts)
    if answer.each:
        found["each"] = [
            {"answer": [write(node, field.letters) for node in nodes], "right": right}
            for nodes, right in answer.each
        ]
    if answer.work:
        found["work"] = [_step(each) for each in answer.work]
    if answer.mistake is not None:
        found["mistake"] = _mistake(answer.mistake, field.letters)
    if answer.second is not None:
        found["second"] = _mistake(answer.second, field.letters)
    body["check"] = found
    return body


def _alone(part: CheckAnswer) -> Json:
    """A component beside others of which it is said that they do not exist."""
    letters = part.field.letters
    expected = [write(node, letters) for node in part.solved.trees()]
    given = [write(node, letters) for node in part.given.nodes]
    unknown = "not decided" if part.right_alone is None else _NONE
    body: Json = {
        "of": ",".join(part.task.wrt),
        "right": part.right_alone,
        "expected": (expected or [unknown])[0],
        "given": (given or [_NONE])[0],
    }
    if part.can_be_checked and part.decided_by is not None:
        body["decided_by"] = part.decided_by.value
    return body


def mistakes_body(checked: Mapping[str, CheckAnswer]) -> Json:
    """The known mistakes, each with its example."""
    found = []
    for name, answer in checked.items():
        declared = answer.field.letters
        found.append(
            {
                "name": name,
                "explanation": explanation(name),
                "example": {
                    "expr": answer.field.source.text,
                    "answer": [write(node, declared) for node in answer.given.nodes],
                    "expected": [write(node, declared) for node in answer.expected],
                },
            }
        )
    return {"schema": SCHEMA, "command": "mistakes", "mistakes": found}


def _mistake(found: Mistake, declared: tuple[str, ...]) -> Json:
    body: Json = {
        "name": found.name,
        "also": list(found.also),
        "where": list(found.where),
        "could_be_slip": found.could_be_slip,
        "explanation": explanation(found.name),
    }
    if found.number is not None:
        number = found.number
        body["number"] = {
            "of": write(number.of, declared),
            "taken_as": write(number.taken_as, declared),
        }
    return body


def _step(step: WorkedStep) -> Json:
    body: Json = {
        "line": step.line,
        "text": step.text,
        "follows": step.follows,
        "right": step.is_right,
    }
    if step.beside is not None and step.beside.equal:
        body |= _domain(step.beside)
    return body


def _domain(found: Comparison) -> Json:
    if found.domain is None:
        return {}
    return {"domain": {"is": found.domain.value, "at": _texts(found.where or {})}}


def _component(component: Component, declared: tuple[str, ...]) -> Json:
    found = component.found
    body: Json = {
        "of": ",".join(component.of),
        "right": found.equal,
        "expected": write(component.expected, declared),
        "given": write(component.given, declared),
    }
    if found.decided_by is not None:
        body["decided_by"] = found.decided_by.value
    if found.rounded:
        body["rounded"] = True
    if found.valueless:
        body["valueless"] = True
    if found.apart:
        body["apart"] = {"at": _texts(found.where or {})}
    if found.differs is not None:
        at = found.differs.at
        values = found.differs.exactly or (
            value_at(component.expected, at),
            value_at(component.given, at),
        )
        expected, given = (text_of(each, declared) for each in values)
        body["differs"] = {"at": _texts(at), "expected": expected, "given": given}
    return body | _domain(found)


def _texts(at: Mapping[str, Fraction]) -> Json:
    return {name: str(value) for name, value in at.items()}
