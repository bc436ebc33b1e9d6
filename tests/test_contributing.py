"""The walks of CONTRIBUTING.md, followed to the letter on a copy of the package."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[1]
GUIDE = HOUSE / ".github" / "CONTRIBUTING.md"


def section(heading: str) -> str:
    """The text below a heading of the guide."""
    found = re.search(rf"^## {heading}$(.*?)(?=^## |\Z)", GUIDE.read_text("utf-8"), re.M | re.S)
    assert found, heading
    return found[1]


def follow(walk: str, copy: Path) -> int:
    """Make the changes of a walk in a copy of the house; how many there were."""
    made = 0
    for block in re.findall(r"^ *```diff\n(.*?)^ *```$", walk, re.M | re.S):
        lines = [line[3:] for line in block.splitlines()]
        path = copy / lines[0].removeprefix("--- ")
        for hunk in "\n".join(lines[1:]).split("\n@@\n"):
            before = [line[1:] for line in hunk.splitlines() if line[:1] != "+"]
            after = [line[1:] for line in hunk.splitlines() if line[:1] != "-"]
            text = path.read_text("utf-8")
            old = "\n".join(before)
            assert text.count(old) == 1, f"{path.name} has this {text.count(old)} times:\n{old}"
            path.write_text(text.replace(old, "\n".join(after)), "utf-8")
            made += 1
    return made


def run_in(copy: Path, *words: str, code: int = 0) -> str:
    """What the command of the copy prints, and complains of."""
    done = subprocess.run(
        [sys.executable, "-m", "gradcli", *words],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def test_a_law_is_added_as_the_walk_says(tmp_path: Path) -> None:
    shutil.copytree(HOUSE / "gradcli", tmp_path / "gradcli")
    assert follow(section("A law"), tmp_path) == 7
    page = " ".join(run_in(tmp_path, "partial", "sin(x)^2", "--wrt", "x").split())
    assert "square rule: (u^2)' = 2uu' u = sin x" in page
    assert "d/dx [sin^2 x] = 2 * sin x * d/dx [sin x]" in page
    assert "df/dx = 2 cos x sin x" in page
    assert "Checked" in page
    answer = json.loads(run_in(tmp_path, "partial", "sin(x)^2", "--wrt", "x", "-f", "json"))
    assert answer["partials"][0]["steps"]["rule"] == "square"


def test_a_wrong_law_is_noticed_as_the_walk_says(tmp_path: Path) -> None:
    shutil.copytree(HOUSE / "gradcli", tmp_path / "gradcli")
    right = 'LAW = Law("square", "(u^2)\' = 2 u u\'")'
    assert right in section("A law")
    follow(section("A law").replace(right, right.replace("u u'", "u")), tmp_path)
    told = run_in(tmp_path, "partial", "sin(x)^2", "--wrt", "x", code=70)
    assert "the derivation does not agree with its check" in told
