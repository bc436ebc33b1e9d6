"""Many questions from Python: `gradcli.batch(questions)` gives their answers as they come.

>>> import gradcli
>>> questions = ({"id": n, "expr": f"x^{n} y", "at": [2, 3]} for n in range(1, 4))
>>> [answer["gradient"]["value"] for answer in gradcli.batch(questions, jobs=1)]
[['3', '2'], ['12', '4'], ['36', '8']]
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from gradcli.bulk.bounds import check
from gradcli.bulk.messages import failure
from gradcli.bulk.pool import Pool, cores
from gradcli.bulk.question import DETAILS, Settings
from gradcli.bulk.records.of_programs import given_by
from gradcli.bulk.records.record import Given
from gradcli.bulk.stream import answers
from gradcli.questions.given.arguments import text_of, truth_in
from gradcli.questions.given.lines import Question


def batch(
    questions: Iterable[Question],
    *,
    jobs: int | None = None,
    steps: str = "none",
    timeout: float = 10.0,
    memory: int = 1024**3,
    lenient: bool = False,
) -> Iterator[dict[str, Any]]:
    """Answer many questions in `jobs` processes (one a core if not said), in their order.

    A question is what a line of `gradcli batch` is: a mapping such as
    `{"expr": "x^2 y", "at": [2, 3]}`, or the text of one as JSON. Each has one answer: the object
    that `--format json` prints, with the `id` of its question. What is wrong with a question
    stands in its answer under `error`. Questions are taken from the iterable only as far ahead as
    they can be worked on, so it may be endless. `timeout` (seconds) and `memory` (bytes) are for
    each question; 0 is no limit. A key that is not known is an error of its question, unless the
    reader is `lenient`.

    Raises:
        GradcliError: USAGE for a number that makes no sense or an unknown `steps`; INTERNAL where
            no process can be started.
    """
    check(jobs, timeout, memory)
    if text_of(steps, "steps", '"none"') not in DETAILS:
        raise failure("unknown-steps")
    settings = Settings(
        steps=steps,
        timeout=float(timeout),
        memory=int(memory),
        lenient=truth_in(lenient, "lenient"),
    )
    return _answers(given_by(questions), int(jobs or cores()), settings)


def _answers(source: Given, jobs: int, settings: Settings) -> Iterator[dict[str, Any]]:
    pool = Pool(jobs, settings)
    try:
        for answer in answers(source, pool):
            yield json.loads(answer.text, parse_int=_whole)
    finally:
        pool.close()


def _whole(digits: str) -> int:
    # Of more than 4,300 digits Python makes a number only by a detour: an id may have them.
    return int(Decimal(digits))
