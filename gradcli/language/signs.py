"""What the tokenizer looks for at each place: numbers, names, signs, commands."""

from __future__ import annotations

import re
from typing import Final

BLANKS: Final = frozenset(" \t\r\f\v")
SPACE: Final = re.compile(r"[ \t\r\f\v]+")
NUMBER: Final = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
EXPONENT: Final = re.compile(r"[eE]([+-]?[0-9]+)(?![0-9.])")
NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*")
# The inside of a subscript in braces, perhaps set upright: x_{1}, x_{\max}, x_{\text{max}}.
_STYLED: Final = r"\\(?:mathit|mathrm|mathsf|text|textrm|operatorname)\s*\{\s*([A-Za-z0-9]+)\s*\}"
_INDICES: Final = r"[A-Za-z0-9]+(?:\s*,\s*[A-Za-z0-9]+)*"
_BRACED: Final = rf"(?:\{{\s*(?:{_STYLED}|\\?({_INDICES}))\s*\}}|{_STYLED})"
SUBSCRIPT: Final = re.compile(rf"(?:_| *_ *(?=[\\{{]))(?:{_BRACED}|([0-9]+|[A-Za-z][A-Za-z0-9]*))")
LATEX_SUBSCRIPT: Final = re.compile(rf" *_ *(?:{_BRACED}|([0-9]+|[A-Za-z])|\\([A-Za-z]+))")
# A name in braces, as formula editors write it: {x}_1.
BRACED_NAME: Final = re.compile(r"\{\s*([A-Za-z])\s*\}(?=\s*_)")
# What belongs to the page and not to the formula: \tag{1}, \label{eq:1}.
PAGE_MARK: Final = re.compile(r"\s*\{[^{}]*\}")
# 5. f(x, y) = ..., 1) z = ...: the number of an exercise.
EXERCISE: Final = re.compile(
    r"\A\s*(?:\(?[0-9]{1,3}[.)]|\([a-z]\)|[a-z]\))\s+(?=[A-Za-z]\w*\s*(?:\([\w\s,]*\)\s*)?:?=[^=])"
)
EXPONENT_BEFORE_SUBSCRIPT: Final = re.compile(r" *\^ *(?:\{[^{}]*\}|[0-9A-Za-z])(?= *_)")
# The point of the sentence that a formula was copied from.
LAST_POINT: Final = re.compile(r"\.(?=\s*+(?:\$|\\\\|\\[)\]]|\\end\b|\}?\s*+\Z))")
# f: R^2 -> R, before the formula: it names no variable.
DOMAIN: Final = re.compile(
    r"[\s$]*+[A-Za-z]\w*\s*+(?::|\\colon\b)\s*+(?:\\mathbb\s*+\{\s*+R\s*+\}|\\mathbb\s*+R|R)"
    r"\s*+(?:\^\s*+(?:\w|\{\s*+\w\s*+\})|[²³ⁿ])?\s*+(?:→|->|\\(?:to|rightarrow|longrightarrow)\b)\s*+"
    r"(?:\\mathbb\s*+\{\s*+R\s*+\}|\\mathbb\s*+R|R)\s*+(?:[,;:.]|\\quad\b|\n)"
)
COMMAND: Final = re.compile(r"\\([A-Za-z]+\*?|.|\n)")
ENVIRONMENT: Final = re.compile(r"\s*\{([A-Za-z]+\*?)\}")
COLUMNS: Final = re.compile(r"\s*\{[^{}]*\}")
ROW_GAP: Final = re.compile(r"\s*\[[^\[\]]*\]")
OPEN_CASES: Final = re.compile(r"\\left\s*\\(?:\{|lbrace\b)\s*(?=\\begin\b)")
DEGREES: Final = re.compile(r"\^\s*(?:\\circ\b|\{\s*\\circ\s*\})")
MODULE: Final = re.compile(r"(?:np|numpy|math|Math|sp|sympy|torch|tf|jnp|cmath)\.(?=[A-Za-z])")
SIGN: Final = re.compile(
    r"\*\*|->|=>|:=|<=|>=|!=|==|<>|&&|\|\||[-+*/^(){}\[\]|,;!=<>:&°≤≥≠→∧∨⌊⌋⌈⌉√∛∜_@]"
)
KINDS: Final = {
    "**": "^",
    "=>": "->",
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
    "⌊": "floor<",
    "⌋": "floor>",
    "⌈": "ceil<",
    "⌉": "ceil>",
    "√": "radical",
    "∛": "radical",
    "∜": "radical",
}
TEXTS: Final = {
    "**": "^", "==": "=", "<>": "!=", "≤": "<=", "≥": ">=", "≠": "!=", "&&": "and", "∧": "and",
    "∨": "or", "√": "2", "∛": "3", "∜": "4",
}  # fmt: skip
