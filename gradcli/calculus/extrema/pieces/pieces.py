"""A function taken apart into smooth pieces, and where these meet or end.

|u| is u or -u, max(u, v) is u or v, a piecewise function one of its branches: every choice gives a
function without these, smooth wherever it is defined. f is one of the choices around each point
that is on no seam, so its gradient is 0 only where that of some choice is. On a seam (u = 0, u = v,
the edge of a condition, the end of a root's domain) f may have no gradient, and the definition has
to decide.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from types import MappingProxyType
from typing import Final, TypeAlias

import sympy
from sympy import Expr

from gradcli.calculus.domain.domain import constant_faults
from gradcli.calculus.extrema.conditions import is_held, plain
from gradcli.calculus.extrema.found import Where
from gradcli.calculus.extrema.pieces.bends import (
    OPPOSITE,
    Options,
    branches,
    can_jump,
    compared,
    difference,
    meeting,
    options_of,
)
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
from gradcli.frozen import dataclass

_MOST_CHOICES: Final = 24
_ZERO: Final = Fraction(0)
_ONE: Final = Fraction(1)
_TWO: Final = Fraction(2)


Choice: TypeAlias = tuple[int | None, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Seam:
    """Where `formulas` are all 0, f may have no gradient; `trees` are the same as they were read.

    `ends` says that f has values on one side alone: sqrt(u) at u = 0. Else `bends` are the places
    of the bends whose options meet there.
    """

    formulas: tuple[Expr, ...]
    trees: tuple[ex.Node, ...]
    ends: bool
    bends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One choice: a smooth function, and the conditions under which it is f (all of them).

    `where` is None where these are not told. `choice` has the place of the option taken for each
    bend, in their order, None for one on which f does not rest here; and `made` what stands for
    each part of the function.
    """

    field: ScalarField
    where: tuple[Where, ...] | None
    choice: Choice
    made: Mapping[ex.Node, ex.Node] = MappingProxyType({})

    def rests_on(self, seam: Seam) -> bool:
        """Whether f is made there of a bend whose options meet on a seam; of an end it may be."""
        return not seam.bends or any(self.choice[bend] is not None for bend in seam.bends)

    def unfolded(self, tree: ex.Node) -> Expr:
        """The form of a part, or of a sum of parts, with the choices put in."""
        return ToSympy()(_replaced(tree, self.made))


_Seams: TypeAlias = dict[frozenset[ex.Node], Seam]


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The choices, the seams, and what must hold for f to have a value (`needs`).

    `known` is False where a part is none of those that are taken apart: the list of seams is not
    whole then. `bends` are the parts with options in the `tree` of the function, in their order.
    """

    choices: tuple[Piece, ...]
    seams: tuple[Seam, ...]
    needs: tuple[Where, ...]
    known: bool
    tree: ex.Node
    bends: Mapping[ex.Node, Options]

    @property
    def steps(self) -> frozenset[str]:
        """The functions that jump at points which are no seams here: floor, ceil and round."""
        calls = (node for node in ex.postorder(self.tree) if isinstance(node, ex.Call))
        return frozenset(
            node.function
            for node in calls
            if FUNCTIONS[node.function].jumps and node not in self.bends
        )

    def jump(self, bends: Iterable[int]) -> bool:
        """Whether one of these bends may have a value of its own where its options meet."""
        nodes = tuple(self.bends)
        return any(can_jump(nodes[place]) for place in bends)

    def with_bends(self, one: Piece, other: Piece, bends: Container[int]) -> Expr:
        """The form of the function where two pieces meet, with their choices but for these bends.

        On which one of them does not rest, the choice of the other counts.
        """
        choice = {}
        pairs = zip(one.choice, other.choice, strict=True)
        for place, ((node, options), (here, there)) in enumerate(
            zip(self.bends.items(), pairs, strict=True)
        ):
            taken = there if here is None else here
            if place not in bends and taken is not None:
                choice[node] = options[taken][0]
        return ToSympy()(_with_choice(self.tree, choice)[self.tree])


def pieces(field: ScalarField) -> Pieces:
    """The smooth pieces of a function."""
    tree = spelled(field.tree)
    form = ToSympy()
    moving = {*field.variables, *field.held}
    seams: _Seams = {}
    needs: dict[tuple[Expr, str], Where] = {}
    known = True
    bends: dict[ex.Node, Options] = {}
    for node in ex.postorder(tree):
        if not ex.variables_of(node) & moving:
            continue
        match node:
            case ex.Quotient(_, below) if ex.variables_of(below):
                _need(needs, form(below), "!=")
            case ex.Power(base, exponent):
                known &= _of_power(base, exponent, form, seams, needs)
            case ex.Piecewise():
                bends[node] = branches(node)
                for together in compared(node):
                    meet = [difference(each.left, each.right) for each in together]
                    _seam(seams, form, *meet, ends=False, bend=len(bends) - 1)
            case ex.Call():
                options = options_of(node)
                if options is not None:
                    bends[node] = options
                    for one, other in meeting(node):
                        _seam(seams, form, difference(one, other), ends=False, bend=len(bends) - 1)
                else:
                    known &= _of_call(node, form, seams, needs)
            case _:
                pass
    count = 1
    for options in bends.values():
        count *= len(options)
    if count > _MOST_CHOICES:
        return Pieces((), tuple(seams.values()), tuple(needs.values()), False, tree, bends)
    faults = constant_faults(tree)
    counted: dict[Choice, None] = {}
    for choice in product(*(range(len(options)) for options in bends.values())):
        counting = _that_count(tree, bends, choice, faults)
        if counting is not None:
            own = (at if node in counting else None for node, at in zip(bends, choice, strict=True))
            counted[tuple(own)] = None
    choices = [_chosen(field, tree, bends, choice) for choice in counted]
    possible = tuple(each for each in choices if not _is_nowhere(each))
    return Pieces(possible, tuple(seams.values()), tuple(needs.values()), known, tree, bends)


def _that_count(
    tree: ex.Node,
    bends: Mapping[ex.Node, Options],
    choice: Sequence[int],
    faults: Container[ex.Node],
) -> frozenset[ex.Node] | None:
    """The bends on which f rests where these options are chosen: not those in another case.

    None where it also rests on a constant without a real value, such as arccos 2: of a function by
    cases the case that is chosen counts, of a max every argument.
    """
    taken = dict(zip(bends, choice, strict=True))
    counting: set[ex.Node] = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if node in faults:
            return None
        if node not in taken:
            waiting.extend(ex.operands(node))
        elif node not in counting:
            counting.add(node)
            value, conditions = bends[node][taken[node]]
            waiting.append(value)
            told = ex.operands(node) if conditions is None else [each.tree for each in conditions]
            waiting.extend(told)
    return frozenset(counting)


def _is_nowhere(piece: Piece) -> bool:
    """Whether a condition holds nowhere, or two exclude one another: u > 0 and u < 0."""
    if any(is_held(each.formula, each.relation) is False for each in piece.where or ()):
        return True
    sides: dict[Expr, set[str]] = {}
    for each in piece.where or ():
        if each.relation in ("<", ">"):
            formula, sign = plain(each.formula)
            turned = each.relation if sign > 0 else OPPOSITE[each.relation]
            sides.setdefault(formula, set()).add(turned)
    return any(len(each) > 1 for each in sides.values())


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
    field: ScalarField, tree: ex.Node, bends: dict[ex.Node, Options], places: Choice
) -> Piece:
    """The tree with the choice in place of each bend; the conditions follow the choice, too."""
    if not bends:
        return Piece(field, (), ())
    choice = {
        node: options[place]
        for (node, options), place in zip(bends.items(), places, strict=True)
        if place is not None
    }
    done = _with_choice(tree, {node: option for node, (option, _) in choice.items()})
    conditions = [told for _, told in choice.values()]
    where = None
    if all(each is not None for each in conditions):
        form = ToSympy()
        told = [
            Where(form(_replaced(each.tree, done)), each.relation)
            for of_option in conditions
            for each in of_option or ()
        ]
        # Options that are the same here, as x and |x| for x > 0, do not exclude one another.
        where = tuple(each for each in told if sympy.expand(each.formula) != 0)
    chosen = ScalarField.of_tree(
        done[tree],
        function=field.function,
        variables=field.variables,
        held=field.held,
        among=field.among,
    )
    return Piece(chosen, where, places, done)


def _with_choice(tree: ex.Node, choice: Mapping[ex.Node, ex.Node]) -> dict[ex.Node, ex.Node]:
    """What stands for each part of a tree with the options of some bends in their places."""
    done: dict[ex.Node, ex.Node] = {}
    for node in ex.postorder(tree):
        taken = choice.get(node)
        done[node] = with_parts(node, done) if taken is None else _replaced(taken, done)
    return done


def _replaced(root: ex.Node, done: Mapping[ex.Node, ex.Node]) -> ex.Node:
    own = dict(done)
    for node in ex.postorder(root):
        if node not in own:
            own[node] = with_parts(node, own)
    return own[root]


def _seam(
    seams: _Seams, form: ToSympy, *trees: ex.Node, ends: bool, bend: int | None = None
) -> None:
    formulas = tuple(map(form, trees))
    if not all(each.free_symbols for each in formulas):
        return
    key = frozenset(trees)
    known = seams.get(key)
    bends = () if known is None else known.bends
    if bend is not None:
        bends = (*bends, bend)
    one_sided = ends and (known is None or known.ends)
    seams[key] = Seam(formulas, trees, one_sided, bends)


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
            _seam(seams, form, base, ends=True)
        else:
            _need(needs, u, ">")
            if not n.is_Rational:
                _seam(seams, form, base, ends=True)
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
    inner = node.arguments[0]
    u = form(inner)
    match record.domain.places:
        case Entire():
            return True
        case BySign(negative, zero, positive):
            return _by_sign(inner, (negative, zero, positive), form, seams, needs)
        case BySize(inside, at_one, outside):
            if at_one is ROUGH:
                square = ex.Power(inner, ex.Number(_TWO))
                _seam(seams, form, difference(square, ex.Number(_ONE)), ends=True)
            _between(needs, u * u - 1, inside, at_one, outside)
            return True
        case AgainstOne(below, at_one, above):
            beside = difference(inner, ex.Number(_ONE))
            return _by_sign(beside, (below, at_one, above), form, seams, needs)
        case UnlessZero(function):
            _need(needs, getattr(sympy, function)(u), "!=")
            return True
        case Radicand():
            degree = form(node.arguments[1]) if len(node.arguments) > 1 else None
            if degree is None or not degree.is_Integer:
                return False
            even = degree % 2 == 0
            _seam(seams, form, inner, ends=bool(even))
            if even:
                _need(needs, u, ">=")
            return True
        case ZeroToOne():
            _need(needs, u, ">")
            _need(needs, 1 - u, ">=")
            _seam(seams, form, difference(inner, ex.Number(_ONE)), ends=True)
            return True
        case Extremum():
            raise AssertionError(node)  # a bend
        case _:
            return False


def _by_sign(
    tree: ex.Node,
    places: Sequence[object],
    form: ToSympy,
    seams: _Seams,
    needs: dict[tuple[Expr, str], Where],
) -> bool:
    negative, zero, positive = places
    u = form(tree)
    if zero is ROUGH:
        _seam(seams, form, tree, ends=negative is OUTSIDE or positive is OUTSIDE)
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
