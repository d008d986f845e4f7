"""Reads the notes of an .apkg file: whatever version of Anki wrote it, and however hostile it is."""

from __future__ import annotations

import contextlib
import io
import json
import sqlite3
import zipfile
import zlib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from nnprep.anki.foreign_note import MOST_NOTES, ForeignNote
from nnprep.errors import UsageError, shown

COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
"""The names of a package's database; beside a newer one, an older one only asks for an update of Anki."""
LARGEST = 128 << 20
"""Bytes of a database: what a package unpacks to at most."""
MOST_STEPS = 200_000_000
"""Instructions of SQLite's machine for one package: a damaged or hostile database doesn't run for ever."""
STEPS = 1_000_000
FIELDS = "\x1f"
HEADER = b"SQLite format 3\0"


def deck_notes(path: Path) -> list[ForeignNote]:
    """Return the notes of an .apkg file, in the order in which they were made. Raises UsageError."""
    data = database(path)
    try:
        with contextlib.closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(without_log(data))
            guard(connection)
            return notes(connection)
    except (sqlite3.Error, UnicodeDecodeError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise unusable(path, "its database is damaged") from error


def database(path: Path) -> bytes:
    """Return the database of a package. Raises UsageError."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            name = next((each for each in COLLECTIONS if each in names), None)
            if name is None:
                raise unusable(path, "it has no collection")
            with archive.open(name) as file:
                data = file.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(f"{shown(str(path))} can't be read: {error.strerror or error}.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise unusable(path, "it's damaged or not an .apkg file") from error
    if name == COLLECTIONS[0]:
        data = unpacked(path, data)
    if len(data) > LARGEST:
        raise unusable(path, f"its database has more than {LARGEST >> 20} MB")
    if not data.startswith(HEADER):
        raise unusable(path, "its collection is not a database")
    return data


def unpacked(path: Path, data: bytes) -> bytes:
    """Return a database that a newer Anki packed with Zstandard, at most a byte more than LARGEST.

    Raises UsageError, also if this Python can't unpack it.
    """
    try:
        if find_spec("compression") is not None:
            stream: Any = import_module("compression.zstd").ZstdFile(io.BytesIO(data))
        elif find_spec("zstandard") is not None:
            stream = import_module("zstandard").ZstdDecompressor().stream_reader(io.BytesIO(data))
        else:
            raise UsageError(NO_ZSTANDARD, next_step="pip install 'nnprep[anki]'")
        return bytes(stream.read(LARGEST + 1))
    except UsageError:
        raise
    except Exception as error:  # each of these libraries has an error of its own
        raise unusable(path, "it's damaged") from error


def without_log(data: bytes) -> bytes:
    """Return a database whose header asks for no write-ahead log, which none in memory can have."""
    return data[:18] + b"\1\1" + data[20:] if data[18:20] == b"\2\2" else data


def guard(connection: sqlite3.Connection) -> None:
    """Keep a database that somebody else made from doing more than holding rows."""
    left = MOST_STEPS // STEPS

    def count() -> int:
        nonlocal left
        left -= 1
        return left < 0

    connection.set_progress_handler(count, STEPS)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA query_only=ON")
    connection.create_collation("unicase", lambda left, right: (left > right) - (left < right))


def notes(connection: sqlite3.Connection) -> list[ForeignNote]:
    """Return the notes of an open collection. Raises sqlite3.Error, ValueError or TypeError if it's none."""
    tables = dict(connection.execute("SELECT name, type FROM sqlite_master"))
    if tables.get("notes") != "table" or tables.get("cards") != "table":
        raise ValueError("it has no notes")
    names = deck_names(connection, tables)
    decks = dict(connection.execute("SELECT nid, min(did) FROM cards GROUP BY nid LIMIT 1000000"))
    rows = connection.execute("SELECT id, guid, tags, flds FROM notes ORDER BY id LIMIT ?", [MOST_NOTES + 1])
    return [
        ForeignNote(
            guid=str(guid),
            deck=names.get(decks.get(id, 0), ""),
            tags=tuple(str(tags).split()),
            fields=tuple(str(fields).split(FIELDS)),
        )
        for id, guid, tags, fields in rows
    ]


def deck_names(connection: sqlite3.Connection, tables: dict[str, str]) -> dict[int, str]:
    """Return the names of decks by their ids; newer collections have a table for them."""
    if tables.get("decks") == "table":
        rows = connection.execute("SELECT id, name FROM decks LIMIT 10000")
        return {int(id): str(name).replace(FIELDS, "::") for id, name in rows}
    ((text,),) = connection.execute("SELECT decks FROM col LIMIT 1")
    value = json.loads(text)
    return {int(id): str(deck["name"]) for id, deck in value.items()}


def unusable(path: Path, why: str) -> UsageError:
    """Return the error for a file that isn't a deck."""
    return UsageError(
        f"{shown(str(path))} can't be imported: {why}. Export it from Anki again: File, Export, as .apkg."
    )


NO_ZSTANDARD = (
    "This deck is packed with Zstandard, which this Python can't read. Install it, or export the deck again with"
    ' "Support older Anki versions" ticked.'
)
