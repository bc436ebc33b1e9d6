"""gradcli: gradients and directions of steepest ascent, worked step by step.

A function is given as text, as a SymPy expression, or as a Python function of symbols; a point as
numbers, as a table by name, or as text:

>>> import gradcli
>>> gradcli.gradient("x^2 y", at="2,3")
<grad of f(x, y) = x**2*y at (2, 3): 12, 4>
>>> gradcli.gradient(lambda x, y: x**2 * y, at={"x": 2, "y": 3}).values()
(12, 4)

All variables are real, and all numbers exact: a float is taken at its shortest decimal, so that 0.1
is 1/10. What is not understood is a `GradcliError`; where the mathematics says no, that is the
`error` of the `Result`. The functions are loaded when they are first used, so that
`import gradcli` is cheap.

numeric_gradient     the gradient as a function of floats, for very many points
batch                many questions, answered in several processes
worksheet            a sheet of exercises and its key, from many questions
hint                 the next thing to think of on the way to a derivative
learn                why the gradient is the steepest way up, in ten steps
practice             exercises with clean answers, and their key
rules                the rule book: every law, why it holds, and an example
mistakes             the known mistakes that check names, each with an example
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
    "Worksheet": "gradcli.bulk.worksheets.worksheet",
    "Lesson": "gradcli.questions.learning.lesson",
    "hint": "gradcli.questions.learning.hint",
    "mistakes": "gradcli.questions.learning.mistakes",
    "numeric_gradient": "gradcli.questions.numeric",
    "learn": "gradcli.questions.learning.learn",
    "practice": "gradcli.questions.learning.practice",
    "rules": "gradcli.questions.learning.rules",
    "worksheet": "gradcli.bulk.worksheets.worksheet",
}

if TYPE_CHECKING:
    from typing import Any

    from gradcli.bulk.library import batch as batch
    from gradcli.bulk.worksheets.worksheet import Worksheet as Worksheet
    from gradcli.bulk.worksheets.worksheet import worksheet as worksheet
    from gradcli.errors import GradcliError as GradcliError
    from gradcli.language.lex.limits import Limits as Limits
    from gradcli.questions.learning.hint import hint as hint
    from gradcli.questions.learning.learn import learn as learn
    from gradcli.questions.learning.lesson import Lesson as Lesson
    from gradcli.questions.learning.mistakes import mistakes as mistakes
    from gradcli.questions.learning.practice import practice as practice
    from gradcli.questions.learning.rules import rules as rules
    from gradcli.questions.numeric import NumericGradient as NumericGradient
    from gradcli.questions.numeric import numeric_gradient as numeric_gradient
    from gradcli.questions.registry import *  # noqa: F403  each question's own function
    from gradcli.questions.result import Result as Result

    grad = gradient  # noqa: F405  the names of the commands beside the long ones
    dir = directional  # noqa: A001, F405
else:
    # Not `dir`: `from gradcli import *` shall not take Python's own away.
    __all__ = [*_HOMES, *registry.__all__, "grad"]  # noqa: PLE0604  each question is listed once

if __doc__:  # without -OO
    __doc__ += "".join(
        f"{python if python == command else f'{python} ({command})':20} {line}\n"
        for command, (python, line) in registry.QUESTIONS.items()
    )

__version__ = "0.3.0"


def __getattr__(name: str) -> Any:
    from importlib import import_module  # noqa: PLC0415  needed only where the library is used

    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    found = registry.function_of(name)
    if found is None:
        raise AttributeError(f"module 'gradcli' has no attribute {name!r}")
    return found


def __dir__() -> list[str]:
    """What is there, also before it was loaded; `help(gradcli)` goes by it."""
    return sorted({*globals(), *_HOMES, *registry.__all__, *registry.QUESTIONS})
