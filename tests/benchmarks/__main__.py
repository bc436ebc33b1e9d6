"""Print the table of the benchmarks as Markdown.

    python -m tests.benchmarks            some minutes
    python -m tests.benchmarks --short    under a minute, for CI

Ratios are taken side by side in one run, so that they mean the same on any machine. Nothing fails
here on time; what may not get worse whatever the clock says is held by `test_counts.py`.
"""

from __future__ import annotations

import platform
import sys

import sympy

from tests.benchmarks.rows import FULL, SHORT, rows


def main() -> None:
    extent = SHORT if "--short" in sys.argv[1:] else FULL
    print(f"Python {platform.python_version()}, SymPy {sympy.__version__}\n")
    print("| what | measured | target |\n|---|---|---|")
    for row in rows(extent):
        print(f"| {row.what} | {row.measured} | {row.target} |", flush=True)


if __name__ == "__main__":
    # A thousand nested brackets are deeper than Python's own limit.
    sys.setrecursionlimit(100_000)
    main()
