"""A fixed part of the built-in content, for tests that a new card or exercise must not change."""

from __future__ import annotations

import shutil
from pathlib import Path

from nnprep.content.card_index import Heading, find_headings
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.roots import EXERCISES, QUESTIONS, SOLUTIONS, built_in

LIST = Path(__file__).parent / "known_content.txt"
"""One id a line; `python -m tests.readme` lists everything that there is."""


def headings() -> tuple[Heading, ...]:
    """Return the headings of all built-in cards."""
    cards = find_headings()
    assert cards is not None, "a card doesn't begin as CONTRIBUTING.md shows: id, kind, level and topic first"
    return cards


def known_ids() -> frozenset[str]:
    """Return the ids of the listed cards and exercises."""
    return frozenset(LIST.read_text(encoding="utf-8").split())


def list_known_content() -> None:
    """List all cards and exercises."""
    ids = [*(heading.id for heading in headings()), *exercise_ids()]
    LIST.write_text("".join(f"{id}\n" for id in ids), encoding="utf-8")


def write_known_content(root: Path) -> Path:
    """Write the listed cards and exercises below `root`, as they are now, and return it."""
    known = known_ids()
    (root / QUESTIONS).mkdir(parents=True)
    for heading in headings():
        if heading.id in known:
            with (root / QUESTIONS / heading.path.name).open("a", encoding="utf-8") as file:
                file.write(heading.source)
    for folder in (EXERCISES, SOLUTIONS):
        for id in known & set(exercise_ids()):
            shutil.copytree(built_in() / folder / id, root / folder / id)
    return root
