"""Twins in the place of the rules of a derivation: what each of them makes of the answer.

The derivative by any rule is linear in the derivatives of its parts, so that a wrong one at a node
changes the whole by what the node weighs: each twin costs one sum, however large the tree is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache, partial, reduce
from typing import Any, Final, TypeAlias, TypeVar, assert_never

from sympy import Expr, Integer

from gradcli.calculus.mistakes.scene import Scene
from gradcli.calculus.mistakes.twins import (
    IN_THE_CHAIN,
    OF_A_MOVING_NUMERATOR,
    OF_ANY_FUNCTION,
    OF_FUNCTIONS,
    OF_NEGATIVE_POWERS,
    OF_RULES,
    Twin,
)
from gradcli.calculus.rules.laws import ElementaryLaw, FormulaLaw, TableLaw, name_of
from gradcli.calculus.rules.rules import (
    ChainRule,
    ConstantMultipleRule,
    ConstantRule,
    Derivation,
    ElementaryRule,
    ExtremumRule,
    IdentityRule,
    IntermediateRule,
    LogarithmicRule,
    PiecewiseRule,
    PolarAngleRule,
    ProductRule,
    QuotientRule,
    ReciprocalRule,
    RewriteRule,
    Rewriting,
    SumRule,
    parts_of,
    rule_name,
)
from gradcli.field.expression import Node, Quotient, Sum, variables_of
from gradcli.field.from_sympy import from_sympy
from gradcli.field.template import read_side
from gradcli.field.to_sympy import ToSympy, symbol
from gradcli.frozen import dataclass

T = TypeVar("T")

Path: TypeAlias = tuple[int, ...]
Makers: TypeAlias = Mapping[str, Callable[[], T]]
"""How each letter of a law is worked out, where a twin speaks of it."""

_MOST_SITES: Final = 150
_ARGUMENT: Final = "the argument"
# Mistakes after which nobody thinks of the inner function: x^2 e^(x^2 - 1).
_WITHOUT_INNER: Final = frozenset({"exp_power_rule", "integrated_instead", "log_inverted"})
_OF_HELD_LETTERS: Final = frozenset({"held_variable_moved", "other_variable_not_held"})
_OF_CONSTANTS: Final = "treated_as_variable"
_ZERO, _ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """A rule in a derivation, and the way to it: places among the parts, from the whole down."""

    path: Path
    rule: Derivation


def sites_of(derivation: Derivation) -> tuple[Site, ...]:
    """The rules of a derivation, outer ones first; of very many the first."""
    found: list[Site] = []
    waiting = [Site((), derivation)]
    while waiting and len(found) < _MOST_SITES:
        site = waiting.pop(0)
        found.append(site)
        if isinstance(site.rule, ExtremumRule | PiecewiseRule):
            # Which of the parts counts is another matter at each point.
            continue
        waiting.extend(
            Site((*site.path, place), part) for place, part in enumerate(parts_of(site.rule))
        )
    return tuple(found)


def combined(rule: Derivation, slopes: Sequence[T], scene: Scene[T]) -> T:
    """What the law of a rule makes of these derivatives of its parts."""
    of, value = scene.of, scene.value
    match rule:
        case SumRule():
            return reduce(of.add, slopes)
        case ConstantMultipleRule(constant=constant):
            return of.multiply(value(constant), slopes[0])
        case ProductRule(factors=factors):
            terms = [
                reduce(
                    of.multiply,
                    [value(other.value) for i, other in enumerate(factors) if i != place],
                    slope,
                )
                for place, slope in enumerate(slopes)
            ]
            return reduce(of.add, terms)
        case QuotientRule(numerator=above, denominator=below):
            u, v = value(above.value), value(below.value)
            top = of.subtract(of.multiply(slopes[0], v), of.multiply(u, slopes[1]))
            return of.divide(top, of.square(v))
        case ReciprocalRule(constant=constant, denominator=below):
            top = of.multiply(of.negative(value(constant)), slopes[0])
            return of.divide(top, of.square(value(below.value)))
        case ChainRule(outer=outer, inner=inner):
            return of.multiply(_of(_slope_of(outer), value(inner.value), scene), slopes[0])
        case LogarithmicRule():
            return of.multiply(value(rule.value), slopes[0])
        case PolarAngleRule(ordinate=ordinate, abscissa=abscissa):
            v, u = value(ordinate.value), value(abscissa.value)
            top = of.subtract(of.multiply(u, slopes[0]), of.multiply(v, slopes[1]))
            return of.divide(top, of.add(of.square(u), of.square(v)))
        case RewriteRule():
            return slopes[0]
        case (
            ConstantRule()
            | IdentityRule()
            | ElementaryRule()
            | ExtremumRule()
            | PiecewiseRule()
            | IntermediateRule()
        ):
            return value(rule.derivative)
    assert_never(rule)


def weight(rule: Derivation, place: int, scene: Scene[T]) -> T:
    """How much the derivative of one part weighs in that of the whole."""
    count = len(parts_of(rule))
    units = [scene.of.number(_ONE if each == place else _ZERO) for each in range(count)]
    return combined(rule, units, scene)


def results(
    rule: Derivation,
    scene: Scene[T],
    variables: Collection[str],
    slopes: Sequence[T] | None = None,
    name: str | None = None,
) -> Iterator[tuple[Twin, int, T]]:
    """What each twin of a rule gives, with which of its readings; those without a value left out.

    `variables` are the letters to derive by; `slopes` the derivatives of the parts, where they are
    not what the rules give. With a `name`, the twins of that name alone.
    """
    if slopes is None:
        slopes = [scene.value(part.derivative) for part in parts_of(rule)]
    twins = twins_of(rule) if name is None or _has_twin(rule, name) else ()
    for letters in _readings(rule, slopes, scene, variables):
        known: dict[str, T] = {}  # dozens of twins speak of the same few letters
        for number, own in enumerate(twins):
            twin = _renamed(own, letters)
            if name is not None and twin.name != name:
                continue
            formula, needed = _formula(twin.gives)
            if not needed <= letters.keys():
                continue
            try:
                known |= {each: letters[each]() for each in needed - known.keys()}
                found = scene.calculate(formula, known)
            except (ArithmeticError, ValueError):
                continue
            yield twin, number, found


def twins_of(rule: Derivation) -> tuple[Twin, ...]:
    """The twins of the law of a rule."""
    match rule:
        case ChainRule(outer=outer):
            return _of_chain(name_of(outer), _of_function(outer))
        case ElementaryRule(law=law):
            return (*_of_function(law), *OF_ANY_FUNCTION)
        case RewriteRule(reason=Rewriting.POWER_BELOW):
            return OF_RULES[Rewriting.POWER_BELOW]
        case ConstantMultipleRule(constant=constant) if constant.is_number:
            # A number is no other letter.
            unfit = {"wrong_factor_held"}
            if constant == -1:
                # A minus that is lost is a sign.
                unfit.add("constant_multiple_lost")
            twins = OF_RULES["constant_multiple"]
            return tuple(twin for twin in twins if twin.name not in unfit)
        case ReciprocalRule(constant=constant) if constant.is_number:
            # Nobody thinks of the quotient rule.
            twins = OF_RULES["reciprocal"]
            return tuple(twin for twin in twins if twin.name not in OF_A_MOVING_NUMERATOR)
    return OF_RULES.get(rule_name(rule), ())


@lru_cache(maxsize=128)
def _of_chain(name: str, own: tuple[Twin, ...]) -> tuple[Twin, ...]:
    """The twins of the chain rule with an outer function that has these of its own."""
    times = tuple(Twin(twin.name, f"({twin.gives}) u'") for twin in own)
    general = tuple(Twin(twin.name, f"({twin.gives}) u'") for twin in OF_ANY_FUNCTION)
    bare = tuple(twin for twin in own if twin.name in _WITHOUT_INNER)
    return (*times, *bare, *IN_THE_CHAIN.get(name, ()), *general, *OF_RULES["chain"])


def _of_function(law: ElementaryLaw) -> tuple[Twin, ...]:
    """The twins of a function's own law."""
    found = OF_FUNCTIONS.get(name_of(law), ())
    negative = isinstance(law, FormulaLaw) and law.constant.is_negative
    return tuple(twin for twin in found if negative or twin.gives not in OF_NEGATIVE_POWERS)


@lru_cache(maxsize=1024)
def _formula(text: str) -> tuple[Node, frozenset[str]]:
    """A formula, and the letters that it speaks of."""
    formula = read_side(text)[0]
    return formula, frozenset(variables_of(formula))


def _renamed(twin: Twin, letters: Makers[Any]) -> Twin:
    """A letter that is no variable is a constant, differentiated as if it were one."""
    if "is a parameter" in letters and twin.name in _OF_HELD_LETTERS:
        return Twin(_OF_CONSTANTS, twin.gives)
    return twin


def _has_twin(rule: Derivation, name: str) -> bool:
    names = _OF_HELD_LETTERS | {name} if name == _OF_CONSTANTS else (name,)
    return any(twin.name in names for twin in twins_of(rule))


def _readings(
    rule: Derivation, slopes: Sequence[T], scene: Scene[T], variables: Collection[str]
) -> Iterator[Makers[T]]:
    """The letters of a law: of a sum or product once for each part that can be u."""
    value = scene.value
    variable: Makers[T] = {"x": lambda: value(symbol(rule.variable))}
    match rule:
        case SumRule(terms=terms) | ProductRule(factors=terms):
            yield from _of_many(rule, terms, slopes, scene, variables)
        case ConstantMultipleRule(constant=constant, part=part):
            letters = {
                **variable,
                "c": lambda: value(constant),
                "k": lambda: value(constant.as_coeff_Mul()[0]),
                "u": lambda: value(part.value),
                "u'": lambda: slopes[0],
            }
            names = sorted(each.name for each in constant.free_symbols)
            if not names:
                yield letters
            for name in names:
                yield {**letters, **_slope_by(name, from_sympy(constant), scene, variables)}
            if len(names) > 1 and len(constant.as_coeff_mul()[1]) == len(names) <= len(variables):
                # Each of its letters is differentiated: y z gives 1.
                yield {"c'": lambda: _all_moved(constant, scene), "u'": lambda: slopes[0]}
            for rest in _without_one_factor(constant):
                yield {"h": partial(value, rest), "u'": lambda: slopes[0]}
        case QuotientRule(numerator=above, denominator=below):
            yield {
                "u": lambda: value(above.value),
                "v": lambda: value(below.value),
                "u'": lambda: slopes[0],
                "v'": lambda: slopes[1],
            }
        case ReciprocalRule(constant=constant, denominator=below):
            yield {
                "c": lambda: value(constant),
                "v": lambda: value(below.value),
                "v'": lambda: slopes[0],
            }
        case ChainRule(outer=outer, inner=inner):
            yield {
                **variable,
                **_of_outer(outer, lambda: value(inner.value), rule.variable, scene),
                "u'": lambda: slopes[0],
                "s": lambda: slopes[0],
                "F'(s)": lambda: _of(_slope_of(outer), slopes[0], scene),
                "F(s)": lambda: _of(_value_of(outer), slopes[0], scene),
            }
        case ElementaryRule(law=law, argument=argument):
            yield {**variable, **_of_outer(law, lambda: value(argument), rule.variable, scene)}
        case LogarithmicRule(base=base, exponent=exponent, variable=name):
            canonical = ToSympy()
            yield {
                "u": lambda: value(canonical(base)),
                "v": lambda: value(canonical(exponent)),
                "u'": lambda: scene.slope(base, name),
                "v'": lambda: scene.slope(exponent, name),
                "(v ln u)'": lambda: slopes[0],
            }
        case PolarAngleRule(ordinate=ordinate, abscissa=abscissa):
            yield {
                "v": lambda: value(ordinate.value),
                "u": lambda: value(abscissa.value),
                "v'": lambda: slopes[0],
                "u'": lambda: slopes[1],
            }
        case IdentityRule():
            yield variable
        case RewriteRule(function=Quotient(over, under), reason=Rewriting.POWER_BELOW):
            yield _below_the_line(over, under, rule.variable, scene)
        case ConstantRule() | ExtremumRule() | PiecewiseRule() | RewriteRule() | IntermediateRule():
            pass
        case _:
            assert_never(rule)


def _all_moved(constant: Expr, scene: Scene[T]) -> T:
    """A product of powers, or functions, of a letter each, where each of them is differentiated."""
    number, factors = constant.as_coeff_mul()
    slopes = [
        scene.slope(from_sympy(each), name.name) for each in factors for name in each.free_symbols
    ]
    return reduce(scene.of.multiply, slopes, scene.value(number))


@lru_cache(maxsize=256)
def _without_one_factor(constant: Expr) -> tuple[Expr, ...]:
    """What is left of a constant factor where one of several factors in it is lost."""
    number, rest = constant.as_coeff_Mul()
    kept = [part for part in _lowest_terms(number) if part * rest != constant]
    letters = rest.args if rest.is_Mul else (rest,)
    left = [part * rest for part in kept]
    left.extend(constant / each for each in letters if each != 1)
    return tuple(form for form in dict.fromkeys(left) if form not in (constant, 1))


def _lowest_terms(number: Expr) -> tuple[Expr, ...]:
    """A number without its size, its numerator or its denominator; its sign is another matter."""
    above, below = abs(number.p), number.q
    if above == below:
        return ()
    sign = Integer(-1 if number.is_negative else 1)
    return (Integer(1), sign, sign / below, sign * above)


def _below_the_line(above: Node, below: Node, name: str, scene: Scene[T]) -> Makers[T]:
    """c/v, where it is differentiated as a power: c, v and v'."""
    canonical = ToSympy()
    return {
        "c": lambda: scene.value(canonical(above)),
        "v": lambda: scene.value(canonical(below)),
        "v'": lambda: scene.slope(below, name),
    }


def _of_many(
    rule: SumRule | ProductRule,
    parts: Sequence[Derivation],
    slopes: Sequence[T],
    scene: Scene[T],
    variables: Collection[str],
) -> Iterator[Makers[T]]:
    of, value = scene.of, scene.value
    is_sum = isinstance(rule, SumRule)
    start = of.number(_ZERO if is_sum else _ONE)
    together = of.add if is_sum else of.multiply
    for place, part in enumerate(parts):
        others = [i for i in range(len(parts)) if i != place]

        def rest(others: Sequence[int] = others) -> T:
            return reduce(together, [value(parts[i].value) for i in others], start)

        def rest_slope(others: Sequence[int] = others) -> T:
            if is_sum:
                return reduce(of.add, [slopes[i] for i in others], start)
            terms = [
                reduce(of.multiply, [value(parts[j].value) for j in others if j != i], slopes[i])
                for i in others
            ]
            return reduce(of.add, terms)

        letters: dict[str, Callable[[], T]] = {
            "u": partial(value, part.value),
            "u'": partial(slopes.__getitem__, place),
            "v": rest,
            "v'": rest_slope,
        }
        yield letters
        if place:
            continue
        for constant in _constants(rule):
            with_constant: dict[str, Callable[[], T]] = dict(letters)
            with_constant["c"] = partial(value, ToSympy()(constant))
            names = sorted(variables_of(constant))
            if not names:
                yield with_constant
            for name in names:
                yield {**with_constant, **_slope_by(name, constant, scene, variables)}


def _constants(rule: SumRule | ProductRule) -> Sequence[Node]:
    if not isinstance(rule, SumRule):
        return ()
    single = tuple(rule.constants)[:4]
    return (*single, Sum(tuple(rule.constants))) if len(rule.constants) > 1 else single


def _slope_by(name: str, constant: Node, scene: Scene[T], variables: Collection[str]) -> Makers[T]:
    """c': the derivative of what stands still by a letter of its own."""
    found: dict[str, Callable[[], T]] = {"c'": lambda: scene.slope(constant, name)}
    if name not in variables:
        found["is a parameter"] = found["c'"]
    return found


def _of_outer(
    law: ElementaryLaw, argument: Callable[[], T], variable: str, scene: Scene[T]
) -> Makers[T]:
    """The outer function at the argument and at plain x, and the number that stands in its law."""
    value = scene.value
    letters: dict[str, Callable[[], T]] = {
        "u": argument,
        "F(u)": lambda: _of(_value_of(law), argument(), scene),
        "F'(u)": lambda: _of(_slope_of(law), argument(), scene),
        "F'(x)": lambda: _of(_slope_of(law), value(symbol(variable)), scene),
    }
    match law:
        case FormulaLaw(_, letter, constant):
            if letter:
                letters[letter] = lambda: value(constant)
            if name_of(law) == "power" and constant.is_Rational and constant.q > 1:
                letters["m"] = lambda: value((constant.p - 1) / Integer(constant.q))
            if name_of(law) == "exponential" and not letter:
                letters["a"] = lambda: scene.e
        case TableLaw():
            pass
        case _:
            assert_never(law)
    return letters


def _of(function: Node, argument: T, scene: Scene[T]) -> T:
    """A function of one argument; other letters in it are constants with a value."""
    letters = {
        name: argument if name == _ARGUMENT else scene.value(symbol(name))
        for name in variables_of(function)
    }
    return scene.calculate(function, letters)


@lru_cache(maxsize=256)
def _value_of(law: ElementaryLaw) -> Node:
    return from_sympy(law.value(symbol(_ARGUMENT)))


@lru_cache(maxsize=256)
def _slope_of(law: ElementaryLaw) -> Node:
    return from_sympy(law.derivative(symbol(_ARGUMENT)))


def wrong_answer(derivation: Derivation, path: Path, wrong: Expr, scene: Scene[Expr]) -> Expr:
    """The whole derivative where the rule at the end of the path gives `wrong`."""
    rules = [derivation]
    for place in path:
        rules.append(parts_of(rules[-1])[place])
    found = wrong
    for rule, place in zip(reversed(rules[:-1]), reversed(path), strict=True):
        slopes = [part.derivative for part in parts_of(rule)]
        slopes[place] = found
        found = combined(rule, slopes, scene)
    return found


def everywhere(
    derivation: Derivation,
    twin: Twin,
    scene: Scene[T],
    variables: Collection[str],
    least: int = 2,
) -> T | None:
    """The whole derivative where a twin stands in for its law wherever that is used.

    None where that is in fewer than `least` steps.
    """
    done: dict[Derivation, T] = {}
    used = 0
    stack = [derivation]
    while stack:
        rule = stack[-1]
        parts = () if isinstance(rule, ExtremumRule | PiecewiseRule) else parts_of(rule)
        missing = [part for part in parts if part not in done]
        if missing and rule not in done:
            stack.extend(missing)
            continue
        stack.pop()
        if rule in done:
            continue
        slopes = [done[part] for part in parts]
        wrong = [found for _, _, found in results(rule, scene, variables, slopes, twin.name)]
        used += bool(wrong)
        done[rule] = wrong[0] if wrong else combined(rule, slopes, scene)
    return done[derivation] if used >= least else None
