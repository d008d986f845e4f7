"""A card as a note of Anki: its fields as HTML, its tags, and ids that are the same in every export."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from hashlib import sha256

from nnprep.content.cards import Card, KeyPoint, Source, Trap
from nnprep.named_tuple import NamedTuple

FIELDS = (
    "Question",
    "Claim",
    "Verdict",
    "Quick answer",
    "Key points",
    "Answer",
    "Follow-ups",
    "Often said, and wrong",
    "Sources",
    "nnprep id",
)
"""The names of a note's fields. Anki takes a note with other names for one of another type: never change these."""
FIRST_ID = 1_704_067_200_000
"""Anki's ids are times in milliseconds, and it refuses those from the future: ours begin on 2024-01-01."""
IDS = 20_000_000_000
"""How many ids there are; the last is in August 2024."""


class Note(NamedTuple):
    """One note, from which Anki makes one card."""

    id: str
    """The id of the card, which is what the note is named by."""
    guid: str
    """By this, Anki recognizes a note that it has already."""
    topic: str
    tags: tuple[str, ...]
    fields: tuple[str, ...]
    """HTML, in the order of FIELDS."""


def note(card: Card) -> Note:
    """Return a card as a note."""
    trap = card.trap
    fields = {
        "Question": escaped(card.question),
        "Claim": escaped(trap.claim) if trap else "",
        "Verdict": verdict(trap) if trap else "",
        "Quick answer": escaped(card.quick_answer),
        "Key points": listed(map(key_point, card.key_points)),
        "Answer": passage(card.answer),
        "Follow-ups": "".join(
            f"<p><b>{escaped(each.question)}</b><br>{escaped(each.answer)}</p>" for each in card.follow_ups
        ),
        "Often said, and wrong": listed(map(escaped, card.wrong)),
        "Sources": listed(map(source, card.sources)),
        "nnprep id": card.id,
    }
    tags = dict.fromkeys((card.topic, *card.tags, f"level::{card.level.value}", f"kind::{card.kind.value}"))
    return Note(
        id=card.id,
        guid=f"nnprep:{card.id}",
        topic=card.topic,
        tags=tuple(tags),
        fields=tuple(fields[name] for name in FIELDS),
    )


def stable_ids(names: Iterable[str]) -> dict[str, int]:
    """Return a number for each name: unique, and nearly always the same whatever the other names are."""
    ids: dict[str, int] = {}
    taken: set[int] = set()
    for name in sorted(names):
        number = FIRST_ID + int.from_bytes(sha256(name.encode(errors="replace")).digest()[:8], "big") % IDS
        while number in taken:
            number += 1
        taken.add(number)
        ids[name] = number
    return ids


def verdict(trap: Trap) -> str:
    """Return whether a claim is true, and why the tempting answer is wrong."""
    return (
        f"<p><b>{'True' if trap.verdict else 'False'}.</b> {escaped(trap.why_wrong)}</p>"
        f"<p><i>Tempting: {escaped(trap.tempting)}</i></p>"
    )


def key_point(point: KeyPoint) -> str:
    """Return a key point; a required one is bold."""
    return f"<b>{escaped(point.say)}</b>" if point.must else escaped(point.say)


def source(each: Source) -> str:
    """Return where a card's facts can be looked up."""
    link = each.url or (f"https://doi.org/{each.doi}" if each.doi else "")
    link = link or (f"https://arxiv.org/abs/{each.arxiv}" if each.arxiv else "")
    title = escaped(each.title)
    if link.startswith(("https://", "http://")):
        title = f'<a href="{html.escape(link)}">{title}</a>'
    return f"{escaped(each.authors)} ({each.year}): {title}"


def passage(text: str) -> str:
    """Return a text of paragraphs and formulas, which are the blocks that are indented by four spaces."""
    blocks = re.split(r"\n\s*\n", text.strip("\n"))
    return "".join(map(block, blocks))


def block(text: str) -> str:
    """Return a block of a passage; formulas keep their lines."""
    rows = text.split("\n")
    parts: list[str] = []
    for formula, group in runs(rows, lambda row: row.startswith("    ")):
        lines = [escaped(row[4:].rstrip() if formula else row.strip()) for row in group]
        # Anki's editor drops line breaks, so a formula has tags for them.
        parts.append(f"<pre>{'<br>'.join(lines)}</pre>" if formula else f"<p>{' '.join(lines)}</p>")
    return "".join(parts)


def runs(rows: Iterable[str], key: Callable[[str], bool]) -> Iterable[tuple[bool, list[str]]]:
    """Yield neighbors with the same key together, with that key."""
    group: list[str] = []
    last = False
    for row in rows:
        if group and key(row) is not last:
            yield last, group
            group = []
        last = key(row)
        group.append(row)
    if group:
        yield last, group


def listed(items: Iterable[str]) -> str:
    """Return a list; nothing if it's empty."""
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{rows}</ul>" if rows else ""


def escaped(text: str) -> str:
    """Return a text as HTML that shows it as it is, without the character by which Anki separates fields."""
    return html.escape(text.replace("\x1f", " "), quote=False)
