"""Wrong answers of others, checked: how often the mistake that is named is the cause.

    nice python -m tests.learning.outside_answers

reads `tests/data/wrong_answers.txt`, which says where they are from, or with `--set 2` the second
set. An answer is named rightly where its cause, or one of those that its source's words may mean,
is the name or stands in `also`; wrongly where another is named; silence is neither.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import gradcli

_DATA: Final = Path(__file__).parents[1] / "data"
_FILES: Final = ("wrong_answers.txt", "wrong_answers_2.txt")


class Wrong(NamedTuple):
    """A wrong answer, how it was asked for, and the causes that its source gives."""

    source: str
    function: str
    answer: str
    asked: dict[str, str]
    causes: frozenset[str]
    is_stated: bool


def answers(number: int) -> Iterator[Wrong]:
    """Those of a set."""
    source = ""
    for line in (_DATA / _FILES[number - 1]).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            source = line[3:]
        if not line or line.startswith("#"):
            continue
        function, answer, asked, cause, _ = (part.strip() for part in line.split("|"))
        names = frozenset(cause.lstrip("~").split("/")) - {"", "-"}
        given = dict(each.split("=", 1) for each in asked.split())
        yield Wrong(source, function, answer, given, names, not cause.startswith("~"))


def said_of(wrong: Wrong) -> tuple[str, str]:
    """What is said of an answer in a word, and the names."""
    found = gradcli.check(wrong.function, wrong.answer, **wrong.asked).answer  # type: ignore[arg-type]
    if found.right is not False:
        return "not wrong", str(found.right)
    if found.mistake is None:
        return "silent", ""
    names = (found.mistake.name, *found.mistake.also)
    if not wrong.causes:
        return "named without a cause", ", ".join(names)
    return "right" if wrong.causes & {*names} else "wrong", ", ".join(names)


def main() -> None:
    """Print what is said, and the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--set", type=int, choices=(1, 2), default=1)
    counts: Counter[tuple[str, str]] = Counter()
    for each in answers(options.parse_args().set):
        word, names = said_of(each)
        group = "stated" if each.is_stated else "shown"
        if not each.causes:
            group = "no one cause"
        counts[group, word] += 1
        if word not in ("right", "silent") or (word == "silent" and each.causes):
            asked = " ".join(f"{key}={value}" for key, value in each.asked.items())
            print(f"{word:22} {each.function} | {each.answer} | {asked} | ", end="")
            print("/".join(sorted(each.causes)), "|", names)
    total = sum(counts.values())
    print(f"{total} answers")
    for group in ("stated", "shown", "no one cause"):
        own = {word: count for (name, word), count in counts.items() if name == group}
        print(f"{group}: {sum(own.values())}: {own}")
    with_cause = sum(count for (group, _), count in counts.items() if group == "stated")
    right = counts["stated", "right"] / with_cause
    wrong = sum(count for (_, word), count in counts.items() if word == "wrong")
    wrong += counts["no one cause", "named without a cause"]
    print(f"of those with a stated cause named rightly: {right:.1%}")
    print(f"named otherwise than the source says, or than is shown: {wrong / total:.1%}")


if __name__ == "__main__":
    main()
