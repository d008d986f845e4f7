"""Runs `nnprep watch`: which exercise is on, what a key does, and what is on the screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from queue import Empty

from nnprep.cli.check.watch import Watch, leaving_on_q, new_watch, saves, show_failures, show_unshown
from nnprep.cli.content import valid_exercises
from nnprep.cli.exercises.exercise import write_stub
from nnprep.cli.exercises.solution import solution_page
from nnprep.cli.output import show_page
from nnprep.content.exercises import Course, Exercise
from nnprep.errors import NnprepError, UnknownNameError, UsageError
from nnprep.learner.attempts import Record
from nnprep.learner.history.events import study_day
from nnprep.learner.history.log import History
from nnprep.learner.schedule.course import is_done, next_exercise, on_path, progress
from nnprep.learner.schedule.learner_state import load_state
from nnprep.named_tuple import NamedTuple
from nnprep.practice.attempt import Attempt, attempt, key_ahead
from nnprep.practice.hints import next_hint
from nnprep.practice.submissions import Target
from nnprep.sandbox.parent.child_process import ChildPeer
from nnprep.screens.exercise import course_lines, hint_lines, nothing_fails
from nnprep.terminal.keyboard.open import is_live
from nnprep.terminal.layout import Line, Paper, Style
from nnprep.terminal.plain import clear_screen, write_lines


class Stage(NamedTuple):
    """One exercise of a path that is being worked on."""

    course: Course
    exercises: tuple[Exercise, ...]
    """The whole path."""
    target: Target
    fresh: bool
    """Whether its file was written just now, so there is nothing to judge yet."""


def guide(name: str | None) -> int:
    """Go through a path until it's finished or the learner quits; returns the exit code.

    Raises UnknownNameError for a path, and UsageError without a terminal.
    """
    if name is not None and name not in list(Course):
        raise UnknownNameError("path", name, list(Course), next_step="nnprep path")
    if not is_live():
        raise UsageError("nnprep watch needs a terminal.", next_step="nnprep check --watch")
    everything = valid_exercises()
    course = Course(name) if name else unfinished(everything)
    exercises = tuple(on_path(everything, course))
    shared = new_watch()
    skipped: set[str] = set()
    try:
        with leaving_on_q(shared):
            while not shared.stop.is_set():
                exercise = coming(exercises, skipped)
                if exercise is None:
                    break
                if not work_on(stage_of(course, exercises, exercise), shared):
                    skipped.add(exercise.id)
    except KeyboardInterrupt:
        pass
    show_page(lambda paper: farewell(course, exercises, all_records(), paper))
    return 0


def unfinished(exercises: Sequence[Exercise]) -> Course:
    """Return the shortest path in which something is left to do, else the longest."""
    done = all_records()
    for course in Course:
        if any(not is_done(done.get(each.id)) for each in on_path(exercises, course)):
            break
    return course


def all_records() -> dict[str, Record]:
    """Return what was done with each exercise."""
    with History.open() as history:
        return load_state(history).exercises


def coming(exercises: Sequence[Exercise], skipped: set[str]) -> Exercise | None:
    """Return the exercise that comes next, without those that were skipped just now; None at the end."""
    left = [each for each in exercises if each.id not in skipped]
    with History.open() as history:
        now = history.clock()
        found = next_exercise(left, load_state(history).exercises, {}, now, study_day(now))
    return next((each for each in left if found and each.id == found.id), None)


def stage_of(course: Course, exercises: tuple[Exercise, ...], exercise: Exercise) -> Stage:
    """Return an exercise to work on; its file is written to this folder if there is none."""
    path = Path(f"{exercise.module}.py")
    fresh = not path.exists()
    if fresh:
        clear()
        write_stub(exercise, Path(), force=False, stepping=False)
    target = Target(path=path, exercise=exercise, debug=False, automatic=False)
    return Stage(course, exercises, target, fresh)


def work_on(stage: Stage, shared: Watch) -> bool:
    """Judge an exercise at each save until the learner goes on; returns whether it was passed."""
    judged: Attempt | None = None
    child, skip, ahead = ChildPeer.start(), stage.fresh, None
    if stage.fresh:
        show_keys(stage, passed=False)
    try:
        for changed in saves([stage.target], shared.stop, each_look=True):
            if changed and not skip:
                clear()
                known, ahead = ahead, None
                try:
                    with shared.busy:
                        judged = attempt(stage.target, child=child, ahead=known, show=show_report)
                    show_unshown(judged)
                except UsageError as error:
                    gone = not stage.target.path.exists()
                    say(f"{error.sentence} w writes it anew, empty." if gone else error.sentence)
                child = ChildPeer.start()
                show_keys(stage, passed=has_passed(judged))
                if judged is not None:
                    ahead = key_ahead(stage.target, (), None, judged.report)
            key, skip = typed(shared), False
            if key == "n" or (key == "enter" and has_passed(judged)):
                break
            if key:
                press(key, stage, judged)
    finally:
        child.close()
    return has_passed(judged)


def has_passed(judged: Attempt | None) -> bool:
    """Return whether the file passed when it was last judged."""
    return judged is not None and judged.report.exit_code == 0


def typed(shared: Watch) -> str:
    """Return the next key that was typed; empty if there is none."""
    try:
        return shared.typed.get_nowait().lower()
    except Empty:
        return ""


def press(key: str, stage: Stage, judged: Attempt | None) -> None:
    """Show what a key asks for."""
    exercise, passed = stage.target.exercise, has_passed(judged)
    try:
        if key == "h" and not passed:
            clear()
            show_hint(stage.target)
        elif key == "s" and judged is not None and judged.report.show_case:
            clear()
            write_lines(sys.stdout, judged.report.show_case)
        elif key == "r" and judged is not None:
            clear()
            show_report(judged)
        elif key == "v" and passed:
            clear()
            show_page(solution_page(exercise, stage.target, stepping=False))
        elif key == "l":
            clear()
            done = all_records()
            show_page(lambda paper: course_lines(stage.course, stage.exercises, done, paper))
        elif key == "w" and not stage.target.path.exists():
            write_stub(exercise, Path(), force=False, stepping=False)
        elif key != "?":
            say(f"{key} does nothing here.")
    except NnprepError as error:
        say(error.sentence)
    show_keys(stage, passed=passed)


def show_report(judged: Attempt) -> None:
    """Show the report without what to type next, which the keys tell."""
    show_failures(judged, stepping=False)


def show_hint(target: Target) -> None:
    """Show the next hint for the part that fails."""
    with History.open() as history:
        hint = next_hint(history, target.exercise, target, None)
    if hint is None:
        show_page(lambda paper: nothing_fails(target.exercise, target.exercise.id, paper))
        return
    show_page(
        lambda paper: hint_lines(target.exercise, hint.part, hint.step, paper, new=hint.new, stepping=False)
    )


def show_keys(stage: Stage, *, passed: bool) -> None:
    """Show how far one is, and what can be typed."""
    done = all_records()

    def lines(paper: Paper) -> list[Line]:
        how_far = progress(stage.exercises, done)
        place = f"{stage.course.value}: {how_far.done} of {how_far.total} passed"
        keys = PASSED if passed else OPEN
        head = f"{stage.target.path} is judged whenever you save it" if not passed else place
        return [
            Line(),
            *paper.paragraph(head, Style.FAINT, indent=""),
            *paper.joined(keys, Style.FAINT, indent=""),
        ]

    show_page(lines)


def farewell(
    course: Course, exercises: Sequence[Exercise], done: dict[str, Record], paper: Paper
) -> list[Line]:
    """Return how far one is at the end, and how to go on."""
    how_far = progress(exercises, done)
    left = "" if how_far.done == how_far.total else f" nnprep watch {course.value} goes on from here."
    return [
        Line(),
        *paper.paragraph(f"{course.value}: {how_far.done} of {how_far.total} passed.{left}", indent=""),
    ]


def clear() -> None:
    """Begin a new screen."""
    clear_screen(sys.stdout)


def say(sentence: str) -> None:
    """Show a sentence."""
    show_page(lambda paper: paper.paragraph(sentence, indent=""))


OPEN = ("h hint", "s smallest case", "r report", "n next exercise", "l list", "q quit")
PASSED = ("enter next exercise", "v solution", "r report", "l list", "q quit")
