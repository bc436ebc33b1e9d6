"""What is said of a text that does not fit the grammar."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.codes import Code
from gradcli.errors import Forms, Words

# Each bracket with the one that closes it, and its name.
_BRACKETS: Final = {
    "(": (")", "parenthesis"),
    "[": ("]", "bracket"),
    "{": ("}", "brace"),
    "<": (">", "angle bracket"),
    "|": ("|", "bar"),
    "|<": ("|>", "bar"),
    "floor<": ("floor>", "floor sign"),
    "ceil<": ("ceil>", "ceiling sign"),
    "norm<": ("norm>", "sign of a norm"),
}

PARSE: Final[Mapping[Code, Words | Forms]] = MappingProxyType(
    {
        "angle-or-value": (
            "what follows could belong to the angle or to the value of the function",
            "put the angle in brackets: {typed}({angle})",
        ),
        "argument-missing": {
            "function": ("{typed} needs an argument", "write {typed}(x), or name the expression"),
            "root": ("{typed} needs an argument", "write √(x), or sqrt(x)"),
        },
        "argument-of-a-command-missing": (
            "a command needs an argument here",
            "write it in braces: \\sqrt{{x}}",
        ),
        "arguments-without-brackets": (
            "{typed} needs its arguments in brackets",
            "write {typed}(x, y)",
        ),
        "assignment-to-a-part": (
            "an assignment to a part of something stands here",
            "give each part a name of its own: x1 = x[0]",
        ),
        "block-not-closed": (
            "a block of the program is not closed here",
            "close it with the sign of its language",
        ),
        "colon-missing": ("a : was expected here", "write x > 0 ? x : 0"),
        "colon-missing-in-a-program": (
            "a condition ends with a colon, and none stands here",
            "write if x > 0:",
        ),
        "comma-outside-of-brackets": {
            "thousands": (
                "a comma stands outside of brackets",
                "write a thousand without the comma: {before}{after}",
            ),
            "decimal": (
                "a comma stands outside of brackets",
                "write a decimal with a point (1.5); give one expression at a time",
            ),
        },
        "condition-expected": (
            "a condition such as x > 0 was expected here",
            "compare two expressions with <, <=, >, >=, = or !=",
        ),
        "condition-for-expression": (
            "an expression was expected here, and this is a condition",
            "write {{1 if x > 0, 0 otherwise}} for what is 1 where it holds",
        ),
        "condition-missing": (
            "only the last case can go without a condition",
            "write its condition after `if`",
        ),
        "condition-of-a-pair-missing": (
            "a comma and a condition were expected here",
            "write Piecewise((x^2, x > 0), (-x, True))",
        ),
        "decimal-comma-in-braces": (
            "a comma stands where a condition was expected",
            "write a decimal with a point: 0.5",
        ),
        "degree-sign-twice": ("the degree sign stands twice", None),
        "double-factorial": (
            "!! is the double factorial, which is not in the language",
            "write (n!)! for the factorial of a factorial",
        ),
        "double-slash": (
            "// is no sign of the language",
            "write x/y for a quotient, or floor(x/y) for the whole part of it",
        ),
        "empty-braces": ("there is nothing between the braces", "write an expression between them"),
        "empty-brackets": (
            "there is nothing between the brackets",
            "write an expression between them",
        ),
        "empty-text": {
            "expression": ("{text} is empty", 'write one: "x^2 y"'),
            "angle": ("{text} is empty", "write 60deg or pi/3"),
            "number": ("{text} is empty", "write a number such as 0.1 or 1/10"),
            "answer": ("the answer is empty", 'write a formula, or several: "3y^3, 9xy^2"'),
            "vector": ("{text} is empty", "write one {part} for each variable: {example}"),
        },
        "environment-for-expression": (
            "a {environment} is not an expression",
            "for a piecewise function use \\begin{{cases}}",
        ),
        "equation-behind-the-formula": (
            "an equation stands behind the formula",
            "give a point with --at; name a part before the formula: let u = x y; sin(u)",
        ),
        "equation-for-expression": (
            "an equation was found where one expression was expected",
            "write the side that is the function, as in f(x, y) = x^2 y",
        ),
        "exponent-missing": ("the exponent is missing", "write a number or an expression after ^"),
        "exponent-of-a-function-missing": ("the exponent is missing", "write sin(x)^2 or sin^2 x"),
        "function-or-factor": {
            "sigmoid": (
                "{typed} before a bracket could be a function or a factor",
                "write 1/(1 + exp(-x)) or sigmoid(x) for the logistic function, or {typed}*(...)",
            ),
            "any": (
                "{typed} before a bracket could be a function or a factor",
                "put the formula of the function in its place, or write {typed}*(...) for a "
                "product",
            ),
        },
        "function-takes-no-base": ("{typed} takes no base", "only log does: log_2(x)"),
        "if-without-else": (
            "this `if` has no `else`",
            "write x^2 if x > 0 else -x, or {{x^2 if x > 0, -x otherwise}}",
        ),
        "index-at-the-end": (
            "{typed} is one name, and the index {index} stands nowhere in the term",
            "write {letter}_{index}, or {letter}*{index}",
        ),
        "index-of-an-element": (
            "the index of an element has a sign or is a sum",
            "name each element that is meant, x_1 and x_2, or write * before a bracket",
        ),
        "inverse-or-reciprocal": (
            "{typed}^(-1) could be the inverse function or 1/{typed}",
            "write 1/{typed}(x), or name the inverse function",
        ),
        "list-expected": (
            "{typed} takes several values in a bracket of their own",
            "write them out: {typed}([x, y])",
        ),
        "loop-in-a-program": (
            "a loop stands here, and a formula has none",
            "write its terms out, or as a sum with numbers: sum(x_i^2, i=1..3)",
        ),
        "method-or-product": {
            "product": (
                "{before}.{name}({arguments}) could be a product or the method of a program",
                "write {before}*{name}({arguments}) for the product",
            ),
            "function": (
                "{before}.{name}({arguments}) stands in no program, where it would be a method",
                "write {name}({before}, {arguments})",
            ),
        },
        "mismatched-brackets": {
            opening: (
                f"the {name} that was opened with {{opening}} is closed with {{closing}}",
                "close it with {sign}",
            )
            for opening, (_, name) in _BRACKETS.items()
        },
        "misplaced-subscript": {
            "": (
                "a subscript belongs to a name",
                "write x_1, or x_{{max}}: letters and digits",
            ),
            "name": (
                "the name {typed} ends with a bar, and no index behind it",
                "take another letter, or give it an index: x_1",
            ),
        },
        "more-expected": (
            "something more was expected at the end",
            "write what belongs there, or leave the end out",
        ),
        "name-in-one-branch": (
            "{name} has a value in some of the branches only",
            "give it a value before the condition",
        ),
        "nested-too-deep": ("the expression is nested too deep; the limit is {limit:,}", None),
        "nothing-after-operator": (
            "there is nothing after the {sign}",
            "write what belongs there, or take it out",
        ),
        "nothing-before-operator": ("there is nothing before the {sign}", "take it out"),
        "nothing-returned": (
            "this function returns nothing in some case",
            "end every branch with a return",
        ),
        "number-behind-a-factor": {
            "name": (
                "the number {number} stands after {what} without a sign between them",
                "write {what}^{number} for a power, or {what}*{number} for a product",
            ),
            "closed": (
                "the number {number} stands after {what} without a sign between them",
                "write ^{number} for a power, or *{number} for a product",
            ),
            "raised": (
                "the number {number} stands after a raised sign without a sign between them",
                "write ^{number} for a power, or *{number} for a product",
            ),
        },
        "numbers-side-by-side": {
            "grouped": (
                "two numbers stand side by side",
                "write {first}{second} without the space",
            ),
            "factors": ("two numbers stand side by side", "write {first}*{second} for a product"),
        },
        "operand-expected": (
            "a number, a name or a bracket was expected, and not {sign}",
            "take it out, or write what belongs before it",
        ),
        "operand-missing": (
            "a number, a name or a bracket was expected before the {sign}",
            "write what belongs there, or take out the sign before it",
        ),
        "pairs-expected": (
            "Piecewise takes pairs of a value and a condition",
            "write Piecewise((x^2, x > 0), (-x, True))",
        ),
        "points-compared": (
            "two points can be compared by = or != only, and need as many coordinates each",
            None,
        ),
        "power-of-unknown-function": (
            "a power of {name} is followed by brackets, and no function {name} is known",
            "put the formula of {name} in its place",
        ),
        "product-of-lists": (
            "{sign} between two lists is not the sign of their dot product",
            "write (x, y)·(3, 4) for the dot product; other products of vectors have no one value",
        ),
        "several-expressions": (
            "an expression was expected here, and not several separated by commas",
            "give one expression at a time; write a decimal with a point",
        ),
        "several-values": (
            "there are several values here, and a function has one",
            "return one expression, or give each name its value",
        ),
        "side-of-a-relation-missing": (
            "a comma and another side were expected here",
            "write Eq(x, 0)",
        ),
        "statement-without-effect": (
            "this statement is no part of a formula",
            "leave it out, or write it as the value of a name: u = x**2",
        ),
        "sum-to-a-letter": (
            "the limits of the sum are letters ({letter}), so that its terms cannot be written out",
            "write a number for {letter}, as in sum(x_i^2, i=1..3)",
        ),
        "text-behind-a-program": (
            "{typed} stands behind the function",
            "give one function at a time, and a point with --at",
        ),
        "text-ends-early": (
            "the text ends where a number, a name or a bracket was expected",
            "write what belongs there, or leave the end out",
        ),
        "too-many-divisions": ("more than {limit:,} divisions follow one another", None),
        "two-operators": ("two signs stand side by side: {first} and {second}", "keep one of them"),
        "unclosed-bracket": {
            **{
                opening: (f"the {name} is never closed", "add {sign} at the end")
                for opening, (_, name) in _BRACKETS.items()
            },
            "header": ("the parenthesis is never closed", "write {function}({variables}) = ..."),
        },
        "unended-environment": (
            "\\begin{{{environment}}} is never ended",
            "add \\end{{{environment}}}",
        ),
        "unexpected-token": {
            "": ("{typed} was not expected here", "take it out"),
            ":": (
                "{typed} was not expected here",
                "give the formula alone, without what stands before the colon",
            ),
            ";": ("{typed} was not expected here", "give one formula, and a point with --at"),
            "@": ("{typed} was not expected here", "write * for a product of numbers"),
            "->": ("{typed} was not expected here", "give the formula alone, behind the arrow"),
        },
        "unit-of-temperature": (
            "°{unit} is a unit of temperature",
            "leave units out of the formula",
        ),
        "unopened-bracket": {
            closing: (f"this {name} was never opened", "take it out")
            for closing, name in _BRACKETS.values()
        },
        "value-missing-in-a-program": (
            "a value is missing behind {typed}",
            "write what it is, as in return x**2",
        ),
        "variable-not-function": (
            "{name} is a variable here, and not a function",
            "put the formula of the function in its place",
        ),
        "vectors-of-two-lengths": (
            "a vector of {one} components and one of {other} have no product",
            "write as many components in each",
        ),
        "where-takes-three-arguments": {
            "one": (
                "where takes three arguments, and {count} was given",
                "write where(x > 0, x^2, -x)",
            ),
            "several": (
                "where takes three arguments, and {count} were given",
                "write where(x > 0, x^2, -x)",
            ),
        },
        "word-of-a-piecewise-function": (
            "`{typed}` belongs to a piecewise function",
            "write {{x^2 if x > 0, -x otherwise}}",
        ),
        "wrong-number-of-arguments": {
            "1 n": ("{typed} takes one argument, and {count} were given", None),
            "2 1": ("{typed} takes two arguments, and {count} was given", None),
            "2 n": ("{typed} takes two arguments, and {count} were given", None),
            "3 1": ("{typed} takes three arguments, and {count} was given", None),
            "3 n": ("{typed} takes three arguments, and {count} were given", None),
            "2+ 1": ("{typed} takes two arguments or more, and {count} was given", None),
            "3+ 1": ("{typed} takes three arguments or more, and {count} was given", None),
            "3+ n": ("{typed} takes three arguments or more, and {count} were given", None),
            "2- n": ("{typed} takes two arguments at most, and {count} were given", None),
            "3- n": ("{typed} takes three arguments at most, and {count} were given", None),
        },
    }
)
