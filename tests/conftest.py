"""What pytest is asked for beside its own options."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest tests/examples --update-examples` writes what gradcli says today; read the diff."""
    parser.addoption(
        "--update-examples",
        action="store_true",
        help="rewrite the transcripts in examples/ with the output that gradcli gives now",
    )
