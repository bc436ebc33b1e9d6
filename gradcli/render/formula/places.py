"""Where a formula goes on in the next line: before a sign of a sum or a relation, in every format.

Between the factors of a product only where it is too wide by itself and holds no such sign.
"""

from __future__ import annotations

from typing import Final

BEFORE: Final = frozenset((*"+−-±=≈→≤≥<>≠", "~=", "->", "<=", ">=", "!=", "and", "or", "if"))
"""The signs and words, in Unicode and in ASCII, before which a line may begin."""

EQUALS: Final = frozenset("=≈")
"""The signs at which a chain is parted, before one of its parts is."""

DOTS: Final = frozenset("·*")
"""The signs before which it begins when nothing else is left."""
