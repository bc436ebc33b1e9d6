"""Equations of a gradient, solved over the reals: every solution, and whether these are all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, assert_never

import sympy
from sympy import Expr, Symbol

from gradcli.calculus.extrema.atoms import Kind, Letter, Translated, translated
from gradcli.calculus.extrema.found import (
    Coordinate,
    Enclosed,
    Family,
    Place,
    Solved,
    Where,
    Worked,
)
from gradcli.calculus.extrema.ideals import TooHardError
from gradcli.calculus.extrema.invert import inverted, one_by_one
from gradcli.calculus.extrema.roots import RealRoot, real_roots
from gradcli.calculus.extrema.split import Case, Explicit, Finite, Implicit, Unsolved, cases
from gradcli.calculus.numbers.constants import enclosure, is_zero
from gradcli.field.fast_sympy.sympy_build import UNREAL, ZERO
from gradcli.frozen import dataclass, replace

_WIDTH: Final = Fraction(1, 10**40)
_LARGEST_DEGREE: Final = 24
_MOST_TERMS: Final = 80
_MOST_LETTERS: Final = 8

NOTHING_KNOWN: Final = Solved((), None)


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Names for the parameters of families: real numbers, and whole numbers."""

    real: tuple[Symbol, ...]
    whole: tuple[Symbol, ...]


def solve(equations: Sequence[Expr], variables: Sequence[Symbol], names: Names) -> Solved:
    """All real points where the equations are 0. Where these are not polynomials, perhaps more.

    A solution is one of a polynomial system that follows from the equations: the caller looks at
    each once more.
    """
    if any(each.has(*UNREAL) for each in equations):
        return NOTHING_KNOWN
    equations = [_without_powers(each) for each in equations]
    try:
        if all(is_polynomial(each, variables) for each in equations):
            found = cases(equations, variables, [False] * len(variables))
            return _together([_worked(case, variables, names.real) for case in found])
    except TooHardError:
        return NOTHING_KNOWN
    best = NOTHING_KNOWN
    for expand_angles in (False, True):
        try:
            system = translated(equations, variables, expand_angles=expand_angles)
            solved = _solved(system, names)
        except TooHardError:
            continue
        if solved.complete is True:
            return solved
        if best is NOTHING_KNOWN:
            best = solved
    return best


def _together(worked: Sequence[Worked]) -> Solved:
    """The cases as one; where none of several is solved, it is as good as if there were none."""
    if worked and not any(each.is_solved for each in worked):
        return NOTHING_KNOWN
    return Solved(tuple(worked), True if all(each.is_solved for each in worked) else None)


def _without_powers(equation: Expr) -> Expr:
    """A form that is 0 at the same points: (x + y)^199 is 0 where x + y is."""
    if equation.is_Pow and equation.exp.is_Integer and equation.exp > 1:
        return equation.base
    if equation.is_Mul:
        return sympy.Mul(*map(_without_powers, equation.args))
    return equation


def _solved(system: Translated, names: Names) -> Solved:
    """By the letters of a translated system."""
    letters = system.letters
    symbols = [letter.symbol for letter in letters]
    if any(len(each.as_ordered_terms()) > _MOST_TERMS for each in system.equations):
        raise TooHardError
    positive = [letter.positive for letter in letters]
    found: list[Case] = []
    for case in cases(system.equations, symbols, positive):
        loose = None if isinstance(case, Unsolved) else _without_loose(case, letters)
        found.extend([case] if loose is None else cases(loose, symbols, positive))
    return _together([_of_case(case, letters, names) for case in found])


def _of_case(case: Case, letters: Sequence[Letter], names: Names) -> Worked:
    """One case, in the variables."""
    told = {letter.symbol: letter.whole for letter in letters}
    kept = [each for each in case.equations if not _is_relation(each, letters)]
    put = [each.xreplace(told) for each in kept]
    equations = tuple(each for each in put if sympy.expand(each) != 0)
    try:
        solutions = tuple(_back(case, letters, names))
    except TooHardError:
        own = [letter.symbol for letter in letters if letter.kind is Kind.VARIABLE]
        found = _with_numbers(equations, own, names)
        return Worked(equations, is_solved=False) if found is None else Worked(equations, *found)
    return Worked(
        equations,
        tuple(each for each in solutions if not isinstance(each, Family)),
        tuple(each for each in solutions if isinstance(each, Family)),
    )


def _with_numbers(
    equations: Sequence[Expr], variables: Sequence[Symbol], names: Names
) -> tuple[tuple[Place, ...], tuple[Family, ...]] | None:
    """The solutions where one equation gives a variable as a number, which is put into the others.

    With y = 0, e^y - e^x = 0 is 1 - e^x = 0. None where they are not all found.
    """
    found = next(
        (
            (each, v)
            for each in equations
            for v in variables
            if each.free_symbols == {v} and is_polynomial(each, (v,))
        ),
        None,
    )
    if found is None or len(variables) < 2:
        return None
    equation, variable = found
    roots = [root.exact for root in real_roots(sympy.Poly(equation, variable))]
    others = tuple(v for v in variables if v != variable)
    place = variables.index(variable)
    places: list[Place] = []
    families: list[Family] = []
    for root in roots:
        if root is None:
            return None
        put = [each.xreplace({variable: root}) for each in equations if each != equation]
        rest = [each for each in map(sympy.expand, put) if each != 0]
        solved = solve(rest, others, names)
        if solved.complete is not True:
            return None
        places.extend((*each[:place], root, *each[place:]) for each in solved.places)
        families.extend(
            replace(each, at=(*each.at[:place], root, *each.at[place:])) for each in solved.families
        )
    return tuple(places), tuple(families)


def _without_loose(case: Case, letters: Sequence[Letter]) -> tuple[Expr, ...] | None:
    """The equations without relations between letters that no other equation speaks of.

    Whatever the argument is, its sine and cosine fulfil s^2 + c^2 = 1. None where there are none.
    """
    kept = [
        each
        for each in case.equations
        if not (_is_relation(each, letters) and _stands_alone(each, case.equations))
    ]
    return None if len(kept) == len(case.equations) else tuple(kept)


def _stands_alone(equation: Expr, equations: Sequence[Expr]) -> bool:
    """Whether no other equation has one of its letters."""
    return not any(
        other.free_symbols & equation.free_symbols for other in equations if other != equation
    )


def _is_relation(equation: Expr, letters: Sequence[Letter]) -> bool:
    """Whether it is what holds of every sine and its cosine."""
    for place, letter in enumerate(letters):
        if letter.kind is Kind.SINE:
            s, c = letter.symbol, letters[place + 1].symbol
            if sympy.expand(equation - s**2 - c**2 + 1) == 0:
                return True
    return False


def _back(case: Case, letters: Sequence[Letter], names: Names) -> Iterator[Place | Family]:
    """The solutions of a case, in the variables."""
    match case:
        case Finite(_, places, rows):
            for row in rows:
                yield from _of_row([letters[place] for place in places], row, letters, names)
        case Explicit(_, values):
            constants = {each.symbol: each.whole for each in letters if each.kind is Kind.CONSTANT}
            variables = {each.symbol for each in letters if each.kind is Kind.VARIABLE}
            bound: dict[Symbol, Expr] = {}
            for place, value in values:
                put = value.xreplace(constants)
                allowed = variables if letters[place].kind is Kind.VARIABLE else set()
                if put.free_symbols - allowed:
                    yield from _graphs(case.equations, letters, names)
                    return
                if letters[place].kind is not Kind.CONSTANT:
                    bound[letters[place].symbol] = put
            yield from _assigned(letters, bound, names)
        case Implicit(equations):
            constants = {each.symbol: each.whole for each in letters if each.kind is Kind.CONSTANT}
            own = [each.symbol for each in letters if each.kind is Kind.VARIABLE]
            # What holds of the constants themselves says nothing more: c^2 - 2 where c is sqrt(2).
            put_in = tuple(filter(None, (each.xreplace(constants) for each in equations)))
            try:
                for bound in one_by_one(put_in, [each.symbol for each in letters]):
                    yield from _assigned(letters, bound, names)
            except TooHardError:
                if any(each.free_symbols - set(own) for each in put_in):
                    yield from _not_polynomial(put_in, letters, names)
                else:
                    yield implicit(put_in, own)
        case Unsolved():
            raise TooHardError
        case _:
            assert_never(case)


def _not_polynomial(
    equations: Sequence[Expr], letters: Sequence[Letter], names: Names
) -> Iterator[Place | Family]:
    """Polynomials in some variables, beside what others are; else graphs."""
    own = [each.symbol for each in letters if each.kind is Kind.VARIABLE]
    plain = tuple(each for each in equations if each.free_symbols <= set(own))
    others = [each for each in equations if each not in plain]
    try:
        bounds = one_by_one(others, [each.symbol for each in letters]) if plain else []
    except TooHardError:
        bounds = []
    if not bounds:
        yield from _graphs(equations, letters, names)
        return
    used = {name for each in plain for name in each.free_symbols}
    for bound in bounds:
        for found in inverted(letters, bound, names.whole):
            told = {name for value in found.values.values() for name in value.free_symbols}
            if found.left is not None or used & {*found.values, *told}:
                raise TooHardError
            free = [v for v in own if v not in found.values]
            at = tuple(found.values.get(v, v) for v in own)
            where = tuple(Where(each, "=") for each in plain)
            yield Family(at, (*free, *found.integers), found.integers, where)


def _graphs(
    equations: Sequence[Expr], letters: Sequence[Letter], names: Names
) -> Iterator[Place | Family]:
    """Equations that give one variable after the other by those that are left: y = e^x.

    Raises:
        TooHardError: they do not.
    """
    variables = [each.symbol for each in letters if each.kind is Kind.VARIABLE]
    told = {letter.symbol: letter.whole for letter in letters}
    rest = [each.xreplace(told) for each in equations if not _is_relation(each, letters)]
    values: dict[Symbol, Expr] = {}
    while rest:
        found = next((pair for each in rest for pair in solved_for(each, variables)), None)
        if found is None:
            # In one variable alone these would be points, and are not found by naming them.
            if values or len(rest) > 1 or len(rest[0].free_symbols & set(variables)) < 2:
                raise TooHardError
            yield implicit(rest, variables)
            return
        name, value = found
        put = {name: value}
        values = {v: each.xreplace(put) for v, each in values.items()} | put
        rest = [left for each in rest if (left := sympy.expand(each.xreplace(put))) != 0]
        numbers = [is_zero(each) for each in rest if not each.free_symbols]
        if False in numbers:
            return
        if None in numbers:
            raise TooHardError
        rest = [each for each in rest if each.free_symbols]
    free = [v for v in variables if v not in values]
    if len(free) > len(names.real):
        raise TooHardError
    letter_of = dict(zip(free, names.real, strict=False))
    at = tuple(values.get(v, v).xreplace(letter_of) for v in variables)
    yield Family(at, tuple(letter_of.values())) if free else at


def solved_for(equation: Expr, variables: Sequence[Symbol]) -> Iterator[tuple[Symbol, Expr]]:
    """The variables that the equation gives by the others: y of y - e^x = 0."""
    for name in variables:
        coefficient, rest = equation.coeff(name), sympy.expand(equation.xreplace({name: ZERO}))
        if not coefficient.is_Rational or coefficient == 0:
            continue
        if sympy.expand(equation - coefficient * name - rest) == 0:
            yield name, sympy.expand(-rest / coefficient)


def _of_row(
    places: Sequence[Letter],
    row: Sequence[RealRoot],
    letters: Sequence[Letter],
    names: Names,
) -> Iterator[Place | Family]:
    pairs = list(zip(places, row, strict=True))
    if not all(_is_it(letter.whole, root) for letter, root in pairs if _is_constant(letter)):
        return
    moving = [(letter, root) for letter, root in pairs if not _is_constant(letter)]
    if all(root.exact is not None for _, root in moving):
        bound = {letter.symbol: root.exact for letter, root in moving}
        yield from _assigned(letters, bound, names)
        return
    # Bounds of a variable are a solution where nothing else is told of it.
    plain = all(letter.kind in (Kind.VARIABLE, Kind.ROOT) for letter, _ in moving)
    known = {letter.symbol: root for letter, root in moving if letter.kind is Kind.VARIABLE}
    variables = [each.symbol for each in letters if each.kind is Kind.VARIABLE]
    if not plain or set(known) != set(variables):
        raise TooHardError
    yield tuple(coordinate(known[variable]) for variable in variables)


def _is_constant(letter: Letter) -> bool:
    return letter.kind is Kind.CONSTANT


def _is_it(constant: Expr, root: RealRoot) -> bool:
    """Whether a constant that is a root of the same polynomial is this one."""
    low, high = root.within(_WIDTH)
    found = enclosure(constant, 60)
    if found is None:
        raise TooHardError
    slack = Fraction(1, 10**30)
    near = Fraction(str(found[0]))
    return low - slack <= near <= high + slack


def _assigned(
    letters: Sequence[Letter], bound: dict[Symbol, Expr], names: Names
) -> Iterator[Place | Family]:
    variables = [each.symbol for each in letters if each.kind is Kind.VARIABLE]
    for found in inverted(letters, bound, names.whole):
        if found.left is not None and not found.integers and is_polynomial(found.left, variables):
            for case in cases([found.left], variables, [False] * len(variables)):
                worked = _worked(case, variables, names.real)
                yield from worked.places
                yield from worked.families
            continue
        if found.left is not None:
            whole = (*variables, *found.integers)
            yield Family(tuple(variables), whole, found.integers, (Where(found.left, "="),))
            continue
        free = [v for v in variables if v not in found.values]
        if len(free) > len(names.real):
            raise TooHardError
        put = dict(zip(free, names.real, strict=False))
        at = tuple(
            found.values[v].xreplace(put) if v in found.values else put[v] for v in variables
        )
        if not free and not found.integers:
            yield at
        else:
            yield Family(at, (*put.values(), *found.integers), found.integers)


def is_polynomial(equation: Expr, variables: Sequence[Symbol]) -> bool:
    """With rational coefficients, and of a size that is worked on."""
    if len(variables) > _MOST_LETTERS or not equation.is_polynomial(*variables):
        return False
    poly = sympy.Poly(equation, *variables)
    return (
        bool(poly.domain.is_ZZ or poly.domain.is_QQ)
        and poly.total_degree() <= _LARGEST_DEGREE
        and len(poly.terms()) <= _MOST_TERMS
    )


def _worked(case: Case, variables: Sequence[Symbol], letters: Sequence[Symbol]) -> Worked:
    match case:
        case Finite(equations, places, rows, solutions):
            if len(places) == len(variables):
                points = tuple(tuple(map(coordinate, row)) for row in rows)
                return Worked(equations, points, solutions=solutions)
            if any(root.exact is None for row in rows for root in row):
                return Worked(equations, families=(implicit(equations, variables),))
            families = [
                {place: root.exact for place, root in zip(places, row, strict=True)} for row in rows
            ]
            return Worked(
                equations,
                families=tuple(_explicit(each, variables, letters) for each in families),
            )
        case Explicit(equations, values):
            return Worked(equations, families=(_explicit(dict(values), variables, letters),))
        case Implicit(equations):
            return Worked(equations, families=(implicit(equations, variables),))
        case Unsolved(equations):
            return Worked(equations, is_solved=False)
    assert_never(case)


def coordinate(root: RealRoot) -> Coordinate:
    """A root as a coordinate: its formula, or bounds."""
    return root.exact if root.exact is not None else Enclosed(*root.within(_WIDTH))


def _explicit(
    values: dict[int, Expr], variables: Sequence[Symbol], letters: Sequence[Symbol]
) -> Family:
    free = [place for place in range(len(variables)) if place not in values]
    names = dict(zip((variables[place] for place in free), letters, strict=False))
    at = tuple(
        values[place].xreplace(names) if place in values else names[variable]
        for place, variable in enumerate(variables)
    )
    return Family(at, tuple(names.values()))


def implicit(equations: Sequence[Expr], variables: Sequence[Symbol]) -> Family:
    """The points at which the equations are 0, told by these."""
    return Family(
        tuple(variables), tuple(variables), where=tuple(Where(each, "=") for each in equations)
    )


def at_zeros(family: Family, formula: Expr) -> tuple[Place, ...] | None:
    """The points of a family of one parameter where a polynomial in it is 0; None of others."""
    if (
        len(family.parameters) != 1
        or family.integers
        or not formula.is_polynomial(*family.parameters)
    ):
        return None
    (parameter,) = family.parameters
    poly = sympy.Poly(formula, parameter)
    if not (poly.domain.is_ZZ or poly.domain.is_QQ):
        return None
    found: list[Place] = []
    for root in real_roots(poly):
        if root.exact is None:
            return None
        found.append(
            tuple(sympy.expand(each.xreplace({parameter: root.exact})) for each in family.at)
        )
    return tuple(found)


def solve_for_all(
    equations: Sequence[Expr], variables: Sequence[Symbol], held: Sequence[Symbol]
) -> Solved | None:
    """The one solution that holds whatever the constants are; None where there is no such.

    It has no denominators, and no case depends on the constants.
    """
    letters = (*variables, *held)
    polynomial = all(each.is_polynomial(*letters) for each in equations)
    if not polynomial or any(each.atoms(sympy.NumberSymbol) for each in equations):
        return None
    try:
        found = cases(equations, letters, [False] * len(letters))
    except (TooHardError, sympy.CoercionFailed):
        return None
    match found:
        case (Explicit(told, values),):
            solved = dict(values)
            if set(solved) != set(range(len(variables))):
                return None
            place = tuple(solved[k] for k in range(len(variables)))
            return Solved((Worked(told, (place,)),), complete=True)
        case ():
            return Solved((), complete=True)
        case _:
            return None
