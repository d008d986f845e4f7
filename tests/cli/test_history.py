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


@pytest.mark.parametrize(
    ("before", "encoding"),
    [("", "utf-8"), ("\ufeff", "utf-8"), ("\ufeff", "utf-16-le"), ("\ufeff", "utf-16-be")],
)
def test_import_of_what_powershell_writes(
    nnprep: Nnprep, folder: Path, monkeypatch: pytest.MonkeyPatch, before: str, encoding: str
) -> None:
    """An export that went through a Windows shell, as UTF-16 or with a byte order mark, comes back."""
    with History.open() as history:
        history.append("review", "x", {"grade": 3})
    text = before + nnprep("history", "export").out.replace("\n", "\r\n")
    (folder / "all.jsonl").write_bytes(text.encode(encoding))
    monkeypatch.setenv("NNPREP_HOME", str(folder / "other"))

    assert nnprep("history", "import", "all.jsonl").out == "1 of 1 event was new.\n"


def test_import_of_a_copy_from_the_last_year(
    nnprep: Nnprep, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An event of the year 9999 in a backup doesn't keep the others from being imported, and doesn't count."""
    with History.open(folder / "copy.sqlite3") as history:
        event = history.append("review", "x", {"grade": 3})
        late = event._replace(id="0" * 36, at=event.at.replace(year=9999, month=12, day=31))
        history.insert([late])
    imported = nnprep("history", "import", "copy.sqlite3")

    assert (imported.code, nnprep("stats").code) == (0, 0)
    with History.open() as history:
        assert [each.at.year for each in history.events()] == [event.at.year]


def test_export_replaces_no_link_and_no_other_file(nnprep: Nnprep, folder: Path) -> None:
    """An export needs --force to replace a file, and doesn't follow a link even then."""
    mine = folder / "mine.txt"
    mine.write_text("hours of work\n", encoding="utf-8")
    (folder / "link").symlink_to(mine)
    refused = nnprep("history", "export", "mine.txt")
    linked = nnprep("history", "export", "link", "--force")

    assert (refused.code, linked.code) == (2, 2)
    assert "nnprep history export mine.txt --force" in refused.err
    assert "'link' is a symbolic link" in linked.err
    assert mine.read_text(encoding="utf-8") == "hours of work\n"
