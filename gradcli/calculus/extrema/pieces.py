"""A function taken apart into smooth pieces, and where these meet or end.

|u| is u or -u, max(u, v) is u or v, a piecewise function one of its branches: every choice gives a
function without these, smooth wherever it is defined. f is one of the choices around each point
that is on no seam, so its gradient is 0 only where that of some choice is. On a seam (u = 0, u = v,
the edge of a condition, the end of a root's domain) f may have no gradient, and the definition has
to decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product
from types import MappingProxyType
from typing import Final, TypeAlias

import sympy
from sympy import Expr

from gradcli.calculus.extrema.found import Where
from gradcli.field import expression as ex
from gradcli.field.definitions import definition_of
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.record import (
    OUTSIDE,
    ROUGH,
    SMOOTH,
    AgainstOne,
    BySign,
    BySize,
    Entire,
    Extremum,
    Radicand,
    UnlessZero,
    ZeroToOne,
)
from gradcli.field.scalar_field import ScalarField
from gradcli.field.substitution import with_parts
from gradcli.field.to_sympy import ToSympy
from gradcli.frozen import dataclass, replace

_MOST_CHOICES: Final = 24
_ZERO: Final = Fraction(0)
_ONE: Final = Fraction(1)


@dataclass(frozen=True, slots=True, eq=False)
class Seam:
    """Where `formulas` are all 0, f may have no gradient.

    `ends` says that f has values on one side alone: sqrt(u) at u = 0. Else `bends` are the places
    of the bends whose options meet there. `inner` are the places of the bends inside the formulas,
    and of the option that was put in for each: of |x| - y that x - y, which is one for x > 0.
    """

    formulas: tuple[Expr, ...]
    ends: bool
    bends: tuple[int, ...] = ()
    inner: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One choice: a smooth function, and the conditions under which it is f (all of them).

    `where` is None where these are not told. `choice` has the place of the option taken for each
    bend, in their order, and `inner` what stands for each in SymPy's forms.
    """

    field: ScalarField
    where: tuple[Where, ...] | None
    choice: tuple[int, ...]
    inner: Mapping[Expr, Expr] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The choices, the seams, and what must hold for f to have a value (`needs`).

    `known` is False where a part is none of those that are taken apart: the list of seams is not
    whole then. `options` are the conditions of each option of each bend, `bends` its form.
    """

    choices: tuple[Piece, ...]
    seams: tuple[Seam, ...]
    needs: tuple[Where, ...]
    known: bool
    options: tuple[tuple[tuple[Where, ...] | None, ...], ...] = ()
    bends: tuple[Expr, ...] = ()


_Conditions: TypeAlias = tuple[Where, ...] | None
_Options: TypeAlias = list[tuple[ex.Node, _Conditions]]
_Seams: TypeAlias = dict[frozenset[Expr], Seam]


def pieces(field: ScalarField) -> Pieces:
    """The smooth pieces of a function."""
    tree = spelled(field.tree)
    form = ToSympy()
    moving = {*field.variables, *field.held}
    seams: _Seams = {}
    needs: dict[tuple[Expr, str], Where] = {}
    known = True
    bends: dict[ex.Node, _Options] = {}
    for node in ex.postorder(tree):
        if not ex.variables_of(node) & moving:
            continue
        match node:
            case ex.Quotient(_, below) if ex.variables_of(below):
                _need(needs, form(below), "!=")
            case ex.Power(base, exponent):
                known &= _of_power(base, exponent, form, seams, needs)
            case ex.Piecewise():
                bends[node] = _branches(node, form)
                for together in _compared(node):
                    meet = [_difference(each, form) for each in together]
                    _seam(seams, *meet, ends=False, bend=len(bends) - 1)
            case ex.Call():
                options = _bend(node, form)
                if options is not None:
                    bends[node] = options
                    for one, other in _meeting(node):
                        meet = [form(one) - form(other)]
                        _seam(seams, *meet, ends=False, bend=len(bends) - 1)
                else:
                    known &= _of_call(node, form, seams, needs)
            case _:
                pass
    count = 1
    for options in bends.values():
        count *= len(options)
    if count > _MOST_CHOICES:
        return Pieces((), tuple(seams.values()), tuple(needs.values()), known=False)
    choices = tuple(
        _chosen(field, tree, bends, choice)
        for choice in product(*(range(len(options)) for options in bends.values()))
    )
    told = tuple(tuple(where for _, where in options) for options in bends.values())
    possible = tuple(each for each in choices if not _contradicts_itself(each))
    return Pieces(
        possible,
        tuple(seams.values()),
        tuple(needs.values()),
        known,
        told,
        tuple(map(form, bends)),
    )


def _contradicts_itself(piece: Piece) -> bool:
    """Whether its conditions exclude one another: u > 0 of one bend and u < 0 of another."""
    sides = {(sympy.expand(each.formula), each.relation) for each in piece.where or ()}
    return any(
        (formula, OPPOSITE[relation]) in sides or (sympy.expand(-formula), relation) in sides
        for formula, relation in sides
        if relation in ("<", ">")
    )


def spelled(tree: ex.Node) -> ex.Node:
    """The tree with functions that are made of others written out, unless they are entire."""
    done: dict[ex.Node, ex.Node] = {}
    for node in ex.postorder(tree):
        made = with_parts(node, done)
        if isinstance(made, ex.Call):
            record = FUNCTIONS[made.function]
            if record.domain is None and not record.is_entire:
                made = spelled(definition_of(record, made.arguments))
        done[node] = made
    return done[tree]


def _chosen(
    field: ScalarField, tree: ex.Node, bends: dict[ex.Node, _Options], places: tuple[int, ...]
) -> Piece:
    """The tree with the choice in place of each bend; the conditions follow the choice, too."""
    if not bends:
        return Piece(field, (), ())
    choice = {
        node: options[place] for (node, options), place in zip(bends.items(), places, strict=True)
    }
    done: dict[ex.Node, ex.Node] = {}
    for node in ex.postorder(tree):
        taken = choice.get(node)
        if taken is None:
            done[node] = with_parts(node, done)
        else:
            done[node] = _replaced(taken[0], done)
    form = ToSympy()
    inner = {form(node): form(made) for node, made in done.items() if node in choice}
    conditions = [told for _, told in choice.values()]
    where = None
    if all(each is not None for each in conditions):
        where = tuple(
            replace(each, formula=deep(each.formula, inner))
            for told in conditions
            if told is not None
            for each in told
        )
    chosen = ScalarField.of_tree(
        done[tree],
        function=field.function,
        variables=field.variables,
        held=field.held,
        among=field.among,
    )
    return Piece(chosen, where, places, inner)


def _replaced(root: ex.Node, done: dict[ex.Node, ex.Node]) -> ex.Node:
    own = dict(done)
    for node in ex.postorder(root):
        if node not in own:
            own[node] = with_parts(node, own)
    return own[root]


def deep(formula: Expr, inner: Mapping[Expr, Expr]) -> Expr:
    """The formula with the options in place of the bends, also of those inside others."""
    for _ in range(len(inner)):
        formula = formula.xreplace(dict(inner))
    return formula


def _bend(node: ex.Call, form: ToSympy) -> _Options | None:
    """What a call can be near a point off its seams."""
    match node:
        case ex.Call("abs", (u,)):
            return [
                (u, (Where(form(u), ">"),)),
                (ex.Negative(u), (Where(form(u), "<"),)),
            ]
        case ex.Call("sign", (u,)):
            one = ex.Number(_ONE)
            return [(one, (Where(form(u), ">"),)), (ex.Negative(one), (Where(form(u), "<"),))]
        case ex.Call("step", (u,)):
            return [
                (ex.Number(_ONE), (Where(form(u), ">"),)),
                (ex.Number(_ZERO), (Where(form(u), "<"),)),
            ]
        case ex.Call("max" | "min" as name, arguments):
            relation = ">" if name == "max" else "<"
            return [
                (
                    one,
                    tuple(
                        Where(form(one) - form(other), relation)
                        for other in arguments
                        if other is not one
                    ),
                )
                for one in arguments
            ]
        case _:
            return None


def _meeting(node: ex.Call) -> Iterator[tuple[ex.Node, ex.Node]]:
    match node:
        case ex.Call("max" | "min", arguments):
            yield from combinations(arguments, 2)
        case ex.Call(_, (u, *_)):
            yield u, ex.Number(_ZERO)


def _branches(node: ex.Piecewise, form: ToSympy) -> _Options:
    """Each branch that counts on an open region, and where that is."""
    made: _Options = []
    before: list[Where] | None = []
    for branch in node.branches:
        condition = branch.condition
        if condition is None:
            made.append((branch.value, None if before is None else tuple(before)))
            return made
        own = _as_where(condition, form)
        if _is_thin(condition):
            continue  # on a seam
        known = None if before is None or own is None else (*before, *own)
        made.append((branch.value, known))
        if _is_thin(condition, outside=True):
            return made  # the branches behind count on a seam alone
        if before is None or own is None or len(own) != 1:
            before = None
        else:
            (only,) = own
            before.append(replace(only, relation=OPPOSITE[only.relation]))
    return made


OPPOSITE: Final = {">": "<", "<": ">", "!=": "=", "=": "!="}


def _as_where(condition: ex.Condition, form: ToSympy) -> tuple[Where, ...] | None:
    """A condition off its seam, as one that holds of all; None for an alternative."""
    match condition:
        case ex.Comparison(_, relation, _):
            strict = relation if relation in ("=", "!=") else relation.rstrip("=")
            return (Where(_difference(condition, form), strict),)
        case ex.Every(parts):
            told = [_as_where(part, form) for part in parts]
            if any(each is None for each in told):
                return None
            return tuple(one for each in told if each is not None for one in each)
        case ex.Some(parts) if _is_thin(condition, outside=True):
            # x != 0 or y != 0 is x^2 + y^2 != 0.
            told = [_as_where(part, form) for part in parts]
            apart = [one.formula**2 for each in told for one in each or ()]
            return (Where(sympy.Add(*apart), "!="),)
        case ex.Some():
            return None


def _difference(comparison: ex.Comparison, form: ToSympy) -> Expr:
    return form(comparison.left) - form(comparison.right)


def _is_thin(condition: ex.Condition, *, outside: bool = False) -> bool:
    """Whether a condition holds on a seam alone, x = 0 and y = 0; or fails there alone, x != 0."""
    match condition:
        case ex.Comparison(_, relation, _):
            return relation == ("!=" if outside else "=")
        case ex.Every(parts) | ex.Some(parts):
            thin = (_is_thin(part, outside=outside) for part in parts)
            return any(thin) if isinstance(condition, ex.Every) is not outside else all(thin)


def _compared(node: ex.Piecewise) -> Iterator[tuple[ex.Comparison, ...]]:
    """What is compared; equalities that hold together stand together."""
    waiting: list[ex.Condition] = [
        branch.condition for branch in node.branches if branch.condition is not None
    ]
    while waiting:
        condition = waiting.pop()
        match condition:
            case ex.Comparison():
                yield (condition,)
            case ex.Every(parts) | ex.Some(parts):
                same = "=" if isinstance(condition, ex.Every) else "!="
                plain = [part for part in parts if isinstance(part, ex.Comparison)]
                if len(plain) == len(parts) and all(each.relation == same for each in plain):
                    yield tuple(plain)
                else:
                    waiting.extend(parts)


def _seam(seams: _Seams, *formulas: Expr, ends: bool, bend: int | None = None) -> None:
    if not all(each.free_symbols for each in formulas):
        return
    key = frozenset(formulas)
    known = seams.get(key)
    bends = () if known is None else known.bends
    if bend is not None:
        bends = (*bends, bend)
    one_sided = ends and (known is None or known.ends)
    seams[key] = Seam(formulas, one_sided, bends)


def _need(needs: dict[tuple[Expr, str], Where], formula: Expr, relation: str) -> None:
    if formula.free_symbols:
        needs.setdefault((formula, relation), Where(formula, relation))


def _of_power(
    base: ex.Node,
    exponent: ex.Node,
    form: ToSympy,
    seams: _Seams,
    needs: dict[tuple[Expr, str], Where],
) -> bool:
    """What u^v needs: of a whole exponent nothing or u != 0, of another u > 0."""
    n, u = form(exponent), form(base)
    if n.free_symbols:
        _need(needs, u, ">")
        return True
    if n.is_Integer:
        if n < 0:
            _need(needs, u, "!=")
        return True
    if u.free_symbols:
        if n.is_Rational and n > 0:
            _need(needs, u, ">=")
            _seam(seams, u, ends=True)
        else:
            _need(needs, u, ">")
            if not n.is_Rational:
                _seam(seams, u, ends=True)
    return True


def _of_call(
    node: ex.Call,
    form: ToSympy,
    seams: _Seams,
    needs: dict[tuple[Expr, str], Where],
) -> bool:
    """What a call needs, and where it is not smooth; False where that is not told."""
    record = FUNCTIONS[node.function]
    if record.is_entire:
        return True
    if record.domain is None:
        return False
    if node.function == "log":
        for base in map(form, node.arguments[1:]):
            _need(needs, base, ">")
            _need(needs, base - 1, "!=")
    u = form(node.arguments[0])
    match record.domain.places:
        case Entire():
            return True
        case BySign(negative, zero, positive):
            return _by_sign(u, (negative, zero, positive), seams, needs)
        case BySize(inside, at_one, outside):
            if at_one is ROUGH:
                _seam(seams, u * u - 1, ends=True)
            _between(needs, u * u - 1, inside, at_one, outside)
            return True
        case AgainstOne(below, at_one, above):
            return _by_sign(u - 1, (below, at_one, above), seams, needs)
        case UnlessZero(function):
            _need(needs, getattr(sympy, function)(u), "!=")
            return True
        case Radicand():
            degree = form(node.arguments[1]) if len(node.arguments) > 1 else None
            if degree is None or not degree.is_Integer:
                return False
            even = degree % 2 == 0
            _seam(seams, u, ends=bool(even))
            if even:
                _need(needs, u, ">=")
            return True
        case ZeroToOne():
            _need(needs, u, ">")
            _need(needs, 1 - u, ">=")
            _seam(seams, u - 1, ends=True)
            return True
        case Extremum():
            raise AssertionError(node)  # a bend
        case _:
            return False


def _by_sign(
    u: Expr,
    places: Sequence[object],
    seams: _Seams,
    needs: dict[tuple[Expr, str], Where],
) -> bool:
    negative, zero, positive = places
    if zero is ROUGH:
        _seam(seams, u, ends=negative is OUTSIDE or positive is OUTSIDE)
    _between(needs, u, negative, zero, positive)
    return True


def _between(
    needs: dict[tuple[Expr, str], Where],
    u: Expr,
    below: object,
    at_zero: object,
    above: object,
) -> None:
    """What is needed of u by where a function has values."""
    has = [place in (SMOOTH, ROUGH) for place in (below, at_zero, above)]
    relations = {
        (True, False, True): "!=",
        (False, False, True): ">",
        (False, True, True): ">=",
        (True, False, False): "<",
        (True, True, False): "<=",
    }
    relation = relations.get((has[0], has[1], has[2]))
    if relation is not None:
        _need(needs, u, relation)
