"""`nnprep history` as a learner would type it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from nnprep.learner.history.log import History
from nnprep.learner.history.paths import history_path
from tests.cli.conftest import Nnprep


def test_export_of_a_broken_history_keeps_the_older_export(nnprep: Nnprep, folder: Path) -> None:
    """If the export fails, --force leaves the old file alone."""
    with History.open() as history:
        first = history.append("review", "x", {"grade": 3, "typed": "abc" * 50})
        history.insert(first._replace(id=f"{number:036}") for number in range(300))
    assert nnprep("history", "export", "all.jsonl").code == 0
    good = (folder / "all.jsonl").read_bytes()
    path = history_path()
    data = bytearray(path.read_bytes())
    data[6 * 4096 : -3 * 4096] = random.Random(1).randbytes(len(data) - 9 * 4096)
    path.write_bytes(data)

    done = nnprep("history", "export", "all.jsonl", "--force")

    assert done.code == 3
    assert good == (folder / "all.jsonl").read_bytes()
    assert [folder / "all.jsonl"] == list(folder.iterdir())


def test_export_comes_back(nnprep: Nnprep, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export can be imported, even with characters that Unicode treats as line breaks."""
    with History.open() as history:
        history.append("review", "x", {"grade": 3, "typed": "a\u2028b\x85c\x1cd"})
    exported = nnprep("history", "export")
    (folder / "old.jsonl").write_text(
        exported.out.replace("\\u2028", "\u2028").replace("\\u0085", "\x85"), encoding="utf-8"
    )
    refused = nnprep("history", "export", "old.jsonl")
    monkeypatch.setenv("NNPREP_HOME", str(folder / "other"))
    done = nnprep("history", "import", "old.jsonl")

    assert refused.code == 2
    assert (done.code, done.out) == (0, "1 of 1 event was new.\n")
