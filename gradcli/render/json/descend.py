"""`descend` as JSON: every step, why it ended, and what is proved with its proof."""

from __future__ import annotations

from math import isfinite, nextafter
from typing import Final, assert_never

from sympy import Expr

from gradcli.calculus.answers.descent.answer import DescendAnswer, as_expr
from gradcli.calculus.descent.claims import BoundClaim, Claim, QuadraticClaim
from gradcli.calculus.descent.path import Real, Vector, Visit
from gradcli.calculus.descent.path import norm as length
from gradcli.calculus.descent.spectrum import Component
from gradcli.calculus.rules.gradient import norm
from gradcli.language.writing import write
from gradcli.render.failure import Json
from gradcli.render.json.common import head, of_partial, text_of

_LONGEST: Final = 40
"""Signs of a number that is written exactly; with --exact many more."""

_LONGEST_FRACTION: Final = 400


def descend_body(answer: DescendAnswer, with_steps: bool) -> Json:
    """The partials, the steps, and what is said of them."""
    field, plan, path = answer.field, answer.given.plan, answer.path
    declared = frozenset(field.letters)
    body = head("descend", answer.asked)
    given: Json = body["input"]
    if answer.held:
        given["wrt"] = list(field.variables)
        given["let"] = {name: write(value) for name, value in answer.moving.let.items()}
    if answer.rows is not None:
        rows = answer.rows
        given.pop("parameters", None)
        body["data"] = {
            "file": rows.rows.name,
            "columns": list(rows.rows.columns),
            "rows": rows.rows.count,
            "reduce": rows.reduce.value,
            "exact": answer.is_closed,
        }
    given["from"] = [write(each) for each in answer.given.start.written]
    body["partials"] = [of_partial(each, declared, with_steps) for each in answer.gradient.partials]
    found: Json = {
        "method": plan.method.value,
        "rate": "auto" if answer.given.rate is None else text_of(answer.given.rate),
        "tolerance": text_of(as_expr(plan.tolerance)),
        "iterations": plan.iterations,
        "ascend": plan.ascend,
        "steps": [_visit(answer, place, path.visits[place]) for place in path.written],
        "ended": path.ending.value,
    }
    if path.apart > 1:
        found["every"] = path.apart
    if path.count_of_rises:
        found["went_wrong_way"] = {"count": path.count_of_rises, "first": list(path.rises)}
    if path.period:
        found["period"] = path.period
    if path.stall is not None:
        found["stalled"] = path.stall.value
    if answer.there is not None and answer.there.critical is not None:
        found["class"] = answer.there.critical.kind.value
    if answer.claim is not None:
        found["claim"] = answer.claim.outcome.value
        found["because"] = _proof(answer, answer.claim)
    body["descend"] = found
    return body


def _visit(answer: DescendAnswer, place: int, visit: Visit) -> Json:
    body: Json = {
        "step": place,
        "at": _texts(answer, visit.at),
        "approx": [_near(each) for each in visit.at],
    }
    if visit.value is not None:
        body["value"] = _text(answer, visit.value)
    if visit.gradient is not None:
        body["gradient"] = _texts(answer, visit.gradient)
        body["norm"] = _norm(answer, visit.gradient)
    if visit.by_convention:
        body["by_convention"] = True
    if visit.move is not None and answer.given.rate is None:
        body["rate"] = _text(answer, visit.move.rate)
        body["trials"] = len(visit.move.trials)
    return body


def _texts(answer: DescendAnswer, numbers: Vector) -> list[str]:
    return [_text(answer, each) for each in numbers]


def _text(answer: DescendAnswer, number: Real) -> str:
    """A number in the input language; one that is long as a decimal near it."""
    if isinstance(number, float):
        return _of_float(number)
    written = write(answer.as_tree(number))
    most = _LONGEST_FRACTION if answer.given.plan.fractions else _LONGEST
    return written if len(written) <= most else _of_float(float(number))


def _of_float(number: float) -> str:
    """A float as the language has it, as `write` would: there may be a hundred thousand of them."""
    mantissa, _, exponent = repr(number).partition("e")
    mantissa = mantissa.removesuffix(".0")
    if not exponent:
        return mantissa
    power = str(int(exponent))
    ten = f"10**({power})" if power.startswith("-") else f"10**{power}"
    return {"1": ten, "-1": f"-{ten}"}.get(mantissa, f"{mantissa}*{ten}")


def _exact_or_near(value: Expr, of: Component) -> str:
    """An eigenvalue or its factor; the decimal near one that has no short form."""
    return text_of(value) if of.is_exact else _of_float(float(value))


def _near(number: Real) -> float | None:
    try:
        near = float(number)
    except OverflowError:
        return None
    return near if isfinite(near) else None


def _norm(answer: DescendAnswer, gradient: Vector) -> str:
    if not any(isinstance(each, float) for each in gradient):
        text = text_of(norm(tuple(map(as_expr, gradient))))
        if len(text) <= _LONGEST:
            return text
    return _text(answer, length(gradient))


def _proof(answer: DescendAnswer, claim: Claim) -> Json:
    match claim:
        case QuadraticClaim():
            body: Json = {
                "theorem": "linear gradient",
                "hessian": [[text_of(each) for each in row] for row in claim.hessian],
                "eigenvalues": [
                    {
                        "value": _exact_or_near(each.eigenvalue, each),
                        **(
                            {"vectors": [[text_of(entry) for entry in v] for v in each.vectors]}
                            if each.vectors
                            else {}
                        ),
                        "factor": _exact_or_near(each.factor, each),
                        "at_the_start": each.is_there,
                        **({} if each.is_exact else {"exact": False}),
                    }
                    for each in claim.components
                ],
                "from_every_start": claim.everywhere,
            }
            if claim.rates_below is not None and claim.largest is not None:
                body["rates_below"] = (
                    text_of(claim.rates_below)
                    if claim.largest.is_exact
                    else _of_float(nextafter(float(claim.rates_below), 0.0))
                )
            if claim.limit is not None:
                body["limit"] = [text_of(each) for each in claim.limit]
            return body
        case BoundClaim():
            body = {
                "theorem": "bounded second derivatives",
                "box": [_texts(answer, each) for each in claim.box],
                "bound": text_of(as_expr(claim.bound)),
            }
            if claim.rates_below is not None:
                body["rates_below"] = text_of(as_expr(claim.rates_below))
            return body
    assert_never(claim)
