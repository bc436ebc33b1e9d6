"""Lagrange's condition piece by piece, and the points at which pieces meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gradcli.calculus.answers.extrema.lagrange import LagrangeAnswer
from gradcli.calculus.answers.extrema.strata import Stratum
from gradcli.calculus.point.critical import CriticalKind
from gradcli.field.size import size
from gradcli.narrative.document import Block, Paragraph, Sentence
from gradcli.narrative.notation import number, relation, typeset, variable
from gradcli.narrative.phrases import enumerated, equals, formula, sentence
from gradcli.narrative.stories.common import Telling, function_value
from gradcli.narrative.stories.extrema.places import (
    conditions,
    family_box,
    place_box,
    where_boxes,
)

_MOST: Final = 16
_LONGEST: Final = 40  # nodes of an equation that is shown


def by_pieces(answer: LagrangeAnswer, telling: Telling) -> tuple[Block, ...]:
    """The pieces one by one, then where they meet."""
    smooth = [each for each in answer.strata if not each.seams]
    others = [each for each in answer.strata if each.seams]
    blocks: list[Block] = [Paragraph(_opening(smooth))]
    blocks.extend(Paragraph(_piece(each, answer, telling)) for each in smooth[:_MOST])
    if len(smooth) > _MOST:
        more = len(smooth) - _MOST
        blocks.append(Paragraph(sentence(f"The other {more} pieces were worked in the same way.")))
    told = 0
    for group in _by_seams(others):
        said = _meeting(group, answer, telling)
        if said and told < _MOST:
            told += 1
            blocks.append(Paragraph(said))
    if not told and all(each.solved.complete for each in others):
        blocks.append(Paragraph(sentence("Pieces meet at no other point that could be extreme.")))
    if any(e.on_seam and e.kind is not CriticalKind.NOT_DECIDED for e in answer.points):
        name = variable(answer.field.function)
        said = sentence(
            "What ",
            name,
            " has where pieces meet is told by its slopes along all ways that leave the point: a "
            "minimum where it rises along all of them, a maximum where it falls. Where a slope is "
            "zero, the second derivative along that way has the sign.",
        )
        blocks.append(Paragraph(said))
    return tuple(blocks)


def _opening(smooth: Sequence[Stratum]) -> Sentence:
    where = "in each smooth piece" if len(smooth) > 1 else "where all is smooth"
    return sentence(
        f"The condition speaks of smooth functions: it is solved {where}. Where pieces meet, or "
        "where one ends, a gradient need not exist: the points there are looked for apart, and "
        "compared with the others."
    )


def _piece(stratum: Stratum, answer: LagrangeAnswer, telling: Telling) -> Sentence:
    """Where x > 0, f(x, y) = x and g(x, y) = ...: the equations, and what solves them there."""
    fields = [(answer.field, stratum.whole.field)]
    fields.extend(
        (constraint, each.field)
        for constraint, each in zip(answer.constraints, stratum.normals, strict=True)
    )
    own = [
        relation(function_value(whole), "=", typeset(piece.tree))
        for whole, piece in fields
        if piece is not whole
    ]
    told = sentence(*_where(stratum))
    if own:
        told = (*told, *sentence(", " if told else "", *enumerated(own), ": "))
    elif told:
        told = (*told, *sentence(": "))
    if any(size(each) > _LONGEST for each in stratum.equations):
        told = (*told, *sentence("the equations without multipliers are too long to be read"))
    else:
        zero = [equals(formula(each), number(0)) for each in dict.fromkeys(stratum.equations)]
        told = (*told, *enumerated(zero))
    return (*told, *sentence(". "), *_solutions(stratum, answer, telling))


def _where(stratum: Stratum) -> Sentence:
    boxes = where_boxes(stratum.where)
    return sentence("Where ", *enumerated(boxes)) if boxes else ()


def _solutions(stratum: Stratum, answer: LagrangeAnswer, telling: Telling) -> Sentence:
    boxes = [place_box(each, telling.digits) for each in stratum.places]
    boxes.extend(family_box(each) for each in stratum.families)
    held = [conditions(each, answer.field) for each in stratum.families]
    there = " there" if stratum.where else ""
    if not boxes:
        nothing = "No solution" if stratum.solved.complete else "No solution was found"
        return sentence(f"{nothing}{there}.")
    word = "Solution" if len(boxes) == 1 and not stratum.families else "Solutions"
    told = sentence(f"{word}{there}: ", *enumerated(boxes))
    if len(held) == 1 and held[0]:
        told = (*told, *sentence(" with ", *held[0]))
    return (*told, *sentence("."))


def _by_seams(others: Sequence[Stratum]) -> list[list[Stratum]]:
    groups: dict[frozenset[object], list[Stratum]] = {}
    for each in others:
        groups.setdefault(frozenset(each.seams), []).append(each)
    return list(groups.values())


def _meeting(group: Sequence[Stratum], answer: LagrangeAnswer, telling: Telling) -> Sentence:
    """x = 0, where pieces meet: (0, 1) and (0, -1). Nothing where nothing is there."""
    is_solved = all(each.solved.complete for each in group)
    places = list(dict.fromkeys(place for each in group for place in each.places))
    boxes = [place_box(each, telling.digits) for each in places]
    families = {
        (each.at, frozenset((w.formula, w.relation) for w in each.where)): each
        for one in group
        for each in one.families
    }
    boxes.extend(family_box(each) for each in families.values())
    if not boxes and is_solved:
        return ()
    zero = [equals(formula(each), number(0)) for each in group[0].seams]
    told = sentence("Pieces meet or end where ", *enumerated(zero))
    free = len(answer.field.variables) - len(answer.constraints) - len(zero)
    if free > 0:
        told = (*told, *sentence("; with that as a further constraint"))
    if not boxes:
        return (*told, *sentence(": these equations were not solved."))
    told = (*told, *sentence(": ", *enumerated(boxes)))
    return (*told, *sentence("." if is_solved else ", and perhaps more."))
