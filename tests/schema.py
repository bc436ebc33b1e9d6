"""The JSON Schema that ships, and what holds an object against it."""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator

from gradcli.questions.schema import schema_text

SCHEMA: dict[str, Any] = json.loads(schema_text())
VALIDATOR = Draft202012Validator(SCHEMA)
