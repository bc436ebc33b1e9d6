"""What is said of signs and numbers that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.codes import Code
from gradcli.errors import Forms, Words

LEX: Final[Mapping[Code, Words | Forms]] = MappingProxyType(
    {
        "accent-over-several-letters": (
            "\\{command} marks one letter, and something else stands after it",
            "write it over one letter, as in \\{command}{{x}}, or name the whole",
        ),
        "binomial-coefficient": (
            "a binomial coefficient is not in the language",
            "write it with factorial()",
        ),
        "derivative-in-the-formula": (
            "a derivative is not part of an expression",
            "give gradcli the function itself; it finds the derivatives",
        ),
        "derivative-sign": (
            "a derivative sign is not part of an expression",
            "give gradcli the function itself; it finds the derivatives",
        ),
        "dot-of-vectors": (
            "a dot stands between two letters set as vectors, and every variable is a number",
            "write the product out, for the length 2 {first}_1 {second}_1 + {first}_2 {second}_2",
        ),
        "ellipsis": {
            "": ("dots leave terms unsaid", "write every term"),
            "ldots": ("three dots leave terms unsaid", "write every term"),
            "cdots": ("three dots leave terms unsaid", "write every term"),
            "dots": ("three dots leave terms unsaid", "write every term"),
        },
        "environment-name-missing": (
            "\\{command} needs the name of an environment",
            "\\{command}{{cases}}",
        ),
        "fortran-exponent": (
            "{digits}{exponent} could be a number in scientific notation or a product",
            "write {digits}e{power} for the number, and * for the product",
        ),
        "number-to-another-base": (
            "{number} could be the number {value}, as programs write it, or a product",
            "write {value} for the number, and {product} for the product",
        ),
        "gradient-sign": (
            "a gradient sign is not part of an expression",
            "give gradcli the function itself; it finds the derivatives",
        ),
        "imaginary-number": (
            "{number}{letter} is an imaginary number, and numbers are real here",
            "write {number}*{letter} for a product",
        ),
        "infinity": (
            "infinity is not a number that a function can be evaluated at",
            "write a large number: 10^6",
        ),
        "integral-sign": (
            "an integral sign is not part of the language",
            "give gradcli the function itself; it finds the derivatives",
        ),
        "limit-sign": (
            "a limit is not part of the language",
            "give gradcli the function itself; it finds the derivatives",
        ),
        "lone-backslash": ("a backslash stands alone at the end", "take it out"),
        "lone-decimal-point": {
            "": (
                "a point stands here without a number",
                "take it out, or write the figures of the number",
            ),
            "name": (
                "a point stands in the name {first}.{second}",
                "write {first}_{second} for one name, or {first}*{second} for a product",
            ),
        },
        "look-alike-letter": (
            "the letter {character} is {script}; it only looks like the Latin {latin}",
            "type {latin} on a Latin keyboard",
        ),
        "membership-sign": ("∈ is not read in a condition", "write the condition with < and <="),
        "norm-sign": (
            "‖ is the sign of a norm, and every variable is a number",
            "write ‖(x, y)‖ or sqrt(x^2 + y^2), or abs(x) for a number",
        ),
        "not-a-word": ("{name} is not a word of the language", None),
        "prime": (
            "a prime marks a derivative, and is not part of an expression",
            "give gradcli the function itself; it finds the derivatives",
        ),
        "product-sign": (
            "a product without numbers as its limits is not part of the language",
            "write \\prod_{{k=1}}^{{3}} or the factors with *",
        ),
        "second-decimal-point": ("a number has one decimal point only", "write * for a product"),
        "subscript-without-name": (
            "a subscript belongs to a name, and none stands before it",
            None,
        ),
        "summation-sign": (
            "a sum without numbers as its limits is not part of the language",
            "write \\sum_{{i=1}}^{{3}} or the terms with +",
        ),
        "text-too-long": ("the text is {length:,} characters long; the limit is {limit:,}", None),
        "too-many-digits": ("a number may have {limit:,} digits at most", None),
        "too-many-parts": (
            "the expression has more than {limit:,} different parts",
            "--max-size sets the limit",
        ),
        "too-many-tokens": ("the text has more than {limit:,} signs and names", None),
        "transposition": {
            "": (
                "a mark of transposition stands here, and every variable is a number",
                "write a product of vectors out: w_1 x_1 + w_2 x_2",
            ),
            "top": (
                "a mark of transposition stands here, and every variable is a number",
                "write a product of vectors out: w_1 x_1 + w_2 x_2",
            ),
            "letter": (
                "{typed}^T before a factor is a transposition, and every variable is a number",
                "write the product of vectors out, for the length 2 {base}_1 {factor}_1 + "
                "{base}_2 {factor}_2, or declare T for a power: --vars {names}",
            ),
            "bracket": (
                "{typed}^T before a factor is a transposition, and every variable is a number",
                "write the product of vectors out in components, {components}, or declare T for a "
                "power: --vars {names}",
            ),
        },
        "two-forms-of-a-letter": (
            "{one} and {other} are two forms of one letter, and one name",
            "write another letter for one of them",
        ),
        "two-signs-in-one": {
            "pm": ("± stands for two expressions at once", "write the one that you mean, + or -"),
            "mp": ("∓ stands for two expressions at once", "write the one that you mean, + or -"),
        },
        "unknown-character": {
            "ascii": ("the character {sign} is not part of the language", "take it out"),
            "described": ("{sign} is not part of the language", "take it out"),
            '"': (
                'the character " is not part of the language',
                "leave the quotation marks out of the expression",
            ),
            "%": (
                "the character % is not part of the language",
                "write a percentage as a fraction: 5/100; the remainder of x by y is "
                "x - y*floor(x/y)",
            ),
            "`": (
                "the character ` is not part of the language",
                "leave the backquotes out of the expression",
            ),
            "~": (
                "a ~ before a factor is a negation in programs, which is not part of the language",
                "write the opposite condition, x <= 0 for not x > 0, or leave out a ~ that is a "
                "space",
            ),
            "¬": (
                "the sign ¬ is not part of the language",
                "write the opposite condition: x <= 0 for not x > 0",
            ),
        },
        "unknown-environment": (
            "the environment {name} is not part of the language",
            "for a piecewise function use \\begin{{cases}}",
        ),
        "unknown-latex-command": {
            "": (
                "\\{name} is not a LaTeX command that gradcli knows",
                "take it out, or write the formula without it",
            ),
            "near": (
                "\\{name} is not a LaTeX command that gradcli knows",
                "did you mean \\{meant}?",
            ),
        },
        "vector-mark": (
            "\\{name} marks a vector, and a variable of an expression is a number",
            "write the letter without the mark",
        ),
    }
)
