"""The small types in which the rooms meet: the scalar field, the point, the direction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from sympy import Expr, Symbol

from gradcli.errors import NO_SOURCE, Source
from gradcli.field.expression import Node, Number, natural_order, variables_of
from gradcli.field.from_sympy import from_sympy
from gradcli.field.substitution import with_values_in
from gradcli.field.to_sympy import ToSympy, symbol
from gradcli.frozen import dataclass, replace


@dataclass(frozen=True, slots=True, eq=False)
class Typed:
    """A function as it was typed, where it is worked on in another form.

    `numbers` are the constants in exponents that are whole, and do not look it, and what they are.
    """

    tree: Node
    names: Mapping[str, Node]
    numbers: Mapping[Node, Node]


@dataclass(frozen=True, slots=True, eq=False)
class ScalarField:
    """A real function of n real variables, R^n -> R.

    `function` is its name; `variables` fixes the order of the coordinates, and may name variables
    that `tree` does not contain; `canonical` gives SymPy's form of each node of `tree`. `names` are
    parts of the tree by the names that were given to them where it was written. `held` are the
    other names in it: constants of which no value is known; `let` has the values of those that
    stood where there are numbers now. `typed` is what was written, where `tree` has whole numbers
    in its exponents that were not written as such. Where only some of its variables are asked
    about, those are `variables`, the others are held like constants, and `among` has all, in their
    order.
    """

    function: str
    variables: tuple[str, ...]
    tree: Node
    canonical: ToSympy
    source: Source = NO_SOURCE
    names: Mapping[str, Node] = MappingProxyType({})
    held: tuple[str, ...] = ()
    let: Mapping[str, Node] = MappingProxyType({})
    typed: Typed | None = None
    among: tuple[str, ...] = ()

    @classmethod
    def of_tree(
        cls,
        tree: Node,
        *,
        function: str = "f",
        variables: tuple[str, ...] | None = None,
        source: Source = NO_SOURCE,
        names: Mapping[str, Node] = MappingProxyType({}),
        held: tuple[str, ...] = (),
        let: Mapping[str, Node] = MappingProxyType({}),
        typed: Typed | None = None,
        among: tuple[str, ...] = (),
    ) -> ScalarField:
        """The field of a tree; its variables in natural order unless they are given."""
        if variables is None:
            variables = tuple(sorted(variables_of(tree) - {*held}, key=natural_order))
        return cls(function, variables, tree, ToSympy(), source, names, held, let, typed, among)

    @classmethod
    def of_expression(
        cls, expression: Expr, *, function: str = "f", variables: tuple[str, ...] | None = None
    ) -> ScalarField:
        """The field of a SymPy expression in real symbols, written as a book would."""
        return cls.of_tree(from_sympy(expression), function=function, variables=variables)

    def asked_about(self, variables: tuple[str, ...]) -> ScalarField:
        """The same function, with only some of its variables moving."""
        others = tuple(name for name in self.variables if name not in variables)
        return replace(self, variables=variables, held=(*others, *self.held), among=self.variables)

    @property
    def arguments(self) -> tuple[str, ...]:
        """All of its variables, in their order, whichever are asked about."""
        return self.among or self.variables

    @property
    def constants(self) -> tuple[str, ...]:
        """The names without a value that are no variables."""
        return tuple(name for name in self.held if name not in self.among)

    def with_let(self, values: Mapping[str, Node]) -> ScalarField:
        """The same function with values in the place of some of its constants."""
        tree, *meanings = with_values_in([self.tree, *self.names.values()], values)
        return ScalarField.of_tree(
            tree,
            function=self.function,
            variables=self.variables,
            source=self.source,
            names=dict(zip(self.names, meanings, strict=True)),
            held=tuple(name for name in self.held if name not in values),
            let={**self.let, **values},
            among=self.among,
        )

    @property
    def expression(self) -> Expr:
        """SymPy's canonical form of the whole."""
        return self.canonical(self.tree)

    @property
    def letters(self) -> tuple[str, ...]:
        """The names that may stand in a formula made of this one: variables and constants."""
        return (*self.variables, *self.held)

    @property
    def symbols(self) -> tuple[Symbol, ...]:
        """SymPy's symbols of the variables, in their order."""
        return tuple(symbol(name) for name in self.variables)


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """A point of R^n: exact coordinates, one a variable of the field, in its order.

    `written` holds them as they were typed, `coordinates` in SymPy's form. `whole` has the
    coordinates of all variables by name, where the field is asked about some of them only.
    """

    written: tuple[Node, ...]
    coordinates: tuple[Expr, ...]
    whole: Mapping[str, Node] = MappingProxyType({})

    def values(self, field: ScalarField) -> dict[str, Expr]:
        """What stands for each name of the field here: a constant without a value for itself."""
        held = {name: symbol(name) for name in field.held}
        whole = {name: ToSympy()(node) for name, node in self.whole.items()}
        return held | whole | dict(zip(field.variables, self.coordinates, strict=True))

    def named(self, field: ScalarField) -> dict[str, Node]:
        """The coordinate of each variable as it was typed, in their order."""
        return dict(self.whole) or dict(zip(field.variables, self.written, strict=True))

    def without_value(self, field: ScalarField) -> tuple[str, ...]:
        """The constants of the field that stay letters here."""
        return tuple(name for name in field.held if name not in self.whole)

    def of_those(self, field: ScalarField) -> Point:
        """The same point for a field that is asked about some of the variables only."""
        whole = dict(zip(field.among, self.written, strict=True))
        moving = Point.of_trees(tuple(whole[name] for name in field.variables))
        return replace(moving, whole=whole)

    @classmethod
    def of_trees(cls, written: tuple[Node, ...]) -> Point:
        """The point whose coordinates are these constant trees."""
        canonical = ToSympy()
        return cls(written, tuple(canonical(node) for node in written))


@dataclass(frozen=True, slots=True, eq=False)
class Direction:
    """A vector w of R^n along which a rate is asked for; its length matters, and may not be 0."""

    written: tuple[Node, ...]
    components: tuple[Expr, ...]

    @classmethod
    def of_trees(cls, written: tuple[Node, ...]) -> Direction:
        """The direction whose components are these constant trees."""
        canonical = ToSympy()
        return cls(written, tuple(canonical(node) for node in written))

    @classmethod
    def along_axis(cls, variables: Sequence[str], axis: str) -> Direction:
        """One step in the variable `axis`, none in the others."""
        return cls.of_trees(tuple(Number(Fraction(name == axis)) for name in variables))
