"""Names for long parts that occur again and again: E = e^(sin xy), R = sqrt(x^2 + z^4).

With them a derivation is read line by line as a teacher writes it. They stand in the steps and
their results; the answer is given without them. What is too large to be written out at all is
another matter, and is cut before it is derived (`gradcli.field.intermediates`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sympy import Expr

from gradcli.calculus.rules.gradient import Partial
from gradcli.calculus.rules.rules import Derivation, parts_of
from gradcli.field.expression import Node, Variable, postorder
from gradcli.field.fast_sympy.heads import head, is_exponential
from gradcli.field.fast_sympy.sympy_build import HALF, TWO, power, product, total
from gradcli.field.from_sympy import OrderOfSum
from gradcli.field.order import order_of
from gradcli.field.scalar_field import ScalarField
from gradcli.field.size import size
from gradcli.field.to_sympy import symbol
from gradcli.narrative.box import Box
from gradcli.narrative.document import Block, Equations, Line, Paragraph
from gradcli.narrative.letters import Letters
from gradcli.narrative.notation import typeset, variable
from gradcli.narrative.phrases import sentence

_LONG: Final = 32  # parts of a result that does not fit in a line
_MOST: Final = 200  # parts of a result that is looked through
_WORTH: Final = 5  # parts of what gets a name
_OFTEN: Final = 3  # times that it occurs in the results of all steps
_VARIABLES: Final = 6
_STEPS: Final = 200

# Exponentials, logarithms, roots: what their derivatives are written with themselves.
_FOR_EXPONENTIALS: Final = tuple("EAB")
_FOR_LOGARITHMS: Final = tuple("LMN")
_FOR_ROOTS: Final = tuple("RSQ")


@dataclass(frozen=True, slots=True)
class NamedForm:
    """A part of the function as it was typed, its form, and its name."""

    name: str
    node: Node
    form: Expr


@dataclass(frozen=True, slots=True)
class Names:
    """The parts that have names, each after those that it is made of."""

    parts: tuple[NamedForm, ...] = ()
    drawn: Mapping[Node, Box] = dataclasses.field(default_factory=lambda: MappingProxyType({}))

    @property
    def taken(self) -> frozenset[str]:
        """The letters that are names, and the small ones, which look like them."""
        return frozenset(letter for part in self.parts for letter in (part.name, part.name.lower()))

    def in_short(self, form: Expr) -> Expr:
        """A form in terms of the names."""
        if not self.parts or size(form, _MOST) >= _MOST:
            return form
        # From the outside in: E = e^(x R) is no e^(x R) any more once R is put in.
        return _put(form, self.parts[::-1])

    def order(self, field: ScalarField) -> tuple[OrderOfSum, ...]:
        """The order of the sums of the function, also where names stand in them."""
        order = order_of(field)
        if not self.parts:
            return order
        named = tuple(
            OrderOfSum(
                {self.in_short(term): place for term, place in each.places.items()},
                each.opens_with_minus,
            )
            for each in order
        )
        return (*order, *named)

    def introduced(self, field: ScalarField, name: Box) -> tuple[Block, ...]:
        """Each name with what it stands for, and the function of the field, `name`, with them."""
        if not self.parts:
            return ()
        lines: list[Line] = []
        drawn: dict[Node, Box] = {}
        for part in self.parts:
            lines.append(Line(variable(part.name), "=", typeset(part.node, dict(drawn))))
            drawn[part.node] = variable(part.name)
        lines.append(Line(name, "=", typeset(field.tree, dict(self.drawn))))
        why = "Long parts that occur again have a letter in the steps:"
        return (Paragraph(sentence(why)), Equations(tuple(lines)))


NO_NAMES: Final = Names()


def names_of(partials: Sequence[Partial], before: Names = NO_NAMES) -> Names:
    """Names for the long parts of a function that occur often where it is differentiated.

    None where each result can be read in a line. What has had a name `before` keeps it.
    """
    field = partials[0].field
    if len(partials) > _VARIABLES or any(partial.named for partial in partials):
        return NO_NAMES
    candidates = _candidates(field)
    if not candidates:
        return NO_NAMES
    results = list(_results(partials))
    if not any(size(result, _MOST) >= _LONG for result in results):
        return NO_NAMES
    letters = Letters.beside(field).without(*before.taken)
    earlier = {part.form: part.name for part in before.parts}
    parts: list[NamedForm] = []
    for node, form, pool in candidates:
        known = [part.form for part in parts]
        if form in known or sum(_count(result, form) for result in results) < _OFTEN:
            continue
        free = [letter for letter in pool if letter not in letters.taken]
        name = earlier.get(form, free[0] if free else None)
        if name is not None:
            parts.append(NamedForm(name, node, form))
            letters = letters.without(name)
    by_form = {part.form: part.name for part in parts}
    drawn = {node: variable(by_form[form]) for node, form, _ in candidates if form in by_form}
    return Names(tuple(parts), MappingProxyType(drawn))


def _candidates(field: ScalarField) -> list[tuple[Node, Expr, tuple[str, ...]]]:
    """The exponentials, logarithms and roots below the whole function, the inner ones first."""
    found: list[tuple[Node, Expr, tuple[str, ...]]] = []
    for node in postorder(field.tree):
        form = field.canonical(node)
        if node is field.tree or isinstance(node, Variable) or not form.free_symbols:
            continue
        pool = _pool(form)
        if pool is not None and size(form) >= _WORTH:
            found.append((node, form, pool))
    return found


def _pool(form: Expr) -> tuple[str, ...] | None:
    if is_exponential(form) or (form.is_Pow and form.args[1].free_symbols):
        return _FOR_EXPONENTIALS
    if head(form) == "log":
        return _FOR_LOGARITHMS
    if head(form) == "RealRoot" or (form.is_Pow and form.args[1] == HALF):
        return _FOR_ROOTS
    return None


def _results(partials: Iterable[Partial]) -> Iterable[Expr]:
    """What each step gives, each step once."""
    seen: set[Derivation] = set()
    waiting = [partial.derivation for partial in partials]
    while waiting and len(seen) < _STEPS:
        rule = waiting.pop()
        if rule not in seen:
            seen.add(rule)
            yield rule.derivative
            waiting.extend(parts_of(rule))


def _count(whole: Expr, form: Expr) -> int:
    """How often a form occurs in another; of a root also its odd powers."""
    count = 0
    looked = 0
    stack = [whole]
    while stack and looked < _MOST:
        part = stack.pop()
        looked += 1
        if _root_exponent(part, form) is not None or part == form:
            count += 1
        else:
            stack.extend(part.args)
    return count


def _root_exponent(part: Expr, root: Expr) -> Expr | None:
    """The n of which a part is the n-th power of a square root."""
    if not (root.is_Pow and root.args[1] == HALF):
        return None
    if part == root.args[0]:
        return TWO
    if part.is_Pow and part.args[0] == root.args[0] and part.args[1].is_Rational:
        return part.args[1] * 2
    return None


def _put(form: Expr, parts: Sequence[NamedForm]) -> Expr:
    for part in parts:
        form = _replaced(form, part)
    return form


def _replaced(form: Expr, part: NamedForm) -> Expr:
    letter = symbol(part.name)
    if form == part.form:
        return letter
    exponent = _root_exponent(form, part.form)
    if exponent is not None:
        return power(letter, exponent)
    if not form.args or form.is_Piecewise:
        return form
    inner = [_replaced(each, part) for each in form.args]
    if all(new is old for new, old in zip(inner, form.args, strict=True)):
        return form
    if form.is_Add:
        return total(*inner)
    if form.is_Mul:
        return product(*inner)
    return power(*inner) if form.is_Pow else form.func(*inner)
