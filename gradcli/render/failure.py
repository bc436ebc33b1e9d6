"""JSON for a failure; it needs nothing of the mathematics, so a mistake is answered at once."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from gradcli.errors import Further, GradcliError

SCHEMA: Final = "gradcli/1"

Json: TypeAlias = dict[str, Any]


def failure(error: GradcliError) -> Json:
    """The object that stands for a failure."""
    body: Json = {"kind": str(error.kind), "code": error.code, "message": error.message}
    if error.span is not None:
        body["span"] = [error.span.start, error.span.end]
    if error.source is not None and error.source.name:
        body["in"] = error.source.name
    if error.also:
        body["also"] = [_further(each) for each in error.also]
    if error.help is not None:
        body["help"] = error.help
    return {"schema": SCHEMA, "error": body, "exit_code": error.exit_code}


def _further(also: Further) -> Json:
    body: Json = {"message": also.message}
    if also.span is not None:
        body["span"] = [also.span.start, also.span.end]
    return body
