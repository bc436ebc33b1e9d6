"""Second partials of random functions at corners, seams and holes, held against their definition.

By hand, with as many as one waits for:

    python -m tests.fuzz.second_partials 2000 [SEED]

A function is drawn with its Python twin (`quotients_at_points`), multiplied by a square now and
then, so that more of them have first partials. In 500 digits ∂f/∂u is worked out at P and on both
sides of it along v, each from steps that are far smaller than the side, and then its change along
v. What `partial` and `hessian` say of each second partial must not be denied by these, and the two
must say the same.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

import gradcli
from gradcli.calculus.answers.hessian import HessianAnswer
from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.calculus.domain.verdict import Exists, OneSided
from gradcli.errors import GradcliError
from tests.fuzz.quotients_at_points import (
    MP,
    Drawn,
    NoValueError,
    Oracle,
    draw_function,
    near,
    number,
)

AXES: Final = {"x": (1, 0), "y": (0, 1)}
COORDINATES: Final = ("0", "0", "0", "1", "-1", "2")
# How far from P, and how far from there: 2^-k.
BESIDE: Final = (90, 130)
STEPS: Final = (700, 800)
FINEST: Final = MP.mpf(2) ** -300
TWICE: Final = (
    ("x ({})", lambda x, y: x),
    ("y ({})", lambda x, y: y),
    ("x y ({})", lambda x, y: x * y),
    ("x^2 ({})", lambda x, y: x * x),
    ("y^2 ({})", lambda x, y: y * y),
    ("(x^2 + y^2) ({})", lambda x, y: x * x + y * y),
)


def slope(oracle: Oracle, at: Sequence[Any], axis: Sequence[int]) -> Any:
    """∂f/∂u at P + h from steps both ways, or `NoValueError` where these do not agree."""
    value = oracle.at(at)
    found: list[Any] = []
    for step in STEPS:
        for h in (MP.mpf(2) ** -step, -(MP.mpf(2) ** -step)):
            there = oracle.at([x + h * u for x, u in zip(at, axis, strict=True)])
            found.append((there - value) / h)
    # What is divided by the distance later has to agree beyond that.
    if not all(abs(found[0] - each) < FINEST for each in found):
        raise NoValueError
    return found[-1]


def changes(oracle: Oracle, first: str, second: str) -> list[Any]:
    """(∂f/∂u(P + t) - ∂f/∂u(P))/t for t along v: both ways, near and nearer."""
    here = slope(oracle, (MP.mpf(0), MP.mpf(0)), AXES[first])
    found: list[Any] = []
    for beside in BESIDE:
        for sign in (1, -1):
            t = sign * MP.mpf(2) ** -beside
            there = slope(oracle, [t * v for v in AXES[second]], AXES[first])
            found.append((there - here) / t)
    return found


def denied(oracle: Oracle, first: str, second: str, value: Any) -> str | None:
    """What numbers say against a second partial with this value; None for one that is not there."""
    try:
        found = changes(oracle, first, second)
    except NoValueError:
        return None if value is None else "there are no first partials"
    agree = all(near(found[-1], each) for each in found)
    if value is None:
        return f"it is {MP.nstr(found[-1], 8)}" if agree else None
    if not all(near(each, value) for each in found[2:]):
        return f"the changes per step are {[MP.nstr(each, 8) for each in found]}, not {value}"
    return None


def contradictions(drawn: Drawn, at: tuple[str, str], judged: Counter[str]) -> Iterator[str]:
    """What numbers, or the two commands, say against each other."""
    oracle = Oracle(drawn, [MP.mpf(each) for each in at])
    point = ",".join(at)
    answer = gradcli.hessian(drawn.text, at=point, variables=("x", "y")).answer
    assert isinstance(answer, HessianAnswer)
    rows = None if answer.second is None else answer.second.rows
    for i, first in enumerate(AXES):
        for j, second in enumerate(AXES):
            of = gradcli.partial(drawn.text, wrt=(first, second), at=point, variables=("x", "y"))
            found = of.answer
            assert isinstance(found, PartialAnswer)
            assert found.at is not None
            judged[{True: "exists", False: "does not", None: "undecided"}[found.at.exists]] += 1
            name = f"f_{first}{second}"
            if found.at.exists is not None:
                told = None if found.at.value is None else number(found.at.value)
                against = denied(oracle, first, second, told)
                if against is not None:
                    yield f"{name}: {against}"
            entry = None if rows is None else rows[i].entries[j]
            if isinstance(entry, Exists) and found.at.exists is not None:
                if found.at.value is None or not near(number(entry.value), number(found.at.value)):
                    yield f"{name}: hessian says {entry.value}, partial {found.at.value}"
            elif isinstance(entry, Exists | OneSided):
                judged["by hessian alone"] += 1
                told = number(entry.value) if isinstance(entry, Exists) else None
                against = denied(oracle, first, second, told)
                if against is not None:
                    yield f"{name}: hessian: {against}"


def run(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """So many functions: how their second partials were judged, and what is said against it."""
    draw = random.Random(seed)
    judged: Counter[str] = Counter()
    found: list[str] = []
    for _ in range(count):
        drawn = draw_function(draw, 2)
        if draw.random() < 0.7:
            written, factor = draw.choice(TWICE)
            inner = drawn.value
            drawn = Drawn(
                written.format(drawn.text),
                lambda x, y, factor=factor, inner=inner: factor(x, y) * inner(x, y),
            )
        at = (draw.choice(COORDINATES), draw.choice(COORDINATES))
        try:
            against = list(contradictions(drawn, at, judged))
        except GradcliError as error:
            judged[f"refused: {error.kind.value}"] += 1
            against = ["a defect"] if error.kind.value == "internal" else []
        except (OverflowError, RecursionError):
            judged["too large for the oracle"] += 1
            continue
        found.extend(f"{drawn.text} at {','.join(at)}: {each}" for each in against)
    return judged, found


def main() -> None:
    """Print what was found of the functions that COUNT and SEED name."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    judged, found = run(count, seed)
    print("\n".join(found))
    print(dict(judged), f"{len(found)} contradictions")


if __name__ == "__main__":
    main()
