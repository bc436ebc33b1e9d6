"""What a text is to give, a point or a direction of some variables, and how it is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NoReturn

from gradcli.codes import Code
from gradcli.errors import Source, Span
from gradcli.frozen import dataclass
from gradcli.language.lex.limits import Limits
from gradcli.language.lex.token import Token, full_name
from gradcli.language.messages import say
from gradcli.language.names.names import as_declared

_COUNTS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class VectorSpec:
    """A text, and what it is to give; `what` and `part` are the words for it in messages.

    `held` are constants that may get values beside the variables.
    """

    source: Source
    variables: tuple[str, ...]
    limits: Limits
    what: str
    part: str
    held: tuple[str, ...] = ()

    @property
    def whole(self) -> Span:
        """The span of the text."""
        return Span(0, len(self.source.text))

    @property
    def example(self) -> str:
        """What might be written."""
        numbers = ("2", "3", "1", "5", "4")
        return ",".join(numbers[i % 5] for i in range(min(len(self.variables), 5)))

    @property
    def listed(self) -> str:
        """The variables."""
        return ", ".join(self.variables)

    def typed(self, tokens: Sequence[Token]) -> str:
        """A stretch of the text."""
        return self.source.text[tokens[0].span.start : tokens[-1].span.end]

    def variable(self, token: Token) -> str:
        """The variable that a name means (x_0 is what x is at a point), or the name."""
        name = as_declared(full_name(token), self.held)
        if name in self.held:
            return name
        name = as_declared(full_name(token), self.variables)
        if name in self.variables:
            return name
        stem = re.sub(r"_?0\Z", "", name)
        return stem if stem in self.variables else name

    def fail(self, code: Code, span: Span | None, form: str = "", /, **parts: object) -> NoReturn:
        """Refuse the text, in the words for points or for directions."""
        words = {"what": self.what, "part": self.part, **parts}
        raise say.failure(code, span, self.source, form, None, **words)

    def unknown_name(self, name: str, span: Span) -> NoReturn:
        """A value is given to a name that is no variable."""
        form = "several value" if len(self.variables) > 1 else "one value"
        self.fail("name-not-among-variables", span, form, name=name, variables=self.listed)

    def wrong_count(self, given: int) -> NoReturn:
        """There are more coordinates than variables, or fewer."""
        count = len(self.variables)
        self.fail(
            "wrong-number-of-coordinates",
            self.whole,
            f"{'1' if count == 1 else 'n'} {'1' if given == 1 else 'n'}",
            count=counted(count),
            variables=self.listed,
            given=counted(given),
            example=self.example,
        )


def counted(number: int) -> str:
    """A number in words, if it is small."""
    return _COUNTS[number] if number < len(_COUNTS) else str(number)
