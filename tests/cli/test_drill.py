"""`nnprep drill` as a learner would type it: answers on lines, results in the history."""

from __future__ import annotations

import io
import json
import shlex
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from nnprep.content.library import load_exercises
from nnprep.learner.history.log import History
from nnprep.practice.symptom_drill import symptom_question
from tests.cli.conftest import Nnprep

if sys.platform != "win32":
    from tests.sessions.terminals import Terminal


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Replace standard input by lines, to be filled before the command runs."""
    lines = io.StringIO()
    monkeypatch.setattr(sys, "stdin", lines)
    return lines


def fill(stream: io.StringIO, *lines: str) -> None:
    """Type these lines."""
    stream.write("".join(line + "\n" for line in lines))
    stream.seek(0)


def questions(nnprep: Nnprep, *words: str) -> list[dict[str, object]]:
    """Return the questions that the same command would ask, with their answers."""
    found: list[dict[str, object]] = json.loads(nnprep("drill", *words, "--json").out)["questions"]
    return found


def test_right_and_wrong_answers(nnprep: Nnprep, typed: io.StringIO) -> None:
    """A right answer counts, a mistake is named with the formula, and an empty line shows the answer."""
    first, second, third = questions(nnprep, "mlp", "--seed", "3", "--count", "3", "--level", "easy")
    mistake = str(second["slips"][0]["answer"])  # type: ignore[index]  # JSON
    fill(typed, str(first["shown"]), mistake, "", "")
    done = nnprep("drill", "mlp", "--seed", "3", "--count", "3", "--level", "easy")

    assert done.code == 0
    assert f"✓ {first['shown']}" in done.out
    assert "you forgot the biases" in done.out
    assert str(second["formula"]) in done.out
    assert f"It is {third['shown']}." in done.out
    assert "1 of 3 right" in done.out


@pytest.mark.parametrize("last", ["right", "1", "", "q"])
def test_second_try(nnprep: Nnprep, typed: io.StringIO, last: str) -> None:
    """After a wrong answer there is another try before the answer is shown; the first one counts."""
    (first,) = questions(nnprep, "mlp", "--seed", "3", "--count", "1", "--level", "easy")
    right = str(first["shown"])
    fill(typed, "2", right if last == "right" else last)
    count = "9" if last == "q" else "1"
    done = nnprep("drill", "mlp", "--seed", "3", "--count", count, "--level", "easy")
    before, _, after = done.out.partition("Try again; Enter shows the answer.")

    assert "✗ 2 is wrong." in before
    assert right not in before
    assert (f"✓ {right}" in after) == (last == "right")
    assert (f"It is {right}." in after) == (last in ("1", ""))
    assert ("✗ 1 is wrong." in after) == (last == "1")
    assert "0 of 1 right" in after
    assert " 2 · mlp" not in after


@pytest.mark.skipif(sys.platform == "win32", reason="no Ctrl-Z")
def test_asks_again_when_resumed(tmp_path: Path) -> None:
    """After Ctrl-Z and fg, the question and its prompt are written again."""
    with Terminal(tmp_path, "drill", "mlp", "--seed", "3", shell=True) as terminal:
        terminal.see("How many parameters", ">")
        terminal.press("\x1a")
        terminal.see("Stopped")
        terminal.press(*"clear; fg", "enter")
        terminal.see("nnprep drill mlp --seed 3 1 · mlp · easy How many parameters", ">")


def test_results_are_in_the_history(nnprep: Nnprep, typed: io.StringIO) -> None:
    """Each answer is one practice event, with enough facts to find weak spots."""
    first = questions(nnprep, "conv", "--seed", "1", "--count", "1")[0]
    fill(typed, str(first["shown"]), "", "q")
    nnprep("drill", "conv", "--seed", "1")
    with History.open() as history:
        events = history.events("practice")

    assert [event.subject for event in events] == ["drill conv"] * 2
    assert [(event.data["right"], event.data["answered"]) for event in events] == [
        (True, True),
        (False, False),
    ]
    assert {"level", "seed", "number", "what", "slip", "seconds"} <= set(events[0].data)


def test_choice(nnprep: Nnprep, typed: io.StringIO) -> None:
    """Multiple choice accepts letters and asks again for anything else."""
    fill(typed, "z", "7", "a")
    done = nnprep("drill", "mlp", "--seed", "3", "--count", "1", "--choice")

    assert done.out.count("Type a letter from a to d.") == 2
    assert "of 1 right" in done.out
    assert [f"   {letter}  " in done.out for letter in "abcd"] == [True] * 4


@pytest.mark.parametrize("last", ["q", "quit", None])
def test_leaving_is_quiet(nnprep: Nnprep, typed: io.StringIO, last: str | None) -> None:
    """Both q and the end of input end the drill with its summary."""
    fill(typed, *(["foo", last] if last else []))
    done = nnprep("drill", "--seed", "1")

    assert (done.code, done.err) == (0, "")
    assert "No questions answered." in done.out


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.skipif(sys.platform == "win32", reason="a shell that closes streams")
def test_closed_streams_end_quietly(closed: str) -> None:
    """Streams that the shell closed mean end of input or no output, never a traceback."""
    line = f"{shlex.quote(sys.executable)} -m nnprep drill mlp --seed 1 {closed}"
    done = subprocess.run(
        ["sh", "-c", line], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert ("No questions answered." in done.stdout) == (">&-" not in closed.replace("2>&-", ""))


def test_ambiguous_answer_costs_nothing(nnprep: Nnprep, typed: io.StringIO) -> None:
    """An ambiguous answer is asked again, and the question can still count as right."""
    first = questions(nnprep, "mlp", "--seed", "3", "--count", "1")[0]
    fill(typed, "1,5", "64 64", "1 if 1 else 2", f"{first['answer']} parameters")
    done = nnprep("drill", "mlp", "--seed", "3", "--count", "1")

    assert done.err == ""
    assert "A comma only separates thousands" in done.out
    assert "Those are two numbers" in done.out
    assert "1 of 1 right" in done.out


@pytest.mark.parametrize(
    ("kind", "lines", "says"),
    [
        ("mlp", "", "No questions answered."),
        ("mlp", "2\n", "0 of 1 right"),
        ("symptoms", "", "No questions answered."),
        ("symptoms", "{wrong}\n", "0 of 1 right"),
    ],
)
def test_interrupt_ends_with_the_summary(
    nnprep: Nnprep, monkeypatch: pytest.MonkeyPatch, kind: str, lines: str, says: str
) -> None:
    """Ctrl-C shows the summary and exits with code 130; a wrong first answer is in the history."""

    class Interrupted(io.StringIO):
        def readline(self, *_: object) -> str:  # type: ignore[override]  # of a base class that reads bytes
            line = super().readline()
            if not line:
                raise KeyboardInterrupt
            return line

    if "wrong" in lines:
        asked = symptom_question(load_exercises(), None, Random("3 0"))
        lines = lines.format(wrong="ab"[asked.options[0].id == asked.mistake.id])
    monkeypatch.setattr(sys, "stdin", Interrupted(lines))
    done = nnprep("drill", kind, "--seed", "3")
    with History.open() as history:
        results = [(event.subject, event.data["right"]) for event in history.events()]

    assert (done.code, done.err) == (130, "")
    assert says in done.out
    assert results == ([(f"drill {kind}", False)] if lines else [])


def test_unwritable_history_is_told_once(
    nnprep: Nnprep, typed: io.StringIO, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    """If results can't be saved, the drill says so once and goes on."""
    monkeypatch.setenv("NNPREP_HOME", "/dev/null/nowhere")
    fill(typed, "", "", "")
    done = nnprep("drill", "--seed", "1", "--count", "3")

    assert done.code == 3
    assert done.out.count("Results are not saved") == 1
    assert "0 of 3 right" in done.out


def test_every_width_and_ascii(nnprep: Nnprep, typed: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions fit every width, also in ASCII."""
    for width in (40, 80, 120):
        monkeypatch.setenv("COLUMNS", str(width))
        fill(typed, *[""] * 10)
        done = nnprep("drill", "--seed", "5", "--count", "10")
        assert max(map(len, done.out.split("\n"))) <= width
        typed.seek(0)
        typed.truncate()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("shapes",), "next   nnprep drill broadcasting attention embedding recurrent"),
        (("parameters",), "next   nnprep drill mlp conv "),
        (("mpl",), "There is no drill called 'mpl'. Valid names: mlp, "),
        (("symptom",), "There is no drill called 'symptom'. Valid names: symptoms, "),
        (("--level", "x"), "There is no level called 'x'. Valid names: easy, medium, hard."),
        (("--count", "0"), "'--count'"),
        (("--seed", "-1"), "'--seed'"),
    ],
)
def test_bad_input_is_one_line(nnprep: Nnprep, words: tuple[str, ...], says: str) -> None:
    """Bad input gives one clear line and exit code 2."""
    done = nnprep("drill", *words)

    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_modules_that_are_not_loaded() -> None:
    """The first question loads neither NumPy nor Rich, the history or the cards."""
    script = (
        "import sys, io; sys.stdin = io.StringIO(); from nnprep.cli.app import run; run(['drill', '--seed', '1']);"
        "print([m for m in ('numpy', 'rich', 'yaml', 'sqlite3', 'fsrs', 'asyncio') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip().split("\n")[-1] == "[]"
