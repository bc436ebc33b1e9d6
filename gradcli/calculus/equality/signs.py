"""Of which generators it is seen that they are not negative, and of which it was only supposed.

A root of a product is the product of the roots where no factor is negative. Seen are squares, sums
of what is not negative, exponentials of real numbers, and what a root or logarithm in one of the
formulas requires: that holds wherever both have values.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction

from gradcli.calculus.equality.factors import Factors
from gradcli.calculus.equality.sums import Monomial, Terms


def is_even(power: Fraction) -> bool:
    """Whether u^power is the same for u and -u: 2, -4, 2/3."""
    return power.numerator % 2 == 0 and power.denominator % 2 == 1


class Signs:
    """What is known of the signs of the generators of one form."""

    __slots__ = ("_assumed", "_i", "_known", "_real", "_required")

    def __init__(self, known: Sequence[Hashable], i: int) -> None:
        # What each generator stands for, as `Canonical` fills it.
        self._known = known
        self._i = i
        self._real: dict[int, bool] = {}
        self._required: set[int] = set()
        self._assumed: set[int] = set()

    def are_seen(self) -> bool:
        """Whether whatever was taken to be positive is seen to be so, or required."""
        return all(map(self.is_not_negative, self._assumed))

    def require(self, name: int) -> None:
        """A formula has no value where this generator is negative."""
        self._required.add(name)

    def require_positive(self, found: Factors) -> None:
        """A logarithm has no value where what it is of is not positive."""
        odd = [name for name, power in found.factors if not is_even(power)]
        odd = [name for name in odd if not self.is_not_negative(name)]
        if len(odd) == 1 and found.sign > 0 and all(self.is_real(n) for n, _ in found.factors):
            self.require(odd[0])

    def assume(self, name: int) -> None:
        """A root was taken apart as if this generator were positive."""
        self._assumed.add(name)

    def is_real(self, name: int) -> bool:
        """Whether a generator is free of i."""
        found = self._real.get(name)
        if found is None:
            found = self._real[name] = name != self._i and all(
                map(self.is_real, _inside(self._known[name]))
            )
        return found

    def is_not_negative(self, name: int) -> bool:
        """Whether a generator is seen to be real and not negative; False where it is not seen."""
        if name in self._required:
            return True
        meaning = self._known[name]
        if not isinstance(meaning, tuple):
            return str(meaning) == "pi"
        match meaning[0]:
            case "prime":
                return True
            case "exp" | "abs":
                return self.is_real(name)
            case "sum":
                terms = dict(meaning[1])
                return all(
                    number > 0 and self.are_not_negative(monomial)
                    for monomial, number in terms.items()
                ) or self._is_square_and_more(terms)
        return False

    def are_not_negative(self, powers: Iterable[tuple[int, Fraction]]) -> bool:
        """Whether each of these powers is seen to be not negative."""
        return all(
            self.is_not_negative(name) or (is_even(power) and self.is_real(name))
            for name, power in powers
        )

    def _is_square_and_more(self, terms: Terms) -> bool:
        """Whether this is a v^2 + b v + c without two zeros."""
        names = {name for monomial in terms for name, _ in monomial}
        if len(names) != 1 or not all(map(self.is_real, names)):
            return False
        (name,) = names
        of: dict[Fraction, Fraction] = {
            dict(monomial).get(name, Fraction(0)): each for monomial, each in terms.items()
        }
        if not of.keys() <= {0, 1, 2}:
            return False
        a, b, c = (of.get(Fraction(each), Fraction(0)) for each in (2, 1, 0))
        return a > 0 and b * b <= 4 * a * c


def _inside(meaning: Hashable) -> Iterable[int]:
    """The generators of which a generator is made."""
    if not isinstance(meaning, tuple):
        return ()
    kind, of = meaning
    if kind == "prime":
        return ()
    if kind in ("log", "abs"):
        return (of,)
    monomials: Iterable[Monomial] = (of,) if kind == "exp" else (monomial for monomial, _ in of)
    return (name for monomial in monomials for name, _ in monomial)
