"""Regular expressions that are compiled at their first use."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import gradcli
from gradcli.late import _Late, pattern


def _late() -> Iterator[tuple[str, Any]]:
    for found in pkgutil.walk_packages(gradcli.__path__, "gradcli."):
        if not found.name.endswith("__main__"):
            for name, value in vars(importlib.import_module(found.name)).items():
                if isinstance(value, _Late):
                    yield f"{found.name}.{name}", value


def test_every_expression_can_be_compiled() -> None:
    count = 0
    for name, each in _late():
        assert isinstance(re.compile(each.text, each.wanted), re.Pattern), name
        count += 1
    assert count > 100


def test_it_answers_as_the_compiled_expression_does() -> None:
    late = pattern("(a+)b", re.IGNORECASE)
    found = late.search("cAAb")
    assert found is not None
    assert (found.group(1), late.pattern, late.groups) == ("AA", "(a+)b", 1)
    assert late.sub("-", "xabx") == "x-x"


def test_a_wrong_expression_is_an_error_when_it_is_used() -> None:
    late = pattern("(")
    with pytest.raises(re.error):
        late.match("(")
