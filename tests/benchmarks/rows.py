"""The rows of the table: each measures gradcli beside what it is compared with."""

from __future__ import annotations

import itertools
import json
import math
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import autograd
import autograd.numpy
import numpy
import sympy
from sympy.core.cache import clear_cache
from sympy.parsing.sympy_parser import parse_expr

from gradcli.calculus.check.verification import verify
from gradcli.calculus.domain.refusal import RefusedError
from gradcli.calculus.program.numeric import numeric
from gradcli.calculus.rules.gradient import Partial, gradient
from gradcli.calculus.rules.gradient import partial as derive_partial
from gradcli.field.expression import Node, natural_order, variables_of
from gradcli.field.fast_sympy import choice
from gradcli.field.scalar_field import ScalarField
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import read_expression
from tests.benchmarks import clock
from tests.benchmarks.clock import Book
from tests.benchmarks.corpus import SIZE, corpus


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    measured: str
    target: str


@dataclass(frozen=True)
class Extent:
    """How much is measured: all of it, or a short form for CI."""

    rounds: int
    expressions: int
    lines: int
    many_lines: int
    most_variables: int
    slow: bool
    points: int


FULL = Extent(7, SIZE, 1_000, 100_000, 1_000, slow=True, points=100_000)
SHORT = Extent(2, 100, 200, 0, 300, slow=False, points=20_000)

_PLAIN = {choice.VARIABLE: "1"}
_CHUNK = 50
_PIECE = 250
_ANY_LENGTH = Limits(characters=10**7, tokens=10**6)


def rows(extent: Extent, book: Book) -> Iterator[Row]:
    """All rows, each as soon as it is measured; the times go into the book."""
    yield from starts(extent, book)
    yield from derivations(extent, book)
    yield from batches(extent, book)
    yield from growths(extent, book)
    yield from many_points(extent, book)
    yield from over_rows(extent, book)
    yield from depths(extent, book)
    yield from first_lines(extent)


def starts(extent: Extent, book: Book) -> Iterator[Row]:
    """Whole processes against an import."""
    tool = clock.GRADCLI
    sympy_alone, grad, quiet, of_sine, plain = book.best_of(
        extent.rounds + 2,
        {
            "import sympy": clock.python("import sympy"),
            "grad --at": clock.process(tool, "grad", "x^2 y", "--at", "2,3"),
            "grad --at -q": clock.process(tool, "grad", "x^2 y", "--at", "2,3", "-q"),
            "grad of a sine": clock.process(tool, "grad", "sin(x) y", "--at", "2,3"),
            "grad --at, plain": clock.process(
                tool, "grad", "x^2 y", "--at", "2,3", environment=_PLAIN
            ),
        },
    )
    yield Row(
        '`gradcli grad "x^2 y" --at 2,3`, whole process, against `python -c "import sympy"`',
        f"{grad / sympy_alone:.2f} (with `-q` {quiet / sympy_alone:.2f}; "
        f"of `sin(x) y`, which needs most of SymPy, {of_sine / sympy_alone:.2f})",
        "at most 1.0",
    )
    yield Row(
        f"the same with `{choice.VARIABLE}=1`, against without",
        f"{plain / grad:.2f} (against the import {plain / sympy_alone:.2f})",
        "what the fast way is worth",
    )
    click_alone, *others = book.best_of(
        extent.rounds + 4,
        {
            "import click": clock.python("import click"),
            "--help": clock.process(tool, "--help"),
            "--version": clock.process(tool, "--version"),
            "completion": clock.completion("gradcli gr"),
            "syntax error": clock.process(tool, "grad", "x^^2"),
        },
    )
    measured = " / ".join(f"{each / click_alone:.2f}" for each in others)
    yield Row(
        "`--help` / `--version` / a word completed in the shell / a syntax error, against "
        '`python -c "import click"`',
        measured,
        "at most 2.0",
    )


def derivations(extent: Extent, book: Book) -> Iterator[Row]:
    """Rule trees and checks against SymPy's bare derivative."""
    texts = corpus(extent.expressions)
    ours = theirs = checked = 0.0
    x = sympy.Symbol("x")
    for start in range(0, len(texts), _CHUNK):
        chunk = texts[start : start + _CHUNK]
        parsed = [parse_expr(text) for text in chunk]
        made: list[tuple[ScalarField, Partial]] = []
        best = [float("inf")] * 3
        for _ in range(min(extent.rounds, 3)):
            fields = [_field(text) for text in chunk]
            made.clear()
            works: dict[str, Callable[[], object]] = {
                "sympy.diff": lambda: [each.diff(x) for each in parsed],  # noqa: B023  used at once
                "derive": lambda: made.extend(_first_partials(fields)),  # noqa: B023
                "verify": lambda: [verify(each, [("x", part.written)]) for each, part in made],  # noqa: B023
            }
            for place, (name, work) in enumerate(works.items()):
                clear_cache()
                took = book.once(f"{name}, {_CHUNK} expressions from {start}", work)
                best[place] = min(best[place], took)
        theirs, ours, checked = theirs + best[0], ours + best[1], checked + best[2]
    count = f"{len(texts):,}"
    yield Row(
        f"deriving d/dx over {count} expressions: rule tree and result, against `sympy.diff` alone",
        f"{ours / theirs:.2f}",
        "at most 0.15",
    )
    yield Row("the same with its verification", f"{(ours + checked) / theirs:.2f}", "at most 0.4")


def _first_partials(fields: Iterable[ScalarField]) -> Iterator[tuple[ScalarField, Partial]]:
    """The partials by x, but of functions that are refused: arcosh(sin x) is real nowhere."""
    for each in fields:
        try:
            yield each, derive_partial(each, "x")
        except RefusedError:
            continue


def _field(text: str) -> ScalarField:
    """A field, its expression in SymPy's form as SymPy's own side has it."""
    whole = ScalarField.of_tree(read_expression(text, limits=_ANY_LENGTH).tree)
    assert whole.expression is not None
    return whole


def batches(extent: Extent, book: Book) -> Iterator[Row]:
    """Lines answered a second, beside a loop over SymPy."""
    times = _batch_times(extent, book)
    theirs = times["parse_expr, diff, str"]
    bare, full = times["batch, steps none"], times["batch, steps full"]
    bare_plain, full_plain = times["batch, steps none, plain"], times["batch, steps full, plain"]
    yield Row(
        "`batch`, one process, steps none, text to JSON, against parse_expr + diff + str",
        f"{theirs / bare:.1f} times as many a second",
        "at least 4",
    )
    yield Row("the same with full steps", f"{theirs / full:.1f}", "at least 1.5")
    yield Row(
        f"a line of both with `{choice.VARIABLE}=1`, against without",
        f"{bare_plain / bare:.2f} with steps none, {full_plain / full:.2f} with full steps",
        "what the fast way is worth",
    )
    yield _jobs(extent, book)
    if extent.many_lines:
        yield _memory(extent)


def _batch_times(extent: Extent, book: Book) -> dict[str, float]:
    """The time of all lines, by SymPy and by running batches: of each piece of them its best.

    A whole batch takes seconds, in which a machine that others use goes now faster and now slower;
    so all take turns at a piece of the lines, each round with caches that are empty at its start.
    """
    texts = corpus(extent.lines)
    lines = [_line(place, text) for place, text in enumerate(texts)]
    x = sympy.Symbol("x")
    ways = {
        f"batch, steps {steps}{way}": (("--steps", steps, "--jobs", "1"), environment)
        for way, environment in (("", {}), (", plain", _PLAIN))
        for steps in ("none", "full")
    }
    best: dict[tuple[str, int], float] = {}
    for _ in range(extent.rounds):
        clear_cache()
        with ExitStack() as until_done:
            running = {
                name: until_done.enter_context(clock.running_batch(*options, environment=extra))
                for name, (options, extra) in ways.items()
            }
            for each in running.values():
                each(lines[:1])  # what its start takes is in no time
            for first in range(0, len(texts), _PIECE):
                piece = slice(first, first + _PIECE)
                works: dict[str, Callable[[], object]] = {
                    "parse_expr, diff, str": lambda: [
                        str(parse_expr(text).diff(x))
                        for text in texts[piece]  # noqa: B023
                    ],
                    **{name: partial(each, lines[piece]) for name, each in running.items()},
                }
                for name, work in works.items():
                    took = book.once(f"{name}, {_PIECE} lines from {first}", work)
                    best[name, first] = min(took, best.get((name, first), took))
    return {
        name: sum(took for (each, _), took in best.items() if each == name)
        for name in ("parse_expr, diff, str", *ways)
    }


def _batch(name: str, jobs: int) -> Callable[[], object]:
    options = ("--steps", "none", "--jobs", str(jobs), "-q")
    return clock.process(clock.GRADCLI, "batch", name, *options)


def _jobs(extent: Extent, book: Book) -> Row:
    """Two workers against one, over all expressions and in many rounds.

    A machine that others use gives now more of its second core and now less: so does the ratio.
    """
    texts = corpus(extent.expressions)
    with tempfile.TemporaryDirectory() as folder:
        one = _questions(Path(folder, "one.jsonl"), texts[:1])
        all_of_them = _questions(Path(folder, "all.jsonl"), texts)
        start, alone, start_two, two, loop, loops = book.best_of(
            extent.rounds,
            {
                "batch --jobs 1 of one line": _batch(one, 1),
                "batch --jobs 1": _batch(all_of_them, 1),
                "batch --jobs 2 of one line": _batch(one, 2),
                "batch --jobs 2": _batch(all_of_them, 2),
                "a loop": clock.loops(1),
                "two loops": clock.loops(2),
            },
        )
    return Row(
        "`batch --jobs 2` against `--jobs 1`",
        f"{(alone - start) / (two - start_two):.2f} (two bare loops: {2 * loop / loops:.2f})",
        "at least 1.8",
    )


def _line(place: int, text: str) -> bytes:
    asked = {"id": place, "command": "partial", "expr": text, "wrt": "x"}
    return f"{json.dumps(asked)}\n".encode()


def _questions(path: Path, texts: tuple[str, ...]) -> str:
    path.write_bytes(b"".join(_line(place, text) for place, text in enumerate(texts)))
    return str(path)


def _memory(extent: Extent) -> Row:
    """The same question with another number in each line: nothing that is kept may grow."""
    texts = tuple(f"{place} x^2 y + sin({place} x)" for place in range(1, extent.many_lines + 1))
    with tempfile.TemporaryDirectory() as folder:
        peaks = [
            clock.peak_memory(
                [
                    clock.GRADCLI,
                    "batch",
                    _questions(Path(folder, f"{count}.jsonl"), texts[:count]),
                    "--jobs",
                    "1",
                    "-q",
                ]
            )
            for count in (1_000, extent.many_lines)
        ]
    return Row(
        f"memory of `batch` over {extent.many_lines:,} lines against 1,000",
        f"{peaks[1] / peaks[0]:.2f}",
        "at most 1.3",
    )


def _pairs(n: int) -> str:
    return " + ".join(f"x{i}*x{i + 1}" for i in range(1, n))


def _rosenbrock(n: int) -> str:
    return " + ".join(f"100*(x{i + 1} - x{i}**2)**2 + (1 - x{i})**2" for i in range(1, n))


def _sines(n: int) -> str:
    return "*".join(f"sin(x{i})" for i in range(1, n + 1))


def _network(n: int) -> str:
    inner = [f"tanh(x{i}/2 - x{i + 1}/3 + 1/10)" for i in range(1, n)]
    return " + ".join(f"tanh({one} - {other})" for one, other in itertools.pairwise(inner))


_FAMILIES: dict[str, Callable[[int], str]] = {
    "sum of x_i x_(i+1)": _pairs,
    "Rosenbrock": _rosenbrock,
    "product of sines": _sines,
    "tanh network": _network,
}


def growths(extent: Extent, book: Book) -> Iterator[Row]:
    """How the time of a gradient grows with the number of variables."""
    most = extent.most_variables
    for name, text_of in _FAMILIES.items():
        sizes = [most // 30, most // 10, most // 3, most]
        trees = {n: read_expression(text_of(n), limits=_ANY_LENGTH).tree for n in sizes}
        swept = {n: _swept(trees[n], name, n, extent, book) for n in sizes}
        derived = {n: _derived(trees[n], name, n, book) for n in sizes}
        measured = (
            f"{_exponent(swept):.2f} in numbers, by one backward sweep; "
            f"{_exponent(derived):.2f} with every partial derived and checked"
        )
        yield Row(
            f"gradient of the {name} in {sizes[0]} to {most} variables: time grows as n to the",
            measured,
            "at most 1.2",
        )
    sum_of_pairs = parse_expr(_pairs(most))
    symbols = sorted(sum_of_pairs.free_symbols, key=str)
    clear_cache()
    name = "sum of x_i x_(i+1)"
    theirs = book.once(
        f"sympy.diff, {name}, {most}", lambda: [sum_of_pairs.diff(symbol) for symbol in symbols]
    )
    tree = read_expression(_pairs(most), limits=_ANY_LENGTH).tree
    by_sweep, by_rules = _swept(tree, name, most, extent, book), _derived(tree, name, most, book)
    yield Row(
        f"its time at n = {most} (sum of x_i x_(i+1)) against SymPy's",
        f"1/{theirs / by_sweep:.0f} in numbers, 1/{theirs / by_rules:.0f} derived and checked",
        "at most 1/50",
    )


def _swept(tree: Node, name: str, n: int, extent: Extent, book: Book) -> float:
    names = sorted(variables_of(tree), key=natural_order)
    point = [0.5 + place / (2 * n) for place in range(1, len(names) + 1)]
    rate = numeric(tree, names).alone
    # A large program is compiled at the third point.
    rounds = max(extent.rounds, 4)
    return book.best_of(rounds, {f"sweep, {name}, {n}": lambda: rate(point)})[0]


def many_points(extent: Extent, book: Book) -> Iterator[Row]:
    """The gradient at very many points at once, against autograd with NumPy."""
    text = "x^2 y + sin(x y) + exp(-x^2)"
    reading = read_expression(text)
    together = numeric(reading.tree, reading.variables).together
    points = numpy.random.default_rng(1).normal(size=(extent.points, 2))
    x, y = points.T.copy()

    def theirs(x: Any, y: Any) -> Any:
        return x**2 * y + autograd.numpy.sin(x * y) + autograd.numpy.exp(-(x**2))

    slopes = autograd.elementwise_grad(theirs, (0, 1))
    ours, others = book.best_of(
        extent.rounds,
        {
            f"gradients at {extent.points} points": lambda: together(points),
            f"autograd at {extent.points} points": lambda: (theirs(x, y), slopes(x, y)),
        },
    )
    yield Row(
        f"value and gradient at {extent.points:,} points of a function of two variables, against "
        "autograd on NumPy arrays",
        f"{ours / others:.2f}",
        "at most 3",
    )


def over_rows(extent: Extent, book: Book) -> Iterator[Row]:
    """A loss over the rows of a table, as a whole process, against the same without the table."""
    draw = numpy.random.default_rng(1)
    x = draw.normal(size=extent.points)
    table = numpy.column_stack((x, 2 * x + draw.normal(size=extent.points)))
    loss, at = "(w x + b - y)^2", "w=1,b=0"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "points.csv"
        numpy.savetxt(file, table, fmt="%.6f", delimiter=",", header="x,y", comments="")
        # Without NumPy: a module of its name that cannot be imported.
        (Path(folder) / "numpy.py").write_text("raise ImportError\n", "utf-8")
        asked = (clock.GRADCLI, "grad", loss, "--data", str(file), "--mean", "--at", at, "-q")
        alone, whole, plain = book.best_of(
            extent.rounds,
            {
                "one row": clock.process(clock.GRADCLI, "grad", "(w + b - 2)^2", "--at", at, "-q"),
                f"{extent.points} rows": clock.process(*asked),
                f"{extent.points} rows, plain": clock.process(
                    *asked, environment={"PYTHONPATH": folder}
                ),
            },
        )
    yield Row(
        f"`grad --data --mean --at -q` over {extent.points:,} rows, over the start of the command",
        f"{whole - alone:.2f} s with NumPy, {plain - alone:.2f} s without",
        "at most 1 s with NumPy",
    )


def _derived(tree: Node, name: str, n: int, book: Book) -> float:
    def derive() -> None:
        whole = ScalarField.of_tree(tree)
        partials = gradient(whole).partials
        assert verify(whole, [(each.variable, each.written) for each in partials]).passed

    clear_cache()
    return book.once(f"derive, {name}, {n}", derive)


def _exponent(times: dict[int, float]) -> float:
    """The slope of the line through (ln n, ln t), by least squares."""
    points = [(math.log(n), math.log(t)) for n, t in times.items()]
    across = sum(x for x, _ in points) / len(points)
    up = sum(y for _, y in points) / len(points)
    return sum((x - across) * (y - up) for x, y in points) / sum(
        (x - across) ** 2 for x, _ in points
    )


def depths(extent: Extent, book: Book) -> Iterator[Row]:
    """What is deep or long gets an answer."""
    size = 1 if extent.slow else 20
    cases = {
        f"{1_000 // size:,} nested functions": "sin(" * (1_000 // size)
        + "x"
        + ")" * (1_000 // size),
        f"a sum of {10_000 // size:,} terms": "+".join(
            f"{i}x" for i in range(1, 10_000 // size + 1)
        ),
        f"a product of {1_000 // size:,} factors": "*".join(
            f"(x+{i})" for i in range(1, 1_000 // size + 1)
        ),
        f"a product of {1_000 // size:,} sines": "*".join(
            f"sin({i}x)" for i in range(1, 1_000 // size + 1)
        ),
    }
    for name, text in cases.items():
        outcomes = []
        for options in (("-q",), ()):
            code = 0

            def run(options: tuple[str, ...] = options, text: str = text) -> None:
                nonlocal code
                done = clock.process(clock.GRADCLI, "grad", "-", *options, text=text.encode())()
                code = done.returncode  # type: ignore[attr-defined]  # a CompletedProcess

            took = book.once(f"{name} {' '.join(options)}", run)
            outcomes.append(f"exit {code} in {took:.1f} s")
        yield Row(f"{name}: `grad -q`, and with steps", "; ".join(outcomes), "an answer (exit 0)")


def first_lines(extent: Extent) -> Iterator[Row]:
    """How long a reader looks at an empty screen."""
    text = "*".join(f"sin({i}x + y)" for i in range(1, 41 if extent.slow else 21))
    first, last = clock.first_line([clock.GRADCLI, "grad", text])
    yield Row(
        f"first line on a terminal of a derivation that takes {last:.1f} s",
        f"after {first:.2f} s",
        "within 0.5 s",
    )
