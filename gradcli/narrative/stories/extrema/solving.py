"""How the equations were solved: the cases that they split into, and what each comes to."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from sympy import Expr, Mul, cos, sin

from gradcli.calculus.answers.extrema.classified import lies_outside
from gradcli.calculus.answers.extrema.critical import CriticalAnswer
from gradcli.calculus.answers.extrema.no_value import NoValue, without_value
from gradcli.calculus.answers.extrema.substitution import substitution
from gradcli.calculus.extrema.found import Apart, Enclosed, Solved, Worked
from gradcli.calculus.extrema.pieces.pieces import Piece
from gradcli.calculus.rules.gradient import gradient
from gradcli.field.fast_sympy.sympy_build import negate
from gradcli.field.size import size
from gradcli.field.to_sympy import symbol
from gradcli.narrative.document import Block, Paragraph, Sentence
from gradcli.narrative.notation import (
    negative,
    number,
    power_of,
    relation,
    sum_of,
    typeset,
    variable,
)
from gradcli.narrative.phrases import enumerated, equals, formula, joined, sentence
from gradcli.narrative.stories.common import Telling, derivative_name, function_value
from gradcli.narrative.stories.extrema.places import (
    conditions,
    family_box,
    named_place,
    place_box,
    where_boxes,
)

_LONGEST: Final = 40  # nodes of an equation that is shown
_MOST_SHOWN: Final = 12
_MOST_DIGITS: Final = 40


def solving(answer: CriticalAnswer, telling: Telling) -> tuple[Block, ...]:
    """The equations case by case, of each piece of the function."""
    blocks: list[Block] = []
    several = len(answer.found.solved) > 1
    for piece, solved in answer.found.solved:
        if several:
            blocks.append(Paragraph(_piece(piece, answer)))
        blocks.extend(_of_piece(solved, answer, telling, piece if several else None))
        blocks.extend(Paragraph(_apart(each, answer)) for each in solved.apart)
    if answer.found.pieces.seams and answer.complete is not None:
        blocks.append(Paragraph(_seams(answer)))
    exact = all(
        not solved.swept and all(case.is_solved for case in solved.cases)
        for _, solved in answer.found.solved
    )
    if exact and any(isinstance(c, Enclosed) for each in answer.points for c in each.place):
        blocks.append(
            Paragraph(
                sentence(
                    "A coordinate that is written as a decimal has no short formula. It is the "
                    "root of a polynomial and was isolated from all other roots exactly; its "
                    "digits are rounded."
                )
            )
        )
    return tuple(blocks)


def _piece(piece: Piece, answer: CriticalAnswer) -> Sentence:
    """Where x > 0: f(x) = x² − x."""
    function = relation(function_value(answer.field), "=", typeset(piece.field.tree))
    where = piece.where or ()
    boxes = where_boxes(where)
    if not boxes:
        return sentence("One of the pieces is ", function, ".")
    return sentence("Where ", *enumerated(boxes), ", ", function, ".")


def _seams(answer: CriticalAnswer) -> Sentence:
    """Where the pieces meet, which was looked at by the definition."""
    seams = [
        sentence(*enumerated([equals(formula(each), number(0)) for each in seam.formulas]))
        for seam in answer.found.pieces.seams
    ]
    return sentence(
        "Where ",
        *joined(seams, " or "),
        ", the rules alone do not decide: there the definition of the derivative does.",
    )


def _apart(found: Apart, answer: CriticalAnswer) -> Sentence:
    """Where x = 0 a slope has a value of its own."""
    where = enumerated([equals(formula(each), number(0)) for each in found.formulas])
    several = len(answer.field.variables) > 1
    one = "a partial derivative has" if several else "the derivative has"
    these = "the equations were" if several else "the equation was"
    return sentence("Where ", *where, f", {one} a value of its own; there {these} solved apart.")


def _of_piece(
    solved: Solved, answer: CriticalAnswer, telling: Telling, piece: Piece | None
) -> tuple[Block, ...]:
    if solved.swept:
        return (Paragraph(_swept(solved, answer, telling, "a slope")),)
    if not solved.cases and solved.complete is None:
        return (Paragraph(sentence("These equations could not be solved exactly and completely.")),)
    if not solved.cases:
        return (Paragraph(_no_case(answer, piece)),)
    blocks: list[Block] = []
    several = len(solved.cases) > 1
    if several:
        blocks.append(Paragraph(_how_split(solved, answer)))
    whole = answer.gradient if piece is None else gradient(piece.field)
    for place, worked in enumerate(solved.cases[:_MOST_SHOWN], start=1):
        case, lost = without_value(worked, whole.components, answer.field.variables)
        none_left = bool(lost) and case.is_solved and not case.places and not case.families
        steps = () if several or piece else _substituted(case, answer)
        multiplied = none_left and all(each.divides for each in lost)
        label = _label(answer, place if several else None, multiplied=multiplied)
        told = steps or (*label, *_equations(case))
        if not none_left:
            told = joined((told, _case(case, answer, telling, substituted=bool(steps))))
        told = joined((told, *(_no_solution(each, answer, telling) for each in lost)))
        blocks.append(Paragraph(joined((told, *_elsewhere(case, answer, piece)))))
    if len(solved.cases) > _MOST_SHOWN:
        more = len(solved.cases) - _MOST_SHOWN
        blocks.append(Paragraph(sentence(f"The other {more} cases are of the same kind.")))
    return tuple(blocks)


def _how_split(solved: Solved, answer: CriticalAnswer) -> Sentence:
    """Why there are cases: a product that is zero, which stands there or comes by elimination."""
    field = answer.field
    equations = "equation" if len(field.variables) == 1 else "equations"
    angles = dict.fromkeys(
        angle.args[0]
        for case in solved.cases
        for each in case.equations
        for angle in each.atoms(cos, sin)
    )
    behind = ", each solved exactly:" if all(each.is_solved for each in solved.cases) else ":"
    split = f"{equations} into {len(solved.cases)} cases{behind}"
    if angles:
        squares = [
            sum_of([power_of(formula(each(angle)), number(2)) for each in (sin, cos)])
            for angle in sorted(angles, key=str)
        ]
        known = enumerated([equals(each, number(1)) for each in squares])
        return sentence("What holds of every angle, ", *known, f", splits the {split}")
    slopes = (each.derivative for each in answer.gradient.partials)
    is_shown = any(
        whole is not None
        or (slope.is_Mul and sum(bool(each.free_symbols) for each in slope.args) > 1)
        for slope, whole in zip(slopes, answer.products, strict=True)
    )
    return sentence(
        ""
        if is_shown
        else "The left side factors. "
        if len(field.variables) == 1
        else "Combined, the equations make a product that is zero. ",
        f"A product is zero exactly where one of its factors is. That splits the {split}",
    )


def _label(answer: CriticalAnswer, case: int | None, *, multiplied: bool) -> Sentence:
    """What stands before the equations, which are `multiplied` where a denominator was dropped."""
    if case is not None:
        return sentence(f"Case {case}: ")
    slopes = [each.derivative for each in answer.gradient.partials]
    if multiplied and len(slopes) == 1:
        return sentence("Multiplied by its denominator, the equation comes to ")
    if multiplied:
        return sentence("Multiplied by their denominators, the equations come to ")
    if len(slopes) == 1:
        return sentence("The equation comes to ")
    alone = all(len(slope.free_symbols) < 2 for slope in slopes)
    return sentence("The equations come to " if alone else "By elimination the equations come to ")


def _substituted(case: Worked, answer: CriticalAnswer) -> Sentence:
    """∂f/∂y = 0 gives x = 2y. Put into ∂f/∂x = 0, it gives 12y² − y − 3 = 0."""
    names = answer.field.variables
    slopes = [each.derivative for each in answer.gradient.partials]
    found = substitution(slopes, [symbol(name) for name in names])
    if found is None or not case.is_solved or case.families:
        return ()
    zero = [equals(derivative_name(answer.field, (name,)), number(0)) for name in names]
    return sentence(
        zero[found.place],
        " gives ",
        equals(formula(found.name), formula(found.value)),
        ". Put into ",
        zero[1 - found.place],
        ", it gives ",
        equals(formula(found.left), number(0)),
        *_as_a_product(found.factored),
        ".",
    )


def _as_a_product(left: Expr) -> Sentence:
    """That is x(x − 1)(x² + x + 1) = 0: a product is 0 where a factor is."""
    moving = [each for each in Mul.make_args(left) if each.free_symbols]
    return sentence(", that is ", equals(formula(left), number(0))) if len(moving) > 1 else ()


def _swept(solved: Solved, answer: CriticalAnswer, telling: Telling, of: str) -> Sentence:
    """How a box was searched, and what that proves."""
    boxed = answer.region is not None or answer.around is not None
    several = len(answer.field.variables) > 1
    where = (
        (
            "in a box around the region"
            if answer.around is not None
            else "in the box"
            if several
            else "in the interval"
        )
        if boxed
        else "where no coordinate is beyond 10 or −10"
        if several
        else "from −10 to 10"
    )
    count = len(solved.places)
    found = "no solution" if not count else "one solution" if count == 1 else f"{count} solutions"
    are = "is" if count < 2 else "are"
    these = "these equations" if several else "this equation"
    told = sentence(
        f"No exact solution of {these} could be found. So solutions were searched for {where} "
        f"(interval Newton): parts in which bounds of {of} exclude zero hold no solution, and of "
        "each solution in the others it was proved that it exists, and is the only one nearby. "
    )
    if solved.exhausted:
        others = ", and no others" if count else ""
        told = (*told, *sentence(f"There {are} {found} {where}{others}."))
    else:
        were = "were" if count > 1 else "was"
        told = (
            *told,
            *sentence(f"So {found} {were} found {where}; some parts of it stayed undecided."),
        )
    if solved.beyond is not None:
        at = named_place(solved.beyond, answer.field, telling.digits)
        told = (*told, *sentence(" Outside there is another, ", at, "."))
    elif not boxed:
        told = (*told, *sentence(" Of what lies outside nothing is known."))
    return (*told, *_how_near(solved))


def _how_near(solved: Solved) -> Sentence:
    """Each coordinate is known to within 10^-35; its digits here are rounded."""
    errors = [each.error for place in solved.places for each in place if isinstance(each, Enclosed)]
    if not errors:
        return ()
    places = 0
    while max(errors) < Fraction(1, 10 ** (places + 1)):
        places += 1
        if places > _MOST_DIGITS:
            break
    bound = power_of(number(10), negative(number(places)))
    return sentence(" A decimal is known to within ", bound, ", and is rounded here.")


def _no_case(answer: CriticalAnswer, piece: Piece | None) -> Sentence:
    if piece is not None:
        slope = "gradient" if len(answer.field.variables) > 1 else "derivative"
        return sentence(f"Its {slope} is zero nowhere.")
    if any(each.derivative.is_number for each in answer.gradient.partials):
        return sentence("A constant other than zero is zero nowhere, so there is no solution.")
    if len(answer.field.variables) == 1:
        return sentence("This equation has no real solution.")
    return sentence("The equations contradict one another: they have no real solution in common.")


def _equations(case: Worked) -> Sentence:
    """x = 0 and y² − 1 = 0."""
    if not case.equations:
        return sentence("no condition at all.")
    if any(size(each) > _LONGEST for each in case.equations):
        return sentence(
            f"{len(case.equations)} polynomial equations (a Gröbner basis), too long to be read."
        )
    # With a root for a letter, one equation of one variable may come twice.
    alike: list[Expr] = []
    for each in case.equations:
        if negate(each) not in alike:
            alike.append(each)
    shown = [equals(formula(each), number(0)) for each in alike]
    return sentence(*enumerated(shown), ".")


def _case(case: Worked, answer: CriticalAnswer, telling: Telling, *, substituted: bool) -> Sentence:
    """Solutions: (0, 1) and (0, −1)."""
    count = case.solutions
    told: list[Sentence] = []
    if case.search is not None:
        told.append(_swept(case.search, answer, telling, "a left side"))
    elif not case.is_solved:
        told.append(sentence("This case could not be solved exactly and completely."))
    elif case.families:
        boxes = []
        for family in case.families:
            boxes.append(family_box(family))
        where = conditions(case.families[0], answer.field)
        rest = sentence("These are the points ", *enumerated(boxes))
        told.append((*rest, *(sentence(" with ", *where) if where else ()), *sentence(".")))
    elif not case.places:
        told.append(
            sentence(f"Of the {count} complex solutions none is real.")
            if count
            else sentence("There is no real solution.")
        )
    elif count is not None and count > len(case.places):
        real = len(case.places)
        places = enumerated([place_box(each, telling.digits) for each in case.places])
        told.append(
            sentence(
                f"The real {'solution is' if real == 1 else 'solutions are'} ",
                *places,
                "."
                if substituted
                else f"; with complex ones there are {count} (a double one counted twice).",
            )
        )
    elif substituted or not _says_so(case):
        places = enumerated([place_box(each, telling.digits) for each in case.places])
        word = "Solution: " if len(case.places) == 1 else "Solutions: "
        told.append((*sentence(word), *places, *sentence(".")))
    return joined(told)


def _no_solution(lost: NoValue, answer: CriticalAnswer, telling: Telling) -> Sentence:
    """But at 0 a denominator is 0 in df/dx: the formula has no value there, ..."""
    places = [place_box(each, telling.digits) for each in lost.places]
    places.extend(map(family_box, lost.families))
    told: Sentence = enumerated(places)
    if lost.families:
        where = conditions(lost.families[0], answer.field)
        told = sentence("the points ", *told, *(sentence(" with ", *where) if where else ()))
    slopes = enumerated([derivative_name(answer.field, (name,)) for name in lost.of])
    one_formula = len(lost.of) == 1
    if lost.divides:
        has = "formula has" if one_formula else "formulas have"
        why = sentence(" a denominator is 0 in ", *slopes, f": the {has} no value there, so ")
    else:
        has = "formula of " if one_formula else "formulas of "
        why = sentence(f" the {has}", *slopes, f" {'has' if one_formula else 'have'} no value, so ")
    end = (
        sentence(*told, " is no solution.")
        if len(places) == 1 and lost.places
        else sentence("they are no solutions.")
    )
    return (*sentence("But at ", *told), *why, *end)


def _elsewhere(case: Worked, answer: CriticalAnswer, piece: Piece | None) -> tuple[Sentence, ...]:
    """That some solutions do not lie where f is this piece, and so are no critical points."""
    if piece is None:
        return ()
    count = sum(lies_outside(each, piece, answer.field) for each in case.places)
    if not count:
        return ()
    f = variable(answer.field.function)
    those = "That" if len(case.places) == 1 else "All" if count == len(case.places) else f"{count}"
    lie = "lies" if len(case.places) == 1 else "lie" if count > 1 else "of them lies"
    return (sentence(f"{those} {lie} where ", f, " is another piece."),)


def _says_so(case: Worked) -> bool:
    """Whether the equations themselves are the solution: x = 0 and y = 0."""
    return all(each.is_Symbol for each in case.equations)
