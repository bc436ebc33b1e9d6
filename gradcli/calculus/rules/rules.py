"""The rules of differentiation, one dataclass each: its `LAW` is the law.

A rule is built from the rules that it uses; its `derivative` is made by its law when it is built,
and nowhere else. So the tree that is printed is the computation itself; and the law that is printed
is the one that was computed with, since both are read off the same line.

Shape of every rule: `function` is what is differentiated, as written; `value` is its SymPy form;
`variable` is what moves; `derivative` is what the law gives. `letters` says what the letters of the
law stand for: u, v, ... are functions of the variable, c, n, a are free of it, and ' is the
derivative with respect to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeAlias

from sympy import Expr, Mul
from sympy.logic.boolalg import Boolean

from gradcli.calculus.clean_up.sums import content_and_rest
from gradcli.calculus.rules.law import WHOLE, Law, LawInWords
from gradcli.calculus.rules.laws import ElementaryLaw, base_of, name_of, steep_at
from gradcli.calculus.rules.pieces import by_pieces
from gradcli.calculus.rules.where_still import of_the_winner, outside_steep, where_base_is_not_0
from gradcli.field.expression import Node
from gradcli.field.fast_sympy.sympy_build import ZERO
from gradcli.field.template import numbered
from gradcli.frozen import dataclass, field


def _set_derivative(rule: Derivation, derivative: Expr) -> None:
    # The only place where a frozen rule is given its result, called as it is built.
    object.__setattr__(rule, "derivative", derivative)


def _by_its_law(rule: LawfulRule) -> Expr:
    """What the law of a rule gives, with what its letters stand for."""
    letters = rule.letters
    given: dict[str, Expr] = {WHOLE: rule.value}
    for letter, part in letters.items():
        if isinstance(part, Expr):
            given[letter] = part
        else:
            given[letter] = part.value
            given[f"{letter}'"] = part.derivative
    return rule.LAW.derivative(given, len(letters))


@dataclass(frozen=True, slots=True, eq=False)
class ConstantRule:
    """What is free of the variable stands still."""

    LAW = Law("constant", "(c)' = 0")

    function: Node
    value: Expr
    variable: str
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        _set_derivative(self, _by_its_law(self))

    @property
    def letters(self) -> Letters:
        """c."""
        return {"c": self.value}


@dataclass(frozen=True, slots=True, eq=False)
class IdentityRule:
    """The variable itself, x, changes as fast as it does."""

    LAW = Law("identity", "(x)' = 1")

    function: Node
    value: Expr
    variable: str
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        _set_derivative(self, _by_its_law(self))

    @property
    def letters(self) -> Letters:
        """x."""
        return {"x": self.value}


@dataclass(frozen=True, slots=True, eq=False)
class SumRule:
    """A sum, term by term; the terms free of the variable bring 0."""

    LAW = Law("sum", "(u + v)' = u' + v'", of_many=True)

    function: Node
    value: Expr
    variable: str
    terms: tuple[Derivation, ...]
    constants: Sequence[Node]
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        _set_derivative(self, _by_its_law(self))

    @property
    def letters(self) -> Letters:
        """u and v are the terms that move."""
        return dict(zip(numbered(len(self.terms)), self.terms, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class ConstantMultipleRule:
    """A factor that stands still stays; so (-u)' = -u' and (u / c)' = u' / c."""

    LAW = Law("constant_multiple", "(c u)' = c u'")

    function: Node
    value: Expr
    variable: str
    constant: Expr
    part: Derivation
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        _set_derivative(self, _by_its_law(self))

    @property
    def letters(self) -> Letters:
        """c is the constant, u the part that moves."""
        return {"c": self.constant, "u": self.part}


@dataclass(frozen=True, slots=True, eq=False)
class ProductRule:
    """A product: each factor in turn is differentiated, the others kept."""

    LAW = Law("product", "(u v)' = u' v + u v'", of_many=True)

    function: Node
    value: Expr
    variable: str
    factors: tuple[Derivation, ...]
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        _set_derivative(self, _by_its_law(self))

    @property
    def letters(self) -> Letters:
        """u and v are the factors."""
        return dict(zip(numbered(len(self.factors)), self.factors, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class QuotientRule:
    """A quotient, where both numerator and denominator move."""

    LAW = Law("quotient", "(u / v)' = (u' v - u v') / v^2", where="v != 0")

    function: Node
    value: Expr
    variable: str
    numerator: Derivation
    denominator: Derivation
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        _set_derivative(self, _by_its_law(self))

    @property
    def letters(self) -> Letters:
        """u is above the line, v below it."""
        return {"u": self.numerator, "v": self.denominator}


@dataclass(frozen=True, slots=True, eq=False)
class ReciprocalRule:
    """The quotient rule for a numerator that stands still."""

    LAW = Law("reciprocal", "(c / v)' = -c v' / v^2", where="v != 0")

    function: Node
    value: Expr
    variable: str
    constant: Expr
    denominator: Derivation
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        _set_derivative(self, _by_its_law(self))

    @property
    def letters(self) -> Letters:
        """c is above the line, v below it."""
        return {"c": self.constant, "v": self.denominator}


@dataclass(frozen=True, slots=True, eq=False)
class ElementaryRule:
    """An elementary function of the variable itself: its law is one of the table's."""

    function: Node
    value: Expr
    variable: str
    law: ElementaryLaw
    argument: Expr
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        whole = self.law.derivative(self.argument, self.value)
        _set_derivative(self, where_base_is_not_0(whole, base_of(self.law)))


@dataclass(frozen=True, slots=True, eq=False)
class ChainRule:
    """A function F of a part: its derivative at the inner, times the inner's own."""

    LAW = Law("chain", "(F(u))' = F'(u) u'")

    function: Node
    value: Expr
    variable: str
    outer: ElementaryLaw
    inner: Derivation
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        inner = self.inner
        # An inner function that never changes leaves nothing to change, even at 0 under a root,
        # where the outer function has no derivative of its own.
        if inner.derivative == 0:
            _set_derivative(self, ZERO)
            return
        steep = steep_at(self.outer)
        by_cells = outside_steep(steep, inner.value, inner.derivative, self._at) if steep else None
        if by_cells is not None:
            _set_derivative(self, by_cells)
            return
        whole = self._at(inner.value, inner.derivative, self.value)
        _set_derivative(self, where_base_is_not_0(whole, base_of(self.outer)))

    def _at(self, inner: Expr, slope: Expr, value: Expr | None = None) -> Expr:
        """What the law gives with this inner function and its derivative."""
        outer = self.outer.derivative(inner, value)
        if inner.is_Add and outer.is_Add and not slope.is_Number:
            # SymPy makes 2w + 2b of 2(w + b), but leaves 2x(w + b), which is 2u u' of u^2.
            (number, rest), (of, same) = content_and_rest(outer), content_and_rest(inner)
            if rest == same:
                outer = Mul(number / of, inner, evaluate=False)
        return self.LAW.derivative({"F'(u)": outer, "u'": slope})


@dataclass(frozen=True, slots=True, eq=False)
class LogarithmicRule:
    """Logarithmic differentiation of u^v, where both move.

    From y = u^v follows ln y = v ln u; differentiated on both sides, y'/y = (v ln u)'.
    """

    LAW = Law("logarithmic", "(u^v)' = u^v (v ln u)'", where="u > 0")

    function: Node
    value: Expr
    variable: str
    base: Node
    exponent: Node
    logarithm: Derivation
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        base, _ = self.value.as_base_exp()
        _set_derivative(self, where_base_is_not_0(_by_its_law(self), base))

    @property
    def letters(self) -> Letters:
        """u^v is the function itself; its logarithm is the part that is differentiated."""
        return {"(v ln u)": self.logarithm}


@dataclass(frozen=True, slots=True, eq=False)
class PolarAngleRule:
    """The angle of the point (u, v), off the ray u <= 0, v = 0."""

    LAW = Law("atan2", "(atan2(v, u))' = (u v' - v u') / (u^2 + v^2)", where="u > 0 or v != 0")

    function: Node
    value: Expr
    variable: str
    ordinate: Derivation
    abscissa: Derivation
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        _set_derivative(self, _by_its_law(self))

    @property
    def letters(self) -> Letters:
        """v is the ordinate, u the abscissa."""
        return {"v": self.ordinate, "u": self.abscissa}


@dataclass(frozen=True, slots=True, eq=False)
class ExtremumRule:
    """Where one competitor is alone at the extremum, its derivative.

    Where two attain the extremum together the law is silent, unless they do so on a whole region,
    or all have the same derivative.
    """

    GREATEST = LawInWords("max", "(max(u, v))' = u' where u > v, and v' where v > u")
    LEAST = LawInWords("min", "(min(u, v))' = u' where u < v, and v' where v < u")

    function: Node
    value: Expr
    variable: str
    competitors: tuple[Derivation, ...]
    greatest: bool
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        values = [one.value for one in self.competitors]
        slopes = [one.derivative for one in self.competitors]
        _set_derivative(self, of_the_winner(values, slopes, greatest=self.greatest))


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One piece of a piecewise function: its derivation, and the interior of where it counts."""

    derivation: Derivation
    holds: Boolean


@dataclass(frozen=True, slots=True, eq=False)
class PiecewiseRule:
    """Inside each piece, the derivative of that piece; where two pieces meet the law is silent."""

    LAW = LawInWords("piecewise", "(u where ..., v where ...)' = u' where ..., v' where ...")

    function: Node
    value: Expr
    variable: str
    cases: tuple[Case, ...]
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        _set_derivative(
            self,
            by_pieces([(case.derivation.derivative, case.holds) for case in self.cases]),
        )


class Rewriting(StrEnum):
    """Why a function is written in another way before it is differentiated."""

    REPEATED_FACTOR = "repeated-factor"  # u u ... u = u^n
    POWER_BELOW = "power-below"  # 1/u^n = u^-n
    POWER_OF_ZERO = "power-of-zero"  # 0^v = 0
    LOGARITHM_TO_A_BASE = "logarithm-to-a-base"  # log(u, v) = ln(u)/ln(v)
    ROOT = "root"  # root(u, n) = u^(1/n)
    EQUAL_ARGUMENTS = "equal-arguments"  # max(u, u) = u
    SINGLE_ARGUMENT = "single-argument"  # max(u) = u
    DEFINITION = "definition"  # f(u) = what f is made of
    MINUS_SIGNS = "minus-signs"  # -(-u) = u
    CONSTANT_ARGUMENTS = "constant-arguments"  # max(u, a, b) = max(u, max(a, b))


@dataclass(frozen=True, slots=True, eq=False)
class RewriteRule:
    """The function is written in another way first, for the stated reason."""

    LAW = LawInWords("rewrite", "u = w, hence u' = w'")

    function: Node
    value: Expr
    variable: str
    reason: Rewriting
    rewritten: Derivation
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        _set_derivative(self, self.rewritten.derivative)


@dataclass(frozen=True, slots=True, eq=False)
class IntermediateRule:
    """A part that has a name: worked out once, however often it occurs.

    `function` is the letter u_1, `meaning` the derivation of the part that it stands for.
    """

    LAW = LawInWords("intermediate", "u_1' is known under its own name, du_1/dx")

    function: Node
    value: Expr
    variable: str
    meaning: Derivation
    slope: Expr
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        known = self.meaning.derivative
        _set_derivative(self, known if known.is_Number else self.slope)


LawfulRule: TypeAlias = (
    ConstantRule
    | IdentityRule
    | SumRule
    | ConstantMultipleRule
    | ProductRule
    | QuotientRule
    | ReciprocalRule
    | LogarithmicRule
    | PolarAngleRule
)
"""The rules whose law says all: what they compute is the law with the letters put in."""

Derivation: TypeAlias = (
    LawfulRule
    | ElementaryRule
    | ChainRule
    | ExtremumRule
    | PiecewiseRule
    | RewriteRule
    | IntermediateRule
)

Letters: TypeAlias = Mapping[str, Derivation | Expr]
"""What the letters of a law stand for, in the order of its left side: parts that move, or forms
that are free of the variable."""


def parts_of(rule: Derivation) -> tuple[Derivation, ...]:
    """The derivations that a rule uses, in the order of its law.

    What is behind the name of an intermediate result is not among them: it is told by itself.
    """
    match rule:
        case ElementaryRule() | IntermediateRule():
            return ()
        case ChainRule(inner=part) | RewriteRule(rewritten=part):
            return (part,)
        case ExtremumRule(competitors=parts):
            return parts
        case PiecewiseRule(cases=cases):
            return tuple(case.derivation for case in cases)
    return tuple(part for part in rule.letters.values() if not isinstance(part, Expr))


def rule_name(rule: Derivation) -> str:
    """The stable name under which a rule stands in JSON and in the rule book."""
    match rule:
        case ElementaryRule(law=law):
            return name_of(law)
        case ExtremumRule(greatest=greatest):
            return (rule.GREATEST if greatest else rule.LEAST).name
    return rule.LAW.name
