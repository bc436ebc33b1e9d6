"""The functions on SymPy's forms: SymPy's own by their names, and inert ones where it has none.

A function that SymPy does not know stays what it is called, `sigmoid(x)`, through the whole
calculation; `spelled_out` writes it by its definition, for a reader who has SymPy alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import sympy
from sympy import Expr

from gradcli.field.comparing import compared
from gradcli.field.fast_sympy import sympy_build as build
from gradcli.field.fast_sympy.heads import head
from gradcli.field.functions import FUNCTIONS, in_sympy, of_families
from gradcli.field.functions.algebra import Algebra, Removable
from gradcli.field.functions.record import Between, Family, Function, Through, Zeros
from gradcli.field.functions.tables import tabulate
from gradcli.field.special import Nearest, RealRoot, whole_part

_MANY_COMPARED: Final = 16
_SPARE: Final = 5  # digits
_MORE_DIGITS: Final = (60, 200, 800)


# Of a constant as near as this to the edge of a function SymPy takes the function's value for that
# at the edge: arcosh(1 + 10^-30) for 0, and artanh(1 - 10^-30) for an infinity.
_NEAR_AN_EDGE: Final = sympy.Rational(1, 10**5)


def _beside_one(constant: Expr) -> Expr | None:
    """How far a constant is from 1 where that is little, and not 0; None elsewhere."""
    if not constant.is_number or constant.is_Integer or constant.is_NumberSymbol:
        return None
    apart = constant - 1
    if constant.is_Rational:
        return apart if abs(apart) < _NEAR_AN_EDGE else None
    about = apart.evalf(2)
    return apart if about.is_Float and about and abs(about) < _NEAR_AN_EDGE else None


def _logarithm(argument: Expr, base: Expr | None = None) -> Expr:
    apart = _beside_one(argument)
    if apart is None:
        # log(9, 3) folds to 2 in SymPy's two-argument form, log(x, 2) becomes log(x)/log(2).
        return build.apply(sympy.log, argument) if base is None else sympy.log(argument, base)
    if argument.is_Rational:
        natural = sympy.log(argument.p) - sympy.log(argument.q)
    else:
        natural = 2 * sympy.atanh(apart / (apart + 2))
    return natural if base is None else build.quotient(natural, _logarithm(base))


def _inverse_near_its_edge(name: str, argument: Expr) -> Expr | None:
    """An inverse function of a constant beside 1, in a form whose digits SymPy sees."""
    if name in ("asec", "asech") and argument.is_number and not argument.is_zero:
        argument = 1 / argument
    if name in ("atanh", "acoth") and argument.is_number and argument.is_negative:
        mirrored = _inverse_near_its_edge(name, -argument)
        return None if mirrored is None else -mirrored
    if (apart := _beside_one(argument)) is None:
        return None
    match name:
        case "acos" | "asec" if apart.is_negative:
            return 2 * sympy.asin(sympy.sqrt(-apart / 2))
        case "acosh" | "asech" if apart.is_positive:
            return 2 * sympy.atanh(sympy.sqrt(apart / (apart + 2)))
        case "atanh" if apart.is_negative:
            return _logarithm((apart + 2) / -apart) / 2
        case "acoth" if apart.is_positive:
            return _logarithm((apart + 2) / apart) / 2
    return None


def _function(name: str) -> Callable[[Expr], Expr]:
    return lambda argument: build.apply(getattr(sympy, name), argument)


def _as_sympy_has_it(name: str) -> Callable[..., Expr]:
    # Found when it is called: what has no functions loads none.
    def of(*arguments: Expr) -> Expr:
        if not build.UNREAL.isdisjoint(arguments):
            # SymPy raises for atan2(0, 1/0), and has values for others that are none.
            return sympy.nan
        return getattr(sympy, name)(*arguments)

    return of


def _whole(name: str, sign: int) -> Callable[[Expr], Expr]:
    """The floor (of the sign 1), or the ceiling, which is minus the floor of the opposite."""
    plain = _as_sympy_has_it(name)

    def of(argument: Expr) -> Expr:
        if argument.is_Rational or argument.free_symbols or argument in build.UNREAL:
            return plain(argument)
        below = whole_part(sign * argument)
        return plain(argument) if below is None else sign * below

    return of


def _root(radicand: Expr, degree: Expr) -> Expr:
    if degree.is_Integer and degree.is_positive and degree % 2 == 1:
        return RealRoot(radicand, degree)
    return build.power(radicand, build.power(degree, build.MINUS_ONE))


def parts_of_forms(forms: Iterable[Expr]) -> Collection[Expr]:
    """The different parts of SymPy forms, and of their conditions, each looked at once.

    SymPy's own walks (`atoms`, `has`) call themselves, and meet a part as often as it occurs.
    """
    return dict.fromkeys(objects_of_forms(forms)).keys()


def objects_of_forms(forms: Iterable[Expr]) -> Collection[Expr]:
    """The parts of SymPy forms, where it does not matter that some of them are equal.

    SymPy's hash of a form, and its comparison, are functions in Python; which object it is, is not.
    """
    seen: dict[int, Expr] = {}
    stack = list(forms)
    while stack:
        part = stack.pop()
        if id(part) not in seen:
            seen[id(part)] = part
            stack.extend(part.args)
    return seen.values()


class LargeAngleError(ArithmeticError):
    """SymPy has no form of an inverse `function` of a function of so large an angle."""

    def __init__(self, function: str) -> None:
        super().__init__(function)
        self.function = function


def _has_angle(form: Expr) -> bool:
    """Whether a trigonometric function of a constant is part of the form."""
    return any(
        head(part) in _OF_ANGLES and not part.free_symbols for part in parts_of_forms([form])
    )


_OF_ANGLES: Final = in_sympy(of_families(Family.CIRCULAR))


def _inverse(name: str) -> Callable[[Expr], Expr]:
    """An inverse function, of which SymPy raises for a large angle: asin(sin(e^300)).

    It cannot tell on which side of a multiple of pi the angle lies, and asks again whenever it
    meets such a number, so that not even the unfolded form is of use.
    """
    function = _function(name)

    def of(argument: Expr) -> Expr:
        try:
            if name == "asec" and argument.is_number and argument.has(sympy.csc):
                # SymPy takes asec(-csc(7/3)) for asec(csc(7/3)).
                return sympy.pi / 2 - sympy.acsc(argument)
            near = _inverse_near_its_edge(name, argument)
            return function(argument) if near is None else near
        except (AttributeError, TypeError) as error:
            if not _has_angle(argument):
                raise
            raise LargeAngleError(name) from error

    return of


def _extremum(name: str) -> Callable[..., Expr]:
    """Max or Min; SymPy raises for an imaginary number, which is no value of a real function."""

    def of(*among: Expr) -> Expr:
        if not build.UNREAL.isdisjoint(among) or any(
            each.is_extended_real is False for each in among
        ):
            return sympy.nan
        of_reals = getattr(sympy, name)
        many = max(len(among), *(len(each.args) for each in among)) > _MANY_COMPARED
        if not many or all(each.is_number for each in among):
            try:
                return of_reals(*among)
            except ValueError:
                # SymPy could not compare two of them: for an infinity inside one, as in erf(1/0),
                # or because it cannot tell a 0 from a very small number.
                if any(each.has(*build.UNREAL) for each in among):
                    return sympy.nan
        # SymPy compares each with every other, and finds that nothing is known of them.
        return of_reals(*among, evaluate=False)

    return of


def _step(argument: Expr) -> Expr:
    try:
        # The second argument is the value at 0.
        return sympy.Heaviside(argument, sympy.Integer(1))
    except ValueError:
        if sympy.im(argument).is_zero is not False:
            raise
        # SymPy raises for a number that is not real: step(asin(2)).
        return sympy.nan


_INVERSES: Final = of_families(Family.INVERSE_CIRCULAR, Family.INVERSE_HYPERBOLIC)

# SymPy's functions that are not simply called by their names.
_OWN: Final[Mapping[str, Callable[..., Expr]]] = MappingProxyType(
    {
        "sqrt": lambda radicand: build.power(radicand, build.HALF),
        "cbrt": lambda radicand: RealRoot(radicand, sympy.Integer(3)),
        "root": _root,
        "log": _logarithm,
        **{record.name: _inverse(record.name) for record in _INVERSES},
        **{
            name: _as_sympy_has_it(FUNCTIONS[name].sympy or "") for name in ("atan2", "abs", "sign")
        },
        "factorial": _as_sympy_has_it("factorial"),
        "floor": _whole("floor", 1),
        "ceil": _whole("ceiling", -1),
        "min": _extremum("Min"),
        "max": _extremum("Max"),
        "round": Nearest,
        "step": _step,
    }
)


class Named(sympy.Function):  # type: ignore[misc]  # SymPy has no types
    """A function that SymPy has no name for; `record` says what it is."""

    record: Function

    @classmethod
    def eval(cls, *arguments: Expr) -> Expr | None:
        """The value at a number, if that is rational, or the number is 0."""
        if not build.UNREAL.isdisjoint(arguments):
            return sympy.nan
        if all(argument.is_Rational for argument in arguments):
            value = SPELLED_OUT.call(cls.record.name, *arguments)
            if value in build.UNREAL:
                return sympy.nan
            if value.is_Rational or not any(arguments):
                return value
        return None

    def fdiff(self, argindex: int = 1) -> Expr:
        """For SymPy's own derivative, which the tests use as oracle."""
        letters = [sympy.Dummy(real=True) for _ in self.args]
        slope = SPELLED_OUT.call(self.record.name, *letters).diff(letters[argindex - 1])
        return slope.xreplace(dict(zip(letters, self.args, strict=True)))

    def _eval_is_extended_real(self) -> bool | None:
        return self._is_where(lambda argument: argument.is_extended_real)

    def _eval_is_finite(self) -> bool | None:
        return self._is_where(lambda argument: argument.is_extended_real and argument.is_finite)

    def _is_where(self, holds: Callable[[Expr], bool | None]) -> bool | None:
        is_defined = self.record.is_entire and all(map(holds, self.args))
        return True if is_defined else None

    def _eval_is_extended_positive(self) -> bool | None:
        image = self.record.image
        # Not `self.is_extended_real`: SymPy asks this on the way to that, and would go on for ever.
        if not isinstance(image, Between | Through) or not self._eval_is_extended_real():
            return None
        above = image.low > 0 or (image.low == 0 and self.record.zeros is Zeros.NEVER)
        return True if above else None

    def _eval_evalf(self, prec: int) -> Expr | None:
        form = SPELLED_OUT.call(self.record.name, *self.args)
        if form.free_symbols:
            return form._eval_evalf(prec)
        # ln(1 + e^(-100)) is 0 until there are digits enough.
        for digits in (prec * 3 // 10 + _SPARE, *_MORE_DIGITS):
            value = form.evalf(digits)
            if not value.is_Float or value:
                break
        return value._eval_evalf(prec)


@lru_cache(maxsize=256)
def _named(record: Function) -> type[Named]:
    return type(
        record.name, (Named,), {"record": record, "nargs": record.least, "__module__": __name__}
    )


def _of_sympy(record: Function) -> Callable[..., Expr] | None:
    own = _OWN.get(record.name)
    if own is None and record.sympy is not None:
        own = _function(record.sympy)
    return own


def _number(value: Fraction) -> Expr:
    return sympy.Rational(value.numerator, value.denominator)


_shared_number: Final = lru_cache(maxsize=64)(_number)


def _divide(above: Expr, below: Expr) -> Expr:
    return (
        build.power(below, build.MINUS_ONE) if above is build.ONE else build.quotient(above, below)
    )


def _at_zero(u: Expr, known: Removable, formula: Callable[[Expr], Expr]) -> Expr:
    value = _number(known.value)
    # pi x is 0 where x is.
    factors = [factor for factor in sympy.Mul.make_args(u) if factor.is_zero is not False]
    return sympy.Piecewise(
        (formula(u), compared(sympy.Ne, build.product(*factors), sympy.S.Zero)),
        (build.product(value, sympy.pi) if known.of_pi else value, True),
    )


def algebra_of(
    records: Mapping[str, Function] = FUNCTIONS, *, with_names: bool = True
) -> Algebra[Expr]:
    """The operations and functions on SymPy's forms.

    What SymPy has no name for is an inert function `with_names`, else it is composed.
    """
    own = {name: found for name, record in records.items() if (found := _of_sympy(record))}
    if with_names:
        for name, record in records.items():
            if name not in own:
                own[name] = _named(record)
    return tabulate(
        records.values(),
        own,
        lambda functions: Algebra(
            number=_shared_number,
            pi=sympy.pi,
            negative=build.negate,
            add=build.total,
            multiply=build.product,
            divide=_divide,
            power=build.power,
            by_sign=lambda u, formula, _, __: formula(u),
            at_zero=_at_zero,
            functions=functions,
            sister=lambda value, name, u: build.cofunction(
                value, u, getattr(sympy, FUNCTIONS[name].sympy or name)
            ),
            inverted_root=build.below_root,
        ),
    )


def is_named_and_positive(form: Expr) -> bool:
    """Whether a form is a function without a name in SymPy, and its record says it is positive."""
    return isinstance(form, Named) and form.is_positive is True


FORMS: Final = algebra_of()
SPELLED_OUT: Final = algebra_of(with_names=False)

CONSTRUCTORS: Final[Mapping[str, Callable[..., Expr]]] = FORMS.functions


def spelled_out(form: Expr) -> Expr:
    """The form with the definitions of the functions that SymPy has no name for."""
    done: dict[Expr, Expr] = {}
    # Nothing is built again that has no such function in it: SymPy would ask about its parts.
    changed: set[Expr] = set()
    stack = [form]
    while stack:
        part = stack[-1]
        missing = [inner for inner in part.args if inner not in done]
        if missing and part not in done:
            stack.extend(missing)
            continue
        stack.pop()
        if part in done:
            continue
        is_named = isinstance(part, Named)
        if not is_named and changed.isdisjoint(part.args):
            done[part] = part
            continue
        inner = [done[each] for each in part.args]
        new = SPELLED_OUT.call(part.record.name, *inner) if is_named else part.func(*inner)
        done[part] = new
        changed.add(part)
    return done[form]
