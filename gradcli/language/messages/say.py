"""From a code and its parts to a failure in words."""

from __future__ import annotations

from gradcli.codes import Code
from gradcli.errors import GradcliError, Source, Span, form_of

# The words are loaded where something is to be said.
# ruff: noqa: PLC0415


def failure(
    code: Code,
    span: Span | None,
    source: Source | None,
    form: str = "",
    advice: str | None = None,
    /,
    **parts: object,
) -> GradcliError:
    """The failure of this code, in words.

    `form` chooses one of its sentences where the code has several; `advice` stands in the place of
    the usual one where what to do is known better, and is words already.
    """
    from gradcli.language.messages.failures import FAILURES

    message, usual = form_of(FAILURES[code], form)
    if advice is None and usual is not None:
        advice = usual.format_map(parts)
    return GradcliError(code, message.format_map(parts), span=span, source=source, help=advice)
