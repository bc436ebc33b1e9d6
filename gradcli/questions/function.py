"""The function that a question is about: as it was given, as it was read, as it is worked on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from gradcli.errors import Span
from gradcli.field.expression import Call, postorder, variables_of
from gradcli.frozen import dataclass
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import Reading, read_expression
from gradcli.questions.messages import failure
from gradcli.questions.refusals import refusals

if TYPE_CHECKING:
    from gradcli.field.scalar_field import ScalarField

DEFAULT_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Function:
    """The text of a function, and the variables where their order is given beside it."""

    text: str
    variables: tuple[str, ...] | None = None

    @staticmethod
    def given(text: str, variables: Sequence[str] | None) -> Function:
        """The same, from what Python programs hand over."""
        return Function(text, None if variables is None else tuple(variables))


def read_function(function: Function, limits: Limits) -> Reading:
    """The function as it was understood; it has a variable to differentiate by.

    Raises:
        GradcliError: the text is not understood, or holds nothing that can be differentiated.
    """
    reading = read_expression(function.text, variables=function.variables, limits=limits)
    if not reading.variables:
        raise failure("no-variable", Span(0, len(function.text)), reading.source)
    _refuse_moving_factorial(reading)
    return reading


def _refuse_moving_factorial(reading: Reading) -> None:
    """n! is defined on the whole numbers alone; none is taken of what varies."""
    for node in postorder(reading.tree):
        if isinstance(node, Call) and node.function == "factorial" and variables_of(node):
            raise failure("factorial-of-a-variable", node.span, reading.source)


def field_of(reading: Reading) -> ScalarField:
    """The field of a text that was understood; with this call SymPy is loaded."""
    from gradcli.calculus.domain.domain import constant_fault  # noqa: PLC0415
    from gradcli.calculus.domain.whole_exponents import with_whole_exponents  # noqa: PLC0415
    from gradcli.field.scalar_field import ScalarField  # noqa: PLC0415
    from gradcli.narrative.point.verdicts import constant_complaint  # noqa: PLC0415

    tree, became = with_whole_exponents(reading.tree)
    field = ScalarField.of_tree(
        tree,
        function=reading.function,
        variables=reading.variables,
        source=reading.source,
        names={name: became(node) for name, node in reading.names.items()},
    )
    with refusals(field):
        fault = constant_fault(field.tree)
    if fault is not None:
        raise constant_complaint(fault, field)
    return field
