"""All roots together: their content, and every error in it."""

from __future__ import annotations

import difflib
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from nnprep.content.exercise_finder import exercise_id
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.library import (
    cards_by_name,
    find_card,
    find_exercise,
    load_cards,
    load_exercises,
    read_library,
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
    """Return all errors as one text."""
    return "\n".join(str(fault) for fault in error.value.faults)


def test_own_content_stands_beside_the_built_in(own: Path) -> None:
    """Cards and exercises of both roots are loaded, built-in ones first."""
    built_in_cards = len(read_library([built_in()]).cards)

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
    """An error for a mistyped exercise or card lists the valid names."""
    with pytest.raises(UnknownNameError) as exercise:
        find_exercise("mean_squared_eror")
    with pytest.raises(UnknownNameError) as card:
        find_card("loss-before-trainin")

    assert exercise.value.valid[0] == "mean-squared-error"
    assert card.value.valid[0] == "loss-before-training"


@pytest.mark.parametrize("name", ["../losses", "..", ".", "", "mean-squared-error/", "/etc"])
def test_a_name_never_leaves_the_content(own: Path, name: str) -> None:
    """Only the names of exercise folders are valid names."""
    with pytest.raises(UnknownNameError):
        find_exercise(name)


def test_a_missing_content_folder_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing folder in NNPREP_CONTENT is an error, whatever is loaded."""
    monkeypatch.setenv("NNPREP_CONTENT", os.pathsep.join([str(tmp_path / "nowhere"), "", str(tmp_path)]))

    with pytest.raises(ContentError) as error:
        load_cards()

    assert "nowhere" in messages(error)
    assert len(error.value.faults) == 1


def test_ids_are_unique_across_roots(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same id in two folders is an error that names both places."""
    again = tmp_path / "again"
    shutil.copytree(own, again)
    monkeypatch.setenv("NNPREP_CONTENT", os.pathsep.join([str(own), str(again)]))

    with pytest.raises(ContentError) as cards:
        load_cards()
    with pytest.raises(ContentError) as exercises:
        load_exercises()
    with pytest.raises(ContentError) as exercise:
        find_exercise("mean-squared-error")

    assert "duplicate id `loss-before-training`" in messages(cards)
    assert str(own / "questions" / "losses.yaml") in messages(cards)
    assert "another exercise called `mean-squared-error`" in messages(exercises)
    assert "another exercise called `mean-squared-error`" in messages(exercise)


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("solutions/mean-squared-error", "every exercise has one under solutions/"),
        ("exercises/mean-squared-error", "a solution without an exercise"),
        ("solutions/mean-squared-error/checks.py", "this file is missing"),
        ("exercises/mean-squared-error/stub.py", "this file is missing"),
        ("exercises/mean-squared-error/exercise.yaml", "this file is missing"),
    ],
)
def test_missing_folders_and_files_are_reported(root: Path, gone: str, said: str) -> None:
    """Half an exercise is an error, whichever half."""
    path = root / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()

    library = read_library([root])

    assert library.exercises == ()
    assert [fault.message for fault in library.faults if said in fault.message]


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
def test_stray_files_are_reported(root: Path, stray: str) -> None:
    """Files that belong to no format are reported."""
    path = root / stray
    path.parent.mkdir(exist_ok=True)
    path.write_text("x")

    (fault,) = read_library([root]).faults

    assert fault.message.startswith("stray file")
    assert str(fault.path) in str(path)


def test_byte_code_and_hidden_files_are_not_content(root: Path) -> None:
    """Files that Python, pip and file managers leave behind are ignored."""
    for folder in ("questions", "exercises", "solutions/mean-squared-error"):
        (root / folder / "__pycache__").mkdir()
        (root / folder / "__pycache__" / "x.pyc").write_bytes(b"")
        (root / folder / ".DS_Store").write_bytes(b"")

    assert read_library([root]).faults == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("functions: [loss]", "functions: [lss]", "did you mean `loss`?"),
        ("  - id: loss", "  - id: gradient", "duplicate part `gradient`"),
        ("  - {name: loss}", "  - {name: gradient}", "duplicate function `gradient`"),
        ("      - How many numbers go into the mean?\n", "", "three hints"),
        ("minutes: 5", "minutes: 0", "positive whole number"),
    ],
)
def test_exercises_are_checked_against_themselves(root: Path, old: str, new: str, said: str) -> None:
    """Parts list declared functions, ids are unique, and each part has three hints."""
    path = root / "exercises" / "mean-squared-error" / "exercise.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    faults = read_library([root]).faults

    assert said in "\n".join(map(str, faults))


def test_errors_of_all_files_are_reported_together(root: Path) -> None:
    """One run reports everything, sorted by file."""
    (root / "questions" / "losses.yaml").write_text("- id: 5")
    (root / "questions" / "basics.yaml").write_bytes(b"\xff")
    (root / "solutions" / "mean-squared-error" / "mistakes.yaml").write_text(
        "- {id: a, same_as: b}\n- {id: c, same_as: a}\n- {id: d, levle: easy}"
    )

    faults = read_library([root]).faults

    assert list(faults) == sorted(faults)
    assert {fault.path.name for fault in faults} == {"losses.yaml", "basics.yaml", "mistakes.yaml"}


def test_a_spelling_must_name_a_mistake_of_its_file(root: Path) -> None:
    """A `same_as` that leads nowhere, or to another spelling, is an error that lists the nearest ids."""
    path = root / "solutions" / "mean-squared-error" / "mistakes.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("same_as: lost-factor-two", "same_as: lost-factor-tow"), encoding="utf-8")

    (fault,) = read_library([root]).faults

    assert "the nearest are `lost-factor-two`" in fault.message


def test_errors_of_all_kinds_are_reported_together(root: Path) -> None:
    """An invalid card, a wrong topic, an invalid exercise and an invalid mistake are reported together."""
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

    faults = [fault.message for fault in read_library([root]).faults]

    for words in ("`lvel`", "the topic is `elsewhere`", "`minuts`", "`says`"):
        assert any(words in fault for fault in faults), words


def add_line(path: Path, after: str, line: str) -> None:
    """Add a line to a file after one that begins with a text."""
    rows = path.read_text(encoding="utf-8").split("\n")
    at = next(number for number, row in enumerate(rows) if row.startswith(after))
    path.write_text("\n".join([*rows[: at + 1], line, *rows[at + 1 :]]), encoding="utf-8")


def test_an_alias_names_a_card_or_an_exercise(own: Path) -> None:
    """An alias works like an id; in exercises, hyphens and underscores are the same."""
    add_line(own / "questions" / "losses.yaml", "  topic:", "  aliases: [first-loss]")
    add_line(own / "exercises" / "mean-squared-error" / "exercise.yaml", "title:", "aliases: [mse-loss]")

    assert find_card("first-loss") == find_card("loss-before-training")
    assert find_exercise("mse_loss") == find_exercise("mean-squared-error")
    assert exercise_id("mse-loss") == "mean-squared-error"
    assert exercise_id("mse-los") is None
    assert "mse-loss" not in exercise_ids()
    assert read_library(content_roots()).faults == ()


def test_british_ids_have_american_aliases() -> None:
    """Ids stay as they are, since the history refers to them, but each has an alias in American spelling."""
    names = cards_by_name(load_cards())
    for id in names:
        american = (
            id.replace("isation", "ization")
            .replace("ise-", "ize-")
            .replace("our-", "or-")
            .replace("noize", "noise")
        )
        assert american in names or id == american, id


@pytest.mark.parametrize(
    "alias", ["first-loss, first-loss", "loss-before-training", "zero-weights", "batch-normalization"]
)
def test_an_alias_is_unique(own: Path, alias: str) -> None:
    """An alias that repeats, or that is an id or an alias of any card, is an error."""
    add_line(own / "questions" / "losses.yaml", "  topic:", f"  aliases: [{alias}]")

    faults = read_library(content_roots()).faults

    assert faults
    assert all("is already in use" in fault.message for fault in faults)


@pytest.mark.parametrize("alias", ["mse-loss, mse-loss", "mean-squared-error", "backprop"])
def test_an_alias_of_an_exercise_is_unique(own: Path, alias: str) -> None:
    """The same holds for exercises."""
    add_line(own / "exercises" / "mean-squared-error" / "exercise.yaml", "title:", f"aliases: [{alias}]")

    faults = read_library(content_roots()).faults

    assert faults
    assert all("is already in use" in fault.message for fault in faults)


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
