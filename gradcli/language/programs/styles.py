"""How the languages write a function: what opens it, what ends a block, what is left out."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from gradcli.late import pattern


class Style(Enum):
    """How a language shows where a block ends."""

    INDENTED = auto()  # Python
    BRACES = auto()  # C, JavaScript, Java, R
    ENDS = auto()  # MATLAB, Octave, Julia
    LINES = auto()  # assignments one below the other, with no function around them


# What a program begins with; the names are looked at in the tokens.
OPENINGS: Final = (
    (pattern(r"(?:async\s+)?def\s+\w+\s*\("), Style.INDENTED),
    (pattern(r"(?:\w+\s*(?:<-|=)\s*)?function\s*\w*\s*\([^(){}]*\)\s*\{"), Style.BRACES),
    (pattern(r"(?:static\s+|inline\s+|public\s+)*(?:double|float|real|long double)\s+\w+\s*\("),
     Style.BRACES),
    (pattern(r"\w+\s*=\s*\([^(){}]*\)\s*=>\s*\{"), Style.BRACES),
    # f(x) = begin ... end, a block of Julia.
    (pattern(r"\w+\s*\([^(){}]*\)\s*=\s*begin\b"), Style.ENDS),
    (pattern(r"(?:(?:pure|elemental|real|double\s+precision)\s+)*function\s+"
                r"(?:\[?\s*\w+\s*\]?\s*=\s*)?\w+\s*\("),
     Style.ENDS),
)  # fmt: skip
# The words before a name that is declared in C, JavaScript, Julia and Python's annotations.
TYPES: Final = frozenset({
    "double", "float", "real", "int", "const", "let", "var", "auto", "final", "local", "static",
})  # fmt: skip
LOOPS: Final = frozenset({"for", "while", "do", "repeat", "foreach"})
IMPORTS: Final = frozenset({
    "import", "from", "using", "library", "require", "pass", "global", "implicit", "intent",
})  # fmt: skip
"""Words that begin a line which says nothing of the value."""

ELSE_IF: Final = frozenset({"elif", "elseif"})
ENDS_OF_BLOCKS: Final = frozenset({*ELSE_IF, "else", "end", "endif", "endfunction"})
STATEMENTS: Final = frozenset({*ENDS_OF_BLOCKS, *LOOPS, "return"}) - {"else"}
"""Words that begin a line whatever stands before."""

OPERATIONS: Final = frozenset({"+", "-", "*", "/", "^", ",", "relation", ":=", "(", "[", "?"})
"""Behind these a line goes on."""
