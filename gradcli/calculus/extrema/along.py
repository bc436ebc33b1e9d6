"""What the points of a family of critical points are, by one proof for all of them.

f is constant, c say, on each connected part of a family. Where f - c is a product, the factors that
are 0 on the family decide together with the sign of the others: of (x - 1)^2 y the square says that
(1, t) is a minimum for t > 0 and a maximum for t < 0. Where it is none, the matrix of second
partials may be the same at every point, and indefinite, or definite across the family.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise, product
from typing import Final

import sympy
from sympy import Expr, Symbol

from gradcli.calculus.extrema.conditions import is_held
from gradcli.calculus.extrema.found import DecidedBy, Family, Where
from gradcli.calculus.extrema.ideals import TooHardError
from gradcli.calculus.extrema.split import cases, has_one_sign, is_nowhere_zero
from gradcli.calculus.limits.uniform_sign import is_never_negative
from gradcli.calculus.numbers.constants import Sign, is_zero, sign_of
from gradcli.calculus.numbers.factoring import factors_of, remainder
from gradcli.calculus.point.critical import CriticalKind, signs_of_eigenvalues
from gradcli.calculus.point.one_sign import extremum_by_form
from gradcli.field.fast_sympy.sympy_build import UNREAL
from gradcli.field.size import size
from gradcli.frozen import dataclass, replace

_LARGEST_POWER: Final = 16
_LARGEST: Final = 200  # nodes of a formula that is factored
_GRID: Final = (*map(sympy.Integer, (0, 1, -1, 1000, -1000, 3, -3, 2, -2)),)
_MOST_SAMPLES: Final = 125
_NEAR: Final = sympy.Rational(1, 10**9)
_FEW: Final = (sympy.Integer(1), sympy.Integer(2))


@dataclass(frozen=True, slots=True, eq=False)
class Along:
    """Points of a family that are of one kind.

    `value` is f on it, `constant` says that f does not change around them either. `kind` is None
    where it is not decided, or f is not `differentiable`. `change` is f less that value, as a
    product, where its factors decide, and `across` the second derivative across a curve or surface
    where that does: along it this is 0, so that it is the sum of those by each variable.
    """

    family: Family
    kind: CriticalKind | None
    value: Expr | None
    constant: bool = False
    decided_by: DecidedBy | None = None
    change: Expr | None = None
    differentiable: bool | None = True
    across: Expr | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The parts of a family, and the conditions under which its other points are left over."""

    parts: tuple[Along, ...]
    left_over: tuple[Where, ...] = ()


def judge(
    f: Expr, second: Sequence[Sequence[Expr]], family: Family, variables: Sequence[Symbol]
) -> Judged:
    """The points of a family by their kinds."""
    on = dict(zip(variables, family.at, strict=True))
    implicit = any(symbol in variables for symbol in family.parameters)
    if implicit:
        judged = _implicit(f, family, variables)
        told = judged.parts[0]
        if told.kind is not None or told.constant:
            return judged
        return Judged((_across_curve(second, told, variables),))
    value = sympy.expand(f.xreplace(on)) if _is_small(f) else f.xreplace(on)
    if len(family.parameters) - len(family.integers) == len(variables):
        return Judged((Along(family, None, value, constant=not value.free_symbols),))
    if value.free_symbols - set(family.integers):
        return Judged((Along(family, None, None),))
    if not value.free_symbols:
        told = _by_sign_of_change(f, value, family, variables)
        if told.kind is not None:
            return Judged((told,))
    if not value.free_symbols and f.is_rational_function(*variables) and _is_small(f):
        found = _by_factors(f, value, family, on, variables)
        if found is not None:
            return found
    core = _without_positive(f) if value == 0 else f
    if core != f and core.is_rational_function(*variables) and _is_small(core):
        found = _by_factors(core, value, family, on, variables)
        if found is not None:
            whole = (replace(each, change=f if each.kind else None) for each in found.parts)
            return Judged(tuple(whole), found.left_over)
    kind = _by_second_partials(second, family, on, variables)
    if kind is not None or len(family.parameters) - len(family.integers) != len(variables) - 1:
        by = None if kind is None else DecidedBy.TEST
        return Judged((Along(family, kind, value, decided_by=by),))
    return _by_sign_across(second, value, family, on)


def _without_positive(form: Expr) -> Expr:
    """A product without the factors that are seen to be positive: e^x."""
    return sympy.Mul(*(each for each in sympy.Mul.make_args(form) if not each.is_positive))


def _by_sign_across(
    second: Sequence[Sequence[Expr]], value: Expr, family: Family, on: dict[Symbol, Expr]
) -> Judged:
    """On a curve or surface of critical points: the second derivative across it has a sign.

    Near a point at which it is not 0, f less its value there is that times the square of the
    distance, but for less (the lemma of Morse and Bott).
    """
    nothing = Judged((Along(family, None, value),))
    across = sympy.expand(sympy.Add(*(row[k] for k, row in enumerate(second))).xreplace(on))
    sign = _without_positive(sympy.factor_terms(across))
    if across == 0 or across.has(*UNREAL) or across.free_symbols & set(family.integers):
        return nothing
    # A quotient has the sign of the product: factors are those of 2 ln t, not of 2/ln t.
    number, bases = factors_of(sympy.Mul(*sympy.fraction(sympy.together(sign))))
    even = [base for base, n in bases if n % 2 == 0]
    odd = number * sympy.Mul(*(base for base, n in bases if n % 2))
    signed, others = _by_sign(odd, family)
    apart = tuple(Where(base, "!=") for base in even)
    others = (*(Where(base, "=") for base in even), *others)
    parts = [
        Along(
            replace(family, where=(*family.where, *where, *apart)),
            kind,
            value,
            decided_by=None if kind is None else DecidedBy.TEST,
            across=None if kind is None else across,
        )
        for where, kind in signed
    ]
    return Judged(tuple(parts), others)


def _across_curve(
    second: Sequence[Sequence[Expr]], told: Along, variables: Sequence[Symbol]
) -> Along:
    """The same where an equation p = 0 tells the curve: it is smooth, and the sign is one."""
    if len(told.family.where) != 1 or told.family.parameters != tuple(variables):
        return told
    (where,) = told.family.where
    p = where.formula
    if told.value is None or where.relation != "=" or not _is_rational(p, variables):
        return told
    if not _meets_nowhere(p, [p.diff(v) for v in variables], variables):
        return told
    across = _on_zeros(sympy.Add(*(row[k] for k, row in enumerate(second))), p, variables)
    sign = _without_positive(sympy.factor(across))
    if sign.free_symbols:
        if not _is_rational(sign, variables) or not has_one_sign(sign, variables):
            return told
        if not _meets_nowhere(p, [sign], variables):
            return told
        samples_of = (
            dict(zip(variables, at, strict=True)) for at in product(_FEW, repeat=len(variables))
        )
        values = (sign.xreplace(dict(at)) for at in samples_of)
        sign = next((each for each in values if each != 0), sympy.Integer(0))
    kind = _kind_of(sign_of(sign)) if sign.is_number and not sign.has(*UNREAL) else None
    if kind is None:
        return told
    return replace(told, kind=kind, decided_by=DecidedBy.TEST, across=across)


def _meets_nowhere(p: Expr, others: Sequence[Expr], variables: Sequence[Symbol]) -> bool:
    """Whether polynomials have no real zero in common with p."""
    try:
        return cases((p, *others), variables, [False] * len(variables)) == ()
    except TooHardError:
        return False


def _on_zeros(form: Expr, p: Expr, variables: Sequence[Symbol]) -> Expr:
    """A form where a polynomial is 0, with that put into its exponents first."""
    functions = {
        each: each.func(*(_reduced(part, p, variables) for part in each.args))
        for each in form.atoms(sympy.Function, sympy.exp, sympy.Pow)
        if not (each.is_Pow and each.exp.is_Integer)
    }
    above, below = sympy.fraction(sympy.together(form.xreplace(functions)))
    left = []
    for part in map(sympy.expand, (above, below)):
        letters = sorted((e for e in part.atoms(sympy.Function) if e.free_symbols), key=str)
        known = (*variables, *letters)
        is_plain = part.is_polynomial(*known)
        left.append(remainder(part, [p], known) if is_plain else part)
    return left[0] / left[1]


def _by_sign_of_change(f: Expr, value: Expr, family: Family, variables: Sequence[Symbol]) -> Along:
    """f less its value on the family has one sign by its form: (y - e^x)^2, cos(x y) - 1."""
    change = f - value
    kind = extremum_by_form(change, variables)
    if kind is None:
        return Along(family, None, value)
    return Along(family, kind, value, decided_by=DecidedBy.SIGN, change=change)


def _is_small(f: Expr) -> bool:
    """Whether it can be multiplied out and factored in a moment."""
    return size(f) <= _LARGEST and all(
        abs(int(each.exp)) <= _LARGEST_POWER for each in f.atoms(sympy.Pow) if each.exp.is_Integer
    )


def _implicit(f: Expr, family: Family, variables: Sequence[Symbol]) -> Judged:
    """On the zeros of a formula p: f - c has one sign.

    It may be p^n q, where n is even and q has one sign.
    """
    if len(family.where) != 1 or not _is_small(f):
        return Judged((Along(family, None, None),))
    (where,) = family.where
    if where.relation != "=":
        return Judged((Along(family, None, None),))
    on = dict(zip(variables, family.at, strict=True))
    value = _reduced(f.xreplace(on), where.formula, variables)
    if value.free_symbols and _is_rational(where.formula, variables):
        value = _on_zeros(f, where.formula, variables)
    if value.free_symbols & set(variables):
        return Judged((Along(family, None, None),))
    nothing = Judged((_by_sign_of_change(f, value, family, variables),))
    if not f.is_polynomial(*variables) or family.parameters != tuple(variables):
        return nothing
    p = sympy.Poly(family.where[0].formula, *variables)
    value = remainder(f, [p.as_expr()], variables)
    change = sympy.expand(f - value)
    if value.free_symbols or change == 0:
        return nothing
    content, factors = factors_of(change)
    mine = [n for base, n in factors if sympy.Poly(base, *variables).monic() == p.monic()]
    others = [
        base for base, n in factors if n % 2 and sympy.Poly(base, *variables).monic() != p.monic()
    ]
    # The other factors may be 0 on some of the points: there, too, f - c has no other sign.
    signed = all(is_never_negative(base, tuple(variables)) for base in others)
    if not mine or mine[0] % 2 or not signed:
        return nothing
    kind = _kind_of(sign_of(content))
    if kind is None:
        return nothing
    by = DecidedBy.FACTORS
    return Judged((Along(family, kind, value, decided_by=by, change=sympy.factor(change)),))


def _reduced(f: Expr, zero: Expr, variables: Sequence[Symbol]) -> Expr:
    """f where a formula is 0: its polynomial parts without multiples of the formula.

    A function in the formula, as e^x of x y - e^x, counts as a letter.
    """
    atoms = sorted((each for each in zero.atoms(sympy.Function) if each.has(*variables)), key=str)
    dummies = {each: sympy.Dummy(real=True) for each in atoms}
    letters = (*variables, *dummies.values())
    back = {letter: each for each, letter in dummies.items()}
    divisor = zero.xreplace(dummies)
    if not divisor.is_polynomial(*letters):
        return f

    def rest(part: Expr) -> Expr:
        if not part.has(*letters):
            return part
        if part.is_polynomial(*letters):
            return remainder(part, [divisor], letters)
        return part.func(*map(rest, part.args)) if part.args else part

    return rest(f.xreplace(dummies)).xreplace(back)


def _kind_of(sign: Sign) -> CriticalKind | None:
    """What f - c with this sign near by makes of a point at which it is 0."""
    match sign:
        case Sign.POSITIVE:
            return CriticalKind.MINIMUM
        case Sign.NEGATIVE:
            return CriticalKind.MAXIMUM
        case Sign.ZERO | Sign.UNDECIDED:
            return None


@dataclass(frozen=True, slots=True, eq=False)
class _Factored:
    """f - c on a family: the `odd` factors that are 0 on it, and the product of the others there.

    `special` are formulas in the parameters: where one is 0, nothing is said.
    """

    shown: Expr
    odd: tuple[Expr, ...]
    sign: Expr
    special: tuple[Expr, ...]


def _by_factors(
    f: Expr, value: Expr, family: Family, on: dict[Symbol, Expr], variables: Sequence[Symbol]
) -> Judged | None:
    """By the factors of f - c: those that are 0 on the family, and the sign of the others."""
    # A quotient has the sign of its numerator times its denominator, which is 0 nowhere.
    above, below = sympy.fraction(sympy.together(f - value))
    change = sympy.expand(above * below)
    if change == 0:
        return Judged((Along(family, None, value, constant=True),))
    found = _factored(change, f - value, family, on)
    if found is None:
        return None
    if found.odd:
        return _of_both_signs(found, value, family, on, variables)
    parts: list[Along] = []
    left = [Where(each, "=") for each in found.special]
    apart = tuple(Where(each, "!=") for each in found.special)
    signed, others = _by_sign(found.sign, family)
    for where, kind in signed:
        conditions = (*family.where, *where, *apart)
        parts.append(_told(replace(family, where=conditions), kind, value, found))
    if not parts:
        return None
    return Judged(tuple(parts), (*left, *others))


def _told(family: Family, kind: CriticalKind | None, value: Expr, found: _Factored) -> Along:
    if kind is None:
        return Along(family, None, value)
    by, change = DecidedBy.FACTORS, sympy.factor(found.shown)
    return Along(family, kind, value, decided_by=by, change=change)


def _factored(
    change: Expr, shown: Expr, family: Family, on: dict[Symbol, Expr]
) -> _Factored | None:
    """The factors by what they are on the family; None where none is 0 on all of it."""
    sign, factors = factors_of(change)
    odd: list[Expr] = []
    special: list[Expr] = []
    across = 0
    for base, power in factors:
        along = sympy.expand(base.xreplace(on))
        if along == 0:
            across += 1
            if power % 2:
                odd.append(base)
        elif power % 2:
            sign *= along
        elif along.free_symbols and not _never_zero(along, family.parameters):
            special.append(_primitive(along))
    if not across:
        return None
    # A square in what is left has no sign of its own either.
    number, bases = factors_of(sign)
    sign = number
    for base, power in bases:
        if power % 2:
            sign *= base
        elif not _never_zero(base, family.parameters):
            special.append(base)
    special = [each for each in dict.fromkeys(special) if not _is_told(each, family)]
    return _Factored(shown, tuple(odd), sign, tuple(special))


def _is_told(form: Expr, family: Family) -> bool:
    """Whether the family says already that it is not 0."""
    return any(each.formula == form and each.relation == "!=" for each in family.where)


def _of_both_signs(
    found: _Factored,
    value: Expr,
    family: Family,
    on: dict[Symbol, Expr],
    variables: Sequence[Symbol],
) -> Judged | None:
    """An odd factor with a gradient there changes its sign, where the others do not vanish.

    The others are 0 on less than a surface near by, for no two factors have one in common.
    """
    slopes = [[sympy.expand(each.diff(v).xreplace(on)) for v in variables] for each in found.odd]
    if not any(s.is_number and is_zero(s) is False for row in slopes for s in row):
        return None
    special = list(found.special)
    if found.sign.free_symbols and not _never_zero(found.sign, family.parameters):
        special.append(_primitive(found.sign))
    kind = CriticalKind.SADDLE if len(variables) > 1 else CriticalKind.NEITHER
    apart = tuple(Where(each, "!=") for each in special)
    part = _told(replace(family, where=(*family.where, *apart)), kind, value, found)
    return Judged((part,), tuple(Where(each, "=") for each in special))


def _by_sign(
    sign: Expr, family: Family
) -> tuple[list[tuple[tuple[Where, ...], CriticalKind | None]], tuple[Where, ...]]:
    """Where a formula in the parameters is positive, where negative, and what is left over.

    Only what has a point is told; of what is not seen to have one nothing is claimed.
    """
    if not sign.free_symbols:
        return [((), _kind_of(sign_of(sign)))], ()
    if _never_zero(sign, family.parameters):
        here = sign_of(sign.xreplace(dict.fromkeys(family.parameters, sympy.Integer(0))))
        return [((), _kind_of(here))], ()
    shown = _primitive(sign)
    # -2 t > 0 is told as t < 0.
    turned = sign_of(factors_of(sign)[0] * factors_of(shown)[0]) is Sign.NEGATIVE
    seen, is_all = _signs(sign, family)
    made: list[tuple[tuple[Where, ...], CriticalKind | None]] = []
    for each in (Sign.POSITIVE, Sign.NEGATIVE):
        if each in seen:
            relation = ">" if (each is Sign.POSITIVE) is not turned else "<"
            made.append(((Where(shown, relation),), _kind_of(each)))
    if len(made) == 1 and not is_all:
        (((only,), _),) = made
        return made, (Where(shown, "<=" if only.relation == ">" else ">="),)
    return made, (Where(shown, "="),)


def _signs(sign: Expr, family: Family) -> tuple[set[Sign], bool]:
    """The signs that a formula is seen to have on the family, and whether it has no other."""
    own = family.parameters
    if not family.where and not family.integers and sign.is_polynomial(*own):
        poly = sympy.Poly(sign, *own)
        # Far out along that letter both signs are there.
        if any(degree % 2 for degree in poly.degree_list()):
            return {Sign.POSITIVE, Sign.NEGATIVE}, True
    seen: set[Sign] = set()
    points, is_all = samples((sign, *(each.formula for each in family.where)), own)
    for at in points:
        put = dict(zip(own, at, strict=True))
        if all(is_held(each.formula.xreplace(put), each.relation) for each in family.where):
            seen.add(sign_of(sign.xreplace(put)))
        if {Sign.POSITIVE, Sign.NEGATIVE} <= seen:
            return seen, True
    settled = _is_rational(sign, own) and has_one_sign(sign, own)
    return seen, settled or (is_all and not family.integers)


def samples(
    formulas: Sequence[Expr], parameters: Sequence[Symbol]
) -> tuple[list[tuple[Expr, ...]], bool]:
    """Values of the parameters; of one alone a value between any two zeros of the formulas."""
    if len(parameters) == 1 and all(_is_rational(each, parameters) for each in formulas):
        (letter,) = parameters
        poly = sympy.Poly(sympy.Mul(*formulas), letter)
        ends = [span for span, _ in poly.intervals(eps=_NEAR)]
        between = [(one[1] + other[0]) / 2 for one, other in pairwise(ends)]
        found = [ends[0][0] - 1, *between, ends[-1][1] + 1] if ends else [sympy.Integer(0)]
        return [(each,) for each in found], all(poly.eval(each) != 0 for each in found)
    grid = _GRID[: 9 if len(parameters) < 3 else 5]
    return list(islice(product(grid, repeat=len(parameters)), _MOST_SAMPLES)), False


def _is_rational(form: Expr, parameters: Sequence[Symbol]) -> bool:
    """Whether it is a polynomial in the parameters with rational coefficients."""
    if not form.is_polynomial(*parameters) or form.free_symbols - set(parameters):
        return False
    domain = sympy.Poly(form, *parameters).domain
    return bool(domain.is_ZZ or domain.is_QQ)


def _primitive(form: Expr) -> Expr:
    """The factors of a polynomial without the number before them."""
    _, factors = factors_of(form)
    return sympy.Mul(*(base**power for base, power in factors))


def _never_zero(form: Expr, parameters: Sequence[Symbol]) -> bool:
    """Whether a polynomial in the parameters is seen to have no real zero."""
    return _is_rational(form, parameters) and is_nowhere_zero(form, parameters)


def _by_second_partials(
    second: Sequence[Sequence[Expr]],
    family: Family,
    on: dict[Symbol, Expr],
    variables: Sequence[Symbol],
) -> CriticalKind | None:
    """Where the second partials are the same at all points: their signs across the family."""
    rows = [[sympy.expand(entry.xreplace(on)) for entry in row] for row in second]
    if any(entry.free_symbols for row in rows for entry in row):
        return None
    matrix = sympy.Matrix(rows)
    counted = signs_of_eigenvalues(matrix)
    if counted is None:
        return None
    positive, negative = counted
    if positive and negative:
        return CriticalKind.SADDLE
    dimension = len(family.parameters) - len(family.integers)
    if positive == len(variables) - dimension:
        return CriticalKind.MINIMUM
    if negative == len(variables) - dimension:
        return CriticalKind.MAXIMUM
    return None
