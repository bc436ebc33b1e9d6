"""A fuzzer for the language: guided by coverage where atheris is there, an optional extra.

    python tests/fuzz/fuzz_language.py -dict=tests/fuzz/language.dict -max_len=160 -timeout=5 CORPUS
    python -m tests.fuzz.fuzz_language COUNT [SEED]

The second needs nothing and is faster: it draws COUNT texts, each a few cuts and insertions away
from texts of the tests and the examples, and prints what breaks without stopping at it.

Whatever the text: an answer or a `GradcliError` whose span lies in the text; and an answer that is
written out and read again is the same tree. No text takes seconds.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Final

try:
    import atheris
except ImportError:
    atheris = None

with atheris.instrument_imports(include=["gradcli"]) if atheris else nullcontext():
    from gradcli.errors import GradcliError, Kind
    from gradcli.language.reading import Reading, read_expression
    from gradcli.language.vectors.angles import read_angle
    from gradcli.language.vectors.points import read_direction, read_point
    from gradcli.language.writing import write

LONGEST: Final = 160
PATIENCE: Final = 5.0
"""Seconds of the processor that no text of this length may take."""

TESTS: Final = Path(__file__).parent.parent


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


def starting_texts() -> list[str]:
    """What stands between quotes in the tests, and is short."""
    found = set()
    for path in sorted((TESTS / "language").glob("*.py")):
        for text in re.findall(r'"([^"\n]{2,120})"', path.read_text(encoding="utf-8")):
            found.add(text.replace("\\\\", "\\"))
    return sorted(found)


def words() -> list[str]:
    """The dictionary of the other fuzzer, and signs that mean something to somebody."""
    lines = (TESTS / "fuzz" / "language.dict").read_text(encoding="utf-8").splitlines()
    quoted = (line[1:-1].replace("\\\\", "\\") for line in lines if line[:1] == '"')
    signs = (
        "()[]{}|,;:=<>+-*/^_!.'\"&$~%#@?\\\n\t\0\x1b·×÷√∂∇π∞²³₁ⁿ½≤≥≠−–—’′«é\u0301\u202eα\U0001d465"
    )
    return [*quoted, *signs, *"0123456789xyzabtef", "1e9", "9" * 40]


def changed(text: str, chance: random.Random, texts: list[str], inserted: list[str]) -> str:
    """The text after one to six random cuts, insertions, doublings and crossings."""
    for _ in range(chance.randint(1, 6)):
        here = chance.randint(0, len(text))
        there = min(len(text), here + chance.randint(0, 8))
        match chance.randrange(6):
            case 0:
                text = text[:here] + text[there:]
            case 1 | 2:
                text = text[:here] + chance.choice(inserted) + text[here:]
            case 3:
                text = text[:here] + chance.choice(inserted) + text[there:]
            case 4:
                text = text[:there] + text[here:there] * chance.randint(1, 3) + text[there:]
            case _:
                other = chance.choice(texts)
                text = text[:here] + other[chance.randint(0, len(other)) :]
    return text[:LONGEST]


def loop(count: int, seed: int) -> int:
    """Texts without end of the same kind; 1 where any of them broke something."""
    chance, texts, inserted = random.Random(seed), starting_texts(), words()
    broken: Counter[str] = Counter()
    pool = list(texts)
    began = time.monotonic()
    for number in range(1, count + 1):
        text = changed(chance.choice(pool), chance, texts, inserted)
        data = bytes([chance.choice((0, 1, 2, 3, 4, 4, 4, 4))]) + text.encode("utf-8", "replace")
        before = time.process_time()
        try:
            one_input(data)
        except Exception as error:
            kind = f"{type(error).__name__}: {error}"
            broken[type(error).__name__] += 1
            print(f"{data!r} {kind[:300]}", flush=True)
        if time.process_time() - before > PATIENCE:
            broken["slow"] += 1
            print(f"{data!r} took {time.process_time() - before:.1f} s", flush=True)
        # Texts drift away from the first ones, as a corpus does, and some are left behind.
        if number % 50 == 0:
            pool[chance.randrange(len(pool))] = chance.choice((text, chance.choice(texts)))
        if number % 100_000 == 0:
            rate = number / (time.monotonic() - began)
            print(f"{number} texts, {rate:.0f} a second, broken: {dict(broken)}", flush=True)
    print(f"{count} texts, seed {seed}, broken: {dict(broken)}")
    return bool(broken)


if __name__ == "__main__":
    if atheris is None or (sys.argv[1:2] and sys.argv[1].isdigit()):
        sys.exit(loop(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
