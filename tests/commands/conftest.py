"""How the tests of the commands run gradcli."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import NamedTuple

import pytest

from gradcli.commands.main import run


class Outcome(NamedTuple):
    """What a command line came to."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of standard output."""
        return self.out.splitlines()


Gradcli = Callable[..., Outcome]


@pytest.fixture
def gradcli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Gradcli:
    """Run a command line in this process, with 80 columns and no wishes about colour."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def command(*words: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        code = run(list(words))
        return Outcome(code, *capsys.readouterr())

    return command
