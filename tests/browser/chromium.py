"""The Chromium of this machine, driven by Playwright."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import sync_playwright

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL: Final = "apt-get install chromium"
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def found() -> str:
    """The path of a Chromium; where there is none, the process ends with the line to install it."""
    for name in (os.environ.get("GRADCLI_CHROMIUM", ""), *NAMES):
        path = shutil.which(name) if name else None
        if path is not None:
            return path
    sys.exit(f"no Chromium was found ({', '.join(NAMES)}): install one with {INSTALL}")


class Tab:
    """One page in a window of its own, and what it asked for and complained of."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, file: Path) -> None:
        """Show a file, and wait until it has drawn itself."""
        self.page.goto(file.as_uri())
        self.page.wait_for_function("document.querySelectorAll('#full tr').length > 0")

    def full(self) -> dict[str, float]:
        """The numbers that the page shows in full."""
        cells: dict[str, str] = self.page.evaluate(
            "Object.fromEntries([...document.querySelectorAll('[data-full]')]"
            ".map((cell) => [cell.dataset.full, cell.textContent]))"
        )
        return {name: float(text) for name, text in cells.items()}

    def give(self, label: str, value: float) -> None:
        """Type a number into the field of this name."""
        field = self.page.get_by_label(f"{label}, as a number", exact=True)
        field.fill(repr(value))
        field.press("Enter")

    def center(self, selector: str) -> tuple[float, float]:
        """The middle of an element, in pixels of the window."""
        box = self.page.locator(selector).bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@contextmanager
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found(), args=list(FLAGS))
        try:
            yield chromium
        finally:
            chromium.close()


@contextmanager
def tab(chromium: Any, width: int = 1400, **options: Any) -> Iterator[Tab]:
    """A window of this width, with no memory of others."""
    context = chromium.new_context(viewport={"width": width, "height": 1000}, **options)
    try:
        yield Tab(context.new_page())
    finally:
        context.close()


if __name__ == "__main__":
    print(found())
