"""A build step: the man pages go into the wheel, made from the commands as they are.

hatchling runs this file when the package is built (see `tool.hatch.build.hooks.custom` in
pyproject.toml); it is no part of gradcli.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManualPages(BuildHookInterface):
    """Writes the pages beside the build, and puts them under share/man/man1."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before a wheel is packed; an editable one has no pages."""
        if version == "editable" or self.target_name != "wheel":
            return
        sys.path.insert(0, self.root)
        import click  # noqa: PLC0415  present only while building

        from gradcli.commands.main import cli  # noqa: PLC0415
        from gradcli.commands.tools.manual import pages  # noqa: PLC0415

        folder = Path(self.directory) / "man1"
        folder.mkdir(parents=True, exist_ok=True)
        for name, page in pages(click.Context(cli, info_name="gradcli")):
            file = folder / f"{name}.1"
            file.write_text(page, encoding="utf-8")
            build_data["shared_data"][str(file)] = f"share/man/man1/{file.name}"
