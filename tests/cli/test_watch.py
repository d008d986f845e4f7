"""`nnprep check --watch`: which saves are judged again."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nnprep.cli.check.watch import saves
from nnprep.practice.submissions import targets

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
