"""What may not get worse, whatever the clock says: modules loaded, nodes visited, objects built."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from unittest import mock

import pytest
import sympy
from sympy.core.cache import clear_cache

from gradcli.calculus.check.verification import verify
from gradcli.calculus.rules import derivation
from gradcli.calculus.rules.derivation import Differentiation
from gradcli.calculus.rules.gradient import gradient, partial
from gradcli.field.scalar_field import ScalarField
from gradcli.language.reading import read_expression
from tests.benchmarks.corpus import corpus

_RUN = """
import sys
from gradcli.commands.main import run
run(sys.argv[1:])
print("LOADED", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.mark.parametrize(
    "words", [("--help",), ("--version",), ("grad", "--help"), ("grad", "x^^2"), ("grad",)]
)
def test_sympy_is_not_loaded_for(words: tuple[str, ...]) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _RUN, *words], capture_output=True, text=True, check=True
    )
    loaded = ended.stdout.rpartition("LOADED")[2].split()
    assert "click" in loaded
    assert not {"sympy", "mpmath", "rich"} & set(loaded)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("gradcli gr", "plain,grad"),
        ("gradcli grad --for", "plain,--format"),
        ("gradcli grad --format l", "plain,latex"),
        ("gradcli grad arct", "plain,arctan("),
        ("gradcli batch --me", "plain,--memory"),
    ],
)
def test_neither_sympy_nor_rich_is_loaded_for_a_completion(words: str, offered: str) -> None:
    program = (
        "import atexit, sys\n"
        "from gradcli.commands.main import run\n"
        "atexit.register(lambda: print('LOADED', *sys.modules))\n"
        "sys.exit(run([]))\n"
    )
    asked = {"_GRADCLI_COMPLETE": "bash_complete", "COMP_WORDS": words}
    environment = {**os.environ, **asked, "COMP_CWORD": str(words.count(" "))}
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    found, _, loaded = ended.stdout.partition("LOADED")
    assert offered in found.splitlines()
    assert "click" in loaded.split()
    assert not {"sympy", "mpmath", "rich"} & set(loaded.split())


def test_what_draws_is_loaded_only_where_it_draws() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _RUN, "grad", "x^2 y", "--at", "2,3", "-q"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "12\n4\n" in ended.stdout
    assert "rich" not in ended.stdout.rpartition("LOADED")[2].split()


def _field(text: str) -> ScalarField:
    return ScalarField.of_tree(read_expression(text).tree)


def _planned(whole: ScalarField) -> int:
    """How many nodes a gradient looks at."""
    with mock.patch.object(
        derivation.Differentiation, "_plan", autospec=True, side_effect=Differentiation._plan
    ) as plan:
        assert [each.written for each in gradient(whole).partials]
    return plan.call_count


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("x^2 y", 4),
        ("sin(x)", 1),
        ("(x + y)/(x - y)", 9),
        # One subexpression, used three times: derived once.
        ("sin(x^2)^3 + exp(sin(x^2)) + ln(sin(x^2))", 6),
        # Each variable is in two terms of four hundred: four nodes for each, not four hundred.
        (" + ".join(f"x{i} x{i + 1}" for i in range(1, 400)), 400 * 4),
    ],
)
def test_nodes_visited(text: str, most: int) -> None:
    assert _planned(_field(text)) <= most


@pytest.fixture
def built() -> Iterator[list[type]]:
    """The SymPy objects that are made, by their class."""
    made: list[type] = []
    bare = sympy.Basic.__new__

    def counted(cls: type, *arguments: object) -> object:
        made.append(cls)
        return bare(cls, *arguments)

    clear_cache()
    with mock.patch.object(sympy.Basic, "__new__", counted):
        yield made
    clear_cache()


@pytest.mark.parametrize(
    ("text", "most"),
    [("x^2 y", 10), ("sin(x^2) e^(3x)", 55), ("(x + 1)/(x^2 + 1)", 34), ("x e^x + e^x", 14)],
)
def test_sympy_objects_built(built: list[type], text: str, most: int) -> None:
    assert partial(_field(text), "x").written
    assert len(built) <= most


def test_the_check_builds_no_sympy_objects(built: list[type]) -> None:
    whole = _field("sin(x y) + x^3/y")
    pairs = [(each.variable, each.written) for each in gradient(whole).partials]
    built.clear()
    assert verify(whole, pairs).passed
    assert built == []


def test_the_corpus_is_the_same_everywhere() -> None:
    texts = corpus(200)
    assert texts == corpus(200)
    assert len(set(texts)) == 200
    assert texts[:2] == corpus(2)
