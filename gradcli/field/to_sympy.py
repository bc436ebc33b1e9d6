"""From the tree as written to SymPy's canonical form.

`ToSympy(values)` gives the form of any node, with the variables standing for `values`: their own
symbols for a formula, numbers for the value at a point. Nothing here is text: each node kind has
its constructor, and no string but a symbol's name reaches SymPy. Sizes are the language's to
bound; it does so before a tree gets here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final, assert_never

import sympy
from sympy import Expr, Symbol
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from gradcli.field import expression as ex
from gradcli.field.comparing import compared
from gradcli.field.fast_sympy import sympy_build as build
from gradcli.field.forms import CONSTRUCTORS

DEEP: Final = 60
"""Beyond this many functions inside one another nothing is folded: SymPy looks all the way down."""


@lru_cache(maxsize=1024)
def symbol(name: str) -> Symbol:
    """The real variable of that name."""
    return Symbol(name, real=True)


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
    real symbol. `sign` gives the sign of a constant, or None where it is not decided; without it
    SymPy compares constants, which it does by some digits, and now and then without end. What is
    asked for and is a constant is given as `constant` makes it, and a sum in it as `whole` does.
    """

    __slots__ = ("_constant", "_depths", "_forms", "_sign", "_unreal", "_values", "_whole")

    def __init__(
        self,
        values: Mapping[str, Expr] = MappingProxyType({}),
        sign: Callable[[Expr], int | None] | None = None,
        constant: Callable[[Expr], Expr] | None = None,
        whole: Callable[[Expr], Expr] | None = None,
    ) -> None:
        self._values = values
        self._sign = sign
        self._constant = constant
        self._whole = whole
        self._forms: dict[ex.Node, Expr] = {}
        self._depths: dict[ex.Node, int] = {}
        self._unreal: dict[Expr, bool] = {}

    def __call__(self, root: ex.Node) -> Expr:
        """SymPy's form of `root`."""
        known = self._forms.get(root)
        if known is not None:
            return known
        order = list(ex.postorder(root))
        if len(order) > DEEP:
            self._measure(order)
        for node in order:
            if node not in self._forms:
                self._forms[node] = self._form(node)
        if self._constant is not None and not self._forms[root].free_symbols:
            self._forms[root] = self._constant(self._forms[root])
        return self._forms[root]

    def is_deep(self, node: ex.Node) -> bool:
        """Whether a node holds more than `DEEP` functions inside one another."""
        return self._depths.get(node, 0) > DEEP

    def _measure(self, order: Iterable[ex.Node]) -> None:
        """How many functions stand inside one another in each node."""
        depths = self._depths
        for node in order:
            inner = max((depths[part] for part in ex.operands(node)), default=0)
            depths[node] = inner + isinstance(node, ex.Call)

    def condition(self, condition: ex.Condition) -> Boolean:
        """SymPy's form of a condition: a relation, or true or false where it is decided."""
        match condition:
            case ex.Comparison(left, relation, right):
                one, other = self(left), self(right)
                decided = self._compared(one, other)
                if decided is None:
                    return compared(_RELATIONS[relation], one, other)
                return _RELATIONS[relation](sympy.Integer(decided), sympy.Integer(0))
            case ex.Every(conditions):
                return sympy.And(*(self.condition(part) for part in conditions))
            case ex.Some(conditions):
                return sympy.Or(*(self.condition(part) for part in conditions))
        assert_never(condition)

    def _compared(self, one: Expr, other: Expr) -> int | None:
        """The sign of one - other, of two constants of which not both are rational."""
        if self._sign is None or (one.is_Rational and other.is_Rational):
            return None
        return None if one.free_symbols or other.free_symbols else self._sign(one - other)

    def _all(self, nodes: Iterable[ex.Node]) -> list[Expr]:
        forms = self._forms
        return [forms[node] for node in nodes]

    def _form(self, node: ex.Node) -> Expr:
        forms = self._forms
        match node:
            case ex.Number(value):
                top, below = value.as_integer_ratio()
                return sympy.Integer(top) if below == 1 else sympy.Rational(top, below)
            case ex.Constant(name):
                return sympy.E if name == "e" else sympy.pi
            case ex.Variable(name):
                given = self._values.get(name)
                return symbol(name) if given is None else given
            case ex.Negative(operand):
                return build.negate(forms[operand])
            case ex.Sum(terms):
                form = build.total(*self._all(terms), in_order=not self.is_deep(node))
                return form if self._whole is None else self._whole(form)
            case ex.Product(factors):
                return build.product(*self._all(factors), in_order=not self.is_deep(node))
            case ex.Quotient(numerator, denominator):
                return build.quotient(forms[numerator], forms[denominator])
            case ex.Power(base, exponent):
                return build.power(forms[base], forms[exponent])
            case ex.Call(function, arguments):
                if function == "sign" and (sign := self._compared(forms[arguments[0]], build.ZERO)):
                    return sympy.Integer(sign)
                given = self._all(arguments)
                if self.is_deep(node) and not all(each.is_Rational for each in given):
                    # SymPy looks for what could fold all the way down, again at each level.
                    with sympy.evaluate(False):
                        return CONSTRUCTORS[function](*given)
                return CONSTRUCTORS[function](*given)
            case ex.Piecewise(branches):
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
        return sympy.Piecewise(*kept) if len(kept) <= build.MANY else _unmerged(kept)

    def _is_unreal(self, form: Expr) -> bool:
        known = self._unreal
        stack = [form]
        while stack:
            part = stack[-1]
            missing = [inner for inner in part.args if inner not in known]
            if missing and part not in known:
                stack.extend(missing)
                continue
            known[part] = part in build.UNREAL or any(known[inner] for inner in part.args)
            stack.pop()
        return known[form]

    def _branch(self, branch: ex.Branch) -> tuple[Expr, Boolean]:
        condition = branch.condition
        return (
            self._forms[branch.value],
            sympy.true if condition is None else self.condition(condition),
        )
