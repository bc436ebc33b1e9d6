"""Each check in turn, and how long it took; the exit code says whether all passed."""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.browser import checks
from tests.browser.chromium import browser, found


def main() -> int:
    """Run every check on pages that are made for it."""
    found()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        pages = checks.write_pages(Path(folder))
        with browser() as chromium:
            for name, check in checks.CHECKS.items():
                began = time.monotonic()
                try:
                    said = check(chromium, pages)
                except Exception:  # whatever it is, the other checks are made all the same
                    traceback.print_exc()
                    said, failed = "FAILED", failed + 1
                print(f"{name}: {said} ({time.monotonic() - began:.1f} s)", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
