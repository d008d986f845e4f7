"""Lets NumPy be imported without what only readers and type checkers need: a quarter of its import, in each process."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any

DOCSTRINGS = ("numpy._core._add_newdocs", "numpy._core._add_newdocs_scalars")
"""Modules of NumPy 2 that do nothing but add the docstrings of C functions; other versions import as usual."""
TYPES = "numpy._typing"
"""The types for annotations. NumPy itself uses one of them, in the annotations of `numpy.linalg`."""


@contextmanager
def lean_numpy() -> Iterator[None]:
    """Put empty modules in their place while NumPy is imported; changes nothing if it was imported before.

    The types are only put off: `numpy.typing` imports them.
    """
    spec = None if "numpy" in sys.modules else PathFinder.find_spec("numpy")
    if spec is None:
        yield
        return
    for name in DOCSTRINGS:
        sys.modules[name] = ModuleType(name)
    types = sys.modules[TYPES] = ModuleType(TYPES)
    folders = [f"{folder}/_typing" for folder in spec.submodule_search_locations or ()]
    vars(types).update(NDArray=list, __path__=folders, __getattr__=real_type)
    try:
        yield
    finally:
        if sys.modules.get(TYPES) is types:
            del sys.modules[TYPES]


def real_type(name: str) -> Any:
    """Return any other type from the real module, for versions of NumPy that use more of them."""
    if name.startswith("__"):
        raise AttributeError(name)
    del sys.modules[TYPES]
    return getattr(import_module(TYPES), name)
