"""A build step: the man pages go into the wheel, made from the commands as they are.

hatchling runs this file when the package is built (see `tool.hatch.build.targets.wheel.hooks` in
pyproject.toml); it is no part of gradcli. It stands in the source distribution too, so that the
wheel can be built from there; hatchling never packs a folder called `.hatch`.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManualPages(BuildHookInterface):
    """Writes the pages into a folder that is gone after the build; they go to share/man."""

    PLUGIN_NAME = "custom"

    _folder: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before a wheel is packed; an editable one has no pages."""
        if version == "editable" or self.target_name != "wheel":
            return
        sys.path.insert(0, self.root)
        import click  # noqa: PLC0415  present only while building

        from gradcli.commands.main import cli  # noqa: PLC0415
        from gradcli.commands.tools.manual import pages  # noqa: PLC0415

        # Not beside the packages: whatever lies there is taken for one.
        self._folder = Path(tempfile.mkdtemp(prefix="gradcli-manual-"))
        for name, page in pages(click.Context(cli, info_name="gradcli")):
            file = self._folder / name
            file.write_text(page, encoding="utf-8")
            section = name.rpartition(".")[2]
            build_data["shared_data"][str(file)] = f"share/man/man{section}/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """After it is packed."""
        if self._folder is not None:
            shutil.rmtree(self._folder)
