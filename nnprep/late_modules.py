"""Modules that pathlib, typer and NumPy import but nnprep rarely needs: they load when something is asked of them.

That saves a tenth of the time of `nnprep --help`. `importlib.util.LazyLoader` does the same for modules that are
imported once; here a second import statement doesn't load them either.
"""

from __future__ import annotations

import sys
from _thread import RLock
from collections.abc import Iterable
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

LATE = (
    *("bz2", "ipaddress", "lzma", "ntpath", "pickle", "platform", "shellingham", "subprocess", "textwrap"),
    "tokenize",
)
"""Written in Python, and imported as a whole: `from module import name` loads it at once."""


class LateModule(ModuleType):
    """A module that hasn't been loaded yet."""

    def __getattribute__(self, name: str) -> Any:
        """Load the module, unless an import statement only asks whether that is going on."""
        own = ModuleType.__getattribute__  # not super(), for the class may change meanwhile
        spec = own(self, "__spec__")
        if name == "__spec__":
            return spec
        with LOCK:  # other threads wait until it's complete
            if type(self) is LateModule and spec.name not in LOADING:
                LOADING.add(spec.name)
                try:
                    spec.loader.exec_module(self)
                finally:
                    LOADING.remove(spec.name)
                self.__class__ = ModuleType  # type: ignore[assignment]
        return own(self, name)


LOCK = RLock()
LOADING: set[str] = set()
"""Names of modules that are being loaded, by the thread that has the lock."""


def defer(names: Iterable[str] = LATE) -> None:
    """Make these modules load late, if they exist and aren't loaded yet."""
    for name in names:
        if name not in sys.modules and (spec := find_spec(name)) is not None:
            module = module_from_spec(spec)
            module.__class__ = LateModule
            sys.modules[name] = module
