"""A derivation as it is written down, line by line, to the formulas that stand in it.

A line is a chain: of a = b = c each part is a step. What stands before the first sign of equality
is a name where it is one, and what has a derivative in it that is not worked out (d/dx, a prime) is
no formula: it is kept as it stands, and nothing is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gradcli.errors import Source, Span
from gradcli.field.expression import Node
from gradcli.frozen import dataclass
from gradcli.language.answers.answers import Shape, read_answer
from gradcli.language.answers.labels import chain
from gradcli.language.lex.limits import Limits
from gradcli.language.messages import say
from gradcli.late import pattern

_AROUND: Final = pattern(
    r"\\begin\s*\{(?:align|aligned|gather|equation|split|eqnarray)\*?\}"
    r"|\\end\s*\{(?:align|aligned|gather|equation|split|eqnarray)\*?\}"
    r"|\\\[|\\\]|\$\$?|\\nonumber|\\notag|(?<!\\)&"
)
_BREAK: Final = pattern(r"\\\\(?:\[[^\]]*\])?|\n")
_UNWORKED: Final = pattern(
    r"(?:∂|\\partial|\bd)\s*/|\\frac\s*\{\s*(?:\\partial|d|\\mathrm\s*\{d\})|['′’]|\\prime|∇|\\nabla"
)
_MOST: Final = 200


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One formula of a derivation: the number of its line, its text, and None if it is not read.

    `of_function` says that the name of the function itself stands before it, as in f(x) = x^2.
    """

    line: int
    text: str
    node: Node | None
    source: Source
    of_function: bool = False


def read_lines(
    text: str,
    variables: Sequence[str],
    letters: Sequence[str],
    limits: Limits,
    name: str = "--work",
    function: str = "f",
) -> tuple[Step, ...]:
    """The steps of a derivation of the function of that name.

    Raises:
        GradcliError: SYNTAX, NAME or LIMIT for a step that is not understood; none is there.
    """
    steps: list[Step] = []
    plain = _AROUND.sub(lambda match: " " * len(match.group()), text)
    names = _names_of_functions(function, letters)
    of_function = False
    for number, line in enumerate(_lines(plain), start=1):
        head, parts = _steps(line, names)
        if head.strip():
            # A line that begins with the sign of equality goes on with what stands above it.
            of_function = _without_variables(head) in names
        for part in parts:
            source = Source(f"{name}, line {number}", part)
            if _UNWORKED.search(part):
                steps.append(Step(number, part, None, source))
                continue
            found = read_answer(
                part, Shape.FORMULA, variables, letters, name=source.name, limits=limits
            )
            if len(found.nodes) > 1:
                span = Span(0, len(part))
                raise say.failure("no-step-of-a-derivation", span, source, "vector")
            steps.append(Step(number, part, found.nodes[0], source, of_function))
            if len(steps) > _MOST:
                whole = Source(name, text)
                raise say.failure("no-step-of-a-derivation", None, whole, "too many", limit=_MOST)
    if not any(step.node is not None for step in steps):
        raise say.failure("no-step-of-a-derivation", Span(0, len(text)), Source(name, text))
    return tuple(steps)


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in _BREAK.split(text) if line.strip())


def _steps(line: str, names: frozenset[str]) -> tuple[str, list[str]]:
    """What stands first in a chain, and its parts: a name before the first equality is no step."""
    first, *others = chain(line)
    is_name = _is_name(first) or _without_variables(first) in names
    parts = others if others and is_name else [first, *others]
    # A reason behind the formula: 2x   by the power rule.
    stripped = (part.strip().rstrip(".,;") for part in parts)
    return first, [part for part in stripped if part]


def _names_of_functions(function: str, letters: Sequence[str]) -> frozenset[str]:
    """What a function is called in a derivation: y = x^2 as well, unless y is a letter in it."""
    return frozenset({function, *"fghyzFGH"}.difference(letters))


def _bare(text: str) -> str:
    return re.sub(r"\s|\\[a-zA-Z]+|[{}]", "", text)


def _without_variables(text: str) -> str:
    """f of f(x, y)."""
    return re.sub(r"\(\w+(?:,\w+)*\)\Z", "", _bare(text))


def _is_name(text: str) -> bool:
    """f', f_x, ∂f/∂x, dy/dx, f'(x): what is worked out, by its name."""
    bare = _bare(text)
    return (
        not bare
        or re.fullmatch(
            r"(?:[A-Za-z]?['′’]+(?:\(\w(?:,\w)*\))?|[A-Za-z]_\w+(?:\(\w(?:,\w)*\))?"
            r"|[∂d]\w?/?[∂d]\w+|[A-Za-z]\(\w(?:,\w)*\)|f)",
            bare,
        )
        is not None
    )
