"""What the JSON of a descent has."""

from __future__ import annotations

from typing import Final

from gradcli.questions.command import FORMULA, NUMBER, Keys, described, list_of, object_of

METHODS: Final = ("plain", "momentum", "nesterov", "adam", "newton")

KEYS: Final = Keys(
    properties={
        "partials": list_of("partial"),
        "descend": {"$ref": "#/$defs/descend"},
        "data": {"$ref": "#/$defs/data"},
    },
    required=("partials", "descend"),
    definitions={
        "descend": object_of(
            {
                "method": {"enum": list(METHODS)},
                "rate": described(FORMULA, "The rate of every step, or auto."),
                "tolerance": FORMULA,
                "iterations": {"type": "integer", "minimum": 1},
                "ascend": {"type": "boolean"},
                "steps": {
                    "description": "Every point, the start being step 0.",
                    "type": "array",
                    "items": {"$ref": "#/$defs/descent_step"},
                    "minItems": 1,
                },
                "ended": {
                    "enum": [
                        "zero_gradient",
                        "tolerance",
                        "iterations",
                        "diverges",
                        "cycle",
                        "domain",
                        "not_differentiable",
                        "stalled",
                        "interrupted",
                        "limit",
                    ]
                },
                "went_wrong_way": object_of(
                    {
                        "count": {"type": "integer", "minimum": 1},
                        "first": {"type": "array", "items": {"type": "integer"}},
                    },
                    ("count", "first"),
                    "How many steps f rose at (with ascend: fell), and the first ten of them.",
                ),
                "period": described({"type": "integer"}, "How many steps a cycle takes."),
                "stalled": described(
                    {"enum": ["rounding", "no_rate", "singular", "no_second_partials", "uphill"]},
                    "Why there is no further step.",
                ),
                "class": described(
                    {"enum": ["minimum", "maximum", "saddle", "neither", "not decided"]},
                    "What the last point is, where the gradient is exactly zero.",
                ),
                "claim": described(
                    {"enum": ["converges", "diverges", "alternates", "falls", "rises"]},
                    "What is proved; falls and rises are about the steps that were taken.",
                ),
                "because": described({"type": "object"}, "The proof of the claim."),
            },
            ("method", "rate", "tolerance", "iterations", "ascend", "steps", "ended"),
            "The descent.",
        ),
        "descent_step": object_of(
            {
                "step": {"type": "integer", "minimum": 0},
                "at": {"type": "array", "items": FORMULA, "minItems": 1},
                "approx": {"type": "array", "items": NUMBER, "minItems": 1},
                "value": FORMULA,
                "gradient": {"type": "array", "items": FORMULA, "minItems": 1},
                "norm": FORMULA,
                "by_convention": {"const": True},
                "rate": described(FORMULA, "The rate that backtracking took from here."),
                "trials": {"type": "integer", "minimum": 1},
            },
            ("step", "at", "approx"),
        ),
    },
)
