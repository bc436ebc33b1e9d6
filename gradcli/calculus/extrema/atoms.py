"""Equations with exponentials, circular functions, logarithms and roots as polynomial systems.

Each such part becomes a letter, together with what is known of it: the letter of e^u is positive,
those of sin u and cos u have squares that add up to 1, the square of sqrt(u) is u. The polynomial
system has at least the solutions of the equations, so where it has none, neither have they; what it
has is put back into the parts, e^u = 2 as u = ln 2, and looked at again as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, auto
from math import gcd
from typing import Final

import sympy
from sympy import Dummy, Expr, Rational, Symbol

from gradcli.calculus.extrema.ideals import TooHardError
from gradcli.field.fast_sympy.heads import head, is_exponential
from gradcli.field.fast_sympy.sympy_build import UNREAL
from gradcli.field.forms import spelled_out
from gradcli.field.functions import in_sympy, of_families
from gradcli.field.functions.record import Family
from gradcli.frozen import dataclass

_LARGEST_MULTIPLE: Final = 8
_MOST_LETTERS: Final = 9
_CIRCULAR: Final = in_sympy(of_families(Family.CIRCULAR))
_HYPERBOLIC: Final = in_sympy(of_families(Family.HYPERBOLIC))


class Kind(Enum):
    """What a letter stands for, its argument being u."""

    VARIABLE = auto()
    CONSTANT = auto()  # u itself
    EXPONENTIAL = auto()  # e^u
    LOGARITHM = auto()
    SINE = auto()
    COSINE = auto()
    ROOT = auto()  # u^(1/n)
    FUNCTION = auto()  # any other


@dataclass(frozen=True, slots=True, eq=False)
class Letter:
    """A letter and what it stands for: `whole`, a part with the argument `argument`."""

    symbol: Symbol
    kind: Kind
    whole: Expr
    argument: Expr
    positive: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Translated:
    """Polynomial `equations` in the `letters`, the variables first."""

    letters: tuple[Letter, ...]
    equations: tuple[Expr, ...]


def translated(
    equations: Sequence[Expr], variables: Sequence[Symbol], *, expand_angles: bool
) -> Translated:
    """The equations in letters. With `expand_angles`, sin(x + y) is taken apart.

    Raises:
        TooHardError: there are too many letters, or a part of which nothing is known.
    """
    work = _Translation(tuple(variables), expand_angles)
    return work.of(equations)


class _Translation:
    """The letters met so far; `known` maps a part to the polynomial that it is."""

    __slots__ = ("expand_angles", "known", "letters", "relations", "roots", "variables")

    def __init__(self, variables: tuple[Symbol, ...], expand_angles: bool) -> None:
        self.variables = variables
        self.expand_angles = expand_angles
        self.letters = [Letter(v, Kind.VARIABLE, v, v) for v in variables]
        self.known: dict[Expr, Expr] = {v: v for v in variables}
        self.relations: list[Expr] = []
        self.roots: dict[tuple[Expr, int], Symbol] = {}

    def of(self, equations: Sequence[Expr]) -> Translated:
        plain = [_plain(each, expand_angles=self.expand_angles) for each in equations]
        if any(each.has(*UNREAL) for each in plain):
            raise TooHardError  # a power of 0 has no logarithm
        self._exponentials(plain)
        self._angles(plain)
        made = [self._numerator(self._put(each)) for each in plain]
        if len(self.letters) > _MOST_LETTERS:
            raise TooHardError
        symbols = [letter.symbol for letter in self.letters]
        whole = [each for each in (*made, *self.relations) if each != 0]
        if not all(each.is_polynomial(*symbols) for each in whole):
            raise TooHardError
        if any(each.free_symbols - set(symbols) for each in whole):
            raise TooHardError
        return Translated(tuple(self.letters), tuple(whole))

    def _numerator(self, form: Expr) -> Expr:
        return sympy.expand(sympy.fraction(sympy.together(form))[0])

    def _letter(self, kind: Kind, whole: Expr, argument: Expr, *, positive: bool = False) -> Symbol:
        symbol = Dummy(kind.name[0], real=True)
        self.letters.append(Letter(symbol, kind, whole, argument, positive))
        return symbol

    def _exponentials(self, forms: Sequence[Expr]) -> None:
        """One letter for all exponents that are multiples of one another."""
        powers = dict.fromkeys(
            each.as_base_exp()[1] for form in forms for each in _parts(form) if is_exponential(each)
        )
        for group in _groups([each for each in powers if each.free_symbols]):
            unit = _unit(group)
            letter = self._letter(Kind.EXPONENTIAL, sympy.exp(unit), unit, positive=True)
            for each in group:
                self.known[sympy.exp(each)] = letter ** _times(each, unit)

    def _angles(self, forms: Sequence[Expr]) -> None:
        angles = dict.fromkeys(
            each.args[0] for form in forms for each in _parts(form) if head(each) in _CIRCULAR
        )
        for group in _groups([each for each in angles if each.free_symbols]):
            unit = _unit(group)
            s = self._letter(Kind.SINE, sympy.sin(unit), unit)
            c = self._letter(Kind.COSINE, sympy.cos(unit), unit)
            self.relations.append(s**2 + c**2 - 1)
            for each in group:
                times = _times(each, unit)
                sine, cosine = _multiple(abs(times), s, c)
                sine = sine if times > 0 else -sine
                self.known[sympy.sin(each)] = sine
                self.known[sympy.cos(each)] = cosine

    def _put(self, form: Expr) -> Expr:
        """The form in letters."""
        if form in self.known:
            return self.known[form]
        if form.is_Rational:
            return form
        made = self._made(form)
        self.known[form] = made
        return made

    def _made(self, form: Expr) -> Expr:
        if form.is_Add or form.is_Mul:
            return form.func(*(self._put(each) for each in form.args))
        if not form.free_symbols:
            return self._number(form)
        if form.is_Pow and form.exp.is_Integer:
            return self._put(form.base) ** form.exp
        if head(form) in _CIRCULAR:
            sine, cosine = (
                self._put(function(form.args[0])) for function in (sympy.sin, sympy.cos)
            )
            return {
                "tan": sine / cosine,
                "cot": cosine / sine,
                "sec": 1 / cosine,
                "csc": 1 / sine,
            }[head(form)]
        if form.is_Pow and form.exp.is_Rational and not is_exponential(form):
            n = int(form.exp.q)
            return self._root(form.base, n, positive=True) ** int(form.exp.p)
        if head(form) == "RealRoot" and form.args[1].is_Integer:
            return self._root(form.args[0], int(form.args[1]), positive=False)
        if head(form) == "log" and len(form.args) == 1:
            return self._letter(Kind.LOGARITHM, form, form.args[0])
        if len(form.args) == 1:
            return self._letter(Kind.FUNCTION, form, form.args[0])
        raise TooHardError

    def _root(self, base: Expr, degree: int, *, positive: bool) -> Symbol:
        if (base, degree) in self.roots:
            return self.roots[base, degree]
        inner = self._put(base)
        whole = base ** Rational(1, degree)
        letter = self._letter(Kind.ROOT, whole, base, positive=positive)
        above, below = sympy.fraction(sympy.together(inner))
        self.relations.append(sympy.expand(letter**degree * below - above))
        self.roots[base, degree] = letter
        return letter

    def _number(self, form: Expr) -> Expr:
        """A constant that is not rational: a letter; a root with its equation."""
        if form.is_Pow and form.exp.is_Integer:
            return self._put(form.base) ** form.exp
        if form.is_Pow and form.base.is_Rational and form.exp.is_Rational and form.base > 0:
            n = int(form.exp.q)
            return self._root_of_number(form.base, n) ** int(form.exp.p)
        return self._letter(Kind.CONSTANT, form, form, positive=bool(form.is_positive))

    def _root_of_number(self, base: Expr, degree: int) -> Symbol:
        if (base, degree) not in self.roots:
            whole = base ** Rational(1, degree)
            letter = self._letter(Kind.CONSTANT, whole, whole, positive=True)
            self.relations.append(letter**degree - base)
            self.roots[base, degree] = letter
        return self.roots[base, degree]


def _plain(form: Expr, *, expand_angles: bool) -> Expr:
    """In exponentials, sines, cosines, logarithms and roots alone, as far as that goes."""
    form = spelled_out(form)
    form = form.replace(
        lambda each: head(each) in _HYPERBOLIC, lambda each: each.rewrite(sympy.exp, deep=False)
    )
    powers = {
        each: sympy.exp(each.exp * sympy.log(each.base))
        for each in _parts(form)
        if each.is_Pow and each.exp.free_symbols and not is_exponential(each)
    }
    form = form.xreplace(powers)
    if expand_angles:
        sums = {
            each: sympy.expand_trig(each)
            for each in _parts(form)
            if head(each) in ("sin", "cos", "tan") and each.args[0].is_Add
        }
        form = form.xreplace(sums)
    return form


def _parts(form: Expr) -> Iterator[Expr]:
    return iter(sympy.preorder_traversal(form))


def _groups(forms: Sequence[Expr]) -> list[list[Expr]]:
    """Forms of which one is a rational multiple of the other, together."""
    groups: list[list[Expr]] = []
    for form in forms:
        for group in groups:
            if (ratio := _ratio(form, group[0])) is not None and ratio != 0:
                group.append(form)
                break
        else:
            groups.append([form])
    return groups


def _ratio(one: Expr, other: Expr) -> Expr | None:
    ratio = sympy.cancel(sympy.expand(one) / sympy.expand(other))
    return ratio if ratio.is_Rational else None


def _unit(group: Sequence[Expr]) -> Expr:
    """What all of the group are whole multiples of."""
    first = sympy.expand(group[0])
    ratios = [_ratio(each, first) for each in group]
    above, below = 0, 1
    for ratio in ratios:
        assert ratio is not None
        above, below = gcd(above * int(ratio.q), int(ratio.p) * below), below * int(ratio.q)
    return sympy.expand(first * Rational(above, below))


def _times(form: Expr, unit: Expr) -> int:
    ratio = _ratio(form, unit)
    if ratio is None or not ratio.is_Integer or abs(ratio) > _LARGEST_MULTIPLE:
        raise TooHardError
    return int(ratio)


def _multiple(times: int, s: Symbol, c: Symbol) -> tuple[Expr, Expr]:
    """sin and cos of a multiple of an angle, in those of the angle."""
    sine, cosine = sympy.Integer(0), sympy.Integer(1)
    for _ in range(times):
        sine, cosine = sympy.expand(sine * c + cosine * s), sympy.expand(cosine * c - sine * s)
    return sine, cosine
