"""Derivatives and vectors in the notation that the reader's own book has.

A document is written with ∂f/∂x and (12, 4). Here its formulas are given other signs, and nothing
else of it changes: f_x or D_1 f, ⟨12, 4⟩, a column, 12i + 4j.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias, assert_never

from gradcli.frozen import replace
from gradcli.narrative import box as boxes
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.factors import binding_of, is_negative
from gradcli.render.format import Notation, Vectors
from gradcli.render.formula.fold import fold

_Change: TypeAlias = Callable[[boxes.Box], boxes.Box]
UNIT: Final = ("i", "j", "k")
"""The letters of the unit vectors along the axes."""
_PRIMES: Final = 3


def in_notation(
    document: doc.Document, notation: Notation, vectors: Vectors, variables: Sequence[str]
) -> doc.Document:
    """The same document; `variables` are those of the function, in their order."""
    if notation is Notation.LEIBNIZ and vectors is Vectors.PAREN:
        return document
    change = changed(notation, vectors, variables)
    blocks = tuple(_block(block, change) for block in document.blocks)
    return replace(document, blocks=blocks, asked=_sentence(document.asked, change))


def figure_in_notation(
    figure: doc.Figure, notation: Notation, vectors: Vectors, variables: Sequence[str]
) -> doc.Figure:
    """The same picture, its names and sentences in the notation."""
    if notation is Notation.LEIBNIZ and vectors is Vectors.PAREN:
        return figure
    return _figure(figure, changed(notation, vectors, variables))


def changed(notation: Notation, vectors: Vectors, variables: Sequence[str]) -> _Change:
    """What gives a formula the signs of these notations."""

    def draw(box: boxes.Box, parts: Sequence[boxes.Box]) -> boxes.Box:
        derivative = _derivative(box, parts, notation, variables)
        if derivative is not None:
            return derivative
        if isinstance(box, boxes.Fenced) and box.fence is boxes.Fence.VECTOR:
            return _vector(parts[0], vectors, variables)
        return _rebuilt(box, parts)

    return lambda box: fold(box, draw)


# Derivatives.


def _derivative(
    box: boxes.Box, parts: Sequence[boxes.Box], notation: Notation, variables: Sequence[str]
) -> boxes.Box | None:
    """The derivative that this box is, in the notation; None where it is none."""
    if notation is Notation.LEIBNIZ:
        return None
    if not isinstance(box, boxes.Row) or box.binding is not boxes.Binding.ATOM:
        return None
    match box.parts:
        case (
            boxes.Fraction(
                boxes.Row((sign, function), boxes.Binding.ATOM),
                boxes.Row(below, boxes.Binding.ATOM),
            ),
        ) if _is_differential(sign):
            return _of_function(function, _by(below), notation, variables)
        case (
            boxes.Fraction(sign, boxes.Row(below, boxes.Binding.ATOM)),
            boxes.Fenced(_, boxes.Fence.BRACKETS),
        ) if _is_differential(sign):
            return _of_formula(parts[1], _by(below), notation, variables)
    return None


def _is_differential(sign: boxes.Box) -> bool:
    base = sign.base if isinstance(sign, boxes.Superscript) else sign
    return base in (nt.PARTIAL, nt.TOTAL)


def _by(below: Sequence[boxes.Box]) -> list[boxes.Box]:
    """The variables below the line, each as often as it stands there: ∂y ∂x² is y, x, x."""
    letters: list[boxes.Box] = []
    for part in below:
        if part in (nt.PARTIAL, nt.TOTAL):
            continue
        if isinstance(part, boxes.Superscript) and isinstance(part.exponent, boxes.Glyph):
            letters.extend([part.base] * int(part.exponent.text))
        else:
            letters.append(part)
    return letters


def _of_function(
    function: boxes.Box, by: list[boxes.Box], notation: Notation, variables: Sequence[str]
) -> boxes.Box:
    match notation:
        case Notation.LEIBNIZ:
            raise AssertionError("nothing is to be changed")
        case Notation.SUBSCRIPT if len(variables) == 1:
            return _primed(function, len(by))
        case Notation.SUBSCRIPT:
            base = nt.fenced(function) if isinstance(function, boxes.Subscript) else function
            return boxes.Subscript(base, _index(by))
        case Notation.OPERATOR:
            return boxes.Row((*_operators(by, variables), function), boxes.Binding.ATOM)
    assert_never(notation)


def _of_formula(
    formula: boxes.Box, by: list[boxes.Box], notation: Notation, variables: Sequence[str]
) -> boxes.Box:
    match notation:
        case Notation.LEIBNIZ:
            raise AssertionError("nothing is to be changed")
        case Notation.SUBSCRIPT if len(variables) == 1 and by == [nt.variable(variables[0])]:
            return nt.prime(formula)
        case Notation.SUBSCRIPT:
            return boxes.Subscript(formula, _index(by))
        case Notation.OPERATOR:
            return boxes.Row((*_operators(by, variables), formula), boxes.Binding.ATOM)
    assert_never(notation)


def _primed(function: boxes.Box, order: int) -> boxes.Box:
    """f′, f″, f‴, f⁽⁴⁾."""
    base = nt.fenced(function) if isinstance(function, boxes.Subscript) else function
    if order <= _PRIMES:
        return boxes.Superscript(base, boxes.Glyph("′" * order, boxes.Role.OPERATOR))
    return boxes.Superscript(base, nt.fenced(nt.number(order)))


def _index(by: list[boxes.Box]) -> boxes.Box:
    """The index of f_xy: the variable of the first derivative stands first, below a line last."""
    letters = by[::-1]
    if len(letters) == 1:
        return letters[0]
    if all(isinstance(each, boxes.Glyph) and len(each.text) == 1 for each in letters):
        return boxes.Row(tuple(letters), boxes.Binding.ATOM)
    parts: list[boxes.Box] = []
    for each in letters:
        parts.extend((nt.COMMA, each) if parts else (each,))
    return boxes.Row(tuple(parts), boxes.Binding.RELATION)


def _operators(by: list[boxes.Box], variables: Sequence[str]) -> list[boxes.Box]:
    """D_2 D_1, or D of a function of one variable; of an unknown variable D_u."""
    operator = boxes.Glyph("D", boxes.Role.OPERATOR)
    known = {nt.variable(name): place for place, name in enumerate(variables, start=1)}
    run: list[tuple[boxes.Box, int]] = []
    for letter in by:
        if run and run[-1][0] == letter:
            run[-1] = (letter, run[-1][1] + 1)
        else:
            run.append((letter, 1))
    made: list[boxes.Box] = []
    for letter, times in run:
        place = known.get(letter)
        index: boxes.Box = letter if place is None else nt.number(place)
        single = len(variables) == 1 and place is not None
        sign: boxes.Box = operator if single else boxes.Subscript(operator, index)
        made.append(sign if times == 1 else boxes.Superscript(sign, nt.number(times)))
    return made


# Vectors.


def _vector(inner: boxes.Box, vectors: Vectors, variables: Sequence[str]) -> boxes.Box:
    entries = _entries(inner)
    match vectors:
        case Vectors.PAREN:
            return boxes.Fenced(inner, boxes.Fence.VECTOR)
        case Vectors.ANGLE:
            return boxes.Fenced(inner, boxes.Fence.ANGLES)
        case Vectors.COLUMN:
            return boxes.Matrix(tuple((entry,) for entry in entries))
        case Vectors.IJK:
            return _combination(entries, variables)
    assert_never(vectors)


def _entries(inner: boxes.Box) -> list[boxes.Box]:
    if isinstance(inner, boxes.Row) and nt.COMMA in inner.parts:
        return [part for part in inner.parts if part != nt.COMMA]
    return [inner]


def _combination(entries: list[boxes.Box], variables: Sequence[str]) -> boxes.Box:
    """12i + 4j; with more than three entries, or where i is a variable, 12e_1 + 4e_2."""
    by_letter = len(entries) <= len(UNIT) and not set(UNIT) & set(variables)
    terms: list[boxes.Box] = []
    for place, entry in enumerate(entries):
        unit: boxes.Box = (
            boxes.Glyph(UNIT[place], boxes.Role.VECTOR)
            if by_letter
            else boxes.Subscript(boxes.Glyph("e", boxes.Role.VECTOR), nt.number(place + 1))
        )
        if entry == nt.number(0):
            continue
        minus = is_negative(entry) and isinstance(entry, boxes.Row)
        value = entry.parts[1] if minus and isinstance(entry, boxes.Row) else entry
        term = unit if value == nt.number(1) else nt.product_of([value, unit])
        terms.append(nt.negative(term) if minus else term)
    return nt.sum_of(terms) if terms else boxes.Glyph("0", boxes.Role.VECTOR)


# The same box of other parts.


def _rebuilt(box: boxes.Box, parts: Sequence[boxes.Box]) -> boxes.Box:
    match box:
        case boxes.Glyph():
            return box
        case boxes.Row(before, binding):
            return _row(before, parts, binding)
        case boxes.Fraction():
            return boxes.Fraction(parts[0], parts[1])
        case boxes.Superscript(base):
            loose = binding_of(parts[0]) < binding_of(base)
            return boxes.Superscript(nt.fenced(parts[0]) if loose else parts[0], parts[1])
        case boxes.Subscript():
            return boxes.Subscript(parts[0], parts[1])
        case boxes.Root(_, degree):
            return boxes.Root(parts[0], None if degree is None else parts[1])
        case boxes.Fenced(_, fence):
            return boxes.Fenced(parts[0], fence)
        case boxes.Application(_, _, is_fenced):
            return boxes.Application(parts[0], parts[1], is_fenced)
        case boxes.Cases():
            return boxes.Cases(tuple(zip(parts[::2], parts[1::2], strict=True)))
        case boxes.Matrix(rows):
            columns = len(rows[0])
            starts = range(0, len(parts), columns)
            return boxes.Matrix(tuple(tuple(parts[at : at + columns]) for at in starts))
    assert_never(box)


def _row(
    before: Sequence[boxes.Box], parts: Sequence[boxes.Box], binding: boxes.Binding
) -> boxes.Box:
    """A vector that has become a sum gets parentheses where it is a factor or behind a minus."""
    made: list[boxes.Box] = []
    for place, (old, new) in enumerate(zip(before, parts, strict=True)):
        became_loose = binding_of(new) <= boxes.Binding.SUM < binding_of(old)
        behind_minus = binding is boxes.Binding.SUM and place > 0 and before[place - 1] == nt.MINUS
        plus_before = place > 0 and before[place - 1] == nt.PLUS
        if became_loose and (binding is boxes.Binding.PRODUCT or behind_minus):
            made.append(nt.as_factor(new))
        elif became_loose and binding is boxes.Binding.SUM and plus_before and is_negative(new):
            made.append(nt.fenced(new))
        else:
            made.append(new)
    return boxes.Row(tuple(made), binding)


# The same document of other formulas.


def _block(block: doc.Block, change: _Change) -> doc.Block:
    match block:
        case doc.Heading() | doc.Paragraph() | doc.Remark():
            return replace(block, text=_sentence(block.text, change))
        case doc.Equations(lines):
            return replace(block, lines=_lines(lines, change))
        case doc.Steps(steps):
            return doc.Steps(_steps(steps, change))
        case doc.Table(header, rows, caption):
            return doc.Table(
                tuple(_sentence(cell, change) for cell in header),
                tuple(tuple(_sentence(cell, change) for cell in row) for row in rows),
                _sentence(caption, change),
            )
        case doc.Diagram(vertices, arrows, caption):
            return doc.Diagram(
                tuple(_vertex(each, change) for each in vertices),
                tuple(doc.Arrow(each.source, each.target, change(each.label)) for each in arrows),
                _sentence(caption, change),
            )
        case doc.Figure():
            return _figure(block, change)
    assert_never(block)


def _figure(figure: doc.Figure, change: _Change) -> doc.Figure:
    return doc.Figure(
        tuple(_panel(each, change) for each in figure.panels),
        tuple(doc.Entry(each.sign, _sentence(each.text, change)) for each in figure.legend),
        tuple(_sentence(each, change) for each in figure.notes),
        figure.size,
    )


def _panel(panel: doc.Panel, change: _Change) -> doc.Panel:
    return replace(
        panel,
        across=change(panel.across),
        up=change(panel.up),
        alt=_sentence(panel.alt, change),
        labels=tuple((sign, change(box)) for sign, box in panel.labels),
    )


def _vertex(vertex: doc.Vertex, change: _Change) -> doc.Vertex:
    return doc.Vertex(
        change(vertex.name),
        None if vertex.meaning is None else change(vertex.meaning),
        vertex.given,
        tuple(change(each) for each in vertex.notes),
    )


def _sentence(sentence: doc.Sentence, change: _Change) -> doc.Sentence:
    return tuple(
        doc.Formula(change(each.box)) if isinstance(each, doc.Formula) else each
        for each in sentence
    )


def _lines(lines: Sequence[doc.Line], change: _Change) -> tuple[doc.Line, ...]:
    return tuple(
        doc.Line(
            None if line.left is None else change(line.left),
            line.relation,
            change(line.right),
            _sentence(line.reason, change),
        )
        for line in lines
    )


def _steps(steps: Sequence[doc.Step], change: _Change) -> tuple[doc.Step, ...]:
    """Each step with its children, which may be nested deeper than Python's stack."""
    done: dict[int, doc.Step] = {}
    waiting = [(step, False) for step in steps]
    while waiting:
        step, ready = waiting.pop()
        if not ready:
            waiting.append((step, True))
            waiting.extend((child, False) for child in step.children)
            continue
        done[id(step)] = replace(
            step,
            law=None if step.law is None else change(step.law),
            opening=_lines(step.opening, change),
            where=_sentence(step.where, change),
            children=tuple(done[id(child)] for child in step.children),
            closing=_lines(step.closing, change),
        )
    return tuple(done[id(step)] for step in steps)
