"""What can be true of a function at a point, as data: one class a verdict, and no prose."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from sympy import Expr

from gradcli.field.expression import Comparison, Node
from gradcli.field.functions.record import Requirement
from gradcli.frozen import dataclass


class Cause(StrEnum):
    """Why something could not be decided."""

    WHICH_CASE = "which-case"
    ARGUMENT = "argument"  # where the argument of an operation lies exactly
    WHICH_EXTREME = "which-extreme"
    WHICH_IS_GREATER = "which-is-greater"
    NOT_ON_ALL_SIDES = "not-on-all-sides"
    GROWTH = "growth"  # faster than any power
    EXPANSION = "expansion"
    SIGN_OF_GROWTH = "sign-of-growth"
    QUOTIENTS = "quotients"
    ONE_SIDED_LIMIT = "one-sided-limit"
    LIMIT_ALONG_AN_AXIS = "limit-along-an-axis"
    EQUALITY = "equality"
    NEITHER_PROOF_NOR_COUNTEREXAMPLE = "neither-proof-nor-counterexample"
    CONSTANT_WITHOUT_VALUE = "constant-without-value"


class Question(StrEnum):
    """What can stay undecided at a point."""

    DEFINED = "defined"
    DIFFERENTIABLE = "differentiable"
    PARTIALS = "partials"
    RATE = "rate"
    EQUAL_RATES = "equal-rates"  # from both sides


@dataclass(frozen=True, slots=True)
class Fault:
    """`piece` has no value, for its `argument` has `value` and not what is required.

    `edge` says that the argument stands at the edge of what is allowed (0 for ln, 0 below a
    line), so that the function may have a limit there.
    """

    piece: Node
    argument: Node
    requirement: Requirement
    value: Expr | None
    edge: bool


@dataclass(frozen=True, slots=True)
class NonSmooth:
    """`piece` has a value, but its rule of derivation does not hold at its `argument`'s value."""

    piece: Node | Comparison
    argument: Node
    value: Expr


@dataclass(frozen=True, slots=True)
class Finite:
    """A limit that is a number."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Infinite:
    """Growth past every bound."""

    positive: bool


@dataclass(frozen=True, slots=True)
class Nowhere:
    """The function is not defined on that side."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """It could not be decided whether there is a limit, or which."""

    cause: Cause


@dataclass(frozen=True, slots=True)
class Phase:
    """The limit on a sequence t_n -> 0+ on which a wave is `angle` and whole turns."""

    angle: Expr
    limit: Side


@dataclass(frozen=True, slots=True)
class Swinging:
    """No limit: `wave`, a form in t, grows past every bound, and two of its phases differ.

    A `turn` is 2 pi for a sine or a cosine, and 1 for a whole part.
    """

    wave: Expr
    first: Phase
    second: Phase
    turn: Expr


Side: TypeAlias = Finite | Infinite | Nowhere | Swinging | Unknown


@dataclass(frozen=True, slots=True)
class Exists:
    """A partial, or a rate, that exists; `per_unit` is the rate per unit of distance."""

    value: Expr
    per_unit: Expr


@dataclass(frozen=True, slots=True)
class OneSided:
    """No single limit: what the quotients tend to from the left (t < 0) and from the right."""

    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class Undecided:
    """What could not be decided, and why: the honest answer where nothing settles it."""

    question: Question
    cause: Cause


@dataclass(frozen=True, slots=True)
class NoLimit:
    """f has no value at the point (`fault`), so there is no rate there."""

    fault: Fault


PartialAtPoint: TypeAlias = Exists | OneSided | Undecided
Rate: TypeAlias = Exists | OneSided | NoLimit | Undecided


@dataclass(frozen=True, slots=True)
class Approach:
    """Coming to P along P + (c_1 t^p_1, ..., c_n t^p_n), t -> 0+: what f tends to.

    On a way that is no such curve `curve` gives the coordinates in the letter t; the coefficients
    and powers are then those of their first terms.
    """

    coefficients: tuple[Expr, ...]
    powers: tuple[int, ...]
    limit: Side
    curve: tuple[Expr, ...] | None = None


@dataclass(frozen=True, slots=True)
class Removable:
    """The value that makes f continuous at P, and the gradient it then has.

    `gradient` is None where it has none then, or (`differentiable` None) that was not decided.
    """

    value: Expr
    gradient: tuple[Expr, ...] | None
    differentiable: bool | None


@dataclass(frozen=True, slots=True)
class Smooth:
    """Each piece is smooth at its argument's value, so f is smooth, and the rules hold."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Differentiable:
    """Differentiable by definition, though the rule of `rough` does not hold there.

    What decided it: in one variable the limit of the change per step; in several
    |f(P + h) - f(P) - grad f . h| <= C |h|^`exponent` for all small h, with an exponent above 1.
    Where no power bounds it, it is a component of the step times the `factors`, each in the letter
    of one component (h_x for x), which tend to 0.
    """

    value: Expr
    gradient: tuple[Expr, ...]
    rough: NonSmooth
    exponent: Fraction | None = None
    factors: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True)
class OutsideDomain:
    """P lies outside the real domain."""

    fault: Fault


@dataclass(frozen=True, slots=True)
class Undefined:
    """0/0, a pole, 0^0. `approaches` are ways to P with what f does on them.

    `cancelled` is the formula in which the hole has been cancelled away, where that happens: it
    has a larger domain than the one that was typed.
    """

    fault: Fault
    removable: Removable | None
    approaches: tuple[Approach, ...] = ()
    cancelled: Expr | None = None


@dataclass(frozen=True, slots=True)
class Discontinuous:
    """f has a value at P, but does not tend to it along `approach`."""

    value: Expr
    partials: tuple[PartialAtPoint, ...]
    rough: NonSmooth
    approach: Approach


@dataclass(frozen=True, slots=True)
class PartialMissing:
    """Some partial does not exist."""


@dataclass(frozen=True, slots=True)
class NotLinear:
    """All partials exist, but along `direction` the rate is `rate`, and not grad f . direction.

    Where the quotient tends to something else from the other side, `rate` is the limit from the
    right alone and `left` that from the left: then there is no rate along `direction` at all.
    """

    direction: tuple[Expr, ...]
    rate: Side
    dot: Expr
    left: Side | None = None


@dataclass(frozen=True, slots=True)
class EdgeOfDomain:
    """f is not defined in `direction`, however close: P is not inside the domain."""

    direction: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class EdgeAlongCurve:
    """f is not defined along a curve to P, however close: P is not inside the domain."""

    approach: Approach


@dataclass(frozen=True, slots=True)
class Curved:
    """Along a curve to P, (f(P + h) - f(P) - grad f . h) / |h| tends to `approach.limit`, not 0."""

    approach: Approach


Reason: TypeAlias = PartialMissing | NotLinear | Curved | EdgeOfDomain | EdgeAlongCurve


@dataclass(frozen=True, slots=True)
class NotDifferentiable:
    """f has a value at P and no derivative; `continuous` is None where that was not decided.

    `convex_kink` says that f is seen to be a convex function with a kink there (|u|, max(...) of
    smooth pieces in one variable), so that it has a sub-differential: all slopes between the
    one-sided ones.
    """

    value: Expr
    partials: tuple[PartialAtPoint, ...]
    rough: NonSmooth
    reason: Reason
    continuous: bool | None
    convex_kink: bool = False


Verdict: TypeAlias = (
    Smooth
    | Differentiable
    | OutsideDomain
    | Undefined
    | Discontinuous
    | NotDifferentiable
    | Undecided
)
