"""gradcli: gradients and directions of steepest ascent, worked step by step.

The public functions are loaded when they are first used, so that `import gradcli` is cheap.
"""

from __future__ import annotations

from gradcli.questions import registry

# Not from `typing`, which takes longer to load than all else before Ctrl-C is heard.
TYPE_CHECKING = False

_HOMES = {
    "GradcliError": "gradcli.errors",
    "Limits": "gradcli.language.lex.limits",
    "NumericGradient": "gradcli.questions.numeric",
    "Result": "gradcli.questions.result",
    "batch": "gradcli.bulk.library",
    "numeric_gradient": "gradcli.questions.numeric",
}

if TYPE_CHECKING:
    from typing import Any

    from gradcli.bulk.library import batch as batch
    from gradcli.errors import GradcliError as GradcliError
    from gradcli.language.lex.limits import Limits as Limits
    from gradcli.questions.numeric import NumericGradient as NumericGradient
    from gradcli.questions.numeric import numeric_gradient as numeric_gradient
    from gradcli.questions.registry import *  # noqa: F403  each question's own function
    from gradcli.questions.result import Result as Result
else:
    __all__ = [*_HOMES, *registry.__all__]  # noqa: PLE0604  each question is listed once

__version__ = "0.2.0"


def __getattr__(name: str) -> Any:
    from importlib import import_module  # noqa: PLC0415  needed only where the library is used

    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    found = registry.function_of(name)
    if found is None:
        raise AttributeError(f"module 'gradcli' has no attribute {name!r}")
    return found
