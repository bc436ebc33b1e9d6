"""Numbers, points, directions and lists of names of Python programs, as texts.

A number becomes the text that gradcli reads as that number exactly. A float is taken at its
shortest decimal, as a shell would hand it over: 0.1 is 1/10, and not the fraction with a
denominator of 2^55 that lies nearest.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Iterable, Mapping, Set
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from numbers import Rational, Real
from typing import Any, Final, SupportsIndex, TypeGuard

from gradcli.language.lex.limits import Limits
from gradcli.late import pattern
from gradcli.questions.given.described import described, is_of_sympy
from gradcli.questions.given.types import Names, Value, Vector
from gradcli.questions.messages import failure, wrong_type

_DECIMAL: Final = pattern(r"[+-]?\d+(\.\d*)?(e[+-]?\d+)?", re.IGNORECASE)
# More than any point has; an iterable may have no end.
_MOST_ENTRIES: Final = 1_000_000
# What would end a coordinate, or begin another.
_SEPARATORS: Final = frozenset(",;=:|")


def vector_text(given: Vector, part: str = "coordinate") -> str:
    """A point or a direction as text: `2, 3`, or `x = 2, y = 3`.

    Raises:
        GradcliError: USAGE for what is neither a number nor several.
    """
    value = in_lists(given)
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return ", ".join(f"{_name_of(name)} = {_entry(each, part)}" for name, each in value.items())
    if _is_several(value):
        entries = list(islice(value, _MOST_ENTRIES + 1))
        if len(entries) <= _MOST_ENTRIES:
            return ", ".join(_entry(each, part) for each in entries)
    return value_text(value, part)


def value_text(given: Value, part: str = "number") -> str:
    """One number as text, or the text as it was given.

    Raises:
        GradcliError: USAGE for what is no real number; LIMIT for one of too many digits.
    """
    value = in_lists(given)
    match value:
        case str():
            return value
        case _ if is_of_sympy(value):
            return _of_sympy(value, part)
        case bool() | type():
            pass
        case float():
            return _of_decimal(float.__repr__(value), part, finite=math.isfinite(value))
        case Decimal():
            return _of_decimal(str(value), part, finite=value.is_finite())
        case Rational():
            return _of_fraction(Fraction(int(value.numerator), int(value.denominator)))
        case Real():
            # A float of NumPy or mpmath: its digits, where they are all of it.
            made: Any = type(value)
            if not math.isfinite(value) or made(str(value)) == value:
                return _of_decimal(str(value), part, finite=math.isfinite(value))
        case SupportsIndex():
            return _of_fraction(Fraction(operator.index(value)))
    raise wrong_type("value-of-another-type", given=described(value), part=part)


def names_of(given: Names | None) -> tuple[str, ...] | None:
    """Names of variables, from `x,y`, a list of names, or SymPy's symbols; None for none.

    Raises:
        GradcliError: USAGE for what is no list of names.
    """
    if given is None:
        return None
    if isinstance(given, str):
        return tuple(given.split(","))
    given = in_lists(given)
    names = (given,) if is_of_sympy(given) and not _is_several(given) else given
    if not _is_several(names):
        raise wrong_type("names-of-another-type", given=described(given))
    listed = list(islice(names, _MOST_ENTRIES + 1))
    if len(listed) > _MOST_ENTRIES:
        raise wrong_type("names-of-another-type", given=described(given))
    return tuple(map(_name_of, listed))


def _entry(value: Any, part: str) -> str:
    """One of several numbers; a text that is itself a list is not taken for several of them."""
    text = value_text(value, part)
    return f"({text})" if isinstance(value, str) and _SEPARATORS & {*text} else text


def _name_of(name: object) -> str:
    if is_of_sympy(name) and getattr(name, "is_Symbol", False):
        name = getattr(name, "name", None)
    if not isinstance(name, str) or _SEPARATORS & {*name}:
        raise wrong_type("names-of-another-type", given=described(name))
    return name


def in_lists(value: Any) -> Any:
    """An array or a tensor in Python's lists and numbers; a matrix of SymPy by its entries."""
    if getattr(value, "is_Matrix", False) is True:
        return list(value)
    is_array = not isinstance(value, (str, Real)) and hasattr(type(value), "tolist")
    return value.tolist() if is_array else value


def _is_several(value: object) -> TypeGuard[Iterable[Any]]:
    """Whether a value is a list; a set has no order, and a text is one value."""
    return isinstance(value, Iterable) and not isinstance(value, (str, bytes, Set, Mapping))


def _of_sympy(value: Any, part: str) -> str:
    # SymPy is there already: the value is its own.
    from gradcli.field.foreign import Sort, sort_of, tree_of  # noqa: PLC0415
    from gradcli.language.writing import write  # noqa: PLC0415
    from gradcli.questions.given.refused import in_words  # noqa: PLC0415

    if sort_of(value) is not Sort.FORMULA or value.free_symbols:
        raise wrong_type("value-of-another-type", given=described(value), part=part)
    with in_words():
        return write(tree_of(value))


def _of_decimal(text: str, part: str, *, finite: bool) -> str:
    if not finite:
        raise failure("point-not-finite", None, None, "value", given=text, part=part)
    if not _DECIMAL.fullmatch(text):
        raise wrong_type("value-of-another-type", given=text, part=part)
    return text


def _of_fraction(value: Fraction) -> str:
    digits = Limits().digits
    # Python itself writes no number of more than 4,300 digits.
    if max(abs(value.numerator), value.denominator).bit_length() > digits * math.log2(10) + 1:
        raise failure("number-too-long", None, None, limit=digits)
    return str(value)
