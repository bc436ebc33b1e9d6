"""How it went: by rule, what to practise next, and the lines of a log."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from gradcli.frozen import dataclass
from gradcli.late import pattern
from gradcli.narrative.book.names import NAMES
from gradcli.questions.learning.exercises.made import Exercise
from gradcli.questions.learning.exercises.shapes import LEVELS, Topic
from gradcli.questions.learning.exercises.weights import weight_of
from gradcli.questions.messages import failure

# Rules that every derivation has: nobody practises them.
_EVERYWHERE = frozenset({"identity", "constant"})
_SHAKY = 0.5
_TOPICS = frozenset(map(str, Topic))
_RATE = pattern(r"[0-9]{1,9}/0*[1-9][0-9]{0,8}", re.ASCII)
_LARGEST = 10**9
_MOST_BRACKETS = 2_000


@dataclass(frozen=True, slots=True)
class Attempt:
    """An exercise that was answered, or left: how often, with how many hints, and what went wrong.

    `answers` are the texts that were typed; `right` says whether the last of them was right.
    """

    exercise: Exercise
    answers: tuple[str, ...]
    right: bool
    hints: int = 0
    mistakes: tuple[str, ...] = ()

    @property
    def at_once(self) -> bool:
        """Whether the first answer was right, without a hint."""
        return self.right and len(self.answers) == 1 and not self.hints

    def line(self, seed: int | None, when: str) -> str:
        """The attempt as a line of a log."""
        body = {
            "command": "practice",
            "when": when,
            "seed": seed,
            "exercise": as_object(self.exercise),
            "answers": list(self.answers),
            "right": self.right,
            "hints": self.hints,
            "mistakes": list(self.mistakes),
        }
        return json.dumps(body, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Score:
    """Of one rule: in how many exercises it was needed, and how many were right at once."""

    rule: str
    asked: int
    at_once: int


def as_object(exercise: Exercise) -> dict[str, Any]:
    """An exercise as JSON: all that makes it."""
    body = exercise.line() | {"topic": str(exercise.topic), "level": exercise.level}
    return body | {"rules": list(exercise.needs)}


def scores(attempts: Iterable[Attempt]) -> list[Score]:
    """The score of each rule, those that went worst first: of equally bad ones the weightier."""
    asked: dict[str, list[bool]] = {}
    for attempt in attempts:
        for rule in attempt.exercise.needs:
            if rule not in _EVERYWHERE:
                asked.setdefault(rule, []).append(attempt.at_once)
    found = [Score(rule, len(each), sum(each)) for rule, each in asked.items()]
    return sorted(
        found,
        key=lambda score: (
            score.at_once / score.asked,
            -(score.asked - score.at_once) * weight_of(score.rule),
            score.rule,
        ),
    )


def next_of(left: Sequence[Exercise], attempts: Sequence[Attempt]) -> Exercise:
    """The exercise to ask next: the one that needs most of what went wrong, else the first."""
    shaky = {each.rule for each in scores(attempts) if each.at_once / each.asked < _SHAKY}
    return max(
        left, key=lambda each: sum(weight_of(rule) for rule in shaky.intersection(each.needs))
    )


def attempts_in(lines: Iterable[str], name: str) -> list[Attempt]:
    """The attempts of a log.

    Raises:
        GradcliError: USAGE for what is no line of a log, and for a log without a line.
    """
    found: list[Attempt] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        attempt = _attempt(_decoded(line))
        if attempt is None:
            raise failure("not-a-log", None, None, name=name, number=number)
        found.append(attempt)
    if not found:
        raise failure("not-a-log", None, None, "empty", name=name)
    return found


def _decoded(line: str) -> object:
    """The JSON of a line; None where it is none, or may be nested deeper than the stack is."""
    if line.count("[") + line.count("{") > _MOST_BRACKETS:
        return None
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _attempt(body: object) -> Attempt | None:
    """The attempt that a line of a log tells; None where it tells none."""
    match body:
        case {
            "exercise": dict(given),
            "answers": list(answers),
            "right": bool(right),
            "hints": int(hints),
            "mistakes": list(mistakes),
        }:
            exercise = _exercise(given)
            if exercise is None or hints < 0 or not (_are_texts(answers) and _are_texts(mistakes)):
                return None
            return Attempt(exercise, tuple(answers), right, int(hints), tuple(mistakes))
    return None


def _exercise(given: dict[str, Any]) -> Exercise | None:
    match given:
        case {"topic": str(topic), "level": int(level), "expr": str(expr), "rules": list(rules)}:
            if topic not in _TOPICS or level not in range(1, LEVELS + 1):
                return None
            if not _are_texts(rules) or not {*NAMES}.issuperset(rules):
                return None
        case _:
            return None
    wrt, rate, w = given.get("wrt"), given.get("rate"), given.get("w")
    at = given.get("at" if rate is None else "from")
    if not (wrt is None or isinstance(wrt, str)):
        return None
    if not all(each is None or _is_pair(each) for each in (at, w)):
        return None
    if not (rate is None or (isinstance(rate, str) and _RATE.fullmatch(rate))):
        return None
    # What the question of a topic needs, and no other has.
    kind = Topic(topic)
    if (rate is not None, w is not None) != (kind is Topic.DESCENT, kind is Topic.DIRECTIONAL):
        return None
    if at is None and kind in (Topic.DIRECTIONAL, Topic.STEEPEST, Topic.DESCENT):
        return None
    if w is not None and not any(w):
        return None
    place = None if at is None else tuple(at)
    way = None if w is None else tuple(w)
    return Exercise(kind, int(level), expr, tuple(rules), wrt, place, way, rate)


def _are_texts(items: list[Any]) -> bool:
    return all(isinstance(each, str) for each in items)


def _is_pair(given: object) -> bool:
    """Whether it is a point or a direction of two whole numbers."""
    return (
        isinstance(given, list)
        and len(given) == 2
        and all(type(each) is int and abs(each) <= _LARGEST for each in given)
    )


def to_review(attempts: Sequence[Attempt]) -> list[Exercise]:
    """The exercises whose last attempt did not go right at once, the latest first."""
    last = {each.exercise: each.at_once for each in attempts}
    order = dict.fromkeys(each.exercise for each in reversed(attempts))
    return [exercise for exercise in order if not last[exercise]]
