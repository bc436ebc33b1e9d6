"""SymPy's core by itself, and that its parts come to what `import sympy` makes.

Each case is a process of its own, since SymPy is loaded once in each; those that ask nothing of how
Python is started are forks of one that has SymPy's core, or all of it.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sympy

from gradcli.field.fast_sympy import choice, core_first
from tests.forked import Beginning

_ARRANGED = (
    "import sys; from gradcli.field.fast_sympy import core_first; core_first.arrange(); "
    "import sympy\n"
)
_ALL = "sympy.__version__\n"
_PLAIN = "import sys, sympy\n"
_TO_TELL = "\nimport json; print(json.dumps(told))"

# What SymPy's own `__init__` is after, and what it leaves behind of itself.
_INVENTORY = """
import gc, types
def called(value):
    if isinstance(value, types.ModuleType):
        return "module " + value.__name__
    made = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    return str(made) if made[1] else str(type(value))
told = {
    "names": {name: called(value) for name, value in vars(sympy).items()},
    "modules": sorted(name for name in sys.modules if name.startswith("sympy")),
    # A module that was run twice has other attributes than the packages above it know.
    "attributes": {
        name: sorted(vars(module)) for name, module in sys.modules.items()
        if name.startswith("sympy.")
    },
    "strangers": sorted(
        name for name, module in sys.modules.items()
        if name.startswith("sympy.") and isinstance(module, types.ModuleType)
        and vars(sys.modules[name.rpartition(".")[0]]).get(name.rpartition(".")[2]) is not module
    ),
    "classes": sorted(
        f"{made.__module__}.{made.__qualname__}" for made in gc.get_objects()
        if isinstance(made, type) and str(made.__module__).startswith("sympy.")
    ),
    "specified": sorted(
        name for name, module in sys.modules.items()
        if name.startswith("sympy") and module.__spec__.name == name
        and type(module.__spec__.loader).__name__ == "SourceFileLoader"
        and module.__spec__.loader is module.__loader__
    ),
    "finders": [getattr(each, "__name__", type(each).__name__) for each in sys.meta_path],
}
"""

_IS_WHOLE = 'told = ["sympy.functions" in sys.modules]'


def told(program: str) -> Any:
    """What a Python process tells of itself."""
    ended = subprocess.run(
        [sys.executable, "-c", program + _TO_TELL], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def arranged() -> Iterator[Beginning]:
    """Where SymPy's core is loaded, and its parts are for those who ask."""
    with Beginning(_ARRANGED) as beginning:
        yield beginning


@pytest.fixture(scope="module")
def plain() -> Iterator[Beginning]:
    """Where SymPy was imported as ever."""
    with Beginning(_PLAIN) as beginning:
        yield beginning


def told_after(beginning: Beginning, program: str) -> Any:
    """What a fork of a process tells of itself."""
    ended = beginning.then(program + _TO_TELL)
    assert ended.code == 0, ended.err
    return json.loads(ended.out.splitlines()[-1])


def test_this_sympy_is_one_that_was_tried() -> None:
    # Else all that follows holds of a SymPy that is imported as ever.
    assert sympy.__version__.startswith(choice.TRIED)


def test_the_core_comes_alone() -> None:
    names = told(_ARRANGED + 'told = [name for name in sys.modules if name.startswith("sympy.")]')
    rooms = {name.split(".")[1] for name in names}
    assert "core" in rooms
    assert not rooms & {"functions", "polys", "sets", "matrices", "printing", "solvers"}


@pytest.mark.parametrize(
    "asking",
    [
        "sympy.sin",
        "from sympy import Matrix",
        "import sympy.functions",
        "from sympy.functions.elementary.exponential import exp",
        "from sympy.matrices.expressions import MatrixExpr",
        "import sympy.polys.numberfields as polys; polys.minimal_polynomial",
        "from sympy import *",
        "sympy.__version__",
        "sympy.sqrt(12)",
        "sympy.Symbol('x') + sympy.Symbol('y')",
        "sympy.Integer(7).is_extended_negative",
        "(sympy.Symbol('x')**2).diff()",
        "str(sympy.Symbol('x'))",
        "hasattr(sympy, 'no such name')",
        "import importlib; importlib.import_module('sympy.printing.latex')",
    ],
)
def test_more_comes_when_it_is_asked_for(
    arranged: Beginning, plain: Beginning, asking: str
) -> None:
    whole = told_after(arranged, f"{asking}\n{_ALL}{_INVENTORY}")
    assert whole == told_after(plain, f"{asking}\n{_ALL}{_INVENTORY}")
    assert whole["specified"] == whole["modules"]


@pytest.mark.parametrize(
    ("asking", "is_whole"),
    [
        ("sympy.sin", False),
        ("sympy.exp(sympy.Symbol('x', real=True), evaluate=False)", False),
        ("from sympy.calculus.accumulationbounds import AccumBounds", False),
        ("from sympy.matrices.expressions import MatrixExpr", False),
        ("from sympy import Poly, Abs, Max, Piecewise, floor", False),
        ("from sympy.sets.setexpr import SetExpr", False),
        ("sympy.Matrix", True),
        ("from sympy.tensor.tensor import TensExpr", True),
        ("from sympy.simplify.radsimp import fraction", False),
        ("from sympy import Sum, together, factorint", False),
        ("sympy.Symbol('x', real=True) + sympy.sqrt(2).evalf()", True),
        ("sympy.no_such_name if hasattr(sympy, 'no_such_name') else 0", True),
    ],
)
def test_functions_come_before_all_the_rest(
    arranged: Beginning, asking: str, is_whole: bool
) -> None:
    brought = told_after(
        arranged,
        f'{asking}\ntold = ["sympy." + each in sys.modules for each in ("functions", "geometry")]',
    )
    assert brought == [True, is_whole]


def test_what_a_part_gives_is_what_the_whole_has(arranged: Beginning) -> None:
    asked = """
core = dict(vars(sympy))
sympy.sin
functions = dict(vars(sympy))
sympy.together
simplify = dict(vars(sympy))
sympy.__version__
own = set(vars(sympy))
told = [
    [name for name in part if name in own and not name.startswith("__")
     and part[name] is not vars(sympy)[name]]
    for part in (core, functions, simplify)
]
assert len(functions) > len(core) + 200
"""
    # SymPy has a function of that name in its core, and a package that takes its place.
    assert told_after(arranged, asked) == [["assumptions"], [], []]


def test_the_parts_are_in_the_order_of_sympy_itself() -> None:
    tree = ast.parse(Path(str(sympy.__file__)).read_text("utf-8"))
    packages = [
        node.module
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module is not None
    ]
    parts = [package for part in core_first.PARTS for package in part]
    assert packages[: len(parts)] == parts


@pytest.mark.parametrize("debugging", ["True", "False"])
def test_what_sympy_asks_of_its_environment(
    monkeypatch: pytest.MonkeyPatch, debugging: str
) -> None:
    monkeypatch.setenv("SYMPY_DEBUG", debugging)
    asked = "told = [sympy.SYMPY_DEBUG, 'sympy.geometry' in sys.modules, sympy.SYMPY_DEBUG]"
    debugs = debugging == "True"
    assert told(f"{_ARRANGED}sympy.sin\n{asked}") == [debugs, False, debugs]


def test_a_module_that_sympy_itself_leaves_out(arranged: Beginning) -> None:
    asked = "import sympy.physics.units as units; told = units.__name__"
    assert told_after(arranged, asked) == "sympy.physics.units"


def test_a_module_that_does_not_exist(arranged: Beginning) -> None:
    asked = """
try:
    import sympy.no_such_module
except ModuleNotFoundError as error:
    told = [error.name, "sympy.functions" in sys.modules]
"""
    assert told_after(arranged, asked) == ["sympy.no_such_module", True]


def test_a_name_that_does_not_exist(arranged: Beginning) -> None:
    asked = """
try:
    sympy.no_such_name
except AttributeError as error:
    told = str(error)
"""
    assert told_after(arranged, asked) == "module 'sympy' has no attribute 'no_such_name'"


def test_what_python_asks_of_every_module_brings_nothing(arranged: Beginning) -> None:
    asked = (
        "import inspect, copy\n"
        "hasattr(sympy, '__wrapped__'); inspect.getmodule(sympy.Expr); inspect.getfile(sympy)\n"
    )
    assert told_after(arranged, asked + _IS_WHOLE) == [False]


def test_the_rest_is_made_evaluated(arranged: Beginning, plain: Beginning) -> None:
    # Constants of its modules would else be left as 2*1/2.
    asked = """
with sympy.evaluate(False):
    sympy.sin
    inside = sympy.Integer(1) + sympy.Integer(1)
from sympy.core.parameters import global_parameters
told = [str(inside), global_parameters.evaluate, str(sympy.sin(sympy.pi/12)),
        str(sympy.legendre(3, sympy.Symbol("x"))), str(sympy.gamma(sympy.Rational(1, 2)))]
"""
    assert told_after(arranged, asked) == told_after(plain, asked)


def test_the_rest_may_be_asked_for_from_great_depth() -> None:
    asked = """
sys.setrecursionlimit(400)
def down(depth):
    return sympy.sin if depth == 0 else down(depth - 1)
told = [down(360).__name__, sys.getrecursionlimit()]
"""
    assert told(_ARRANGED + asked) == ["sin", 400]


def test_one_that_is_there_already_is_left_alone() -> None:
    program = (
        "import sys, sympy; from gradcli.field.fast_sympy import core_first; core_first.arrange()\n"
    )
    assert told(program + "import sympy\n" + _IS_WHOLE) == [True]


@pytest.mark.parametrize(
    "spoiled",
    [
        pytest.param("core_first.is_plain = lambda version: True", id="the plain way"),
        pytest.param(
            "core_first.PARTS = (('core', 'no_such_package'), ('functions',))",
            id="a core that does not load by itself",
        ),
        pytest.param(
            "core_first.PARTS = (('core', 'release'),)",
            id="a core without what is expected of it",
        ),
        pytest.param(
            "core_first.PARTS = (('core',), ('no_such_package',))\nimport sympy; sympy.sin",
            id="a later part that does not load by itself",
        ),
        pytest.param(
            "core_first.PARTS = (('core',), ('logic', 'release'), ('functions',))\n"
            "import sympy; sympy.sin",
            id="a later part without what is expected of it",
        ),
    ],
)
def test_otherwise_sympy_is_imported_whole(plain: Beginning, spoiled: str) -> None:
    program = (
        "import sys; from gradcli.field.fast_sympy import core_first; core_first.arrange()\n"
        f"{spoiled}\nimport sympy\n{_IS_WHOLE}; assert told[0]\n{_INVENTORY}"
    )
    whole, as_ever = told(program), told_after(plain, _INVENTORY)
    # What was loaded in vain is given up, and may be remembered by others.
    del whole["classes"], as_ever["classes"]
    assert whole == as_ever


def test_without_sympy_python_says_so() -> None:
    program = """
import sys
from importlib.machinery import PathFinder
from gradcli.field.fast_sympy import core_first
core_first.arrange()
sys.path = [each for each in sys.path if "site-packages" not in each]
try:
    import sympy
except ModuleNotFoundError as error:
    told = str(error)
"""
    assert told(program) == "No module named 'sympy'"
