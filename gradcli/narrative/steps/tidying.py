"""From what the rules gave to the form in which a result is given: each step, and its reason."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, assert_never

from sympy import Expr

from gradcli.calculus.clean_up.squares import Squares, functions_of
from gradcli.calculus.clean_up.tidy import Clean, Reason, tidy_steps
from gradcli.calculus.rules.rules import Derivation
from gradcli.field.expression import (
    Call,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
)
from gradcli.field.from_sympy import OrderOfSum
from gradcli.narrative.document import Line, Sentence
from gradcli.narrative.letters import FOR_FUNCTIONS, Letters
from gradcli.narrative.notation import relation, typeset
from gradcli.narrative.phrases import equals, formula, sentence
from gradcli.narrative.steps.naming import Names

_ZERO: Final = Number(Fraction(0))
_ONE: Final = Number(Fraction(1))
_TWO: Final = Number(Fraction(2))


def tidied(
    derivation: Derivation, letters: Letters, names: Names, order: Sequence[OrderOfSum]
) -> tuple[Line, ...]:
    """The lines that follow a result as the rules gave it; none where that is its last form."""
    lines: list[Line] = []
    last: Reason | None = None
    # Where steps for the same reason begin: only what the last of them gives is shown.
    start = before = derivation.derivative
    for step in tidy_steps(derivation.derivative, derivation.variable):
        if step.reason is last:
            lines.pop()
        else:
            start = before
        reason = _because(step.reason, letters, start, step.gives)
        lines.append(Line(None, "=", formula(names.in_short(step.gives), order), reason))
        last, before = step.reason, step.gives
    return tuple(lines)


def _because(reason: Reason, letters: Letters, before: Expr, after: Expr) -> Sentence:
    u = Variable(letters.pick(FOR_FUNCTIONS))
    match reason:
        case Clean.FACTORS if before.is_Add and any(part.is_Add for part in after.args):
            return sentence("take out the common factor")
        case Clean.FACTORS:
            return sentence("simplify")
        case Clean.POWERS:
            return sentence("add the exponents of one base")
        case Clean.SIGNS:
            size, sign = Call("abs", (u,)), Call("sign", (u,))
            return sentence(
                "since ",
                equals(typeset(Product((size, sign))), typeset(u)),
                " and ",
                equals(typeset(Product((u, sign))), typeset(size)),
            )
        case Clean.SIGNS_AS_ONE:
            return sentence(
                "since ",
                typeset(Call("sign", (u,))),
                " is ",
                typeset(_ONE),
                " or ",
                typeset(Negative(_ONE)),
                " where ",
                relation(typeset(u), "≠", typeset(_ZERO)),
            )
        case Clean.ROOTS:
            root = Call("sqrt", (Power(u, _TWO),))
            return sentence("since ", equals(typeset(root), typeset(Call("abs", (u,)))))
        case Clean.CASES:
            return sentence("in each piece its own condition holds")
        case Clean.FRACTIONS:
            v = Variable(letters.pick(name for name in FOR_FUNCTIONS if name != u.name))
            apart = Quotient(Call("sqrt", (u,)), Call("sqrt", (v,)))
            whole = Call("sqrt", (Quotient(u, v),))
            return sentence("since ", equals(typeset(whole), typeset(apart)))
        case Squares():
            return sentence("since ", equals(typeset(_identity(reason, u)), typeset(_ONE)))
    assert_never(reason)


def _identity(squares: Squares, u: Variable) -> Node:
    """sin^2 u + cos^2 u."""
    one, other, sign = functions_of(squares)
    first, second = (Power(Call(name, (u,)), _TWO) for name in (one, other))
    return Sum((first, second if sign > 0 else Negative(second)))
