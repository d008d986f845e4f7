"""Puts the records of shards together: one file, sorted, each owner's newest record; in bounded memory."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from nnprep.cohort.journal import NAME, results_folder, write_sorted
from nnprep.cohort.record import SCHEMA
from nnprep.cohort.record_files import Entry, entries_in, ordered, record_files
from nnprep.errors import UsageError, shown
from nnprep.named_tuple import NamedTuple

OURS = f'{{"schema":"{SCHEMA}"'.encode()
"""How a file of records begins."""


class Merged(NamedTuple):
    """What became of a merge."""

    path: Path
    files: int
    records: int
    different: int
    """Owners with several records that are not the same; their newest one counts."""
    seeds: tuple[str, ...]
    """The seeds of the shards, at most three: all shards of a class should have one."""


def merge(places: Sequence[Path], out: Path) -> Merged:
    """Write the records of some results folders, or files of records, to one file in `out`, and return how many.

    Raises UsageError if one can't be read or written, holds something else, or there are none.
    """
    target = out / NAME
    paths = [path for place in places for path in files_in(place) if not same(path, target)]
    if not paths:
        sentence = f"There are no records in {', '.join(shown(str(place)) for place in places)}."
        raise UsageError(f"{sentence} A run writes them to its --out.", next_step="nnprep grade --help")
    if os.path.lexists(target) and not (target.is_file() and begins_as_ours(target)):
        raise UsageError(
            f"{shown(str(target))} exists, and nnprep didn't write it. Move it, or use another --out."
        )
    results_folder(out)
    counts = Counts()
    draft = target.with_name(f".nnprep-{os.getpid()}-{os.urandom(4).hex()}")
    try:
        records = write_sorted(draft, counts.newest(entries_in(paths)))
        draft.replace(target)
    except OSError as error:
        sentence = f"{shown(str(target))} can't be written: {error.strerror or error}."
        raise UsageError(sentence) from None
    finally:
        draft.unlink(missing_ok=True)
    return Merged(target, len(paths), records, counts.different, tuple(sorted(counts.seeds)))


def files_in(place: Path) -> list[Path]:
    """Return the files of records at a place. Raises UsageError."""
    return [place] if place.is_file() else record_files(place)


def same(path: Path, other: Path) -> bool:
    """Return whether two paths are one file."""
    return other.exists() and path.samefile(other)


def begins_as_ours(path: Path) -> bool:
    """Return whether a file is empty or begins with a record. Raises UsageError."""
    try:
        with path.open("rb") as file:
            head = file.read(len(OURS))
    except OSError as error:
        raise UsageError(f"{shown(str(path))} can't be read: {error.strerror or error}.") from None
    return head in (b"", OURS)


class Counts:
    """What is counted while records pass."""

    def __init__(self) -> None:
        self.different = 0
        self.seeds: set[str] = set()

    def newest(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield the newest entry of each owner, sorted by owner."""
        for _, group in groupby(ordered(entries), key=lambda entry: entry.owner):
            last, *others = reversed(list(group))
            self.different += any(each.line != last.line for each in others)
            if len(self.seeds) < SEEDS:
                self.seeds.add(str(json.loads(last.line).get("seed")))
            yield last


SEEDS = 3
"""How many different seeds are told."""
