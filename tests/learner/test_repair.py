"""Repair puts together whatever is whole anywhere, and can be killed at any step."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from nnprep.errors import HistoryError
from nnprep.learner.history.backups import backups, event_count
from nnprep.learner.history.database import MIGRATIONS, connect, open_database
from nnprep.learner.history.events import Event, new_id
from nnprep.learner.history.log import History
from nnprep.learner.history.rescue import rescued
from nnprep.learner.repair import diagnose, repair
from tests.quiz.drivers import SetClock
from tests.sessions.damaging import flip, flip_bits, kill_repairs, write_history


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "history.sqlite3"


def stored(path: Path) -> list[Event]:
    with History.open(path) as history:
        return history.events(voided=True)


def use(path: Path) -> None:
    with History.open(path) as history:
        history.events()
        history.append("review", "new")


def break_first_page(path: Path) -> None:
    with path.open("rb+") as file:
        file.write(b"\xff" * 4096)


def test_content_counts_not_dates(path: Path) -> None:
    """After one session under a clock that was ahead, the backups of all days are merged."""
    clock = SetClock()
    for _ in range(3):
        with History.open(path, clock=clock) as history:
            history.append("review", "a", {"grade": 3})
            history.append("review", "b", {"grade": 3})
            history.back_up(again=True)
        clock.move(days=1)
    everything = stored(path)
    clock.move(days=3650)
    with History.open(path, clock=clock) as history:
        history.append("review", "ahead", {"grade": 3})
    ahead = backups(path)[0][1]
    short = path.with_name("short.sqlite3")
    with History.open(short) as history:
        history.append("review", "only here", {"grade": 3})
    shutil.copy(short, ahead)  # the newest by its name, and nearly empty
    path.write_bytes(b"")
    repaired = repair(path)

    assert repaired is not None
    assert (clock.now - timedelta(days=3651)).date() == repaired.restored
    assert 1 == repaired.merged
    assert {each.id for each in everything} < {each.id for each in stored(path)}


def test_rows_under_a_lost_first_page(path: Path) -> None:
    """Without a first page, every event is still found, with long ones that fill several pages; none is changed."""
    write_history(path, 60, 42)
    before = stored(path)
    shutil.rmtree(path.parent / "backups")
    break_first_page(path)
    assert diagnose(path) is not None
    repaired = repair(path)

    assert repaired is not None
    assert (None, 102) == (repaired.restored, repaired.rescued)
    assert before == stored(path)


def test_rows_of_an_older_file(path: Path) -> None:
    """A damaged file without checksums is rescued too."""
    path.parent.mkdir()
    connection = open_database(path, {1: MIGRATIONS[1]}).connection
    with connection:
        for number in range(30):
            connection.execute(
                "INSERT INTO event (id, at, offset_minutes, kind, subject, session, version, data)"
                " VALUES (?, '2026-11-21T09:00:00.000000Z', ?, 'review', 'a', '', '', '{\"grade\":3}')",
                [new_id(), number],
            )
    connection.close()
    assert 30 == len(list(rescued(path)))
    break_first_page(path)
    repair(path)

    assert list(range(30)) == sorted(each.offset_minutes for each in stored(path))


@pytest.mark.parametrize("part", [b'"grade":3', b"review", b"card-0", b"2026-"])
def test_changed_event(path: Path, part: bytes) -> None:
    """A flipped bit in an event is noticed, and the event comes back as it was written."""
    write_history(path, 3, 0)
    before = stored(path)
    data = path.read_bytes()
    place = data.rindex(part) if part != b"2026-" else data.rindex(b"Z", 0, data.rindex(b"card-")) - 1
    flip(path, place + len(part) - 1 if part != b"2026-" else place, 0)
    assert diagnose(path) is not None
    repair(path)

    assert before == stored(path)


@pytest.mark.parametrize("word", [b"CREATE TABLE event", b"event_never_goes", b"offset_minutes BETWEEN"])
def test_flipped_schema(path: Path, word: bytes) -> None:
    """A flipped bit in the definitions is damage, whatever exception SQLite makes of it; nothing newer is lost."""
    write_history(path, 20, 42)
    before = stored(path)
    flip(path, path.read_bytes().index(word) + 3, 7)
    with pytest.raises(HistoryError):
        use(path)
    assert diagnose(path) is not None
    repair(path)

    assert before == stored(path)


@pytest.mark.parametrize("place", [18, 19, 21, 47, 59])
def test_flipped_header(path: Path, place: int) -> None:
    """A flipped bit in the header that SQLite accepts, such as one that makes the file read-only, is damage too."""
    write_history(path, 5, 0)
    before = stored(path)
    flip(path, place, 1)
    assert diagnose(path) is not None
    repair(path)

    assert before == stored(path)


def test_flipped_version(path: Path) -> None:
    """A file of this version that claims a newer one is damaged: a newer one would have other tables."""
    write_history(path, 5, 0)
    flip(path, 63, 3)

    assert "version" in str(diagnose(path))
    assert repair(path) is not None
    assert diagnose(path) is None


def test_reading_that_stops_early(path: Path) -> None:
    """Reading that stopped at an event, as it does at a damaged one, raises nothing when the file is closed."""
    write_history(path, 50, 0)
    with History.open(path) as history:
        events = history.each_event()
        next(events)
    events.close()  # type: ignore[attr-defined]


def test_corrected_event(path: Path) -> None:
    """A single flipped bit in an event that no backup holds is found by its checksum, and flipped back."""
    write_history(path, 3, 5)
    before = stored(path)
    shutil.rmtree(path.parent / "backups")
    for part in (b'"grade":3', b"review", b"card-0"):
        flip(path, path.read_bytes().rindex(part) + len(part) - 1, 2)
        assert diagnose(path) is not None
        repair(path)

        assert before == stored(path)


def test_flipped_bits(tmp_path: Path) -> None:
    """Wherever a bit flips, nothing that the backup held is lost, no event is changed, and writing works again."""
    damage = flip_bits(tmp_path, 25, seed=3, commands=False)

    assert damage.repaired > 0
    assert (0, 0, []) == (damage.lost, damage.changed, damage.problems)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_repairs(tmp_path: Path) -> None:
    """A repair that is killed at any step loses nothing, and leaves nothing behind after the next one."""
    assert (0, []) == kill_repairs(tmp_path, 8, seed=1)


def test_window(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repair that stops before the last step leaves the history in place; a plain start says so."""
    write_history(path, 3, 2)
    before = stored(path)
    break_first_page(path)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("nnprep.learner.repair.sync_folder", killed)
        patch.setattr("nnprep.learner.repair.discard", lambda draft: None)
        patch.setattr("pathlib.Path.replace", killed)
        with pytest.raises(KeyboardInterrupt):
            repair(path)
    assert path.exists()
    draft = path.with_name(f".{path.name}.restored.999999999")
    next(path.parent.glob(".*.restored.*")).rename(draft)
    with pytest.raises(HistoryError, match="interrupted") as caught:
        History.open(path)
    assert "nnprep doctor --repair" == caught.value.next_step
    repair(path)

    assert before == stored(path)
    assert not list(path.parent.glob(".*"))
    assert 1 == len(list(path.parent.glob("*damaged*")))


def test_older_window(path: Path) -> None:
    """What a repair of an older nnprep left when it was killed isn't started anew beside, and is used."""
    write_history(path, 3, 2)
    before = stored(path)
    shutil.rmtree(path.parent / "backups")
    path.rename(path.with_name("history-damaged-2026-11-21T090000.sqlite3"))
    with pytest.raises(HistoryError, match="damaged copy is left"):
        History.open(path)
    repair(path)

    assert before == stored(path)


def test_symlink(path: Path, tmp_path: Path) -> None:
    """A history that is a symbolic link stays one, when it's created and when it's repaired."""
    real = tmp_path / "elsewhere" / "real.sqlite3"
    path.parent.mkdir()
    path.symlink_to(real)
    write_history(path, 3, 2)
    before = stored(path)
    break_first_page(real)
    repair(path)

    assert path.is_symlink()
    assert before == stored(path)


@pytest.mark.skipif(sys.platform == "win32", reason="files have other rights there")
def test_private_files(path: Path) -> None:
    """Only its owner can read a history, its backups and its cache, also after a repair."""
    write_history(path, 3, 2)
    break_first_page(path)
    repair(path)
    files = [path, *(copy for _, copy in backups(path))]

    assert {0o600} == {each.stat().st_mode & 0o777 for each in files}


def test_draft_of_a_killed_backup(path: Path) -> None:
    """The next backup deletes the draft of one that was killed, with its journal; it leaves a living one's."""
    write_history(path, 1, 0)
    folder = path.parent / "backups"
    (folder / ".history-2026-11-20.sqlite3.999999999").write_bytes(b"")
    (folder / ".history-2026-11-20.sqlite3.999999999-journal").write_bytes(b"")
    (folder / ".history-2026-11-20.sqlite3.1").write_bytes(b"")
    with History.open(path, clock=SetClock()) as history:
        history.append("review", "a")

    assert [".history-2026-11-20.sqlite3.1"] == [each.name for each in folder.glob(".*")]


def test_copy_with_a_journal(path: Path) -> None:
    """A backup whose process was killed while it wrote is rolled back and counts as intact."""
    write_history(path, 3, 0)
    ((_, copy),) = backups(path)
    journal = Path(f"{copy}-journal")
    connection = connect(copy)
    connection.execute("PRAGMA cache_size=1")
    connection.execute("BEGIN IMMEDIATE")
    columns = "at, offset_minutes, kind, subject, session, version, data"
    connection.execute("PRAGMA cache_spill=ON")
    for number in range(300):
        connection.execute(
            f"INSERT INTO event (id, {columns}) SELECT ?, {columns} FROM event LIMIT 1", [f"{number:036d}"]
        )
    files = copy.read_bytes(), journal.read_bytes()
    connection.close()
    copy.write_bytes(files[0])
    journal.write_bytes(files[1])

    assert 3 == event_count(copy)


def test_upgrade_without_checksums(path: Path) -> None:
    """An older history gets its checksums when it's opened; if that's impossible, it can still be read."""
    path.parent.mkdir()
    connection = open_database(path, {1: MIGRATIONS[1]}).connection
    connection.execute(
        "INSERT INTO event (id, at, offset_minutes, kind, subject, session, version, data)"
        " VALUES (?, '2026-11-21T09:00:00.000000Z', 60, 'review', 'a', '', '', '{\"grade\":3}')",
        [new_id()],
    )
    connection.close()
    old = path.read_bytes()
    with History.open(path) as history:
        assert [("a", {"grade": 3})] == [(each.subject, each.data) for each in history.events()]
        history.append("review", "b")
        assert [(0,)] == history.rows("SELECT count(*) FROM event WHERE checksum IS NULL")
    path.write_bytes(old)
    path.with_name("history-before-version-2.sqlite3").unlink()
    path.with_name(f".history-before-version-2.sqlite3.{os.getpid()}").mkdir()
    with History.open(path) as history:
        assert 1 == len(history.events())
        with pytest.raises(HistoryError, match="older nnprep"):
            history.append("review", "b")

    assert old == path.read_bytes()


def test_upgrade_of_an_early_file(path: Path) -> None:
    """A file whose triggers speak in the words of an early version is intact, and private, once it's upgraded."""
    path.parent.mkdir()
    early = [
        text.replace("this event exists already", "this event is there already") for text in MIGRATIONS[1]
    ]
    assert early != list(MIGRATIONS[1])
    open_database(path, {1: early}).connection.close()
    path.chmod(0o644)
    with History.open(path) as history:
        history.append("review", "b")

    assert None is diagnose(path)
    assert 0o600 == path.stat().st_mode & 0o777


def test_subject_that_is_no_text(path: Path) -> None:
    """A subject that isn't text is damage, which doctor sees."""
    write_history(path, 3, 0)
    connection = sqlite3.connect(path)
    connection.execute(
        "INSERT INTO event SELECT 99, ?, at, offset_minutes, kind, x'00', session, version, data, NULL"
        " FROM event LIMIT 1",
        [new_id()],
    )
    connection.commit()
    connection.close()

    assert "not text" in str(diagnose(path))
    assert repair(path) is not None
    assert 3 == len(stored(path))
