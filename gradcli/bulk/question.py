"""One line: a question as a JSON object, answered with a JSON object.

    {"id": 7, "command": "dir", "expr": "x^2 y", "at": [2, 3], "w": "3,5", "steps": "none"}

The answer is the object that `--format json` prints, with `id` echoed as it was written, or a row
of a table. Whatever is wrong with a line becomes its answer; nothing that stands in a line stops
the others. A key that is not ours is an error of its line; where lines are read leniently it may
travel along, and the notes of the answer say that it was not used.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeAlias, assert_never

from gradcli.bulk.messages import failure, note
from gradcli.bulk.rows import COLUMNS, OutputFormat, row
from gradcli.codes.notes import NoteCode
from gradcli.errors import GradcliError, Span
from gradcli.frozen import dataclass, replace
from gradcli.language.lex.limits import Limits
from gradcli.language.lex.suggestions import nearest
from gradcli.language.messages.note import Note
from gradcli.questions.asking import Question, ask
from gradcli.questions.command import Parameter, Shape
from gradcli.questions.function import DEFAULT_LIMITS, Function
from gradcli.questions.refusals import too_deep
from gradcli.questions.registry import QUESTIONS, command_of, question_named
from gradcli.render.failure import Json
from gradcli.render.failure import failure as as_json
from gradcli.render.jsonline import has_halves, json_line

if TYPE_CHECKING:
    from gradcli.questions.registry import Name
    from gradcli.questions.result import Result

DETAILS: Final = ("none", "brief", "full")

Identity: TypeAlias = str | None
"""The `id` of a line as JSON, to be written as it was read."""

_ASIDE: Final = frozenset({"id", "student", "command", "steps", "plot"})
_FUNCTION: Final = frozenset({"expr", "vars", "let"})
_PARAMETERS: Final[Mapping[str, Mapping[str, Parameter]]] = MappingProxyType(
    {name: {each.key: each for each in command_of(name).parameters} for name in QUESTIONS}
)
KEYS: Final = _ASIDE.union(_FUNCTION, *_PARAMETERS.values())
# Options of the command line that a line cannot have: left aside, they would seem to hold.
_OPTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "timeout": "timeout",
        "memory": "memory",
        "max_size": "size",
        "max-size": "size",
        "decimal": "decimal",
    }
)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as it was written: none is too long, and none is rounded."""

    text: str


class _Twice(Enum):
    """Stands for the values of a key that an object has more than once."""

    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for every line.

    `steps` is for lines that do not say; `timeout` is in seconds and 0 for none; `memory` is the
    number of bytes that a process may take beyond what it started with, 0 for no bound; `size`
    is the greatest number of different parts of an expression; a `lenient` reader lets keys pass
    that are not ours; `output` is how answers are written; `command` is that of lines which name
    none, whatever stands in them.
    """

    steps: str = "none"
    timeout: float = 10.0
    memory: int = 1024**3
    size: int | None = None
    lenient: bool = False
    output: str = OutputFormat.JSONL
    command: Name | None = None

    @property
    def limits(self) -> Limits:
        """The bounds on each text."""
        return DEFAULT_LIMITS if self.size is None else Limits(size=self.size)


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
        identity = _identity(_name_in(question))
        body, values = _answer(question, settings)
    except GradcliError as error:
        return refused(number, error, settings, identity)
    except RecursionError:
        return refused(number, too_deep(), settings, identity)
    except MemoryError:
        raise
    except Exception as error:
        return refused(number, _defect(error), settings, identity)
    return _written(body, values, number, settings, identity)


def refused(
    number: int, error: GradcliError, settings: Settings, identity: Identity = None
) -> Answer:
    """The answer that says what is wrong with line `number`."""
    return _written(as_json(error), {}, number, settings, identity)


def identity_of(line: bytes) -> Identity:
    """The `id` of a line, or None where it has none or cannot be read."""
    try:
        return _identity(_name_in(_object(line)))
    except (GradcliError, RecursionError, MemoryError):
        return None


def _written(
    body: Json, values: Mapping[str, str], number: int, settings: Settings, identity: Identity
) -> Answer:
    output = OutputFormat(settings.output)
    if output is not OutputFormat.JSONL:
        return Answer(row(output, number, identity, body, values), "error" in body)
    head = "" if identity is None else f'"id": {identity}, '
    text = f'{{{head}"line": {number}, {json_line(body)[1:]}'
    return Answer(text.encode(), "error" in body)


def _object(line: bytes) -> Json:
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise failure("line-not-utf-8", byte=error.start + 1) from error
    if not text.strip():
        raise failure("empty-line", "object")
    try:
        question = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        reason = f"{error.msg[:1].lower()}{error.msg[1:]}"
        raise failure("line-not-json", reason=reason, place=error.pos + 1) from error
    if not isinstance(question, dict):
        raise failure("line-not-an-object")
    return question


def _no_number(name: str) -> NoReturn:
    raise failure("not-a-json-number", name=name)


def _keys(pairs: list[tuple[str, Any]]) -> Json:
    """An object; of a key that stands in it twice, neither value is taken for the one meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        found.update((key, _Twice.TWICE) for key, count in counts.items() if count > 1)
    return found


# Made once: `json.loads` makes its own anew for each line.
_DECODER: Final = json.JSONDecoder(
    parse_float=_Number, parse_int=_Number, parse_constant=_no_number, object_pairs_hook=_keys
)


def _name_in(question: Json) -> object:
    """By what a line is known: its id, or of an answer that is checked whose it is."""
    return question.get("id", question.get("student"))


def _identity(value: object) -> Identity:
    match value:
        case None:
            return None
        case _Number(text):
            return text
        case str() if has_halves(value):
            # Another text in its place could be the id of another line.
            raise failure("id-of-another-type", "half")
        case str() | bool():
            return json_line(value)
        case _Twice():
            raise _twice("id")
    raise failure("id-of-another-type")


def _twice(key: str, within: str = "") -> GradcliError:
    return failure("key-twice", "key" if within else "line", key=key, within=within)


@dataclass(frozen=True, slots=True)
class Asked:
    """A line as a question.

    `steps` is how much of the derivation is told, where the line says; `is_a_rate` of the answer;
    `notes` are on keys that were not used; with `plot` the answer has its picture.
    """

    question: Question
    steps: str | None
    is_a_rate: bool
    notes: tuple[Note, ...] = ()
    plot: bool = False


def asked_of(line: bytes, *, lenient: bool = False) -> Asked:
    """The question that a line is; where it is `lenient`, keys that are not known are noted.

    Raises:
        GradcliError: it is none.
    """
    question = _object(line)
    asked = _asked(question, None, lenient=lenient)
    others = (Note(code, said, Span(0, 0)) for code, said in _notes_on_others(question))
    return replace(asked, notes=tuple(others))


def _asked(question: Json, of_all: Name | None, *, lenient: bool) -> Asked:
    _refuse_twice(question)
    _refuse_slips(question, lenient=lenient)
    given = {key: value for key, value in question.items() if key in KEYS and not _is_empty(value)}
    command = _command(given, of_all)
    steps = given.get("steps")
    if steps not in (None, *DETAILS):
        raise failure("unknown-steps")
    plot = "plot" in given and _truth(given, "plot")
    parameters = _PARAMETERS[command]
    for key in given.keys() - _ASIDE - _FUNCTION:
        if key not in parameters:
            raise failure("key-without-use", command=command, key=key)
    if "expr" not in given:
        raise failure("expression-missing")
    function = Function(_text(given, "expr"), _names(given, "vars"), _coordinates(given, "let"))
    asked = command_of(command).question(
        function,
        **{
            each.name: _parameter(given, key, each.shape)
            for key, each in parameters.items()
            if key in given
        },
    )
    return Asked(asked, steps, command_of(command).is_a_rate, plot=plot)


def _answer(question: Json, settings: Settings) -> tuple[Json, Mapping[str, str]]:
    """The object that answers a question, and where a table is written, its values."""
    asked = _asked(question, settings.command, lenient=settings.lenient)
    result = ask(asked.question, limits=settings.limits)
    body = result.json(steps=asked.steps or settings.steps, plot=asked.plot)
    for code, message in _notes_on_others(question):
        body["notes"].append(message)
        body.setdefault("note_codes", []).append(code)
    if settings.output == OutputFormat.JSONL:
        return body, {}
    return body, _values(result, is_a_rate=asked.is_a_rate)


def _values(result: Result, *, is_a_rate: bool) -> Mapping[str, str]:
    """What -q prints, as cells; formulas have no decimals."""
    from gradcli.render.json.common import number  # noqa: PLC0415  SymPy is there by now

    near = [None if each.free_symbols else number(each) for each in result.values()]
    return {
        "value": "; ".join(result.lines()),
        "approx": "" if None in near else "; ".join(map(repr, near)),
        "unit": "; ".join(result.lines(unit=True)) if is_a_rate else "",
    }


def _refuse_twice(question: Json) -> None:
    for key, value in question.items():
        if value is _Twice.TWICE:
            raise _twice(key)
        for inner, each in value.items() if isinstance(value, dict) else ():
            if each is _Twice.TWICE:
                raise _twice(inner, key)


def _refuse_slips(question: Json, *, lenient: bool) -> None:
    """A key that is not ours is a slip, or of no use; only where it looks like none may it pass."""
    # What stands in a table of answers may be asked again.
    known = KEYS.union(COLUMNS) if lenient else KEYS
    for key, value in question.items():
        if key in known:
            continue
        if key in _OPTIONS and not _is_empty(value):
            raise failure("option-for-key", _OPTIONS[key], key=key)
        meant = nearest(key, sorted(KEYS - {"id", "w"}))
        if meant is not None:
            raise failure("unknown-key", "near", key=key, meant=meant)
        if not lenient and not _is_empty(value):
            raise failure("unknown-key", "other", key=key, keys=", ".join(sorted(KEYS)))


def _notes_on_others(question: Json) -> list[tuple[NoteCode, str]]:
    """The keys that were not used, each in a note, so that none seems to have had an effect."""
    others = [key for key, value in question.items() if key not in KEYS and not _is_empty(value)]
    if not others:
        return []
    *but_last, last = others
    if not but_last:
        return [note("key-not-used", key=last)]
    return [note("keys-not-used", keys=", ".join(but_last), last=last)]


def _is_empty(value: object) -> bool:
    """A table has every column in every row: an empty cell says nothing."""
    return value in (None, "", [])


def _command(given: Json, of_all: Name | None) -> Name:
    """The command, or that of all lines, or the one that the other keys ask for."""
    named = given.get("command")
    if named is None and of_all is not None:
        return of_all
    if named is None and "answer" in given:
        return "check"
    if named is None:
        if given.keys() & {"w", "toward", "angle"}:
            return "dir"
        return "partial" if "wrt" in given else "grad"
    called = question_named(named) if isinstance(named, str) else None
    if called is not None:
        return called
    commands = ", ".join(QUESTIONS)
    if not isinstance(named, str):
        raise failure("command-not-a-text", commands=commands)
    meant = nearest(named, QUESTIONS)
    form = "listed" if meant is None else "near"
    raise failure("unknown-command", form, command=named, meant=meant, commands=commands)


def _text(given: Json, key: str) -> str:
    value = given[key]
    if not isinstance(value, str):
        raise failure("value-not-a-text", key=key)
    return value


def _texts(given: Json, key: str) -> str:
    """One text, or a list of them."""
    value = given[key]
    if not isinstance(value, list):
        return _text(given, key)
    if not value or not all(isinstance(each, str) for each in value):
        raise failure("value-not-a-text", key=key)
    return ", ".join(value)


def _names(given: Json, key: str) -> tuple[str, ...] | None:
    """Names as a list, or in one text with commas."""
    value = given.get(key)
    if isinstance(value, str):
        value = value.split(",")
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise failure("value-not-a-list", key=key)
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
    if isinstance(value, _Number):
        return value.text
    raise failure("entry-of-another-type", key=key)


def _truth(given: Json, key: str) -> bool:
    """true or false; a table has them as words."""
    value = given[key]
    if isinstance(value, bool):
        return value
    if value in ("true", "false"):
        return bool(value == "true")
    raise failure("neither-true-nor-false", key=key)


def _columns(given: Json, key: str) -> dict[str, list[str]]:
    """Columns by their names, each a list of numbers."""
    value = given[key]
    if not isinstance(value, dict) or not all(isinstance(each, list) for each in value.values()):
        raise failure("data-not-columns", key=key)
    return {name: [_entry(each, key) for each in cells] for name, cells in value.items()}


def _parameter(
    given: Json, key: str, shape: Shape
) -> str | tuple[str, ...] | dict[str, list[str]] | bool | None:
    """What stands under a key, as the question takes it."""
    match shape:
        case Shape.COORDINATES:
            return _coordinates(given, key)
        case Shape.NAMES:
            return _names(given, key)
        case Shape.TEXT if not isinstance(given[key], (str, bool)):
            return _entry(given[key], key)
        case Shape.TEXT | Shape.ONE_OF | Shape.LINES:
            return _text(given, key)
        case Shape.TEXTS:
            return _texts(given, key)
        case Shape.TABLE:
            return _columns(given, key)
        case Shape.COUNT | Shape.NUMBER:
            return _entry(given[key], key)
        case Shape.FLAG:
            return _truth(given, key)
    assert_never(shape)


def _defect(error: Exception) -> GradcliError:
    return failure("defect", error=type(error).__name__)


def too_slow(settings: Settings) -> GradcliError:
    """The time of a line is over."""
    return failure("time-limit", seconds=settings.timeout)


def too_much_memory(settings: Settings) -> GradcliError:
    """The memory of a line is used up."""
    return failure("memory-limit", megabytes=settings.memory / 1024**2)


def lost(by_itself: int) -> GradcliError:
    """Several processes ended on a line without an answer, some of them perhaps `by_itself`."""
    return failure("worker-lost-twice", "itself" if by_itself > 1 else "others")
