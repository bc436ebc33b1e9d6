"""What is said of a value that a Python program hands over."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.codes import Code
from gradcli.errors import Forms, Words

OF_PROGRAMS: Final[Mapping[Code, Words | Forms]] = MappingProxyType(
    {
        "argument-of-another-type": {
            "text": ("{name} takes a text, and {given} is none", "for example {name}={example}"),
            "flag": ("{name} is True or False, and {given} is neither", None),
            "whole": (
                "{name} takes a whole number from {least} to {most:,}, and {given} is none",
                None,
            ),
            "deep": ("a question holds more lists in one another than any line takes", None),
            "questions": (
                "{given} is no list of questions",
                'give several, for example [{{"expr": "x^2 y", "at": [2, 3]}}]',
            ),
            "limits": (
                "{given} is none of the limits that gradcli reads with",
                "give gradcli.Limits(), in which each has a value, or gradcli.Limits(size=1000)",
            ),
            "constraints": (
                "{given} is neither a constraint nor a list of constraints",
                'give a text such as "x^2 + y^2 = 1", or several in a list',
            ),
            "column": (
                "{given} is no column of numbers, and {name} is one",
                'give the rows in a list: {{"{name}": [1, 2]}}',
            ),
            "data": (
                "{given} is no table",
                'give the name of a file, or columns by their names: {{"x": [1, 2]}}',
            ),
            "watcher": (
                "{given} does not watch the reading of a question",
                "give an object that has a method read(reading), or None",
            ),
            "box": (
                "{given} is no box",
                'give a text such as "x=-2:2, y=0:1", or {{"x": (-2, 2), "y": (0, 1)}}',
            ),
        },
        "expression-of-another-type": {
            "object": (
                "{given} is no function that gradcli reads",
                'give a text such as "x^2 y", a SymPy expression, or lambda x, y: x**2*y',
            ),
            "result": (
                "the function gives {given}, and no formula",
                "return an expression of the parameters, such as x**2*y",
            ),
        },
        "function-not-of-symbols": {
            "other": (
                "the function does not work with symbols: {reason}",
                "use SymPy's functions (sympy.sin, not math.sin or numpy.sin) and sympy.Piecewise "
                "for if, or give the formula as a text",
            ),
            "power": (
                "the function does not work with symbols: {reason}",
                "in Python a power is written x**2",
            ),
        },
        "function-parameters": {
            "starred": (
                "the parameter {name} is not one variable",
                "give a function of named variables, such as lambda x, y: x**2*y",
            ),
            "default": (
                "{name} has a value already: it may be meant as a variable or as a constant",
                "give a function of the variables alone, such as lambda x, y: x**2*y",
            ),
            "none": (
                "the function has no parameters, and they are the variables",
                "give a function of the variables, such as lambda x, y: x**2*y",
            ),
            "unknown": (
                "the parameters of {given} are not known",
                "give a function of the variables, such as lambda x, y: x**2*y",
            ),
        },
        "name-of-a-function": (
            "a symbol is called {name}, and so is a function beside it",
            "give the symbol another name",
        ),
        "names-of-another-type": (
            "{given} is no list of names of variables",
            'give names such as "x,y" or ["x", "y"], or the symbols themselves',
        ),
        "not-among-the-words": {
            "": (
                "{given} is no {name} that gradcli knows",
                "the words are {words}",
            ),
            "format": (
                "text() does not write the format {given} here",
                "the words are {words}",
            ),
            "json": (
                "text() does not write the format {given}, which is an object",
                "json() gives the object; the words are {words}",
            ),
            "separator": (
                "{given} cannot stand between two cells of a table",
                'give one character, such as "," or "\\t"',
            ),
        },
        "not-a-sympy-formula": {
            "condition": (
                "{given} is a condition and has no derivative",
                "in Python a power is written x**2; a condition belongs into a Piecewise",
            ),
            "function": (
                "{given} of SymPy is nothing that gradcli has a word for",
                "write it with the functions that gradcli knows, as Piecewise or Max and Min; "
                "carry out integrals and derivatives first (.doit())",
            ),
            "step": (
                "{given} of SymPy is 1/2 or something else at 0, and the step of gradcli is 1",
                "write Heaviside(x, 1), or a Piecewise with the value that is meant",
            ),
            "unreal": (
                "{given} is no real number",
                "give a formula of real numbers",
            ),
        },
        "symbol-not-declared": (
            "{name} is none of the variables {names}",
            "name all symbols of the formula, or give them names of one letter",
        ),
        "symbol-not-real": {
            "other": (
                "{name} is no symbol for a real number",
                "make the variables with sympy.symbols(..., real=True)",
            ),
            "real": (
                "the symbol {name} stands for no finite real number",
                "all variables of gradcli are real: make it with sympy.Symbol(..., real=True)",
            ),
            "twice": (
                "two symbols of different kinds have the name {name}",
                "make each symbol once, or give them different names",
            ),
            "whole": (
                "the symbol {name} stands for certain numbers only, between which nothing moves",
                "a variable takes all real values: make it with sympy.Symbol(..., real=True)",
            ),
        },
        "value-of-another-type": (
            "{given} is no real number, and so no {part}",
            'give numbers, fractions, or texts such as "1/2" and "sqrt(2)"',
        ),
    }
)
