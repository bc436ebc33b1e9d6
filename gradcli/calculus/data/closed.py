"""A sum over rows with the numbers of the rows put in: (2/n)(w Σx² + b Σx - Σxy) as a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from sympy import Add, Expr, Mul, Rational, expand

from gradcli.calculus.clean_up.tidy import tidy
from gradcli.calculus.data.sums import MOST_EXACT
from gradcli.calculus.data.table import Reduce, Rows
from gradcli.field.expression import Node, Number, Quotient, Sum
from gradcli.field.fast_sympy.sympy_build import product, total
from gradcli.field.substitution import with_values
from gradcli.field.to_sympy import symbol

_MOST_TERMS: Final = 200
_LARGEST: Final = 60  # operations of a formula that is expanded


def closed_sum(formula: Expr, rows: Rows, reduce: Reduce) -> Expr | None:
    """The sum, or mean, of a formula over the rows, in the variables alone.

    None where some term of it does not part into what depends on the variables and a product of
    powers of columns, and where there are very many rows.
    """
    columns = {symbol(name): name for name in rows.columns}
    if rows.count > MOST_EXACT or _operations(formula) > _LARGEST:
        return None
    terms = Add.make_args(expand(formula))
    if len(terms) > _MOST_TERMS:
        return None
    made = []
    for term in terms:
        apart, rest = term.as_independent(*columns, as_Add=False)
        powers: dict[str, int] = {}
        for factor in Mul.make_args(rest):
            base, exponent = factor.as_base_exp()
            if factor == 1:
                continue
            if base not in columns or not exponent.is_Integer or exponent < 0:
                return None
            powers[columns[base]] = int(exponent)
        made.append(product(apart, _sum_of_powers(powers, rows)))
    whole = total(*made)
    return tidy(whole if reduce is Reduce.SUM else product(Rational(1, rows.count), whole))


def _operations(formula: Expr) -> int:
    return int(formula.count_ops())


def _sum_of_powers(powers: Mapping[str, int], rows: Rows) -> Rational:
    found = Fraction(0)
    for row in range(rows.count):
        numbers = rows.exact(row)
        one = Fraction(1)
        for name, exponent in powers.items():
            one *= numbers[name] ** exponent
        found += one
    return Rational(found.numerator, found.denominator)


def written_out(tree: Node, rows: Rows, reduce: Reduce) -> Node:
    """The sum, or mean, of a formula over the rows, with a term for each row."""
    terms = tuple(with_values(tree, rows.as_trees(row)) for row in range(rows.count))
    whole: Node = terms[0] if len(terms) == 1 else Sum(terms)
    return whole if reduce is Reduce.SUM else Quotient(whole, Number(Fraction(rows.count)))


def parts_of_sum(formula: Expr, columns: Sequence[str]) -> tuple[Expr, Expr]:
    """What may stand before the sign of the sum, and what must stand behind it."""
    if not formula.free_symbols & {symbol(name) for name in columns}:
        return formula, Rational(1)
    apart, rest = formula.as_independent(*(symbol(name) for name in columns), as_Add=False)
    content, rest = rest.as_content_primitive()
    return product(apart, content), rest
