"""One form for what is equal: a rational expression in generators, multiplied out.

Generators are the variables, pi, ln u of irreducible u, e^m of products m, roots, and i. All that
is circular or hyperbolic is written by exponentials: sin u = (e^(iu) - e^(-iu))/(2i), so that every
identity between them becomes one of polynomials. A denominator, or what stands under a root, is a
generator as well, of which it is known what it is; such a generator with a whole exponent is
multiplied out in the end. What is then left of a difference of equal formulas is nothing.

A logarithm is that of |u|: what is taken apart is right wherever there are values. A root is taken
apart as if what it is of were positive, and what was supposed is noted (`signs`); or it is left
whole, and that of u^2 is |u|. Nothing is supposed then, so what a root or a logarithm requires to
be positive is so wherever there are values.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from fractions import Fraction
from math import floor
from types import MappingProxyType
from typing import Final

import sympy
from sympy import Expr

from gradcli.calculus.equality.factors import Factors, irreducible, primes
from gradcli.calculus.equality.signs import Signs, is_even
from gradcli.calculus.equality.sums import (
    ONE,
    Monomial,
    Terms,
    TooLargeError,
    add,
    constant,
    joined,
    letter,
    monomial_of,
    multiply,
    powers,
    product,
    raised,
    scale,
    shared,
)
from gradcli.field.fast_sympy.heads import head, is_exponential
from gradcli.field.forms import spelled_out

_HALF: Final = Fraction(1, 2)
_MINUS: Final = Fraction(-1)
_MOST_ROUNDS: Final = 12
_LARGEST: Final = 600  # parts of a form
_LARGEST_EXPONENT: Final = 200


class UnreadError(ArithmeticError):
    """A form has a part that is no number: an infinity, or what SymPy leaves undefined."""


class Canonical:
    """The form of SymPy expressions; those of one instance can be compared with one another."""

    __slots__ = (
        "_absolute",
        "_forms",
        "_i",
        "_known",
        "_letters",
        "_meanings",
        "_of",
        "_primes",
        "_whole_roots",
        "signs",
    )

    def __init__(self, *, whole_roots: bool = False) -> None:
        # Whether roots are taken apart only where the signs are seen.
        self._whole_roots = whole_roots
        # What each generator is, by what it stands for, and the other way round.
        self._letters: dict[Hashable, int] = {}
        self._known: list[Hashable] = []
        # What a generator is worth: of u^-1 or u^(1/2), u.
        self._meanings: dict[int, Terms] = {}
        self._primes: dict[int, int] = {}
        # The letters |u|, and u.
        self._absolute: dict[int, int] = {}
        self._forms: dict[Expr, Terms] = {}
        self._of: Mapping[str, Callable[[Terms], Terms]] = MappingProxyType(
            {
                "log": self._logarithm,
                "sin": self._sine,
                "cos": self._cosine,
                "tan": lambda u: self._over(self._sine(u), self._cosine(u)),
                "cot": lambda u: self._over(self._cosine(u), self._sine(u)),
                "sec": lambda u: self._power(self._cosine(u), _MINUS),
                "csc": lambda u: self._power(self._sine(u), _MINUS),
                "sinh": lambda u: self._mean(u, _MINUS),
                "cosh": lambda u: self._mean(u, ONE),
                "tanh": lambda u: self._over(self._mean(u, _MINUS), self._mean(u, ONE)),
                "coth": lambda u: self._over(self._mean(u, ONE), self._mean(u, _MINUS)),
                "sech": lambda u: self._power(self._mean(u, ONE), _MINUS),
                "csch": lambda u: self._power(self._mean(u, _MINUS), _MINUS),
                "asinh": lambda u: self._area(u, ONE),
                "acosh": lambda u: self._area(u, _MINUS),
                "atanh": self._area_tangent,
                "acoth": lambda u: self._area_tangent(self._power(u, _MINUS)),
                "asech": lambda u: self._area(self._power(u, _MINUS), _MINUS),
                "acsch": lambda u: self._area(self._power(u, _MINUS), ONE),
                "asin": lambda u: self._odd("asin", u),
                "acos": lambda u: self._complement(self._odd("asin", u)),
                "asec": lambda u: self._complement(self._odd("asin", self._power(u, _MINUS))),
                "acsc": lambda u: self._odd("asin", self._power(u, _MINUS)),
                "atan": lambda u: self._odd("atan", u),
                "erf": lambda u: self._odd("erf", u),
                "Abs": self._size,
                "sign": lambda u: self._over(u, self._size(u)),
            }
        )
        self._i = self._letter("i")
        self.signs: Final = Signs(self._known, self._i)

    def __call__(self, form: Expr) -> Terms:
        """The form of an expression.

        Raises:
            TooLargeError: it would be too large.
            UnreadError: it has a part that is no number.
        """
        form = spelled_out(form)
        forms = self._forms
        stack = [form]
        while stack:
            part = stack[-1]
            missing = [each for each in self._operands(part) if each not in forms]
            if missing and part not in forms:
                stack.extend(missing)
                continue
            stack.pop()
            if part not in forms:
                if len(forms) > _LARGEST:
                    raise TooLargeError
                forms[part] = self._simplified(self._form(part))
        return forms[form]

    def take_apart(self) -> None:
        """From now on take all roots apart; what is known of the signs is kept."""
        self._whole_roots = False
        self._forms.clear()

    def vanishes(self, terms: Terms) -> bool:
        """Whether a form is 0 wherever it has a value."""
        for _ in range(_MOST_ROUNDS):
            if not terms:
                return True
            below = self._denominators(terms)
            if below:
                terms = {joined(monomial, below): each for monomial, each in terms.items()}
            opened = self._multiplied_out(terms)
            if opened == terms:
                return False
            terms = opened
        return False

    def has_one_sign(self, terms: Terms) -> bool:
        """Whether every factor is seen to be a square, or not negative."""
        return not terms or self.signs.are_not_negative(self._factored(terms).factors)

    # -- generators --

    def _letter(self, of: Hashable) -> int:
        known = self._letters.get(of)
        if known is None:
            known = self._letters[of] = len(self._known)
            self._known.append(of)
        return known

    def _base(self, terms: Terms) -> int:
        """The generator that is worth this sum."""
        name = self._letter(("sum", frozenset(terms.items())))
        self._meanings[name] = terms
        return name

    def _prime(self, number: int) -> int:
        name = self._letter(("prime", number))
        self._primes[name] = number
        return name

    def _simplified(self, terms: Terms) -> Terms:
        """Whole powers of primes, of i and of |u| worked out."""
        if all(
            not (exponent.denominator == 1 and name in self._primes)
            and not (name == self._i and not 0 <= exponent < 2)
            and not (name in self._absolute and not 0 <= exponent < 2)
            and not (name in self._primes and not 0 <= exponent < 1)
            for monomial in terms
            for name, exponent in monomial
        ):
            return terms
        return add(*(self._simplified_term(*each) for each in terms.items()))

    def _simplified_term(self, monomial: Monomial, coefficient: Fraction) -> Terms:
        left: dict[int, Fraction] = {}
        for name, exponent in monomial:
            rest = exponent
            if name in self._primes:
                whole = floor(exponent)
                if abs(whole) > _LARGEST_EXPONENT:
                    raise TooLargeError
                coefficient *= Fraction(self._primes[name]) ** whole
                rest -= whole
            elif name == self._i:
                turns = floor(exponent) // 2
                # Of a negative number of turns Python would make a float.
                coefficient *= _MINUS if turns % 2 else ONE
                rest -= 2 * turns
            elif name in self._absolute:
                pairs = 2 * (floor(exponent) // 2)
                inner = self._absolute[name]
                left[inner] = left.get(inner, Fraction(0)) + pairs
                rest -= pairs
            if rest:
                left[name] = left.get(name, Fraction(0)) + rest
        return {monomial_of(left): coefficient}

    def _denominators(self, terms: Terms) -> Monomial:
        """The sums that are divided by, as a product to multiply with."""
        lowest: dict[int, int] = {}
        for monomial in terms:
            for name, exponent in monomial:
                if name in self._meanings and exponent < 0:
                    lowest[name] = min(lowest.get(name, 0), floor(exponent))
        return monomial_of({name: Fraction(-each) for name, each in lowest.items()})

    def _multiplied_out(self, terms: Terms) -> Terms:
        """Each sum with a whole exponent put in for its generator."""
        parts: list[Terms] = []
        for monomial, coefficient in terms.items():
            kept: dict[int, Fraction] = {}
            factors: list[Terms] = [constant(coefficient)]
            for name, exponent in monomial:
                whole = floor(exponent) if name in self._meanings else 0
                if whole > 0:
                    factors.append(raised(self._meanings[name], whole))
                rest = exponent - max(whole, 0)
                if rest:
                    kept[name] = rest
            factors.append({monomial_of(kept): ONE})
            parts.append(product(factors))
        return self._simplified(add(*parts))

    # -- forms --

    def _operands(self, form: Expr) -> tuple[Expr, ...]:
        if is_exponential(form):
            return (form.as_base_exp()[1],)
        if form.is_Pow and form.exp.is_Rational:
            return (form.base,)
        if head(form) in ("RealRoot", "HeldRoot"):
            return (form.args[0],)
        if form.is_Add or form.is_Mul or form.is_Pow or head(form) in self._of:
            return tuple(form.args)
        return ()

    def _form(self, form: Expr) -> Terms:
        forms = self._forms
        if form.is_Rational:
            return constant(Fraction(int(form.p), int(form.q)))
        if form.is_Symbol or form is sympy.pi:
            return letter(self._letter(form))
        if form is sympy.E:
            return self._exponential(constant(ONE))
        if form.is_Add:
            return add(*(forms[each] for each in form.args))
        if form.is_Mul:
            return product(forms[each] for each in form.args)
        if is_exponential(form):
            return self._exponential(forms[form.as_base_exp()[1]])
        name = head(form)
        if name == "RealRoot":
            return self._power(forms[form.args[0]], Fraction(1, int(form.args[1])), odd=True)
        if name == "HeldRoot":
            exponent = form.args[1]
            return self._power(forms[form.args[0]], Fraction(int(exponent.p), int(exponent.q)))
        if form.is_Pow:
            exponent = form.exp
            if exponent.is_Rational:
                return self._power(forms[form.base], Fraction(int(exponent.p), int(exponent.q)))
            return self._exponential(multiply(forms[exponent], self._logarithm(forms[form.base])))
        if name in self._of:
            return self._of[name](forms[form.args[0]])
        if not form.free_symbols and not form.is_finite:
            raise UnreadError
        return letter(self._letter(form))

    def _over(self, above: Terms, below: Terms) -> Terms:
        return self._simplified(multiply(above, self._power(below, _MINUS)))

    def _power(self, terms: Terms, exponent: Fraction, *, odd: bool = False) -> Terms:
        """A sum to a rational power."""
        if not terms:
            if exponent <= 0:
                raise UnreadError
            return {}
        if exponent.denominator == 1 and exponent >= 0 and len(terms) > 1:
            return self._simplified(raised(terms, int(exponent)))
        found = self._factored(terms, whole=exponent.denominator == 1)
        if exponent.denominator > 1 and not odd:
            found = self._under_root(terms, found, exponent)
        sign, factors = found.sign, list(found.factors)
        if sign < 0 and exponent.denominator > 1 and not odd:
            # What is under a root is positive: the sign belongs to one of its factors.
            factors = self._with_sign(factors)
            sign = 1 if factors else -1
        if sign < 0 and exponent.denominator > 1 and not odd:
            raise UnreadError
        together: dict[int, Fraction] = {}
        for name, power in factors:
            together[name] = together.get(name, Fraction(0)) + power * exponent
        whole = ONE if sign > 0 or exponent.numerator % 2 == 0 else _MINUS
        number = found.number
        if exponent.denominator == 1:
            whole *= number ** int(exponent)
        else:
            for prime, times in primes(number):
                name = self._prime(prime)
                together[name] = together.get(name, Fraction(0)) + times * exponent
        return self._simplified({monomial_of(together): whole})

    def _under_root(self, terms: Terms, found: Factors, exponent: Fraction) -> Factors:
        """The factors of what stands under a root, as far as it may be taken apart."""
        signs = self.signs
        if not all(signs.is_real(name) for name, _ in found.factors):
            if self._whole_roots:
                inner = self._base(scale(terms, 1 / found.number))
                return Factors(1, found.number, ((inner, ONE),))
            for name, _ in found.factors:
                signs.assume(name)
            return found
        kept: list[tuple[int, Fraction]] = []
        odd: list[tuple[int, Fraction]] = []
        for name, power in found.factors:
            if signs.is_not_negative(name) or is_even(power * exponent):
                kept.append((name, power))
            elif not is_even(power):
                odd.append((name, power))
            elif self._whole_roots:
                kept.append((self._size_of(name), power))
            else:
                signs.assume(name)
                kept.append((name, power))
        sign = found.sign
        if sign < 0 and odd:
            sign = 1
            odd = self._with_sign(odd) or [(self._base({monomial_of(dict(odd)): _MINUS}), ONE)]
        if len(odd) > 1 and self._whole_roots:
            odd = [(self._base({monomial_of(dict(odd)): ONE}), ONE)]
        if len(odd) == 1 and self._whole_roots:
            signs.require(odd[0][0])
        elif len(odd) > 1:
            for name, _ in odd:
                signs.assume(name)
        return Factors(sign, found.number, (*kept, *odd))

    def _factored(self, terms: Terms, *, whole: bool = False) -> Factors:
        """A sum as a sign, a positive number and powers of generators."""
        common = shared(terms)
        inner = {joined(each, powers(common, _MINUS)): n for each, n in terms.items()}
        factors: list[tuple[int, Fraction]] = list(common)
        if len(inner) == 1:
            ((_, number),) = inner.items()
            return Factors(1 if number > 0 else -1, abs(number), tuple(factors))
        sign, number, parts = irreducible(inner, whole=whole)
        factors.extend((self._base(part), Fraction(times)) for part, times in parts)
        return Factors(sign, number, tuple(factors))

    def _with_sign(self, factors: list[tuple[int, Fraction]]) -> list[tuple[int, Fraction]]:
        """The factors, the first sum with an odd exponent turned round; nothing without one."""
        for place, (name, power) in enumerate(factors):
            if name in self._meanings and power.denominator == 1 and power.numerator % 2:
                turned = self._base(scale(self._meanings[name], _MINUS))
                return [*factors[:place], (turned, power), *factors[place + 1 :]]
        return []

    def _exponential(self, exponent: Terms) -> Terms:
        """e^u: a power for each term of u."""
        found: list[Terms] = []
        for monomial, coefficient in exponent.items():
            found.append(self._exponential_of_term(monomial, coefficient))
        return self._simplified(product(found))

    def _exponential_of_term(self, monomial: Monomial, coefficient: Fraction) -> Terms:
        if len(monomial) == 1 and monomial[0][1] == 1:
            meaning = self._known[monomial[0][0]]
            if isinstance(meaning, tuple) and meaning[0] == "log":
                return letter(self._of_logarithm(meaning[1], coefficient), coefficient)
        pi = self._letters.get(sympy.pi)
        if pi is not None and monomial == monomial_of({self._i: ONE, pi: ONE}):
            turned = self._turn(coefficient)
            if turned is not None:
                return turned
        return letter(self._letter(("exp", monomial)), coefficient)

    def _of_logarithm(self, name: int, coefficient: Fraction) -> int:
        """The generator that e^(q ln|u|) is a power of: |u|, or u where that is the same."""
        if is_even(coefficient) or self.signs.is_not_negative(name):
            return name
        if self._whole_roots:
            return self._size_of(name)
        self.signs.assume(name)
        return name

    def _turn(self, half_turns: Fraction) -> Terms | None:
        """e^(i pi q), where its parts are written by roots."""
        angle = sympy.Rational(half_turns.numerator, half_turns.denominator) * sympy.pi
        real, imaginary = sympy.cos(angle), sympy.sin(angle)
        if real.is_Function or imaginary.is_Function or real.has(sympy.cos, sympy.sin):
            return None
        return add(self(real), multiply(letter(self._i), self(imaginary)))

    def _logarithm(self, terms: Terms) -> Terms:
        """ln|u|: a sum over the factors of u."""
        if not terms:
            raise UnreadError
        found = self._factored(terms)
        if self._whole_roots:
            self.signs.require_positive(found)
        parts: list[Terms] = []
        for name, exponent in found.factors:
            meaning = self._known[name]
            if isinstance(meaning, tuple) and meaning[0] == "exp":
                parts.append({meaning[1]: exponent})
            else:
                inner = self._absolute.get(name, name)
                parts.append(scale(letter(self._letter(("log", inner))), exponent))
        for prime, times in primes(found.number):
            name = self._prime(prime)
            parts.append(scale(letter(self._letter(("log", name))), Fraction(times)))
        return add(*parts)

    def _turning(self, terms: Terms) -> tuple[Terms, Terms]:
        """e^(iu) and e^(-iu)."""
        around = self._simplified(multiply(terms, letter(self._i)))
        return self._exponential(around), self._exponential(scale(around, _MINUS))

    def _sine(self, terms: Terms) -> Terms:
        plus, minus = self._turning(terms)
        halves = scale(add(plus, scale(minus, _MINUS)), -_HALF)
        return self._simplified(multiply(halves, letter(self._i)))

    def _cosine(self, terms: Terms) -> Terms:
        return scale(add(*self._turning(terms)), _HALF)

    def _mean(self, terms: Terms, sign: Fraction) -> Terms:
        """(e^u + e^-u)/2, or with a minus."""
        minus = self._exponential(scale(terms, _MINUS))
        return scale(add(self._exponential(terms), scale(minus, sign)), _HALF)

    def _area(self, terms: Terms, sign: Fraction) -> Terms:
        """ln(u + sqrt(u^2 + 1)), or with a minus."""
        square = add(raised(terms, 2), constant(sign))
        return self._logarithm(add(terms, self._power(square, _HALF)))

    def _area_tangent(self, terms: Terms) -> Terms:
        above, below = add(constant(ONE), terms), add(constant(ONE), scale(terms, _MINUS))
        logarithm = add(self._logarithm(above), scale(self._logarithm(below), _MINUS))
        return scale(logarithm, _HALF)

    def _odd(self, name: str, terms: Terms) -> Terms:
        """An odd function, of an argument or of its opposite, whichever is the first of both."""
        if not terms:
            return {}
        sign = ONE if terms[min(terms)] > 0 else _MINUS
        inner = frozenset(scale(terms, sign).items())
        return scale(letter(self._letter((name, inner))), sign)

    def _complement(self, terms: Terms) -> Terms:
        """pi/2 - u."""
        pi = letter(self._letter(sympy.pi))
        return add(scale(pi, _HALF), scale(terms, _MINUS))

    def _size(self, terms: Terms) -> Terms:
        """|u|: the product of those of its factors."""
        if not terms:
            return {}
        found = self._factored(terms)
        together: dict[int, Fraction] = {}
        for name, exponent in found.factors:
            meaning = self._known[name]
            is_exponential = isinstance(meaning, tuple) and meaning[0] == "exp"
            size = name if is_exponential else self._size_of(name)
            together[size] = together.get(size, Fraction(0)) + exponent
        return self._simplified({monomial_of(together): found.number})

    def _size_of(self, name: int) -> int:
        """The generator that is worth |u|."""
        if name in self._primes or name in self._absolute or self.signs.is_not_negative(name):
            return name
        size = self._letter(("abs", name))
        self._absolute[size] = name
        return size
