"""How long an answer takes to be marked, beside the derivation that it needs.

    nice python -m tests.learning.marking_time

prints for functions of each kind how much longer a right answer takes than the derivation with its
check (1.5 times is the aim): the answers alone, and with the pages that are printed; and how long a
wrong one takes at most (2 s). The time is that of the processor, the least of a few, and SymPy
knows nothing from before.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Final

from sympy.core.cache import clear_cache

import gradcli
from gradcli.language.writing import write
from tests.fuzz.marking import functions

_TIMES: Final = 3
KINDS: Final = {
    "chain": ("sin(3x^2 + 1)", "e^(x^2 y)", "ln(x^2 + y^2)", "sqrt(1 - x^2)", "(2x + 1)^5"),
    "product": ("x^2 sin(3x)", "x e^x ln(x)", "(x^2 + 1)(x^3 - 2)", "x y cos(x y)"),
    "quotient": (
        *("x/(x^2 + 1)", "sin(x)/x", "(3x + 2)/(x^2 - 5)", "e^(2x)/(x^2 + 1)", "ln(x)/sqrt(x)"),
        *("(x^2 + y)/(x - y^2)", "x^3/(sin(x) + 2)", "(x^2 - 1)/(x e^x)"),
    ),
    "sum": ("3x^4 - 2x^2 + 7x - 1", "x^2 y + 3x - y^3", "4sin(x) - e^x + ln(x)"),
    "drawn": tuple(functions(25, seed=3)),
}


def least(work: Callable[[], object], times: int = _TIMES) -> float:
    """The least time of the processor that the work takes, with nothing kept from before."""
    taken: list[float] = []
    for _ in range(times):
        clear_cache()
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


def measured(function: str) -> tuple[float, float, float]:
    """A right answer in derivations, both with their pages, and a wrong one in seconds."""
    answer = gradcli.partial(function, wrt="x").answer
    right = write(answer.trees()[0])  # type: ignore[attr-defined]
    wrong = f"({right}) + x/7"
    derived = least(lambda: gradcli.partial(function, wrt="x"))
    marked = least(lambda: gradcli.check(function, right, wrt="x"))
    page = least(lambda: gradcli.partial(function, wrt="x").text())
    marked_page = least(lambda: gradcli.check(function, right, wrt="x").text())
    slow = least(lambda: gradcli.check(function, wrong, wrt="x").text())
    return marked / derived, marked_page / page, slow


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--each", action="store_true", help="a line for each function as well")
    is_asked = options.parse_args().each
    everything: list[tuple[float, float]] = []
    slowest = 0.0
    for kind, chosen in KINDS.items():
        found: list[tuple[float, float]] = []
        for function in chosen:
            alone, page, wrong = measured(function)
            found.append((alone, page))
            slowest = max(slowest, wrong)
            if is_asked:
                print(f"    {function}: {alone:.2f}, with pages {page:.2f}; wrong {wrong:.2f} s")
        everything.extend(found)
        print(f"{kind:10} {_told(found)}")
    print(f"all        {_told(everything)}")
    print(f"the slowest wrong answer: {slowest:.2f} s")


def _told(found: list[tuple[float, float]]) -> str:
    alone, pages = zip(*found, strict=True)
    return (
        f"right: {statistics.median(alone):.2f}, at most {max(alone):.2f}; "
        f"with pages: {statistics.median(pages):.2f}, at most {max(pages):.2f}"
    )


if __name__ == "__main__":
    main()
