"""The words that stand for themselves: constants, words of conditions, spellings of functions."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from gradcli.field.functions import FUNCTIONS, SHORTHANDS, SPELLINGS
from gradcli.language.lex.characters import GREEK_NAMES

# The sine of Spanish, Portuguese and Italian books, which packages of LaTeX have as a command.
ROMANCE: Final = ("sen", "arcsen", "senh", "arsenh", "arcsenh")
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
        "then": "then",
        "altrimenti": "otherwise",
        "ansonsten": "otherwise",
        "elsewhere": "otherwise",
        "sonst": "otherwise",
        "sinon": "otherwise",
        "falls": "if",
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
        "ifelse": "where",
        "If": "where",
        "IF": "where",
        "power": "pow",
    }
    | {spelling: record.name for record in FUNCTIONS.values() for spelling in record.foreign}
    | {relation: relation for relation in ("Eq", "Ne", "Lt", "Le", "Gt", "Ge")}
    | {name: name for name in SHORTHANDS}
)

# What is never meant as a variable: a function and a constant may lend their names, these may not.
NO_NUMBERS: Final = frozenset(
    {"nan", "NaN", "oo", "zoo", "inf", "Inf", "infinity", "Infinity", "None", "True", "False"}
)
NO_VARIABLES: Final = frozenset({*WORDS, *NO_NUMBERS, "not"})

KNOWN_WORDS: Final = frozenset({*CONSTANT_SPELLINGS, *FUNCTION_SPELLINGS})

GLUED: Final = sorted(
    (
        spelling
        for spelling, name in SPELLINGS.items()
        if FUNCTIONS[name].in_runs
        and not (spelling.startswith("a") and not spelling.startswith("ar"))
    ),
    key=len,
    reverse=True,
)
KNOWN_IN_RUNS: Final = frozenset({"e", "pi", *GLUED})
GREEK: Final = sorted(GREEK_NAMES, key=str.swapcase)
LONG_GREEK: Final = sorted((n for n in GREEK_NAMES if len(n) >= 4), key=len, reverse=True)

# The hyperbolic functions as French and Russian books write them.
HYPERBOLIC: Final = MappingProxyType({"sh": "sinh", "ch": "cosh", "th": "tanh", "cth": "coth"})
# What stands in \text{...} between a value and its condition, in the languages of books.
PHRASES: Final = MappingProxyType(
    {
        phrase: word
        for word, phrases in {
            "if": (
                "if, for, when, where, as, provided, for all, if and only if, "
                "si, se, wenn, falls, für, pour, per, para, quando, quand, cuando, "
                "als, voor, dla, gdy, jeśli, jeżeli, при, если, когда"
            ),
            "otherwise": (
                "otherwise, else, elsewhere, in all other cases, "
                "sinon, ailleurs, autrement, dans les autres cas, altrimenti, altrove, "
                "in tutti gli altri casi, en otro caso, de otro modo, si no, en caso contrario, "
                "sonst, ansonsten, anders, caso contrário, nos outros casos, "
                "w przeciwnym razie, w pozostałych przypadkach, иначе, в противном случае, "
                "в остальных случаях"
            ),
            "and": "and, et, und, e, y, oraz, и",
            "or": "or, ou, oder, oppure, o, lub, или",
        }.items()
        for phrase in phrases.split(", ")
    }
)
CONSTANTS_OF_C: Final = MappingProxyType({"M_PI": "pi", "M_E": "e"})

# What programs know of a list of values: np.sum([x, y]), norm((x, y)).
LISTS: Final = MappingProxyType(
    {
        "sum": "sum",
        "Total": "sum",
        "prod": "prod",
        "product": "prod",
        "mean": "mean",
        "Mean": "mean",
        "average": "mean",
        "norm": "norm",
        "Norm": "norm",
        "SUM": "sum",
        "PRODUCT": "prod",
        "AVERAGE": "mean",
    }
)

# What people call a function that the table has not, and how to say it in the language.
OTHER_WORDS: Final = MappingProxyType(
    {
        "lg": "write log(x, 10), or log(x, 2) if that is what lg means to you",
        "elu": "write {x if x > 0, a(exp(x) - 1) otherwise}",
        "leaky_relu": "write {x if x > 0, 0.01x otherwise}",
        "sine": "did you mean sin?",
        "cosine": "did you mean cos?",
        "tangent": "did you mean tan?",
        "sinus": "did you mean sin?",
        "cosinus": "did you mean cos?",
        "cases": "write {x if x > 0, -x otherwise}",
        "norm": "write sqrt(x^2 + y^2)",
        **dict.fromkeys(("inf", "infinity", "oo"), "write a large number: 10^6"),
        **dict.fromkeys(("nan", "None", "null"), "write a number, or a condition for where it is"),
        **dict.fromkeys(
            ("while", "import", "class", "elif"), "give the function alone, from def on"
        ),
        "two": "write 2",
        "three": "write 3",
        "diff": "give gradcli the function itself; it finds the derivatives",
        "not": "write the opposite condition: x <= 0 for not x > 0",
        "mod": "write x - y*floor(x/y) for the remainder of x by y",
        "lim": "give gradcli the function itself; a limit is not part of the language",
        "int": "give gradcli the function itself; an integral is not part of the language",
        "sum": "write the terms out with +",
        "prod": "write the factors out with *",
        **dict.fromkeys(
            ("gradient", "derivative", "differentiate", "integral", "integrate", "jacobian"),
            "give gradcli the function itself; it finds the derivatives",
        ),
        **dict.fromkeys(
            ("det", "arg", "dot", "cross"), "write it out in the variables' own letters"
        ),
        **dict.fromkeys(
            ("of", "the", "squared", "cubed", "find", "let", "wrt", "times", "plus", "minus"),
            "write the formula alone, as in x^2 y",
        ),
        **dict.fromkeys(
            ("Module", "Block", "With", "block"), "name its parts with let: let a = x^2; a + y"
        ),
        **dict.fromkeys(
            ("minimize", "minimise", "maximize", "maximise"),
            "give the formula alone to gradcli critical",
        ),
        "plot": "give the formula alone to gradcli plot",
        "const": "write c, or another letter, for a constant",
        "inv": "write 1/x",
        "grad": "give gradcli the function itself; it finds the gradient",
        "div": "write a/b for a quotient",
        **dict.fromkeys(("sind", "cosd", "tand"), "write the sign of degrees: cos(30°)"),
        "deg": "write ° or *pi/180 for degrees",
        "arc": "write the name in one word: arctan, arcsin",
        "Re": "variables are real here; leave out the real part",
        "Im": "variables are real here; there is no imaginary part",
    }
)

NAMES_IN_PROGRAMS: Final = frozenset({
    "norm", "diff", "mod", "sum", "prod", "gradient", "derivative", "integral", "jacobian", "det",
    "arg", "dot", "cross", "grad", "div", "deg", "const", "inv", "int", "tangent",
    "times", "plus", "minus", "two", "three", "minimize", "minimise", "maximize",
    "maximise", "plot",
})  # fmt: skip
"""Of these the ones that programs have as names of numbers: norm*x + 1, where nothing is called."""

FUNCTIONS_OF_OTHERS: Final = (
    frozenset({
        "cotd", "secd", "cscd", "asind", "acosd", "atand", "sinpi",
        "cospi", "deg2rad", "rad2deg", "radians", "degrees", "besselj", "bessely", "besseli",
        "besselk", "besselh", "bessel", "airy", "airyai", "airybi", "zeta", "gammaln", "lgamma",
        "loggamma", "gammainc", "digamma", "trigamma", "polygamma", "erfi", "erfinv", "erfcinv",
        "erfcx", "expint", "dawson", "lambertw", "productlog", "ellipk", "ellipe", "ellipke",
        "legendre", "legendrep", "hermite", "hermiteh", "laguerre", "chebyshev", "chebyshevt",
        "fibonacci", "bernoulli", "harmonic", "binomial", "nchoosek", "fresnels", "fresnelc",
        "sinint", "cosint", "normpdf", "normcdf", "pnorm", "dnorm", "qnorm", "rand", "randn",
        "randi", "zeros", "ones", "eye", "trace", "fix", "trunc", "rem", "gcd", "lcm", "primes",
        "prime", "isprime", "primepi", "nextpow2", "conj", "real", "imag", "sqrtm", "expm", "logm",
    })
    | LISTS.keys()
    | HYPERBOLIC.keys()
    | (OTHER_WORDS.keys() - {"const"})
)  # fmt: skip
"""What is a function to people and libraries, with no law here: cosd(30) is no element of cosd."""

STARTERS: Final = frozenset({
    "number", "fraction", "variable", "constant", "function", "(", "[", "{", "|", "|<",
    "frac", "sqrt", "radical", "floor<", "ceil<", "norm<", "list", "begin",
})  # fmt: skip
"""The kinds of tokens that an operand begins with, signs apart."""
