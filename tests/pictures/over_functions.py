"""The claims of pictures over many functions, by hand: python -m tests.pictures.over_functions.

200 functions of the collection in `tests/data`, at one of a few points each, and 60 with poles,
kinks, jumps and edges of their domain. A function that has no picture at its point is told, and
the next one is drawn for it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from gradcli.errors import GradcliError
from gradcli.language.reading import read_expression
from tests.pictures.claims import broken

_PAIRS = Path(__file__).parents[1] / "data" / "derivative_pairs.jsonl"
_POINTS = ("2,3", "1/2,-1/3", "-1,2", "1/3,1/5")
HARD = tuple(
    (text, at)
    for at in ("1,2", "1/2,-1/3")
    for text in (
        "x/y",
        "1/(x + y)",
        "1/(x y)",
        "1/(x^2 + y^2)",
        "x/(x^2 - y^2)",
        "tan(x y)",
        "1/sin(x) + y",
        "ln(x^2 + y)",
        "ln|x y|",
        "sqrt(x^2 - y)",
        "sqrt(4 - x^2 - y^2)",
        "arcsin(x/4) y",
        "|x| - |y|",
        "|x y|",
        "||x| - |y||",
        "max(x, y, x + y)",
        "min(x^2, y)",
        "max(0, x y - 1)",
        "sqrt(x^2 + y^2)",
        "(x^2 + y^2)^(1/3)",
        "cbrt(x - y)",
        "floor(x) + floor(y)",
        "floor(x y)",
        "sign(x - y) + x",
        "x^2 - floor(x^2)",
        "atan2(y, x)",
        "e^(1/x) + y",
        "sin(1/x) y",
        "{x^2 if x < 1, y otherwise}",
        "x^y",
    )
)


def corpus() -> Iterator[tuple[str, str, str | None]]:
    """Functions of x and y made of those of the collection, with values for its constants."""
    for place, line in enumerate(_PAIRS.read_text("utf-8").splitlines()):
        pair = json.loads(line)
        text, var = pair["integrand"], pair["var"]
        names = read_expression(text).variables
        if var != "x" or "y" in names:
            continue
        held = [name for name in names if name != "x"]
        let = ", ".join(f"{name} = {1 + k}/3" for k, name in enumerate(held)) or None
        whole = f"({text}) + y^2/2" if place % 2 else f"y*({text})"
        yield whole, _POINTS[place % len(_POINTS)], let


def main() -> int:
    """Draw them, and print the claims that do not hold."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--begin", type=int, default=0)
    asked = parser.parse_args()
    drawn = refused = wrong = 0
    hard = ((text, at, None) for text, at in HARD)
    for text, at, let in chain(islice(corpus(), asked.begin, None), hard):
        if drawn >= asked.count and (text, at) not in HARD:
            continue
        try:
            found = broken(text, at, variables="x,y", let=let)
        except GradcliError as error:
            refused += 1
            print(f"refused  {text} at {at}: {error.message}")
            continue
        drawn += 1
        wrong += bool(found)
        for each in found[:2]:
            print(f"WRONG    {text} at {at}: {each}")
    print(f"{drawn} drawn, {wrong} with a claim that does not hold, {refused} refused")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
