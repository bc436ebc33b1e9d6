"""What pytest is asked for beside its own options."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import HealthCheck, settings

# How long a drawn example takes is SymPy's and the machine's affair: a test that measured it would
# fail on a busy day. What may not get slower is held by tests/benchmarks/test_counts.py.
settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The same examples in every run, so that a failure is the change's and not the day's.
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def pytest_configure() -> None:
    """A job in a shell's background ignores Ctrl-C, and one under `nohup` a terminal that closes.

    Either would hand that on to what tests start.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/examples --update-examples` writes what gradcli says today; read the diff."""
    parser.addoption(
        "--update-examples",
        action="store_true",
        help="rewrite the transcripts in examples/ with the output that gradcli gives now",
    )
