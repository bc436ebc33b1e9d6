"""The LaTeX that gradcli prints reads back with the same value."""

import math
from types import MappingProxyType
from typing import Final, assert_never

import pytest
from hypothesis import assume, given, settings

from gradcli.errors import GradcliError, Kind
from gradcli.field.expression import (
    Call,
    Comparison,
    Condition,
    Constant,
    Every,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Some,
    Sum,
    Variable,
    variables_of,
)
from gradcli.language.reading import read_expression
from gradcli.narrative.notation import typeset
from gradcli.render.formula.latex import latex
from tests.functions import EXAMPLES
from tests.language.trees import VARIABLES, trees

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")

VALUES: Final = MappingProxyType(
    {name: 0.31 + 0.17 * place for place, name in enumerate(VARIABLES)}
)
NAMES: Final = tuple(name for name in VARIABLES if name != "e")


def value(node: Node) -> float:
    match node:
        case Number(number):
            return float(number)
        case Constant(name):
            return math.e if name == "e" else math.pi
        case Variable(name):
            return VALUES[name]
        case Negative(operand):
            return -value(operand)
        case Sum(terms):
            return math.fsum(map(value, terms))
        case Product(factors):
            return math.prod(map(value, factors))
        case Quotient(above, below):
            return value(above) / value(below)
        case Power(base, exponent):
            return math.pow(value(base), value(exponent))
        case Call(function, arguments):
            return float(EXAMPLES[function].number(math, *map(value, arguments)))
        case Piecewise(branches):
            for branch in branches:
                if branch.condition is None or holds(branch.condition):
                    return value(branch.value)
            raise ValueError
    assert_never(node)


def holds(condition: Condition) -> bool:
    match condition:
        case Comparison(left, relation, right):
            difference = value(left) - value(right)
            if abs(difference) < 1e-6:
                raise ValueError  # too near to tell
            return {
                "<": difference < 0,
                "<=": difference < 0,
                ">": difference > 0,
                ">=": difference > 0,
                "=": False,
                "!=": True,
            }[relation]
        case Every(conditions):
            return all(map(holds, conditions))
        case Some(conditions):
            return any(map(holds, conditions))
    assert_never(condition)


@settings(max_examples=120)
@given(trees)
def test_printed_latex_reads_back_with_the_same_value(tree: Node) -> None:
    assume("e" not in variables_of(tree))  # printed, the variable is like the constant
    try:
        expected = value(tree)
    except (ValueError, OverflowError, ZeroDivisionError, TypeError):
        assume(False)
    # Python's root of a negative number is complex.
    assume(not isinstance(expected, complex) and math.isfinite(expected))
    text = latex(typeset(tree))
    try:
        read = read_expression(text, variables=NAMES)
    except GradcliError as error:
        assert error.kind is Kind.LIMIT, (text, error.message)
        return
    assert value(read.tree) == pytest.approx(expected, rel=1e-6, abs=1e-9), text
