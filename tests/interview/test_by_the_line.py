"""A short interview on a pipe, from its first question to its report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nnprep.interview.interviews import interviews
from nnprep.interview.report import from_json
from nnprep.learner.grades import Grade
from nnprep.learner.history.events import EventKind
from nnprep.learner.history.log import History
from nnprep.learner.schedule.learner_state import load_state
from tests.interview.conftest import Lines

JUNIOR = ("interview", "--level", "junior", "--minutes", "8", "--seed", "3")


def test_interview_ends_with_a_report(lines: Lines, folder: Path) -> None:
    """It is left and resumed, ended early, corrected and reported; its answers are reviews in the log."""
    begun = lines(*JUNIOR, given="t\nTraining is good and validation is worse.\nt\nno idea\nq\n")
    resumed = lines("interview", given="s\ns\ns\nx\ny\n?\n\n2\n\n\n")

    assert (begun.code, resumed.code) == (0, 0)
    assert "Hello! We have 8 minutes" in begun.out
    assert "Interview 1 is waiting where you left it; 2 answers saved." in begun.out
    assert "Hello!" not in resumed.out
    assert "of 100" in resumed.out
    assert "done: to the report" in resumed.out
    assert "hand the file in" not in resumed.out
    assert "The interview ended early" in resumed.out
    with History.open() as history:
        events = history.events(EventKind.REVIEW)
        (interview,) = interviews(history)

    assert interview.progress.closed
    assert [event.data["typed"] for event in events] == [
        "Training is good and validation is worse.",
        "no idea",
    ]
    assert {0, 1} <= set(events[0].data["ticked"])


def test_report_in_other_forms(lines: Lines, folder: Path) -> None:
    """A report is text, JSON and Markdown; a file that nnprep didn't write stays as it is."""
    lines(*JUNIOR, given="t\nIt *is* `<b>`\ns\nx\ny\n\n\n")
    page = lines("interview", "report")
    facts = lines("interview", "report", "1", "--json")
    first = lines("interview", "report", "--markdown", "report.md")
    again = lines("interview", "report", "--markdown", "report.md")
    (folder / "other.md").write_text("mine", encoding="utf-8")
    other = lines("interview", "report", "--markdown", "other.md")
    text = (folder / "report.md").read_text(encoding="utf-8")

    assert "It *is* `<b>`" in page.out
    assert from_json(json.loads(facts.out)).parts[0].questions[0].said == "It *is* `<b>`"
    assert (first.code, again.code, other.code) == (0, 0, 2)
    assert "--force" in other.err
    assert (folder / "other.md").read_text(encoding="utf-8") == "mine"
    assert "> It \\*is\\* \\`\\<b\\>\\`" in text


def test_wrong_use_is_one_sentence(lines: Lines, folder: Path) -> None:
    """Unknown names list the valid ones; options beside an interview that waits don't begin another."""
    level = lines("interview", "--level", "guru")
    topic = lines("interview", "--focus", "losess")
    none = lines("interview", "report")
    lines(*JUNIOR, given="s\nq\n")
    second = lines(*JUNIOR)
    number = lines("interview", "report", "7")

    assert "Valid names: junior, mid, senior" in level.err
    assert "Valid names: losses" in topic.err
    assert "You haven't had an interview yet." in none.err
    assert "Interview 1 isn't finished." in second.err
    assert "Valid numbers: 1." in number.err
    assert {each.code for each in (level, topic, none, second, number)} == {2}


def test_listed_and_compared(lines: Lines, folder: Path) -> None:
    """All interviews are in a list, and their numbers side by side; the second asks other cards than the first."""
    assert "No interview yet." in lines("interview", "list").out
    for _ in range(2):
        lines("interview", "--minutes", "8", given="s\ns\nx\ny\n\n")
    listed = lines("interview", "list")
    compared = lines("interview", "compare")
    rows = json.loads(lines("interview", "compare", "1", "2", "--json").out)["interviews"]
    with History.open() as history:
        first, second = (
            {item.subject for slot in each.progress.agenda.slots for item in slot.items if item.points}
            for each in interviews(history)
        )

    assert "nnprep interview report 2" in listed.out
    assert "Fundamentals" in compared.out
    assert [row["fundamentals"] for row in rows] == [0, 0]
    assert first & second == set()


def test_interviews_move_with_the_history(
    lines: Lines, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An export holds every step, another machine goes on with it, and an undone answer is asked again."""
    lines(*JUNIOR, given="t\nTraining is good and validation is worse.\nt\nno idea\nq\n")
    before = lines("interview", "report", "--json").out
    lines("history", "export", "all.jsonl")
    monkeypatch.setenv("NNPREP_HOME", str(folder / "other"))
    imported = lines("history", "import", "all.jsonl")
    again = lines("history", "import", "all.jsonl")
    after = lines("interview", "report", "--json").out
    with History.open() as history:
        last = history.events(EventKind.MOCK)[-1]
        history.void(last)
    asked = lines("interview", given="q\n")

    assert imported.code == 0
    assert "0 of" in again.out
    assert before == after
    assert "part 1 of" in asked.out
    assert "1 answer saved" in asked.out


def test_answers_count_in_the_schedule(lines: Lines, folder: Path) -> None:
    """After an interview its cards have memories, as after a quiz, and are less likely to be asked."""
    lines(*JUNIOR, given="t\nno idea\nt\nno idea\nx\ny\nd\n")
    with History.open() as history:
        history.void(history.events(EventKind.MOCK)[-1])
    lines("interview", given="d\n")  # as after a kill between the reviews and the last step
    with History.open() as history:
        state = load_state(history)
        events = history.events(EventKind.REVIEW)

    assert len(events) == 2
    assert {event.subject for event in events} == set(state.memories)
    assert {memory.grade for memory in state.memories.values()} == {Grade.AGAIN}


def test_unusable_beginnings(lines: Lines, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interview that another version wrote differently is passed over, and a new one begins beside it."""
    with History.open() as history:
        history.append(EventKind.MOCK, "strange", {"step": "begin", "agenda": {"slots": 7}})
        history.append(EventKind.MOCK, "stranger", {"step": "answer"})
    begun = lines(*JUNIOR, given="s\nq\n")
    listed = lines("interview", "list")

    assert "Hello!" in begun.out
    assert (begun.code, listed.code) == (0, 0)


def test_report_as_a_page(lines: Lines, folder: Path) -> None:
    """--html writes a page, at the end of an interview or later; it replaces pages of nnprep's and nothing else."""
    (folder / "other.html").write_text("mine", encoding="utf-8")
    ended = lines(*JUNIOR, "--html", "first.html", given="t\nIt is <b>\ns\nx\ny\nd\n")
    saved = [lines("interview", "report", "--html", name).code for name in ("again.html", "again.html")]
    other = lines("interview", "report", "--html", "other.html")
    wrong = [lines(*words) for words in (("interview", "--force"), ("interview", "report", "--force"))]
    wrong.append(lines("interview", "report", "--html", "a.html", "--json"))
    pages = [(folder / name).read_text(encoding="utf-8") for name in ("first.html", "again.html")]

    assert "saved first.html" in ended.out
    assert (ended.code, saved, other.code) == (0, [0, 0], 2)
    assert "--force" in other.err
    assert (folder / "other.html").read_text(encoding="utf-8") == "mine"
    assert pages[0] == pages[1]
    assert "It is &lt;b&gt;" in pages[0]
    assert [each.code for each in wrong] == [2, 2, 2]
    assert not (folder / "a.html").exists()
