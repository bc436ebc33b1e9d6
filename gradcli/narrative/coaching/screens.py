"""The chain of ideas as a lesson: ten short screens, with a question at the end of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sympy import Expr

from gradcli.calculus.answers.directional import DirectionalAnswer
from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.calculus.answers.steepest import SteepestAnswer
from gradcli.calculus.rules.gradient import coordinates
from gradcli.calculus.rules.gradient import norm as length
from gradcli.field.expression import Call, Node, Variable
from gradcli.field.from_sympy import from_sympy
from gradcli.field.order import order_of
from gradcli.field.to_sympy import ToSympy
from gradcli.frozen import dataclass
from gradcli.language.reading import read_expression
from gradcli.language.writing import write
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Box
from gradcli.narrative.phrases import equals, formula, sentence
from gradcli.narrative.stories import common
from gradcli.narrative.stories.partials import constants_sentence, working

_PRACTICE: Final = "3x y^3"
_INSTEAD: Final = "x^2 y"
THREE: Final = "h(x, y, z) = x y + z^2"
INSIDE: Final = "k(x) = (2x + 1)^3"


@dataclass(frozen=True, slots=True)
class Screen:
    """One idea: what is told of it, and what is asked at the end."""

    title: str
    blocks: tuple[doc.Block, ...]
    question: doc.Sentence


@dataclass(frozen=True, slots=True, eq=False)
class Worked:
    """What the lesson is made of: the function's answers at the point, and along w.

    `nudges` is the table of nudges in the first variable, `angles` that of rates by the angle;
    `picture` shows the gradient, the level curve through the point and how the rate turns, where
    it is asked for and there is one.
    """

    gradient: GradientAnswer
    directional: DirectionalAnswer
    steepest: SteepestAnswer
    nudges: doc.Table | None
    angles: doc.Table | None
    picture: tuple[doc.Block, ...] = ()

    @property
    def slopes(self) -> tuple[Expr, ...]:
        """The gradient at the point."""
        return self.gradient.values()

    @property
    def value(self) -> Node:
        """f at the point."""
        field, at = self.gradient.field, self.gradient.at
        assert at is not None
        return from_sympy(ToSympy(coordinates(field, at.point))(field.tree))

    @property
    def length_of_w(self) -> Node:
        """The length of the direction."""
        return from_sympy(length(self.directional.direction.components))

    @property
    def largest_rate(self) -> Node:
        """The length of the gradient."""
        assert self.steepest.steepest is not None
        return from_sympy(self.steepest.steepest.rate)


def screens(worked: Worked) -> tuple[Screen, ...]:
    """The ten screens."""
    return (
        _the_claim(worked),
        _a_partial(worked),
        _the_gradient(worked),
        _practice(worked),
        _along_w(worked),
        _length_one(worked),
        _the_angle(worked),
        _the_best(worked),
        _more_variables(),
        _the_chain_rule(worked),
    )


def lesson(
    told: Sequence[Screen], answers: Sequence[doc.Sentence], workings: Sequence[doc.Sentence]
) -> doc.Document:
    """All screens as a document, with the questions, and behind them the answers, worked."""
    blocks: list[doc.Block] = []
    for number, screen in enumerate(told, start=1):
        blocks.extend(screen_blocks(screen, number))
        blocks.append(doc.Paragraph((doc.Strong("Question."), doc.Words(" "), *screen.question)))
    blocks.append(doc.Heading(sentence("Answers"), 1))
    for number, (answer, how) in enumerate(zip(answers, workings, strict=True), start=1):
        blocks.append(
            doc.Paragraph((doc.Strong(f"{number}."), doc.Words(" "), *worked_out(answer, how)))
        )
    return doc.Document(tuple(blocks), title="Why the gradient is the steepest way up")


def worked_out(answer: doc.Sentence, how: doc.Sentence) -> doc.Sentence:
    """An answer, and how it comes out: 12: f(2, 3) = 2² · 3 = 12."""
    return (*answer, doc.Words(": "), *how, doc.Words(".")) if how else answer


def screen_blocks(screen: Screen, number: int) -> tuple[doc.Block, ...]:
    """A screen under its number."""
    return (doc.Heading(sentence(f"{number}. {screen.title}"), 1), *screen.blocks)


def _here(worked: Worked) -> list[Box]:
    assert worked.gradient.at is not None
    return common.written_point(worked.gradient.at.point)


def _point(worked: Worked) -> Box:
    assert worked.gradient.at is not None
    return common.named_point(worked.gradient.field, worked.gradient.at.point)


def _w(worked: Worked) -> Box:
    return nt.vector([nt.typeset(node) for node in worked.directional.direction.written])


def _gradient_here(worked: Worked) -> Box:
    return nt.gradient_symbol(worked.gradient.field.function, _here(worked))


def _slopes(worked: Worked) -> Box:
    return nt.vector([formula(each) for each in worked.slopes])


def _the_claim(worked: Worked) -> Screen:
    field = worked.gradient.field
    blocks: list[doc.Block] = [
        doc.Paragraph(
            sentence(
                "Machine learning makes a loss small by gradient descent: from a point P it steps "
                "to P − η∇f(P), against the gradient, because “the gradient points in the "
                "direction of steepest ascent”. This lesson shows why, on"
            )
        ),
        doc.Equations(
            (doc.Line(common.function_value(field), "=", nt.typeset(field.tree)),), result=True
        ),
        doc.Paragraph(sentence("at the point ", _point(worked), ".")),
    ]
    asked = sentence(
        "To begin: how large is ", nt.variable(field.function), " there, at ", _point(worked), "?"
    )
    return Screen("Gradient descent steps against the gradient", tuple(blocks), asked)


def _a_partial(worked: Worked) -> Screen:
    field = worked.gradient.field
    partial = worked.gradient.gradient.partials[0]
    second = field.variables[1]
    blocks: list[doc.Block] = [
        doc.Paragraph(constants_sentence(field, partial.variable)),
        *working(partial, common.FULLY),
    ]
    asked = sentence(
        "Now the other way round: what is ",
        common.derivative_name(field, (second,)),
        ", where ",
        nt.variable(second),
        " alone moves?",
    )
    return Screen(
        "A partial derivative: one variable moves, the others are constant", tuple(blocks), asked
    )


def _the_gradient(worked: Worked) -> Screen:
    field = worked.gradient.field
    partials = worked.gradient.gradient.partials
    symbols = nt.vector([common.derivative_name(field, (each.variable,)) for each in partials])
    formulas = nt.vector([formula(each.derivative, order_of(field)) for each in partials])
    first = nt.variable(field.variables[0])
    rate = formula(worked.slopes[0])
    name = common.derivative_name(field, (field.variables[0],))
    blocks: list[doc.Block] = [
        doc.Paragraph(sentence("The gradient packs the partial derivatives into one vector:")),
        doc.Equations(
            (
                doc.Line(nt.gradient_symbol(field.function), "=", symbols),
                doc.Line(None, "=", formulas),
            ),
            result=True,
        ),
        doc.Paragraph(
            sentence(
                "At ",
                _point(worked),
                " the first component is ",
                rate,
                ": a small nudge h of ",
                first,
                " alone changes ",
                nt.variable(field.function),
                " by about ",
                name,
                " · h.",
            )
        ),
    ]
    if worked.nudges is not None:
        blocks.append(worked.nudges)
    asked = sentence("What is the whole gradient at ", _point(worked), "?")
    return Screen("The gradient", tuple(blocks), asked)


def practised(function: str, tree: Node) -> str:
    """The other function that is practised: of another name than that of the lesson, too."""
    is_it = write(tree) == write(read_expression(_PRACTICE).tree)
    text = _INSTEAD if is_it else _PRACTICE
    return f"{'h' if function == 'g' else 'g'}(x, y) = {text}"


def _practice(worked: Worked) -> Screen:
    field = worked.gradient.field
    other = _shown(practised(field.function, field.tree))
    told = sentence(
        "The same with another function, ",
        other,
        ". Take one variable at a time: the other one is constant, like a number.",
    )
    asked = sentence("What is the gradient of ", other, "?")
    return Screen("Practice", (doc.Paragraph(told),), asked)


def _along_w(worked: Worked) -> Screen:
    field, w = worked.gradient.field, common.direction_letter(worked.gradient.field)
    rows = tuple(
        (
            sentence(common.derivative_name(field, (name,))),
            sentence(formula(slope)),
            sentence(nt.typeset(step)),
        )
        for name, slope, step in zip(
            field.variables, worked.slopes, worked.directional.direction.written, strict=True
        )
    )
    header = (sentence("partial"), sentence("at the point"), sentence("component of ", w))
    blocks: list[doc.Block] = [
        doc.Paragraph(
            sentence(
                "A partial derivative looks along one axis only. A step along ",
                equals(w, _w(worked)),
                " is so many steps in each variable, and where ",
                nt.variable(field.function),
                " is differentiable the changes that they bring add up. Their sum is the dot "
                "product ",
                nt.dot(_gradient_here(worked), w),
                ", the rate along ",
                w,
                ": each partial times the component of ",
                w,
                ".",
            )
        ),
        doc.Table(header, rows),
    ]
    asked = sentence("What is the rate along ", equals(w, _w(worked)), " at ", _point(worked), "?")
    return Screen("Along any direction: the dot product", tuple(blocks), asked)


def _length_one(worked: Worked) -> Screen:
    w = common.direction_letter(worked.gradient.field)
    (rate,) = worked.directional.values()
    blocks: list[doc.Block] = [
        doc.Paragraph(
            sentence(
                "Which direction is the best? Trying all of them never ends. And twice ",
                w,
                " has twice the rate ",
                formula(rate),
                ", although it is the same direction: a long ",
                w,
                " must not win by its length. So compare directions of length 1 only: divide ",
                w,
                " by its length ",
                nt.norm(w),
                ", the root of the sum of the squares of its components. The rate divided by it is "
                "the rate per unit of distance.",
            )
        )
    ]
    asked = sentence("How long is ", equals(w, _w(worked)), "?")
    return Screen("Only directions of length 1", tuple(blocks), asked)


def _the_angle(worked: Worked) -> Screen:
    u, v = nt.variable("a"), nt.variable("b")
    here = _gradient_here(worked)
    blocks: list[doc.Block] = [
        doc.Paragraph(
            sentence(
                "A dot product is the product of the two lengths and the cosine of the angle θ "
                "between the vectors:"
            )
        ),
        doc.Equations(
            (doc.Line(nt.dot(u, v), "=", nt.dot(nt.dot(nt.norm(u), nt.norm(v)), _cosine())),),
        ),
        doc.Paragraph(
            sentence(
                "So (0, 1) · (1, 0) = 0 at 90 degrees and (0, 1) · (0, 1) = 1 at 0 degrees. For a "
                "direction of length 1 the rate is ",
                nt.norm(here),
                " times cos θ, where θ is the angle to the gradient: only θ is left to choose.",
            )
        ),
    ]
    asked = sentence("At which angle θ, in degrees from 0 to 180, is cos θ largest?")
    return Screen("Only the angle counts", tuple(blocks), asked)


def _cosine() -> Box:
    """cos θ."""
    return nt.typeset(Call("cos", (Variable("θ"),)))


def _the_best(worked: Worked) -> Screen:
    here = _gradient_here(worked)
    steepest = worked.steepest.steepest
    assert steepest is not None
    direction = nt.vector([formula(each) for each in steepest.direction])
    level = {2: "curve", 3: "surface"}.get(len(steepest.slopes), "set")
    blocks: list[doc.Block] = [
        doc.Paragraph(
            sentence(
                "At θ = 0 the direction is that of the gradient itself: no other one is as steep. "
                "Divided by its length it is"
            )
        ),
        doc.Equations((doc.Line(_unit(here), "=", direction),), result=True),
        doc.Paragraph(
            sentence(
                "The opposite direction, ",
                nt.negative(here),
                ", is the steepest way down: this is why gradient descent steps there. At right "
                f"angles the rate is 0, along the level {level}.",
            )
        ),
        *worked.picture,
    ]
    if worked.angles is not None:
        blocks.append(worked.angles)
    asked = sentence(
        "How large is the largest rate, the length of ", equals(here, _slopes(worked)), "?"
    )
    return Screen("So the gradient is the steepest way up", tuple(blocks), asked)


def _unit(here: Box) -> Box:
    """∇f(2, 3)/‖∇f(2, 3)‖."""
    return nt.fraction_of(here, nt.norm(here))


def _more_variables() -> Screen:
    told = sentence(
        "None of this needs two variables. With a million weights the gradient has a million "
        "components, the dot product a million terms, and the cosine is still at most 1. Here are "
        "three, of ",
        _shown(THREE),
        ".",
    )
    asked = sentence("What is the gradient of ", _shown(THREE), " at (1, 2, 3)?")
    return Screen("In any number of variables", (doc.Paragraph(told),), asked)


def _the_chain_rule(worked: Worked) -> Screen:
    told = sentence(
        "Next comes the other half of backpropagation: where a loss is a function of a function, "
        "rates multiply. In ",
        _shown(INSIDE),
        " the outer function is the cube, the inner one 2x + 1: differentiate the outer one at the "
        "inner one, and multiply by the derivative of the inner one. ",
        doc.Code("gradcli backprop"),
        " does it backward through the graph of a whole expression, and finds the same gradient.",
    )
    asked = sentence("What is the derivative of ", _shown(INSIDE), "?")
    return Screen("Next: the chain rule", (doc.Paragraph(told),), asked)


def _shown(text: str) -> Box:
    """A function of the lesson's own: g(x, y) = 3xy³."""
    reading = read_expression(text)
    name = nt.value_of(reading.function, [nt.variable(each) for each in reading.variables])
    return equals(name, nt.typeset(reading.tree))
