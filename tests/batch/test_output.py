"""Lines are written whole: those that are there together in one piece, and none is kept back."""

from __future__ import annotations

import os
import threading

import pytest

from gradcli.bulk.output import Interrupts, WholeLines


def test_what_is_there_together_is_written_together() -> None:
    read, write = os.pipe()
    os.set_blocking(read, False)
    writer = WholeLines(write, Interrupts())
    writer.write(b"one", more=True)
    with pytest.raises(BlockingIOError):
        os.read(read, 100)
    writer.write(b"two", more=False)
    assert os.read(read, 100) == b"one\ntwo\n"
    writer.write(b"three", more=False)
    assert os.read(read, 100) == b"three\n"
    os.close(read)
    os.close(write)


def test_very_much_is_not_gathered() -> None:
    read, write = os.pipe()
    taken: list[bytes] = []

    def take() -> None:
        while piece := os.read(read, 65536):
            taken.append(piece)

    # A pipe holds less than this: the write ends only if somebody reads.
    reader = threading.Thread(target=take)
    reader.start()
    writer = WholeLines(write, Interrupts())
    for _ in range(1024):
        writer.write(b"x" * 1024, more=True)
    os.close(write)
    reader.join()
    os.close(read)
    assert sum(map(len, taken)) >= 1024 * 1000


def test_an_interruption_waits_for_the_lines_that_were_gathered() -> None:
    read, write = os.pipe()
    with Interrupts() as interrupts:
        writer = WholeLines(write, interrupts)
        writer.write(b"one", more=True)
        os.kill(os.getpid(), 2)
        with pytest.raises(KeyboardInterrupt):
            writer.write(b"two", more=False)
    assert os.read(read, 100) == b"one\ntwo\n"
    os.close(read)
    os.close(write)
