"""`nnprep anki` as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Nnprep


def test_export_says_what_it_wrote(nnprep: Nnprep, folder: Path) -> None:
    """A deck of one topic, and again over our own file; no history is made on the way."""
    first = nnprep("anki", "export", "losses.apkg", "--topic", "losses", "--with-schedule")
    again = nnprep("anki", "export", "losses.apkg", "--topic", "losses")

    assert (first.code, first.err) == (0, "")
    assert first.out.startswith("Wrote losses.apkg: ")
    assert "0 of them learned, with 0 reviews" in first.out
    assert again.code == 0
    assert sorted(path.name for path in folder.iterdir()) == ["losses.apkg"]
    assert not (folder.parent / "nnprep-home").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("deck.zip",), "names end in .apkg"),
        (("deck.apkg", "--topic", "lossses"), "Valid names: losses"),
        (("other.apkg",), "nnprep didn't write it"),
        (("link.apkg",), "is a symbolic link"),
        (("nowhere/deck.apkg",), "No such file"),
    ],
)
def test_export_refuses(nnprep: Nnprep, folder: Path, words: tuple[str, ...], says: str) -> None:
    """Wrong names and other programs' files are told, and left as they are."""
    (folder / "other.apkg").write_bytes(b"PK\3\4 mine")
    (folder / "link.apkg").symlink_to(folder / "other.apkg")

    done = nnprep("anki", "export", *words)

    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert (folder / "other.apkg").read_bytes() == b"PK\3\4 mine"
