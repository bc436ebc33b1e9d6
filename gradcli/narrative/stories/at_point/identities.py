"""By which identity parts of a function cancel at a kink, in words."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from gradcli.calculus.equality.identities import Identity, identities
from gradcli.field.expression import Node
from gradcli.narrative import notation as nt
from gradcli.narrative.document import Paragraph
from gradcli.narrative.phrases import equals, sentence

_SAID: Final = MappingProxyType(
    {
        Identity.MAXIMUM_AND_MINIMUM: (
            "One of two numbers is their maximum, and the other their minimum: "
        ),
        Identity.LARGER_OF_OPPOSITES: (
            "The larger of a number and its opposite is its absolute value: "
        ),
        Identity.CUBE_ROOT_OF_CUBE: "The cube root undoes the cube, of negative numbers too: ",
        Identity.ODD_ROOT_OF_POWER: "An odd root undoes its power, of negative numbers too: ",
    }
)


def by_identities(tree: Node) -> tuple[Paragraph, ...]:
    """A sentence for each identity that is seen in the tree, each of them once."""
    said = [
        sentence(_SAID[each.identity], equals(nt.typeset(each.left), nt.typeset(each.right)), ".")
        for each in identities(tree)
    ]
    return tuple(map(Paragraph, dict.fromkeys(said)))
