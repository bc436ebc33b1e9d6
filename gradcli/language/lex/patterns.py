"""What the tokenizer looks for at each place: numbers, names, signs, commands, signs of code."""

from __future__ import annotations

import re
import string
from collections.abc import Collection
from typing import Final

from gradcli.language.lex.characters import GREEK_NAMES
from gradcli.language.lex.vocabulary import (
    FUNCTION_SPELLINGS,
    FUNCTIONS_OF_OTHERS,
    PHRASES,
    WORDS,
)
from gradcli.late import pattern

BLANKS: Final = frozenset(" \t\r\f\v")
SPACE: Final = pattern(r"[ \t\r\f\v]+")
# 0{,}5 is LaTeX for the decimal comma.
NUMBER: Final = pattern(r"(?:[0-9]+(?:\.(?!\.)[0-9]*|\{,\}[0-9]+)?|\.[0-9]+)")
EXPONENT: Final = pattern(r"[eE]([+-]?[0-9]+)(?![0-9]|\.[0-9])")
BARRED: Final = pattern(r"[A-Za-z][A-Za-z0-9]*(?:_(?:[0-9]+|[A-Za-z][A-Za-z0-9]*))+")
# x1 and x12, in any text one name.
FIGURES_OF_ONE: Final = pattern(r"\A[A-Za-z][0-9]+\Z")
NAME: Final = pattern(r"[A-Za-z][A-Za-z0-9]*")
# Most names: no index, bracket or mark of one begins with these signs.
NAME_ALONE: Final = pattern(r"[A-Za-z][A-Za-z0-9]*(?=[-+*/),])")
# The inside of a subscript in braces, perhaps set upright: x_{1}, x_{\max}, x_{\text{max}}.
_STYLED: Final = r"\\(?:mathit|mathrm|mathsf|text|textrm|operatorname)\s*\{\s*([A-Za-z0-9]+)\s*\}"
_INDICES: Final = r"[A-Za-z0-9]+(?:\s*,\s*[A-Za-z0-9]+)*"
_BRACED: Final = rf"(?:\{{\s*(?:{_STYLED}|\\?({_INDICES}))\s*\}}|{_STYLED})"
SUBSCRIPT: Final = pattern(
    rf"(?:__?| *_ *(?=[\\{{]))(?:{_BRACED}|([0-9]+|[A-Za-z][A-Za-z0-9]*|[α-ωΑ-Ω]))"
)
LATEX_SUBSCRIPT: Final = pattern(rf" *_ *(?:{_BRACED}|([0-9]+|[A-Za-z])|\\([A-Za-z]+))")
# A name in braces, as formula editors write it: {x}_1.
BRACED_NAME: Final = pattern(r"\{\s*([A-Za-z])\s*\}(?=\s*_)")
# What belongs to the page and not to the formula: \tag{1}, \label{eq:1}.
PAGE_MARK: Final = pattern(r"\s*\{(?:[^{}]|\{[^{}]*\})*\}")
# x^{(1)}, a^{[2]}, w⁽³⁾: an index, or the order of a derivative, and no power.
RAISED_INDEX: Final = pattern(
    r" *\^ *\{\s*[(\[]\s*([0-9]+|[ijklL])\s*[)\]]\s*\}"
    r"|⁽([⁰¹²³⁴-⁹]+|[ⁱʲᵏⁿ])⁾"
)
# x[0], and x(1), x(:, 1) or x(k) in MATLAB.
ELEMENT: Final = pattern(r"\[\s*(?:(?::|\.\.\.)\s*,\s*)?([0-9]+|[ijkn])\s*\]")
ELEMENT_OF_MATLAB: Final = pattern(r"\(\s*(?::\s*,\s*)?([0-9]+|[ijkn])\s*\)")
_NAME_AND_INDEX: Final = pattern(
    r"(?<!\w)[0-9]*+([A-Za-z]\w*+)\(\s*+(:\s*+,\s*+)?([0-9]{1,3}|[ijkn])\s*+\)", re.ASCII
)
# 1.0d0 and 2.5D-3, as in Fortran, and 1.0b0, as in Maxima.
FORTRAN: Final = pattern(r"[dDbB][+-]?[0-9]+(?![A-Za-z_])")
_EXPONENT_BEFORE_SUBSCRIPT: Final = pattern(r" *\^ *(?:\{[^{}]*\}|[0-9])(?= *_)")
_LETTER_BEFORE_SUBSCRIPT: Final = pattern(r" *\^ *(?:\{[^{}]*\}|[0-9A-Za-z])(?= *_)")
# The point of the sentence that a formula was copied from.
LAST_POINT: Final = pattern(
    r"\.(?=(?:\s|\\[,;:!> ]|\\q?quad\b|\\right\s*\.)*+"
    r"(?:\$|\\\\|\\[)\]]|\}*\s*\\end\b|\}\s*\\\\|\}*+\s*+\Z))"
)
DIGITS: Final = frozenset("0123456789")
OPERATORS: Final = frozenset("*/^+-")
COMMAND: Final = pattern(r"\\([A-Za-z]+\*?|&\\&|.|\n)")
ENVIRONMENT: Final = pattern(r"\s*\{([A-Za-z]+\*?)\}")
BRACKET_ALONE: Final = pattern(r"\s*\{\s*([()\[\]])\s*\}")
COLUMNS: Final = pattern(r"\s*\{(?:[^{}]|\{[^{}]*\})*\}")
ROW_GAP: Final = pattern(r"\s*\[[^\[\]]*\]")
# A line of a formula that goes on: the next one begins with a sign.
GOES_ON: Final = pattern(
    r"[\s&]*(?:\\q?quad\s*|\{\}\s*|\\[,;:!>]\s*)*(?:[-+*/]|\\(?:cdot|times|pm)\b)"
)
OPEN_CASES: Final = pattern(r"\\left\s*\\(?:\{|lbrace\b)\s*(?=\\begin\b)")
# (1 + 5\\%)^t, but 5 \\% x may be the remainder.
PERCENT: Final = pattern(r"(?<=[0-9])\\%(?=\s*(?:[-+*/)\]},.$]|\\(?:cdot|times|right)\b|\Z))")
DEGREES: Final = pattern(r"\^\s*(?:\\circ\b|\{\s*\\circ\s*\})")
MODULE: Final = pattern(
    r"(?:(?:np|numpy|math|Math|sp|sympy|torch|tf|jax|jnp|cmath|scipy|mpmath|mp|anp|LA|linalg|autograd|F|nn|K)"
    r"(?:\.(?:nn|math|numpy|functional|special|linalg))*\.|std::)(?=[A-Za-z])"
)
SIGN: Final = pattern(
    r"\*\*|\|->|->|=>|:=|<=|>=|!=|~=|=/=|==|<>|&&|\|\||[-+*/^(){}\[\]|,;!=<>:&°≤≥≠→∧∨⌊⌋⌈⌉√∛∜_@?‖∑∏ΣΠ]"
)
# Most signs: what stands behind them does not make them longer, nor ^ a sign of degrees.
ALONE: Final = pattern(r"[+/,]|[-*](?=[\w( ])|\^(?=\w)")
# x.pow(2), (x, y).mean(), x.T: what Python and Julia ask of a value.
METHOD: Final = pattern(r"\.([A-Za-z_][A-Za-z0-9_]*)(?=\s*\()")
# \text{si }, \mbox{otherwise}: words in the middle of a formula, two letters at least.
PHRASE: Final = pattern(
    r"\\(?:text|textrm|textit|textbf|textnormal|mbox|hbox|mathrm|textsf)\s*"
    r"\{(?=[^{}]*(?:[A-Za-zÀ-ž]{2}|[А-я]))(?P<words>[~\s]*[A-Za-zÀ-žА-я][~\s,.;:A-Za-zÀ-žА-я]*)\}"
)
# Behind these a line of a formula goes on.
BEFORE_A_NEW_LINE: Final = frozenset({"+", "-", "*", "/", "relation"})
# x2^t and x2^{n}, where a book means x times 2^t.
FIGURE_BEFORE_A_POWER: Final = pattern(r"[A-Za-z]([2-9])(?=\^(?:[A-Za-z]|\{\s*-?[A-Za-z]))")
# The dots of i=1..3.
RANGE: Final = pattern(r"(?<=[0-9 ])\.\.(?=\s*[0-9A-Za-z])(?!\.)")
# ||(x, y)||, with no other bar between.
NORM: Final = pattern(r"(?<!\|)\|\|[^|]++(\|\|)(?!\|)")
KINDS: Final = {
    "**": "^",
    "=>": "->",
    "|->": "->",
    "~=": "relation",
    "=/=": "relation",
    "→": "->",
    "<=": "relation",
    ">=": "relation",
    "!=": "relation",
    "==": "relation",
    "=": "relation",
    "<": "relation",
    ">": "relation",
    "<>": "relation",
    "≤": "relation",
    "≥": "relation",
    "≠": "relation",
    "&&": "word",
    "∧": "word",
    "∨": "word",
    "∑": "series",
    "Σ": "series",
    "∏": "series",
    "Π": "series",
    "‖": "norm",
    "⌊": "floor<",
    "⌋": "floor>",
    "⌈": "ceil<",
    "⌉": "ceil>",
    "√": "radical",
    "∛": "radical",
    "∜": "radical",
}
TEXTS: Final = {
    "**": "^", "==": "=", "<>": "!=", "~=": "!=", "=/=": "!=", "≤": "<=", "≥": ">=",
    "≠": "!=", "&&": "and", "∧": "and", "∨": "or", "√": "2", "∛": "3", "∜": "4",
    "∑": "+", "Σ": "+", "∏": "*", "Π": "*",
}  # fmt: skip

# Python's power, what MATLAB and Julia do element by element, and how functions begin.
_ELEMENTWISE: Final = (".^", ".*", "./")
_SIGNS: Final = ("**", *_ELEMENTWISE, "lambda ", "def ", "function", "@(")
# An element of an array: x[0], xy[i].
_ARRAY: Final = pattern(r"[A-Za-z_]\w*\[\s*(?:[0-9]|[ijkn]\s*\])")


def has_signs_of_code(text: str) -> bool:
    """Whether a text has a sign that only programs have."""
    return (
        any(sign in text for sign in _SIGNS)
        or ("[" in text and _ARRAY.search(text) is not None)
        or ("." in text and MODULE.search(text) is not None)
        or bool(brackets_of_elements(text))
    )


def brackets_of_elements(text: str) -> Collection[int]:
    """Where brackets open that hold an index, as in MATLAB: x(1) is an element, not x times 1.

    A text shows it by signs of MATLAB, or by two elements of one array: x(1) and x(2). There the
    indices of a longer name begin with 1: cosd(30) and cosd(60) are values of a function.
    """
    if "(" not in text:
        return ()
    found = [each for each in _NAME_AND_INDEX.finditer(text) if not _is_function(each[1])]
    if not found:
        return ()
    of_letters = any(each[3].isalpha() for each in found)
    is_elementwise = any(sign in text for sign in _ELEMENTWISE)
    if not ("@(" in text or (is_elementwise and of_letters) or any(each[2] for each in found)):
        arrays: dict[str, set[int]] = {}
        for each in found:
            indices = arrays.setdefault(each[1], set())
            if each[3].isdigit():
                indices.add(int(each[3]))
        arrays = {n: at for n, at in arrays.items() if _is_letter(n) or min(at, default=1) == 1}
        found = [each for each in found if each[1] in arrays]
        if all(len(at) < 2 for at in arrays.values()):
            return ()
    return {each.end(1) for each in found}


def exponent_before_subscript(
    text: str, end: int, name: str, *, is_latex: bool
) -> re.Match[str] | None:
    """The exponent behind a name that has its subscript behind it, as in x^2_1.

    TeX sets y^x_1 as y_1^x; in any other text x_1 is the exponent, and so it is of the number e.
    """
    is_tex = name != "e" and (is_latex or "_{" in text or "^{" in text)
    found = _EXPONENT_BEFORE_SUBSCRIPT if not is_tex else _LETTER_BEFORE_SUBSCRIPT
    return found.match(text, end)


def is_value_in_square_brackets(text: str, name: str, end: int) -> bool:
    """Whether a name that ends there is that of a function of Mathematica: Zeta[2], not norm[0]."""
    is_typed = name[0].isupper() and name.lower() in FUNCTIONS_OF_OTHERS
    return is_typed and ELEMENT.match(text, end) is not None


def _is_letter(name: str) -> bool:
    return len(name) == 1 or (name in GREEK_NAMES and name != "gamma")


def _is_function(name: str) -> bool:
    """Whether a name is that of a function here, in a book or in a library."""
    stem = name.rstrip(string.digits)
    return not FUNCTIONS_OF_OTHERS.isdisjoint((name, name.lower())) or (
        len(stem) > 1 and not FUNCTION_SPELLINGS.keys().isdisjoint((stem, stem.lower()))
    )


def _is_upright_name(found: re.Match[str]) -> bool:
    """Whether a phrase is set as names are, and no English word of conditions: \\mathrm{se}."""
    return (
        found[0].startswith("\\mathrm") and found["words"].isalpha() and found["words"] not in WORDS
    )


def _may_have_cases(text: str, start: int) -> bool:
    """Whether an environment or a brace of cases is open at a place."""
    environment = text.rfind("\\begin", 0, start) > text.rfind("\\end", 0, start)
    return environment or text.rfind("\\{", 0, start) > text.rfind("\\}", 0, start)


def phrase(text: str, start: int) -> tuple[str, int] | None:
    """The word of conditions that stands at a place in \\text{si } and the like, and its end."""
    found = PHRASE.match(text, start)
    if found is None or (_is_upright_name(found) and not _may_have_cases(text, start)):
        return None
    written = " ".join(found["words"].lower().replace("~", " ").split()).strip(" ,.;:")
    word = PHRASES.get(written)
    return None if word is None else (word, found.end())
