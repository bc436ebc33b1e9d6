"""The JSON Schema of every answer and failure: what all have in common, and the keys of each."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from gradcli.questions.command import Command
from gradcli.questions.registry import QUESTIONS, command_of


def schema() -> dict[str, Any]:
    """The schema, as `gradcli schema` prints it."""
    whole: dict[str, Any] = json.loads(files("gradcli").joinpath("schema.json").read_text("utf-8"))
    definitions, answers = whole["$defs"], whole["dependentSchemas"]["command"]["oneOf"]
    for name in QUESTIONS:
        command = command_of(name)
        answers.append({"$ref": f"#/$defs/{name}_answer"})
        definitions |= command.keys.definitions
        definitions[f"{name}_answer"] = _answer(name, command)
    return whole


def _answer(name: str, command: Command) -> dict[str, Any]:
    keys = command.keys
    return {
        "description": f"What gradcli {name} answers.",
        "allOf": [{"$ref": "#/$defs/answered"}],
        "properties": {"command": {"const": name}, **keys.properties},
        "required": ["command", *keys.required],
        **keys.also,
    }


def schema_text() -> str:
    """The same as text."""
    return json.dumps(schema(), indent=2, default=dict) + "\n"
