"""`hessian`: the second partials worked, the matrix, its symmetry, and what it says at a point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sympy import Expr

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.answers.hessian import (
    HessianAnswer,
    HessianAtPoint,
)
from gradcli.calculus.domain.verdict import OneSided
from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.calculus.rules.hessian import Hessian
from gradcli.field.scalar_field import ScalarField
from gradcli.narrative import document as doc
from gradcli.narrative.box import Application, Box
from gradcli.narrative.notation import (
    applied,
    function_name,
    listed,
    product_of,
    variable,
)
from gradcli.narrative.phrases import enumerated, equals, joined, sentence
from gradcli.narrative.point.verdicts import explain
from gradcli.narrative.stories import common
from gradcli.narrative.stories.at_point.critical import second_derivative_test
from gradcli.narrative.stories.at_point.curvature import (
    along_lines,
    curvature,
    no_curvature,
    no_formula,
)
from gradcli.narrative.stories.at_point.eigenvalues import (
    MOST_WRITTEN_OUT,
    NO_EXTREME_ON_A_LINE,
    eigenvalues_told,
    is_not_critical,
)
from gradcli.narrative.stories.at_point.in_series import by_series
from gradcli.narrative.stories.at_point.matrix import (
    MOST_SHOWN,
    entries_of,
    hessian_name,
    products_of_diagonals,
    symbols_of,
)
from gradcli.narrative.stories.at_point.nudges import small_change, step_letter
from gradcli.narrative.stories.at_point.sides import row_of_sides, table_of_sides
from gradcli.narrative.stories.at_point.worked import explained
from gradcli.narrative.stories.checking import certificate_of_values, checked
from gradcli.narrative.stories.in_names import Told
from gradcli.narrative.stories.partials import (
    gradient_at_lines,
    gradient_lines,
    partials_story,
    reading,
    working,
)
from gradcli.narrative.stories.summary import critical_sentence


def hessian_headline(answer: HessianAnswer) -> Box:
    """H(2, 3) = [6 4; 4 0]."""
    size = len(answer.field.variables)
    values = answer.values()
    rows = [values[start : start + size] for start in range(0, len(values), size)]
    point = None if answer.at is None else answer.at.point
    return equals(hessian_name(answer.field, point), entries_of(rows))


def hessian_story(answer: HessianAnswer, telling: common.Telling = common.FULLY) -> doc.Document:
    """The matrix first; then each second partial, the symmetry, and what holds at the point."""
    field = answer.field
    blocks: list[doc.Block] = [
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
    blocks.append(_checked(answer, telling))
    return doc.Document(
        tuple(blocks),
        asked=common.asked(_title(field), field, None if answer.at is None else answer.at.point),
    )


def _checked(answer: HessianAnswer, telling: common.Telling) -> doc.Remark:
    """What was checked: the first partials, and the second ones where they could be."""
    field, second = answer.field, answer.second
    made = certificate_of_values(answer.at, field)
    several = len(field.arguments) > 1
    if second is None:
        also = sentence(" of both orders" if several else " and second derivative")
        return checked(answer.check, field, telling, made, also=also)
    then: doc.Sentence = ()
    if second.certified and all(each.made for each in made):
        then = sentence(
            ", and nudges of these the second" if several else ", and nudges of it the second one"
        )
    first = "first " if several and then else ""
    return checked(answer.check, field, telling, made, what=first, then=then)


def _title(field: ScalarField) -> doc.Sentence:
    several = len(field.variables) > 1
    return sentence("The Hessian matrix" if several else "The second derivative")


def _summary(answer: HessianAnswer, telling: common.Telling) -> tuple[doc.Block, ...]:
    """The matrix with its formulas, its values at the point, and what they say in a sentence."""
    field, at, second = answer.field, answer.at, answer.second
    if len(field.variables) > MOST_SHOWN:
        count = len(field.variables)
        return (
            doc.Paragraph(
                sentence(
                    f"The matrix has {count} rows of {count} entries, too many to be shown as one. "
                    "Each stands below with its steps."
                )
            ),
        )
    several = 1 < len(field.variables) <= MOST_WRITTEN_OUT
    rows = _what_the_rows_are(field) if several else ()
    lines = [doc.Line(hessian_name(field), "=", entries_of(answer.hessian.formulas), rows)]
    told: list[doc.Block] = []
    if second is not None and second.entries is not None and at is not None:
        lines.append(doc.Line(hessian_name(field, at.point), "=", entries_of(second.entries)))
        if all(slope == 0 for slope in at.slopes or ()):
            told.append(doc.Paragraph(critical_sentence(field, at)))
        else:
            told.append(doc.Paragraph(_of_nudges(field, second.entries, telling)))
    elif at is not None:
        said = explain(at.verdict, field, at.point) if second is None else _missing(second, field)
        told.extend([block for block in said if isinstance(block, doc.Remark)][:1])
    if answer.along is not None:
        w = common.direction_letter(field)
        image = product_of([hessian_name(field), w])
        named = sentence(
            " (", image, ": each row of ", hessian_name(field), " dotted with ", w, ")"
        )
        told.append(
            doc.Equations(tuple(along_lines(answer, answer.along, telling, named)), result=True)
        )
    elif answer.direction is not None and at is None:
        told.append(doc.Remark(doc.Tone.NOTE, no_formula(field)))
    elif answer.direction is not None and second is not None and second.entries is not None:
        told.append(doc.Remark(doc.Tone.WARNING, no_curvature(field)))
    return (doc.Equations(tuple(lines), result=True), *told)


def _what_the_rows_are(field: ScalarField) -> doc.Sentence:
    """Said beside the matrix, which the reader may not know."""
    first, *others = (common.derivative_name(field, (name,)) for name in field.variables)
    told = [sentence("the partials of ", first), *(sentence("those of ", each) for each in others)]
    return (doc.Words("row by row: "), *joined(told, ", then "))


def _of_nudges(
    field: ScalarField, entries: Sequence[Sequence[Expr]], telling: common.Telling
) -> doc.Sentence:
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
            common.derivative_name(field, (first,)),
            " by about ",
            small_change(row[place], h, telling),
        )
        for first, row in zip(field.variables, entries, strict=True)
        if row[place] != 0
    ]
    told = joined(changes[:-1], ", ")
    listed = joined((told, changes[-1]), " and ") if told else changes[-1]
    moving = variable(field.variables[place])
    begins = sentence("A small nudge ", h, " in ", moving)
    return (*begins, doc.Words(" changes "), *listed, doc.Words("."))


def _second_partials(
    matrix: Hessian, answer: HessianAnswer, telling: common.Telling
) -> tuple[doc.Block, ...]:
    """Each second partial on and above the diagonal; those below are the same formulas."""
    field = answer.field
    blocks: list[doc.Block] = []
    place = len(field.variables)
    for i, row in enumerate(matrix.rows):
        for j, each in enumerate(row):
            mirrored = matrix.rows[j][i]
            if j < i and each.derivative == mirrored.derivative:
                continue
            place += 1
            order = (field.variables[i], each.variable)
            first = common.derivative_name(field, (field.variables[i],))
            name = sentence(
                "The derivative of ", first, " with respect to ", variable(each.variable)
            )
            blocks.append(doc.Heading(name, 2))
            blocks.extend(working(each, telling, order, place))
    if answer.symmetric and len(field.variables) > 1 and telling.comments:
        blocks.append(doc.Paragraph(_in_the_other_order(field)))
    return tuple(blocks)


def _in_the_other_order(field: ScalarField) -> doc.Sentence:
    """That ∂²f/∂x∂y is the formula that was worked for ∂²f/∂y∂x."""
    x, y = field.variables[:2]
    one, other = common.derivative_name(field, (x, y)), common.derivative_name(field, (y, x))
    if len(field.variables) > 2:
        begins = sentence("In the other order each comes out the same, such as ")
        return (*begins, *enumerated([other, one]), doc.Words("."))
    order = sentence(
        other, " is read from the right: first with respect to ", variable(y), ", then to "
    )
    return (*order, *sentence(variable(x), ". It comes out the same as ", one, "."))


def _the_matrix(answer: HessianAnswer) -> tuple[doc.Block, ...]:
    field = answer.field
    if len(field.variables) == 1 or len(field.variables) > MOST_SHOWN:
        return ()
    return (
        doc.Heading(sentence("The Hessian matrix"), 2),
        doc.Paragraph(_row_by_row(field)),
        doc.Equations(
            (
                doc.Line(hessian_name(field), "=", symbols_of(field)),
                doc.Line(None, "=", entries_of(answer.hessian.formulas)),
            ),
            result=True,
        ),
    )


def _row_by_row(field: ScalarField) -> doc.Sentence:
    """What stands where in the matrix, and what an entry says."""
    first, *others = (common.derivative_name(field, (name,)) for name in field.variables)
    rows = "other row holds" if len(others) == 1 else "other rows hold"
    return (
        *sentence("The first row holds the partials of ", first, ": they say how fast ", first),
        *sentence(" changes when one variable is nudged. The ", rows, " those of "),
        *enumerated(others),
        doc.Words("."),
    )


def _at_the_point(
    answer: HessianAnswer, at: AtPoint, telling: common.Telling
) -> tuple[doc.Block, ...]:
    field, second = answer.field, answer.second
    blocks: list[doc.Block] = [
        doc.Heading(sentence("At the point ", common.named_point(field, at.point)), 2)
    ]
    if at.slopes is None or second is None:
        return (*blocks, *explained(at.verdict, field, at.point))
    if len(field.variables) > 1:
        blocks.append(gradient_lines(Told(answer.gradient, None)))
        blocks.append(gradient_at_lines(answer.gradient, at.point, at.slopes, telling))
    else:
        slope = Application(
            common.derivative_name(field, field.variables),
            listed(common.written_point(at.point)),
            fenced=True,
        )
        blocks.append(doc.Equations(common.exact_lines(slope, at.slopes[0], telling)))
    if any(row.by_definition for row in second.rows):
        blocks.append(
            doc.Remark(
                doc.Tone.NOTE,
                sentence(
                    "At this point the formulas of the first partials do not hold: the first "
                    "partials are those of the definition. So are the second ones: the limits of "
                    "the change of a first partial per step."
                ),
            )
        )
    if second.entries is None:
        return (*blocks, *_missing(second, field))
    in_series = any(row.by_series for row in second.rows)
    if in_series:
        several = len(field.variables) > 1
        what = "the second partials" if several else "the second derivative"
        blocks.append(by_series(field, sentence(what), several=several))
    if len(field.variables) <= MOST_SHOWN:
        blocks.append(
            doc.Equations(
                (
                    doc.Line(
                        hessian_name(field, at.point),
                        "=",
                        entries_of(second.entries),
                        ()
                        if in_series or any(row.by_definition for row in second.rows)
                        else common.substituted(field, at.point),
                    ),
                ),
                result=True,
            )
        )
    if len(field.variables) > 1:
        blocks.append(doc.Paragraph(_symmetry(second, field)))
    blocks.extend(_numbers(field, at, second, telling))
    if at.critical is not None and telling.comments:
        # The eigenvalues show the same as the square that is completed.
        known = bool(second.eigenvalues)
        point, critical = at.point, at.critical
        blocks.extend(
            second_derivative_test(field, point, critical, is_shown=True, says_why=not known)
        )
    return tuple(blocks)


def _symmetry(second: HessianAtPoint, field: ScalarField) -> doc.Sentence:
    """Whether the order of the two differentiations matters here, and by which theorem not."""
    match second.symmetric:
        case True if second.by_theorem:
            return sentence(
                "The matrix is symmetric, as always where the second partials are continuous "
                "(Clairaut's theorem)."
                if not any(row.by_definition for row in second.rows)
                else "The matrix is symmetric, as always where the first partials are "
                "differentiable (Young's theorem)."
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
    field: ScalarField, at: AtPoint, second: HessianAtPoint, telling: common.Telling
) -> tuple[doc.Block, ...]:
    """The determinant, the eigenvalues, and which way the function bends."""
    blocks: list[doc.Block] = []
    if len(second.rows) == 1:
        return tuple(_bends_on_a_line(field, second)) if is_not_critical(at) else ()
    if second.determinant is not None and not is_not_critical(at):  # where it decides
        name: Box | None = applied(function_name("det"), [hessian_name(field)])
        lines: list[doc.Line] = []
        if len(second.rows) == 2 and second.entries is not None:
            lines.append(doc.Line(name, "=", products_of_diagonals(second.entries)))
            name = None
        reason = sentence("the determinant")
        lines.extend(common.exact_lines(name, second.determinant, telling, reason))
        blocks.append(doc.Equations(tuple(lines)))
    if second.eigenvalues:
        blocks.extend(eigenvalues_told(field, at, second, telling))
    return tuple(blocks)


def _bends_on_a_line(field: ScalarField, second: HessianAtPoint) -> Iterator[doc.Block]:
    """Which way a function of one variable bends where its slope is not zero."""
    f = variable(field.function)
    assert second.entries is not None
    sign = sign_of(second.entries[0][0])
    if sign in (Sign.POSITIVE, Sign.NEGATIVE):
        said = ("positive", "grows", "upwards")
        if sign is Sign.NEGATIVE:
            said = ("negative", "falls", "downwards")
        begins = f"The second derivative is {said[0]}: the slope {said[1]}, and "
        yield doc.Paragraph(sentence(begins, f, f" bends {said[2]}.", NO_EXTREME_ON_A_LINE))


def _missing(second: HessianAtPoint, field: ScalarField) -> tuple[doc.Block, ...]:
    """Which second partials do not exist at the point, or were not decided."""
    rows = [
        row_of_sides(common.derivative_name(field, (first, other)), entry)
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
    tone = doc.Tone.REFUSED if lost else doc.Tone.WARNING
    what = "second partial" if several else "second derivative"
    return (doc.Remark(tone, sentence(said)), table_of_sides(what, rows))
