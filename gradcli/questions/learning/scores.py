"""How it went: by rule, what to practise next, and the lines of a log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from gradcli.frozen import dataclass
from gradcli.questions.learning.exercises.made import Exercise
from gradcli.questions.learning.exercises.shapes import Topic
from gradcli.questions.learning.exercises.weights import weight_of
from gradcli.questions.messages import failure

# Rules that every derivation has: nobody practises them.
_EVERYWHERE = frozenset({"identity", "constant"})
_SHAKY = 0.5


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
    """The score of each rule, those that went worst first."""
    asked: dict[str, list[bool]] = {}
    for attempt in attempts:
        for rule in attempt.exercise.needs:
            if rule not in _EVERYWHERE:
                asked.setdefault(rule, []).append(attempt.at_once)
    found = [Score(rule, len(each), sum(each)) for rule, each in asked.items()]
    return sorted(found, key=lambda score: (score.at_once / score.asked, -score.asked, score.rule))


def next_of(left: Sequence[Exercise], attempts: Sequence[Attempt]) -> Exercise:
    """The exercise to ask next: the one that needs most of what went wrong, else the first."""
    shaky = {each.rule for each in scores(attempts) if each.at_once / each.asked < _SHAKY}
    return max(
        left, key=lambda each: sum(weight_of(rule) for rule in shaky.intersection(each.needs))
    )


def attempts_in(lines: Iterable[str], name: str) -> list[Attempt]:
    """The attempts of a log.

    Raises:
        GradcliError: USAGE for what is no line of a log.
    """
    found: list[Attempt] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found.append(_attempt(json.loads(line)))
        except (ValueError, TypeError, KeyError, AttributeError):
            raise failure("not-a-log", None, None, name=name, number=number) from None
    return found


def _attempt(body: dict[str, Any]) -> Attempt:
    given = body["exercise"]
    at = given.get("at", given.get("from"))
    exercise = Exercise(
        Topic(given["topic"]),
        int(given["level"]),
        str(given["expr"]),
        tuple(map(str, given["rules"])),
        given.get("wrt"),
        None if at is None else tuple(map(int, at)),
        tuple(map(int, given["w"])) if "w" in given else None,
        given.get("rate"),
    )
    return Attempt(
        exercise,
        tuple(map(str, body["answers"])),
        bool(body["right"]),
        int(body["hints"]),
        tuple(map(str, body["mistakes"])),
    )


def to_review(attempts: Sequence[Attempt]) -> list[Exercise]:
    """The exercises whose last attempt did not go right at once, the latest first."""
    last = {each.exercise: each.at_once for each in attempts}
    order = dict.fromkeys(each.exercise for each in reversed(attempts))
    return [exercise for exercise in order if not last[exercise]]
