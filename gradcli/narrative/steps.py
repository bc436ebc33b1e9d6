"""A derivation told step by step: the rule, its law, what its letters are, the parts, the sum.

Every step is read off one rule of the derivation; nothing is worked out here. A part that was
derived before is not derived again: the step refers back to where it was.
"""

from __future__ import annotations

import dataclasses
from enum import StrEnum
from typing import Final, assert_never

import sympy
from sympy import Expr

from gradcli.calculus.laws import (
    ElementaryLaw,
    ExponentialLaw,
    LogarithmLaw,
    LogarithmOfSizeLaw,
    PowerLaw,
    RootLaw,
    TableLaw,
    name_of,
)
from gradcli.calculus.rules import (
    ChainRule,
    ConstantMultipleRule,
    ConstantRule,
    Derivation,
    ElementaryRule,
    ExtremumRule,
    IdentityRule,
    LogarithmicRule,
    PiecewiseRule,
    PolarAngleRule,
    ProductRule,
    QuotientRule,
    ReciprocalRule,
    RewriteRule,
    SumRule,
    parts_of,
    rule_name,
)
from gradcli.field.as_written import condition_as_written
from gradcli.field.canonical import symbol
from gradcli.field.expression import Negative, Node, Sum
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import dataclass
from gradcli.narrative import rulebook
from gradcli.narrative.box import Binding, Box, Cases, Role, Row, Sign
from gradcli.narrative.document import Line, Sentence, Step
from gradcli.narrative.letters import (
    FOR_BASES,
    FOR_CONSTANTS,
    FOR_EXPONENTS,
    FOR_FUNCTIONS,
    Letters,
)
from gradcli.narrative.notation import (
    MINUS,
    box,
    condition,
    derivative_of,
    dot,
    fraction_of,
    negative,
    number,
    power_of,
    product_of,
    relation,
    sum_of,
    variable,
)
from gradcli.narrative.phrases import enumerated, equals, formula, joined, sentence

PUT_TOGETHER: Final = sentence("the parts put together")
TIDIED: Final = sentence("multiplied and collected")
TIDIED_ABOVE: Final = sentence("multiplied out and collected above the line")


class Detail(StrEnum):
    """How much of a derivation is told."""

    NONE = "none"
    BRIEF = "brief"
    FULL = "full"


def steps_of(
    derivation: Derivation, scalar_field: ScalarField, detail: Detail, first: int = 1
) -> tuple[Step, ...]:
    """The steps of one derivation, outermost rule first, numbered `first`, `first`.1 and so on.

    None where `detail` is NONE.
    """
    if detail is Detail.NONE:
        return ()
    teller = _Teller(scalar_field, detail)
    return (teller.step(derivation, str(first), Letters.beside(scalar_field)),)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a rule has to tell besides its parts."""

    law: Box | None
    opening: tuple[Line, ...]
    where: Sentence = ()
    children: tuple[Step, ...] = ()
    closing: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells the rules of one derivation, remembering what was set and what was told."""

    field: ScalarField
    detail: Detail
    _drawn: dict[Node, Box] = dataclasses.field(default_factory=dict)
    _written: dict[Expr, Box] = dataclasses.field(default_factory=dict)
    _told: dict[Derivation, str] = dataclasses.field(default_factory=dict)

    # The signs of the trade.

    def _box(self, node: Node) -> Box:
        return box(node, self._drawn)

    def _formula(self, expression: Expr) -> Box:
        known = self._written.get(expression)
        if known is None:
            known = self._written[expression] = formula(expression)
        return known

    def _derivative(self, rule: Derivation, of: Box | None = None) -> Box:
        partial = len(self.field.variables) > 1
        shown = self._box(rule.function) if of is None else of
        return derivative_of(rule.variable, shown, partial=partial)

    def _result(self, rule: Derivation) -> Box:
        return self._formula(rule.derivative)

    def _closing(
        self, rule: Derivation, together: Box, tidied: Sentence = TIDIED
    ) -> tuple[Line, ...]:
        """The parts put together, and the tidied form where that is another one."""
        result = self._result(rule)
        if together == result:
            return (Line(None, "=", result, PUT_TOGETHER),)
        return (Line(None, "=", together, PUT_TOGETHER), Line(None, "=", result, tidied))

    # The steps.

    def step(self, rule: Derivation, number_: str, letters: Letters) -> Step:
        """One rule and, below it, the rules that it uses."""
        name = rule_name(rule)
        seen = self._told.get(rule)
        if seen is not None and parts_of(rule):
            line = Line(self._derivative(rule), "=", self._result(rule))
            return Step(number_, f"as in step {seen}", None, (line,), (), (), ())
        self._told.setdefault(rule, number_)
        if self.detail is Detail.BRIEF:
            return self._brief(rule, number_, rulebook.title(name), letters)
        told = self._tell(rule, number_, letters)
        return Step(
            number_,
            rulebook.title(name),
            told.law,
            told.opening,
            told.where,
            told.children,
            told.closing,
        )

    def _brief(self, rule: Derivation, number_: str, title: str, letters: Letters) -> Step:
        line = Line(self._derivative(rule), "=", self._result(rule))
        children = self._children(parts_of(rule), number_, letters)
        return Step(number_, title, None, (line,), (), children, ())

    def _children(
        self, parts: tuple[Derivation, ...], number_: str, letters: Letters, first: int = 1
    ) -> tuple[Step, ...]:
        return tuple(
            self.step(part, f"{number_}.{place}", letters)
            for place, part in enumerate(parts, start=first)
        )

    def _tell(self, rule: Derivation, number_: str, letters: Letters) -> _Told:
        match rule:
            case ConstantRule():
                return self._tell_constant(rule)
            case IdentityRule():
                line = Line(self._derivative(rule), "=", number(1))
                return _Told(
                    None,
                    (line,),
                    sentence(variable(rule.variable), " changes exactly as fast as itself"),
                )
            case SumRule():
                return self._tell_sum(rule, number_, letters)
            case ConstantMultipleRule():
                return self._tell_multiple(rule, number_, letters)
            case ProductRule():
                return self._tell_product(rule, number_, letters)
            case QuotientRule():
                return self._tell_quotient(rule, number_, letters)
            case ReciprocalRule():
                return self._tell_reciprocal(rule, number_, letters)
            case ElementaryRule():
                return self._tell_elementary(rule, letters)
            case ChainRule():
                return self._tell_chain(rule, number_, letters)
            case LogarithmicRule():
                return self._tell_logarithmic(rule, number_, letters)
            case PolarAngleRule():
                return self._tell_polar_angle(rule, number_, letters)
            case ExtremumRule():
                return self._tell_extremum(rule, number_, letters)
            case PiecewiseRule():
                return self._tell_piecewise(rule, number_, letters)
            case RewriteRule():
                return self._tell_rewriting(rule, number_, letters)
        assert_never(rule)

    def _still(self, nodes: tuple[Node, ...], name: str) -> Sentence:
        """`y² and 3 contain no x and stand still`."""
        verb = " contain no " if len(nodes) > 1 else " contains no "
        tail = ": they stand still" if len(nodes) > 1 else ": it stands still"
        if len(nodes) > 4:
            return sentence(f"the other {len(nodes)} terms contain no ", variable(name), tail)
        return joined(
            (enumerated([self._box(node) for node in nodes]), sentence(verb, variable(name), tail)),
            "",
        )

    def _tell_constant(self, rule: ConstantRule) -> _Told:
        line = Line(self._derivative(rule), "=", number(0))
        return _Told(None, (line,), self._still((rule.function,), rule.variable))

    def _tell_sum(self, rule: SumRule, number_: str, letters: Letters) -> _Told:
        children = self._children(rule.terms, number_, letters)
        by_node = {term.function: term for term in rule.terms}
        assert isinstance(rule.function, Sum)
        opened: list[Box] = []
        together: list[Box] = []
        for node in rule.function.terms:
            part = by_node.get(node)
            if (
                part is not None
                and isinstance(part, ConstantMultipleRule)
                and isinstance(node, Negative)
            ):
                # A difference: −d/dx[v] reads better than + d/dx[−v].
                opened.append(negative(self._derivative(part, self._box(node.operand))))
                together.append(self._result(part))
            elif part is not None:
                opened.append(self._derivative(part))
                together.append(self._result(part))
            elif len(rule.constants) <= 4:
                opened.append(
                    derivative_of(
                        rule.variable, self._box(node), partial=len(self.field.variables) > 1
                    )
                )
                together.append(number(0))
        law = rulebook.sum_law(letters.several(FOR_FUNCTIONS, 2))
        where: Sentence = ()
        if rule.constants:
            where = joined(
                (self._still(rule.constants, rule.variable), sentence("so the derivative is 0")),
                ", ",
            )
        return _Told(
            law,
            (Line(self._derivative(rule), "=", sum_of(opened)),),
            where,
            children,
            self._closing(rule, sum_of(together), sentence("like terms collected")),
        )

    def _tell_multiple(self, rule: ConstantMultipleRule, number_: str, letters: Letters) -> _Told:
        part = rule.part
        u, c = letters.pick(FOR_FUNCTIONS), letters.pick(FOR_CONSTANTS)
        named = equals(variable(u), self._box(part.function))
        children = self._children((part,), number_, letters.without(u))
        if rule.constant == -1:
            return _Told(
                rulebook.negative_law(u),
                (Line(self._derivative(rule), "=", negative(self._derivative(part))),),
                sentence(named),
                children,
                self._closing(rule, negative(self._result(part))),
            )
        constant = self._formula(rule.constant)
        moving = variable(rule.variable)
        why = (" contains no ", moving, " and stands still") if rule.constant.free_symbols else ()
        where = sentence(equals(variable(c), constant), *why, "; ", named)
        return _Told(
            rulebook.multiple_law(c, u),
            (Line(self._derivative(rule), "=", dot(constant, self._derivative(part))),),
            where,
            children,
            self._closing(rule, dot(constant, self._result(part))),
        )

    def _named(self, letters: tuple[str, ...], rules: tuple[Derivation, ...]) -> Sentence:
        """`u = x², v = sin x`."""
        return enumerated(
            [
                equals(variable(letter), self._box(rule.function))
                for letter, rule in zip(letters, rules, strict=True)
            ]
        )

    def _tell_product(self, rule: ProductRule, number_: str, letters: Letters) -> _Told:
        factors = rule.factors
        names = letters.several(FOR_FUNCTIONS, len(factors))
        below = letters.without(*names)
        shown = [self._box(factor.function) for factor in factors]

        def each(differentiated: list[Box]) -> Box:
            return sum_of(
                [
                    product_of(
                        [
                            differentiated[place] if place == turn else shown[place]
                            for place in range(len(factors))
                        ],
                        dotted=True,
                    )
                    for turn in range(len(factors))
                ]
            )

        return _Told(
            rulebook.product_law(names),
            (
                Line(
                    self._derivative(rule), "=", each([self._derivative(part) for part in factors])
                ),
            ),
            self._named(names, factors),
            self._children(factors, number_, below),
            self._closing(rule, each([self._result(part) for part in factors])),
        )

    def _tell_quotient(self, rule: QuotientRule, number_: str, letters: Letters) -> _Told:
        u, v = rule.numerator, rule.denominator
        names = letters.several(FOR_FUNCTIONS, 2)
        shown_u, shown_v = self._box(u.function), self._box(v.function)

        def ratio(slope_u: Box, slope_v: Box) -> Box:
            above = sum_of([dot(slope_u, shown_v), negative(dot(shown_u, slope_v))])
            return fraction_of(above, power_of(shown_v, number(2)))

        return _Told(
            rulebook.quotient_law(*names),
            (Line(self._derivative(rule), "=", ratio(self._derivative(u), self._derivative(v))),),
            self._named(names, (u, v)),
            self._children((u, v), number_, letters.without(*names)),
            self._closing(rule, ratio(self._result(u), self._result(v)), TIDIED_ABOVE),
        )

    def _tell_reciprocal(self, rule: ReciprocalRule, number_: str, letters: Letters) -> _Told:
        v = rule.denominator
        c, name = letters.pick(FOR_CONSTANTS), letters.pick(("v", *FOR_FUNCTIONS))
        shown = self._box(v.function)
        constant = self._formula(rule.constant)
        is_one = rule.constant == 1

        def ratio(slope: Box) -> Box:
            above = slope if is_one else dot(constant, slope)
            return negative(fraction_of(above, power_of(shown, number(2))))

        where = [equals(variable(c), constant), equals(variable(name), shown)]
        return _Told(
            rulebook.reciprocal_law(c, name),
            (Line(self._derivative(rule), "=", ratio(self._derivative(v))),),
            enumerated(where),
            self._children((v,), number_, letters.without(name)),
            self._closing(rule, ratio(self._result(v))),
        )

    def _elementary_lines(
        self, law: ElementaryLaw, left: Box, argument: Expr
    ) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        """The law at its argument, and for a power, where n − 1 is written out first, its value."""
        result = self._formula(law.derivative(argument))
        if not isinstance(law, PowerLaw):
            return (Line(left, "=", result),), ()
        n = self._formula(law.exponent)
        less = sum_of([n, Row((MINUS, number(1)), Binding.SUM)])
        raw = product_of([n, power_of(self._formula(argument), less)])
        return (Line(left, "=", raw),), (Line(None, "=", result),)

    def _with(self, law: ElementaryLaw, argument: str, letters: Letters) -> Sentence:
        """What the constants of the law stand for, and where it holds."""
        known: Sentence = ()
        match law:
            case PowerLaw(exponent):
                known = sentence(
                    equals(variable(letters.pick(FOR_EXPONENTS)), self._formula(exponent))
                )
            case ExponentialLaw(base) | LogarithmLaw(base) if base != sympy.E:
                known = sentence(equals(variable(letters.pick(FOR_BASES)), self._formula(base)))
            case RootLaw(degree):
                known = sentence(
                    equals(variable(letters.pick(FOR_EXPONENTS)), self._formula(degree))
                )
            case ExponentialLaw() | LogarithmLaw() | LogarithmOfSizeLaw() | TableLaw():
                pass
        where = rulebook.holds_where(law, argument)
        return joined((known, sentence(f"it holds where {where}") if where else ()), "; ")

    def _tell_elementary(self, rule: ElementaryRule, letters: Letters) -> _Told:
        opening, closing = self._elementary_lines(rule.law, self._derivative(rule), rule.argument)
        where = self._with(rule.law, rule.variable, letters)
        if _only_repeats(rule.law):
            return _Told(None, opening, where, (), closing)
        law = rulebook.elementary_law(rule.law, rule.variable, letters)
        return _Told(law, opening, where, (), closing)

    def _tell_chain(self, rule: ChainRule, number_: str, letters: Letters) -> _Told:
        u = letters.pick(FOR_FUNCTIONS)
        below = letters.without(u)
        inner = rule.inner
        letter = symbol(u)
        outer_of_u = self._formula(rule.outer.value(letter))
        outer_slope = derivative_of(u, outer_of_u, partial=False)
        opening, closing = self._elementary_lines(rule.outer, outer_slope, letter)
        outer = Step(
            f"{number_}.1",
            f"outer function, {rulebook.title(name_of(rule.outer))}",
            rulebook.elementary_law(rule.outer, u, below),
            opening,
            self._with(rule.outer, u, below),
            (),
            closing,
        )
        at_inner = self._formula(rule.outer.derivative(inner.value))
        together = dot(at_inner, self._result(inner))
        return _Told(
            rulebook.chain_law(letters.pick(("F", "G", "H", "K")), u),
            (Line(self._derivative(rule), "=", dot(outer_slope, self._derivative(inner))),),
            sentence(
                "outer ", outer_of_u, ", inner ", equals(variable(u), self._box(inner.function))
            ),
            (outer, *self._children((inner,), number_, below, first=2)),
            self._chain_closing(rule, u, together),
        )

    def _chain_closing(self, rule: ChainRule, u: str, together: Box) -> tuple[Line, ...]:
        put_back = sentence("the parts put together, ", variable(u), " written out again")
        result = self._result(rule)
        first = Line(None, "=", together, put_back)
        return (first,) if together == result else (first, Line(None, "=", result, TIDIED))

    def _tell_logarithmic(self, rule: LogarithmicRule, number_: str, letters: Letters) -> _Told:
        names = letters.several(FOR_FUNCTIONS, 2)
        base, exponent = names
        part = rule.logarithm
        shown = self._box(rule.function)
        where = sentence(
            "take the logarithm, ",
            self._box(part.function),
            ", and differentiate it: that is the derivative sought, divided by the function; "
            "it holds where ",
            relation(self._box(rule.base), ">", number(0)),
        )
        return _Told(
            rulebook.logarithmic_law(base, exponent),
            (Line(self._derivative(rule), "=", dot(shown, self._derivative(part))),),
            where,
            self._children((part,), number_, letters.without(*names)),
            self._closing(rule, dot(shown, self._result(part))),
        )

    def _tell_polar_angle(self, rule: PolarAngleRule, number_: str, letters: Letters) -> _Told:
        v, u = rule.ordinate, rule.abscissa
        name_u, name_v = letters.several(FOR_FUNCTIONS, 2)
        shown_v, shown_u = self._box(v.function), self._box(u.function)

        def ratio(slope_v: Box, slope_u: Box) -> Box:
            above = sum_of([dot(shown_u, slope_v), negative(dot(shown_v, slope_u))])
            return fraction_of(
                above, sum_of([power_of(shown_u, number(2)), power_of(shown_v, number(2))])
            )

        return _Told(
            rulebook.polar_angle_law(name_v, name_u),
            (Line(self._derivative(rule), "=", ratio(self._derivative(v), self._derivative(u))),),
            self._named((name_v, name_u), (v, u)),
            self._children((v, u), number_, letters.without(name_u, name_v)),
            self._closing(rule, ratio(self._result(v), self._result(u)), TIDIED_ABOVE),
        )

    def _cases(self, values: list[Box], conditions: list[Box]) -> Box:
        return Cases(tuple(zip(values, conditions, strict=True)))

    def _tell_extremum(self, rule: ExtremumRule, number_: str, letters: Letters) -> _Told:
        sign = ">" if rule.greatest else "<"
        shown = [self._box(part.function) for part in rule.competitors]
        wins = []
        for place, one in enumerate(shown):
            against = [relation(one, sign, other) for other in shown[:place] + shown[place + 1 :]]
            wins.append(_conjunction(against))
        opened = self._cases([self._derivative(part) for part in rule.competitors], wins)
        word = "greatest" if rule.greatest else "least"
        where = sentence(
            f"the {word} argument is the function, as long as it is alone at it; "
            "where two are equal the rule says nothing"
        )
        return _Told(
            None,
            (Line(self._derivative(rule), "=", opened),),
            where,
            self._children(rule.competitors, number_, letters),
            (
                Line(
                    None,
                    "=",
                    self._cases([self._result(part) for part in rule.competitors], wins),
                    PUT_TOGETHER,
                ),
            ),
        )

    def _tell_piecewise(self, rule: PiecewiseRule, number_: str, letters: Letters) -> _Told:
        parts = tuple(case.derivation for case in rule.cases)
        holds = [
            Sign("everywhere", Role.RELATION)
            if case.holds == sympy.true
            else _if(condition(condition_as_written(case.holds)))
            for case in rule.cases
        ]
        return _Told(
            None,
            (
                Line(
                    self._derivative(rule),
                    "=",
                    self._cases([self._derivative(part) for part in parts], list(holds)),
                ),
            ),
            sentence(
                "inside each piece its own derivative counts; "
                "where two pieces meet the rule says nothing"
            ),
            self._children(parts, number_, letters),
            (
                Line(
                    None,
                    "=",
                    self._cases([self._result(part) for part in parts], list(holds)),
                    PUT_TOGETHER,
                ),
            ),
        )

    def _tell_rewriting(self, rule: RewriteRule, number_: str, letters: Letters) -> _Told:
        part = rule.rewritten
        where = sentence(
            equals(self._box(rule.function), self._box(part.function)), f": {rule.reason}"
        )
        return _Told(
            None,
            (Line(self._derivative(rule), "=", self._derivative(part)),),
            where,
            self._children((part,), number_, letters),
            (Line(None, "=", self._result(rule), PUT_TOGETHER),),
        )


def _only_repeats(law: ElementaryLaw) -> bool:
    """Whether the law, applied to the variable itself, says just what the line says."""
    match law:
        case TableLaw(function):
            return function != "abs"
        case ExponentialLaw(base) | LogarithmLaw(base):
            return bool(base == sympy.E)
        case LogarithmOfSizeLaw():
            return True
        case PowerLaw() | RootLaw():
            return False
    assert_never(law)


def _if(held: Box) -> Box:
    """`if x > 0`, the words of the condition in the same row."""
    parts = held.parts if isinstance(held, Row) else (held,)
    return Row((Sign("if", Role.RELATION), *parts), Binding.RELATION)


def _conjunction(relations: list[Box]) -> Box:
    """a > b and a > c."""
    parts: list[Box] = [Sign("if", Role.RELATION)]
    for place, each in enumerate(relations):
        if place:
            parts.append(Sign("and", Role.RELATION))
        parts.append(each)
    return Row(tuple(parts), Binding.RELATION)
