"""Did you mean: the known word that is nearest to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable


def edit_distance(first: str, second: str) -> int:
    """The fewest letters to insert, drop, change or swap with their neighbour (Damerau)."""
    rows: list[list[int]] = [list(range(len(second) + 1))]
    for i, letter in enumerate(first, start=1):
        row = [i]
        for j, other in enumerate(second, start=1):
            best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate within one slip of a short word, or two of a long one; the first of equals."""
    allowed = 1 if len(word) <= 4 else 2
    best: str | None = None
    for candidate in candidates:
        # A difference of length is a lower bound, and much cheaper.
        if abs(len(candidate) - len(word)) > allowed:
            continue
        distance = edit_distance(word.lower(), candidate.lower())
        if distance <= allowed and candidate != word:
            best, allowed = candidate, distance - 1
        if allowed < 0:
            break
    return best
