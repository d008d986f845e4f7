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


NOTES = """\
#separator:tab
#deck:Uni::Small Animals
What is a cat?	An animal that sleeps.
What is a dog?	An animal that barks.
"""


def test_import_adds_what_is_new(nnprep: Nnprep, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cards are asked at once; a second import changes nothing, even what the learner has changed since."""
    (folder / "notes.txt").write_text(NOTES)
    monkeypatch.setenv("NNPREP_CONTENT", str(folder / "own"))

    first = nnprep("anki", "import", "notes.txt")
    path = folder / "own" / "questions" / "small-animals.yaml"
    path.write_text(path.read_text().replace("that barks", "that barks a lot"))
    changed = path.read_text()
    again = nnprep("anki", "import", "notes.txt")
    listed = nnprep("cards", "--topic", "small-animals")

    assert (first.code, first.err) == (0, "")
    assert first.out.startswith("Made 2 cards from notes.txt: ")
    assert "nnprep quiz --topic small-animals" in first.out
    assert "2 notes: already cards, left unchanged" in again.out
    assert path.read_text() == changed
    assert (listed.err, listed.out.count("What is a")) == ("", 2)


def test_import_into_another_folder(nnprep: Nnprep, folder: Path) -> None:
    """With --into, cards go there, are doubled as little, and it says how nnprep finds them."""
    (folder / "notes.txt").write_text(NOTES)

    first = nnprep("anki", "import", "notes.txt", "--into", "mine", "--topic", "pets")
    again = nnprep("anki", "import", "notes.txt", "--into", "mine", "--topic", "pets")

    assert "NNPREP_CONTENT" in first.out
    assert (folder / "mine" / "questions" / "pets.yaml").read_text().count("- id:") == 2
    assert "Made no cards" in again.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("notes.pdf",), "neither a deck"),
        (("missing.apkg", "--into", "x"), "doesn't exist"),
        ((".", "--into", "x"), "neither a deck"),
        (("broken.apkg", "--into", "x"), "it's damaged"),
        (("empty.txt", "--into", "x"), "has no notes"),
        (("broken.apkg",), "Set NNPREP_CONTENT"),
        (("empty.txt", "--topic", "Not A Topic"), "isn't a valid topic"),
    ],
)
def test_import_refuses(nnprep: Nnprep, folder: Path, words: tuple[str, ...], says: str) -> None:
    """Wrong files end in one sentence, and nothing is written."""
    (folder / "broken.apkg").write_bytes(b"PK\3\4")
    (folder / "empty.txt").write_text("#html:true\n")

    done = nnprep(
        "anki", "import", *words, *([] if "--into" in words or says != "neither a deck" else ["--into", "x"])
    )

    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert not (folder / "x").exists()
