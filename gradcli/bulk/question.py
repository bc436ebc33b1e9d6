"""One line: a question as a JSON object, answered with a JSON object.

    {"id": 7, "command": "dir", "expr": "x^2 y", "at": [2, 3], "w": "3,5", "steps": "none"}

The answer is the object that `--format json` prints, with `id` echoed. Whatever is wrong with a
line becomes its answer; nothing that stands in a line stops the others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NoReturn, TypeAlias

from gradcli import api
from gradcli.errors import GradcliError, Kind
from gradcli.frozen import dataclass
from gradcli.language.limits import Limits
from gradcli.language.suggestions import nearest
from gradcli.render.failure import Json, failure

DETAILS: Final = ("none", "brief", "full")

Identity: TypeAlias = str | int | float | Decimal | bool | None

_ASIDE: Final = frozenset({"id", "command", "steps"})
_KEYS: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "partial": frozenset({"expr", "vars", "wrt"}),
        "grad": frozenset({"expr", "vars", "at"}),
        "dir": frozenset({"expr", "vars", "at", "w", "toward", "angle"}),
        "steepest": frozenset({"expr", "vars", "at"}),
    }
)
KEYS: Final = _ASIDE.union(*_KEYS.values())


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for every line.

    `steps` is for lines that do not say; `timeout` is in seconds and 0 for none; `memory` is the
    number of bytes that a process may take beyond what it started with, 0 for no bound; `size`
    is the greatest number of different parts of an expression.
    """

    steps: str = "none"
    timeout: float = 10.0
    memory: int = 1024**3
    size: int | None = None

    @property
    def limits(self) -> Limits:
        """The bounds on each text."""
        return Limits() if self.size is None else Limits(size=self.size)


@dataclass(frozen=True, slots=True)
class Answer:
    """The line to be written, and whether it tells of an error."""

    text: bytes
    failed: bool


def answer_line(number: int, line: bytes, settings: Settings) -> Answer:
    """The answer to a line; MemoryError is left to the caller, who knows what was used."""
    identity: Identity = None
    try:
        question = _object(line)
        if "id" in question:
            identity = _identity(question["id"])
        body = _answer(question, settings)
    except GradcliError as error:
        return refused(number, error, identity)
    except RecursionError:
        return refused(number, api.too_deep(), identity)
    except MemoryError:
        raise
    except Exception as error:
        return refused(number, _defect(error), identity)
    return _written(body, number, identity)


def refused(number: int, error: GradcliError, identity: Identity = None) -> Answer:
    """The answer that says what is wrong with line `number`."""
    return _written(failure(error), number, identity)


def identity_of(line: bytes) -> Identity:
    """The `id` of a line, or None where it has none or cannot be read."""
    try:
        return _identity(_object(line).get("id"))
    except (GradcliError, RecursionError, MemoryError):
        return None


def _written(body: Json, number: int, identity: Identity) -> Answer:
    failed = "error" in body
    if identity is not None:
        body = {"id": identity, **body}
    if failed:
        body["line"] = number
    text = _ENCODER.encode(body)
    try:
        return Answer(text.encode(), failed)
    except UnicodeEncodeError:
        # Half of a surrogate pair, which JSON can write and UTF-8 cannot.
        return Answer(json.dumps(body, default=_plain_number).encode(), failed)


def _plain_number(value: object) -> float:
    assert isinstance(value, Decimal)
    return float(value)


def _object(line: bytes) -> Json:
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise GradcliError(
            Kind.SYNTAX,
            f"the line is not UTF-8 text: byte {error.start + 1} cannot be read",
            help="convert the file first, for example with iconv",
        ) from error
    if not text.strip():
        raise GradcliError(
            Kind.SYNTAX, "the line is empty", help='each line is an object: {"expr": "x^2 y"}'
        )
    try:
        question = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise GradcliError(
            Kind.SYNTAX,
            f"the line is not JSON: {error.msg[:1].lower()}{error.msg[1:]} "
            f"at character {error.pos + 1}",
            help='each line is an object: {"expr": "x^2 y"}',
        ) from error
    except (ValueError, ArithmeticError) as error:
        raise GradcliError(
            Kind.LIMIT,
            "the line holds a number that is too long to be read",
            help="write it as text, such as 10^5000",
        ) from error
    if not isinstance(question, dict):
        raise GradcliError(
            Kind.USAGE, "the line is not a JSON object", help='for example {"expr": "x^2 y"}'
        )
    return question


def _no_number(name: str) -> NoReturn:
    raise GradcliError(Kind.SYNTAX, f"the line is not JSON: {name} is not a number")


# Made once: `json.dumps` and `json.loads` make theirs anew for each line.
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, default=_plain_number)
_DECODER: Final = json.JSONDecoder(parse_float=Decimal, parse_constant=_no_number)


def _identity(value: object) -> Identity:
    if value is None or isinstance(value, (str, int, float, Decimal)):
        return value
    raise GradcliError(Kind.USAGE, "id is neither a text nor a number")


def _answer(question: Json, settings: Settings) -> Json:
    _refuse_slips(question)
    # A table has every column in every row: an empty cell says nothing.
    given = {
        key: value for key, value in question.items() if key in KEYS and value not in (None, "", [])
    }
    command = _command(given)
    steps = given.get("steps", settings.steps)
    if steps not in DETAILS:
        raise GradcliError(Kind.USAGE, "steps is not one of none, brief and full")
    for key in given:
        if key not in _ASIDE and key not in _KEYS[command]:
            raise GradcliError(Kind.USAGE, f"{command} has no use for {key}")
    if "expr" not in given:
        raise GradcliError(Kind.USAGE, "expr is missing", help='for example {"expr": "x^2 y"}')
    return _ASK[command](given, settings.limits).json(steps=steps)


def _refuse_slips(question: Json) -> None:
    """A key that is not ours may travel with a line, unless it looks like one misspelt."""
    for key in question:
        meant = None if key in KEYS else nearest(key, sorted(KEYS - {"id", "w"}))
        if meant is not None:
            raise GradcliError(Kind.USAGE, f"there is no key {key}", help=f"did you mean {meant}?")


def _command(given: Json) -> str:
    """The command, or the one that the other keys ask for."""
    named = given.get("command")
    if named is None:
        if given.keys() & {"w", "toward", "angle"}:
            return "dir"
        return "partial" if "wrt" in given else "grad"
    if isinstance(named, str) and named in _KEYS:
        return named
    meant = nearest(named, _KEYS) if isinstance(named, str) else None
    raise GradcliError(
        Kind.USAGE,
        f"there is no command {named}" if isinstance(named, str) else "command is not a text",
        help=f"did you mean {meant}?" if meant else f"the commands are {', '.join(_KEYS)}",
    )


def _text(given: Json, key: str) -> str:
    value = given[key]
    if not isinstance(value, str):
        raise GradcliError(Kind.USAGE, f"{key} is not a text")
    return value


def _names(given: Json, key: str) -> tuple[str, ...] | None:
    """Names as a list, or in one text with commas."""
    value = given.get(key)
    if isinstance(value, str):
        value = value.split(",")
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise GradcliError(Kind.USAGE, f"{key} is neither a text nor a list of texts")
    return tuple(name.strip() for name in value)


def _coordinates(given: Json, key: str) -> str | None:
    """A point or a direction: one text, a list of texts and numbers, or an object by name."""
    value = given.get(key)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, dict):
        return ", ".join(f"{name} = {_entry(each, key)}" for name, each in value.items())
    entries = value if isinstance(value, list) else [value]
    return ", ".join(_entry(each, key) for each in entries)


def _entry(value: object, key: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return str(value)
    raise GradcliError(Kind.USAGE, f"an entry of {key} is neither a text nor a number")


def _partial(given: Json, limits: Limits) -> api.Result:
    return api.partial(
        _text(given, "expr"), _names(given, "wrt"), variables=_names(given, "vars"), limits=limits
    )


def _grad(given: Json, limits: Limits) -> api.Result:
    return api.gradient(
        _text(given, "expr"),
        _coordinates(given, "at"),
        variables=_names(given, "vars"),
        limits=limits,
    )


def _dir(given: Json, limits: Limits) -> api.Result:
    return api.directional(
        _text(given, "expr"),
        _coordinates(given, "w"),
        _coordinates(given, "at"),
        toward=_coordinates(given, "toward"),
        angle=_text(given, "angle") if "angle" in given else None,
        variables=_names(given, "vars"),
        limits=limits,
    )


def _steepest(given: Json, limits: Limits) -> api.Result:
    return api.steepest(
        _text(given, "expr"),
        _coordinates(given, "at"),
        variables=_names(given, "vars"),
        limits=limits,
    )


_ASK: Final[Mapping[str, Callable[[Json, Limits], api.Result]]] = MappingProxyType(
    {"partial": _partial, "grad": _grad, "dir": _dir, "steepest": _steepest}
)


def _defect(error: Exception) -> GradcliError:
    return GradcliError(
        Kind.INTERNAL,
        f"gradcli failed on this input ({type(error).__name__})",
        help="this is a defect: please report the line",
    )


def too_slow(settings: Settings) -> GradcliError:
    """The time of a line is over."""
    return GradcliError(
        Kind.LIMIT,
        f"no answer within {settings.timeout:g} seconds",
        help="give it longer with --timeout SECONDS (0: no limit), or a smaller expression",
    )


def too_much_memory(settings: Settings) -> GradcliError:
    """The memory of a line is used up."""
    return GradcliError(
        Kind.LIMIT,
        f"the answer needs more than {settings.memory / 1024**2:g} MB of memory",
        help="give it more with --memory SIZE (0: no limit), or a smaller expression",
    )


def lost_twice() -> GradcliError:
    """Two processes ended on a line without an answer."""
    return GradcliError(
        Kind.LIMIT,
        "the process that worked on this line ended without an answer, and so did the next",
        help="a smaller expression may pass; if none does, please report the line",
    )
