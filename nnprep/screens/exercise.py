"""An exercise on the screen: the list of all, one task, its hints and its solution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from shlex import quote

from nnprep.content.exercises import Course, Exercise, Group, Part
from nnprep.errors import plural
from nnprep.learner.attempts import Record, state_words
from nnprep.learner.schedule.course import NextExercise, progress
from nnprep.screens.next_steps import next_lines
from nnprep.terminal.layout import Line, Paper, Style, wrapped
from nnprep.terminal.tables import table

LONGEST = 23
"""Columns of the longest id."""
HINTS = ("a nudge", "the method", "nearly the code")
"""What each of the three hints of a part gives away."""
SIGNS = {"-": Style.BAD, "+": Style.GOOD}
"""First sign of a line in a difference -> its style."""


def list_lines(
    exercises: Sequence[Exercise], done: Mapping[str, Record], coming: NextExercise | None, paper: Paper
) -> list[Line]:
    """Return the exercises by group, with level, minutes and what you have done with each."""
    if not exercises:
        return paper.paragraph("You have passed all of these.", indent="")
    lines: list[Line] = []
    for group in Group:
        members = [each for each in exercises if each.group is group]
        if members:
            how_far = progress(members, done)
            facts = (f"{how_far.done} of {how_far.total}", hours(how_far.minutes))
            lines += [Line(), *paper.joined([group.heading, *facts], Style.STRONG, indent="")]
            lines += rows_of(members, done, paper)
    return [*lines[1:], Line(), *next_lines(["nnprep quiz" if coming is None else coming.command], paper)]


def rows_of(members: Sequence[Exercise], done: Mapping[str, Record], paper: Paper) -> list[Line]:
    """Return one row for each exercise, all in the same columns; on narrow paper, what was done is below it."""
    facts = [
        (f"{each.id:<{LONGEST}}", f"{each.level.value:<6}", f"{each.minutes:>2} min") for each in members
    ]
    work = [standing(done.get(each.id), paper) for each in members]
    if paper.width > LONGEST + 20 + max(map(len, work)):
        rows = [(*row, words) for row, words in zip(facts, work, strict=True)]
        return table(rows, paper, styles=(Style.ACCENT, Style.FAINT, Style.FAINT))
    lines: list[Line] = []
    for (name, *more), words in zip(facts, work, strict=True):
        beside = " ".join(more)
        if LONGEST + len(beside) + 3 < paper.width:
            lines.append(Line(((f"  {name}", Style.ACCENT), (f" {beside}", Style.FAINT))))
        else:
            lines += [*paper.paragraph(name, Style.ACCENT, indent="  ")]
            lines += paper.paragraph(beside, Style.FAINT, indent="    ")
        lines += paper.paragraph(words, indent="    ") if words != "-" else []
    return lines


def hours(minutes: int) -> str:
    """Return a time in words that are easy to plan with."""
    if minutes < 100:
        return f"{minutes} minutes"
    return f"{round(minutes / 30) / 2:g} hours"


def path_lines(
    courses: Mapping[Course, Sequence[Exercise]], done: Mapping[str, Record], paper: Paper
) -> list[Line]:
    """Return the ready paths, each with its size, what is done of it, and how to begin it."""
    rows = []
    for course, exercises in courses.items():
        how_far = progress(exercises, done)
        left = f", {hours(how_far.minutes_left)} left" if 0 < how_far.done < how_far.total else ""
        rows.append((course.value, f"{how_far.done} of {how_far.total}", f"{hours(how_far.minutes)}{left}"))
        rows.append(("", "", COURSES[course]))
    lines = table(rows, paper, styles=(Style.STRONG,), wraps=True)
    steps = [
        f"nnprep path {next(iter(courses))}   lists it",
        "nnprep watch   guides you through the first one you haven't finished",
    ]
    return [*lines, Line(), *next_lines(steps, paper)]


def course_lines(
    course: Course, exercises: Sequence[Exercise], done: Mapping[str, Record], paper: Paper
) -> list[Line]:
    """Return the exercises of one path, in the order in which one does them."""
    how_far = progress(exercises, done)
    head = (
        f"{course.value} {paper.dot} {how_far.done} of {how_far.total} {paper.dot} {hours(how_far.minutes)}"
    )
    return [*paper.paragraph(head, Style.STRONG, indent=""), *rows_of(exercises, done, paper)]


def course_steps(course: Course, coming: NextExercise | None, paper: Paper) -> list[Line]:
    """Return what to type next on a path."""
    steps = ["nnprep exercise --debug   finds mistakes in what you have passed"]
    if coming is not None:
        steps = [f"nnprep watch {course.value}   guides you through it", coming.command]
    return [Line(), *next_lines(steps, paper)]


def standing(record: Record | None, paper: Paper) -> str:
    """Return what was done with an exercise, in a few words."""
    if record is None:
        return "-"
    state, *seen = state_words(record) or ["-"]
    words = [state]
    if record.attempts:
        words.append(plural(record.attempts, "attempt"))
    if record.hints_taken:
        words.append(plural(record.hints_taken, "hint"))
    return f" {paper.dot} ".join([*words, *seen])


def task_lines(
    exercise: Exercise,
    path: Path,
    backup: Path | None,
    paper: Paper,
    *,
    debug: bool = False,
    stepping: bool = True,
) -> list[Line]:
    """Return the task, the time an interviewer allows, and with `stepping` what to type next."""
    lines = paper.paragraph(exercise.title, Style.STRONG, indent="")
    lines += paper.paragraph(
        f"{exercise.level.value} {paper.dot} {exercise.minutes} minutes", Style.FAINT, indent=""
    )
    lines += paper.paragraph(exercise.summary, indent="")
    if debug:
        lines += paper.paragraph(DEBUG, indent="")
    lines.append(Line())
    todo = FIND if debug else FILL_IN
    lines += paper.paragraph(f"Written to {path}: {todo}", indent="")
    if backup:
        lines += paper.paragraph(f"Your old file is now {backup}.", indent="")
    here = str(path.parent) == "." and not debug
    step = f"nnprep check {exercise.id if here else quote(str(path))}"
    return lines + (next_lines([step], paper) if stepping else [])


def hint_lines(
    exercise: Exercise,
    part: Part,
    step: int,
    paper: Paper,
    *,
    new: bool,
    named: str = "",
    every: bool = False,
    stepping: bool = True,
    debug: bool = False,
) -> list[Line]:
    """Return a part's hint number `step`, with `every` all up to it, and with `stepping` what to type next.

    `named` is what to type for the exercise, or for the file with a mistake in it if `debug`.
    """
    several = f", {part.title}" if len(exercise.parts) > 1 and part.title != exercise.id else ""
    title = f"debugging {exercise.id}" if debug else f"{exercise.id}{several}"
    named = quote(named or exercise.id)
    lines: list[Line] = []
    for number in range(1 if every else step, step + 1):
        kind = "" if debug else f": {HINTS[number - 1]}"
        head = f"{title} {paper.dot} hint {number} of {len(part.hints)}{kind}"
        lines += [*paper.paragraph(head, Style.STRONG, indent=""), Line()]
        lines += [*paper.prose(part.hints[number - 1], indent=""), Line()]
    earlier = [f"nnprep hint {named} --all"] if step > 1 and not every else []
    if step == len(part.hints) and not new:
        lines += [*paper.paragraph(no_more_hints(exercise, part), indent=""), Line()]
    if not stepping:
        return lines[:-1]
    if step < len(part.hints):
        return lines + next_lines([f"nnprep check {named}", f"nnprep hint {named}", *earlier], paper)
    steps = [f"nnprep check {named}", *earlier, f"nnprep solution {named} --give-up"]
    return lines + next_lines(steps, paper)


def no_more_hints(exercise: Exercise, part: Part) -> str:
    """Return that all hints were shown: those of one part, if there are others."""
    of_part = f" for “{part.title}”" if len(exercise.parts) > 1 else ""
    return f"There are no more hints{of_part}."


def nothing_fails(exercise: Exercise, named: str, paper: Paper) -> list[Line]:
    """Return that everything is right already, so no hint is needed."""
    text = f"All core checks of {exercise.id} pass, so there's nothing to hint at, and no hint was counted."
    return [
        *paper.paragraph(text, indent=""),
        Line(),
        *next_lines([f"nnprep check {quote(named)}"], paper),
    ]


def solution_lines(
    exercise: Exercise, reference: str, difference: Sequence[str], paper: Paper, *, next_steps: Sequence[str]
) -> list[Line]:
    """Return the reference, its reasons set apart from its code, and how the learner's file differs.

    Of the code, only comments are wrapped: what is copied from the screen has to run.
    """
    lines = [*paper.paragraph(exercise.title, Style.STRONG, indent=""), Line()]
    lines += [row for line in reference.rstrip().splitlines() for row in code_lines(line, paper)]
    if difference:
        lines += [Line(), *paper.paragraph(COMPARISON, Style.STRONG, indent=""), Line()]
        lines += [Line(((paper.spelled(line), SIGNS.get(line[:1], Style.FAINT)),)) for line in difference]
    if exercise.follow_ups:
        lines += [Line(), *paper.paragraph("What an interviewer asks next", Style.STRONG, indent="")]
        for follow_up in exercise.follow_ups:
            lines += [Line(), *paper.paragraph(follow_up.question, indent="")]
            lines += paper.paragraph(follow_up.answer, Style.FAINT, indent="")
    return [*lines, Line(), *next_lines(next_steps, paper)] if next_steps else lines


def code_lines(line: str, paper: Paper) -> list[Line]:
    """Return a line of code; a comment on its own line is a reason, which stands out and is wrapped."""
    line = paper.spelled(line)
    depth, sign, reason = line.partition("# ")
    if sign and not depth.strip():
        rows = wrapped(reason, max(20, paper.room - len(depth) - 2))
        return [Line(((f"{depth}# {row}", Style.ACCENT),)) for row in rows]
    code, sign, comment = line.partition("  #")
    return [Line(((code, Style.PLAIN), (sign + comment, Style.FAINT)))]


COURSES = {
    Course.EVENING: "the classic questions: forward, backward, loss, a whole network",
    Course.WEEK: "the training loop: data, losses, optimizers, regularization, normalization",
    Course.MONTH: "up to a transformer block, its serving, and fine-tuning",
}
DEBUG = "The file contains a complete solution with one mistake."
FIND = "find the mistake."
FILL_IN = "fill in what is empty. Its docstrings give shapes and conventions."
COMPARISON = "Your code (-) compared with it (+); different doesn't mean worse:"
