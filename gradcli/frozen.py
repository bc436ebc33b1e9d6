"""Frozen slotted dataclasses, made in a fifth of the time.

`dataclass(frozen=True, slots=True)` keeps the promises of the standard library's: the fields are
the annotations, an instance cannot be changed, and it compares by its fields, or with `eq=False`
by identity. The standard one compiles five methods a class, a millisecond each class; a command of
gradcli loads a hundred and thirty classes before its first line, a third of the time that SymPy
takes to load. Here nothing is compiled: the methods are shared.

What is left out: inheritance between such classes, ordering, `InitVar` and `ClassVar`.
This is a room of its own below all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import _FIELD, MISSING, Field, FrozenInstanceError, field, replace  # type: ignore[attr-defined]
from operator import attrgetter
from typing import Any, Final, Literal, NoReturn, TypeAlias, TypeVar, dataclass_transform

__all__ = ["dataclass", "field", "replace"]

Made = TypeVar("Made")


@dataclass_transform(frozen_default=True, field_specifiers=(field, Field))
def dataclass(
    *, frozen: Literal[True], slots: Literal[True], eq: bool = True
) -> Callable[[type[Made]], type[Made]]:
    """The decorator; both promises are written out where they are made."""
    assert frozen
    assert slots

    def make(bare: type[Made]) -> type[Made]:
        return _class(bare, eq)

    return make


def _class(bare: type[Made], eq: bool) -> type[Made]:
    members = dict(bare.__dict__)
    # A class without slots has these two, and one with slots makes its own.
    members.pop("__dict__", None)
    members.pop("__weakref__", None)
    fields = dict(_fields(members))
    members["__slots__"] = members["__match_args__"] = tuple(fields)
    # By this `replace` and `asdict` of the standard library know a dataclass.
    members["__dataclass_fields__"] = fields
    members["__setattr__"], members["__delattr__"] = _set, _delete
    members.setdefault("__reduce__", _reduce)
    members.setdefault("__repr__", _repr_of(fields))
    if eq:
        members["__eq__"], members["__hash__"] = _comparison(
            [name for name, given in fields.items() if given.compare]
        )
    made: Any = type(bare.__name__, bare.__bases__, members)
    made.__init__ = _init(made, fields)
    made.__qualname__ = bare.__qualname__
    return made  # type: ignore[no-any-return]  # the same class, with slots


def _fields(members: dict[str, Any]) -> Iterator[tuple[str, Field[Any]]]:
    """The annotated names; their defaults leave the class, where slots take their place."""
    for name in members.get("__annotations__", {}):
        default = members.pop(name, MISSING)
        given: Any = default if isinstance(default, Field) else field(default=default)
        given.name, given._field_type = name, _FIELD
        yield name, given


def _init(made: type[Any], fields: dict[str, Field[Any]]) -> Callable[..., None]:
    """`__init__`, which sets each slot by its own descriptor: nothing is looked up by name."""
    taken = {name: given for name, given in fields.items() if given.init}
    setters = tuple(made.__dict__[name].__set__ for name in taken)
    has_factory = any(given.default_factory is not MISSING for given in taken.values())
    after = made.__dict__.get("__post_init__")
    if after is None and not has_factory and len(taken) in _BY_COUNT:
        return _named(_BY_COUNT[len(taken)](*setters), made, taken)
    most = len(taken)
    completed = _completion(made.__qualname__, taken)

    def initialise(self: Any, *given: Any, **named: Any) -> None:
        if named or len(given) != most:
            given = completed(given, named)
        for put, value in zip(setters, given):  # noqa: B905  of one length, and called very often
            put(self, value)
        if after is not None:
            after(self)

    return initialise


_Put: TypeAlias = Callable[[Any, Any], None]


def _of_one(put: _Put) -> Callable[..., None]:
    def initialise(self: Any, value: Any) -> None:
        put(self, value)

    return initialise


def _of_two(put: _Put, put_second: _Put) -> Callable[..., None]:
    def initialise(self: Any, value: Any, second: Any) -> None:
        put(self, value)
        put_second(self, second)

    return initialise


def _of_three(put: _Put, put_second: _Put, put_third: _Put) -> Callable[..., None]:
    def initialise(self: Any, value: Any, second: Any, third: Any) -> None:
        put(self, value)
        put_second(self, second)
        put_third(self, third)

    return initialise


def _of_four(*puts: _Put) -> Callable[..., None]:
    one, two, three, four = puts

    def initialise(self: Any, a: Any, b: Any, c: Any, d: Any) -> None:
        one(self, a)
        two(self, b)
        three(self, c)
        four(self, d)

    return initialise


def _of_five(*puts: _Put) -> Callable[..., None]:
    one, two, three, four, five = puts

    def initialise(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any) -> None:
        one(self, a)
        two(self, b)
        three(self, c)
        four(self, d)
        five(self, e)

    return initialise


def _of_seven(*puts: _Put) -> Callable[..., None]:
    one, two, three, four, five, six, seven = puts

    def initialise(self: Any, a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any) -> None:
        one(self, a)
        two(self, b)
        three(self, c)
        four(self, d)
        five(self, e)
        six(self, f)
        seven(self, g)

    return initialise


# Tokens, spans, nodes and sizes are made by the hundred for each line of input, steps by the ten,
# and have so many fields.
_BY_COUNT: Final[dict[int, Callable[..., Callable[..., None]]]] = {
    1: _of_one,
    2: _of_two,
    3: _of_three,
    4: _of_four,
    5: _of_five,
    7: _of_seven,
}


def _named(
    initialise: Callable[..., None], made: type[Any], fields: dict[str, Field[Any]]
) -> Callable[..., None]:
    """The function with the fields' names and defaults for its parameters'."""
    function: Any = initialise
    function.__code__ = function.__code__.replace(co_varnames=("self", *fields))
    function.__defaults__ = tuple(
        given.default for given in fields.values() if not _is_required(given)
    )
    function.__qualname__ = f"{made.__qualname__}.__init__"
    return initialise


def _is_required(given: Field[Any]) -> bool:
    return given.default is MISSING and given.default_factory is MISSING


def _completion(
    owner: str, fields: dict[str, Field[Any]]
) -> Callable[[tuple[Any, ...], dict[str, Any]], tuple[Any, ...]]:
    """What gives the values of all fields, where some are given by name or not at all."""
    places = {name: place for place, name in enumerate(fields)}
    defaults = tuple(given.default for given in fields.values())
    factories = {
        place: given.default_factory
        for place, given in enumerate(fields.values())
        if given.default_factory is not MISSING
    }

    def completed(given: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
        count = len(given)
        if count > len(fields):
            raise TypeError(f"{owner} takes {len(fields)} arguments, and {count} were given")
        values = [*given, *defaults[count:]]
        for name, value in named.items():
            place = places.get(name, -1)
            if place < count:
                raise TypeError(f"{owner} takes no {name}, or it was given twice")
            values[place] = value
        for place, make in factories.items():
            if values[place] is MISSING:
                values[place] = make()
        for name, value in zip(fields, values, strict=True):
            if value is MISSING:
                raise TypeError(f"{owner} needs {name}")
        return tuple(values)

    return completed


def _comparison(
    names: list[str],
) -> tuple[Callable[[Any, object], bool], Callable[[Any], int]]:
    """`__eq__` and `__hash__` on the values of the fields."""
    values: Callable[[Any], Any] = attrgetter(*names) if names else type

    def equal(self: Any, other: object) -> bool:
        if self is other:
            return True
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return equal, hashed


def _repr_of(fields: dict[str, Field[Any]]) -> Callable[[Any], str]:
    names = [name for name, given in fields.items() if given.repr]

    def represent(self: Any) -> str:
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({inside})"

    return represent


def _set(self: object, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _reduce(self: Any) -> tuple[Any, ...]:
    """For pickle and copy: the class and what it was made from."""
    fields: dict[str, Field[Any]] = self.__dataclass_fields__
    return type(self), tuple(getattr(self, name) for name, given in fields.items() if given.init)
