"""SymPy's expressions, and functions of symbols, as text of the input language."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from typing import Any, Final, assert_never

from gradcli.field.expression import Call, Node, Piecewise, Variable, postorder
from gradcli.field.foreign import (
    Sort,
    has_a_sign,
    real_symbols,
    sort_of,
    symbols_of,
    tree_of,
)
from gradcli.field.to_sympy import symbol
from gradcli.frozen import dataclass
from gradcli.language.lex.vocabulary import FUNCTION_SPELLINGS
from gradcli.language.reading import read_expression
from gradcli.language.writing import write
from gradcli.late import pattern
from gradcli.questions.given.described import described, is_of_sympy
from gradcli.questions.given.refused import in_words
from gradcli.questions.given.values import value_text
from gradcli.questions.messages import failure, wrong_type

_FUNCTION_NAME: Final = pattern(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Written:
    """A function as text; `name` where it has one of its own.

    `assumed` are the variables of which SymPy was told more than that they are real numbers.
    """

    text: str
    variables: tuple[str, ...] | None
    name: str | None = None
    assumed: tuple[str, ...] = ()


def written_expression(
    expression: Any,
    variables: Collection[str] | None = None,
    held: Collection[str] = (),
    name: str | None = None,
) -> Written:
    """The text of an object of SymPy; its variables in natural order, unless they are given.

    Raises:
        GradcliError: USAGE for what is no formula of real variables, or holds a function that
            gradcli has no word for.
    """
    match sort_of(expression):
        case Sort.FORMULA:
            return _written(expression, variables, held, name)
        case Sort.FUNCTION:
            with in_words():
                own = tuple(each.name for each in real_symbols(expression.signature))
            by = _without(own, held) if variables is None else variables
            return _written(expression.expr, by, held, name)
        case Sort.CONDITION:
            given = described(expression)
            raise failure("not-a-sympy-formula", None, None, "condition", given=given)
        case Sort.OTHER:
            raise wrong_type("expression-of-another-type", "object", given=described(expression))
    assert_never(sort_of(expression))


def _without(names: Collection[str], held: Collection[str]) -> tuple[str, ...]:
    return tuple(each for each in names if each not in held)


def _written(
    expression: Any,
    variables: Collection[str] | None,
    held: Collection[str],
    name: str | None,
) -> Written:
    with in_words():
        tree, symbols = tree_of(expression), symbols_of(expression)
    names = tuple(each.name for each in symbols)
    text = write(tree, names)
    _refuse_names_of_functions(tree, names)
    declared = _without(names, held) if variables is None else tuple(variables)
    for free in _without(names, (*declared, *held)):
        # A name that is not declared may be read as a product of letters.
        if not isinstance(read_expression(free).tree, Variable):
            raise failure("symbol-not-declared", None, None, name=free, names=", ".join(declared))
    assumed = tuple(each.name for each in symbols if has_a_sign(each))
    return Written(text, declared or None, name, assumed)


def written_function(
    function: Callable[..., Any],
    variables: Collection[str] | None,
    held: Collection[str] = (),
) -> Written:
    """The text of what a function gives for symbols; its parameters are the variables.

    The function is called once, with a real symbol for each parameter; its source is never read.

    Raises:
        GradcliError: USAGE for parameters that are no variables, and for a function that does not
            work with symbols.
    """
    names = _parameters(function)
    value, cause = _called(function, names)
    if cause is not None:
        reason = str(cause)
        form = "power" if "for ^" in reason else "other"
        raise wrong_type("function-not-of-symbols", form, reason=reason) from cause
    own = getattr(function, "__name__", "")
    is_name = _FUNCTION_NAME.fullmatch(own) and own not in FUNCTION_SPELLINGS
    name = own if is_name and own not in names else None
    declared = _without(names, held) if variables is None else variables
    if is_of_sympy(value):
        return written_expression(value, declared, held, name)
    if value is None or isinstance(value, str) or not _is_number(value):
        raise wrong_type("expression-of-another-type", "result", given=described(value))
    return Written(value_text(value), tuple(declared), name)


def _refuse_names_of_functions(tree: Node, names: Collection[str]) -> None:
    """A symbol called sin, beside a sine: sin(x) would be read as a product."""
    used = {node.function for node in postorder(tree) if isinstance(node, Call)}
    if any(isinstance(node, Piecewise) for node in postorder(tree)):
        used.add("Piecewise")
    for name in names:
        if name in used:
            raise failure("name-of-a-function", None, None, name=name)


def _called(function: Callable[..., Any], names: Collection[str]) -> tuple[Any, TypeError | None]:
    """What the function gives for symbols, or why it gives nothing.

    SymPy's own error holds a function that words it, so that it cannot be pickled: not alone, and
    not as what another error came of.
    """
    try:
        return function(*map(symbol, names)), None
    except TypeError as error:
        reason = " ".join(str(error).split())
        return None, TypeError(reason).with_traceback(error.__traceback__)


def _parameters(function: Callable[..., Any]) -> tuple[str, ...]:
    """The names of the parameters, where each of them is a variable."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError) as error:
        raise wrong_type("function-parameters", "unknown", given=described(function)) from error
    for each in parameters:
        if each.kind not in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD):
            raise wrong_type("function-parameters", "starred", name=str(each))
        if each.default is not each.empty:
            raise wrong_type("function-parameters", "default", name=str(each))
    if not parameters:
        raise wrong_type("function-parameters", "none")
    return tuple(each.name for each in parameters)


def _is_number(value: object) -> bool:
    return hasattr(value, "__float__") and not isinstance(value, bool)
