"""Names in program text, where a run of letters is one name: vx, lr and dw in w - lr*dw.

A text shows that it is code by signs that no book has, or by a sign of multiplication between all
its factors. What could be a product all the same stays one, and a note says so: xy of 2*xy + x**2.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType
from typing import Final, TypeAlias

from gradcli.errors import Source, Span
from gradcli.field.expression import natural_order
from gradcli.frozen import dataclass
from gradcli.language.lex.characters import GREEK_NAMES
from gradcli.language.lex.latex import is_latex
from gradcli.language.lex.patterns import FIGURES_OF_ONE
from gradcli.language.lex.suggestions import nearest
from gradcli.language.lex.token import END, ENDS, Token, full_name
from gradcli.language.lex.vocabulary import (
    GLUED,
    HYPERBOLIC,
    LISTS,
    NAMES_IN_PROGRAMS,
)
from gradcli.language.messages import say
from gradcli.language.messages.note import Note
from gradcli.language.names.code_text import (
    COORDINATES,
    STARTS,
    Text,
    goes_on,
    is_function,
    is_word,
    names_function,
    notes_on_two_scripts,
    stand_together,
    suffix,
    text_of,
)
from gradcli.language.names.held_names import is_slip_of_an_index
from gradcli.language.names.products import (
    WITH_A_MEANING,
    is_doubtful,
    is_plain_product,
    is_product,
)
from gradcli.language.names.runs import letters_of, pieces_of
from gradcli.language.names.undeclared import BETWEEN, reads_as_word, undeclared
from gradcli.late import pattern

# log2 and exp1 are names where no argument follows; log and exp without one are a slip.
_FUNCTION_AND_FIGURES: Final = pattern(r"\A([A-Za-z]+)[0-9]+\Z")
_NO_ARGUMENT: Final = frozenset({
    END, ")", "]", "}", ",", ";", "+", "*", "/", "relation", "row", ":", "?",
})  # fmt: skip
# So many names are told, and of the others how many they are.
_MOST_NAMES: Final = 10
_OF_A_FLOAT: Final = pattern(r"\A[fF][0-9]*\Z")
_LOGARITHM: Final = pattern(r"\Alog[0-9]+\Z")
_FUNCTIONS_IN_RUNS: Final = frozenset(GLUED)


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands at a place of program text: the tokens for it, and how many of the text it takes.

    `whole` is a name that could be a product elsewhere; `product` is one that may be a name all the
    same, as it is typed and as it was read.
    """

    tokens: tuple[Token, ...]
    taken: int = 1
    note: Note | None = None
    whole: Token | None = None
    product: tuple[str, Span, str] | None = None


_Recogniser: TypeAlias = Callable[[Text, int], _Found | None]


def in_code(
    tokens: Sequence[Token], scope: Collection[str] | None, source: Source
) -> tuple[list[Token], list[Note]]:
    """The tokens of a formula with the names of program text whole, and what is said of them.

    `scope` are the declared names, None where there are none. At each place the first of
    `_RECOGNISERS` that knows what stands there says so; what none knows stays as it is.

    Raises:
        GradcliError: NAME for what is called and is no function or looks like a slip of the pen,
            SYNTAX for an imaginary number.
    """
    text = text_of(tokens, scope, source)
    read: list[Token] = []
    whole: dict[str, Token] = {}
    products: dict[str, tuple[Span, str]] = {}
    notes: list[Note] = []
    index = 0
    while index < len(tokens):
        tried = (row(text, index) for row in _RECOGNISERS.get(tokens[index].kind, ()))
        found = next((each for each in tried if each is not None), None)
        if found is None:
            read.append(tokens[index])
            index += 1
            continue
        if found.note is not None:
            notes.append(found.note)
        if found.whole is not None and full_name(found.whole) not in whole:
            _refuse_slip(text, index)
            whole[full_name(found.whole)] = found.whole
        if found.product is not None:
            name, span, product = found.product
            products.setdefault(name, (span, product))
        read.extend(found.tokens)
        index += found.taken
    return read, [
        *_notes_on_whole(whole, text),
        *_notes_on_products(products, whole, text),
        *notes,
        *notes_on_two_scripts(tokens, source),
    ]


def _declared(text: Text, index: int) -> _Found | None:
    """A name of --vars or of the header."""
    token = text.tokens[index]
    is_declared = text.scope is not None and full_name(token) in text.scope
    return _Found((token,)) if is_declared else None


# -- numbers --


def _number_with_suffix(text: Text, index: int) -> _Found | None:
    """1.0f and 2L, of which only the number is read."""
    if not _has_suffix(text, index + 1):
        return None
    number, mark = text.tokens[index], text.behind(index)
    note = say.note("number-suffix", number.span, number=number.text, suffix=mark.text)
    return _Found((_without_suffix(number, mark, text.source),), 2, note)


def _has_suffix(text: Text, index: int) -> bool:
    before, token = text.before(index), text.tokens[index]
    if token.kind != "name" or (text.scope is not None and full_name(token) in text.scope):
        return False
    if before is None or token.text in text.alone:
        return False
    if not (text.evidence or (text.is_plain and token.text[0] in "bB")):  # no book has 2b0
        return False
    return suffix(before, token) is not None and text.behind(index).kind not in STARTS


def _without_suffix(number: Token, mark: Token, source: Source) -> Token:
    found = suffix(number, mark)
    assert found is not None
    assert number.value is not None
    span = number.span.to(mark.span)
    if found["imaginary"]:
        raise say.failure("imaginary-number", span, source, number=number.text, letter=mark.text)
    power = Fraction(10) ** int(found["power"] or 0)
    return replace(number, value=number.value * power, span=span)


# -- functions that are names, and names that are signs --


def _number_or_factor(text: Text, index: int) -> _Found | None:
    """2.5f and 2.5f0, 2L in a text that does not show what they are: products, and numbers in C."""
    token, before = text.tokens[index], text.before(index)
    is_behind = before is not None and before.kind == "number" and not token.spaced
    if text.scope is not None or before is None or not is_behind:
        return None
    is_long = full_name(token) == "L" and text.is_loose and before.text.isdigit()
    is_float = "." in before.text and _OF_A_FLOAT.match(full_name(token))
    if not (is_float or is_long):
        return None
    counts = text.counts
    others = counts.first_letters[token.text[0]] - (counts.longs if is_long else 1)
    if others > 0:
        return None
    span = before.span.to(token.span)
    note = say.note("suffix-as-factor", span, number=before.text, suffix=token.text)
    return _Found((token,), 1, note)


def _times_sign(text: Text, index: int) -> _Found | None:
    """2 xx 3 of AsciiMath."""
    before, token, following = text.before(index), text.tokens[index], text.behind(index)
    is_sign = token.text == "xx" and not token.subscript and token.spaced and following.spaced
    if not is_sign or before is None or before.kind not in ENDS or following.kind not in STARTS:
        return None
    return _Found((replace(token, kind="*"),), 1, say.note("xx-is-a-sign", token.span))


def _name_that_goes_on(text: Text, index: int) -> _Found | None:
    """a_2d, one name in a program."""
    is_one = text.evidence and goes_on(text.tokens[index], text.behind(index))
    return _Found((_joined(text.tokens[index : index + 2]),), 2) if is_one else None


def _logarithm_as_name(text: Text, index: int) -> _Found | None:
    """log_y - m: a name that begins with log."""
    if full_name(text.tokens[index]) != "log" or not _is_log_of_a_letter(text, index):
        return None
    name = _joined(text.tokens[index : index + 3])
    return _Found((name,), 3, _note_on_function(name, "log"))


def _function_as_name(text: Text, index: int) -> _Found | None:
    """step - x and exp1 - x."""
    function = _function_in_a_name(text, index)
    if not function:
        return None
    token = text.tokens[index]
    name = replace(token, kind="variable", text=full_name(token), subscript="")
    return _Found((name,), 1, _note_on_function(name, function))


def _function_in_a_name(text: Text, index: int) -> str:
    """The function of step - x and exp1 - x, which takes no argument there: it is a name."""
    token = text.tokens[index]
    name = full_name(token)
    figures = _FUNCTION_AND_FIGURES.match(name)
    stem = figures.group(1) if figures else token.text
    if stem.istitle() and len(stem) == 2:
        return ""  # If is I times f where no bracket follows
    if not names_function(stem) or is_latex(text.source.text):
        return ""
    is_short = not (figures or token.subscript)
    if stem in GLUED and is_short and text.behind(index).spaced and _is_before_a_minus(text, index):
        typed = text.typed(token)  # sin - x
        raise say.failure("argument-missing", token.span, text.source, "function", typed=typed)
    if token.subscript.isdigit() or (stem in GLUED and is_short):
        return ""
    following = text.behind(index)
    is_name = _is_before_a_minus(text, index) or (
        (text.evidence or text.is_plain)
        and (following.kind in _NO_ARGUMENT or text.typed(following) == "**")
    )
    if not is_name:
        return ""
    if is_function(token) and name in text.counts.called:
        typed = text.typed(token)  # step - x + step(y): what is called is no variable
        raise say.failure("argument-missing", token.span, text.source, "function", typed=typed)
    return name if is_function(token) else stem


def _note_on_function(token: Token, function: str) -> Note:
    return say.note("function-as-name", token.span, name=token.text, function=function)


def _is_before_a_minus(text: Text, index: int) -> bool:
    """Whether a minus behind a token has two sides: step - x and step-x, but not sin -x.

    A copy of a printed inverse, sin-1 x, has none.
    """
    following = text.behind(index)
    behind = text.behind(index + 1)
    if following.kind != "-" or following.spaced != behind.spaced:
        return False
    return following.spaced or bool(text.tokens[index].subscript) or behind.text != "1"


def _is_log_of_a_letter(text: Text, index: int) -> bool:
    """log_y - m: no logarithm to the base y is taken of -m."""
    bar, letter = text.behind(index), text.behind(index + 1)
    return (
        bar.kind == "_"
        and letter.kind == "name"
        and bar.span.end == letter.span.start
        and (
            f"log_{full_name(letter)}" in (text.scope or ())
            or _is_before_a_minus(text, index + 2)
            or text.behind(index + 2).kind in _NO_ARGUMENT
            or text.typed(text.behind(index + 2)) == "**"
        )
        and not is_latex(text.source.text)
    )


def _joined(tokens: Sequence[Token]) -> Token:
    first, last = tokens[0], tokens[-1]
    name = "_".join(full_name(token) for token in tokens if token.kind == "name")
    return replace(first, kind="variable", text=name, span=first.span.to(last.span))


# -- runs of letters --


def _whole_name(text: Text, index: int) -> _Found | None:
    """lr and dw where a text shows that it is code, and what is a product there all the same."""
    token = text.tokens[index]
    if not ((text.evidence or _has_long_bar(token)) and _may_be_whole(text, index)):
        return None
    if not is_product(text, index):
        return _Found((_as_one(text, index),), whole=token)
    # Of a function in a run is said where its letters are taken apart.
    is_split = not _FUNCTIONS_IN_RUNS.isdisjoint(pieces_of(token.text))
    if is_split or is_plain_product(text, index):
        return _Found((token,))
    return _Found((token,), product=(full_name(token), token.span, _product(token)))


def _doubtful_product(text: Text, index: int) -> _Found | None:
    """dt + 1 and p - p_4d: products in a text without signs of code, which may be one name."""
    token, last = text.tokens[index], text.behind(index)
    name = full_name(token)
    if not text.evidence and is_doubtful(text, index):
        return _Found((token,), product=(name, token.span, _product(token)))
    if text.is_plain and _goes_on_in_no_book(token, last):
        letter = full_name(last)
        product = (f"{name}{letter}", token.span.to(last.span), f"{name}*{letter}")
        return _Found((token,), product=product)
    return None


def _may_be_whole(text: Text, index: int) -> bool:
    """Whether a token is a run of letters that is no word of the language.

    Raises:
        GradcliError: NAME where it is called.
    """
    token, following, before = text.tokens[index], text.behind(index), text.before(index)
    name = full_name(token)
    if len(name) == 1 or token.whole or FIGURES_OF_ONE.match(name) or is_word(token):
        return False
    if token.text in GREEK_NAMES or name in WITH_A_MEANING:
        return False
    has_bar = len(token.subscript) > (len(token.text) < 3)  # PI_SQUARED
    if token.text in WITH_A_MEANING and not has_bar:
        return False
    if is_function(token) or (token.subscript and len(token.text) == 1):
        return False
    is_called = following.kind == "(" and not following.spaced
    if is_called and (name in HYPERBOLIC or name in LISTS or _LOGARITHM.match(name)):
        return False
    if is_called and not is_product(text, index):
        undeclared(token, name, _as_mapping(text.scope), following, text.source)
    beside = (before is not None and stand_together(before, token)) or stand_together(
        token, following
    )
    if beside and token.text in BETWEEN:
        return False
    return text.scope is None or not beside


def _goes_on_in_no_book(token: Token, following: Token) -> bool:
    """p_4d, and none of x_1y, x_1y_2 and a_1t."""
    letter = following.text
    is_of_a_book = following.subscript or letter in ("r", "s", "t") or COORDINATES.match(letter)
    return goes_on(token, following) and not is_of_a_book


def _has_long_bar(token: Token) -> bool:
    """first_edge: no product ends with a letter of so long a subscript."""
    is_long = len(token.text) > 3 or token.text in WITH_A_MEANING
    return is_long and len(token.subscript) > 1 and token.subscript.isalpha()


def _as_mapping(scope: Collection[str] | None) -> Mapping[str, str] | None:
    return None if scope is None else {name: name for name in scope}


def _as_one(text: Text, index: int) -> Token:
    """The run as one name."""
    token = text.tokens[index]
    name = full_name(token)
    if text.scope is None:
        if name in NAMES_IN_PROGRAMS:
            return replace(token, kind="variable", text=name)
        return replace(token, whole=True)
    return replace(token, kind="variable", text=name, subscript="")


def _refuse_slip(text: Text, index: int) -> None:
    """Refuse a name that is not declared and looks like one that is.

    Raises:
        GradcliError: NAME.
    """
    token, scope = text.tokens[index], text.scope
    name = full_name(token)
    if scope is None:
        return
    is_near = len(name) > 3 and nearest(name, scope) is not None
    if is_near or is_slip_of_an_index(token, scope):
        undeclared(token, name, _as_mapping(scope), text.behind(index), text.source)


def _notes_on_whole(whole: Mapping[str, Token], text: Text) -> Iterator[Note]:
    """What is said of names that would be products elsewhere, as words with a bar would not."""
    said = [
        name
        for name, token in whole.items()
        if text.scope is None
        and not (reads_as_word(token.text) and token.subscript)
        and "[" not in text.typed(token)  # that is said of every element
    ]
    if not said:
        return
    *but_last, last = said
    if len(said) > _MOST_NAMES:
        but_last, last = said[:_MOST_NAMES], f"{len(said) - _MOST_NAMES} others"
    # Nobody writes p*r*i*c*e for price.
    token = whole[min(said, key=lambda name: reads_as_word(whole[name].text))]
    yield say.note(
        "names-in-code" if but_last else "name-in-code",
        token.span,
        names=", ".join(but_last),
        last=last,
        product=_product(token),
    )


def _product(token: Token) -> str:
    """The letters of a run with the signs between: b*x, and log(p) of logp."""
    written = "*".join(letters_of(token))
    first, _, rest = written.partition("*")
    return f"{first}({rest})" if first in GLUED and rest else written


def _notes_on_products(
    products: Mapping[str, tuple[Span, str]], whole: Collection[str], text: Text
) -> Iterator[Note]:
    others = text.alone - {"e", "pi"} if text.scope is None else text.scope
    all_names = ",".join(sorted({*others, *products, *whole}, key=natural_order))
    for name, (span, product) in products.items():
        yield say.note("product-in-code", span, name=name, product=product, all_names=all_names)


_RECOGNISERS: Final[Mapping[str, tuple[_Recogniser, ...]]] = MappingProxyType(
    {
        "number": (_number_with_suffix,),
        "name": (
            _declared,
            _number_or_factor,
            _times_sign,
            _name_that_goes_on,
            _logarithm_as_name,
            _function_as_name,
            _whole_name,
            _doubtful_product,
        ),
    }
)
"""What is looked for at a number and at a name, in this order."""
