"""All roots together: what is found, and what is wrong."""

from __future__ import annotations

import difflib
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from nnprep.content.library import (
    exercise_ids,
    find_card,
    find_exercise,
    load_cards,
    load_exercises,
    read_holding,
)
from nnprep.content.roots import built_in, content_roots
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.errors import ContentError, Fault, UnknownNameError


@pytest.fixture
def own(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name the example folder in NNPREP_CONTENT."""
    monkeypatch.setenv("NNPREP_CONTENT", str(root))
    return root


def messages(error: pytest.ExceptionInfo[ContentError]) -> str:
    """Return all faults as one text."""
    return "\n".join(str(fault) for fault in error.value.faults)


def test_own_content_stands_beside_the_built_in(own: Path) -> None:
    """Cards and exercises of both roots are found, built-in ones first."""
    built_in_cards = len(read_holding([built_in()]).cards)

    cards = load_cards()

    assert len(cards) == built_in_cards + 1
    assert cards[-1].id == "loss-before-training"
    assert "mean-squared-error" in exercise_ids()
    assert find_card("loss-before-training") == cards[-1]
    assert content_roots() == (built_in(), own)


def test_an_exercise_is_found_by_either_spelling(own: Path) -> None:
    """Learners' files use underscores, ids use hyphens."""
    exercise = find_exercise("mean_squared_error")

    assert exercise == find_exercise("mean-squared-error")
    assert exercise.module == "mean_squared_error"
    assert exercise.folder == own / "exercises" / "mean-squared-error"
    assert [part.id for part in exercise.parts] == ["loss", "gradient"]
    assert load_mistakes(exercise)[1].spellings == ("halved-gradient",)


def test_unknown_names_list_the_nearest_first(own: Path) -> None:
    """A mistyped exercise or card is met with the valid names."""
    with pytest.raises(UnknownNameError) as exercise:
        find_exercise("mean_squared_eror")
    with pytest.raises(UnknownNameError) as card:
        find_card("loss-before-trainin")

    assert exercise.value.valid[0] == "mean-squared-error"
    assert card.value.valid[0] == "loss-before-training"


@pytest.mark.parametrize("name", ["../losses", "..", ".", "", "mean-squared-error/", "/etc"])
def test_a_name_never_leaves_the_content(own: Path, name: str) -> None:
    """Only names of exercise folders are names."""
    with pytest.raises(UnknownNameError):
        find_exercise(name)


def test_a_missing_content_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """NNPREP_CONTENT with a folder that is not there is a fault, whatever is asked for."""
    monkeypatch.setenv("NNPREP_CONTENT", os.pathsep.join([str(tmp_path / "nowhere"), "", str(tmp_path)]))

    with pytest.raises(ContentError) as error:
        load_cards()

    assert "nowhere" in messages(error)
    assert len(error.value.faults) == 1


def test_ids_are_unique_across_roots(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same id in two folders is a fault that names both places."""
    again = tmp_path / "again"
    shutil.copytree(own, again)
    monkeypatch.setenv("NNPREP_CONTENT", os.pathsep.join([str(own), str(again)]))

    with pytest.raises(ContentError) as cards:
        load_cards()
    with pytest.raises(ContentError) as exercises:
        load_exercises()
    with pytest.raises(ContentError) as exercise:
        find_exercise("mean-squared-error")

    assert "`loss-before-training` stands twice" in messages(cards)
    assert str(own / "questions" / "losses.yaml") in messages(cards)
    assert "another exercise called `mean-squared-error`" in messages(exercises)
    assert "another exercise called `mean-squared-error`" in messages(exercise)


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("solutions/mean-squared-error", "twin under solutions/"),
        ("exercises/mean-squared-error", "a solution without its exercise"),
        ("solutions/mean-squared-error/checks.py", "this file is missing"),
        ("exercises/mean-squared-error/stub.py", "this file is missing"),
        ("exercises/mean-squared-error/exercise.yaml", "this file is missing"),
    ],
)
def test_missing_twins_and_files_are_told(root: Path, gone: str, said: str) -> None:
    """Half an exercise is a fault, whichever half."""
    path = root / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()

    holding = read_holding([root])

    assert holding.exercises == ()
    assert [fault.message for fault in holding.faults if said in fault.message]


@pytest.mark.parametrize(
    "stray",
    [
        "questions/losses.yml",
        "questions/notes.md",
        "exercises/notes.md",
        "exercises/mean-squared-error/old.py",
        "solutions/mean-squared-error/data/x.csv",
    ],
)
def test_stray_files_are_told(root: Path, stray: str) -> None:
    """What no format knows does not stay unnoticed."""
    path = root / stray
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")

    (fault,) = read_holding([root]).faults

    assert fault.message.startswith("stray file")
    assert str(fault.path) in str(path)


def test_byte_code_and_hidden_files_are_not_content(root: Path) -> None:
    """What Python, pip and file managers leave behind is passed over."""
    for folder in ("questions", "exercises", "solutions/mean-squared-error"):
        (root / folder / "__pycache__").mkdir()
        (root / folder / "__pycache__" / "x.pyc").write_bytes(b"")
        (root / folder / ".DS_Store").write_bytes(b"")

    assert read_holding([root]).faults == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("functions: [loss]", "functions: [lss]", "did you mean `loss`?"),
        ("  - id: loss", "  - id: gradient", "the part `gradient` is declared twice"),
        ("  - {name: loss}", "  - {name: gradient}", "the function `gradient` is declared twice"),
        ("      - How many numbers go into the mean?\n", "", "three hints"),
        ("minutes: 5", "minutes: 0", "positive whole number"),
    ],
)
def test_exercises_are_checked_against_themselves(root: Path, old: str, new: str, said: str) -> None:
    """Parts name declared functions, ids are unique, hints are three."""
    path = root / "exercises" / "mean-squared-error" / "exercise.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    faults = read_holding([root]).faults

    assert said in "\n".join(map(str, faults))


def test_all_faults_of_all_files_come_together(root: Path) -> None:
    """One run names what is wrong everywhere, sorted by file."""
    (root / "questions" / "losses.yaml").write_text("- id: 5")
    (root / "questions" / "basics.yaml").write_bytes(b"\xff")
    (root / "solutions" / "mean-squared-error" / "mistakes.yaml").write_text(
        "- {id: a, same_as: b}\n- {id: c, same_as: a}\n- {id: d, levle: easy}"
    )

    faults = read_holding([root]).faults

    assert list(faults) == sorted(faults)
    assert {fault.path.name for fault in faults} == {"losses.yaml", "basics.yaml", "mistakes.yaml"}


def test_a_spelling_must_name_a_mistake_of_its_file(root: Path) -> None:
    """`same_as` that leads nowhere, or to another spelling, is a fault with the nearest id."""
    path = root / "solutions" / "mean-squared-error" / "mistakes.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("same_as: lost-factor-two", "same_as: lost-factor-tow"), encoding="utf-8")

    (fault,) = read_holding([root]).faults

    assert "the nearest are `lost-factor-two`" in fault.message


def test_faults_of_all_kinds_are_told_at_once(root: Path) -> None:
    """A broken card, a wrong topic, a missing hint and a broken mistake come in one report, not one after the other."""
    (topic,) = (root / "questions").glob("*.yaml")
    text = topic.read_text(encoding="utf-8")
    topic.write_text(
        text.replace("level: ", "lvel: ", 1).replace(f"topic: {topic.stem}", "topic: elsewhere"),
        encoding="utf-8",
    )
    (exercise,) = (root / "exercises").glob("*/exercise.yaml")
    exercise.write_text(exercise.read_text(encoding="utf-8").replace("minutes:", "minuts:"), encoding="utf-8")
    mistakes = root / "solutions" / exercise.parent.name / "mistakes.yaml"
    mistakes.write_text(mistakes.read_text(encoding="utf-8").replace("say:", "says:"), encoding="utf-8")

    faults = [fault.message for fault in read_holding([root]).faults]

    for words in ("`lvel`", "the topic is `elsewhere`", "`minuts`", "`says`"):
        assert any(words in fault for fault in faults), words


def test_ten_thousand_faults_take_the_work_of_a_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Faults that repeat are found in seconds: neither their file nor their wrong name is looked up again."""
    questions = tmp_path / "questions"
    questions.mkdir()
    (questions / "kettles.yaml").write_text("- {quesion: a}\n" * 1000, encoding="utf-8")
    monkeypatch.setenv("NNPREP_CONTENT", str(tmp_path))
    work: list[object] = []
    resolve, close_matches = Path.resolve, difflib.get_close_matches

    def counted(path: Path, *, strict: bool = False) -> Path:
        work.append(path)
        return resolve(path, strict=strict)

    def compared(*words: Any, **options: Any) -> list[str]:
        work.append(words)
        return close_matches(*words, **options)

    monkeypatch.setattr(Path, "resolve", counted)
    monkeypatch.setattr(difflib, "get_close_matches", compared)
    faults: list[Fault] = []
    load_cards(faults)

    assert len(faults) > 10_000
    assert len(work) < 20
