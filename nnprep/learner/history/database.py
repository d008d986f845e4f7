"""The history file: an SQLite database with one table that only grows.

`journal_mode=DELETE` and not WAL, because the SQLite that ships with current Pythons has a bug that can lose
committed transactions when a WAL is reset (fixed in 3.51.3). `synchronous=EXTRA` also syncs the folder after
the rollback journal is deleted: a commit that was acknowledged survives a power cut.
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
"""`nnpr` in ASCII: says whose database it is, also to the `file` command."""
BUSY_SECONDS = 20.0
"""How long to wait for another session's commit, which takes milliseconds."""


class Opened(NamedTuple):
    """An open history file."""

    connection: sqlite3.Connection
    newer: bool
    """Whether a newer nnprep wrote the file; it is then open for reading only."""


class DamagedHistoryError(HistoryError):
    """The file is there and is not a readable history."""


class UnsavedError(HistoryError):
    """Something could not be written; it was NOT saved, and trying again is safe."""


def open_database(path: Path, migrations: Mapping[int, Sequence[str]] | None = None) -> Opened:
    """Open the history at `path`; make it where there is none, and bring an older one up to date.

    Raises DamagedHistoryError if it cannot be read, and UnsavedError if it cannot be made.
    """
    steps = MIGRATIONS if migrations is None else migrations
    if not exists(path):
        lost = missing(path)
        if lost is not None:
            raise lost
        create(path, steps)
    if path.is_dir():
        raise damaged(path, "a folder stands in its place")
    if path.stat().st_size == 0:
        raise damaged(path, "it is empty, without even its header")
    connection = connect(path)
    try:
        newer = identify(connection, path, max(steps))
        if newer:
            connection.close()
            connection = connect(path, mode="ro")
        else:
            upgrade(connection, path, steps)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise unreadable(path, error) from error
    except BaseException:
        connection.close()
        raise
    return Opened(connection=connection, newer=newer)


def exists(path: Path) -> bool:
    """Return whether something stands at `path`; raises UnsavedError if the folder cannot be looked into."""
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
    """Return a connection without implicit transactions that waits for other sessions."""
    # Path.as_uri would import urllib for this.
    name = path.absolute().as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    uri = f"file://{'' if name.startswith('/') else '/'}{name}?mode={mode}"
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise unreadable(path, error) from error
    try:
        connection.execute("PRAGMA synchronous=EXTRA")
        connection.execute("PRAGMA recursive_triggers=ON")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise unreadable(path, error) from error
    return connection


def identify(connection: sqlite3.Connection, path: Path, newest: int) -> bool:
    """Return whether a newer nnprep wrote the file; raises DamagedHistoryError if nnprep did not."""
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise damaged(path, "it is a database of another program")
    return bool(version > newest)


def create(path: Path, steps: Mapping[int, Sequence[str]]) -> None:
    """Make an empty history under another name and put it in place at once, so nobody sees half of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=EXTRA")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            apply(connection, 0, steps)
            connection.execute("COMMIT")
        finally:
            connection.close()
        put_in_place(draft, path)
    except (OSError, sqlite3.Error) as error:
        raise UnsavedError(
            f"No history can be made in {path.parent}: {reason(error)}.", next_step=ELSEWHERE
        ) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def put_in_place(draft: Path, path: Path) -> None:
    """Give `draft` the name `path`, unless another session was faster."""
    with contextlib.suppress(FileExistsError):
        try:
            os.link(draft, path)  # fails if there is one by now; a rename would replace it
        except FileExistsError:
            raise
        except (OSError, NotImplementedError, AttributeError):  # a file system without hard links
            if not path.exists():
                draft.rename(path)


def upgrade(connection: sqlite3.Connection, path: Path, steps: Mapping[int, Sequence[str]]) -> None:
    """Bring an older file up to date in one transaction; a copy of it is made first."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == max(steps):
        return
    copy_to(connection, path.with_name(f"{path.stem}-before-version-{max(steps)}{path.suffix}"))
    connection.execute("BEGIN IMMEDIATE")
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()  # another session may have done it
        apply(connection, version, steps)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def apply(connection: sqlite3.Connection, version: int, steps: Mapping[int, Sequence[str]]) -> None:
    """Run the steps that a file of this version lacks, inside the caller's transaction."""
    for number in sorted(step for step in steps if step > version):
        for statement in steps[number]:
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version={number}")


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """Write a consistent copy of an open history to `target`, which appears only once it is whole.

    Raises sqlite3.DatabaseError if the copy is not sound, and OSError.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        copy = sqlite3.connect(draft, isolation_level=None)
        try:
            connection.backup(copy)
            verdict = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        finally:
            copy.close()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        with contextlib.suppress(OSError):
            draft.unlink()


def unreadable(path: Path, error: sqlite3.Error) -> HistoryError:
    """Return what to say of a file that cannot be read."""
    text = str(error)
    if "locked" in text:
        return UnsavedError(f"Another program holds the history {path}; try again.")
    if "unable to open" in text or "readonly" in text:
        return UnsavedError(f"The history {path} cannot be opened: {text}.", next_step=ELSEWHERE)
    return damaged(path, error)


def damaged(path: Path, what: object, *, before: str = "") -> DamagedHistoryError:
    """Return what to say of a history that cannot be read: it is left as it is, and how to go on."""
    from nnprep.learner.history.backups import newest_good

    good = newest_good(path)
    backup = f"the newest good backup is of {good[0].isoformat()}" if good else "there is no good backup"
    sentence = f"{before}The history {path} cannot be read: {what}; it is left as it is, and {backup}."
    return DamagedHistoryError(sentence, next_step=REPAIR)


def missing(path: Path) -> DamagedHistoryError | None:
    """Return what to say of a history that is gone while a good backup of it is there; None on a fresh start."""
    from nnprep.learner.history.backups import newest_good

    good = newest_good(path)
    if good is None:
        return None
    return DamagedHistoryError(
        GONE.format(path=path, day=good[0].isoformat(), folder=good[1].parent), next_step=REPAIR
    )


def reason(error: Exception) -> str:
    """Return the bare reason of a failure, without numbers and paths."""
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


GONE = (
    "The history {path} is gone, and its newest good backup is of {day}; nothing was made in its place. "
    "To begin anew, delete {folder} too."
)
REPAIR = "nnprep doctor --repair"
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
        BEGIN SELECT RAISE(ABORT, 'the history is append-only: this event is there already'); END""",
    ),
}
