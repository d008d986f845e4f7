"""`nnprep exercise`: the list, and a stub that is never lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from nnprep.content.library import exercise_ids, find_exercise
from tests.cli.conftest import Nnprep


def test_list_shows_every_exercise_and_what_was_done(nnprep: Nnprep) -> None:
    """Without a name: all exercises with level, minutes and your record."""
    before = nnprep("exercise")
    nnprep("exercise", "backprop")
    after = nnprep("exercise")

    assert before.code == 0
    assert all(id in before.out for id in exercise_ids())
    assert "started" not in before.out
    assert "started" in after.out


def test_stub_is_written_and_runs(nnprep: Nnprep, folder: Path) -> None:
    """The file says its task, and Python runs it as it is."""
    done = nnprep("exercise", "backprop")
    path = folder / "backprop.py"

    assert done.code == 0
    assert "15 minutes" in done.out
    assert "nnprep check backprop" in done.out
    assert path.read_text(encoding="utf-8").startswith("# nnprep: backprop\n")
    subprocess.run([sys.executable, str(path)], check=True)


def test_file_is_never_overwritten(nnprep: Nnprep, folder: Path) -> None:
    """A second call leaves the learner's work as it is and says how to start again."""
    path = folder / "backprop.py"
    path.write_text("my work\n", encoding="utf-8")

    done = nnprep("exercise", "backprop")

    assert done.code == 2
    assert "--force" in done.err
    assert path.read_text(encoding="utf-8") == "my work\n"


def test_force_keeps_old_files_with_a_number(nnprep: Nnprep, folder: Path) -> None:
    """Each forced start keeps what was there: .1, .2 …"""
    (folder / "backprop.py").write_text("first\n", encoding="utf-8")
    nnprep("exercise", "backprop", "--force")
    (folder / "backprop.py").write_text("second\n", encoding="utf-8")
    nnprep("exercise", "backprop", "--force")

    assert (folder / "backprop.1.py").read_text(encoding="utf-8") == "first\n"
    assert (folder / "backprop.2.py").read_text(encoding="utf-8") == "second\n"
    assert "raise NotImplementedError" in (folder / "backprop.py").read_text(encoding="utf-8")


def test_link_and_folder_in_the_way_are_left_alone(nnprep: Nnprep, folder: Path) -> None:
    """A dangling link or a folder of that name is told about, never followed or replaced."""
    (folder / "backprop.py").symlink_to(folder / "elsewhere.py")
    (folder / "forward.py").mkdir()

    assert nnprep("exercise", "backprop").code == 2
    assert nnprep("exercise", "forward", "--force").code == 2
    assert not (folder / "elsewhere.py").exists()


def test_dir_is_made(nnprep: Nnprep, folder: Path) -> None:
    """--dir names a folder, which is made where there is none; both spellings name the exercise."""
    done = nnprep("exercise", "count_params", "--dir", "a/b")

    assert done.code == 0
    assert (folder / "a" / "b" / "count_params.py").is_file()


def test_unknown_name_lists_the_valid_ones_nearest_first(nnprep: Nnprep) -> None:
    """A typing mistake is answered with the name that was meant."""
    done = nnprep("exercise", "bakprop")

    assert done.code == 2
    assert "Valid names: backprop, " in done.err
    assert "Traceback" not in done.err


def test_json_lists_the_same(nnprep: Nnprep) -> None:
    """--json gives programs what people see."""
    found = json.loads(nnprep("exercise", "--json").out)["exercises"]

    assert {each["id"] for each in found} == set(exercise_ids())
    assert all(each["attempts"] == 0 and each["passed"] is False for each in found)


@pytest.mark.parametrize("id", exercise_ids())
def test_debug_file_is_complete_and_wrong(nnprep: Nnprep, folder: Path, id: str) -> None:
    """A debugging exercise holds a whole solution without comments, fails, and is not named by check."""
    module = find_exercise(id).module
    written = nnprep("exercise", id, "--debug", "--yes")
    text = (folder / f"{module}_debug.py").read_text(encoding="utf-8")
    code = text.rpartition('"""')[2]
    done = nnprep("check", f"{module}_debug.py")

    assert written.code == 0
    assert "raise NotImplementedError" not in code
    assert "#" not in code
    assert done.code == 1
    assert "Known mistake" not in done.out


def test_debug_asks_before_the_exercise_was_passed(nnprep: Nnprep, folder: Path) -> None:
    """Without a terminal to ask at, it says what to type instead, and writes nothing."""
    done = nnprep("exercise", "backprop", "--debug")

    assert done.code == 2
    assert "--yes" in done.err
    assert list(folder.iterdir()) == []


def test_mended_debug_file_passes_and_tells_the_mistake(nnprep: Nnprep, folder: Path) -> None:
    """Once mended, check says what the mistake was, what was guessed, and how long it took."""
    from nnprep.grading.reference import reference_text

    nnprep("exercise", "backprop", "--debug", "--yes", "--level", "easy")
    nnprep("check", "backprop-debug", "--guess", "a sign")
    path = folder / "backprop_debug.py"
    path.write_text(
        "# nnprep: backprop debug\n" + reference_text(find_exercise("backprop")), encoding="utf-8"
    )
    done = nnprep("check", "backprop-debug")

    assert done.code == 0
    assert "The mistake was" in done.out
    assert "Your guess: a sign" in done.out
