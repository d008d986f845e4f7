"""Lets NumPy be imported without the docstrings of its C functions: a tenth of its import, in both processes."""

from __future__ import annotations

import sys
from types import ModuleType

DOCSTRINGS = ("numpy._core._add_newdocs", "numpy._core._add_newdocs_scalars")
"""Modules of NumPy 2 that do nothing but add them; a version without these imports as usual."""


def skip_docstrings() -> None:
    """Put empty modules in their place, unless NumPy has been imported."""
    for name in DOCSTRINGS:
        sys.modules.setdefault(name, ModuleType(name))
