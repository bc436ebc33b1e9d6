"""The partial derivatives worked, and the gradient that they make: what most stories begin with."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence, Set
from typing import Final, assert_never

from sympy import Expr

from gradcli.calculus.domain.restriction import Lost, Restriction
from gradcli.calculus.numbers.constants import decimal
from gradcli.calculus.rules.gradient import Gradient, NamedPart, Partial
from gradcli.calculus.rules.lost_restrictions import domain_of, lost_restrictions
from gradcli.field.expression import Call, Node, postorder
from gradcli.field.from_sympy import OrderOfSum, from_sympy
from gradcli.field.functions import FUNCTIONS
from gradcli.field.intermediates import as_slope, decomposed
from gradcli.field.order import order_of
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.size import size
from gradcli.narrative.box import Box
from gradcli.narrative.document import (
    Block,
    Equations,
    Heading,
    Line,
    Paragraph,
    Remark,
    Sentence,
    Steps,
    Tone,
    Words,
)
from gradcli.narrative.letters import Letters
from gradcli.narrative.notation import (
    absolute,
    gradient_symbol,
    number,
    power_of,
    relation,
    sum_of,
    typeset,
    variable,
    vector,
)
from gradcli.narrative.opening import opening
from gradcli.narrative.phrases import enumerated, equals, formula, joined, sentence
from gradcli.narrative.steps import Detail, steps_of
from gradcli.narrative.steps.naming import NO_NAMES, Names, names_of
from gradcli.narrative.steps.tidying import tidied
from gradcli.narrative.stories.common import (
    Telling,
    approximately,
    derivative_name,
    exact_lines,
    fit_in_a_vector,
    function_value,
    is_decimal,
    is_familiar,
    is_on_a_line,
    is_plain,
    slope_symbol,
)
from gradcli.narrative.stories.in_names import Told, WorkedEdges, meant_inside, worked_in_names

MOST_GATHERED: Final = 24

_MOST_ASKED: Final = 4
_SHORT: Final = 15


def reading(field: ScalarField) -> tuple[Block, ...]:
    """The first lines of every answer: the function as it was typed, and how it was read."""
    typed = field.typed
    tree, names = (field.tree, field.names) if typed is None else (typed.tree, typed.names)
    text = field.source.text
    told = opening(field.function, field.arguments, tree, names, text, field.constants, field.let)
    return told if typed is None else (*told, _in_whole_numbers(field, typed.numbers))


def _in_whole_numbers(field: ScalarField, numbers: Mapping[Node, Node]) -> Block:
    """f(x) = x², since ln 4/ln 2 = 2."""
    known = [equals(typeset(each), typeset(whole)) for each, whole in numbers.items()]
    reason = sentence("since ", *enumerated(known))
    if decomposed(field.tree, field.names) is None:
        return Equations((Line(function_value(field), "=", typeset(field.tree), reason),))
    return Paragraph((Words("In its exponents "), *enumerated(known), Words(".")))


def _restricted(lost: Lost, name: str) -> Sentence:
    if lost.restriction is Restriction.POSITIVE_BASE:
        return sentence(
            f"As typed, {name} raises ",
            formula(lost.argument),
            " to a power that varies: a shortened formula for its derivatives holds only where ",
            relation(formula(lost.argument), ">", number(0)),
            ".",
        )
    return sentence(
        f"As typed, {name} {_does(lost)} ",
        formula(lost.argument),
        ": it has values only where ",
        _holds(lost),
        ", and a shortened formula for it or its derivatives holds only there.",
    )


def _does(lost: Lost) -> str:
    """What the function as typed does with an argument."""
    match lost.restriction:
        case Restriction.NOT_ZERO:
            return "divides by"
        case Restriction.POSITIVE:
            return "takes the logarithm of"
        case Restriction.NOT_ONE:
            return "takes a logarithm to the base"
        case Restriction.NOT_NEGATIVE:
            return "takes an even root of"
        case Restriction.FRACTIONAL_POWER:
            return "takes a power with a fractional exponent of"
        case Restriction.POSITIVE_EXPONENT:
            return "raises 0 to the power"
        case Restriction.POSITIVE_BASE:
            return "raises to a power that varies"
        case (
            Restriction.WITHIN_ONE
            | Restriction.STRICTLY_WITHIN_ONE
            | Restriction.AT_LEAST_ONE
            | Restriction.OUTSIDE_ONE
            | Restriction.STRICTLY_OUTSIDE_ONE
            | Restriction.COSINE_NOT_ZERO
            | Restriction.SINE_NOT_ZERO
            | Restriction.NOT_BOTH_ZERO
        ):
            return f"takes {FUNCTIONS[lost.function].display} of"
    assert_never(lost.restriction)


def _holds(lost: Lost, order: Sequence[OrderOfSum] = ()) -> Box:
    """Of which arguments it can: x ≠ 0."""
    u = formula(lost.argument, order)
    match lost.restriction:
        case Restriction.NOT_ZERO:
            return relation(u, "≠", number(0))
        case Restriction.NOT_ONE:
            return relation(u, "≠", number(1))
        case Restriction.POSITIVE | Restriction.POSITIVE_EXPONENT | Restriction.POSITIVE_BASE:
            return relation(u, ">", number(0))
        case Restriction.NOT_NEGATIVE | Restriction.FRACTIONAL_POWER:
            return relation(u, "≥", number(0))
        case Restriction.WITHIN_ONE:
            return relation(absolute(u), "≤", number(1))
        case Restriction.STRICTLY_WITHIN_ONE:
            return relation(absolute(u), "<", number(1))
        case Restriction.AT_LEAST_ONE:
            return relation(u, "≥", number(1))
        case Restriction.OUTSIDE_ONE:
            return relation(absolute(u), "≥", number(1))
        case Restriction.STRICTLY_OUTSIDE_ONE:
            return relation(absolute(u), ">", number(1))
        case Restriction.COSINE_NOT_ZERO | Restriction.SINE_NOT_ZERO:
            below = "cos" if lost.restriction is Restriction.COSINE_NOT_ZERO else "sin"
            return relation(typeset(Call(below, (from_sympy(lost.argument),))), "≠", number(0))
        case Restriction.NOT_BOTH_ZERO:
            assert lost.other is not None
            squares = (power_of(each, number(2)) for each in (u, formula(lost.other, order)))
            return relation(sum_of(list(squares)), "≠", number(0))
    assert_never(lost.restriction)


def _needed(lost: Lost, order: Sequence[OrderOfSum]) -> Sentence:
    """A condition of the domain as it is told: x > 0, y and x are not both 0."""
    if lost.restriction is Restriction.NOT_BOTH_ZERO:
        both = [formula(each, order) for each in lost.asked_of]
        return joined((enumerated(both), sentence("are not both 0")))
    told = sentence(_holds(lost, order))
    if lost.restriction is not Restriction.POSITIVE_BASE:
        return told
    # 0^u is 0 for u > 0: a value, though no rule holds there.
    at_zero = relation(formula(lost.argument, order), "=", number(0))
    return (*told, *sentence(" (or ", at_zero, " with a positive exponent)"))


_LISTED: Final = 8  # names that are read one by one


def constants_sentence(field: ScalarField, moving: str, *, again: bool = False) -> Sentence:
    """What a partial measures, which variables are constant in it, and why they are.

    The second one of a page leaves the reason out: it is said `again`.
    """
    f, x = variable(field.function), variable(moving)
    others = [variable(name) for name in field.arguments if name != moving]
    measures = sentence(derivative_name(field, (moving,)), " measures how fast ", f, " changes ")
    if not others:
        return (*measures, *sentence("as ", x, " changes."))
    they = "it is" if len(others) == 1 else "they are"
    if len(others) > _LISTED:
        constant = sentence(f"the other {len(others):,} variables are constant here.")
    else:
        is_or_are = "is" if len(others) == 1 else "are"
        constant = (*enumerated(others), Words(f" {is_or_are} constant here."))
    measures = (*measures, *sentence("when ", x, " alone is nudged"))
    if again:
        return (*measures, Words(": "), *constant)
    left = sentence(others[0]) if len(others) == 1 else sentence("the others")
    return (*measures, Words(". The nudge leaves "), *left, Words(f" as {they}, so "), *constant)


def differentiated(field: ScalarField, order: Sequence[str]) -> Box:
    """What is differentiated in the last stage of `order`: f(x, y), or the partial before it."""
    return derivative_name(field, order[:-1]) if len(order) > 1 else function_value(field)


def working(
    partial: Partial,
    telling: Telling,
    order: Sequence[str] | None = None,
    first: int = 1,
    names: Names = NO_NAMES,
) -> tuple[Block, ...]:
    """The steps of one partial and its result, those of the parts that have names before it.

    `names` are letters for long parts, which were introduced.
    """
    field = partial.field
    name = derivative_name(field, order or (partial.variable,))
    taken = _named(partial) | telling.taken
    letters = Letters.beside(field).without(*taken, *names.taken)
    sums = names.order(field)
    blocks: list[Block] = []
    slopes: list[Line] = []
    for place, part in enumerate(partial.named, start=1):
        if telling.comments:
            meaning = Line(variable(part.name), "=", typeset(part.meaning))
            blocks.append(Heading(sentence("The part ", variable(part.name)), 3))
            blocks.append(Equations((meaning,)))
        steps = steps_of(part.derivation, field, telling.detail, f"{first}.{place}", taken)
        if steps:
            blocks.append(Steps(steps))
        slope = result_lines(variable(part.slope), part, letters, names, sums)
        slopes.append(dataclasses.replace(slope[-1], left=slope[0].left, reason=()))
        blocks.append(Equations(slope, result=True))
    if slopes and telling.comments:
        left = differentiated(field, order or (partial.variable,))
        whole = Line(left, "=", typeset(partial.derivation.function))
        blocks.append(Heading(sentence("The whole function, made of its parts"), 3))
        blocks.append(Equations((whole,)))
    place_of_whole = f"{first}.{len(partial.named) + 1}" if partial.named else first
    steps = steps_of(partial.derivation, field, telling.detail, place_of_whole, taken, names)
    if steps:
        blocks.append(Steps(steps))
    result = result_lines(name, partial, letters, names, sums)
    # In brief the line of a single step says what a first derivative is.
    in_one_step = len(steps) == len(result) == 1 and len(order or ()) <= 1
    if telling.comments and 0 < len(slopes) <= MOST_GATHERED:
        blocks.append(Equations(result))
        blocks.append(Paragraph(sentence("The results together:")))
        last = dataclasses.replace(result[-1], left=name, reason=())
        blocks.append(Equations((*slopes, last), result=True))
    elif not (in_one_step and telling.detail is Detail.BRIEF):
        blocks.append(Equations(result, result=True))
    return (*blocks, *meant_inside([partial.derivative]))


def result_lines(
    name: Box,
    worked: Partial | NamedPart,
    letters: Letters,
    names: Names,
    order: Sequence[OrderOfSum],
) -> tuple[Line, ...]:
    """What the rules gave, and the same more shortly where that is another formula."""
    given = Line(name, "=", formula(names.in_short(worked.derivation.derivative), order))
    if worked.derivation.derivative == worked.derivative:
        return (given,)
    return (given, *tidied(worked.derivation, letters, names, order))


def _named(partial: Partial) -> frozenset[str]:
    """The names of the parts, and the letters with which they begin: the laws take others."""
    names = frozenset(name for name in partial.values if as_slope(name) is None)
    return names | {name.partition("_")[0] for name in names}


def before_partials(partials: Sequence[Partial], telling: Telling) -> tuple[Block, ...]:
    """What must be known before the first derivative: where f has values, what was cancelled."""
    field = partials[0].field
    shortened = [(each.derivation.derivative, each.derivative) for each in partials]
    cancelled = lost_restrictions(field, shortened)
    lost = tuple(Remark(Tone.WARNING, _restricted(each, field.function)) for each in cancelled)
    if telling.detail is Detail.NONE:
        return lost
    shown = _where_it_has_values(field, set(map(_known, cancelled)))
    if telling.detail is Detail.BRIEF:
        return (*lost, *shown)
    return (*lost, *shown, *slopes_of_less_known(field))


def slopes_of_less_known(field: ScalarField) -> tuple[Block, ...]:
    """How the derivative of σ comes, of which no school says it."""
    called = {node.function for node in postorder(field.tree) if isinstance(node, Call)}
    if "u" in field.letters or "u" in field.names:
        return ()  # the letter of the laws
    found = [each for each in ("sigmoid", "softplus") if each in called]
    if not found:
        return ()
    from gradcli.narrative.book.lines import slope_worked  # noqa: PLC0415  for few functions
    from gradcli.narrative.book.reasons_of_functions import OF_FUNCTIONS  # noqa: PLC0415  the same

    return tuple(slope_worked(each, OF_FUNCTIONS[each].why) for each in found)


def _known(lost: Lost) -> tuple[Expr, bool]:
    """What of an argument is told: that it is not 1, or what else is asked of it."""
    return lost.argument, lost.restriction is Restriction.NOT_ONE


def _where_it_has_values(field: ScalarField, known: Set[tuple[Expr, bool]]) -> tuple[Block, ...]:
    """f has values only where x ≠ 0 and y > 0: all that it asks, or nothing.

    What it asks of those that are `known` was told already, as it was cancelled.
    """
    asked = domain_of(field)
    if all(_known(each) in known for each in asked) or len(asked) > _MOST_ASKED:
        return ()
    if any(size(part) > _SHORT for each in asked for part in each.asked_of):
        return ()
    order = order_of(field)
    *first, last = (_needed(each, order) for each in asked)
    # What speaks of two at once has an `and` of its own.
    ends = ", and " if any(len(each.asked_of) > 1 for each in asked) else " and "
    kept = joined((joined(first, ", "), last), ends)
    told = sentence(variable(field.function), " has values only where ")
    return (Paragraph((*told, *kept, Words("."))),)


def title_of_partial(
    partial: Partial, telling: Telling, *, again: bool = False
) -> tuple[Block, ...]:
    """The heading of one partial, what it measures, and what is constant in it."""
    field = partial.field
    word = "Partial derivative" if len(field.arguments) > 1 else "Derivative"
    blocks: list[Block] = [
        Heading(sentence(f"{word} with respect to ", variable(partial.variable)), 2)
    ]
    if telling.detail is Detail.FULL:
        blocks.append(Paragraph(constants_sentence(field, partial.variable, again=again)))
    return tuple(blocks)


def partials_story(told: Told, telling: Telling) -> tuple[Block, ...]:
    """Every partial, in the order of the variables."""
    gradient = told.gradient
    blocks = list(before_partials(gradient.partials, telling))
    if telling.detail is Detail.BRIEF and told.graph is None and len(gradient.partials) > 1:
        blocks.append(Heading(sentence("The partial derivatives"), 2))
        for place, partial in enumerate(gradient.partials, start=1):
            for block in working(partial, telling, first=place):
                before = blocks[-1]
                if isinstance(before, Steps) and isinstance(block, Steps):
                    blocks[-1] = Steps((*before.steps, *block.steps))
                else:
                    blocks.append(block)
        return tuple(blocks)
    if told.graph is not None:
        worked = WorkedEdges()
        for place, partial in enumerate(gradient.partials, start=1):
            blocks.extend(title_of_partial(partial, telling, again=place > 1))
            blocks.extend(worked_in_names(told.graph, partial.variable, telling, place, worked))
        return tuple(blocks)
    names = names_of(gradient.partials) if telling.detail is Detail.FULL else NO_NAMES
    blocks.extend(names.introduced(gradient.field, function_value(gradient.field)))
    for place, partial in enumerate(gradient.partials, start=1):
        blocks.extend(title_of_partial(partial, telling, again=place > 1))
        blocks.extend(working(partial, telling, first=place, names=names))
    return tuple(blocks)


def gradient_lines(told: Told) -> Equations:
    """∇f = (∂f/∂x, ∂f/∂y) = (2xy, x²)."""
    field = told.gradient.field
    symbols = [derivative_name(field, (name,)) for name in field.variables]
    order = order_of(field)
    components = [formula(component, order) for component in told.formulas]
    lines = [Line(gradient_symbol(field.function), "=", vector(symbols))]
    if fit_in_a_vector(told.formulas):
        lines.append(Line(None, "=", vector(components)))
    return Equations(tuple(lines), result=True)


def gradient_at_lines(
    gradient: Gradient, point: Point, slopes: tuple[Expr, ...], telling: Telling
) -> Equations:
    """∇f(2, 3) = (12, 4), or df/dx(2) = 12, and the decimals where they are not whole."""
    field = gradient.field
    if is_on_a_line(field):
        return Equations(exact_lines(slope_symbol(field, point), slopes[0], telling), result=True)
    left: Box | None = slope_symbol(field, point)
    lines = []
    if fit_in_a_vector(slopes):
        lines.append(Line(left, "=", vector([formula(slope) for slope in slopes])))
        left = None
    if left is not None or not all(is_plain(each) or is_familiar(each) for each in slopes):
        known = any(decimal(slope, telling.digits) is not None for slope in slopes)
        decimals = [approximately(slope, telling.digits) for slope in slopes]
        if left is not None or known:
            exactly = all(is_decimal(slope, telling.digits) for slope in slopes)
            lines.append(Line(left, "=" if exactly else "≈", vector(decimals)))
    return Equations(tuple(lines), result=True)
