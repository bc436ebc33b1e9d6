"""How much text is read, and how large the numbers in it may be: held before the work.

Each figure is checked before the step that it protects: characters before the text is looked at,
digits before a numeral becomes a number, exponents before SymPy could multiply them out.
"""

from __future__ import annotations

from typing import NoReturn

from gradcli.codes import LimitCode
from gradcli.errors import Source, Span
from gradcli.frozen import dataclass
from gradcli.language.messages import say


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds on one text.

    `characters`, `tokens`, `nesting` (brackets, functions or exponents inside one another) and
    `size` (different nodes of the tree) bound the text. `digits` bounds a numeral and the exact
    value of a constant power; `exponent` the degree in a variable and the exponent of an
    irrational constant; `sum_exponent` the power of a sum that could be multiplied out;
    `factorial` the argument of a factorial; `magnitude` the binary exponent of a constant that
    is itself an exponent (30: about a thousand million).
    """

    characters: int = 65_536
    tokens: int = 50_000
    nesting: int = 4_000
    size: int = 100_000
    digits: int = 4_000
    exponent: int = 100_000
    sum_exponent: int = 1_000
    factorial: int = 1_000
    magnitude: int = 30


def refuse(code: LimitCode, span: Span | None, source: Source | None, **parts: object) -> NoReturn:
    """Raise the refusal that a limit stands for (exit code 3)."""
    raise say.failure(code, span, source, "", None, **parts)
