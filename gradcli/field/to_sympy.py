"""From the tree as written to SymPy's canonical form.

`ToSympy(values)` gives the form of any node, with the variables standing for `values`: their own
symbols for a formula, numbers for the value at a point. Nothing here is text: each node kind has
its constructor, and no string but a symbol's name reaches SymPy. Sizes are the language's to
bound; it does so before a tree gets here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, assert_never

import sympy
from sympy import Expr, Symbol
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from gradcli.field.comparing import compared
from gradcli.field.expression import (
    Branch,
    Call,
    Comparison,
    Condition,
    Constant,
    Every,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Some,
    Sum,
    Variable,
    operands,
    postorder,
)
from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import (
    HALF,
    MANY,
    UNREAL,
    apply,
    negate,
    power,
    product,
    quotient,
    total,
)
from gradcli.field.special import Nearest, RealRoot

_MANY_COMPARED: Final = 16
DEEP: Final = 60
"""With more functions inside one another than this nothing is folded: nobody sees the bottom."""


def symbol(name: str) -> Symbol:
    """The real variable of that name."""
    return Symbol(name, real=True)


def parts_of_forms(forms: Iterable[Expr]) -> Collection[Expr]:
    """The different parts of SymPy forms, and of their conditions, each looked at once.

    SymPy's own walks (`atoms`, `has`) call themselves, and meet a part as often as it occurs.
    """
    seen: dict[Expr, None] = {}
    stack = list(forms)
    while stack:
        part = stack.pop()
        if part not in seen:
            seen[part] = None
            stack.extend(part.args)
    return seen.keys()


def _logarithm(argument: Expr, base: Expr | None = None) -> Expr:
    # log(9, 3) folds to 2 in SymPy's two-argument form, log(x, 2) becomes log(x)/log(2).
    return apply(sympy.log, argument) if base is None else sympy.log(argument, base)


def _function(name: str) -> Callable[[Expr], Expr]:
    return lambda argument: apply(getattr(sympy, name), argument)


def _as_sympy_has_it(name: str) -> Callable[..., Expr]:
    # Found when it is called: what has no functions loads none.
    def of(*arguments: Expr) -> Expr:
        return getattr(sympy, name)(*arguments)

    return of


def _root(radicand: Expr, degree: Expr) -> Expr:
    if degree.is_Integer and degree.is_positive and degree % 2 == 1:
        return RealRoot(radicand, degree)
    return sympy.Pow(radicand, 1 / degree)


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


_OF_ANGLES: Final = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})


def _inverse(name: str) -> Callable[[Expr], Expr]:
    """An inverse function, of which SymPy raises for a large angle: asin(sin(e^300)).

    It cannot tell on which side of a multiple of pi the angle lies, and asks again whenever it
    meets such a number, so that not even the unfolded form is of use.
    """
    function = _function(name)

    def of(argument: Expr) -> Expr:
        try:
            return function(argument)
        except (AttributeError, TypeError) as error:
            if not _has_angle(argument):
                raise
            raise LargeAngleError(name) from error

    return of


def _extremum(name: str) -> Callable[..., Expr]:
    """Max or Min; SymPy raises for an imaginary number, which is no value of a real function."""

    def of(*among: Expr) -> Expr:
        if not UNREAL.isdisjoint(among) or any(each.is_extended_real is False for each in among):
            return sympy.nan
        of_reals = getattr(sympy, name)
        many = max(len(among), *(len(each.args) for each in among)) > _MANY_COMPARED
        if not many or all(each.is_number for each in among):
            return of_reals(*among)
        # SymPy compares each with every other, and finds that nothing is known of them.
        return of_reals(*among, evaluate=False)

    return of


def _step(argument: Expr) -> Expr:
    try:
        # The second argument is the value at 0.
        return sympy.Heaviside(argument, sympy.Integer(1))
    except ValueError:
        # SymPy raises for a number that is not real: step(asin(2)).
        return sympy.nan


CONSTRUCTORS: Final[MappingProxyType[str, Callable[..., Expr]]] = MappingProxyType(
    {
        "sqrt": lambda radicand: power(radicand, HALF),
        "cbrt": lambda radicand: RealRoot(radicand, sympy.Integer(3)),
        "root": _root,
        "exp": _function("exp"),
        "log": _logarithm,
        **{
            name: make(name)
            for base in ("sin", "cos", "tan", "cot", "sec", "csc")
            for name, make in (
                (base, _function),
                (f"a{base}", _inverse),
                (f"{base}h", _function),
                (f"a{base}h", _function),
            )
        },
        "atan2": _as_sympy_has_it("atan2"),
        "erf": _function("erf"),
        "abs": _as_sympy_has_it("Abs"),
        "sign": _as_sympy_has_it("sign"),
        "min": _extremum("Min"),
        "max": _extremum("Max"),
        "floor": _as_sympy_has_it("floor"),
        "ceil": _as_sympy_has_it("ceiling"),
        "round": Nearest,
        "step": _step,
        "factorial": _as_sympy_has_it("factorial"),
    }
)

_RELATIONS: Final[MappingProxyType[str, type[Relational]]] = MappingProxyType(
    {"<": sympy.Lt, "<=": sympy.Le, ">": sympy.Gt, ">=": sympy.Ge, "=": sympy.Eq, "!=": sympy.Ne}
)


def _unmerged(cases: Iterable[tuple[Expr, Boolean]]) -> Expr:
    """The piecewise form of very many pieces: SymPy would compare each with all before it."""
    kept: list[tuple[Expr, Boolean]] = []
    for value, condition in cases:
        if condition == sympy.true and not kept:
            return value
        if condition != sympy.false:
            kept.append((value, condition))
        if condition == sympy.true:
            break
    return sympy.Piecewise(*kept, evaluate=False) if kept else sympy.nan


class ToSympy:
    """The canonical form of every node, each made once.

    `values` maps the variables' names to expressions; a name that is not in it stands for its own
    real symbol.
    """

    __slots__ = ("_depths", "_forms", "_unreal", "_values")

    def __init__(self, values: Mapping[str, Expr] = MappingProxyType({})) -> None:
        self._values = values
        self._forms: dict[Node, Expr] = {}
        self._depths: dict[Node, int] = {}
        self._unreal: dict[Expr, bool] = {}

    def __call__(self, root: Node) -> Expr:
        """SymPy's form of `root`."""
        known = self._forms.get(root)
        if known is not None:
            return known
        order = list(postorder(root))
        if len(order) > DEEP:
            self._measure(order)
        for node in order:
            if node not in self._forms:
                self._forms[node] = self._form(node)
        return self._forms[root]

    def is_deep(self, node: Node) -> bool:
        """Whether a node holds more than `DEEP` functions inside one another."""
        return self._depths.get(node, 0) > DEEP

    def _measure(self, order: Iterable[Node]) -> None:
        """How many functions stand inside one another in each node."""
        depths = self._depths
        for node in order:
            inner = max((depths[part] for part in operands(node)), default=0)
            depths[node] = inner + isinstance(node, Call)

    def condition(self, condition: Condition) -> Boolean:
        """SymPy's form of a condition: a relation, or true or false where it is decided."""
        match condition:
            case Comparison(left, relation, right):
                return compared(_RELATIONS[relation], self(left), self(right))
            case Every(conditions):
                return sympy.And(*(self.condition(part) for part in conditions))
            case Some(conditions):
                return sympy.Or(*(self.condition(part) for part in conditions))
        assert_never(condition)

    def _all(self, nodes: Iterable[Node]) -> list[Expr]:
        forms = self._forms
        return [forms[node] for node in nodes]

    def _form(self, node: Node) -> Expr:
        forms = self._forms
        match node:
            case Number(value):
                top, below = value.as_integer_ratio()
                return sympy.Integer(top) if below == 1 else sympy.Rational(top, below)
            case Constant(name):
                return sympy.E if name == "e" else sympy.pi
            case Variable(name):
                given = self._values.get(name)
                return symbol(name) if given is None else given
            case Negative(operand):
                return negate(forms[operand])
            case Sum(terms):
                return total(*self._all(terms), in_order=not self.is_deep(node))
            case Product(factors):
                return product(*self._all(factors), in_order=not self.is_deep(node))
            case Quotient(numerator, denominator):
                return quotient(forms[numerator], forms[denominator])
            case Power(base, exponent):
                return power(forms[base], forms[exponent])
            case Call(function, arguments):
                if self.is_deep(node):
                    # SymPy looks for what could fold all the way down, again at each level.
                    with sympy.evaluate(False):
                        return CONSTRUCTORS[function](*self._all(arguments))
                return CONSTRUCTORS[function](*self._all(arguments))
            case Piecewise(branches):
                return self._cases([self._branch(branch) for branch in branches])
        assert_never(node)

    def _cases(self, cases: Sequence[tuple[Expr, Boolean]]) -> Expr:
        """The piecewise form, without the pieces that have no real value; nan where none is left.

        1/{0 if x > 1, y otherwise} has no value for x > 1: nothing is wrong with it elsewhere.
        """
        kept: list[tuple[Expr, Boolean]] = []
        outside: list[Boolean] = []
        for value, condition in cases:
            if self._is_unreal(value):
                outside.append(sympy.Not(condition))
            else:
                kept.append((value, sympy.And(condition, *outside) if outside else condition))
        if not kept:
            return sympy.nan
        return sympy.Piecewise(*kept) if len(kept) <= MANY else _unmerged(kept)

    def _is_unreal(self, form: Expr) -> bool:
        known = self._unreal
        stack = [form]
        while stack:
            part = stack[-1]
            missing = [inner for inner in part.args if inner not in known]
            if missing and part not in known:
                stack.extend(missing)
                continue
            known[part] = part in UNREAL or any(known[inner] for inner in part.args)
            stack.pop()
        return known[form]

    def _branch(self, branch: Branch) -> tuple[Expr, Boolean]:
        condition = branch.condition
        return (
            self._forms[branch.value],
            sympy.true if condition is None else self.condition(condition),
        )
