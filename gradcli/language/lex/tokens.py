"""Text to tokens, each with its place in the text as given.

One tokenizer for every notation: Unicode signs, superscripts and LaTeX commands come out as the
tokens of the plain spelling. Runs of letters stay whole here (`xy`, `x1`, `sinx`); how a run is
split depends on the names declared, which `gradcli.language.names.names` knows.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from fractions import Fraction
from typing import Final, NoReturn

from gradcli.codes import NameCode, SyntaxCode
from gradcli.errors import Source, Span
from gradcli.language.lex import latex, patterns, unknown
from gradcli.language.lex.accents import (
    COMBINING,
    MARKS,
    barred_names,
    indices,
    indices_behind,
    joined,
    listed,
    lowered_signs,
    marked,
    marked_letter,
    raised_signs,
    without_outer_bars,
)
from gradcli.language.lex.bars import Bars
from gradcli.language.lex.characters import (
    GREEK_LETTERS,
    GREEK_NAMES,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    refuse_two_forms_of_a_letter,
    vulgar_fraction,
)
from gradcli.language.lex.limits import Limits
from gradcli.language.lex.numerals import check_digits, numeral
from gradcli.language.lex.page import without_page
from gradcli.language.lex.token import END, ENDS, Token
from gradcli.language.lex.vocabulary import FUNCTION_SPELLINGS, WORDS
from gradcli.language.messages import say
from gradcli.language.messages.note import Note

_BEFORE_AN_INDEX: Final = frozenset({"(", "[", "{", "+", "-", "*", "/", "^", ",", "relation", ":="})


def tokenize(
    source: Source,
    limits: Limits,
    declared: Collection[str] = (),
    *,
    notes: list[Note] | None = None,
    left_out: Span | None = None,
    is_formula: bool = True,
) -> list[Token]:
    """The tokens of a text, the last of kind END; none of what is left out of it.

    `declared` names win where LaTeX would end one after a letter: x_max is not x_m times a x. What
    is to be said of a page that the text was copied from is put to the notes.

    Raises:
        GradcliError: LIMIT for a text too long, SYNTAX or NAME for what cannot be a token.
    """
    if len(source.text) > limits.characters:
        raise say.failure(
            "text-too-long", None, source, length=len(source.text), limit=limits.characters
        )
    text = without_page(source.text, notes, declared, left_out=left_out, is_formula=is_formula)
    refuse_two_forms_of_a_letter(source)
    lexer = _Lexer(source, text, limits, latex.is_latex(source.text), frozenset(declared))
    if lexer.is_latex:
        lexer.barred = barred_names(text, declared)
    lexer.elements = patterns.brackets_of_elements(text)
    lexer.run()
    has_bars = "__" in text or any(token.kind == "_" for token in lexer.tokens)
    is_program = has_bars and not lexer.is_latex
    return without_outer_bars(lexer.tokens, source) if is_program else lexer.tokens


@dataclasses.dataclass(slots=True)
class _Lexer:
    source: Source
    text: str
    limits: Limits
    is_latex: bool
    declared: frozenset[str]
    position: int = 0
    spaced: bool = False
    tokens: list[Token] = dataclasses.field(default_factory=list)
    # The open brackets: "{" and "(" as they are, "t" for braces that are left out, "n" for such
    # braces around a name.
    brackets: list[str] = dataclasses.field(default_factory=list)
    environments: list[str] = dataclasses.field(default_factory=list)
    # Where subscripts begin that were taken with their names, and where they end.
    taken: dict[int, int] = dataclasses.field(default_factory=dict)
    # Where round brackets hold an index: x(1) in MATLAB.
    elements: Collection[int] = ()
    barred: frozenset[str] = frozenset()
    bars: Bars = dataclasses.field(default_factory=Bars)

    def run(self) -> None:
        text, end = self.text, len(self.text)
        while self.position < end:
            character = text[self.position]
            if self.position in self.taken:
                self.position = self.taken[self.position]
            elif character in patterns.BLANKS:
                self.spaced, self.position = True, self.position + 1
            else:
                self.step(character)
        self.add(END, "", end, end)

    def step(self, character: str) -> None:
        if character.isascii():
            if character.isalpha():
                self.name()
            elif character.isdigit() or character == ".":
                self.number()
            elif character == "\\":
                self.command()
            elif character == "\n":
                self.newline()
            elif character == "$" or (character == "~" and self.is_blank_of_latex()):
                self.skip(1)
            else:
                self.sign()
        elif character in GREEK_LETTERS or character in "πϖħ":
            name = "hbar" if character == "ħ" else GREEK_LETTERS.get(character, "pi")
            self.whole_name(name, self.position + 1)
        elif character in SUPERSCRIPTS:
            self.superscript_or_index()
        elif character in SUBSCRIPTS:
            self.subscript()
        elif letter := marked_letter(character):
            name, mark = letter
            end = self.position + 1
            self.finish_name(name, self.position, end, whole=len(name) > 1, mark=(mark,))
        else:
            self.sign()

    # -- the parts --

    def add(
        self,
        kind: str,
        text: str,
        start: int,
        end: int,
        *,
        value: Fraction | None = None,
        whole: bool = False,
        subscript: str = "",
    ) -> None:
        if len(self.tokens) >= self.limits.tokens:
            raise say.failure(
                "too-many-tokens", Span(start, end), self.source, limit=self.limits.tokens
            )
        span = Span(start, end)
        self.tokens.append(Token(kind, text, span, self.spaced, value, whole, subscript))
        self.spaced, self.position = False, end

    def skip(self, length: int) -> None:
        self.spaced, self.position = True, self.position + length

    def fail(self, code: SyntaxCode | NameCode, start: int, end: int, **parts: object) -> NoReturn:
        raise say.failure(code, Span(start, end), self.source, **parts)

    def newline(self) -> None:
        """A new line is a space; between the cases of a brace it also ends a case."""
        start = self.position
        self.skip(1)
        open_brace = bool(self.brackets) and self.brackets[-1] == "{"
        before = self.tokens[-1].kind if self.tokens else "{"
        if open_brace and not self.is_latex and before not in ("{", ",", ";", "row"):
            self.add("row", "\n", start, start + 1)
            self.spaced = True

    def is_blank_of_latex(self) -> bool:
        """Whether a ~ is a blank; in programs it is a negation where a factor begins."""
        is_sign = self.text.startswith("~=", self.position)
        is_behind = bool(self.tokens) and self.tokens[-1].kind in ENDS
        return not is_sign and (self.is_latex or is_behind)

    def number(self) -> None:
        start = self.position
        found = numeral(self.text, start, self.limits, self.source)
        if found is None:
            if self.tokens and (method := patterns.METHOD.match(self.text, start)):
                self.add("method", method.group(1), start, method.end())
                return
            elementwise = self.text[start + 1 : start + 2] in patterns.OPERATORS  # MATLAB, Julia
            if self.tokens and (elementwise or patterns.LAST_POINT.match(self.text, start)):
                self.skip(1)
                return
            if patterns.RANGE.match(self.text, start) and self.tokens:
                self.add("..", "..", start, start + 2)
                return
            unknown.unknown_point(self.text, start, self.source)
        value, end = found
        self.add("number", self.text[start:end], start, end, value=value)

    def name(self) -> None:
        text, start = self.text, self.position
        in_name = self.brackets[-1:] == ["n"]
        alone = None if in_name else patterns.NAME_ALONE.match(text, start)
        if alone:
            self.add("name", alone.group(), start, alone.end())
            return
        module = patterns.MODULE.match(text, start)
        if module and module[0].partition(".")[0] not in self.declared:
            start = module.end()
        barred = patterns.BARRED.match(text, start) if self.barred else None
        if barred and barred.group() in self.barred:
            stem, _, subscript = barred.group().partition("_")
            self.add("name", stem, start, barred.end(), subscript=subscript)
            return
        match = patterns.NAME.match(text, start)
        assert match is not None
        name, end = match.group(), match.end()
        if len(name) > 1 and name[-1].isalpha() and text[end : end + 1] in COMBINING:
            name, end = name[:-1], end - 1  # the mark is over the last letter only
        if name.upper() == "PI" and text.startswith("()", end):
            self.add("name", name, start, end + 2)  # PI() of a spreadsheet
            return
        if self.is_latex and (power := patterns.FIGURE_BEFORE_A_POWER.match(text, start)):
            name, end = name[0], power.start(1)  # x2^t is x times 2^t
        in_braces = in_name and text[start - 1] == "{" and text.startswith("}", end)
        self.finish_name(name, start, end, whole=in_braces and name not in WORDS)

    def whole_name(self, name: str, end: int) -> None:
        """A name that is one name, with the digits that follow it at once."""
        start = self.position
        if name != "pi" and self.text[start] != "\\":
            while self.text[end : end + 1] in patterns.DIGITS:
                name, end = name + self.text[end], end + 1
        self.finish_name(name, start, end, whole=True)

    def finish_name(
        self, name: str, start: int, end: int, *, whole: bool, mark: tuple[str, ...] = ()
    ) -> None:
        """A name with the marks over it and the indices below it."""
        text, parts = self.text, list(mark)
        if text[end : end + 1] in COMBINING and not mark:
            parts, end = [COMBINING[text[end]]], end + 1
        if not name.endswith("log"):
            pattern = patterns.LATEX_SUBSCRIPT if self.is_latex else patterns.SUBSCRIPT
            in_braces = self.brackets[-1:] == ["n"] and text.startswith("}", end)
            if whole and in_braces and pattern.match(text, end + 1):
                # \mathit{rate}_{1}: the subscript stands outside of the braces of the name.
                self.brackets.pop()
                end += 1
            if end not in self.taken:
                # Sin[2] is a value.
                if patterns.is_value_in_square_brackets(text, name, end):
                    self.fail("unknown-function", start, end, name=name)
                elements = None if name.lower() in FUNCTION_SPELLINGS else self.elements
                below, end = indices_behind(text, end, elements, is_latex=self.is_latex)
                parts.extend(below)
        # a_{1e} is the name a_1_e: without braces, a_1e is a_1 times e.
        raised = patterns.exponent_before_subscript(text, end, name, is_latex=self.is_latex)
        if len(parts) == len(mark) and raised:
            # x^2_1 is x_1^2: the subscript is taken with the name, and left out behind the power.
            match = patterns.LATEX_SUBSCRIPT.match(text, raised.end())
            if match:
                parts.extend(listed(match))
                self.taken[match.start()] = match.end()
        self.add("name", name, start, end, whole=whole, subscript=joined(parts))

    def marked_name(self, command: str, start: int, end: int) -> None:
        r"""\hat{y} is the name y_hat, \hat{y_i} is y_hat_i."""
        found = marked(self.text, end)
        if found is None:
            self.fail("accent-over-several-letters", start, end, command=command)
        letter, below, end = found
        parts, _ = indices(below, 0, is_latex=True)
        name = latex.NAMES.get(letter, letter)
        self.finish_name(name, start, end, whole=len(name) > 1, mark=(MARKS[command], *parts))

    def superscript_or_index(self) -> None:
        """³√x where nothing stands before it is the cube root, and x³√y is x³ times √y."""
        start = self.position
        index = SUPERSCRIPTS[self.text[start]]
        at_start = not self.tokens or self.spaced or self.tokens[-1].kind in _BEFORE_AN_INDEX
        if index.isdigit() and self.text.startswith("√", start + 1) and at_start:
            self.add("radical", index, start, start + 2)
        else:
            self.superscript()

    def superscript(self) -> None:
        start = self.position
        raised = raised_signs(self.text, start)
        end = start + sum(map(len, raised))
        self.add("^", "^", start, start)
        self.add("(", "(", start, start)
        before = ""
        for sign in raised:
            at, stop = self.position, self.position + len(sign)
            if sign.isdigit():
                check_digits(len(sign), Span(at, end), self.limits, self.source)
                if before.isalpha():
                    self.add("^", "^", at, at)  # e⁻ˣ² is e^(-x^2)
                self.add("number", sign, at, stop, value=Fraction(sign))
            elif sign.isalpha():
                name = GREEK_LETTERS.get(sign, sign)
                self.add("name", name, at, stop, whole=len(name) > 1)
            else:
                self.add(sign, sign, at, stop)
            before = sign
        self.add(")", ")", end, end)

    def subscript(self) -> None:
        """Lowered digits after `log`: its base. After a name they were taken with the name."""
        after_log = bool(self.tokens) and self.tokens[-1].text.endswith("log")
        start = self.position
        lowered = lowered_signs(self.text, start)
        end = start + len(lowered)
        if not after_log or not lowered.isdigit():
            self.fail("subscript-without-name", start, end)
        self.add("_", "_", start, start)
        check_digits(len(lowered), Span(start, end), self.limits, self.source)
        self.add("number", lowered, start, end, value=Fraction(lowered))

    def sign(self) -> None:
        start, text = self.position, self.text
        if patterns.ALONE.match(text, start):
            self.add(text[start], text[start], start, start + 1)
            return
        if text[start] == "^" and (degrees := patterns.DEGREES.match(text, start)):
            self.add("°", "°", start, degrees.end())
            return
        if text[start] == "{":
            if named := patterns.BRACED_NAME.match(text, start):
                self.finish_name(named.group(1), start, named.end(), whole=False)
                return
            if text.startswith("{}", start) and not (self.tokens and self.tokens[-1].kind == "^"):
                self.skip(2)
                return
        if text[start] == "'" and text[start - 1 : start] == "]":
            self.add("'", "'", start, start + 1)  # the transposition of a row, as in MATLAB
            return
        match = patterns.SIGN.match(text, start)
        if match is None:
            fraction = vulgar_fraction(text[start])
            if fraction is None:
                unknown.unknown_character(text[start], start, self.source)
            self.add("fraction", text[start], start, start + 1, value=Fraction(*fraction))
            return
        sign, end = match.group(), match.end()
        if sign == "||":
            kind = self.bars.two(text, start, self.tokens)
            if kind != "|":
                self.add(kind, "or" if kind == "word" else "‖", start, end)
                return
            sign, end = "|", start + 1
        self.bars.single += sign == "|"
        if sign == "&" and not (self.environments and self.environments[-1] in latex.GRIDS):
            if self.environments:
                self.skip(1)  # an alignment mark
            else:
                self.add("word", "and", start, end)
            return
        if sign in "({[":
            self.brackets.append(sign)
        elif sign in ")}]" and self.brackets and self.brackets.pop() in ("t", "n"):
            self.position, self.spaced = end, self.spaced
            return
        kind = self.bars.norm("norm") if sign == "‖" else patterns.KINDS.get(sign, sign)
        self.add(kind, patterns.TEXTS.get(sign, sign), start, end)

    # -- LaTeX --

    def command(self) -> None:
        start, text = self.position, self.text
        if opening := patterns.OPEN_CASES.match(text, start):
            self.skip(opening.end() - start)
            return
        match = patterns.COMMAND.match(text, start)
        if match is None:
            self.fail("lone-backslash", start, start + 1)
        name, end = match.group(1), match.end()
        if name.endswith("*") and name not in latex.TRANSPARENT:
            name, end = name[:-1], end - 1
        if name in latex.SPACING or name.isspace():
            spaced = self.spaced or name not in latex.SIZES
            self.skip(end - start)
            self.spaced = spaced
            if name in ("left", "right") and text.startswith(".", end):
                self.skip(1)
            elif name in ("left", "right") and text.startswith("|", end):
                self.add("|<" if name == "left" else "|>", "|", end, end + 1)
        elif name == "\\":
            self.row(start, end)
        elif name in latex.WITH_GROUP:
            mark = patterns.PAGE_MARK.match(text, end)
            self.skip((mark.end() if mark else end) - start)
            if name == "textcolor" and text.startswith("{", self.position):
                self.brackets.append("t")
                self.position += 1
        elif name == "not" and text[end:].lstrip(" ").startswith("="):
            self.add("relation", "!=", start, text.index("=", end) + 1)
        elif name in ("begin", "end"):
            self.environment(name, start, end)
        elif (
            name == "%" and patterns.PERCENT.match(text, start) and self.tokens[-1].kind == "number"
        ):
            self.percentage(end)
        elif name in latex.TRANSPARENT and (word := patterns.phrase(text, start)):
            self.add("word", word[0], start, word[1])
        elif name in latex.TRANSPARENT:
            self.styled(name, start, end)
        elif name in MARKS:
            self.marked_name(name, start, end)
        elif name in latex.SIGNS:
            self.sign_command(name, start, end)
        elif name in latex.NAMES:
            self.whole_name(latex.NAMES[name], end)
            blanks = patterns.SPACE.match(text, self.position)
            if blanks and latex.NAMES[name] in GREEK_NAMES:
                self.position = blanks.end()  # the blank ends the command: \\omega t is ωt
        else:
            unknown.unknown_command(name, Span(start, end), self.source)

    def percentage(self, end: int) -> None:
        """5\\% is the number 0.05; no program is written with that sign."""
        number = self.tokens.pop()
        assert number.value is not None
        span = Span(number.span.start, end)
        self.tokens.append(dataclasses.replace(number, span=span, value=number.value / 100))
        self.position = end

    def styled(self, name: str, start: int, end: int) -> None:
        """A command that styles what stands in its braces, which are left out with it."""
        if alone := patterns.BRACKET_ALONE.match(self.text, end):
            self.position = alone.start(1)  # \\mathopen{(}
            self.sign()
            self.position = alone.end()
            return
        self.skip(end - start)
        space = patterns.SPACE.match(self.text, end)
        brace = space.end() if space else end
        if self.text.startswith("{", brace):
            self.brackets.append("n" if name in latex.SET_AS_NAMES else "t")
            self.position = brace + 1

    def row(self, start: int, end: int) -> None:
        """The end of a line: of a row of a grid, or of a formula that the next line goes on."""
        gap = patterns.ROW_GAP.match(self.text, end) if self.environments else None
        end = gap.end() if gap else end
        in_grid = bool(self.environments) and self.environments[-1] in latex.GRIDS
        is_due = bool(self.tokens) and self.tokens[-1].kind in patterns.BEFORE_A_NEW_LINE
        if not in_grid and (is_due or patterns.GOES_ON.match(self.text, end)):
            self.skip(end - start)
        else:
            self.add("row", "\\\\", start, end)

    def sign_command(self, name: str, start: int, end: int) -> None:
        kind, plain = latex.SIGNS[name]
        kind = self.bars.norm(kind) if plain == "‖" else kind
        value = Fraction(plain) if kind == "fraction" else None
        self.add(kind, plain, start, end, value=value)
        if kind == "{":
            self.brackets.append("{")
        elif kind == "}" and self.brackets:
            self.brackets.pop()
        elif kind in ("frac", "sqrt"):
            # LaTeX takes one character where there are no braces: \frac12, \sqrt2x.
            for _ in range(2 if kind == "frac" else 1):
                self.single_character()

    def single_character(self) -> None:
        space = patterns.SPACE.match(self.text, self.position)
        at = space.end() if space else self.position
        character = self.text[at : at + 1]
        if character.isascii() and character.isalnum():
            value = Fraction(character) if character.isdigit() else None
            self.add("name" if value is None else "number", character, at, at + 1, value=value)

    def environment(self, command: str, start: int, end: int) -> None:
        match = patterns.ENVIRONMENT.match(self.text, end)
        if match is None:
            self.fail("environment-name-missing", start, end, command=command)
        name, end = match.group(1), match.end()
        if name not in latex.WRAPPERS and name not in latex.GRIDS:
            unknown.unknown_environment(name, Span(start, end), self.source)
        if command == "begin":
            self.environments.append(name)
        elif self.environments:
            self.environments.pop()
        if name in latex.WRAPPERS:
            self.skip(end - start)
            return
        has_columns = command == "begin" and name == "array"
        columns = patterns.COLUMNS.match(self.text, end) if has_columns else None
        self.add(command, name, start, columns.end() if columns else end)
