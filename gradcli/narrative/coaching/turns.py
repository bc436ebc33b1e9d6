"""A derivation as lines that are shown one after the other, each with what it works out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from sympy import Expr

from gradcli.calculus.rules.gradient import Partial
from gradcli.calculus.rules.laws import name_of
from gradcli.calculus.rules.rules import ChainRule, Derivation, parts_of, rule_name
from gradcli.field.expression import Node
from gradcli.field.from_sympy import from_sympy
from gradcli.field.to_sympy import symbol
from gradcli.frozen import dataclass, replace
from gradcli.narrative import document as doc
from gradcli.narrative.box import Box
from gradcli.narrative.letters import Letters
from gradcli.narrative.notation import typeset, variable
from gradcli.narrative.phrases import equals, joined, sentence
from gradcli.narrative.steps import NumberedSteps, numbered_steps
from gradcli.narrative.steps.folding import in_one_line
from gradcli.narrative.steps.naming import NO_NAMES
from gradcli.narrative.stories.common import derivative_name
from gradcli.narrative.stories.partials import constants_sentence, result_lines


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """A line of a derivation: what is asked before it is shown, the line, the laws behind it.

    `before` stands above the question where something new begins. `comes_to` is what the line
    works out, in `letters`; None where that speaks of parts by name. `ends` is the place of the
    turn that ends what this one begins: its own, where nothing is worked out in between.
    """

    before: tuple[doc.Block, ...]
    asked: doc.Sentence
    shown: tuple[doc.Block, ...]
    laws: tuple[str, ...]
    comes_to: Node | None
    letters: tuple[str, ...]
    ends: int


def turns_of(stages: Sequence[Partial], *, in_turn: bool) -> list[Turn]:
    """The lines of these derivatives; `in_turn` says that each differentiates the one before."""
    found: list[Turn] = []
    order: tuple[str, ...] = ()
    for place, partial in enumerate(stages, start=1):
        order = (*order, partial.variable) if in_turn else (partial.variable,)
        before = _title(partial, order)
        named = bool(partial.named)
        derivations = [part.derivation for part in partial.named] + [partial.derivation]
        for number, derivation in enumerate(derivations, start=1):
            if number <= len(partial.named):
                part = partial.named[number - 1]
                meaning = doc.Line(variable(part.name), "=", typeset(part.meaning))
                before = (*before, doc.Equations((meaning,)))
            label = f"{place}.{number}" if named else str(place)
            steps = numbered_steps(derivation, partial.field, label)
            walk = _Walk(steps, partial.field.letters, named=named)
            begun = len(found)
            found.extend(walk.turns(steps.step, begun))
            found[begun] = replace(found[begun], before=before)
            before = ()
        found[-1] = replace(found[-1], shown=(*found[-1].shown, _result(partial, order)))
    return found


def _title(partial: Partial, order: tuple[str, ...]) -> tuple[doc.Block, ...]:
    """What is worked out, and what is constant in it."""
    field = partial.field
    word = "Partial derivative" if len(field.arguments) > 1 else "Derivative"
    title = sentence(f"{word} with respect to ", variable(partial.variable))
    blocks: tuple[doc.Block, ...] = (doc.Heading(title, 2),)
    if len(order) == 1:
        return (*blocks, doc.Paragraph(constants_sentence(field, partial.variable)))
    before = derivative_name(field, order[:-1])
    return (*blocks, doc.Equations((doc.Line(before, "=", typeset(field.tree)),)))


def _result(partial: Partial, order: tuple[str, ...]) -> doc.Block:
    """What the rules gave, and the same more shortly where it can be."""
    field = partial.field
    name, letters = derivative_name(field, order), Letters.beside(field)
    sums = NO_NAMES.order(field)
    return doc.Equations(result_lines(name, partial, letters, NO_NAMES, sums), result=True)


@dataclass(frozen=True, slots=True, eq=False)
class _Walk:
    """Goes through the steps of one derivation; `named` says that they speak of parts by name."""

    steps: NumberedSteps
    letters: tuple[str, ...]
    named: bool

    def turns(self, step: doc.Step, first: int) -> Iterator[Turn]:
        """The turns of a step, of which the first has this place among all."""
        rule = self.steps.by_number[step.number]
        asked = _asked(step)
        opening = (doc.Steps((dataclasses.replace(step, children=(), closing=()),)),)
        comes_to = self._node(rule.derivative)
        turn = Turn((), asked, opening, self._laws(rule), comes_to, self.letters, first)
        if not step.children:
            closing = _closed(step) if step.closing else ()
            yield replace(turn, shown=(*opening, *closing))
            return
        inner: list[Turn] = []
        for child in step.children:
            place = first + 1 + len(inner)
            if child.number in self.steps.by_number:
                inner.extend(self.turns(child, place))
            else:
                inner.append(self._outer(child, rule, place))
        last = first + 1 + len(inner)
        yield replace(turn, ends=last)
        yield from inner
        yield replace(turn, asked=_asked(step, "combine the parts"), shown=_closed(step), ends=last)

    def _outer(self, step: doc.Step, rule: Derivation, place: int) -> Turn:
        """The outer function of a chain rule, in its letter."""
        assert isinstance(rule, ChainRule)
        inner = rule.inner.function
        letter = self.steps.pen.letters.of(inner)
        slope = self._node(rule.outer.derivative(symbol(letter)))
        letters = (*self.letters, letter)
        shown = (doc.Steps((step,)),)
        return Turn((), _asked(step), shown, (name_of(rule.outer),), slope, letters, place)

    def _laws(self, rule: Derivation) -> tuple[str, ...]:
        """The laws of a line, each once, the outermost first."""
        folded = in_one_line(self.steps.pen, rule) if parts_of(rule) else None
        return (rule_name(rule),) if folded is None else tuple(dict.fromkeys(folded.rules))

    def _node(self, result: Expr) -> Node | None:
        return None if self.named else from_sympy(result)


def _asked(step: doc.Step, more: str = "") -> doc.Sentence:
    """`Step 1.2: ∂/∂x [sin(xy)] = ?`."""
    left = _left(step)
    number = f"Step {step.number}{f', {more}' if more else ''}:"
    return joined((sentence(doc.Strong(number)), sentence(equals(left, variable("?")))))


def _left(step: doc.Step) -> Box:
    left = step.opening[0].left
    assert left is not None
    return left


def _closed(step: doc.Step) -> tuple[doc.Block, ...]:
    """The parts of a step combined, with the left side that stands far above."""
    first, *others = step.closing
    return (doc.Equations((dataclasses.replace(first, left=_left(step)), *others)),)
