"""A function from its text: the header if there is one, the names, the tree, the notes."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from gradcli.errors import THE_EXPRESSION, Source, Span
from gradcli.field import expression as ex
from gradcli.frozen import dataclass, replace
from gradcli.language.lex.build import Builder
from gradcli.language.lex.limits import Limits
from gradcli.language.lex.page import operator_before, point_behind
from gradcli.language.lex.patterns import FIGURES_OF_ONE
from gradcli.language.lex.token import Token, full_name, nesting
from gradcli.language.lex.tokens import tokenize
from gradcli.language.lex.vocabulary import FUNCTION_SPELLINGS
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.names.headers import Header, components, header_of
from gradcli.language.names.held_names import held_names, note_on_held
from gradcli.language.names.lets import Let, check_written_out, lets_of
from gradcli.language.names.lost_powers import notes_on_lost_powers
from gradcli.language.names.name_lists import declared_names
from gradcli.language.names.names import NOTHING_BESIDE, Beside, resolve, twin_of
from gradcli.language.parse import grammar
from gradcli.language.parse.parser import Parser, Value, run
from gradcli.language.size import check_size
from gradcli.late import pattern

_D: Final = r"(?:d|\\(?:mathrm|text|operatorname)\s*+\{\s*+d\s*+\}|\\mathrm\s*+d)"
_TIMES: Final = r"(?:\^\s*+\{?\s*+[2-9]\s*+\}?\s*+)?"
# The quantifiers are possessive (*+): a text of many spaces must not be tried in every way.
_DERIVATIVE: Final = pattern(
    rf"\\[dt]?frac\s*+\{{\s*+{_D}\s*+{_TIMES}[A-Za-z]?\s*+\}}\s*+\{{\s*+{_D}\s*+[A-Za-z]\s*+{_TIMES}\}}"
    r"|(?<![A-Za-z0-9_\\])d(?:\^?[2-9²³])?[A-Za-z]?\s*+/\s*+d[A-Za-z](?:\^?[2-9²³])?(?![A-Za-z0-9_])"
)


# What begins a sum or a product where it is a function.
_OF_SERIES: Final = frozenset({
    "sum", "Sum", "SUM", "summation", "prod", "product", "Product", "PRODUCT",
})  # fmt: skip
_SERIES: Final = pattern("sum|prod", re.IGNORECASE)
_SEPARATORS: Final = frozenset({",", ";", "row"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A function as it was read.

    `function` is its name, `variables` their order, `tree` the expression as written, `notes` the
    places where another reading was possible, `names` what the text itself calls parts of it.
    `held` are the names in it that are constants, `let` has the values of those that were put in.
    `is_ordered` says whether the text or --vars gives the order of the variables, `appearing` is
    that in which they first stand in the text.
    """

    function: str
    variables: tuple[str, ...]
    tree: ex.Node
    notes: tuple[Note, ...]
    source: Source
    names: Mapping[str, ex.Node] = MappingProxyType({})
    held: tuple[str, ...] = ()
    let: Mapping[str, ex.Node] = MappingProxyType({})
    appearing: tuple[str, ...] = ()
    is_ordered: bool = True


def read_expression(
    text: str,
    *,
    variables: Sequence[str] | None = None,
    name: str = THE_EXPRESSION,
    limits: Limits = Limits(),  # noqa: B008  frozen
    held: Collection[str] = (),
) -> Reading:
    """Read an expression in any of the notations.

    `variables` declares the names and their order, before any header; without either they are the
    names that occur, in natural order (x, y, z; x1, x2, x10). `held` are names of constants; beside
    declared variables other letters are constants, too. `name` says where the text stood.

    Raises:
        GradcliError: SYNTAX, NAME or ARITY for a text that is not understood, LIMIT for one that
            is too large; each with its span.
    """
    source = Source(name, text)
    known = (*(variables or ()), *held)
    operator = operator_before(text) if name == THE_EXPRESSION and "d" not in known else None
    tokens, notes = _tokens_of(source, limits, known, operator[0] if operator else None)
    lets, tokens = lets_of(tokens, source)
    header = header_of(tokens, source)
    declared = header.variables
    if variables is not None:
        declared = declared_names(variables, limits)
    body = tokens[header.length :]
    if variables is None and declared is not None:
        parts = {full_name(let.name) for let in lets}
        formula = [token for part in (*(let.body for let in lets), body) for token in part]
        unnamed = [token for token in formula if full_name(token) not in parts]
        declared = components(declared, unnamed, source)
    builder = Builder(source, limits)
    notes.extend(_read_lets(lets, declared, builder, held))
    body, of_names = _with_whole_names(_without_last_commas(body), declared, builder, held)
    notes.extend(of_names)
    _refuse_what_is_asked(text, declared, source, operator[0].end if operator else 0)
    _refuse_other_functions(body, header, declared, source)
    scope = _with_names(declared, builder)
    beside = Beside(held, are_constants=bool(declared))
    parser, value = parse_value(body, scope, source, limits, builder, beside)
    if isinstance(value, ex.Comparison) and value.relation == "=":
        parser.fail("equation-for-function", value.span)
    tree = parser.as_node(value)
    notes.extend(parser.notes)
    spans = {node.name: node.span for node in ex.postorder(tree) if isinstance(node, ex.Variable)}
    if operator:
        notes.append(_note_on_operator(*operator, spans if not header.length else {}, source))
    if header.is_equation and header.function in spans:
        raise say.failure(
            "name-on-both-sides",
            Span(tokens[0].span.start, tokens[-1].span.end),
            source,
            function=header.function,
        )
    if declared is not None:
        named = _function_name(header, declared, builder)
        constants = held_names(spans, declared, held, named, source)
        unsaid = [each for each in constants if each not in held]
        if unsaid:
            notes.append(note_on_held(unsaid, spans, declared))
    else:
        declared = tuple(sorted(spans.keys() - {*held}, key=ex.natural_order))
        constants = tuple(each for each in held if each in spans)
        said = {note.help for note in notes}
        notes = [*notes, *(note for note in notes_on_lost_powers(spans) if note.help not in said)]
    _refuse_what_looks_alike(tree, spans, source)
    if lets:
        check_written_out(tree, source)
    check_size(tree, limits, source)
    return Reading(
        _function_name(header, declared, builder),
        tuple(declared),
        tree,
        tuple(say.once(notes)),
        source,
        builder.meanings,
        constants,
        appearing=_in_order_of_text(declared, spans),
        is_ordered=variables is not None or header.variables is not None,
    )


def _tokens_of(
    source: Source, limits: Limits, declared: Sequence[str], left_out: Span | None
) -> tuple[list[Token], list[Note]]:
    """The tokens of one formula with its parts and its header."""
    notes: list[Note] = []
    tokens = tokenize(source, limits, declared, notes=notes, left_out=left_out)
    if tokens[0].kind == "{" and len(tokens) > 2 and tokens[-2].kind == "}":
        inside = [*tokens[1:-2], tokens[-1]]
        if header_of(inside, source).length:
            tokens = inside  # {\displaystyle f(x, y) = ...}, as an encyclopedia has it
    tokens, of_program = _without_program(tokens, source, limits)
    notes.extend(of_program)
    if "if(" in source.text or "if (" in source.text:
        from gradcli.language.names.code_text import with_functions_if  # noqa: PLC0415  seldom

        tokens = with_functions_if(tokens)
    may_have_series = not source.text.isascii() or _SERIES.search(source.text)
    if may_have_series and any(
        token.kind == "series" or token.text in _OF_SERIES for token in tokens
    ):
        from gradcli.language.names.series import written_out  # noqa: PLC0415  few have one

        tokens, more = written_out(tokens, source, limits)
        notes.extend(more)
    return tokens, notes


def _without_program(
    tokens: list[Token], source: Source, limits: Limits
) -> tuple[list[Token], list[Note]]:
    """The tokens of a function's body, or of assignments below one another, as one formula."""
    text = source.text
    has_lines = "=" in text and ("\n" in text or ";" in text)
    if not (has_lines or "function" in text or "return" in text or "= begin" in text):
        return tokens, []
    from gradcli.language.programs.bodies import without_program  # noqa: PLC0415  seldom

    return without_program(tokens, source, limits)


def _with_whole_names(
    body: list[Token], declared: Sequence[str] | None, builder: Builder, held: Collection[str]
) -> tuple[list[Token], list[Note]]:
    """The tokens with the names whole that program text may have and a book has not: lr, 2L."""
    is_glue = False
    for token, behind in pairwise(body):
        is_glued = is_glue and not token.spaced
        is_run = is_glued or (len(token.text) > 1 and not FIGURES_OF_ONE.match(full_name(token)))
        is_call = behind.kind == "(" and token.text in FUNCTION_SPELLINGS
        if token.kind == "name" and is_run and not is_call:
            break
        is_glue = token.kind in ("number", "name")
    else:
        return body, []
    from gradcli.language.names.code import in_code  # noqa: PLC0415  most formulas have none

    known = _with_names(declared, builder)
    source = builder.source
    whole, notes = in_code(body, known if known is None else (*known, *held), source)
    # The name of a column is one, with or without declared variables beside it.
    spans = ((note, note.span) for note in notes)
    return whole, [note for note, span in spans if source.text[span.start : span.end] not in held]


def _without_last_commas(body: Sequence[Token]) -> list[Token]:
    """The formula without the comma of the sentence that it was copied from."""
    last = len(body) - 1
    while last > 1 and body[last - 1].kind in (",", ";", "row"):
        last -= 1
    return [*body[:last], body[-1]]


def _in_order_of_text(names: Sequence[str], spans: Mapping[str, Span]) -> tuple[str, ...]:
    """The names in the order in which they first stand in the text, before them the others."""
    return tuple(sorted(names, key=lambda each: spans[each].start if each in spans else -1))


def _read_lets(
    lets: Sequence[Let], declared: Sequence[str] | None, builder: Builder, held: Collection[str]
) -> list[Note]:
    """The meaning of each name, in turn, put where the builder finds it; how they were read."""
    source, limits = builder.source, builder.limits
    notes: list[Note] = []
    beside = Beside(held, are_constants=bool(declared))
    for let in lets:
        name = full_name(let.name)
        scope = _with_names(declared, builder)
        whole, said = _with_whole_names(list(let.body), declared, builder, held)
        notes.extend(said)
        parser, value = parse_value(whole, scope, source, limits, builder, beside)
        meaning = parser.as_node(value)
        taken = {*(declared or ()), *builder.variables, *held}
        if name in taken:
            raise say.failure("part-named-like-a-variable", let.name.span, source, name=name)
        builder.meanings[name] = meaning
        notes.extend(parser.notes)
    return notes


def _function_name(header: Header, variables: Sequence[str], builder: Builder) -> str:
    """The name of the function; where it was not named, one that no part of it has."""
    taken = {*variables, *builder.meanings}
    if header.length or header.function not in taken:
        return header.function
    return next(name for name in ("g", "h", "F", "G", "H", "f_0") if name not in taken)


def _with_names(declared: Sequence[str] | None, builder: Builder) -> Sequence[str] | None:
    """The variables and the names of parts; None where every letter may be a variable."""
    return None if declared is None else (*declared, *builder.meanings)


def _note_on_operator(
    place: Span, variable: str, spans: Mapping[str, Span], source: Source
) -> Note:
    """What is said of the d/dx before a formula, of which the formula alone is read.

    Raises:
        GradcliError: SYNTAX where the variable is not one of a formula without a name.
    """
    if variable not in spans:
        raise say.failure("derivative-in-the-formula", place, source)
    typed = source.text[place.start : place.end]
    return say.note("derivative-left-out", place, typed=typed, variable=variable)


def _refuse_what_is_asked(
    text: str, declared: Sequence[str] | None, source: Source, start: int
) -> None:
    """dy/dx is meant as a derivative, and not as d y/(d x); P(1, 2) behind is an exercise's point.

    A derivative is looked for behind `start`.
    """
    is_asked = "d" in text and ("/" in text or "frac" in text)
    match = _DERIVATIVE.search(text, start) if is_asked and "d" not in (declared or ()) else None
    if match and not (
        declared and {part.strip() for part in match.group().split("/")} <= {*declared}
    ):
        raise say.failure("derivative-in-the-formula", Span(match.start(), match.end()), source)
    point = point_behind(text)
    if point:
        inside = text[point.start : point.end].partition("(")[2].rstrip(")")
        raise say.failure("point-behind-the-formula", point, source, point=inside.replace(" ", ""))


def _refuse_what_looks_alike(tree: ex.Node, spans: Mapping[str, Span], source: Source) -> None:
    """x1 and x_1 are printed alike, so that in one formula they could not be told apart.

    Nor can |x| and a variable abs be: the one is written as abs(x), the other beside a bracket.
    """
    for name, span in spans.items():
        twin = twin_of(name) if "_" in name else ""
        if twin in spans:
            raise say.failure("printed-alike", span, source, name=name, twin=twin)
    both = spans.keys() & FUNCTION_SPELLINGS.keys()
    for node in ex.postorder(tree) if both else ():
        if isinstance(node, ex.Call) and node.function in both:
            typed = node.function
            raise say.failure("argument-missing", spans[typed], source, "function", typed=typed)


def _refuse_other_functions(
    body: Sequence[Token], header: Header, declared: Sequence[str] | None, source: Source
) -> None:
    """f(x) = f(x) + 1 defines nothing, and f(x) = x^2, g(x) = x^3 two."""
    is_listed = header.variables is not None and declared is not None
    own = header.function if is_listed and header.function not in (declared or ()) else None
    if own is None and _SEPARATORS.isdisjoint([token.kind for token in body]):
        return
    depth = 0
    for place, token in enumerate(body):
        depth += nesting(token.kind)
        if token.kind == "name" and full_name(token) == own:
            raise say.failure("recursive-definition", token.span, source, function=own)
        if token.kind in _SEPARATORS and depth == 0:
            following = header_of(body[place + 1 :], source)
            if following.variables is not None:
                raise say.failure("several-expressions", body[place + 1].span, source)


def with_let(reading: Reading, values: Mapping[str, ex.Node], limits: Limits) -> Reading:
    """The same function with values in the place of some of its constants.

    Raises:
        GradcliError: LIMIT where it is too large with these values.
    """
    if not values:
        return reading
    from gradcli.field.substitution import at_span, with_values_in  # noqa: PLC0415  seldom needed

    spans = {
        node.name: node.span for node in ex.postorder(reading.tree) if isinstance(node, ex.Variable)
    }
    # A complaint about a value points at the name for which it stands.
    placed = {name: at_span(node, spans[name]) for name, node in values.items() if name in spans}
    tree, *meanings = with_values_in([reading.tree, *reading.names.values()], placed)
    check_size(tree, limits, reading.source)
    return replace(
        reading,
        tree=tree,
        names=dict(zip(reading.names, meanings, strict=True)),
        held=tuple(name for name in reading.held if name not in values),
        let={**reading.let, **values},
    )


def parse_tokens(
    tokens: Sequence[Token], declared: Sequence[str] | None, source: Source, limits: Limits
) -> tuple[ex.Node, list[Note]]:
    """The tree of tokens that are one expression, and how it was read."""
    parser, value = parse_value(tokens, declared, source, limits)
    return parser.as_node(value), parser.notes


def parse_value(
    tokens: Sequence[Token],
    declared: Sequence[str] | None,
    source: Source,
    limits: Limits,
    builder: Builder | None = None,
    beside: Beside = NOTHING_BESIDE,
) -> tuple[Parser, Value]:
    """The value of tokens: an expression, a condition, or several in brackets."""
    resolved, notes = resolve(tokens, declared, source, beside)
    parser = Parser(source, resolved, limits, builder or Builder(source, limits), notes)
    value = run(parser, grammar.whole(parser), grammar.expression)
    return parser, value
