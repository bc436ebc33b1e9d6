"""Random functions of three and four variables at corners, seams and poles, against quotients.

By hand, with as many as one waits for:

    python -m tests.fuzz.quotients_in_space 1000 [SEED]

The oracle is that of `quotients_at_points`, along rays and curves of space. Every second function
has four variables. The functions of two variables are drawn there, and stay what they are.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from tests.fuzz.quotients_at_points import (
    CASES,
    COORDINATES,
    MP,
    ONE,
    TWO,
    Asked,
    Drawn,
    Formula,
    Way,
    both_ways,
    judge,
    report,
)

VARIABLES: Final = ("x", "y", "z", "u")

# Of x, y, z and, behind them, u; those with u come last.
LEAVES: Final[tuple[tuple[str, Formula], ...]] = (
    ("x", lambda x, *_: x),
    ("y", lambda _, y, *__: y),
    ("z", lambda _, __, z, *___: z),
    ("(x - z)", lambda x, _, z, *__: x - z),
    ("(x + y + z)", lambda x, y, z, *_: x + y + z),
    ("(x y)", lambda x, y, *_: x * y),
    ("(y z)", lambda _, y, z, *__: y * z),
    ("(x y z)", lambda x, y, z, *_: x * y * z),
    ("(z^2)", lambda _, __, z, *___: z * z),
    ("(x^2 + y^2)", lambda x, y, *_: x * x + y * y),
    ("(x^2 + y^2 + z^2)", lambda x, y, z, *_: x * x + y * y + z * z),
    ("(z - x^2)", lambda x, _, z, *__: z - x * x),
    ("(x y - z^2)", lambda x, y, z, *_: x * y - z * z),
    ("(x - 1)", lambda x, *_: x - 1),
    ("1", lambda *_: MP.mpf(1)),
    ("2", lambda *_: MP.mpf(2)),
    ("u", lambda _, __, ___, u: u),
    ("(u - y)", lambda _, y, __, u: u - y),
    ("(x u)", lambda x, _, __, u: x * u),
    ("(x^2 + u^2)", lambda x, _, __, u: x * x + u * u),
    ("(x u - y z)", lambda x, y, z, u: x * u - y * z),
    ("(u - x y)", lambda x, y, _, u: u - x * y),
)
_WITHOUT_U: Final = 16

RAYS: Final = (
    *((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (1, 1, 0, 1), (1, 0, -1, 2)),
    *((1, 1, 1, 1), (0, 1, -1, 0), (2, -1, 3, -3), (-1, 2, 5, 1), (3, 2, -4, 2), (1, -2, 1, 5)),
)
CURVES: Final[tuple[Way, ...]] = (
    ((1, 1, 1, 1), (1, 1, 2, 2)),
    ((1, -1, 1, -1), (1, 2, 2, 1)),
    ((1, 1, 1, 1), (2, 1, 1, 2)),
    ((1, 2, -1, 1), (1, 2, 3, 4)),
    ((-1, 1, 1, 1), (1, 1, 2, 3)),
    ((1, 1, 1, 1), (2, 3, 1, 1)),
)


def cut(way: tuple[int, ...], count: int) -> tuple[int, ...]:
    """The first entries of a way; where nothing is left of it, one step in x."""
    kept = way[:count]
    return kept if any(kept) else (1, *kept[1:])


def rays_in(count: int) -> list[tuple[int, ...]]:
    """The rays in so many variables."""
    return list(dict.fromkeys(cut(ray, count) for ray in RAYS))


def ways_in(count: int) -> list[Way]:
    """Rays, both ways, and curves in so many variables."""
    return [*both_ways(rays_in(count)), *((way[:count], powers[:count]) for way, powers in CURVES)]


def draw_function(draw: random.Random, depth: int, count: int) -> Drawn:
    """A function of so many variables."""
    if depth == 0 or draw.random() < 0.1:
        return Drawn(*draw.choice(LEAVES if count > 3 else LEAVES[:_WITHOUT_U]))
    kind = draw.random()
    if kind < 0.4:
        text, of = draw.choice(ONE)
        inner = draw_function(draw, depth - 1, count)
        return Drawn(text.format(inner.text), lambda *at: of(inner.value(*at)))
    if kind < 0.75:
        both, joined = draw.choice(TWO)
        left, right = (draw_function(draw, depth - 1, count) for _ in range(2))
        return Drawn(
            both.format(left.text, right.text),
            lambda *at: joined(left.value(*at), right.value(*at)),
        )
    parts = [draw_function(draw, depth - 1, count) for _ in range(3)]
    written, chosen = draw.choice(CASES)

    def value(*at: Any) -> Any:
        return chosen(*(partial(part.value, *at) for part in parts), at[0])

    return Drawn(written.format(*(part.text for part in parts)), value)


def questions(count: int, seed: int) -> Iterator[Asked]:
    """So many functions, of three and of four variables in turn; of a seed always the same."""
    draw = random.Random(seed)
    for number in range(count):
        variables = VARIABLES[: 3 + number % 2]
        drawn = draw_function(draw, 3, len(variables))
        at = tuple(draw.choice(COORDINATES) for _ in variables)
        w = draw.choice(rays_in(len(variables)))
        yield Asked(drawn, at, w, variables, ways_in(len(variables)))


def run(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """So many functions: how they were judged, and what numbers say against it."""
    return judge(questions(count, seed))


if __name__ == "__main__":
    report(questions)
