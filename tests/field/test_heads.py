"""Functions are told by SymPy's names for them: each of these names is one that it has."""

from __future__ import annotations

import pytest
import sympy

from gradcli.calculus.numbers import algebraic, constants
from gradcli.calculus.rules import nudges
from gradcli.field import from_sympy, special
from gradcli.field.fast_sympy import held_roots, sympy_build
from gradcli.field.fast_sympy.heads import ASKED_FOR, head, is_exponential, names_by_class
from gradcli.field.functions import FUNCTIONS, in_sympy
from gradcli.field.to_sympy import symbol

X = symbol("x")

# In SymPy these are powers, or a function of ours.
POWERS = {"sqrt", "cbrt", "root"}
# SymPy has no such function: the form is a name of ours that nothing folds.
NAMED = {name for name, record in FUNCTIONS.items() if record.sympy is None} - POWERS

NAMES = sorted(
    {
        *(set(from_sympy._CALLS) - POWERS),
        *sympy_build._KEEPING_POWERS,
        *sympy_build._OPEN,
        *sympy_build._INVERSES,
        *in_sympy(FUNCTIONS.values()),
        *algebraic._CIRCULAR,
        *constants._ARCS,
        *constants._BY_EXPONENTIALS,
        *nudges._REAL_OF_ALL_REALS,
    }
    - NAMED
)


@pytest.mark.parametrize("name", NAMES)
def test_a_function_of_that_name(name: str) -> None:
    ours = getattr(special, name, None) or getattr(held_roots, name, None)
    function = ours or getattr(sympy, name)
    assert issubclass(function, sympy.core.function.Application)
    assert function.__name__ == name


def test_in_the_plain_way_all_of_them_are_known_by_their_classes() -> None:
    ours = {name for name in NAMES if hasattr(special, name) or hasattr(held_roots, name)}
    # The class of sinc is looked for where its form is read, in the plain way too.
    assert set(NAMES) - ours - {"sinc"} <= set(ASKED_FOR)
    assert names_by_class() == {getattr(sympy, name): name for name in ASKED_FOR}
    assert len(names_by_class()) == len(ASKED_FOR)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        (sympy.exp(X), "exp"),
        (sympy.Abs(X), "Abs"),
        (sympy.Max(X, 1), "Max"),
        (sympy.ceiling(X), "ceiling"),
        (sympy.Heaviside(X, 1), "Heaviside"),
        (special.RealRoot(X, sympy.Integer(3)), "RealRoot"),
        (X + 1, "Add"),
        (X, "Symbol"),
    ],
)
def test_heads(form: sympy.Expr, name: str) -> None:
    assert head(form) == name


@pytest.mark.parametrize(
    ("form", "is_one"),
    [
        (sympy.exp(X), True),
        (sympy.Pow(sympy.E, X, evaluate=False), True),
        (sympy.Integer(2) ** X, False),
        (X**2, False),
        (sympy.E, False),
        (X, False),
    ],
)
def test_powers_of_e(form: sympy.Expr, is_one: bool) -> None:
    assert is_exponential(form) is is_one
