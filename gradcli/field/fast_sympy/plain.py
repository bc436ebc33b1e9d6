"""The plain way: what `sympy_build` makes, by SymPy's own constructors and public names alone."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

import sympy
from sympy import Add, Expr, Mul, Pow
from sympy.release import __version__

from gradcli.field.fast_sympy.choice import is_plain
from gradcli.field.fast_sympy.held_roots import costly_exponential, costly_power

IS_PLAIN: Final = is_plain(__version__)
"""Whether this process goes the plain way throughout."""

_SURPRISES: Final = (AttributeError, LookupError, NotImplementedError, TypeError, ValueError)
"""What is raised where SymPy is made otherwise than `sympy_build` thinks."""

_Parameters = ParamSpec("_Parameters")
_Made = TypeVar("_Made")


def or_plainly(
    plain: Callable[_Parameters, _Made],
) -> Callable[[Callable[_Parameters, _Made]], Callable[_Parameters, _Made]]:
    """Give a fast function its plain way: always, if that was chosen, else where it fails."""

    def choose(fast: Callable[_Parameters, _Made]) -> Callable[_Parameters, _Made]:
        if IS_PLAIN:
            return plain

        @wraps(fast)
        def either(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Made:
            try:
                return fast(*args, **kwargs)
            except _SURPRISES as surprise:
                # What SymPy itself has to say against these arguments it says here once more.
                made = plain(*args, **kwargs)
                warnings.warn(
                    f"{fast.__name__} was left to SymPy {__version__}: {surprise!r}",
                    DeprecationWarning,
                    stacklevel=2,
                )
                return made

        return either

    return choose


def product(*factors: Expr, in_order: bool | None = None) -> Expr:
    """The product of the factors; SymPy always has an order."""
    return Mul(*factors)


def total(*terms: Expr, in_order: bool | None = None) -> Expr:
    """The sum of the terms; SymPy always has an order."""
    return Add(*terms)


def power(base: Expr, exponent: Expr) -> Expr:
    """The power of the base; that of a piecewise function as a whole.

    SymPy takes the power of each piece, and 1/{0 if x > 1, y otherwise} has one of its own.
    """
    if not base.is_Piecewise:
        if (kept := costly_power(base, exponent)) is not None:
            return kept
        made = Pow(base, exponent)
        # SymPy leaves (-sign(x^-3))^-2 as 1^-2.
        return sympy.S.One if made.is_Pow and made.args[0] is sympy.S.One else made
    if exponent.is_zero:
        return sympy.S.One
    return base if exponent == 1 else Pow(base, exponent, evaluate=False)


def like_power(kept: Expr, base: Expr, exponent: Expr) -> Expr:
    """The power of the base, whatever became of another."""
    return power(base, exponent)


def below_root(root: Expr, radicand: Expr) -> Expr:
    """One over the square root of the radicand."""
    return power(radicand, -sympy.S.Half)


def difference(one: Expr, other: Expr) -> Expr:
    """`one` less `other`."""
    return one - other


def negate(form: Expr) -> Expr:
    """`-form`."""
    return -form


def begins_with_minus(form: Expr) -> bool:
    """Whether of a form and its opposite SymPy takes the other for the one without the minus."""
    return bool(form.could_extract_minus_sign())


def quotient(above: Expr, below: Expr) -> Expr:
    """`above` over `below`."""
    return Mul(above, power(below, sympy.S.NegativeOne))


def apply(function: type[Expr], argument: Expr) -> Expr:
    """The function of the argument."""
    if function is sympy.exp and (parts := costly_exponential(argument)):
        return parts[0] * function(parts[1])
    return function(argument)


def cofunction(kept: Expr, argument: Expr, function: type[Expr]) -> Expr:
    """The function of the argument, whatever became of its sister."""
    return function(argument)
