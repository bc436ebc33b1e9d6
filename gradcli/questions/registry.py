"""The questions that gradcli answers: the one list of them.

A new question is written here, and in no other list: mypy and `tests/questions` say what
of it is still missing. The list itself loads nothing, since `import gradcli`, `gradcli --help` and
the shell's completion go by it; a question's module is loaded when it is asked for.
"""

from __future__ import annotations

from types import MappingProxyType

# What a question needs is loaded with it.
# ruff: noqa: PLC0415

# Not from `typing`, which takes longer to load than all that is here.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final, Literal, TypeAlias, TypeGuard

    from gradcli.questions.command import Command
    from gradcli.questions.kinds.backprop import backprop
    from gradcli.questions.kinds.check import check
    from gradcli.questions.kinds.critical import critical
    from gradcli.questions.kinds.descent.descend import descend
    from gradcli.questions.kinds.directional import directional
    from gradcli.questions.kinds.gradient import gradient
    from gradcli.questions.kinds.hessian import hessian
    from gradcli.questions.kinds.partial import partial
    from gradcli.questions.kinds.pictures.explore import explore
    from gradcli.questions.kinds.plot import plot
    from gradcli.questions.kinds.steepest import steepest
    from gradcli.questions.kinds.tangent import tangent
    from gradcli.questions.kinds.taylor import taylor

    Name: TypeAlias = Literal[
        "partial",
        "grad",
        "dir",
        "steepest",
        "explore",
        "tangent",
        "taylor",
        "hessian",
        "critical",
        "plot",
        "descend",
        "backprop",
        "check",
    ]

# What Python programs call them: `gradcli.gradient`.
__all__ = [
    "backprop",
    "check",
    "critical",
    "descend",
    "directional",
    "explore",
    "gradient",
    "hessian",
    "partial",
    "plot",
    "steepest",
    "tangent",
    "taylor",
]

# The command, its name in Python, and the line for `gradcli --help`, in the order of the ideas.
QUESTIONS: Final[MappingProxyType[Name, tuple[str, str]]] = MappingProxyType(
    {
        "partial": (
            "partial",
            "One partial derivative, or a mixed one, worked step by step.",
        ),
        "grad": (
            "gradient",
            "Every partial, the gradient, its value at a point and what it means.",
        ),
        "dir": (
            "directional",
            "The directional derivative: as given, and per unit of distance.",
        ),
        "steepest": (
            "steepest",
            "The direction of steepest ascent, and why it is the steepest.",
        ),
        "explore": (
            "explore",
            "A web page on which the point and the direction are dragged.",
        ),
        "tangent": (
            "tangent",
            "The tangent plane: the linear approximation near a point.",
        ),
        "taylor": (
            "taylor",
            "The Taylor polynomial at a point, and how fast its error shrinks.",
        ),
        "hessian": (
            "hessian",
            "The matrix of second partials, and what it says at a point.",
        ),
        "critical": (
            "critical",
            "All critical points, what each is, and whether these are all.",
        ),
        "plot": (
            "plot",
            "Level curves, the gradient at right angles to them, and a direction.",
        ),
        "descend": (
            "descend",
            "Gradient descent step by step, why it ends, and what is proved of it.",
        ),
        "backprop": (
            "backprop",
            "The gradient worked backward through the graph of the function.",
        ),
        "check": (
            "check",
            "Whether an answer is right, and what went wrong where it is not.",
        ),
    }
)


def is_question(name: str) -> TypeGuard[Name]:
    """Whether a command is a question; the others are tools."""
    return name in QUESTIONS


def question_named(word: str) -> Name | None:
    """The question that a word names, by its command or as Python programs call it."""
    if is_question(word):
        return word
    return next((name for name, (called, _) in QUESTIONS.items() if called == word), None)


def command_of(name: Name) -> Command:
    """What a question takes and gives."""
    from typing import assert_never

    match name:
        case "partial":
            from gradcli.questions.kinds.partial import COMMAND
        case "grad":
            from gradcli.questions.kinds.gradient import COMMAND
        case "dir":
            from gradcli.questions.kinds.directional import COMMAND
        case "steepest":
            from gradcli.questions.kinds.steepest import COMMAND
        case "explore":
            from gradcli.questions.kinds.pictures.explore import COMMAND
        case "tangent":
            from gradcli.questions.kinds.tangent import COMMAND
        case "taylor":
            from gradcli.questions.kinds.taylor import COMMAND
        case "hessian":
            from gradcli.questions.kinds.hessian import COMMAND
        case "critical":
            from gradcli.questions.kinds.critical import COMMAND
        case "plot":
            from gradcli.questions.kinds.plot import COMMAND
        case "descend":
            from gradcli.questions.kinds.descent.descend import COMMAND
        case "backprop":
            from gradcli.questions.kinds.backprop import COMMAND
        case "check":
            from gradcli.questions.kinds.check import COMMAND
        case _:
            assert_never(name)
    return COMMAND


def function_of(name: str) -> Callable[..., Any] | None:
    """The public function of this name, or of this command; None where there is none."""
    for command, (in_python, _) in QUESTIONS.items():
        if name in (in_python, command):
            return command_of(command).in_python
    return None
