"""Wrong answers of others, checked: how often the mistake that is named is the cause.

    nice python -m tests.learning.outside_answers

reads `tests/data/wrong_answers.txt`, which says where they are from, or with `--set 2` to `6`
another set. An answer is named rightly where its cause, or one of those that its source's words may
mean, is the name or stands in `also`; wrongly where another is named; silence is neither, and of a
cause without a name neither is the word that it is a slip, or may be one. The figures of each kind
of question follow those of the whole.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import gradcli

_DATA: Final = Path(__file__).parents[1] / "data"
_FILES: Final = tuple(f"wrong_answers{number}.txt" for number in ("", "_2", "_3", "_4", "_5", "_6"))
_SLIPS: Final = frozenset({"arithmetic_slip", "function_miscopied"})


class Wrong(NamedTuple):
    """A wrong answer, how it was asked for, and the causes that its source gives."""

    source: str
    function: str
    answer: str
    asked: dict[str, str]
    causes: frozenset[str]
    is_stated: bool
    words: str


def answers(number: int) -> Iterator[Wrong]:
    """Those of a set."""
    source = ""
    for line in (_DATA / _FILES[number - 1]).read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            source = line[3:]
        if not line or line.startswith("#"):
            continue
        function, answer, asked, cause, words = (part.strip() for part in line.split("|"))
        names = frozenset(cause.lstrip("~").split("/")) - {"", "-"}
        given = dict(each.split("=", 1) for each in asked.split())
        yield Wrong(source, function, answer, given, names, not cause.startswith("~"), words)


def said_of(wrong: Wrong) -> tuple[str, str]:
    """What is said of an answer in a word, and the names."""
    try:
        found = gradcli.check(wrong.function, wrong.answer, **wrong.asked).answer  # type: ignore[arg-type]
    except gradcli.GradcliError as error:
        return "not read", error.code
    if found.right is not False:
        return "not wrong", str(found.right)
    if found.mistake is None:
        return "silent", ""
    names = (found.mistake.name, *found.mistake.also)
    if not wrong.causes:
        is_said = wrong.words == "slip" and found.mistake.could_be_slip
        is_slip = wrong.is_stated and (is_said or {*names} <= _SLIPS)
        return "called a slip" if is_slip else "named without a cause", ", ".join(names)
    return "right" if wrong.causes & {*names} else "wrong", ", ".join(names)


def kind_of(wrong: Wrong) -> str:
    """What was asked for, in a word."""
    if "kind" in wrong.asked:
        return wrong.asked["kind"]
    if "w" in wrong.asked:
        return "directional"
    return "partial" if "wrt" in wrong.asked else "gradient"


def group_of(wrong: Wrong) -> str:
    """Whether the source gives a cause that has a name."""
    if not wrong.causes:
        return "a slip" if wrong.words == "slip" else "no one cause"
    return "stated" if wrong.is_stated else "shown"


def print_figures(title: str, counts: Counter[tuple[str, str]]) -> None:
    """How often what is said of each group, and the two figures that matter."""
    total = counts.total()
    print(f"{title}: {total} answers")
    for group in ("stated", "shown", "no one cause", "a slip"):
        own = {word: count for (name, word), count in counts.items() if name == group}
        if own:
            print(f"  {group}: {sum(own.values())}: {own}")
    stated = sum(count for (group, _), count in counts.items() if group == "stated")
    right = counts["stated", "right"] + counts["stated", "right, in also"]
    wrong = sum(
        count for (_, word), count in counts.items() if word in ("wrong", "named without a cause")
    )
    if stated:
        first = counts["stated", "right"] / stated
        print(f"  of those with a stated cause named rightly: {right / stated:.1%}", end="")
        print(f" (by the first name alone {first:.1%})")
    print(f"  named otherwise than the source says, or than is shown: {wrong / total:.1%}")


def main() -> None:
    """Print what is said, and the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--set", type=int, choices=(1, 2, 3, 4, 5, 6), default=1)
    every: Counter[tuple[str, str]] = Counter()
    kinds: dict[str, Counter[tuple[str, str]]] = {}
    for each in answers(options.parse_args().set):
        word, names = said_of(each)
        if word == "right" and names.split(", ")[0] not in each.causes:
            word = "right, in also"
        every[group_of(each), word] += 1
        kinds.setdefault(kind_of(each), Counter())[group_of(each), word] += 1
        if word not in ("right", "silent") or (word == "silent" and each.causes):
            asked = " ".join(f"{key}={value}" for key, value in each.asked.items())
            print(f"{word:22} {each.function} | {each.answer} | {asked} | ", end="")
            print("/".join(sorted(each.causes)), "|", names, "|", each.words)
    print_figures("all", every)
    for kind, counts in kinds.items():
        print_figures(kind, counts)


if __name__ == "__main__":
    main()
