"""Print the table of the benchmarks as Markdown.

    python -m tests.benchmarks                  some minutes
    python -m tests.benchmarks --short          under a minute, for CI
    python -m tests.benchmarks --output FILE    also every time taken, for `python -m pyperf`

Ratios are taken side by side in one run, so that they mean the same on any machine. Nothing fails
here on time; what may not get worse whatever the clock says is held by `test_counts.py`.
"""

from __future__ import annotations

import argparse
import platform
import sys

import sympy

from tests.benchmarks.clock import Book
from tests.benchmarks.rows import FULL, SHORT, rows


def main() -> None:
    parser = argparse.ArgumentParser(description="Print the table of the benchmarks.")
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--output", metavar="FILE")
    asked = parser.parse_args()
    extent, book = SHORT if asked.short else FULL, Book()
    print(f"Python {platform.python_version()}, SymPy {sympy.__version__}\n")
    print("| what | measured | target |\n|---|---|---|")
    for row in rows(extent, book):
        print(f"| {row.what} | {row.measured} | {row.target} |", flush=True)
    if asked.output:
        book.write(asked.output)


if __name__ == "__main__":
    # A thousand nested brackets are deeper than Python's own limit.
    sys.setrecursionlimit(100_000)
    main()
