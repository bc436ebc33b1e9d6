"""`plot`: the picture, its legend, and in short what it is a picture of."""

from __future__ import annotations

from gradcli.calculus.answers.pictures.plot import PlotAnswer
from gradcli.narrative.box import Box
from gradcli.narrative.document import Block, Document, Equations, Figure, Line, Sentence
from gradcli.narrative.notation import value_of, vector
from gradcli.narrative.phrases import equals, formula, sentence
from gradcli.narrative.point.verdicts import explain
from gradcli.narrative.stories import common
from gradcli.narrative.stories.checking import certificate_of_values, checked
from gradcli.narrative.stories.partials import reading
from gradcli.narrative.stories.pictures.figure import figure_of


def plot_task(answer: PlotAnswer) -> Sentence:
    """Draw the level curves of f(x, y) = x²y around (x, y) = (2, 3), and the gradient there."""
    field, several = answer.field, len(answer.field.variables) > 1
    what = sentence(
        f"Draw {'the level curves' if several else 'the graph'} of ", common.the_function(field)
    )
    if answer.at is None:
        return (*what, *sentence("."))
    drawn = "the gradient" if several else "the tangent"
    where = sentence(
        " around ", common.named_point(field, answer.at.point), f", and {drawn} there."
    )
    return (*what, *where)


def plot_headline(answer: PlotAnswer) -> Box:
    """∇f(2, 3) = (12, 4)."""
    values = [formula(value) for value in answer.values()]
    return equals(common.gradient_name(answer.field, answer.at), vector(values))


def plot_figure(
    answer: PlotAnswer,
    telling: common.Telling = common.FULLY,
    *,
    size: tuple[int, int] | None = None,
) -> Figure | None:
    """The picture alone."""
    return None if answer.picture is None else figure_of(answer.picture, size)


def plot_story(
    answer: PlotAnswer,
    telling: common.Telling = common.FULLY,
    *,
    size: tuple[int, int] | None = None,
) -> Document:
    """The function, what it is at the point, and the picture."""
    field, at = answer.field, answer.at
    blocks: list[Block] = list(reading(field))
    if at is not None and at.slopes is None:
        blocks.extend(explain(at.verdict, field, at.point))
    elif at is not None and at.value is not None:
        blocks.append(Equations(_numbers(answer), result=True))
    figure = plot_figure(answer, telling, size=size)
    if figure is not None:
        blocks.append(figure)
    blocks.append(checked(answer.check, field, telling, certificate_of_values(at, field)))
    point = None if at is None else at.point
    return Document(tuple(blocks), asked=common.asked(sentence("A picture"), field, point))


def _numbers(answer: PlotAnswer) -> tuple[Line, ...]:
    """f(2, 3) = 12 and ∇f(2, 3) = (12, 4)."""
    field, at = answer.field, answer.at
    assert at is not None
    assert at.value is not None
    assert at.slopes is not None
    name = value_of(field.function, common.written_point(at.point))
    lines = [Line(name, "=", formula(at.value))]
    if len(at.slopes) == 1:
        lines.append(
            Line(common.derivative_name(field, field.variables), "=", formula(at.slopes[0]))
        )
    elif common.fit_in_a_vector(at.slopes):
        lines.append(
            Line(common.gradient_name(field, at), "=", vector(list(map(formula, at.slopes))))
        )
    return tuple(lines)
