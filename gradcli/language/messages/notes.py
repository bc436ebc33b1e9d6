"""The sentences of every note on how a text was read, and how to get the other reading."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.codes.notes import NoteCode
from gradcli.errors import Forms, Words

NOTES: Final[Mapping[NoteCode, Words | Forms]] = MappingProxyType(
    {
        "answer-behind-the-last-equality": (
            "only what stands behind the last sign of equality was read as the answer",
            "a derivation is checked line by line, and each of its steps, with --work",
        ),
        "argument-before-product": (
            "{typed} {inner}{under} was read as ({typed} {inner}){under}",
            "write {typed}({inner}{under}) for the other reading",
        ),
        "argument-before-quotient": (
            "{typed} {inner}/{under} was read as ({typed} {inner})/{under}",
            "write {typed}({inner}/{under}) for the other reading",
        ),
        "bars-paired-from-the-left": (
            "the bars were paired from the left: the second closes what the first opened",
            "write abs(...) for the other reading",
        ),
        "base-in-a-run": (
            "{typed} was read as {base}({rest})",
            "write {log}({figures}{rest}) for the logarithm of the product",
        ),
        "base-stands-last": (
            "{inner} was read as the logarithm to the base that stands last",
            "write {typed}(x, 2) for the logarithm of x to the base 2",
        ),
        "both-signs-read": (
            "{typed} was read as ±: two answers, each of which has to be right",
            "write the one sign that you mean, + or -",
        ),
        "capital-e-is-the-constant": (
            "E was read as the constant e = 2.718...",
            "declare it if it is a variable, with --vars or as in f(E, x) = ...",
        ),
        "component-left-out": ("the component 0 beyond {variable} was left out", None),
        "condition-as-a-factor": (
            "{typed} as a factor was read as 1 where it holds and as 0 elsewhere",
            "write {{x^2 if x > 0, 0 otherwise}} for the pieces",
        ),
        "condition-left-out": (
            "the remark {typed} was left out",
            "for a function in pieces write {{x^2 if x > 0, -x otherwise}}",
        ),
        "coordinates-in-order": (
            "{typed} was read as {named}",
            "with names any order is right; in the order of the formula: {other}",
        ),
        "degree-sign": ("° was read as degrees: one degree is pi/180", None),
        "derivative-left-out": (
            "{typed} was left out: the formula behind it was read as the function",
            "gradcli partial --wrt {variable} works that derivative out",
        ),
        "differential": (
            "{typed} was read as d times {variable}",
            "leave it out if it is a differential",
        ),
        "e-is-the-constant": (
            "{typed} was read as the constant e = 2.718...",
            "write {typed}^(...) for a power of it, or declare {typed} as a variable",
        ),
        "end-of-a-product": (
            "{typed} was read as part of every factor of the product",
            "put brackets around the product for the other reading",
        ),
        "end-of-a-sum": (
            "{typed} was read as ending before the {sign}",
            "put brackets around all that is summed",
        ),
        "function-as-name": (
            "{name} was read as the name of a variable",
            "write {function}(...) for the function",
        ),
        "greek-xi": ("xi was read as the Greek letter ξ", "write x_i, or x*i"),
        "hyperbolic-spelling": ("{typed} was read as {function}", None),
        "imaginary-unit-or-variable": (
            "{typed} was read as a variable, and not as the imaginary unit",
            "every variable is a real number; declare {typed} to say so: --vars {all_names}",
        ),
        "index-in-brackets": ("{typed} was read as the name {name}", None),
        "index-not-in-the-term": (
            "the index {index} does not stand in {typed}, which was repeated as it is",
            "write x_{index} for an element of x, or x*{index} for a product",
        ),
        "inverse-function": (
            "{typed}^(-1) was read as {shown}, the inverse function",
            "write 1/{typed}(x) for the reciprocal",
        ),
        "inverse-function-or-amplitude": (
            "{typed} was read as the inverse of {function}",
            "write a*{function}(...) for a product",
        ),
        "letter-at-the-beginning": (
            "({letter}) at the beginning was read as a factor",
            "leave it out if it is the letter of the exercise",
        ),
        "letters-of-two-scripts": (
            "{typed} was read as the product {product}",
            "write {name} for one name",
        ),
        "letters-split": (
            "the letters {typed} were read as a function and its argument",
            "leave spaces between names, or put * between letters for a product",
        ),
        "log-is-natural": (
            "log was read as the natural logarithm, ln",
            "write log10(x), or log(x, 10), for the logarithm to the base 10",
        ),
        "minus-behind-a-function": (
            "{typed}{inner} was read as {typed}({inner})",
            "write {typed}(x){inner} for a difference",
        ),
        "mixed-number": ("{number}{fraction} was read as {number} + {fraction}", None),
        "name-held": (
            "{last} is a constant",
            "give it a value with --let {example}, or declare it as a variable: --vars {all_names}",
        ),
        "name-in-code": (
            "{last} was read as one name, as in program text",
            "write {product} for a product",
        ),
        "names-held": (
            "{names} and {last} are constants",
            "give them values with --let {example}, or declare them as variables: "
            "--vars {all_names}",
        ),
        "names-in-code": (
            "{names} and {last} were each read as one name, as in program text",
            "write {product} for a product of letters",
        ),
        "new-line": (
            "a new line was read as a multiplication sign",
            "give the formulas one by one if there are several",
        ),
        "number-at-the-beginning": (
            "{typed} at the beginning was read as a factor",
            "leave it out if it is the number of the exercise",
        ),
        "number-at-the-end": (
            "{typed} at the end was read as a factor",
            "leave it out if it is the number of the equation, or of a source",
        ),
        "number-before-a-power": (
            "{number} before a power was read as its base, multiplied by what stands before",
            "write ^ behind the name for a power of it",
        ),
        "number-beside-a-fraction": (
            "{number} next to a fraction was read as a product",
            "write {number} + the fraction for a mixed number",
        ),
        "number-in-brackets": (
            "{typed} was read as {name} times {number}",
            "write {name}_{number} for an element of {name}",
        ),
        "number-in-a-list": (
            "{number} was read as the last of the values of {typed}",
            "leave it out if it is an axis or an order",
        ),
        "number-suffix": (
            "{number}{suffix} was read as a number with the mark of its type",
            "write {number}*{suffix} for a product",
        ),
        "numbered-name": (
            "{name} was read as the name of a variable",
            "write {stem}^{figure} for a power",
        ),
        "numbered-name-beside-another": (
            "{name} was read as the name of a variable, beside {stem}",
            "write {stem}^{figure} for a power",
        ),
        "numbered-variable-at-the-end": (
            "{typed} was read as a product that ends with the variable {variable}",
            "write {letter}^{figures} for a power",
        ),
        "one-name": (
            "{typed} was read as one name",
            "write * between names that are to be multiplied",
        ),
        "outer-bars": ("{typed} was read as the name {name}", None),
        "point-left-out": (
            "{typed} was left out of the formula",
            "give the point with --at {point}",
        ),
        "power-behind-an-exponent": (
            "{typed} was read as {read}",
            "write {other} for the other reading",
        ),
        "power-divided": (
            "^{sign}{exponent}/{over} was read as a power divided by {over}",
            "write ^({sign}{exponent}/{over}) for a fraction in the exponent",
        ),
        "power-of-the-value": (
            "{head} {inner}^{power} was read as ({head} {inner})^{power}",
            "write {head}({inner}^{power}) for the other reading",
        ),
        "power-t": (
            "{typed} was read as a power with the exponent T",
            "write a product of vectors out in components: {components}",
        ),
        "product-as-argument": (
            "{typed} {inner} was read as {typed}({inner})",
            "write {typed}({head}) {rest} for the other reading",
        ),
        "product-in-code": (
            "{name} was read as the product {product}",
            "declare it for one name: --vars {all_names}",
        ),
        "quotient-before-factor": (
            "{above}/{under}{gap}{times} was read as ({above}/{under}) {times}",
            "write {above}/({under}{gap}{times}) for the other reading",
        ),
        "quotient-behind-exponent": (
            "{read}/{under} was read as ({read})/{under}",
            "put the exponent in brackets for the other reading: {before}({bare}/{under})",
        ),
        "quotient-in-the-angle": (
            "{head} {inner} was read as {head}({inner})",
            "write ({head} {angle})/{number} for the other reading",
        ),
        "raised-index": (
            "{typed} was read as the name {name}",
            "leave out the brackets in the exponent for a power",
        ),
        "one-of-two": (
            "{typed} was read as the function {shown}",
            "write {other} for the other function of that name",
        ),
        "read-as-function": ("{typed} was read as the function {shown}", None),
        "request-left-out": (
            "{typed} was left out of the formula",
            "what is worked out is what the command says: gradcli grad, or gradcli partial{by}",
        ),
        "root-before-factor": (
            "{read}{factor} was read as ({read}) {factor}",
            "write {sign}({inner}{factor}) for the other reading",
        ),
        "root-before-sign": (
            "{read}{goes_on} was read as ({read}){goes_on}",
            "write {sign}({inner}{goes_on}) for the other reading",
        ),
        "root-of-a-power": (
            "{sign}{inner} was read as {sign}({inner})",
            "put brackets around all that stands under the root",
        ),
        "rows-in-turn": ("the rows were read one after the other", None),
        "scientific-notation": (
            "{number} was read as a number in scientific notation",
            "for the constant e write * before it, and ^ behind it for a power: 2*e^(-3)",
        ),
        "short-exponent": (
            "{read}{factor} was read as ({read}) {factor}",
            "put the exponent in brackets for the other reading: {before}({exponent}{factor})",
        ),
        "signs-taken-together": (
            "the upper signs were read as one answer, and the lower signs as another",
            "write all that you mean with or between them: (1, 2) or (-1, 2)",
        ),
        "square-brackets": (
            "{typed} was read as a bracket around {inside}",
            "write floor(x) for ⌊x⌋",
        ),
        "subscript-of-one-letter": (
            "{run} was read as {typed} times {rest}",
            "write {letter}_{{{subscript}}} for one name",
        ),
        "suffix-as-factor": (
            "{number}{suffix} was read as {number} times {suffix}",
            "leave the {suffix} out if it marks a type of numbers, as in C, Julia and R",
        ),
        "ten-behind-a-point": (
            "{typed} was read as one number, {number}",
            "write {whole}*10^n for a product",
        ),
        "unit-at-the-end": (
            "{typed} at the end was read as a factor",
            "leave it out if it is a unit",
        ),
        "value-of-the-header": (
            "{name} was put in with the value that the header gives it",
            "leave the value out of the header for a variable {name}",
        ),
        "values-in-order": (
            "the values of {typed} were read as those of {variables}",
            "write the names of the variables: ({variables}) = ...",
        ),
        "variable-in-brackets": (
            "{typed} was read as {name} times {factor}",
            "put the formula of {name} in its place if it is a function",
        ),
        "xx-is-a-sign": (
            "xx between two factors was read as a multiplication sign",
            "write x*x, or x^2, for a product of x",
        ),
    }
)

AT_PLACES: Final = "{message} (at {count} places)"
"""What is said once of what stands more than once."""

MORE_PLACES: Final = "{message}, and {count} more in this way"
"""What is said of a kind for the last time."""
