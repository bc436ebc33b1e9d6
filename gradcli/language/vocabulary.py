"""The words that stand for themselves: constants, words of conditions, spellings of functions."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Final

from gradcli.field.functions import FUNCTIONS, SPELLINGS
from gradcli.language.characters import GREEK_NAMES

CONSTANT_SPELLINGS: Final = MappingProxyType(
    {"e": "e", "E": "e", "pi": "pi", "Pi": "pi", "PI": "pi"}
)
WORDS: Final = MappingProxyType(
    {
        "if": "if",
        "when": "if",
        "for": "if",
        "otherwise": "otherwise",
        "True": "otherwise",
        "else": "else",
        "and": "and",
        "or": "or",
    }
)
FUNCTION_SPELLINGS: Final = MappingProxyType(
    dict(SPELLINGS)
    | {
        "pow": "pow",
        "Piecewise": "piecewise",
        "piecewise": "piecewise",
        "where": "where",
        "nthroot": "root",
    }
    | {"fabs": "abs"}
)

KNOWN_WORDS: Final = frozenset({*CONSTANT_SPELLINGS, *FUNCTION_SPELLINGS})

GLUED: Final = sorted(
    (
        spelling
        for spelling, name in SPELLINGS.items()
        if (FUNCTIONS[name].most == 1 or name == "log")
        and name not in ("abs", "sign", "min", "max", "floor", "ceil", "round", "step", "erf")
        and name != "factorial"
        and not (spelling.startswith("a") and not spelling.startswith("ar"))
    ),
    key=len,
    reverse=True,
)
KNOWN_IN_RUNS: Final = frozenset({"e", "pi", *GLUED})
GREEK: Final = sorted(GREEK_NAMES, key=str.swapcase)
LONG_GREEK: Final = sorted((n for n in GREEK_NAMES if len(n) >= 4), key=len, reverse=True)
GLUE: Final = re.compile("|".join((*GLUED, *LONG_GREEK)))

# What people call a function that the table has not, and how to say it in the language.
OTHER_WORDS: Final = MappingProxyType(
    {
        "lg": "write log(x, 10), or log(x, 2) if that is what lg means to you",
        "sigmoid": "write 1/(1 + exp(-x))",
        "logistic": "write 1/(1 + exp(-x))",
        "expit": "write 1/(1 + exp(-x))",
        "relu": "write max(0, x)",
        "ReLU": "write max(0, x)",
        "softplus": "write log(1 + exp(x))",
        "square": "write x^2",
        "sine": "did you mean sin?",
        "cosine": "did you mean cos?",
        "tangent": "did you mean tan?",
        "hypot": "write sqrt(x^2 + y^2)",
        "norm": "write sqrt(x^2 + y^2)",
        "inf": "infinity is not a number of the language",
        "infinity": "infinity is not a number of the language",
        "oo": "infinity is not a number of the language",
        "nan": "nan is not a number of the language",
        "diff": "give gradcli the function itself; it finds the derivatives",
        "not": "write the opposite condition: x <= 0 for not x > 0",
        "mod": "write x - y*floor(x/y) for the remainder of x by y",
        "lim": "give gradcli the function itself; a limit is not part of the language",
        "int": "give gradcli the function itself; an integral is not part of the language",
        "sum": "write the terms out with +",
        "prod": "write the factors out with *",
        "grad": "give gradcli the function itself; it finds the gradient",
        "div": "write a/b for a quotient",
        "deg": "write ° or *pi/180 for degrees",
        "arc": "write the name in one word: arctan, arcsin",
        "Re": "variables are real here; leave out the real part",
        "Im": "variables are real here; there is no imaginary part",
        "sh": "write sinh",
        "ch": "write cosh",
        "th": "write tanh",
        "cth": "write coth",
    }
)
