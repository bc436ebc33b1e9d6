"""`taylor`: the derivatives at the point, the polynomial that they make, and what it misses."""

from __future__ import annotations

from math import factorial, prod
from typing import Final

from sympy import Expr

from gradcli.calculus.answers.taylor import TaylorAnswer
from gradcli.calculus.point.taylor import Taylor, Term
from gradcli.field.fast_sympy.sympy_build import begins_with_minus, difference, negate
from gradcli.field.scalar_field import ScalarField
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Application, Box, Subscript
from gradcli.narrative.letters import Letters
from gradcli.narrative.phrases import equals, formula, sentence
from gradcli.narrative.point.verdicts import explain
from gradcli.narrative.stories import common
from gradcli.narrative.stories.at_point.approximation import how_good, one_step
from gradcli.narrative.stories.at_point.in_series import by_series
from gradcli.narrative.stories.checking import certificate_of_values, checked
from gradcli.narrative.stories.in_names import Told
from gradcli.narrative.stories.partials import partials_story, reading, working

_MOST_WRITTEN: Final = 12
"""Terms that are written out with their derivatives' names."""


def taylor_headline(answer: TaylorAnswer) -> Box:
    """T_2(x, y) = 1 + x + ...."""
    return equals(_name(answer.field, answer.order), formula(answer.values()[0]))


def taylor_story(answer: TaylorAnswer, telling: common.Telling = common.FULLY) -> doc.Document:
    """The polynomial first; then each derivative, its value, and how far f is from the whole."""
    field, found = answer.field, answer.taylor
    blocks: list[doc.Block] = [
        *reading(field),
        *_summary(answer),
        *partials_story(Told(answer.gradient, None), telling),
    ]
    if found is None:
        blocks.append(
            doc.Heading(sentence("At the point ", common.named_point(field, answer.at.point)), 2)
        )
        blocks.extend(_refused(answer))
    else:
        blocks.extend(_higher(found, telling))
        blocks.append(doc.Heading(sentence("The polynomial"), 2))
        if found.by_series:
            what = sentence("the higher derivatives")
            blocks.append(by_series(field, what, several=True))
        blocks.append(_table(found))
        blocks.append(doc.Equations(tuple(_lines(found)), result=True))
        if telling.comments:
            blocks.extend(how_good(found.approximation, _letter(field, found.order)))
    blocks.append(checked(answer.check, field, telling, certificate_of_values(answer.at, field)))
    return doc.Document(
        tuple(blocks), asked=common.asked(sentence("The Taylor polynomial"), field, answer.at.point)
    )


def _letter(field: ScalarField, order: int) -> Box:
    return Subscript(nt.variable(Letters.beside(field).pick(("T", "P", "Q"))), nt.number(order))


def _name(field: ScalarField, order: int) -> Box:
    return Application(_letter(field, order), nt.listed(common.names(field)), fenced=True)


def _summary(answer: TaylorAnswer) -> tuple[doc.Block, ...]:
    field, found = answer.field, answer.taylor
    if found is None:
        return tuple(block for block in _refused(answer) if isinstance(block, doc.Remark))[:1]
    line = doc.Line(
        _name(field, found.order),
        "=",
        _in_powers(found),
        sentence(f"the Taylor polynomial of degree {found.order}"),
    )
    return (
        doc.Equations((line,), result=True),
        *one_step(found.approximation, _letter(field, found.order)),
    )


def _refused(answer: TaylorAnswer) -> tuple[doc.Block, ...]:
    if answer.at.slopes is None:
        return explain(answer.at.verdict, answer.field, answer.at.point)
    said = (
        "It was not seen that all derivatives up to this order exist near the point, so no Taylor "
        "polynomial is given."
    )
    return (doc.Remark(doc.Tone.REFUSED, sentence(said)),)


def _order_of(field: ScalarField, term: Term) -> tuple[str, ...]:
    """The variables of a derivative, in the order of differentiation."""
    return tuple(
        name for name, times in zip(field.variables, term.orders, strict=True) for _ in range(times)
    )


def _higher(found: Taylor, telling: common.Telling) -> tuple[doc.Block, ...]:
    """The derivatives of order two and more, each from the one before it."""
    field = found.field
    blocks: list[doc.Block] = []
    place = len(field.variables)
    for term in found.terms:
        if term.stage is None or sum(term.orders) < 2:
            continue
        place += 1
        order = _order_of(field, term)
        before = common.derivative_name(field, order[:-1])
        title = sentence("The derivative of ", before, " with respect to ", nt.variable(order[-1]))
        blocks.append(doc.Heading(title, 2))
        blocks.extend(working(term.stage, telling, order, place))
    return tuple(blocks)


def _table(found: Taylor) -> doc.Table:
    """Each derivative, its value at the point, the factorials, and the coefficient."""
    field = found.field
    rows = []
    for term in found.terms:
        order = _order_of(field, term)
        name = common.derivative_name(field, order) if order else nt.variable(field.function)
        share = prod(map(factorial, term.orders))
        rows.append(
            (
                sentence(name),
                sentence(formula(term.derivative)),
                sentence(nt.number(share)),
                sentence(formula(term.coefficient)),
                sentence(_power(found, term)),
            )
        )
    header = (
        sentence("derivative"),
        sentence("at the point"),
        sentence("divided by"),
        sentence("coefficient"),
        sentence("times"),
    )
    caption = sentence(
        _letter(field, found.order),
        " has the value and the derivatives of ",
        nt.variable(field.function),
        f" at the point, up to order {found.order}. A k-th power, differentiated k times, is "
        "k! = 1 · 2 · … · k. So a derivative taken k times by a variable is divided by k!, and "
        "stands before the k-th power of the step in that variable:",
    )
    return doc.Table(header, tuple(rows), caption)


def _steps(found: Taylor) -> list[Expr]:
    return [
        difference(symbol, start)
        for symbol, start in zip(found.field.symbols, found.point.coordinates, strict=True)
    ]


def _power(found: Taylor, term: Term) -> Box:
    """(x − 2)²(y − 3), or 1."""
    factors = [
        formula(step) if times == 1 else nt.power_of(formula(step), nt.number(times))
        for step, times in zip(_steps(found), term.orders, strict=True)
        if times
    ]
    return nt.product_of(factors) if factors else nt.number(1)


def _in_powers(found: Taylor) -> Box:
    """The sum of the terms that are not 0, by their order."""
    terms: list[Box] = []
    for term in found.terms:
        if term.coefficient == 0:
            continue
        below_zero = begins_with_minus(term.coefficient)
        size = negate(term.coefficient) if below_zero else term.coefficient
        alone = not any(term.orders)
        box = formula(size) if alone else _power(found, term)
        if not alone and size != 1:
            box = _times(size, box)
        terms.append(nt.negative(box) if below_zero else box)
    return nt.sum_of(terms) if terms else nt.number(0)


def _times(coefficient: Expr, box: Box) -> Box:
    """4(x − 2), and (x − 2)²/2."""
    if coefficient.is_Rational and coefficient.q != 1:
        above = box if coefficient.p == 1 else nt.product_of([nt.number(int(coefficient.p)), box])
        return nt.fraction_of(above, nt.number(int(coefficient.q)))
    return nt.product_of([formula(coefficient), box])


def _lines(found: Taylor) -> list[doc.Line]:
    """T = f(P) + f_x(P)(x − 2) + ..., where that is short, and with its numbers."""
    field = found.field
    name = _name(field, found.order)
    if len(found.terms) > _MOST_WRITTEN:
        return [doc.Line(name, "=", _in_powers(found))]
    at = common.written_point(found.point)
    general: list[Box] = [nt.value_of(field.function, at)]
    for term in found.terms[1:]:
        derivative = Application(
            common.derivative_name(field, _order_of(field, term)), nt.listed(at), fenced=True
        )
        share = prod(map(factorial, term.orders))
        weighed = (
            derivative
            if share == 1
            else nt.product_of([nt.fraction_of(nt.number(1), nt.number(share)), derivative])
        )
        general.append(nt.product_of([weighed, _power(found, term)], dotted=True))
    return [doc.Line(name, "=", nt.sum_of(general)), doc.Line(None, "=", _in_powers(found))]
