"""What of SymPy has no place in a formula of real variables, in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gradcli.field.foreign import ForeignError
from gradcli.language.lex.limits import Limits
from gradcli.questions.given.described import described
from gradcli.questions.messages import failure


@contextmanager
def in_words() -> Iterator[None]:
    """Whatever is refused inside, as what a user is told."""
    try:
        yield
    except ForeignError as error:
        what = error.what
        if error.why == "digits":
            raise failure("number-too-long", None, None, limit=Limits().digits) from error
        if error.why in ("unreal", "function", "step"):
            given = what if isinstance(what, str) else described(what)
            raise failure("not-a-sympy-formula", None, None, error.why, given=given) from error
        name = getattr(what, "name", None) or described(what)
        raise failure("symbol-not-real", None, None, error.why, name=name) from error
