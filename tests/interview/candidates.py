"""Candidates who sit whole interviews in a real terminal: good, middling and poor ones."""

from __future__ import annotations

import time
from enum import Enum
from pathlib import Path

from nnprep.content.exercise_finder import find_exercise
from nnprep.grading.reference import reference_text
from nnprep.interview.agenda import Exact, Item
from nnprep.interview.evaluation.report_of import report_of
from nnprep.interview.follow_ups import Due, due
from nnprep.interview.interviews import interviews
from nnprep.interview.progress import Progress
from nnprep.interview.report import Report
from nnprep.interview.whiteboard import as_answer
from nnprep.learner.history.log import History
from nnprep.nn.drills.question import spelled
from tests.sessions.terminals import Terminal

SOLUTIONS = Path(__file__).parents[1] / "solutions"
PATIENCE = 60.0
"""Seconds for one step, on a busy machine."""


class Candidate(Enum):
    """How much somebody knows."""

    POOR = 0
    MIDDLING = 1
    GOOD = 2


def answer_of(candidate: Candidate, now: Due) -> str:
    """Return what a candidate says to what is asked now."""
    if candidate is Candidate.POOR:
        return "I'm not sure."
    if now.item.guess:
        return now.model_answer if candidate is Candidate.GOOD else "Something with an axis."
    if now.about is not None:
        text = f"{now.item.points[now.about].say} {now.model_answer}"
    elif now.kind is None and now.item.points:
        text = " ".join([now.model_answer, *(point.say for point in now.item.points)])
    else:
        text = now.model_answer
    words = text.split() or ["What", "would", "I", "work", "on?"]
    return " ".join(words if candidate is Candidate.GOOD else words[: len(words) // 4])


def number_of(candidate: Candidate, exact: Exact, place: int) -> str:
    """Return what a candidate writes on the whiteboard; a middling one is wrong every other time."""
    right = candidate is Candidate.GOOD or (candidate is Candidate.MIDDLING and place % 2 == 0)
    answer = exact.answer if right or not exact.slips else exact.slips[0].answer
    return spelled(as_answer(answer)) if not isinstance(answer, float) else repr(answer)


def write_code(candidate: Candidate, item: Item, file: Path) -> None:
    """Write what a candidate hands in: a reference, a wrong solution, or what was handed out."""
    assert item.task is not None
    if candidate is Candidate.GOOD:
        file.write_text(reference_text(find_exercise(item.task.exercise)), encoding="utf-8")
    elif candidate is Candidate.MIDDLING and not item.task.mistake:
        wrong = sorted((SOLUTIONS / item.task.exercise.replace("-", "_")).glob("wrong_*.py"))
        wrong = wrong or sorted((SOLUTIONS / item.task.exercise).glob("wrong_*.py"))
        file.write_bytes(wrong[0].read_bytes())


def progress_of(home: Path) -> Progress | None:
    """Return how far the last interview in a history is."""
    path = home / "history.sqlite3"
    if not path.exists():
        return None
    with History.open(path) as history:
        held = interviews(history)
    return held[-1].progress if held else None


def sit(terminal: Terminal, home: Path, candidate: Candidate) -> tuple[Report, str]:
    """Sit an interview to its end; return the report that the log gives, and the last screen."""
    terminal.see("Hello! We have")
    waited: Progress | None = None
    until = time.monotonic() + PATIENCE
    while True:
        progress = progress_of(home)
        if progress is None or progress == waited:
            assert time.monotonic() < until, f"nothing happened:\n{terminal.text()}"
            terminal.read(0.05)
            continue
        until = time.monotonic() + PATIENCE
        if progress.ended:
            break
        waited = progress
        step(terminal, progress, candidate)
    terminal.see("Did I hear you right?")
    terminal.settle()
    terminal.press("d")
    assert terminal.left() == 0
    progress = progress_of(home)
    assert progress is not None
    assert progress.closed
    return report_of(progress, "id", 1), terminal.text()


def step(terminal: Terminal, progress: Progress, candidate: Candidate) -> None:
    """Do what the interview waits for."""
    now = due(progress)
    if now is None:
        return
    if now.item.task is not None:
        handout = progress.handouts.get(now.place.part)
        if handout is None:
            return
        write_code(candidate, now.item, Path(handout.file))
        terminal.press("d")
        return
    exact = now.item.exact
    text = answer_of(candidate, now) if exact is None else number_of(candidate, exact, now.place.item)
    terminal.press("t")
    terminal.paste(text)
    terminal.press("enter")
