"""The history file: an SQLite database with one append-only table.

`journal_mode=DELETE` rather than WAL: the SQLite that ships with current Pythons can lose committed transactions
when a WAL is reset (fixed in 3.51.3). `synchronous=EXTRA` also syncs the folder after the rollback journal is
deleted, so an acknowledged commit survives a power cut.

Errors are SQLite's own here; `damage` turns them into sentences.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from nnprep.errors import HistoryError

APPLICATION_ID = 0x6E6E7072
"""`nnpr` in ASCII; tells nnprep and the `file` command whose database this is."""
BUSY_SECONDS = 20.0
"""How long to wait for another session's commit, which takes milliseconds."""


class Database(NamedTuple):
    """An open history file."""

    connection: sqlite3.Connection
    newer: bool
    """Whether a newer nnprep wrote the file; it's then open read-only."""


class DamagedHistoryError(HistoryError):
    """The file exists but isn't a readable history, or it's gone although a backup exists."""


class UnsavedError(HistoryError):
    """Something couldn't be written (or read just now). Nothing was saved, and trying again is safe."""


def open_database(path: Path, migrations: Mapping[int, Sequence[str]] | None = None) -> Database:
    """Open the history at `path`, creating it if it doesn't exist and upgrading an older one.

    Raises sqlite3.DatabaseError if it can't be read, and UnsavedError if it can't be created.
    """
    steps = MIGRATIONS if migrations is None else migrations
    if not exists(path):
        create(path, steps)
    if path.is_dir():
        raise sqlite3.DatabaseError("it is a folder")
    if path.stat().st_size == 0:
        raise sqlite3.DatabaseError("the file is empty")
    connection = connect(path)
    try:
        newer = is_newer(connection, max(steps))
        if newer:
            connection.close()
            connection = connect(path, mode="ro")
        else:
            upgrade(connection, path, steps)
    except BaseException:
        connection.close()
        raise
    return Database(connection, newer)


def exists(path: Path) -> bool:
    """Return whether there is anything at `path`. Raises UnsavedError if its folder can't be read."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise UnsavedError(
            f"The history {path} cannot be reached: {error.strerror}.", next_step=ELSEWHERE
        ) from error
    return True


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """Return a connection in autocommit mode that waits for other sessions. Raises sqlite3.DatabaseError."""
    # Path.as_uri would import urllib.
    name = path.absolute().as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    uri = f"file://{'' if name.startswith('/') else '/'}{name}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous=EXTRA")
        connection.execute("PRAGMA recursive_triggers=ON")
    except BaseException:
        connection.close()
        raise
    return connection


def is_newer(connection: sqlite3.Connection, newest: int) -> bool:
    """Return whether a newer nnprep wrote the file. Raises sqlite3.DatabaseError if nnprep didn't write it."""
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise sqlite3.DatabaseError("it is a database of another program")
    return bool(version > newest)


def create(path: Path, steps: Mapping[int, Sequence[str]]) -> None:
    """Create an empty history under a temporary name, then rename it, so nobody sees a half-written file."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous=EXTRA")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            apply(connection, 0, steps)
            connection.execute("COMMIT")
        put_in_place(draft, path)
    except (OSError, sqlite3.Error) as error:
        raise UnsavedError(
            f"Cannot create a history in {path.parent}: {reason(error)}.", next_step=ELSEWHERE
        ) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def put_in_place(draft: Path, path: Path) -> None:
    """Give `draft` the name `path`, unless another session got there first."""
    with contextlib.suppress(FileExistsError):
        try:
            os.link(draft, path)  # fails if the target exists by now; a rename would replace it
        except FileExistsError:
            raise
        except (OSError, NotImplementedError, AttributeError):  # a file system without hard links
            if not path.exists():
                draft.rename(path)


def upgrade(connection: sqlite3.Connection, path: Path, steps: Mapping[int, Sequence[str]]) -> None:
    """Upgrade an older file in one transaction, after making a copy of it."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == max(steps):
        return
    copy_to(connection, path.with_name(f"{path.stem}-before-version-{max(steps)}{path.suffix}"))
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute(
            "PRAGMA user_version"
        ).fetchone()  # another session may have upgraded it
        apply(connection, version, steps)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def apply(connection: sqlite3.Connection, version: int, steps: Mapping[int, Sequence[str]]) -> None:
    """Run the migrations that a file of this version lacks, inside the caller's transaction."""
    for number in sorted(step for step in steps if step > version):
        for statement in steps[number]:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version={number}")


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """Write a consistent copy of an open history to `target`, which appears only once it's complete and verified.

    Raises sqlite3.DatabaseError if the copy is damaged, and OSError.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as copy:
            connection.backup(copy)
            (verdict,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def reason(error: Exception) -> str:
    """Return the bare reason for a failure, without error numbers and paths."""
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


HEADER = b"SQLite format 3\0"
"""The first bytes of every SQLite file."""
ELSEWHERE = "make the folder writable, or set NNPREP_HOME to another one"
MIGRATIONS: dict[int, tuple[str, ...]] = {
    1: (
        """CREATE TABLE event (
            position INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
            at TEXT NOT NULL CHECK (at LIKE '____-__-__T__:__:__.______Z'),
            offset_minutes INTEGER NOT NULL CHECK (offset_minutes BETWEEN -1440 AND 1440),
            kind TEXT NOT NULL CHECK (kind <> ''),
            subject TEXT NOT NULL,
            session TEXT NOT NULL,
            version TEXT NOT NULL,
            data TEXT NOT NULL CHECK (data LIKE '{%}')
        )""",
        "CREATE INDEX event_subject ON event (subject, kind)",
        """CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'the history is append-only: an event is never changed'); END""",
        """CREATE TRIGGER event_never_goes BEFORE DELETE ON event
        BEGIN SELECT RAISE(ABORT, 'the history is append-only: an event is never deleted'); END""",
        """CREATE TRIGGER event_never_replaced BEFORE INSERT ON event
        WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id OR position = NEW.position)
        BEGIN SELECT RAISE(ABORT, 'the history is append-only: this event exists already'); END""",
    ),
}
