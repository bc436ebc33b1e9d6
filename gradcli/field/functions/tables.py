"""Tables of functions: an algebra's own functions, and all others by their definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType
from typing import TypeVar

from gradcli.field.functions.algebra import Algebra, IncompleteError, Removable
from gradcli.field.functions.record import Function

T = TypeVar("T")


def tabulate(
    records: Iterable[Function],
    own: Mapping[str, Callable[..., T]],
    make: Callable[[Mapping[str, Callable[..., T]]], Algebra[T]],
    sharpened: Callable[[Function, Callable[..., T]], Callable[..., T]] = lambda _, composed: (
        composed
    ),
) -> Algebra[T]:
    """The algebra with every function: its own where it has one, else by the definition.

    `make` puts the algebra together around the table of its functions; `sharpened` makes more of
    a composition by what else the record says.

    Raises:
        IncompleteError: a function has neither, or `own` names one that is not in the records.
    """
    table: dict[str, Callable[..., T]] = dict(own)
    algebra = make(MappingProxyType(table))
    strange = set(own)
    for record in records:
        strange.discard(record.name)
        if record.name in own:
            continue
        if record.definition is None:
            raise IncompleteError(f"{record.name} has no definition, and the algebra none for it")
        composed = partial(record.definition, algebra)
        table[record.name] = composed if sharpened is None else sharpened(record, composed)
    if strange:
        raise IncompleteError(f"no function of the language: {', '.join(sorted(strange))}")
    return algebra


def check_definitions(records: Mapping[str, Function]) -> None:
    """Refuse a definition that calls what is not there, or in the end itself, or what jumps.

    A jump inside a function would be hidden from those who decide constants that jump.

    Raises:
        IncompleteError: the definition that cannot be used, and why.
    """
    uses = {name: _called(record, records) for name, record in records.items()}
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise IncompleteError(f"functions are defined by one another: {circle}") from error
    for name, used in uses.items():
        jumping = [each for each in used if records[each].jumps]
        if jumping and not records[name].jumps:
            raise IncompleteError(f"{name} is defined by {jumping[0]}, and must jump as well")


def _called(record: Function, records: Mapping[str, Function]) -> set[str]:
    """The functions that a definition calls."""
    called: set[str] = set()
    if record.definition is None:
        return called

    def caller(name: str, other: Function) -> Callable[..., None]:
        def call(*arguments: None) -> None:
            if len(arguments) < other.least or len(arguments) > (other.most or len(arguments)):
                raise IncompleteError(f"{record.name} calls {name} of {len(arguments)} arguments")
            called.add(name)

        return call

    def nothing(*_: object) -> None:
        return None

    def both(
        _: None, formula: Callable[[None], None], __: int, other: Callable[[None], None]
    ) -> None:
        formula(None)
        other(None)

    def formula_alone(_: None, __: Removable, formula: Callable[[None], None]) -> None:
        formula(None)

    functions = {name: caller(name, other) for name, other in records.items()}
    calculate: Algebra[None] = Algebra(
        nothing,
        None,
        *(nothing, nothing, nothing, nothing, nothing),
        both,
        formula_alone,
        functions,
    )
    try:
        record.definition(calculate, *[None] * record.least)
    except KeyError as error:
        raise IncompleteError(
            f"{record.name} is defined by {error}, which is no function"
        ) from error
    return called
