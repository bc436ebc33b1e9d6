"""A formula in LaTeX, with amsmath and nothing else.

The same text serves a LaTeX file, MathJax and KaTeX, and it survives Markdown: no `\\,`, `\\{` or
`|`, which GitHub takes for escapes and the borders of tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final, assert_never

from gradcli.field.functions import FUNCTIONS
from gradcli.late import pattern
from gradcli.narrative import box as boxes
from gradcli.render.formula.fold import fold
from gradcli.render.formula.glyphs import GREEK_LETTERS
from gradcli.render.formula.linear import is_infix, is_word, touches

SIGNS: Final = MappingProxyType(
    {
        "−": "-",
        "·": r"\cdot",
        "×": r"\times",
        "′": r"\prime",
        "∂": r"\partial",
        "∇": r"\nabla",
        "∑": r"\sum",
        "≤": r"\le",
        "≥": r"\ge",
        "≠": r"\ne",
        "≈": r"\approx",
        "→": r"\to",
        "⇒": r"\Rightarrow",
        "⇔": r"\Leftrightarrow",
        "∞": r"\infty",
        "°": r"^{\circ}",
        "⟂": r"\perp",
        "⊥": r"\perp",
        "∈": r"\in",
        "…": r"\dots",
        "‖": r"\Vert",
        "√": r"\surd",
        "±": r"\pm",
        "∠": r"\angle",
        "✓": r"\surd",
        "✗": r"\times",
        **{
            raised: f"^{{{figure}}}"
            for raised, figure in zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)
        },
        **{low: f"_{{{figure}}}" for low, figure in zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)},
        **{letter: f"\\{name}" for name, letter in GREEK_LETTERS.items()},
    }
)
_NAMES: Final = MappingProxyType(
    {"log": r"\log", "lim": r"\lim"}
    | {function.display: function.latex for function in FUNCTIONS.values()}
)
# Capitals that look like Latin ones have no command, nor has the small omicron.
_LATIN: Final = MappingProxyType(
    {
        "Alpha": "A",
        "Beta": "B",
        "Epsilon": "E",
        "Zeta": "Z",
        "Eta": "H",
        "Iota": "I",
        "Kappa": "K",
        "Mu": "M",
        "Nu": "N",
        "Omicron": "O",
        "Rho": "P",
        "Tau": "T",
        "Chi": "X",
        "omicron": "o",
    }
)
_FENCES: Final = MappingProxyType(
    {
        boxes.Fence.PARENTHESES: ("(", ")"),
        boxes.Fence.BRACKETS: ("[", "]"),
        boxes.Fence.BARS: (r"\lvert", r"\rvert"),
        boxes.Fence.DOUBLE_BARS: (r"\lVert", r"\rVert"),
        boxes.Fence.FLOOR: (r"\lfloor", r"\rfloor"),
        boxes.Fence.CEILING: (r"\lceil", r"\rceil"),
        boxes.Fence.VECTOR: ("(", ")"),
        boxes.Fence.ANGLES: (r"\langle", r"\rangle"),
    }
)
# Where a letter behind would join a name, an exponent or a word: x_i x, 2^x x, xe x.
_JOINS: Final = pattern(r"_[A-Za-z0-9]\Z|\^[A-Za-z]\Z|(?<![\\A-Za-z])[A-Za-z]{2}\Z")
_TALL: Final = pattern(r"\\(frac|sqrt|begin|left)")
ROW_END: Final = r"\\"


def latex(box: boxes.Box, *, row_end: str = ROW_END) -> str:
    """The formula in LaTeX's mathematics mode; `row_end` ends the lines of a brace."""

    def draw(part: boxes.Box, drawn: Sequence[str]) -> str:
        return _draw(part, drawn, row_end)

    return fold(box, draw)


def _draw(box: boxes.Box, drawn: Sequence[str], row_end: str) -> str:
    match box:
        case boxes.Glyph():
            return _sign(box)
        case boxes.Row():
            return _row(box, drawn)
        case boxes.Fraction():
            return rf"\frac{{{drawn[0]}}}{{{drawn[1]}}}"
        case boxes.Superscript(_, exponent):
            if exponent == boxes.Glyph("′", boxes.Role.OPERATOR):
                return f"{drawn[0]}'"
            return f"{_script_base(drawn[0])}^{_script(drawn[1])}"
        case boxes.Subscript():
            over = boxes.marked(box)
            if over is None:
                return f"{drawn[0]}_{_script(drawn[1])}"
            mark, index = over
            letter = rf"\{mark}{{{drawn[0]}}}"
            return letter if index is None else f"{letter}_{_script(_sign(index))}"
        case boxes.Root(_, degree):
            return rf"\sqrt{'' if degree is None else f'[{drawn[1]}]'}{{{drawn[0]}}}"
        case boxes.Fenced(_, fence):
            return _fenced(drawn[0], fence)
        case boxes.Application(_, argument, fenced):
            if fenced:
                return joined([drawn[0], _fenced(drawn[1], boxes.Fence.PARENTHESES)])
            return f"{drawn[0]}{'' if isinstance(argument, boxes.Fenced) else ' '}{drawn[1]}"
        case boxes.Cases():
            lines = zip(drawn[::2], drawn[1::2], strict=True)
            rows = f" {row_end} ".join(f"{value} & {held}" for value, held in lines)
            return rf"\begin{{cases}} {rows} \end{{cases}}"
        case boxes.Matrix(entries):
            columns = len(entries[0])
            starts = range(0, len(drawn), columns)
            rows = f" {row_end} ".join(" & ".join(drawn[at : at + columns]) for at in starts)
            return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}"
    assert_never(box)


def _sign(sign: boxes.Glyph) -> str:
    text = sign.text
    match sign.role:
        case boxes.Role.VARIABLE | boxes.Role.CONSTANT:
            if len(text) == 1 and not text.isascii():
                return _in_commands(text)
            if text in boxes.GREEK:
                return _LATIN.get(text) or f"\\{text}"
            if "_" in text:  # the indices of x_i_j, which are read again from x_{i,j}
                return text.replace("_", ",")
            return text if len(text) == 1 else rf"\mathit{{{escaped(text)}}}"
        case boxes.Role.FUNCTION:
            if text in _NAMES:
                return _NAMES[text]
            if text in boxes.GREEK:
                return _LATIN.get(text) or f"\\{text}"
            return text if len(text) == 1 else rf"\operatorname{{{escaped(text)}}}"
        case boxes.Role.VECTOR:
            return rf"\mathbf{{{_in_commands(text)}}}"
        case boxes.Role.NUMBER:
            # An empty sign before + or − keeps the room around it.
            return _in_commands(text) or "{}"
        case boxes.Role.OPERATOR | boxes.Role.RELATION:
            if sign.role is boxes.Role.RELATION and text.isalpha():
                return rf"\text{{{escaped(text)}}}"
            return SIGNS.get(text) or _in_commands(text)
    assert_never(sign.role)


def _in_commands(text: str) -> str:
    """A formula's sign with each letter and figure as its command: pdflatex reads ASCII alone.

    A command ends at a blank, so that a letter behind it is none of its name.
    """
    if text.isascii():
        return text
    commands = [_command(sign) for sign in text]
    return "".join(
        f"{command} " if command[:1] == "\\" and after[:1].isalpha() else command
        for command, after in zip(commands, (*commands[1:], ""), strict=True)
    )


def _command(sign: str) -> str:
    command = SIGNS.get(sign, sign)
    return _LATIN.get(command.removeprefix("\\")) or command


def _row(row: boxes.Row, drawn: Sequence[str]) -> str:
    pieces: list[str] = []
    for place, own in enumerate(drawn):
        part = row.parts[place]
        if is_word(part):
            text = part.text if isinstance(part, boxes.Glyph) else ""
            before = " " if place else ""
            after = " " if place + 1 < len(drawn) else ""
            pieces.append(rf"\text{{{before}{text}{after}}}")
        elif is_infix(row, place):
            pieces.append(f" {own} ")
        elif isinstance(part, boxes.Glyph) and part.text == ",":
            pieces.append(", ")
        elif (
            row.binding is boxes.Binding.ATOM and place and isinstance(row.parts[0], boxes.Fraction)
        ):
            pieces.append(f" {own}")
        elif place and touches(row, place) and boxes.stands_apart(row.parts[place - 1], part):
            pieces.append(rf"\thinspace {own}")
        elif (own[:1].isalpha() and _JOINS.search("".join(pieces[-2:]))) or (
            pieces and pieces[-1][-1:].isalpha() and _begins_with_index(part)
        ):
            # e x_{12}, for a reader of the source: ex_{12} would be one name.
            pieces.append(f" {own}")
        else:
            pieces.append(own)
    return joined(pieces)


def _begins_with_index(part: boxes.Box) -> bool:
    """Whether a name with an index stands first: x_1, x_1^2."""
    return isinstance(part.base if isinstance(part, boxes.Superscript) else part, boxes.Subscript)


def joined(pieces: Sequence[str]) -> str:
    """The pieces in a row; a space parts a command from a letter behind it."""
    text = ""
    for piece in pieces:
        if re.search(r"\\[A-Za-z]+$", text) and piece[:1].isalpha():
            text += " "
        text += piece
    return text


def _script(text: str) -> str:
    return text if len(text) == 1 else f"{{{text}}}"


def _script_base(text: str) -> str:
    # TeX refuses a second superscript on u' and reads x^2^3 as an error.
    return f"{{{text}}}" if re.search(r"('|\^.|\^\{[^{}]*\})$", text) else text


def _fenced(inner: str, fence: boxes.Fence) -> str:
    left, right = _FENCES[fence]
    if _TALL.search(inner):
        return joined([rf"\left{left}", f" {inner} ", rf"\right{right}"])
    return joined([left, inner, right])


_SPECIAL: Final = MappingProxyType(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        '"': "''",
        "“": "``",
        "”": "''",
        "‘": "`",
        "’": "'",
        "–": "--",
        "—": "---",
        "\u00a0": "~",
        # In mathematics it is raised by what stands before it.
        "′": r"\ensuremath{{}'}",
    }
)


def escaped(text: str) -> str:
    """Words for LaTeX: every sign with a meaning of its own is taken at its face."""
    return "".join(_escaped(sign) for sign in text)


def _escaped(sign: str) -> str:
    if sign in _SPECIAL:
        return _SPECIAL[sign]
    if sign in SIGNS:
        return rf"\ensuremath{{{_command(sign)}}}"
    if sign.isspace():
        return " "
    # The letters of Western Europe are known to every LaTeX of today; other signs stop it.
    return sign if sign.isprintable() and ord(sign) < 0x180 else rf"\texttt{{U+{ord(sign):04X}}}"
