"""What is said of a question that is not whole, or that its function has no answer to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.codes import Code
from gradcli.errors import Forms, GradcliError, Source, Span, Words, form_of

FAILURES: Final[Mapping[Code, Words | Forms]] = MappingProxyType(
    {
        "angle-in-other-dimensions": (
            "an angle gives a direction in two variables, and {function} has {count}: {variables}",
            "give the direction with --w, one component a variable",
        ),
        "beyond-floats": {
            "constant": ("a constant in the function is too large for a float", None),
            "coordinate": ("a coordinate of the point is too large for a float", None),
            "value": ("a number is too large for a float at {where}", None),
        },
        "constant-needs-value": {
            "one": ("the constant {names} has no value", 'give it one: let="{example}"'),
            "several": ("the constants {names} have no values", 'give them: let="{example}"'),
        },
        "direction-missing": (
            "a direction is needed",
            "give one of --w 3,5, --toward Q (with --at P) or --angle 60deg",
        ),
        "factorial-of-a-variable": {
            "": (
                "a factorial is taken of constants alone, for it is defined for whole numbers",
                "a factorial of a constant, such as 5!, may stand in the function",
            ),
            "held": (
                "a factorial is taken of whole numbers, and this one has no value",
                "give it one: --let {example}",
            ),
        },
        "graphviz-failed": {
            "reason": ("Graphviz did not draw the graph: {reason}", "write it as DOT, graph.dot"),
            "time": (
                "Graphviz did not draw the graph in time",
                "show fewer nodes with --top N, or write the graph as DOT, graph.dot",
            ),
        },
        "graphviz-missing": (
            "SVG is drawn by the program dot of Graphviz, which is not installed",
            "install Graphviz (apt install graphviz, brew install graphviz, or graphviz.org), "
            "or write the graph as DOT, graph.dot",
        ),
        "no-drawing": (
            "there is no drawing of this answer as {format}",
            "backprop has a graph, as svg or as dot",
        ),
        "no-gradient-in-numbers": (
            "{function} has no gradient in numbers at {where}",
            "gradient() says what is true at the point, and why",
        ),
        "no-named-parts": (
            "the text names no part, so there are no named nodes",
            "name parts, for example let z = w x + b; z^2, or take --nodes operations",
        ),
        "no-variable": (
            "there is no variable in it to differentiate by",
            "declare the variables with --vars x,y or write f(x, y) = ... before it",
        ),
        "not-a-count": (
            "{given} is no number of {things}",
            "give a whole number, 1 or more",
        ),
        "nodes-unknown": (
            "there are no nodes of the kind {given}",
            "the nodes are named (the parts that let names) or operations",
        ),
        "point-missing": (
            "the steepest direction differs from point to point, and no point is given",
            "give one value a variable, for example --at {example}",
        ),
        "point-not-finite": {
            "point": ("there is no point at {where}", "give finite numbers"),
            "row": ("row {place} is no point", "give finite numbers"),
        },
        "several-directions": (
            "more than one direction is given",
            "give one of --w 3,5, --toward Q (with --at P) or --angle 60deg",
        ),
        "too-deep-to-work-on": (
            "the expression is nested more deeply than can be worked on",
            "in Python, allow more with sys.setrecursionlimit; the command gradcli does",
        ),
        "toward-without-point": ("--toward Q goes from a point P to Q", "give P with --at P"),
        "variable-not-chosen": (
            "say by which of {variables} to differentiate",
            "for example --wrt {example}",
        ),
        "wrong-number-of-values": {
            "point": (
                "the function has {count} variables, and the point has {given}",
                "give one number for each of {variables}",
            ),
            "row": (
                "the function has {count} variables, and row {place} has {given}",
                "give one number for each of {variables}",
            ),
        },
        "zero-direction": (
            "this direction has length 0, so it does not point anywhere",
            "give a direction with at least one component that is not 0",
        ),
    }
)


def failure(
    code: Code, span: Span | None, source: Source | None, form: str = "", /, **parts: object
) -> GradcliError:
    """The failure of this code, in words."""
    message, advice = form_of(FAILURES[code], form)
    help_ = None if advice is None else advice.format_map(parts)
    return GradcliError(code, message.format_map(parts), span=span, source=source, help=help_)
