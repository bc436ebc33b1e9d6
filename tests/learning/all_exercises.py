"""Every exercise of every topic and level, or so many of each: what is wrong with them.

    nice python -m tests.learning.all_exercises --count 200

prints, for each topic and level, how many were made, how many of them are unlike one another, and
how many keys were verified: derived with every check passed, and clean.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from gradcli.language.reading import read_expression
from gradcli.questions.learning.exercises.asked import Solved
from gradcli.questions.learning.exercises.likeness import likeness
from gradcli.questions.learning.exercises.made import Exercise, some
from gradcli.questions.learning.exercises.shapes import Topic


def problems(exercises: Sequence[Exercise]) -> list[str]:
    """What is wrong with exercises of one topic and level."""
    found: list[str] = []
    seen: dict[str, str] = {}
    for each in exercises:
        alike = likeness(read_expression(each.expr).tree)
        if alike in seen:
            found.append(f"{each.expr} is like {seen[alike]}")
        seen[alike] = each.expr
        solved = Solved.of(each)
        answer = solved.result.answer
        if solved.result.error is not None or not answer.verified:
            found.append(f"{each.line()}: the key is not verified")
        elif not _is_clean(solved):
            found.append(f"{each.line()}: {solved.lines()}")
    return found


def _is_clean(solved: Solved) -> bool:
    """Whether the answer is what such an exercise promises: at a point, rational numbers."""
    made = solved.exercise
    values = solved.result.answer.values()
    if made.at is None:
        return made.topic is Topic.HESSIAN or 0 not in values
    if made.topic is Topic.STEEPEST:
        return all(value.is_Rational for value in values) and sum(v**2 for v in values) == 1
    return all(value.is_Integer for value in values)


def main() -> None:
    """Make them, and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    wrong = 0
    for topic in Topic:
        for level in range(1, 6):
            begun = time.monotonic()
            found = some(topic, level, given.seed, given.count)
            bad = problems(found)
            wrong += len(bad)
            took = time.monotonic() - begun
            print(f"{topic:12} {level}: {len(found):4} made, {len(bad)} wrong, {took:.0f} s")
            for each in bad:
                print(f"    {each}")
            sys.stdout.flush()
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
