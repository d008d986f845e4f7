"""The list of exercises, and the task as it is handed out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from shlex import quote

from nnprep.content.exercises import Exercise
from nnprep.learner.attempts import Record
from nnprep.screens.check.report import next_lines
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.tables import table


def list_lines(exercises: Sequence[Exercise], done: Mapping[str, Record], paper: Paper) -> list[Line]:
    """Every exercise with level, minutes and what you have done with it."""
    rows = [(e.id, e.level.value, str(e.minutes), standing(done.get(e.id), paper)) for e in exercises]
    lines = table(
        rows,
        paper,
        header=("exercise", "level", "minutes", "you"),
        styles=(Style.STRONG,),
        right={2},
        indent=0,
    )
    started = [e for e in exercises if e.id in done and done[e.id].started and not done[e.id].passed]
    fresh = [e for e in exercises if e.id not in done or not done[e.id].passed]
    if started:
        return [*lines, Line(), *next_lines([f"nnprep check {started[0].id}"], paper)]
    following = fresh or exercises
    return [*lines, Line(), *next_lines([f"nnprep exercise {e.id}" for e in following[:1]], paper)]


def standing(record: Record | None, paper: Paper) -> str:
    """What was done with an exercise, in a few words."""
    if record is None:
        return "-"
    words = [record.last_status] if record.attempts else ["started"] if record.started else []
    words = ["passed"] if record.passed else words
    if record.attempts:
        words.append(f"{record.attempts} attempt{'s' if record.attempts != 1 else ''}")
    if record.hints:
        count = sum(record.hints.values())
        words.append(f"{count} hint{'s' if count != 1 else ''}")
    if record.gave_up:
        words.append("solution seen")
    return (" | " if paper.ascii else " · ").join(words) or "-"


def task_lines(
    exercise: Exercise, path: Path, kept: Path | None, paper: Paper, *, debug: bool = False
) -> list[Line]:
    """The task, the time an interviewer allows, and what to type next."""
    dot = "|" if paper.ascii else "·"
    lines = paper.paragraph(exercise.title, Style.STRONG, indent="")
    lines += paper.paragraph(
        f"{exercise.level.value} {dot} {exercise.minutes} minutes", Style.FAINT, indent=""
    )
    lines += paper.paragraph(exercise.summary, indent="")
    if debug:
        lines += paper.paragraph(DEBUG, indent="")
    lines.append(Line())
    lines += paper.paragraph(f"Written to {path}. Its docstrings say shapes and conventions.", indent="")
    if kept:
        lines += paper.paragraph(f"Your old file is now {kept}.", indent="")
    here = str(path.parent) == "." and not debug
    return lines + next_lines([f"nnprep check {exercise.id if here else quote(str(path))}"], paper)


DEBUG = "The file holds a complete solution with one mistake in it. Find it and mend it."
