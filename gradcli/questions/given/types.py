"""What Python programs may hand over: the types of the public functions' arguments.

Nothing here asks for SymPy or NumPy: what is theirs is told by what it has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol, SupportsIndex, TypeAlias


class OfSymPy(Protocol):
    """An expression, a number or a symbol of SymPy."""

    @property
    def free_symbols(self) -> Any:
        """The symbols in it."""


class Array(Protocol):
    """An array or a number of NumPy, a tensor."""

    def tolist(self) -> Any:
        """The same in lists and numbers."""


Expression: TypeAlias = str | OfSymPy | Callable[..., Any]
"""A text, a SymPy expression, or a function of symbols such as `lambda x, y: x**2*y`."""

Value: TypeAlias = str | float | Fraction | Decimal | OfSymPy | SupportsIndex | Array
"""One number, or the text of one."""

Vector: TypeAlias = Value | Sequence[Value] | Mapping[Any, Value]
"""A point or a direction: `(2, 3)`, `{"x": 2, "y": 3}`, `2`, `"2,3"`."""

Names: TypeAlias = str | OfSymPy | Sequence[str] | Sequence[OfSymPy]
"""Names of variables: `"x,y"`, `["x", "y"]`, or SymPy's symbols."""
