"""`nnprep content`: packs are bounded, proved and confirmed before they're used, and removed as a whole."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from nnprep.cli.app import run
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.library import load_cards
from nnprep.content.roots import packs_folder
from nnprep.packs import source
from tests.contributing import write_examples


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Return a folder with a card, beside what a checkout has and a pack doesn't need."""
    root = write_examples(tmp_path / "Kettle Cards")
    for name in ("exercises", "solutions"):
        (root / name / "mean-squared-error").rename(root / name / "kettle-error")
    stub = root / "exercises" / "kettle-error" / "stub.py"
    stub.write_text(
        stub.read_text(encoding="utf-8").replace("mean-squared-error", "kettle-error"), encoding="utf-8"
    )
    (root / ".git").mkdir()
    (root / "README.md").write_text("Kettles", encoding="utf-8")
    (root / "questions" / ".DS_Store").write_text("", encoding="utf-8")
    return root


def cards_only(pack: Path) -> Path:
    """Take the exercise, which is slow to prove, out of a pack."""
    for name in ("exercises", "solutions"):
        (pack / name).rename(pack / f"no-{name}")
    return pack


def test_whole_pack(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pack with an exercise warns, needs a confirmation, is proved and used, refuses a twin, and leaves no trace."""
    assert 2 == run(["content", "add", str(pack)])
    assert "can do whatever you can" in " ".join(capsys.readouterr().out.split())
    assert list(packs_folder().iterdir()) == []

    assert 0 == run(["content", "add", str(pack), "--yes"])
    assert "Added kettle-cards: 1 card, 1 exercise." in capsys.readouterr().out
    assert "kettle-error" in exercise_ids()
    assert "loss-before-training" in {card.id for card in load_cards()}
    copied = {path.name for path in (packs_folder() / "kettle-cards").iterdir()}
    assert {"questions", "exercises", "solutions", ".nnprep-pack.json"} == copied

    assert 2 == run(["content", "add", str(pack), "--yes"])
    assert "a pack called kettle-cards already" in capsys.readouterr().err
    assert 2 == run(["content", "add", str(pack), "--yes", "--name", "twin"])
    refusal = capsys.readouterr().err.replace("\n", " ")
    for place in (pack, packs_folder() / "kettle-cards"):
        assert f"{place}/exercises/kettle-error" in refusal
        assert f"{place}/questions/losses.yaml:1" in refusal

    assert 0 == run(["content", "list"])
    assert "kettle-cards   1 card, 1 exercise" in capsys.readouterr().out
    assert 2 == run(["content", "remove", "kettle-cards"])
    assert 0 == run(["content", "remove", "kettle-cards", "--yes"])
    assert list(packs_folder().iterdir()) == []
    assert "kettle-error" not in exercise_ids()


def test_faults(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pack with errors is refused, each at its place in the original, unless --anyway says that they are skipped."""
    path = cards_only(pack) / "questions" / "losses.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("level: easy", "level: deadly"), encoding="utf-8"
    )

    assert 1 == run(["content", "add", str(pack)])
    assert f"{path}:3:" in capsys.readouterr().out
    assert list(packs_folder().iterdir()) == []
    assert 0 == run(["content", "add", str(pack), "--anyway"])
    assert "skipped until fixed" in capsys.readouterr().out
    assert load_cards([])


def zipped(pack: Path, target: Path, top: str = "") -> Path:
    """Return a zip file of a pack, in a folder as downloads of repositories are, if `top` names one."""
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(pack.rglob("*")):
            if path.is_file():
                archive.write(path, top + path.relative_to(pack).as_posix())
    return target


@pytest.mark.parametrize("top", ["", "kettles-main/"])
def test_zip(pack: Path, tmp_path: Path, top: str) -> None:
    """A zip file is a pack too, and has the zip file's name."""
    assert 0 == run(["content", "add", str(zipped(cards_only(pack), tmp_path / "kettles.zip", top))])
    assert (packs_folder() / "kettles" / "questions" / "losses.yaml").is_file()


def climb(archive: zipfile.ZipFile) -> None:
    """Add a path that leads out."""
    archive.writestr("questions/../../../evil.yaml", "evil")


def link(archive: zipfile.ZipFile) -> None:
    """Add a symbolic link."""
    info = zipfile.ZipInfo("questions/link.yaml")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(info, "/etc/passwd")


def bomb(archive: zipfile.ZipFile) -> None:
    """Add a file of zeros that is small only while it's packed."""
    archive.writestr("questions/zeros.yaml", bytes(40 << 20), zipfile.ZIP_DEFLATED)


def many_bombs(archive: zipfile.ZipFile) -> None:
    """Add more than all files together may have, in files that are small enough each."""
    for number in range(40):
        archive.writestr(f"questions/zeros-{number}.yaml", bytes(source.LARGEST), zipfile.ZIP_DEFLATED)


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (climb, "leads out of the zip file"),
        (link, "is a link or a device"),
        (bomb, "is larger than 1 MiB"),
        (many_bombs, "or 32 MiB of cards and exercises"),
    ],
)
def test_harmful_zip(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], harm: Callable[[zipfile.ZipFile], None], sentence: str
) -> None:
    """A harmful zip file is refused in a sentence, and nothing stays."""
    path = tmp_path / "kettles.zip"
    with zipfile.ZipFile(path, "w") as archive:
        harm(archive)

    assert 2 == run(["content", "add", str(path), "--yes", "--anyway"])
    assert sentence in " ".join(capsys.readouterr().err.split())
    assert not [each for each in tmp_path.rglob("*.yaml") if each.is_file()]
    assert not packs_folder().exists() or not list(packs_folder().iterdir())


def test_links_in_a_folder(pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A link in a folder is refused, whether it's a file or one of the three folders."""
    (pack / "questions" / "own.yaml").symlink_to("/etc/passwd")
    assert 2 == run(["content", "add", str(pack), "--yes"])
    assert "is a symbolic link" in " ".join(capsys.readouterr().err.split())
    other = tmp_path / "other"
    other.mkdir()
    (other / "questions").symlink_to(pack / "questions")
    assert 2 == run(["content", "add", str(other), "--yes"])
    assert "is a symbolic link" in " ".join(capsys.readouterr().err.split())


def test_what_is_no_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing path, an empty folder, a file that isn't a zip file and a bad name are each refused in a sentence."""
    (tmp_path / "text.zip").write_text("no zip", encoding="utf-8")
    for words, sentence in (
        ([str(tmp_path / "nowhere")], "doesn't exist"),
        ([str(tmp_path)], "is not a pack"),
        ([str(tmp_path / "text.zip")], "is not a zip file"),
        ([str(tmp_path), "--name", "../up"], "a valid name"),
    ):
        assert 2 == run(["content", "add", *words])
        assert sentence in " ".join(capsys.readouterr().err.split())


def test_remove_leaves_what_nnprep_did_not_add(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that somebody put among the packs is used and listed, but not deleted; nor is a link followed."""
    (packs_folder() / "by-hand" / "questions").mkdir(parents=True)
    (packs_folder() / "link").symlink_to(packs_folder() / "by-hand")
    for name in ("by-hand", "link"):
        assert 2 == run(["content", "remove", name, "--yes"])
        assert "nnprep didn't add" in " ".join(capsys.readouterr().err.split())
    assert 2 == run(["content", "remove", "kettles", "--yes"])
    assert "Valid names: by-hand, link." in " ".join(capsys.readouterr().err.split())
    assert (packs_folder() / "by-hand" / "questions").is_dir()
