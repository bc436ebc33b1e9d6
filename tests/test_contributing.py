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


def follow(walk: str, copy: Path) -> list[str]:
    """Make the changes of a walk in a copy of the house; the file of each, in their order."""
    made: list[str] = []
    for found in re.finditer(r"^( *)```(diff|python)\n(.*?)^\1```$", walk, re.M | re.S):
        indent, kind, block = found.groups()
        lines = [line[len(indent) :] for line in block.splitlines()]
        if kind == "python":
            # A new file: its name is the last that was said.
            name = re.findall(r"^In `(gradcli/[\w/]+\.py)`:$", walk[: found.start()], re.M)[-1]
            assert not (copy / name).exists()
            (copy / name).write_text("\n".join([*lines, ""]), "utf-8")
            made.append(name)
            continue
        name = lines[0].removeprefix("--- ")
        path = copy / name
        for hunk in "\n".join(lines[1:]).split("\n@@\n"):
            before = [line[1:] for line in hunk.splitlines() if line[:1] != "+"]
            after = [line[1:] for line in hunk.splitlines() if line[:1] != "-"]
            text = path.read_text("utf-8")
            old = "\n".join(before)
            assert text.count(old) == 1, f"{path.name} has this {text.count(old)} times:\n{old}"
            path.write_text(text.replace(old, "\n".join(after)), "utf-8")
            made.append(name)
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
    assert len(follow(section("A law"), tmp_path)) == 9
    page = " ".join(run_in(tmp_path, "partial", "sin(x)^2", "--wrt", "x").split())
    assert "square rule: (u^2)' = 2uu' u = sin x" in page
    assert "d/dx [sin^2 x] = 2 * sin x * d/dx [sin x]" in page
    assert "df/dx = 2 cos x sin x" in page
    assert "Checked" in page
    answer = json.loads(run_in(tmp_path, "partial", "sin(x)^2", "--wrt", "x", "-f", "json"))
    assert answer["partials"][0]["steps"]["rule"] == "square"
    assert "square rule: (u^2)' = 2uu'" in run_in(tmp_path, "rules", "square rule")


def test_a_wrong_law_is_noticed_as_the_walk_says(tmp_path: Path) -> None:
    shutil.copytree(HOUSE / "gradcli", tmp_path / "gradcli")
    right = 'LAW = Law("square", "(u^2)\' = 2 u u\'")'
    assert right in section("A law")
    follow(section("A law").replace(right, right.replace("u u'", "u")), tmp_path)
    told = run_in(tmp_path, "partial", "sin(x)^2", "--wrt", "x", code=70)
    assert "the derivation does not agree with its check" in told


VALIDATED = """
import gradcli, json
from jsonschema import Draft202012Validator
from gradcli.bulk.question import Settings, answer_line
from gradcli.questions.schema import schema

assert gradcli.__file__.startswith(__import__("os").getcwd())
answer = gradcli.laplacian("x^2 y + y^3", at="2,3")
line = answer_line(1, b'{"command": "laplacian", "expr": "x^2 y + y^3", "at": [2, 3]}', Settings())
assert json.loads(line.text) == answer.json(steps="none") | {"line": 1}
assert "laplacian" in gradcli.__all__
validator = Draft202012Validator(schema())
validator.validate(answer.json())
corner = gradcli.laplacian("|x|", at="0")
assert corner.error is not None
validator.validate(corner.json())
print(answer.lines(), answer._repr_latex_())
"""


def test_a_command_is_added_as_the_walk_says(tmp_path: Path) -> None:
    shutil.copytree(HOUSE / "gradcli", tmp_path / "gradcli")
    assert len(set(follow(section("A command"), tmp_path))) == 6
    asked = ("laplacian", "x^2 y + y^3", "--at", "2,3")
    assert "Checked" in run_in(tmp_path, *asked)
    assert run_in(tmp_path, *asked, "-q") == "24\n"
    assert "  laplacian " in run_in(tmp_path, "--help")
    # f' = 2|x| exists at 0, and f'' does not.
    assert "second partial" in run_in(tmp_path, "laplacian", "x|x|", "--at", "0", "-q", code=1)
    done = subprocess.run(
        [sys.executable, "-c", VALIDATED],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("('24',) $")


def test_a_format_is_added_as_the_walk_says(tmp_path: Path) -> None:
    shutil.copytree(HOUSE / "gradcli", tmp_path / "gradcli")
    assert len(set(follow(section("An output format"), tmp_path))) == 3
    asked = ("grad", "x^2 y", "--at", "2,3")
    page = run_in(tmp_path, *asked, "--format", "org")
    assert "** The gradient\n" in page
    assert r"\(\nabla f(2, 3) = (12, 4)\)" in page
    assert run_in(tmp_path, *asked, "-o", "page.org") == ""
    assert "** The gradient\n" in (tmp_path / "page.org").read_text("utf-8")


def test_a_notation_is_added_as_the_walk_says(tmp_path: Path) -> None:
    shutil.copytree(HOUSE / "gradcli", tmp_path / "gradcli")
    walk = section("A notation")
    run_in(tmp_path, "grad", r"x \bullet y^2", "-q", code=2)
    assert follow(walk, tmp_path) == ["gradcli/language/lex/latex.py"]
    assert run_in(tmp_path, "grad", r"x \bullet y^2", "-q").split() == ["y**2", "2*x*y"]
    for name in re.findall(r"`(gradcli/[\w/]+(?:\.py|\.json|/))`", walk):
        assert (HOUSE / name).exists(), name
