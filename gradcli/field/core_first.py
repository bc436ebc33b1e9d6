"""SymPy's core alone, and the rest of SymPy when something asks for it.

`import sympy` loads some four hundred modules. A function of powers, products and quotients needs
the sixty of `sympy.core`, which SymPy itself loads first, in a quarter of the time.

After `arrange()`, importing `sympy` makes the package with the names of its core, and leaves the
rest of its `__init__` for later. Whoever asks the package for another name, or imports one of its
modules that is not there, has the whole `__init__` run at that moment. It begins with the core:
everything is loaded in the order in which it always is, only later.

This is for a process that is gradcli's own; the library imports SymPy as everybody does. Which
versions it was tried with is written down. Any other is imported whole, and so is one whose core
does not load by itself.
"""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec, PathFinder
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.abc import Loader
    from types import ModuleType

TRIED: Final = ("1.13.", "1.14.")
"""How the versions begin for which the tests hold that core and rest come to the whole."""

# The `__init__` imports modules inside modules, and may be run from deep inside a formula.
_FRAMES: Final = 2_000


def arrange() -> None:
    """From now on `import sympy` loads its core, and the rest when it is asked for."""
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
            if _version().startswith(TRIED):
                names = _names_of_core()
                package.__dict__.update(names)
                _Rest(package, self._loader, names).wait()
                return
        except (ImportError, AttributeError):
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


def _names_of_core() -> dict[str, Any]:
    """What the `__init__` takes first: the core, and the logic that the core loads itself."""
    from sympy import core, logic  # noqa: PLC0415  needs the package in its place

    return {name: getattr(part, name) for part in (core, logic) for name in part.__all__}


class _Rest:
    """The rest of SymPy, until a name or a module of it is looked for."""

    def __init__(self, package: ModuleType, loader: Loader, names: dict[str, Any]) -> None:
        self._package = package
        self._loader = loader
        self._names = names

    def wait(self) -> None:
        """Be asked for what is not there."""
        self._package.__dict__["__getattr__"] = self._name
        sys.meta_path.insert(0, self)

    def _name(self, name: str) -> Any:
        """The attribute of the package, which the core does not have."""
        if name.startswith("__") and name not in ("__all__", "__version__"):
            # What Python asks of any module, and no `__init__` answers.
            raise AttributeError(f"module 'sympy' has no attribute {name!r}")
        self._load()
        return getattr(self._package, name)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Called for every module that is not loaded; those of SymPy bring all the others."""
        if not fullname.startswith("sympy."):
            return None
        self._load()
        module = sys.modules.get(fullname)
        if module is None:
            # `import sympy` does not load it either.
            return None
        return ModuleSpec(fullname, _There(module))  # type: ignore[arg-type]  # a loader too

    def _load(self) -> None:
        sys.meta_path.remove(self)
        evaluate, limit = self._package.evaluate, sys.getrecursionlimit()
        # The `__init__` takes some of these names, and not all.
        for name in ("__getattr__", *self._names):
            del self._package.__dict__[name]
        sys.setrecursionlimit(limit + _FRAMES)
        # What SymPy makes for itself meanwhile is not left unevaluated where we ask for that.
        with evaluate(True):
            self._loader.exec_module(self._package)
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
