"""`hessian`: the second partials worked, the matrix, its symmetry, and what it says at a point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, assert_never

from sympy import Expr, Integer

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.answers.hessian import (
    HessianAnswer,
    HessianAtPoint,
)
from gradcli.calculus.domain.verdict import Exists, OneSided, PartialAtPoint, Undecided
from gradcli.calculus.numbers.constants import Sign, is_zero, sign_of
from gradcli.calculus.point.critical import curvature as curvature_along
from gradcli.calculus.rules.hessian import Hessian
from gradcli.field.fast_sympy.sympy_build import difference, negate, power, product, total
from gradcli.field.scalar_field import ScalarField
from gradcli.field.to_sympy import symbol
from gradcli.narrative.box import Application, Box
from gradcli.narrative.document import (
    Block,
    Document,
    Equations,
    Heading,
    Line,
    Paragraph,
    Remark,
    Sentence,
    Table,
    Tone,
    Words,
)
from gradcli.narrative.letters import Letters
from gradcli.narrative.notation import (
    applied,
    dot,
    function_name,
    listed,
    number,
    product_of,
    sum_of,
    variable,
    vector,
)
from gradcli.narrative.phrases import enumerated, equals, formula, joined, sentence
from gradcli.narrative.point.one_sided import side_cell
from gradcli.narrative.point.verdicts import explain
from gradcli.narrative.stories.at_point.critical import second_derivative_test
from gradcli.narrative.stories.at_point.curvature import along_lines, curvature, no_curvature
from gradcli.narrative.stories.at_point.matrix import (
    MOST_SHOWN,
    entries_of,
    hessian_name,
    products_of_diagonals,
    symbols_of,
)
from gradcli.narrative.stories.at_point.nudges import small_change, step_letter
from gradcli.narrative.stories.at_point.worked import explained
from gradcli.narrative.stories.checking import certificate_of_values, checked
from gradcli.narrative.stories.common import (
    FULLY,
    Telling,
    asked,
    derivative_name,
    exact_lines,
    named_point,
    substituted,
    written_point,
)
from gradcli.narrative.stories.in_names import Told
from gradcli.narrative.stories.partials import (
    gradient_at_lines,
    gradient_lines,
    partials_story,
    reading,
    working,
)
from gradcli.narrative.stories.summary import critical_sentence

_MOST_WRITTEN_OUT: Final = 3
"""Variables of which the second derivative along u is written out."""
_NO_EXTREME: Final = " The gradient is not zero here, so this is neither a minimum nor a maximum."


def hessian_headline(answer: HessianAnswer) -> Box:
    """H(2, 3) = [6 4; 4 0]."""
    size = len(answer.field.variables)
    values = answer.values()
    rows = [values[start : start + size] for start in range(0, len(values), size)]
    point = None if answer.at is None else answer.at.point
    return equals(hessian_name(answer.field, point), entries_of(rows))


def hessian_story(answer: HessianAnswer, telling: Telling = FULLY) -> Document:
    """The matrix first; then each second partial, the symmetry, and what holds at the point."""
    field = answer.field
    blocks: list[Block] = [
        *reading(field),
        *_summary(answer, telling),
        *partials_story(Told(answer.gradient, None), telling),
        *_second_partials(answer.hessian, answer, telling),
        *_the_matrix(answer),
    ]
    if answer.at is not None:
        blocks.extend(_at_the_point(answer, answer.at, telling))
    if answer.along is not None and answer.direction is not None:
        blocks.extend(curvature(answer, answer.along, answer.direction, telling))
    blocks.append(checked(answer.check, field, telling, certificate_of_values(answer.at, field)))
    return Document(
        tuple(blocks),
        asked=asked(_title(field), field, None if answer.at is None else answer.at.point),
    )


def _title(field: ScalarField) -> Sentence:
    several = len(field.variables) > 1
    return sentence("The Hessian matrix" if several else "The second derivative")


def _summary(answer: HessianAnswer, telling: Telling) -> tuple[Block, ...]:
    """The matrix with its formulas, its values at the point, and what they say in a sentence."""
    field, at, second = answer.field, answer.at, answer.second
    if len(field.variables) > MOST_SHOWN:
        count = len(field.variables)
        return (
            Paragraph(
                sentence(
                    f"The matrix has {count} rows of {count} entries, too many to be shown as one. "
                    "Each stands below with its steps."
                )
            ),
        )
    several = 1 < len(field.variables) <= _MOST_WRITTEN_OUT
    rows = _what_the_rows_are(field) if several else ()
    lines = [Line(hessian_name(field), "=", entries_of(answer.hessian.formulas), rows)]
    told: list[Block] = []
    if second is not None and second.entries is not None and at is not None:
        lines.append(Line(hessian_name(field, at.point), "=", entries_of(second.entries)))
        if all(slope == 0 for slope in at.slopes or ()):
            told.append(Paragraph(critical_sentence(field, at)))
        else:
            told.append(Paragraph(_of_nudges(field, second.entries, telling)))
    elif at is not None:
        said = explain(at.verdict, field, at.point) if second is None else _missing(second, field)
        told.extend([block for block in said if isinstance(block, Remark)][:1])
    if answer.along is not None:
        told.append(Equations(tuple(along_lines(answer, answer.along, telling)), result=True))
    elif answer.direction is not None and second is not None and second.entries is not None:
        told.append(Remark(Tone.WARNING, no_curvature(field)))
    return (Equations(tuple(lines), result=True), *told)


def _what_the_rows_are(field: ScalarField) -> Sentence:
    """Said beside the matrix, which the reader may not know."""
    firsts = [derivative_name(field, (name,)) for name in field.variables]
    return sentence("the second partials, a row each for ", *enumerated(firsts))


def _of_nudges(field: ScalarField, entries: Sequence[Sequence[Expr]], telling: Telling) -> Sentence:
    """A nudge h in x changes ∂f/∂x by about 6h and ∂f/∂y by about 4h: what the entries mean."""
    h = variable(step_letter(field))
    several = len(field.variables) > 1
    what = "gradient" if several else "slope"
    # The first variable whose nudge moves something, and what it moves.
    place = next(
        (place for place in range(len(entries)) if any(row[place] != 0 for row in entries)), None
    )
    if place is None:
        return sentence(
            "All entries are 0" if several else "It is 0",
            f": no small nudge changes the {what} in proportion to its size.",
        )
    changes = [
        sentence(
            derivative_name(field, (first,)), " by about ", small_change(row[place], h, telling)
        )
        for first, row in zip(field.variables, entries, strict=True)
        if row[place] != 0
    ]
    told = joined(changes[:-1], ", ")
    listed = joined((told, changes[-1]), " and ") if told else changes[-1]
    moving = variable(field.variables[place])
    begins = sentence(f"How the {what} changes: a small nudge ", h, " in ", moving)
    return (*begins, Words(" changes "), *listed, Words("."))


def _second_partials(matrix: Hessian, answer: HessianAnswer, telling: Telling) -> tuple[Block, ...]:
    """Each second partial on and above the diagonal; those below are the same formulas."""
    field = answer.field
    blocks: list[Block] = []
    place = len(field.variables)
    for i, row in enumerate(matrix.rows):
        for j, each in enumerate(row):
            mirrored = matrix.rows[j][i]
            if j < i and each.derivative == mirrored.derivative:
                continue
            place += 1
            order = (field.variables[i], each.variable)
            first = derivative_name(field, (field.variables[i],))
            name = sentence(
                "The derivative of ", first, " with respect to ", variable(each.variable)
            )
            blocks.append(Heading(name, 2))
            blocks.extend(working(each, telling, order, place))
    if answer.symmetric and len(field.variables) > 1 and telling.comments:
        blocks.append(
            Paragraph(
                sentence(
                    "The mixed partials in the other order were worked in the same way and are the "
                    "same formulas."
                )
            )
        )
    return tuple(blocks)


def _the_matrix(answer: HessianAnswer) -> tuple[Block, ...]:
    field = answer.field
    if len(field.variables) == 1 or len(field.variables) > MOST_SHOWN:
        return ()
    return (
        Heading(sentence("The Hessian matrix"), 2),
        Paragraph(_row_by_row(field)),
        Equations(
            (
                Line(hessian_name(field), "=", symbols_of(field)),
                Line(None, "=", entries_of(answer.hessian.formulas)),
            ),
            result=True,
        ),
    )


def _row_by_row(field: ScalarField) -> Sentence:
    """What stands where in the matrix, and what an entry says."""
    firsts = [derivative_name(field, (name,)) for name in field.variables]
    return (
        *sentence("Row by row it holds the derivatives of ", *enumerated(firsts)),
        *sentence(". An entry says how fast that slope changes when one variable is nudged."),
    )


def _at_the_point(answer: HessianAnswer, at: AtPoint, telling: Telling) -> tuple[Block, ...]:
    field, second = answer.field, answer.second
    blocks: list[Block] = [Heading(sentence("At the point ", named_point(field, at.point)), 2)]
    if at.slopes is None or second is None:
        return (*blocks, *explained(at.verdict, field, at.point))
    if len(field.variables) > 1:
        blocks.append(gradient_lines(Told(answer.gradient, None)))
        blocks.append(gradient_at_lines(answer.gradient, at.point, at.slopes, telling))
    else:
        slope = Application(
            derivative_name(field, field.variables), listed(written_point(at.point)), fenced=True
        )
        blocks.append(Equations(exact_lines(slope, at.slopes[0], telling)))
    if any(row.by_definition for row in second.rows):
        blocks.append(
            Remark(
                Tone.NOTE,
                sentence(
                    "The formulas of the first partials have no value at this point, where they "
                    "are those of the definition. So are the second partials: the limits of the "
                    "change of a first partial per step."
                ),
            )
        )
    if second.entries is None:
        return (*blocks, *_missing(second, field))
    if len(field.variables) <= MOST_SHOWN:
        blocks.append(
            Equations(
                (
                    Line(
                        hessian_name(field, at.point),
                        "=",
                        entries_of(second.entries),
                        ()
                        if any(row.by_definition for row in second.rows)
                        else substituted(field, at.point),
                    ),
                ),
                result=True,
            )
        )
    if len(field.variables) > 1:
        blocks.append(Paragraph(_symmetry(second, field)))
    blocks.extend(_numbers(field, at, second, telling))
    if at.critical is not None and telling.comments:
        blocks.extend(second_derivative_test(field, at.point, at.critical, is_shown=True))
    return tuple(blocks)


def _symmetry(second: HessianAtPoint, field: ScalarField) -> Sentence:
    """Whether the order of the two differentiations matters here, and by which theorem not."""
    match second.symmetric:
        case True if second.by_theorem:
            return sentence(
                "The matrix is symmetric: in either order the mixed partials are the same, as they "
                "have to be where the second partials are continuous (Clairaut's theorem)."
                if not any(row.by_definition for row in second.rows)
                else "The matrix is symmetric: in either order the mixed partials are the same, "
                "as they have to be where the first partials are differentiable (Young's theorem)."
            )
        case True:
            return sentence(
                "The matrix is symmetric here, although the first partials are not all shown to be "
                "differentiable, so that no theorem asks for it."
            )
        case False:
            return sentence(
                "The matrix is not symmetric: the order of the two differentiations matters here. "
                "By Clairaut's theorem the second partials are then not continuous at this point."
            )
        case None:
            return sentence("Whether the matrix is symmetric here was not decided.")


def _numbers(
    field: ScalarField, at: AtPoint, second: HessianAtPoint, telling: Telling
) -> tuple[Block, ...]:
    """The determinant, the eigenvalues, and which way the function bends."""
    blocks: list[Block] = []
    if len(second.rows) == 1:
        return tuple(_bends_on_a_line(field, second)) if _is_not_critical(at) else ()
    # Of use where it decides, or where the eigenvalues are found with it.
    if second.determinant is not None and (len(second.rows) == 2 or not _is_not_critical(at)):
        name: Box | None = applied(function_name("det"), [hessian_name(field)])
        lines: list[Line] = []
        if len(second.rows) == 2 and second.entries is not None:
            lines.append(Line(name, "=", products_of_diagonals(second.entries)))
            name = None
        reason = sentence("the determinant")
        lines.extend(exact_lines(name, second.determinant, telling, reason))
        blocks.append(Equations(tuple(lines)))
    if second.eigenvalues:
        blocks.extend(_eigenvalues(field, at, second, telling))
    return tuple(blocks)


def _eigenvalues(
    field: ScalarField, at: AtPoint, second: HessianAtPoint, telling: Telling
) -> Iterator[Block]:
    """The eigenvalues, what such a number is, and what their signs say."""
    values = second.eigenvalues
    same = values[0] == values[-1]
    # u · Hu is the rate along u where the first partials are differentiable.
    if telling.comments and second.by_theorem:
        yield from _rates_along(field, second, same=same)
    lines: list[Line] = []
    if same:
        lines.extend(exact_lines(variable("lambda"), values[0], telling))
    else:
        for place, each in enumerate(values, start=1):
            reason: Sentence = ()
            if place in (1, len(values)):
                reason = sentence(f"the {'largest' if place == 1 else 'smallest'} eigenvalue")
            lines.extend(exact_lines(variable(f"lambda_{place}"), each, telling, reason))
    yield Equations(tuple(lines))
    signs = [sign_of(values[0]), sign_of(values[-1])]
    bends = _bends(signs)
    if telling.comments and second.by_theorem and bends and _is_not_critical(at):
        yield Paragraph(sentence(bends[0], variable(field.function), bends[1], _NO_EXTREME))


def _rates_along(field: ScalarField, second: HessianAtPoint, *, same: bool) -> Iterator[Block]:
    """What an eigenvalue is, before there are some: of u · Hu, written out where that is short."""
    matrix, letter = hessian_name(field), Letters.beside(field).pick("uvwqr")
    u, f = variable(letter), variable(field.function)
    rate = dot(u, product_of([matrix, u]))
    ends = sentence("The largest and the smallest of these rates are eigenvalues of ", matrix)
    if same:
        ends = sentence("It is the same for all of them here, the eigenvalue of ", matrix)
    changes = sentence(" of length 1 the slope of ", f, " changes at the rate ")
    if second.entries is None or len(field.variables) > _MOST_WRITTEN_OUT:
        begins = sentence("Along a direction ", u)
        yield Paragraph((*begins, *changes, *sentence(rate, ". "), *ends, Words(":")))
        return
    parts = [symbol(f"{letter}_{name}") for name in field.variables]
    boxes = [formula(part) for part in parts]
    direction = equals(u, vector(boxes))
    moved = [
        formula(total(*(product(entry, part) for entry, part in zip(row, parts, strict=True))))
        for row in second.entries
    ]
    terms = [product_of([box, each]) for box, each in zip(boxes, moved, strict=True)]
    worked = sentence("each row of ", matrix, " times ", u, ", and that times its part of ", u)
    value = formula(curvature_along(second.entries, parts))
    yield Paragraph((*sentence("Along a direction ", direction), *changes))
    lines = [Line(rate, "=", sum_of(terms), worked)]
    if value != sum_of(terms):
        lines.append(Line(None, "=", value))
    yield Equations(tuple(lines))
    if len(parts) == 2 and not same:
        yield Paragraph((*ends, *_equation_of_eigenvalues(second.entries)))
        return
    yield Paragraph((*ends, Words(":")))


def _equation_of_eigenvalues(entries: Sequence[Sequence[Expr]]) -> Sentence:
    """, the solutions of λ² − 14λ + 15 = 0, of which 14 is 2 + 12 and 15 the determinant."""
    (a, b), (c, d) = entries
    trace, constant = total(a, d), difference(product(a, d), product(b, c))
    unknown = symbol("lambda")
    left = total(power(unknown, Integer(2)), negate(product(trace, unknown)), constant)
    added = sum_of([formula(a), formula(d)])
    return sentence(
        ", the solutions of ",
        equals(formula(left), number(0)),
        " (in it stand ",
        equals(added, formula(trace)),
        " and the determinant):",
    )


def _is_not_critical(at: AtPoint) -> bool:
    """Whether it is proved that the gradient is not zero at the point."""
    return any(not each.free_symbols and is_zero(each) is False for each in at.slopes or ())


def _bends(signs: Sequence[Sign]) -> tuple[str, str] | None:
    """Which way a function bends whose largest and smallest eigenvalue have these signs."""
    match signs:
        case [_, Sign.POSITIVE]:
            return "All these rates are positive: ", " bends upwards in every direction."
        case [Sign.NEGATIVE, _]:
            return "All these rates are negative: ", " bends downwards in every direction."
        case [Sign.POSITIVE, Sign.NEGATIVE]:
            return (
                "These rates have both signs: ",
                " bends upwards in some directions and downwards in others.",
            )
    return None


def _bends_on_a_line(field: ScalarField, second: HessianAtPoint) -> Iterator[Block]:
    """Which way a function of one variable bends where its slope is not zero."""
    f = variable(field.function)
    assert second.entries is not None
    sign = sign_of(second.entries[0][0])
    if sign in (Sign.POSITIVE, Sign.NEGATIVE):
        said = ("positive", "grows", "upwards")
        if sign is Sign.NEGATIVE:
            said = ("negative", "falls", "downwards")
        begins = f"The second derivative is {said[0]}: the slope {said[1]}, and "
        yield Paragraph(sentence(begins, f, f" bends {said[2]}.", _NO_EXTREME))


def _missing(second: HessianAtPoint, field: ScalarField) -> tuple[Block, ...]:
    """Which second partials do not exist at the point, or were not decided."""
    rows = [
        (
            sentence(derivative_name(field, (first, other))),
            *_cells(entry),
        )
        for first, row in zip(field.variables, second.rows, strict=True)
        for other, entry in zip(field.variables, row.entries, strict=True)
    ]
    lost = any(isinstance(e, OneSided) for row in second.rows for e in row.entries)
    several = len(field.variables) > 1
    said = (
        "Not all second partials exist at this point, so there is no Hessian matrix here."
        if lost and several
        else "The second derivative does not exist at this point."
        if lost
        else "It could not be decided whether all second partials exist at this point."
    )
    header = (
        sentence("second partial" if several else "second derivative"),
        sentence("from the left"),
        sentence("from the right"),
        sentence("value"),
    )
    tone = Tone.REFUSED if lost else Tone.WARNING
    return (Remark(tone, sentence(said)), Table(header, tuple(rows)))


def _cells(entry: PartialAtPoint) -> tuple[Sentence, Sentence, Sentence]:
    match entry:
        case Exists(value):
            shown = sentence(formula(value))
            return shown, shown, shown
        case OneSided(left, right):
            nowhere = "not defined"
            return side_cell(left, nowhere), side_cell(right, nowhere), sentence("does not exist")
        case Undecided():
            return sentence("?"), sentence("?"), sentence("not decided")
    assert_never(entry)
