"""Wrong answers without a cause that has a name: how often one is named for them all the same.

    nice python -m tests.learning.false_names --count 200

The questions are those of `tests/data/wrong_answers*.txt`, the answers are made here, each in one
of these ways: a slip of the pen (a number of the right answer is another, digits change places,
a letter is another); algebra after the derivative (a minus, a factor or a divisor reaches one term
alone, a root or a power is taken term by term); two mistakes in different steps; a number near the
right one. A name is right only where it is one of the two mistakes that were made; every other one
is counted.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from sympy import Expr

import gradcli
from gradcli.calculus.answers.check import CheckAnswer, Given, answer_check
from gradcli.calculus.answers.diagnosis.diagnose import diagnosed
from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.calculus.mistakes.placed import results, sites_of, wrong_answer
from gradcli.calculus.mistakes.scene import forms
from gradcli.field.expression import (
    Call,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    postorder,
)
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.field.substitution import with_parts
from gradcli.language.writing import write
from tests.learning.outside_answers import Wrong, answers

_NO_FORM: Final = (UnrealError, ArithmeticError, ValueError, NotImplementedError)
_NEAR: Final = (1, -1, 2, -2, 3)


class Made(NamedTuple):
    """A wrong answer that was made: its components, and the names that may be given to it."""

    nodes: tuple[Node, ...]
    names: frozenset[str] = frozenset()


def questions() -> list[Wrong]:
    """Those of all sets, each once."""
    seen = {
        (each.function, tuple(sorted(each.asked.items()))): each
        for number in (1, 2, 3)
        for each in answers(number)
        if each.asked.get("kind") not in ("level", "tangent", "hessian")
    }
    return list(seen.values())


def _replaced(root: Node, old: Node, new: Node) -> Node:
    done: dict[Node, Node] = {}
    for node in postorder(root):
        done[node] = new if node is old else with_parts(node, done)
    return done[root]


def _number(value: Fraction) -> Node:
    return Number(value) if value >= 0 else Negative(Number(-value))


def slips(answer: CheckAnswer, draw: random.Random) -> Iterator[Made]:
    """A number that is another, or a letter."""
    nodes = answer.expected
    tries: list[tuple[int, Node, Node]] = []
    for place, root in enumerate(nodes):
        for node in postorder(root):
            if isinstance(node, Number):
                near = [node.value + step for step in _NEAR]
                digits = str(node.value.numerator)
                if len(digits) > 1:
                    near.append(Fraction(int(digits[::-1]), node.value.denominator))
                tries.extend((place, node, Number(each)) for each in near if each > 0)
            elif isinstance(node, Variable) and len(answer.field.variables) > 1:
                others = [name for name in answer.field.variables if name != node.name]
                tries.append((place, node, Variable(draw.choice(others))))
    if tries:
        place, old, new = draw.choice(tries)
        yield Made((*nodes[:place], _replaced(nodes[place], old, new), *nodes[place + 1 :]))


def _spoilt(node: Node) -> Iterator[Node]:
    """A part of a formula after wrong algebra."""
    match node:
        case Negative(Sum((first, *rest))) | Product((Negative(), Sum((first, *rest)))):
            yield Sum((Negative(first), *rest))
        case Product((*before, Sum((first, *rest)))) if before:
            yield Sum((Product((*before, first)), *rest))
        case Product((Sum((first, *rest)), *after)) if after:
            yield Sum((Product((first, *after)), *rest))
        case Power(Sum(terms), exponent):
            yield Sum(tuple(Power(each, exponent) for each in terms))
        case Call("sqrt", (Sum(terms),)):
            yield Sum(tuple(Call("sqrt", (each,)) for each in terms))
        case Quotient(Sum((first, *rest)), below):
            yield Sum((Quotient(first, below), *rest))
            match first, below:
                case _, Power(base, Number(exponent)) if exponent == 2:
                    lowered = Quotient(Sum((first, *(Quotient(each, base) for each in rest))), base)
                    yield lowered
                case _:
                    yield Sum((first, *(Quotient(each, below) for each in rest)))
        case Quotient(Number(above), Product((Number(), *rest)) as below):
            number = below.factors[0]
            assert isinstance(number, Number)
            others = rest[0] if len(rest) == 1 else Product(tuple(rest))
            yield Quotient(Number(above * number.value), others)
        case _:
            return


def algebra(answer: CheckAnswer, draw: random.Random) -> Iterator[Made]:
    """What is right, and was put into another form wrongly."""
    nodes = answer.expected
    tries = [
        (place, node, other)
        for place, root in enumerate(nodes)
        for node in postorder(root)
        for other in _spoilt(node)
    ]
    if tries:
        place, old, new = draw.choice(tries)
        yield Made((*nodes[:place], _replaced(nodes[place], old, new), *nodes[place + 1 :]))


def near(answer: CheckAnswer, draw: random.Random) -> Iterator[Made]:
    """A number that has nothing to do with the right one but its size and its denominator."""
    if answer.task.point is None:
        return
    nodes = answer.expected
    place = draw.randrange(len(nodes))
    numbers = [each for each in postorder(nodes[place]) if isinstance(each, Number)]
    if numbers:
        old = draw.choice(numbers)
        size = max(int(abs(old.value.numerator)), 4)
        new = _number(Fraction(draw.randint(-size, 2 * size), old.value.denominator))
        yield Made((*nodes[:place], _replaced(nodes[place], old, new), *nodes[place + 1 :]))


def two(answer: CheckAnswer, draw: random.Random) -> Iterator[Made]:
    """Two mistakes in different steps of one derivative."""
    solved = answer.solved
    match solved:
        case GradientAnswer(gradient=gradient) if answer.task.point is None:
            place = draw.randrange(len(gradient.partials))
            derivation = gradient.partials[place].derivation
        case PartialAnswer(stages=(stage,)) if answer.task.point is None:
            place, derivation = 0, stage.derivation
        case _:
            return
    scene = forms()
    made: list[tuple[tuple[int, ...], str, Expr]] = []
    for site in sites_of(derivation):
        for twin, _, value in results(site.rule, scene, answer.field.variables):
            made.append((site.path, twin.name, value))
    apart = [
        (one, other)
        for number, one in enumerate(made)
        for other in made[number + 1 :]
        if one[0][: len(other[0])] != other[0][: len(one[0])]
    ]
    if apart:
        one, other = draw.choice(apart)
        wrong = sum(wrong_answer(derivation, path, value, scene) for path, _, value in (one, other))
        nodes = answer.expected
        node = from_sympy(wrong - derivation.derivative)
        yield Made((*nodes[:place], node, *nodes[place + 1 :]), frozenset({one[1], other[1]}))


WAYS: Final[dict[str, Callable[[CheckAnswer, random.Random], Iterator[Made]]]] = {
    "a slip": slips,
    "algebra": algebra,
    "two": two,
    "a number": near,
}


def said_of(answer: CheckAnswer, made: Made) -> tuple[str, tuple[str, ...]]:
    """What is said of an answer, in a word."""
    checked = diagnosed(answer_check(answer.field, answer.task, Given(made.nodes, {})))
    if checked.right is not False:
        return "right or undecided", ()
    found = checked.mistake
    if found is None:
        return "silent", ()
    names = (found.name, *found.also)
    if made.names & {*names}:
        return "one of two", names
    return ("named, as it could be a slip" if found.could_be_slip else "named"), names


def counted(
    count: int, seed: int, *, each_shown: bool = False
) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """What is said of the answers made to so many questions, and which names are given."""
    draw = random.Random(seed)
    asked = questions()
    draw.shuffle(asked)
    counts: dict[str, Counter[str]] = {}
    firsts: Counter[str] = Counter()
    for each in asked[: count or None]:
        try:
            answer = gradcli.check(each.function, each.answer, **each.asked).answer  # type: ignore[arg-type]
        except gradcli.GradcliError:
            continue
        if not isinstance(answer, CheckAnswer) or not answer.components:
            continue
        for way, make in WAYS.items():
            try:
                for made in make(answer, draw):
                    kind = f"{way}, at a point" if answer.task.point is not None else way
                    word, names = said_of(answer, made)
                    counts.setdefault(kind, Counter())[word] += 1
                    if word.startswith("named"):
                        firsts[f"{kind}: {names[0]}"] += 1
                        if each_shown:
                            print(kind, "|", each.function, "|", _shown(made.nodes), end=" | ")
                            print(each.asked, "|", word, "|", ", ".join(names))
            except _NO_FORM:
                continue
    return counts, firsts


def main() -> None:
    """Print how often a name is given, and with `--each` a line for each of them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=100, help="questions, 0 for all")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--each", action="store_true", help="a line for each name that is given")
    chosen = options.parse_args()
    counts, firsts = counted(chosen.count, chosen.seed, each_shown=chosen.each)
    for kind, own in counts.items():
        wrong = own.total() - own["right or undecided"]
        named = sum(count for word, count in own.items() if word.startswith("named"))
        print(f"{kind:22} {wrong:5} wrong, {named / max(wrong, 1):.1%} named: {dict(own)}")
    print(*(f"  {count:3} {name}" for name, count in firsts.most_common(40)), sep="\n")


def _shown(nodes: Sequence[Node]) -> str:
    return ", ".join(write(each, ()) for each in nodes)


if __name__ == "__main__":
    main()
