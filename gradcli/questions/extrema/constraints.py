"""A constraint as it is given: x^2 + y^2 = 1; a region: x^2 + y^2 <= 4."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from gradcli.errors import Source, Span
from gradcli.field.expression import Negative, Node, Sum, natural_order
from gradcli.frozen import dataclass, replace
from gradcli.language.lex.limits import Limits
from gradcli.language.messages.note import Note
from gradcli.language.reading import Reading, read_expression, with_let
from gradcli.late import pattern
from gradcli.questions.given.described import described
from gradcli.questions.messages import failure, note, wrong_type

# The heavy rooms are imported inside functions, after the text was understood.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.field.scalar_field import ScalarField


_RELATION: Final = pattern(
    r"(?P<least>>=|≥|⩾|\\ge(?:q|qslant)?(?![a-z]))|<=|≤|⩽|\\le(?:q|qslant)?(?![a-z])"
)
_ANY_SIGN: Final = pattern(r"[=<>≤≥⩽⩾]+|\\[lg]e(?:q|qslant)?(?![a-z])")
_ANY_RELATION: Final = pattern(r"[<>≤≥⩽⩾]|\\[lg]e(?:q|qslant)?(?![a-z])|\\[lg]t(?![a-z])")


@dataclass(frozen=True, slots=True, eq=False)
class Constraint:
    """Both sides of an equation or of left <= right, and the text, which is of `option`."""

    left: Node
    right: Node
    notes: tuple[Note, ...]
    text: str
    option: str = "--on"

    def level(self, field: ScalarField, *names: str) -> ScalarField:
        """The left side less the right one, which is 0 where both are equal.

        Its name is none of the `names`, which others have.
        """
        from gradcli.field.scalar_field import ScalarField

        taken = {field.function, *field.letters, *names}
        indexed = (f"g_{k}" for k in range(len(taken) + 1))
        name = next(each for each in (*_NAMES, *indexed) if each not in taken)
        return ScalarField.of_tree(
            Sum((self.left, Negative(self.right))),
            function=name,
            variables=field.variables,
            source=Source(self.option, self.text),
        )


_NAMES: Final = ("g", "h", "G", "H")


def constraint_text(given: str | Sequence[str] | None) -> str | None:
    """Constraints of a Python program as the text that is read: several with commas between.

    Raises:
        GradcliError: USAGE for what is neither a text nor a list of texts.
    """
    if given is None or isinstance(given, str):
        return given
    if not isinstance(given, Sequence) or not all(isinstance(each, str) for each in given):
        raise wrong_type("argument-of-another-type", "constraints", given=described(given))
    return ", ".join(given)


def is_region(text: str) -> bool:
    """Whether a text is an inequality, and no box."""
    return _ANY_RELATION.search(text) is not None


def read_region(text: str, reading: Reading, limits: Limits) -> Constraint:
    """One inequality with <= or >=, turned so that the smaller side is the left one.

    Raises:
        GradcliError: it is none, is strict, or has other letters.
    """
    source = Source("--in", text)
    found = list(_RELATION.finditer(text))
    parts = [text[: found[0].start()], text[found[0].end() :]] if len(found) == 1 else []
    if not parts or any(is_region(each) or not each.strip() for each in parts):
        raise failure("box-not-understood", Span(0, len(text)), source, "region", given=text)
    if found[0]["least"]:
        parts.reverse()
    return _read(parts, text, "--in", reading, limits)


def read_constraints(text: str, reading: Reading, limits: Limits) -> tuple[Constraint, ...]:
    """Equations between formulas in the variables of the function, with commas between.

    Raises:
        GradcliError: one of them is none, or has other letters.
    """
    return tuple(_read_constraint(each, reading, limits) for each in apart(text))


def apart(text: str) -> tuple[str, ...]:
    """The parts between commas and semicolons that stand in no brackets."""
    depth, begins = 0, 0
    parts: list[str] = []
    for place, sign in enumerate(text):
        depth += (sign in "([{") - (sign in ")]}")
        if sign in ",;" and depth <= 0:
            parts.append(text[begins:place])
            begins = place + 1
    parts.append(text[begins:])
    return tuple(each.strip() for each in parts) if len(parts) > 1 else (text,)


def _read_constraint(text: str, reading: Reading, limits: Limits) -> Constraint:
    source = Source("--on", text)
    parts = text.split("=")
    if len(parts) != 2 or not all(part.strip() for part in parts) or parts[0][-1] in "<>!":
        raise failure("constraint-not-understood", Span(0, len(text)), source, given=text)
    return _read(parts, text, "--on", reading, limits)


def _read(parts: list[str], text: str, option: str, reading: Reading, limits: Limits) -> Constraint:
    source = Source(option, text)
    sides: list[Node] = []
    notes: list[Note] = []
    values = reading.let
    for part in parts:
        side = read_expression(
            part, variables=reading.variables, name=option, limits=limits, held=(*values,)
        )
        side = with_let(side, {name: values[name] for name in side.held if name in values}, limits)
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
    return Constraint(left, right, tuple(notes), text, option)


def with_variables_of(
    texts: Sequence[str], where: str, reading: Reading, limits: Limits
) -> tuple[Reading, tuple[Note, ...]]:
    """The function with the letters of constraints, a region or a box as variables.

    With a note where these are more than those of the function.

    Of f(x, y) = x and with --vars the variables are said: then it has these alone.
    """
    if reading.is_ordered:
        return reading, ()
    known = {*reading.variables, *reading.held, *reading.let}
    found: dict[str, None] = {}
    for text in texts:
        parts = text.split("=") if where == "constraint" else _ANY_SIGN.split(text)
        for part in filter(str.strip, parts):
            option = "--on" if where == "constraint" else "--in"
            side = read_expression(part, name=option, limits=limits, held=(*known,))
            found.update(dict.fromkeys(each for each in side.variables if each not in known))
    if not found:
        return reading, ()
    variables = tuple(sorted((*reading.variables, *found), key=natural_order))
    told = ", ".join(sorted(found, key=natural_order))
    form = "several" if len(found) > 1 else "one of a box" if where == "box" else "one"
    span = Span(0, len(reading.source.text))
    names = ",".join(variables)
    taken = note(
        "variables-of-the-constraint", span, form, names=told, variables=names, where=where
    )
    return replace(reading, variables=variables), (taken,)
