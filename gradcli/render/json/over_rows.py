"""`grad --data` as JSON."""

from __future__ import annotations

from gradcli.calculus.answers.over_rows import OverRows, as_rational
from gradcli.calculus.rules.gradient import norm
from gradcli.language.writing import write
from gradcli.render.failure import Json
from gradcli.render.json.common import head, number, of_partial, text_of


def over_rows_body(answer: OverRows, with_steps: bool) -> Json:
    """The partials of one term, and the gradient of the sum or mean: formulas, or numbers."""
    field, at = answer.field, answer.at
    body = head("grad", field)
    if at is not None:
        body["input"]["at"] = [write(each, field.letters) for each in at.point.written]
    if answer.by != field.variables:
        body["input"]["wrt"] = list(answer.by)
    # The columns are letters of which the values are in the table.
    body["input"].pop("parameters", None)
    parameters = [name for name in field.held if name not in answer.rows.columns]
    if parameters:
        body["input"]["parameters"] = parameters
    body["data"] = {
        "file": answer.rows.name,
        "columns": list(answer.rows.columns),
        "rows": answer.rows.count,
        "reduce": answer.reduce.value,
    }
    declared = field.letters
    body["partials"] = [of_partial(each, declared, with_steps) for each in answer.partials]
    body["gradient"] = {}
    if at is None:
        if answer.closed is not None or answer.is_written_out:
            body["gradient"]["symbolic"] = [write(tree, declared) for tree in answer.trees()]
        return body
    body["differentiable"] = at.slopes is not None or (
        False if at.is_proved or at.outside else None
    )
    rows = {"kinks": at.kinks, "outside": at.outside, "undecided": at.open}
    body["data"] |= {name: [each + 1 for each in found] for name, found in rows.items() if found}
    if at.value is None or at.slopes is None:
        return body
    body["data"]["exact"] = at.is_exact
    body["value"] = write(at.as_tree(at.value))
    values = [as_rational(slope) for slope in answer.slopes or ()]
    body["gradient"] = {
        "value": [write(tree) for tree in answer.trees()],
        "approx": [number(value) for value in values],
    }
    if at.is_exact:
        body["gradient"]["norm"] = text_of(norm(tuple(values)))
    return body
