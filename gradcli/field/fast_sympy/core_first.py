"""SymPy's core first, then its functions, then all of it: each when something asks for it.

`import sympy` loads some four hundred modules. A function of powers, products and quotients needs
the sixty of `sympy.core`, which SymPy itself loads first, in a quarter of the time; one with a sine
in it needs three hundred.

After `arrange()`, importing `sympy` makes the package with the names of its core, and leaves the
rest of its `__init__` for later. Code that asks the package for another name, or imports one of its
modules that is not there, has the next packages loaded, as the `__init__` has them in its order;
and where that does not bring it, the `__init__` is run as a whole. So everything is loaded in the
order in which it always is, only later.

This is for a process that is gradcli's own; the library imports SymPy as everybody does. A version
that was not tried is imported whole, and so is one whose parts do not load by themselves.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from typing import TYPE_CHECKING, Any, Final

from gradcli.field.fast_sympy.choice import is_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.abc import Loader
    from types import ModuleType

PARTS: Final = (
    ("core", "logic"),
    ("assumptions", "polys", "series", "functions"),
    ("ntheory", "concrete", "discrete", "simplify"),
)
"""What is loaded at a time: the first packages of the `__init__`, in its order."""

# What functions look for, and no package loads: they stand on packages that are there by then.
_BESIDE: Final = frozenset({"sympy.sets.setexpr", "sympy.assumptions.wrapper"})

# The `__init__` imports modules inside modules, and may be run from deep inside a formula.
_FRAMES: Final = 2_000


def arrange() -> None:
    """From now on `import sympy` loads its core, and more when it is asked for."""
    sys.meta_path.insert(0, _CoreFirst())


class _CoreFirst:
    """Finds `sympy`, and from then on whatever of it is not loaded yet."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """How to load the module; None for those that are not SymPy's."""
        if fullname != "sympy":
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path)
        if spec is not None and spec.loader is not None:
            spec.loader = _Core(spec.loader)  # type: ignore[assignment]  # a loader by its methods
        return spec


class _Core:
    """Loads a package `sympy` that has its core."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """An ordinary module."""
        return self._loader.create_module(spec)

    def exec_module(self, package: ModuleType) -> None:
        """Load the core, or SymPy as it is if that cannot be done."""
        assert package.__spec__ is not None
        package.__spec__.loader = package.__loader__ = self._loader
        before = dict(package.__dict__)
        try:
            if not is_plain(_version()):
                _Parts(package, self._loader).load_next()
                return
        except Exception:
            # If it is not the order, the import of the whole will say what it is.
            pass
        for name in [name for name in sys.modules if name.startswith("sympy.")]:
            del sys.modules[name]
        package.__dict__.clear()
        package.__dict__.update(before)
        self._loader.exec_module(package)


def _version() -> str:
    # Known once the package is in its place.
    from sympy.release import __version__  # noqa: PLC0415

    return str(__version__)


class _Parts:
    """The parts of SymPy that are not loaded yet; until none is left, they can be asked for."""

    def __init__(self, package: ModuleType, loader: Loader) -> None:
        self._package = package
        self._loader = loader
        self._left = list(PARTS)
        # The `__init__` sets it before all else, and modules ask for it while they are loaded.
        self._names: dict[str, Any] = {"SYMPY_DEBUG": os.getenv("SYMPY_DEBUG") == "True"}
        package.__dict__.update(self._names)

    def load_next(self) -> None:
        """Load the next of the parts, or after them the whole."""
        if not self._left:
            self._load_whole()
            return
        for package in self._left[0]:
            module = import_module(f"sympy.{package}")
            names = {name: getattr(module, name) for name in module.__all__}
            self._names |= names
            self._package.__dict__.update(names)
        del self._left[0]
        self._evaluate = self._names["evaluate"]
        self._package.__dict__["__getattr__"] = self._name
        sys.meta_path.insert(0, self)

    def _load_whole(self) -> None:
        # The `__init__` takes some of these names, and not all; `assumptions`, which is one of the
        # core's, is a package by now.
        for name, given in self._names.items():
            if self._package.__dict__.get(name) is given:
                del self._package.__dict__[name]
        self._left.clear()
        self._loader.exec_module(self._package)

    def _is_asked(self) -> bool:
        """Whether parts are left, and none is being loaded, which looks for names of its own."""
        return self in sys.meta_path

    def _more(self) -> None:
        sys.meta_path.remove(self)
        del self._package.__dict__["__getattr__"]
        # What SymPy makes for itself meanwhile is not left unevaluated where we ask for that.
        with _deeper(), self._evaluate(True):
            try:
                self.load_next()
            except Exception:
                if not self._left:
                    raise
                # A part that does not load by itself: the whole brings it in its own order.
                self._load_whole()

    def _name(self, name: str) -> Any:
        """The attribute of the package, which the parts that are there do not have."""
        if name.startswith("__") and name not in ("__all__", "__version__"):
            # What Python asks of any module, and no `__init__` answers.
            raise AttributeError(f"module 'sympy' has no attribute {name!r}")
        while name not in self._package.__dict__ and self._is_asked():
            self._more()
        return getattr(self._package, name)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Called for every module that is not loaded; those of SymPy bring others with them."""
        if not fullname.startswith("sympy."):
            return None
        if fullname in _BESIDE and "sympy.functions" in sys.modules:
            return None
        while fullname not in sys.modules and self._is_asked():
            self._more()
        module = sys.modules.get(fullname)
        if module is None:
            # `import sympy` does not load it either.
            return None
        # Of a module that came to be there meanwhile Python takes the specification that it has,
        # and by its own it would be run a second time.
        module.__spec__ = ModuleSpec(fullname, _There(module))  # type: ignore[arg-type]  # as above
        return module.__spec__


@contextmanager
def _deeper() -> Iterator[None]:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit + _FRAMES)
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


class _There:
    """Hands out a module that was loaded while it was being looked for."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self._spec = module.__spec__

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """The module that is there."""
        return self._module

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is left to do but to give it back its own specification."""
        module.__spec__ = self._spec
