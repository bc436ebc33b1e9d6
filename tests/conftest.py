"""What pytest is asked for beside its own options."""

from __future__ import annotations

import gc
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# How long a drawn example takes is SymPy's and the machine's affair: a test that measured it would
# fail on a busy day. What may not get slower is held by tests/benchmarks/test_counts.py.
settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# The same examples in every run, so that a failure is the change's and not the day's.
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

TESTS = Path(__file__).parent
# They start processes, wait, or ask for minutes: begun last, one of them would keep one processor
# busy when the others have nothing left.
LONG = (
    "holds",
    "batch",
    "examples",
    "test_contributing.py",
    "field/test_plain.py",
    "field/test_core_first.py",
    # These ask for the same verdicts, which one process finds once.
    "calculus/at_point/test_table.py",
    "narrative/test_verdicts.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first; apart from that the order stays."""
    items.sort(key=lambda item: not _is_long(item.path))


def _is_long(file: Path) -> bool:
    return any(file.is_relative_to(TESTS / each) for each in LONG)


def pytest_collection_finish() -> None:
    """What was collected lives to the end: it is not looked through for garbage, nor in a fork."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Where no other way is asked for, a process that has nothing left takes over from another.

    So each has whole files in a row, and makes what their tests share once.
    """
    if config.getoption("dist") != "load":
        return None
    from xdist.scheduler import WorkStealingScheduling  # noqa: PLC0415  not there under -p no:xdist

    return WorkStealingScheduling(config, log)


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
