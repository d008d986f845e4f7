"""The log: what was written stays, whoever else writes."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from nnprep.learner.history.backups import is_intact
from nnprep.learner.history.database import APPLICATION_ID, MIGRATIONS, UnsavedError, open_database
from nnprep.learner.history.events import new_id
from nnprep.learner.history.log import History
from tests.quiz.drivers import SetClock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "history.sqlite3"


def test_append(path: Path) -> None:
    """What one session appends, another reads immediately and unchanged."""
    clock = SetClock()
    clock.travel(hours=5)
    with History.open(path, clock=clock) as one, History.open(path) as other:
        event = one.append("review", "some-card", {"grade": 3, "typed": "σ ∂ “x”\n"})

        assert [event] == other.events()
        assert (300, clock.now) == (event.offset_minutes, event.at)
        assert one.session != other.session


def test_odd_place(tmp_path: Path) -> None:
    """The folder's name may contain characters that are special in URIs."""
    place = tmp_path / "100% odd #1; é & co" / "history.sqlite3"
    with History.open(place) as history:
        history.append("review", "a")
    with History.open(place) as history:
        assert 1 == len(history.events())


def test_selection(path: Path) -> None:
    """Events can be selected by kind and by subject."""
    with History.open(path) as history:
        history.append("review", "a")
        history.append("hint", "b")

        assert ["a"] == [event.subject for event in history.events(kind="review")]
        assert ["hint"] == [event.kind for event in history.events(subject="b")]


def test_void(path: Path) -> None:
    """A voided event is only read on request, but it's still there."""
    with History.open(path) as history:
        history.void(history.append("review", "a", {"grade": 1}))

        assert [] == history.events()
        assert ["review", "void"] == [event.kind for event in history.events(voided=True)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE event SET data = '{}'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event",
        "REPLACE INTO event SELECT position, 'x' || substr(id, 2), at, offset_minutes, kind, subject, session,"
        " version, data, checksum FROM event",
    ],
)
def test_append_only(path: Path, change: str) -> None:
    """The file itself refuses to change, delete or replace an event."""
    with History.open(path) as history:
        history.append("review", "a")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            history.connection.execute(change)

        assert 1 == len(history.events())


def test_file(path: Path) -> None:
    """The file has nnprep's application id and version, and is written with the safest settings."""
    with History.open(path) as history:
        found = [
            history.connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("application_id", "user_version", "journal_mode", "synchronous")
        ]

        assert [APPLICATION_ID, max(MIGRATIONS), "delete", 3] == found


def test_newer_file(path: Path) -> None:
    """A newer nnprep's file can be read; writing fails and says why."""
    with History.open(path) as history:
        history.append("review", "a")
        history.connection.execute("ALTER TABLE event ADD COLUMN mood TEXT")
        history.connection.execute(f"PRAGMA user_version={max(MIGRATIONS) + 1}")
    before = path.read_bytes()
    with History.open(path) as history:
        assert history.newer
        assert 1 == len(history.events())
        with pytest.raises(UnsavedError, match="newer nnprep"):
            history.append("review", "b")

    assert before == path.read_bytes()


def test_upgrade(path: Path) -> None:
    """An older file is upgraded in one transaction, and a copy of it is kept."""
    with History.open(path) as history:
        event = history.append("review", "a")
    later = {**MIGRATIONS, 3: ("ALTER TABLE event ADD COLUMN mood TEXT",)}
    open_database(path, later).connection.close()
    copy = path.with_name("history-before-version-3.sqlite3")

    assert is_intact(copy)
    with History.open(copy) as history:
        assert [event] == history.events()
    connection = open_database(path, later).connection
    assert (3,) == connection.execute("PRAGMA user_version").fetchone()
    connection.close()


def test_failed_upgrade(path: Path) -> None:
    """An upgrade that fails half-way changes nothing."""
    with History.open(path) as history:
        history.append("review", "a")
    before = path.read_bytes()
    with pytest.raises(Exception, match="nonsense"):
        open_database(path, {**MIGRATIONS, 3: ("CREATE TABLE other (x)", "nonsense")})

    assert before == path.read_bytes()


def test_same_instant(path: Path) -> None:
    """Two sessions that create the file at once end up with one: nobody's first answer is lost."""
    first = open_database(path).connection
    second = History.open(path)
    first.close()
    second.append("review", "a")
    second.close()

    assert [path] == [each for each in path.parent.iterdir() if each.is_file()]


def test_locked(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program holds the file, the answer is reported as not saved."""
    monkeypatch.setattr("nnprep.learner.history.database.BUSY_SECONDS", 0.05)
    with History.open(path) as history, History.open(path) as holder:
        holder.connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnsavedError, match="Not saved"):
            history.append("review", "a")
        holder.connection.execute("ROLLBACK")
        history.append("review", "a")

        assert 1 == len(history.events())


def test_days(path: Path) -> None:
    """Days are study days on the learner's clock."""
    clock = SetClock()
    with History.open(path, clock=clock) as history:
        clock.now = clock.now.replace(hour=3)
        history.append("review", "a")
        clock.travel(hours=2)
        history.append("review", "a")
        days = history.days(["review"], since=clock.now - timedelta(days=1))

        assert [20, 21] == [day.day for day in days]


def test_ids() -> None:
    """Ids are version 7 UUIDs: unique, and later ones are greater."""
    ids = [new_id() for _ in range(1000)]

    assert 1000 == len(set(ids))
    assert all("7" == each[14] and each[19] in "89ab" and 36 == len(each) for each in ids)
    assert [each[:13] for each in ids] == sorted(each[:13] for each in ids)
