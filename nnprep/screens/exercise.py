"""An exercise on the screen: the list of all, one task, its hints and its solution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from shlex import quote

from nnprep.content.exercises import Exercise, Part
from nnprep.errors import plural
from nnprep.learner.attempts import Record
from nnprep.screens.next_steps import next_lines
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.tables import table

HINTS = ("a nudge", "the method", "nearly the code")
"""What each of the three hints of a part gives away."""
SIGNS = {"-": Style.BAD, "+": Style.GOOD}
"""First sign of a line in a difference -> its style."""


def list_lines(exercises: Sequence[Exercise], done: Mapping[str, Record], paper: Paper) -> list[Line]:
    """Return every exercise with its level, its minutes and what you have done with it."""
    rows = [(e.id, e.level.value, str(e.minutes), standing(done.get(e.id), paper)) for e in exercises]
    lines = table(
        rows,
        paper,
        header=("exercise", "level", "minutes", "you"),
        styles=(Style.STRONG,),
        right={2},
        indent=0,
    )
    open_ids = [e.id for e in exercises if e.id not in done or not done[e.id].passed]
    started = [id for id in open_ids if id in done and done[id].started]
    fresh = open_ids or [e.id for e in exercises]
    steps = [f"nnprep check {id}" for id in started] or [f"nnprep exercise {id}" for id in fresh]
    return [*lines, Line(), *next_lines(steps[:1], paper)]


def standing(record: Record | None, paper: Paper) -> str:
    """Return what was done with an exercise, in a few words."""
    if record is None:
        return "-"
    words = [record.last_status] if record.attempts else ["started"] if record.started else []
    words = ["passed"] if record.passed else words
    if record.attempts:
        words.append(plural(record.attempts, "attempt"))
    if record.hints:
        words.append(plural(sum(record.hints.values()), "hint"))
    if record.gave_up:
        words.append("solution seen")
    return f" {paper.dot} ".join(words) or "-"


def task_lines(
    exercise: Exercise, path: Path, backup: Path | None, paper: Paper, *, debug: bool = False
) -> list[Line]:
    """Return the task, the time an interviewer allows, and what to type next."""
    lines = paper.paragraph(exercise.title, Style.STRONG, indent="")
    lines += paper.paragraph(
        f"{exercise.level.value} {paper.dot} {exercise.minutes} minutes", Style.FAINT, indent=""
    )
    lines += paper.paragraph(exercise.summary, indent="")
    if debug:
        lines += paper.paragraph(DEBUG, indent="")
    lines.append(Line())
    lines += paper.paragraph(f"Written to {path}. Its docstrings give shapes and conventions.", indent="")
    if backup:
        lines += paper.paragraph(f"Your old file is now {backup}.", indent="")
    here = str(path.parent) == "." and not debug
    return lines + next_lines([f"nnprep check {exercise.id if here else quote(str(path))}"], paper)


def hint_lines(
    exercise: Exercise, part: Part, step: int, paper: Paper, *, new: bool, named: str = ""
) -> list[Line]:
    """Return a part's hints up to `step`, the last one prominent; `named` is what to type for the exercise."""
    several = f", {part.title}" if len(exercise.parts) > 1 else ""
    named = quote(named or exercise.id)
    head = f"{exercise.id}{several} {paper.dot} hint {step} of {len(part.hints)}: {HINTS[step - 1]}"
    lines = [*paper.paragraph(head, Style.STRONG, indent=""), Line()]
    for text in part.hints[: step - 1]:
        lines += paper.paragraph(text, Style.FAINT, indent="")
    lines += [*paper.paragraph(part.hints[step - 1], indent=""), Line()]
    if step < len(part.hints):
        return lines + next_lines([f"nnprep check {named}", f"nnprep hint {named}"], paper)
    if not new:
        lines += paper.paragraph("There are no more hints.", indent="")
    steps = [f"nnprep check {named}", f"nnprep solution {exercise.id} --give-up"]
    return lines + next_lines(steps, paper)


def nothing_fails(exercise: Exercise, named: str, paper: Paper) -> list[Line]:
    """Return that everything is right already, so no hint is needed."""
    text = f"All core checks of {exercise.id} pass, so there is nothing to hint at; no hint was counted."
    return [
        *paper.paragraph(text, indent=""),
        Line(),
        *next_lines([f"nnprep check {quote(named)}"], paper),
    ]


def solution_lines(exercise: Exercise, reference: str, difference: Sequence[str], paper: Paper) -> list[Line]:
    """Return the reference, its reasons set apart from its code, and how the learner's file differs.

    Code is never wrapped: what is copied from the screen has to run.
    """
    lines = [*paper.paragraph(exercise.title, Style.STRONG, indent=""), Line()]
    lines += [code_line(line, paper) for line in reference.rstrip().splitlines()]
    if difference:
        lines += [Line(), *paper.paragraph(COMPARISON, Style.STRONG, indent=""), Line()]
        lines += [Line(((paper.spelled(line), SIGNS.get(line[:1], Style.FAINT)),)) for line in difference]
    if exercise.follow_ups:
        lines += [Line(), *paper.paragraph("What an interviewer asks next", Style.STRONG, indent="")]
        for follow_up in exercise.follow_ups:
            lines += [Line(), *paper.paragraph(follow_up.question, indent="")]
            lines += paper.paragraph(follow_up.answer, Style.FAINT, indent="")
    return lines


def code_line(line: str, paper: Paper) -> Line:
    """Return a line of code; a comment on its own line is a reason and stands out."""
    line = paper.spelled(line)
    if line.lstrip().startswith("#"):
        return Line(((line, Style.ACCENT),))
    code, sign, comment = line.partition("  #")
    return Line(((code, Style.PLAIN), (sign + comment, Style.FAINT)))


DEBUG = "The file contains a complete solution with one mistake. Find it and fix it."
COMPARISON = "Your code (-) compared with it (+); different doesn't mean worse:"
