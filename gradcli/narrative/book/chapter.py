"""The rule book as a page: a table of the laws, or each with its reason, an example, its limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType
from typing import Final, assert_never

from sympy import Expr, Piecewise

from gradcli.calculus.mistakes.twins import OF_FUNCTIONS, OF_RULES, Twin
from gradcli.calculus.rules.law import Law, LawInWords
from gradcli.calculus.rules.laws import POWER, ROOT, TableLaw
from gradcli.field.expression import variables_of
from gradcli.field.from_sympy import from_sympy
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.record import Requirement, Steps
from gradcli.field.template import read_side
from gradcli.field.to_sympy import symbol
from gradcli.language.writing import write
from gradcli.narrative import document as doc
from gradcli.narrative.book.entries import BOOK, Entry, Stated, groups
from gradcli.narrative.book.lines import DRAWN, drawn, of_function, said, told
from gradcli.narrative.book.mistakes import CLAUSES
from gradcli.narrative.box import Box
from gradcli.narrative.notation import absolute, number, relation, typeset, variable
from gradcli.narrative.phrases import joined, sentence
from gradcli.narrative.rulebook import condition_of, holds_where, sides, title

TITLE: Final = "The rule book"

_GROUPS: Final = MappingProxyType(
    {
        "structure": "Sums, products, quotients, functions of functions",
        "formulas": "Powers, exponentials, logarithms, roots",
        "words": "Angles, extremes, pieces, other ways of writing",
        "functions": "Functions",
    }
)
# What is left of a constant factor, and of the top of a fraction: no letters of a law.
_PARTS: Final = frozenset({"h", "m"})
_LETTERS: Final = (
    "u and v are functions of x, ′ is the derivative by x; c, n and a are constant. Together with "
    "the chain rule a law of u is one of any inner function: multiply by u′."
)
_MORE: Final = "gradcli rules NAME says why a law holds, with an example: gradcli rules product."

Worked = Callable[[Entry], Sequence[doc.Block]]
"""The example of a law, worked by the engine."""


def names_of_laws() -> tuple[str, ...]:
    """Every law by its stable name."""
    return tuple(BOOK)


def statement_of(law: Stated) -> str:
    """A law in the input language: `(u v)' = u' v + u v'`."""
    match law:
        case Law(_, statement) | LawInWords(_, statement):
            return statement
        case TableLaw(function):
            slope = write(from_sympy(law.derivative(symbol("u"))), frozenset({"u"}))
            return f"({function}(u))' = {slope}"
    assert_never(law)


def law_of(law: Stated) -> tuple[Box, Box] | None:
    """The two sides of a law, where it is a formula."""
    match law:
        case Law():
            template = law.template()
            names = {name: variable(name) for name in template.letters}
            return sides(template, {**names, **DRAWN})
        case TableLaw(function):
            return of_function(function), typeset(from_sympy(_slope(law)[0]))
        case LawInWords():
            return None
    assert_never(law)


def shown_law(law: Stated) -> doc.Sentence:
    """A law in a sentence."""
    found = law_of(law)
    if found is not None:
        left, right = found
        return (doc.Formula(relation(left, "=", right)),)
    assert isinstance(law, LawInWords)
    return (doc.Code(law.statement.replace("'", "′")),)


def holds(law: Stated) -> doc.Sentence:
    """Where a law holds, where that must be said: `u > 0`."""
    match law:
        case LawInWords():
            return ()
        case Law() if law is POWER:
            return sentence(relation(variable("u"), ">", number(0)), ", or n whole")
        case Law() if law is ROOT:
            u = variable("u")
            return sentence(
                relation(u, ">", number(0)), ", for odd n ", relation(u, "≠", number(0))
            )
        case Law():
            if not law.where:
                return ()
            return sentence(
                condition_of(law, {each: variable(each) for each in law.template().letters})
            )
        case TableLaw(function):
            if _slope(law)[1]:
                return sentence(relation(variable("u"), "≠", number(0)))
            match FUNCTIONS[function].derivative_holds:
                case Steps.NOT_WHOLE:
                    return sentence("u not whole")
                case Steps.NOT_HALFWAY:
                    return sentence("u not halfway")
                case Steps.STANDS_STILL:
                    return sentence("u constant")
            own = holds_where(law, "u")
            return sentence(*own) if own else _defined(function)
    assert_never(law)


def _slope(law: TableLaw) -> tuple[Expr, bool]:
    """What a function's record says, and whether that is so but for u = 0: of sinc."""
    slope = law.derivative(symbol("u"))
    if isinstance(slope, Piecewise):
        return slope.args[0][0], True
    return slope, False


def _defined(function: str) -> doc.Sentence:
    """Where a function is defined, whose law holds wherever it is."""
    domain = FUNCTIONS[function].domain
    u, one = variable("u"), number(1)
    match Requirement.NONE if domain is None else domain.requirement:
        case Requirement.NOT_ZERO:
            return sentence(relation(u, "≠", number(0)))
        case Requirement.STRICTLY_WITHIN_ONE:
            return sentence(relation(absolute(u), "<", one))
        case Requirement.STRICTLY_OUTSIDE_ONE:
            return sentence(relation(absolute(u), ">", one))
        case Requirement.COSINE_NOT_ZERO:
            return sentence(relation(drawn("cos u"), "≠", number(0)))
        case Requirement.SINE_NOT_ZERO:
            return sentence(relation(drawn("sin u"), "≠", number(0)))
        case _:
            return ()


def contents() -> doc.Document:
    """Every law in a line."""
    blocks: list[doc.Block] = [doc.Heading(sentence(TITLE), 1), doc.Paragraph(sentence(_LETTERS))]
    header = tuple(sentence(each) for each in ("name", "law", "where"))
    for group, names in groups().items():
        blocks.append(doc.Heading(sentence(_GROUPS[group]), 2))
        laws = [(name, law) for name in names for law in BOOK[name].forms]
        if group == "words":
            rows = tuple(
                (sentence(doc.Code(name)), joined((shown_law(law), holds(law)), ", "))
                for name, law in laws
            )
            blocks.append(doc.Table(header[:2], rows))
            continue
        blocks.append(
            doc.Table(
                header,
                tuple((sentence(doc.Code(name)), shown_law(law), holds(law)) for name, law in laws),
            )
        )
    blocks.append(doc.Paragraph(sentence(_MORE)))
    return doc.Document(tuple(blocks), title=TITLE)


def chapter(names: Sequence[str], work: Worked) -> doc.Document:
    """These laws, each with why it holds, an example that is worked, and where it is silent."""
    alone = len(names) == 1
    blocks: list[doc.Block] = [] if alone else [doc.Heading(sentence(TITLE), 1)]
    if not alone:
        blocks.append(doc.Paragraph(sentence(_LETTERS)))
    for name in names:
        blocks.extend(_pages(BOOK[name], work))
    called = title(names[0]).capitalize() if alone else TITLE
    return doc.Document(tuple(blocks), title=called)


def why_it_holds(name: str) -> Iterator[doc.Block]:
    """Why the law of this name holds, below its name and its formula."""
    entry = BOOK[name]
    yield from _named(entry, 3)
    yield from told(entry.reason.why)


def _pages(entry: Entry, work: Worked) -> Iterator[doc.Block]:
    yield from _named(entry, 1)
    yield doc.Heading(sentence("Why"), 2)
    yield from told(entry.reason.why)
    yield doc.Heading(sentence("At work"), 2)
    yield from work(entry)
    yield from _mistakes(entry)
    if entry.reason.silent:
        yield doc.Heading(sentence("Where it does not hold"), 2)
        yield doc.Paragraph(said(entry.reason.silent))


def _named(entry: Entry, level: int) -> Iterator[doc.Block]:
    """The name of a law, and below it the law in each of its forms."""
    name = title(entry.name)
    yield doc.Heading(sentence(name[:1].upper() + name[1:]), level)
    for law in entry.forms:
        found = law_of(law)
        if found is None:
            yield doc.Paragraph(shown_law(law))
            continue
        left, right = found
        where = holds(law)
        reason = joined((sentence("where"), where)) if where else ()
        yield doc.Equations((doc.Line(left, "=", right, reason),), result=True)


def twins_of(entry: Entry) -> tuple[Twin, ...]:
    """The known mistakes with a law, as what comes out, where its own letters say that."""
    twins = OF_RULES.get(entry.name) or OF_FUNCTIONS.get(entry.name) or ()
    return tuple(twin for twin in twins if not _PARTS & variables_of(read_side(twin.gives)[0]))


def _mistakes(entry: Entry) -> Iterator[doc.Block]:
    """What the law is mistaken for, and how that comes."""
    twins, found = twins_of(entry), law_of(entry.forms[0])
    if not twins or found is None:
        return
    left, _ = found
    if entry.name == "sum":
        left = drawn("(u + v + c)'")  # the twins speak of a term that stands still too
    different = {as_formula(twin): twin for twin in reversed(twins)}
    yield doc.Heading(sentence("Common mistakes"), 2)
    yield doc.Equations(
        tuple(
            doc.Line(
                None if place else left, "≠", drawn(as_formula(twin)), sentence(CLAUSES[twin.name])
            )
            for place, twin in enumerate(reversed(different.values()))
        )
    )


def as_formula(twin: Twin) -> str:
    """The wrong right side; that a constant is differentiated as a variable brings a 1."""
    return twin.gives.replace("c/c", "1")
