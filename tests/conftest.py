"""What pytest is asked for beside its own options."""

from __future__ import annotations

import signal

import pytest


def pytest_configure() -> None:
    """A job in a shell's background ignores Ctrl-C, and would hand that on to what tests start."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/examples --update-examples` writes what gradcli says today; read the diff."""
    parser.addoption(
        "--update-examples",
        action="store_true",
        help="rewrite the transcripts in examples/ with the output that gradcli gives now",
    )
