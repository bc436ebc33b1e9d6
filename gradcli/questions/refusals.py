"""What the mathematics refuses while it is worked on, in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gradcli.errors import GradcliError
from gradcli.questions.messages import failure

if TYPE_CHECKING:
    from gradcli.field.scalar_field import ScalarField


@contextmanager
def refusals(field: ScalarField | None = None) -> Iterator[None]:
    """What the mathematics refuses, in words; any other failure inside is left as it is."""
    try:
        yield
    except GradcliError:
        raise
    except RecursionError as error:
        raise too_deep() from error
    except Exception as error:
        from gradcli.narrative.refusals import in_words  # noqa: PLC0415  rarely needed

        refusal = in_words(error, field)
        if refusal is None:
            raise
        raise refusal from error


def too_deep() -> GradcliError:
    """The refusal of an expression on which Python's stack ends."""
    return failure("too-deep-to-work-on", None, None)
