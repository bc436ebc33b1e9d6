"""The tree to evaluate in numbers: constants under a function that jumps are decided exactly.

sign(sin(pi)) is 0, but computed with any number of digits sin(pi) is not quite 0, and its sign is
noise. So these constants are replaced by their exact values first; what cannot be decided is
refused.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, assert_never

from gradcli.calculus.domain.domain import FaultError, TooLargeError, UnsureError, evaluate_exactly
from gradcli.calculus.domain.refusal import JumpUndecided, RefusedError
from gradcli.calculus.domain.verdict import Cause
from gradcli.calculus.numbers.constants import Sign, compare
from gradcli.field import expression as ex
from gradcli.field.from_sympy import from_sympy
from gradcli.field.functions import FUNCTIONS
from gradcli.field.substitution import with_parts
from gradcli.field.to_sympy import ToSympy

_JUMPING: Final = frozenset(name for name, record in FUNCTIONS.items() if record.jumps)
_ZERO: Final = ex.Number(Fraction(0))
_ONE: Final = ex.Number(Fraction(1))


def jumps(node: ex.Node) -> bool:
    """Whether a node is one of those whose constants have to be decided."""
    kind = type(node)
    return kind is ex.Piecewise or (kind is ex.Call and node.function in _JUMPING)  # type: ignore[union-attr]  # a call


def decide_jumps(tree: ex.Node) -> ex.Node:
    """The tree with whole numbers for its jumping constants, and comparisons of constants decided.

    Raises:
        RefusedError: it could not be decided on which side of a jump a constant lies.
    """
    order = list(ex.postorder(tree))
    if not any(map(jumps, order)):
        return tree
    varying: set[ex.Node] = set()
    done: dict[ex.Node, ex.Node] = {}
    for node in order:
        if isinstance(node, ex.Variable) or not varying.isdisjoint(ex.operands(node)):
            varying.add(node)
        if isinstance(node, ex.Piecewise):
            done[node] = _cases(node, done, varying)
        elif (constant := _constant_of(node, varying)) is not None:
            done[node] = _decided(constant)
        elif all(done[part] is part for part in ex.operands(node)):
            done[node] = node
        else:
            done[node] = with_parts(node, done)
    return done[tree]


def _constant_of(node: ex.Node, varying: set[ex.Node]) -> ex.Call | None:
    """A jump of a constant, or of what comes to one; None for all else."""
    if not (isinstance(node, ex.Call) and node.function in _JUMPING):
        return None
    return _without_letters(node) if node in varying else node


def _without_letters(node: ex.Call) -> ex.Call | None:
    """A call of a polynomial that is a constant, as 1 + x - x is; None where it is none.

    In numbers x is rounded in it, and floor(1 + x - x) is 0 here and 1 there.
    """
    if len(node.arguments) != 1 or not all(map(_is_of_polynomial, ex.postorder(node.arguments[0]))):
        return None
    form = ToSympy()(node.arguments[0])
    return None if form.free_symbols else ex.Call(node.function, (from_sympy(form),), node.span)


def _is_of_polynomial(node: ex.Node) -> bool:
    match node:
        case ex.Number() | ex.Constant() | ex.Variable():
            return True
        case ex.Negative() | ex.Sum() | ex.Product():
            return True
        case ex.Power(_, ex.Number(value)):
            return value.denominator == 1
        case ex.Quotient() | ex.Power() | ex.Call() | ex.Piecewise():
            return False
    assert_never(node)


def _decided(node: ex.Call) -> ex.Node:
    try:
        value = evaluate_exactly(node, {}).value
    except (FaultError, TooLargeError):
        return node
    except UnsureError as error:
        raise RefusedError(JumpUndecided(error.cause)) from error
    size = ex.Number(Fraction(abs(int(value))), node.span)
    return ex.Negative(size, node.span) if value < 0 else size


def _cases(node: ex.Piecewise, done: dict[ex.Node, ex.Node], varying: set[ex.Node]) -> ex.Node:
    branches = tuple(
        ex.Branch(
            done[branch.value],
            None if branch.condition is None else _condition(branch.condition, done, varying),
            branch.span,
        )
        for branch in node.branches
    )
    return ex.Piecewise(branches, node.span)


def _condition(
    condition: ex.Condition, done: dict[ex.Node, ex.Node], varying: set[ex.Node]
) -> ex.Condition:
    match condition:
        case ex.Comparison(left, relation, right, span):
            if left in varying or right in varying:
                return ex.Comparison(done[left], relation, done[right], span)
            match _compared(condition):
                case Sign.NEGATIVE:
                    return ex.Comparison(_ZERO, relation, _ONE, span)
                case Sign.ZERO:
                    return ex.Comparison(_ZERO, relation, _ZERO, span)
                case Sign.POSITIVE:
                    return ex.Comparison(_ONE, relation, _ZERO, span)
                case _:
                    return condition
        case ex.Every(conditions, span):
            return ex.Every(tuple([_condition(part, done, varying) for part in conditions]), span)
        case ex.Some(conditions, span):
            return ex.Some(tuple([_condition(part, done, varying) for part in conditions]), span)
    assert_never(condition)


def _compared(condition: ex.Comparison) -> Sign:
    """The sign of left - right, of two constants; undecided where one has no value."""
    try:
        sign = compare(
            evaluate_exactly(condition.left, {}).value, evaluate_exactly(condition.right, {}).value
        )
        if sign is Sign.UNDECIDED:
            raise UnsureError(condition, Cause.WHICH_IS_GREATER)
    except (FaultError, TooLargeError):
        return Sign.UNDECIDED
    except UnsureError as error:
        raise RefusedError(JumpUndecided(error.cause)) from error
    return sign
