"""`gradcli functions`: what the language knows, read off the records of the functions."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from types import MappingProxyType
from typing import Any, Final

import click

from gradcli.commands.output.streams import charset_of, wants_colour, width
from gradcli.commands.parameters.helping import examples
from gradcli.commands.parameters.options import FORMAT_NAMES, as_format, complete_format
from gradcli.field.functions import CONSTANTS
from gradcli.field.functions.circular import ANGLE_OF_A_POINT, CIRCULAR
from gradcli.field.functions.elementary import OTHERS, ROOTS_AND_LOGARITHMS
from gradcli.field.functions.hyperbolic import HYPERBOLIC
from gradcli.field.functions.learning import FORMULAS, LEARNING
from gradcli.field.functions.record import Function, Requirement, Shorthand
from gradcli.frozen import dataclass
from gradcli.render.failure import SCHEMA
from gradcli.render.format import Format

# Not a docstring, which Python leaves out where PYTHONOPTIMIZE is 2.
_HELP: Final = """\
List the functions that an expression may hold, with their spellings and an example of each.

With WORD only those whose name or meaning holds it.
"""
_ARGUMENTS: Final = MappingProxyType({1: "x", 2: "x, y", 3: "x, 0, 1"})


@dataclass(frozen=True, slots=True)
class _Known:
    """A function as it is listed."""

    name: str
    also: tuple[str, ...]
    meaning: str
    example: str

    def holds(self, word: str) -> bool:
        """Whether a word stands in its names or its meaning."""
        return any(word in text for text in (self.name, *self.also, self.meaning))


def _of_record(record: Function) -> _Known:
    arguments = _ARGUMENTS[record.least]
    if record.name == "root":
        # Its degree is a whole number.
        arguments = "x, 3"
    example = f"{record.name}({arguments})"
    if record.domain is not None and record.domain.requirement is Requirement.WHOLE:
        example = f"{record.name}(5) x"
    return _Known(record.name, record.aliases, record.summary, example)


def _of_formula(record: Shorthand) -> _Known:
    example = f"{record.name}({_ARGUMENTS[record.count]})"
    return _Known(record.name, record.aliases, record.shown, example)


GROUPS: Final[MappingProxyType[str, tuple[_Known, ...]]] = MappingProxyType(
    {
        "Roots, exponentials, logarithms": tuple(map(_of_record, ROOTS_AND_LOGARITHMS)),
        "Trigonometric functions and their inverses": tuple(
            map(_of_record, (*chain.from_iterable(CIRCULAR), ANGLE_OF_A_POINT))
        ),
        "Hyperbolic functions and their inverses": tuple(
            map(_of_record, chain.from_iterable(HYPERBOLIC))
        ),
        "Other functions": tuple(map(_of_record, OTHERS)),
        "Functions of machine learning and of signals": tuple(map(_of_record, LEARNING)),
        "Read as their formulas": tuple(map(_of_formula, FORMULAS)),
    }
)
"""The functions by their kind."""


@click.command(
    "functions",
    help=_HELP,
    epilog=examples("functions", "functions hyperbolic", "functions -f json", "functions -f md"),
)
@click.argument("word", metavar="[WORD]", required=False)
@click.option(
    "-f",
    "--format",
    type=click.Choice(FORMAT_NAMES),
    callback=as_format,
    metavar=f"[{'|'.join(Format)}]",
    shell_complete=complete_format,
    help="How the list is written: rich on a terminal, plain when piped.",
)
def command(word: str | None, format: str | None) -> int:  # noqa: A002  the option's name
    """Print the list."""
    chosen = Format(format or ("rich" if sys.stdout.isatty() else "plain"))
    groups = {
        title: found
        for title, known in GROUPS.items()
        if (found := [each for each in known if word is None or each.holds(word.lower())])
    }
    if chosen is Format.JSON:
        from gradcli.render.jsonline import json_line  # noqa: PLC0415  for one format

        click.echo(json_line(_as_json(groups), charset_of(sys.stdout)))
    else:
        click.echo(_page(groups, chosen), nl=False)
    return 0


def _as_json(groups: dict[str, list[_Known]]) -> dict[str, Any]:
    functions = [
        {
            "name": each.name,
            "also": list(each.also),
            "kind": title,
            **({"meaning": each.meaning} if each.meaning else {}),
            "example": each.example,
        }
        for title, known in groups.items()
        for each in known
    ]
    body = {"schema": SCHEMA, "command": "functions", "functions": functions}
    return body | {"constants": sorted(CONSTANTS)}


def _page(groups: dict[str, list[_Known]], chosen: Format) -> str:
    from gradcli.narrative import document as doc  # noqa: PLC0415
    from gradcli.render.page.document import render  # noqa: PLC0415

    def blocks() -> Iterator[doc.Block]:
        for title, known in groups.items():
            yield doc.Heading((doc.Words(title),), 2)
            header = ("function", "also", "meaning", "example")
            rows = (
                (
                    (doc.Code(each.name),),
                    (doc.Words(", ".join(each.also)),),
                    (doc.Words(each.meaning),),
                    (doc.Code(each.example),),
                )
                for each in known
            )
            yield doc.Table(tuple((doc.Words(name),) for name in header), tuple(rows))
        yield doc.Paragraph((doc.Words(_BEHIND),))

    return render(
        doc.Document(tuple(blocks()), "The functions that gradcli knows"),
        chosen,
        width=width(),
        charset=charset_of(sys.stdout),
        colour=wants_colour("auto", sys.stdout),
    )


_BEHIND: Final = (
    "The constants are e and pi. How expressions are written: gradcli help expressions."
)
