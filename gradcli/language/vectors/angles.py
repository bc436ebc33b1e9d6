"""Angles, and coordinates that are angles: 60deg, 60°, pi/3, 1 rad, 30°15′."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from gradcli.errors import Source, Span
from gradcli.field.expression import Constant, Negative, Node, Number, Product, Quotient, Sum
from gradcli.frozen import dataclass
from gradcli.language.lex.limits import Limits
from gradcli.language.lex.token import Token, full_name
from gradcli.language.lex.vocabulary import CONSTANT_SPELLINGS
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.vectors.constants import about, read_constant
from gradcli.language.vectors.coordinates import (
    DEGREES,
    OF_COMPASS,
    RADIANS,
    is_sign_of_equality,
)
from gradcli.language.vectors.typeset import tokens_of
from gradcli.language.writing import write

_MOST_RADIANS: Final = 7
_DEGREE_SIGN: Final = r"(?:[°º˚∘]|\^\s*+(?:\\circ\b|\{\s*+\\circ\s*+\}))"
_DECIMAL: Final = r"(?<![\d.])\d{1,9}(?:\.\d{0,9})?(?![\d.])"
_DEGREES: Final = r"(?:[°º˚]|\^?\\circ\b|deg(?:rees?)?\b)"
_MINUTES: Final = (
    rf"\s*+(?P<sign>[-−+]?)\s*+(?P<degrees>\d{{1,9}})\s*+{_DEGREE_SIGN}"
    r"\s*+(?P<minutes>\d{1,9}(?:\.\d{1,9})?)\s*+['′’]"
    r"(?:\s*+(?P<seconds>\d{1,9}(?:\.\d{1,9})?)\s*+[\"″”])?\s*+\Z"
)
_POWER_OF_NOTHING: Final = r"\d\s*+(?:\^\s*+(?:0|\{\s*+0\s*+\})|\*\*\s*+0|⁰)\s*+\Z"


@dataclass(frozen=True, slots=True)
class Angle:
    """An angle in radians, and how its text was read where it could have been read otherwise."""

    radians: Node
    notes: tuple[Note, ...]


def read_angle(
    text: str,
    *,
    name: str = "--angle",
    limits: Limits = Limits(),  # noqa: B008  frozen
) -> Angle:
    """An angle: `60deg`, `60°`, `θ = pi/3`, `1 rad`, `30°15′`.

    Raises:
        GradcliError: SYNTAX, NAME or LIMIT; USAGE for a number that can hardly be meant.
    """
    source = Source(name, text)
    parts = re.match(_MINUTES, text)
    if parts:
        return Angle(_in_radians(_of_minutes(parts)), ())
    if re.search(OF_COMPASS, text) and (turn := turn_in(text)):
        form = "axis" if turn == "?" else "number"
        raise say.failure("angle-for-direction", Span(0, len(text)), source, form, angle=turn)
    tokens = tokens_of(source, limits)
    if len(tokens) == 1:
        raise say.failure("empty-text", None, source, "angle", text=name)
    if len(tokens) > 3 and tokens[0].kind == "name" and is_sign_of_equality(tokens[1]):
        tokens = tokens[2:]
    item, closing = tokens[:-1], tokens[-1]
    without, unit = unit_of(item)
    word = full_name(item[-1]) if item and item[-1].kind == "name" else ""
    if not unit and len(word) > 2 and len(item) > 1 and item[-2].kind == "number":
        raise say.failure("unknown-unit", item[-1].span, source, word=word)
    angle, notes = read_constant([*without, closing], source, limits, "angle")
    if unit == "deg":
        angle = _in_radians(angle)
    elif not unit:
        _check_meant(angle, source)
    return Angle(angle, about(source, notes))


_QUARTER: Final = 90
_COMPASS: Final = MappingProxyType(
    {
        side: degrees
        for degrees, sides in ((0, "east e"), (90, "north n"), (180, "west w"), (270, "south s"))
        for side in sides.split()
    }
)
_TOWARDS: Final = (
    rf"\b(?P<from>north|south|n|s)\s*(?P<angle>{_DECIMAL})\s*{_DEGREES}?\s*(?P<to>east|west|e|w)\b"
    rf"|(?P<turn>{_DECIMAL})\s*{_DEGREES}\s*(?P<side>north|south|east|west)\s+of\s+(?:due\s+)?"
    r"(?P<base>north|south|east|west)\b"
    r"|\b(?P<one>north|south)[\s-]*(?P<other>east|west)\b|\b(?P<alone>north|south|east|west)\b"
)
# The sixteen winds, from the east on to the left: NE, north-north-east.
_SIXTEEN: Final = "e ene ne nne n nnw nw wnw w wsw sw ssw s sse se ese"
_WINDS: Final = MappingProxyType(
    {wind: f"{place * 22.5:g}°" for place, wind in enumerate(_SIXTEEN.split())}
)
_BESIDE_WINDS: Final = r"\b(?:due|to|towards?|in|the|direction|heading)\b|[\s.‐-]+"
_TURN: Final = (
    rf"(?P<turn>-?{_DECIMAL}\s*{_DEGREES}|-?\d*\s*(?:π|\\?pi\b)\s*(?:/\s*\d+)?"
    rf"|-?{_DECIMAL}/\d+\s*(?:π|pi))"
)


def turn_in(text: str) -> str:
    """The angle that a sentence gives a direction by, counted from the positive x-axis.

    at an angle of 30° with the x-axis   given by the angle θ = π/6   40° north of east   NE
    Empty where a text has no such sentence, and "?" where it counts from another axis.
    """
    text = text.lower()
    if re.search(r"[(<⟨,;\[]", text):
        return ""
    if wind := _of_wind(text):
        return wind
    found = re.search(_TOWARDS, text)
    if found:
        return _of_compass(found)
    turn = re.search(_TURN, text)
    if turn is None or not re.search(r"\bangle\b|\baxis\b", text):
        return ""
    if re.search(r"\b[yz]-?\s*axis|negative", text):
        return "?"
    sign = "-" if re.search(r"(?<!counter)(?<!counter-)\bclockwise", text) else ""
    angle = re.sub(rf"\s*{_DEGREES}", "°", turn["turn"])
    return sign + "".join(angle.split())


def _of_wind(text: str) -> str:
    """The angle of a text that names one of the winds and nothing else; empty for any other."""
    bare = re.sub(_BESIDE_WINDS, "", text)
    if re.fullmatch(r"(?:north|south|east|west)+", bare):
        bare = "".join(word[0] for word in re.findall(r"north|south|east|west", bare))
        return _WINDS.get(bare, "?")
    return _WINDS.get(bare, "") if len(bare) > 1 else ""


def _of_compass(found: re.Match[str]) -> str:
    """The angle of 40° north of east, N 30° E, northeast and north; east is 0°.

    "?" for 30° north of south, which is no direction, and where a number is left that was not read.
    """
    if not (found["turn"] or found["angle"]) and re.search(r"\d", found.string):
        return "?"
    if found["alone"]:
        return f"{_COMPASS[found['alone']]}°"
    if found["one"]:
        base, side, turn = found["one"], found["other"], "45"
    else:
        base = found["base"] or found["from"]
        side, turn = found["side"] or found["to"], found["turn"] or found["angle"]
    quarter = (_COMPASS[side] - _COMPASS[base] + 180) % 360 - 180
    if abs(quarter) != _QUARTER:
        return "?"
    degrees = (_COMPASS[base] + Fraction(turn.rstrip(".")) * (1 if quarter > 0 else -1)) % 360
    return f"{float(degrees):.12g}°"


def unit_of(item: Sequence[Token]) -> tuple[list[Token], str]:
    """A coordinate or an angle without its unit, and the unit: `deg`, `rad` or none.

    In cos 60 deg the unit belongs to the argument, where it becomes the sign for degrees.
    """
    rest, last = list(item[:-1]), item[-1] if item else None
    if last is None or not rest:
        return list(item), ""
    word = full_name(last) if last.kind == "name" else last.kind
    if word in RADIANS:
        return rest, "rad"
    is_number = all(t.kind in ("-", "/", "number", "fraction") for t in rest)
    in_function = any(t.kind == "name" and t.text not in CONSTANT_SPELLINGS for t in rest)
    if (word == "°" and is_number) or (word in DEGREES and not in_function):
        return rest, "deg"
    return [replace(t, kind="°") if full_name(t) in DEGREES else t for t in item], ""


def with_unit(number: Node, unit: str) -> Node:
    """The angle in radians."""
    return _in_radians(number) if unit == "deg" else number


def is_angle(item: Sequence[Token]) -> bool:
    """Whether a unit of angles or the sign for degrees stands in the tokens."""
    return any(t.kind == "°" or full_name(t) in DEGREES | RADIANS for t in item)


def _of_minutes(parts: re.Match[str]) -> Node:
    terms: list[Node] = [Number(Fraction(parts["degrees"]))]
    for part, size in (("minutes", 60), ("seconds", 3600)):
        if parts[part]:
            terms.append(Quotient(Number(Fraction(parts[part])), Number(Fraction(size))))
    return Negative(Sum(tuple(terms))) if parts["sign"] in ("-", "−") else Sum(tuple(terms))


def _in_radians(degrees: Node) -> Node:
    if isinstance(degrees, Negative):
        return Negative(_in_radians(degrees.operand))
    return Quotient(Product((degrees, Constant("pi"))), Number(Fraction(180)))


def _check_meant(angle: Node, source: Source) -> None:
    """60 without a unit goes round nine times as radians; 60^0 is 1: degrees were meant."""
    whole = Span(0, len(source.text))
    raised = re.search(_POWER_OF_NOTHING, source.text)
    if raised:
        raise say.failure(
            "power-for-degrees", whole, source, number=source.text[: raised.start() + 1].strip()
        )
    size = angle.operand if isinstance(angle, Negative) else angle
    if isinstance(size, Number) and size.value > _MOST_RADIANS:
        written = write(angle)
        raise say.failure("angle-beyond-a-turn", whole, source, angle=written)
