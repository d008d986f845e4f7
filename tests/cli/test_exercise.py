"""`nnprep exercise`: the list, stubs and debugging files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from nnprep.answers.guesses import is_meant
from nnprep.cli.options import agreed
from nnprep.content.cards import Level
from nnprep.content.exercise_index import exercise_ids
from nnprep.content.exercises import Exercise, Group, Severity
from nnprep.content.library import find_exercise, load_exercises
from nnprep.content.yaml.mistake_reader import load_mistakes
from nnprep.grading.reference import reference_text
from nnprep.learner.history.log import History
from nnprep.practice.debug_exercise import changed_line, debug_text
from tests.cli.conftest import Nnprep


def is_easy_and_not_passed(exercise: Exercise) -> bool:
    return exercise.group is Group.FOUNDATIONS and exercise.level is Level.EASY and exercise.id != "forward"


def sampled(ids: Sequence[str]) -> list[Any]:
    """Return all ids, most of them marked as long proofs."""
    return [pytest.param(id, marks=() if at % 8 == 0 else pytest.mark.proof) for at, id in enumerate(ids)]


def test_list_shows_every_exercise_and_what_was_done(nnprep: Nnprep, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name, all exercises are listed with level, minutes and the learner's record; 40 columns are enough."""
    before = nnprep("exercise")
    nnprep("exercise", "backprop")
    after = nnprep("exercise")
    monkeypatch.setenv("COLUMNS", "40")
    narrow = nnprep("exercise").out

    assert before.code == 0
    assert all(id in before.out for id in exercise_ids())
    assert "started" not in before.out
    assert "started" in after.out
    assert "\n  backprop                medium 15 min\n    started\n  mlp  " in narrow
    assert max(map(len, narrow.splitlines())) < 40


def test_stub_is_written_and_runs(nnprep: Nnprep, folder: Path) -> None:
    """A stub contains its task and runs as it is."""
    done = nnprep("exercise", "backprop")
    path = folder / "backprop.py"

    assert done.code == 0
    assert "15 minutes" in done.out
    assert "nnprep check backprop" in done.out
    assert path.read_text(encoding="utf-8").startswith("# nnprep: backprop\n")
    subprocess.run([sys.executable, str(path)], check=True)


def test_file_is_never_overwritten(nnprep: Nnprep, folder: Path) -> None:
    """A second call leaves the learner's file alone and says how to start again."""
    path = folder / "backprop.py"
    path.write_text("my work\n", encoding="utf-8")

    done = nnprep("exercise", "backprop")

    assert done.code == 2
    assert "--force" in done.err
    assert path.read_text(encoding="utf-8") == "my work\n"


def test_force_keeps_old_files_with_a_number(nnprep: Nnprep, folder: Path) -> None:
    """--force renames the old file to .1, .2 and so on."""
    (folder / "backprop.py").write_text("first\n", encoding="utf-8")
    nnprep("exercise", "backprop", "--force")
    (folder / "backprop.py").write_text("second\n", encoding="utf-8")
    nnprep("exercise", "backprop", "--force")

    assert (folder / "backprop.1.py").read_text(encoding="utf-8") == "first\n"
    assert (folder / "backprop.2.py").read_text(encoding="utf-8") == "second\n"
    assert "raise NotImplementedError" in (folder / "backprop.py").read_text(encoding="utf-8")


def test_link_and_folder_in_the_way_are_left_alone(nnprep: Nnprep, folder: Path) -> None:
    """A dangling link or a folder with that name is reported, never followed or replaced."""
    (folder / "backprop.py").symlink_to(folder / "elsewhere.py")
    (folder / "forward.py").mkdir()

    assert nnprep("exercise", "backprop").code == 2
    assert nnprep("exercise", "forward", "--force").code == 2
    assert not (folder / "elsewhere.py").exists()


def test_dir_is_made(nnprep: Nnprep, folder: Path) -> None:
    """--dir creates the folder; the name works with hyphen and underscore."""
    done = nnprep("exercise", "count_params", "--dir", "a/b")

    assert done.code == 0
    assert (folder / "a" / "b" / "count_params.py").is_file()


def test_unknown_name_lists_the_valid_ones_nearest_first(nnprep: Nnprep) -> None:
    """A typo gives an error that lists the closest names first."""
    done = nnprep("exercise", "bakprop")

    assert done.code == 2
    assert "Valid names: backprop, " in done.err
    assert "Traceback" not in done.err


def test_json_lists_the_same(nnprep: Nnprep) -> None:
    """--json has the same facts as the list."""
    found = json.loads(nnprep("exercise", "--json").out)["exercises"]

    assert {each["id"] for each in found} == set(exercise_ids())
    assert all(each["attempts"] == 0 and each["passed"] is False for each in found)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--group", "losses"), lambda each: each.group is Group.LOSSES),
        (("--level", "hard"), lambda each: each.level is Level.HARD),
        (("--group", "foundations", "--level", "easy", "--todo"), is_easy_and_not_passed),
    ],
)
def test_list_can_be_narrowed(
    nnprep: Nnprep, folder: Path, options: tuple[str, ...], expected: Callable[[Exercise], bool]
) -> None:
    """--group, --level and --todo list what they say, and nothing else."""
    (folder / "forward.py").write_text(reference_text(find_exercise("forward")), encoding="utf-8")
    nnprep("check", "forward")
    found = json.loads(nnprep("exercise", *options, "--json").out)["exercises"]

    assert [each.id for each in load_exercises() if expected(each)] == [each["id"] for each in found]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--group", "loses"), "Valid names: losses, "),
        (("--level", "simple"), "Valid names: easy, "),
        (("backprop", "--group", "losses"), "--group can't be combined with a name"),
        (("--next", "--todo"), "--todo can't be combined with --next"),
        (("--debug", "--json"), "--json can't be combined with --debug"),
        (("backprop", "--level", "easy"), "--level only works with --debug"),
        (("--debug",), "picks an exercise you have passed, and there is none yet"),
    ],
)
def test_wrong_options_are_refused(nnprep: Nnprep, options: tuple[str, ...], message: str) -> None:
    """An option that would have no effect, or a name that doesn't exist, is one sentence."""
    done = nnprep("exercise", *options)

    assert done.code == 2
    assert message in " ".join(done.err.split())


def test_next_writes_what_is_next(nnprep: Nnprep, folder: Path) -> None:
    """--next writes the first exercise whose needs are met, and then the one after it, begun or not."""
    order = [exercise.module for exercise in load_exercises() if not exercise.needs]
    nnprep("exercise", "--next")
    listed = nnprep("exercise")
    nnprep("exercise", "--next")

    assert {f"{order[0]}.py", f"{order[1]}.py"} == {path.name for path in folder.iterdir()}
    assert f"next   nnprep check {order[0]}" in listed.out


def test_debug_without_a_name_takes_one_that_was_passed(nnprep: Nnprep, folder: Path) -> None:
    """--debug alone writes a debugging file of an exercise that was passed."""
    (folder / "forward.py").write_text(reference_text(find_exercise("forward")), encoding="utf-8")
    nnprep("check", "forward")
    done = nnprep("exercise", "--debug")

    assert done.code == 0
    assert (folder / "forward_debug.py").is_file()


@pytest.mark.parametrize("id", sampled(exercise_ids()))
def test_debug_file_is_complete_and_wrong(nnprep: Nnprep, folder: Path, id: str) -> None:
    """A debugging file is a complete solution without comments that fails, and check doesn't name its mistake."""
    module = find_exercise(id).module
    written = nnprep("exercise", id, "--debug", "--yes")
    text = (folder / f"{module}_debug.py").read_text(encoding="utf-8")
    code = text.rpartition('"""')[2]
    done = nnprep("check", f"{module}_debug.py")

    assert written.code == 0
    assert "raise NotImplementedError" not in code
    assert f"doctest {module}.py" not in text  # that's another file
    assert "#" not in code
    assert done.code == 1
    assert "Known mistake" not in done.out


def test_debug_asks_before_the_exercise_was_passed(nnprep: Nnprep, folder: Path) -> None:
    """Without a terminal to ask on, it writes nothing and says what to type instead."""
    done = nnprep("exercise", "backprop", "--debug")

    assert done.code == 2
    assert "--yes" in done.err
    assert list(folder.iterdir()) == []


def test_a_question_is_asked_until_it_is_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is neither yes nor no is asked again, in a sentence of nnprep's; Enter is the usual answer."""
    for typed, answer in (("maybe\nYES\n", True), ("n\n", False), ("\n", False)):
        monkeypatch.setattr("sys.stdin", StringIO(typed))
        assert answer is agreed("Go on?")

    assert 1 == capsys.readouterr().out.count("Type y for yes or n for no.")


def test_mended_debug_file_passes_and_tells_the_mistake(nnprep: Nnprep, folder: Path) -> None:
    """Once the file is fixed, check shows the mistake, the guess, and the time it took."""
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


REFERENCE = "# nnprep: backprop debug\n" + reference_text(find_exercise("backprop"))


def test_each_debug_file_has_its_own_state(nnprep: Nnprep, folder: Path) -> None:
    """Fixing one debugging file reveals nothing about one that was written later, nor its guesses."""
    for place in ("one", "two"):
        nnprep("exercise", "backprop", "--debug", "--yes", "--dir", place)
    one, two = (folder / place / "backprop_debug.py" for place in ("one", "two"))
    with History.open() as history:
        first, second = (event.data["mistake"] for event in history.events("start", "backprop.debug"))
    nnprep("check", str(two), "--guess", "a potato")
    again = nnprep("check", str(two))
    header = "".join(one.read_text(encoding="utf-8").splitlines(keepends=True)[:2])
    one.write_text(header + reference_text(find_exercise("backprop")), encoding="utf-8")
    done = nnprep("check", str(one))

    assert first != second
    assert "--guess" not in again.out
    assert done.code == 0
    says = {m.id: m.say for m in load_mistakes(find_exercise("backprop"))}
    assert f"The mistake was: {says[first]}" in " ".join(done.out.split())
    assert says[second] not in " ".join(done.out.split())
    assert "potato" not in done.out


def test_debugging_file_has_hints_a_verdict_and_a_solution_of_its_own(nnprep: Nnprep, folder: Path) -> None:
    """Hints lead to the changed line, check calls it debugging, and its solution waits until the file passes."""
    nnprep("exercise", "backprop", "--debug", "--yes")
    path = folder / "backprop_debug.py"
    wrong = path.read_text(encoding="utf-8")
    hints = [nnprep("hint").out for _ in range(3)]
    failed, too_early = nnprep("check"), nnprep("solution", "backprop_debug.py")
    header = "".join(wrong.splitlines(keepends=True)[:2])
    path.write_text(header + reference_text(find_exercise("backprop")), encoding="utf-8")
    passed, shown, other = nnprep("check"), nnprep("solution"), nnprep("solution", "backprop")

    line = hints[1].splitlines()[3].strip()
    assert line in {row.strip() for row in hints[0].splitlines()}
    assert line in {row.strip() for row in wrong.splitlines()}
    assert "hint 3 of 3" in hints[2]
    assert re.search("debugging backprop   (failed|crashed)", failed.out)
    assert "debugging backprop   passed" in passed.out
    assert (too_early.code, "You haven't fixed backprop_debug.py yet." in too_early.err) == (2, True)
    assert (shown.code, other.code) == (0, 2)


def test_debugging_file_that_was_given_up(nnprep: Nnprep, folder: Path) -> None:
    """Seeing the solution of a debugging file shows in the statistics, and is no find once the file passes."""
    nnprep("exercise", "backprop", "--debug", "--yes")
    nnprep("solution", "backprop_debug.py", "--give-up")
    open_ = nnprep("stats", "--all").out
    (folder / "backprop_debug.py").write_text(REFERENCE, encoding="utf-8")
    fixed, done = nnprep("check", "backprop-debug").out, nnprep("stats", "--all").out

    assert re.search(r"backprop.debug .* started, solution seen", open_)
    assert re.search(r"backprop.debug .* passed, solution seen", done)
    assert "Fixed, with the solution seen, in about a minute." in " ".join(fixed.split())


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("a\nb\nc\n", "a\nx\nc\n", "x"),
        ("a\n\nb\nc\n", "a\n\nb\n", "b"),  # the last line is missing
        ("a\nb\nc\n", "a\nc\n", "c"),  # a line is missing above this one
        ("a\nb\n", "a\nb\nc\n", "c"),
        ("a\nb\nc\n", "x\nb\ny\n", "x\ny"),  # both have to be fixed
    ],
)
def test_place_of_a_mistake(right: str, wrong: str, line: str) -> None:
    """The place is every line that isn't the reference's; if the last line is missing, the one above."""
    assert changed_line(right, wrong)["line"] == line


def test_first_hint_leaves_six_lines() -> None:
    """Wherever the mistake is, also at the end, the first hint leaves as many lines."""
    right = [f"line {n}" for n in range(8)]
    for place in range(8):
        place_of = changed_line("\n".join(right), "\n".join([*right[:place], "wrong", *right[place + 1 :]]))
        assert place_of["line"] in place_of["lines"].splitlines()
        assert len(place_of["lines"].splitlines()) == 6


def test_guess_is_judged_once_the_file_passes(nnprep: Nnprep, folder: Path) -> None:
    """A guess that describes the mistake is confirmed, another is left to the learner and never denied."""
    nnprep("exercise", "backprop", "--debug", "--yes")
    with History.open() as history:
        (start,) = history.events("start", "backprop.debug")
    (mistake,) = (m for m in load_mistakes(find_exercise("backprop")) if m.id == start.data["mistake"])
    hinted = nnprep("hint", "backprop_debug")
    for guess in ("a potato", mistake.say.split(". ")[0]):
        judged = nnprep("check", "backprop-debug", "--guess", guess)
    (folder / "backprop_debug.py").write_text(REFERENCE, encoding="utf-8")
    done = " ".join(nnprep("check", "backprop-debug").out.split())

    assert hinted.code == 0
    assert "nnprep check backprop_debug.py" in hinted.out
    assert "Your guess is recorded" in judged.out
    assert judged.out.index("Your guess is recorded") < judged.out.index("debugging backprop")
    assert "Your guess: a potato. Is that the same? Compare it with the sentence above" in done
    assert "That's not it" not in done
    assert "That's it." in done


def test_debugging_report_names_no_mistake_before_a_guess(nnprep: Nnprep, folder: Path) -> None:
    """Which values are wrong is said at once; what is wrong with them, once there is a guess to compare."""
    exercise = find_exercise("backprop")
    (mistake,) = (m for m in load_mistakes(exercise) if m.id == "db-no-keepdims")
    (folder / "backprop_debug.py").write_text(debug_text(exercise, mistake), encoding="utf-8")
    before = nnprep("check", "backprop-debug").out
    after = nnprep("check", "backprop-debug", "--guess", "a potato").out

    assert "db1 (1, 3)  has shape (3,), should be (1, 3)\n" in before
    assert "is missing" not in before
    assert "is missing" in after


@pytest.mark.proof
@pytest.mark.parametrize("id", exercise_ids())
def test_every_mistake_is_meant_by_its_own_sentence(id: str) -> None:
    """Each known mistake's own sentence is a right guess; a word that fits all mistakes isn't."""
    mistakes = [m for m in load_mistakes(find_exercise(id)) if m.severity is Severity.CORE]
    heading = {m.id: m.say.split(". ")[0] for m in mistakes}

    assert [m.id for m in mistakes if not is_meant(heading[m.id], m, mistakes)] == []
    assert not any(is_meant("potato", m, mistakes) for m in mistakes)


def test_guess_that_quotes_the_code_is_right() -> None:
    """Naming what the line says and what it should say names the mistake, in whatever words."""
    mistakes = load_mistakes(find_exercise("mlp"))
    (mask,) = (m for m in mistakes if m.id == "relu-mask-off-by-one")

    assert is_meant("relu mask uses Z[k] instead of Z[k-1]", mask, mistakes)
    assert not is_meant("it uses W[k] instead of W[k-1]", mask, mistakes)


@pytest.mark.parametrize(
    "words",
    [
        ["backprop", "--level", "nonsense"],
        ["backprop", "--yes"],
        ["backprop", "--json"],
        ["--debug"],
    ],
)
def test_option_that_cannot_apply_is_wrong_usage(nnprep: Nnprep, folder: Path, words: list[str]) -> None:
    """An option without effect is an error, and nothing is written."""
    assert nnprep("exercise", *words).code == 2
    assert list(folder.iterdir()) == []


def test_stub_that_is_no_text_is_told(nnprep: Nnprep, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stub that isn't UTF-8 is a content error with file and line, for the learner and for lint."""
    monkeypatch.setenv("NNPREP_CONTENT", str(root))
    (stub,) = (root / "exercises").glob("*/stub.py")
    stub.write_bytes(stub.read_bytes() + b"# \xff\n")
    done = nnprep("exercise", stub.parent.name)
    linted = nnprep("lint", str(root))

    assert done.code == 3
    line = stub.read_bytes().count(b"\n")
    assert f"stub.py:{line}:3: not UTF-8" in done.err
    assert f"stub.py:{line}:3: not UTF-8" in linted.out
    assert "nnprep's own" not in linted.err
