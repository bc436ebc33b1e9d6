"""A function in one cell of a neighbourhood: the tree without cases, and how small it is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import sympy
from sympy import Expr

from gradcli.calculus.cells.parts import (
    Part,
    expanded,
    not_negative,
    not_positive,
    root_of,
)
from gradcli.calculus.cells.pieces import LostError, NoValueError, Pieces, SplitError, lose
from gradcli.calculus.cells.signs import HIGHEST, LARGEST, CellSigns
from gradcli.calculus.cells.solving import solve
from gradcli.calculus.domain.domain import (
    FaultError,
    TooLargeError,
    UnsureError,
    evaluate_exactly,
)
from gradcli.calculus.domain.smoothness import floor_of
from gradcli.calculus.limits.expansion import (
    Expansion,
    Signs,
    remainder,
)
from gradcli.calculus.limits.growth import order_of_quotient
from gradcli.calculus.limits.limits import Neighbourhood
from gradcli.calculus.limits.uniform_sign import factors_of
from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.calculus.numbers.folding import fold
from gradcli.field import expression as ex
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.field.size import size
from gradcli.field.to_sympy import symbol
from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """That a form has a sign in the cell.

    Where it is a linear form of the step and O(|h|^`order`) beside, these are its `slopes`.
    """

    form: Expr
    sign: int
    slopes: tuple[Expr, ...] | None
    order: Fraction = Fraction(2)


class Walk:
    """The function in one cell: the signs that are known there, and what they make of the tree."""

    __slots__ = ("_pieces", "_signs", "_zeros")

    def __init__(
        self, near: Neighbourhood, known: tuple[Known, ...], names: tuple[Expr, ...], signs: Signs
    ) -> None:
        self._pieces = Pieces(near, names, signs)
        self._signs = CellSigns(self._pieces, {each.form: each.sign for each in known})
        self._zeros = [each for each in known if each.sign == 0 and each.slopes is not None]

    def knowing(self, known: tuple[Known, ...]) -> Walk:
        """The same in a cell of which more is known."""
        return Walk(self._pieces.near, known, self._pieces.names, self._pieces.signs)

    def operate(self, node: ex.Node, parts: tuple[Part, ...]) -> Part:
        """What a node is in the cell."""
        match node:
            case ex.Call("abs", (_,)):
                (u,) = parts
                return self._pieces.negative(u) if self._sign(u) < 0 else self._of_sign(u)
            case ex.Call("max" | "min" as name):
                best = parts[0]
                for other in parts[1:]:
                    sign = self._sign(self._pieces.minus(other, best))
                    best = other if sign == (1 if name == "max" else -1) else best
                return best
            case ex.Call("sign"):
                return self._pieces.number(self._sign(parts[0]))
            case ex.Call("step"):
                known = parts[0].range.low >= 0 or self._sign(parts[0]) >= 0
                return self._pieces.number(1 if known else 0)
            case ex.Call("floor"):
                return self._floor(node, parts[0])
            case ex.Call("round"):
                return self._round(node, parts[0])
            case ex.Call("atan2"):
                return self._angle(node, *parts)
            case ex.Call("sqrt"):
                return self._root(node, parts[0], Fraction(1, 2))
            case ex.Call("root"):
                return self._of_degree(node, *parts)
            case ex.Call("log", (_,)):
                return self._logarithm(node, parts[0])
            case ex.Call("log" | "factorial"):
                lose()
            case ex.Quotient():
                return self._quotient(node, *parts)
            case ex.Product():
                return self._product(node, parts)
            case ex.Power():
                return self._power(node, *parts)
        return self._pieces.plain(node, parts)

    def holds(self, comparison: ex.Comparison, left: Part, right: Part) -> bool | None:
        """Whether a comparison holds in the cell."""
        difference = self._pieces.minus(left, right)
        relation = comparison.relation
        if difference.range.low >= 0 and relation in ("<", ">="):
            return relation == ">="
        if difference.range.high <= 0 and relation in ("<=", ">"):
            return relation == "<="
        sign = self._sign(difference)
        return Sign(sign).meets(comparison.relation)

    def merge(self, _: ex.Piecewise, possible: Sequence[Part], covered: bool) -> Part:
        """The one case that holds."""
        if not possible:
            raise NoValueError
        assert covered
        return possible[0]

    def order_of(self, whole: Part) -> Fraction | None:
        """p with f = O(|h|^p)."""
        orders: list[Fraction] = []
        for part in (whole, *self._rewritten(whole)):
            found = part.expansion
            if found is None:
                continue
            orders.append(found.start)
            small = (
                self._order_on_edges(found.terms[0][1])
                if found.terms and found.start == 1
                else None
            )
            if small is not None:
                orders.append(small if found.second is None else min(small, found.second))
        return max(orders) if orders else None

    def _order_on_edges(self, linear: Expr) -> Fraction | None:
        """The order of a first-order term that is a multiple of what is 0 in the cell."""
        on_a_ray = len(self._pieces.names) == 1
        if on_a_ray or not self._zeros or not linear.is_polynomial(*self._pieces.names):
            return None
        slopes = tuple(linear.diff(letter) for letter in self._pieces.names)
        for known in self._zeros:
            row = known.slopes
            assert row is not None
            minors = (
                slopes[i] * row[j] - slopes[j] * row[i] for i in range(len(row)) for j in range(i)
            )
            if any(row) and all(sign_of(minor) is Sign.ZERO for minor in minors):
                return known.order
        return None

    def _rewritten(self, whole: Part) -> Iterator[Part]:
        """The same in SymPy's canonical form, where much has cancelled."""
        if whole.expansion is not None and whole.expansion.start > 1:
            return
        form = self._pieces.form(whole.node)
        if size(form, 4 * LARGEST) >= 4 * LARGEST:
            return
        shorter = sympy.expand(form)
        found = self._pieces.of_polynomial(shorter)
        if found is not None:
            yield found
            return
        try:
            yield fold(from_sympy(shorter), self.operate, self.holds, self.merge)
        except (UnrealError, SplitError, NoValueError, LostError):
            return

    def slopes_of(self, form: Expr) -> tuple[tuple[Expr, ...] | None, Fraction]:
        """The linear form of the step that a form is near the point, and the rest's order."""
        nothing = None, Fraction(0)
        found = self._pieces.expansion_of_polynomial(form)
        if found is None:
            try:
                part = fold(from_sympy(form), self.operate, self.holds, self.merge)
            except (UnrealError, SplitError, NoValueError, LostError):
                return nothing
            found = part.expansion
        if found is None or not found.terms or found.start != 1:
            return nothing
        linear, order = found.terms[0][1], found.second
        slopes: tuple[Expr, ...]
        if len(self._pieces.names) == 1:
            slopes = (linear / self._pieces.names[0],)
        elif linear.is_polynomial(*self._pieces.names):
            slopes = tuple(linear.diff(letter) for letter in self._pieces.names)
        else:
            return nothing
        if any(slope.free_symbols for slope in slopes):
            return nothing
        return slopes, min(Fraction(2), order) if order is not None else Fraction(2)

    def _sign(self, part: Part) -> int:
        return self._signs.sign(part)

    def _of_sign(self, part: Part) -> Part:
        """The same piece, of which it is remembered that it is 0, or where it is not negative."""
        sign = self._sign(part)
        if sign == 0:
            return self._pieces.number(0)
        known = not_negative(part) if sign > 0 else not_positive(part)
        self._pieces.parts[part.node] = known
        return known

    def _quotient(self, node: ex.Node, above: Part, below: Part) -> Part:
        below = self._of_sign(below)
        if below.is_zero:
            raise NoValueError
        plain = self._pieces.plain(node, (above, below))
        on_a_ray = len(self._pieces.names) == 1
        if on_a_ray or (plain.expansion is not None and plain.expansion.start >= 0):
            return plain
        divided = self._divided(plain.node, above, below)
        return plain if divided is None else divided

    def _divided(self, node: ex.Node, above: Part, below: Part) -> Part | None:
        """A quotient of which the denominator tends to 0: cancelled, or bounded."""
        symbols = self._pieces.symbols
        over, under = self._pieces.form(above.node), self._pieces.form(below.node)
        if size(over) > LARGEST or size(under) > LARGEST or not under.is_polynomial(*symbols):
            return None
        if over.is_polynomial(*symbols):
            shorter = self._pieces.of_polynomial(sympy.cancel(over / under))
            if shorter is not None:
                return shorter
        denominator = self._pieces.homogeneous(under)
        if above.expansion is None:
            return None
        if len(denominator) == 1 and denominator[0][0] == 1:
            found = self._by_hadamard(above, denominator[0][1], over, under)
            if found is not None:
                made = self._pieces.parts[node] = expanded(node, found, self._pieces.signs)
                return made
        numerator = (
            Expansion(tuple(self._pieces.homogeneous(over)))
            if over.is_polynomial(*symbols)
            else above.expansion
        )
        order = order_of_quotient(numerator, Expansion(tuple(denominator)), self._pieces.names)
        if order is None and over.is_polynomial(*symbols):
            order = self._signs.order_by_the_larger(over, under)
        if order is None:
            return None
        made = self._pieces.parts[node] = expanded(node, remainder(order), self._pieces.signs)
        return made

    def _by_hadamard(self, above: Part, linear: Expr, over: Expr, under: Expr) -> Expansion | None:
        """N/L, which is smooth where N is smooth and 0 wherever the linear L is (Hadamard)."""
        solution = solve(under, self._pieces.near.variables, self._pieces.near.point)
        if solution is None or above.expansion is None:
            return None
        name, value = solution
        if sympy.expand(over.xreplace({symbol(name): value})) != 0:
            return None
        at = dict(zip(self._pieces.near.variables, self._pieces.near.point, strict=True))
        try:
            if evaluate_exactly(above.node, at).rough:
                return None
        except (FaultError, UnsureError, TooLargeError):
            return None
        return self._pieces.divided_by(above.expansion, linear)

    def _logarithm(self, node: ex.Node, u: Part) -> Part:
        if self._sign(u) <= 0:
            raise NoValueError
        plain = self._pieces.plain(node, (u,))
        if plain.expansion is not None or u.expansion is None or u.expansion.start <= 0:
            return plain
        # u -> 0, in some directions faster than in others: |ln u| is at most C u^(-1/1000).
        small: ex.Node = ex.Power(u.node, ex.Negative(ex.Number(Fraction(1, 1000))))
        bound = not_positive(self._follow(ex.Product((small, self._pieces.swing()))))
        self._pieces.parts[bound.node] = bound
        return bound

    def _product(self, node: ex.Node, parts: tuple[Part, ...]) -> Part:
        """A product; where no expansion is known of a factor, a bound by the powers in it."""
        plain = self._pieces.plain(node, parts)
        if plain.expansion is not None:
            return plain
        order = Fraction(0)
        powers: dict[Expr, Fraction] = {}
        for factor in sympy.Mul.make_args(self._pieces.form(plain.node)):
            base, exponent = factor.as_base_exp()
            if base.is_Number or (base.is_Symbol and base not in self._pieces.symbols):
                # A number, or one that stays between two others.
                if not exponent.is_Rational or (base.is_Symbol and exponent < 0):
                    return plain
                continue
            if not exponent.is_Rational or size(base) > LARGEST:
                return plain
            factors = factors_of(base, self._pieces.symbols)[1]
            if not factors:
                return plain
            for q, m in factors:
                times = Fraction(int(exponent.p), int(exponent.q)) * m
                powers[q] = powers.get(q, Fraction(0)) + times
        for q, times in powers.items():
            found = self._pieces.expansion_of_polynomial(q)
            if found is None or times < 0:
                return plain
            order += times * found.start
        made = self._pieces.parts[plain.node] = Part(plain.node, remainder(order), plain.range)
        return made

    def _power(self, node: ex.Node, base: Part, exponent: Part) -> Part:
        if isinstance(base.node, ex.Constant) and base.node.name == "e":
            whole: ex.Node = ex.Call("exp", (exponent.node,))
            return self._follow(whole)
        power = self._pieces.rational(exponent)
        if power is None:
            if self._sign(base) <= 0:
                if self._sign(base) == 0 and self._sign(exponent) > 0:
                    return self._pieces.number(0)
                raise NoValueError
            return self._pieces.plain(node, (base, exponent))
        if power.denominator == 1:
            if power < 0 and self._sign(base) == 0:
                raise NoValueError
            return self._pieces.plain(node, (base, exponent))
        return self._root(node, base, power, exponent)

    def _root(self, node: ex.Node, base: Part, power: Fraction, *others: Part) -> Part:
        """u^p, p no whole number: u >= 0."""
        sign = self._sign(base)
        base = self._of_sign(base)
        if sign < 0 or (sign == 0 and power < 0):
            raise NoValueError
        if sign == 0:
            return self._pieces.number(0)
        exact = self._of_perfect_power(base, power)
        if exact is not None:
            return exact
        plain = self._pieces.plain(node, (base, *others))
        if plain.expansion is not None and plain.expansion.start > 0:
            return plain
        bound = root_of(plain.node, base, power)
        if bound.expansion is None:
            return plain
        known = plain.expansion
        if known is not None and known.terms:
            return plain
        self._pieces.parts[plain.node] = bound
        return bound

    def _of_perfect_power(self, base: Part, power: Fraction) -> Part | None:
        """|c q^m ...|^p where every m p is whole: |q|^(m p)."""
        form = self._pieces.form(base.node)
        symbols = self._pieces.symbols
        if size(form) > LARGEST or not form.is_polynomial(*symbols):
            return None
        poly = sympy.Poly(form, *symbols)
        if poly.total_degree() > 2 * HIGHEST or not (poly.domain.is_ZZ or poly.domain.is_QQ):
            return None
        content, factors = sympy.factor_list(form, *symbols)
        if not factors or any((power * m).denominator != 1 for _, m in factors):
            return None
        whole = abs(content) ** sympy.Rational(power.numerator, power.denominator)
        for factor, m in factors:
            whole *= (self._signs.of_factor(factor) * factor) ** int(power * m)
        return self._pieces.of_polynomial(sympy.expand(whole))

    def _of_degree(self, node: ex.Node, base: Part, degree: Part) -> Part:
        count = self._pieces.rational(degree)
        if count is None or count.denominator != 1 or count < 1:
            lose()
        if count % 2 == 0:
            return self._root(node, base, 1 / count, degree)
        if self._is_perfect(base, int(count)):
            sign = self._sign(base)
            if sign == 0:
                return self._pieces.number(0)
            exact = self._of_perfect_power(base, 1 / count)
            if exact is not None:
                return exact if sign > 0 else self._pieces.negative(exact)
        return self._pieces.plain(node, (base, degree))

    def _is_perfect(self, base: Part, count: int) -> bool:
        form = self._pieces.form(base.node)
        if size(form) > LARGEST:
            return False
        factors = factors_of(form, self._pieces.symbols)[1]
        return bool(factors) and all(m % count == 0 for _, m in factors)

    def _floor(self, node: ex.Node, u: Part) -> Part:
        value = self._pieces.limit_of(u)
        if value is None:
            return self._near_whole(node, u)
        below = floor_of(value)
        if below is None:
            lose()
        if sign_of(value - below) is Sign.ZERO:
            rest = self._sign(self._pieces.minus(u, self._pieces.number(below)))
            return self._pieces.number(below if rest >= 0 else below - 1)
        return self._pieces.number(below)

    def _near_whole(self, node: ex.Node, u: Part) -> Part:
        """A whole number that is u less a number between -1 and 1, where u grows."""
        plain = self._pieces.plain(node, (u,))
        if plain.expansion is not None:
            return plain
        whole: ex.Node = ex.Sum((u.node, self._pieces.swing()))
        return self._follow(whole)

    def _round(self, node: ex.Node, u: Part) -> Part:
        value = self._pieces.limit_of(u)
        if value is None:
            return self._near_whole(node, u)
        shifted = value + sympy.Rational(1, 2)
        below = floor_of(shifted)
        if below is None:
            lose()
        if sign_of(shifted - below) is Sign.ZERO:
            half = self._pieces.of_polynomial(sympy.Rational(2 * below - 1, 2))
            assert half is not None
            rest = self._sign(self._pieces.minus(u, half))
            up = rest > 0 or (rest == 0 and below % 2 == 0)
            return self._pieces.number(below if up else below - 1)
        return self._pieces.number(below)

    def _angle(self, node: ex.Node, y: Part, x: Part) -> Part:
        """atan2(y, x) by quarters."""
        try:
            across = self._sign(x)
        except SplitError:
            above = self._sign(y)
            if above == 0 or self._pieces.limit_of(y) in (None, 0):
                across = self._sign(x)
            else:
                quarter = ex.Quotient(ex.Constant("pi"), ex.Number(Fraction(2)))
                turned: ex.Node = ex.Sum(
                    (
                        quarter if above > 0 else ex.Negative(quarter),
                        ex.Negative(ex.Call("atan", (ex.Quotient(x.node, y.node),))),
                    )
                )
                return self._follow(turned)
        if across == 0:
            above = self._sign(y)
            if above == 0:
                raise NoValueError
            quarter = ex.Quotient(ex.Constant("pi"), ex.Number(Fraction(2)))
            return self._follow(quarter if above > 0 else ex.Negative(quarter))
        inner: ex.Node = ex.Call("atan", (ex.Quotient(y.node, x.node),))
        if across > 0:
            return self._follow(inner)
        pi: ex.Node = ex.Constant("pi")
        return self._follow(ex.Sum((inner, pi if self._sign(y) >= 0 else ex.Negative(pi))))

    def _follow(self, tree: ex.Node) -> Part:
        """The part of a tree that is made of known pieces."""
        known = self._pieces.parts
        for node in ex.postorder(tree):
            if node not in known:
                known[node] = self.operate(node, tuple([known[part] for part in ex.operands(node)]))
        return known[tree]
