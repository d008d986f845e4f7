"""Two machines, one folder: real processes that write at once and are killed, and whatever can happen to files."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnprep.errors import UsageError
from nnprep.learner.history.import_export import export_lines
from nnprep.learner.history.log import History
from nnprep.learner.history.sync import MACHINE_NAME, own_path, shared_files, sync

HERE = Path(__file__).resolve().parents[2]


def machine(tmp_path: Path, name: str) -> Path:
    """Return the history file of a machine, with an event and an undone one."""
    path = tmp_path / name / "history.sqlite3"
    with History.open(path) as history:
        history.append("review", f"card-{name}", {"grade": 3, "typed": "σ\u2028\n"})
        history.void(history.append("review", "card", {"grade": 1}))
    return path


def run(path: Path, folder: Path) -> tuple[int, int]:
    """Sync a machine in this process; return how many events it received and sent."""
    with History.open(path) as history:
        result = sync(history, folder)
    return result.received, result.sent


def events(path: Path) -> list[str]:
    with History.open(path) as history:
        return list(export_lines(history))


def started(path: Path, folder: Path) -> subprocess.Popen[bytes]:
    """Start a real process that syncs a machine."""
    return subprocess.Popen(
        [sys.executable, "-m", "nnprep", "history", "sync", str(folder)],
        env={**os.environ, "NNPREP_HOME": str(path.parent), "PYTHONPATH": str(HERE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=path.parent,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shared = tmp_path / "shared"
    shared.mkdir()
    return shared


def test_two_machines_become_equal(tmp_path: Path, folder: Path) -> None:
    """Each receives what the other sent, undone events included; nothing is sent twice."""
    one, two = machine(tmp_path, "one"), machine(tmp_path, "two")

    assert [run(one, folder), run(two, folder), run(one, folder), run(two, folder)] == [
        (0, 3),
        (3, 3),
        (3, 0),
        (0, 0),
    ]
    assert events(one) == events(two)
    assert len(events(one)) == 6
    assert len(shared_files(folder)) == 2


def test_files_only_grow(tmp_path: Path, folder: Path) -> None:
    """A machine never writes to another's file, and never changes what it wrote."""
    one, two = machine(tmp_path, "one"), machine(tmp_path, "two")
    run(one, folder)
    (first,) = shared_files(folder)
    before = first.read_bytes()
    run(two, folder)
    assert first.read_bytes() == before
    with History.open(one) as history:
        history.append("review", "later", {"grade": 4})
    run(one, folder)

    assert first.read_bytes().startswith(before)
    assert first.read_bytes().count(b'"id"') == 4


def test_a_copied_home_writes_to_a_file_of_its_own(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A history that was copied with its id to another machine doesn't share that machine's file."""
    with History.open(machine(tmp_path, "one")) as history:
        here = own_path(history, folder)
        monkeypatch.setattr("platform.node", lambda: "other")
        assert own_path(history, folder) != here


@pytest.mark.parametrize("content", [b"", b"not an id\n", b"\xff"])
def test_a_damaged_machine_id_is_made_anew(tmp_path: Path, folder: Path, content: bytes) -> None:
    """An id that was cut off costs a second file and nothing else."""
    one = machine(tmp_path, "one")
    one.with_name(MACHINE_NAME).write_bytes(content)

    assert [run(one, folder), run(one, folder)] == [(0, 3), (0, 0)]


def test_what_is_no_event_is_skipped(tmp_path: Path, folder: Path) -> None:
    """Other content, links and pipes cost nothing but a remark; copies that a cloud drive makes are read."""
    one, two = machine(tmp_path, "one"), machine(tmp_path, "two")
    run(one, folder)
    (first,) = shared_files(folder)
    first.rename(folder / "nnprep-history-one (conflicted copy).jsonl")
    (folder / "nnprep-history-x.jsonl").write_bytes(b'\xff{"schema": 2}\n\n[]\n')
    (folder / "nnprep-history-y.jsonl").symlink_to("/dev/zero")
    os.mkfifo(folder / "nnprep-history-z.jsonl")
    (folder / "notes.txt").write_text("mine")
    with History.open(two) as history:
        result = sync(history, folder)

    assert (result.received, result.sent) == (3, 3)
    assert {each.path.name[15]: each.lines for each in result.skipped} == {"x": 2, "y": 1, "z": 1}


def test_a_link_is_not_followed(tmp_path: Path, folder: Path) -> None:
    """A link in place of this machine's file is refused, and what it points to stays."""
    one = machine(tmp_path, "one")
    (tmp_path / "mine").write_text("mine")
    with History.open(one) as history:
        own_path(history, folder).symlink_to(tmp_path / "mine")
        with pytest.raises(UsageError, match="can't be written"):
            sync(history, folder)
    assert (tmp_path / "mine").read_text() == "mine"


@pytest.mark.parametrize("name", ["missing", "file"])
def test_no_folder(tmp_path: Path, name: str) -> None:
    """A folder isn't made by a typing mistake."""
    (tmp_path / "file").write_text("")

    with pytest.raises(UsageError, match="Name a folder that your machines share"):
        run(machine(tmp_path, "one"), tmp_path / name)
    assert not (tmp_path / "missing").exists()


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 1), st.floats(0, 1), st.binary(max_size=4)), max_size=4),
    st.lists(st.integers(0, 1), max_size=4),
)
def test_whatever_happens_to_the_files(cuts: list[tuple[int, float, bytes]], order: list[int]) -> None:
    """Files that are cut anywhere, with anything after it, cost no event: everybody has all of them in the end."""
    with tempfile.TemporaryDirectory() as name:
        tmp_path = Path(name)
        folder = tmp_path / "shared"
        folder.mkdir()
        machines = [machine(tmp_path, each) for each in ("one", "two")]
        everything = sorted(line for path in machines for line in events(path))
        for path in machines:
            run(path, folder)
        for which, place, rest in cuts:
            files = shared_files(folder)
            data = files[which].read_bytes()
            files[which].write_bytes(data[: int(place * len(data))] + rest)
            for each in order:
                run(machines[each], folder)
        for path in machines * 2:
            run(path, folder)

        assert [sorted(events(path)) for path in machines] == [everything, everything]


def synced_at_last(machines: list[Path], folder: Path, everything: set[str]) -> None:
    """Sync all machines twice, and hold them to every event."""
    for path in machines * 2:
        run(path, folder)
    for path in machines:
        lines = events(path)
        assert len(lines) == len(everything)
        assert set(lines) == everything


def test_processes_at_once(tmp_path: Path, folder: Path) -> None:
    """Two machines at once, one of them twice: nothing is lost, doubled or mixed up."""
    machines = [machine(tmp_path, each) for each in ("one", "two")]
    everything = {line for path in machines for line in events(path)}
    processes = [started(path, folder) for path in (*machines, machines[0])]
    for process in processes:
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, b""), out

    synced_at_last(machines, folder, everything)


@pytest.mark.parametrize("rounds", [2, pytest.param(40, marks=pytest.mark.proof)])
def test_killed_processes(tmp_path: Path, folder: Path, rounds: int) -> None:
    """Processes that are killed at any moment leave nothing that a later run can't repair."""
    draw = random.Random(rounds)
    machines = [machine(tmp_path, each) for each in ("one", "two")]
    for path in machines:
        with History.open(path) as history:
            first = history.append("review", "many", {"grade": 3, "typed": "x" * 2000})
            history.insert(first._replace(id=f"{path.parent.name}{number:033}") for number in range(700))
    everything = {line for path in machines for line in events(path)}
    for number in range(rounds):
        process = started(machines[number % 2], folder)
        # The folder's first file shows that the process has begun to write.
        deadline = time.monotonic() + 60
        before = sum(path.stat().st_size for path in shared_files(folder))
        while process.poll() is None and time.monotonic() < deadline:
            if sum(path.stat().st_size for path in shared_files(folder)) > before or draw.random() < 0.0005:
                break
            time.sleep(0.0002)
        process.send_signal(signal.SIGKILL)
        process.communicate()

    synced_at_last(machines, folder, everything)
