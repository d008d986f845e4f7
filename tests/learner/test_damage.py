"""A damaged history is never changed, is reported in one message, and can be repaired."""

from __future__ import annotations

import errno
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nnprep.errors import HistoryError
from nnprep.learner.history.database import DamagedHistoryError, UnsavedError, connect
from nnprep.learner.history.events import new_id
from nnprep.learner.history.log import History, local_clock
from nnprep.learner.repair import diagnose, repair

PAGE = 4096
Damage = Callable[[bytes], bytes]


def random_page(data: bytes) -> bytes:
    return data[: 6 * PAGE] + random.Random(1).randbytes(PAGE) + data[7 * PAGE :]


DAMAGES: dict[str, tuple[Damage, str, int]] = {
    "truncated": (lambda data: data[: len(data) // 2], "malformed", 40),
    "truncated within a page": (lambda data: data[: len(data) - 700], "", 90),
    "zero bytes": (lambda data: b"", "empty", 0),
    "bad header": (lambda data: bytes(100) + data[100:], "not a database", 0),
    "random page": (random_page, "", 80),
    "another program's": (lambda data: data[:68] + b"abcd" + data[72:], "another program", 99),
    "a text": (lambda data: b"Dear diary, " * 100, "not a database", 0),
}
"""Name -> the damage, a part of the message, and the least number of events that repair rescues."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a history of a hundred events, with a backup of the first one."""
    path = tmp_path / "history.sqlite3"
    with History.open(path) as history:
        first = history.append("review", "card-0", {"grade": 3, "typed": "x" * 300})
        history.insert(first._replace(id=new_id(), subject=f"card-{number % 7}") for number in range(1, 100))
    return path


def use(path: Path) -> None:
    with History.open(path) as history:
        history.events()
        history.append("review", "new")


@pytest.mark.parametrize("name", DAMAGES)
def test_damage(path: Path, name: str) -> None:
    """Reading and writing report what is wrong and what to do, and don't change the file."""
    damage, part, least = DAMAGES[name]
    path.write_bytes(damage(path.read_bytes()))
    before = path.read_bytes()
    with pytest.raises(HistoryError) as caught:
        use(path)
    sentence = caught.value.sentence

    assert part in sentence
    assert "\n" not in sentence
    assert "The file is unchanged; its newest good backup is from" in sentence
    assert "nnprep doctor --repair" == caught.value.next_step
    assert before == path.read_bytes()
    assert diagnose(path) is not None

    repaired = repair(path)
    assert repaired is not None
    assert repaired.moved is not None
    assert before == repaired.moved.read_bytes()
    assert repaired.rescued >= least
    assert diagnose(path) is None
    assert repair(path) is None
    with History.open(path) as history:
        assert len(history.events()) == repaired.events == repaired.rescued + 1
        history.append("review", "new")


def test_folder(path: Path) -> None:
    """A folder where the history should be is moved aside with its contents."""
    path.unlink()
    (path / "inside").mkdir(parents=True)
    with pytest.raises(HistoryError, match="folder"):
        History.open(path)
    repaired = repair(path)

    assert repaired is not None
    assert repaired.moved is not None
    assert (repaired.moved / "inside").is_dir()
    assert 1 == repaired.events


def test_gone(path: Path) -> None:
    """If the history is gone but there is a backup, no new one is created; repair restores the backup."""
    path.unlink()
    with pytest.raises(
        HistoryError, match=r"is gone, but there is a good backup from .*start over"
    ) as caught:
        History.open(path)

    assert "nnprep doctor --repair" == caught.value.next_step
    assert not path.exists()
    assert diagnose(path) == caught.value.sentence

    repaired = repair(path)

    assert repaired is not None
    assert (None, 0, 1) == (repaired.moved, repaired.rescued, repaired.events)
    assert diagnose(path) is None


def test_event_of_no_day(path: Path) -> None:
    """A date that doesn't exist is damage, for every reader."""
    with History.open(path) as history:
        history.connection.execute("DROP TRIGGER event_never_changes")
        history.connection.execute("UPDATE event SET at = replace(at, '-' || substr(at, 6, 2), '-00')")
        with pytest.raises(DamagedHistoryError, match="makes no sense"):
            history.days(["review"], since=datetime(2000, 1, 1, tzinfo=UTC))


def test_try_writing(path: Path) -> None:
    """A read-only file is detected without writing, and the error says what helps."""
    before = path.read_bytes()
    with History.open(path) as history:
        history.try_writing()
    assert before == path.read_bytes()

    reading = History(connect(path, mode="ro"), path, newer=False, clock=local_clock)
    with reading, pytest.raises(UnsavedError, match="Not saved") as caught:
        reading.try_writing()

    assert "writable" in str(caught.value.next_step)


def test_no_backup(path: Path) -> None:
    """If there is no good backup, the message says so, and repair starts a new history."""
    for copy in (path.parent / "backups").iterdir():
        copy.write_bytes(b"broken too")
    path.write_bytes(b"")
    with pytest.raises(HistoryError, match="there is no good backup"):
        History.open(path)
    repaired = repair(path)

    assert repaired is not None
    assert (None, 0) == (repaired.restored, repaired.events)


def test_full_disk(path: Path) -> None:
    """On a full disk the event isn't saved and nothing else is lost; once there is room it can be saved."""
    with History.open(path) as history:
        pages = history.connection.execute("PRAGMA page_count").fetchone()[0]
        history.connection.execute(f"PRAGMA max_page_count={pages}")
        with pytest.raises(UnsavedError, match=r"Not saved.*full") as caught:
            history.append("review", "new", {"typed": "x" * 2 * PAGE})
        assert "free some disk space" in str(caught.value.next_step)
        assert 100 == len(history.events())
        history.connection.execute("PRAGMA max_page_count=1000000")
        history.append("review", "new", {"typed": "x" * 2 * PAGE})

        assert 101 == len(history.events())


READ_ONLY = """
import os, sys
from pathlib import Path
from nnprep.errors import HistoryError
from nnprep.learner.history.log import History
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    with History.open(Path(sys.argv[1])) as history:
        print(len(history.events()))
        history.append("review", "new")
except HistoryError as error:
    print(type(error).__name__, error.sentence)
"""


@pytest.fixture
def public(path: Path) -> Iterator[Path]:
    """Return a copy of the history in a folder that every user can read."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        copy = Path(folder) / "home" / path.name
        copy.parent.mkdir()
        shutil.copy(path, copy)
        copy.chmod(0o644)
        yield copy
        copy.parent.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="folders have other rights there")
@pytest.mark.parametrize(
    ("rights", "there", "said"),
    [
        (0o555, True, "100\nUnsavedError Not saved: "),
        (0o555, False, "UnsavedError Can't create a history in "),
        (0o000, True, "UnsavedError The history "),
    ],
)
def test_read_only_folder(public: Path, rights: int, there: bool, said: str) -> None:
    """In a read-only folder an existing history can be read, and failed saves are reported."""
    before = public.read_bytes()
    if not there:
        public.unlink()
    public.parent.chmod(rights)
    done = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(public)], capture_output=True, text=True, check=False
    )
    public.parent.chmod(0o755)

    assert "" == done.stderr
    assert done.stdout.startswith(said)
    if there:
        assert before == public.read_bytes()


def test_busy_is_not_damaged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked file is reported as locked, not as damaged, and isn't repaired."""
    monkeypatch.setattr("nnprep.learner.history.database.BUSY_SECONDS", 0.05)
    before = path.read_bytes()
    other = connect(path)
    with History.open(path) as history:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UnsavedError, match="Another program holds") as caught:
            history.events()
    with pytest.raises(UnsavedError, match="Another program holds"):
        repair(path)
    other.execute("ROLLBACK")
    other.close()

    assert caught.value.next_step is None
    assert before == path.read_bytes()
    assert not list(path.parent.glob("*damaged*"))


@pytest.mark.parametrize("step", ["nnprep.learner.repair.add", "nnprep.learner.repair.create_at"])
def test_repair_on_a_full_disk(path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Without room for the restored history, nothing is moved; later it works."""
    path.write_bytes(random_page(path.read_bytes()))
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(step, full)
        with pytest.raises(UnsavedError, match="No space left"):
            repair(path)

    assert before == path.read_bytes()
    assert not list(path.parent.glob("*damaged*"))
    repaired = repair(path)
    assert repaired is not None
    assert repaired.rescued >= 80
    assert not list(path.parent.glob(".*"))


def test_journal_of_a_broken_file_goes_with_it(path: Path) -> None:
    """A leftover journal is moved too, because SQLite would play it back into the restored history."""
    path.write_bytes(b"")
    Path(f"{path}-journal").write_bytes(b"left over")
    repaired = repair(path)

    assert repaired is not None
    assert b"left over" == Path(f"{repaired.moved}-journal").read_bytes()
    assert not Path(f"{path}-journal").exists()
