"""The reasons of the book as sentences and lines of equations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from gradcli.field.expression import Variable
from gradcli.field.template import read_side
from gradcli.frozen import dataclass
from gradcli.late import pattern
from gradcli.narrative.box import Binding, Box, Glyph, Role, Row
from gradcli.narrative.document import (
    Block,
    Equations,
    Formula,
    Inline,
    Line,
    Paragraph,
    Sentence,
    Words,
)
from gradcli.narrative.notation import (
    applied,
    derivative_of,
    fenced,
    partial_symbol,
    prime,
    relation,
    variable,
)
from gradcli.narrative.rulebook import in_letters

_RELATION: Final = pattern(r"(?:^|\s)(=|->|<|>)\s")
_IN_BRACES: Final = pattern(r"\{([^{}]*)\}")
_SIGNS: Final = MappingProxyType({"->": "→"})


def _change(of: str) -> Box:
    return Row((Glyph("Δ", Role.OPERATOR), variable(of)), Binding.ATOM)


DRAWN: Final[Mapping[str, Box]] = MappingProxyType(
    {
        "U": _change("u"),
        "V": _change("v"),
        "E": variable("ε"),
        "G": applied(
            Glyph("F", Role.FUNCTION),
            [Row((variable("u"), Glyph("+", Role.OPERATOR), _change("u")), Binding.SUM)],
        ),
        "F'(u)": applied(prime(Glyph("F", Role.FUNCTION)), [variable("u")]),
        "F'(x)": applied(prime(Glyph("F", Role.FUNCTION)), [variable("x")]),
        "F'(s)": applied(prime(Glyph("F", Role.FUNCTION)), [prime(variable("u"))]),
        "F(s)": applied(Glyph("F", Role.FUNCTION), [prime(variable("u"))]),
        "D": partial_symbol("u_1", ("x",), partial=False),
    }
)
"""How the letters are drawn that are not drawn as they stand."""


@dataclass(frozen=True, slots=True)
class Worked:
    """A line of a reason: two sides as text, the left one empty where the line goes on."""

    left: str
    sign: str
    right: str
    reason: str


def worked(text: str) -> Worked:
    """What a line says: `> left = right | reason`."""
    line, _, reason = text.removeprefix(">").strip().partition(" | ")
    found = _RELATION.search(line)
    assert found is not None, text
    left, right = line[: found.start()].strip(), line[found.end() :].strip()
    return Worked(left, found[1], right, reason)


def drawn(text: str) -> Box:
    """One side of a line, or a relation, as a formula."""
    found = _RELATION.search(text)
    if found is not None:
        left, right = drawn(text[: found.start()]), drawn(text[found.end() :])
        return relation(left, _SIGNS.get(found[1], found[1]), right)
    node, slopes = read_side(text)
    boxes = dict(DRAWN)
    for name, of in slopes.items():
        whole = in_letters(of, boxes)
        boxes[name] = prime(whole if isinstance(of, Variable) else fenced(whole))
    return in_letters(node, boxes)


def said(text: str) -> Sentence:
    """A sentence with formulas in braces."""
    run: list[Inline] = []
    end = 0
    for found in _IN_BRACES.finditer(text):
        run.extend((Words(text[end : found.start()]), Formula(drawn(found[1]))))
        end = found.end()
    run.append(Words(text[end:]))
    return tuple(each for each in run if each != Words(""))


def told(why: Iterable[str]) -> Iterator[Block]:
    """The reason, lines that belong together in one chain."""
    lines: list[Line] = []
    for text in why:
        if text.startswith(">"):
            each = worked(text)
            left = drawn(each.left) if each.left else None
            sign = _SIGNS.get(each.sign, each.sign)
            lines.append(Line(left, sign, drawn(each.right), said(each.reason)))
            continue
        if lines:
            yield Equations(tuple(lines))
            lines = []
        yield Paragraph(said(text))
    if lines:
        yield Equations(tuple(lines))


def slope_worked(name: str, why: Iterable[str]) -> Equations:
    """The derivative of a function by what it stands for: its reason, from a definition on."""
    lines = [worked(text) for text in why if text.startswith(">")]
    (whole,) = read_side(lines[0].left)[1].values()
    begins = derivative_of("u", in_letters(whole, DRAWN), partial=False)
    return Equations(
        (
            Line(of_function(name), "=", begins, said("by definition")),
            *(Line(None, each.sign, drawn(each.right), said(each.reason)) for each in lines),
        )
    )


def of_function(name: str) -> Box:
    """d/du [sin u]."""
    return derivative_of("u", drawn(f"{name} u"), partial=False)
