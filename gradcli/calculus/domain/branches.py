"""Whether the branches of a piecewise function cover everything, and agree where they meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final, TypeAlias

import sympy
from sympy import Expr, Symbol

from gradcli.calculus.numbers.constants import Sign, is_zero, sign_of
from gradcli.calculus.numbers.factoring import remainder
from gradcli.calculus.numbers.put_in import put_in
from gradcli.field import expression as ex
from gradcli.field.fast_sympy.sympy_build import UNREAL
from gradcli.field.substitution import with_parts
from gradcli.field.to_sympy import ToSympy

_MOST_TREES: Final = 24
_HIGHEST: Final = 16

Need: TypeAlias = tuple[Expr, str]
"""A formula, and how it has to compare with 0."""

_Place: TypeAlias = dict[Expr, Expr]


def covered(node: ex.Piecewise) -> tuple[Need, ...] | None:
    """What must hold for one of the branches to count; None where that is not told."""
    conditions = [branch.condition for branch in node.branches if branch.condition is not None]
    if len(conditions) < len(node.branches):
        return ()
    form = ToSympy()
    if len(conditions) == 1:
        return _all_of(conditions[0], form)
    formulas = [_formula(each, form) for each in _comparisons(conditions)]
    along = _on_one_line(formulas)
    if along is None:
        return None
    g, lines = along
    ends = _zeros(list(lines.values()))
    if ends is None:
        return None
    holds = [[_is_true(each, form, lines, at) for each in conditions] for at in _one_of_each(ends)]
    if any(True not in each and None in each for each in holds):
        return None
    return _between(g, ends, [True in each for each in holds])


def _all_of(condition: ex.Condition, form: ToSympy) -> tuple[Need, ...] | None:
    match condition:
        case ex.Comparison(_, relation, _):
            return ((_formula(condition, form), relation),)
        case ex.Every(parts):
            told = [_all_of(part, form) for part in parts]
            if any(each is None for each in told):
                return None
            return tuple(need for each in told for need in each or ())
        case ex.Some():
            return None


def _comparisons(conditions: Sequence[ex.Condition]) -> Iterator[ex.Comparison]:
    for condition in conditions:
        match condition:
            case ex.Comparison():
                yield condition
            case ex.Every(parts) | ex.Some(parts):
                yield from _comparisons(parts)


def _formula(comparison: ex.Comparison, form: ToSympy) -> Expr:
    return sympy.expand(form(comparison.left) - form(comparison.right))


_LETTER: Final = Symbol("u", real=True)


def _on_one_line(formulas: Sequence[Expr]) -> tuple[Expr, dict[Expr, sympy.Poly]] | None:
    """One quantity of which all the formulas are polynomials: a variable, or the first of them."""
    own = set().union(*(each.free_symbols for each in formulas))
    if len(own) == 1:
        (letter,) = own
        polys = {each: _poly(each, letter) for each in formulas}
        known = {each: poly for each, poly in polys.items() if poly is not None}
        if len(known) == len(polys):
            return letter, known
    g = next((each for each in formulas if each.free_symbols), None)
    if g is None:
        return None
    lines: dict[Expr, sympy.Poly] = {}
    for each in formulas:
        for sense in (1, -1, 0):
            rest = sympy.expand(each - sense * g)
            if rest.is_Rational:
                lines[each] = sympy.Poly(sense * _LETTER + rest, _LETTER)
                break
        else:
            return None
    return g, lines


def _poly(formula: Expr, letter: Expr) -> sympy.Poly | None:
    if not formula.is_polynomial(letter):
        return None
    poly = sympy.Poly(formula, letter)
    rational = poly.domain.is_ZZ or poly.domain.is_QQ
    return poly if rational and poly.degree() <= _HIGHEST else None


def _zeros(polys: Sequence[sympy.Poly]) -> list[Expr] | None:
    """All real zeros in their order; None where two of them are not told apart."""
    found: list[Expr] = []
    for poly in polys:
        for root in poly.real_roots() if poly.degree() > 0 else ():
            place = 0
            for other in found:
                sign = sign_of(root - other)
                if sign is Sign.UNDECIDED:
                    return None
                if sign is Sign.ZERO:
                    break
                place += sign is Sign.POSITIVE
            else:
                found.insert(place, root)
    return found


def _one_of_each(ends: Sequence[Expr]) -> Iterator[Expr]:
    """A point before the first, each, a point behind each."""
    if not ends:
        yield sympy.Integer(0)
        return
    yield sympy.floor(ends[0]) - 1
    for one, other in zip(ends, [*ends[1:], None], strict=True):
        yield one
        yield sympy.floor(one) + 2 if other is None else (one + other) / 2


def _is_true(
    condition: ex.Condition, form: ToSympy, lines: dict[Expr, sympy.Poly], at: Expr
) -> bool | None:
    match condition:
        case ex.Comparison(_, relation, _):
            return _holds(lines[_formula(condition, form)].eval(at), relation)
        case ex.Every(parts):
            told = [_is_true(part, form, lines, at) for part in parts]
            return False if False in told else None if None in told else True
        case ex.Some(parts):
            told = [_is_true(part, form, lines, at) for part in parts]
            return True if True in told else None if None in told else False


def _holds(value: Expr, relation: str) -> bool | None:
    return sign_of(sympy.expand(value)).meets(relation)


def _between(g: Expr, ends: Sequence[Expr], holds: Sequence[bool]) -> tuple[Need, ...] | None:
    """The one stretch of g on which it holds; its places are a stretch, an end, a stretch ..."""
    inside = [place for place, held in enumerate(holds) if held]
    if not inside or inside[-1] - inside[0] + 1 != len(inside):
        return None
    first, last = inside[0], inside[-1]
    needs: list[Need] = []
    if first > 0:
        needs.append((g - ends[(first - 1) // 2], ">=" if first % 2 else ">"))
    if last < len(holds) - 1:
        needs.append((g - ends[last // 2], "<=" if last % 2 else "<"))
    return tuple(needs)


def are_joined(tree: ex.Node) -> bool:
    """Whether a tree is seen to have one value wherever branches of its parts meet.

    What stands for a piecewise part is one of its branches. The trees with one branch in its place
    are joined themselves, and where two branches meet they have the same value.
    """
    waiting = [tree]
    for _ in range(_MOST_TREES):
        if not waiting:
            return True
        whole = waiting.pop()
        node = _first(whole)
        if node is None:
            continue
        made = [_with(whole, node, branch.value) for branch in node.branches]
        if not _agree(node, made):
            return False
        waiting.extend(made)
    return False


def _first(tree: ex.Node) -> ex.Piecewise | None:
    """A piecewise part whose conditions have none."""
    for node in ex.postorder(tree):
        if isinstance(node, ex.Piecewise) and not any(
            isinstance(part, ex.Piecewise)
            for branch in node.branches
            if branch.condition is not None
            for operand in ex.operands_of_condition(branch.condition)
            for part in ex.postorder(operand)
        ):
            return node
    return None


def _with(tree: ex.Node, node: ex.Node, value: ex.Node) -> ex.Node:
    done: dict[ex.Node, ex.Node] = {}
    for each in ex.postorder(tree):
        done[each] = done[value] if each is node else with_parts(each, done)
    return done[tree]


def _agree(node: ex.Piecewise, trees: Sequence[ex.Node]) -> bool:
    """Whether these have the same value wherever the branches meet."""
    form = ToSympy()
    formulas = [form(each) for each in trees]
    conditions = [branch.condition for branch in node.branches]
    told = [each for each in conditions if each is not None]
    seams = dict.fromkeys(_formula(each, form) for each in _comparisons(told))
    for one, other in combinations(range(len(trees)), 2):
        difference = sympy.expand(formulas[one] - formulas[other])
        if difference == 0:
            continue
        closed = (*_closed(conditions, one, form), *_closed(conditions, other, form))
        for seam in seams:
            if seam.free_symbols and not _vanishes(difference, seam, closed):
                return False
    return True


def _closed(conditions: Sequence[ex.Condition | None], place: int, form: ToSympy) -> Iterator[Need]:
    """What holds wherever the branch counts, and on the edge of that."""
    for condition in conditions[:place]:
        if isinstance(condition, ex.Comparison):
            yield _formula(condition, form), _NOT[condition.relation]
    own = conditions[place]
    if own is not None:
        waiting = [own]
        while waiting:
            match waiting.pop():
                case ex.Comparison(_, relation, _) as each:
                    yield _formula(each, form), _EDGE[relation]
                case ex.Every(parts):
                    waiting.extend(parts)
                case ex.Some():
                    pass


_EDGE: Final = {"<": "<=", "<=": "<=", ">": ">=", ">=": ">=", "=": "=", "!=": ""}
_NOT: Final = {"<": ">=", "<=": ">=", ">": "<=", ">=": "<=", "=": "", "!=": "="}


def _vanishes(difference: Expr, seam: Expr, closed: Sequence[Need]) -> bool:
    """Whether a difference is 0 wherever a seam is and the conditions hold."""
    own = sorted(difference.free_symbols | seam.free_symbols, key=str)
    places = _places(seam)
    if places is None:
        if not difference.is_polynomial(*own) or not seam.is_polynomial(*own):
            return False
        return bool(remainder(difference, [seam], own) == 0)
    for start in places:
        at = _with_equalities(start, closed)
        apart = False
        for formula, relation in closed:
            here = sympy.expand(put_in(formula, at))
            if relation and not here.free_symbols and _holds(here, relation) is False:
                apart = True
        if apart:
            continue
        rest = sympy.expand(put_in(difference, at))
        if rest.has(*UNREAL):
            return False
        if rest != 0 and (rest.free_symbols or is_zero(rest) is not True):
            return False
    return True


def _with_equalities(at: _Place, closed: Sequence[Need]) -> _Place:
    """The place with what the equalities among the conditions say of other letters."""
    for formula, relation in closed:
        here = sympy.expand(formula.xreplace(at))
        if relation != "=" or not here.free_symbols:
            continue
        more = _places(here)
        if more is not None and len(more) == 1:
            at = {letter: value.xreplace(more[0]) for letter, value in at.items()} | more[0]
    return at


def _places(seam: Expr) -> list[_Place] | None:
    """Where a formula is 0, as values of one letter; None where that is not told."""
    own = sorted(seam.free_symbols, key=str)
    if len(own) == 1:
        poly = _poly(seam, own[0])
        roots = None if poly is None else _zeros([poly])
        return None if roots is None else [{own[0]: root} for root in roots]
    for letter in own:
        if seam.is_polynomial(letter) and sympy.degree(seam, letter) == 1:
            slope = seam.coeff(letter)
            if slope.is_Rational:
                return [{letter: sympy.expand(letter - seam / slope)}]
    return None
