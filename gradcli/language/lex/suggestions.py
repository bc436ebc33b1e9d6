"""Did you mean: the known word that is nearest to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

# From this length on a word may be two slips away, where it begins with the right letter.
_LONG: Final = 6


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
    """The candidate within one slip, or two of a long word; of equals the likest, then the first.

    A word of two letters with one changed is another word: it is short of a letter, or its two
    stand the wrong way round.
    """
    typed = word.lower()
    letters = frozenset(typed)
    best: tuple[int, bool, bool] | None = None
    meant: str | None = None
    for candidate in candidates:
        known = candidate.lower()
        begins_alike = known[:1] == typed[:1]
        allowed = 2 if len(typed) >= _LONG and begins_alike else 1
        # A difference of length is a lower bound, and much cheaper.
        if abs(len(known) - len(typed)) > allowed or candidate == word:
            continue
        if len(letters.difference(known)) > allowed:
            continue
        has_its_letters = sorted(known) == sorted(typed)
        if len(typed) <= 2 and not has_its_letters and len(known) <= len(typed):
            continue
        distance = edit_distance(typed, known)
        likeness = (distance, not has_its_letters, not begins_alike)
        if distance <= allowed and (best is None or likeness < best):
            best, meant = likeness, candidate
    return meant
