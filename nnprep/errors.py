"""What nnprep itself can get wrong: each error with its sentence, its next step and its exit code.

A submission that fails is never an error: it is a value, in a report. These are for wrong usage, broken content and
a broken history. The command line turns them into words in one place; nothing else exits or prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import ClassVar, NamedTuple


class Fault(NamedTuple):
    """One thing wrong with a content file."""

    path: Path
    """The file, as the author would write it."""
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1."""
    message: str
    """What is wrong and what would be right, one sentence without a full stop."""

    def __str__(self) -> str:
        text = f"{self.path}:{self.line}:{self.column}: {self.message}"
        return text if text.isprintable() else printable(text, keep="")


class NnprepError(Exception):
    """Something nnprep has to say to its user instead of doing what was asked."""

    exit_code: ClassVar[int] = 2

    def __init__(self, sentence: str, *, next_step: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step
        """A command to type next, or None where there is none."""


class UsageError(NnprepError):
    """Wrong usage, an unknown name, or a file that cannot be read."""


LONGEST_NAME = 100
"""Characters of a name that are compared with the valid ones."""
MOST_NAMES = 24
"""How many valid names an error lists; the nearest come first."""


class UnknownNameError(UsageError):
    """A name that nothing has; lists the valid names, the nearest first."""

    def __init__(self, kind: str, name: str, valid: Iterable[str], *, next_step: str | None = None) -> None:
        self.kind = kind
        self.name = name
        self.valid = nearest_first(name, valid)
        names = ", ".join(self.valid[:MOST_NAMES]) if self.valid else "none yet"
        if len(self.valid) > MOST_NAMES:
            names += f" and {len(self.valid) - MOST_NAMES} more"
        super().__init__(
            f"There is no {kind} called {shown(name)}. Valid names: {names}.", next_step=next_step
        )


class ContentError(NnprepError):
    """Cards, exercises or solutions that break the rules of their format; holds every fault found."""

    exit_code: ClassVar[int] = 3

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        count = len(self.faults)
        lines = "\n".join(str(fault) for fault in self.faults)
        super().__init__(
            f"The content has {count} fault{'s' if count != 1 else ''}:\n{lines}", next_step="nnprep lint"
        )


class HistoryError(NnprepError):
    """A history that cannot be read or written; the file itself is left as it is."""

    exit_code: ClassVar[int] = 3


def nearest_first(name: str, valid: Iterable[str]) -> tuple[str, ...]:
    """Return the valid names, those most like `name` first, the rest in their own order."""
    names = list(dict.fromkeys(valid))
    near = nearest(name, names)
    return (*near, *(other for other in names if other not in near))


def nearest(name: str, valid: Iterable[str]) -> list[str]:
    """Return at most three valid names that are like `name`, the most like it first."""
    return list(closest(name[:LONGEST_NAME].replace("_", "-"), tuple(valid)))


@cache
def closest(name: str, valid: tuple[str, ...]) -> tuple[str, ...]:
    """Return at most three valid names; remembers them, since a file may repeat a wrong name ten thousand times."""
    import difflib  # only errors need it

    return tuple(difflib.get_close_matches(name, valid, n=3, cutoff=0.5))


def shown(text: str, limit: int = 80) -> str:
    """Quote a text that a user typed, without control characters and not longer than `limit`."""
    clean = printable(text, keep="")
    return repr(clean if len(clean) <= limit else clean[: limit - 1] + "…")


def printable(text: str, *, keep: str = "\n", instead: str = "?") -> str:
    """Return a text that can't command a terminal: control characters other than `keep` are replaced.

    Unpaired surrogates and marks that reverse the direction of writing count as control characters.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in keep else instead for c in text)
