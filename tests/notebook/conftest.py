"""Cells that run as IPython runs them: compiled under a name of their own, with their text in linecache."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Iterator
from itertools import count
from textwrap import dedent
from types import ModuleType
from typing import Any

import pytest

NUMBERS = count()


class Notebook:
    """A namespace in which cells run."""

    def __init__(self, name: str) -> None:
        self.module = ModuleType(name)
        sys.modules[name] = self.module

    def run(self, cell: str) -> Notebook:
        """Run a cell."""
        text, name = dedent(cell).lstrip("\n"), f"<cell {next(NUMBERS)}>"
        linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        exec(compile(text, name, "exec"), vars(self.module))
        return self

    def __getitem__(self, name: str) -> Any:
        return vars(self.module)[name]


@pytest.fixture
def notebook() -> Iterator[Notebook]:
    """Return a fresh notebook; nothing of it stays."""
    before = dict(linecache.cache)
    made = Notebook(f"notebook_{next(NUMBERS)}")
    yield made
    del sys.modules[made.module.__name__]
    linecache.cache.clear()
    linecache.cache.update(before)
