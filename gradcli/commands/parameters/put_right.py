"""A command line whose words do not fit, and what was probably meant: the same words, put right.

`gradcli grad x^2 y --at 2 3` is three words too many for a shell, and none for a reader. The ways
in which the words can be put together are tried one after the other, and the first that is
understood is the advice; so following it gives an answer.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from gradcli.commands.messages import failure
from gradcli.commands.parameters.words import Given
from gradcli.errors import GradcliError
from gradcli.late import pattern
from gradcli.questions.asking import read
from gradcli.questions.command import Command, Shape
from gradcli.questions.function import Function
from gradcli.questions.registry import command_of, is_question

# Nobody waits for advice: no more ways are tried than these, and no more signs read in all. More
# words than a person types are told to stand in quotes, and that is all.
_MOST: Final = 200
_MOST_READ: Final = 10_000
_MOST_TYPED: Final = 2_000
_SHOWN: Final = 4
_BEHIND: Final = 2
_SAFE_IN_DOUBLE_QUOTES: Final = pattern(r"[^\"$`\\!]*")
# Where the words make no expression; in x^2 -y it is a term.
_LIKE_AN_OPTION: Final = pattern(r"-[A-Za-z][0-9]*", re.ASCII)
# What a shell leaves alone; zsh has its own mind about = at the beginning, ^ and #.
_BARE: Final = pattern(r"(?!=)[\w@%+=:,./-]+", re.ASCII)

Parts = Sequence[Given | str]


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to put the words together: the expression, and the options with their values."""

    expression: str
    options: tuple[tuple[Given, str | None], ...]
    added: tuple[tuple[str, str], ...] = ()

    @property
    def length(self) -> int:
        """How much of it there is to be read."""
        values = [given.value if value is None else value for given, value in self.options]
        values += [value for _, value in self.added]
        return len(self.expression) + sum(len(value or "") for value in values)

    def line(self, command: str) -> str:
        """The command line, as a shell takes it."""
        words = ["gradcli", command, quoted(self.expression)]
        for given, value in self.options:
            words += given.words if value is None else (given.name, quoted(value))
        for name, value in self.added:
            words += (name, quoted(value))
        return " ".join(words)


def quoted(word: str) -> str:
    """A word as it is typed in a shell: in quotes where it has to be."""
    if _BARE.fullmatch(word):
        return word
    return f'"{word}"' if _SAFE_IN_DOUBLE_QUOTES.fullmatch(word) else shlex.quote(word)


def several_words(name: str, parts: Parts, apart: Parts | None = None) -> GradcliError:
    """More words than one where an expression is expected.

    `apart` are the parts of the line with -qf as -q -f, where such a word stands in it.
    """
    words = [part for part in parts if isinstance(part, str)]
    shown = " ".join(words[:_SHOWN]) + (" ..." if len(words) > _SHOWN else "")
    starred = _with_stars(parts)
    if starred is not None:
        line = put_right(name, starred)
        if line is not None:
            return failure("command-line", "star", words=shown, line=line)
    if not _are_typed(parts):
        return failure("command-line", "many words", words=shown, count=len(words))
    line = _with_one_expression(name, apart or ()) or put_right(name, parts)
    like_an_option = next((word for word in words if _LIKE_AN_OPTION.fullmatch(word)), None)
    if line is None and like_an_option is not None:
        command = f"gradcli {name}"
        return failure("command-line", "unknown option", option=like_an_option, command=command)
    line = line or _Way(" ".join(words), _as_given(parts)).line(name)
    return failure("command-line", "several words", words=shown, line=line)


def _with_one_expression(name: str, parts: Parts) -> str | None:
    words = [part for part in parts if isinstance(part, str)]
    return _Way(words[0], _as_given(parts)).line(name) if len(words) == 1 else None


def put_right(name: str, parts: Parts) -> str | None:
    """The command line that was probably meant; None where no way to read the words is found."""
    like = _READ_LIKE.get(name, name)
    if not is_question(like) or not _are_typed(parts):
        return None
    asked = command_of(like)
    left = _MOST_READ
    for way in islice(_ways(asked, parts), _MOST):
        left -= way.length
        if left < 0:
            break
        is_its_own = like == name or {option for option, _ in way.added} <= {"--wrt"}
        if is_its_own and _is_understood(asked, way):
            return way.line(name)
    return None


def _are_typed(parts: Parts) -> bool:
    """Whether there is so little of them that a person may have typed it."""
    texts = (part if isinstance(part, str) else part.value or "" for part in parts)
    return sum(len(text) + 1 for text in texts) <= _MOST_TYPED


def _as_given(parts: Parts) -> tuple[tuple[Given, str | None], ...]:
    return tuple((part, None) for part in parts if isinstance(part, Given))


def _with_stars(parts: Parts) -> Parts | None:
    """The parts with a * in the place of the names of all files here, which is what it becomes."""
    files = {name for name in os.listdir() if not name.startswith(".")}
    found: list[Given | str] = []
    starred = False
    # Different names of files, one behind the other: when they are all of them, it was a *.
    run: dict[str, None] = {}
    for part in parts:
        if not isinstance(part, str) or part not in files:
            found += [*run, part]
            run.clear()
            continue
        while part in run:
            first = next(iter(run))
            found.append(first)
            del run[first]
        run[part] = None
        if len(run) == len(files):
            found.append("*")
            starred = True
            run.clear()
    found += run
    return found if starred else None


# A hint is no question of its own: its words are a function, and one variable.
_READ_LIKE: Final = {"hint": "grad"}
# What nobody writes without the option's name.
_NOT_BEHIND: Final = frozenset({Shape.NUMBER, Shape.FLAG, Shape.LINES})
# An answer or a constraint is tried where nothing narrower fits.
_LAST: Final = frozenset({Shape.TEXT, Shape.TEXTS})


def _ways(asked: Command, parts: Parts) -> Iterator[_Way]:
    """What the words may be: of a value before them, of the expression, a value of their own."""
    shapes = {spelling: each.shape for each in asked.parameters for spelling in each.spellings} | {
        "--vars": Shape.NAMES
    }
    groups: list[tuple[Given | None, list[str]]] = [(None, [])]
    for part in parts:
        if isinstance(part, Given):
            groups.append((part, []))
        else:
            groups[-1][1].append(part)
    for taken in _counts_taken(groups, shapes):
        (left,) = (
            words[count:] for (_, words), count in zip(groups, taken, strict=True) if words[count:]
        )
        values = [
            _joined(given, words[:count], shapes)
            for (given, words), count in zip(groups, taken, strict=True)
            if given is not None
        ]
        for options in product(*values):
            yield from _with_expression(asked, left, options)


def _counts_taken(
    groups: Sequence[tuple[Given | None, list[str]]], shapes: dict[str, Shape]
) -> list[tuple[int, ...]]:
    """How many of the words behind it each option may take, so that one place has some left."""
    takes = [given is not None and given.name in shapes for given, _ in groups]
    whole = [len(words) for _, words in groups]
    found = set()
    for place, count in enumerate(whole):
        others = (at == place or takes[at] or not whole[at] for at in range(len(groups)))
        if count and all(others):
            for taken in range(count if takes[place] else 1):
                found.add((*whole[:place], taken, *whole[place + 1 :]))
    return sorted(found)


def _joined(
    given: Given, words: list[str], shapes: dict[str, Shape]
) -> list[tuple[Given, str | None]]:
    """An option with the words behind its value, in each way in which they make one."""
    if not words or given.value is None:
        return [(given, None)]
    return [(given, value) for value in _values([given.value, *words], shapes[given.name])]


def _values(words: list[str], shape: Shape) -> list[str]:
    apart = " ".join(words)
    listed = ",".join(word.strip(",") for word in words)
    match shape:
        case Shape.NAMES:
            return [listed]
        case Shape.COORDINATES:
            return [apart] if any(word.endswith(",") for word in words) else [listed, apart]
        case _:
            return [apart]


def _with_expression(
    asked: Command, words: list[str], options: tuple[tuple[Given, str | None], ...]
) -> Iterator[_Way]:
    """The words as an expression, or as one and values of what is not given yet."""
    whole = _Way(" ".join(words), options)
    given = {name for each, _ in options for name in (each.name,)}
    missing = [
        each
        for each in asked.parameters
        if each.shape not in _NOT_BEHIND | _LAST and not given & {*each.spellings}
    ]
    texts = [
        each for each in asked.parameters if each.shape in _LAST and not given & {*each.spellings}
    ]
    # What was put in quotes is the expression, and what stands behind it is something else.
    first_is_quoted = " " in words[0]
    if not first_is_quoted:
        yield whole
    for count in range(1, len(words)):
        expression, behind = " ".join(words[:-count]), words[-count:]
        for each in missing:
            for value in _values(behind, each.shape):
                yield _Way(expression, options, ((f"--{each.key}", value),))
        if count == _BEHIND <= len(missing):
            names = (f"--{each.key}" for each in missing)
            yield _Way(expression, options, tuple(zip(names, behind, strict=False)))
    for count in range(1, len(words)):
        expression, text = " ".join(words[:-count]), " ".join(words[-count:])
        for each in texts:
            yield _Way(expression, options, ((f"--{each.key}", text),))
    if first_is_quoted:
        yield whole


def _is_understood(asked: Command, way: _Way) -> bool:
    names = {spelling: each for each in asked.parameters for spelling in each.spellings}
    given = [(each.name, each.value if value is None else value) for each, value in way.options]
    values = dict((*given, *way.added))
    variables = values.get("--vars")
    let = ", ".join(value for name, value in given if name == "--let" and value)
    question = asked.question(
        Function(
            way.expression,
            None if variables is None else tuple(variables.split(",")),
            let or None,
        ),
        **{
            names[name].name: names[name].as_given(value)
            for name, value in values.items()
            if name in names and value is not None
        },
    )
    try:
        read(question)
    except GradcliError:
        return False
    return True
