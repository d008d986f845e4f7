"""The history file: an SQLite database with one append-only table.

`journal_mode=DELETE` rather than WAL: the SQLite that ships with current Pythons can lose committed transactions
when a WAL is reset (fixed in 3.51.3). `synchronous=EXTRA` also syncs the folder after the rollback journal is
deleted, so an acknowledged commit survives a power cut.

Errors are SQLite's own here; `damage` turns them into sentences.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from nnprep.errors import HistoryError
from nnprep.learner.history.drafts import new_draft, sweep, sync_folder
from nnprep.learner.history.rows import COLUMNS, checksum
from nnprep.named_tuple import NamedTuple

APPLICATION_ID = 0x6E6E7072
"""`nnpr` in ASCII; tells nnprep and the `file` command whose database this is."""
BUSY_SECONDS = 20.0
"""How long to wait for another session's commit, which takes milliseconds."""


class Database(NamedTuple):
    """An open history file."""

    connection: sqlite3.Connection
    newer: bool
    """Whether a newer nnprep wrote the file; it's then open read-only."""
    outdated: str | None = None
    """Why a file of version 1 couldn't be upgraded, if it couldn't; it can be read then, but not written."""


class DamagedHistoryError(HistoryError):
    """The file exists but isn't a readable history, or it's gone although a backup exists."""


class UnsavedError(HistoryError):
    """Something couldn't be written (or read just now). Nothing was saved, and trying again is safe."""


class TakenError(HistoryError):
    """Another session wrote about the same thing meanwhile. Nothing was saved, and trying again doesn't help."""


def open_database(path: Path, migrations: Mapping[int, Sequence[str]] | None = None) -> Database:
    """Open the history at `path`, creating it if it doesn't exist and upgrading an older one.

    Raises sqlite3.DatabaseError if it can't be read, and UnsavedError if it can't be created.
    """
    steps = MIGRATIONS if migrations is None else migrations
    if not exists(path):
        create(path, steps)
    outdated = None
    if path.is_dir():
        raise sqlite3.DatabaseError("it is a folder")
    if path.stat().st_size == 0:
        raise sqlite3.DatabaseError("the file is empty")
    connection = connect(path)
    try:
        newer = is_newer(connection, steps)
        if newer:
            connection.close()
            connection = connect(path, mode="ro")
        else:
            outdated = upgrade(connection, path, steps)
    except BaseException:
        connection.close()
        raise
    return Database(connection, newer, outdated)


def exists(path: Path) -> bool:
    """Return whether there is anything at `path`. Raises UnsavedError if its folder can't be read."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise UnsavedError(
            f"The history {path} can't be reached: {error.strerror}.", next_step=ELSEWHERE
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


def is_newer(connection: sqlite3.Connection, steps: Mapping[int, Sequence[str]]) -> bool:
    """Return whether a newer nnprep wrote the file. Raises sqlite3.DatabaseError if nnprep didn't write it."""
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise sqlite3.DatabaseError("it is a database of another program")
    newer = file_version(connection) > max(steps)
    if newer and schema(connection) == expected_schema():
        raise sqlite3.DatabaseError("its version number is damaged")
    return newer


def file_version(connection: sqlite3.Connection) -> int:
    """Return the version of a file's format; 1 has no checksums."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def schema(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Return the definitions of a file's tables, indexes and triggers, without the messages of triggers."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name").fetchall()
    return [(*names, MESSAGE.sub("RAISE(ABORT)", sql or "")) for *names, sql in rows]


def expected_schema() -> list[tuple[str, ...]]:
    """Return the definitions that a file of this version has."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        apply(connection, 0, MIGRATIONS)
        return schema(connection)


def first_page_fault(connection: sqlite3.Connection, path: Path) -> str | None:
    """Return what's wrong with the header or the definitions of an open file of this version, or None.

    SQLite itself doesn't notice, for example, a flipped bit that makes a file read-only.
    """
    with path.open("rb") as file:
        header = file.read(100)
    constant = (header[20:24], header[44:48], header[52:60], header[64:68], header[72:92])
    if header[18:20] not in (b"\1\1", b"\2\2") or constant != CONSTANT:
        return "its header is damaged"
    return None if schema(connection) == expected_schema() else "its definitions are damaged"


def create(path: Path, steps: Mapping[int, Sequence[str]]) -> None:
    """Create an empty history under a temporary name, then rename it, so nobody sees a half-written file."""
    path = Path(os.path.realpath(path))
    draft = new_draft(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path)
        create_at(draft, steps)
        put_in_place(draft, path)
    except (OSError, sqlite3.Error) as error:
        raise UnsavedError(
            f"Can't create a history in {path.parent}: {reason(error)}.", next_step=ELSEWHERE
        ) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def create_at(path: Path, steps: Mapping[int, Sequence[str]]) -> None:
    """Create an empty history that only its owner can read. Raises OSError (also if it exists), sqlite3.Error."""
    create_private(path)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=EXTRA")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        apply(connection, 0, steps)
        connection.execute("COMMIT")


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


def upgrade(connection: sqlite3.Connection, path: Path, steps: Mapping[int, Sequence[str]]) -> str | None:
    """Upgrade an older file in one transaction, after making a copy of it.

    Returns why that's impossible for a file that can be read all the same: no room, or a read-only folder.
    """
    if file_version(connection) == max(steps):
        return None
    try:
        copy_to(connection, path.with_name(f"{path.stem}-before-version-{max(steps)}{path.suffix}"))
        connection.execute("BEGIN IMMEDIATE")
        apply(connection, file_version(connection), steps)  # another session may have upgraded it
        connection.execute("COMMIT")
        with contextlib.suppress(OSError):
            path.chmod(0o600)  # early versions let the system's default decide who can read it
    except OSError as error:
        return reason(error)
    except sqlite3.OperationalError as error:
        if not any(word in str(error) for word in ("readonly", "full", "unable to open")):
            raise
        return reason(error)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return None


def apply(connection: sqlite3.Connection, version: int, steps: Mapping[int, Sequence[str]]) -> None:
    """Run the migrations that a file of this version lacks, inside the caller's transaction."""
    connection.create_function("checksum", len(COLUMNS.split(",")), checksum, deterministic=True)
    for number in sorted(step for step in steps if step > version):
        for statement in steps[number]:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version={number}")


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """Write a consistent copy of an open history to `target`, which appears only once it's complete and verified.

    Raises sqlite3.DatabaseError if the copy is damaged, and OSError.
    """
    draft = new_draft(target)
    try:
        sweep(target)
        create_private(draft)
        with contextlib.closing(sqlite3.connect(draft, isolation_level=None)) as copy:
            connection.backup(copy)
            (verdict,) = copy.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(target)
        sync_folder(target.parent)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def create_private(path: Path) -> None:
    """Create an empty file that only its owner can read. Raises OSError, also if it exists."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def reason(error: Exception) -> str:
    """Return the bare reason for a failure in printable characters, without error numbers and paths."""
    text = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    return "".join(sign if sign.isprintable() else "?" for sign in " ".join(text.split())[:160])


HEADER = b"SQLite format 3\0"
"""The first bytes of every SQLite file."""
CONSTANT = (b"\0\x40\x20\x20", b"\0\0\0\4", b"\0\0\0\0\0\0\0\1", bytes(4), bytes(20))
"""The parts of the header that are the same in every history: fractions, formats, encoding, what SQLite reserves."""
MESSAGE = re.compile(r"RAISE\(ABORT, '[^']*'\)")
"""What a trigger says: each file keeps the words of the version that created it."""
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
    # Checksums, and indexes with which a million events needn't be read for one answer.
    2: (
        "ALTER TABLE event ADD COLUMN checksum INTEGER",
        "DROP TRIGGER event_never_changes",
        f"UPDATE event SET checksum = checksum({COLUMNS})",
        """CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
        BEGIN SELECT RAISE(ABORT, 'the history is append-only: an event is never changed'); END""",
        "DROP INDEX event_subject",
        "CREATE INDEX event_subject ON event (subject, kind, at)",
        "CREATE INDEX event_kind ON event (kind, at)",
    ),
}
