"""What can go wrong in nnprep itself: each error has a sentence, a next step and an exit code.

A failing submission is never an error: it's a value, in a report. These errors are for wrong usage, invalid content
and a broken history. The command line turns them into text in one place; nothing else exits or prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import ClassVar

from nnprep.named_tuple import NamedTuple

OWN_FAULT = 3
"""Exit code when something other than the learner's code or command is broken: nnprep, its content or the history."""


class Fault(NamedTuple):
    """One error in a content file."""

    path: Path
    """The file, as its author would type it."""
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1."""
    message: str
    """What's wrong and what would be right, one sentence without a full stop."""

    def __str__(self) -> str:
        text = f"{self.path}:{self.line}:{self.column}: {self.message}"
        return text if text.isprintable() else printable(text, keep="")


class NnprepError(Exception):
    """Something nnprep has to tell its user instead of doing what they asked."""

    exit_code: ClassVar[int] = 2

    def __init__(self, sentence: str, *, next_step: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step
        """A command to type next; None if there is no such command."""

    def _render_traceback_(self) -> list[str]:
        """Return what IPython and Jupyter show instead of a traceback."""
        return [f"nnprep: {self.sentence}", *([f"  next   {self.next_step}"] if self.next_step else [])]


class UsageError(NnprepError):
    """Wrong usage, an unknown name, or a file that can't be read."""


LONGEST_NAME = 100
"""Characters of a name that are compared with the valid ones."""
MOST_NAMES = 24
"""Of more valid names than these, an error lists the nearest ones only, or the first."""


class UnknownNameError(UsageError):
    """A name that doesn't exist; lists the valid names, the nearest first."""

    def __init__(
        self,
        kind: str,
        name: str,
        valid: Iterable[str],
        *,
        next_step: str | None = None,
        listing: str = "Valid names",
    ) -> None:
        self.kind = kind
        self.name = name
        self.valid = nearest_first(name, valid)
        listed = self.valid
        if len(listed) > MOST_NAMES:
            listed = tuple(nearest(name, listed)) or listed[:MOST_NAMES]
        names = ", ".join(listed) or "none yet"
        if len(listed) < len(self.valid):
            names += f" and {len(self.valid) - len(listed)} more"
        super().__init__(f"There is no {kind} called {shown(name)}. {listing}: {names}.", next_step=next_step)


class ContentError(NnprepError):
    """Cards, exercises or solutions that break the rules of their format; holds all errors, sorted by place."""

    exit_code: ClassVar[int] = OWN_FAULT

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        lines = "\n".join(str(fault) for fault in self.faults)
        super().__init__(
            f"The content has {plural(len(self.faults), 'error')}:\n{lines}", next_step="nnprep lint"
        )


class HistoryError(NnprepError):
    """A history that can't be read or written; the file itself is left as it is."""

    exit_code: ClassVar[int] = OWN_FAULT


def plural(count: int, noun: str) -> str:
    """Return a number with its noun: `1 card`, `54 cards`, `1,340 cues`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def joined(words: Iterable[str]) -> str:
    """Return words as a list in a sentence: `a, b and c`."""
    *others, last = [*words] or [""]
    return f"{', '.join(others)} and {last}" if others else last


def nearest_first(name: str, valid: Iterable[str]) -> tuple[str, ...]:
    """Return the valid names, those most like `name` first, the rest in their own order."""
    names = list(dict.fromkeys(valid))
    near = nearest(name, names)
    return (*near, *(other for other in names if other not in near))


def nearest(name: str, valid: Iterable[str], likeness: float = 0.5) -> list[str]:
    """Return at most three valid names that are like `name`, the most similar first; a likeness of 1 is equality."""
    return list(closest(name[:LONGEST_NAME].replace("_", "-"), tuple(valid), likeness))


@cache
def closest(name: str, valid: tuple[str, ...], likeness: float) -> tuple[str, ...]:
    """Return at most three valid names; remembers them, since a file may repeat a wrong name ten thousand times."""
    import difflib  # only errors need it, and every command imports this file

    return tuple(difflib.get_close_matches(name, valid, n=3, cutoff=likeness))


def shown(text: str, limit: int = 80) -> str:
    """Quote text that a user typed, without control characters and no longer than `limit`."""
    clean = printable(text, keep="")
    return repr(clean if len(clean) <= limit else clean[: limit - 1] + "…")


def printable(text: str, *, keep: str = "\n", instead: str = "?") -> str:
    """Return a text that can't command a terminal: control characters other than `keep` are replaced.

    Unpaired surrogates and marks that reverse the direction of writing count as control characters.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in keep else instead for c in text)
