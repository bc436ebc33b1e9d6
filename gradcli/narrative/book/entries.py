"""The laws that the engine knows, read off its own classes, each with its row of the book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias, get_args

from gradcli.calculus.rules import laws
from gradcli.calculus.rules.law import Law, LawInWords
from gradcli.calculus.rules.laws import TableLaw
from gradcli.calculus.rules.rules import Derivation
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.algebra import IncompleteError
from gradcli.frozen import dataclass
from gradcli.narrative.book.names import NAMES, OF_FUNCTIONS, STRUCTURE
from gradcli.narrative.book.reasons import OF_STRUCTURE, Reason
from gradcli.narrative.book.reasons_of_functions import OF_FUNCTIONS as REASONS_OF_FUNCTIONS

Stated: TypeAlias = Law | LawInWords | TableLaw
"""A law as it stands in the engine: a formula, words, or the record of a function."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A law of the book: its stable name, how the engine states it (in one form or two), and why.

    (a^u)' and (e^u)' are two forms of one law.
    """

    name: str
    forms: tuple[Stated, ...]
    reason: Reason


def _of_rules() -> Iterator[tuple[str, Stated]]:
    """The laws of the rules, and those of a power, a base, a degree."""
    for rule in get_args(Derivation):
        for law in vars(rule).values():
            if isinstance(law, Law | LawInWords):
                yield law.name, law
    for law in vars(laws).values():
        if isinstance(law, Law):
            yield law.name, law


def _of_functions() -> Iterator[tuple[str, Stated]]:
    """The laws of the functions that have one of their own."""
    by_rules = {name for name, _ in _of_rules()}
    formulas = ("exp", "log")  # they are derived as an exponential and as a logarithm
    for name, record in FUNCTIONS.items():
        if record.derivative is not None and name not in by_rules and name not in formulas:
            yield name, TableLaw(name)


def book_of(reasons: Mapping[str, Reason]) -> Mapping[str, Entry]:
    """The book, in the order of `names.py`, with these reasons.

    Raises:
        IncompleteError: a law of the engine has no name or no reason, or one of them no law.
    """
    found: dict[str, list[Stated]] = {}
    for name, law in (*_of_rules(), *_of_functions()):
        found.setdefault(name, []).append(law)
    for what, known in (("name", {*NAMES}), ("reason", {*reasons})):
        if known != found.keys():
            wrong = ", ".join(sorted(known ^ found.keys()))
            raise IncompleteError(f"the rule book has not one {what} for each law: {wrong}")
    return MappingProxyType(
        {name: Entry(name, tuple(found[name]), reasons[name]) for name in NAMES}
    )


def groups() -> Mapping[str, tuple[str, ...]]:
    """The names by what they are laws of."""
    formulas = {law.name for law in vars(laws).values() if isinstance(law, Law)}
    rules = [name for name in STRUCTURE if name not in formulas]
    # The angle of a point is long, as the laws in words are.
    long = {name for name in rules if not isinstance(BOOK[name].forms[0], Law)} | {"atan2"}
    return MappingProxyType(
        {
            "structure": tuple(name for name in rules if name not in long),
            "formulas": tuple(name for name in STRUCTURE if name in formulas),
            "words": tuple(name for name in rules if name in long),
            "functions": OF_FUNCTIONS,
        }
    )


REASONS: Final[Mapping[str, Reason]] = MappingProxyType({**OF_STRUCTURE, **REASONS_OF_FUNCTIONS})

BOOK: Final = book_of(REASONS)
"""Every law, by its stable name."""
