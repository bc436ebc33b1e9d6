"""Pages about random functions, read back: nothing on a page denies what else is on it.

    python -m tests.fuzz.pages 1000 1

Of each function three pages are read: its gradient at a point that likes kinks and seams, the rate
along a direction there, and its gradient as a formula. Every line with a number in it has a value,
and the one of its chain; no verdict is denied by the table beneath it, nor a rate by the dot
product of the partials where the function is called differentiable; and a formula that is marked
as checked has a value, the slope of the function, at random points where numbers show one.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from sympy import Add, Expr

import gradcli
from gradcli.calculus.answers.directional import DirectionalAnswer
from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.calculus.domain.verdict import (
    Differentiable,
    Discontinuous,
    Exists,
    Finite,
    NotDifferentiable,
    NotLinear,
    OneSided,
    PartialMissing,
    Smooth,
)
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.numbers.numeric import (
    OutsideRealsError,
    context_of,
    evaluate,
    multiprecision,
)
from gradcli.errors import GradcliError
from gradcli.field.expression import Node
from gradcli.language.reading import read_expression
from gradcli.narrative.document import Document, Equations, Remark, Tone
from gradcli.questions.result import Result
from gradcli.render.formula.linear import linear
from tests.fuzz.quotients_at_points import COORDINATES, RAYS, draw_function
from tests.narrative.lines import DIGITS, chains_of, value_of

MP: Final = context_of(DIGITS)
OF: Final = multiprecision(DIGITS)
VARIABLES: Final = ("x", "y")
STEPS: Final = (MP.mpf(10) ** -30, MP.mpf(10) ** -40)
TRIED: Final = 12


def of_lines(page: Document) -> Iterator[str]:
    """Lines without a value, and chains whose lines have different ones."""
    for chain in chains_of(page):
        values: list[Any] = []
        for line in chain:
            try:
                value = value_of(line) if line.relation == "=" else None
            except (OutsideRealsError, OverflowError):
                yield f"a line without a value: {linear(line.right)}"
                continue
            if value is not None:
                values.append(value)
        if any(abs(one - values[0]) > 1e-40 * max(1, abs(one)) for one in values[1:]):
            yield f"different values in one chain: {[linear(line.right) for line in chain]}"


def of_verdict(result: Result) -> Iterator[str]:
    """A verdict that is denied by what stands beneath it."""
    assert isinstance(result.answer, GradientAnswer)
    assert result.answer.at is not None
    verdict = result.answer.at.verdict
    refused = any(
        isinstance(block, Remark) and block.tone is Tone.REFUSED
        for block in result.document().blocks
    )
    if refused != (result.error is not None):
        yield "the page refuses what the exit code does not, or the other way round"
    match verdict:
        case Smooth() | Differentiable():
            if refused:
                yield "refused where it is called differentiable"
        case NotDifferentiable(partials=partials, reason=PartialMissing()):
            if all(isinstance(partial, Exists) for partial in partials):
                yield "a partial is called missing, and all are in the table"
        case NotDifferentiable(partials=partials, reason=NotLinear(direction, rate, dot, left)):
            slopes = [partial.value for partial in partials if isinstance(partial, Exists)]
            if len(slopes) < len(partials):
                yield "a dot product of partials that do not exist"
            elif is_zero(dotted(slopes, direction) - dot) is False:
                yield f"the dot product of the partials is not {dot}"
            elif isinstance(rate, Finite) and left is None and is_zero(rate.value - dot):
                yield f"the rate {rate} is no evidence against {dot}"
    if isinstance(verdict, NotDifferentiable | Discontinuous):
        for partial in verdict.partials:
            match partial:
                case OneSided(Finite(left), Finite(right)) if is_zero(left - right):
                    yield f"a partial does not exist, and both sides are {left}"


def dotted(slopes: list[Expr], direction: tuple[Expr, ...]) -> Expr:
    return Add(*(slope * w for slope, w in zip(slopes, direction, strict=True)))


def of_rate(result: Result, gradient: Result) -> Iterator[str]:
    """A rate that the partials of the page deny."""
    answer = result.answer
    assert isinstance(answer, DirectionalAnswer)
    assert isinstance(gradient.answer, GradientAnswer)
    assert answer.at is not None
    verdict = answer.at.verdict
    if isinstance(verdict, Smooth | Differentiable):
        if answer.along_at is None or answer.at.slopes is None:
            yield "no rate where it is called differentiable"
        elif (
            is_zero(
                dotted(list(answer.at.slopes), answer.direction.components) - result.values()[0]
            )
            is False
        ):
            yield "the rate is not the dot product of the partials"
    elif isinstance(verdict, NotDifferentiable | Discontinuous):
        assert gradient.answer.at is not None
        before = gradient.answer.at.verdict
        if isinstance(before, Smooth | Differentiable):
            yield "differentiable on one page, and not on the other"


def slope_at(tree: Node, at: dict[str, Any], name: str) -> Any:
    """The slope along an axis by numbers; None where there is none that numbers show."""
    found = []
    for step in (*STEPS, *(-step for step in STEPS)):
        moved = {**at, name: at[name] + step}
        found.append((evaluate(tree, moved, OF) - evaluate(tree, at, OF)) / step)
    return found[1] if max(found) - min(found) < 1e-12 * max(1, abs(found[0])) else None


def is_inside(tree: Node, at: dict[str, Any]) -> bool:
    """Whether numbers show the function defined and continuous all around the point."""
    here = evaluate(tree, at, OF)
    for one, other in RAYS:
        for sense in (1, -1):
            step = sense * STEPS[0]
            moved = {"x": at["x"] + one * step, "y": at["y"] + other * step}
            if abs(evaluate(tree, moved, OF) - here) > 1e-6 * max(1, abs(here)):
                return False
    return True


def of_formulas(result: Result, draw: random.Random) -> Iterator[str]:
    """Checked formulas, read back as they are printed, that have no value where f has a slope."""
    if not result.answer.verified or result.error is not None:
        return
    tree = result.answer.field.tree
    printed = formulas_of(result.document("none"))
    for _ in range(TRIED):
        at = {name: MP.mpf(draw.randint(-3000, 3000)) / 1009 for name in VARIABLES}
        for name in VARIABLES:
            try:
                if not is_inside(tree, at):
                    continue
                slope = slope_at(tree, at, name)
            except (OutsideRealsError, OverflowError):
                continue
            if slope is None:
                continue
            where = ", ".join(MP.nstr(at[each], 8) for each in VARIABLES)
            for text in (printed.get(name), result.lines()[VARIABLES.index(name)]):
                if text is None:
                    continue
                try:
                    value = evaluate(read_expression(text, variables=VARIABLES).tree, at, OF)
                except GradcliError as error:
                    yield f"{text!r} is not read: {error.message}"
                except (OutsideRealsError, OverflowError):
                    yield f"{text!r} has no value at {where}, where f has the slope {slope}"
                else:
                    if abs(value - slope) > 1e-9 * max(1, abs(slope)):
                        yield f"{text!r} is {value} at {where}, where f has the slope {slope}"


def formulas_of(page: Document) -> dict[str, str]:
    """The partials as the page gives them, by their variables."""
    found: dict[str, str] = {}
    for block in page.blocks:
        if isinstance(block, Equations) and block.result:
            for line in block.lines:
                left = "" if line.left is None else linear(line.left)
                for name in VARIABLES:
                    if left == f"∂f/∂{name}":
                        found[name] = linear(line.right)
    return found


def contradictions(text: str, at: str, w: str, draw: random.Random) -> Iterator[str]:
    """What the pages about one function deny of themselves."""
    there = gradcli.gradient(text, at=at, variables=VARIABLES)
    yield from of_lines(there.document())
    yield from of_verdict(there)
    along = gradcli.directional(text, w, at=at, variables=VARIABLES)
    yield from of_lines(along.document())
    yield from of_rate(along, there)
    yield from of_formulas(gradcli.gradient(text, variables=VARIABLES), draw)


def run(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """So many functions: what was read, and what is at odds."""
    draw = random.Random(seed)
    read: Counter[str] = Counter()
    found: list[str] = []
    for _ in range(count):
        text = draw_function(draw, 3).text
        at = f"{draw.choice(COORDINATES)},{draw.choice(COORDINATES)}"
        w = ",".join(map(str, draw.choice(RAYS)))
        try:
            denied = list(contradictions(text, at, w, draw))
            read["read"] += 1
        except GradcliError as error:
            read[f"refused: {error.kind.value}"] += 1
            denied = ["a defect"] if error.kind.value == "internal" else []
        except (TypeError, ValueError, AttributeError, AssertionError, KeyError) as error:
            denied = [f"a defect: {type(error).__name__}: {error}"]
        found.extend(f"{text} at {at} along {w}: {each}" for each in denied[:3])
    return read, found


def main() -> None:
    """Print what was found."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    read, found = run(count, seed)
    print("\n".join(found))
    print(dict(read), f"{len(found)} contradictions")


if __name__ == "__main__":
    main()
