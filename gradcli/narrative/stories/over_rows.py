"""`grad --data`: one term worked, the sum over the rows as a sum, and its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sympy import Expr

from gradcli.calculus.answers.over_rows import AtRows, OverRows, as_rational
from gradcli.calculus.data.closed import parts_of_sum
from gradcli.calculus.data.sums import MOST_EXACT
from gradcli.calculus.data.table import Reduce
from gradcli.errors import GradcliError
from gradcli.field.expression import Node, Variable
from gradcli.field.fast_sympy.sympy_build import negate
from gradcli.field.from_sympy import from_sympy
from gradcli.field.substitution import with_values
from gradcli.frozen import replace
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Binding, Box, Cases, Glyph, Role, Row, Subscript
from gradcli.narrative.phrases import enumerated, equals, formula, joined, sentence
from gradcli.narrative.stories.checking import Certificate, checked
from gradcli.narrative.stories.common import FULLY, Telling, exact_lines, fit_in_a_vector
from gradcli.narrative.stories.in_names import Told, graph_told, in_its_parts
from gradcli.narrative.stories.partials import partials_story, reading

_SIGMA: Final = Glyph("∑", Role.OPERATOR)
_MOST_NAMED: Final = 10  # rows that are named one by one


def _rows_named(rows: Sequence[int]) -> str:
    """Row 3; rows 1, 4 and 7; rows 1, 2, ... and 37 others."""
    names = [str(row + 1) for row in rows]
    if len(names) == 1:
        return f"row {names[0]}"
    if len(names) > _MOST_NAMED:
        return f"rows {', '.join(names[:_MOST_NAMED])} and {len(names) - _MOST_NAMED} more"
    return f"rows {', '.join(names[:-1])} and {names[-1]}"


def no_gradient_over_rows(answer: OverRows) -> GradcliError | None:
    """Why the sum or mean has no gradient at the point, or None."""
    at = answer.at
    if at is None or at.slopes is not None:
        return None
    of_all, what = answer.rows.count, f"the {answer.reduce.value}"
    if at.outside:
        return GradcliError(
            "rows-outside-domain",
            f"{_has(at.outside, of_all)} no value at this point ({_rows_named(at.outside)}), so "
            f"{what} has none",
            help="choose a point at which every row has a value, or leave these rows out",
        )
    if at.is_proved:
        return GradcliError(
            "kinks-in-rows",
            f"{_has(at.kinks, of_all)} a kink at this point ({_rows_named(at.kinks)}), so {what} "
            "is not differentiable here",
            help="a small step away from the point there is a gradient",
        )
    found = tuple(sorted((*at.kinks, *at.open)))
    return GradcliError(
        "kinks-not-decided",
        f"{_has(found, of_all)} a kink or an edge at this point ({_rows_named(found)}), and it "
        f"could not be decided whether {what} is smooth all the same",
        help="a small step away from the point there is a gradient",
    )


def _has(rows: Sequence[int], of_all: int) -> str:
    return f"{len(rows):,} of {of_all:,} rows {'has' if len(rows) == 1 else 'have'}"


def over_rows_headline(answer: OverRows) -> Box:
    """∇L(1, 0) = (12, 4)."""
    name = Glyph(f"∇{answer.loss}", Role.FUNCTION)
    left: Box = name
    if answer.at is not None:
        left = nt.value_of(
            f"∇{answer.loss}", [nt.typeset(each) for each in answer.at.point.written]
        )
    return equals(left, nt.vector([formula(value) for value in answer.values()]))


class _Sum:
    """How sums over the rows are written: the letters of the index and of the number of rows."""

    __slots__ = ("count", "index", "names", "reduce")

    def __init__(self, answer: OverRows) -> None:
        self.index = answer.unused("i", "k", "j", "m", "l_1", "l_2")
        self.count = answer.unused("n", "N", "m", "n_1", "n_2")
        self.names = tuple(answer.rows.columns)
        self.reduce = answer.reduce

    def of_tree(self, tree: Node) -> Box:
        """The sum, or mean, of a formula."""
        return self._in_front(None, self._sum(tree))

    def of(self, term: Expr) -> Box:
        """The same of a derivative; what is alike in every row stands before the sum."""
        apart, rest = parts_of_sum(term, self.names)
        if rest == 1:
            if self.reduce is Reduce.MEAN:
                return formula(apart)
            return nt.product_of([nt.variable(self.count), formula(apart)])
        return self._in_front(None if apart == 1 else apart, self._sum(from_sympy(rest)))

    def _sum(self, tree: Node) -> Box:
        indexed = {name: Variable(f"{name}_{self.index}") for name in self.names if "_" not in name}
        body = nt.typeset(with_values(tree, indexed))
        if not isinstance(body, Cases):
            body = nt.as_factor(body)
        sigma = Subscript(_SIGMA, Glyph(self.index, Role.VARIABLE))
        return Row((sigma, body), Binding.PRODUCT)

    def _in_front(self, factor: Expr | None, rest: Box) -> Box:
        if factor is not None and factor.could_extract_minus_sign():
            opposite = negate(factor)
            return nt.negative(self._in_front(None if opposite == 1 else opposite, rest))
        if self.reduce is Reduce.MEAN:
            above = nt.number(1) if factor is None else formula(factor)
            front: Box = nt.fraction_of(above, nt.variable(self.count))
        elif factor is None:
            return rest
        else:
            front = formula(factor)
        return nt.product_of([front, rest], dotted=True)


def over_rows_story(answer: OverRows, telling: Telling = FULLY) -> doc.Document:
    """What is summed; the gradient as a sum and in numbers; one term worked; why sums part so."""
    field = answer.field
    blocks: list[doc.Block] = [*reading(field), *_summary(answer, telling)]
    if telling.comments:
        blocks.append(doc.Heading(sentence("One term"), 2))
        blocks.append(
            doc.Paragraph(
                sentence(
                    "The derivative of a sum is the sum of the derivatives of its terms, and all "
                    "terms are of one form: ",
                    nt.variable(field.function),
                    " of one row, whose numbers do not move. So one term is worked for all rows.",
                )
            )
        )
    told = _told(answer, telling)
    blocks.extend(in_its_parts(told.graph))
    blocks.extend(partials_story(told, telling))
    made: tuple[Certificate, ...] = ()
    if answer.at is not None and answer.at.slopes is not None:
        made = (
            Certificate(
                answer.at.agrees is True,
                "The sums agree with a backward pass through every row in floats.",
                "The sums could not be compared with another computation.",
            ),
        )
    blocks.append(checked(answer.check, field, telling, made))
    return doc.Document(tuple(blocks))


def _told(answer: OverRows, telling: Telling) -> Told:
    """One term as it is told, its partials those that were asked for."""
    asked = replace(answer.gradient, partials=answer.partials)
    return Told(asked, graph_told(answer.graph, telling))


def _summary(answer: OverRows, telling: Telling) -> tuple[doc.Block, ...]:
    field, at, sums = answer.field, answer.at, _Sum(answer)
    loss = answer.loss
    names = [nt.variable(name) for name in field.variables]
    lines = [what_the_loss_is(answer)]
    for place, partial in enumerate(answer.partials):
        name = nt.partial_symbol(loss, (partial.variable,), partial=len(names) > 1)
        lines.append(doc.Line(name, "=", sums.of(partial.derivative)))
        if answer.closed is not None and at is None and fit_in_a_vector(answer.closed):
            lines.append(doc.Line(None, "=", formula(answer.closed[place]), _PUT_IN))
    blocks: list[doc.Block] = [which_rows(answer), doc.Equations(tuple(lines), result=True)]
    if at is not None:
        blocks.extend(_numbers(answer, at, loss, telling))
    return tuple(blocks)


def what_the_loss_is(answer: OverRows) -> doc.Line:
    """L(b, w) = (1/n) ∑ (w x_i + b − y_i)²."""
    names = [nt.variable(name) for name in answer.field.variables]
    return doc.Line(nt.value_of(answer.loss, names), "=", _Sum(answer).of_tree(answer.field.tree))


def which_rows(answer: OverRows) -> doc.Paragraph:
    """L is the mean of f over the n = 4 rows of a table, with these columns."""
    field, loss, sums = answer.field, answer.loss, _Sum(answer)
    columns = enumerated([nt.variable(name) for name in answer.rows.columns])
    how = "mean" if answer.reduce is Reduce.MEAN else "sum"
    several = len(answer.rows.columns) > 1
    intro = joined(
        (
            sentence(
                nt.variable(loss), f" is the {how} of ", nt.variable(field.function), " over the "
            ),
            sentence(equals(nt.variable(sums.count), nt.number(answer.rows.count))),
            sentence(f" rows of {answer.rows.name}, with "),
            columns,
            sentence(" the columns of these names." if several else " the column of this name."),
        ),
        "",
    )
    return doc.Paragraph(intro)


_PUT_IN: Final = sentence("with the numbers of the rows")


def _numbers(answer: OverRows, at: AtRows, loss: str, telling: Telling) -> tuple[doc.Block, ...]:
    if at.value is None or at.slopes is None:
        refusal = no_gradient_over_rows(answer)
        assert refusal is not None
        text = refusal.message
        return (doc.Remark(doc.Tone.REFUSED, sentence(text[0].upper() + text[1:] + ".")),)
    where = [nt.typeset(each) for each in at.point.written]
    left: list[tuple[Box, Expr]] = [(nt.value_of(loss, where), as_rational(at.value))]
    for partial, slope in zip(answer.partials, answer.slopes or (), strict=True):
        symbol = nt.partial_symbol(
            loss, (partial.variable,), partial=len(answer.field.variables) > 1
        )
        left.append((symbol, as_rational(slope)))
    lines: list[doc.Line] = []
    for name, value in left:
        if at.is_exact:
            lines.extend(exact_lines(name, value, telling))
        else:
            digits = f"{float(value):.{telling.digits}g}"
            lines.append(
                doc.Line(name, "≈", nt.number(digits) if "e" not in digits else formula(value))
            )
    blocks: list[doc.Block] = [doc.Equations(tuple(lines), result=True)]
    if not at.is_exact:
        blocks.append(doc.Paragraph(_why_decimal(answer)))
    return tuple(blocks)


def _why_decimal(answer: OverRows) -> doc.Sentence:
    if answer.rows.count > MOST_EXACT:
        return sentence(
            f"The numbers are decimals: of more than {MOST_EXACT:,} rows no exact sums are made."
        )
    return sentence("The numbers are decimals: the terms of the rows are not all rational.")
