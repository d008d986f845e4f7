"""The same commands without a terminal: lines in, lines or JSON out."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from nnprep.learner.history.database import UnsavedError
from nnprep.learner.history.events import study_day
from nnprep.learner.history.log import History
from nnprep.learner.history.paths import history_path
from tests.sessions.conftest import SCREENS, Done

CONTENT = SCREENS.parent / "content"

Lines = Callable[..., Done]
QUIZ = ("quiz", "--topic", "kettles")


def grades() -> list[int]:
    with History.open() as history:
        return [event.data["grade"] for event in history.events("review")]


def test_quiz(lines: Lines) -> None:
    """An empty line is Enter, other lines are keys; at the end of the cards the summary ends it."""
    done = lines(*QUIZ, "--count", "1", given="\n3\n")

    assert (0, [3]) == (done.code, grades())
    assert done.out.index("high mountain") < done.out.index("Key points") < done.out.index("1 card answered")
    assert "\x1b" not in done.out


def test_footers(lines: Lines) -> None:
    """Enter leads on, until ticks give it another meaning; the end names no keys."""
    done = lines(*QUIZ, "--count", "1", given="\n?\n\nk1\n\n3\n")

    for words in ("enter answer", "enter in full", "Keys, each followed by enter", "enter goes back"):
        assert words in done.out
    assert done.out.index("enter takes it") < done.out.index("space in full")
    assert "enter leave" not in done.out


def test_typed_line(lines: Lines) -> None:
    """While typing, a whole line is the answer."""
    lines(*QUIZ, "--count", "1", given="t\nIt boils when the vapour pressure equals that outside.\n\n")
    with History.open() as history:
        (event,) = history.events("review")

    assert event.data["typed"].startswith("It boils")
    assert (1, [0]) == (event.data["grade"], event.data["ticked"])


def test_end_of_input(lines: Lines) -> None:
    """When the input ends, the quiz ends quietly with all answers so far on disk."""
    done = lines(*QUIZ, given="\n3\n\n")

    assert (0, "", [3]) == (done.code, done.err, grades())


def test_last_answer_can_be_undone(lines: Lines) -> None:
    """After the last card, `u` on a line undoes its answer, and the session goes on from there."""
    done = lines(*QUIZ, "--count", "1", given="\n3\nu\n4\n")

    assert (0, [4]) == (done.code, grades())
    assert done.out.count("1 card answered") == 2


UNSAVED = [
    ((*QUIZ, "--count", "1"), "\n3\nq\n"),
    ((*QUIZ, "--count", "1"), "\n3\n"),
    ((*QUIZ, "--count", "1"), "\n!\n"),
    ((*QUIZ, "--count", "1", "--json"), '{"grade": 3}\n'),
    (("drill", "mlp", "--count", "1"), "1\n"),
]


@pytest.mark.parametrize(("words", "given"), UNSAVED)
def test_unsaved_answer_is_no_success(
    lines: Lines, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], given: str
) -> None:
    """If the last answer couldn't be saved, the exit code is 3, and 0 again once it could."""

    def full(*_: object, **__: object) -> None:
        raise UnsavedError("NOT saved: the disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(History, "append", full)
        failed = lines(*words, given=given)
    done = lines(*words, given=given)

    assert (failed.code, done.code) == (3, 0)
    assert "saved" in failed.out


def test_unknown_names(lines: Lines) -> None:
    """An unknown level or topic is refused with the valid ones, the nearest first."""
    assert "Valid names: kettles" in lines("quiz", "--topic", "kettle").err
    assert "Valid names: easy" in lines("quiz", "--level", "eazy").err
    assert 2 == lines("quiz", "--level", "eazy").code


def test_nothing_due(lines: Lines) -> None:
    """When nothing is due, the quiz says so, with the day of the next card and what to type."""
    lines(*QUIZ, "--count", "4", given="\n3\n \n3\n\n3\n\n3\n")
    done = lines(*QUIZ)

    assert 0 == done.code
    assert "Nothing is due" in done.out
    assert "nnprep quiz --cram" in done.out


def test_suspended(lines: Lines) -> None:
    """A suspended card is not asked, is shown on request, and can be brought back."""
    lines(*QUIZ, "--count", "1", given="!\n")
    assert "high mountain" not in lines(*QUIZ, "--count", "4").out
    assert "high mountain" in lines(*QUIZ, "--suspended", given="!\n").out
    assert "high mountain" in lines(*QUIZ, "--count", "1").out
    assert "No suspended card matches these filters." in " ".join(lines(*QUIZ, "--suspended").out.split())
    assert "No card is suspended." in lines("quiz", "--suspended").out
    assert "No card matches these filters." in lines(*QUIZ, "--level", "hard", "--traps").out


def test_cram(lines: Lines) -> None:
    """Cramming doesn't change the schedule."""
    done = lines(*QUIZ, "--cram", "--count", "1", given="\n1\n\n3\n")

    assert "10 min" not in done.out
    assert [] == grades()
    with History.open() as history:
        assert 2 == len(history.events("practice"))


def test_cram_goes_on(lines: Lines) -> None:
    """A second session of cramming asks other cards first, then those that were answered well."""
    first = lines(*QUIZ, "--cram", "--count", "2", given="\n3\n\n3\n").out
    second = lines(*QUIZ, "--cram", "--count", "2", given="\n3\n").out

    assert "high mountain" in first
    assert "high mountain" not in second


def test_ask(lines: Lines) -> None:
    """A question in your own words leads to its card, in the nearest wording."""
    done = lines("quiz", "--ask", "why does a kettle boil early in the mountains", "--count", "1")

    assert "A kettle on a mountain boils early. Explain." in done.out


def test_ask_in_vain(lines: Lines) -> None:
    """A question that no card answers is refused with the nearest cards by name; filters apply, and are named."""
    done = lines("quiz", "--ask", "is a sensor in a car reliable")
    assert (2, "") == (done.code, done.out)
    assert done.err.startswith("nnprep: No card answers that. The closest ")
    assert ":\n  kettle-switch: How does" in done.err
    assert "next   nnprep explain kettle-switch" in done.err
    assert "No card answers that, and none comes close." in lines("quiz", "--ask", "zzzz qqqq").err
    filtered = lines("quiz", "--ask", "why does a kettle boil early in the mountains", "--traps")
    assert "No card matching these filters answers that." in filtered.err


def test_ask_for_a_part(lines: Lines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that a card answers in part is asked with the whole card, with a note beforehand."""
    content = tmp_path / "own" / "questions"
    content.mkdir(parents=True)
    text = (CONTENT / "questions" / "kettles.yaml").read_text(encoding="utf-8")
    narrower = "  narrower:\n    - At which pressure does a pan sing?\n  quick_answer:"
    (content / "kettles.yaml").write_text(text.replace("  quick_answer:", narrower, 1), encoding="utf-8")
    monkeypatch.setenv("NNPREP_CONTENT", str(content.parent))
    done = lines("quiz", "--ask", "at which pressure does a pan sing")

    said = "Also part of this card: At which pressure does a pan sing?"
    assert said in " ".join(done.out.split())
    assert "high mountain" in done.out


def test_ask_for_what_was_put_away(lines: Lines) -> None:
    """With --suspended, only suspended cards are asked, each in its own wording, though another card was nearer."""
    question = ("quiz", "--ask", "why does a whistling kettle on a mountain boil early", "--count", "4")
    assert "No card that fits" not in lines(*question).err
    assert "No card is suspended." in lines(*question, "--suspended").out
    lines(*question, given="s\n!\n")
    with History.open() as history:
        (away,) = (event.subject for event in history.events("suspend"))

    assert "kettle-whistle" == away
    assert "Why does a kettle whistle?" in lines(*question, "--suspended").out


def test_edit(lines: Lines) -> None:
    """Without a terminal, e says where the card is."""
    assert "kettles.yaml:2" in lines(*QUIZ, given="e\n").out.replace("\n ", "")


def test_broken_own_content(lines: Lines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in your own content is reported with its place and skipped; everything else works."""
    own = tmp_path / "own"
    (own / "questions").mkdir(parents=True)
    card = (Path(os.environ["NNPREP_CONTENT"]) / "questions" / "kettles.yaml").read_text(encoding="utf-8")
    (own / "questions" / "kettles.yaml").write_text(
        card.replace("verdict: true", 'verdict: "no"').replace("verdict: false", 'verdict: "no"'),
        encoding="utf-8",
    )
    (own / "exercises" / "tea").mkdir(parents=True)
    monkeypatch.setenv("NNPREP_CONTENT", str(own))

    done = lines("quiz", "--topic", "losses", "--count", "2", given="\n3\n\n3\n")
    assert (0, [3, 3]) == (done.code, grades())
    assert "kettles.yaml:" in done.err
    assert "skipped" in done.err
    for words in ((), ("stats",), ("explain", "dropout"), ("exercise",)):
        done = lines(*words)
        assert 0 == done.code
        assert "skipped" in done.err
    assert "tea" not in lines("exercise").out
    assert 1 == lines("lint", str(own)).code


def test_newer_history(lines: Lines) -> None:
    """With the history of a newer nnprep, the quiz says that nothing can be saved, and saves nothing."""
    with History.open() as history:
        history.connection.execute("ALTER TABLE event ADD COLUMN mood TEXT")
        history.connection.execute("PRAGMA user_version=99")
    done = lines(*QUIZ, "--count", "1", given="\n3\nq\n")

    assert "newer nnprep" in " ".join(done.out.split())
    assert "Not saved" in done.out
    assert [] == grades()


def test_damaged_history(lines: Lines, tmp_path: Path) -> None:
    """A history that can't be read ends a command with its sentence and exit code 3."""
    with History.open() as history:
        history.append("review", "kettle-boils", {"grade": 3})
        path = history.path
    path.write_bytes(b"not a history")
    for words in ((), QUIZ, ("stats",), ("history", "export")):
        done = lines(*words)
        assert (3, 2) == (done.code, len(done.err.splitlines()))
        assert "nnprep doctor --repair" in done.err


def objects(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


def test_protocol(lines: Lines) -> None:
    """Cards go out, grades come in, one JSON object per line; each answer is acknowledged once it is saved."""
    given = [
        {"typed": "vapour pressure equals the air's"},
        {"grade": 3, "ticked": [0, 1], "confidence": 80, "seconds": 12.5},
        {"undo": True},
        {"grade": 7},
        {"grade": 4},
        {"suspend": True},
        {"skip": True},
        {"quit": True},
    ]
    done = lines(*QUIZ, "--json", given="".join(json.dumps(line) + "\n" for line in given))
    found = objects(done.out)

    wanted = "card heard saved card saved card error saved card saved card card summary"
    assert wanted.split() == [each["type"] for each in found]
    assert ("nnprep.quiz/1", "kettle-boils") == (found[0]["schema"], found[0]["card"]["id"])
    assert {"1", "2", "3", "4"} == set(found[0]["due_after"])
    assert [{"point": 0, "quote": "vapour pressure equals", "negated": False}] == found[1]["points"]
    assert [4] == grades()
    assert 1 == found[-1]["answered"]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nonsense",
        "[]",
        "3",
        "{}",
        "[" * 100_000,
        '{"grade": "x"}',
        '{"grade": true}',
        '{"grade": 3.0}',
        '{"ticked": 3, "grade": 1}',
        '{"ticked": [99], "grade": 1}',
        '{"ticked": [true], "grade": 1}',
        '{"grade": 3, "seconds": Infinity}',
        '{"grade": 3, "seconds": NaN}',
        '{"grade": 3, "seconds": -1}',
        '{"grade": 3, "confidence": 1e400}',
        '{"grade": 3, "verdict": "false"}',
        '{"grade": 3, "typed": 5}',
    ],
)
def test_protocol_errors(lines: Lines, line: str) -> None:
    """Invalid input is reported as not saved, and the card stays."""
    found = objects(lines(*QUIZ, "--json", given=line + "\n").out)

    assert ["card", "error", "summary"] == [each["type"] for each in found]
    assert [] == grades()


def test_protocol_brings_back(lines: Lines) -> None:
    """A front end can suspend a card and bring it back, and half a character in a typed answer does no harm."""
    given = '{"suspend": true}\n'
    lines(*QUIZ, "--json", "--count", "1", given=given)
    found = objects(lines(*QUIZ, "--json", "--suspended", given='{"suspend": false}\n').out)
    assert ["card", "saved"] == [each["type"] for each in found[:2]]

    lines(*QUIZ, "--json", "--count", "1", given='{"grade": 3, "typed": "it boils \\ud800"}\n')
    with History.open() as history:
        (event,) = history.events("review")

    assert "it boils ?" == event.data["typed"]
    assert "kettle-boils" == event.subject


def test_stats(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    """The statistics show what was done, in 80 and in 40 columns, without color and as JSON."""
    lines(*QUIZ, "--count", "2", "--confidence", given="\nc\n1\ny\n \nd\n1\n")
    wide = lines("stats", "--all").out
    monkeypatch.setenv("COLUMNS", "40")
    narrow = lines("stats", "--all").out
    (value,) = objects(lines("stats", "--json").out)

    for text in ("kettles", "Recall by topic", "Traps", "said", "1 day in a row"):
        assert text in wide
    assert max(map(len, wide.splitlines())) <= 80
    assert max(map(len, narrow.splitlines())) <= 40
    assert "\x1b" not in wide
    assert ("nnprep.stats/1", 1) == (value["schema"], value["streak"])
    assert value["answers"] == len(grades())


def test_interview(lines: Lines) -> None:
    """The day of the interview is remembered, planned for, and can be cleared."""
    assert (
        "Predicted recall"
        in lines("quiz", "--interview", "2099-12-05").err + lines("quiz", "--interview", tomorrow()).out
    )
    assert "interview tomorrow" in lines().out
    (value,) = objects(lines("quiz", "--interview", tomorrow(), "--json").out)
    assert ("nnprep.plan/1", 1) == (value["schema"], value["days"])
    assert [value["today"]] == [*value["exercises"]]
    assert {"family": "mlp", "questions": 5, "minutes": 5} == value["drill"]
    assert "The date of the interview was removed." in lines("quiz", "--interview", "none").out
    assert "interview" not in lines().out
    (value,) = objects(lines("quiz", "--interview", "none", "--json").out)
    assert ("nnprep.plan/1", None) == (value["schema"], value["interview"])
    assert "Interview in 7 days: " in lines("quiz", "--interview", "+7").out
    for wrong in ("soon", "2020-01-01", "2099-12-05"):
        assert 2 == lines("quiz", "--interview", wrong).code
    assert "next   nnprep quiz --interview 2026-12-05" in lines("quiz", "--interview", "soon").err


@pytest.mark.parametrize("option", [("--topic", "nope"), ("--traps",), ("--count", "3"), ("--ask", "why")])
def test_interview_alone(lines: Lines, option: tuple[str, ...]) -> None:
    """An option that the plan would ignore is refused, and the date is not remembered."""
    done = lines("quiz", "--interview", "+7", *option)

    assert (2, "") == (done.code, done.out)
    assert f"it can't be combined with {option[0]}." in done.err
    assert "in 7 days" not in lines().out


def tomorrow() -> str:
    return (study_day(datetime.now()) + timedelta(days=1)).isoformat()


def test_interview_is_over(lines: Lines) -> None:
    """After the interview, home says so once, with what to do about the date, and the date stays."""
    with History.open() as history:
        history.append("interview", "", {"date": "2026-01-05"})
    first, later = lines().out, lines().out

    assert "Your interview was on Monday, 5 January; nnprep quiz --interview DATE" in first
    assert "interview" not in later
    with History.open() as history:
        assert "2026-01-05" == history.events("interview")[-1].data["date"]


def test_first_time(lines: Lines) -> None:
    """Home mentions the interview plan until the first answer."""
    assert "nnprep quiz --interview DATE plans backward" in lines().out
    lines(*QUIZ, "--count", "1", given="\n3\n")
    assert "interview" not in lines().out


def test_card_record(lines: Lines) -> None:
    """The page of a card that was asked says how often, how it went and when it is due."""
    assert " You  " not in lines("explain", "kettle-boils").out
    (value,) = objects(lines("explain", "kettle-boils", "--json").out)
    assert value["you"] is None
    with pytest.raises(FileNotFoundError):
        history_path().stat()

    lines(*QUIZ, "--count", "1", given="\n1\n\n3\n")
    page = " ".join(lines("explain", "kettle-boils").out.split())
    (value,) = objects(lines("explain", "kettle-boils", "--json").out)

    assert "You asked twice, last on " in page
    assert ": good; stability " in page
    assert page.endswith("next due tomorrow.") or "next due on " in page
    assert (2, 3, False) == tuple(value["you"][name] for name in ("reviews", "grade", "suspended"))


def test_today(lines: Lines) -> None:
    """Without a command, nnprep says what is due and which command to type."""
    done = lines()

    assert 0 == done.code
    assert "10 new" in done.out
    assert "nnprep quiz" in done.out.splitlines()[-1]


def test_backups(lines: Lines, tmp_path: Path) -> None:
    """Backups are listed, and importing one restores what it holds without losing anything since."""
    assert "no backup yet" in lines("history", "backups").out
    lines(*QUIZ, "--count", "1", given="\n3\n")
    listed = lines("history", "backups").out
    (copy,) = (tmp_path / "nnprep-home" / "backups").iterdir()
    assert "1 event" in listed
    assert copy.name in "".join(listed.split())

    whole = copy.read_bytes()
    (tmp_path / "nnprep-home" / "history.sqlite3").unlink()
    copy.rename(tmp_path / "copy.sqlite3")
    lines(*QUIZ, "--count", "1", given="\n4\n")
    assert "1 of 1 event was new." in lines("history", "import", str(tmp_path / "copy.sqlite3")).out
    assert [3, 4] == grades()

    (tmp_path / "copy.sqlite3").write_bytes(whole[:3000])
    done = lines("history", "import", str(tmp_path / "copy.sqlite3"))
    assert (2, [3, 4]) == (done.code, grades())
    assert "damaged or not a history" in done.err


def test_history_commands(lines: Lines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export can be imported on another machine; nothing is overwritten or added twice."""
    lines(*QUIZ, "--count", "1", given="\n3\n")
    file = tmp_path / "all.jsonl"
    assert 0 == lines("history", "export", str(file)).code
    assert 2 == lines("history", "export", str(file)).code
    assert file.read_text(encoding="utf-8") == lines("history", "export").out
    monkeypatch.setenv("NNPREP_HOME", str(tmp_path / "elsewhere"))
    assert "1 of 1 event was new." in lines("history", "import", str(file)).out
    assert (
        "0 of 1 event was new." in lines("history", "import", "-", given=file.read_text(encoding="utf-8")).out
    )
    assert [3] == grades()
    assert 2 == lines("history", "import", str(tmp_path / "missing")).code
    assert "export" in lines("history").out
