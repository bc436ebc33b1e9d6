"""The words for what the mathematics refuses as a whole: the one place where they are made.

`gradcli.calculus.domain.refusal` says why as data; here each kind of refusal becomes an error with
its message, its place in the text and what to do about it.
"""

from __future__ import annotations

from traceback import walk_tb
from typing import Final, assert_never

from gradcli.calculus.domain.refusal import (
    BeyondFloats,
    ConstantBeyondFloats,
    DerivationRefuted,
    JumpUndecided,
    NoRealNumber,
    NowhereReal,
    NumbersRefuted,
    NumberTooLarge,
    PerhapsNowhereReal,
    PointBeyondFloats,
    PowerTooLarge,
    Refusal,
    RefusedError,
    SumTooLong,
    TooFarForFloats,
    TooManyCompetitors,
    TooManyOperations,
    TooManyPieces,
    TooManySecondPartials,
    TooManyTaylorTerms,
)
from gradcli.calculus.domain.verdict import Cause
from gradcli.calculus.numbers.constants import UNENDING
from gradcli.calculus.rules.gradient import unreal
from gradcli.errors import GradcliError, Span
from gradcli.field.expression import NOWHERE, Call, Node, Power
from gradcli.field.forms import LargeAngleError
from gradcli.field.from_sympy import UnrealError
from gradcli.field.scalar_field import ScalarField
from gradcli.field.special import WholePartError
from gradcli.narrative.point.clauses import as_text
from gradcli.narrative.point.requirements import needs
from gradcli.narrative.point.undecided import because

_REPORT: Final = "this is a defect of gradcli: please report the expression"


def in_words(error: Exception, field: ScalarField | None = None) -> GradcliError | None:
    """The refusal that an exception of the mathematics stands for; None for any other.

    `field` is the function that was being worked on, where it is known.
    """
    if isinstance(error, RefusedError):
        return _refusal(error.refusal)
    if isinstance(error, UnrealError) and field is not None:
        return _refusal(unreal(field).refusal)
    if isinstance(error, LargeAngleError):
        return GradcliError(
            "angle-too-large",
            f"{error.function} of a function of so large an angle cannot be worked out exactly",
            help="reduce the angle by a multiple of 2*pi first",
        )
    if isinstance(error, WholePartError):
        return _refusal(JumpUndecided(Cause.ARGUMENT))
    if isinstance(error, UNENDING):
        return GradcliError(
            "constant-too-long",
            "the whole part of a constant in it has too many digits to be worked out",
            help="use smaller numbers",
        )
    if isinstance(error, ZeroDivisionError) and _is_of_digits(error):
        return GradcliError(
            "constant-near-zero",
            "a constant in a denominator is so near 0 that its digits are lost",
            help="write the number that is meant in a simpler form",
        )
    return None


def _is_of_digits(error: ZeroDivisionError) -> bool:
    """Whether it was raised where SymPy works out a constant to some digits: to too few."""
    frames = walk_tb(error.__traceback__)
    return any(frame.f_globals.get("__name__") == "sympy.core.evalf" for frame, _ in frames)


def _refusal(refusal: Refusal) -> GradcliError:
    match refusal:
        case NowhereReal(field, piece):
            return GradcliError(
                "no-real-values",
                f"a part of {field.function} has no real values that could have a derivative",
                span=Span(0, len(field.source.text)) if piece.span == NOWHERE else piece.span,
                source=field.source,
                help="whatever the variables are, the marked piece is outside its domain, or just "
                "at the edge of it",
            )
        case PerhapsNowhereReal(field):
            return GradcliError(
                "domain-not-decided",
                f"it could not be decided where {field.function} has real values: its formula "
                "does not stay real when it is worked out",
                span=Span(0, len(field.source.text)),
                source=field.source,
                help="write it in a simpler form, or in pieces",
            )
        case JumpUndecided(cause):
            return GradcliError(
                "constant-at-a-jump",
                f"a constant in it may stand exactly at a jump: {because(cause)}",
                help="write the number that is meant in a simpler form",
            )
        case NoRealNumber(fault, source):
            return GradcliError(
                "no-real-number",
                as_text(needs(fault)),
                span=None if fault.piece.span == NOWHERE else fault.piece.span,
                source=source,
                help="points and directions are made of real numbers, and the marked piece is none",
            )
        case PowerTooLarge(field, piece):
            # A piece of a derivative stands nowhere in what was typed.
            nowhere = piece.span == NOWHERE
            which = "a {} that its derivatives have" if nowhere else "this {}"
            return GradcliError(
                "power-too-long",
                f"{which.format(_kind_of(piece))} has too many digits at the point to be written "
                "out",
                span=field.tree.span if nowhere else piece.span,
                source=field.source,
            )
        case NumberTooLarge(field):
            return GradcliError(
                "number-too-large-at-the-point",
                "a number at the point is e or another constant to a power that is too large",
                span=field.tree.span,
                source=field.source,
                help="choose a point nearer to 0",
            )
        case BeyondFloats(field):
            return GradcliError(
                "beyond-floats",
                "over the rows a number is too large for a float",
                span=field.tree.span,
                source=field.source,
                help="choose a point nearer to 0",
            )
        case ConstantBeyondFloats():
            return GradcliError(
                "beyond-floats", "a constant in the function is too large for a float"
            )
        case PointBeyondFloats():
            return GradcliError(
                "beyond-floats",
                "a coordinate of the point is too large for a float",
                help="choose a point nearer to 0",
            )
        case TooFarForFloats():
            return GradcliError(
                "beyond-floats",
                "the point is so far from 0 that floats cannot tell it from its neighbours",
                help="choose a point nearer to 0",
            )
        case TooManyOperations(most):
            return GradcliError(
                "too-many-operations",
                f"a page works out {most} operations at most, and the function has more",
                help="gradcli steepest answers at one point",
            )
        case TooManySecondPartials(most):
            return GradcliError(
                "too-many-second-partials",
                f"the matrix of second partials is worked for {most} variables at most: it has "
                f"{most * most} entries then",
                help="ask for one of them: gradcli partial EXPR --wrt x,y",
            )
        case TooManyTaylorTerms(most):
            return GradcliError(
                "too-many-taylor-terms",
                f"a Taylor polynomial is worked with {most} terms at most",
                help="choose a smaller --order",
            )
        case TooManyPieces(most):
            return GradcliError(
                "too-many-pieces",
                f"a piecewise function may have {most} pieces at most, unless each condition "
                "is a bound on the same variable by a rational number",
                help="use fewer pieces",
            )
        case TooManyCompetitors(function, most, piece):
            return GradcliError(
                "too-many-competitors",
                f"{function} may have {most} arguments that move at most",
                span=None if piece.span == NOWHERE else piece.span,
                help="each is compared with every other",
            )
        case DerivationRefuted(where):
            at = ", ".join(f"{name} = {value:.6g}" for name, value in where.items())
            return GradcliError(
                "derivation-disagrees",
                f"the derivation does not agree with its check at {at}",
                help=_REPORT,
            )
        case SumTooLong(count):
            return GradcliError(
                "sum-too-long",
                f"written out, the gradient has a term for each of {count:,} rows",
                help="ask for its numbers at a point, with --at; the page has it as a sum",
            )
        case NumbersRefuted():
            return GradcliError(
                "numbers-disagree",
                "the numbers at the point do not agree with the difference quotients of the "
                "function",
                help=_REPORT,
            )
    assert_never(refusal)


def _kind_of(piece: Node) -> str:
    if isinstance(piece, Power):
        return "power"
    return "factorial" if isinstance(piece, Call) and piece.function == "factorial" else "number"
