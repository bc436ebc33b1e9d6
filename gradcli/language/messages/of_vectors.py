"""What is said of points, directions and angles.

A point has coordinates, a direction components: `what` and `part` are the words for a text.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.codes import Code
from gradcli.errors import Forms, Words

VECTORS: Final[Mapping[Code, Words | Forms]] = MappingProxyType(
    {
        "angle-beyond-a-turn": (
            "an angle of {angle} radians goes round more than once",
            "write {angle}deg for degrees, or {angle} rad if radians are meant",
        ),
        "angle-for-direction": {
            "two": (
                "this is an angle, and an angle is given with --angle",
                "write --angle {angle}",
            ),
            "axis": (
                "this is an angle, and an angle is given with --angle",
                "write the angle from the positive x-axis: --angle 60deg",
            ),
            "compass": (
                "a direction of the compass is given as an angle, with --angle",
                "write --angle {angle}, with x to the east and y to the north",
            ),
            "number": (
                "an angle is given by a number, and not by a direction of the compass",
                "write --angle {angle}, with x to the east and y to the north",
            ),
            "more": (
                "this is an angle, and an angle is given with --angle",
                "in {count} variables write a component for each: {example}",
            ),
        },
        "axis-for-vector": {
            "": (
                "a {what} is given by numbers, and not by an axis",
                "write one {part} for each variable: {example}",
            ),
            "along": ("a {what} is given by numbers, and not by an axis", "write {along}"),
        },
        "comma-and-semicolon": {
            "": (
                "a comma and a semicolon cannot both stand between {part}s",
                "write decimals with a point",
            ),
            "written": (
                "a comma and a semicolon cannot both stand between {part}s",
                "write decimals with a point: {written}",
            ),
        },
        "component-given-twice": (
            "the component {name} is given twice",
            "give each component once",
        ),
        "component-missing": (
            "a component of the answer is missing beside this comma",
            "write a formula for each component, 0 where it is 0",
        ),
        "component-not-given": (
            "the answer has no component {name}",
            "give every component, {example}, or check this one alone with --wrt {given}",
        ),
        "component-not-named": {
            "": (
                "this is the name of none of the components",
                "write {example}, or the components in their order: (..., ...)",
            ),
            "one": (
                "the answer names another derivative than {asked}, which was asked for",
                "write {asked} = ..., or ask for that one: --wrt {given}",
            ),
        },
        "denial-of-a-component": (
            "that a component does not exist is compared where a gradient or a Hessian is given",
            "give all its components, as in (does not exist, 2), or one alone with --wrt",
        ),
        "no-step-of-a-derivation": {
            "": (
                "no line of the derivation is a formula",
                "write a line for each step, such as f_x = 2x*y",
            ),
            "vector": (
                "a vector stands in this step, and one derivative is worked out",
                "write its formula alone, such as f_x = 2x*y",
            ),
            "too many": (
                "the derivation has more than {limit} steps",
                "check it in several parts",
            ),
        },
        "coordinate-missing": (
            "a {part} is missing beside this comma",
            "write one {part} for each variable: {example}",
        ),
        "coordinate-not-given": (
            "the {what} gives no value for {variables}",
            "write one {part} for each variable: {example}",
        ),
        "coordinate-without-name": (
            "where one {part} has its name, each needs it",
            "write {example}",
        ),
        "determinant-for-vector": (
            "a determinant is a number, and not a {what}",
            "write \\begin{{pmatrix}} for a column",
        ),
        "length-not-one": (
            "a unit vector has length 1, and that this one has could not be confirmed",
            "leave out the word unit: the rate per unit of distance is shown for every vector",
        ),
        "name-in-a-constant": {
            "angle": (
                "an angle must be a number, and {name} is a name",
                "write a constant such as 60deg or pi/3",
            ),
            "value": (
                "the value of a constant must be a number, and {name} is a name",
                "write a constant such as 2, 1/2 or sqrt(2)",
            ),
            "part": (
                "a {part} must be a number, and {name} is a name",
                "write a constant such as 2, 1/2 or sqrt(2)",
            ),
        },
        "not-a-multiple-of-a-vector": {
            "letters": (
                "each term must be a number times one of i, j and k",
                "write 3i + 5j, or 3, 5",
            ),
            "vectors": ("each term must be a number times a vector", "write 3i + 5j, or 3, 5"),
            "answer": (
                "each term must be a formula times a vector",
                "write 2x i + 5y j, or 2x, 5y",
            ),
        },
        "not-a-unit-vector": (
            "{typed} is neither a number nor a unit vector",
            "write 3i + 5j, or 3, 5",
        ),
        "power-for-degrees": ("a power with the exponent 0 is 1", "write {number}deg for degrees"),
        "unknown-unit": ("{word} is not a unit of angles", "write deg or rad"),
        "variable-given-twice": ("the variable {variable} is given twice", "give it once"),
        "way-to-a-point": {
            "": (
                "the way to a point depends on where it starts",
                "write both points: from ({start}) to ({example}), or subtract their coordinates",
            ),
            "toward": (
                "the way to a point depends on where it starts",
                "write --toward {goal}, or both points: from ({start}) to ({goal})",
            ),
        },
        "wrong-number-of-coordinates": {
            "1 1": (
                "the function has {count} variable ({variables}), and the {what} has {given} "
                "{part}",
                "write one {part} for each variable: {example}",
            ),
            "1 n": (
                "the function has {count} variable ({variables}), and the {what} has {given} "
                "{part}s",
                "write one {part} for each variable: {example}",
            ),
            "n 1": (
                "the function has {count} variables ({variables}), and the {what} has {given} "
                "{part}",
                "write one {part} for each variable: {example}",
            ),
            "n n": (
                "the function has {count} variables ({variables}), and the {what} has {given} "
                "{part}s",
                "write one {part} for each variable: {example}",
            ),
        },
    }
)
