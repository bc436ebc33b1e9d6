"""Products, powers and sums of SymPy's, put together with as few questions as they need.

SymPy's constructors look for everything that could fold: numbers under roots, infinities,
non-commuting factors, assumptions on every part. What a book writes is nearly always plainer:
factors of different bases, terms that are not alike, a power of a letter, of a sum or of a
function. Here such parts are put together directly, to the same result, the same order included;
whatever is not plain is left to SymPy. (The tests hold both side by side.)

Of very many parts the order is given up: SymPy sorts by comparing whole trees, which for a
thousand functions inside one another is n^3 comparisons, and for the thousand products of a
thousand factors that the product rule makes it is as bad. In such a result the order
is of no use to a reader.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cmp_to_key
from typing import Final

import sympy
from sympy import Add, Basic, Expr, Mul, Pow

from gradcli.field.fast_sympy import plain
from gradcli.field.fast_sympy.heads import as_it_stands, head, is_exponential
from gradcli.field.fast_sympy.held_roots import costly_exponential, costly_power
from gradcli.field.fast_sympy.plain import or_plainly
from gradcli.field.fast_sympy.roots import power_of_rational, times_root
from gradcli.field.functions import FUNCTIONS, in_sympy, of_families
from gradcli.field.functions.record import Family, Parity

MANY: Final = 64

ZERO: Final = sympy.S.Zero
ONE: Final = sympy.S.One
MINUS_ONE: Final = sympy.S.NegativeOne
TWO: Final = sympy.Integer(2)
HALF: Final = sympy.S.Half

# Here and below functions are known by SymPy's names for them (`gradcli.field.fast_sympy.heads`).

# Functions of which SymPy keeps every power as it stands. (An even power of an absolute value is
# one of its argument, and a power of an exponential is an exponential.)
_KEEPING_POWERS: Final = frozenset(
    in_sympy(of_families(*Family)) | {"log", "erf", "HeldRoot", "RealRoot"}
)

UNREAL: Final = frozenset({sympy.I, sympy.oo, -sympy.oo, sympy.zoo, sympy.nan})
"""What a formula folds to where it, or a part of it, has no real value."""

_PARITY: Final = {
    record.sympy: record.parity for record in FUNCTIONS.values() if record.sympy is not None
}

# Functions whose values are unknown while their arguments are: no step, no absolute value.
_OPEN: Final = _KEEPING_POWERS | {"exp"}

_INVERSES: Final = in_sympy(of_families(Family.INVERSE_CIRCULAR, Family.INVERSE_HYPERBOLIC))


# A product sorted: its number, its other factors, and what they add up to: the coefficient c of
# each power b^(c t), c rational, by b and t.
_Gathered = tuple[Expr, list[Expr], dict[tuple[Expr, Expr], Expr]]


def _evaluates() -> bool:
    """Whether SymPy evaluates what is put together: not inside `sympy.evaluate(False)`."""
    return bool(sympy.core.parameters.global_parameters.evaluate)


@or_plainly(plain.product)
def product(*factors: Expr, in_order: bool | None = None) -> Expr:
    """The product of the factors, in order where they are not many, or always, or never."""
    if not _evaluates():
        return Mul(*factors)
    plainer = [factor for factor in factors if factor is not ONE]
    if len(plainer) == 1:
        return plainer[0]
    gathered = _gathered(plainer)
    if gathered is None:
        return Mul(*factors)
    number, others, powers = gathered
    if len(powers) < len(others):
        others = [power(base, product(each, rest)) for (base, rest), each in powers.items() if each]
    if number is ZERO:
        # Nothing, unless SymPy finds an infinity in it: no power of a letter, and no root.
        is_finite = all(base.is_Symbol or base.is_Integer for base, _ in powers)
        return ZERO if is_finite else Mul(*factors)
    if number is not ONE and len(others) == 1 and others[0].is_Add:
        return _multiple_of_sum(number, others[0], factors)
    if len(others) > 1 and (len(others) <= MANY if in_order is None else in_order):
        _sort(others)
    if number is not ONE or not others:
        others.insert(0, number)
    return Mul._from_args(others, True)


def _sort(parts: list[Expr]) -> None:
    """Put parts in SymPy's order; most often there are two, and one comparison tells."""
    if len(parts) > 2:
        parts.sort(key=cmp_to_key(Basic.compare))
    elif Basic.compare(*parts) > 0:
        parts.reverse()


def _gathered(factors: Iterable[Expr]) -> _Gathered | None:
    """The number, the plain factors and their powers; nothing where one is not plain."""
    number = ONE
    others: list[Expr] = []
    powers: dict[tuple[Expr, Expr], Expr] = {}
    roots = 0
    radicand = 1
    for factor in factors:
        for part in factor.args if factor.is_Mul else (factor,):
            if part.is_Symbol or (part.is_Function and head(part) in _KEEPING_POWERS):
                powers[part, ONE] = powers.get((part, ONE), ZERO) + ONE
                others.append(part)
                continue
            if part.is_Rational:
                if part is not ONE:
                    number = part if number is ONE else number * part
                continue
            base, exponent = part.as_base_exp()
            if exponent is HALF and base.is_Integer and base.p > 0:
                # Neither holds a square, so that their product is g^2 times one that holds none.
                shared = math.gcd(radicand, base.p)
                radicand = radicand * base.p // shared**2
                number *= shared
                continue
            if _is_number_root(part):
                roots += 1
            elif base.is_Number or _is_number_product(exponent) or not _is_plain(part):
                return None
            coefficient, rest = (exponent, ONE) if exponent.is_Rational else exponent.as_coeff_Mul()
            if (base, rest) in powers:
                if not (_keeps_powers(base) or base is sympy.E):
                    return None
                coefficient += powers[base, rest]
            powers[base, rest] = coefficient
            others.append(part)
    if radicand != 1:
        roots += 1
        powers[sympy.Integer(radicand), ONE] = HALF
        others.append(times_root(ONE, radicand))
    return (number, others, powers) if roots <= 1 else None


def _multiple_of_sum(number: Expr, terms: Expr, factors: tuple[Expr, ...]) -> Expr:
    """A number times a sum: multiplied out, unless one of the factors is such a product itself."""
    goes_on = any(_goes_on(term) and not _is_rational_root(term) for term in terms.args)
    if goes_on or any(factor.is_Mul for factor in factors):
        return Mul(*factors)
    return total(*(product(number, term) for term in terms.args))


def _is_plain(part: Expr) -> bool:
    """Whether SymPy asks no more of a factor than which power of which base it is."""
    return bool(
        part.is_Symbol or part.is_Pow or part.is_Function or part.is_Add or part.is_NumberSymbol
    )


def _is_number_root(part: Expr) -> bool:
    """Whether a factor is a root of a whole number: one alone stays, two may be one root."""
    if not (part.is_Pow and part.args[0].is_Integer and part.args[1].is_Rational):
        return False
    base, exponent = part.args
    return bool(base.p > 0 and 0 < exponent.p < exponent.q)


def _is_rational_root(form: Expr) -> bool:
    """Whether a form is q sqrt(n), q one rational and n whole."""
    *numbers, root = Mul.make_args(form)
    return (
        root.is_Pow
        and root.args[1] is HALF
        and root.args[0].is_Integer
        and root.args[0].p > 0
        and (not numbers or (len(numbers) == 1 and numbers[0].is_Rational))
    )


def _is_plain_term(part: Expr) -> bool:
    """Whether SymPy asks no more of a term than what number of what it is."""
    if part.is_Mul:
        return not (_is_number_product(part) or _goes_on(part.as_coeff_Mul()[1]))
    is_number_power = part.is_Pow and part.args[0].is_Number
    return _is_plain(part) and not part.is_Add and not is_number_power and not _goes_on(part)


def _is_number_product(part: Expr) -> bool:
    """Whether a part is such as 2 sqrt(3)/9.

    SymPy may hold one half multiplied, as 2/9 times (3 sqrt(2)), and go on when it meets it again.
    Of pi and of functions it holds none so.
    """
    return bool(part.is_Mul and part.is_number and not all(map(_is_held_whole, part.args)))


def _is_held_whole(factor: Expr) -> bool:
    base, exponent = factor.as_base_exp()
    return bool(
        factor.is_Rational
        or (exponent.is_Integer and (base.is_NumberSymbol or head(base) in _KEEPING_POWERS))
        or (exponent.is_Rational and base is sympy.E)
    )


def _goes_on(part: Expr) -> bool:
    """Whether SymPy may fold more of such a number, or a power to it, when it meets it again."""
    if part.is_Symbol:
        return False
    if _is_number_product(part):
        return True
    # A product such as b^c d^c is a power to c as well.
    one, *others = Mul.make_args(part)
    exponent = one.as_base_exp()[1]
    return _is_number_product(exponent) and all(
        other.as_base_exp()[1] == exponent for other in others
    )


@or_plainly(plain.power)
def power(base: Expr, exponent: Expr) -> Expr:
    """The power of the base."""
    if base.is_Piecewise and _evaluates():
        # SymPy takes the power of each piece, and 1/{0 if x > 1, y otherwise} has one of its own.
        return ONE if exponent is ZERO else Pow(base, exponent, evaluate=exponent is ONE)
    if base is sympy.E and _evaluates():
        return apply(sympy.exp, exponent)
    if exponent.is_Rational and _evaluates():
        if exponent is ONE:
            return base
        if exponent is ZERO:
            return ONE
        if _keeps_powers(base):
            return Pow(base, exponent, evaluate=False)
        if base.is_Rational:
            worked_out = power_of_rational(base, exponent)
            if worked_out is None:
                worked_out = costly_power(base, exponent)
            return Pow(base, exponent) if worked_out is None else worked_out
        if not exponent.is_Integer and _is_odd_power(base):
            return Pow(base, exponent, evaluate=False)
        if exponent.is_Integer and _is_rational_root(base):
            *numbers, root = Mul.make_args(base)
            return product(
                *(power(each, exponent) for each in numbers),
                power(root.args[0], product(HALF, exponent)),
            )
        if exponent is HALF and base.is_Mul and (root := _root_of_number_and_letters(base)):
            return root
        if exponent.is_Integer and not base.is_number:
            if base.is_Mul:
                return product(*(power(factor, exponent) for factor in base.args))
            if base.is_Pow:
                inner, outer = base.args
                return like_power(base, inner, product(outer, exponent))
            if is_exponential(base):
                return as_it_stands(sympy.exp, product(base.args[0], exponent))
    return Pow(base, exponent)


def _root_of_number_and_letters(base: Expr) -> Expr | None:
    """The square root of c x y^3, c > 0 rational: SymPy draws the number out, and no letter."""
    first, *others = base.args
    if not first.is_Rational:
        others, first = base.args, ONE
    if first.p <= 0 or not all(each.is_Symbol or _is_odd_power(each) for each in others):
        return None
    under = others[0] if len(others) == 1 else Mul._from_args(others, True)
    return product(power(first, HALF), Pow(under, HALF, evaluate=False))


def _is_odd_power(base: Expr) -> bool:
    """Whether a base is an odd power of a letter, of which SymPy keeps every root."""
    return bool(
        base.is_Pow and base.args[0].is_Symbol and base.args[1].is_Integer and base.args[1].p % 2
    )


def _keeps_powers(base: Expr) -> bool:
    """Whether SymPy leaves every rational power of a base as it stands."""
    kept = head(base) in _KEEPING_POWERS or base.is_Piecewise
    return bool(base.is_Symbol or kept or _is_plain_sum(base))


def _is_plain_sum(base: Expr) -> bool:
    """Whether a base is a sum that is neither a number nor a complex infinity, a + i b."""
    return (
        base.is_Add
        and not base.is_number
        and UNREAL.isdisjoint(base.args)
        and not any(term.is_Mul and sympy.I in term.args for term in base.args)
    )


@or_plainly(plain.like_power)
def like_power(kept: Expr, base: Expr, exponent: Expr) -> Expr:
    """The power of the base, where `kept` is one of its powers in SymPy's form.

    Whether u^(1/2) can be written without the root is a long search, with the same end for
    u^(-1/2): if the first was kept as it is, so is the other.
    """
    if (
        kept.is_Pow
        and kept.args[0] == base
        and kept.args[1].is_Rational
        and exponent.is_Rational
        and kept.args[1].q == exponent.q != 1
        and _evaluates()
    ):
        return Pow(base, exponent, evaluate=False)
    return power(base, exponent)


@or_plainly(plain.below_root)
def below_root(root: Expr, radicand: Expr) -> Expr:
    """One over the square root of the radicand, where `root` is that root."""
    is_split = root.is_Mul and not root.is_number and not any(map(_may_cancel, root.args))
    if is_split or is_exponential(root):
        return power(root, MINUS_ONE)
    return like_power(root, radicand, -HALF)


def _may_cancel(factor: Expr) -> bool:
    """Whether SymPy may make a factor one with others: a root of a number, a power of |u|."""
    if factor.is_number and not factor.is_Rational:
        return True
    return factor.is_Mul or head(factor.args[0] if factor.is_Pow else factor) == "Abs"


@or_plainly(plain.total)
def total(*terms: Expr, in_order: bool | None = None) -> Expr:
    """The sum of the terms, in order unless they are many and long; or always, or never."""
    if not _evaluates():
        return Add(*terms)
    if len(terms) > MANY and not in_order:
        long = [term for term in terms if len(term.args) > MANY]
        if len(long) == len(terms) == len(set(terms)):
            return Add._from_args(long)
    number = ZERO
    others: list[Expr] = []
    coefficients: dict[Expr, Expr] = {}
    for term in terms:
        for part in term.args if term.is_Add else (term,):
            if part.is_Rational:
                if part is not ZERO:
                    number = part if number is ZERO else number + part
            elif _is_rational_root(part) or _is_plain_term(part):
                coefficient, rest = part.as_coeff_Mul() if part.is_Mul else (ONE, part)
                if rest in coefficients:
                    coefficient += coefficients[rest]
                coefficients[rest] = coefficient
                others.append(part)
            else:
                return Add(*terms)
    if len(coefficients) < len(others):
        if any(rest.is_Add for rest in coefficients):
            return Add(*terms)
        others = [_multiple(each, rest) for rest, each in coefficients.items() if each]
    if len(others) > 1 and in_order is not False:
        _sort(others)
    if number is not ZERO or not others:
        others.insert(0, number)
    return Add._from_args(others, True)


def _multiple(coefficient: Expr, rest: Expr) -> Expr:
    """A term with its coefficient, the rest as it stands."""
    if rest.is_Mul and coefficient is not ONE:
        return Mul._from_args([coefficient, *rest.args], True)
    return product(coefficient, rest)


@or_plainly(plain.difference)
def difference(one: Expr, other: Expr) -> Expr:
    """`one` less `other`."""
    return total(one, negate(other))


@or_plainly(plain.negate)
def negate(form: Expr) -> Expr:
    """`-form`."""
    # But for a sum SymPy turns the number alone, and folds no root that it has not folded.
    return product(MINUS_ONE, form) if form.is_Add else -form


@or_plainly(plain.begins_with_minus)
def begins_with_minus(form: Expr) -> bool:
    """Whether of a form and its opposite SymPy takes the other for the one without the minus.

    Its own method asks of each number far more than its sign.
    """
    if form.is_Rational:
        return bool(form.p < 0)
    if form.is_Mul and form.args[0].is_Rational:
        return bool(form.args[0].p < 0)
    if form.is_Add:
        turned = sum(map(begins_with_minus, form.args))
        if 2 * turned != len(form.args):
            return 2 * turned > len(form.args)
    return bool(form.could_extract_minus_sign())


@or_plainly(plain.quotient)
def quotient(above: Expr, below: Expr) -> Expr:
    """`above` over `below`."""
    return product(above, power(below, MINUS_ONE))


@or_plainly(plain.apply)
def apply(function: type[Expr], argument: Expr) -> Expr:
    """The function of the argument.

    Of an argument that no number is known of, SymPy's search for a value at a multiple of pi, of i
    or at zero finds nothing. What it folds still is f(-u), a function of its inverse, and
    e^(log u).
    """
    name = function.__name__
    if name == "exp" and _evaluates() and (parts := costly_exponential(argument)):
        return product(parts[0], apply(function, parts[1]))
    if not (_evaluates() and name in _OPEN and _is_open(argument)):
        return function(argument)
    if name == "exp":
        terms = argument.args if argument.is_Add else (argument,)
        folds = any(map(_may_hold_logarithm, terms))
    elif name == "log":
        folds = is_exponential(argument)
    else:
        folds = head(argument) in _INVERSES
    if folds:
        return function(argument)
    parity = _PARITY.get(name)
    if parity is not None and begins_with_minus(argument):
        reflected = apply(function, negate(argument))
        return reflected if parity is Parity.EVEN else negate(reflected)
    return as_it_stands(function, argument)


def _is_open(argument: Expr) -> bool:
    """Whether an argument is made of letters and open functions, and of rationals beside them."""
    terms = argument.args if argument.is_Add else (argument,)
    return not argument.is_Rational and all(
        term.is_Rational or all(_is_open_factor(factor) for factor in Mul.make_args(term))
        for term in terms
    )


def _is_open_factor(factor: Expr, *, may_be_sum: bool = True) -> bool:
    if factor.is_Symbol or factor.is_Rational:
        return True
    if factor.is_Pow:
        base, exponent = factor.args
        return not (base.is_number or (exponent.is_number and not exponent.is_Rational))
    if factor.is_Add:
        return may_be_sum and all(
            _is_open_factor(part, may_be_sum=False)
            for term in factor.args
            for part in Mul.make_args(term)
        )
    return head(factor) in _OPEN and not factor.is_number


def _may_hold_logarithm(term: Expr) -> bool:
    """Whether a term may be a logarithm, or one times a number."""
    return any(
        any(map(_may_hold_logarithm, factor.args)) if factor.is_Add else head(factor) == "log"
        for factor in Mul.make_args(term)
    )


@or_plainly(plain.cofunction)
def cofunction(kept: Expr, argument: Expr, function: type[Expr]) -> Expr:
    """The function of the argument, where `kept` is its sister's value: sin u beside cos u.

    SymPy folds both of two sisters or none, at a multiple of pi or at -u, unless the argument is
    itself an inverse function.
    """
    if _evaluates():
        # Of sin(y - x) it makes -sin(x - y).
        sister = -kept if kept.is_Mul else kept
        if sister.is_Function and head(sister.args[0]) not in _INVERSES:
            if kept.args == (argument,):
                return as_it_stands(function, argument)
            mirrored = negate(argument)
            if sister.args == (mirrored,):
                reflected = as_it_stands(function, mirrored)
                is_even = _PARITY[function.__name__] is Parity.EVEN
                return reflected if is_even else negate(reflected)
    return function(argument)
