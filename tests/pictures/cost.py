"""What a picture costs, by hand: python -m tests.pictures.cost.

The time of the processor over that of the same page without a picture, in one process in which
everything has been loaded: the least of a few turns.
"""

from __future__ import annotations

import argparse
import sys
from time import process_time
from typing import Final

import gradcli

BOUND: Final = 60.0
"""So many milliseconds a picture may take."""
FUNCTIONS: Final = (
    ("x^2 y", "2,3"),
    ("x y", "2,3"),
    ("x^2 sin(y)", "1,2"),
    ("(x - y)^2 (x + y - 1)", "1,2"),
    ("|x y|", "1,2"),
    ("max(x, y, x + y)", "1,2"),
    ("max(0, x y - 1)", "1,2"),
    ("min(x^2, y)", "1,2"),
    ("floor(x y)", "1.3,2.1"),
    ("floor(x) + floor(y)", "1.3,2.1"),
    ("sign(x - y) + x", "1,2"),
    ("x^2 - floor(x^2) + y", "1.3,2.1"),
    ("tan(x y)", "1,2"),
    ("1/(x^2 - y^2)", "1,2"),
    ("sqrt(4 - x^2 - y^2)", "1,1"),
    ("sqrt(x) e^(-x)", "1"),
)


def _seconds(text: str, at: str, *, plot: bool) -> float:
    begun = process_time()
    gradcli.gradient(text, at=at).text("plain", plot=plot)
    return process_time() - begun


def main() -> int:
    """A table of milliseconds."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--turns", type=int, default=5)
    turns = parser.parse_args().turns
    print(f"{'ms with':>8}{'without':>9}{'picture':>9}  function")
    over = 0
    for text, at in FUNCTIONS:
        for plot in (True, False):
            _seconds(text, at, plot=plot)
        each = [
            min(_seconds(text, at, plot=plot) for _ in range(turns)) * 1000
            for plot in (True, False)
        ]
        cost = each[0] - each[1]
        over += cost > BOUND
        print(f"{each[0]:8.0f}{each[1]:9.0f}{cost:9.0f}  {text} at {at}", flush=True)
    print(f"{over} of {len(FUNCTIONS)} above {BOUND:g} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
