"""Names that somebody typed (a title, a file): words in every format, and nothing is obeyed."""

from __future__ import annotations

from pathlib import Path

import pytest

import gradcli

TITLE = "A\n# injected\r\n\n- item\x1b[31m\u202e\x9b\x07<b>x</b>"
OBEYED = frozenset("\x00\x07\x1b\x9b\u202e\u2028")


@pytest.mark.parametrize("form", ["plain", "rich", "html", "markdown", "latex"])
def test_a_title_is_one_line_of_words(form: str) -> None:
    sheet = gradcli.worksheet([{"expr": "x^2"}], title=TITLE)
    text = sheet.text(form)
    assert OBEYED.isdisjoint(text)
    assert "\n# injected" not in text
    assert "\n- item" not in text
    assert "<b>" not in text or form in ("plain", "rich", "latex")
    assert "injected" in text


@pytest.mark.parametrize("form", ["plain", "rich", "html", "markdown", "latex"])
def test_the_name_of_a_file_is_words(tmp_path: Path, form: str) -> None:
    file = tmp_path / "a\x1b[31m*x*\n# h\u202e.csv"
    file.write_text("x,y\n1,2\n2,3\n", "utf-8")
    for result in (
        gradcli.gradient("(w x + b - y)^2", data=str(file), reduce="mean"),
        gradcli.descend("(w x - y)^2", "w=0", data=str(file), reduce="mean", iterations=2),
    ):
        text = result.text(form)
        assert OBEYED.isdisjoint(text)
        assert "\n# h" not in text
