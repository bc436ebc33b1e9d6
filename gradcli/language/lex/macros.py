"""Functions that are read as their formulas: relu(x) is max(0, x).

A note says so; the derivation then shows each rule at work. The formulas stand beside the
functions, in `gradcli.field.functions`; here they are built at one place of a text.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from types import MappingProxyType

from gradcli.errors import Span
from gradcli.field.expression import Node
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.algebra import Algebra, Removable
from gradcli.field.functions.record import Definition
from gradcli.language.lex.build import Builder


def formula_of(
    definition: Definition, builder: Builder, arguments: tuple[Node, ...], span: Span
) -> Node:
    """The formula at its arguments, which are as many as it takes."""

    def number(value: Fraction) -> Node:
        return builder.number(value, span)

    def call(name: str, *among: Node) -> Node:
        return builder.call(name, among, span)

    def at_zero(_: Node, __: Removable, ___: Callable[[Node], Node]) -> Node:
        raise AssertionError("a piece is not a formula")

    of: Algebra[Node] = Algebra(
        number=number,
        pi=builder.constant("pi", span),
        negative=lambda a: builder.negative(a, span),
        add=lambda a, b: builder.sum([a, b], span),
        multiply=lambda a, b: builder.product([a, b], span),
        divide=lambda a, b: builder.quotient(a, b, span),
        power=lambda a, b: builder.power(a, b, span),
        by_sign=lambda u, formula, _, __: formula(u),
        at_zero=at_zero,
        functions=MappingProxyType({name: partial(call, name) for name in FUNCTIONS}),
    )
    made: Node = definition(of, *arguments)
    return made
