"""The files that nnprep hands out."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnprep.errors import UsageError
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.practice.handouts import handout_of, new_handout, with_handout
from nnprep.practice.workspace import write_exercise


def test_new_file(tmp_path: Path) -> None:
    """A file is written with its folder, with Unix line ends."""
    written = write_exercise(tmp_path / "new", "backprop", "a\nb\n")

    assert (written.path, written.backup) == (tmp_path / "new" / "backprop.py", None)
    assert written.path.read_bytes() == b"a\nb\n"


def test_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    """Without force, an existing file stays as it is; the error says what force would call it."""
    path = tmp_path / "backprop.py"
    path.write_text("mine", encoding="utf-8")
    (tmp_path / "backprop.1.py").write_text("older", encoding="utf-8")

    with pytest.raises(UsageError, match=r"backprop\.2\.py"):
        write_exercise(tmp_path, "backprop", "new")
    assert path.read_text(encoding="utf-8") == "mine"


def test_force_keeps_the_old_file(tmp_path: Path) -> None:
    """With force, the old file is renamed to the first free number."""
    path = tmp_path / "backprop.py"
    for text in ("one", "two", "three"):
        written = write_exercise(tmp_path, "backprop", text, force=True)

    assert written.backup == tmp_path / "backprop.2.py"
    assert path.read_text(encoding="utf-8") == "three"
    assert (tmp_path / "backprop.1.py").read_text(encoding="utf-8") == "one"
    assert (tmp_path / "backprop.2.py").read_text(encoding="utf-8") == "two"


@pytest.mark.parametrize("force", [False, True])
def test_folder_in_the_way(tmp_path: Path, force: bool) -> None:
    """A folder of the file's name is left alone."""
    (tmp_path / "backprop.py").mkdir()

    with pytest.raises(UsageError, match="is a folder"):
        write_exercise(tmp_path, "backprop", "new", force=force)


def test_handout_is_read_from_the_file(tmp_path: Path) -> None:
    """The id below the first line says which debugging file it is, wherever the file is now."""
    handout = new_handout()
    text = with_handout("# nnprep: backprop debug\nrest\n", handout)

    assert text == f"# nnprep: backprop debug\n# handed out as {handout}\nrest\n"
    with History.open() as history:
        assert handout_of(history, "backprop.debug", text.encode(), tmp_path / "x.py") == handout


def test_handout_without_an_id_is_that_of_the_place(tmp_path: Path) -> None:
    """A file without an id is the one that was handed out last at its path; elsewhere it is none."""
    path = tmp_path / "backprop_debug.py"
    with History.open() as history:
        for handout in ("aaaaaaaa", "bbbbbbbb"):
            history.append(EventKind.START, "backprop.debug", {"file": str(path), "handout": handout})

        assert handout_of(history, "backprop.debug", b"text", path) == "bbbbbbbb"
        assert handout_of(history, "backprop.debug", b"text", tmp_path / "other.py") == ""
        assert handout_of(history, "softmax.debug", b"text", path) == ""
