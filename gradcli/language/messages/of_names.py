"""What is said of names, and of where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.codes import Code
from gradcli.errors import Forms, Words

NAMES: Final[Mapping[Code, Words | Forms]] = MappingProxyType(
    {
        "base-at-the-end-of-a-run": (
            "{typed} stands at the end of a run of letters",
            "leave a space before it for the logarithm to the base {figures}",
        ),
        "constant-given-twice": ("the constant {name} is given twice", "give it one value"),
        "constant-like-a-variable": (
            "{name} is a variable of {function}, and --let gives values to constants",
            "give its value at a point with --at, or leave it out of the variables",
        ),
        "constant-not-used": (
            "{name} does not stand in {function}, so its value says nothing",
            "the letters of {function} are {letters}",
        ),
        "value-of-a-constant-missing": (
            "a constant and its value are expected",
            "write name = value, with commas between several: {name}=3, k=1/2",
        ),
        "function-takes-no-subscript": (
            "{function} takes no subscript",
            "only log does, for its base: log_2(x)",
        ),
        "lost-minus-one": (
            "{typed} before its argument could be the inverse function with its raised -1 lost",
            "write arc{name}(x) for the inverse function, or {name}(-x)",
        ),
        "lost-power": (
            "{typed} before its argument could have lost the sign of a power",
            "write {name}(x)^{figures} for a power, or {name}({figures}x)",
        ),
        "name-missing": (
            "a name is missing",
            "a name is letters, then digits, or _ and a subscript: x, x1, rate_2",
        ),
        "name-not-among-variables": {
            "one": (
                "the name {name} is not the variable {variables}",
                "declare it as well: {all_names}",
            ),
            "several": (
                "the name {name} is not one of the variables {variables}",
                "declare it as well: {all_names}",
            ),
            "one long": ("the name {name} is not the variable {variables}", "declare it as well"),
            "several long": (
                "the name {name} is not one of the variables {variables}",
                "declare it as well",
            ),
            "one answer": (
                "the name {name} is not the variable {variables}",
                "write the answer with {variables} alone",
            ),
            "several answer": (
                "the name {name} is not one of the variables {variables}",
                "write the answer with these letters alone",
            ),
            "one value": ("the name {name} is not the variable {variables}", None),
            "several value": ("the name {name} is not one of the variables {variables}", None),
        },
        "name-with-a-meaning": (
            "{name} has a meaning in the language",
            "give the part a name of its own",
        ),
        "no-names-declared": ("--vars is empty", "write the names: --vars x,y"),
        "no-variables-listed": ("{function} lists no variables", "write {function}(x, y) = ..."),
        "not-a-name": (
            "{name!r} is not the name of a variable",
            "a name is letters, then digits, or _ and a subscript: x, x1, rate_2",
        ),
        "not-a-variable": (
            "{name} is not a variable of {function}, whose variables are {variables}",
            "name one of them, or declare it with --vars {all_names}",
        ),
        "nothing-after-let": (
            "no expression follows the meaning of {name}",
            "end each name with a semicolon: let u = x^2 + 1; sin(u)/u",
        ),
        "number-takes-no-subscript": (
            "{number} takes no subscript",
            "only names do; leave a space or write * between a name and a number",
        ),
        "part-named-twice": ("the name {name} is given twice", "give the part a name of its own"),
        "reserved-name": {
            "number": (
                "{name} is no number, and cannot be a variable",
                "give the variable another name: x, x1, rate_2",
            ),
            "condition": (
                "{name} is a word of conditions, and cannot be a variable",
                "give the variable another name: x, x1, rate_2",
            ),
        },
        "scientific-notation-beside-e": (
            "{number} is a number in scientific notation, and e is a variable here",
            "write {mantissa}*e... with a sign between, or {mantissa}*10^({exponent})",
        ),
        "too-many-parts-written-out": (
            "written out, the expression has more than {limit:,} parts",
            "use fewer names inside one another",
        ),
        "undeclared-name": {
            "none": ("the name {name} is not declared", "no variables are declared"),
            "declare": ("the name {name} is not declared", "declare it with --vars {name}"),
            "product": (
                "the name {name} is not declared",
                "declare it with --vars {name}, or write {product} for a product",
            ),
        },
        "unknown-function": {
            "": (
                "{name} is not a function that gradcli knows",
                "put its formula in its place; gradcli functions lists those that are known",
            ),
            "product": (
                "{name} is not a function that gradcli knows",
                "write {product}*(...) for a product",
            ),
        },
        "unknown-function-of-one-letter": (
            "{name} is followed by brackets, and no function {name} is known",
            "write {name}*(...) for a product, or put the formula of {name} in its place",
        ),
        "variable-declared-twice": (
            "the variable {name} is declared twice",
            "give each variable its own name",
        ),
        "variable-listed-twice": (
            "the variable {name} is listed twice",
            "give each variable its own name",
        ),
        "variable-not-used": (
            "{name} is used, and the variable {variable} of {function} is not",
            "write {variable} for {name}, or give the constant its value: --let {name}=2",
        ),
        "variable-missing": ("the name of a variable is missing", "for example --wrt {example}"),
    }
)
