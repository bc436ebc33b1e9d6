"""The LaTeX commands that the tokenizer knows, each as the token that a plain text would give.

There is no LaTeX grammar here: a command is another spelling of a sign or a name, and the braces
are brackets, so the two notations cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gradcli.codes import SyntaxCode
from gradcli.field.functions import SPELLINGS
from gradcli.language.lex.characters import GREEK_NAMES
from gradcli.language.lex.vocabulary import ROMANCE
from gradcli.late import pattern

SPACING: Final = frozenset({
    "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl",
    "biggr", "Biggl", "Biggr", "middle", "displaystyle", "textstyle", "scriptstyle", "limits",
    "nolimits", "smash", "rm", "it", "quad", "qquad", "enspace", "thinspace", "space", "nonumber",
    "notag", "mathstrut", "strut", "hfill", ",", ";", ":", "!", ">", "(", ")", "[", "]", "/",
})  # fmt: skip
"""Commands that only space or size: left out."""

SIZES: Final = frozenset({
    "left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr",
    "biggl", "biggr", "Biggl", "Biggr", "!",
})  # fmt: skip
"""Those of them that leave no room: \\sigma\\left(x\\right) is \\sigma(x)."""

TRANSPARENT: Final = frozenset({
    "operatorname", "operatorname*", "mathrm", "mathit", "mathsf", "mathtt", "mathop",
    "mathnormal", "mathbf", "boldsymbol", "bm", "text", "textrm", "textit", "textbf",
    "textnormal", "mbox", "hbox", "mathcal", "mathscr", "mathfrak",
    "boxed", "underbrace", "overbrace", "mathopen", "mathclose", "mathbin", "mathrel", "mathord",
    "mathinner", "ensuremath",
})  # fmt: skip
"""Commands that style what stands in their braces: the braces are left out with them."""

SET_AS_NAMES: Final = frozenset({"mathit", "mathrm", "mathsf", "mathnormal"})
"""Those of them in whose braces a run of letters is one name."""

VECTOR_MARKS: Final = frozenset(["vec", "overrightarrow"])
"""Marks of a vector, which no variable of an expression is."""

SIGNS: Final = MappingProxyType(
    {
        "cdot": ("*", "*"),
        "times": ("*", "*"),
        "ast": ("*", "*"),
        "div": ("/", "/"),
        "frac": ("frac", "frac"),
        "dfrac": ("frac", "frac"),
        "tfrac": ("frac", "frac"),
        "nicefrac": ("frac", "frac"),
        "sfrac": ("frac", "frac"),
        "over": ("over", "\\over"),
        "cfrac": ("frac", "frac"),
        "sqrt": ("sqrt", "sqrt"),
        "lt": ("relation", "<"),
        "gt": ("relation", ">"),
        "le": ("relation", "<="),
        "leq": ("relation", "<="),
        "leqslant": ("relation", "<="),
        "ge": ("relation", ">="),
        "geq": ("relation", ">="),
        "geqslant": ("relation", ">="),
        "ne": ("relation", "!="),
        "neq": ("relation", "!="),
        "langle": ("relation", "<"),
        "rangle": ("relation", ">"),
        "land": ("word", "and"),
        "&": ("word", "and"),
        r"&\&": ("word", "and"),
        "wedge": ("word", "and"),
        "lor": ("word", "or"),
        "vee": ("word", "or"),
        "to": ("->", "->"),
        "mapsto": ("->", "->"),
        "longmapsto": ("->", "->"),
        "rightarrow": ("->", "->"),
        "colon": (":", ":"),
        "coloneqq": (":=", ":="),
        "equiv": (":=", ":="),
        "triangleq": (":=", ":="),
        "doteq": (":=", ":="),
        "half": ("fraction", "1/2"),
        "third": ("fraction", "1/3"),
        "quarter": ("fraction", "1/4"),
        "sum": ("series", "+"),
        "prod": ("series", "*"),
        "lVert": ("norm<", "‖"),
        "rVert": ("norm>", "‖"),
        "Vert": ("norm", "‖"),
        "|": ("norm", "‖"),
        "lvert": ("|<", "|"),
        "rvert": ("|>", "|"),
        "vert": ("|", "|"),
        "mid": ("|", "|"),
        "lfloor": ("floor<", "\\lfloor"),
        "rfloor": ("floor>", "\\rfloor"),
        "lceil": ("ceil<", "\\lceil"),
        "rceil": ("ceil>", "\\rceil"),
        "lbrace": ("{", "{"),
        "rbrace": ("}", "}"),
        "{": ("{", "{"),
        "}": ("}", "}"),
        "lbrack": ("[", "["),
        "rbrack": ("]", "]"),
        "circ": ("°", "°"),
        "degree": ("°", "°"),
        "lparen": ("(", "("),
        "rparen": (")", ")"),
    }
)

NAMES: Final[MappingProxyType[str, str]] = MappingProxyType(
    {name: name for name in sorted(GREEK_NAMES, key=str.swapcase) if name != "omicron"}
    | {name: name for name in (*SPELLINGS, *ROMANCE)}
    | {
        "varepsilon": "epsilon",
        "vartheta": "theta",
        "varphi": "phi",
        "varrho": "rho",
        "varsigma": "sigma",
        "varkappa": "kappa",
        "pi": "pi",
        "imath": "i",
        "jmath": "j",
        "ell": "l",
        "hbar": "hbar",
    }
)
"""Commands that are names: the name that each stands for."""

GRIDS: Final = frozenset({
    "cases", "dcases", "rcases", "array", "matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix",
    "smallmatrix",
})  # fmt: skip
"""Environments with rows and columns that mean something."""

WRAPPERS: Final = frozenset({
    "equation", "equation*", "align", "align*", "aligned", "gather", "gather*", "gathered",
    "split", "eqnarray", "eqnarray*", "flalign", "flalign*", "displaymath", "math",
    "multline", "multline*",
})  # fmt: skip
"""Environments that only set what they hold on a line of its own."""

WITH_GROUP: Final = frozenset({
    "tag", "label", "hspace", "vspace", "phantom", "hphantom", "color", "textcolor",
})  # fmt: skip
"""Commands whose first group belongs to the page: it is left out with them."""

REFUSED: Final[Mapping[str, SyntaxCode]] = MappingProxyType(
    {
        "int": "integral-sign",
        "lim": "limit-sign",
        "partial": "derivative-sign",
        "nabla": "gradient-sign",
        "infty": "infinity",
        "pm": "two-signs-in-one",
        "mp": "two-signs-in-one",
        "prime": "prime",
        "ldots": "ellipsis",
        "cdots": "ellipsis",
        "dots": "ellipsis",
        "binom": "binomial-coefficient",
        "in": "membership-sign",
        "%": "unknown-character",
        "top": "transposition",
        "intercal": "transposition",
    }
)
"""Signs that people do write, and what is said of each."""

REFUSED_CHARACTERS: Final = MappingProxyType(
    {
        "∫": "int",
        "∂": "partial",
        "∇": "nabla",
        "∞": "infty",
        "±": "pm",
        "∓": "mp",
        "'": "prime",
        "…": "ldots",
        "⋯": "cdots",
        "∈": "in",
        "ᵀ": "top",
    }
)


# A backslash at the end of a line and the $ that ends a statement of Maxima are no LaTeX.
_COMMAND: Final = pattern(r"\\(?:[A-Za-z,;:!>{}|()\[\]\\]| (?!\s*(?:\n|\Z)))|\$[^$]*\$")


def is_latex(text: str) -> bool:
    """Whether a text has a command of LaTeX, or stands between two $."""
    return ("\\" in text or "$" in text) and _COMMAND.search(text) is not None


def known_commands() -> tuple[str, ...]:
    """Every command that can be meant by a misspelt one."""
    return (*SIGNS, *NAMES, *TRANSPARENT, "begin", "end")
