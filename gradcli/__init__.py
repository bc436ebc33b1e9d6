"""gradcli: gradients and directions of steepest ascent, worked step by step.

The public functions are loaded when they are first used, so that `import gradcli` is cheap.
"""

from __future__ import annotations

# Not from `typing`, which takes longer to load than all else before Ctrl-C is heard.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from gradcli.api import (
        NumericGradient,
        Result,
        directional,
        gradient,
        numeric_gradient,
        partial,
        steepest,
    )
    from gradcli.bulk.library import batch
    from gradcli.errors import GradcliError
    from gradcli.language.lex.limits import Limits

__all__ = [
    "GradcliError",
    "Limits",
    "NumericGradient",
    "Result",
    "batch",
    "directional",
    "gradient",
    "numeric_gradient",
    "partial",
    "steepest",
]
__version__ = "0.1.0"

_HOMES = {
    "GradcliError": "gradcli.errors",
    "Limits": "gradcli.language.lex.limits",
    "batch": "gradcli.bulk.library",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'gradcli' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415  needed only where the library is used

    return getattr(import_module(_HOMES.get(name, "gradcli.api")), name)
