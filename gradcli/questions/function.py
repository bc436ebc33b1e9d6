"""The function that a question is about: as it was given, as it was read, as it is worked on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from gradcli.errors import Span
from gradcli.field.expression import Call, Node, Variable, operands, postorder, variables_of
from gradcli.field.functions import FUNCTIONS
from gradcli.frozen import dataclass, replace
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import Reading, read_expression, with_let
from gradcli.language.size import check_size
from gradcli.questions.messages import failure, note
from gradcli.questions.refusals import refusals

if TYPE_CHECKING:
    from gradcli.field.scalar_field import ScalarField
    from gradcli.language.messages.note import Note
    from gradcli.questions.given.types import Expression, Names, Value

DEFAULT_LIMITS: Final = Limits()

# What is said of letters and not of a notation holds of a formula that nobody typed.
_OF_LETTERS: Final = frozenset({"name-held", "names-held"})

Let: TypeAlias = "str | Mapping[Any, Value]"
"""Values of constants: a = 3, k = 1/2 as a text, or by name."""


@dataclass(frozen=True, slots=True)
class Function:
    """The text of a function, and what is given beside it.

    `variables` says which they are and their order, `let` has values of constants: a = 3, k = 1/2.
    `name` is what it is called where the text does not say it. `notes` say how it was read where
    the text is of our own writing, in which nothing could have been meant otherwise.
    `held` are names that are constants, if they occur: the columns of a table. `beside` is another
    text in which constants may stand that have values: a constraint.
    """

    text: str
    variables: tuple[str, ...] | None = None
    let: str | None = None
    name: str | None = None
    notes: tuple[Note, ...] | None = None
    held: tuple[str, ...] = ()
    beside: str = ""

    @staticmethod
    def given(expression: Expression, variables: Names | None, let: Let | None = None) -> Function:
        """The same, from what Python programs hand over.

        Raises:
            GradcliError: USAGE for what is no function of real variables.
        """
        from gradcli.questions.given.values import vector_text  # noqa: PLC0415  for Python alone

        names = as_names(variables)
        values = None if let is None else vector_text(let, "number") or None
        if isinstance(expression, str):
            return Function(expression, names, values)
        from gradcli.questions.given.functions import written  # noqa: PLC0415

        held = _names_in(values)
        with refusals():
            made = written(expression, names, held)
        notes = tuple(
            note("assumed-in-sympy", Span(0, len(made.text)), name=name) for name in made.assumed
        )
        return Function(made.text, made.variables, values, made.name, notes)


def _names_in(let: str | None) -> tuple[str, ...]:
    if let is None:
        return ()
    from gradcli.language.vectors.assignments import read_assignments  # noqa: PLC0415

    return tuple(read_assignments(let, DEFAULT_LIMITS).values)


def as_names(given: Names | None) -> tuple[str, ...] | None:
    """Names of variables as Python programs hand them over; None for none.

    Raises:
        GradcliError: USAGE for what is no list of names.
    """
    from gradcli.questions.given.values import names_of  # noqa: PLC0415  for Python alone

    return names_of(given)


def read_function(function: Function, limits: Limits) -> Reading:
    """The function as it was understood, with the values of `let` put in.

    It has a variable to differentiate by.

    Raises:
        GradcliError: the text is not understood, or holds nothing that can be differentiated.
    """
    if not isinstance(limits, Limits) or limits != DEFAULT_LIMITS:
        from gradcli.questions.given.arguments import check_limits  # noqa: PLC0415  for Python

        check_limits(limits)
    if function.let is None:
        reading = read_expression(
            function.text, variables=function.variables, limits=limits, held=function.held
        )
    else:
        # Few functions come with values: the room is opened for those that do.
        from gradcli.language.vectors.assignments import (  # noqa: PLC0415
            check_used,
            read_assignments,
        )

        given = read_assignments(function.let, limits)
        reading = read_expression(
            function.text,
            variables=function.variables,
            limits=limits,
            held=(*given.values, *(each for each in function.held if each not in given.values)),
        )
        check_used(given, reading, function.beside)
        reading = with_let(reading, given.values, limits)
        reading = replace(reading, notes=(*reading.notes, *given.notes))
    if not reading.variables:
        raise failure("no-variable", Span(0, len(function.text)), reading.source)
    if function.notes is not None:
        kept = [each for each in reading.notes if each.source or each.code in _OF_LETTERS]
        reading = replace(reading, notes=(*function.notes, *kept))
    return reading if function.name is None else replace(reading, function=function.name)


def refuse_moving_factorial(reading: Reading) -> None:
    """n! is defined on the whole numbers alone; none is taken of what varies, but of floor(x)."""
    order = tuple(postorder(reading.tree))
    if not any(isinstance(node, Call) and node.function == "factorial" for node in order):
        return
    moving_parts: set[Node] = set()
    for node in order:
        # Between its steps a function that has them stands still.
        still = isinstance(node, Call) and FUNCTIONS[node.function].jumps
        if isinstance(node, Variable) or not (still or moving_parts.isdisjoint(operands(node))):
            moving_parts.add(node)
        if isinstance(node, Call) and node.function == "factorial" and node in moving_parts:
            moving = variables_of(node) - {*reading.held}
            form = "" if moving else "held"
            example = ", ".join(f"{name}=5" for name in sorted(variables_of(node)))
            raise failure(
                "factorial-of-a-variable", node.span, reading.source, form, example=example
            )


def field_of(reading: Reading) -> ScalarField:
    """The field of a text that was understood; with this call SymPy is loaded."""
    from gradcli.calculus.domain.domain import constant_fault  # noqa: PLC0415
    from gradcli.calculus.domain.whole_exponents import with_whole_exponents  # noqa: PLC0415
    from gradcli.field.scalar_field import ScalarField, Typed  # noqa: PLC0415
    from gradcli.narrative.point.verdicts import constant_complaint  # noqa: PLC0415

    whole = with_whole_exponents(reading.tree, reading.variables)
    numbers = whole.numbers
    if numbers:
        # What did not look like a whole number may be one that is too large.
        check_size(whole.tree, DEFAULT_LIMITS, reading.source)
    field = ScalarField.of_tree(
        whole.tree,
        function=reading.function,
        variables=reading.variables,
        source=reading.source,
        held=reading.held,
        let=reading.let,
        names={name: whole.became(node) for name, node in reading.names.items()},
        typed=Typed(reading.tree, reading.names, numbers) if numbers else None,
    )
    with refusals(field):
        fault = constant_fault(field.tree)
    if fault is not None:
        raise constant_complaint(fault, field)
    return field
