"""`nnprep check --watch`: which saves are judged again."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from nnprep.cli.check import closings, watch
from nnprep.cli.check.watch import saves
from nnprep.learner.history.database import UnsavedError
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.practice.attempt import Attempt, attempt
from nnprep.practice.submissions import targets

ROOT = Path(__file__).resolve().parent.parent.parent
EXERCISE = "# nnprep: backprop\n"


@pytest.fixture
def place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Change to a folder with an exercise file and return it."""
    place = folder / "sub"
    place.mkdir()
    monkeypatch.chdir(place)
    (place / "backprop.py").write_text(EXERCISE, encoding="utf-8")
    return place


def in_place(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def replaced(file: Path, text: str) -> None:
    file.with_name("draft").write_text(text, encoding="utf-8")
    file.with_name("draft").replace(file)


@pytest.mark.parametrize("save", [in_place, replaced])
def test_save_during_a_judgment_is_judged(place: Path, save: Callable[[Path, str], None]) -> None:
    """A save while the first or a later judgment runs is judged next; a save without a change isn't."""
    stop = threading.Event()
    judged = saves(targets(["backprop"], Path()), stop)
    next(judged)
    texts = []
    for number in range(2):
        save(place / "backprop.py", f"{EXERCISE}x = {number}\n")
        (target,) = next(judged)
        texts.append(target.path.read_text(encoding="utf-8"))
    save(place / "backprop.py", texts[-1])
    threading.Timer(0.5, stop.set).start()

    assert texts == [f"{EXERCISE}x = 0\n", f"{EXERCISE}x = 1\n"]
    assert list(judged) == []


@pytest.mark.skipif(sys.platform != "linux", reason="inotify")
@pytest.mark.parametrize("save", [in_place, replaced])
def test_file_that_was_closed_is_judged_at_once(
    place: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path, str], None]
) -> None:
    """The system tells that a file is complete, so nobody looks or waits; another file in its folder is nothing."""
    settling: list[object] = []

    def settled(_: object, contents: object, stop: object) -> object:
        settling.append(stop)
        return contents

    monkeypatch.setattr(watch, "LOOK", 300)
    monkeypatch.setattr(watch, "settled", settled)
    judged = saves(targets(["backprop"], Path()), threading.Event())
    next(judged)
    in_place(place / "other.py", "x = 2\n")
    save(place / "backprop.py", f"{EXERCISE}x = 1\n")
    (target,) = next(judged)

    assert target.path.read_text(encoding="utf-8") == f"{EXERCISE}x = 1\n"
    assert settling == []
    save(place / "backprop.py", "")
    next(judged)
    assert len(settling) == 1


def test_system_that_tells_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no folder can be watched, the files are looked at."""
    monkeypatch.setattr(closings, "sys", SimpleNamespace(platform="another"))
    judged = saves(targets(["backprop"], Path()), threading.Event())
    next(judged)
    in_place(place / "backprop.py", f"{EXERCISE}x = 1\n")
    (target,) = next(judged)

    assert target.path.read_text(encoding="utf-8") == f"{EXERCISE}x = 1\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows doesn't remove a current folder")
@pytest.mark.parametrize("how", ["removed", "renamed"])
def test_folder_that_is_made_anew(place: Path, how: str) -> None:
    """If the folder is replaced, as `git checkout` does, saves in the new one are judged."""
    judged = saves(targets(["backprop"], Path()), threading.Event())
    next(judged)
    if how == "removed":
        shutil.rmtree(place)
        next(judged)  # there is nothing to judge
    else:
        place.rename(place.with_name("old"))
    place.mkdir()
    in_place(place / "backprop.py", f"{EXERCISE}x = 1\n")
    (target,) = next(judged)

    assert target.path.read_text(encoding="utf-8") == f"{EXERCISE}x = 1\n"


def test_file_that_is_written_in_steps(place: Path) -> None:
    """A file is judged once it is complete, not while an editor still writes it."""
    judged = saves(targets(["backprop"], Path()), threading.Event())
    next(judged)

    def write() -> None:
        with (place / "backprop.py").open("w", encoding="utf-8") as file:
            for number in range(8):
                file.write(f"x = {number}\n")
                file.flush()
                time.sleep(0.03)

    writer = threading.Thread(target=write)
    writer.start()
    (target,) = next(judged)
    text = target.path.read_text(encoding="utf-8")
    writer.join()

    assert text == target.path.read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="job control of POSIX")
def test_ctrl_z(place: Path) -> None:
    """Ctrl-Z stops the watch like any program; after fg it still judges every save."""
    from tests.sessions.terminals import Terminal

    command = ("check", "--watch", "backprop.py")
    with Terminal(place.parent / "home", *command, columns=100, rows=40, shell=True) as terminal:
        terminal.see("Watching")
        terminal.press("\x1a")
        terminal.see("Stopped")
        terminal.press(*"fg", "enter")
        terminal.see("fg", "Watching")
        in_place(place / "backprop.py", "while True print\n")
        terminal.see("crashed. Watching")
        terminal.press("q")
        terminal.see("Watching: save the file to judge it again, q quits. bash-")


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX terminal")
@pytest.mark.parametrize("key", ["q", "ctrl-c"])
@pytest.mark.parametrize("command", [("check", "--watch"), ("watch", "evening")], ids=["check", "watch"])
def test_the_verdict_does_not_wait_for_the_history(place: Path, command: tuple[str, ...], key: str) -> None:
    """The verdict is shown while another program writes the history; who leaves then loses nothing."""
    from tests.sessions.terminals import Terminal

    home = place.parent / "home"
    history = home / "history.sqlite3"
    name = "activations" if command[0] == "watch" else "backprop"
    reference = (ROOT / "solutions" / name / "reference.py").read_text(encoding="utf-8")
    file = place / f"{name}.py"
    in_place(file, f"# nnprep: {name}\nwhile True print\n")
    built_in = {"NNPREP_CONTENT": str(place)}
    with Terminal(home, *command, columns=100, rows=40, environment=built_in, folder=place) as terminal:
        terminal.see("Watching" if name == "backprop" else "is judged whenever you save it")
        with sqlite3.connect(history, isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            in_place(file, f"# nnprep: {name}\n{reference}")
            terminal.see("which failed before, passes")
            terminal.press(key)
            time.sleep(0.3)
            other.execute("ROLLBACK")
        terminal.left()
    with History.open(history) as saved:
        attempts = saved.events(EventKind.ATTEMPT)

    assert [each.data["status"] for each in attempts] == ["crashed", "passed"]


def test_what_could_not_be_saved_is_told_below_the_verdict(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report is shown before the history is written; that this failed is a note that came later."""
    shown: list[Attempt] = []

    def fail(*_: object) -> None:
        assert shown
        raise UnsavedError("Not saved: no room.")

    monkeypatch.setattr(History, "append", fail)
    (target,) = targets(["backprop"], Path())
    judged = attempt(target, show=shown.append)

    assert [each.notes for each in shown] == [()]
    assert [note for note in judged.unshown if "no room" in note] == list(judged.notes)
