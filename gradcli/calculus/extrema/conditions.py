"""The conditions on the parameters of a family: those that hold of all its points are not told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import sympy
from sympy import Dummy, Expr, Integer, Symbol
from sympy.core.relational import Relational

from gradcli.calculus.extrema.found import TURNED, Family, Where
from gradcli.calculus.extrema.split import is_nowhere_zero
from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.calculus.numbers.factoring import remainder
from gradcli.calculus.numbers.put_in import put_in
from gradcli.frozen import replace


def conditioned(
    family: Family, conditions: Sequence[Where], variables: Sequence[Symbol]
) -> list[Family]:
    """The family with the conditions that do not hold of all its points; none if one fails."""
    on = dict(zip(variables, family.at, strict=True))
    left: list[Where] = []
    for each in conditions:
        formula = sympy.expand(each.formula.xreplace(on))
        for where in family.where:
            own = sorted(formula.free_symbols, key=str)
            tied = where.relation == "=" and not where.formula.free_symbols.isdisjoint(own)
            if tied and all(each.is_polynomial(*own) for each in (formula, where.formula)):
                formula = remainder(formula, [where.formula], own)
        if (held := is_held(formula, each.relation)) is False:
            return []
        if held is None:
            left.append(_shortened(Where(formula, each.relation)))
    told = {(each.formula, each.relation): each for each in (*family.where, *left)}
    if any((each.formula, "<") in told and (each.formula, ">") in told for each in told.values()):
        return []
    return [replace(family, where=tuple(told.values()))]


def _shortened(where: Where) -> Where:
    """The same condition without what does not matter for it: 2 t^2 != 0 is t != 0."""
    own = sorted(where.formula.free_symbols, key=str)
    if not where.formula.is_polynomial(*own):
        return where
    poly = sympy.Poly(where.formula, *own)
    if not (poly.domain.is_ZZ or poly.domain.is_QQ):
        return where
    number, factors = sympy.factor_list(poly)
    if where.relation == "!=":
        return Where(sympy.Mul(*(base.as_expr() for base, _ in factors)), "!=")
    if where.relation == ">" and number > 0 and all(times % 2 == 0 for _, times in factors):
        return Where(sympy.Mul(*(base.as_expr() for base, _ in factors)), "!=")
    if number.is_Rational and abs(number) != 1:
        where = Where(sympy.expand(where.formula / abs(number)), where.relation)
    if sign_of(number) is Sign.NEGATIVE:
        formula = sympy.expand(-where.formula)
        return Where(formula, TURNED.get(where.relation, where.relation))
    return where


def is_held(formula: Expr, relation: str) -> bool | None:
    """Whether a formula in parameters is as it should be, for all their values or for none."""
    if formula.free_symbols:
        if formula.is_nonnegative and relation in ("<", ">="):
            return relation == ">="
        if formula.is_nonpositive and relation in (">", "<="):
            return relation == "<="
        known = _one_sign(formula)
        return None if known is None else known.meets(relation)
    return sign_of(formula).meets(relation)


def _one_sign(formula: Expr) -> Sign | None:
    """The sign that a formula has whatever its letters are, if it is seen to have one."""
    if formula.is_positive:
        return Sign.POSITIVE
    if formula.is_negative:
        return Sign.NEGATIVE
    own = sorted(formula.free_symbols, key=str)
    if len(own) == 1 and formula.is_polynomial(*own):
        poly = sympy.Poly(formula, *own)
        if (poly.domain.is_ZZ or poly.domain.is_QQ) and int(poly.count_roots()) == 0:
            return Sign.POSITIVE if poly.eval(0) > 0 else Sign.NEGATIVE
    if len(own) > 1 and formula.is_polynomial(*own):
        domain = sympy.Poly(formula, *own).domain
        if (domain.is_ZZ or domain.is_QQ) and is_nowhere_zero(formula, own):
            return sign_of(formula.xreplace(dict.fromkeys(own, Integer(0))))
    return None


def value_on(form: Expr, family: Family, variables: Sequence[Symbol]) -> Expr:
    """A function on a family, in its parameters; its cases and sizes by the conditions on these."""
    moved, back = _by_a_positive(family)
    on = dict(zip(variables, (each.xreplace(moved) for each in family.at), strict=True))
    value = put_in(put_in(form, on), back)
    signs = _signs(family)
    value = put_in(value, _known(value.atoms(Relational), signs))
    value = put_in(value, {each: _alone(each, signs) for each in value.atoms(sympy.Max, sympy.Min)})
    # SymPy makes |(|t|)| of |-|t||, and |t| of that when it is asked again.
    value = value.xreplace({each: each.func(*each.args) for each in value.atoms(sympy.Abs)})
    return sympy.expand(value)


def _signs(family: Family) -> dict[Expr, int]:
    """The signs of formulas that the conditions on the parameters say."""
    signs: dict[Expr, int] = {}
    for each in family.where:
        if each.relation in ("<", ">"):
            formula, sign = plain(each.formula)
            signs[formula] = sign if each.relation == ">" else -sign
    return signs


def _known(relations: Iterable[Relational], signs: Mapping[Expr, int]) -> dict[Expr, Expr]:
    """The relations that these signs decide."""
    known: dict[Expr, Expr] = {}
    for each in relations:
        formula, sign = plain(each.lhs - each.rhs)
        if formula in signs:
            known[each] = each.func(sympy.Integer(sign * signs[formula]), sympy.Integer(0))
    return known


def _alone(form: Expr, signs: Mapping[Expr, int]) -> Expr:
    """A max or min without the arguments that another one exceeds, by these signs."""
    wanted = 1 if isinstance(form, sympy.Max) else -1

    def exceeds(one: Expr, other: Expr) -> bool:
        formula, sign = plain(one - other)
        return sign * signs.get(formula, 0) == wanted

    return form.func(
        *(each for each in form.args if not any(exceeds(other, each) for other in form.args))
    )


def plain(formula: Expr) -> tuple[Expr, int]:
    """A formula without a number before it, and the sign that this had."""
    _, made = sympy.expand(formula).primitive()
    if made.could_extract_minus_sign():
        return sympy.expand(-made), -1
    return made, 1


def _by_a_positive(family: Family) -> tuple[dict[Expr, Expr], dict[Expr, Expr]]:
    """A parameter by what a condition says is positive, and this by the parameter.

    With t > 1 it is 1 + d, of which SymPy knows that |t - 1| is d.
    """
    positive = Dummy(positive=True)
    for each in family.where:
        if each.relation not in ("<", ">") or len(each.formula.free_symbols) != 1:
            continue
        (letter,) = each.formula.free_symbols
        if letter in family.integers or not each.formula.is_polynomial(letter):
            continue
        sign = 1 if each.relation == ">" else -1
        linear = sympy.Poly(sign * each.formula, letter)
        if linear.degree() == 1:
            slope, start = linear.all_coeffs()
            return {letter: (positive - start) / slope}, {positive: linear.as_expr()}
    return {}, {}
