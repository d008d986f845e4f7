"""How the learner's lines differ from the solution."""

from __future__ import annotations

from pathlib import Path

from nnprep.practice.solution_diff import difference

STUB = '"""The task."""\n\n\ndef loss(y):\n    raise NotImplementedError\n'
REFERENCE = "import numpy as np\n\n\ndef loss(y):\n    # The mean.\n    return np.mean(y)\n"


def differing(folder: Path, text: str | bytes) -> tuple[str, ...]:
    path = folder / "mine.py"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return difference(path, STUB, REFERENCE)


def test_lines_of_both_sides(tmp_path: Path) -> None:
    """The learner's lines are marked -, those of the solution +; comments and the stub's lines are left out."""
    mine = '"""The task."""\nimport numpy as np\n\ndef loss(y):\n    return np.sum(y)  # my guess\n'

    assert differing(tmp_path, mine) == (" def loss(y):", "-    return np.sum(y)", "+    return np.mean(y)")


def test_nothing_differs(tmp_path: Path) -> None:
    """The same code with other comments and blank lines doesn't differ."""
    assert differing(tmp_path, "import numpy as np\ndef loss(y):\n    return np.mean(y)  # done\n") == ()


def test_control_characters(tmp_path: Path) -> None:
    """Nothing from the file reaches the terminal raw."""
    assert "\x1b" not in "".join(differing(tmp_path, "x = '\x1b[2J'\n"))


def test_file_that_cannot_be_compared(tmp_path: Path) -> None:
    """A missing, empty, binary or very long file has no differences."""
    assert difference(tmp_path / "none.py", STUB, REFERENCE) == ()
    assert differing(tmp_path, "") == ()
    assert differing(tmp_path, b"\xff\xfe") == ()
    assert differing(tmp_path, "x = 1\n" * 40_000) == ()
