"""`nnprep check` as a learner would type it."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from xml.etree import ElementTree

import numpy
import pytest

from nnprep import __version__ as nnprep_version
from nnprep.cli.app import run
from nnprep.cli.check.report_page import since_you_began
from nnprep.content.library import find_exercise
from nnprep.grading.reference import reference_text
from nnprep.learner.attempts import record_of
from nnprep.learner.history.log import History
from nnprep.learner.history.paths import history_path
from tests.cli.conftest import Nnprep

REFERENCE = "# nnprep: backprop\n" + reference_text(find_exercise("backprop"))
WRONG = REFERENCE.replace("a1.T @ dz2 / m", "a1.T @ dz2")


@pytest.fixture
def file(folder: Path) -> Path:
    """Write a wrong solution to the learner's file and return it."""
    path = folder / "backprop.py"
    path.write_text(WRONG, encoding="utf-8")
    return path


def test_path_from_stub_to_pass(nnprep: Nnprep, folder: Path) -> None:
    """A new learner gets a stub, then reads that it is empty, what is wrong, and that it passes."""
    nnprep("exercise", "backprop")
    untouched, home = nnprep("check"), nnprep()
    (folder / "backprop.py").write_text(WRONG, encoding="utf-8")
    wrong, later = nnprep("check", "backprop"), nnprep()
    (folder / "backprop.py").write_text(REFERENCE, encoding="utf-8")
    right = nnprep("check", "backprop")
    listed = nnprep("exercise")

    assert (untouched.code, wrong.code, right.code) == (1, 1, 0)
    assert "not attempted" in untouched.out
    assert ("backprop, not attempted" in home.out, "backprop, failed" in later.out) == (True, True)
    assert "backward is unfinished" in untouched.out
    assert "dW2 isn't averaged over the batch" in wrong.out
    assert "no-mean-dW2" in wrong.out
    assert "exactly 5 times what it should be, and 5 is the batch size" in " ".join(wrong.out.split())
    assert "Less than a minute of work since you began; an interviewer allows 15." in wrong.out
    assert "core checks pass" in right.out
    assert (
        "next   nnprep solution backprop\n         a solution next to yours, and what to answer\n"
        in right.out
    )
    assert "passed" in listed.out


def test_failed_seed_comes_back_until_it_passes(nnprep: Nnprep, file: Path) -> None:
    """After a failure the same seed is used again; once it passes, a fresh seed confirms."""
    first = json.loads(nnprep("check", "--json").out)
    second = json.loads(nnprep("check", "--json").out)
    file.write_text(REFERENCE, encoding="utf-8")
    passed = nnprep("check")

    assert first["seed"] == second["seed"]
    assert f"Seed {first['seed']}, which failed before, passes" in passed.out


def test_a_printed_seed_repeats_its_run_in_another_home(
    nnprep: Nnprep, file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--seed` with the number that a run printed repeats its very inputs, also where no history knows that run."""
    first = json.loads(nnprep("check", "--json").out)
    monkeypatch.setenv("NNPREP_HOME", str(folder / "another"))
    again = json.loads(nnprep("check", "--json", "--seed", str(first["seed"])).out)

    assert first["seed"] == again["seed"]
    assert [o["actual"] for o in first["outcomes"]] == [o["actual"] for o in again["outcomes"]]


def test_the_next_command_says_the_exercise_if_the_file_does_not(nnprep: Nnprep, folder: Path) -> None:
    """What to type next works as printed, also for a file that doesn't say which exercise it is."""
    (folder / "other.py").write_text(WRONG.replace("# nnprep: backprop\n", ""), encoding="utf-8")
    out = nnprep("check", "other.py", "--exercise", "backprop", "--seed", "7").out

    (step,) = (line for line in out.splitlines() if "--show-case" in line)
    case = nnprep(*step.split("nnprep ")[1].split())

    assert "nnprep check other.py --exercise backprop --show-case --seed 7" in step
    assert "(seed 7)" in case.out


def test_seed_repeats_a_run(nnprep: Nnprep, file: Path) -> None:
    """--seed repeats the same inputs."""
    first, again = (json.loads(nnprep("check", "--seed", "7", "--json").out) for _ in range(2))

    assert [o["actual"] for o in first["outcomes"]] == [o["actual"] for o in again["outcomes"]]


def test_bare_check_takes_the_newest_file_and_says_which(nnprep: Nnprep, folder: Path, file: Path) -> None:
    """The newest file is judged and named; files that --force renamed don't count."""
    (folder / "backprop.1.py").write_text(REFERENCE, encoding="utf-8")
    old = folder / "forward.py"
    old.write_text("# nnprep: forward\n", encoding="utf-8")
    os.utime(old, (1, 1))
    os.utime(file, (2, 2))

    done = nnprep("check")

    assert done.code == 1
    assert "Judged backprop.py, the newest exercise file here." in done.out


def test_mark_overrules_the_name_and_exercise_overrules_the_mark(nnprep: Nnprep, folder: Path) -> None:
    """A file can have any name if its first line or --exercise says which exercise it is."""
    (folder / "mine.py").write_text(WRONG, encoding="utf-8")
    (folder / "other.py").write_text(WRONG.replace("# nnprep: backprop\n", ""), encoding="utf-8")

    assert json.loads(nnprep("check", "mine.py", "--json").out)["exercise"] == "backprop"
    assert (
        json.loads(nnprep("check", "mine.py", "--exercise", "forward", "--json").out)["exercise"] == "forward"
    )
    assert nnprep("check", "other.py").code == 2
    assert (
        json.loads(nnprep("check", "other.py", "--exercise", "backprop", "--json").out)["exercise"]
        == "backprop"
    )


def test_several_files_give_one_object_each_and_the_worst_code(
    nnprep: Nnprep, folder: Path, file: Path
) -> None:
    """Each file gets one line; the exit code is the highest of all."""
    (folder / "forward.py").write_text(reference_text(find_exercise("forward")), encoding="utf-8")

    done = nnprep("check", "backprop", "forward", "--json")

    assert [json.loads(line)["status"] for line in done.out.splitlines()] == ["failed", "passed"]
    assert done.code == 1


FIRST = find_exercise("activations").parts[0].id
ACTIVATIONS = "# nnprep: activations\n" + reference_text(find_exercise("activations"))


def test_part_is_judged_alone_and_never_passes_the_whole(nnprep: Nnprep, folder: Path) -> None:
    """A right part passes, but the exercise doesn't: its solution stays locked, and the next part is suggested."""
    second = find_exercise("activations").parts[1].id
    (folder / "activations.py").write_text(ACTIVATIONS, encoding="utf-8")
    done = nnprep("check", "activations", "--part", FIRST)
    listed = nnprep("exercise", "--json")
    row = next(line for line in nnprep("exercise").out.splitlines() if line.startswith("  activations"))

    assert done.code == 0
    assert f"nnprep check activations.py --part {second}\n" in done.out
    assert "nnprep solution" not in done.out
    assert "would ask next" not in done.out
    assert not any(each["passed"] for each in json.loads(listed.out)["exercises"])
    assert "part passed · 1 attempt" in row
    assert nnprep("solution", "activations").code == 2
    assert "which failed before" not in nnprep("check", "activations").out
    assert nnprep("solution", "activations").code == 0


def test_unknown_part_lists_the_names(nnprep: Nnprep, file: Path) -> None:
    """An unknown part is an error that lists the valid names."""
    unknown = nnprep("check", "--part", "forwards")

    assert unknown.code == 2
    assert "Valid names: backward" in unknown.err


def unfinished(folder: Path) -> Path:
    """Write a file whose first part is right and whose other parts are empty."""
    exercise = find_exercise("activations")
    text = ACTIVATIONS
    for part in exercise.parts[1:]:
        for name in part.functions:
            text += f"\n\ndef {name}(*_, **__):\n    raise NotImplementedError\n"
    path = folder / "activations.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_right_parts_with_others_to_come_are_no_failure(nnprep: Nnprep, folder: Path) -> None:
    """If one part is right and the others are empty, the report says unfinished; the JSON status is unchanged."""
    unfinished(folder)
    done = nnprep("check", "activations")
    row = next(line for line in nnprep("exercise").out.splitlines() if line.startswith("  activations"))

    assert "activations   unfinished · " in done.out
    assert "No core check fails so far." in done.out
    assert "--show-case" not in done.out
    assert "unfinished" in row
    assert json.loads(nnprep("check", "activations", "--json").out)["status"] == "failed"


@pytest.mark.parametrize(
    "words", [["--json"], ["--show-case"], ["--save-case", "case.py"], ["--junit", "out.xml"]]
)
def test_watch_takes_no_option_that_it_would_pass_over(nnprep: Nnprep, file: Path, words: list[str]) -> None:
    """An option that --watch would ignore is an error."""
    done = nnprep("check", "backprop", "--watch", *words)

    assert done.code == 2
    assert words[0] in done.err


def test_damaged_history_does_not_stop_judging(nnprep: Nnprep, file: Path) -> None:
    """If the history opens but can't be read, a note says so, and the file is still judged."""
    nnprep("check")
    with sqlite3.connect(history_path()) as connection:
        connection.execute("DROP TRIGGER event_never_changes")
        connection.execute("UPDATE event SET data = '{]}'")
    connection.close()
    done = nnprep("check", "backprop")
    file.with_name("backprop_debug.py").write_text(
        REFERENCE.replace("# nnprep: backprop", "# nnprep: backprop debug"), encoding="utf-8"
    )
    with sqlite3.connect(history_path()) as connection:
        connection.execute(
            "INSERT INTO event SELECT 9, replace(id, '-', '_'), at, 0, kind, 'backprop.debug', session,"
            " version, data, NULL FROM event WHERE position = 1"
        )
    connection.close()
    mended = nnprep("check", "backprop_debug.py")

    assert (done.code, mended.code) == (1, 0)
    assert "was not saved" in done.out
    assert "dW2 isn't averaged" in done.out
    assert "core checks pass" in mended.out


@pytest.mark.skipif(sys.platform != "linux", reason="paths are text elsewhere")
def test_path_that_is_no_text_is_judged(nnprep: Nnprep, file: Path, folder: Path) -> None:
    """A folder whose name is not UTF-8 prevents neither the verdict nor its record."""
    other = folder / os.fsdecode(b"d\xe9")
    other.mkdir()
    file.rename(other / "backprop.py")
    done = nnprep("check", str(other / "backprop.py"))

    assert done.code == 1
    assert "dW2 isn't averaged" in done.out
    assert "was not saved" not in done.out


def test_show_case_prints_code_only(nnprep: Nnprep, file: Path, folder: Path) -> None:
    """The output of --show-case can be piped into Python; --save-case writes the same."""
    done = nnprep("check", "--show-case", "--save-case", "case.py")

    compile(done.out, "case", "exec")
    assert (folder / "case.py").read_text(encoding="utf-8").strip() == done.out.strip()


def test_another_look_at_a_judged_file_is_no_attempt(nnprep: Nnprep, file: Path) -> None:
    """--show-case records what isn't known yet; if the same file was judged before and ended alike, nothing."""
    attempts = []
    for text in (WRONG, REFERENCE):
        file.write_text(text, encoding="utf-8")
        for words in (("--show-case",), ("--show-case",), (), ("--show-case", "--seed", "3")):
            nnprep("check", *words)
            with History.open() as history:
                attempts.append(record_of(history, "backprop").attempts)

    assert attempts == [1, 1, 2, 2, 3, 3, 4, 4]


def test_junit_counts_failures(nnprep: Nnprep, file: Path, folder: Path) -> None:
    """A JUnit file has one test case per check; only core checks count as failures."""
    nnprep("check", "--junit", "out.xml")
    suite = ElementTree.parse(folder / "out.xml").getroot()[0]
    failed = [case.get("name", "") for case in suite if case.find("failure") is not None]

    assert int(suite.get("failures", "0")) == len(failed) > 0
    assert any("all four gradients" in name for name in failed)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        ("folder", "is a folder"),
        ("fifo", "not a regular file"),
        ("link", "link"),
        ("large", "larger than"),
        ("missing", "does not exist"),
    ],
)
def test_unreadable_file_is_wrong_usage(nnprep: Nnprep, folder: Path, make: str, words: str) -> None:
    """A file that can't be read gives one sentence and exit code 2, at once."""
    path = folder / "backprop.py"
    if make == "folder":
        path.mkdir()
    elif make == "fifo":
        if not hasattr(os, "mkfifo"):
            pytest.skip("this system has no fifos")
        os.mkfifo(path)
    elif make == "link":
        (folder / "real.py").write_text(REFERENCE, encoding="utf-8")
        path.symlink_to("real.py")
    elif make == "large":
        path.write_text(REFERENCE + "#" * (1 << 20), encoding="utf-8")

    done = nnprep("check", "backprop.py")

    assert done.code == 2
    assert words in done.err
    assert "Traceback" not in done.err


def test_bytes_that_are_not_utf8_are_crashed(nnprep: Nnprep, file: Path) -> None:
    """A submission with a bad encoding is reported in one line, with exit code 1."""
    file.write_bytes(b"# nnprep: backprop\nx = '\xff\xfe'\n")

    done = nnprep("check")

    assert done.code == 1
    assert "crashed" in done.out


def test_printed_text_cannot_reach_the_terminal_raw(nnprep: Nnprep, file: Path) -> None:
    """Control characters printed by a submission are escaped, and long output is cut."""
    file.write_text(WRONG + "\nprint('\\x1b[2J' + 'red\\x07')\nprint('y' * 10**6)\n", encoding="utf-8")

    done = nnprep("check")

    assert "\x1b" not in done.out
    assert "\x07" not in done.out
    assert len(done.out) < 8000


def test_unwritable_history_does_not_stop_judging(
    nnprep: Nnprep, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the history can't be opened, a note says so, and the file is still judged."""
    (tmp_path / "no-home").write_text("a file where a folder should be", encoding="utf-8")
    monkeypatch.setenv("NNPREP_HOME", str(tmp_path / "no-home"))

    done = nnprep("check", "backprop")

    assert done.code == 1
    assert "was not saved" in done.out
    assert "set NNPREP_HOME to another one" in " ".join(done.out.split())
    assert "dW2 isn't averaged" in done.out


def test_one_minute_is_singular() -> None:
    """The time that an interviewer allows is compared in whole minutes."""
    assert since_you_began(1.2, 15) == "1 minute of work since you began; an interviewer allows 15."
    assert since_you_began(1.8, 15).startswith("2 minutes ")


def test_next_steps_name_the_part_and_the_file(nnprep: Nnprep, folder: Path) -> None:
    """The failing case of a part that was judged alone is that part's; after a hint, the same file is checked."""
    (folder / "work").mkdir()
    first = find_exercise("activations").parts[0]
    code = f"{ACTIVATIONS}\n\ndef {first.functions[0]}(*_):\n    return 7.0\n"
    (folder / "work" / "activations.py").write_text(code, encoding="utf-8")
    file, words = "work/activations.py", f"--part {first.id}"
    steps = nnprep("check", file, *words.split()).out.splitlines()

    assert any(f"nnprep check {file} {words} --show-case" in step for step in steps)
    assert f"nnprep check {file}" in nnprep("hint", file).out


@pytest.mark.usefixtures("folder")
def test_hint_names_a_part_only_if_its_name_differs(nnprep: Nnprep) -> None:
    """The first part of attention has the name of the exercise: saying it twice would be noise."""
    nnprep("exercise", "attention")

    assert nnprep("hint", "attention").out.startswith("attention · hint 1 of 3")


@pytest.mark.usefixtures("folder")
def test_file_without_exercise(nnprep: Nnprep) -> None:
    """Somebody who checks a file of unknown purpose reads where the names are, and not all of them."""
    Path("broken.py").write_text("def f(:\n", encoding="utf-8")
    done = nnprep("check", "broken.py")

    assert done.code == 2
    assert "`nnprep exercise` lists the names" in done.err
    assert "activations, adam" not in done.err


def test_hint_is_for_the_part_that_fails_in_this_very_file(nnprep: Nnprep, folder: Path) -> None:
    """A hint judges a file that changed since the last check, without counting an attempt."""
    path = unfinished(folder)
    second, third = find_exercise("activations").parts[1:3]
    unjudged = nnprep("hint", "activations")
    nnprep("check", "activations", "--part", FIRST)
    after_part = nnprep("hint", "activations.py")
    row = next(line for line in nnprep("exercise").out.splitlines() if line.startswith("  activations"))
    path.write_text(ACTIVATIONS, encoding="utf-8")
    right = nnprep("hint", "activations")
    path.write_text(ACTIVATIONS + f"\n\ndef {third.functions[0]}(*_):\n    return 7.0\n", encoding="utf-8")
    spoiled = nnprep("hint", "activations")

    assert f"activations, {second.title} · hint 1 of 3" in " ".join(unjudged.out.split())
    assert f"activations, {second.title} · hint 2 of 3" in " ".join(after_part.out.split())
    assert "1 attempt " in row
    assert "All core checks of activations pass" in right.out
    assert f"activations, {third.title} · hint 1 of 3" in " ".join(spoiled.out.split())
    assert "3 hints" in nnprep("exercise").out


def test_hint_is_for_the_part_that_failed_last(nnprep: Nnprep, folder: Path) -> None:
    """An earlier part that is unfinished can wait; also after an edit, and where the file isn't in this folder."""
    path, part = unfinished(folder), find_exercise("activations").parts[2]
    path.write_text(
        path.read_text() + f"\n\ndef {part.functions[0]}(*_):\n    return 7.0\n", encoding="utf-8"
    )
    nnprep("check", "activations", "--part", part.id)
    judged = nnprep("hint", "activations")
    path.write_text(path.read_text() + "\n", encoding="utf-8")
    edited = nnprep("hint", "activations")
    path.unlink()
    elsewhere = nnprep("hint", "activations")

    for step, done in enumerate((judged, edited, elsewhere), 1):
        assert f"activations, {part.title} · hint {step} of 3" in " ".join(done.out.split())


def test_hints_come_one_at_a_time_and_are_remembered(nnprep: Nnprep, file: Path) -> None:
    """Each hint is shown alone, from a nudge to nearly the code; `--all` shows those taken, and takes none."""
    hints = find_exercise("backprop").parts[0].hints
    texts = [" ".join(nnprep("hint", "backprop").out.split()) for _ in range(2)]
    every = nnprep("hint", "backprop", "--all").out
    texts += [" ".join(nnprep("hint", "backprop").out.split()) for _ in range(2)]

    for step, text in enumerate(texts[:3], 1):
        assert f"hint {step} of 3" in text
        shown = [number for number, hint in enumerate(hints, 1) if " ".join(hint.split())[:40] in text]
        assert [step] == shown
    assert ["hint 1 of 3: a nudge", "hint 2 of 3: the method"] == re.findall(r"hint \d of 3: .*", every)
    assert "There are no more hints." in texts[3]
    assert "3 hints" in nnprep("exercise").out


def test_the_end_of_a_part_s_hints_is_not_the_end_of_all(nnprep: Nnprep, folder: Path) -> None:
    """After the last hint for one part, nnprep says for which part there are no more."""
    part = find_exercise("activations").parts[0]
    texts = [" ".join(nnprep("hint", "activations", "--part", part.id).out.split()) for _ in range(4)]

    assert f"There are no more hints for “{part.title}”." in texts[3]


def test_solution_waits_for_a_pass_or_for_giving_up(nnprep: Nnprep, file: Path) -> None:
    """Before a pass, the solution needs --give-up, which is recorded; it is shown beside the learner's lines."""
    refused = nnprep("solution", "backprop")
    given_up = nnprep("solution", "backprop", "--give-up")

    assert refused.code == 2
    assert "--give-up" in refused.err
    assert given_up.code == 0
    assert "-    dW2 = a1.T @ dz2" in given_up.out
    assert "+    dW2 = a1.T @ dz2 / m" in given_up.out
    assert "solution seen" in nnprep("exercise").out


def watched(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "nnprep", "check", "--watch"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_watch_without_input_judges_once(folder: Path, file: Path) -> None:
    """If the input has ended, --watch judges once and exits with that code; checks that pass aren't listed."""
    wrong = watched(folder)
    file.write_text(REFERENCE, encoding="utf-8")
    right = watched(folder)

    assert (wrong.returncode, right.returncode) == (1, 0)
    assert "dW2 isn't averaged" in wrong.stdout
    assert "backprop.py failed. Watching" in wrong.stdout
    assert "✓" not in wrong.stdout
    assert "✗" in wrong.stdout
    assert "core checks pass" in right.stdout


def test_deleted_file_leaves_no_process(nnprep: Nnprep, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that was started in advance is ended if there is nothing to judge."""
    from nnprep.errors import UsageError
    from nnprep.practice.attempt import attempt
    from nnprep.practice.submissions import targets
    from nnprep.sandbox.parent.child_process import ChildPeer

    (target,) = targets(["backprop"], Path())
    file.unlink()
    child = ChildPeer.start()
    closed = []
    monkeypatch.setattr(child, "close", lambda close=child.close: closed.append(close()))
    with pytest.raises(UsageError):
        attempt(target, child=child)

    assert closed == [None]


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX terminal")
def test_watch_judges_every_save_and_leaves_on_q(folder: Path, file: Path) -> None:
    """In a real terminal, --watch reports at once and after each save, and quits on q, leaving no process behind."""
    import pexpect

    child = pexpect.spawn(
        sys.executable, ["-m", "nnprep", "check", "--watch"], cwd=str(folder), encoding="utf-8", timeout=20
    )
    child.expect("no-mean-dW2")
    child.expect("Watching")
    time.sleep(0.3)
    file.write_text(REFERENCE, encoding="utf-8")
    child.expect("core checks pass")
    child.expect("backprop.py passed. Watching")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()

    assert child.exitstatus == 0


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a POSIX terminal")
def test_watch_leaves_at_once_while_a_loop_does_not_end(folder: Path, file: Path) -> None:
    """q doesn't wait for the submission that is being judged, so there's no verdict."""
    import pexpect

    file.write_text("# nnprep: backprop\nwhile True:\n    pass\n", encoding="utf-8")
    child = pexpect.spawn(
        sys.executable, ["-m", "nnprep", "check", "--watch"], cwd=str(folder), encoding="utf-8", timeout=20
    )
    child.expect("judging")
    child.send("q")
    child.expect(pexpect.EOF)
    child.close()

    assert "Watching" not in child.before
    assert child.exitstatus == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_watch_leaves_on_q_where_interrupts_are_ignored(folder: Path, file: Path) -> None:
    """Even in a script's background job, which ignores interrupts, q ends a judgment that hangs, without a verdict."""
    import signal

    file.write_text("# nnprep: backprop\nwhile True:\n    pass\n", encoding="utf-8")
    leader, terminal = os.openpty()
    ignoring = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        child = subprocess.Popen(
            [sys.executable, "-m", "nnprep", "check", "--watch"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=terminal,
            stderr=terminal,
        )
    finally:
        signal.signal(signal.SIGINT, ignoring)
        os.close(terminal)
    shown = b""
    while b"judging" not in shown:
        shown += os.read(leader, 1024)
    child.communicate(b"q\n", timeout=60)
    with suppress(OSError):  # Linux has no other end of a terminal
        while more := os.read(leader, 1024):
            shown += more
    os.close(leader)

    assert b"Watching" not in shown
    assert child.returncode == 1


def test_next_steps_can_be_copied(nnprep: Nnprep, folder: Path, file: Path) -> None:
    """A path with a space is quoted in the suggested command."""
    spaced = folder / "my work" / "backprop.py"
    spaced.parent.mkdir()
    spaced.write_bytes(file.read_bytes())

    assert "nnprep check 'my work/backprop.py' --show-case" in nnprep("check", "my work/backprop.py").out


def test_junit_of_hostile_keys_is_xml(nnprep: Nnprep, file: Path, folder: Path) -> None:
    """Control characters in a submission's results don't break the JUnit file."""
    from xml.etree import ElementTree

    file.write_text(
        "# nnprep: backprop\nn = []\ndef backward(X, y, W2, a1, a2):\n    n.append(1)\n"
        '    return {"\\x1b]0;owned\\x07\\n": float(len(n))}\n',
        encoding="utf-8",
    )
    nnprep("check", "--junit", "out.xml")

    assert len(ElementTree.parse(folder / "out.xml").findall("testsuite/testcase")) > 8


def test_checkout_that_is_not_installed(nnprep: Nnprep, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`PYTHONPATH=checkout python -m nnprep` works: no command needs the metadata of an installed package."""

    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", missing)
    monkeypatch.setattr(importlib.metadata, "distribution", missing)
    result = json.loads(nnprep("check", "--json").out)

    assert (result["nnprep"], result["numpy"]) == (nnprep_version, numpy.__version__)


@pytest.mark.parametrize(
    ("returned", "name"),
    [
        ("Cache()", "an object of class Cache"),
        ("(Cache(), X, X, X)", "an object of class Cache"),
        ("lambda: X", "a function"),
        ("Cache", "a class"),
        ("Cache().method", "a method"),
    ],
)
def test_report_names_what_was_returned(nnprep: Nnprep, folder: Path, returned: str, name: str) -> None:
    """An object, a function or a class in place of numbers is named as such; nothing should be what it is."""
    (folder / "forward.py").write_text(
        "# nnprep: forward\nclass Cache:\n    def method(self):\n        pass\n"
        f"def forward(X, W1, b1, W2, b2):\n    return {returned}\n",
        encoding="utf-8",
    )
    done = nnprep("check", "forward.py", "--json", "--seed", "1")
    messages = re.findall(r'"message": "([^"]*)"', done.out)

    assert done.code == 1
    assert f"is {name}, should be" in done.out
    assert "Handle" not in done.out
    assert not [text for text in messages if re.search(r"is (.+), should be \1\b", text)]


class Gone:
    """A standard output whose reader has gone."""

    encoding = "utf-8"

    def write(self, text: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")

    def flush(self) -> None:
        """Do nothing: nothing was written."""

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        raise OSError


def test_files_are_written_although_the_reader_has_gone(
    nnprep: Nnprep, file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`nnprep check --junit FILE | head -1` judges every file and writes the report."""
    file.with_name("again.py").write_text(WRONG, encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", Gone())
    code = run(["check", "backprop.py", "again.py", "--junit", "out.xml", "--save-case", "case.py"])

    assert code == 141
    assert len(ElementTree.parse(folder / "out.xml").getroot()) == 2
    assert (folder / "case.py").read_text(encoding="utf-8")


def test_report_replaces_only_a_report_of_nnprep(nnprep: Nnprep, file: Path, folder: Path) -> None:
    """--junit replaces its own file of the run before; a report of pytest, or any saved case, needs --force."""
    other = "<?xml version='1.0' encoding='utf-8'?>\n<testsuites name=\"pytest tests\" />"
    (folder / "out.xml").write_text(other, encoding="utf-8")
    refused = nnprep("check", "--junit", "out.xml")
    kept = (folder / "out.xml").read_text(encoding="utf-8")
    codes = [nnprep("check", "--junit", "out.xml", *more).code for more in (["--force"], [])]
    first, second = (nnprep("check", "--save-case", "case.py") for _ in range(2))

    assert (refused.code, kept, codes) == (2, other, [1, 1])
    assert refused.err == (
        "nnprep: 'out.xml' already exists, and nnprep didn't write it; use --force to replace it.\n"
    )
    assert (first.code, second.code) == (1, 2)
    assert "'case.py' already exists; use --force to replace it." in second.err


def test_force_without_a_file_is_wrong_usage(nnprep: Nnprep, file: Path) -> None:
    """--force has no effect without --junit or --save-case, so it is an error."""
    assert nnprep("check", "--force").code == 2
