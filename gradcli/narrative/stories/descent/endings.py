"""Why a descent ended, and what may be said of how f changed on the way."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, assert_never

from gradcli.calculus.answers.descent.answer import DescendAnswer, as_expr
from gradcli.calculus.descent.claims import BoundClaim, Outcome, QuadraticClaim
from gradcli.calculus.descent.path import (
    Blocked,
    Ending,
    Method,
    Path,
    Real,
    RowsOnEdges,
    Stall,
    TooLarge,
)
from gradcli.calculus.descent.path import norm as length
from gradcli.calculus.descent.surface import point_at
from gradcli.calculus.domain.verdict import Undecided
from gradcli.calculus.point.critical import CriticalKind
from gradcli.errors import GradcliError
from gradcli.language.writing import write
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Box, Glyph, Role, Superscript
from gradcli.narrative.document import Block, Paragraph, Remark, Sentence, Tone, Words
from gradcli.narrative.phrases import joined, sentence
from gradcli.narrative.point.clauses import Clause, as_sentence, as_text
from gradcli.narrative.point.verdicts import explain, why_no_gradient
from gradcli.narrative.stories.common import Telling, approximately, short_decimal
from gradcli.narrative.stories.descent.numbers import Written
from gradcli.narrative.stories.descent.quadratic import why_it_diverges

_LAST: Final = 10  # steps that tell whether it crawls
_HARDLY: Final = 0.01


def no_descent(answer: DescendAnswer) -> GradcliError | None:
    """What the mathematics, or a limit, says no to; None where the descent came to an end."""
    path = answer.path
    where = _where(answer)
    step = f"step {path.steps} leads to {where}" if path.steps else f"the start is {where}"
    slope = "gradient" if len(answer.field.variables) > 1 else "derivative"
    match path.ending:
        case Ending.ZERO_GRADIENT | Ending.TOLERANCE | Ending.CYCLE | Ending.STALLED:
            return None
        case Ending.ITERATIONS if _proved_to_diverge(answer) is None:
            return None
        case Ending.ITERATIONS | Ending.DIVERGES:
            return GradcliError(
                "descent-diverges",
                f"the {_noun(answer)} diverges: after {_steps(path)} it is at {where}",
                help=_advice(answer),
            )
        case Ending.DOMAIN:
            return GradcliError(
                "descent-leaves-domain",
                f"{step}, where {_why(answer, path.blocked)}",
                help="a smaller rate may stay inside; --rate auto tries none that leads outside",
            )
        case Ending.NOT_DIFFERENTIABLE:
            if isinstance(path.blocked, Undecided):
                return GradcliError(
                    "descent-not-decided",
                    f"{step}, where it could not be decided whether there is a {slope}",
                    help="start at another point, or write the function in one formula",
                )
            return GradcliError(
                "descent-at-a-kink",
                f"{step}, where {_why(answer, path.blocked)}",
                help="--subgradient goes on at a kink, by a convention",
            )
        case Ending.INTERRUPTED:
            advice = None
            if path.apart > 1:
                advice = (
                    f"of so many steps every {path.apart:,}th is written in tables and JSON; "
                    "-n ends it after so many as are wanted, with all of them"
                )
            return GradcliError(
                "descent-interrupted", f"interrupted after {_steps(path)}", help=advice
            )
        case Ending.LIMIT:
            if isinstance(path.blocked, TooLarge):
                return GradcliError(
                    "descent-too-large",
                    _too_large(path),
                    help=_smaller(path),
                )
            return GradcliError(
                "descent-out-of-time",
                f"the time is over after {_steps(path)}",
                help="give it longer with --timeout SECONDS (0: no limit)",
            )
    assert_never(path.ending)


def _where(answer: DescendAnswer) -> str:
    """The last point, its decimals as on the page: (3.4, -0.2), x = 0, about x = 2.6 · 10³⁴."""
    at = answer.path.visits[-1].at
    texts = [
        short_decimal(as_expr(each)) if isinstance(each, float) else write(answer.as_tree(each))
        for each in at
    ]
    about = "about " if any(isinstance(each, float) for each in at) else ""
    where = f"({', '.join(texts)})" if len(at) > 1 else f"{answer.field.variables[0]} = {texts[0]}"
    return about + where


def _proved_to_diverge(answer: DescendAnswer) -> QuadraticClaim | None:
    """The proof that it diverges, however few steps were asked for."""
    claim = answer.claim
    if isinstance(claim, QuadraticClaim) and claim.outcome is Outcome.DIVERGES:
        return claim
    return None


def _noun(answer: DescendAnswer) -> str:
    return "ascent" if answer.given.plan.ascend else "descent"


def _advice(answer: DescendAnswer) -> str | None:
    claim = answer.claim
    if claim is None or getattr(claim, "largest", None) is not None:
        return "take a smaller rate, or --rate auto"
    return None


def _steps(path: Path) -> str:
    return "1 step" if path.steps == 1 else f"{path.steps:,} steps"


def _smaller(path: Path) -> str:
    """What keeps the numbers small."""
    if path.blocked is TooLarge.SQUARE:
        return "take another --method, or divide the function by a large number"
    return "take a smaller rate" if path.last.gradient else "start at another point"


def _too_large(path: Path) -> str:
    """Where the numbers end: behind the last step, of which the page has all numbers."""
    if path.blocked is TooLarge.SQUARE:
        of = f"step {path.steps + 1} needs the square of a slope, which is"
        return f"{of} larger than a float holds (about 1.8 · 10³⁰⁸)"
    where = f"step {path.steps + 1} leads to" if path.last.gradient else "the start has"
    return f"{where} numbers larger than a float holds (about 1.8 · 10³⁰⁸)"


def _why(answer: DescendAnswer, blocked: Blocked | None) -> str:
    """f is not differentiable here: ...; of rows, how many stand on an edge."""
    if isinstance(blocked, RowsOnEdges):
        if blocked.outside:
            return f"{_rows(blocked.outside)} no value"
        if blocked.kinks:
            return f"{_rows(blocked.kinks)} a kink"
        return f"it could not be decided whether {_rows(blocked.open)} a gradient"
    return as_text(_clause(answer, blocked))


def _clause(answer: DescendAnswer, blocked: Blocked | None) -> Clause:
    """Behind the name of the point: f is not differentiable: ..."""
    assert blocked is not None
    assert not isinstance(blocked, TooLarge | RowsOnEdges)
    point = point_at(answer.path.visits[-1].at)
    return why_no_gradient(blocked, answer.field, point, here=False)


def _rows(rows: tuple[int, ...]) -> str:
    return f"row {rows[0] + 1} has" if len(rows) == 1 else f"{len(rows):,} rows have"


def why_it_ended(answer: DescendAnswer, telling: Telling) -> tuple[Block, ...]:
    """The sentences below the answer: why it stopped there."""
    written = Written.of(answer, telling)
    path, plan = answer.path, answer.given.plan
    slope = nt.norm(written.slope()) if written.several else written.slope()
    verb = "rise" if plan.ascend else "fall"
    match path.ending:
        case Ending.ZERO_GRADIENT:
            return (Paragraph(_at_zero(answer, written)),)
        case Ending.TOLERANCE:
            small = _small_slope(answer, written, telling)
            short = "the gradient is short" if written.several else "the derivative is small"
            said = sentence(f"It stopped because {short} enough: ", small, ", the tolerance.")
            if answer.claim is not None and answer.claim.outcome == "converges":
                return (Paragraph(said),)
            extreme = "maximum" if plan.ascend else "minimum"
            careful = sentence(
                f"That does not prove that a {extreme} is near: ",
                nt.negative(_never()) if plan.ascend else _never(),
                f" meets every tolerance and has no {extreme}.",
            )
            return (Paragraph(joined((said, careful))),)
        case Ending.ITERATIONS:
            done = _after_all_steps(path, counted=plan.counted)
            diverges = _proved_to_diverge(answer)
            if diverges is not None:
                why = why_it_diverges(diverges, written)
                return (Remark(Tone.REFUSED, joined((why, sentence(f"{done}.")))),)
            size = _size(answer)
            here = nt.relation(slope, written.sign(size), written.real(size))
            what = "the length of the gradient is " if written.several else ""
            said = sentence(f"{done}. There {what}", here, ".", *_crawls(answer, written))
            return (Paragraph(said),)
        case Ending.DIVERGES:
            proof = _proved_to_diverge(answer)
            if proof is None:
                return (
                    Remark(
                        Tone.REFUSED,
                        sentence(
                            "It diverges: each of the last steps was longer than the one before, "
                            f"and {_too_large(path)}. This is what happened, and no proof."
                        ),
                    ),
                )
            return (
                Remark(
                    Tone.REFUSED,
                    joined(
                        (
                            why_it_diverges(proof, written),
                            sentence(
                                f"It was stopped after {_steps(path)}, at ",
                                written.coordinates(path.visits[-1].at),
                                ".",
                            ),
                        )
                    ),
                ),
            )
        case Ending.CYCLE:
            ago = "one step" if path.period == 1 else f"{path.period} steps"
            floats = "" if path.last.is_exact else ", as far as the digits of a float show"
            said = sentence(
                f"It goes in a circle{floats}: after {_steps(path)} it is back where it was {ago} "
                "before, and would go round for ever."
            )
            return (Paragraph(said),)
        case Ending.DOMAIN | Ending.NOT_DIFFERENTIABLE:
            return _outside(answer, written)
        case Ending.STALLED:
            return (Paragraph(_stalled(path.stall, written, verb)),)
        case Ending.INTERRUPTED:
            said = sentence(f"It was interrupted after {_steps(path)}; this is how far it came.")
            return (Remark(Tone.WARNING, said),)
        case Ending.LIMIT:
            if isinstance(path.blocked, TooLarge):
                text = f"It stopped: {_too_large(path)}."
            else:
                text = f"The time ran out after {_steps(path)}; this is how far it came."
            return (Remark(Tone.WARNING, sentence(text)),)
    assert_never(path.ending)


def _after_all_steps(path: Path, *, counted: bool) -> str:
    """That no further step was asked for, or is taken unless somebody asks."""
    if not counted:
        return f"It stopped after {_steps(path)}, the number that is taken where you give none"
    asked = "the one step" if path.steps == 1 else f"the {path.steps:,} steps"
    return f"It stopped after {asked} that you asked for"


def _crawls(answer: DescendAnswer, written: Written) -> tuple[str | Box, ...]:
    """That the last steps made no headway, though none went the wrong way."""
    last = answer.path.visits[-_LAST - 1 :]
    if len(last) <= _LAST:
        return ()
    values = [float(each.value) for each in last if each.value is not None]
    sizes = [float(length(each.gradient)) for each in last if each.gradient is not None]
    rises = [a < b if not answer.given.plan.ascend else a > b for a, b in pairwise(values)]
    if any(rises) or abs(sizes[-1] - sizes[0]) > _HARDLY * sizes[0]:
        return ()
    slope = nt.norm(written.slope()) if written.several else nt.absolute(written.slope())
    plan = answer.given.plan
    may_look = plan.rate is not None and plan.method in (Method.PLAIN, Method.NEWTON)
    advice = " --rate auto looks for a rate at each step." if may_look else ""
    return (
        f" It crawls: the last {_LAST} steps changed ",
        slope,
        f" by less than {_HARDLY:.0%}.{advice}",
    )


def _never() -> Box:
    """e^(−x), which has no minimum."""
    return Superscript(Glyph("e", Role.CONSTANT), nt.negative(nt.variable("x")))


def _small_slope(answer: DescendAnswer, written: Written, telling: Telling) -> Box:
    """‖∇f‖ ≤ 10⁻⁶, |df/dx| ≤ 10⁻⁶: the tolerance is met."""
    slope = written.slope()
    size = nt.norm(slope) if written.several else nt.absolute(slope)
    return nt.relation(size, "≤", _tolerance(answer, telling))


def _tolerance(answer: DescendAnswer, telling: Telling) -> Box:
    tolerance = answer.given.plan.tolerance
    below = tolerance.denominator
    places = len(str(below)) - 1
    if tolerance.numerator == 1 and below == 10**places and places > 3:
        return nt.power_of(nt.number(10), nt.number(-places))
    return approximately(as_expr(tolerance), telling.digits)


def _size(answer: DescendAnswer) -> Real:
    """The length of the gradient at the last point; in one variable the derivative."""
    gradient = answer.path.last.gradient
    assert gradient is not None
    return gradient[0] if len(gradient) == 1 else length(gradient)


def _at_zero(answer: DescendAnswer, written: Written) -> Sentence:
    """The gradient is zero: what the point is, where that is known."""
    what = "gradient" if written.several else "derivative"
    if answer.path.last.by_convention:
        return sentence(
            f"It stopped because the {what} that the convention puts in the place of the missing "
            "one is zero here."
        )
    said = sentence(f"It stopped because the {what} is exactly zero here")
    critical = None if answer.there is None else answer.there.critical
    kind = None if critical is None else critical.kind
    if not answer.field.expression.free_symbols and answer.rows is None:
        return (*said, *sentence(": ", nt.variable(answer.field.function), " is constant."))
    start = " Every further step stays where it is."
    match kind:
        case CriticalKind.MINIMUM:
            return (*said, Words(": this is a local minimum."))
        case CriticalKind.MAXIMUM:
            return (*said, Words(": this is a local maximum."))
        case CriticalKind.SADDLE | CriticalKind.NEITHER:
            word = "a saddle" if written.several else "neither a minimum nor a maximum"
            return (*said, Words(f": this is {word}, from which it does not get away.{start}"))
        case CriticalKind.NOT_DECIDED | None:
            open_ = "Whether this is an extreme was not decided"
            return (*said, Words(f". {open_}.{start}"))
    assert_never(kind)


def _outside(answer: DescendAnswer, written: Written) -> tuple[Block, ...]:
    """Where it ended, and why there is no gradient."""
    path, blocked = answer.path, answer.path.blocked
    at = path.visits[-1].at
    where = written.coordinates(at)
    if not written.several:
        where = nt.relation(nt.variable(answer.field.variables[0]), written.sign(*at), where)
    begins = (
        f"It stopped: step {path.steps} leads to " if path.steps else "It stopped: the start is "
    )
    if isinstance(blocked, Undecided):
        what = "gradient" if written.several else "derivative"
        why = sentence(f"it could not be decided whether there is a {what}")
    elif isinstance(blocked, RowsOnEdges):
        why = sentence(_why(answer, blocked))
    else:
        why = as_sentence(_clause(answer, blocked))
    head = Remark(Tone.REFUSED, (*sentence(begins, where, ", where "), *why, Words(".")))
    if blocked is None or isinstance(blocked, RowsOnEdges | TooLarge) or path.steps:
        return (head,)
    return (head, *explain(blocked, answer.field, answer.given.start))


def _stalled(stall: Stall | None, written: Written, verb: str) -> Sentence:
    name = nt.variable(written.field.function)
    wanted = "negative" if written.ascend else "positive"
    wanted = f"{wanted} definite" if written.several else wanted
    singular = "has no inverse" if written.several else "is zero"
    second = "Hessian" if written.several else "second derivative"
    match stall:
        case Stall.ROUNDING | None:
            what = "gradient is longer" if written.several else "derivative is larger"
            return sentence(
                "It stopped because the next step is too small to change the numbers, which are "
                f"floats of some sixteen digits. The {what} than the tolerance all the same."
            )
        case Stall.NO_RATE:
            return sentence(
                "It stopped because after 60 halvings there was still no rate with which ",
                name,
                f" is seen to {verb} enough: the change is lost in the rounding of floats, or ",
                name,
                " has an edge here.",
            )
        case Stall.SINGULAR:
            return sentence(
                f"It stopped because the {second} {singular} here, so there is no Newton step."
            )
        case Stall.NO_SECOND:
            missing = "second partials" if written.several else "second derivative"
            return sentence(
                f"It stopped because the {missing} of ",
                name,
                f" {'are' if written.several else 'is'} not known here, so there is no Newton "
                "step: pieces meet at this point, or the numbers are too large.",
            )
        case Stall.UPHILL:
            return sentence(
                "It stopped because Newton's step does not make ",
                name,
                f" {verb} here: the {second} is not {wanted}.",
            )
    assert_never(stall)


def at_kinks(answer: DescendAnswer, telling: Telling) -> tuple[Block, ...]:
    """What stands in the place of the gradient at kinks."""
    places = [place for place, each in enumerate(answer.path.visits) if each.by_convention]
    if not places:
        return ()
    written = Written.of(answer, telling)
    others = len(places) - 1
    what = "gradient" if written.several else "derivative"
    more = "" if not others else f" and at {others:,} more point{'s' if others > 1 else ''}"
    said = sentence(
        "At ",
        written.at(places[0]),
        f"{more} there is a kink and no {what}. By convention a subgradient stands in its "
        "place: |u| has the slope 0 where u = 0, max and min have the mean of the slopes of those "
        "that tie, and at the edge of a piece the piece counts that has the point.",
    )
    return (Remark(Tone.NOTE, said),)


def where_fractions_end(answer: DescendAnswer, telling: Telling) -> tuple[Block, ...]:
    """With --exact, from which point on the numbers are decimals."""
    visits = answer.path.visits
    first = next((place for place, each in enumerate(visits) if not each.is_exact), None)
    if not answer.given.plan.fractions or first is None:
        return ()
    written = Written.of(answer, telling)
    said = sentence(
        "From ",
        written.at(first),
        " on the numbers are floats: they are irrational, or the fractions too long.",
    )
    return (Remark(Tone.NOTE, said),)


def how_it_changed(answer: DescendAnswer) -> tuple[Block, ...]:
    """That f fell at every step, or where it rose."""
    path, plan = answer.path, answer.given.plan
    name = nt.variable(answer.field.function)
    if path.steps == 0 or path.visits[1].value is None:
        return ()
    wrong, right = ("fell", "rose") if plan.ascend else ("rose", "fell")
    steps = path.steps if path.visits[-1].value is not None else path.steps - 1
    if not path.count_of_rises and path.count_of_level:
        if path.count_of_level == steps:
            return (Paragraph(sentence(name, " is the same after each step.")),)
        return (Paragraph(sentence(name, f" {wrong} at no step, as far as floats can tell.")),)
    if not path.count_of_rises:
        every = "in the step" if steps == 1 else f"at each of the {steps:,} steps"
        if steps == 2:
            every = "at both steps"
        said = sentence(name, f" {right} {every}, as far as floats can tell.")
        if isinstance(answer.claim, BoundClaim):
            said = sentence(name, f" {right} {every}, which is proved below.")
        elif all(each.is_exact for each in path.visits):
            said = sentence(name, f" {right} {every}.")
        return (Paragraph(said),)
    if path.count_of_rises == steps:
        return (Paragraph(sentence(name, f" {wrong} at every step.")),)
    listed = ", ".join(map(str, path.rises))
    more = path.count_of_rises - len(path.rises)
    which = (
        f"step {listed}" if path.count_of_rises == 1 else f"{path.count_of_rises:,} steps: {listed}"
    )
    if more:
        which = f"{path.count_of_rises:,} steps, the first of them {listed}"
    return (Paragraph(sentence(name, f" {wrong} at {which}.")),)
