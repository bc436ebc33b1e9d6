"""What gradcli does in the place of SymPy, for speed alone; what it relies on; how to turn it off.

Three things are done here faster than SymPy does them. Each depends on how SymPy is made, which no
documentation of SymPy promises; each has a plain way beside it that depends on nothing but its
public names, and gives the same answers to the letter.

`core_first`: the command line loads SymPy in parts, each when something asks for it.
    It relies on this: `import sympy` imports the packages of `core_first.PARTS` before all others
    and in that order, each can be imported with nothing but those before it, and what its `__all__`
    lists is what the package `sympy` gets of it. `sympy.release` tells the version and imports
    nothing.
    The plain way: `import sympy`, whole.

`sympy_build` and `roots`: sums, products, powers and functions are put together directly.
    They rely on this: `Add._from_args` and `Mul._from_args` take arguments that are in canonical
    form as they are; the number comes first and `Basic.compare` orders the others; `evaluate=False`
    keeps a power as it stands, and `Expr.__new__` a function with its `nargs`, and is the same
    object that SymPy makes where nothing folds; what folds is what the docstrings there list
    (powers of like bases, a number times a sum, square roots without squares, signs drawn out of
    even and odd functions, inverse functions, exponentials of logarithms);
    `sympy.core.parameters.global_parameters` tells what `sympy.evaluate` has set.
    The plain way, `plain`: `Add`, `Mul`, `Pow` and the function itself.

`heads`: functions are told by the names of their classes, so that none is loaded to be asked for.
    It relies on this: the class that SymPy publishes as `exp` is called `exp`, and so on.
    The plain way: by the classes themselves, which are loaded for it.

When SymPy changes:

- A version that does not begin as one of `choice.TRIED` is used in the plain way throughout.
- In a version that was tried, a part that cannot be loaded by itself leads to the import of the
  whole; a constructor that misses something, or meets what it does not expect, leaves that form to
  `plain`, and a DeprecationWarning tells developers (Python shows them to nobody else).
- A form that differs without a word is what the tests are for: `tests/field` compares every
  constructor with SymPy's own, CI runs them with the oldest SymPy that is supported and with the
  newest there is, and asks the same questions in both ways.

To turn all of it off, set the environment variable `GRADCLI_PLAIN_SYMPY=1`: answers are the same,
and slower by what the README's part on speed says. `GRADCLI_PLAIN_SYMPY=0` is for trying a
new SymPy: the fast way with any version. To support that version, run the tests so, and add it to
`choice.TRIED`.
"""
