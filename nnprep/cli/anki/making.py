"""Makes cards of the notes of a deck, adds them to the learner's topics, and says what became of each note."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from pathlib import Path

from nnprep.anki.deck_file import deck_notes
from nnprep.anki.foreign_note import MOST_NOTES, ForeignNote
from nnprep.anki.own_card import OwnCard, Skipped, own_card, slug
from nnprep.anki.text_export import text_notes
from nnprep.cli.cards.new import add
from nnprep.content.library import cards_by_name, load_cards
from nnprep.content.roots import QUESTIONS, VARIABLE, entries, listed_roots
from nnprep.content.text_files import read_text
from nnprep.errors import Fault, UsageError, plural, shown
from nnprep.named_tuple import NamedTuple

READERS = {".apkg": deck_notes, ".txt": text_notes, ".tsv": text_notes, ".csv": text_notes}
LONGEST_TOPIC = 40
ID = re.compile(r"(?m)^\s*-?\s*id:\s*[\"']?([a-z0-9-]+)")
UNNAMED = {"", "default"}
"""Decks whose name says nothing."""


class Made(NamedTuple):
    """What became of the notes of a deck."""

    root: Path
    cards: dict[Path, list[OwnCard]]
    """Topic file -> the cards that were added to it."""
    known: int
    """How many notes are cards already."""
    skipped: Counter[Skipped]


def make_cards(file: Path, root: Path, topic: str | None) -> Made:
    """Add cards for the notes of a file to the topics in a content folder. Raises UsageError."""
    notes = notes_of(file)
    made = Made(root, {}, 0, Counter())
    ids = set(cards_by_name(load_cards([]))) | ids_in(root)
    known = 0
    for note in notes:
        name = topic or topic_of(note, file)
        card = own_card(note, name)
        if isinstance(card, Skipped):
            made.skipped[card] += 1
        elif card.id in ids:
            known += 1
        else:
            ids.add(card.id)
            made.cards.setdefault(root / QUESTIONS / f"{name}.yaml", []).append(card)
    for path, cards in made.cards.items():
        add(path, "\n".join(card.source for card in cards))
    return made._replace(known=known)


def ids_in(root: Path) -> set[str]:
    """Return all ids in the topics of a content folder, those of invalid cards as well. Raises UsageError."""
    faults: list[Fault] = []
    texts = [read_text(path, faults) for path in entries(root / QUESTIONS)]
    if faults:
        raise UsageError(f"{faults[0]}. No card was added.")
    return {id for text in texts if text is not None for id in ID.findall(text)}


def notes_of(file: Path) -> list[ForeignNote]:
    """Return the notes of a file. Raises UsageError."""
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise UsageError(
            f"{shown(file.name)} is neither a deck (.apkg) nor notes in plain text (.txt).",
            next_step="nnprep anki import --help",
        )
    if not file.is_file():
        why = "isn't a file" if file.exists() else "doesn't exist"
        raise UsageError(f"{shown(str(file))} {why}.")
    notes = reader(file)
    if not notes:
        raise UsageError(f"{shown(str(file))} has no notes.")
    if len(notes) > MOST_NOTES:
        raise UsageError(
            f"{shown(str(file))} has more than {MOST_NOTES:,} notes, which is too much for one import."
            " Export one deck at a time from Anki."
        )
    return notes


def topic_of(note: ForeignNote, file: Path) -> str:
    """Return the topic of a note: the last part of its deck's name, or the file's name."""
    deck = note.deck.rpartition("::")[2]
    names = (deck if deck.strip().lower() not in UNNAMED else "", file.stem, "anki")
    return next(name for each in names if (name := slug(each)[:LONGEST_TOPIC].strip("-")))


def report(file: Path, made: Made) -> str:
    """Return what became of the notes, and what to do next."""
    lines = [
        f"Made {plural(len(cards), 'card')} from {file}: {path}" for path, cards in made.cards.items()
    ] or [f"Made no cards from {file}."]
    cards = [card for group in made.cards.values() for card in group]
    if made.known:
        lines.append(f"  {plural(made.known, 'note')}: already cards, left unchanged")
    lines += [f"  {plural(count, 'note')} skipped: {why.value}" for why, count in made.skipped.items()]
    media = sum(card.media > 0 for card in cards)
    if media:
        lines.append(f"  {plural(media, 'card')} without the pictures or sounds of the note")
    extra = sum(card.extra_fields > 0 for card in cards)
    if extra:
        lines.append(
            f"  {plural(extra, 'card')} whose note had more than two fields: the answer is all fields after the first"
        )
    return "\n".join([*lines, *next_steps(made)])


def next_steps(made: Made) -> list[str]:
    """Return the commands that ask the new cards and check them."""
    if not made.cards:
        return []
    path = next(iter(made.cards))
    lines = [
        "",
        f"  next   nnprep quiz --topic {path.stem}",
        f"         nnprep lint {shlex.quote(str(path))}",
    ]
    if made.root.resolve() not in [root.resolve() for root in listed_roots()]:
        lines[:0] = ["", f"Add {made.root.resolve()} to {VARIABLE}, so that nnprep asks these cards."]
    return lines
