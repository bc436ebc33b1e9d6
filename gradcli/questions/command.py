"""What a question takes and gives, said once: for the command line, the batch and the schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Any, Final, TypeAlias, assert_never

from gradcli.frozen import dataclass
from gradcli.questions.asking import Question
from gradcli.questions.result import Result

JsonSchema: TypeAlias = Mapping[str, Any]


class Shape(Enum):
    """What a parameter is, and so in which ways it can be written."""

    COORDINATES = auto()
    """One entry a variable: a text; in a batch also a list, or an object by name."""

    NAMES = auto()
    """Names with commas between; in a batch also a list."""

    TEXT = auto()

    TEXTS = auto()
    """Texts with commas between: the option may be repeated; in a batch also a list."""

    COUNT = auto()
    """A whole number, 1 or more: a text; in a batch also a number."""

    NUMBER = auto()
    """An exact constant: a text; in a batch also a number."""

    FLAG = auto()
    """Said or not: a flag in a shell, true or false in a batch."""

    TABLE = auto()
    """A table: the name of a file; in a batch an object of columns, for its lines open no files."""

    LINES = auto()
    """Lines of text: the name of a file; in a batch the text itself."""

    ONE_OF = auto()
    """One of a few words: a flag each in a shell, a text in a batch."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that is given beside the function.

    `name` is the field of the question; `called` is the option without its dashes and the key in a
    batch, which is the same unless Python has another use for the word (`from`). `also` are other
    spellings of the option, and `choices` the words of which it is one. Where it is not given, the
    default of the field holds.
    """

    name: str
    shape: Shape
    help: str
    metavar: str
    also: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    called: str = ""

    @property
    def key(self) -> str:
        """What it is called outside Python."""
        return self.called or self.name

    @property
    def spellings(self) -> tuple[str, ...]:
        """The option, in each way to write it."""
        return (f"--{self.key}", *self.also)

    def as_given(self, text: str) -> str | tuple[str, ...] | bool:
        """What stands behind the option, as the question takes it."""
        match self.shape:
            case Shape.FLAG:
                return True
            case Shape.NAMES:
                return tuple(text.split(","))
            case (
                Shape.COORDINATES
                | Shape.TEXT
                | Shape.TEXTS
                | Shape.COUNT
                | Shape.NUMBER
                | Shape.TABLE
                | Shape.LINES
                | Shape.ONE_OF
            ):
                return text
        assert_never(self.shape)


@dataclass(frozen=True, slots=True)
class Keys:
    """What stands in the JSON of an answer, beside what every answer has.

    `properties` are its own keys, in JSON Schema; `required` those that are always there;
    `definitions` what they refer to and no other answer does; `also` any further condition.
    """

    properties: JsonSchema
    required: tuple[str, ...]
    definitions: JsonSchema = MappingProxyType({})
    also: JsonSchema = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Command:
    """A question as it is asked from a shell and in a batch.

    `question` makes it of the function and the parameters, which it takes by their names;
    `in_python` is the public function that asks it; `help`, `example` and `more_examples` (the
    words behind `gradcli`) are what `--help` shows; `keys` what JSON holds. Where the answer
    `is_a_rate`, -q can print it per unit of distance; `draws` are the files that it is drawn in;
    where it `is_a_table`, that can be written as CSV; where it `is_a_page`, it is written as one
    if nothing else is asked for. Where it goes `by_steps`, Ctrl-C and the end of its time leave
    what there is. `table` is the option for a table of such questions, answered as by `batch`.
    Where it `is_worked`, it can be worked a line at a time with somebody at a terminal.
    """

    question: Callable[..., Question]
    in_python: Callable[..., Result]
    help: str
    example: str
    parameters: tuple[Parameter, ...]
    keys: Keys
    is_a_rate: bool = False
    more_examples: tuple[str, ...] = ()
    draws: tuple[str, ...] = ()
    is_a_table: bool = False
    is_a_page: bool = False
    by_steps: bool = False
    table: Parameter | None = None
    is_worked: bool = False


AT: Final = Parameter(
    "at",
    Shape.COORDINATES,
    "The point: 2,3 or x=2, y=3; entries are exact constants.",
    "P",
)

# The words of JSON Schema that the keys of several answers are written with.
FORMULA: Final[JsonSchema] = MappingProxyType({"$ref": "#/$defs/formula"})
NUMBER: Final[JsonSchema] = MappingProxyType({"$ref": "#/$defs/number"})
GRADIENT: Final[JsonSchema] = MappingProxyType({"$ref": "#/$defs/gradient"})


def list_of(each: str) -> JsonSchema:
    """A list of at least one of what is defined under this name."""
    return {"type": "array", "items": {"$ref": f"#/$defs/{each}"}, "minItems": 1}


def described(schema: JsonSchema, description: str) -> JsonSchema:
    """The same, and what it means."""
    return {**schema, "description": description}


def object_of(
    properties: JsonSchema, required: tuple[str, ...], description: str | None = None
) -> JsonSchema:
    """An object with these keys, of which those of `required` are always there."""
    said = {} if description is None else {"description": description}
    return {**said, "type": "object", "properties": properties, "required": required}
