"""Makes a card of a simple note: a question, an answer, and what can be derived from the two."""

from __future__ import annotations

import json
import re
import unicodedata
from enum import StrEnum
from hashlib import sha256

from nnprep.anki.foreign_note import ForeignNote
from nnprep.anki.plain_text import INDENT, PlainText, plain_text, tidy
from nnprep.named_tuple import NamedTuple

LONGEST_FIELD = 20_000
"""Characters: a longer field is a page, not an answer."""
QUICK_WORDS = 75
"""Words that one says in half a minute."""
ID_WORDS, ID_LENGTH = 6, 48
MOST_POINTS = 6
MOST_TAGS = 5
CLOZE = re.compile(r"\{\{c\d+::")
ITEM = re.compile(r"(?m)^- (.+)$")
WORD = re.compile(r"[^\W\d_]{4,}")
SENTENCE = re.compile(r"(?<=[.!?])\s+")


class Skipped(StrEnum):
    """Why a note can't be made into a card; the words follow a number of notes."""

    CLOZE = "with gaps to fill (cloze), which have no question"
    ONE_SIDE = "without text on one of the two sides"
    TOO_LONG = f"with more than {LONGEST_FIELD:,} characters in a field"
    OURS = "exported by nnprep, which has these cards already"


class OwnCard(NamedTuple):
    """A card that was made of a note."""

    id: str
    question: str
    source: str
    """The card as lines of YAML."""
    media: int
    """Pictures and sounds that the note had, and the card hasn't."""
    extra_fields: int
    """Fields beyond the two sides, which follow in the answer."""


def own_card(note: ForeignNote, topic: str) -> OwnCard | Skipped:
    """Return the card that a note makes, or why it makes none."""
    if note.guid.startswith("nnprep:"):
        return Skipped.OURS
    if any(len(field) > LONGEST_FIELD for field in note.fields):
        return Skipped.TOO_LONG
    if any(CLOZE.search(field) for field in note.fields):
        return Skipped.CLOZE
    texts = [plain_text(field) if note.html else PlainText(tidy(field), 0) for field in note.fields]
    said = [each.text for each in texts]
    question = " ".join(said[0].split()) if said else ""
    answers = [text for text in said[1:] if text]
    if not question or len(said) < 2 or not said[1]:
        return Skipped.ONE_SIDE
    answer = "\n\n".join(answers)
    id = card_id(question, note.guid)
    return OwnCard(
        id=id,
        question=question,
        source=as_yaml(id, topic, question, answer, tags(note, topic)),
        media=sum(each.media for each in texts),
        extra_fields=len(answers) - 1,
    )


def card_id(question: str, guid: str) -> str:
    """Return an id of the question's first words, and of what stays when it's worded differently."""
    words = "-".join(slug(question).split("-")[:ID_WORDS])[:ID_LENGTH].strip("-")
    mark = sha256((guid or question).encode(errors="replace")).hexdigest()[:8]
    return f"{words}-{mark}" if words else f"card-{mark}"


def slug(text: str) -> str:
    """Return a text as lower-case words of ASCII joined by hyphens; empty if it has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def tags(note: ForeignNote, topic: str) -> list[str]:
    """Return the note's tags as a card writes them, or its topic."""
    names = [name for tag in note.tags if (name := slug(tag)[:ID_LENGTH].strip("-"))]
    return list(dict.fromkeys(names))[:MOST_TAGS] or [topic]


def as_yaml(id: str, topic: str, question: str, answer: str, tags: list[str]) -> str:
    """Return a card as lines of YAML."""
    quick = quick_answer(answer)
    lines = [
        f"- id: {id}",
        "  kind: question",
        "  level: medium",
        f"  topic: {topic}",
        f"  tags: [{', '.join(map(quoted, tags))}]",
        f"  question: {quoted(question)}",
        f"  phrasings: [{quoted(question)}]",
        f"  quick_answer: {quoted(quick)}",
        f"  answer: {quoted(answer)}",
        "  key_points:",
    ]
    for number, point in enumerate(key_points(answer, quick)):
        cues = ", ".join(map(quoted, point_cues(point, question)))
        lines += [
            f"    - say: {quoted(point)}",
            *["      must: true"] * (number == 0),
            f"      cues: [{cues}]",
        ]
    return "\n".join(lines) + "\n"


def quick_answer(answer: str) -> str:
    """Return the first sentences of an answer, as many as half a minute takes; at least its first words."""
    words = re.sub(r"\s*\n- ", "; ", answer).removeprefix("- ").split()
    if len(words) <= QUICK_WORDS:
        return " ".join(words)
    quick: list[str] = []
    for sentence in SENTENCE.split(" ".join(words)):
        if len(quick) + len(sentence.split()) > QUICK_WORDS:
            break
        quick += sentence.split()
    return " ".join(quick) if quick else " ".join(words[: QUICK_WORDS - 1]) + " …"


def key_points(answer: str, quick: str) -> list[str]:
    """Return the items of the first list in an answer, or else its first sentence."""
    items = [" ".join(item.split()) for item in ITEM.findall(answer) if not item.startswith(INDENT)]
    if len(items) > 1:
        return items[:MOST_POINTS]
    return [SENTENCE.split(quick)[0] or quick]


def point_cues(point: str, question: str) -> list[str]:
    """Return cues for a key point: its longest words that the question doesn't have, all of them or any two."""
    asked = {word.lower() for word in WORD.findall(question)}
    words = list(dict.fromkeys(word.lower() for word in WORD.findall(point)))
    telling = sorted((word for word in words if word not in asked), key=len, reverse=True)[:3]
    if len(telling) == 3:
        first, second, third = telling
        return [f"{first} & {second}", f"{first} & {third}", f"{second} & {third}"]
    if telling:
        return [" & ".join(telling)]
    return [" ".join(re.sub(r"[&|,]", " ", point).split()) or point]


def quoted(text: str) -> str:
    """Return a text in double quotes, as YAML and JSON both read it."""
    return json.dumps(text, ensure_ascii=False)
