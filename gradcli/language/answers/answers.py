"""The answer to an exercise from its text.

3y^3   f_x = 3y^3   (3y^3, 9xy^2)   <a, b>   f_x = a, f_y = b   2xy i + x^2 j   [[a, b], [c, d]]
z = 12x + 4y - 24   \\nabla f = \\begin{pmatrix} a \\\\ b \\end{pmatrix}   (3, 1)/sqrt(10)   ≈ 9.604
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import Final

from gradcli.errors import GradcliError, Source, Span
from gradcli.field.expression import Negative, Node, Variable, variables_of
from gradcli.frozen import dataclass, replace
from gradcli.language.answers.denials import (
    denial_in,
    is_denial,
    letter_beside,
    with_letter,
)
from gradcli.language.answers.labels import (
    Piece,
    chain,
    differentiated_by,
    only,
    pieces,
)
from gradcli.language.answers.several import alternatives
from gradcli.language.lex.limits import Limits
from gradcli.language.lex.token import END, Token
from gradcli.language.lex.tokens import tokenize
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.reading import parse_tokens
from gradcli.language.size import check_size
from gradcli.language.vectors import coordinates
from gradcli.language.vectors.combinations import UNKNOWN, may_hold_vector, with_names
from gradcli.language.vectors.constants import about
from gradcli.language.vectors.typeset import plain
from gradcli.language.vectors.vectors import ZERO, Vector, is_zero, unit, unit_vectors, worked_out
from gradcli.late import pattern

_UNWORKED: Final = frozenset({
    "derivative-in-the-formula", "derivative-sign", "gradient-sign", "integral-sign", "limit-sign",
    "prime",
})  # fmt: skip
_DIFFERENTIAL: Final = pattern(r"d(?:\s*/\s*d)?\s?[a-zA-Z]")
_SHOWN: Final = 4
_HEIGHTS: Final = ("z", "y", "w", "L", "t", "T")


class Shape(Enum):
    """What an answer is."""

    FORMULA = auto()
    VECTOR = auto()
    MATRIX = auto()
    PLANE = auto()
    """A formula for the height, or an equation of the plane."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as it was read: its components in their order, as many as were given.

    Of an equation of a plane, `nodes` are both its sides, and `height` is the letter in it for the
    value of the function. `others` are the answers that were given beside it: the opposite, of ±.
    One that `denies` has no components: it says that what was asked for does not exist; of the
    components in the places `absent` alone it is said, and 0 stands there. `notes` say how the text
    was read.
    """

    nodes: Vector
    notes: tuple[Note, ...]
    source: Source
    height: str | None = None
    others: tuple[Vector, ...] = ()
    denies: bool = False
    absent: frozenset[int] = frozenset()


def read_answers(
    text: str,
    shape: Shape,
    variables: Sequence[str],
    letters: Sequence[str],
    *,
    by: Sequence[str] = (),
    limits: Limits = Limits(),  # noqa: B008  frozen
) -> GivenAnswer:
    """The same where several may be given, ±(3, 1), (±3, 1), (3, 1) or (-3, -1), or none.

    "does not exist", "undefined" and "DNE" say that there is none.
    """
    if is_denial(text) and text.strip() not in letters:
        return GivenAnswer((), (), Source("--answer", text), denies=True)
    if shape not in (Shape.FORMULA, Shape.VECTOR):
        return read_answer(text, shape, variables, letters, by=by, limits=limits)
    found: list[Vector] = []
    notes: list[Note] = []
    source = Source("--answer", text)
    absent: frozenset[int] = frozenset()
    for each in alternatives(text):
        if each.typed is not None:
            span = Span(*each.typed)
            sign = text[span.start : span.end]
            notes.append(say.note("both-signs-read", span, typed=sign))
        if each.together is not None:
            notes.append(say.note("signs-taken-together", Span(*each.together)))
        if each.is_opposite:
            found.append(tuple(_opposite(node) for node in found[-1]))
            continue
        try:
            read = read_answer(each.text, shape, variables, letters, by=by, limits=limits)
        except GradcliError as error:
            # Its places are those of the whole text.
            error.source = source
            raise
        found.append(read.nodes)
        notes.extend(read.notes)
        absent |= read.absent
    if absent and len(found) > 1:
        raise denied_apart(source)
    return GivenAnswer(
        found[0], about(source, notes), source, others=tuple(found[1:]), absent=absent
    )


def denied_apart(source: Source) -> GradcliError:
    """The complaint about a denial that is no whole component, or none that can be compared."""
    denied = denial_in(source.text)
    span = None if denied is None else Span(*denied.span())
    return say.failure("denial-of-a-component", span, source)


def _opposite(node: Node) -> Node:
    return node.operand if isinstance(node, Negative) else Negative(node)


def read_answer(
    text: str,
    shape: Shape,
    variables: Sequence[str],
    letters: Sequence[str],
    *,
    by: Sequence[str] = (),
    name: str = "--answer",
    limits: Limits = Limits(),  # noqa: B008  frozen
) -> GivenAnswer:
    """The answer of this shape, for a function of these variables; `letters` may stand in it.

    Of one derivative `by` is what it is taken by: a label that names another is no name for it.

    Raises:
        GradcliError: SYNTAX, NAME or LIMIT for what is not understood, as `read_expression`.
    """
    source = Source(name, text)
    if not text.strip():
        raise say.failure("empty-text", None, source, "answer")
    denied = denial_in(text)
    if denied and denied.group() not in letters:
        if shape not in (Shape.VECTOR, Shape.MATRIX):
            raise denied_apart(source)
        return _with_absent(source, shape, variables, letters, limits)
    return _read(source, shape, tuple(variables), tuple(letters), tuple(by), limits)


def _with_absent(
    source: Source, shape: Shape, variables: Sequence[str], letters: Sequence[str], limits: Limits
) -> GivenAnswer:
    """A vector or matrix with components of which it is said that they do not exist."""
    absent = letter_beside(source.text, letters)
    if absent is None:
        raise denied_apart(source)
    typed = Source(source.name, with_letter(source.text, absent, variables))
    try:
        read = _read(typed, shape, tuple(variables), tuple(letters), (), limits, (absent,))
    except GradcliError as error:
        # Its places are those of the text that was typed, which is as long.
        error.source = source
        raise
    places = {
        place
        for place, node in enumerate(read.nodes)
        if isinstance(node, Variable) and node.name == absent
    }
    if any(
        absent in variables_of(node) for place, node in enumerate(read.nodes) if place not in places
    ):
        raise denied_apart(source)
    nodes = tuple(ZERO if place in places else node for place, node in enumerate(read.nodes))
    return replace(read, nodes=nodes, source=source, absent=frozenset(places))


def _read(
    source: Source,
    shape: Shape,
    variables: tuple[str, ...],
    letters: tuple[str, ...],
    by: tuple[str, ...],
    limits: Limits,
    more: tuple[str, ...] = (),
) -> GivenAnswer:
    reader = _Reader(source, variables, letters, limits, more)
    match shape:
        case Shape.FORMULA:
            nodes, notes = reader.formula(by)
        case Shape.PLANE:
            return reader.plane()
        case Shape.VECTOR:
            nodes, notes = reader.entries([(each,) for each in variables])
        case Shape.MATRIX:
            nodes, notes = reader.entries([(a, b) for a in variables for b in variables])
    return GivenAnswer(nodes, about(source, notes), source)


@dataclass(frozen=True, slots=True)
class _Reader:
    """One text while it is read; `more` are names that nobody typed."""

    source: Source
    variables: tuple[str, ...]
    letters: tuple[str, ...]
    limits: Limits
    more: tuple[str, ...] = ()

    def formula(self, by: tuple[str, ...]) -> tuple[Vector, list[Note]]:
        """One formula, behind the last sign of equality if there is one."""
        text = self.source.text
        (whole,) = pieces(text, in_one=True)
        named = self.named(whole)
        if by and named and named != by and named != by[::-1]:
            span = Span(whole.start, whole.value)
            asked, given = _name(by), ",".join(named)
            raise say.failure(
                "component-not-named", span, self.source, "one", asked=asked, given=given
            )
        tokens = self.tokens(whole.value, whole.end)
        inner, opening = _within(tokens)
        # A vector in the place of a number: it is understood, and is not right.
        notes: list[Note] = []
        if opening and coordinates.places(
            inner, coordinates.groups_of(inner), coordinates.SEPARATORS
        ):
            return self.listed(tokens, notes, rows=False), notes
        vector = self.combination(tokens, notes) if may_hold_vector(tokens) else None
        if vector is not None:
            return vector, notes
        node, notes = self.parsed(tokens)
        return (node,), [*(self.chained(whole) if whole.has_label else ()), *notes]

    def named(self, piece: Piece) -> tuple[str, ...]:
        """What the first label of a piece that says so differentiates by."""
        for label in chain(self.source.text[piece.start : piece.value])[:-1]:
            if by := differentiated_by(label, self.variables):
                return by
        return ()

    def chained(self, piece: Piece) -> list[Note]:
        """The note on what stands before the last sign of equality, where that is a formula too."""
        text = self.source.text[: piece.value].rstrip().rstrip("=≈").removesuffix(r"\approx")
        first, *others = chain(text[piece.start :])
        if not others:
            # A name is none: f_x, ∂f/∂x, the slope.
            place = piece.start + len(first) - len(first.lstrip())
            try:
                self.listed(self.tokens(place, len(text)), [], rows=True)
            except GradcliError:
                return []
        return [say.note("answer-behind-the-last-equality", Span(piece.start, len(text)))]

    def plane(self) -> GivenAnswer:
        """z = 12x + 4y - 24, or the right side alone; z - 12 = 12(x - 2) + 4(y - 3)."""
        text = self.source.text
        (whole,) = pieces(text, in_one=True)
        label = chain(text[whole.start : whole.value])[0]
        is_name = label.partition("(")[0].strip().isalpha()
        if not whole.has_label or is_name:
            node, notes = self.parsed(self.tokens(whole.value, whole.end))
            notes = [*(self.chained(whole) if whole.has_label else ()), *notes]
            return GivenAnswer((node,), about(self.source, notes), self.source)
        height = next(each for each in _HEIGHTS if each not in self.letters)
        wider = replace(self, letters=(*self.letters, height))
        left, notes = wider.parsed(self.tokens(whole.start, whole.start + len(label)))
        right, more = wider.parsed(self.tokens(whole.value, whole.end))
        found = [*self.chained(whole), *more]
        if height not in variables_of(left) | variables_of(right):
            # Formulas for the height, one after the other, and no equation of a plane.
            return GivenAnswer((right,), about(self.source, found), self.source)
        if len(chain(text[whole.start : whole.end])) < 3:
            found = [*notes, *more]
        return GivenAnswer((left, right), about(self.source, found), self.source, height)

    def entries(self, places_of: Sequence[tuple[str, ...]]) -> tuple[Vector, list[Note]]:
        """The entries of a vector or a matrix: each by its label, or in their order."""
        text = self.source.text
        parts = pieces(text)
        if not parts:  # nothing but a comma, or an end of a row
            raise say.failure("empty-text", None, self.source, "answer")
        if all(part.has_label for part in parts):
            labelled = self.by_label(parts, places_of)
            if labelled is not None:
                return labelled
        begin = parts[0].value
        nodes, notes = self.in_order(self.tokens(begin, len(text)), rows=len(places_of[0]) > 1)
        return nodes, [*(self.chained(parts[0]) if begin else ()), *notes]

    def by_label(
        self, parts: Sequence[Piece], places_of: Sequence[tuple[str, ...]]
    ) -> tuple[Vector, list[Note]] | None:
        """f_x = a, f_y = b; None where the labels are no such ones."""
        text = self.source.text
        found: dict[tuple[str, ...], Node] = {}
        notes: list[Note] = []
        for part in parts:
            by = self.named(part)
            if len(by) != len(places_of[0]):
                if len(parts) == 1:
                    return None
                span = Span(part.start, part.value)
                example = _example(places_of)
                raise say.failure("component-not-named", span, self.source, example=example)
            if by in found:
                span = Span(part.start, part.value)
                name = _name(by)
                raise say.failure("component-given-twice", span, self.source, name=name)
            found[by], more = self.parsed(self.tokens(part.value, part.end))
            notes.extend((*self.chained(part), *more))
        # Of f_xy and f_yx one is enough.
        for one in places_of:
            if one not in found and one[::-1] in found:
                found[one] = found[one[::-1]]
        missing = [each for each in places_of if each not in found]
        if missing:
            raise say.failure(
                "component-not-given",
                Span(0, len(text)),
                self.source,
                name=_name(missing[0]),
                example=_example(places_of),
                given=",".join(next(iter(found))),
            )
        return tuple(found[each] for each in places_of), notes

    def in_order(self, tokens: list[Token], *, rows: bool) -> tuple[Vector, list[Note]]:
        """(a, b), a i + b j, (3, 1)/sqrt(10), [[a, b], [c, d]]."""
        notes: list[Note] = []
        if not rows:
            combined = self.combination(tokens, notes)
            if combined is not None:
                return combined, notes
        return self.listed(tokens, notes, rows=rows), notes

    def listed(self, tokens: Sequence[Token], notes: list[Note], *, rows: bool) -> Vector:
        """The entries within brackets, and of a matrix those within the brackets in them."""
        inner, opening = _within(tokens)
        groups = coordinates.groups_of(inner)
        separators = coordinates.places(inner, groups, coordinates.SEPARATORS)
        if not separators and opening == "[":
            items = coordinates.split_at_gaps(inner)
        elif not separators:
            node, more = self.parsed([*inner])
            notes.extend(more)
            return (node,)
        else:
            items = coordinates.split(inner, separators)
        found: list[Node] = []
        if not any(items):
            raise say.failure("empty-text", None, self.source, "answer")
        for place, item in enumerate(items):
            if not item:
                if place == len(items) - 1:
                    continue  # (a, b,) as in Python; a row that is ended
                span = inner[separators[min(place, len(separators) - 1)]].span
                raise say.failure("component-missing", span, self.source)
            if rows:
                found.extend(self.listed(item, notes, rows=rows))
            else:
                node, more = self.parsed(item)
                notes.extend(more)
                found.append(node)
        return tuple(found)

    def combination(self, tokens: Sequence[Token], notes: list[Note]) -> Vector | None:
        """A sum of vectors and their multiples; None where no vector stands in the text."""
        units = {
            name: place
            for name, place in unit_vectors(self.variables).items()
            if name not in self.letters
        }
        inner, _ = _within(tokens)
        if coordinates.places(inner, coordinates.groups_of(inner), coordinates.SEPARATORS):
            return None
        lists: dict[str, Vector] = {}

        def components(inside: Sequence[Token], _: str) -> Vector:
            return self.listed(inside, notes, rows=False)

        line = with_names(inner, units, lists, components)
        if line is None:
            return None
        node, more = self.parsed(line, (*units, *lists))
        notes.extend(more)
        count = len(self.variables)
        vectors = {name: unit(place, max(count, 3)) for name, place in units.items()}
        for name, entries in lists.items():
            vectors[name] = (*entries, *(ZERO,) * (max(count, 3) - len(entries)))
        found = worked_out(node, vectors)
        if isinstance(found, Span):
            # Not a vector after all: (x + 1)(y, 2) has one, x(y + 1) has none.
            if not lists:
                return None
            raise say.failure("not-a-multiple-of-a-vector", found, self.source, "answer")
        # 2xy i + x^2 j + 0k lies in the plane, and 2xy i + x^2 j + 3k does not.
        beyond = [place for place, each in enumerate(found) if not is_zero(each)]
        return found[: max(count, *(place + 1 for place in beyond), 0)]

    def tokens(self, start: int, end: int) -> list[Token]:
        """The tokens of a stretch of the text, without the last."""
        text = only(self.source.text, start, end)[:end]
        try:
            return list(
                coordinates.in_rows(
                    tokenize(Source("", plain(text)), self.limits, (*self.letters, *self.more))[:-1]
                )
            )
        except GradcliError as error:
            error.source = self.source
            raise self.of_an_answer(error) from None

    def parsed(self, tokens: Sequence[Token], more: Sequence[str] = ()) -> tuple[Node, list[Note]]:
        """The tree of tokens."""
        stop = tokens[-1].span.end if tokens else len(self.source.text)
        closing = Token(END, "", Span(stop, stop))
        names = (*self.letters, *self.more, *more)
        try:
            node, notes = parse_tokens([*tokens, closing], names, self.source, self.limits)
        except GradcliError as error:
            raise self.of_an_answer(error) from None
        check_size(node, self.limits, self.source)
        return node, notes

    def of_an_answer(self, error: GradcliError) -> GradcliError:
        """The complaint about a part of an answer: nothing is declared in one, nor derived."""
        if error.code in _UNWORKED:
            error.help = say.advice("derivative-worked-out")
        if error.code not in UNKNOWN or error.span is None:
            return error
        typed = self.source.text[error.span.start : error.span.end]
        help_ = error.help if (error.help or "").startswith("did you mean") else None
        if differential := _DIFFERENTIAL.match(self.source.text, error.span.start):
            is_operator = "/" in differential[0]
            help_ = say.advice("derivative-worked-out" if is_operator else "differential-left-out")
        variables = ", ".join(self.letters)
        form = "several answer" if len(self.letters) > 1 else "one answer"
        return say.failure(
            "name-not-among-variables",
            error.span,
            self.source,
            form,
            help_,
            name=typed,
            variables=variables,
        )


def _within(tokens: Sequence[Token]) -> tuple[Sequence[Token], str]:
    """The tokens without the brackets around all of them, and the innermost of those."""
    opening = ""
    while tokens:
        groups = coordinates.groups_of(tokens)
        if groups.ends.get(0) != len(tokens) - 1 or 0 in groups.cases:
            break
        opening = coordinates.bracket_of(tokens[0])
        tokens = tokens[1:-1]
    return tokens, opening


def _name(by: Sequence[str]) -> str:
    """f_xy and f_x1; f_{x1,x2} where several names are longer than a letter."""
    is_plain = len(by) == 1 or all(len(each) == 1 for each in by)
    return f"f_{''.join(by)}" if is_plain else f"f_{{{','.join(by)}}}"


def _example(places_of: Sequence[tuple[str, ...]]) -> str:
    """The first components by their names, as an answer gives them."""
    shown = ", ".join(f"{_name(each)} = ..." for each in places_of[:_SHOWN])
    return shown if len(places_of) <= _SHOWN else f"{shown}, ..."
