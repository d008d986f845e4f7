"""Regular expressions that are compiled when they're first used: most runs use few of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

Found = re.Match[str] | None
METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub")


class LatePattern:
    """A regular expression whose methods are those of a compiled one. `re.sub` and its like don't take it."""

    __slots__ = (*METHODS, "flags", "text")
    findall: Callable[..., list[Any]]
    finditer: Callable[..., Iterator[re.Match[str]]]
    fullmatch: Callable[..., Found]
    match: Callable[..., Found]
    search: Callable[..., Found]
    split: Callable[..., list[Any]]
    sub: Callable[..., str]

    def __init__(self, text: str, flags: int) -> None:
        self.text = text
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile, the first time that a method is asked for."""
        if name not in METHODS:
            raise AttributeError(name)
        compiled = re.compile(self.text, self.flags)
        for each in METHODS:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def late_pattern(text: str, flags: int = 0) -> LatePattern:
    """Return a regular expression that is compiled when it's first used."""
    return LatePattern(text, flags)
