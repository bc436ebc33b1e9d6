"""A constraint as it is given: x^2 + y^2 = 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gradcli.errors import Source, Span
from gradcli.field.expression import Negative, Node, Sum
from gradcli.frozen import dataclass
from gradcli.language.lex.limits import Limits
from gradcli.language.messages.note import Note
from gradcli.language.reading import Reading, read_expression
from gradcli.questions.messages import failure

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.field.scalar_field import ScalarField


@dataclass(frozen=True, slots=True, eq=False)
class Constraint:
    """Both sides of an equation, and the text."""

    left: Node
    right: Node
    notes: tuple[Note, ...]
    text: str

    def level(self, field: ScalarField) -> ScalarField:
        """The left side less the right one, which is 0 where the constraint holds."""
        from gradcli.field.scalar_field import ScalarField

        taken = {field.function, *field.letters}
        name = next(each for each in ("g", "h", "G", "H", "g_0") if each not in taken)
        return ScalarField.of_tree(
            Sum((self.left, Negative(self.right))),
            function=name,
            variables=field.variables,
            source=Source("--on", self.text),
        )


def read_constraint(text: str, reading: Reading, limits: Limits) -> Constraint:
    """An equation between formulas in the variables of the function.

    Raises:
        GradcliError: it is none, or has other letters.
    """
    source = Source("--on", text)
    parts = text.split("=")
    if len(parts) != 2 or not all(part.strip() for part in parts) or parts[0][-1] in "<>!":
        raise failure("constraint-not-understood", Span(0, len(text)), source, given=text)
    sides: list[Node] = []
    notes: list[Note] = []
    for part in parts:
        side = read_expression(part, variables=reading.variables, name="--on", limits=limits)
        if side.held:
            raise failure(
                "constraint-has-other-letters",
                Span(0, len(text)),
                source,
                names=", ".join(side.held),
                example=",".join((*reading.variables, *side.held)),
            )
        sides.append(side.tree)
        notes.extend(each for each in side.notes if each.source is not None)
    left, right = sides
    return Constraint(left, right, tuple(notes), text)
