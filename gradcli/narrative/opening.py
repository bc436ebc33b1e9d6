"""The first lines of every answer: the function as it was typed, and how it was read.

It needs no SymPy, so that on a terminal they can stand on the screen while SymPy is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from gradcli.field.definitions import definition_of
from gradcli.field.expression import Call, Node, Variable, postorder
from gradcli.field.functions.learning import LEARNING
from gradcli.field.intermediates import decomposed
from gradcli.language.writing import write, write_parts
from gradcli.late import pattern
from gradcli.narrative import document as doc
from gradcli.narrative.box import Box
from gradcli.narrative.notation import relation, typeset, value_of, variable

# With none inside: of several in a row it is not plain which belong together.
_BARS: Final = pattern(r"\|([^|]+)\|")


def opening(
    function: str,
    variables: Sequence[str],
    tree: Node,
    names: Mapping[str, Node],
    typed: str,
    held: Sequence[str] = (),
    let: Mapping[str, Node] = MappingProxyType({}),
) -> tuple[doc.Block, ...]:
    """f(x, y) = x²y, and the same as text where it is not what was `typed` but for the signs of *.

    A function whose derivatives would be too long to read gets names for its parts first: those of
    `names`, which the text itself gave them, and others. `held` are its constants without a value,
    `let` has the values that were put in for others.
    """
    declared = (*variables, *held)
    told = list(_function(function, variables, tree, names, typed, declared))
    told.extend(_less_known(tree, (function, *declared, *names)))
    if let:
        values = [relation(variable(name), "=", typeset(value)) for name, value in let.items()]
        told.append(doc.Paragraph((doc.Words("With "), *_and(values), doc.Words("."))))
    if held:
        are = " is a constant." if len(held) == 1 else " are constants."
        told.append(doc.Paragraph((*_and([variable(name) for name in held]), doc.Words(are))))
    return tuple(told)


def _less_known(tree: Node, taken: Sequence[str]) -> tuple[doc.Block, ...]:
    """σ(u) = 1/(1 + e^(−u)): the functions of machine learning, which are taught in no school."""
    called = dict.fromkeys(node.function for node in postorder(tree) if isinstance(node, Call))
    letter = Variable(next(name for name in ("u", "t", "s", "q", "arg") if name not in taken))
    known = [
        relation(typeset(Call(each.name, (letter,))), "=", typeset(definition_of(each, (letter,))))
        for each in LEARNING
        if each.name in called
    ]
    name = next((each.name for each in LEARNING if each.name in called), "")
    rule = doc.Code(f"gradcli rules {name}")
    return (
        (
            doc.Paragraph(
                (doc.Words("Here "), *_and(known), doc.Words(" (see: "), rule, doc.Words(")."))
            ),
        )
        if known
        else ()
    )


def _and(items: Sequence[Box]) -> doc.Sentence:
    """a, b and c; without the words of `phrases`, which need SymPy."""
    run: list[doc.Inline] = []
    for place, item in enumerate(items):
        if place:
            run.append(doc.Words(" and " if place == len(items) - 1 else ", "))
        run.append(doc.Formula(item))
    return tuple(run)


def _function(
    function: str,
    variables: Sequence[str],
    tree: Node,
    names: Mapping[str, Node],
    typed: str,
    declared: Sequence[str],
) -> tuple[doc.Block, ...]:
    left = value_of(function, [variable(name) for name in variables])
    cut = decomposed(tree, names)
    if cut is None:
        whole = doc.Equations((doc.Line(left, "=", typeset(tree)),))
        text = write(tree, declared)
        return (whole,) if _plain(typed).endswith(_plain(text)) else (whole, _read_as(text))
    lets = [doc.Line(variable(part.name), "=", typeset(part.meaning)) for part in cut.parts]
    parts = "one part has a name" if len(lets) == 1 else f"{len(lets)} parts have names"
    return (
        _read_as(write_parts(cut.parts, cut.outer, declared)),
        doc.Paragraph(
            (
                doc.Words(
                    "Written out in full, its derivatives would be far longer than the function "
                    f"itself. So {parts}, and each is worked out once, from the top down:"
                ),
            )
        ),
        doc.Equations((*lets, doc.Line(left, "=", typeset(cut.outer)))),
    )


def _read_as(text: str) -> doc.Paragraph:
    return doc.Paragraph((doc.Words("Read as "), doc.Code(text.replace("**", "^")), doc.Words(".")))


def _plain(text: str) -> str:
    """The text without what surprises nobody: spaces, signs of multiplication, |x|, ln."""
    plain = text.replace("**", "^").replace("*", "").replace(" ", "")
    return _BARS.sub(r"abs(\1)", plain).replace("ln(", "log(")
