"""A coverage-guided fuzzer for the language (atheris, an optional extra).

    python tests/fuzz/fuzz_language.py -dict=tests/fuzz/language.dict -max_len=160 -timeout=5 CORPUS

Whatever the text: an answer or a `GradcliError` whose span lies in the text; and an answer that is
written out and read again is the same tree.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["gradcli"]):
    from gradcli.errors import GradcliError, Kind
    from gradcli.language.reading import Reading, read_expression
    from gradcli.language.vectors.angles import read_angle
    from gradcli.language.vectors.points import read_direction, read_point
    from gradcli.language.writing import write


def check_error(error: GradcliError, text: str) -> None:
    """An error must be one of the user's, with a sentence and a place in the text."""
    if error.kind is Kind.INTERNAL or not error.message or "\n" in error.message:
        raise AssertionError(repr(error.message))
    if error.span is not None and not 0 <= error.span.start <= error.span.end <= len(text):
        raise AssertionError(f"{error.span} lies outside of {text!r}")


def check_reading(reading: Reading) -> None:
    """What was read can be written, and the writing reads the same."""
    text = write(reading.tree, reading.variables)
    try:
        again = read_expression(text, variables=reading.variables or ("x",))
    except GradcliError as error:
        raise AssertionError(f"{text!r} is written and cannot be read: {error}") from error
    if write(again.tree, reading.variables) != text:
        raise AssertionError(f"{text!r} became {write(again.tree)!r}")


def one_input(data: bytes) -> None:
    """The first byte chooses the reader, the rest is the text."""
    if not data:
        return
    text = data[1:].decode("utf-8", "replace")
    try:
        match data[0] % 8:
            case 0:
                read_point(text, ("x", "y"))
            case 1:
                read_direction(text, ("x", "y", "z"))
            case 2:
                read_angle(text)
            case 3:
                read_expression(text, variables=("x", "y", "rate"))
            case _:
                check_reading(read_expression(text))
    except GradcliError as error:
        check_error(error, text)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
