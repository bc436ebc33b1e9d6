"""The reasons of the book as sentences and lines of equations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from gradcli.field.expression import Variable
from gradcli.field.template import read_side
from gradcli.frozen import dataclass
from gradcli.late import pattern
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Binding, Box, Glyph, Role, Row
from gradcli.narrative.rulebook import in_letters

_RELATION: Final = pattern(r"(?:^|\s)(=|->|<|>)\s")
_IN_BRACES: Final = pattern(r"\{([^{}]*)\}")
_SIGNS: Final = MappingProxyType({"->": "→"})


def _change(of: str) -> Box:
    return Row((Glyph("Δ", Role.OPERATOR), nt.variable(of)), Binding.ATOM)


DRAWN: Final[Mapping[str, Box]] = MappingProxyType(
    {
        "U": _change("u"),
        "V": _change("v"),
        "E": nt.variable("ε"),
        "G": nt.applied(
            Glyph("F", Role.FUNCTION),
            [Row((nt.variable("u"), Glyph("+", Role.OPERATOR), _change("u")), Binding.SUM)],
        ),
        "F'(u)": nt.applied(nt.prime(Glyph("F", Role.FUNCTION)), [nt.variable("u")]),
        "F'(x)": nt.applied(nt.prime(Glyph("F", Role.FUNCTION)), [nt.variable("x")]),
        "F'(s)": nt.applied(nt.prime(Glyph("F", Role.FUNCTION)), [nt.prime(nt.variable("u"))]),
        "F(s)": nt.applied(Glyph("F", Role.FUNCTION), [nt.prime(nt.variable("u"))]),
        "D": nt.partial_symbol("u_1", ("x",), partial=False),
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
        return nt.relation(left, _SIGNS.get(found[1], found[1]), right)
    node, slopes = read_side(text)
    boxes = dict(DRAWN)
    for name, of in slopes.items():
        whole = in_letters(of, boxes)
        boxes[name] = nt.prime(whole if isinstance(of, Variable) else nt.fenced(whole))
    return in_letters(node, boxes)


def said(text: str) -> doc.Sentence:
    """A sentence with formulas in braces."""
    run: list[doc.Inline] = []
    end = 0
    for found in _IN_BRACES.finditer(text):
        run.extend((doc.Words(text[end : found.start()]), doc.Formula(drawn(found[1]))))
        end = found.end()
    run.append(doc.Words(text[end:]))
    return tuple(each for each in run if each != doc.Words(""))


def told(why: Iterable[str]) -> Iterator[doc.Block]:
    """The reason, lines that belong together in one chain."""
    lines: list[doc.Line] = []
    for text in why:
        if text.startswith(">"):
            each = worked(text)
            left = drawn(each.left) if each.left else None
            sign = _SIGNS.get(each.sign, each.sign)
            lines.append(doc.Line(left, sign, drawn(each.right), said(each.reason)))
            continue
        if lines:
            yield doc.Equations(tuple(lines))
            lines = []
        yield doc.Paragraph(said(text))
    if lines:
        yield doc.Equations(tuple(lines))


def slope_worked(name: str, why: Iterable[str]) -> doc.Equations:
    """The derivative of a function by what it stands for: its reason, from a definition on."""
    lines = [worked(text) for text in why if text.startswith(">")]
    (whole,) = read_side(lines[0].left)[1].values()
    begins = nt.derivative_of("u", in_letters(whole, DRAWN), partial=False)
    return doc.Equations(
        (
            doc.Line(of_function(name), "=", begins, said("by definition")),
            *(doc.Line(None, each.sign, drawn(each.right), said(each.reason)) for each in lines),
        )
    )


def of_function(name: str) -> Box:
    """d/du [sin u]."""
    return nt.derivative_of("u", drawn(f"{name} u"), partial=False)
