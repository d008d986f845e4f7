"""`nnprep watch`: one exercise of a path after the other, in a real terminal."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import pytest

from nnprep.content.library import find_exercise
from nnprep.grading.reference import reference_text
from tests.cli.conftest import Nnprep

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX terminal")


def guided(folder: Path, *words: str) -> Any:
    """Start `nnprep watch` in a terminal of 24 rows and 80 columns."""
    import pexpect

    return pexpect.spawn(
        sys.executable, ["-m", "nnprep", "watch", *words], cwd=str(folder), encoding="utf-8", timeout=30
    )


def save(folder: Path, id: str, text: str) -> None:
    """Save as many editors do: a new file takes the place of the old one."""
    module = find_exercise(id).module
    (folder / "draft").write_text(f"# nnprep: {id}\n{text}", encoding="utf-8")
    (folder / "draft").replace(folder / f"{module}.py")


def test_keys_and_a_file_that_is_gone(folder: Path) -> None:
    """An unknown key is told, ? shows the keys, and a file that is gone can be written again."""
    child = guided(folder, "evening")
    child.expect("Written to activations.py")
    child.expect("q quit")
    child.send("z")
    child.expect("z does nothing here")
    child.expect("q quit")
    child.send("?")
    child.expect("q quit")
    (folder / "activations.py").unlink()
    child.expect("w writes it anew")
    child.send("w")
    child.expect("Written to activations.py")
    child.send("q")
    child.wait()

    assert (folder / "activations.py").is_file()


@pytest.mark.slow
def test_path_is_gone_through(nnprep: Nnprep, folder: Path) -> None:
    """A stub is written; saves are judged; h, s and r help; a pass goes on to the next; later one goes on there."""
    right = reference_text(find_exercise("forward"))
    (folder / "activations.py").write_text(reference_text(find_exercise("activations")), encoding="utf-8")
    nnprep("check", "activations")
    child = guided(folder, "evening")
    child.expect("Written to forward.py")
    child.expect("h hint")
    time.sleep(0.3)
    save(folder, "forward", right.replace("X @ W1 + b1", "X @ W1"))
    child.expect("core checks pass")
    child.expect("h hint")
    child.send("h")
    child.expect("hint 1 of 3")
    child.send("s")
    child.expect("import numpy as np")
    child.send("r")
    child.expect("core checks pass")
    save(folder, "forward", right)
    child.expect("evening: 2 of ")
    child.send("\r")
    child.expect("Written to backprop.py")
    child.send("l")
    child.expect("count-params")
    child.send("n")
    child.expect("Written to softmax.py")
    child.send("q")
    child.expect("nnprep watch evening goes on from here")
    child.expect("\n")
    child.wait()
    again = guided(folder, "evening")
    again.expect("softmax.py is judged whenever you save it")
    again.send("q")
    again.expect("goes on from here")
    again.wait()

    assert (0, 0) == (child.exitstatus, again.exitstatus)


def test_without_a_terminal(nnprep: Nnprep) -> None:
    """Without a terminal there is one sentence that says what works there; so is there for an unknown path."""
    piped, unknown = nnprep("watch"), nnprep("watch", "weak")

    assert (2, 2) == (piped.code, unknown.code)
    assert "next   nnprep check --watch" in piped.err
    assert "Valid names: week, " in unknown.err
