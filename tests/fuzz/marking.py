"""How often a right answer is rejected, and a mistake named wrongly: python -m tests.fuzz.marking.

Rewrites: derivatives in the forms that SymPy's expand, factor, together, radsimp and others give
them, compared with the derivative as gradcli writes it. Twins: what each twin makes of the answer
at each step of many derivations, diagnosed; and once more with that name taken out of what is
known. Slips: one sign, digit or exponent of the right answer written otherwise.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import sympy
from sympy import Expr

from gradcli.calculus.answers.check import CheckAnswer, Given, Kind, Task, answer_check
from gradcli.calculus.answers.diagnosis.case import case_of
from gradcli.calculus.answers.diagnosis.diagnose import diagnosed, explanations
from gradcli.calculus.equality.compare import compare
from gradcli.calculus.mistakes.naming import Found, named
from gradcli.calculus.mistakes.placed import results, sites_of, wrong_answer
from gradcli.calculus.mistakes.scene import forms
from gradcli.calculus.mistakes.slips import slips_of
from gradcli.calculus.rules.gradient import partial
from gradcli.field.expression import Node
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.field.scalar_field import ScalarField
from gradcli.language.reading import read_expression

_INNER = ("x^2", "3x", "x^3 + x", "2x + 1", "x^2 y", "x y", "x/y", "1 - x^2")
_OUTER = ("sin({})", "cos({})", "e^({})", "ln({})", "sqrt({})", "({})^4", "tan({})", "2^({})")
_SIMPLE = ("x^3", "sin x", "cos x", "e^x", "ln x", "sqrt x", "x^2 + 1", "5x^4", "x^2 y^3", "1/x")
_SHAPES = ("{0} {1}", "({0})/({1})", "{0} + {1}", "4({0}) - y {1}", "{0} + y^2 {1} + 7")


def functions(count: int, seed: int = 1) -> Iterator[str]:
    """Functions as exercises have them: compositions, products, quotients, sums."""
    draw = random.Random(seed)
    for number in range(count):
        composed = draw.choice(_OUTER).format(draw.choice(_INNER))
        if number % 3 == 0:
            yield composed
            continue
        parts = [draw.choice((composed, draw.choice(_SIMPLE))), draw.choice(_SIMPLE)]
        draw.shuffle(parts)
        yield draw.choice(_SHAPES).format(*(f"({part})" for part in parts))


def field_of(text: str) -> ScalarField:
    """The function of a text."""
    reading = read_expression(text)
    return ScalarField.of_tree(reading.tree, variables=reading.variables, source=reading.source)


# Each gives the same function in another form.
REWRITES: dict[str, Callable[[Expr], Expr]] = {
    "expand": sympy.expand,
    "factor": sympy.factor,
    "together": sympy.together,
    "cancel": sympy.cancel,
    "radsimp": sympy.radsimp,
    "expand_trig": sympy.expand_trig,
    "expand_log": lambda form: sympy.expand_log(form, force=True),
    "powsimp": sympy.powsimp,
    "exp": lambda form: form.rewrite(sympy.sin, sympy.cos),
    "tan": lambda form: form.rewrite(sympy.tan),
    "times one": lambda form: sympy.Mul(
        form, sympy.sin(7) ** 2 + sympy.cos(7) ** 2, evaluate=False
    ),
}


def rewrites(count: int, seed: int = 1) -> tuple[Counter[str], list[str]]:
    """What is said of right answers in other forms, and those that were rejected."""
    said: Counter[str] = Counter()
    rejected: list[str] = []
    for text in functions(count, seed):
        field = field_of(text)
        derivative = partial(field, "x").derivative
        expected = from_sympy(derivative)
        for name, rewrite in REWRITES.items():
            try:
                form = rewrite(derivative)
                given = from_sympy(form)
            except (UnrealError, NotImplementedError, sympy.PolynomialError):
                continue
            found = compare(expected, given, field.letters)
            said[str(found.decided_by or found.equal)] += 1
            if found.equal is not True:
                rejected.append(f"{text}: {name}: {form}: {found.equal}")
    return said, rejected


def _checked(field: ScalarField, given: Node) -> CheckAnswer:
    return diagnosed(answer_check(field, Task(Kind.PARTIAL, ("x",)), Given((given,), {})))


def twins(count: int, seed: int = 1) -> tuple[Counter[str], list[str]]:
    """How the answers that twins make are diagnosed, with all twins known and without their own."""
    said: Counter[str] = Counter()
    wrong: list[str] = []
    for text in functions(count, seed):
        field = field_of(text)
        derivation = partial(field, "x").derivation
        scene = forms()
        for site in sites_of(derivation):
            for twin, _, value in results(site.rule, scene, field.variables):
                try:
                    given = from_sympy(wrong_answer(derivation, site.path, value, scene))
                except UnrealError:
                    continue
                checked = _checked(field, given)
                if checked.right is not False:
                    said["right or undecided"] += 1
                    continue
                found = checked.mistake
                if found is None:
                    said["silent"] += 1
                elif twin.name in (found.name, *found.also):
                    said["named"] += 1
                else:
                    said["named wrong"] += 1
                    wrong.append(f"{text}: {twin.name} {site.path}: {found.name}")
                without = _without(checked, twin.name)
                if without is not None:
                    key = "another with the same result"
                    if found is None:
                        # Both are possible, in two places, so that neither is named.
                        key = "another with the same result elsewhere"
                    elif without not in (found.name, *found.also):
                        key = "another alone"
                        wrong.append(f"{text}: without {twin.name} {site.path}: {without}")
                    said[f"taken out: {key}"] += 1
                else:
                    said["taken out: silent"] += 1
    return said, wrong


def _without(checked: CheckAnswer, name: str) -> str | None:
    case = case_of(checked)
    if case is None:
        return None
    found: Sequence[Found] = [
        each for column in explanations(case) for each in column.found if each.name != name
    ]
    mistake = named(found)
    return None if mistake is None else mistake.name


def slips(count: int, seed: int = 1) -> Counter[str]:
    """What is said of right answers with a slip of the pen."""
    said: Counter[str] = Counter()
    draw = random.Random(seed)
    for text in functions(count, seed):
        field = field_of(text)
        expected = from_sympy(partial(field, "x").derivative)
        made = list(slips_of(expected))
        for given in draw.sample(made, min(4, len(made))):
            checked = _checked(field, given)
            if checked.right is not False:
                said["right or undecided"] += 1
            elif checked.mistake is None:
                said["silent"] += 1
            elif checked.mistake.could_be_slip:
                said["named, as it could be a slip"] += 1
            else:
                said["named"] += 1
    return said


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=["rewrites", "twins", "slips"])
    asked = parser.parse_args()
    start = time.perf_counter()
    if asked.only in (None, "rewrites"):
        said, rejected = rewrites(asked.count, asked.seed)
        print("rewrites", dict(said), "rejected:", len(rejected), *rejected[:20], sep="\n  ")
    if asked.only in (None, "twins"):
        said, wrong = twins(asked.count, asked.seed)
        print("twins", dict(said), *wrong[:30], sep="\n  ")
    if asked.only in (None, "slips"):
        print("slips", dict(slips(asked.count, asked.seed)), sep="\n  ")
    print(f"{time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
