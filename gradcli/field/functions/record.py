"""What is known of one function of the language, written down once: its record.

The rooms that calculate, decide, measure and print interpret these records and know nothing of a
single function beside, but for the few that all others are made of. What is left out of a record
has a meaning: the function is what its `definition` makes of it. A record that has neither is
refused when it is made.

Nothing here loads SymPy or mpmath.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, StrEnum, auto
from fractions import Fraction
from typing import Any, Final, TypeAlias

from gradcli.field.functions.algebra import Algebra, IncompleteError
from gradcli.frozen import dataclass


class Requirement(StrEnum):
    """What an operation asks of its argument u (of both, where there are two)."""

    NOT_ZERO = "not-zero"
    POSITIVE = "positive"
    NOT_NEGATIVE = "not-negative"
    WITHIN_ONE = "within-one"  # -1 <= u <= 1
    STRICTLY_WITHIN_ONE = "strictly-within-one"  # -1 < u < 1
    AT_LEAST_ONE = "at-least-one"
    OUTSIDE_ONE = "outside-one"  # u <= -1 or u >= 1
    STRICTLY_OUTSIDE_ONE = "strictly-outside-one"  # u < -1 or u > 1
    ZERO_TO_ONE = "zero-to-one"  # 0 < u <= 1
    COSINE_NOT_ZERO = "cosine-not-zero"
    SINE_NOT_ZERO = "sine-not-zero"
    NOT_BOTH_ZERO = "not-both-zero"
    NOT_ONE = "not-one"
    POSITIVE_EXPONENT = "positive-exponent"  # of the base 0
    POSITIVE_BASE = "positive-base"  # where the exponent varies or is no whole number
    WHOLE = "whole"  # and not negative
    SOME_CASE = "some-case"
    NONE = "none"


class Regularity(Enum):
    """Where an argument lies with respect to an operation."""

    SMOOTH = auto()  # the operation is smooth there
    ROUGH = auto()  # defined, but the rule does not hold
    EDGE = auto()  # not defined, at the edge of the domain
    OUTSIDE = auto()  # not defined
    UNSURE = auto()


SMOOTH, ROUGH, EDGE, OUTSIDE, UNSURE = Regularity


# -- Where a function is defined and smooth --


@dataclass(frozen=True, slots=True)
class Entire:
    """Analytic on the whole real line."""


@dataclass(frozen=True, slots=True)
class BySign:
    """By the sign of the argument."""

    negative: Regularity
    zero: Regularity
    positive: Regularity


@dataclass(frozen=True, slots=True)
class BySize:
    """By the size of the argument, |u|, against 1."""

    inside: Regularity
    at_one: Regularity
    outside: Regularity


@dataclass(frozen=True, slots=True)
class AgainstOne:
    """By the argument against 1."""

    below: Regularity
    at_one: Regularity
    above: Regularity


@dataclass(frozen=True, slots=True)
class ZeroToOne:
    """Smooth in (0, 1), with a value at 1 and none elsewhere."""


@dataclass(frozen=True, slots=True)
class UnlessZero:
    """Smooth but for poles where `function`, the sine or the cosine, is 0."""

    function: str


@dataclass(frozen=True, slots=True)
class UnlessWhole:
    """Smooth but where the argument and `shift` add up to a whole number."""

    shift: Fraction


@dataclass(frozen=True, slots=True)
class Counting:
    """Defined for 0, 1, 2, ..., and a constant there."""


@dataclass(frozen=True, slots=True)
class Radicand:
    """Of a radicand and a degree: by the degree."""


@dataclass(frozen=True, slots=True)
class Turning:
    """The angle of the point (x, y), of y and x: jumps on the ray x < 0, y = 0."""


@dataclass(frozen=True, slots=True)
class Extremum:
    """Of several arguments the greatest, or the least: smooth where it is one alone."""


Places: TypeAlias = (
    Entire
    | BySign
    | BySize
    | AgainstOne
    | ZeroToOne
    | UnlessZero
    | UnlessWhole
    | Counting
    | Radicand
    | Turning
    | Extremum
)


@dataclass(frozen=True, slots=True)
class Domain:
    """What a function asks of its argument, and where it is smooth."""

    requirement: Requirement
    places: Places


EVERYWHERE: Final = Domain(Requirement.NONE, Entire())


# -- Between which numbers the values lie --

Bound: TypeAlias = Fraction | float
"""A rational number, or an infinity."""


@dataclass(frozen=True, slots=True)
class Between:
    """low <= f(u) <= high, whatever u is."""

    low: Bound
    high: Bound


@dataclass(frozen=True, slots=True)
class Through:
    """low <= f(u) <= high, and f(u) is on the same side of `value` as u is of `at`."""

    low: Bound
    high: Bound
    at: Fraction
    value: Fraction


@dataclass(frozen=True, slots=True)
class Stepwise:
    """A rising function with whole values, by what it makes of a fraction."""

    function: Callable[[Fraction], int]


@dataclass(frozen=True, slots=True)
class Size:
    """|u|."""


@dataclass(frozen=True, slots=True)
class Least:
    """The least of the arguments."""


@dataclass(frozen=True, slots=True)
class Greatest:
    """The greatest of the arguments."""


Image: TypeAlias = Between | Through | Stepwise | Size | Least | Greatest


class Monotony(Enum):
    """Whether a function rises, or falls, where it is defined, which is on one interval."""

    RISING = 1
    FALLING = -1


class Zeros(Enum):
    """Where a function is 0."""

    NEVER = auto()
    WITH_ARGUMENT = auto()  # where its argument is 0, and nowhere else


class Parity(Enum):
    """What f(-u) is, where f is smooth at u: f(u), or -f(u)."""

    EVEN = auto()
    ODD = auto()


class Family(Enum):
    """The functions that come by sixes: of an angle, of a hyperbola's sector, and back."""

    CIRCULAR = auto()
    INVERSE_CIRCULAR = auto()
    HYPERBOLIC = auto()
    INVERSE_HYPERBOLIC = auto()


class Growth(Enum):
    """How large a value may be, told from how large the argument is."""

    BOUNDED = auto()  # at most 1
    ANGLE = auto()  # an angle of a turn or less
    LIKE_ARGUMENT = auto()  # as large as the argument, or little more
    SIZE = auto()  # as large as the argument
    WHOLE = auto()  # as large as the argument, and worked out to the last digit
    LOGARITHMIC = auto()  # as large as the number of the argument's digits
    POLES = auto()  # small, unless near a pole
    EXPONENTIAL = auto()  # as many digits as the argument is large
    FACTORIAL = auto()  # more digits than the argument is large


class Steps(Enum):
    """Where a function with steps has none, so that its derivative is 0."""

    NOT_WHOLE = auto()  # u is not a whole number
    NOT_HALFWAY = auto()  # u is not halfway between whole numbers
    STANDS_STILL = auto()  # u is the same number all around the point


Definition: TypeAlias = Callable[..., Any]
"""`(of, u, ...) -> value` over any `Algebra`."""

Derivative: TypeAlias = Callable[[Algebra[Any], Any, Any], Any]
"""`(of, u, y) -> y'` over any `Algebra`, where y is the function's value at u."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What other languages mean by the name of a function: `shown`, which is the `definition`.

    `modules` are what stands before the name in Python, `np` for `np.sinc`; `elementwise` says that
    it is so in languages that write `.*` and `.^`. `here` is what the language means.
    """

    modules: frozenset[str]
    elementwise: bool
    shown: str
    definition: Definition
    here: str


@dataclass(frozen=True, slots=True)
class Shorthand:
    """A function that is read as its formula: `relu(x)` is `max(0, x)`.

    `shown` is the formula as a note gives it; none where the formula is what the name says.
    """

    name: str
    shown: str
    definition: Definition
    aliases: tuple[str, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language.

    What it is called: `name` is canonical; `display` is how a book prints it; `latex` is its LaTeX
    command (or an `\\operatorname`); `least` and `most` bound the number of arguments (`most` is
    None where there is no bound). `in_runs` says that the name is found in letters without spaces
    between them: `sinx`. `foreign` spellings are those of other languages, read and never
    suggested; `elsewhere` is what the name means in those that mean another function by it. `sympy`
    is SymPy's name of it, None where SymPy has none.

    What it is: `definition` composes it of others, and what follows describes it for those who
    would otherwise take the definition. `derivative` is f'(u), from u and the value, and
    `derivative_holds` says on which arguments (`u > 0`), when that is not all on which the function
    is defined and SymPy's formula would hide it; at the arguments `steep_at` it has a value and its
    derivative none. `has_rule` says that a rule of its own derives it. `convex` is true of a
    function that is convex on all of the line; `jumps` of one with steps.
    """

    name: str
    display: str
    latex: str
    summary: str
    aliases: tuple[str, ...] = ()
    least: int = 1
    most: int | None = 1
    in_runs: bool = False
    foreign: tuple[str, ...] = ()
    elsewhere: Elsewhere | None = None
    sympy: str | None = None
    definition: Definition | None = None
    domain: Domain | None = None
    image: Image | None = None
    growth: Growth | None = None
    derivative: Derivative | None = None
    derivative_holds: str | Steps = ""
    steep_at: tuple[int, ...] = ()
    has_rule: bool = False
    monotony: Monotony | None = None
    zeros: Zeros | None = None
    family: Family | None = None
    parity: Parity | None = None
    convex: bool = False
    jumps: bool = False

    def __post_init__(self) -> None:
        if self.definition is None:
            told = {
                "domain": self.domain,
                "image": self.image,
                "growth": self.growth,
                "derivative": self.derivative or self.has_rule or None,
            }
            missing = [field for field, value in told.items() if value is None]
            if missing:
                raise IncompleteError(
                    f"{self.name} has no definition, and so needs its {', '.join(missing)}"
                )
        elif self.most != self.least:
            raise IncompleteError(f"{self.name}: a definition has a fixed number of arguments")

    @property
    def is_entire(self) -> bool:
        """Whether the function is known to be analytic on the whole real line."""
        return self.domain == EVERYWHERE
