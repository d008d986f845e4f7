"""Reads the notes of a text export: rows of fields, and lines with # above them that say what the columns are."""

from __future__ import annotations

import csv
from pathlib import Path

from nnprep.anki.foreign_note import ForeignNote
from nnprep.anki.plain_text import is_html
from nnprep.errors import UsageError, shown
from nnprep.named_tuple import NamedTuple

LARGEST = 32 << 20
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}
GUESSES = "\t|;,:"
"""Separators in the order in which a file without a line for it is searched for them."""
COLUMNS = ("guid", "notetype", "deck", "tags")


class Head(NamedTuple):
    """What the lines above the rows say."""

    settings: dict[str, str]
    rows: list[str]

    def column(self, name: str) -> int | None:
        """Return the index of a column that isn't a field; None if there is no such column."""
        text = self.settings.get(f"{name} column", "").strip()
        return int(text) - 1 if text.isascii() and text.isdigit() and 0 < int(text[:4]) == int(text) else None


def text_notes(path: Path) -> list[ForeignNote]:
    """Return the notes of a text export. Raises UsageError."""
    head = head_of(text_of(path))
    separator = separator_of(head)
    try:
        rows = [row for row in csv.reader(head.rows, delimiter=separator, strict=False) if any(row)]
    except csv.Error as error:
        raise UsageError(
            f"{shown(str(path))} can't be imported: {error}. Export it from Anki again, as Notes in Plain Text."
        ) from error
    setting = head.settings.get("html", "").strip().lower()
    html = setting == "true" or (not setting and any(is_html(field) for row in rows for field in row))
    return [note(row, head, html=html) for row in rows]


def text_of(path: Path) -> str:
    """Return a text file as text. Raises UsageError."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise UsageError(
                f"{shown(str(path))} has more than {LARGEST >> 20} MB, which is too much for one import."
            )
        return data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{shown(str(path))} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{shown(str(path))} is not UTF-8 text, so it isn't a text export from Anki."
        ) from error


def head_of(text: str) -> Head:
    """Return the lines that begin with # as settings, and the rest as rows."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    settings: dict[str, str] = {}
    number = 0
    while number < len(lines) and lines[number].startswith("#"):
        name, colon, value = lines[number][1:].partition(":")
        if colon:
            settings[name.strip().lower()] = value
        number += 1
    return Head(settings, [line + "\n" for line in lines[number:]])


def separator_of(head: Head) -> str:
    """Return what separates the fields of a row."""
    setting = head.settings.get("separator", "")
    named = SEPARATORS.get(setting.strip().lower())
    if named or setting in SEPARATORS.values():
        return named or setting
    sample = "".join(head.rows[:50])
    return next((sign for sign in GUESSES if sign in sample), "\t")


def note(row: list[str], head: Head, *, html: bool) -> ForeignNote:
    """Return one row as a note."""
    places = {name: head.column(name) for name in COLUMNS}
    values = {name: row[at] if at is not None and at < len(row) else "" for name, at in places.items()}
    tags = [*values["tags"].split(), *head.settings.get("tags", "").split()]
    return ForeignNote(
        guid=values["guid"],
        deck=values["deck"] or head.settings.get("deck", "").strip(),
        tags=tuple(tags),
        fields=tuple(field for at, field in enumerate(row) if at not in places.values()),
        html=html,
    )
