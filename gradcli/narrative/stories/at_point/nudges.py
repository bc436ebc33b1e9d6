"""What the numbers at a point say: small nudges, worked with real numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from sympy import Expr

from gradcli.calculus.numbers.polynomials import Polynomial
from gradcli.calculus.rules.nudges import JointNudge, Nudges, in_rational_steps
from gradcli.field.expression import Node, Sum, Variable
from gradcli.field.fast_sympy.sympy_build import negate, product
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.substitution import with_values
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Application, Box
from gradcli.narrative.document import Block, Equations, Line, Paragraph, Sentence, Table, Words
from gradcli.narrative.phrases import enumerated, formula, joined, sentence
from gradcli.narrative.steps import Detail
from gradcli.narrative.stories import common

MOST_NAMED: Final = 4
"""Nudges that a summary speaks of one by one; of more only the first ones."""


def nudged(what: Box, small: Expr | None, rates: Mapping[str, Expr]) -> Sentence:
    """What a nudge of 0.01 in each variable does to `what`; `small` is a nudge that is small here.

    `rates` has the partial of each variable; not all of them are 0.
    """
    if small is None:
        return sentence(
            "Each number is a rate: a small enough nudge in that variable changes ",
            what,
            " by about the rate times the nudge.",
        )
    shown = dict(list(rates.items())[:MOST_NAMED])
    moving = {name: rate for name, rate in shown.items() if rate != 0}
    still = [nt.variable(name) for name, rate in shown.items() if rate == 0]
    parts: list[Sentence] = []
    for name, rate in moving.items():
        change = common.approximately(product(rate, small), 3)
        begins: tuple[str | Box, ...] = ("the same nudge in ", nt.variable(name), ", by about ")
        if not parts:
            begins = (
                "A nudge of ",
                common.approximately(small),
                " in ",
                nt.variable(name),
                " changes ",
                what,
                " by about ",
            )
        parts.append(sentence(*begins, change))
    if moving and still:
        less = sentence(
            "the same nudge in ", *enumerated(still), ", by far less, since its rate is 0"
        )
        parts.append(less)
    return (*joined(parts, "; "), *sentence("."))


def step_letter(field: ScalarField) -> str:
    """The letter of a small step: one that the function does not have."""
    return next(letter for letter in ("h", "k", "d", "h_0") if letter not in field.letters)


def moved_by(field: ScalarField, point: Point, steps: Mapping[str, Box]) -> list[Box]:
    """The coordinates with steps added to some of them: 2 + h, 3."""
    values = point.values(field)
    coordinates: list[Box] = []
    for name, here in zip(point.named(field), common.written_point(point), strict=True):
        if name not in steps:
            coordinates.append(here)
        elif values[name] == 0:
            coordinates.append(steps[name])
        else:
            coordinates.append(nt.sum_of([here, steps[name]]))
    return coordinates


def small_change(slope: Expr, h: Box, telling: common.Telling) -> Box:
    """12h, 4√10 h, h."""
    if slope in (1, -1):
        return h if slope == 1 else nt.negative(h)
    return nt.product_of([common.in_a_sentence(slope, telling), h])


def near_the_point(
    field: ScalarField,
    what: Box,
    point: Point,
    rates: Mapping[str, Expr],
    small: Expr | None,
    telling: common.Telling,
) -> Sentence:
    """Near P, a nudge h purely in x changes f by about 12h."""
    h = nt.variable(step_letter(field))
    moving = {name: rate for name, rate in rates.items() if rate != 0}
    alone = " alone" if len(field.variables) > 1 else ""
    told: list[Sentence] = []
    for name, rate in moving.items():
        change = small_change(rate, h, telling)
        begins: tuple[str | Box, ...] = (
            ("a nudge ", h, " in ", nt.variable(name), alone, " changes ", what, " by about ")
            if not told
            else ("a nudge ", h, " in ", nt.variable(name), " alone, by about ")
        )
        told.append(sentence(*begins, change))
    if not told:
        return sentence(
            "Near ",
            common.named_point(field, point),
            " no nudge changes ",
            what,
            " in proportion to its size: the change per nudge tends to 0.",
        )
    parts = [sentence("Near ", common.named_point(field, point), ", "), *told]
    text = (*parts[0], *joined(parts[1:], "; "), *sentence("."))
    if small is None:
        return text
    first, rate = next(iter(moving.items()))
    return (
        *text,
        *sentence(
            " So moving ",
            nt.variable(first),
            " by ",
            common.approximately(small),
            " changes ",
            what,
            " by about ",
            common.approximately(product(rate, small), telling.digits),
            ".",
        ),
    )


def nudge_table(field: ScalarField, what: Box, partial: Box, point: Point, nudges: Nudges) -> Table:
    """h, f at the nudged point, the change, the change per step; at the end the partial."""
    h = nt.variable(step_letter(field))
    coordinates = moved_by(field, point, {nudges.variable: h})
    header = (
        sentence(h),
        sentence(Application(what, nt.listed(coordinates), fenced=True)),
        sentence("change of ", what),
        sentence("change / ", h),
    )
    rows: list[tuple[Sentence, ...]] = []
    for row in nudges.rows:
        if row.value is None or row.change is None or row.per_step is None:
            cells = tuple(sentence("outside the domain") for _ in range(3))
        else:
            cells = tuple(
                sentence(common.approximately(cell, 8))
                for cell in (row.value, row.change, row.per_step)
            )
        rows.append((sentence(common.approximately(row.step)), *cells))
    rows.append(
        (
            sentence("→ 0"),
            sentence("→ ", common.approximately(nudges.value, 8)),
            sentence("→ 0"),
            sentence("→ ", common.approximately(nudges.partial, 8)),
        )
    )
    word = "partial" if len(field.variables) > 1 else "derivative"
    constant = all(row.per_step == nudges.partial for row in nudges.rows)
    caption = sentence(
        "Nudges in ",
        nt.variable(nudges.variable),
        f": the change per nudge is the {word} "
        if constant
        else f": the change per nudge approaches the {word} ",
        partial,
        " in every row." if constant else ".",
    )
    return Table(header, tuple(rows), caption)


def multiplied_out(
    field: ScalarField, point: Point, name: str, slope: Expr, value: Expr
) -> tuple[Block, ...]:
    """f(2 + h, 3) − f(2, 3) = (2 + h)² · 3 − 12 = 12h + 3h², where the function is a polynomial."""
    if not common.is_short(field.tree):
        return ()
    polynomial = in_rational_steps(field, point, (name,))
    if polynomial is None:
        return ()
    letter = step_letter(field)
    h = nt.variable(letter)
    change = {powers: each for powers, each in polynomial.items() if any(powers)}
    if not change:
        return ()
    moved = nt.value_of(field.function, moved_by(field, point, {name: h}))
    here = nt.value_of(field.function, common.written_point(point))
    values = point.named(field)
    step = Variable(letter)
    at_zero = point.values(field)[name] == 0
    values[name] = step if at_zero else Sum((values[name], step))
    put_in = nt.typeset(_without(with_values(field.tree, values), value))
    result = _of_powers(change, (letter,))
    reason = sentence("multiply out")
    if slope != 0 and len(change) > 1:
        linear = {powers: each for powers, each in change.items() if sum(powers) == 1}
        reason = sentence("for small ", h, " nearly ", _of_powers(linear, (letter,)))
    lines = [Line(nt.sum_of([moved, nt.negative(here)]), "=", put_in)]
    if result != put_in:
        lines.append(Line(None, "=", result, reason))
    return (Equations(tuple(lines)),)


def _without(tree: Node, value: Expr) -> Node:
    """The formula − value, as one sum in which no bracket stands that is not needed."""
    terms = tree.terms if isinstance(tree, Sum) else (tree,)
    flat: list[Node] = []
    for term in terms:
        flat.extend(term.terms if isinstance(term, Sum) else (term,))
    return Sum((*flat, from_sympy(negate(value)))) if value != 0 else tree


def _subtracted(value: Expr) -> list[Box]:
    """− 12 behind a sum; nothing where it is 0."""
    return [] if value == 0 else [formula(negate(value))]


def _of_powers(polynomial: Polynomial, letters: tuple[str, ...]) -> Box:
    """12h + 3h², lowest degree first, and of one degree in the order of the variables."""
    ordered = sorted(polynomial, key=lambda powers: (sum(powers), *(-each for each in powers)))
    terms: list[Box] = []
    for powers in ordered:
        value = polynomial[powers]
        factors: list[Box] = [] if abs(value) == 1 else [nt.number(abs(value))]
        for letter, power in zip(letters, powers, strict=True):
            if power:
                h = nt.variable(letter)
                factors.append(h if power == 1 else nt.power_of(h, nt.number(power)))
        term = nt.product_of(factors)
        terms.append(nt.negative(term) if value < 0 else term)
    return nt.sum_of(terms)


def at_once(
    field: ScalarField,
    point: Point,
    value: Expr,
    slopes: tuple[Expr, ...],
    rows: Sequence[JointNudge],
    telling: common.Telling,
    *,
    why: Sentence = (),
) -> tuple[Block, ...]:
    """All variables nudged at once: the effects add up, and what is left over shrinks faster.

    `why` gives the reason for which this is so, where there is a short one.
    """
    letter = step_letter(field)
    letters = tuple(f"{letter}_{name}" for name in field.variables)
    terms = [
        small_change(slope, nt.variable(each), telling)
        for each, slope in zip(letters, slopes, strict=True)
        if slope != 0
    ]
    blocks: list[Block] = []
    if terms:
        blocks.append(
            Paragraph(
                sentence(
                    f"Now nudge {'both' if len(letters) == 2 else 'all'} at once",
                    *_nudges_named(field, letters),
                    " The effects add up: ",
                    nt.variable(field.function),
                    " changes by about ",
                    nt.sum_of(terms),
                    ", each nudge times its own rate.",
                )
            )
        )
    if rows:
        blocks.append(_joint_table(field, nt.variable(letter), slopes, rows, telling, why))
    if telling.detail is Detail.FULL:
        blocks.extend(_why_it_shrinks(field, point, value, letters))
    return tuple(blocks)


def _nudges_named(field: ScalarField, letters: Sequence[str]) -> Sentence:
    """h_x in x and h_y in y."""
    if len(letters) > MOST_NAMED:
        return sentence(".")
    named = [
        sentence(nt.variable(letter), " in ", nt.variable(name))
        for letter, name in zip(letters, field.variables, strict=True)
    ]
    return (Words(": "), *joined(named[:-1], ", "), Words(" and "), *named[-1], Words("."))


def _joint_table(
    field: ScalarField,
    h: Box,
    slopes: Sequence[Expr],
    rows: Sequence[JointNudge],
    telling: common.Telling,
    why: Sentence,
) -> Table:
    f, count = nt.variable(field.function), len(field.variables)
    exact = all(row.left_over == 0 for row in rows)
    root = math.isqrt(count)
    times = nt.number(root) if root**2 == count else nt.square_root(nt.number(count))
    distance = nt.product_of([times, h], dotted=True)
    effects = [small_change(slope, h, telling) for slope in slopes if slope != 0]
    caption = sentence(
        "Let ",
        "both nudges" if count == 2 else "all nudges",
        " be ",
        h,
        ". The effects add up to ",
        nt.sum_of(effects) if effects else nt.number(0),
        ", and the point moves by the distance ",
        distance,
        ". ",
    )
    if exact:
        caption = (*caption, Words("The effects are the whole change: nothing is left over."))
    else:
        left = sentence(
            "What is left over is the real change minus the effects. It goes to 0 even divided "
            "by the distance (last column). This is so for all small nudges, not only for equal "
            "ones: ",
            f,
            " is called differentiable here.",
        )
        caption = (*caption, *left, *why)
    header = (
        sentence(h),
        sentence("change of ", nt.variable(field.function)),
        sentence("effects"),
        sentence("left over"),
        sentence("/ distance"),
    )
    cells = tuple(
        tuple(
            sentence(common.approximately(each, 6))
            for each in (row.step, row.change, row.effects, row.left_over, row.per_distance)
        )
        for row in rows
    )
    tends = sentence("→ 0")
    return Table(header, (*cells, (tends,) * 5), caption)


def _why_it_shrinks(
    field: ScalarField, point: Point, value: Expr, letters: tuple[str, ...]
) -> tuple[Block, ...]:
    """The change multiplied out, for a polynomial: each term but the linear ones has two steps."""
    polynomial = in_rational_steps(field, point, field.variables)
    if polynomial is None or not common.is_short(field.tree):
        return ()
    change = {powers: each for powers, each in polynomial.items() if any(powers)}
    if not any(sum(powers) > 1 for powers in change):
        return ()
    steps = dict(zip(field.variables, map(nt.variable, letters), strict=True))
    moved = moved_by(field, point, steps)
    left = nt.sum_of([nt.value_of(field.function, moved), *_subtracted(value)])
    linear = {powers: each for powers, each in change.items() if sum(powers) == 1}
    after = sentence(" after ", _of_powers(linear, letters)) if linear else ()
    squares = [nt.power_of(nt.variable(each), nt.number(2)) for each in letters]
    distance = nt.square_root(nt.sum_of(squares))
    return (
        Equations((Line(left, "=", _of_powers(change, letters), sentence("multiply out")),)),
        Paragraph(
            sentence(
                "Each term",
                *after,
                " has at least two small nudges as factors. Divide it by the distance",
                *(sentence(" ", distance) if len(letters) <= MOST_NAMED else ()),
                ". No nudge is larger than the distance, so one nudge divided by it is at most 1 "
                "in size. The other nudge still goes to 0, and so does the term.",
            )
        ),
    )
